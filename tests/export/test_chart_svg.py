from __future__ import annotations

from xml.etree import ElementTree as ET

from export.chart_shapes import Label, Wedge, height_for, shapes
from export.chart_svg import WIDTH, svg
from models.charts import Chart, Series
from tests.export.books import pie

SVG = "{http://www.w3.org/2000/svg}"


def drawn(chart, **options):
    return ET.fromstring(svg(chart, "c1", **options))


def test_every_shape_is_an_element():
    found = shapes(pie(), WIDTH, height_for(pie()))
    root = drawn(pie())
    assert len(root.find(f"{SVG}g")) == len(found)
    assert [node.text for node in root.iter(f"{SVG}text")] == [one.text for one in found if isinstance(one, Label)]


def test_a_sector_runs_from_the_centre_along_its_arc():
    first = next(one for one in shapes(pie(), WIDTH, height_for(pie())) if isinstance(one, Wedge))
    path = next(drawn(pie()).iter(f"{SVG}path")).get("d")
    assert path.startswith(f"M{first.cx:.2f},{first.cy:.2f}L")
    assert " 0 1 1 " in path  # more than half of the circle, clockwise
    assert path.endswith(f"{first.cx:.2f},{first.cy - first.radius:.2f}Z")  # the largest ends at noon


def test_a_whole_disc_is_two_arcs():
    chart = Chart("d", "图", "pie", "万元", ("甲",), (Series("", (1,)),), (10_000,))
    assert next(drawn(chart).iter(f"{SVG}path")).get("d").count("A") == 2


def test_it_is_named_by_its_caption():
    root = drawn(pie(), title="结构图<一>")
    assert root.find(f"{SVG}title").text == "结构图<一>"
    assert root.get("aria-labelledby") == "c1-title c1-desc"
