"""Counts of findings and mistakes, whole and for each page, kept up to date; no panel counts for itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal

from models.diagnosis.diagnose import Mistake
from models.findings import Finding, State
from models.pack import Severity
from models.refs import CellRef
from models.workspace import ChangeReport
from ui import pages
from ui.diagnoser import Diagnoser
from ui.levels import Level, level_of
from ui.session import Session


class Counts:
    """Findings by level; of 尾差 also how many there are of each origin and in words, of 断差 how many mistakes they
    follow from.

    ``warnings`` are those of the 提示 that should be looked at.
    """

    def __init__(self) -> None:
        self._mistakes = 0
        self.warnings = 0
        self._word_rounding = 0
        self._levels: Counter[Level] = Counter()
        self._roots: Counter[str] = Counter()

    def add(self, finding: Finding, by: int = 1) -> None:
        """Count a finding in, or with -1 out."""
        self._levels[level_of(finding)] += by
        self.warnings += by * (finding.state is State.VIOLATION and finding.severity is Severity.WARNING)
        if finding.state is State.ROUNDING:
            self._word_rounding += by * (finding.place is not None)
            self._roots[finding.root] += by
            if not self._roots[finding.root]:
                del self._roots[finding.root]

    def of(self, level: Level) -> int:
        """How many findings are of that level."""
        return self._levels[level]

    @property
    def mistakes(self) -> int:
        """How many mistakes the 断差 follow from; as many as there are 断差 while nobody has diagnosed them."""
        return min(self._mistakes or self.of(State.BREAK), self.of(State.BREAK))

    def set_mistakes(self, number: int) -> bool:
        """Say how many mistakes there are; whether that is news."""
        old, self._mistakes = self._mistakes, number
        return old != number

    @property
    def roots(self) -> int:
        """How many origins the 尾差 have."""
        return len(self._roots)

    def shown(self, level: Level) -> str:
        """The count of a level as it is shown: mistakes for 断差; 尾差 of the tables with their origins, then those in
        words, as ``check`` says it.
        """
        if level is State.BREAK:
            return str(self.mistakes)
        if level is not State.ROUNDING or not self.of(level):
            return str(self.of(level))
        words = f"，文字 {self._word_rounding}" if self._word_rounding else ""
        return f"{self.of(level) - self._word_rounding}（{self.roots} 处源头）{words}"

    def places(self, level: Level) -> str:
        """How many equalities the mistakes break, in words; "" where there are none."""
        many = self.of(level) if level is State.BREAK else 0
        return f"{self.mistakes} 处错误，牵连 {many} 条公式不平" if many else ""

    @property
    def total(self) -> int:
        """All findings."""
        return sum(self._levels.values())


class Tally(QObject):
    """The counts of one session. ``updated`` names the pages whose counts or emptiness may have changed."""

    updated = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None, *, diagnoser: Diagnoser | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.pages = pages.pages(session.pack)
        self._page_of = pages.page_by_key(self.pages)
        self.all = Counts()
        self._counts = {page.id: Counts() for page in self.pages}
        self._pending: set[str] = set()
        self._empty = {form.id: session.workspace.form_is_empty(form.id) for form in session.pack.forms}
        for finding in session.workspace.engine.findings.values():
            self._count(finding, 1)
        session.changed.connect(self._follow)
        if diagnoser is not None:
            self._count_mistakes(diagnoser.mistakes)
            diagnoser.diagnosed.connect(self._follow_diagnosis)

    def of_page(self, page: str) -> Counts:
        """The counts of the findings that a page shows; of a table's page those that mark the table."""
        return self._counts[page]

    def page_of(self, key: str) -> str:
        """The page of a form or section; "" where it has none."""
        return self._page_of.get(key, "")

    def is_empty(self, form: str) -> bool:
        """Whether a table holds no figure at all."""
        return self._empty.get(form, False)

    def _pages_of(self, finding: Finding) -> set[str]:
        return {page for key in finding.pages if (page := self._page_of.get(key))}

    def _count(self, finding: Finding, by: int) -> set[str]:
        found = self._pages_of(finding)
        self.all.add(finding, by)
        for page in found:
            self._counts[page].add(finding, by)
        return found

    def _count_mistakes(self, mistakes: list[Mistake]) -> set[str]:
        """Count each mistake once on every page that its findings mark; the pages whose count is another now."""
        findings = self._session.workspace.engine.findings
        by_page: Counter[str] = Counter()
        for mistake in mistakes:
            own = (findings[key] for key in mistake.keys if key in findings)
            by_page.update({page for finding in own for page in self._pages_of(finding)})
        self.all.set_mistakes(len(mistakes))
        return {page for page, counts in self._counts.items() if counts.set_mistakes(by_page[page])}

    def _follow_diagnosis(self, mistakes: list[Mistake]) -> None:
        self._pending |= self._count_mistakes(mistakes)
        if not self._session.announcing:  # else the edit's own counts come yet: panels are told once
            self._tell()

    def _tell(self) -> None:
        found, self._pending = frozenset(self._pending), set()
        self.updated.emit(found)

    def _follow(self, report: ChangeReport, _initiator: object) -> None:
        found = self._pending
        found.update(page for form in report.forms if (page := self._page_of.get(form)))
        new = {finding.key: finding for finding in report.appeared}
        for finding in report.cleared:
            if finding.key in new and _told(finding) == _told(new[finding.key]):
                del new[finding.key]  # only its figures are others
            else:
                found |= self._count(finding, -1)
        for finding in new.values():
            found |= self._count(finding, 1)
        found |= self._update_empty(report.cells, report.forms)
        self._tell()

    def _update_empty(self, cells: Iterable[CellRef], forms: Iterable[str]) -> set[str]:
        """The forms that are empty now and were not, or were. Only a form that has no figure among the cells just
        changed is looked through.
        """
        workspace = self._session.workspace
        touched = {form: False for form in forms if form in self._empty}
        for ref in cells:
            if not touched.get(ref.form) and ref.form in self._empty:
                known = workspace.document.has_row(ref.form, ref.row)
                touched[ref.form] = known and (workspace.value(ref).filled or workspace.value(ref).bad)
        empty = {form: not filled and workspace.form_is_empty(form) for form, filled in touched.items()}
        changed = {form for form in touched if empty[form] is not self._empty[form]}
        self._empty |= empty
        return changed


def _told(finding: Finding) -> tuple[object, ...]:
    """All of a finding that the counts tell of."""
    return (finding.state, finding.severity, finding.root, finding.pages, finding.place is None)
