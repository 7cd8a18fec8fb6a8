"""Which row of the document a sheet row shows: by the hidden map where it still fits, else by code, else by label."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import msgspec

from export.book import FormPage
from export.formulas import letters
from export.import_file import RawCell
from export.import_sheets import Located, plain
from export.xlsx_map import Entry

_CODE_WITH_NAME = re.compile(r"^(\d{3,9})[^\d.]")
_REMARK = re.compile(r"^(?:备?注|说明)[:：]")


class Shown(NamedTuple):
    """A row as the document shows it."""

    row: str
    code: str
    label: str


class SheetRow(msgspec.Struct):
    """A row of a block as the sheet has it; ``texts`` and ``amounts`` by column index. ``row`` is the match, or ""."""

    number: int
    code: str
    label: str
    indent: int
    texts: dict[int, str]
    amounts: dict[int, RawCell]
    row: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether the sheet has nothing here."""
        return not (self.code or self.label or self.amounts or any(self.texts.values()))


class Block(msgspec.Struct):
    """One block of a located form with the sheet's rows, matched as far as they could be."""

    located: Located
    number: int
    rows: list[SheetRow]
    missing: list[Shown]

    @property
    def form(self) -> str:
        """The form's id."""
        return self.located.page.id

    def address(self, row: SheetRow) -> str:
        """The first cell of one of the rows."""
        columns = self.located.page.columns
        at = next(at for index, at in self.located.columns.items() if columns[index].block == self.number)
        return f"{letters(at)}{row.number}"


def block_numbers(located: Located) -> Iterable[int]:
    """The blocks of which the sheet has a column that names rows."""
    columns = (located.page.columns[index] for index in located.columns)
    return sorted({column.block for column in columns if column.kind in ("code", "label")})


def shown_rows(page: FormPage, block: int) -> list[Shown]:
    """The rows of a block that the document shows."""
    found = []
    for line in page.lines:
        if block < len(line.rows) and line.rows[block]:
            texts = {"code": "", "label": ""}
            for column, cell in zip(page.columns, line.cells, strict=True):
                if column.block == block and column.kind in texts and cell is not None:
                    texts["label" if cell.span > 1 else column.kind] = cell.text
            found.append(Shown(line.rows[block], plain(texts["code"]), plain(texts["label"])))
    return found


def sheet_rows(located: Located, block: int) -> Iterator[SheetRow]:
    """The rows of a block that the sheet has, headings, column numbers and remarks left out."""
    page = located.page
    columns = {index: at for index, at in located.columns.items() if page.columns[index].block == block}
    headings = {plain(page.columns[index].title) for index in columns}
    for number in sorted(located.sheet.rows):
        cells = located.sheet.rows[number]
        if number < located.body or not any(at in cells for at in columns.values()):
            continue
        row = _sheet_row(page, columns, number, cells)
        if not row.is_blank and not _is_furniture(page, columns, cells, row, headings):
            yield row


def _sheet_row(page: FormPage, columns: dict[int, int], number: int, cells: dict[int, RawCell]) -> SheetRow:
    row = SheetRow(number, "", "", 0, {}, {})
    for index, at in columns.items():
        kind, cell = page.columns[index].kind, cells.get(at)
        if kind == "amount":
            if cell is not None:
                row.amounts[index] = cell
        elif kind == "code":
            row.code = _text(cell)
        elif kind == "label":
            row.label, row.indent = _text(cell), cell.indent if cell else 0
        else:
            row.texts[index] = _text(cell)
    if row.code and not row.label:
        if match := _CODE_WITH_NAME.match(row.code):  # 2010101 行政运行 in one cell
            row.code, row.label = match[1], row.code[match.end(1) :].strip()
        elif not row.code.isdigit():
            row.code, row.label = "", row.code  # 合计, merged over both columns
    row.code = plain(row.code)
    return row


def _text(cell: RawCell | None) -> str:
    value = cell.value if cell is not None else None
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else " ".join(str(value).split())


def _is_furniture(
    page: FormPage, columns: dict[int, int], cells: dict[int, RawCell], row: SheetRow, headings: set[str]
) -> bool:
    """Whether a row is a repeated heading, the row of column numbers, or a remark under the table."""
    texts = {index: plain(_text(cells.get(at))) for index, at in columns.items()}
    filled = [text for text in texts.values() if text]
    if all(text == str(index + 1) for index, text in texts.items() if text):
        return any(heading.number for heading in page.header) and len(filled) == len(columns)
    remark = not row.amounts and _REMARK.match(plain(row.label or row.code))
    return bool(remark) or (len(filled) > 1 and set(filled) <= headings)


def match(rows: list[SheetRow], shown: list[Shown], entries: Iterable[Entry]) -> list[Shown]:
    """Give each sheet row the document row that it shows; returns the document rows that the sheet lacks.

    Codes and labels decide, several alike in their order; the map helps where the sheet has more or fewer of a kind,
    and tells a row whose name was changed from one that was added.
    """
    free = {one.row: one for one in shown}
    known = {entry.line: entry for entry in entries}
    _pair(rows, free, whole_groups=True)
    for row in rows:
        entry = known.get(row.number)
        if not row.row and entry is not None and entry.row in free and _same(row, entry, free[entry.row]):
            row.row = free.pop(entry.row).row
    _pair(rows, free, whole_groups=False)
    labels = {one.label for one in free.values()}
    for row in rows:
        entry = known.get(row.number)
        if row.row or entry is None or entry.row not in free or plain(row.label) in labels:
            continue
        if row.code == plain(entry.code) or not entry.code:
            row.row = free.pop(entry.row).row
    return list(free.values())


def _pair(rows: list[SheetRow], free: dict[str, Shown], *, whole_groups: bool) -> None:
    """Pair sheet rows and document rows of the same code, else of the same label; ``whole_groups``: equally many."""
    for key in ("code", "label"):
        wanted: dict[str, list[Shown]] = {}
        for one in free.values():
            wanted.setdefault(getattr(one, key), []).append(one)
        offered: dict[str, list[SheetRow]] = {}
        for row in rows:
            if not row.row and not (key == "label" and row.code):
                offered.setdefault(plain(getattr(row, key)), []).append(row)
        for text, group in offered.items():
            partners = wanted.get(text, []) if text else []
            if whole_groups and len(partners) != len(group):
                continue
            for row, one in zip(group, partners, strict=False):
                row.row = free.pop(one.row).row


def _same(row: SheetRow, entry: Entry, shown: Shown) -> bool:
    """Whether the sheet row still shows what the map says, or what the document now says."""
    if row.code:
        return row.code in (plain(entry.code), shown.code)
    return plain(row.label) in (plain(entry.label), shown.label)
