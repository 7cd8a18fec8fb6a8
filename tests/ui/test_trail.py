"""Alt+←: back to the cell or page from which one was taken elsewhere."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QObject

from models.findings import TextPlace
from models.refs import CellRef
from tests.ui.support import PROJECT, cell, listened, session
from ui.trail import Trail


class FakeBench(QObject):
    """Goes where the session asks it to."""

    def __init__(self, made):
        super().__init__()
        self.session, self.current_page = made, "table01"
        self.trail = Trail(made, self)
        made.goto_requested.connect(self._show_cell)
        made.text_requested.connect(lambda place: self.show_page(place.key))

    def _show_cell(self, ref):
        self.current_page = ref.form
        self.session.set_current(ref)

    def show_page(self, page):
        self.current_page = page
        self.session.set_current(None)

    def focus_page(self):
        pass


@pytest.fixture
def bench(qapp):
    return FakeBench(session())


def test_back_and_forward_between_cells_and_pages_of_words(bench):
    made = bench.session
    first, second = cell(made, PROJECT), cell(made, "table12.党建研究会.total")
    made.goto(first)
    made.goto_text(TextPlace("notes", 0, -1, -1, ""))
    made.goto(second)
    places = []
    for way in (-1, -1, 1, 1):
        bench.trail.step(way)
        places.append((bench.current_page, made.current))
    assert places == [("notes", None), ("table03", first), ("notes", None), ("table12", second)]


def test_a_new_jump_forgets_what_was_ahead_and_the_ends_are_said(bench):
    made = bench.session
    said = listened(made.message)
    made.goto(cell(made, PROJECT))
    bench.trail.step(-1)
    made.goto(cell(made, "table12.党建研究会.total"))
    bench.trail.step(1)
    bench.trail.step(-1)
    bench.trail.step(-1)
    assert said == [("没有更后的位置。",), ("没有更早的位置可以回去。",)]


def test_rows_that_are_gone_are_passed_over(bench):
    bench.session.set_current(CellRef("table03", "gone", "total"))
    bench.session.goto(cell(bench.session, PROJECT))
    said = listened(bench.session.message)
    bench.trail.step(-1)
    assert said == [("没有更早的位置可以回去。",)]
