"""What the user wants of the performance forms, turned into an Edit: making, copying, filling."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from models import renaming
from models.edits import CellChange, Change, Edit, Entry, Row, RowDelete, RowInsert
from models.errors import PlanError
from models.performance.access import forms_of, ids_of, indicators_of, levels_of, projects_of, table_of
from models.performance.changes import as_edit, new_row, recoded, updated
from models.performance.definitions import ANNUAL, BLOCK, CATEGORY, FUNDS, NAME, PERIOD
from models.performance.indicator_planning import IndicatorLine, line_of, new_indicator, replaced
from models.planning import MAX_LABEL
from models.refs import CellRef
from models.workspace import Workspace

MAX_FIELD = 8_000
"""Characters that a field of a form may have."""


def make_forms(workspace: Workspace) -> Edit:
    """A form for every project of 表十二 that has none, with its name, department and levels; the total follows
    表十二.

    :raises PlanError: every project has its form.
    """
    document, ids = workspace.document, ids_of(workspace.document)
    have = {row.code for row in forms_of(document)}
    projects = [row for row in projects_of(document) if not row.code or row.code not in have]
    if not projects:
        raise PlanError(f"{table_of(document)}的每个项目都已经有绩效目标表。")
    taken = {row.code for row in projects_of(document)} | have
    changes: list[Change] = []
    made: list[Row] = []
    lines: list[Row] = []
    for row in projects:
        code = row.code or _free_code(taken)
        taken.add(code)
        if not row.code:
            changes.append(recoded(ids.projects, row, code))
        settings = document.settings
        texts = {
            "project_name": row.label,
            "supervising_department": f"{settings['department_code']}{settings['department']}",
            "implementing_unit": settings["department"],
            CATEGORY: row.texts.get(CATEGORY, ""),
        }
        made.append(new_row(document, ids.forms, code, texts))
        lines += [new_indicator(document, code, (*levels, "", ("", ""))) for levels in levels_of(document)]
    for form, rows in ((ids.forms, made), (ids.indicators, lines)):
        first = len(document.rows(form, BLOCK).details)
        changes += [RowInsert(form, at, row) for at, row in enumerate(rows, first)]
    return as_edit(f"从{table_of(document)}新建绩效目标表", changes)


def _free_code(taken: set[str]) -> str:
    number = 1
    while f"P{number:02d}" in taken:
        number += 1
    return f"P{number:02d}"


def delete_form(workspace: Workspace, row_id: str) -> Edit:
    """Take a form away with its figures and indicators; the project of 表十二 stays."""
    row = workspace.document.row(ids_of(workspace.document).forms, row_id)
    return as_edit("删除绩效目标表", _without_form(workspace, row))


def _without_form(workspace: Workspace, row: Row) -> Iterator[Change]:
    document, ids = workspace.document, ids_of(workspace.document)
    for column in workspace.pack.form(ids.forms).amount_columns:
        ref = CellRef(ids.forms, row.id, column.key)
        if (entry := document.entries.get(ref)) is not None:
            yield CellChange(*ref, entry, None)
    yield from replaced(document, row.code, ())
    yield from (recoded(ids.projects, one, "") for one in projects_of(document) if one.code == row.code)
    yield RowDelete(ids.forms, document.rows(ids.forms, BLOCK).details.index(row.id), row)


def set_field(workspace: Workspace, row_id: str, key: str, text: str) -> Edit:
    """Change a text of a form: a column's key, ``project_name`` or ``category``. The project of another name is
    renamed where else it stands.

    :raises PlanError: it is too long.
    """
    text, most = (" ".join(text.split()), MAX_LABEL) if key == NAME else (text.strip(), MAX_FIELD)  # a name is a row's
    if len(text) > most:
        raise PlanError(f"这一栏有 {len(text)} 字，超过 {most} 字，请删减。")
    forms = ids_of(workspace.document).forms
    if key == CATEGORY:
        return set_category(workspace, forms, row_id, text)
    row = workspace.document.row(forms, row_id)
    changes = updated(forms, row, {key: text})
    renamed = renaming.follow(workspace.document, changes).updates
    return as_edit("项目改名" if renamed else "修改绩效目标表", (*changes, *renamed))


def set_category(workspace: Workspace, form: str, row_id: str, category: str) -> Edit:
    """Say of a project (of 表十二, 表十三 or a form) what kind it is; the project's other row follows."""
    document, ids = workspace.document, ids_of(workspace.document)
    row = document.row(form, row_id)
    rows = [(form, row)]
    if row.code and form in (ids.forms, ids.projects):
        others = ((ids.forms, forms_of(document)), (ids.projects, projects_of(document)))
        rows += [(where, one) for where, them in others for one in them if one.code == row.code and where != form]
    changes = [change for where, one in rows for change in updated(where, one, {CATEGORY: category})]
    return as_edit("修改项目类别", changes)


# -- 实施期 and 年度 -----------------------------------------------------------------------------------------------


def copy_period(workspace: Workspace, row_id: str, *, to_annual: bool = True) -> Edit:
    """Carry amounts, goal and indicator values of 实施期 over to 年度, or back. A computed total stays automatic."""
    document, ids = workspace.document, ids_of(workspace.document)
    row = document.row(ids.forms, row_id)
    source, target = (PERIOD, ANNUAL) if to_annual else (ANNUAL, PERIOD)
    amounts = {
        f"{target}_{fund}": document.entries.get(CellRef(ids.forms, row_id, f"{source}_{fund}")) for fund in FUNDS
    }
    changes = list(_stated(workspace, row_id, amounts))
    changes += updated(ids.forms, row, {f"{target}_goal": row.texts.get(f"{source}_goal", "")})
    for one in indicators_of(document, row.code):
        changes += updated(ids.indicators, one, {f"{target}_target": one.texts.get(f"{source}_target", "")})
    return as_edit("实施期 → 年度" if to_annual else "年度 → 实施期", changes)


def _stated(workspace: Workspace, row_id: str, amounts: Mapping[str, Entry | None]) -> Iterator[Change]:
    """State amounts of a form, by column."""
    forms = ids_of(workspace.document).forms
    for column, entry in amounts.items():
        old = workspace.document.entries.get(CellRef(forms, row_id, column))
        if old != entry:
            yield CellChange(forms, row_id, column, old, entry)


def copy_form(workspace: Workspace, source: str, target: str) -> Edit:
    """Take over another form's texts and indicators, not its name and amounts."""
    document, forms = workspace.document, ids_of(workspace.document).forms
    old, model = document.row(forms, target), document.row(forms, source)
    texts = dict.fromkeys(old.texts, "") | model.texts | {CATEGORY: old.texts.get(CATEGORY, "")}
    lines = [line_of(one) for one in indicators_of(document, model.code)]
    changes = [*updated(forms, old, texts), *replaced(document, old.code, lines)]
    return as_edit("复制绩效目标表", changes)


def fill_form(
    workspace: Workspace,
    row_id: str,
    texts: dict[str, str],
    amounts: dict[str, Entry | None],
    indicators: Sequence[IndicatorLine] | None,
    label: str = "导入绩效目标表",
) -> Edit:
    """State everything of a form at once: texts by column key (``project_name`` too), amounts by column,
    indicators (``None``: they stay).
    """
    document, forms = workspace.document, ids_of(workspace.document).forms
    row = document.row(forms, row_id)
    changes = [*updated(forms, row, texts), *_stated(workspace, row_id, amounts)]
    if indicators is not None:
        changes += replaced(document, row.code, indicators)
    return Edit(label, "导入", tuple(changes))


class Filling(NamedTuple):
    """What a form is to say; see :func:`fill_form`."""

    row_id: str
    texts: dict[str, str]
    amounts: dict[str, Entry | None]
    indicators: Sequence[IndicatorLine] | None


def fill_forms(workspace: Workspace, fillings: Iterable[Filling], label: str = "导入绩效目标表") -> Edit:
    """Fill several forms in one edit, each planned on what the ones before leave."""
    document, done = workspace.document, list[Edit]()
    try:
        for one in fillings:
            edit = fill_form(workspace, one.row_id, one.texts, one.amounts, one.indicators)
            document.apply(edit)
            done.append(edit)
    finally:
        for edit in reversed(done):
            document.apply(edit.inverse())
    return Edit(label, "导入", tuple(change for edit in done for change in edit.changes))
