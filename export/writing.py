"""One door to all writers: a book goes to a file of the kind that its ending says."""

from __future__ import annotations

from pathlib import Path

from export.book import Book
from export.errors import ExportError

KINDS = {".xlsx": "Excel", ".pdf": "PDF", ".docx": "Word", ".html": "网页"}
"""What a file's ending stands for."""


def write(book: Book, path: Path, *, kind: str = "", values_only: bool = False) -> None:
    """Write the book as ``kind``, an ending, or as the path's; each writer's library is loaded when it is needed.

    :raises ExportError: the ending is none of :data:`KINDS`, or the file cannot be written.
    """
    match kind or path.suffix.lower():
        case ".xlsx":
            from export import xlsx

            xlsx.write(book, path, values_only=values_only)
        case ".pdf":
            from export import pdf

            pdf.write(book, path)
        case ".docx":
            from export import docx

            docx.write(book, path)
        case ".html" | ".htm":
            from export import html

            html.write(book, path)
        case other:
            raise ExportError(f"不能输出“{other}”文件，请用 {'、'.join(KINDS)}。")
