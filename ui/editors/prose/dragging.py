"""Words taken with the mouse: moved within their section with their figures, and pasted where they go elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QDrag, QDragMoveEvent, QDropEvent, QMouseEvent, QTextCursor
from PySide6.QtWidgets import QApplication

from ui.editors.prose import keys, transfer

if TYPE_CHECKING:
    from ui.editors.prose.section_text import SectionText

_COPY, _MOVE = Qt.DropAction.CopyAction, Qt.DropAction.MoveAction


def takes(source: QMimeData) -> bool:
    """Whether words come with what is dragged or pasted; a file is for the window."""
    is_file = any(url.isLocalFile() for url in source.urls())
    return not is_file and (source.hasFormat(transfer.MIME) or source.hasText())


class Dragging:
    """Belongs to one text. Qt's own drag knows no pieces, and deletes words that another program has taken."""

    def __init__(self, text: SectionText) -> None:
        self._text = text
        self._from: QPoint | None = None

    def may_begin(self, event: QMouseEvent) -> bool:
        """Whether a button was pressed upon the selection, before the text has heard of it."""
        cursor, at = self._text.textCursor(), event.position()
        if event.button() is not Qt.MouseButton.LeftButton or not cursor.hasSelection():
            return False
        hit = self._text.document().documentLayout().hitTest(at, Qt.HitTestAccuracy.ExactHit)
        return cursor.selectionStart() <= hit <= cursor.selectionEnd()

    def arm(self, event: QMouseEvent | None) -> None:
        """From this press a drag may begin, or from none."""
        begins = event is not None and self._text.textCursor().hasSelection()
        self._from = event.position().toPoint() if event is not None and begins else None

    def move(self, event: QMouseEvent) -> bool:
        """The mouse moves: whether it holds words, which it then drags until it lets go."""
        if self._from is None or not event.buttons() & Qt.MouseButton.LeftButton:
            return False
        way = (event.position().toPoint() - self._from).manhattanLength()
        if way >= QApplication.startDragDistance():
            self._from = None
            drag = QDrag(self._text)
            drag.setMimeData(transfer.to_mime(transfer.selected(self._text.textCursor())))
            drag.exec(_COPY if self._text.isReadOnly() else _COPY | _MOVE, _MOVE)
        return True

    def offer(self, event: QDragMoveEvent) -> None:
        """Words are above the text: within it they are moved (with Ctrl copied), all others are copied."""
        if event.isAccepted() and event.source() is not self._text and event.possibleActions() & _COPY:
            event.setDropAction(_COPY)
            event.accept()

    def drop(self, event: QDropEvent) -> None:
        """Take what was let go: in one step, as a move or as a paste."""
        text = self._text
        if text.isReadOnly() or not takes(event.mimeData()):
            event.ignore()
            return
        own = event.source() is text
        moves = own and event.dropAction() is _MOVE
        event.setDropAction(_MOVE if moves else _COPY)
        event.accept()
        target = text.cursorForPosition(event.position().toPoint())
        held = text.textCursor()
        if moves and held.selectionStart() <= target.position() <= held.selectionEnd():
            return
        text.setFocus(Qt.FocusReason.MouseFocusReason)
        if moves:
            text.shift_selection(self._beside(target))
        else:
            text.setTextCursor(self._beside(target))
            text.insertFromMimeData(event.mimeData())

    def _beside(self, target: QTextCursor) -> QTextCursor:
        """The place itself, or the nearest one beside the figure or chart that it is within."""
        keys.keep_outside(target, target.position(), self._text.em)
        return target
