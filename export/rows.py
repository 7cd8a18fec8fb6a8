"""Rows of a form as printed lines: labels with their indents, totals in bold, amounts with what they are made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from export.book import Cell, Line
from export.live import NOT_LIVE, LiveTotals, cents, text_of
from export.source import Source
from models.blocks import Rows
from models.edits import Row
from models.findings import State
from models.forms import ColumnDef, ColumnKind, FormDef, Tree
from models.refs import CellRef

MARKS = {
    State.BREAK: "≠", State.VIOLATION: "！", State.UNEVALUATED: "？", State.ROUNDING: "≈", State.SUSPECT: "≈?",
}  # fmt: skip
"""Signs of a review copy: told apart by shape, so that a grey print shows them too."""
_TOTAL_ENDING = "计"
_BLANK = Cell()


class RowWriter:
    """Writes the rows of any form of one document."""

    def __init__(self, source: Source, live: LiveTotals | None, *, marks: bool) -> None:
        self._source, self._live, self._marks = source, live, marks
        self._step = 1

    def lines(self, form: FormDef, rows: Iterable[tuple[Row | None, ...]]) -> Iterator[Line]:
        """Each printed line of a form; ``rows`` as ``Document.lines`` gives them."""
        self._step = form.unit.fen // 100
        columns = [(block.key, form.columns_of(block.key)) for block in form.blocks]
        blocks = [(self._source.document.rows(form.id, key), block_columns) for key, block_columns in columns]
        blanks = [[_BLANK] * len(block_columns) for _key, block_columns in columns]
        for line in rows:
            cells: list[Cell | None] = []
            for row, (block, block_columns), blank in zip(line, blocks, blanks, strict=True):
                cells += blank if row is None else self._cells(form, block, row, block_columns)
            yield Line(tuple(cells), tuple(row.id if row else "" for row in line))

    def _cells(self, form: FormDef, block: Rows, row: Row, columns: tuple[ColumnDef, ...]) -> list[Cell | None]:
        level = block.level(row)
        tree = block.block.tree
        bold = level == 0 or (level == 1 and tree is Tree.CODE)
        cells: list[Cell | None] = []
        for column in columns:
            if column.kind is ColumnKind.AMOUNT:
                cells.append(self._amount(CellRef(form.id, row.id, column.key), bold=bold, whole=form.whole))
                continue
            text = self._source.document.text(row, column)
            if column.kind is not ColumnKind.LABEL:
                cells.append(Cell(text, bold=bold) if text else _BLANK)
            elif level == 0 and text.endswith(_TOTAL_ENDING):
                self._total_label(cells, text)
            else:
                indent = max(level - (tree is not Tree.OUTLINE), 0)
                cells.append(Cell(text, bold=bold, indent=indent))
        return cells

    @staticmethod
    def _total_label(cells: list[Cell | None], text: str) -> None:
        """A total's label is centred and takes the empty code column in."""
        if cells and cells[-1] == _BLANK:
            cells[-1] = Cell(text, span=2, bold=True, centred=True)
            cells.append(None)
        else:
            cells.append(Cell(text, bold=True, centred=True))

    def _amount(self, ref: CellRef, *, bold: bool, whole: bool) -> Cell:
        fen, _slack, filled, bad = self._source.value(ref)
        shown = cents(fen, self._step)
        terms, note = NOT_LIVE if bad or self._live is None else self._live.find(ref, shown)
        mark = MARKS.get(self._source.cell_state(ref), "") if self._marks else ""
        if not filled and not bad:
            return Cell(terms=terms, mark=mark, bold=bold) if terms or mark else _BLANK
        text = text_of(shown, grouped=True) if fen and not whole else self._source.shown(ref)
        return Cell(text, shown if filled else None, self._source.origin(ref), terms, note, mark, bold=bold)
