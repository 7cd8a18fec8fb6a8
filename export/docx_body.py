"""From a book's sections to the pieces of the Word book."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from export.book import SHEETS_ONLY, Book, Cover, Figure, FormPage, GridPage, Page, Paragraph, Part, TextPage
from export.docx_contents import Entry
from export.docx_figures import chart_size, drawing
from export.docx_flow import COVER, LANDSCAPE, PORTRAIT, TEXT, Chapter, Paper, Piece, line_count, table_papers
from export.docx_styles import BY_ID, SMALL_LINE
from export.docx_tables import form_table, grid_table
from export.docx_xml import TAB, bookmark, listed, paragraph, run, twips
from models.charts import Chart

_STYLES = {"body": "BodyText", "item": "Item", "subheading": "Subheading", "note": "Note", "caption": "Caption"}
_PAGE_BREAK = "<w:pageBreakBefore/>"
_PICTURE_FOOT = 3.0
"""What a picture's line takes below the picture."""
_COVER_GAPS = (90.0, 24.0, 250.0)
"""Above the department, above the title, and above the lines at the foot, in points."""
_BLANK, _SIGNATURE_ROOM = "＿" * 5, 44.0


class Body:
    """Gathers chapters and the entries of the contents. ``picture`` keeps a chart's picture and gives its relation."""

    def __init__(self, picture: Callable[[Chart, float, float], str]) -> None:
        self.chapters: list[Chapter] = []
        self.entries: list[Entry] = []
        self._picture = picture
        self._marks = self._drawings = 0
        self._papers = (PORTRAIT, LANDSCAPE)
        self._signed: Page | None = None

    def fill(self, book: Book) -> None:
        """Take in all parts of a book."""
        self._papers = table_papers(book.paper, narrow=book.narrow)
        parts = [part for part in book.parts if part.id != SHEETS_ONLY]
        pages = [page for part in parts for page in part.pages]
        self._signed = pages[-1] if pages and book.signed else None
        self._fill(parts)
        if self._signed is not None:
            words = "　".join(f"{label}：{name or _BLANK}" for label, name in book.signature)
            self._add("Signatures", run(words), words)

    def _fill(self, parts: Iterable[Part]) -> None:
        for part in parts:
            title = part.title
            for page in part.pages:
                self._open(self._paper(page), new=bool(title) or not isinstance(page, TextPage) or page.new_page)
                if title:
                    self._heading("Heading1", title, title, 0)
                    title = ""
                match page:
                    case TextPage():
                        self._text(page)
                    case FormPage():
                        self._form(page)
                    case GridPage():
                        self._grid(page)

    # -- pages ----------------------------------------------------------------------------------------------------

    def _open(self, paper: Paper, *, new: bool) -> None:
        """Go on on this paper; ``new``: on a new page of it."""
        if not self.chapters or self.chapters[-1].paper is not paper:
            self.chapters.append(Chapter(paper, []))
            self._fresh = False
        else:
            self._fresh = new

    def _add(self, style: str, content: str, text: str, *, mark: str = "", extra: str = "", gap: float = 0.0) -> None:
        """A paragraph; ``text`` are the words to be counted, ``gap`` points more stand above it."""
        look = BY_ID[style]
        new, self._fresh = self._fresh, False
        lines = line_count(text, self.chapters[-1].paper.width, look.size, look.first * look.size)
        line = look.line or _PICTURE_FOOT
        heights = [line] * lines
        heights[0] += look.before + gap
        heights[-1] += look.after
        xml = paragraph(style, content, extra=(_PAGE_BREAK if new else "") + extra)
        self.chapters[-1].pieces.append(Piece(xml, tuple(heights), mark, new, look.keep))

    def _heading(self, style: str, text: str, entry: str, level: int) -> None:
        """A heading; an ``entry`` that the contents would not find in its words is hidden before them."""
        mark, content = "", run(text)
        if entry:
            self._marks += 1
            mark = f"_Toc{self._marks:09d}"
            hidden = "" if style.startswith("Heading") else listed(entry, level + 1)
            content = bookmark(self._marks, mark, hidden + content)
            self.entries.append(Entry(entry, level, mark))
        self._add(style, content, text, mark=mark)

    def _text(self, page: TextPage) -> None:
        if page.heading or page.entry:
            kind = "Heading" if page.entry == page.heading else "Unlisted"
            self._heading(f"{kind}{page.level + 1}", page.heading or page.entry, page.entry, page.level)
        for block in page.blocks:
            if isinstance(block, Figure):
                self._figure(block)
            else:
                self._paragraph(block)

    def _paragraph(self, block: Paragraph) -> None:
        words = "".join(run(one.text + one.mark, bold=one.bold) for one in block.runs)
        self._add(_STYLES[block.style], words, "".join(one.text + one.mark for one in block.runs))

    def _figure(self, figure: Figure) -> None:
        size = chart_size(figure.chart, self.chapters[-1].paper.width)
        self._drawings += 1
        content = drawing(self._drawings, self._picture(figure.chart, *size), figure.chart, size)
        self._add("Picture", content, "", gap=size[1])
        self._add("Caption", run(figure.caption), figure.caption)

    def _form(self, page: FormPage) -> None:
        paper = self.chapters[-1].paper
        if page.mark:
            self._add("FormLine", run(page.mark), page.mark)
        self._heading("FormTitle", page.heading, page.entry, 1)
        self._captions(page.caption, page.unit_caption)
        self.chapters[-1].pieces.append(form_table(page, paper.width, self._left(page)))
        if page.note:
            self._add("FormFoot", run(page.note), page.note)

    def _grid(self, page: GridPage) -> None:
        paper = self.chapters[-1].paper
        self._heading("FormTitle", page.heading, page.entry, page.level)
        if page.subheading:
            self._add("FormSubtitle", run(page.subheading), page.subheading)
        if page.caption or page.unit_caption:
            self._captions(page.caption, page.unit_caption)
        self.chapters[-1].pieces.append(grid_table(page, paper.width, self._left(page)))
        if page.foot:
            self._add("FormFoot", run(page.foot), page.foot)

    def _paper(self, page: Page) -> Paper:
        return TEXT if isinstance(page, TextPage) else self._papers[page.landscape]

    def _left(self, page: Page) -> float:
        """The height that the headings at the top of a page leave, less a line for a note and what is signed."""
        chapter = self.chapters[-1]
        above = 0.0
        for piece in reversed(chapter.pieces):
            if piece.repeat:
                break
            above += sum(piece.heights)
            if piece.new_page:
                break
        return chapter.paper.height - above - SMALL_LINE - (_SIGNATURE_ROOM if page is self._signed else 0.0)

    def _captions(self, left: str, right: str) -> None:
        tabs = f'<w:tabs><w:tab w:val="right" w:pos="{twips(self.chapters[-1].paper.width)}"/></w:tabs>'
        self._add("FormLine", run(left) + TAB + run(right), left + right, extra=tabs)


def cover(book: Book, front: Cover) -> Chapter:
    """The cover: department, big title, and the lines at its foot."""
    above, between, before = (f'<w:spacing w:before="{twips(gap)}"/>' for gap in _COVER_GAPS)
    pieces = [Piece(paragraph("CoverName", run(book.department), extra=above), ())]
    pieces.append(Piece(paragraph("Title", run(front.title), extra=between), ()))
    for at, (label, value) in enumerate(front.lines):
        words = run(f"{label}：{value}")
        pieces.append(Piece(paragraph("CoverLine", words, extra="" if at else before), ()))
    return Chapter(COVER, pieces)
