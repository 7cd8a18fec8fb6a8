"""What a form can do without when it is first seen: the fill handle and the tint of 追踪引用/从属."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer

from ui.editors.grid import Grid

if TYPE_CHECKING:
    from ui.editors.block_commands import BlockCommands
    from ui.editors.fill_handle import FillHandle
    from ui.editors.tracer import Tracer


class FormExtras(QObject):
    """Makes its parts once the form has been painted. ``handle`` and ``tracer`` are ``None`` before."""

    def __init__(self, grid: Grid, blocks: BlockCommands) -> None:
        super().__init__(grid)
        self._grid, self._blocks = grid, blocks
        self._traced = False
        self.handle: FillHandle | None = None
        self.tracer: Tracer | None = None
        grid.main.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Override QObject.eventFilter: wait for the first picture."""
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self, self.make)  # with a receiver: nothing happens when it is gone by then
        return False

    def make(self) -> None:
        """Make what is not there yet."""
        from ui.editors.fill_handle import FillHandle
        from ui.editors.tracer import Tracer

        if self.handle is None:
            self.handle = FillHandle(self._grid, self._blocks.fill_range)
            self.tracer = Tracer(self._grid, shown=self._traced)

    def set_traced(self, *, shown: bool) -> None:
        """Tint the cells that the current one depends on and those that depend on it, or do not."""
        self._traced = shown
        if self.tracer is not None:
            self.tracer.set_shown(shown=shown)
