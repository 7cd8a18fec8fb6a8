"""A text that cannot be changed says why when someone types into it: a key without an answer looks like a fault."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QTextEdit

from ui.session import Session

_EDITING = (QKeySequence.StandardKey.Paste, QKeySequence.StandardKey.Cut)
_DELETING = (Qt.Key.Key_Backspace, Qt.Key.Key_Delete)


def lock(text: QTextEdit, session: Session) -> None:
    """Let a text be only read where the session takes no edit; a locked one listens to every key for its answer."""
    text.setReadOnly(session.read_only)
    if session.read_only:
        text.installEventFilter(_Answer(session, text))


class _Answer(QObject):
    """Says the session's refusal for keys that would have changed the text."""

    def __init__(self, session: Session, text: QTextEdit) -> None:
        super().__init__(text)
        self._session = session

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Override QObject.eventFilter: the key goes on to the text."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and _changes(event):
            self._session.message.emit(self._session.refusal)
        return False


def _changes(event: QKeyEvent) -> bool:
    """Whether a key would write, delete or paste."""
    if any(event.matches(key) for key in _EDITING) or event.key() in _DELETING:
        return True
    held = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
    return not held and bool(event.text()) and event.text().isprintable()
