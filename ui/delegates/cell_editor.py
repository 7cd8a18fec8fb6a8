"""The line in which a cell is edited, and the list of 科目 that it offers."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from models.pack import Subjects
from ui import theme
from ui.delegates.metrics import Metrics
from ui.itemmodels.cell_entry import offered

MOST_OFFERED = 40
MOST_SHOWN = 9
_STYLE = f"""
QLineEdit {{
    border: 2px solid {theme.ACCENT}; border-radius: 0; padding: 0 3px; background: {theme.PAPER}; color: {theme.INK};
    selection-background-color: {theme.ACCENT}; selection-color: {theme.PAPER};
}}
"""
LIST_STYLE = f"""
QListWidget {{ border: 1px solid {theme.LINE}; background: {theme.PAPER}; outline: 0; }}
QListWidget::item {{ padding: 3px 8px; color: {theme.INK}; }}
QListWidget::item:selected {{ background: {theme.ACCENT_SOFT}; color: {theme.INK}; }}
"""


def today() -> str:
    """Today's date as Ctrl+; enters it."""
    return datetime.now().astimezone().date().isoformat()


class CellEditor(QLineEdit):
    """``typing``: opened by a character that replaces the cell, so that arrows leave; else they move the caret.

    ``composing``: an input method is at work, and keys belong to it.
    """

    accepted = Signal()
    """One of the 科目 offered was taken."""

    def __init__(self, parent: QWidget, metrics: Metrics, *, typing: bool, right: bool) -> None:
        super().__init__(parent)
        self.typing = typing
        self.composing = False
        self.initial = ""
        self.popup: SubjectPopup | None = None
        self._subjects: Subjects | None = None
        self.is_text = self._grows = not right
        self._least = QRect()
        self.setFont(metrics.font)
        self.setFrame(False)
        self.setStyleSheet(_STYLE)
        if right:
            self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.textChanged.connect(self._grow)

    def load(self, text: str) -> None:
        """Start from the cell's text."""
        self.initial = text
        self.setText(text)

    def place(self, cell: QRect) -> None:
        """Lie over the cell."""
        self._least = cell
        self.setGeometry(cell)
        self._grow()

    @property
    def changed(self) -> bool:
        """Whether there is anything to commit: opening a cell and leaving it states nothing."""
        return self.isModified() and (self.typing or self.text() != self.initial)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Know whether a composition is going on."""
        super().inputMethodEvent(event)
        self.composing = bool(event.preeditString())

    def _grow(self) -> None:
        """A long name is seen whole while it is typed."""
        if not self._grows or self._least.isNull():
            return
        parent = self.parentWidget()
        wanted = self.fontMetrics().horizontalAdvance(self.text()) + 16
        most = max(self._least.width(), (parent.width() if parent else 0) - self._least.left() - 2)
        self.resize(min(max(self._least.width(), wanted), most), self._least.height())

    # -- offering 科目 -----------------------------------------------------------------------------------------------

    def offer(self, subjects: Subjects) -> None:
        """Offer the 科目 that fit what is typed."""
        self._subjects = subjects
        self.textEdited.connect(self._search)

    def _search(self, text: str) -> None:
        found = self._subjects.search(text, MOST_OFFERED) if self._subjects and text.strip() else []
        if not found:
            self.close_popup()
            return
        if self.popup is None:
            self.popup = SubjectPopup(self)
            self.popup.itemClicked.connect(self._take)
        self.popup.fill([offered(subject) for subject in found])
        self.popup.show_below(self)

    def choose(self, by: int) -> bool:
        """Go up or down the list; False where none is shown."""
        if self.popup is None or not self.popup.isVisible():
            return False
        self.popup.setCurrentRow(max(0, min(self.popup.currentRow() + by, self.popup.count() - 1)))
        return True

    def take_chosen(self) -> None:
        """Take the chosen 科目 as the text, where one is chosen."""
        if self.popup is not None and self.popup.isVisible() and self.popup.currentItem() is not None:
            self._fill(self.popup.currentItem())

    def _fill(self, item: QListWidgetItem) -> None:
        self.setText(item.text())
        self.setModified(True)
        self.close_popup()

    def _take(self, item: QListWidgetItem) -> None:
        self._fill(item)
        self.accepted.emit()

    def close_popup(self) -> bool:
        """Put the list away; False where none was shown."""
        if self.popup is None or not self.popup.isVisible():
            return False
        self.popup.hide()
        return True


class SubjectPopup(QListWidget):
    """The 科目 offered. It never takes the keyboard: what is typed goes on in the cell."""

    def __init__(self, editor: QWidget) -> None:
        super().__init__(editor)
        self.setWindowFlags(Qt.WindowType.ToolTip | Qt.WindowType.FramelessWindowHint)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFont(editor.font())
        self.setStyleSheet(LIST_STYLE)

    def fill(self, texts: list[str]) -> None:
        """Show these, none of them chosen."""
        self.clear()
        self.addItems(texts)
        self.setCurrentRow(-1)

    def show_below(self, editor: QWidget) -> None:
        """Lie below the editor, or above it where the screen ends."""
        height = self.sizeHintForRow(0) * min(self.count(), MOST_SHOWN) + 2 * self.frameWidth() + 4
        width = max(editor.width(), self.sizeHintForColumn(0) + 28)
        corner = editor.mapToGlobal(QPoint(0, editor.height() + 1))
        screen = editor.screen().availableGeometry()
        if corner.y() + height > screen.bottom():
            corner = editor.mapToGlobal(QPoint(0, -height - 1))
        left = max(screen.left(), min(corner.x(), screen.right() - width))
        self.setGeometry(left, corner.y(), width, height)
        self.show()
