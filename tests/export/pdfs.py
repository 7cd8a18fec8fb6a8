"""Looking into a PDF: its texts, its outline, its links."""

from __future__ import annotations

import pypdfium2
import pypdfium2.raw as pdfium

from export.preview import PdfPages


def texts_of(data):
    """The text of each page."""
    with PdfPages(data) as pages:
        return [pages.text(number) for number in range(pages.page_count)]


def labels_of(data):
    """The number that a program shows for each page."""
    with PdfPages(data) as pages:
        return [pages.label(number) for number in range(pages.page_count)]


def outline_of(data):
    """Level, title and 0-based page of each entry."""
    document = pypdfium2.PdfDocument(data)
    entries = [(entry.level, entry.get_title(), entry.get_dest().get_index()) for entry in document.get_toc()]
    document.close()
    return entries


def link_count(data, page):
    """How many links a page has."""
    document = pypdfium2.PdfDocument(data)
    count = pdfium.FPDFPage_GetAnnotCount(document[page])
    document.close()
    return count


def packed(text):
    """A text without the white space that line breaks and spread lines bring."""
    return "".join(text.split())
