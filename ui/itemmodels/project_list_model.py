"""The projects at the left of the performance forms: those with a form, those still without, those carried over."""

from __future__ import annotations

import enum
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from models.amounts import Unit, to_text
from models.edits import Row
from models.performance.access import forms_of, ids_of, projects_of
from models.performance.definitions import ANNUAL, BLOCK, CATEGORY
from models.refs import CellRef
from models.workspace import ChangeReport
from ui.itemmodels.pages_list_model import Badge, badges_of
from ui.itemmodels.project_findings import ProjectFindings
from ui.session import Session

_Index = QModelIndex | QPersistentModelIndex


class Stand(enum.Enum):
    """What there is of a project."""

    FORM = 0
    MISSING = 1
    CARRIED = 2


class Project(NamedTuple):
    """A line of the list; ``form`` and ``row_id`` say where the project stands, ``code`` is that of its form."""

    stand: Stand
    form: str
    row_id: str
    code: str
    name: str
    category: str
    amount: str


def projects(session: Session) -> list[Project]:
    """The forms in their order, the projects of 表十二 that have none, and the projects of 表十三."""
    document, ids = session.document, ids_of(session.document)
    forms = forms_of(document)
    have = {row.code for row in forms}
    missing = [row for row in projects_of(document) if not row.code or row.code not in have]
    carried = projects_of(document, ids.carried)
    return [
        *(_project(session, Stand.FORM, ids.forms, row, f"{ANNUAL}_total") for row in forms),
        *(_project(session, Stand.MISSING, ids.projects, row, ids.amount) for row in missing),
        *(_project(session, Stand.CARRIED, ids.carried, row, ids.amount) for row in carried),
    ]


def _project(session: Session, stand: Stand, form: str, row: Row, column: str) -> Project:
    value = session.workspace.value(CellRef(form, row.id, column))
    amount = to_text(value.fen, Unit.WAN, grouped=True) if value.filled else ""
    name = row.label.strip() or "（未命名的项目）"
    return Project(stand, form, row.id, row.code, name, row.texts.get(CATEGORY, ""), amount)


def filled(session: Session) -> list[Row]:
    """The forms that say what they must: an amount, their overview, and an indicator."""
    workspace, document, ids = session.workspace, session.document, ids_of(session.document)
    named = {row.texts.get("project", "") for row in document.rows(ids.indicators, BLOCK) if row.label.strip()}
    return [
        row
        for row in forms_of(document)
        if row.code in named
        and row.texts.get("project_overview", "").strip()
        and workspace.value(CellRef(ids.forms, row.id, f"{ANNUAL}_total")).fen
    ]


class ProjectListModel(QAbstractListModel):
    """One line for each project, and a heading before those carried over."""

    def __init__(self, session: Session, findings: ProjectFindings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._findings = session, findings
        self._ids = ids_of(session.document)
        self._rows = self._read()
        session.changed.connect(self._follow)
        findings.updated.connect(self._follow_findings)

    def _read(self) -> list[Project | str]:
        found: list[Project | str] = list(projects(self._session))
        first = next((at for at, one in enumerate(found) if one[0] is Stand.CARRIED), None)
        if first is not None:
            found.insert(first, self._heading)
        return found

    @property
    def _heading(self) -> str:
        return f"{self._session.pack.form(self._ids.carried).number}　上年结转项目（不公开）"

    def project_at(self, line: int) -> Project | None:
        """The project of a line; ``None`` for a heading."""
        entry = self._rows[line] if 0 <= line < len(self._rows) else ""
        return None if isinstance(entry, str) else entry

    def line_of(self, form: str, row_id: str) -> int:
        """The line of a project's row; -1 for none."""
        return next(
            (at for at, one in enumerate(self._rows) if not isinstance(one, str) and one[1:3] == (form, row_id)), -1
        )

    def badges(self, project: Project) -> tuple[Badge, ...]:
        """The badges of a project's form; none where there is no form."""
        if project.stand is not Stand.FORM:
            return ()
        return badges_of(self._findings.counts(project.code), empty=False)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  Qt's signature
        """Override QAbstractListModel.rowCount."""
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Override QAbstractListModel.flags: a heading cannot be chosen."""
        if not index.isValid() or self.project_at(index.row()) is None:
            return Qt.ItemFlag.ItemNeverHasChildren
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Override QAbstractListModel.data."""
        if not index.isValid():
            return None
        project = self.project_at(index.row())
        if project is None:
            return self._heading if role == Qt.ItemDataRole.DisplayRole else None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return project.name
            case Qt.ItemDataRole.ToolTipRole:
                category = project.category or "类别未填"
                parts = (project.name, category, self._amount_words(project), self._state(project))
                return "\n".join(filter(None, parts))
            case Qt.ItemDataRole.AccessibleTextRole:
                return "，".join(filter(None, (project.name, self._amount_words(project), self._state(project))))
        return None

    def _amount_words(self, project: Project) -> str:
        return f"{project.amount} 万元" if project.amount else ""

    def _state(self, project: Project) -> str:
        words = {Stand.MISSING: "还没有绩效目标表", Stand.CARRIED: "结转，不公开"}
        return words.get(project.stand) or "；".join(badge.words for badge in self.badges(project))

    # -- following ----------------------------------------------------------------------------------------------------

    def _follow(self, report: ChangeReport, _initiator: object) -> None:
        wanted = {self._ids.forms, self._ids.projects, self._ids.carried}
        if wanted.isdisjoint(report.forms) and not any(ref.form in wanted for ref in report.cells):
            return
        old, fresh = self._rows, self._read()
        if [_identity(one) for one in old] != [_identity(one) for one in fresh]:
            self.beginResetModel()
            self._rows = fresh
            self.endResetModel()
            return
        self._rows = fresh
        for line, (one, other) in enumerate(zip(old, fresh, strict=True)):
            if one != other:
                self.dataChanged.emit(self.index(line), self.index(line))

    def _follow_findings(self, codes: frozenset[str]) -> None:
        for line in range(len(self._rows)):
            project = self.project_at(line)
            if project is not None and project.code in codes:
                self.dataChanged.emit(self.index(line), self.index(line))


def _identity(entry: Project | str) -> object:
    return entry if isinstance(entry, str) else entry[:3]
