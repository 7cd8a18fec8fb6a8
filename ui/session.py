"""The only bridge between the window and a document: edits go in by ``submit``, changes come out by one signal."""

from __future__ import annotations

import time
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QUndoStack

from models import notes, signoff
from models.document import Document
from models.edits import VERSION, CellChange, Change, Edit, RowInsert, RowMove, RowUpdate, SettingChange
from models.errors import GoujiError
from models.findings import Finding, TextPlace
from models.pack import Pack
from models.preparing import words_are_ready
from models.refs import CellRef
from models.workspace import Workspace
from ui.undo import EditCommand

if TYPE_CHECKING:
    from storage import DocumentFile

STEP_SECONDS = 0.02
"""How long words are checked at a stretch."""
SLOW_SECONDS = 0.01
"""Words that took longer to check, more than a frame can spare, wait for a pause in the typing the next time."""
PAUSE_MS = 300
READ_ONLY = "文件是只读打开的，不能修改；需要修改时请先另存一份。"


class Session(QObject):
    """One open document: workspace, file, undo stack, and where the user is.

    An edit is applied to the workspace, written to the file, and only then announced. One that the file does not take
    is taken back, and ``failed`` says why.
    """

    changed = Signal(object, object)
    """ChangeReport and initiator: exactly one for each edit applied, undone or redone. Listeners submit nothing."""
    current_changed = Signal(object)
    """CellRef or ``None``: the cell that the user is on."""
    selection_changed = Signal(object)
    """Tuple of the amount cells (CellRef) selected."""
    goto_requested = Signal(object)
    """CellRef: whoever shows its form brings it to view and selects it."""
    text_requested = Signal(object)
    """TextPlace: whoever shows its words brings them to view and selects them."""
    finding_requested = Signal(object)
    """Finding about words within a form's cell: whoever shows the form selects them."""
    words_checked = Signal()
    """The words have been checked again, a moment after an edit; ``changed`` came before where findings did change."""
    saved = Signal(object)
    """datetime of the last durable save."""
    message = Signal(str)
    """A passing sentence for the status bar."""
    failed = Signal(str)
    """A sentence for a dialog."""

    def __init__(self, workspace: Workspace, file: DocumentFile | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.file = file
        self.undo_stack = QUndoStack(self)
        self._current: CellRef | None = None
        self._selection: tuple[CellRef, ...] = ()
        self._initiator: object = None
        self._busy = False  # an edit is being applied or announced
        self._rearranging = False  # the stack moves, the document does not
        self._stay: int | None = None  # where the stack must go back to after a failed step
        self._standing: signoff.Standing | None = None
        self._view_state: dict[str, Any] = file.view_state() if file is not None else {}
        self._words_due = QTimer(self)
        self._words_due.setSingleShot(True)
        self._words_due.timeout.connect(self.check_some_words)
        self.undo_stack.indexChanged.connect(self._take_step_back)
        if file is not None and not file.read_only:
            self._arrange(*file.undo_stack())

    @property
    def document(self) -> Document:
        """The open document, to read."""
        return self.workspace.document

    @property
    def pack(self) -> Pack:
        """The document's pack."""
        return self.workspace.pack

    @property
    def read_only(self) -> bool:
        """Whether no edit is taken: :attr:`refusal` says why."""
        return self.is_only_read or signoff.is_locked(self.document)

    @property
    def is_only_read(self) -> bool:
        """Whether the file cannot be written, be the document locked or not."""
        return self.file is not None and self.file.read_only

    @property
    def refusal(self) -> str:
        """Why no edit is taken, as a sentence; "" when one is. Here alone is read-only told from signed."""
        return READ_ONLY if self.is_only_read else signoff.refusal(self.document)

    @property
    def standing(self) -> signoff.Standing:
        """How far the document is signed; worked out once, for what is signed does not change."""
        if self._standing is None or not signoff.is_locked(self.document):
            self._standing = signoff.standing(self.document)
        return self._standing

    @property
    def announcing(self) -> bool:
        """Whether a change is being applied or announced."""
        return self._busy

    # -- editing --------------------------------------------------------------------------------------------------

    def submit(self, edit: Edit, initiator: object = None) -> bool:
        """Apply, save and announce an edit, and put it on the undo stack.

        False: nothing has changed, since the edit is empty, :attr:`refusal` stands, or it could not be saved.
        """
        if self._busy:
            raise RuntimeError(f"edit {edit.label!r} submitted while a change is being announced")
        if not edit:
            return False
        if self.read_only:
            self.message.emit(self.refusal)
            return False
        kept = self._arranged() if self.undo_stack.canRedo() else None
        command = EditCommand(edit, self._run)
        self._initiator = initiator
        try:
            self.undo_stack.push(command)
        finally:
            self._initiator = None
        if self._stay is None:
            return True
        self._stay = None
        if kept is not None:
            self._arrange(*kept)  # a push, even a failed one, has cut off what could be redone
        return False

    def mark(self, edit: Edit) -> bool:
        """Apply, save and announce a mark (a version, a step of sign-off), in a locked document as well.

        It is no step to be undone; what could be redone is gone, and after sign-off what could be undone.
        """
        if self._busy or not edit.is_mark:
            raise ValueError(f"{edit.label!r} is no mark, or comes while a change is being announced")
        if self.is_only_read:
            self.message.emit(READ_ONLY)
            return False
        self._standing = None
        done = self._run(edit, "do")
        self._stay = None
        if done:
            edits, index = self._arranged()
            self._arrange(*((edits[:index], index) if edit.cause == VERSION else ([], 0)))
        return done

    def _run(self, edit: Edit, action: str) -> bool:
        """Apply, save and announce, or change nothing; called by the undo stack."""
        if self._rearranging:
            return True
        if self._stay is not None:
            return False  # a step before this one failed
        self._stay = self.undo_stack.index()
        if self.read_only and not edit.is_mark:
            self.message.emit(self.refusal)
            return False
        self._busy = True
        try:
            report = self.workspace.apply(edit)
            if not self._save(edit, action):
                return False
            self._stay = None
            self.changed.emit(report, self._initiator)
            self._leave_deleted_row()
            self._words_due.start()
            if self.file is not None:
                self.saved.emit(self.file.saved_at)
        finally:
            self._busy = False
        if action != "do":
            self.message.emit(f"已{'撤销' if action == 'undo' else '重做'}：{edit.label}")
            self._show_place(edit if action == "redo" else edit.inverse())  # what the user did comes first in it
        return True

    def _save(self, edit: Edit, action: str) -> bool:
        if self.file is None:
            return True
        try:
            self.file.record(edit, action)
        except GoujiError as error:
            self.workspace.apply(edit.inverse())
            self.failed.emit(str(error))
            return False
        return True

    def check_words(self) -> None:
        """Check all that the edits so far have done to the book's words, and tell."""
        self._check_words(None)

    def check_some_words(self) -> None:
        """The same a part at a time, so that typing goes on in between; comes by itself after each edit."""
        if words_are_ready(STEP_SECONDS / 2):
            self._check_words(STEP_SECONDS)
        else:
            self._words_due.start(0)

    def _check_words(self, within: float | None) -> None:
        self._words_due.stop()
        self._busy = True
        started = time.perf_counter()
        try:
            report = self.workspace.refresh_words(within)
            slow = time.perf_counter() - started > SLOW_SECONDS
            self._words_due.setInterval(PAUSE_MS if slow else 0)
            if report is not None:
                self.changed.emit(report, None)
            if not self.workspace.words.is_stale:
                self.words_checked.emit()
        finally:
            self._busy = False
        if self.workspace.words.is_stale:
            self._words_due.start(0)

    def _show_place(self, edit: Edit) -> None:
        """After undo and redo the user sees what changed."""
        if (words := _words_place(edit)) is not None:
            self.text_requested.emit(words)
            return
        places = [place for change in edit.changes if (place := _place(change)) is not None]
        for form, row, column in sorted(places, key=lambda place: not place.column):
            if self.document.has_row(form, row):
                first = self.pack.form(form).columns_of(self.document.row(form, row).block)[0].key
                self.goto(CellRef(form, row, column or first))
                return

    # -- the undo stack -------------------------------------------------------------------------------------------

    def _arranged(self) -> tuple[list[Edit], int]:
        commands = (self.undo_stack.command(index) for index in range(self.undo_stack.count()))
        return [command.edit for command in commands if isinstance(command, EditCommand)], self.undo_stack.index()

    def _arrange(self, edits: Iterable[Edit], index: int) -> None:
        """Fill the stack with edits of which the document has the first ``index``."""
        self._rearranging = True
        try:
            self.undo_stack.clear()
            for edit in edits:
                self.undo_stack.push(EditCommand(edit, self._run, applied=True))
            self.undo_stack.setIndex(index)
        finally:
            self._rearranging = False

    def _take_step_back(self) -> None:
        """A failed undo or redo: the stack has moved on, the document has not."""
        if self._stay is None or self._rearranging:
            return
        self._rearranging = True
        try:
            self.undo_stack.setIndex(self._stay)
        finally:
            self._rearranging = False
            self._stay = None

    # -- the look of the document, kept in its file ------------------------------------------------------------------

    def view_state(self, key: str) -> Any:
        """What was remembered under ``key`` (column widths, zoom …), or ``None``."""
        return self._view_state.get(key)

    def remember(self, key: str, value: Any) -> None:
        """Keep a plain JSON value with the document; nothing that matters is lost when that cannot be."""
        if self._view_state.get(key) == value:
            return
        self._view_state[key] = value
        if self.file is not None and not self.is_only_read:
            try:
                self.file.set_view_state(self._view_state)
            except GoujiError as error:
                self.message.emit(str(error))

    # -- where the user is ----------------------------------------------------------------------------------------

    @property
    def current(self) -> CellRef | None:
        """The cell that the user is on."""
        return self._current

    @property
    def selection(self) -> tuple[CellRef, ...]:
        """The amount cells selected."""
        return self._selection

    def set_current(self, ref: CellRef | None) -> None:
        """The user went to a cell."""
        if ref != self._current:
            self._current = ref
            self.current_changed.emit(ref)

    def set_selection(self, refs: Iterable[CellRef]) -> None:
        """The user selected these amount cells."""
        selection = tuple(refs)
        if selection != self._selection:
            self._selection = selection
            self.selection_changed.emit(selection)

    def goto(self, ref: CellRef) -> None:
        """Ask for a cell to be shown and selected."""
        self.goto_requested.emit(ref)

    def goto_finding(self, finding: Finding) -> None:
        """Ask for what a finding is about to be shown: its words, else its first cell that is still there."""
        if finding.place is not None and finding.place.line >= 0:
            self.text_requested.emit(finding.place)
        elif finding.place is not None:
            self.finding_requested.emit(finding)
        else:
            ref = next((ref for ref in finding.cells if self.document.has_row(ref.form, ref.row)), None)
            if ref is not None:
                self.goto(ref)

    def goto_text(self, place: TextPlace) -> None:
        """Ask for words to be shown and selected."""
        self.text_requested.emit(place)

    def _leave_deleted_row(self) -> None:
        if self._current is not None and not self.document.has_row(self._current.form, self._current.row):
            self.set_current(None)
        self.set_selection(ref for ref in self._selection if self.document.has_row(ref.form, ref.row))


def _words_place(edit: Edit) -> TextPlace | None:
    """The section whose words an edit changed, without a place within it."""
    for change in edit.changes:
        if isinstance(change, SettingChange) and change.key.startswith(("text.", "reason.")):
            return TextPlace(change.key.split(".")[1], 0, -1, -1, "")
    return None


def _place(change: Change) -> CellRef | None:
    """Where a change is to be seen; without a column for a row as a whole, ``None`` for none."""
    match change:
        case CellChange():
            return change.ref
        case RowInsert():
            return CellRef(change.form, change.row.id, "")
        case RowUpdate():
            return CellRef(change.form, change.new.id, "")
        case RowMove():
            return CellRef(change.form, change.row, "")
        case SettingChange():
            return notes.cell_of(change.key)
    return None
