"""The page 封面与基本信息 with real keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from models.narrative import last_year
from models.refs import CellRef
from storage import DocumentFile
from tests.support.budgets import sample
from tests.ui.support import FakeFile, application, session
from tests.ui.windows import Answers
from ui.pages_basics import BasicsPage

INCOME = CellRef("fact_last_year", "total_income", "value")


class Bench:
    """The page, its session, and hands on the keyboard."""

    def __init__(self, qtbot, made):
        self.qtbot, self.session = qtbot, made
        self.page = BasicsPage(made)
        self.page.asker = self.answers = Answers()
        self.messages = []
        made.message.connect(self.messages.append)
        qtbot.addWidget(self.page)
        self.page.resize(900, 700)
        with qtbot.waitActive(self.page):
            self.page.show()
            self.page.activateWindow()

    def field(self, key):
        return self.page.settings.fields[key]

    def enter(self, key, text):
        """Type over a field and leave it."""
        self.field(key).edit.setFocus()
        self.field(key).edit.selectAll()
        self.type(text)
        self.press("Return")

    def type(self, text):
        self.qtbot.keyClicks(QApplication.focusWidget(), text)

    def press(self, key, modifiers=Qt.KeyboardModifier.NoModifier):
        self.qtbot.keyClick(QApplication.focusWidget(), Qt.Key[f"Key_{key}"], modifiers)

    def setting(self, key):
        return self.session.document.settings.get(key, "")


@pytest.fixture
def bench(qtbot, qapp):
    application()
    return Bench(qtbot, session())


def test_a_setting_is_one_edit(bench):
    bench.enter("preparer", "Zhang")
    assert bench.setting("preparer") == "Zhang"
    assert bench.session.undo_stack.count() == 1
    bench.session.undo_stack.undo()
    assert bench.field("preparer").edit.text() == ""


def test_leaving_without_a_change_is_none(bench):
    bench.field("department").edit.setFocus()
    bench.press("Tab")
    assert bench.session.undo_stack.count() == 0


def test_a_date_is_written_out(bench):
    bench.enter("approved_on", "20250320")
    assert bench.setting("approved_on") == "2025年3月20日"
    assert bench.field("approved_on").edit.text() == "2025年3月20日"


def test_a_wrong_date_stays_visible_with_the_reason(bench):
    bench.enter("approved_on", "2025-2-30")
    field = bench.field("approved_on")
    assert (bench.setting("approved_on"), field.edit.text()) == ("", "2025-2-30")
    assert "不是存在的日期" in field.problem.text()
    assert field.problem.isVisible()
    bench.enter("preparer", "Li")  # another setting changes nothing about it
    assert field.edit.text() == "2025-2-30"
    bench.enter("approved_on", "2025-2-28")
    assert (bench.setting("approved_on"), field.problem.text()) == ("2025年2月28日", "")


def test_a_year_and_a_name_are_required(bench):
    bench.enter("year", "25")
    assert "四位数字" in bench.field("year").problem.text()
    bench.field("department").edit.setFocus()
    bench.field("department").edit.clear()
    bench.press("Return")
    assert "不能空着" in bench.field("department").problem.text()
    assert bench.session.undo_stack.count() == 0


def test_escape_gives_a_field_back(bench):
    before = bench.setting("department")
    bench.field("department").edit.setFocus()
    bench.type("x")
    bench.press("Escape")
    assert bench.field("department").edit.text() == before


def test_the_level_is_chosen(bench):
    box = bench.field("level").box
    assert box.currentText() == "县区级"
    box.setFocus()
    bench.press("Down")
    box.textActivated.emit(box.currentText())
    assert bench.setting("level") == "市级"


def test_facts_are_typed_like_any_form_and_fit_their_lines(bench):
    bench.page.show_cell(INCOME)
    bench.type("900")
    bench.press("Return")
    assert bench.session.workspace.shown(INCOME) == "900.00"
    assert bench.session.current == INCOME._replace(row="total_expenditure")
    for grid in bench.page.grids.values():
        view = grid.editor.grid.leading
        assert grid.editor.height() >= view.horizontalHeader().height() + view.verticalHeader().length()


def test_only_the_form_that_has_the_keyboard_has_a_current_cell(bench):
    bench.page.show_cell(INCOME)
    bench.page.show_cell(CellRef("fact_vehicles", "establishment", "value"))
    places = {form: grid.editor.cursor_.place for form, grid in bench.page.grids.items()}
    assert [form for form, place in places.items() if place[0] >= 0] == ["fact_vehicles"]
    assert bench.session.current.form == "fact_vehicles"


def test_last_years_figures_are_taken_from_its_file_in_one_step(bench, tmp_path):
    last = sample().document
    last.settings["year"] = "2024"
    path = tmp_path / "2024.gouji"
    DocumentFile.create(path, last).close()
    before = path.read_bytes()
    seen = []
    bench.answers.open_answer = path
    bench.answers.dialog = lambda dialog: seen.append(dialog.sub.text()) is None
    bench.qtbot.mouseClick(bench.page.take, Qt.MouseButton.LeftButton)
    assert "2024 年度" in seen[0]
    assert bench.session.workspace.shown(INCOME) == "1,170.53"
    assert bench.session.undo_stack.count() == 1
    assert path.read_bytes() == before


def test_a_file_that_cannot_be_read_is_told(bench, tmp_path):
    path = tmp_path / "2024.gouji"
    path.write_text("no", encoding="utf-8")
    bench.answers.open_answer = path
    bench.page.take_last_year()
    assert len(bench.answers.warned) == 1
    assert bench.session.undo_stack.count() == 0


def test_another_year_or_department_is_doubted():
    document, last = sample().document, sample().document
    assert last_year.doubts(document, last) == ["所选文件是 2025 年度的，不是上年（2024 年度）的。"]
    last.settings.update(year="2024", department="别的局")
    assert last_year.doubts(document, last) == ["所选文件的部门是“别的局”，与本文件不同。"]


def test_a_read_only_file_cannot_be_changed(qtbot, qapp):
    application()
    bench = Bench(qtbot, session(FakeFile(read_only=True)))
    assert not bench.field("department").isEnabled()
    assert not bench.page.take.isEnabled()
