from __future__ import annotations

import pytest

from models import notes, planning, signoff
from models.signoff import Stage
from tests.storage.helpers import run_sql
from tests.ui.support import PROJECT, cell, listened
from tests.ui.windows import CONTROL, SHIFT
from ui.dialogs import history_dialog
from ui.dialogs.signoff_dialog import SignoffDialog, SignoffReasonDialog


@pytest.fixture
def open_desk(desk):
    desk.open()
    return desk


def slip(desk, text="823.71"):
    return desk.session.submit(planning.set_cells(desk.session.workspace, {cell(desk.session, PROJECT): text}))


def sign(desk, who="张三"):
    def answer(dialog):
        assert isinstance(dialog, SignoffDialog)
        dialog.field.setText(who)
        return dialog._button.isEnabled()

    desk.answers.dialog = answer
    desk.do("signoff")


def send_back(desk, reason):
    def answer(dialog):
        if isinstance(dialog, SignoffReasonDialog):
            dialog.box.setPlainText(reason)
            return dialog._button.isEnabled()
        dialog.goes_back = True
        return True

    desk.answers.dialog = answer
    desk.do("signoff")


def test_what_is_signed_is_locked_and_says_so(open_desk):
    slip(open_desk, "832.710")
    open_desk.session.goto(cell(open_desk.session, PROJECT))
    sign(open_desk)
    window, session = open_desk.window, open_desk.session
    assert session.current == cell(session, PROJECT)
    assert "（已复核，已锁定）" in window.windowTitle()
    assert open_desk.bench.status.draft.text() == "已复核 · 草稿 · 仅供内部审核"
    assert not open_desk.bench.status.lock.isHidden()
    assert not any(window.actions_[name].isEnabled() for name in ("undo", "paste", "import", "settings", "note"))
    assert all(window.actions_[name].isEnabled() for name in ("keep_version", "signoff", "export_pdf"))
    said = listened(session.message)
    assert not slip(open_desk)
    assert not session.submit(notes.write(session.document, session.current, "x"))
    assert said == [(signoff.refusal(session.document),)] * 2
    assert "张三" in said[0][0]
    path = session.file.path
    open_desk.do("close")
    open_desk.open(path)
    assert open_desk.session.undo_stack.count() == 0
    assert open_desk.session.standing.fits


def test_a_key_that_would_change_what_is_signed_is_answered(open_desk):
    open_desk.session.goto(cell(open_desk.session, PROJECT))
    sign(open_desk)
    session, status = open_desk.session, open_desk.bench.status.message
    for press in (
        lambda: open_desk.type("5"),
        lambda: open_desk.press("F2"),
        lambda: open_desk.press("F2", SHIFT),
        lambda: open_desk.press("D", CONTROL),
        open_desk.bench.editor.delete_contents,
    ):
        status.clear()
        press()
        assert status.text() == signoff.refusal(session.document)


def test_approval_asks_where_there_are_breaks_and_takes_the_watermark_away(open_desk):
    slip(open_desk)
    sign(open_desk)
    sign(open_desk, "李四")
    assert "断差" in open_desk.answers.asked[-1][0]
    assert open_desk.session.standing.stage is Stage.REVIEWED
    open_desk.answers.choice = 0
    sign(open_desk, "李四")
    assert open_desk.session.standing.stage is Stage.APPROVED
    assert not open_desk.window.draft
    send_back(open_desk, " ")
    assert open_desk.session.read_only
    send_back(open_desk, "漏了一项")
    assert open_desk.window.draft
    newest = open_desk.session.file.history()[0]
    assert newest.label == "退回编制：漏了一项"
    told = history_dialog.row(open_desk.session.workspace, newest, None)[-1]
    assert told == "签批：审定（李四） → 编制；退回原因：空 → 漏了一项"
    assert open_desk.session.undo_stack.count() == 0
    assert slip(open_desk, "1")
    open_desk.do("undo")
    assert not open_desk.session.undo_stack.canUndo()


def test_what_no_longer_fits_is_told_and_has_its_watermark(open_desk):
    open_desk.answers.choice = 0
    sign(open_desk)
    sign(open_desk, "李四")
    path = open_desk.session.file.path
    open_desk.do("close")
    run_sql(path, "UPDATE setting SET value = '乙局' WHERE key = 'department'")
    open_desk.open(path)
    assert open_desk.bench.notice.text.text().endswith(signoff.MISFIT)
    assert open_desk.window.draft
    assert "签批已失效" in open_desk.window.windowTitle()
    assert open_desk.session.read_only
