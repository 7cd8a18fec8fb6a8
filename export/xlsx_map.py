"""The hidden sheet 勾稽数据: whose workbook it is, and which row of the document each sheet row shows.

It only helps the import: a workbook that lost it, or whose rows were moved, is still read, by codes and labels.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple
from xml.sax.saxutils import escape

from export.book import Book, FormPage
from export.xlsx_grid import Grid, clean

SHEET = "勾稽数据"
MARK = "勾稽"
VERSION = "1"
REMARK = "本表供勾稽软件再次导入时对照，请勿修改；删去后仍可导入。"
_HEADINGS = ("行", "区", "行标识", "编码", "名称")
"""A sheet's rows follow a line that names its form and sheet."""
_FIRST_ENTRY = 4
_FIELDS = len(_HEADINGS)
_HEAD_FIELDS = 6
_LETTERS = "ABCDEF"


class Origin(NamedTuple):
    """Which document a workbook came from."""

    pack: str
    department: str
    department_code: str
    year: str


class Entry(NamedTuple):
    """A row of a block: its form, sheet, 1-based sheet row, block number, row id, and the code and label it showed."""

    form: str
    sheet: str
    line: int
    block: int
    row: str
    code: str
    label: str


def rows_xml(book: Book, names: Mapping[str, str], grids: Mapping[str, Grid]) -> Iterator[str]:
    """The hidden sheet's rows as SpreadsheetML."""
    lines: list[tuple[str | int, ...]] = [
        (MARK, VERSION, book.pack, book.department, book.department_code, book.year),
        (REMARK,),
        _HEADINGS,
    ]
    for page in book.pages:
        lines.append((page.id, names[page.id]))
        lines += _entries(page, grids[page.id].body)
    return (_row(number, line) for number, line in enumerate(lines, 1))


def _entries(page: FormPage, body: int) -> Iterator[tuple[str | int, ...]]:
    for at, line in enumerate(page.lines):
        for block, row in enumerate(line.rows):
            if row:
                yield (body + at, block, row, *_shown(page, at, block))


def _shown(page: FormPage, at: int, block: int) -> tuple[str, str]:
    texts = {"code": "", "label": ""}
    for column, cell in zip(page.columns, page.lines[at].cells, strict=True):
        if column.block == block and column.kind in texts and cell is not None:
            texts["label" if cell.span > 1 else column.kind] = cell.text
    return texts["code"], texts["label"]


def _row(number: int, values: Iterable[str | int]) -> str:
    cells = (_cell(f"{letter}{number}", value) for letter, value in zip(_LETTERS, values, strict=False))
    return f'<row r="{number}">{"".join(cells)}</row>'


def _cell(place: str, value: str | int) -> str:
    if isinstance(value, int):
        return f'<c r="{place}"><v>{value}</v></c>'
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(clean(value))}</t></is></c>'


def read(rows: Iterable[tuple[object, ...]]) -> tuple[Origin, list[Entry]] | None:
    """What the hidden sheet says; ``None`` when it is not ours or not whole."""
    lines = iter(rows)
    head = [_text(value) for value in next(lines, ())]
    if len(head) < _HEAD_FIELDS or head[:2] != [MARK, VERSION]:
        return None
    found: list[Entry] = []
    form = sheet = ""
    for line in list(lines)[_FIRST_ENTRY - 2 :]:
        fields = (*line, *("",) * _FIELDS)[:_FIELDS]
        at, block, row, code, label = fields
        if isinstance(at, int) and isinstance(block, int):
            found.append(Entry(form, sheet, at, block, _text(row), _text(code), _text(label)))
        elif at:
            form, sheet = _text(at), _text(block)
    return Origin(*head[2:_HEAD_FIELDS]), found


def _text(value: object) -> str:
    return "" if value is None else str(value)
