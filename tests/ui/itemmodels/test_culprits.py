"""The cell that is surely wrong stands out from those that only follow."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, QPainter

from models import planning
from models.findings import State
from tests.ui.support import PROJECT, PROJECT_TOTAL, cell, listened, session
from ui import fonts, theme
from ui.delegates.cell_painter import CellPainter
from ui.delegates.metrics import Metrics
from ui.diagnoser import Diagnoser
from ui.itemmodels.cell_look import CellLook
from ui.itemmodels.form_table_model import FormTableModel
from ui.itemmodels.pages_list_model import PagesListModel
from ui.tally import Tally

CELL = QRect(0, 0, 120, 25)


@pytest.fixture
def made(qapp):
    return session()


def slip(made, text="823.71"):
    made.submit(planning.set_cells(made.workspace, {cell(made, PROJECT): text}))


def look(model, made, address):
    index = model.index_of(cell(made, address))
    return model.look(index.row(), index.column())


def test_only_the_culprit_is_marked_and_only_its_cell_repainted(made, qtmodeltester):
    model = FormTableModel(made, "table03")
    ref = cell(made, PROJECT)
    told = listened(model.dataChanged)
    model.set_culprits([ref, cell(made, "table05.2013299.project_expenditure")])
    assert look(model, made, PROJECT).culprit
    assert not look(model, made, PROJECT_TOTAL).culprit
    assert [model.ref_at(first.row(), first.column()) for first, *_rest in told] == [ref]
    model.set_culprits([ref])
    assert len(told) == 1
    model.set_culprits([])
    assert not look(model, made, PROJECT).culprit
    qtmodeltester.check(model)


def test_a_culprit_whose_row_is_gone_is_no_trouble(made):
    model = FormTableModel(made, "table03")
    ref = cell(made, PROJECT)
    model.set_culprits([ref])
    made.submit(planning.delete_rows(made.workspace, "table03", [ref.row]))
    model.set_culprits([])
    assert not any(model.look(line, 4).culprit for line in range(model.rowCount()))


def painted(**how):
    image = QImage(CELL.size(), QImage.Format.Format_RGB32)
    image.fill(QColor(theme.PAPER))
    painter = QPainter(image)
    wrong = CellLook("823.71", amount=True, state=State.BREAK, culprit=how.pop("culprit", True))
    CellPainter(Metrics()).paint(painter, CELL, wrong, selected=False, divided=False, **how)
    painter.end()
    return [image.pixelColor(3 + depth, CELL.bottom() - depth).name() for depth in range(4)]


def test_the_frame_is_red_two_pixels_wide_and_the_cursor_is_still_seen(qapp):
    fonts.register(qapp)
    assert painted(current=False)[:2] == [theme.ERROR, theme.ERROR]
    assert painted(current=False, culprit=False)[0] != theme.ERROR
    on_it = painted(current=True)
    assert theme.ERROR in on_it
    assert theme.ACCENT in on_it


def test_a_form_counts_the_mistakes_that_mark_it(made):
    diagnoser = Diagnoser(made, made)
    tally = Tally(made, made, diagnoser=diagnoser)
    slip(made)
    assert tally.all.mistakes == 3  # not diagnosed yet: as many as there are 断差, never none
    told = listened(tally.updated)
    diagnoser.settle()
    counts = {form: tally.of_page(form).mistakes for form in ("table01", "table02", "table03", "table05")}
    assert counts == {"table01": 0, "table02": 1, "table03": 1, "table05": 1}
    assert told[-1][0] >= {"table02", "table03", "table05"}
    made.undo_stack.undo()
    assert tally.all.mistakes == 0


def test_the_badge_tells_mistakes_and_in_words_the_places(made):
    diagnoser = Diagnoser(made, made)
    tally = Tally(made, made, diagnoser=diagnoser)
    model = PagesListModel(made, tally, tally)
    slip(made)
    diagnoser.settle()
    badge = model.badges("table03")[0]
    assert (badge.text, badge.words) == ("1", "断差 1 处，牵连 3 条公式")
