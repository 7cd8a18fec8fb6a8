"""试算: try figures out and see every cell and equality that would change; nothing is saved until 采用."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QGridLayout, QHeaderView, QLabel, QLineEdit, QTreeWidget, QTreeWidgetItem, QWidget

from models import planning
from models.diagnosis.repairs import Effect, try_out
from models.edits import CellChange, Edit
from models.errors import StaleEditError
from models.refs import CellRef
from ui import theme
from ui.dialogs.framing import Framed
from ui.fonts import body_font
from ui.itemmodels import effect_words
from ui.itemmodels.finding_words import has_row, short_place
from ui.session import Session

DELAY_MS = 30
MOST_FIELDS = 6
_REF = Qt.ItemDataRole.UserRole
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class BenchDialog(Framed):
    """Stays open beside the form. Begins with the present figures of ``refs``, or with those of ``edit``."""

    def __init__(
        self, session: Session, refs: Sequence[CellRef], edit: Edit | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__("试算", "在这里改数，看会影响到哪里。按“采用”之前什么都不保存。", parent)
        self.setModal(False)
        self.resize(560, 520)
        self._session, self._given = session, edit
        self._planned: Edit | None = None
        self.fields: dict[CellRef, QLineEdit] = {}
        changes = edit.changes if edit is not None else ()
        self._rows = any(not isinstance(change, CellChange) for change in changes)
        wanted = {
            change.ref: change.new.text if change.new else "" for change in changes if isinstance(change, CellChange)
        }
        cells = [ref for ref in (wanted or refs) if has_row(session.workspace, ref)]
        self._add_fields([] if self._rows else cells[:MOST_FIELDS], wanted)
        self._prefilled = {ref: field.text() for ref, field in self.fields.items()}
        self.summary = QLabel(self)
        self.summary.setFont(body_font(bold=True))
        self.summary.setWordWrap(True)
        self.body.addWidget(self.summary)
        self.tree = _effect_tree(self)
        self.tree.itemActivated.connect(self._go)
        self.body.addWidget(self.tree, 1)
        button = self.add_buttons("采用", "关闭")
        assert button is not None
        self.adopt_button = button
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DELAY_MS)
        self._timer.timeout.connect(self.refresh)
        session.changed.connect(self._follow)
        self.refresh()

    def _add_fields(self, refs: Sequence[CellRef], wanted: dict[CellRef, str]) -> None:
        workspace = self._session.workspace
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setColumnStretch(0, 1)
        for line, ref in enumerate(refs):
            name, now = QLabel(short_place(workspace, ref), self), QLabel(f"现为 {workspace.shown(ref) or '空'}", self)
            now.setObjectName("muted")
            field = QLineEdit(wanted.get(ref, workspace.raw(ref)), self)
            field.setAlignment(Qt.AlignmentFlag.AlignRight)
            field.setFixedWidth(150)
            field.setAccessibleName(f"{name.text()} 试算值")
            field.textEdited.connect(self._typed)
            for column, widget in enumerate((name, now, field)):
                grid.addWidget(widget, line, column)
            self.fields[ref] = field
        if self._rows and self._given is not None:
            grid.addWidget(QLabel(f"试行：{self._given.label}", self), 0, 0)
        self.body.addLayout(grid)
        if self.fields:
            first = next(iter(self.fields.values()))
            first.setFocus()
            first.selectAll()

    # -- trying -------------------------------------------------------------------------------------------------------

    def edit(self) -> Edit:
        """What 采用 would do now."""
        texts = {ref: field.text() for ref, field in self.fields.items()}
        if self._given is not None and (self._rows or texts == self._prefilled):
            return self._given
        alive = {ref: text for ref, text in texts.items() if has_row(self._session.workspace, ref)}
        return planning.set_cells(self._session.workspace, alive, "采用试算值")

    def _follow(self, _report: object, _initiator: object) -> None:
        self._timer.start()

    def _typed(self) -> None:
        """What was typed is tried in a moment; whoever presses Enter before that need not wait."""
        self.adopt_button.setEnabled(not self._session.read_only)
        self._timer.start()

    def refresh(self) -> None:
        """Try the figures out and show what they would do."""
        self._timer.stop()
        self.tree.clear()
        self._planned = self._tried()
        self.adopt_button.setEnabled(bool(self._planned) and not self._session.read_only)

    def _tried(self) -> Edit | None:
        """The edit that has been tried out and shown; ``None`` where that cannot be done."""
        if problem := self._unreadable():
            self._say(problem, theme.ERROR)
            return None
        edit = self.edit()
        try:
            effect = try_out(self._session.workspace, edit)
        except StaleEditError:
            self._say("内容已经改过，请关闭后重新试算。", theme.ERROR)
            return None
        good = bool(effect.mends) and not effect.breaks
        self._say(effect_words.summary(effect), theme.GOOD if good else theme.ERROR if effect.breaks else theme.INK)
        self._fill(edit, effect)
        return edit

    def _unreadable(self) -> str:
        for ref, field in self.fields.items():
            if sentence := planning.why_unreadable(field.text(), self._session.pack.form(ref.form).unit):
                return sentence
        return ""

    def _say(self, text: str, colour: str) -> None:
        self.summary.setText(text)
        self.summary.setStyleSheet(f"color: {colour};")

    def _fill(self, edit: Edit, effect: Effect) -> None:
        workspace = self._session.workspace
        for title, colour, lines in (
            (f"会打破 {len(effect.breaks)} 条", theme.ERROR, effect_words.broken_lines(workspace, edit, effect)),
            (f"会平衡 {len(effect.mends)} 条", theme.GOOD, effect_words.mended_lines(workspace, effect)),
        ):
            if lines:
                head = self._head(title, colour)
                for line in lines:
                    child = QTreeWidgetItem(head, [line])
                    child.setFirstColumnSpanned(True)
                    child.setToolTip(0, line)
        for form, cells in effect_words.by_form(workspace, effect).items():
            known = workspace.pack.form(form)
            head = self._head(f"{known.number}　{known.short_title}（{len(cells)} 格会变）", theme.INK)
            for cell in cells:
                child = QTreeWidgetItem(head, [cell.name, cell.old or "空", cell.new or "空"])
                child.setData(0, _REF, cell.ref)
                for column in (1, 2):
                    child.setTextAlignment(column, _RIGHT)
        self.tree.expandAll()

    def _head(self, title: str, colour: str) -> QTreeWidgetItem:
        head = QTreeWidgetItem(self.tree, [title])
        head.setFirstColumnSpanned(True)
        head.setFont(0, body_font(bold=True))
        head.setForeground(0, QColor(colour))
        return head

    # -- doing --------------------------------------------------------------------------------------------------------

    def _go(self, item: QTreeWidgetItem) -> None:
        ref = item.data(0, _REF)
        if isinstance(ref, CellRef) and has_row(self._session.workspace, ref):
            self._session.goto(ref)

    def accept(self) -> None:
        """Override QDialog.accept: carry out what is shown, as one step."""
        if self._timer.isActive():
            self.refresh()
        if self._planned is not None and self._session.submit(self._planned, self):
            super().accept()


def _effect_tree(parent: QWidget) -> QTreeWidget:
    tree = QTreeWidget(parent)
    tree.setObjectName("list")
    tree.setAccessibleName("会变的单元格和公式")
    tree.setHeaderLabels(["会变的单元格", "原数", "试算"])
    tree.setRootIsDecorated(True)
    tree.setIndentation(16)
    tree.headerItem().setTextAlignment(1, _RIGHT)
    tree.headerItem().setTextAlignment(2, _RIGHT)
    header = tree.header()
    header.setStretchLastSection(False)
    header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    for column in (1, 2):
        header.resizeSection(column, 104)
    return tree
