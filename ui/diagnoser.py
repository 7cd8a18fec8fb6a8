"""Keeps the document's mistakes up to date behind the typing, and carries proposals out."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from models.diagnosis import repairs
from models.diagnosis.diagnose import Diagnosis, Mistake, diagnose
from models.findings import State
from models.refs import CellRef
from models.workspace import ChangeReport, Workspace
from ui.itemmodels import mistake_words
from ui.session import Session

SLOW_SECONDS = 0.01
"""A diagnosis that took longer, more than a frame can spare, waits for a pause in the typing the next time."""
PAUSE_MS = 300
LIMIT_SECONDS = 0.15
"""A diagnosis that takes longer stops: what it has found by then is shown, the rest without proposals."""


def bounded(workspace: Workspace) -> list[Mistake]:
    """The diagnosis as far as it gets while someone waits."""
    return diagnose(workspace, LIMIT_SECONDS)


class Diagnoser(QObject):
    """What is wrong in a session's document, and what would mend it.

    Diagnosed right after each edit, before the window is painted, but never inside it; where that takes long, after a
    pause, and until then the mistakes known before stand for what is left of them.
    """

    diagnosed = Signal(object)
    """List of Mistake, as in ``mistakes``. Follows each ``changed`` of the session while anything is wrong."""
    _due = Signal()

    def __init__(
        self,
        session: Session,
        parent: QObject | None = None,
        *,
        work: Callable[[Workspace], list[Mistake]] = bounded,
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        super().__init__(parent)
        self._session, self._work, self._clock = session, work, clock
        self.mistakes: list[Mistake] = []
        self._of_key: dict[str, Mistake] = {}
        self._of_cell: dict[CellRef, Mistake] = {}
        self._slow = False
        self._pending = False
        self._due.connect(self.settle, Qt.ConnectionType.QueuedConnection)  # comes before painting, as no timer does
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.refresh)
        session.changed.connect(self._follow)
        self._diagnose()

    # -- asking ---------------------------------------------------------------------------------------------------

    @property
    def pending(self) -> bool:
        """Whether an edit has not been looked at yet."""
        return self._pending

    def settle(self) -> None:
        """Diagnose now what has not been looked at yet."""
        if self.pending:
            self.refresh()

    def mistake_of(self, finding_key: str) -> Mistake | None:
        """The mistake that a finding follows from."""
        return self._of_key.get(finding_key)

    def for_cell(self, ref: CellRef) -> Mistake | None:
        """The mistake whose best proposal corrects a cell, else one whose findings mark it."""
        known = self._of_cell.get(ref)
        if known is not None:
            return known
        marks = self._session.workspace.engine.marks.get(ref, ())
        return next((mistake for key in marks if (mistake := self._of_key.get(key)) is not None), None)

    @property
    def culprits(self) -> frozenset[CellRef]:
        """The cells that are wrong beyond doubt: those of the proposals that have no rival."""
        workspace = self._session.workspace
        pinned = (mistake.pinned for mistake in self.mistakes)
        return frozenset(ref for best in pinned if best is not None for ref in mistake_words.cells(workspace, best))

    # -- repairing ------------------------------------------------------------------------------------------------

    def adopt(self, diagnosis: Diagnosis) -> bool:
        """Carry a proposal out as one edit; False where nothing was changed."""
        if self.pending:
            self.refresh()
            if not any(diagnosis in mistake.proposals for mistake in self.mistakes):
                self._session.message.emit("内容刚刚改过，建议已经更新，请再看一遍。")
                return False
        workspace = self._session.workspace
        words = mistake_words.done(workspace, diagnosis)
        if not self._session.submit(repairs.accept(workspace, diagnosis), self):
            return False
        self._session.message.emit(words)
        return True

    def adopt_for(self, ref: CellRef | None) -> bool:
        """Carry out the one sure proposal for a cell's mistake, or say why there is none."""
        self.settle()
        mistake = self.for_cell(ref) if ref is not None else None
        if mistake is None:
            self._session.message.emit("这一格没有断差，不需要处理。")
        elif mistake.pinned is not None:
            return self.adopt(mistake.pinned)
        else:
            ways = len(mistake_words.ways(mistake))
            sentence = f"有 {ways} 种改法同样说得通，请在右边选定一种。" if ways else "没有找到可以直接采用的改法。"
            self._session.message.emit(sentence)
        return False

    # -- keeping up -----------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Diagnose now, and tell."""
        self._timer.stop()
        self._pending = False
        before = self.mistakes
        self._diagnose()
        if before or self.mistakes:
            self.diagnosed.emit(self.mistakes)

    def _diagnose(self) -> None:
        started = self._clock()
        self._take(self._work(self._session.workspace))
        self._slow = self._clock() - started > SLOW_SECONDS

    def _take(self, mistakes: list[Mistake]) -> None:
        self.mistakes = mistakes
        self._of_key = {key: mistake for mistake in mistakes for key in mistake.keys}
        self._of_cell = {}
        workspace = self._session.workspace
        for mistake in mistakes:
            for way in mistake_words.ways(mistake):
                for ref in mistake_words.cells(workspace, way):
                    self._of_cell.setdefault(ref, mistake)

    def _follow(self, report: ChangeReport, _initiator: object) -> None:
        if not report.edit:
            return  # words were checked: no figure has moved
        self._pending = True
        if self._slow:
            moved = (finding.state is State.BREAK for finding in (*report.appeared, *report.cleared))
            if report.forms or any(moved):
                self._keep_what_is_left()
            self._timer.start(PAUSE_MS)
        else:
            self._due.emit()

    def _keep_what_is_left(self) -> None:
        """Until the next diagnosis: the mistakes that are as they were; what is new or changed stands alone."""
        findings = self._session.workspace.engine.findings.values()
        broken = {finding.key for finding in findings if finding.state is State.BREAK}
        kept = [mistake for mistake in self.mistakes if mistake.keys <= broken]
        known = {key for mistake in kept for key in mistake.keys}
        self._take([*kept, *(Mistake(frozenset({key}), ()) for key in sorted(broken - known))])
        self.diagnosed.emit(self.mistakes)
