"""The pictures of README and manual: taken from the running program, so that none shows what is not there.

``GOUJI_PICTURES=docs/images python3 run.py test tests/e2e/test_pictures.py`` takes them anew.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QSize

from models.findings import TextPlace
from models.performance.access import forms_of
from models.samples import sample_document
from storage import DocumentFile
from tests.conftest import ROOT
from tests.support.form_ids import FORM
from tests.ui.support import PROJECT, cell

pytestmark = pytest.mark.slow
WINDOW = QSize(1440, 900)
SETTLED = 300
"""Milliseconds after which what is drawn in idle moments has been drawn."""
NAME = "城区组织部-2025年部门预算公开.gouji"
PASTED = (
    "2025年度支出预算共1,170.53万元。按支出性质分：基本支出337.82万元，占28.86%；项目支出382.71万元，占71.14%。"
    "按支出功能分类：一般公共服务支出1,082.28万元，社会保障和就业支出44.27万元。"
)
SCENES = {}
"""What each picture shows, by its name."""


def scene(function):
    SCENES[function.__name__.replace("_", "-")] = function
    return function


@pytest.fixture
def stage(desk):
    """The window with the sample in it, as large as the pictures."""
    desk.window.resize(WINDOW)
    desk.open(desk.make_file(NAME))
    desk.session.check_words()
    return desk


def mistype(desk):
    """A figure with two digits exchanged, and what the program says to it."""
    desk.session.goto(cell(desk.session, PROJECT))
    desk.type("823.71")
    desk.press("Return")
    desk.press("Up")
    desk.session.check_words()
    desk.qtbot.waitUntil(desk.bench.inspector.card.isVisible)


def goto_number(desk, section, state):
    """Select the first number of a section that is in a state."""
    number = next(n for n in desk.session.workspace.words.section(section).numbers if n.state.value == state)
    desk.session.goto_text(TextPlace(section, number.line, number.start, number.end, number.text))
    desk.qtbot.waitUntil(lambda: desk.bench.page.spot is not None and desk.bench.page.spot.text == number.text)


@scene
def main_window(desk):
    mistype(desk)
    return desk.window


@scene
def diagnosis(desk):
    mistype(desk)
    model = desk.bench.findings.model
    row = next(row for row in range(model.rowCount()) if model.line(row).mistake is not None)
    model.toggle(row)
    desk.bench.findings.table.selectRow(row)
    assert model.rowCount() > row + 3
    return desk.window


@scene
def clean(desk):
    desk.do("close")
    path = desk.folder / "clean" / NAME
    path.parent.mkdir()
    DocumentFile.create(path, sample_document(clean=True)).close()
    desk.open(path)
    desk.session.check_words()
    assert desk.session.workspace.summary().breaks == 0
    return desk.window


@scene
def basics(desk):
    desk.bench.show_page("basics")
    assert set(desk.bench.page.grids) >= {"fact_last_year", "fact_procurement"}
    return desk.window


@scene
def notes(desk):
    goto_number(desk, "section02", "mismatch")
    return desk.window


@scene
def paste(desk):
    goto_number(desk, "section03", "checked")
    text = desk.bench.page.current.text
    text.selectAll()
    prose = QMimeData()
    prose.setText(PASTED)
    text.insertFromMimeData(prose)
    desk.qtbot.waitUntil(desk.bench.page.paste_bar.isVisible)
    assert "与报表不符 1 个" in desk.bench.page.paste_bar.words.text()
    goto_number(desk, "section03", "mismatch")
    return desk.window


@scene
def performance(desk):
    desk.bench.show_page("performance")
    row = next(row for row in forms_of(desk.session.document) if row.code == "P05")
    assert desk.bench.page.list.show_project(FORM, row.id)
    assert any(card.fix is not None for card in desk.bench.page.audit.cards)
    return desk.window


@scene
def publication_check(desk):
    def listed(dialog):
        dialog.show()
        assert dialog.tree.topLevelItemCount() > 2
        return dialog.grab()

    return standing(desk, "publication", listed)


@scene
def preview(desk):
    return standing(desk, "preview", lambda dialog: turned(desk, dialog))


def standing(desk, action, look):
    """What is made of the dialog that an action opens, while it stands."""
    made = []
    desk.answers.dialog = lambda dialog: made.append(look(dialog)) or False
    desk.do(action)
    return made[0]


def turned(desk, dialog):
    """The preview at the page with the chart."""
    dialog.resize(1180, 860)
    dialog.show()
    desk.qtbot.waitUntil(lambda: dialog._stack.currentWidget() is dialog.view, timeout=30000)
    dialog.page_box.setValue(20)
    desk.qtbot.waitUntil(lambda: dialog.view.page == 19)
    desk.qtbot.wait(SETTLED)
    shown = dialog.grab()
    dialog.reject()
    return shown


@pytest.mark.parametrize("name", SCENES)
def test_the_picture_shows_its_scene(qtbot, stage, name):
    shown = SCENES[name](stage)
    if not hasattr(shown, "toImage"):
        qtbot.wait(SETTLED)
        shown = shown.grab()
    image = shown.toImage()
    folder = os.environ.get("GOUJI_PICTURES")
    if folder:
        assert image.save(str(ROOT / folder / f"{name}.png"))
    assert len(set(memoryview(image.constBits()).cast("I")[::41])) > 20


def test_every_picture_of_the_pages_has_a_scene_and_is_shown():
    pages = (ROOT / "README.md", *(ROOT / "docs").glob("*.md"))
    shown = {Path(target).stem for page in pages for target in re.findall(r"([\w/-]+\.png)\)", page.read_text("utf-8"))}
    assert shown == set(SCENES)
    assert {path.stem for path in (ROOT / "docs" / "images").glob("*.png")} == set(SCENES)
