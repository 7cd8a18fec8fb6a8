"""Counts of findings and mistakes, whole and for each form, kept up to date; no panel counts for itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal

from models.diagnosis.diagnose import Mistake
from models.findings import Finding, State
from models.refs import CellRef
from models.workspace import ChangeReport
from ui.diagnoser import Diagnoser
from ui.session import Session


class Counts:
    """Findings by state; of 尾差 also how many there are of each origin, of 断差 how many mistakes they follow from."""

    def __init__(self) -> None:
        self._mistakes = 0
        self._states: Counter[State] = Counter()
        self._roots: Counter[str] = Counter()

    def add(self, finding: Finding, by: int = 1) -> None:
        """Count a finding in, or with -1 out."""
        self._states[finding.state] += by
        if finding.state is State.ROUNDING:
            self._roots[finding.root] += by
            if not self._roots[finding.root]:
                del self._roots[finding.root]

    def of(self, state: State) -> int:
        """How many findings are in that state."""
        return self._states[state]

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

    def shown(self, state: State) -> str:
        """The count of a state as it is shown: mistakes for 断差, for 尾差 the origins as well."""
        if state is State.BREAK:
            return str(self.mistakes)
        return f"{self.of(state)}{f'（{self.roots} 处源头）' if state is State.ROUNDING and self.roots else ''}"

    def places(self, state: State) -> str:
        """How many equalities the mistakes break, in words; "" where there are none."""
        many = self.of(state) if state is State.BREAK else 0
        return f"{self.mistakes} 处错误，牵连 {many} 条公式不平" if many else ""

    @property
    def total(self) -> int:
        """All findings."""
        return sum(self._states.values())


class Tally(QObject):
    """The counts of one session. ``updated`` names the forms whose counts or emptiness may have changed."""

    updated = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None, *, diagnoser: Diagnoser | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.all = Counts()
        self._forms = {form.id: Counts() for form in session.pack.forms}
        self._empty = {form.id: session.workspace.form_is_empty(form.id) for form in session.pack.forms}
        for finding in session.workspace.engine.findings.values():
            self._count(finding, 1)
        session.changed.connect(self._follow)
        if diagnoser is not None:
            self._count_mistakes(diagnoser.mistakes)
            diagnoser.diagnosed.connect(self._follow_diagnosis)

    def of_form(self, form: str) -> Counts:
        """The counts of the findings that mark a form."""
        return self._forms[form]

    def is_empty(self, form: str) -> bool:
        """Whether a form holds no figure at all."""
        return self._empty[form]

    def _count(self, finding: Finding, by: int) -> set[str]:
        forms = {ref.form for ref in finding.cells}
        self.all.add(finding, by)
        for form in forms:
            self._forms[form].add(finding, by)
        return forms

    def _count_mistakes(self, mistakes: list[Mistake]) -> set[str]:
        """Count each mistake once on every form that its findings mark; the forms whose count is another now."""
        findings = self._session.workspace.engine.findings
        by_form: Counter[str] = Counter()
        for mistake in mistakes:
            own = (findings[key] for key in mistake.keys if key in findings)
            by_form.update({ref.form for finding in own for ref in finding.cells})
        self.all.set_mistakes(len(mistakes))
        return {form for form, counts in self._forms.items() if counts.set_mistakes(by_form[form])}

    def _follow_diagnosis(self, mistakes: list[Mistake]) -> None:
        self.updated.emit(frozenset(self._count_mistakes(mistakes)))

    def _follow(self, report: ChangeReport, _initiator: object) -> None:
        forms: set[str] = set(report.forms)
        for finding in report.cleared:
            forms |= self._count(finding, -1)
        for finding in report.appeared:
            forms |= self._count(finding, 1)
        forms |= self._update_empty(report.cells, report.forms)
        self.updated.emit(frozenset(forms))

    def _update_empty(self, cells: Iterable[CellRef], forms: Iterable[str]) -> set[str]:
        """Only a form that has no figure among the cells just changed is looked through."""
        workspace = self._session.workspace
        touched = dict.fromkeys(forms, False)
        for ref in cells:
            if not touched.get(ref.form) and ref.form in self._empty:
                known = workspace.document.has_row(ref.form, ref.row)
                touched[ref.form] = known and (workspace.value(ref).filled or workspace.value(ref).bad)
        for form, filled in touched.items():
            self._empty[form] = not filled and workspace.form_is_empty(form)
        return set(touched)
