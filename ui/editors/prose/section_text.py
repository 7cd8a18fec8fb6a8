"""The words of one section to be edited: pieces are whole, everything else is plain text. Knows no document of ours."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from PySide6.QtCore import QEvent, QMimeData, QPoint, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QHelpEvent,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QTextBlock,
    QTextCursor,
    QTextOption,
    QWheelEvent,
)  # fmt: skip
from PySide6.QtWidgets import QApplication, QFrame, QSizePolicy, QTextEdit, QToolTip, QWidget

from models.charts import Chart
from models.narrative.verdicts import NumberState
from ui import theme
from ui.editors.prose import formats, keys, marks, repairing, transfer, writing
from ui.editors.prose.chart_object import ChartObject
from ui.editors.prose.content import Block
from ui.editors.prose.dragging import Dragging, takes
from ui.editors.prose.marks import Mark
from ui.fonts import title_font

_NOT_OURS = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)
PIXELS = 15
"""The size of the text at 100 %."""


class SectionText(QTextEdit):
    """``typed``: the user has changed something; ``moved``: the cursor; ``asked``: F2, or a piece was clicked twice.

    ``left`` says that the cursor wants to go up (-1) or down (1) beyond the text, ``focused`` that the user came,
    ``gone`` that he went; ``menu_wanted`` brings the place. ``pasting``: what was typed is to be taken first;
    ``pasted`` brings the text that was pasted; ``shifted``: words were dragged; ``dragged_over``: the mouse holds some.
    """

    typed = Signal()
    moved = Signal()
    asked = Signal()
    left = Signal(int)
    focused = Signal()
    gone = Signal()
    pasting = Signal()
    pasted = Signal(str)
    shifted = Signal()
    dragged_over = Signal(QPoint)
    menu_wanted = Signal(QPoint)

    def __init__(self, name: str, find_chart: Callable[[str], Chart | None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.composing = False
        self._writing = False
        self._marks: list[Mark] = []
        self._active: QTextCursor | None = None
        self._last = 0
        self._dragging = Dragging(self)
        self.probe = 0
        """Where the user is: the place that was clicked, else the cursor."""
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setStyleSheet(
            "QTextEdit { border: 0; padding: 0; background: transparent;"
            f" selection-background-color: {theme.SELECTED}; selection-color: {theme.INK}; }}"
        )
        self.viewport().setAutoFillBackground(False)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        for bar in (self.setVerticalScrollBarPolicy, self.setHorizontalScrollBarPolicy):
            bar(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.document().setDocumentMargin(3)
        self._charts = ChartObject(find_chart, self.document())
        self.zoom(100)
        self.document().documentLayout().registerHandler(formats.CHART_OBJECT, self._charts)
        self.document().documentLayout().documentSizeChanged.connect(self._take_room)
        self.document().contentsChange.connect(self._note_change)
        self.textChanged.connect(self._follow_change)
        self.cursorPositionChanged.connect(self._follow_cursor)
        self._touched = (0, 0)

    # -- content ------------------------------------------------------------------------------------------------------

    def zoom(self, percent: int) -> None:
        """Show the text at this size."""
        self.em = PIXELS * percent / 100
        self.document().setDefaultFont(title_font(round(self.em), bold=False))
        with self._quietly():
            for block in writing.all_blocks(self.document()):
                cursor = QTextCursor(block)
                cursor.setBlockFormat(formats.block_format(formats.style_of(block), self.em))

    def _take_room(self, size: QSizeF) -> None:
        self.setFixedHeight(math.ceil(size.height()) + 2)

    @contextmanager
    def _quietly(self) -> Iterator[None]:
        """What changes meanwhile was not typed by the user."""
        before, self._writing = self._writing, True
        try:
            yield
        finally:
            self._writing = before

    def show_content(self, blocks: Sequence[Block]) -> bool:
        """Show a section as it stands; cursor and marks stay where they are. Whether that was news."""
        with self._quietly():
            return writing.write(self.document(), blocks, self.em)

    def content(self) -> list[Block]:
        """What stands there."""
        return [formats.read(block) for block in writing.all_blocks(self.document())]

    def lines(self) -> list[QTextBlock]:
        """The blocks that are lines of the section: empty ones are none."""
        return [block for block in writing.all_blocks(self.document()) if block.text().strip()]

    def set_marks(self, found: Sequence[Mark]) -> None:
        """Show these marks and no others; wrong numbers are written in red."""
        self._marks = list(found)
        wrong = []
        for mark in self._marks:
            if mark.look is NumberState.MISMATCH:
                selection = QTextEdit.ExtraSelection()
                selection.cursor = mark.cursor  # type: ignore[attr-defined]
                selection.format.setForeground(QColor(theme.ERROR))  # type: ignore[attr-defined]
                wrong.append(selection)
        self.setExtraSelections(wrong)
        self.viewport().update()

    def set_active(self, cursor: QTextCursor | None) -> None:
        """Frame the words that the user is on."""
        self._active = cursor
        self.viewport().update()

    def cursor_over(self, block: QTextBlock, start: int, end: int) -> QTextCursor:
        """A cursor that selects a part of a block, as places in its text."""
        text = block.text()
        cursor = QTextCursor(block)
        cursor.setPosition(block.position() + formats.qt_length(text[:start]))
        cursor.setPosition(block.position() + formats.qt_length(text[:end]), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    # -- following ----------------------------------------------------------------------------------------------------

    def _note_change(self, position: int, _removed: int, added: int) -> None:
        self._touched = (position, position + added)

    def _follow_change(self) -> None:
        if self._writing:
            return
        with self._quietly():
            repairing.repair(self.document(), *self._touched, self.em)
        self.typed.emit()

    def _follow_cursor(self) -> None:
        if self._writing:
            return
        cursor = self.textCursor()
        self.probe = cursor.position()
        with self._quietly():
            if keys.keep_outside(cursor, self._last, self.em):
                self.setTextCursor(cursor)
        self._last = cursor.position()
        self.moved.emit()

    # -- Qt -----------------------------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """Override QTextEdit.event: undoing is the document's, not this text's."""
        asks = event.type() == QEvent.Type.ShortcutOverride
        if asks and isinstance(event, QKeyEvent) and any(event.matches(key) for key in _NOT_OURS):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QTextEdit.keyPressEvent."""
        if event.key() == Qt.Key.Key_F2:
            self.asked.emit()
        elif (way := keys.way_out(self, event)) != 0:
            self.left.emit(way)
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.Cut):
            self.cut()
        elif self.isReadOnly() or not keys.press(self, event):
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Override QTextEdit.inputMethodEvent."""
        self.composing = bool(event.preeditString())
        super().inputMethodEvent(event)
        self.viewport().update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Override QTextEdit.mousePressEvent: the user is on what he clicks, though the cursor stands at its edge."""
        may_drag = self._dragging.may_begin(event)
        super().mousePressEvent(event)
        self._dragging.arm(event if may_drag else None)
        self._probe(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Override QTextEdit.mouseMoveEvent."""
        if not self._dragging.move(event):
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Override QTextEdit.mouseReleaseEvent."""
        super().mouseReleaseEvent(event)
        self._dragging.arm(None)
        self._probe(event)
        mark = marks.mark_at(self._marks, self.probe)
        if mark is not None and mark.look == marks.TODO and not self.textCursor().hasSelection():
            QTimer.singleShot(0, self, self.asked.emit)

    def _probe(self, event: QMouseEvent) -> None:
        point = event.position()
        found = self.document().documentLayout().hitTest(point, Qt.HitTestAccuracy.FuzzyHit)
        if found >= 0 and not self.textCursor().hasSelection():
            self.probe = found
            self.moved.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Override QTextEdit.mouseDoubleClickEvent."""
        place = self.cursorForPosition(event.position().toPoint()).position()
        if keys.piece_at(self.document(), place) is not None:
            self.asked.emit()
            return
        super().mouseDoubleClickEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """Override QTextEdit.viewportEvent: a mark says what it means."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            place = self.document().documentLayout().hitTest(event.pos(), Qt.HitTestAccuracy.ExactHit)
            mark = marks.mark_at(self._marks, place) if place >= 0 else None
            QToolTip.showText(event.globalPos(), marks.tip(mark) if mark is not None else "", self)
            return True
        return super().viewportEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Override QTextEdit.wheelEvent: the page scrolls, not the section."""
        event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Override QTextEdit.focusInEvent."""
        super().focusInEvent(event)
        self.focused.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Override QTextEdit.focusOutEvent."""
        super().focusOutEvent(event)
        self.composing = False
        self.gone.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Override QTextEdit.contextMenuEvent."""
        self.menu_wanted.emit(event.globalPos())

    def copy(self) -> None:
        """Override QTextEdit.copy: figures as numbers, and for ourselves as figures."""
        if self.textCursor().hasSelection():
            QApplication.clipboard().setMimeData(transfer.to_mime(transfer.selected(self.textCursor())))

    def cut(self) -> None:
        """Override QTextEdit.cut."""
        self.copy()
        if not self.isReadOnly():
            self.textCursor().removeSelectedText()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Override QTextEdit.dragMoveEvent."""
        super().dragMoveEvent(event)
        self._dragging.offer(event)
        self.dragged_over.emit(event.position().toPoint())

    def dropEvent(self, event: QDropEvent) -> None:
        """Override QTextEdit.dropEvent: Qt's would know no pieces."""
        super().dragLeaveEvent(QDragLeaveEvent())  # takes the drop caret away
        self._dragging.drop(event)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:  # noqa: N802  Qt's name
        """Override QTextEdit.canInsertFromMimeData."""
        return takes(source)

    def insertFromMimeData(self, source: QMimeData) -> None:  # noqa: N802  Qt's name
        """Override QTextEdit.insertFromMimeData."""
        blocks = transfer.from_mime(source)
        if not blocks:
            return
        self.pasting.emit()
        self.put(blocks)
        self.pasted.emit("" if source.hasFormat(transfer.MIME) else source.text())

    def put(self, blocks: Sequence[Block], *, fresh: bool = False) -> None:
        """Put blocks in the place of the selection; a ``fresh`` empty line takes their style."""
        cursor = self.textCursor()
        with self._quietly():
            if fresh and blocks:
                cursor.setBlockFormat(formats.block_format(blocks[0].style, self.em))
            transfer.insert(cursor, blocks, self.em)
            self.setTextCursor(cursor)
        self.typed.emit()

    def shift_selection(self, target: QTextCursor) -> None:
        """Move the selected words to another place, their pieces as they are; they stay selected."""
        self.pasting.emit()
        held = self.textCursor()
        blocks = transfer.selected(held)
        with self._quietly():
            held.removeSelectedText()
            self.setTextCursor(target)
        start = target.position()
        self.put(blocks)
        cursor = self.textCursor()
        end = cursor.position()
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self.shifted.emit()

    def delete_contents(self) -> None:
        """Delete what is selected; the menu's 清除内容."""
        self.textCursor().removeSelectedText()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QTextEdit.paintEvent: marks below and above the words."""
        shown = [mark for mark in self._marks if mark.holds]
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for mark in shown:
            marks.paint_back(painter, mark, self.em)
        painter.end()
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for mark in shown:
            marks.paint_above(painter, mark, self.em)
        if self._active is not None and self._active.hasSelection():
            marks.paint_frame(painter, self._active, self.em)
        painter.end()
