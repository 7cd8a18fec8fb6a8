"""Pages as pictures."""

from __future__ import annotations

import pytest

from export import layout, pdf
from export.preview import PdfPages


@pytest.fixture(scope="module")
def data(sample):
    return pdf.render_bytes(layout.build(sample, forms=["table02", "table03"], draft=False))


@pytest.fixture
def pages(data):
    with PdfPages(data) as pages:
        yield pages


def test_pages_and_their_sizes(pages):
    assert pages.page_count == 3
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


def test_some_pages_of_a_file(data, pages):
    with PdfPages(data, [2, 1]) as some:
        assert some.page_count == 2
        assert [some.text(0), some.text(1)] == [pages.text(2), pages.text(1)]
        assert some.page_size(1) == pages.page_size(1)
        assert [some.label(0), some.label(1)] == ["2", "1"]
    assert [pages.label(index) for index in range(3)] == ["I", "1", "2"]


def test_a_picture_beyond_all_measure_is_refused(pages):
    with pytest.raises(ValueError, match="too large"):
        pages.render(0, 100.0)


def test_bytes_that_are_no_pdf_are_refused():
    with pytest.raises(ValueError, match="not a PDF"):
        PdfPages(b"not a pdf")
