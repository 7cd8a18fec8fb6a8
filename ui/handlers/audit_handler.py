"""审核: the full check, from finding to finding, histories."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from models.engine import WORDS
from models.errors import GoujiError
from models.findings import Finding
from models.refs import CellRef
from models.workspace import Workspace
from ui.handlers.host import Host, open_workbench
from ui.session import Session

if TYPE_CHECKING:
    from ui.workers import Progress

MOST_LINES = 5000
_MOST_NAMED = 8


class AuditHandler:
    """Checks, and shows what was done."""

    def __init__(self, host: Host) -> None:
        self._host = host

    def actions(self) -> dict[str, Callable[[], object]]:
        """What each action does."""
        return {
            "check": self.check,
            "next": lambda: open_workbench(self._host).findings.step(1),
            "previous": lambda: open_workbench(self._host).findings.step(-1),
            "publication": self.show_publication_check,
            "cell_history": self.show_cell_history,
            "history": lambda: self._show_history(None),
        }

    def show_publication_check(self) -> None:
        """Show what must be there before the book may be published."""
        from ui.dialogs.publication_check import PublicationCheckDialog

        session = open_workbench(self._host).session
        session.check_words()
        dialog = PublicationCheckDialog(session, self._host.widget)
        self._host.asker.run(dialog)
        dialog.deleteLater()

    def check(self) -> None:
        """Work all findings out from nothing and compare them with those that were kept up to date."""
        session = open_workbench(self._host).session
        workspace = session.workspace
        session.check_words()

        def work(step: Progress) -> tuple[dict[str, Finding], str]:
            step.step("正在从头核对全部公式")
            fresh = dict(workspace.engine.check_all())
            step.step("正在核对文字")
            fresh |= _words_anew(workspace)
            return fresh, summary_words(workspace)

        def done(result: tuple[dict[str, Finding], str]) -> None:
            fresh, words = result
            differing = differences(workspace.engine.findings, fresh)
            if differing:
                names = "、".join(sorted(differing)[:_MOST_NAMED])
                self._host.asker.warn(
                    self._host.widget,
                    f"全审与即时核对有 {len(differing)} 条不一致，请关闭文件后重新打开，再做一次全审；"
                    "如果仍不一致，请把下面的内容发给维护人员。",
                    names,
                )
                return
            session.message.emit("全审完成，与即时核对一致。")
            self._host.asker.inform(self._host.widget, "全审完成，与即时核对的结果一致。", words)

        from ui.dialogs import progress  # late: threads and dialogs are not needed for the start

        progress.run(self._host.widget, "全审", work, done, self._fail)

    def _fail(self, error: Exception) -> None:
        if not isinstance(error, GoujiError):
            raise error
        self._host.asker.warn(self._host.widget, str(error))

    def show_cell_history(self) -> None:
        """The history of the current cell."""
        session = open_workbench(self._host).session
        if session.current is None:
            session.message.emit("请先选中一个单元格。")
            return
        self._show_history(session.current)

    def _show_history(self, cell: CellRef | None) -> None:
        from ui.dialogs.history_dialog import HistoryDialog

        session: Session = open_workbench(self._host).session
        if session.file is None:
            return
        try:
            lines = session.file.history(limit=MOST_LINES, cell=cell)
        except GoujiError as error:
            self._host.asker.warn(self._host.widget, str(error))
            return
        dialog = HistoryDialog(session.workspace, lines, cell, self._host.widget)
        self._host.asker.run(dialog)
        dialog.deleteLater()


def _words_anew(workspace: Workspace) -> dict[str, Finding]:
    """The findings about words, worked out from nothing."""
    fresh = Workspace(workspace.document, workspace.plan)
    fresh.refresh_words()
    return {key: finding for key, finding in fresh.engine.findings.items() if key.startswith(WORDS)}


def differences(kept: dict[str, Finding], fresh: dict[str, Finding]) -> set[str]:
    """The keys of findings that are only on one side, or differ."""
    return {key for key in kept.keys() | fresh.keys() if kept.get(key) != fresh.get(key)}


def summary_words(workspace: Workspace) -> str:
    """The counts of all checks in words."""
    found = workspace.summary()
    checked = found.balanced + found.rounding + found.suspect + found.breaks + found.unevaluated
    suspect = f"可疑尾差 {found.suspect}，" if found.suspect else ""
    return (
        f"共核对 {checked} 条勾稽公式：平 {found.balanced}，断差 {found.breaks}，"
        f"{suspect}尾差 {found.rounding}（{found.rounding_roots} 处源头），未判 {found.unevaluated}；"
        f"另有 {found.not_applicable} 条两边都没有数据，不适用；其他提示 {found.errors + found.warnings} 条。"
    )
