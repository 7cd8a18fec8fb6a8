from __future__ import annotations

import io
import zipfile
from xml.etree import ElementTree as ET

import msgspec
import openpyxl
import pytest

from export import layout, xlsx, xlsx_import
from export.book import Figure, Part, TextPage
from export.chart_fills import FILLS
from export.xlsx_charts import NAME
from models.charts import Chart, Series
from tests.export.books import pie, whole_book

CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
COLUMNS = Chart(
    "c", "比较", "columns", "万元", ("收入总计", "=支出总计"),
    (Series("2024年预算", (822_390_000, 822_390_000)), Series("2025年预算", (1_170_530_000, 0))),
)  # fmt: skip


def with_charts(book, *charts):
    page = TextPage("s", "说明", "说明", tuple(Figure(chart, f"{chart.title}图") for chart in charts))
    return msgspec.structs.replace(book, parts=(*book.parts, Part("notes", "", (page,))))


@pytest.fixture(scope="module")
def package(book):
    return xlsx.render_bytes(with_charts(book, pie(), COLUMNS))


@pytest.fixture(scope="module")
def sheet(package):
    return openpyxl.load_workbook(io.BytesIO(package))[NAME]


def chart_xml(package, number):
    with zipfile.ZipFile(io.BytesIO(package)) as file:
        return ET.fromstring(file.read(f"xl/charts/chart{number}.xml"))


def cached(chart, tag):
    """What a chart remembers of its cells, by kind: names, categories, values."""
    return [[value.text for value in one.iter(f"{CHART}v")] for one in chart.iter(f"{CHART}{tag}")]


def test_the_figures_stand_beside_the_chart(sheet):
    lines = [[cell.value for cell in row[:4]] for row in sheet.iter_rows(min_row=3, max_row=8)]
    assert lines[0][0] == "一般公共预算当年拨款结构图"
    assert lines[1] == ["项目", "合计", "占比", "图例"]
    assert lines[2] == ["一般公共服务", 1060.28, 0.9232, "一般公共服务 92.32%"]
    assert sum(line[2] for line in lines[2:]) == pytest.approx(1)


def test_charts_are_native_and_draw_the_cells(package, sheet):
    chart = chart_xml(package, 1)
    areas = [node.text for node in chart.iter(f"{CHART}f")]
    assert areas == ["'图表'!$B$4", "'图表'!$D$5:$D$8", "'图表'!$B$5:$B$8"]
    assert chart.find(f".//{CHART}pieChart") is not None
    assert cached(chart, "val") == [["1060.28", "44.27", "26.43", "17.56"]]
    assert cached(chart, "cat")[0][2] == "住房保障 2.30%"
    assert [cell.value for (cell,) in sheet["B5:B8"]] == [1060.28, 44.27, 26.43, 17.56]


def test_groups_of_columns_have_a_series_each(package):
    chart = chart_xml(package, 2)
    assert chart.find(f".//{CHART}barDir").get("val") == "col"
    assert cached(chart, "val") == [["822.39", "822.39"], ["1170.53", "0"]]
    assert cached(chart, "tx")[-2:] == [["2024年预算"], ["2025年预算"]]


def test_slices_have_the_colours_of_the_book_and_patterns(package):
    chart = chart_xml(package, 1)
    looks = [node.find(f"{CHART}spPr") for node in chart.iter(f"{CHART}dPt")]
    colours = [[colour.get("val") for colour in look.iter(f"{DRAWING}srgbClr")] for look in looks]
    assert [fill.colour[1:] in own for fill, own in zip(FILLS, colours, strict=False)] == [True] * 4
    assert [look.find(f"{DRAWING}pattFill") is not None for look in looks] == [False, False, True, True]


def test_a_name_that_begins_like_a_formula_is_none(sheet):
    cell = next(cell for (cell,) in sheet["A1:A40"] if cell.value == "=支出总计")
    assert cell.data_type == "s"
    assert cell.quotePrefix


def test_a_book_without_charts_has_no_such_sheet(book):
    assert NAME not in openpyxl.load_workbook(io.BytesIO(xlsx.render_bytes(book))).sheetnames


def test_the_workbook_of_the_whole_book_has_its_chart():
    workbook = openpyxl.load_workbook(io.BytesIO(xlsx.render_bytes(whole_book())))
    assert len(workbook[NAME]._charts) == 1


def test_the_same_book_gives_the_same_bytes(book, package):
    assert xlsx.render_bytes(with_charts(book, pie(), COLUMNS)) == package


def test_the_tables_are_still_read_back(sample, tmp_path):
    path = tmp_path / "a.xlsx"
    xlsx.write(with_charts(layout.build(sample), pie()), path)
    assert xlsx_import.read(path, sample).changes == ()
