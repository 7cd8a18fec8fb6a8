"""批注 of a form's cells: written, changed, taken away. Each is one undo step."""

from __future__ import annotations

from collections.abc import Callable

from models import notes, wording
from ui.editors.cursor import Cursor
from ui.itemmodels.form_table_model import FormTableModel

AskNote = Callable[[str, str], str | None]
"""Asks for a note, given the cell's name and the note so far; ``None``: leave it."""


class NoteCommands:
    """The note commands of one form. ``ask`` may be replaced, so that tests can answer."""

    def __init__(self, model: FormTableModel, cursor: Cursor, ask: AskNote) -> None:
        self._model, self._cursor, self.ask, self._session = model, cursor, ask, model.session

    def edit(self) -> None:
        """Shift+F2: write the current cell's note, or change it."""
        ref = self._cursor.ref
        if ref is None or self._session.read_only:
            self._session.message.emit(self._session.refusal or "这一行在本表中是空行，不能加批注。")
            return
        document = self._session.document
        text = self.ask(wording.cell_name(self._session.workspace, ref), notes.note(document, ref))
        if text is not None:
            self._session.submit(notes.write(document, ref, text), self._model)

    def delete(self) -> None:
        """Take the notes of the selected cells away."""
        edit = notes.delete(self._session.document, self._cursor.refs())
        if not edit:
            self._session.message.emit("选中的单元格没有批注。")
        elif self._session.submit(edit, self._model):
            self._session.message.emit(f"已删除 {len(edit.changes)} 条批注。")

    def there(self) -> bool:
        """Whether the current cell has a note."""
        ref = self._cursor.ref
        return ref is not None and bool(notes.note(self._session.document, ref))
