"""更多处理: what else may be done about one cell, each with what it would do."""

from __future__ import annotations

from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from models.diagnosis import neighbours, repairs
from models.refs import CellRef
from ui.session import Session


class MoreTools(QPushButton):
    """A flat button with a menu that is made when it opens; hidden where there is nothing to do."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("更多处理", parent)
        self._session = session
        self._ref: CellRef | None = None
        self.setObjectName("link")
        self.setAutoDefault(True)
        self.setToolTip("恢复自动计算、换算元与万元、改变正负号、移到旁边一栏")
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self.fill)
        self.setMenu(self._menu)

    def show_for(self, ref: CellRef | None) -> None:
        """Offer what can be done about a cell."""
        self._ref = ref
        workspace = self._session.workspace
        able = ref is not None and not self._session.read_only and bool(repairs.hand_tools(workspace, ref))
        self.setVisible(able)

    def fill(self) -> None:
        """Put the tools into the menu, each with its effect."""
        self._menu.clear()
        workspace, ref = self._session.workspace, self._ref
        if ref is None:
            return
        for repair in (*repairs.hand_tools(workspace, ref), *neighbours.moves(workspace, ref)):
            effect = effect_words(repairs.try_out(workspace, repair.edit))
            self._menu.addAction(
                f"{repair.title}　{effect}".strip(), lambda edit=repair.edit: self._session.submit(edit)
            )


def effect_words(effect: repairs.Effect) -> str:
    """``会平衡 3 条，会打破 1 条``; "" where nothing would be mended or broken."""
    parts = ((len(effect.mends), "会平衡 {} 条"), (len(effect.breaks), "会打破 {} 条"))
    return "，".join(text.format(count) for count, text in parts if count)
