"""The sheet 图表: the book's charts as Excel's own, beside the figures that they are drawn from."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from openpyxl.chart import BarChart, PieChart
from openpyxl.chart.data_source import AxDataSource, NumData, NumDataSource, NumRef, NumVal, StrData, StrRef, StrVal
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.layout import Layout, ManualLayout
from openpyxl.chart.series import DataPoint, Series, SeriesLabel
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText, Text
from openpyxl.chart.title import Title
from openpyxl.drawing.fill import ColorChoice, PatternFillProperties
from openpyxl.drawing.text import CharacterProperties, Paragraph, ParagraphProperties, RegularTextRun
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.pagebreak import Break

from export.book import Book, Figure, TextPage
from export.chart_fills import Fill, fill_of
from export.chart_primitives import GRID
from export.formulas import letters
from export.xlsx_grid import clean, sheet_name
from models.amounts import Unit, to_text
from models.charts import WHOLE, Chart, share_text

NAME = "图表"
REMARK = "图中数据取自各表；表中数字改动后，请在软件中重新导出。"
_PATTERNS = {(45,): "wdUpDiag", (135,): "wdDnDiag", (90,): "pct20", (0,): "pct10", (45, 135): "openDmnd"}
_WIDTHS = (26, 15, 15, 30, 3)
_ROWS, _ROW_HEIGHT = 16, 18.0
"""So many rows of the sheet a chart is high, at least."""
_SIZE = (15.0, 9.2)
"""In centimetres."""
_TO_A_PAGE = 2
_THIN = Side(style="thin", color="FF000000")
_GRID = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_AMOUNT, _SHARE = "#,##0.00", "0.00%"


def add(workbook: Any, book: Book, taken: set[str]) -> None:
    """Add the sheet behind the others; none where the book has no chart. ``taken`` are the names of the others."""
    figures = [block for page in book.sections if isinstance(page, TextPage) for block in page.blocks]
    drawn = [block for block in figures if isinstance(block, Figure)]
    if not drawn:
        return
    sheet = workbook.create_sheet(sheet_name(NAME, taken))
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.paperSize, sheet.page_setup.orientation = 9, "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    if book.watermark:
        sheet.oddHeader.center.text = book.watermark
    for at, width in enumerate(_WIDTHS, 1):
        sheet.column_dimensions[letters(at)].width = width
    _write(sheet, 1, 1, REMARK, framed=False)
    row = 3
    for number, figure in enumerate(drawn, 1):
        row = _put(sheet, figure, row)
        if number % _TO_A_PAGE == 0 and number < len(drawn):
            sheet.row_breaks.append(Break(row - 2))
    for at in range(1, row):
        sheet.row_dimensions[at].height = _ROW_HEIGHT


def _put(sheet: Any, figure: Figure, top: int) -> int:
    """A chart and its figures from row ``top``; the row where the next begins."""
    chart = figure.chart
    _write(sheet, top, 1, figure.caption, bold=True, framed=False)
    _write(sheet, top, 1 + len(chart.series), f"单位：{chart.unit}", framed=False, align="right")
    heads = ["项目", *(series.name or "金额" for series in chart.series)]
    heads += ["占比", "图例"] if chart.shares else []
    for at, text in enumerate(heads, 1):
        _write(sheet, top + 1, at, text, bold=True, align="center")
    for at, name in enumerate(chart.categories):
        row = top + 2 + at
        _write(sheet, row, 1, name)
        for column, series in enumerate(chart.series, 2):
            _write(sheet, row, column, _amount(chart, series.values[at]), shown=_AMOUNT)
        if chart.shares:
            _write(sheet, row, 3, Decimal(chart.shares[at]) / WHOLE, shown=_SHARE)
            _write(sheet, row, 4, f"{name} {share_text(chart.shares[at])}")
    drawing = _pie(sheet, chart, top + 2) if chart.kind == "pie" else _bars(sheet, chart, top + 2)
    drawing.title = _title(clean(figure.caption))
    drawing.width, drawing.height = _SIZE
    sheet.add_chart(drawing, f"{letters(6)}{top}")
    return top + max(len(chart.categories) + 4, _ROWS + 2)


def _write(
    sheet: Any,
    row: int,
    column: int,
    value: str | Decimal,
    *,
    bold: bool = False,
    framed: bool = True,
    align: str | None = None,
    shown: str = "@",
) -> None:
    cell = sheet.cell(row, column)
    cell.value = clean(value) if isinstance(value, str) else value
    if isinstance(value, str):
        cell.data_type = "s"  # a name that begins with = is still a name
        cell.quotePrefix = value.startswith(("=", "+", "-", "@"))
    cell.font = Font(name="宋体", size=11, bold=bold)
    cell.alignment = Alignment(horizontal=align, vertical="center")
    cell.border = _GRID if framed else Border()
    cell.number_format = shown


def _amount(chart: Chart, fen: int) -> Decimal:
    return Decimal(to_text(fen, Unit(chart.unit)))


# -- native charts ------------------------------------------------------------------------------------------------


def _pie(sheet: Any, chart: Chart, first: int) -> Any:
    """The legend names the shares as the book prints them: Excel's own would not always add up to 100.00."""
    pie = PieChart()
    pie.firstSliceAng = round(360 - chart.shares[0] * 360 / WHOLE) % 360
    pie.varyColors = True
    legends = [f"{name} {share_text(share)}" for name, share in zip(chart.categories, chart.shares, strict=True)]
    series = _series(sheet, chart, first, 0, (4, legends))
    for at, name in enumerate(chart.categories):
        series.dPt.append(DataPoint(idx=at, spPr=_look(fill_of(at, name))))
    pie.append(series)
    pie.legend.position = "r"
    pie.legend.layout = _placed(0.56, 0.18, 0.42, 0.76)
    pie.layout = _placed(0.06, 0.2, 0.42, 0.7, "inner")
    return pie


def _bars(sheet: Any, chart: Chart, first: int) -> Any:
    bars = BarChart()
    bars.type = "bar" if chart.kind == "bar" else "col"
    for number in range(len(chart.series)):
        series = _series(sheet, chart, first, number, (1, list(chart.categories)))
        series.spPr = _look(fill_of(len(chart.series) - 1 - number), edge=False)
        series.invertIfNegative = False
        series.dLbls = DataLabelList(numFmt=_AMOUNT, showVal=True)
        series.dLbls.showSerName = series.dLbls.showCatName = series.dLbls.showLegendKey = False
        bars.append(series)
    bars.gapWidth = 60
    bars.y_axis.majorGridlines.spPr = GraphicalProperties()
    bars.y_axis.majorGridlines.spPr.line.solidFill = GRID[1:]
    bars.x_axis.delete = bars.y_axis.delete = False
    bars.x_axis.tickLblPos = "low"
    bars.y_axis.numFmt = "#,##0"
    if chart.kind == "bar":
        bars.x_axis.scaling.orientation = "maxMin"  # the first on top, as in the book
        bars.y_axis.crosses = "max"
    if len(chart.series) == 1:
        bars.legend = None
    else:
        bars.legend.position = "t"
    return bars


def _title(text: str) -> Title:
    look = CharacterProperties(sz=1200, b=True)
    words = Paragraph(pPr=ParagraphProperties(defRPr=look), r=[RegularTextRun(rPr=look, t=text)])
    return Title(tx=Text(rich=RichText(p=[words])), overlay=False)


def _placed(x: float, y: float, width: float, height: float, target: str | None = None) -> Layout:
    """A place in shares of the chart."""
    place = ManualLayout(layoutTarget=target, xMode="edge", yMode="edge", x=x, y=y, w=width, h=height)
    return Layout(place)


def _series(sheet: Any, chart: Chart, first: int, number: int, names: tuple[int, list[str]]) -> Series:
    """A series with references to its cells, and with what stands there for programs that do not look."""
    column, texts = names
    last = first + len(chart.categories) - 1
    own = chart.series[number]
    points = [NumVal(idx=at, v=str(_amount(chart, fen))) for at, fen in enumerate(own.values)]
    words = [StrVal(idx=at, v=clean(text)) for at, text in enumerate(texts)]
    head = StrData(ptCount=1, pt=[StrVal(idx=0, v=clean(own.name or "金额"))])
    figures = NumData(formatCode=_AMOUNT, ptCount=len(points), pt=points)
    return Series(
        idx=number,
        order=number,
        tx=SeriesLabel(strRef=StrRef(f=_area(sheet, number + 2, first - 1, first - 1), strCache=head)),
        cat=AxDataSource(
            strRef=StrRef(f=_area(sheet, column, first, last), strCache=StrData(ptCount=len(words), pt=words))
        ),
        val=NumDataSource(numRef=NumRef(f=_area(sheet, number + 2, first, last), numCache=figures)),
    )


def _area(sheet: Any, column: int, first: int, last: int) -> str:
    letter = letters(column)
    end = f":${letter}${last}" if last > first else ""
    return f"'{sheet.title}'!${letter}${first}{end}"


def _look(fill: Fill, *, edge: bool = True) -> GraphicalProperties:
    """A fill as Excel has it; with a white edge, or none, which would cover a low bar."""
    colour, ink = fill.colour[1:], fill.ink[1:]
    look = GraphicalProperties()
    if fill.angles:
        pattern = _PATTERNS[fill.angles]
        look.pattFill = PatternFillProperties(
            prst=pattern, fgClr=ColorChoice(srgbClr=ink), bgClr=ColorChoice(srgbClr=colour)
        )
    else:
        look.solidFill = colour
    look.line.solidFill, look.line.noFill = ("FFFFFF", None) if edge else (None, True)
    return look
