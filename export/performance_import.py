"""Reading performance forms (项目支出绩效目标表) from a workbook: this program's own, or a form laid out alike.

Nothing is planned here: the user first sees, cell by cell, what was recognised and what was not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from export import xlsx_map
from export.errors import WorkbookError
from export.import_file import RawSheet, read_sheets
from export.import_form_cells import TEXT_LABELS, Word, words
from export.import_form_fields import FormReader, Unread
from export.import_sheets import plain
from models.amounts import Unit
from models.performance.form import PerformanceForm

MAX_FORMS = 2_000
_ENOUGH = 4
"""A form has labels of texts in at least so many rows; a list of projects has all of them in one."""
_TITLE_ROWS = 4
"""So many rows above its first label may hold a form's title."""
_NAMED = 5


class NotRead(msgspec.Struct, frozen=True):
    """A cell that was not understood: where it stands, what it says, and why it was left."""

    sheet: str
    address: str
    text: str
    reason: str


class RecognisedForm(msgspec.Struct, frozen=True):
    """A form that was recognised.

    ``places`` maps fields (``project_name``, ``funding.annual.total``, ``indicators.annual.3.target``) to the sheet
    and cell that they were read from; a field that is blank, or taken over from a merged cell above, has none.
    """

    form: PerformanceForm
    sheet: str
    places: Mapping[str, tuple[str, str]]
    not_read: tuple[NotRead, ...] = ()


class PerformanceImport(msgspec.Struct, frozen=True):
    """The forms of a workbook in its order, and sentences about what was left alone or converted."""

    source: str
    forms: tuple[RecognisedForm, ...]
    notes: tuple[str, ...] = ()


def read(path: Path | str) -> PerformanceImport:
    """The performance forms of a workbook.

    :raises WorkbookError: no workbook, damaged, protected, too big, or without any such form.
    """
    file = Path(path)
    passed: list[str] = []

    def wanted(sheet: RawSheet) -> bool:
        if any(word.label == "project_name" for row in words(sheet).values() for word in row):
            return True
        if sheet.title != xlsx_map.SHEET:
            passed.append(sheet.title)
        return False

    forms: list[RecognisedForm] = []
    notes: list[str] = []
    for sheet in read_sheets(file, wanted):
        found = list(_forms(sheet, notes))
        forms += found
        if not found:
            passed.append(sheet.title)
        if len(forms) > MAX_FORMS:
            raise WorkbookError(f"“{file.name}”里的绩效目标表超过 {MAX_FORMS} 张，请分成几个文件导入。")
    if not forms:
        raise WorkbookError(f"在“{file.name}”里没有认出项目支出绩效目标表；请选择由本程序导出、或表样相同的工作簿。")
    if passed:
        notes.append(f"另有 {len(passed)} 张工作表不是绩效目标表，没有读入：{_some(passed)}。")
    notes += _repeated(forms)
    return PerformanceImport(file.name, tuple(forms), tuple(notes))


def _forms(sheet: RawSheet, notes: list[str]) -> Iterator[RecognisedForm]:
    for rows in _regions(list(words(sheet).values())):
        if sum(any(word.label in TEXT_LABELS for word in row) for row in rows) < _ENOUGH:
            continue
        reader = FormReader()
        reader.read(rows)
        form = msgspec.convert(reader.nested(), PerformanceForm)
        if reader.unit is Unit.WAN:
            notes.append(f"工作表“{sheet.title}”中“{form.project_name}”的资金以万元填列，已换算为元。")
        yield RecognisedForm(
            form,
            sheet.title,
            {key: (sheet.title, address) for key, address in reader.places.items()},
            tuple(_not_read(sheet.title, one) for one in reader.unread),
        )


def _not_read(sheet: str, one: Unread) -> NotRead:
    return NotRead(sheet, one.address, one.text, one.reason)


def _regions(rows: list[list[Word]]) -> Iterator[list[list[Word]]]:
    """The rows of each form: from the title above 项目名称 to the next form's."""
    starts = [at for at, row in enumerate(rows) if any(word.label == "project_name" for word in row)]
    begins = [_title(rows, at, floor) for at, floor in zip(starts, [0, *(at + 1 for at in starts)], strict=False)]
    for begin, end in zip(begins, [*begins[1:], len(rows)], strict=True):
        yield rows[begin:end]


def _title(rows: list[list[Word]], start: int, floor: int) -> int:
    """The row at which a form's title begins."""
    at = start
    while at > max(floor, start - _TITLE_ROWS) and not any(word.label for word in rows[at - 1]):
        at -= 1
    while at < start and not any("绩效目标" in plain(word.text) for word in rows[at]):
        at += 1
    return at


def _repeated(forms: list[RecognisedForm]) -> Iterator[str]:
    names = Counter(one.form.project_name for one in forms)
    for name, count in names.items():
        if count > 1:
            yield f"项目“{name}”有 {count} 张绩效目标表，请核对后选择要导入的一张。"


def _some(names: list[str]) -> str:
    return "、".join(names[:_NAMED]) + (" 等" if len(names) > _NAMED else "")
