"""Which pages there are, and moving between them with the keyboard."""

from __future__ import annotations

import pytest

from models.narrative.definitions import NarrativeDef
from models.pack import load
from tests.ui.support import PROJECT, cell
from tests.ui.windows import CONTROL, Desk
from ui import pages
from ui.editors.form_editor import FormEditor
from ui.editors.prose.page import ProsePage
from ui.pages import Kind


@pytest.fixture
def desk(qtbot, tmp_path):
    made = Desk(qtbot, tmp_path)
    made.open()
    made.session.check_words()
    yield made
    made.close()


def test_the_pages_are_those_of_the_book():
    found = pages.pages(load())
    assert [page.id for page in found[:3]] == ["basics", "overview", "table01"]
    assert [page.id for page in found[-4:]] == ["notes", "performance", "notes.rest", "glossary"]
    notes = next(page for page in found if page.id == "notes")
    assert (notes.keys[0], notes.keys[-1], len(notes.keys)) == ("section01", "section10", 10)
    by_key = pages.page_by_key(found)
    assert [by_key[key] for key in ("section12", "terms", "fact_vehicles", "performance_indicator")] == [
        "notes.rest", "glossary", "basics", "performance",
    ]  # fmt: skip


def test_a_pack_without_words_has_its_tables_alone():
    pack = load()
    kept = pack.narrative
    try:
        pack.narrative = NarrativeDef()
        assert {page.kind for page in pages.pages(pack)} == {Kind.TABLE}
    finally:
        pack.narrative = kept


def test_every_page_can_be_turned_to(desk):
    first = desk.bench.current_page
    seen = []
    for _ in desk.bench.pages:
        desk.press("PageDown", CONTROL)
        seen.append(desk.bench.current_page)
    assert seen[-1] == first
    assert set(seen) == set(desk.bench.pages)


def test_the_cell_bar_and_the_right_panel_go_with_the_page(desk):
    desk.bench.show_page("notes")
    assert desk.bench.cell_bar.isHidden()
    assert desk.bench.side.currentWidget().panel is desk.bench.side.figures
    desk.bench.show_page("table03")
    assert not desk.bench.cell_bar.isHidden()
    assert desk.bench.side.currentWidget().panel is desk.bench.inspector


def test_the_next_finding_may_be_in_the_words(desk):
    findings = desk.bench.findings
    row = next(at for at in range(findings.model.rowCount()) if findings.model.line(at).finding.rule == "R076")
    findings.table.setCurrentIndex(findings.model.index(row - 1, 0))
    desk.press("F8")
    page = desk.bench.page
    assert isinstance(page, ProsePage)
    assert (page.current.key, page.spot.text) == ("section02", "0%")
    assert page.current.text.hasFocus()


def test_alt_enter_mends_what_the_user_is_on_and_undoing_takes_it_back(desk):
    finding = next(one for one in desk.session.workspace.findings() if one.rule == "R076")
    desk.session.goto_finding(finding)
    desk.do("adopt")
    text = desk.bench.page.current.text
    assert text.toPlainText().endswith("占1.88%。")
    desk.do("undo")
    assert text.toPlainText().endswith("占0%。")


def test_undoing_words_shows_their_page(desk):
    desk.bench.show_page("notes")
    view = desk.bench.page.sections["section07"]
    view.text.setFocus()
    desk.type("x")
    desk.bench.show_page("table03")
    assert desk.session.undo_stack.count() == 1
    desk.do("undo")
    assert desk.bench.current_page == "notes"


def test_going_to_a_cell_leaves_the_words(desk):
    desk.bench.show_page("notes")
    desk.session.goto(cell(desk.session, PROJECT))
    assert isinstance(desk.bench.page, FormEditor)
    assert desk.session.current == cell(desk.session, PROJECT)


def test_commands_for_tables_say_so_on_a_page_of_words(desk):
    desk.bench.show_page("notes")
    desk.bench.focus_page()
    desk.do("insert_row")
    desk.saying("这里没有表格")


def test_only_this_page_lists_the_findings_of_its_words(desk):
    desk.bench.show_page("glossary")
    desk.bench.findings.filter.page_box.click()
    model = desk.bench.findings.model
    assert {model.line(row).finding.place.key for row in range(model.rowCount())} == {"terms"}


def test_zooming_reaches_the_words(desk):
    desk.bench.show_page("notes")
    before = desk.bench.page.paper.width()
    desk.do("zoom_in")
    assert desk.bench.page.paper.width() > before
