"""The forms of a document as a Qt list, each with the badges of its state."""

from __future__ import annotations

from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from models.findings import State
from ui.session import Session
from ui.tally import Tally

_SHOWN = (State.BREAK, State.SUSPECT, State.VIOLATION, State.UNEVALUATED, State.ROUNDING)
_Index = QModelIndex | QPersistentModelIndex


class Badge(NamedTuple):
    """A state with a count; 平 is a tick, 不适用 says 空表; of 尾差 the origins are counted, of 断差 the mistakes.

    ``places``: how many equalities the mistakes break.
    """

    state: State
    number: int = 0
    places: int = 0

    @property
    def text(self) -> str:
        """What stands in the badge; "" for the tick."""
        match self.state:
            case State.BREAK:
                return str(self.number)
            case State.ROUNDING:
                return f"≈{self.number}"
            case State.SUSPECT:
                return f"≈? {self.number}"
            case State.NOT_APPLICABLE:
                return "空表"
            case State.BALANCED:
                return ""
        return f"{self.state.title} {self.number}"

    @property
    def words(self) -> str:
        """The badge in words."""
        match self.state:
            case State.BREAK if self.places:
                return f"断差 {self.number} 处，牵连 {self.places} 条公式"
            case State.ROUNDING:
                return f"尾差 {self.number} 处源头"
            case State.NOT_APPLICABLE:
                return "空表，没有数据"
            case State.BALANCED:
                return "全部平衡"
        return f"{self.state.title} {self.number} 条"


class FormsListModel(QAbstractListModel):
    """One row for each form of the pack, in book order."""

    def __init__(self, session: Session, tally: Tally, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._tally = session, tally
        self._forms = session.pack.forms
        self._shown = {form.id: self.badges(form.id) for form in self._forms}
        tally.updated.connect(self._follow)

    def badges(self, form: str) -> tuple[Badge, ...]:
        """The badges of a form, the gravest first."""
        counts = self._tally.of_form(form)
        numbers = {State.BREAK: counts.mistakes, State.ROUNDING: counts.roots}
        found = tuple(
            Badge(state, number, counts.of(state) if state is State.BREAK else 0)
            for state in _SHOWN
            if (number := numbers.get(state, counts.of(state)))
        )
        return found or (Badge(State.NOT_APPLICABLE if self._tally.is_empty(form) else State.BALANCED),)

    def form_at(self, row: int) -> str:
        """The form of a row."""
        return self._forms[row].id

    def row_of(self, form: str) -> int:
        """The row of a form."""
        return next(row for row, one in enumerate(self._forms) if one.id == form)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  Qt's signature
        """Override QAbstractListModel.rowCount."""
        return 0 if parent.isValid() else len(self._forms)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Override QAbstractListModel.data."""
        if not index.isValid():
            return None
        form = self._forms[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return f"{form.number}　{form.short_title}"
            case Qt.ItemDataRole.ToolTipRole:
                words = "；".join(badge.words for badge in self.badges(form.id))
                return f"{form.number} {self._session.document.fill(form.title)}\n{words}"
            case Qt.ItemDataRole.AccessibleTextRole:
                words = "，".join(badge.words for badge in self.badges(form.id))
                return f"{form.number} {form.short_title}，{words}"
        return None

    def _follow(self, forms: frozenset[str]) -> None:
        for row, form in enumerate(self._forms):
            if form.id not in forms:
                continue
            badges = self.badges(form.id)
            if badges != self._shown[form.id]:
                self._shown[form.id] = badges
                self.dataChanged.emit(self.index(row), self.index(row))
