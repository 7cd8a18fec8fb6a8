"""A document with its equations and findings: what the window, the command line and the exports talk to."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING

import msgspec

from models import notes
from models.amounts import exact_text
from models.document import Document
from models.edits import CellChange, Change, Edit, RowDelete, RowInsert, RowMove, RowUpdate, SettingChange
from models.engine import Engine
from models.equations import Equations, Instance, Value
from models.errors import StaleEditError
from models.findings import WORST_FIRST, Finding, State
from models.pack import Pack
from models.refs import CellRef
from models.templates import Plan, plan_of

if TYPE_CHECKING:
    from models.narrative.totals import Totals
    from models.words import Words


class Origin(enum.StrEnum):
    """Where a cell's figure comes from."""

    STATED = "stated"
    COMPUTED = "computed"
    BLANK = "blank"


class ChangeReport(msgspec.Struct, frozen=True):
    """What one edit changed, for all who listen.

    ``cells``: figures, origins, notes or marks to repaint. ``forms``: forms whose rows were added, deleted, moved or
    renamed. ``settings``: keys, but for those of notes. A finding whose figures changed is in both ``cleared`` and
    ``appeared``.
    """

    edit: Edit
    cells: frozenset[CellRef]
    forms: frozenset[str]
    settings: frozenset[str]
    appeared: tuple[Finding, ...]
    cleared: tuple[Finding, ...]


class Summary(msgspec.Struct, frozen=True):
    """Counts of checks by state; ``rounding_roots`` counts 尾差 of one origin once, the others count severities.

    ``word_errors`` are errors in words (prose, performance forms), which ``errors`` leaves out, ``word_rounding`` the
    尾差 that show in prose, which ``rounding``, the equalities of the tables, leaves out.
    """

    balanced: int
    rounding: int
    rounding_roots: int
    suspect: int
    breaks: int
    unevaluated: int
    not_applicable: int
    errors: int
    warnings: int
    word_errors: int = 0
    word_rounding: int = 0


class Workspace:
    """One open document, checked. :meth:`apply` is the one way to change it."""

    def __init__(self, document: Document, plan: Plan | None = None) -> None:
        self.document = document
        self.plan = plan or plan_of(document.pack)
        self.engine = Engine(self.plan, document)
        self._words: Words | None = None
        self._totals: Totals | None = None
        self._trying = False
        self.causes: dict[CellRef, str] = {}
        """How the cells stated since opening were last stated (录入, 粘贴 …)."""

    @property
    def pack(self) -> Pack:
        """The document's pack."""
        return self.document.pack

    @property
    def equations(self) -> Equations:
        """The equality system."""
        return self.engine.equations

    @property
    def words(self) -> Words:
        """The book's words, checked when :meth:`refresh_words` is called."""
        if self._words is None:
            from models.words import Words  # a document of figures alone needs none of it

            self._words = Words(self, self.engine)
        return self._words

    @property
    def totals(self) -> Totals:
        """Sums and counts over rows, as the words ask for them."""
        if self._totals is None:
            from models.narrative.totals import Totals

            self._totals = Totals(self)
        return self._totals

    # -- reading --------------------------------------------------------------------------------------------------

    def value(self, ref: CellRef) -> Value:
        """What an amount cell holds."""
        return self.equations.value(ref)

    def origin(self, ref: CellRef) -> Origin:
        """Whether a cell is stated, computed or blank."""
        if ref in self.document.entries:
            return Origin.STATED
        return Origin.COMPUTED if ref in self.equations.computed else Origin.BLANK

    def is_defined(self, ref: CellRef) -> bool:
        """Whether an equality works the cell out when nothing is stated."""
        return self.equations.definer(ref) is not None

    def shown(self, ref: CellRef, *, grouped: bool = True) -> str:
        """What an amount cell prints: two decimals, "" for a blank, the text itself where it could not be read."""
        entry = self.document.entries.get(ref)
        if entry is not None and (
            entry.fen is None or (entry.fen == 0 and entry.text.strip() in ("-", "—", "－", "–"))
        ):
            return entry.text
        value = self.value(ref)
        return self.pack.form(ref.form).shown(value.fen, grouped=grouped) if value.filled else ""

    def raw(self, ref: CellRef) -> str:
        """What stands in the bar and in the editor: the text as typed, or the exact figure computed."""
        entry = self.document.entries.get(ref)
        if entry is not None:
            return entry.text
        value = self.value(ref)
        return exact_text(value.fen, self.pack.form(ref.form).unit) if value.filled else ""

    def findings(self) -> list[Finding]:
        """All findings: the gravest first, then in book order."""
        order = {form.id: index for index, form in enumerate(self.pack.all_forms)}
        rank = {state: index for index, state in enumerate(WORST_FIRST)}

        sections = {section.key: 100 + at for at, section in enumerate(self.pack.narrative.sections)}

        @cache
        def lines(form: str) -> dict[str, int]:
            return {row.id: at for at, row in enumerate(self.document.all_rows(self.pack.form(form)))}

        def place(finding: Finding) -> tuple[int, int, int, str]:
            where = finding.place
            form, line = 99, 0
            if finding.cells:
                first = finding.cells[0]
                form, line = order.get(first.form, 99), lines(first.form).get(first.row, 0)
            if where is not None and where.key in sections:
                form, line = sections[where.key], where.line * 10_000 + where.start
            return rank[finding.state], form, line, finding.key

        return sorted(self.engine.findings.values(), key=place)

    def findings_at(self, ref: CellRef) -> list[Finding]:
        """The findings that mark a cell."""
        return [self.engine.findings[key] for key in self.engine.marks.get(ref, ())]

    def cell_state(self, ref: CellRef) -> State:
        """The worst state of the findings that mark a cell; 平 where none does."""
        states = {self.engine.findings[key].state for key in self.engine.marks.get(ref, ())}
        return next((state for state in WORST_FIRST if state in states), State.BALANCED)

    def form_state(self, form: str) -> State:
        """The worst state on a form; 不适用 for a form without any figure."""
        states = {f.state for f in self.engine.findings.values() if any(ref.form == form for ref in f.cells)}
        worst = next((state for state in WORST_FIRST if state in states), State.BALANCED)
        return State.NOT_APPLICABLE if worst is State.BALANCED and self.form_is_empty(form) else worst

    def form_is_empty(self, form: str) -> bool:
        """Whether a form holds no figure at all."""
        entries = (ref for ref in self.document.entries if ref.form == form)
        return next(entries, None) is None and not any(ref.form == form for ref in self.equations.computed)

    def equalities(self, ref: CellRef) -> list[Instance]:
        """The equalities that a cell is in, in the pack's order, those without any figure left out."""
        found = {(i.template, i.key): i for i in self.equations.touching(ref)}
        live = (found[key] for key in sorted(found) if self.equations.is_live(found[key]))
        return [instance for instance in live if instance.filled or instance.bad]

    def summary(self) -> Summary:
        """How many checks are in which state."""
        counts = dict.fromkeys(State, 0)
        for state in self.engine.states():
            counts[state] += 1
        found = self.engine.findings.values()
        return Summary(
            balanced=counts[State.BALANCED],
            rounding=counts[State.ROUNDING],
            rounding_roots=len({finding.root for finding in found if finding.state is State.ROUNDING}),
            word_rounding=sum(finding.state is State.ROUNDING and bool(finding.place) for finding in found),
            suspect=counts[State.SUSPECT],
            breaks=counts[State.BREAK],
            unevaluated=counts[State.UNEVALUATED],
            not_applicable=counts[State.NOT_APPLICABLE],
            errors=sum(f.state is State.VIOLATION and f.severity.value == "error" and not f.place for f in found),
            warnings=sum(f.state is State.VIOLATION and f.severity.value != "error" for f in found),
            word_errors=sum(
                f.state is State.VIOLATION and f.severity.value == "error" and bool(f.place) for f in found
            ),
        )

    # -- changing -------------------------------------------------------------------------------------------------

    def apply(self, edit: Edit) -> ChangeReport:
        """Carry out an edit, all of it or nothing, and say what it changed.

        :raises StaleEditError: the edit does not fit the document; nothing has changed.
        """
        engine = self.engine
        engine.appeared.clear()
        engine.cleared.clear()
        done: list[Change] = []
        try:
            for change in edit.changes:
                engine.apply(change)
                done.append(change)
        except (StaleEditError, LookupError) as error:  # LookupError: it names a form, block or row that is not there
            for change in reversed(done):
                engine.apply(change.inverse())
            engine.settle()
            engine.equations.changed.clear()
            raise StaleEditError(str(error)) from error
        engine.settle()
        if self._totals is not None:
            self._totals.note(edit.changes, engine.equations.changed)
        if self._words is not None and not self._trying:
            self._words.note(edit.changes, engine.equations.changed)
        self.causes |= {change.ref: edit.cause for change in edit.changes if isinstance(change, CellChange)}
        return self._report(edit)

    @contextmanager
    def trial(self, edit: Edit) -> Iterator[ChangeReport]:
        """Apply an edit for the time of a ``with``: to see what it would do, without anybody being told."""
        causes = dict(self.causes)
        self._trying = True
        try:
            report = self.apply(edit)
            try:
                yield report
            finally:
                self.apply(edit.inverse())
        finally:
            self._trying = False
            self.causes = causes

    def refresh_words(self, within: float | None = None) -> ChangeReport | None:
        """Check the words that edits may have changed; what that changed among the findings, ``None`` for nothing.

        After ``within`` seconds the rest is left for the next call, see ``words.is_stale``.
        """
        words = self.words
        if not words.is_stale:
            return None
        self.engine.appeared.clear()
        self.engine.cleared.clear()
        words.refresh(within)
        report = self._report(Edit("", "", ()))
        return report if report.appeared or report.cleared else None

    def _report(self, edit: Edit) -> ChangeReport:
        engine = self.engine
        moved = engine.equations.changed
        appeared, cleared = tuple(engine.appeared.values()), tuple(engine.cleared.values())
        cells = set(moved)
        for finding in (*appeared, *cleared):
            cells.update(finding.cells)
        cells.update(change.ref for change in edit.changes if isinstance(change, CellChange))
        cells.update(notes.noted(edit.changes))
        engine.equations.changed = {}
        return ChangeReport(
            edit, frozenset(cells), frozenset(_forms(edit)), frozenset(_settings(edit)), appeared, cleared
        )


def _forms(edit: Edit) -> Iterator[str]:
    for change in edit.changes:
        if isinstance(change, (RowInsert, RowDelete, RowMove, RowUpdate)):
            yield change.form


def _settings(edit: Edit) -> Iterator[str]:
    keys = (change.key for change in edit.changes if isinstance(change, SettingChange))
    return (key for key in keys if not key.startswith(notes.PREFIX))
