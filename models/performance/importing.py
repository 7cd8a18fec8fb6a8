"""The fields of an imported performance form against those of the document's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple, Protocol

from models.amounts import Unit
from models.edits import Edit, Row
from models.performance import indicator_planning, planning
from models.performance.access import forms_of, ids_of, indicators_of
from models.performance.definitions import ANNUAL, FUNDS, PERIOD
from models.performance.form import Indicator, PerformanceForm
from models.performance.from_document import PLAIN_TEXTS, cell_of
from models.performance.indicator_planning import IndicatorLine
from models.performance.names import same_name
from models.performance.planning import Filling
from models.planning import entry_for
from models.workspace import Workspace

INDICATORS = "indicators"


class RecognisedForm(Protocol):
    """A form read from elsewhere: its values, the sheet it stood on, and the cells that fields were read from."""

    @property
    def form(self) -> PerformanceForm:
        """The values."""

    @property
    def sheet(self) -> str:
        """The sheet."""

    @property
    def places(self) -> Mapping[str, tuple[str, str]]:
        """Sheet and cell by field."""


class Field(NamedTuple):
    """A field that differs: ``path`` as in the form's values, ``lines`` what is within it (name, now, new)."""

    path: str
    column: str
    title: str
    now: str
    new: str
    source: str = ""
    lines: tuple[tuple[str, str, str], ...] = ()


def differences(workspace: Workspace, row: Row, one: RecognisedForm) -> list[Field]:
    """The fields that say something else than the document; what is blank in the workbook changes nothing."""
    found = []
    columns = workspace.pack.form(ids_of(workspace.document).forms).column_by_key
    for path, new in texts_of(one.form):
        column = "project_name" if path == "project_name" else cell_of(workspace, row, path).column
        now = row.label if path == "project_name" else row.texts.get(column, "")
        if new and new != now:
            title = columns[column].title
            found.append(Field(path, column, title, now, new, _source(one, path)))
    for path, new in amounts_of(one.form):
        ref = cell_of(workspace, row, path)
        entry, value = entry_for(new, Unit.YUAN), workspace.value(ref)
        same = entry is not None and entry.fen is not None and value.filled and entry.fen == value.fen
        if entry is not None and not same:
            title = columns[ref.column].title
            found.append(Field(path, ref.column, title, workspace.shown(ref), new, _source(one, path)))
    return found + _indicators(workspace, row, one)


def texts_of(form: PerformanceForm) -> list[tuple[str, str]]:
    """The texts of a form by path."""
    goals = [("overall_goal.implementation_period", form.overall_goal.implementation_period),
             ("overall_goal.annual", form.overall_goal.annual)]  # fmt: skip
    return [("project_name", form.project_name), *((key, getattr(form, key)) for key in PLAIN_TEXTS), *goals]


def amounts_of(form: PerformanceForm) -> list[tuple[str, str]]:
    """The amounts of a form by path, as written."""
    return [
        (f"funding.{period}.{fund}", getattr(getattr(form.funding, period), fund))
        for period in (PERIOD, ANNUAL)
        for fund in FUNDS
    ]


def lines_of(form: PerformanceForm) -> list[IndicatorLine]:
    """The indicators of both periods, those of one line together where their levels agree."""
    whole, annual = form.indicators.implementation_period, form.indicators.annual
    lines = []
    for at in range(max(len(whole), len(annual))):
        one = whole[at] if at < len(whole) else Indicator()
        other = annual[at] if at < len(annual) else Indicator()
        model = one if one.level3 or one.level1 else other
        lines.append((model.level1, model.level2, model.level3, (one.target, other.target)))
    return lines


def _indicators(workspace: Workspace, row: Row, one: RecognisedForm) -> list[Field]:
    old = [indicator_planning.line_of(line) for line in indicators_of(workspace.document, row.code)]
    new = lines_of(one.form)
    if not new or new == old:
        return []
    lines = []
    for at in range(max(len(old), len(new))):
        left = old[at] if at < len(old) else None
        right = new[at] if at < len(new) else None
        if left != right:
            lines.append((f"第 {at + 1} 条", _worded(left), _worded(right)))
    return [Field(INDICATORS, "", "绩效指标", f"{len(old)} 条", f"{len(new)} 条", one.sheet, tuple(lines))]


def _worded(line: IndicatorLine | None) -> str:
    if line is None:
        return "（没有）"
    level1, level2, level3, (whole, annual) = line
    return f"{level1} / {level2} / {level3}：{whole or '（空）'} | {annual or '（空）'}"


def _source(one: RecognisedForm, path: str) -> str:
    sheet, address = one.places.get(path, (one.sheet, ""))
    return f"{sheet} {address}".strip()


def filling(row: Row, fields: list[Field], one: RecognisedForm) -> Filling:
    """What these fields put into a form."""
    amounts = {path for path, _text in amounts_of(one.form)}
    return Filling(
        row.id,
        {field.column: field.new for field in fields if field.path not in amounts and field.path != INDICATORS},
        {field.column: entry_for(field.new, Unit.YUAN) for field in fields if field.path in amounts},
        lines_of(one.form) if any(field.path == INDICATORS for field in fields) else None,
    )


def row_for(workspace: Workspace, form: PerformanceForm) -> Row | None:
    """The document's form of the same project: by name, else by a name that differs in quotes, brackets or spaces."""
    rows = forms_of(workspace.document)
    exact = [row for row in rows if row.label == form.project_name]
    alike = exact or [row for row in rows if same_name(row.label, form.project_name)]
    return alike[0] if len(alike) == 1 else None


def import_all(workspace: Workspace, forms: Sequence[RecognisedForm]) -> tuple[Edit, list[tuple[str, list[Field]]]]:
    """All that forms would change, as one edit, with the fields by project; one without its project changes nothing."""
    fillings, told = [], []
    for one in forms:
        row = row_for(workspace, one.form)
        fields = differences(workspace, row, one) if row is not None else []
        told.append((one.form.project_name, fields))
        if row is not None and fields:
            fillings.append(filling(row, fields, one))
    return planning.fill_forms(workspace, fillings), told
