"""追踪引用/从属 on the form: where the tint is, when it moves, and that it can be switched off."""

from __future__ import annotations

import pytest

from models import planning
from tests.ui.support import cell


@pytest.fixture
def form(bench):
    made = bench()
    made.editor.extras.set_traced(shown=True)
    made.editor.extras.make()
    return made


def box(form, address, lines=0):
    """The rectangle of a cell and some more below it."""
    index = form.editor.model.index_of(cell(form.session, address))
    return index.row(), index.column(), index.row() + lines, index.column()


def test_the_tint_follows_the_user_and_the_rows(form, qtbot):
    tracer = form.editor.extras.tracer
    parts, results = [box(form, "table03.2013201.basic_expenditure", 2)], {
        box(form, "table03.20132.total"), box(form, "table03.201.basic_expenditure"),
    }  # fmt: skip
    form.go("table03.20132.basic_expenditure")
    qtbot.waitUntil(lambda: tracer.ranges[0] == parts)
    assert set(tracer.ranges[1]) == results
    gone = cell(form.session, "table03.2013250.basic_expenditure").row
    form.session.submit(planning.delete_rows(form.session.workspace, "table03", [gone]))
    assert tracer.ranges[0] == [box(form, "table03.2013201.basic_expenditure", 1)]
    form.go_to(2, 1)
    qtbot.waitUntil(lambda: tracer.ranges == ([], []))


def test_the_tint_is_seen_and_can_be_switched_off(form):
    def picture():
        return form.editor.view.viewport().grab().toImage()

    form.go("table03.20132.basic_expenditure")
    form.editor.extras.tracer.refresh()
    tinted = picture()
    form.editor.extras.set_traced(shown=False)
    assert form.editor.extras.tracer.ranges == ([], [])
    assert picture() != tinted


def test_the_parts_are_made_after_the_first_picture(bench, qtbot):
    extras = bench().editor.extras
    qtbot.waitUntil(lambda: extras.handle is not None)
