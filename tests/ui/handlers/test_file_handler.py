from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent

from storage import DocumentFile
from tests.ui.support import PROJECT, cell
from ui.handlers import file_handler


def value(desk, address=PROJECT):
    return desk.session.workspace.shown(cell(desk.session, address))


def test_a_file_is_opened_and_named_in_the_title(desk):
    path = desk.make_file()
    desk.answers.open_answer = path
    desk.do("open")
    title = desk.window.windowTitle()
    assert title.startswith("sample.gouji - 中国共产党晋城市城区委员会组织部")
    assert desk.window.settings.recent() == [path]
    assert value(desk) == "832.71"


def test_cancelling_changes_nothing(desk):
    desk.do("open")
    desk.do("new")
    assert desk.bench is None
    assert desk.window.windowTitle() == "勾稽"


def test_a_new_document_is_made_and_shown(desk):
    def fill(dialog):
        dialog.department.setText("甲局")
        dialog._keep_path()
        dialog.place.setText(str(desk.folder / "甲局"))
        return True

    desk.answers.dialog = fill
    desk.do("new")
    assert desk.session.file.path == desk.folder / "甲局.gouji"
    assert desk.session.document.settings["department"] == "甲局"
    assert (desk.folder / "甲局.gouji").is_file()


def test_a_file_that_is_open_is_not_opened_twice(desk):
    desk.open()
    session = desk.session
    desk.open(session.file.path)
    assert desk.session is session
    desk.saying("已经打开")


def test_opening_another_file_closes_the_first(desk):
    desk.open()
    first = desk.session.file.path
    desk.open(desk.make_file("b.gouji"))
    assert desk.session.file.path.name == "b.gouji"
    DocumentFile.open(first).close()  # its lock is free


@pytest.mark.parametrize("content", [b"", b"not a document at all" * 50])
def test_a_foreign_file_is_refused_with_its_sentence(desk, content):
    path = desk.folder / "x.gouji"
    path.write_bytes(content)
    desk.open(path)
    assert desk.bench is None
    assert "x.gouji" in desk.answers.warned[0][0]


def test_a_missing_file_is_told_and_forgotten(desk):
    path = desk.folder / "weg.gouji"
    desk.window.settings.add_recent(path)
    desk.open(path)
    assert len(desk.answers.warned) == 1
    assert desk.window.settings.recent() == []


def test_a_locked_file_can_be_read(desk):
    path = desk.make_file()
    with DocumentFile.open(path):
        desk.answers.choice = 0
        desk.open(path)
        assert desk.session.read_only
    assert "（只读）" in desk.window.windowTitle()
    assert not desk.window.actions_["paste"].isEnabled()
    assert desk.window.actions_["export_pdf"].isEnabled()
    assert desk.bench.status.saved.text() == "只读打开"


def test_a_locked_file_can_be_copied(desk):
    path = desk.make_file()
    with DocumentFile.open(path):
        desk.answers.choice, desk.answers.save_answer = 1, desk.folder / "copy.gouji"
        desk.open(path)
        assert desk.session.file.path.name == "copy.gouji"
    assert not desk.session.read_only


def test_a_locked_file_can_be_left_alone(desk):
    path = desk.make_file()
    with DocumentFile.open(path):
        desk.open(path)
    assert desk.bench is None
    assert desk.answers.asked[0][1] == ("只读打开", "复制一份")


def test_a_large_file_is_opened_behind_a_progress_dialog(qtbot, desk, monkeypatch):
    monkeypatch.setattr(file_handler, "LARGE_FILE", 10)
    desk.open(desk.make_file())
    qtbot.waitUntil(lambda: desk.bench is not None)
    assert value(desk) == "832.71"


def test_a_large_locked_file_asks_as_well(qtbot, desk, monkeypatch):
    monkeypatch.setattr(file_handler, "LARGE_FILE", 10)
    path = desk.make_file()
    with DocumentFile.open(path):
        desk.open(path)
        qtbot.waitUntil(lambda: bool(desk.answers.asked))


def test_a_copy_is_saved(desk):
    desk.open()
    desk.answers.save_answer = desk.folder / "copy.gouji"
    desk.do("save_copy")
    desk.saying("副本已保存")
    with DocumentFile.open(desk.folder / "copy.gouji") as copy:
        assert len(copy.load().entries) == 253


def test_a_copy_onto_itself_is_refused(desk):
    desk.open()
    desk.answers.save_answer = desk.session.file.path
    desk.do("save_copy")
    assert len(desk.answers.warned) == 1


def test_a_backup_is_taken_back_as_a_new_file(desk):
    desk.open()
    from models import planning

    session = desk.session
    session.submit(planning.set_cells(session.workspace, {cell(session, PROJECT): "1.00"}))
    desk.answers.dialog = lambda _dialog: True
    desk.answers.save_answer = desk.folder / "restored.gouji"
    desk.do("restore")
    assert desk.session.file.path.name == "restored.gouji"
    assert value(desk) == "832.71"


def test_settings_change_title_and_can_be_undone(desk):
    desk.open()

    def fill(dialog):
        dialog.department.setText("乙局")
        return True

    desk.answers.dialog = fill
    desk.do("settings")
    assert "乙局" in desk.window.windowTitle()
    desk.do("undo")
    assert "组织部" in desk.window.windowTitle()


def test_closing_shows_the_start_page_with_the_file_on_it(desk):
    path = desk.make_file()
    desk.open(path)
    desk.do("close")
    assert desk.bench is None
    assert not desk.window.actions_["close"].isEnabled()
    assert desk.window.centralWidget().currentWidget() is desk.window.start_page
    desk.window.start_page.file_chosen.emit(path)
    assert desk.session.file.path == path


def test_a_menu_entrys_tip_stands_in_the_bar_of_the_document(desk):
    desk.open(desk.make_file())
    action = desk.window.actions_["check"]
    action.showStatusText(desk.window)
    assert desk.bench.status.message.text() == action.statusTip() != ""


def test_the_menu_lists_recent_files_and_clears_them(desk):
    path = desk.make_file()
    desk.open(path)
    desk.do("close")
    desk.window._fill_recent()
    entries = desk.window._recent.actions()
    assert entries[0].text().endswith("sample.gouji")
    entries[0].trigger()
    assert desk.bench is not None
    desk.window._fill_recent()
    desk.window._recent.actions()[-1].trigger()
    assert desk.window.settings.recent() == []


def drop(desk, path):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    nothing = Qt.KeyboardModifier.NoModifier
    event = QDropEvent(QPointF(10, 10), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, nothing)
    event.setAccepted(False)
    desk.window.dropEvent(event)
    return event.isAccepted()


def test_a_document_dropped_on_the_window_is_opened(qtbot, desk):
    assert drop(desk, desk.make_file())
    qtbot.waitUntil(lambda: desk.bench is not None)


def test_other_files_are_not_taken(desk):
    assert not drop(desk, desk.folder / "a.docx")
    assert not drop(desk, desk.folder / "a.xlsx")  # nothing is open to import into


def test_form_and_panels_are_remembered(qtbot, desk):
    path = desk.make_file()
    desk.open(path)
    desk.bench.show_form("table05")
    desk.window.actions_["show_findings"].trigger()
    assert not desk.bench.findings.isVisible()
    desk.do("close")
    desk.open(path)
    assert desk.bench.current_form == "table05"
    assert not desk.bench.findings.isVisible()


def test_the_pack_is_planned_once(desk):
    desk.open()
    plan = desk.session.workspace.plan
    desk.open(desk.make_file("b.gouji"))
    assert desk.session.workspace.plan is plan
