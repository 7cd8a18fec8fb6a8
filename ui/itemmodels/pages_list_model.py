"""The pages of a document as a Qt list below headings, each with the badges of its state."""

from __future__ import annotations

from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from models.findings import State
from models.workspace import ChangeReport
from ui import pages
from ui.itemmodels.cell_ranges import joined
from ui.levels import ERROR
from ui.pages import Kind, Page
from ui.session import Session
from ui.tally import Counts, Tally

_SHOWN = (State.BREAK, State.SUSPECT, State.VIOLATION, State.UNEVALUATED, State.ROUNDING)
_Index = QModelIndex | QPersistentModelIndex


class Badge(NamedTuple):
    """A state with a count; 平 is a tick, 不适用 says 空表; of 尾差 the origins are counted, of 断差 the mistakes.

    ``places``: how many equalities the mistakes break. ``errors``: how many errors of other rules count with them.
    ``warns``: whether what is counted should be looked at.
    """

    state: State
    number: int = 0
    places: int = 0
    errors: int = 0
    warns: bool = False

    @property
    def text(self) -> str:
        """What stands in the badge; "" for the tick."""
        match self.state:
            case State.BREAK | State.VIOLATION:
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
            case State.BREAK:
                return self._errors_in_words()
            case State.ROUNDING:
                return f"尾差 {self.number} 处源头"
            case State.NOT_APPLICABLE:
                return "空表，没有数据"
            case State.BALANCED:
                return "全部平衡"
        return f"{self.state.title} {self.number} 条"

    def _errors_in_words(self) -> str:
        breaks = self.number - self.errors
        spread = f"，牵连 {self.places} 条公式" if self.places else ""
        parts = (f"断差 {breaks} 处{spread}" if breaks else "", f"错误 {self.errors} 处" if self.errors else "")
        return "，".join(filter(None, parts))


def badges_of(counts: Counts, *, empty: bool) -> tuple[Badge, ...]:
    """The badges of a page, the gravest first: errors of every kind are one number."""
    errors = counts.of(ERROR)
    found = []
    for state in _SHOWN:
        number = counts.of(state)
        if state is State.BREAK:
            broken, number = number, counts.mistakes + errors
            if number:
                found.append(Badge(state, number, broken, errors))
        elif number:
            warns = state is State.VIOLATION and bool(counts.warnings)
            found.append(Badge(state, counts.roots if state is State.ROUNDING else number, warns=warns))
    return tuple(found) or (Badge(State.NOT_APPLICABLE if empty else State.BALANCED),)


_CHOOSABLE = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren


class PagesListModel(QAbstractListModel):
    """One row for each page of the pack, in book order, and one for each heading between them."""

    def __init__(self, session: Session, tally: Tally, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._tally = session, tally
        self._rows: list[Page | str] = []
        for page in tally.pages:
            self._rows += [page.group, page] if page.group else [page]
        self._badges = {page.id: self._work_out(page.id) for page in tally.pages}
        tally.updated.connect(self._follow)
        session.changed.connect(self._follow_titles)

    def badges(self, page: str) -> tuple[Badge, ...]:
        """The badges of a page, the gravest first."""
        return self._badges[page]

    def _work_out(self, page: str) -> tuple[Badge, ...]:
        return badges_of(self._tally.of_page(page), empty=self._tally.is_empty(page))

    def page_at(self, row: int) -> Page | None:
        """The page of a row; ``None`` for a heading."""
        entry = self._rows[row]
        return None if isinstance(entry, str) else entry

    def row_of(self, page: str) -> int:
        """The row of a page."""
        return next(row for row, one in enumerate(self._rows) if not isinstance(one, str) and one.id == page)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  Qt's signature
        """Override QAbstractListModel.rowCount."""
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Override QAbstractListModel.flags: a heading cannot be chosen."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if self.page_at(index.row()) is None:
            return Qt.ItemFlag.ItemNeverHasChildren
        return _CHOOSABLE

    def title(self, row: int) -> str:
        """The heading or the page's title."""
        entry = self._rows[row]
        return entry if isinstance(entry, str) else pages.title_of(entry, self._session.document)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Override QAbstractListModel.data."""
        if not index.isValid():
            return None
        entry = self._rows[index.row()]
        if isinstance(entry, str):
            return entry if role == Qt.ItemDataRole.DisplayRole else None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return pages.title_of(entry, self._session.document)
            case Qt.ItemDataRole.ToolTipRole:
                return f"{self._full_title(entry)}\n{'；'.join(badge.words for badge in self.badges(entry.id))}"
            case Qt.ItemDataRole.AccessibleTextRole:
                words = "，".join(badge.words for badge in self.badges(entry.id))
                return f"{pages.title_of(entry, self._session.document).replace('　', ' ')}，{words}"
        return None

    def _full_title(self, page: Page) -> str:
        document = self._session.document
        if page.kind is not Kind.TABLE:
            return pages.title_of(page, document).replace("　", " ")
        form = self._session.pack.form(page.id)
        return f"{form.number} {document.fill(form.title)}"

    def _follow(self, touched: frozenset[str]) -> None:
        moved: list[tuple[int, int]] = []
        for row, entry in enumerate(self._rows):
            if isinstance(entry, str) or entry.id not in touched:
                continue
            badges = self._work_out(entry.id)
            if badges != self._badges[entry.id]:
                self._badges[entry.id] = badges
                moved.append((row, 0))
        for first, _left, last, _right in joined(moved):
            self.dataChanged.emit(self.index(first), self.index(last))

    def _follow_titles(self, report: ChangeReport, _initiator: object) -> None:
        """The title of the performance forms says how many there are."""
        for row, entry in enumerate(self._rows):
            if not isinstance(entry, str) and entry.kind is Kind.PERFORMANCE and report.forms.intersection(entry.keys):
                self.dataChanged.emit(self.index(row), self.index(row))
