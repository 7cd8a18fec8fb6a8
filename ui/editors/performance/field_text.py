"""A text of a form that is typed on the form itself: as high as its words, saved at a pause and when it is left."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QMimeData, QRect, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QTextCharFormat,
    QTextCursor,
    QTextOption,
    QWheelEvent,
)  # fmt: skip
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextEdit, QWidget

from models.pack import Severity
from ui import theme
from ui.editors.prose.formats import qt_length

PAUSE_MS = 800
"""After so long without a key what was typed is taken as one edit."""
_Line = QTextCharFormat.UnderlineStyle
_MARKS = {
    Severity.ERROR: (theme.ERROR, theme.ERROR_SOFT, _Line.WaveUnderline),
    Severity.WARNING: (theme.ROUNDING, theme.ROUNDING_SOFT, _Line.DashUnderline),
    Severity.INFO: (theme.HINT, theme.HINT_SOFT, _Line.DotLine),
}


class Mark(NamedTuple):
    """Words that a finding is about, as places in the text."""

    start: int
    end: int
    severity: Severity


class FieldText(QTextEdit):
    """Plain text. ``is_line``: a short text, which Enter leaves. Undoing is the document's business, not its own."""

    committed = Signal(str)
    """What stands there now, and did not before."""
    entered = Signal()
    """The keyboard came here."""
    seen = Signal(QRect)
    """Where the cursor is, to be brought to view."""

    def __init__(self, name: str, parent: QWidget | None = None, *, is_line: bool = False) -> None:
        super().__init__(parent)
        self.is_line = is_line
        self.stored = ""
        """The text as the document has it."""
        self.composing = False
        self._loading = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self._commit_at_pause)
        self.setAccessibleName(name)
        self.setAcceptRichText(False)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.viewport().setAutoFillBackground(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.document().setDocumentMargin(3)
        self.document().documentLayout().documentSizeChanged.connect(self._grow)
        self.textChanged.connect(self._follow_typing)
        self.cursorPositionChanged.connect(self._show_cursor)

    # -- text -----------------------------------------------------------------------------------------------------

    @property
    def typed(self) -> str:
        """The text as it would be kept."""
        return self.toPlainText().strip()

    @property
    def is_pending(self) -> bool:
        """Whether something was typed that is not in the document yet."""
        return self.typed != self.stored

    def show_text(self, text: str) -> None:
        """Show the document's text; where the user is typing the same, nothing moves."""
        pending = self.is_pending and self.hasFocus()
        changed, self.stored = self.stored != text, text
        if self.typed != text and (changed or not pending):
            self.load(text)

    def load(self, text: str) -> None:
        """Show a text whatever stands there now; the cursor stays about where it was."""
        self.stored = text
        self._timer.stop()
        if self.toPlainText() == text:
            return
        self._loading = True
        try:
            place = self.textCursor().position()
            self.setPlainText(text)
            cursor = self.textCursor()
            cursor.setPosition(min(place, qt_length(text)))
            self.setTextCursor(cursor)
        finally:
            self._loading = False

    def commit(self) -> None:
        """Take over what was typed."""
        self._timer.stop()
        if self.is_pending and not self.isReadOnly():
            self.committed.emit(self.typed)

    def _commit_at_pause(self) -> None:
        if self.composing:
            self._timer.start()
        else:
            self.commit()

    def _follow_typing(self) -> None:
        if not self._loading:
            self._timer.start()

    def select(self, start: int, end: int) -> None:
        """Select words, given as places in the text."""
        text = self.toPlainText()
        cursor = self.textCursor()
        cursor.setPosition(qt_length(text[:start]))
        cursor.setPosition(qt_length(text[:end]), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)

    def set_marks(self, marks: Sequence[Mark]) -> None:
        """Underline what findings are about; the kinds differ by line as well as by colour."""
        text = self.toPlainText()
        found = []
        for mark in marks:
            colour, soft, line = _MARKS[mark.severity]
            selection = QTextEdit.ExtraSelection()
            cursor = QTextCursor(self.document())
            cursor.setPosition(qt_length(text[: mark.start]))
            cursor.setPosition(qt_length(text[: mark.end]), QTextCursor.MoveMode.KeepAnchor)
            selection.cursor = cursor  # type: ignore[attr-defined]
            look = QTextCharFormat()
            look.setBackground(QColor(soft))
            look.setUnderlineColor(QColor(colour))
            look.setUnderlineStyle(line)
            if mark.severity is Severity.ERROR:
                look.setForeground(QColor(colour))
            selection.format = look  # type: ignore[attr-defined]
            found.append(selection)
        self.setExtraSelections(found)

    # -- Qt -------------------------------------------------------------------------------------------------------

    def _grow(self, *_size: object) -> None:
        least = self.fontMetrics().lineSpacing() + 8
        self.setFixedHeight(max(least, int(self.document().size().height()) + 4))

    def _show_cursor(self) -> None:
        if self.hasFocus():
            self.seen.emit(self.cursorRect())

    def event(self, event: QEvent) -> bool:
        """Override QTextEdit.event: undoing is left to the window."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _undoes(event):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QTextEdit.keyPressEvent: Esc and undoing take back what was typed, Enter leaves a line."""
        if self.is_pending and (event.key() == Qt.Key.Key_Escape or event.matches(QKeySequence.StandardKey.Undo)):
            self.load(self.stored)
        elif self.is_line and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.commit()
            self.focusNextPrevChild(True)
        elif _undoes(event):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:  # noqa: N802 - Qt's own name
        """Override QTextEdit.insertFromMimeData: a line holds no line breaks."""
        text = source.text().replace("\r\n", "\n")
        self.insertPlainText(" ".join(text.split("\n")).strip() if self.is_line else text)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Override QTextEdit.inputMethodEvent."""
        self.composing = bool(event.preeditString())
        super().inputMethodEvent(event)
        if not self.composing and self.is_pending:
            self._timer.start()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Override QTextEdit.focusInEvent."""
        super().focusInEvent(event)
        self.entered.emit()
        self.seen.emit(self.cursorRect())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Override QTextEdit.focusOutEvent: leaving saves; a menu or another program does not count as leaving."""
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.commit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Override QTextEdit.wheelEvent: the page scrolls."""
        event.ignore()


def _undoes(event: QKeyEvent) -> bool:
    return event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo)
