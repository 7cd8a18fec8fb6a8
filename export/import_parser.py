"""The cells of one sheet in one pass: openpyxl by itself gives either formulas or what they came to, never both.

Only imported while a workbook is being read, since openpyxl takes its time to load.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from openpyxl.worksheet._reader import FORMULA_TAG, INLINE_STRING, WorkSheetParser
from openpyxl.xml.constants import SHEET_MAIN_NS

from export.import_file import MAX_COLUMNS, RawCell

_TEXT_TAG = f"{{{SHEET_MAIN_NS}}}t"


class _Parser(WorkSheetParser):  # type: ignore[misc]  # openpyxl has no types
    """Parses values, and beside the value of a formula its text."""

    def parse_cell(self, element: Any) -> dict[str, Any]:
        """A cell as openpyxl has it, with a ``formula`` where it holds one."""
        text = _plain_text(element)
        if text is not None:
            element.set("t", "str")
        cell: dict[str, Any] = super().parse_cell(element)
        if text is not None:
            cell["value"], cell["data_type"] = text, "s"
        if element.find(FORMULA_TAG) is not None:
            cell["formula"] = self.parse_formula(element)
        return cell


def _plain_text(element: Any) -> str | None:
    """The text of a cell that has it inside and in one piece, which is quicker told here than by openpyxl."""
    if element.get("t") != "inlineStr":
        return None
    inline = element.find(INLINE_STRING)
    if inline is None or inline.attrib or len(inline) != 1 or inline[0].tag != _TEXT_TAG:
        return None
    return inline[0].text or ""


class SheetReader:
    """Reads the sheets of a workbook that was opened read-only for values."""

    def __init__(self, workbook: Any) -> None:
        self._workbook = workbook
        self._indents: dict[int, int] = {}

    def rows(self, sheet: Any) -> Iterator[tuple[int, dict[int, RawCell]]]:
        """Every row up to the last by its 1-based number, and its filled cells by column.

        What the file says about its own size is not believed. A row that comes out of its order is passed over.
        """
        book, expected = self._workbook, 1
        with sheet._get_source() as source:
            parser = _Parser(
                source,
                sheet._shared_strings,
                data_only=True,
                epoch=book.epoch,
                date_formats=book._date_formats,
                timedelta_formats=book._timedelta_formats,
            )
            for number, cells in parser.parse():
                for missing in range(expected, number):
                    yield missing, {}
                if number >= expected:
                    yield number, self._row(cells)
                expected = max(expected, number + 1)

    def _row(self, cells: list[dict[str, Any]]) -> dict[int, RawCell]:
        placed = {cell["column"]: cell for cell in cells}  # of two at one place the later counts
        found: dict[int, RawCell] = {}
        for at in sorted(placed):
            if at <= MAX_COLUMNS and (raw := self._raw(placed[at])) is not None:
                found[at] = raw
        return found

    def _raw(self, cell: dict[str, Any]) -> RawCell | None:
        value, error = cell["value"], cell["data_type"] == "e"
        if "formula" in cell:
            return RawCell(None if error else value, _formula(cell["formula"]), 0, error)
        if value is None or (isinstance(value, str) and not value.strip()):
            return None
        if error:
            return RawCell(str(value), is_error=True)
        return RawCell(value, indent=self._indent(cell["style_id"]) if isinstance(value, str) else 0)

    def _indent(self, style: int) -> int:
        if style not in self._indents:
            alignment = self._workbook._alignments[self._workbook._cell_styles[style].alignmentId]
            self._indents[style] = int(alignment.indent or 0)
        return self._indents[style]


def _formula(content: object) -> str:
    """A formula's text; array formulas and data tables are objects of their own, the latter without a text."""
    text = content if isinstance(content, str) else getattr(content, "text", "")
    return str(text or "=")
