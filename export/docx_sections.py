"""Sections of the Word book: paper and margins, running heads, page numbers and a draft's watermark."""

from __future__ import annotations

from typing import Any

from docx.enum.section import WD_ORIENT
from docx.oxml import parse_xml
from docx.shared import Pt

from export.book import Book
from export.docx_flow import COVER, Paper
from export.docx_xml import attribute, field, paragraph, run, wrapped

_RUNNING_GAP = 34.0
"""From the paper's edge to the running head and foot, in points."""
_WATERMARK_SIZE = (400, 80)


def set_paper(section: Any, paper: Paper) -> None:
    """Give a section its paper."""
    section.orientation = WD_ORIENT.LANDSCAPE if paper.landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = map(Pt, paper.size)
    section.top_margin, section.bottom_margin = Pt(paper.top), Pt(paper.bottom)
    section.left_margin, section.right_margin = Pt(paper.left), Pt(paper.right)
    section.header_distance = section.footer_distance = Pt(_RUNNING_GAP)
    section.gutter = 0


def set_running(section: Any, book: Book, paper: Paper) -> None:
    """Running head and foot; sections that follow take them over until another sets its own."""
    mark = _watermark(book.watermark) if book.watermark else ""
    bare = paper is COVER
    head = "" if bare else run(f"{book.department}　{book.title}")
    _fill(section.header, paragraph("Normal" if bare else "Header", mark + head))
    shown = run("第 ") + field("PAGE", run("1")) + run(" 页　共 ") + field("NUMPAGES", run("1")) + run(" 页")
    _fill(section.footer, paragraph("Footer", "" if bare else shown))


def _fill(story: Any, content: str) -> None:
    story.is_linked_to_previous = False
    element = story._element  # python-docx has no other way to it
    for old in list(element):
        element.remove(old)
    element.extend(list(parse_xml(wrapped([content]))))


def _watermark(text: str) -> str:
    """Words across the page, under the name by which Word and WPS know a watermark to take it off again."""
    width, height = _WATERMARK_SIZE
    place = "mso-position-horizontal:center;mso-position-horizontal-relative:page;"
    place += "mso-position-vertical:center;mso-position-vertical-relative:page"
    return (
        '<w:r><w:rPr><w:noProof/></w:rPr><w:pict><v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" '
        'adj="10800" path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/>'
        '<v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/>'
        '<v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/>'
        '<v:f eqn="mid @5 @6"/><v:f eqn="mid @8 @5"/><v:f eqn="mid @7 @8"/><v:f eqn="mid @6 @7"/>'
        '<v:f eqn="sum @6 0 @5"/></v:formulas><v:path textpathok="t" o:connecttype="rect"/>'
        '<v:textpath on="t" fitshape="t"/><o:lock v:ext="edit" text="t" shapetype="t"/></v:shapetype>'
        '<v:shape id="PowerPlusWaterMarkObject1" o:spid="_x0000_s2049" type="#_x0000_t136" alt="" '
        f'style="position:absolute;margin-left:0;margin-top:0;width:{width}pt;height:{height}pt;rotation:320;'
        f'z-index:-251658752;{place}" o:allowincell="f" fillcolor="#d9d9d9" stroked="f">'
        '<v:fill opacity=".5"/>'
        f'<v:textpath style="font-family:&quot;黑体&quot;;font-size:1pt" string={attribute(text)}/>'
        "</v:shape></w:pict></w:r>"
    )
