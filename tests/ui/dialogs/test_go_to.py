from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from models.addresses import address
from models.errors import AddressError
from tests.ui.support import PROJECT, cell
from ui.dialogs.go_to import GoToDialog, candidates


def found(made, text, form="table03"):
    return [address(made.document, ref) for ref in candidates(made.workspace, text, form)]


@pytest.mark.parametrize(
    "text",
    [
        "表三.2013299.项目支出",
        "table03.2013299.project_expenditure",
        "表三 2013299 项目支出",
        " 表三 › 2013299 › 项目支出 ",
        "表三 · 2013299 · 项目支出",
        "2013299.项目支出",
    ],
)
def test_one_cell_is_written_in_many_ways(made, text):
    assert found(made, text) == [PROJECT]


@pytest.mark.parametrize(
    ("text", "form", "line", "column"),
    [
        ("表5!C7", "table05", 2, "total"),
        ("表五！ｃ７", "table05", 2, "total"),
        ("E5", "table03", 0, "project_expenditure"),
    ],
)
def test_column_letters_and_line_numbers_are_understood(made, text, form, line, column):
    (ref,) = candidates(made.workspace, text, "table03")
    rows = made.document.lines(made.pack.form(form))
    assert (ref.form, ref.row, ref.column) == (form, rows[line][0].id, column)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("表99!A1", "没有表99，请写 表一 到 表十三。"), ("表三!Z9", "表三没有 Z9 这一格，请看表左边的行号和上边的列标。")],
)
def test_a_cell_beyond_the_sheet_is_said(made, text, sentence):
    with pytest.raises(AddressError, match=sentence):
        candidates(made.workspace, text, "table03")


def test_a_row_without_a_column_means_its_cells(made):
    assert found(made, "2013299") == [
        f"table03.2013299.{c}" for c in ("total", "basic_expenditure", "project_expenditure")
    ]


def test_what_may_mean_several_rows_gives_them_all(made):
    assert len(found(made, "表十二.中国共产党晋城市城区委员会组织部.合计")) > 1


@pytest.mark.parametrize("text", ["", "表三", "表三.9999999", "表三.2013299.没有这列", "表三.没有.合计"])
def test_what_names_no_cell_says_so(made, text):
    with pytest.raises(AddressError) as caught:
        candidates(made.workspace, text, "table03")
    assert str(caught.value).endswith("。") or "可用的列" in str(caught.value)


@pytest.fixture
def dialog(qtbot, made):
    widget = GoToDialog(made.workspace, "table03")
    qtbot.addWidget(widget)
    with qtbot.waitActive(widget):
        widget.show()
        widget.activateWindow()
    return widget


def test_enter_accepts_one_cell(qtbot, made, dialog):
    qtbot.keyClicks(dialog.address, "2013299.project_expenditure")
    qtbot.keyClick(dialog.address, Qt.Key.Key_Return)
    assert dialog.result() == QDialog.DialogCode.Accepted
    assert dialog.ref == cell(made, PROJECT)


def test_a_wrong_address_stays_open_and_says_why(qtbot, dialog):
    qtbot.keyClicks(dialog.address, "999")
    qtbot.keyClick(dialog.address, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert "没有“999”" in dialog.note.text()


def test_several_cells_are_offered(qtbot, made, dialog):
    qtbot.keyClicks(dialog.address, "2013299")
    qtbot.keyClick(dialog.address, Qt.Key.Key_Return)
    assert dialog.list.count() == 3
    qtbot.keyClick(dialog.list, Qt.Key.Key_End)
    qtbot.keyClick(dialog.list, Qt.Key.Key_Return)
    assert dialog.ref == cell(made, PROJECT)
