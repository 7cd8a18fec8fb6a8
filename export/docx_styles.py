"""The looks of the Word book: styles under Word's own names where it has them, with the official East Asian faces."""

from __future__ import annotations

from typing import Any, NamedTuple

from docx.oxml import parse_xml

from export.docx_xml import NAMESPACES, twips

TITLE, HEI, SONG, KAI, FANGSONG = "方正小标宋简体", "黑体", "宋体", "楷体_GB2312", "仿宋_GB2312"
_LATIN = "Times New Roman"
ALTERNATIVES = {TITLE: "宋体", KAI: "楷体", FANGSONG: "仿宋"}
"""What stands in where a PC lacks the official face."""
BODY_SIZE, BODY_LINE = 14.0, 28.0
CELL_SIZE, CELL_LEADING = 9.0, 1.3
CONTENTS_LINE = 25.0
SMALL_LINE = 16.0
_DOCUMENT_LOOK = '<w:docDefaults xmlns:w="{w}"><w:rPrDefault><w:rPr>{fonts}<w:kern w:val="2"/><w:lang w:val="en-US" \
w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>'


class Style(NamedTuple):
    """A paragraph style. ``size``, ``line`` (exact; 0: as the face needs), ``before`` and ``after`` in points.

    ``first`` counts characters of indent of the first line, ``left`` of all; ``outline`` is 0 for the highest level.
    """

    id: str
    name: str
    face: str
    size: float
    align: str = "both"
    line: float = 0.0
    before: float = 0.0
    after: float = 0.0
    first: int = 0
    left: int = 0
    bold: bool = False
    keep: bool = False
    outline: int = -1
    border: bool = False
    own: bool = True


STYLES = (
    Style("Normal", "Normal", FANGSONG, BODY_SIZE, own=False),
    Style("BodyText", "Body Text", FANGSONG, BODY_SIZE, line=BODY_LINE, first=2, own=False),
    Style("Item", "条目", FANGSONG, BODY_SIZE, line=BODY_LINE, first=2),
    Style("Subheading", "小标题", KAI, BODY_SIZE, line=BODY_LINE, first=2, keep=True),
    Style("Note", "注释", SONG, 10.5, line=18, first=2),
    Style("Caption", "caption", SONG, 10.5, "center", line=20, after=6, own=False),
    Style("Picture", "图", SONG, 10.5, "center", before=6, keep=True),
    Style("Title", "Title", TITLE, 36, "center", line=54, own=False),
    Style("CoverName", "封面单位", TITLE, 24, "center", line=40),
    Style("CoverLine", "封面项目", FANGSONG, 16, "center", line=34),
    Style("TOCHeading", "TOC Heading", HEI, 20, "center", line=34, after=10, own=False),
    Style("Heading1", "heading 1", HEI, 20, "center", 34, 0, 12, keep=True, outline=0, own=False),
    Style("Heading2", "heading 2", HEI, 16, "left", 30, 6, 2, first=2, keep=True, outline=1, own=False),
    Style("Heading3", "heading 3", KAI, 15, "left", 28, first=2, bold=True, keep=True, outline=2, own=False),
    Style("Unlisted2", "标题2（另列目录）", HEI, 16, "left", 30, 6, 2, first=2, keep=True, outline=1),
    Style("Unlisted3", "标题3（另列目录）", KAI, 15, "left", 28, first=2, bold=True, keep=True, outline=2),
    Style("FormTitle", "表题", HEI, 16, "center", 26, keep=True, outline=1),
    Style("FormSubtitle", "表副题", SONG, 11, "center", line=18, keep=True),
    Style("FormLine", "表头说明", SONG, 10, "left", line=SMALL_LINE, keep=True),
    Style("FormFoot", "表注", SONG, CELL_SIZE, "left", line=SMALL_LINE),
    Style("Signatures", "签字栏", SONG, 10.5, "center", line=20, before=20),
    Style("Cell", "表格文字", SONG, CELL_SIZE, "left", line=CELL_SIZE * CELL_LEADING),
    Style("CellCenter", "表格居中", SONG, CELL_SIZE, "center", line=CELL_SIZE * CELL_LEADING),
    Style("CellRight", "表格数字", SONG, CELL_SIZE, "right", line=CELL_SIZE * CELL_LEADING),
    Style("CellHead", "表格栏目", HEI, CELL_SIZE, "center", line=CELL_SIZE * CELL_LEADING),
    Style("TOC1", "toc 1", HEI, BODY_SIZE, "left", line=CONTENTS_LINE, own=False),
    Style("TOC2", "toc 2", FANGSONG, BODY_SIZE, "left", line=CONTENTS_LINE, left=1, own=False),
    Style("TOC3", "toc 3", FANGSONG, BODY_SIZE, "left", line=CONTENTS_LINE, left=2, own=False),
    Style("Header", "header", SONG, 9, "center", border=True, own=False),
    Style("Footer", "footer", SONG, 10.5, "center", own=False),
    Style("SectionEnd", "分节", SONG, 1, "left", line=1),
)
BY_ID = {style.id: style for style in STYLES}


def set_styles(document: Any) -> None:
    """Put the styles in place of those of python-docx's template, and name what stands in for absent faces."""
    styles = document.styles.element
    for old in styles.xpath("w:docDefaults|w:style"):
        styles.remove(old)
    styles.insert(0, parse_xml(_DOCUMENT_LOOK.format(w=NAMESPACES["w"], fonts=_fonts(FANGSONG))))
    root = f'<w:styles xmlns:w="{NAMESPACES["w"]}">{_BASE}{"".join(map(_style, STYLES))}</w:styles>'
    styles.extend(list(parse_xml(root)))


_BASE = (
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
    '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
    '<w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
    '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/><w:semiHidden/></w:style>'
)


def _fonts(face: str) -> str:
    return f'<w:rFonts w:ascii="{_LATIN}" w:hAnsi="{_LATIN}" w:eastAsia="{face}" w:cs="{_LATIN}"/>'


def _style(style: Style) -> str:
    base = style.id == "Normal"
    head = (' w:default="1"' if base else "") + (' w:customStyle="1"' if style.own else "")
    relations = "" if base else '<w:basedOn w:val="Normal"/>'
    if style.outline >= 0:
        relations += '<w:next w:val="BodyText"/>'
    half = round(style.size * 2)
    look = _fonts(style.face) + ("<w:b/><w:bCs/>" if style.bold else "")
    look += f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'
    return (
        f'<w:style w:type="paragraph"{head} w:styleId="{style.id}"><w:name w:val="{style.name}"/>{relations}'
        f"<w:qFormat/><w:pPr>{_layout(style)}</w:pPr><w:rPr>{look}</w:rPr></w:style>"
    )


def _layout(style: Style) -> str:
    """A style's paragraph properties in the order that the standard demands."""
    parts = "<w:keepNext/><w:keepLines/>" if style.keep else ""
    parts += '<w:widowControl w:val="0"/>'
    if style.border:
        parts += '<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="2" w:color="808080"/></w:pBdr>'
    if style.id.startswith("Cell"):
        parts += '<w:adjustRightInd w:val="0"/><w:snapToGrid w:val="0"/>'
    line = f' w:line="{twips(style.line)}" w:lineRule="exact"' if style.line else ""
    parts += f'<w:spacing w:before="{twips(style.before)}" w:after="{twips(style.after)}"{line}/>'
    indent = ""
    if style.left:
        indent += f' w:leftChars="{100 * style.left}" w:left="{twips(style.left * style.size)}"'
    if style.first:
        indent += f' w:firstLineChars="{100 * style.first}" w:firstLine="{twips(style.first * style.size)}"'
    parts += f"<w:ind{indent}/>" if indent else ""
    parts += f'<w:jc w:val="{style.align}"/>'
    return parts + (f'<w:outlineLvl w:val="{style.outline}"/>' if style.outline >= 0 else "")
