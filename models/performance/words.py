"""The words of a document's performance forms, checked against their figures; see :mod:`models.words`."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence

from models.edits import CellChange, Change, Row, RowDelete, RowInsert, RowMove, RowUpdate, SettingChange
from models.engine import WORDS, Engine
from models.finding_groups import Clock, FindingGroups, crash
from models.findings import Finding, State, TextPlace
from models.narrative.values import Figures
from models.pack import Severity
from models.performance.access import forms_of, has_forms, ids_of, projects_of, table_of
from models.performance.checks import check
from models.performance.definitions import FormIds
from models.performance.form import PerformanceForm
from models.performance.from_document import cell_of, form_of
from models.performance.siblings import TableProject, compare
from models.performance.word_findings import WordsFinding
from models.refs import CellRef

logger = logging.getLogger(__name__)
EQUALITIES = frozenset(("R101", "R102"))
"""What the equality system says of a document's forms already."""
_ALL = "*"
"""Stands for the comparison of the forms with each other and with 表十二."""


class FormWords:
    """The findings about the forms' words, which stand among the engine's."""

    def __init__(self, figures: Figures, engine: Engine) -> None:
        self._figures = figures
        self._ids = ids_of(figures.document) if has_forms(figures.document) else None
        self._dirty: dict[str, None] = {}
        self._groups = FindingGroups(engine)
        self._read: dict[str, PerformanceForm] = {}
        self._mark_all()

    @property
    def is_stale(self) -> bool:
        """Whether :meth:`refresh` has something to do."""
        return bool(self._dirty)

    def note(self, changes: Sequence[Change], cells: Iterable[CellRef]) -> None:
        """An edit was made, and these figures moved: the forms that they stand in are checked again."""
        if self._ids is None:
            return
        for ref in cells:
            if ref.form == self._ids.forms:
                self._mark(ref.row)
            elif ref.form == self._ids.projects:
                self._dirty[_ALL] = None
        for change in changes:
            self._note_change(change, self._ids)

    def _note_change(self, change: Change, ids: FormIds) -> None:
        match change:
            case SettingChange("year" | "department"):
                self._mark_all()
            case CellChange(form, row) if form == ids.forms:
                self._mark(row)
            case RowUpdate(form, old, new):
                self._note_row(form, old, ids)
                self._note_row(form, new, ids)
            case RowInsert(form, _index, row) | RowDelete(form, _index, row):
                self._note_row(form, row, ids)
            case RowMove(form, _block, row_id) if form in (ids.forms, ids.indicators):
                if self._figures.document.has_row(form, row_id):
                    self._note_row(form, self._figures.document.row(form, row_id), ids)

    def refresh(self, clock: Clock) -> None:
        """Check again what may have changed, form by form until the time is up; the comparison of all comes last."""
        while self._dirty and not clock.is_up():
            row_id = next(iter(self._dirty))
            del self._dirty[row_id]
            if row_id == _ALL and self._dirty:
                self._dirty[_ALL] = None
            elif row_id == _ALL:
                self._groups.replace(_ALL, self._sibling_findings())
            else:
                self._groups.replace(row_id, self._form_findings(row_id))
                self._dirty[_ALL] = None

    # -- behind ---------------------------------------------------------------------------------------------------

    def _mark_all(self) -> None:
        if self._ids is not None:
            self._dirty = dict.fromkeys((*(row.id for row in forms_of(self._figures.document)), _ALL))

    def _mark(self, row_id: str) -> None:
        self._dirty[row_id] = None

    def _note_row(self, form: str, row: Row, ids: FormIds) -> None:
        if form == ids.forms:
            self._mark(row.id)
        elif form == ids.indicators:
            code = row.texts.get("project", "")
            for one in forms_of(self._figures.document):
                if one.code == code:
                    self._mark(one.id)
        elif form == ids.projects:
            self._dirty[_ALL] = None

    def _form_findings(self, row_id: str) -> dict[str, Finding]:
        document, forms = self._figures.document, ids_of(self._figures.document).forms
        if not document.has_row(forms, row_id) or not document.row(forms, row_id).code:
            self._read.pop(row_id, None)
            return {}
        row = document.row(forms, row_id)
        try:
            form = self._read[row_id] = form_of(self._figures, row)
            found = [one for one in check(form, document.settings["year"]) if one.rule not in EQUALITIES]
            return dict(self._finding(row, one) for one in found)
        except Exception as error:  # a rule that fails is a finding; the other forms still are checked
            logger.exception("words of form %s failed", row.code)
            return crash(f"forms:{row_id}", row.code, error, (CellRef(forms, row_id, "project_name"),))

    def _sibling_findings(self) -> dict[str, Finding]:
        document, ids = self._figures.document, ids_of(self._figures.document)
        rows = [row for row in forms_of(document) if row.id in self._read]
        projects = [
            TableProject(row.label, self._figures.value(CellRef(ids.projects, row.id, ids.amount)).fen)
            for row in projects_of(document)
        ]
        found: dict[str, Finding] = {}
        read = [self._read[row.id] for row in rows]
        for one in compare(read, projects, document.settings["year"], table_of(document)):
            if one.finding.rule not in EQUALITIES and one.forms:
                key, finding = self._finding(rows[one.forms[0]], one.finding, ":".join(map(str, one.forms)))
                found[key] = finding
        return found

    def _finding(self, row: Row, one: WordsFinding, more: str = "") -> tuple[str, Finding]:
        ref = cell_of(self._figures, row, one.field)
        key = f"{WORDS}forms:{row.id}:{one.rule}:{one.field}:{one.start}:{more}"
        place = TextPlace(ref.form, -1, one.start, one.end, one.text, one.fix)
        params = {"reason": "words", "sentence": one.message, "computation": one.computation}
        severity = Severity(one.severity)
        return key, Finding(one.rule, key, State.VIOLATION, severity, (ref,), params=params, place=place)
