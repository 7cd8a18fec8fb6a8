"""Pages of a PDF as pictures, for the print preview and for printing: both show that very PDF."""

from __future__ import annotations

from collections.abc import Sequence
from types import TracebackType

import pypdfium2

POINTS_PER_INCH = 72
MAX_PIXELS = 200_000_000
"""A picture larger than this is a slip; A4 at 1200 dpi has 139 million."""


class PdfPages:
    """An open PDF, or ``shown`` pages of it. PDFium is not thread-safe: use one instance at a time, from one thread.

    :raises ValueError: the bytes are no PDF.
    """

    def __init__(self, data: bytes, shown: Sequence[int] | None = None) -> None:
        try:
            self._document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            raise ValueError("not a PDF") from error
        self._shown = range(len(self._document)) if shown is None else tuple(shown)

    def __enter__(self) -> PdfPages:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def page_count(self) -> int:
        """How many pages there are."""
        return len(self._shown)

    def page_size(self, index: int) -> tuple[float, float]:
        """Width and height of a page in points."""
        width, height = self._document.get_page_size(self._shown[index])
        return float(width), float(height)

    def label(self, index: int) -> str:
        """The number that is printed on a page, or what a program shows in its stead (封面)."""
        return str(self._document.get_page_label(self._shown[index])) or str(self._shown[index] + 1)

    def render(self, index: int, scale: float) -> tuple[int, int, bytes]:
        """A page as width and height in pixels and RGB bytes without padding; ``scale`` in pixels per point.

        :raises ValueError: the picture would be too large.
        """
        width, height = self.page_size(index)
        if width * height * scale * scale > MAX_PIXELS:
            raise ValueError(f"a scale of {scale} is too large")
        page = self._document[self._shown[index]]
        try:
            bitmap = page.render(scale=scale, rev_byteorder=True)
            try:
                return bitmap.width, bitmap.height, _packed(bytes(bitmap.buffer), bitmap.width * 3, bitmap.stride)
            finally:
                bitmap.close()
        finally:
            page.close()

    def text(self, index: int) -> str:
        """What a page says, in reading order as PDFium sees it."""
        page = self._document[self._shown[index]]
        try:
            text_page = page.get_textpage()
            try:
                return str(text_page.get_text_bounded())
            finally:
                text_page.close()
        finally:
            page.close()

    def close(self) -> None:
        """Let go of the PDF."""
        self._document.close()


def _packed(pixels: bytes, row: int, stride: int) -> bytes:
    if stride == row:
        return pixels
    return b"".join(pixels[start : start + row] for start in range(0, len(pixels), stride))
