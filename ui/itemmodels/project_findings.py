"""The findings about each project's performance form, kept up to date."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal

from models.findings import WORST_FIRST, Finding
from models.pack import Severity
from models.performance.access import ids_of
from models.refs import CellRef
from models.workspace import ChangeReport
from ui.session import Session
from ui.tally import Counts

_RANK = {state: index for index, state in enumerate(WORST_FIRST)}
_SEVERITIES = {severity: index for index, severity in enumerate(Severity)}


class ProjectFindings(QObject):
    """By the project's code. ``updated`` names the projects whose findings have changed."""

    updated = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._ids = ids_of(session.document)
        self._by_code: dict[str, dict[str, Finding]] = {}
        self._codes: dict[str, tuple[str, ...]] = {}
        for finding in session.workspace.engine.findings.values():
            self._put(finding)
        session.changed.connect(self._follow)

    def of(self, code: str) -> list[Finding]:
        """The findings of a project's form, the gravest first."""
        found = self._by_code.get(code, {}).values()
        return sorted(found, key=lambda one: (_RANK[one.state], _SEVERITIES[one.severity], one.rule, one.key))

    def counts(self, code: str) -> Counts:
        """How many findings of each level a project's form has."""
        counts = Counts()
        for finding in self._by_code.get(code, {}).values():
            counts.add(finding)
        return counts

    def code_of(self, ref: CellRef) -> str:
        """The project that a cell belongs to; "" for none."""
        document = self._session.document
        if not document.has_row(ref.form, ref.row):
            return ""
        row = document.row(ref.form, ref.row)
        if ref.form == self._ids.indicators:
            return row.texts.get("project", "")
        return row.code if ref.form == self._ids.forms else ""

    def _put(self, finding: Finding) -> tuple[str, ...]:
        codes = tuple(dict.fromkeys(filter(None, map(self.code_of, finding.cells))))
        if codes:
            self._codes[finding.key] = codes
        for code in codes:
            self._by_code.setdefault(code, {})[finding.key] = finding
        return codes

    def _follow(self, report: ChangeReport, _initiator: object) -> None:
        touched: set[str] = set()
        for finding in report.cleared:
            touched.update(self._drop(self._codes.pop(finding.key, ()), finding.key))
        for finding in report.appeared:
            touched.update(self._put(finding))
        if touched:
            self.updated.emit(frozenset(touched))

    def _drop(self, codes: Iterable[str], key: str) -> Iterable[str]:
        for code in codes:
            self._by_code.get(code, {}).pop(key, None)
        return codes
