"""Back to where one was: Alt+← after a jump to another cell, page or words."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject

from models.refs import CellRef
from ui.session import Session

if TYPE_CHECKING:
    from ui.workbench import Workbench

MOST = 100


class Stop(NamedTuple):
    """A place: a page, and the cell on it that the user was on, if any."""

    page: str
    ref: CellRef | None


class Trail(QObject):
    """Remembers from where the user was taken elsewhere. To be made before whatever answers the session's requests."""

    def __init__(self, session: Session, bench: Workbench) -> None:
        super().__init__(bench)
        self._session, self._bench = session, bench
        self._behind: list[Stop] = []
        self._ahead: list[Stop] = []
        self._stepping = False
        for signal in (session.goto_requested, session.text_requested, session.finding_requested):
            signal.connect(self._leave)

    def _here(self) -> Stop:
        return Stop(self._bench.current_page, self._session.current)

    def _leave(self, target: object) -> None:
        if self._stepping or target == self._session.current:
            return
        here = self._here()
        if not self._behind or self._behind[-1] != here:
            self._behind = [*self._behind, here][-MOST:]
        self._ahead.clear()

    def step(self, way: int) -> None:
        """Back (-1) or forward again (1), passing over rows that are gone."""
        source, other = (self._behind, self._ahead) if way < 0 else (self._ahead, self._behind)
        here = self._here()
        while source:
            stop = source.pop()
            gone = stop.ref is not None and not self._session.document.has_row(stop.ref.form, stop.ref.row)
            if stop == here or gone:
                continue
            other.append(here)
            self._go(stop)
            return
        self._session.message.emit("没有更早的位置可以回去。" if way < 0 else "没有更后的位置。")

    def _go(self, stop: Stop) -> None:
        self._stepping = True
        try:
            if stop.ref is not None:
                self._session.goto(stop.ref)
            else:
                self._bench.show_page(stop.page)
                self._bench.focus_page()
        finally:
            self._stepping = False
