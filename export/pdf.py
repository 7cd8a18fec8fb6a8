"""PDF: the whole book, with embedded fonts. The same book gives the same bytes."""

from __future__ import annotations

import io
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from export import files
from export.book import Book
from export.pdf_book import PdfBook
from export.pdf_entries import printed
from export.pdf_text import Typesetter

PROGRAM = "勾稽"


def write(book: Book, path: Path | str, *, shipped_fonts: bool = False) -> None:
    """Write the book; ``shipped_fonts`` leaves the PC's own fonts aside.

    :raises ExportError: the file cannot be written.
    """
    files.save(Path(path), render_bytes(book, shipped_fonts=shipped_fonts))


def render_bytes(book: Book, *, shipped_fonts: bool = False) -> bytes:
    """The book as a PDF file's content: what is shown, printed and saved."""
    setter = Typesetter(shipped_fonts=shipped_fonts)
    target = io.BytesIO()
    canvas = Canvas(target, invariant=1, pageCompression=1, initialFontName=setter.faces["song"].name)
    canvas.setTitle(f"{book.department}{book.title}")
    canvas.setAuthor(book.department)
    canvas.setSubject(book.subject)
    canvas.setCreator(PROGRAM)
    canvas.setProducer(PROGRAM)
    PdfBook(printed(book), canvas, setter).draw()
    canvas.showOutline()
    canvas.save()
    setter.report()
    return target.getvalue()
