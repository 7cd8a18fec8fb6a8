from __future__ import annotations

import pytest

from models import planning
from storage import DocumentFile
from storage.backups import backups_of
from tests.ui.support import PROJECT, cell
from ui.dialogs.version_compare import VersionCompareDialog
from ui.dialogs.versions_dialog import VersionNameDialog, VersionsDialog, Wanted
from ui.handlers.version_handler import note_output, versions_of


@pytest.fixture
def open_desk(desk):
    desk.open()
    return desk


def slip(desk, text="823.71"):
    desk.session.submit(planning.set_cells(desk.session.workspace, {cell(desk.session, PROJECT): text}))


def shown(desk):
    return desk.session.workspace.shown(cell(desk.session, PROJECT))


def name_it(name):
    def fill(dialog):
        assert isinstance(dialog, VersionNameDialog)
        dialog.field.setText(name)
        return dialog._button.isEnabled()

    return fill


def want(wanted, at=0, then=lambda _dialog: False):
    def answer(dialog):
        if not isinstance(dialog, VersionsDialog):
            return then(dialog)
        dialog.table.selectRow(at)
        dialog.wanted = wanted
        return True

    return answer


@pytest.fixture
def kept(open_desk):
    """A version, then a slip."""
    slip(open_desk, "831.71")
    open_desk.answers.dialog = name_it("送审稿")
    open_desk.do("keep_version")
    slip(open_desk)
    return open_desk


def test_a_version_is_listed_and_undo_passes_it_over(kept):
    [one] = versions_of(kept.session)
    assert (one.name, one.since) == ("送审稿", 1)
    kept.do("undo")
    kept.do("undo")
    assert shown(kept) == "832.71"
    [one] = versions_of(kept.session)
    assert (one.name, one.since) == ("送审稿", 3)
    kept.do("redo")
    assert shown(kept) == "831.71"
    note_output(kept.session, "打印")
    assert [(one.name, one.since) for one in versions_of(kept.session)] == [("上次打印", 0), ("送审稿", 4)]


def test_comparing_lists_what_differs_and_leads_to_the_cell(qtbot, kept):
    seen = []

    def look(dialog):
        assert isinstance(dialog, VersionCompareDialog)
        seen.extend(dialog._found)
        place = next(at for at, one in enumerate(seen) if (one.then, one.now) == ("831.71", "823.71"))
        dialog._go(dialog.table.model().index(place, 0))
        return True

    kept.session.set_current(None)
    kept.answers.dialog = want(Wanted.COMPARE, then=look)
    kept.do("versions")
    qtbot.waitUntil(lambda: bool(seen) and kept.session.current is not None, timeout=10000)
    assert kept.session.current == cell(kept.session, PROJECT)


def test_going_back_is_one_step_after_a_backup(kept):
    before = len(backups_of(kept.session.file.path))
    kept.answers.dialog, kept.answers.choice = want(Wanted.RESTORE), 0
    kept.do("versions")
    assert shown(kept) == "831.71"
    assert backups_of(kept.session.file.path)[0].reason == "恢复"
    assert len(backups_of(kept.session.file.path)) == before + 1
    kept.do("undo")
    assert shown(kept) == "823.71"


def test_a_version_is_taken_out_as_a_file_of_its_own(kept):
    kept.answers.dialog, kept.answers.save_answer = want(Wanted.TAKE_OUT), kept.folder / "b.gouji"
    kept.do("versions")
    assert kept.answers.suggested.name == "sample-送审稿.gouji"
    with DocumentFile.open(kept.folder / "b.gouji") as file:
        document = file.load()
        assert document.entries[cell(kept.session, PROJECT)].text == "831.71"
        assert not file.history()
        assert not [key for key in document.settings if key.startswith("version")]
    kept.answers.save_answer = kept.session.file.path
    kept.do("versions")
    assert len(kept.answers.warned) == 1  # never over the file that is open
    assert shown(kept) == "823.71"
