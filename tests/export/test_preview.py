"""Pages as pictures."""

from __future__ import annotations

import pytest

from export import layout, pdf
from export.preview import PdfPages


@pytest.fixture
def pages(sample):
    with PdfPages(pdf.render_bytes(layout.build(sample, forms=["table02"], draft=False))) as pages:
        yield pages


def test_pages_and_their_sizes(pages):
    assert pages.page_count == 2
    assert [round(side) for side in pages.page_size(0)] == [595, 842]
    assert [round(side) for side in pages.page_size(1)] == [842, 595]


@pytest.mark.parametrize("scale", [0.5, 1.0, 1.37])
def test_a_page_comes_as_rgb_without_padding(pages, scale):
    width, height, pixels = pages.render(1, scale)
    assert abs(width - 842 * scale) <= 1
    assert abs(height - 595 * scale) <= 1
    assert len(pixels) == width * height * 3
    assert pixels[:3] == b"\xff\xff\xff"
    assert min(pixels) < 80


def test_a_picture_beyond_all_measure_is_refused(pages):
    with pytest.raises(ValueError, match="too large"):
        pages.render(0, 100.0)


def test_bytes_that_are_no_pdf_are_refused():
    with pytest.raises(ValueError, match="not a PDF"):
        PdfPages(b"not a pdf")
