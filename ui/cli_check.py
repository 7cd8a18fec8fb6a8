"""The commands that only read: ``check`` and ``dump``."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, Any

import msgspec

from models.addresses import resolve, row_part
from models.document import Document
from models.edits import Row
from models.errors import AddressError, GoujiError, system_reason
from models.findings import State
from models.forms import ColumnKind, FormDef
from models.planning import set_cells
from models.refs import CellRef
from models.workspace import Origin, Workspace
from ui.cli_arguments import UsageError
from ui.cli_report import Reporter, exit_code, text_lines

Write = Callable[[str], object]
MOST_NAMED = 10
"""So many broken lines of a cases file are named."""


class CasesError(GoujiError):
    """Lines of a cases file were not understood; the others have been checked."""


def read_workspace(path: str) -> Workspace:
    """The document of a file, opened without lock, backup or any other trace; see :func:`read_with_view`."""
    return read_with_view(path)[0]


def read_with_view(path: str) -> tuple[Workspace, dict[str, Any]]:
    """The document of a file, and how someone last looked at it.

    What was out of the ordinary (written by a newer version, rows that the pack does not know) is said on stderr.

    :raises StorageError: it cannot be read.
    """
    from storage import DocumentFile

    with DocumentFile.open(path, read_only=True) as file:
        workspace, view = Workspace(file.load()), file.view_state()
        notice = file.notice
    if notice and sys.stderr is not None:
        sys.stderr.write(f"{notice}\n")
    return workspace, view


def clean(text: str) -> str:
    """A text from outside without what UTF-8 cannot write."""
    return text.encode("utf-8", "replace").decode()


def as_json(value: object, indent: int = 2) -> str:
    """JSON in readable characters; on one line with ``indent`` 0."""
    return msgspec.json.format(msgspec.json.encode(value), indent=indent).decode()


# -- check -------------------------------------------------------------------------------------------------------------


def check(options: argparse.Namespace, write: Write) -> int:
    """``check``: findings of the file, or of the file as it would be with some cells changed."""
    path, assignments = _file_and_assignments(options)
    workspace = read_workspace(path)
    wanted = wanted_cells(workspace.document, [split_assignment(workspace.document, text) for text in assignments])
    workspace.apply(set_cells(workspace, wanted))
    if options.cases is not None:
        return _check_cases(workspace, options.cases, write)
    if options.json:
        result, code = Reporter(workspace).result()
        write(as_json(result))
        return code
    settings = workspace.document.settings
    write(f"核对“{Path(path).name}”：{settings['department']} {settings['year']}年")
    for line in text_lines(workspace):
        write(line)
    return exit_code(workspace.summary())


def _file_and_assignments(options: argparse.Namespace) -> tuple[str, list[str]]:
    """The file may also stand behind ``--set``, whose words all have an ``=``."""
    words = [text for text in options.assignments if "=" not in text]
    if options.file is None and len(words) == 1:
        return words[0], [clean(text) for text in options.assignments if "=" in text]
    if options.file is None:
        raise UsageError("缺少参数：FILE；用法见 main.py check --help。")
    if words:
        raise UsageError(f"“{clean(words[0])}”缺少等号：--set 后面应写成 地址=金额。")
    return options.file, [clean(text) for text in options.assignments]


def split_assignment(document: Document, text: str) -> tuple[str, str]:
    """Address and value of ``ADDRESS=VALUE``; names of rows may hold ``=`` and ``.`` too, and a value ``=``.

    The address ends at the first ``=`` behind a column of the form, so that it names a cell; else at the first ``=``.
    """
    first = None
    form_id = text.partition(".")[0].strip()
    form = document.pack.form_by_id.get(form_id) or document.pack.form_by_number.get(form_id)
    keys = {name for column in form.amount_columns for name in (column.key, column.title)} if form else set()
    for at in (index for index, character in enumerate(text) if character == "="):
        parts = text[:at], text[at + 1 :]
        if parts[0].rpartition(".")[2].strip() not in keys:
            continue
        first = first or parts
        try:
            resolve(document, parts[0])
        except AddressError as error:
            if not error.candidates:
                continue
        return parts
    address, _, value = text.partition("=")
    return first or (address, value)


def wanted_cells(document: Document, assignments: Iterable[tuple[str, str]]) -> dict[CellRef, str]:
    """The cells that are to change, with their texts.

    :raises AddressError: an address names no cell or several.
    :raises UsageError: a cell is given twice with different texts.
    """
    wanted: dict[CellRef, str] = {}
    for written, text in assignments:
        ref = resolve(document, written)
        if wanted.setdefault(ref, text) != text:
            raise UsageError(f"地址“{written}”给了两个不同的数：“{wanted[ref]}”和“{text}”，请只留一个。")
    return wanted


# -- cases -------------------------------------------------------------------------------------------------------------


def _check_cases(workspace: Workspace, source: str, write: Write) -> int:
    """One result a line; the workspace is put back after each."""
    reporter = Reporter(workspace)
    worst, wrong = 0, []
    with _opened(source) as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            result, code = _case(reporter, line, number)
            worst = max(worst, code)
            if "error" in result:
                wrong.append(number)
            write(as_json(result, indent=0))
    if wrong:
        raise CasesError(f"{_line_numbers(wrong)}看不懂，原因写在该行的 error 里；其余各行已经核对。")
    return worst


def _line_numbers(numbers: Sequence[int]) -> str:
    named = "、".join(map(str, numbers[:MOST_NAMED]))
    return f"第 {named} 行" if len(numbers) <= MOST_NAMED else f"第 {named} … 行等 {len(numbers)} 行"


@contextmanager
def _opened(source: str) -> Iterator[IO[bytes]]:
    if source == "-":
        if sys.stdin is None:
            raise UsageError("没有标准输入可读，请改用文件：--cases CASES.jsonl。")
        yield sys.stdin.buffer
        return
    with ExitStack() as stack:
        try:
            file = stack.enter_context(Path(source).open("rb"))
        except (OSError, ValueError) as error:
            reason = system_reason(error) if isinstance(error, OSError) else "路径有误"
            raise UsageError(f"读不了“{clean(source)}”（{reason}），请检查文件是否存在、能否读取。") from error
        yield file


def _case(reporter: Reporter, line: bytes, number: int) -> tuple[dict[str, Any], int]:
    workspace = reporter.workspace
    try:
        edit = set_cells(workspace, wanted_cells(workspace.document, case_assignments(line)))
    except GoujiError as error:
        return {"error": clean(f"第 {number} 行：{error}")}, 2
    workspace.apply(edit)
    try:
        return reporter.result()
    finally:
        workspace.apply(edit.inverse())


def case_assignments(line: bytes) -> list[tuple[str, str]]:
    """Addresses and texts of ``{"set": {...}}``; numbers are taken as written, ``null`` is a blank.

    :raises UsageError: the line says something else.
    """
    try:
        text = line.decode("utf-8-sig")
        case = json.loads(text, object_pairs_hook=_Pairs, parse_float=str, parse_int=str, parse_constant=str)
    except (ValueError, RecursionError):
        raise UsageError('不是一个 JSON 对象，应写成 {"set": {"地址": "金额"}}。') from None
    chosen = [value for key, value in case if key == "set"] if isinstance(case, _Pairs) else []
    if len(chosen) != 1 or not isinstance(chosen[0], _Pairs):
        raise UsageError('应写成 {"set": {"地址": "金额"}}。')
    for written, value in chosen[0]:
        if not isinstance(value, str | None):
            raise UsageError(f"“{written}”的值应是文字或数字；清空写 null。")
    return [(clean(written), clean(value or "")) for written, value in chosen[0]]


class _Pairs(list[tuple[str, Any]]):
    """A JSON object with all its keys, also those given twice."""


# -- dump --------------------------------------------------------------------------------------------------------------


def dump(options: argparse.Namespace, write: Write) -> int:
    """``dump``: every row and amount cell of every form, and the words of every section."""
    workspace = read_workspace(options.file)
    others = [form for form in workspace.pack.all_forms if form not in workspace.pack.forms and form.amount_columns]
    prose = workspace.words.prose
    values = {
        "forms": [_form_values(workspace, form) for form in workspace.pack.forms],
        "facts": [_form_values(workspace, form) for form in others],
        "sections": [
            {
                "key": section.key,
                "heading": section.heading,
                "automatic": prose.is_automatic(section.key),
                "text": prose.render(section.key).text,
            }
            for section in workspace.pack.narrative.sections
        ],
    }
    write(as_json(values))
    return 0


def _form_values(workspace: Workspace, form: FormDef) -> dict[str, Any]:
    """A form's rows line by line; where two blocks stand side by side, the left one's row comes first."""
    document = workspace.document
    rows = [row for line in document.lines(form) for row in line if row is not None]
    return {
        "id": form.id,
        "title": document.fill(form.title),
        "rows": [_row_values(workspace, form, row) for row in rows],
    }


def _row_values(workspace: Workspace, form: FormDef, row: Row) -> dict[str, Any]:
    document = workspace.document
    columns = [column for column in form.columns_of(row.block) if column.kind is ColumnKind.AMOUNT]
    refs = {column.key: CellRef(form.id, row.id, column.key) for column in columns}
    return {
        "row": row_part(document, form, row),
        "block": row.block,
        "code": row.code,
        "label": document.label(row),
        "cells": {key: _cell_values(workspace, ref) for key, ref in refs.items()},
    }


def _cell_values(workspace: Workspace, ref: CellRef) -> dict[str, str]:
    """A cell as shown; a blank that nothing marks is not checked, so it is not called 平."""
    origin, state = workspace.origin(ref), workspace.cell_state(ref)
    if origin is Origin.BLANK and state is State.BALANCED:
        state = State.NOT_APPLICABLE
    return {"text": workspace.shown(ref, grouped=False), "origin": origin.value, "state": state.value}
