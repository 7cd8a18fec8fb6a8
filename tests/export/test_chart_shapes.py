from __future__ import annotations

import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from export.chart_fills import FILLS, REST, fill_of, filled
from export.chart_shapes import SIZE, Label, Line, Rect, Wedge, bounds, height_for, shapes
from models.charts import OTHERS, Chart, Series, shares
from tests.export.books import pie
from tests.support.examples import examples

CLASSES = ("一般公共服务", "社会保障和就业", "卫生健康", "住房保障", "教育", "资源勘探工业信息等", "农林水", "城乡社区")
NAMES = (*CLASSES, OTHERS)
PAPER = 450.0


def pie_of(values):
    return Chart("p", "图", "pie", "万元", NAMES[: len(values)], (Series("", tuple(values)),), shares(values))


def bars_of(kind, *series, names=NAMES):
    rows = tuple(Series(f"{2020 + at}年", tuple(values)) for at, values in enumerate(series))
    return Chart("b", "图", kind, "万元", names[: len(series[0])], rows)


def drawn(chart, width=PAPER, height=None):
    return shapes(chart, width, height or height_for(chart))


def of(kind, found):
    return [shape for shape in found if isinstance(shape, kind)]


def texts(found):
    return [label.text for label in of(Label, found)]


def overlaps(one, other):
    left, top, right, bottom = (
        max(a, b) if at < 2 else min(a, b) for at, (a, b) in enumerate(zip(one, other, strict=True))
    )
    return right - left > 0.01 and bottom - top > 0.01


def touching(found):
    """Pairs of labels that lie on each other."""
    boxes = [(label.text, bounds(label)) for label in of(Label, found)]
    return [(a, b) for (a, one), (b, other) in itertools.combinations(boxes, 2) if overlaps(one, other)]


def outside(found, width, height):
    """The labels that are cut off."""
    boxes = [(label.text, bounds(label)) for label in of(Label, found)]
    return [
        text
        for text, (left, top, right, bottom) in boxes
        if left < -1 or top < -1 or right > width + 1 or bottom > height + 1
    ]


def test_the_pie_of_the_sample_labels_every_slice_and_lists_it_in_the_legend():
    found = drawn(pie())
    assert sum(wedge.sweep for wedge in of(Wedge, found)) == pytest.approx(360)
    written = texts(found)
    assert "住房保障 2.30%" in written  # beside its slice
    assert {"住房保障", "26.43", "2.30%", "单位：万元"} <= set(written)  # in the legend
    assert written.count("92.32%") == 2  # within the slice, and in the legend


def test_slices_follow_each_other_clockwise_and_the_first_ends_at_noon():
    wedges = of(Wedge, drawn(pie()))
    assert (wedges[0].start + wedges[0].sweep) % 360 == pytest.approx(0, abs=1e-6)
    for one, following in itertools.pairwise(wedges):
        assert (one.start + one.sweep - following.start) % 360 == pytest.approx(0, abs=1e-6)


def test_one_slice_is_a_whole_disc():
    (wedge,) = of(Wedge, drawn(pie_of([5])))
    assert wedge.sweep == 360


@examples(60)
@given(st.lists(st.integers(1, 10**10), min_size=1, max_size=9), st.integers(310, 700))
def test_no_label_of_a_pie_lies_on_another_or_is_cut_off(values, width):
    chart = pie_of(sorted(values, reverse=True))
    found = drawn(chart, width)
    assert touching(found) == []
    assert outside(found, width, height_for(chart)) == []


@examples(60)
@given(
    st.sampled_from(("bar", "columns")),
    st.lists(st.tuples(st.integers(-(10**9), 10**11), st.integers(0, 10**11)), min_size=1, max_size=5),
)
def test_no_label_of_a_bar_chart_lies_on_another_or_is_cut_off(kind, pairs):
    chart = bars_of(kind, *zip(*pairs, strict=True))
    found = drawn(chart)
    figures = [pair for pair in touching(found) if not any(text.replace(",", "").isdigit() for text in pair)]
    assert figures == []
    assert outside(found, PAPER, height_for(chart)) == []


@examples(40)
@given(st.sampled_from(("pie", "bar", "columns")), st.floats(1, 900), st.floats(1, 600))
def test_any_place_however_small_can_be_drawn_in(kind, width, height):
    chart = pie() if kind == "pie" else bars_of(kind, (5, 0, -3))
    for shape in shapes(chart, width, height):
        for value in (getattr(shape, name) for name in shape.__struct_fields__):
            assert not isinstance(value, float) or math.isfinite(value)


def test_nothing_is_drawn_of_nothing():
    assert shapes(Chart("e", "图", "bar", "万元", (), ()), 100, 100) == ()
    assert shapes(pie(), 0, 100) == ()


def test_bars_are_as_long_as_their_figures():
    first, second = (box for box in of(Rect, drawn(bars_of("bar", (400, 100)))))
    assert first.width == pytest.approx(4 * second.width)


def test_a_bar_below_zero_goes_the_other_way():
    up, down = (box for box in of(Rect, drawn(bars_of("columns", (300, -100)))))
    assert up.y + up.height == pytest.approx(down.y)
    assert up.height == pytest.approx(3 * down.height)


def test_series_are_named_and_the_newest_has_the_first_colour():
    found = drawn(bars_of("columns", (82_239, 4_212), (117_053, 3_700)))
    swatches = of(Rect, found)[:2]
    assert texts(found)[1:3] == ["2020年", "2021年"]
    assert [box.fill for box in swatches] == [FILLS[1].colour, FILLS[0].colour]


@pytest.mark.parametrize(("high", "top"), [(1_170_530_000, "1,500"), (44_270_000, "50"), (10_000, "0.01")])
def test_the_axis_has_round_figures(high, top):
    labels = [label for label in of(Label, drawn(bars_of("columns", (high,)))) if label.anchor == "end"]
    assert labels[-1].text.startswith(top)


def luma(colour):
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return 0.299 * red + 0.587 * green + 0.114 * blue


def test_any_two_fills_differ_without_colour():
    for one, other in itertools.combinations((*FILLS, REST), 2):
        assert (one.angles, one.ink) != (other.angles, other.ink) or abs(luma(one.colour) - luma(other.colour)) > 40


def test_what_is_gathered_has_a_fill_of_its_own():
    assert fill_of(0, OTHERS) == REST
    assert fill_of(len(FILLS)) == FILLS[0]


@pytest.mark.parametrize("angle", [0, 45, 90, 135])
@pytest.mark.parametrize(
    "shape",
    [Rect(3, 4, 30, 20, "#000000"), Wedge(20, 20, 18, 300, 100, "#000000"), Wedge(20, 20, 18, 10, 250, "#000000")],
)
def test_hatching_stays_within_its_shape(shape, angle):
    fill = FILLS[2]._replace(angles=(angle,))
    lines = of(Line, filled(shape, fill, 3))
    assert len(lines) > 4
    for line in lines:
        (x1, y1), (x2, y2) = line.points
        x, y = (x1 + x2) / 2, (y1 + y2) / 2
        if isinstance(shape, Rect):
            assert shape.x - 0.01 <= min(x1, x2) <= max(x1, x2) <= shape.x + shape.width + 0.01
            assert shape.y - 0.01 <= min(y1, y2) <= max(y1, y2) <= shape.y + shape.height + 0.01
        else:
            assert max(math.hypot(a - 20, b - 20) for a, b in line.points) <= 18.01
            assert (math.degrees(math.atan2(x - 20, 20 - y)) - shape.start) % 360 <= shape.sweep


def test_texts_are_of_the_size_asked_for_or_smaller():
    assert max(label.size for label in of(Label, drawn(pie()))) == SIZE
