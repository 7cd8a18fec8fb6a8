"""How wide the columns of a form are, and which lines need more than one line of text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from PySide6.QtCore import QRect, Qt

from models.forms import ColumnKind, FormDef
from ui.delegates.metrics import Metrics
from ui.itemmodels.form_table_model import FormTableModel

CHARACTER, EDGES = 7.4, 10
"""Pixels of a half-width character and of a column's edges, at 100 %."""
NARROWEST = {ColumnKind.CODE: 72, ColumnKind.AMOUNT: 88, ColumnKind.LABEL: 162, ColumnKind.TEXT: 130}
NARROWEST_OWN, WIDEST = 24, 1_200
MOST_STRETCH = 1.5
_WRAPPED = int(Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap)


def frozen_columns(form: FormDef) -> int:
    """How many columns stay at the left: codes and names, up to the first other column; none with two blocks."""
    if len(form.blocks) > 1:
        return 0
    names = (ColumnKind.CODE, ColumnKind.LABEL)
    return next((n for n, column in enumerate(form.columns) if column.kind not in names), 0)


class ColumnWidths:
    """Widths at 100 %: the user's own where they dragged one, else the printed proportions fitted to the room."""

    def __init__(self, form: FormDef) -> None:
        self.form = form
        self._own: list[int] | None = None

    def set_own(self, widths: Iterable[int] | None) -> None:
        """Keep the user's widths; ``None``, or a list that is not this form's, means none."""
        own = [max(NARROWEST_OWN, min(int(width), WIDEST)) for width in widths] if widths is not None else None
        self._own = own if own is None or len(own) == len(self.form.columns) else None

    @property
    def own(self) -> list[int] | None:
        """The user's widths at 100 %."""
        return self._own

    def fitted(self, room: int) -> list[int]:
        """Widths at 100 % for that many pixels; wider than the room where columns would get too narrow."""
        if self._own is not None:
            return list(self._own)
        base = [column.width * CHARACTER + EDGES for column in self.form.columns]
        factor = min(room / sum(base), MOST_STRETCH)
        widths = [max(round(width * factor), self._least(n)) for n, width in enumerate(base)]
        return self._settled(widths, room) if factor < MOST_STRETCH else widths

    def _least(self, column: int) -> int:
        """What a column needs to be read; a name that the form prints narrower needs no more than that."""
        definition = self.form.columns[column]
        least = NARROWEST[definition.kind]
        named = definition.kind in (ColumnKind.LABEL, ColumnKind.TEXT)
        return min(least, round(definition.width * CHARACTER) + EDGES) if named else least

    def _settled(self, widths: list[int], room: int) -> list[int]:
        """Let the widest columns give or take what is left over."""
        over = sum(widths) - room
        for column in sorted(range(len(widths)), key=lambda n: -widths[n]):
            given = min(over, widths[column] - self._least(column)) if over > 0 else over
            widths[column] -= given
            over -= given
        return widths


class _Name(NamedTuple):
    """A long text and how it is set."""

    text: str
    bold: bool
    indent: int


class LineHeights:
    """Heights of lines whose names do not fit on one line of text. Only long texts are ever measured."""

    LONG = 4
    """A text of no more characters fits every column."""

    def __init__(self, model: FormTableModel) -> None:
        self._model = model
        kinds = (ColumnKind.LABEL, ColumnKind.TEXT)
        self._columns = [(n, column) for n, column in enumerate(model.form.columns) if column.kind in kinds]
        self._long: dict[tuple[int, int], _Name] = {}

    def reread(self, lines: Iterable[int] | None = None) -> bool:
        """Find the long texts of these lines, or of all; whether they are others than before."""
        before = dict(self._long)
        if lines is None:
            self._long = {}
        document = self._model.session.document
        for line in range(self._model.rowCount()) if lines is None else lines:
            for number, column in self._columns:
                row = self._model.row_at(line, number)
                if row is not None and len(document.text(row, column)) > self.LONG:
                    look = self._model.look(line, number)
                    self._long[line, number] = _Name(look.text, look.bold, look.indent)
                else:
                    self._long.pop((line, number), None)
        return self._long != before

    def tall(self, widths: list[int], metrics: Metrics) -> dict[int, int]:
        """Pixels of the lines that are higher than one text line, at these widths in pixels."""
        found: dict[int, int] = {}
        for (line, column), (text, bold, indent) in self._long.items():
            width = widths[column] - metrics.padding - metrics.padding // 2 - indent * metrics.indent
            if len(text) * metrics.font.pixelSize() <= width:
                continue
            measure = metrics.bold_text if bold else metrics.text
            if measure.horizontalAdvance(text) <= width:
                continue
            height = measure.boundingRect(QRect(0, 0, max(width, 1), 10_000), _WRAPPED, text).height() + metrics.px(7)
            if height > max(found.get(line, 0), metrics.row_height):
                found[line] = height
        return found
