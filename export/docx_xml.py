"""WordprocessingML as text: runs, paragraphs, fields and bookmarks.

It is written as text, because python-docx finds its way through a table anew for each cell: a long table would take
minutes.
"""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from export.packages import printable

NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
}
_DECLARED = " ".join(f'xmlns:{prefix}="{address}"' for prefix, address in NAMESPACES.items())


def twips(points: float) -> int:
    """Word's unit of length: a twentieth of a point."""
    return round(points * 20)


def wrapped(pieces: Iterable[str]) -> str:
    """Pieces of a story under one root that declares all namespaces, to be parsed."""
    return f"<w:body {_DECLARED}>{''.join(pieces)}</w:body>"


def attribute(text: str) -> str:
    """A quoted attribute's value."""
    return quoteattr(printable(text).replace("\n", " "))


def run(text: str, *, bold: bool = False, size: float = 0.0) -> str:
    """A run of words; line ends become line breaks. ``size`` in points where it is not the style's."""
    if not text:
        return ""
    look = "<w:b/><w:bCs/>" if bold else ""
    if size:
        look += f'<w:sz w:val="{round(size * 2)}"/><w:szCs w:val="{round(size * 2)}"/>'
    lines = escape(printable(text)).split("\n")
    words = "<w:br/>".join(f'<w:t xml:space="preserve">{line}</w:t>' for line in lines)
    return f"<w:r>{f'<w:rPr>{look}</w:rPr>' if look else ''}{words}</w:r>"


def paragraph(style: str, content: str = "", *, extra: str = "") -> str:
    """A paragraph of a style; ``extra`` are further properties, in the order that the standard demands."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{extra}</w:pPr>{content}</w:p>'


def field(code: str, shown: str) -> str:
    """A field with the result that it shows until it is worked out anew; ``shown`` are runs."""
    return f"{begin_field(code)}{shown}{END_FIELD}"


def begin_field(code: str) -> str:
    """The start of a field up to its result."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {escape(printable(code))} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )


END_FIELD = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
TAB = "<w:r><w:tab/></w:r>"


def listed(entry: str, level: int) -> str:
    """A hidden entry of the contents, for a heading that reads otherwise there; ``level`` counts from 1."""
    quoted = entry.replace("\\", "\\\\").replace('"', '\\"')
    code = escape(printable(f'TC "{quoted}" \\l {level}').replace("\n", " "))
    hidden = "<w:rPr><w:vanish/></w:rPr>"
    return (
        f'<w:r>{hidden}<w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r>{hidden}<w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
        f'<w:r>{hidden}<w:fldChar w:fldCharType="end"/></w:r>'
    )


def bookmark(number: int, name: str, content: str) -> str:
    """Content that links and page references reach by ``name``; ``number`` is used once in a document."""
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{content}<w:bookmarkEnd w:id="{number}"/>'
