"""Charts as pictures in the Word book: drawn as in the PDF, with words for those who see no pictures."""

from __future__ import annotations

import io
from functools import lru_cache

from export.chart_shapes import SIZE, height_for, shapes
from export.docx_xml import NAMESPACES, attribute
from models.charts import Chart, amount_text, share_text

RESOLUTION = 300
_POINTS_PER_INCH = 72
_EMU = 12_700
"""English metric units in a point."""
_DECLARED = " ".join(f'xmlns:{prefix}="{NAMESPACES[prefix]}"' for prefix in ("wp", "a", "pic", "r"))


def chart_size(chart: Chart, width: float) -> tuple[float, float]:
    """Width and height in points of a chart in a column ``width`` points wide."""
    return width, height_for(chart, SIZE)


@lru_cache(maxsize=8)
def png(chart: Chart, width: float, height: float) -> bytes:
    """The chart as a picture of 300 dots an inch; sizes in points. Charts often are those of the book before."""
    from PIL import Image
    from reportlab.pdfgen.canvas import Canvas

    from export.pdf_chart import draw_shapes
    from export.pdf_ink import Ink
    from export.pdf_text import Typesetter
    from export.preview import PdfPages

    setter = Typesetter()
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(width, height), invariant=1, initialFontName=setter.faces["hei"].name)
    draw_shapes(canvas, Ink(canvas, setter), setter, shapes(chart, width, height), 0, height)
    canvas.showPage()
    canvas.save()
    with PdfPages(target.getvalue()) as page:
        columns, rows, pixels = page.render(0, RESOLUTION / _POINTS_PER_INCH)
    picture = io.BytesIO()
    # Not `optimize`: that takes twice as long, most of the time of a Word book, for two hundredths of the size.
    Image.frombytes("RGB", (columns, rows), pixels).save(picture, "PNG", dpi=(RESOLUTION, RESOLUTION))
    return picture.getvalue()


def description(chart: Chart) -> str:
    """The chart's figures in words."""
    parts = []
    for at, category in enumerate(chart.categories):
        figures = "、".join(
            (f"{series.name}" if len(chart.series) > 1 else "") + f"{amount_text(chart, series.values[at])}{chart.unit}"
            for series in chart.series
        )
        parts.append(f"{category}{figures}" + (f"（{share_text(chart.shares[at])}）" if chart.shares else ""))
    return f"{chart.title}：{'；'.join(parts)}。"


def drawing(number: int, relation: str, chart: Chart, size: tuple[float, float]) -> str:
    """The run that shows the picture of ``relation``; ``number`` is used once in a document."""
    width, height = (round(one * _EMU) for one in size)
    title, words = attribute(chart.title), attribute(description(chart))
    extent = f'cx="{width}" cy="{height}"'
    return (
        f'<w:r><w:drawing><wp:inline {_DECLARED} distT="0" distB="0" distL="0" distR="0"><wp:extent {extent}/>'
        f'<wp:docPr id="{number}" name={title} descr={words}/><wp:cNvGraphicFramePr/>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        f'<pic:nvPicPr><pic:cNvPr id="{number}" name={title} descr={words}/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {extent}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
        "</a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
