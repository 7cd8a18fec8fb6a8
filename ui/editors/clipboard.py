"""Blocks of cells on the clipboard: as Excel and WPS write and read them, and as we do ourselves.

csv, html and statistics are imported where they are used: the first look at a form needs none of them.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import msgspec
from PySide6.QtCore import QMimeData

from models.amounts import Unit, parse
from models.errors import AmountError
from models.forms import ColumnKind, FormDef
from models.refs import CellRef
from models.workspace import Workspace

Texts = list[list[str]]
OWN_TYPE = "application/x-gouji-cells"
MOST_LINES, MOST_COLUMNS = 20_000, 500
SAMPLE = 200
"""So many figures of a column are enough to know their size."""
LARGE, TOO_LARGE = 1_000, 100_000
"""元 in a column of 万元 look 10 000 times too large, give or take a factor of ten."""


class Cell(NamedTuple):
    """A copied cell: as displayed without separators, as typed, whether it is a figure, and over how many columns it
    goes; 0: the cell before goes over this one.
    """

    shown: str
    raw: str
    figure: bool
    span: int = 1


def write(block: Sequence[Sequence[Cell]]) -> QMimeData:
    """Put a block into all three forms: TSV, HTML table, and our own with the texts as typed."""
    data = QMimeData()
    data.setText(to_tsv([[cell.shown for cell in line] for line in block]))
    data.setHtml(_to_html(block))
    data.setData(OWN_TYPE, msgspec.json.encode([[cell.raw for cell in line] for line in block]))
    return data


def read(data: QMimeData | None) -> Texts:
    """The block on the clipboard; an empty one where there is no text.

    :raises ValueError: it is larger than any form.
    """
    if data is None:
        return []
    if data.hasFormat(OWN_TYPE):
        try:
            return msgspec.json.decode(bytes(data.data(OWN_TYPE).data()), type=Texts)
        except msgspec.MsgspecError:
            pass  # another program's, or another version's: the text is there as well
    block = from_tsv(data.text()) if data.hasText() else []
    if len(block) > MOST_LINES or max(map(len, block), default=0) > MOST_COLUMNS:
        raise ValueError(f"剪贴板里的内容太大（超过 {MOST_LINES} 行或 {MOST_COLUMNS} 列），没有粘贴；请分几次复制。")
    return block


def to_tsv(texts: Iterable[Sequence[str]]) -> str:
    """Tab-separated lines ending in CRLF; a text with tabs, quotes or line ends is quoted."""
    import csv

    out = io.StringIO()
    csv.writer(out, dialect="excel-tab", lineterminator="\r\n").writerows(texts)
    return out.getvalue()


def from_tsv(text: str) -> Texts:
    """Lines and fields; the line end behind the last line begins no new one."""
    import csv

    plain = text.replace("\0", "")
    if not plain.strip("\r\n"):
        return []
    try:
        return [line or [""] for line in csv.reader(io.StringIO(plain, newline=""), dialect="excel-tab")]
    except csv.Error:  # a field beyond csv's limit
        return [line.split("\t") for line in plain.splitlines()]


def _to_html(block: Sequence[Sequence[Cell]]) -> str:
    import html

    lines = []
    for line in block:
        cells = (
            f'<td align="right">{html.escape(cell.shown)}</td>'
            if cell.figure
            # Excel takes 0201 for a number unless it is told that it is a text.
            else f"<td{_merged(cell)} style='mso-number-format:\"\\@\"'>{html.escape(cell.shown)}</td>"
            for cell in line
            if cell.span
        )
        lines.append(f"<tr>{''.join(cells)}</tr>")
    return f'<html><head><meta charset="utf-8"></head><body><table>{"".join(lines)}</table></body></html>'


def _merged(cell: Cell) -> str:
    return f' colspan="{cell.span}"' if cell.span > 1 else ""


def tiled(texts: Texts, lines: int, columns: int) -> Texts:
    """The block repeated over the target where that is a multiple of it; else the block itself."""
    height, width = len(texts), max(map(len, texts), default=0)
    if not height or not width or lines % height or columns % width:
        return texts
    wide = [(line + [""] * (width - len(line))) * (columns // width) for line in texts]
    return [list(line) for _ in range(lines // height) for line in wide]


# -- 元 among 万元 -----------------------------------------------------------------------------------------------------


def looks_like_yuan(workspace: Workspace, form: FormDef, left: int, texts: Texts) -> bool:
    """Whether the figures of a block look like 元 although the form is in 万元."""
    import statistics

    if form.unit is not Unit.WAN:
        return False
    pasted: list[int] = []
    columns = []
    for across in range(max(map(len, texts), default=0)):
        column = form.columns[left + across] if left + across < len(form.columns) else None
        if column is not None and column.kind is ColumnKind.AMOUNT:
            columns.append(column.key)
            pasted += _sizes(line[across] for line in texts[:SAMPLE] if across < len(line))
    present = _present(workspace, form, set(columns)) or _present(workspace, form, {c.key for c in form.amount_columns})
    if not pasted or not present:
        return False
    ratio = statistics.median(pasted) / statistics.median(present)
    return LARGE <= ratio <= TOO_LARGE


def _sizes(texts: Iterable[str]) -> list[int]:
    """Sizes of those texts that are plain figures, as if they were in 万元."""
    found = []
    for text in texts:
        try:
            amount = parse(text)
        except AmountError:
            continue
        if amount is not None and amount.fen and not text.strip().endswith("元"):
            found.append(abs(amount.fen))
    return found


def _present(workspace: Workspace, form: FormDef, columns: set[str]) -> list[int]:
    """Sizes of the figures that stand in these columns, of a sample of them."""
    found: list[int] = []
    for row in workspace.document.all_rows(form):
        for key in columns:
            fen = workspace.value(CellRef(form.id, row.id, key)).fen
            if fen:
                found.append(abs(fen))
        if len(found) >= SAMPLE:
            break
    return found


def as_yuan(form: FormDef, left: int, texts: Texts) -> Texts:
    """The block with 元 behind each plain figure of an amount column."""
    result = []
    for line in texts:
        marked = list(line)
        for across, text in enumerate(line):
            column = form.columns[left + across] if left + across < len(form.columns) else None
            if column is not None and column.kind is ColumnKind.AMOUNT and _sizes([text]):
                marked[across] = f"{text.strip()}元"
        result.append(marked)
    return result
