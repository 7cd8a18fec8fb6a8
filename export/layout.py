"""From a document to neutral pages. All decisions about what stands where are made here, once, for every writer."""

from __future__ import annotations

from collections.abc import Sequence

from export.book import Book, Cell, Column, FormPage, Heading, Line, Part
from export.errors import ExportError
from export.live import LiveTotals, Place
from export.page_setup import signature
from export.rows import RowWriter
from export.source import Source
from models.document import Document
from models.edits import Row
from models.findings import State
from models.forms import FormDef
from models.rounding import note

WATERMARK = "仅供内部审核"
CONTENTS_TITLE = "目　录"
_BLANK = Cell()


def build(
    source: Source, *, draft: bool = True, forms: Sequence[str] | None = None, marks: bool = False, live: bool = True
) -> Book:
    """The document's pages in book order.

    ``forms`` picks some by id; ``marks`` shows the states of the checks, for a review copy; without ``live`` no total
    says what it is made of, which is enough for paper and quicker.

    :raises ExportError: ``forms`` names no form, or one that the pack does not have.
    """
    document = source.document
    chosen = _chosen(document, forms)
    lines = {form.id: document.lines(form) for form in chosen}
    places = _places(chosen, lines)
    writer = RowWriter(source, LiveTotals(source, places) if live else None, marks=marks)
    year, department = document.settings["year"], document.settings["department"]
    return Book(
        title=f"{year}年部门预算公开",
        department=department,
        department_code=document.settings["department_code"],
        year=year,
        pack=document.pack.id,
        draft=draft,
        watermark=WATERMARK if draft else "",
        contents_title=CONTENTS_TITLE,
        subject=document.fill(document.pack.part_title),
        signature=signature(document),
        parts=(
            Part(
                "tables",
                document.fill(document.pack.part_title),
                tuple(_page(source, form, lines[form.id], writer) for form in chosen),
            ),
        ),
    )


def _places(forms: list[FormDef], lines: dict[str, list[tuple[Row | None, ...]]]) -> dict[str, Place]:
    """Where each form's rows and columns stand."""
    return {
        form.id: Place(
            form.unit.value,
            form.unit.fen // 100,
            {row.id: at for at, line in enumerate(lines[form.id]) for row in line if row is not None},
            {column.key: at for at, column in enumerate(form.columns)},
        )
        for form in forms
    }


def _chosen(document: Document, forms: Sequence[str] | None) -> list[FormDef]:
    if forms is None:
        return list(document.pack.forms)
    if unknown := [form for form in forms if form not in document.pack.form_by_id]:
        raise ExportError(f"没有这张表：{'、'.join(unknown)}，请从十三张表中选择。")
    chosen = [form for form in document.pack.all_forms if form.id in forms]
    if not chosen:
        raise ExportError("没有选中任何一张表，请至少选一张再导出。")
    return chosen


def _page(source: Source, form: FormDef, rows: list[tuple[Row | None, ...]], writer: RowWriter) -> FormPage:
    document = source.document
    empty = source.form_is_empty(form.id)
    lines = list(writer.lines(form, rows))
    bare = not any(document.rows(form.id, block.key).details for block in form.blocks)
    if empty and bare and any(block.detail_kinds for block in form.blocks):
        lines.append(Line((_BLANK,) * len(form.columns)))
    return FormPage(
        id=form.id,
        number=form.number,
        name=f"{form.number} {form.short_title}",
        heading=document.fill(form.title),
        entry=_entry(form, document),
        mark=form.sheet_mark,
        caption=f"部门名称：{document.settings['department']}",
        unit=form.unit.value,
        unit_caption=f"单位：{form.unit.value}",
        landscape=form.landscape,
        columns=_columns(form, document),
        header_rows=form.header_depth + form.column_numbers,
        header=_header(form, document),
        lines=tuple(lines),
        note=form.empty_note if empty else _rounding_note(source, form),
    )


def _rounding_note(source: Source, form: FormDef) -> str:
    """The footnote on 四舍五入, under a form whose sums need it, where the document asks for it."""
    if not note.is_on(source.document):
        return ""
    misses = (State.ROUNDING, State.SUSPECT)
    needed = any(f.state in misses and any(ref.form == form.id for ref in f.cells) for f in source.findings())
    return note.TEXT if needed else ""


def _entry(form: FormDef, document: Document) -> str:
    """The contents line; the form's number is set off from its title."""
    entry = document.fill(form.contents_entry or form.number + form.title)
    return f"{form.number}　{entry.removeprefix(form.number)}" if entry.startswith(form.number) else entry


def _columns(form: FormDef, document: Document) -> tuple[Column, ...]:
    blocks = {block.key: number for number, block in enumerate(form.blocks)}
    return tuple(Column(c.key, c.kind.value, c.width, document.fill(c.path[-1]), blocks[c.block]) for c in form.columns)


def _header(form: FormDef, document: Document) -> tuple[Heading, ...]:
    headings = [
        Heading(row, column, rows, columns, document.fill(text))
        for row, column, rows, columns, text in form.header_cells()
    ]
    if form.column_numbers:
        depth = form.header_depth
        headings += [Heading(depth, at, 1, 1, str(at + 1), number=True) for at in range(len(form.columns))]
    return tuple(headings)
