from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.refs import CellRef
from tests.ui.support import listened
from ui.panels.search_box import SearchBox
from ui.searching import find


@pytest.fixture
def box(qtbot, made):
    window = QWidget()
    widget = SearchBox(window, delay_ms=0)
    QVBoxLayout(window).addWidget(widget)
    qtbot.addWidget(window)
    window.resize(600, 500)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    widget.set_session(made)
    made.goto_requested.connect(made.set_current)
    widget.setFocus()
    yield widget
    window.close()


def places(made, text):
    return [hit.place for hit in find(made.workspace, text)]


def test_names_and_codes_are_found_in_every_form(made):
    assert places(made, "2013299")[:3] == [f"{form} · 2013299 其他组织事务支出" for form in ("表二", "表三", "表五")]
    assert "表一 · 八、社会保障和就业支出" in places(made, "社会保障")


def test_full_width_and_spaces_find_the_same(made):
    assert places(made, "２０１３２９９") == places(made, "201 3299") == places(made, "2013299")


def test_amounts_are_found_exactly_first_then_by_their_beginning(made):
    found = [hit for hit in find(made.workspace, "44.2") if isinstance(hit.where, CellRef)]
    assert {hit.shown for hit in found} == {"44.27"}
    amounts = [hit.shown for hit in find(made.workspace, "22") if "." in hit.shown]
    assert amounts[0] == "22.00"


def test_words_of_the_sections_are_found_and_gone_to(qtbot, made, box):
    asked = listened(made.text_requested)
    box.setText("上年结转22.00")
    box.search()
    qtbot.keyClick(box, Qt.Key.Key_Return)
    qtbot.keyClick(box, Qt.Key.Key_Return)
    places = [place for (place,) in asked]
    assert [place.key for place in places] == ["section01", "section02"]
    assert {place.text for place in places} == {"上年结转22.00"}


def test_nothing_is_found_for_nothing(made):
    assert find(made.workspace, "  ") == find(made.workspace, "没有这样的科目") == []


def test_hits_have_an_end(made):
    assert len(find(made.workspace, "支出", most=5)) == 5


def test_typing_lists_hits_and_enter_goes_from_one_to_the_next(qtbot, made, box):
    gone = listened(made.goto_requested)
    qtbot.keyClicks(box, "2013299")
    qtbot.waitUntil(box.list.isVisible)
    for _ in range(3):
        qtbot.keyClick(box, Qt.Key.Key_Return)
    assert [ref.form for (ref,) in gone] == ["table02", "table03", "table05"]
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert not box.list.isVisible()


def test_arrows_choose_around_the_ends(qtbot, box):
    qtbot.keyClicks(box, "2013299")
    qtbot.waitUntil(box.list.isVisible)
    qtbot.keyClick(box, Qt.Key.Key_Up)
    assert box.list.currentIndex().row() == box.hits.rowCount() - 1
    qtbot.keyClick(box, Qt.Key.Key_Down)
    assert box.list.currentIndex().row() == 0


def test_no_hit_is_said(qtbot, made, box):
    gone = listened(made.goto_requested)
    qtbot.keyClicks(box, "zzz")
    qtbot.waitUntil(box.list.isVisible)
    assert box.hits.item(0).text() == "没有找到"
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert gone == []
