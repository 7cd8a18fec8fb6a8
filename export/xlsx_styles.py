"""The looks of Excel cells: fonts by their official names, thin borders, formats that keep a blank blank."""

from __future__ import annotations

from typing import Any, NamedTuple

from openpyxl.cell import Cell as OpenpyxlCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

SONG, HEI = "宋体", "黑体"
AMOUNT = "#,##0.00_ ;-#,##0.00_ ;;@"
"""A total that comes to nothing prints as a blank, as in the printed tables."""
AMOUNT_WITH_ZERO = "#,##0.00_ ;-#,##0.00_ ;0.00_ ;@"
AMOUNT_WITH_DASH = '#,##0.00_ ;-#,##0.00_ ;"-"_ ;@'
AMOUNT_WHOLE = "#,##0_ ;-#,##0_ ;;@"
"""Figures that are printed without decimals (元, 个)."""
TEXT = "@"
_THIN = Side(style="thin", color="FF000000")
_GRID = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_SIZES = {"heading": 16, "header": 11, "body": 11, "caption": 11, "grid": 10, "gridhead": 10}
_SHADE = PatternFill("solid", fgColor="FFF2F2F2")
_TITLES = ("heading", "header", "gridhead")
_FRAMED = ("header", "number", "body", "grid", "gridhead")
_WRAPPED = ("header", "body", "grid", "gridhead")


class Look(NamedTuple):
    """A cell's look. ``part``: heading, caption, header, number, body, grid or gridhead."""

    part: str
    align: str = "left"
    bold: bool = False
    indent: int = 0
    format: str = "General"
    quoted: bool = False


class Styles:
    """Style numbers of the workbook of ``sheet``, made when first asked for."""

    def __init__(self, sheet: Any) -> None:
        self._sheet = sheet
        self._known: dict[Look, int] = {}

    def number(self, look: Look) -> int:
        """The number under which the workbook's style sheet lists a look."""
        found = self._known.get(look)
        if found is None:
            found = self._known[look] = self._make(look)
        return found

    def _make(self, look: Look) -> int:
        cell = OpenpyxlCell(self._sheet, row=1, column=1)
        size = _SIZES.get(look.part, _SIZES["body"])
        cell.font = Font(name=HEI if look.part in _TITLES else SONG, size=size, bold=look.bold)
        wrapped = look.part in _WRAPPED and look.format in ("General", TEXT)
        cell.alignment = Alignment(
            horizontal=look.align,
            vertical="center",
            wrap_text=wrapped or None,
            shrink_to_fit=(look.part in ("body", "grid") and not wrapped) or None,
            indent=look.indent,
        )
        cell.border = _GRID if look.part in _FRAMED else Border()
        if look.part == "gridhead":
            cell.fill = _SHADE
        cell.number_format = look.format
        cell.quotePrefix = look.quoted
        return int(cell.style_id)
