"""The commands that write files: ``new``, ``export`` and ``import``."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from models import signoff
from models.edits import Edit
from models.pack import DEFAULT_PACK, load
from models.workspace import Workspace
from ui.cli_arguments import UsageError
from ui.cli_check import clean, read_with_view
from ui.cli_report import summary_line

if TYPE_CHECKING:
    from export.import_plan import CellDiff, ImportPlan, RowDiff
    from models.performance.importing import RecognisedForm

Write = Callable[[str], object]
KINDS = ("xlsx", "pdf", "docx", "html")
LONGEST = 40
"""Texts of forms are cut to so many characters where changes are told."""


def new(options: argparse.Namespace, write: Write) -> int:
    """``new``: the sample, or an empty document."""
    from models.newdoc import name_problem, new_document
    from models.samples import sample_document
    from storage import DocumentFile

    given = options.department is not None or options.year is not None or options.code or options.unit
    if options.sample and given:
        raise UsageError("--sample 自带部门、年度和单位，不能与别的选项同时用。")
    if options.clean and not options.sample:
        raise UsageError("--clean 要与 --sample 同用。")
    if options.sample:
        document = sample_document(clean=options.clean)
    else:
        department, year = clean(options.department or "").strip(), (options.year or "").strip()
        if not department or not year:
            raise UsageError("请写明 --department 和 --year，或者用 --sample；用法见 main.py new --help。")
        if problem := name_problem(department):
            raise UsageError(problem)
        if not re.fullmatch(r"[12][0-9]{3}", year):
            raise UsageError(f"年度“{clean(year)}”有误：应为四位数字，例如 2025。")
        units = tuple(clean(unit) for unit in options.unit)
        document = new_document(load(DEFAULT_PACK), department, clean(options.code), year, units)
    DocumentFile.create(options.file, document).close()
    settings = document.settings
    forms = len(document.pack.forms)
    write(f"已新建“{Path(options.file).name}”：{settings['department']} {settings['year']}年，{forms} 张表。")
    return 0


# -- export ------------------------------------------------------------------------------------------------------------


def export(options: argparse.Namespace, write: Write) -> int:
    """``export``: a workbook, a PDF, or both. The document's own state does not change the exit code."""
    given = (options.xlsx, options.pdf, options.docx, options.html)
    targets = [Path(path) for path in given if path is not None]
    if not targets:
        raise UsageError("请用 --xlsx、--pdf、--docx 或 --html 写明要输出的文件；用法见 main.py export --help。")
    if options.final and options.review:
        raise UsageError("--final 和 --review 不能同时用：一份书要么是正式稿，要么是审核稿。")
    _require_distinct(Path(options.file), targets)
    for name, target in zip(KINDS, given, strict=True):
        _require_ending(name, target)
    workspace, view = read_with_view(options.file)
    from export import page_setup, whole_book, writing

    workspace.refresh_words()
    setup = page_setup.from_state(view.get(page_setup.STATE), signature=options.signature or options.review)
    standing = signoff.standing(workspace.document)
    if not standing.fits:
        write(f"注意：{signoff.MISFIT}")
    final = options.final or (not options.review and standing.is_final)
    book = whole_book.build(workspace, draft=not final, marks=options.review, setup=setup)
    for name, target in zip(KINDS, given, strict=True):
        if target is not None:
            writing.write(book, Path(target), kind=f".{name}", values_only=options.values)
            write(f"已写出 {writing.KINDS[f'.{name}']}：{target}")
    _warn(workspace, write, final=final)
    return 0


def _require_ending(name: str, target: str | None) -> None:
    """See that a file's name does not say another kind: a PDF over a document, or called ``.xlsx``, is a slip."""
    ending = Path(target or "").suffix.lower().removeprefix(".")
    if ending != name and ending in (*KINDS, "gouji"):
        raise UsageError(f"--{name} 后面的文件名“{clean(Path(target or '').name)}”以 .{ending} 结尾，请改成 .{name}。")


def _require_distinct(file: Path, targets: list[Path]) -> None:
    """See that nothing is written over the document, nor over the other file."""
    places = [path.resolve() for path in (file, *targets)]
    if len(set(places)) < len(places):
        raise UsageError("输出的文件不能与预算文件同名，彼此也不能同名；请换一个名称。")


def _warn(workspace: Workspace, write: Write, *, final: bool) -> None:
    summary = workspace.summary()
    if summary.breaks or summary.errors or summary.word_errors:
        kind = "正式稿" if final else "草稿"
        errors = summary.errors + summary.word_errors
        write(f"注意：还有断差 {summary.breaks} 处、错误 {errors} 条，{kind}照样写出；用 check 查看。")


# -- import ------------------------------------------------------------------------------------------------------------


def import_(options: argparse.Namespace, write: Write) -> int:
    """``import``: figures changed in Excel come in as one edit, after a backup; 1 when something was not understood."""
    from storage import DocumentFile

    with DocumentFile.open(options.file, read_only=options.dry_run) as file:
        workspace = Workspace(file.load())
        if file.read_only and not options.dry_run:
            raise UsageError(file.notice or f"“{file.path.name}”只能读取，没有导入。")
        if not options.dry_run and (refusal := signoff.refusal(workspace.document)):
            raise UsageError(refusal)
        from export import importing

        plan, forms = importing.read(Path(options.source), workspace)
        for line in _plan_lines(plan) if plan is not None else ():
            write(line)
        workspace.apply(plan.edit if plan is not None else Edit("导入", "导入", ()))
        more = _import_forms(workspace, forms.forms if forms is not None else (), write)
        edit = Edit(f"导入 {Path(options.source).name}", "导入", (*(plan.changes if plan else ()), *more.changes))
        if not options.dry_run and edit:
            file.record(edit)
    done = "将有" if options.dry_run else "已导入"
    problems = plan.problems if plan is not None else ()
    unread = f"，{len(problems)} 处看不懂" if problems else ""
    counts = f"{len(plan.cells)} 格、{len(plan.rows)} 行" if plan is not None else "绩效目标表"
    write(f"{done} {counts}的变化{unread}。" if edit else f"没有变化{unread}。")
    workspace.refresh_words()
    write(f"导入后：{summary_line(workspace.summary())}")
    return 1 if problems else 0


def _import_forms(workspace: Workspace, forms: Sequence[RecognisedForm], write: Write) -> Edit:
    """Take performance forms over in the document as it stands; says what changes."""
    from models.performance.importing import import_all

    edit, told = import_all(workspace, forms)
    for name, fields in told:
        for field in fields:
            write(f"  绩效目标表“{name}”{field.title}：{_cut(field.now)} → {_cut(field.new)}")
    workspace.apply(edit)
    return edit


def _cut(text: str) -> str:
    return (text if len(text) <= LONGEST else text[: LONGEST - 1] + "…") or "空"


def _plan_lines(plan: ImportPlan) -> Iterator[str]:
    changes: tuple[RowDiff | CellDiff, ...] = (*plan.rows, *plan.cells)
    for change in changes:
        yield f"  {change.place}：{_cut(change.old)} → {_cut(change.new)}"
    for problem in plan.problems:
        where = " ".join(filter(None, (problem.sheet, problem.address)))
        yield f"  注意：{where}，{problem.reason}"
    yield from (f"  {notice}" for notice in plan.notices)
