"""From recognised sheets to the changes of an import: rows first, then texts, then amounts."""

from __future__ import annotations

import msgspec

from export.book import Book
from export.formulas import Place, letters
from export.import_cells import Comparer, Outcome
from export.import_inserts import Inserter, RefusedError
from export.import_plan import CellDiff, ImportPlan, Problem, RowDiff
from export.import_rows import Block, SheetRow, block_numbers, match, sheet_rows, shown_rows
from export.import_sheets import Located, plain
from export.source import Source
from export.xlsx_map import Entry
from models import renaming
from models.amounts import Unit
from models.document import Document
from models.edits import CellChange, Row, RowInsert, RowUpdate
from models.forms import ColumnKind, FormDef, Role
from models.planning import MAX_LABEL
from models.refs import CellRef
from models.workspace import Workspace

_NAMED = 5
"""So many rows are named in a notice; the rest are counted."""


class Planner:
    """Gathers differences between a workbook and a document."""

    def __init__(self, source: Source, book: Book, name: str) -> None:
        self._source, self._book, self._name = source, book, name
        self._document = source.document
        self._cells: list[CellDiff] = []
        self._rows: list[RowDiff] = []
        self._problems: list[Problem] = []
        self._notices: list[str] = []
        self._inserts: list[RowInsert] = []
        self._updates: list[RowUpdate] = []
        self._changes: list[CellChange] = []
        self._follows: list[str] = []

    def problem(self, sheet: str, address: str, text: str, reason: str) -> None:
        """Take note of something that is not understood."""
        self._problems.append(Problem(sheet, address, text, reason))

    def plan(self, located: list[Located], entries: list[Entry]) -> ImportPlan:
        """The plan for the sheets found, in book order."""
        self._note_absent(located)
        blocks = [self._matched(one, number, entries) for one in located for number in block_numbers(one)]
        for block in blocks:
            self._plan_rows(block)
            self._note_missing(block)
        self._plan_names({one.page.id for one in located})
        self._plan_amounts(blocks)
        if self._follows:
            count, names = len(self._follows), _some(self._follows)
            self._notices.append(f"有 {count} 个合计在 Excel 中已随明细重算，而文件里是录入的数，没有改动：{names}。")
        return ImportPlan(
            self._name,
            tuple(self._cells),
            tuple(self._rows),
            tuple(self._problems),
            tuple(self._notices),
            (*self._inserts, *self._updates, *self._changes),
        )

    # -- what is not there ----------------------------------------------------------------------------------------

    def _note_absent(self, located: list[Located]) -> None:
        there = {one.page.id for one in located}
        tables = {form.id for form in self._document.pack.all_forms if form.role is Role.TABLE}
        absent = [page.number for page in self._book.pages if page.id in tables and page.id not in there]
        if absent:
            self._notices.append(f"工作簿里没有{'、'.join(absent)}，这些表不变。")
        for one in located:
            for index, column in enumerate(one.page.columns):
                if index not in one.columns:
                    self.problem(one.sheet.title, "", column.title, f"没有找到“{column.title}”一列，这一列没有读入。")
            if one.unit != one.page.unit:
                self._notices.append(f"{one.page.number}的单位是{one.unit}，已换算为{one.page.unit}。")

    def _note_missing(self, block: Block) -> None:
        if block.missing:
            names = [f"{one.code} {one.label}".strip() for one in block.missing]
            page = block.located.page
            self._notices.append(f"{page.number}：工作表里没有 {len(names)} 行（{_some(names)}），文件里照旧保留。")

    # -- rows -----------------------------------------------------------------------------------------------------

    def _matched(self, located: Located, number: int, entries: list[Entry]) -> Block:
        rows = list(sheet_rows(located, number))
        own = (entry for entry in entries if entry.form == located.page.id and entry.block == number)
        return Block(located, number, rows, match(rows, shown_rows(located.page, number), own))

    def _plan_rows(self, block: Block) -> None:
        form = self._document.pack.form(block.form)
        rows = self._document.rows(form.id, form.blocks[block.number].key)
        inserter = Inserter(self._document, form, rows)
        above: list[str] = []
        for row in block.rows:
            if row.row:
                self._plan_texts(block, form, row)
            else:
                self._insert(block, inserter, row, above)
            if row.row:
                above.append(row.row)

    def _insert(self, block: Block, inserter: Inserter, row: SheetRow, above: list[str]) -> None:
        sheet, address = block.located.sheet.title, block.address(row)
        try:
            inserts = list(inserter.insert(row, above))
        except RefusedError as error:
            self.problem(sheet, address, f"{row.code} {row.label}".strip(), str(error))
            return
        for insert in inserts:
            name = f"{insert.row.code} {insert.row.label}".strip()
            place = f"{block.located.page.number} {name}"
            self._rows.append(RowDiff(block.form, insert.row.id, place, "", name, sheet, address))
        self._inserts += inserts
        row.row = inserts[-1].row.id

    def _plan_texts(self, block: Block, form: FormDef, row: SheetRow) -> None:
        """A changed name, or another changed text, of a row that the document has."""
        old = self._document.row(form.id, row.row)
        new = old
        if row.label and plain(row.label) != plain(self._document.label(old)):
            new = msgspec.structs.replace(new, label=row.label[:MAX_LABEL])
        for index, text in row.texts.items():
            key = block.located.page.columns[index].key
            if plain(text) != plain(old.texts.get(key, "")):
                new = msgspec.structs.replace(new, texts={**new.texts, key: text[:MAX_LABEL]})
        if new == old:
            return
        sheet, address = block.located.sheet.title, block.address(row)
        if self._document.rows_of(form.id, old.id).is_fixed(old.id):
            reason = f"“{self._document.label(old)}”是表格固定的行，名称不能改，没有改动。"
            self.problem(sheet, address, row.label, reason)
            return
        self._update(RowUpdate(form.id, old, new), sheet, address)

    def _plan_names(self, stated: set[str]) -> None:
        """Names that were changed on one sheet are changed on the linked forms as well, as in the window; but a form
        that has a sheet of its own says itself what its rows are called, or a second import would turn them back.
        """
        following = renaming.follow(self._document, (*self._inserts, *self._updates), stated)
        for update in following.updates:
            self._update(update, "同名一并修改", "")
        self._notices += following.left

    def _update(self, update: RowUpdate, sheet: str, address: str) -> None:
        form, old, new = self._document.pack.form(update.form), update.old, update.new
        self._updates.append(update)
        place = f"{form.number} {old.code} {old.label}".strip()
        texts = [column.key for column in form.columns if column.kind is ColumnKind.TEXT]
        long = form.role is Role.PERFORMANCE  # whole paragraphs: what stays is not repeated
        shown = [key for key in texts if not long or old.texts.get(key) != new.texts.get(key)]
        before, after = (
            " ".join(filter(None, (one.label, *(one.texts.get(key, "") for key in shown)))) for one in (old, new)
        )
        self._rows.append(RowDiff(form.id, old.id, place, before, after, sheet, address))

    # -- amounts --------------------------------------------------------------------------------------------------

    def _plan_amounts(self, blocks: list[Block]) -> None:
        source = self._source if not self._inserts else _with_rows(self._source, self._inserts)
        comparer = Comparer(source, _places(blocks))
        for block in blocks:
            located = block.located
            form = self._document.pack.form(block.form)
            for row in block.rows:
                for index, at in located.columns.items():
                    column = located.page.columns[index]
                    if not row.row or column.kind != "amount" or column.block != block.number:
                        continue
                    ref = CellRef(block.form, row.row, column.key)
                    cell = row.amounts.get(index)
                    outcome = comparer.compare(ref, cell, located.sheet.title, Unit(located.unit), form.unit)
                    self._take(source.document, form, ref, outcome, located.sheet.title, f"{letters(at)}{row.number}")

    def _take(
        self, document: Document, form: FormDef, ref: CellRef, outcome: Outcome, sheet: str, address: str
    ) -> None:
        if outcome.reason:
            self.problem(sheet, address, outcome.text, outcome.reason)
        if outcome.follows:
            self._follows.append(_place(document, form, ref))
        if not outcome.changed:
            return
        old = document.entry(ref)
        shown = self._source.shown(ref) if self._document.has_row(ref.form, ref.row) else ""
        self._changes.append(CellChange(*ref, old, outcome.entry))
        self._cells.append(CellDiff(*ref, _place(document, form, ref), shown, _new_text(outcome, form), sheet, address))


def _new_text(outcome: Outcome, form: FormDef) -> str:
    entry = outcome.entry
    if entry is None or entry.fen is None or entry.fen % (form.unit.fen // 100):
        return outcome.text
    return form.shown(entry.fen, grouped=True)


def _places(blocks: list[Block]) -> dict[Place, CellRef | None]:
    """What stands where in the workbook; ``None`` for what is not read."""
    found: dict[Place, CellRef | None] = {}
    titles = {block.located.sheet.title for block in blocks}
    for sheet in {id(block.located.sheet): block.located.sheet for block in blocks}.values():
        found |= {Place(sheet.title, number, at): None for number, cells in sheet.rows.items() for at in cells}
    for block in blocks:
        page, title = block.located.page, block.located.sheet.title
        names = {title} if page.name in titles else {title, page.name}  # a renamed sheet may be named so in formulas
        for index, at in block.located.columns.items():
            column = page.columns[index]
            if column.kind == "amount" and column.block == block.number:
                for row in block.rows:
                    ref = CellRef(page.id, row.row, column.key) if row.row else None
                    found |= {Place(name, row.number, at): ref for name in names}
    return found


def _with_rows(source: Source, inserts: list[RowInsert]) -> Workspace:
    """The document with the new rows, to see what its equalities then add up."""
    old = source.document
    copy = Document(old.pack, dict(old.settings))
    for form in old.pack.all_forms:
        for block in form.blocks:
            rows = old.rows(form.id, block.key)
            for row_id in rows.details:
                copy.insert_row(form.id, rows.by_id[row_id])
    copy.entries.update(old.entries)
    for insert in inserts:
        copy.apply_change(insert)
    return Workspace(copy, source.equations.plan)


def _place(document: Document, form: FormDef, ref: CellRef) -> str:
    """``表三 2013299 其他组织事务支出 · 项目支出``."""
    row: Row = document.row(ref.form, ref.row)
    parts = (form.number, row.code if document.rows_of(ref.form, ref.row).block.catalogue else "", document.label(row))
    return f"{' '.join(filter(None, parts))} · {document.fill(form.column_by_key[ref.column].title)}"


def _some(names: list[str]) -> str:
    more = f"等 {len(names)} 项" if len(names) > _NAMED else ""
    return "、".join(names[:_NAMED]) + more
