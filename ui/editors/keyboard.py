"""What the keys do on a form, as in Excel."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from ui.editors.grid import Grid

if TYPE_CHECKING:
    from ui.editors.form_editor import FormEditor

Key = Qt.Key
_NONE, _CONTROL, _ALT = 0, 1, 2
_MODIFIERS = (
    Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier,
)  # fmt: skip
_ARROWS: dict[int, tuple[int, int]] = {
    Key.Key_Up: (-1, 0), Key.Key_Down: (1, 0), Key.Key_Left: (0, -1), Key.Key_Right: (0, 1),
}  # fmt: skip
_ENTER = (Key.Key_Return, Key.Key_Enter)


class Keyboard:
    """Answers the keys of a form's views; what it does not know goes on to the window."""

    def __init__(self, grid: Grid, commands: FormEditor) -> None:
        self._grid, self._cursor = grid, grid.cursor_
        self._commands: dict[tuple[int, int], Callable[[], None]] = {
            (Key.Key_Delete, _NONE): commands.delete_contents,
            (Key.Key_C, _CONTROL): commands.copy,
            (Key.Key_Insert, _CONTROL): commands.copy,
            (Key.Key_X, _CONTROL): commands.cut,
            (Key.Key_V, _CONTROL): commands.paste,
            (Key.Key_V, _CONTROL + _ALT): commands.paste_special,
            (Key.Key_F4, _NONE): commands.repeat,
            (Key.Key_Semicolon, _CONTROL): commands.enter_today,
            (Key.Key_D, _CONTROL): commands.fill_down,
            (Key.Key_R, _CONTROL): commands.fill_right,
            (Key.Key_A, _CONTROL): self._cursor.select_all,
            (Key.Key_Plus, _CONTROL): commands.insert_row,
            (Key.Key_Minus, _CONTROL): commands.delete_rows,
            (Key.Key_Equal, _ALT): commands.automatic,
            (Key.Key_Up, _ALT): lambda: commands.move_row(-1),
            (Key.Key_Down, _ALT): lambda: commands.move_row(1),
            (Key.Key_F2, _NONE): self._edit,
        }
        self._shifted: dict[tuple[int, int], Callable[[], None]] = {
            (Key.Key_V, _CONTROL): commands.paste_special,
            (Key.Key_N, _CONTROL): commands.add_subject_dialog,
            (Key.Key_F2, _NONE): commands.edit_note,
            (Key.Key_Plus, _CONTROL): commands.insert_row,
        }

    def press(self, event: QKeyEvent) -> bool:
        """Answer a key; False where it means nothing here."""
        key = event.key()
        shift, control, alt = (bool(event.modifiers() & modifier) for modifier in _MODIFIERS)
        held = _CONTROL * control + _ALT * alt
        command = (self._shifted if shift else self._commands).get((key, held))
        if command is not None:
            command()
            return True
        if held == _CONTROL:
            return self._far(key, extend=shift)
        return held == _NONE and self.step(key, shift=shift)

    def step(self, key: int, *, shift: bool) -> bool:
        """Go where a key without Ctrl leads, also one that left an editor."""
        cursor = self._cursor
        if key in _ARROWS:
            cursor.move(*_ARROWS[key], extend=shift)
        elif key in _ENTER:
            cursor.enter(-1 if shift else 1)
        elif key in (Key.Key_Tab, Key.Key_Backtab):
            cursor.tab(-1 if shift or key == Key.Key_Backtab else 1)
        elif key in (Key.Key_Home, Key.Key_End):
            column = 0 if key == Key.Key_Home else self._grid.model.columnCount() - 1
            self._to(cursor.place[0], column, extend=shift)
        elif key in (Key.Key_PageUp, Key.Key_PageDown):
            cursor.move(self._page() * (1 if key == Key.Key_PageDown else -1), 0, extend=shift)
        else:
            return False
        return True

    def _far(self, key: int, *, extend: bool) -> bool:
        model = self._grid.model
        if key in _ARROWS:
            self._cursor.jump(*_ARROWS[key], extend=extend)
        elif key == Key.Key_Home:
            self._to(0, 0, extend=extend)
        elif key == Key.Key_End:
            self._to(model.rowCount() - 1, model.columnCount() - 1, extend=extend)
        else:
            return False
        return True

    def _to(self, line: int, column: int, *, extend: bool) -> None:
        (self._cursor.extend if extend else self._cursor.go)(line, column)

    def _page(self) -> int:
        return max(1, self._grid.main.viewport().height() // self._grid.metrics.row_height - 1)

    def _edit(self) -> None:
        self._grid.view_of(self._cursor.place[1]).edit_current()
