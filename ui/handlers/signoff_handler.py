"""签批: one step up, or back to 编制; afterwards the document is shown anew, to be edited or not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from models import signoff
from models.edits import Edit
from models.signoff import Stage
from ui.handlers.host import Host, open_workbench
from ui.session import Session


class SignoffHandler:
    """Asks who signs, and records it."""

    def __init__(self, host: Host) -> None:
        self._host = host

    def actions(self) -> dict[str, Callable[[], object]]:
        """What each action does."""
        return {"signoff": self.show}

    def show(self) -> None:
        """Show how far the document is signed, and take the step that the user wants."""
        from ui.dialogs.signoff_dialog import SignoffDialog

        session, host = open_workbench(self._host).session, self._host
        dialog = SignoffDialog(session.document, session.standing, host.widget)
        if host.asker.run(dialog):
            if dialog.goes_back:
                self._send_back(session)
            else:
                self._step_up(session, dialog.person)
        dialog.deleteLater()

    def _step_up(self, session: Session, person: str) -> None:
        stage, breaks = Stage(session.standing.stage + 1), session.workspace.summary().breaks
        if stage is Stage.APPROVED and breaks:
            text = f"表里还有断差 {breaks} 处，仍要审定吗？"
            detail = "审定以后内容锁定，输出为正式稿。按 F8 可以逐处查看。"
            if self._host.asker.choose(self._host.widget, text, ("仍然审定",), detail) != 0:
                return
        edit = signoff.step_up(session.document, person, datetime.now(UTC).replace(microsecond=0))
        self._take(session, edit, f"已{stage.title}，签批人{person}；内容已锁定。")

    def _send_back(self, session: Session) -> None:
        from ui.dialogs.signoff_dialog import SignoffReasonDialog

        dialog = SignoffReasonDialog(self._host.widget)
        if self._host.asker.run(dialog):
            edit = signoff.send_back(session.document, dialog.reason)
            self._take(session, edit, "已退回编制，可以修改；输出恢复“仅供内部审核”。")
        dialog.deleteLater()

    def _take(self, session: Session, edit: Edit, told: str) -> None:
        """Record the step and show the document anew: what can be edited is decided when a page is made."""
        if not session.mark(edit):
            return
        where = session.current
        self._host.show_anew()
        fresh = open_workbench(self._host).session
        if where is not None and fresh.document.has_row(where.form, where.row):
            fresh.goto(where)
        fresh.message.emit(told)
