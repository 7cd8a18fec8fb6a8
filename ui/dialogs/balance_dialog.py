"""尾差平衡: the fewest cents that make every printed sum exact, previewed cell by cell, with cells to lock."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QCheckBox,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QTableView,
    QWidget,
)

from models import wording
from models.edits import Edit
from models.errors import PlanError
from models.findings import State
from models.refs import CellRef
from models.rounding import note
from models.rounding import wording as rounding_words
from models.rounding.balance import Balance, balance
from models.rounding.feasibility import feasibility
from ui import theme
from ui.dialogs.framing import Framed
from ui.dialogs.tables import plain_table
from ui.fonts import body_font
from ui.itemmodels.balance_table_model import BalanceTableModel
from ui.itemmodels.finding_words import has_row
from ui.session import Session

LOCKS = "balance_locks"
"""Where a file keeps the cells that must not be adjusted."""
_WIDTHS = (52, 0, 100, 100, 74)
_ROW = 26
_REF = Qt.ItemDataRole.UserRole
_EXPLANATION = (
    "各项分别四舍五入后，合计可能与各项之和差一两分。这里找出改动最少的办法，按分调平，使每个合计正好等于各项之和。"
    "批复数等不能动的格请在左边锁定。"
)


class BalanceDialog(Framed):
    """:meth:`edit` is what the accepted dialog stands for: one edit, one undo step."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("尾差平衡", _EXPLANATION, parent)
        self.resize(820, 640)
        self._session = session
        self._balance: Balance | None = None
        self.locked = _remembered(session)
        self.summary = QLabel(self)
        self.summary.setFont(body_font(bold=True))
        self.summary.setWordWrap(True)
        self.body.addWidget(self.summary)
        self.model = BalanceTableModel(session.workspace, self)
        self.model.lock_changed.connect(self._lock)
        self.table = _table(self.model, self)
        self.table.doubleClicked.connect(lambda index: self._goto(self.model.lines[index.row()].ref))
        self.body.addWidget(self.table, 3)
        self._add_doubts()
        self.note_box = QCheckBox("不调整数字，改用四舍五入说明（脚注）", self)
        self.note_box.setToolTip(f"输出的表下面加一行：{note.TEXT}")
        self.note_box.setChecked(note.is_on(session.document))
        self.note_box.toggled.connect(self._show)
        self.body.addWidget(self.note_box)
        button = self.add_buttons("采用")
        assert button is not None
        self.adopt_button = button
        self._plan()

    def _add_doubts(self) -> None:
        """What a person must look at: improbable and impossible 尾差."""
        texts = list(self._doubts())
        title = QLabel(f"需要人工核对的尾差 {len(texts)} 处" if texts else "", self)
        title.setStyleSheet(f"color: {theme.SUSPECT};")
        title.setFont(body_font(bold=True))
        title.setVisible(bool(texts))
        self.doubts = QListWidget(self)
        self.doubts.setObjectName("list")
        self.doubts.setWordWrap(True)
        self.doubts.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.doubts.setMaximumHeight(130)
        self.doubts.setVisible(bool(texts))
        self.doubts.itemActivated.connect(lambda item: self._goto(item.data(_REF)))
        for text, ref in texts:
            item = QListWidgetItem(text, self.doubts)
            item.setToolTip(text)
            item.setData(_REF, ref)
        self.body.addWidget(title)
        self.body.addWidget(self.doubts, 1)

    def _doubts(self) -> Iterator[tuple[str, CellRef | None]]:
        workspace = self._session.workspace
        for finding in workspace.findings():
            if finding.state is State.SUSPECT:
                yield wording.finding_sentence(workspace, finding), next(iter(finding.cells), None)
        for conflict in feasibility(workspace).conflicts:
            yield rounding_words.conflict_sentence(workspace, conflict), next(iter(conflict.cells), None)

    # -- planning -----------------------------------------------------------------------------------------------------

    def _plan(self) -> None:
        """Work the proposal out for the cells that are locked now."""
        QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        problem = ""
        try:
            self._balance = balance(self._session.workspace, self.locked)
        except PlanError as error:
            self._balance, problem = None, str(error)
        finally:
            QApplication.restoreOverrideCursor()
        self._words = problem or (rounding_words.balance_sentence(self._balance) if self._balance else "")
        self.summary.setStyleSheet(f"color: {theme.ERROR if problem else theme.INK};")
        self.model.show(self._balance, self.locked)
        self._show()

    def _show(self) -> None:
        noted = self.note_box.isChecked()
        self.summary.setText("数字不变，输出的表下面加一行四舍五入的说明。" if noted else self._words)
        self.table.setEnabled(not noted)
        self.adopt_button.setEnabled(bool(self.edit()) and not self._session.read_only)

    def _lock(self, ref: CellRef, locked: bool) -> None:
        self.locked = self.locked | {ref} if locked else self.locked - {ref}
        self._session.remember(LOCKS, sorted(map(list, self.locked)))
        self._plan()
        if (row := self.model.row_of(ref)) is not None:
            self.table.setCurrentIndex(self.model.index(row, 0))

    def edit(self) -> Edit:
        """The adjustment, or the footnote switched; both where the footnote gives way to the adjustment."""
        workspace = self._session.workspace
        switched = note.switched(workspace, self.note_box.isChecked())
        if self.note_box.isChecked() or self._balance is None:
            return switched
        adjusted = self._balance.edit
        return (
            msgspec.structs.replace(adjusted, changes=(*adjusted.changes, *switched.changes)) if adjusted else switched
        )

    # -- looking ------------------------------------------------------------------------------------------------------

    def _goto(self, ref: CellRef | None) -> None:
        if ref is not None and has_row(self._session.workspace, ref):
            self._session.goto(ref)


def _remembered(session: Session) -> frozenset[CellRef]:
    """The locked cells that the file knows, as far as they still are."""
    known = session.view_state(LOCKS)
    lists = known if isinstance(known, list) else []
    cells = (
        CellRef(*parts) for parts in lists if isinstance(parts, list) and [type(part) for part in parts] == [str] * 3
    )
    columns = {form.id: form.column_by_key for form in session.pack.forms}
    return frozenset(ref for ref in cells if has_row(session.workspace, ref) and ref.column in columns[ref.form])


def _table(model: BalanceTableModel, parent: QWidget) -> QTableView:
    view = plain_table(_WIDTHS, model, parent, height=_ROW)
    view.setAccessibleName("逐格预览")
    view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    return view
