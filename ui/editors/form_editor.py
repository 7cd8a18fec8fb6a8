"""A form as printed, to be worked on: head, cells, keys, menu. All values come from the session and go there."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QTableView, QVBoxLayout, QWidget

from models.forms import ColumnKind
from models.refs import CellRef
from models.workspace import ChangeReport, Origin
from ui.delegates.cell_editor import today
from ui.editors.block_commands import BlockCommands
from ui.editors.form_extras import FormExtras
from ui.editors.form_head import FormHead
from ui.editors.form_menu import form_menu
from ui.editors.grid import Grid
from ui.editors.keyboard import Keyboard
from ui.editors.note_commands import NoteCommands
from ui.editors.questions import Questions
from ui.editors.repeating import repeat
from ui.editors.row_commands import RowCommands
from ui.itemmodels.form_table_model import FormTableModel
from ui.session import Session

MARGIN = 10
_WIDTHS = "widths"
_DATED = (ColumnKind.LABEL, ColumnKind.TEXT)


class FormEditor(QWidget):
    """One form. ``ask`` and ``ask_subject`` of its commands may be replaced, so that tests can answer."""

    zoomed = Signal(int)
    """The zoom in percent, however it was changed."""

    def __init__(self, session: Session, form_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session, self.form_id = session, form_id
        self.model = FormTableModel(session, form_id, self)
        self.head = FormHead(self.model.form, session.document, self)
        self.grid = Grid(self.model, self)
        self.cursor_ = self.grid.cursor_
        questions = Questions(self)
        self.blocks = BlockCommands(self.model, self.cursor_, questions.yes, questions.special)
        self.rows = RowCommands(self.model, self.cursor_, questions.subject)
        self.notes = NoteCommands(self.model, self.cursor_, questions.note)
        self.extras = FormExtras(self.grid, self.blocks)
        self.keyboard = Keyboard(self.grid, self)
        self._placed = False  # what was just typed went to another row
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, 0, MARGIN, 0)
        layout.setSpacing(0)
        layout.addWidget(self.head)
        layout.addWidget(self.grid, 1)
        self._start()
        self._connect()
        self.setFocusProxy(self.grid.main)
        self._restore_widths()
        self._show_note()

    def _start(self) -> None:
        """Begin at the first figure: Qt would begin at whatever cell comes first."""
        row = self.model.row_at(0, 0)
        if row is not None:
            amounts = (n for n, column in enumerate(self.model.form.columns) if column.kind is ColumnKind.AMOUNT)
            self.cursor_.start(0, next(amounts, 0))

    def _connect(self) -> None:
        self.grid.set_keyboard(self.keyboard.press)
        self.grid.zoomed.connect(self._follow_zoom)
        self.grid.laid_out.connect(self._place_head)
        self.grid.widths_dragged.connect(self._remember_widths)
        for view in self.grid.views:
            view.menu_wanted.connect(self._show_menu)
            view.delegate.left.connect(self._left_editor)
            view.delegate.fill_requested.connect(self.blocks.fill)
        self.model.placed.connect(self._go_to_placed)
        self.grid.selection.currentChanged.connect(self._announce_current)
        self.grid.selection.selectionChanged.connect(self._announce_selection)
        self.session.changed.connect(self._follow)

    # -- where the user is ----------------------------------------------------------------------------------------

    @property
    def view(self) -> QTableView:
        """The view that scrolls. Its selection model is the form's."""
        return self.grid.main

    def show_cell(self, ref: CellRef) -> None:
        """Bring a cell of this form to view, select it, and take the keyboard."""
        index = self.model.index_of(ref)
        if index.isValid():
            self.cursor_.go(index.row(), index.column())
            self.grid.view_of(index.column()).setFocus()

    def announce(self) -> None:
        """Tell the session where the user is on this form."""
        self._announce_current()
        self._announce_selection()

    def _announce_current(self) -> None:
        if self.isVisible() or self.session.current is None or self.session.current.form == self.form_id:
            self.session.set_current(self.cursor_.ref)

    def _announce_selection(self) -> None:
        columns = self.model.form.column_by_key
        self.session.set_selection(ref for ref in self.cursor_.refs() if columns[ref.column].kind is ColumnKind.AMOUNT)

    def showEvent(self, event: QShowEvent) -> None:
        """A form that comes to view is where the user is."""
        super().showEvent(event)
        if self.cursor_.place[0] >= 0:
            self.announce()

    def _left_editor(self, key: int, shift: bool) -> None:
        """The key that left an editor goes on from there, unless the row went elsewhere meanwhile."""
        placed, self._placed = self._placed, False
        if not placed:
            self.keyboard.step(key, shift=shift)

    def _go_to_placed(self, row_id: str) -> None:
        """The figures of a new row come next."""
        row = self.session.document.row(self.form_id, row_id)
        columns = self.model.form.columns_of(row.block)
        column = next((column for column in columns if column.kind is ColumnKind.AMOUNT), columns[0])
        self.show_cell(CellRef(self.form_id, row_id, column.key))
        self._placed = True

    def commit(self) -> None:
        """Take over what is being typed: before anything that reads the document as a whole, such as an export."""
        self.grid.commit()
        self._placed = False

    # -- commands -------------------------------------------------------------------------------------------------

    def copy(self) -> None:
        """Copy the selection."""
        self.blocks.copy()

    def cut(self) -> None:
        """Copy the selection and clear it."""
        self.blocks.cut()

    def paste(self) -> None:
        """Paste from the clipboard at the current cell."""
        self.blocks.paste()

    def paste_special(self) -> None:
        """Ask how, then paste."""
        self.blocks.paste_special()

    def repeat(self) -> None:
        """The last step once more, at the current cell or selection."""
        repeat(self)

    def enter_today(self) -> None:
        """Today's date into a text cell; a column of amounts or codes has no use for it."""
        line, column = self.cursor_.place
        ref = self.model.ref_at(line, column)
        reason = self.model.why_fixed(line, column)
        if ref is None or reason:
            self.session.message.emit(reason)
        elif self.model.form.column_by_key[ref.column].kind in _DATED:
            self.model.setData(self.model.index(line, column), today())
        else:
            self.session.message.emit("这一格填金额或科目编码，日期填进去无法核对；日期只能填在文字格里。")

    def delete_contents(self) -> None:
        """Clear the selection."""
        self.blocks.delete_contents()

    def automatic(self) -> None:
        """Give the selected cells back to what works them out (恢复自动)."""
        self.blocks.automatic()

    def fill_down(self) -> None:
        """Fill the selection from its first line."""
        self.blocks.fill_down()

    def fill_right(self) -> None:
        """Fill the selection from its first column."""
        self.blocks.fill_right()

    def edit_note(self) -> None:
        """Write the current cell's note."""
        self.notes.edit()

    def delete_notes(self) -> None:
        """Take the selected cells' notes away."""
        self.notes.delete()

    def insert_row(self) -> None:
        """An empty row above the current one."""
        self.rows.insert()

    def delete_rows(self) -> None:
        """Take the selected rows away."""
        self.rows.delete()

    def move_row(self, by: int) -> None:
        """The current row up (-1) or down (1)."""
        self.rows.move(by)

    def add_subject_dialog(self) -> None:
        """Ask for a 科目 and add its row."""
        self.rows.add_subject()

    def zoom(self, percent: int) -> None:
        """Show the form at this size, 50 to 200 %."""
        self.grid.zoom(percent)

    @property
    def zoom_percent(self) -> int:
        """The zoom."""
        return self.grid.metrics.zoom

    def _show_menu(self, place: QPoint) -> None:
        menu = form_menu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(place)

    # -- following ------------------------------------------------------------------------------------------------

    def _follow(self, report: ChangeReport, _initiator: object) -> None:
        if report.settings:
            self.head.update()
            self.grid.reread()
        if self.form_id in report.forms or any(ref.form == self.form_id for ref in report.cells):
            self._show_note()

    def _show_note(self) -> None:
        note = self.model.form.empty_note if self._is_empty() else ""
        self.grid.leading.set_note(note)

    def _is_empty(self) -> bool:
        """Whether no figure stands on the form; a filled form is known by its first figure."""
        workspace, document = self.session.workspace, self.session.document
        for row in document.all_rows(self.model.form):
            for column in self.model.form.columns_of(row.block):
                ref = CellRef(self.form_id, row.id, column.key)
                if column.kind is ColumnKind.AMOUNT and workspace.origin(ref) is not Origin.BLANK:
                    return False
        return True

    def _follow_zoom(self, percent: int) -> None:
        self.head.set_metrics(self.grid.metrics)
        self._place_head()
        self.zoomed.emit(percent)

    def _place_head(self) -> None:
        left, right = self.grid.table_edges()
        self.head.set_edges(left, right)

    def _remember_widths(self) -> None:
        known = self.session.view_state(_WIDTHS)
        widths = dict(known) if isinstance(known, dict) else {}
        widths[self.form_id] = self.grid.widths.own
        self.session.remember(_WIDTHS, widths)

    def _restore_widths(self) -> None:
        known = self.session.view_state(_WIDTHS)
        own = known.get(self.form_id) if isinstance(known, dict) else None
        if isinstance(own, list) and all(isinstance(width, int) for width in own):
            self.grid.widths.set_own(own)
            self.grid.fit()
