"""What the user wants of the performance forms, turned into an Edit: making, copying, filling, indicators."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import msgspec

from models.edits import CellChange, Change, Edit, Entry, Row, RowDelete, RowInsert, RowMove, RowUpdate
from models.errors import PlanError
from models.performance.access import (
    ANNUAL,
    CATEGORY,
    FORM,
    FUNDS,
    INDICATORS,
    PERIOD,
    PROJECT,
    forms_of,
    indicators_of,
    projects_of,
)  # fmt: skip
from models.refs import CellRef
from models.workspace import Workspace

MAX_FIELD = 8_000
"""Characters that a field of a form may have."""
DEFAULT_INDICATORS = (
    ("产出指标", "数量指标"), ("产出指标", "质量指标"), ("产出指标", "时效指标"), ("产出指标", "成本指标"),
    ("效益指标", "经济效益"), ("效益指标", "社会效益"), ("效益指标", "生态效益"), ("效益指标", "可持续影响"),
    ("满意度指标", "服务对象满意度"),
)  # fmt: skip
"""The levels that a new form begins with."""


def _new_id(prefix: str) -> str:
    return prefix + secrets.token_hex(5)


def _edit(label: str, changes: Iterable[Change]) -> Edit:
    return Edit(label, "绩效", tuple(changes))


def make_forms(workspace: Workspace) -> Edit:
    """A form for every project of 表十二 that has none, with its name, department and levels; the total follows
    表十二.

    :raises PlanError: every project has its form.
    """
    document = workspace.document
    have = {row.code for row in forms_of(document)}
    changes: list[Change] = []
    index = len(document.rows(FORM, "main").details)
    place = len(document.rows(INDICATORS, "main").details)
    taken = {row.code for row in projects_of(document)} | have
    for row in projects_of(document):
        if row.code and row.code in have:
            continue
        code = row.code or _free_code(taken)
        taken.add(code)
        if not row.code:
            changes.append(RowUpdate(PROJECT, row, msgspec.structs.replace(row, code=code)))
        settings = document.settings
        texts = {
            "supervising_department": f"{settings['department_code']}{settings['department']}",
            "implementing_unit": settings["department"],
            CATEGORY: row.texts.get(CATEGORY, ""),
        }
        new = Row(_new_id("f"), "main", "project", code, row.label, texts)
        changes.append(RowInsert(FORM, index, new))
        index += 1
        for level1, level2 in DEFAULT_INDICATORS:
            changes.append(RowInsert(INDICATORS, place, _indicator(code, level1, level2)))
            place += 1
    if not changes:
        raise PlanError("表十二的每个项目都已经有绩效目标表。")
    return _edit("从表十二新建绩效目标表", changes)


def _free_code(taken: set[str]) -> str:
    number = 1
    while f"P{number:02d}" in taken:
        number += 1
    return f"P{number:02d}"


def _indicator(code: str, level1: str, level2: str, level3: str = "", targets: tuple[str, str] = ("", "")) -> Row:
    texts = {
        "project": code,
        "level1": level1,
        "level2": level2,
        "implementation_period_target": targets[0],
        "annual_target": targets[1],
    }
    return Row(_new_id("i"), "main", "indicator", "", level3, texts)


def delete_form(workspace: Workspace, row_id: str) -> Edit:
    """Take a form away with its figures and indicators; the project of 表十二 stays."""
    document = workspace.document
    row = document.row(FORM, row_id)
    return _edit("删除绩效目标表", _without_form(workspace, row))


def _without_form(workspace: Workspace, row: Row) -> Iterator[Change]:
    document = workspace.document
    form = workspace.pack.form(FORM)
    for column in form.amount_columns:
        ref = CellRef(FORM, row.id, column.key)
        if (entry := document.entries.get(ref)) is not None:
            yield CellChange(*ref, entry, None)
    details = document.rows(INDICATORS, "main").details
    for indicator in reversed(indicators_of(document, row.code)):
        yield RowDelete(INDICATORS, details.index(indicator.id), indicator)
    for project in projects_of(document):
        if project.code == row.code:
            yield RowUpdate(PROJECT, project, msgspec.structs.replace(project, code=""))
    yield RowDelete(FORM, document.rows(FORM, "main").details.index(row.id), row)


def set_field(workspace: Workspace, row_id: str, key: str, text: str) -> Edit:
    """Change a text of a form: a column's key, ``project_name`` or ``category``.

    :raises PlanError: it is too long.
    """
    if len(text) > MAX_FIELD:
        raise PlanError(f"这一栏有 {len(text)} 字，超过 {MAX_FIELD} 字，请删减。")
    row = workspace.document.row(FORM, row_id)
    if key == CATEGORY:
        return set_category(workspace, FORM, row_id, text)
    new = (
        msgspec.structs.replace(row, label=text.strip())
        if key == "project_name"
        else msgspec.structs.replace(row, texts=_with(row, {key: text.strip()}))
    )
    return _edit("修改绩效目标表", (RowUpdate(FORM, row, new),) if new != row else ())


def _with(row: Row, texts: dict[str, str]) -> dict[str, str]:
    return {key: text for key, text in (row.texts | texts).items() if text}


def set_category(workspace: Workspace, form: str, row_id: str, category: str) -> Edit:
    """Say of a project (of 表十二, 表十三 or a form) what kind it is; the project's other row follows."""
    document = workspace.document
    row = document.row(form, row_id)
    rows = [(form, row)]
    if row.code and form in (FORM, PROJECT):
        rows += [(FORM, other) for other in forms_of(document) if other.code == row.code and form != FORM]
        rows += [(PROJECT, other) for other in projects_of(document) if other.code == row.code and form != PROJECT]
    changes = []
    for where, one in rows:
        new = msgspec.structs.replace(one, texts=_with(one, {CATEGORY: category}))
        if new != one:
            changes.append(RowUpdate(where, one, new))
    return _edit("修改项目类别", changes)


# -- 实施期 and 年度 -----------------------------------------------------------------------------------------------


def copy_period(workspace: Workspace, row_id: str, *, to_annual: bool = True) -> Edit:
    """Carry amounts, goal and indicator values of 实施期 over to 年度, or back. A computed total stays automatic."""
    document = workspace.document
    row = document.row(FORM, row_id)
    source, target = (PERIOD, ANNUAL) if to_annual else (ANNUAL, PERIOD)
    changes: list[Change] = []
    for fund in FUNDS:
        old = document.entries.get(CellRef(FORM, row_id, f"{target}_{fund}"))
        new = document.entries.get(CellRef(FORM, row_id, f"{source}_{fund}"))
        if old != new:
            changes.append(CellChange(FORM, row_id, f"{target}_{fund}", old, new))
    goal = row.texts.get(f"{source}_goal", "")
    if goal != row.texts.get(f"{target}_goal", ""):
        changes.append(RowUpdate(FORM, row, msgspec.structs.replace(row, texts=_with(row, {f"{target}_goal": goal}))))
    for one in indicators_of(document, row.code):
        value = one.texts.get(f"{source}_target", "")
        if value != one.texts.get(f"{target}_target", ""):
            texts = _with(one, {f"{target}_target": value})
            changes.append(RowUpdate(INDICATORS, one, msgspec.structs.replace(one, texts=texts)))
    return _edit("实施期 → 年度" if to_annual else "年度 → 实施期", changes)


def copy_form(workspace: Workspace, source: str, target: str) -> Edit:
    """Take over another form's texts and indicators, not its name and amounts."""
    document = workspace.document
    old, model = document.row(FORM, target), document.row(FORM, source)
    kept = {CATEGORY: old.texts.get(CATEGORY, "")}
    changes: list[Change] = [RowUpdate(FORM, old, msgspec.structs.replace(old, texts=_with(model, kept)))]
    rows = [line_of(one) for one in indicators_of(document, model.code)]
    changes += _replaced_indicators(workspace, old.code, rows)
    return _edit("复制绩效目标表", changes)


def _targets(row: Row) -> tuple[str, str]:
    return row.texts.get("implementation_period_target", ""), row.texts.get("annual_target", "")


IndicatorLine = tuple[str, str, str, tuple[str, str]]
"""Levels one to three, and the values of 实施期 and 年度."""


def line_of(row: Row) -> IndicatorLine:
    """An indicator as a line to be filled in elsewhere."""
    return row.texts.get("level1", ""), row.texts.get("level2", ""), row.label, _targets(row)


def _replaced_indicators(workspace: Workspace, code: str, rows: Sequence[IndicatorLine]) -> Iterator[Change]:
    document = workspace.document
    details = document.rows(INDICATORS, "main").details
    old = indicators_of(document, code)
    for one in reversed(old):
        yield RowDelete(INDICATORS, details.index(one.id), one)
    at = details.index(old[0].id) if old else len(details)
    for offset, (level1, level2, level3, targets) in enumerate(rows):
        yield RowInsert(INDICATORS, at + offset, _indicator(code, level1, level2, level3, targets))


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
    document = workspace.document
    row = document.row(FORM, row_id)
    plain = {key: text for key, text in texts.items() if key != "project_name"}
    new = msgspec.structs.replace(row, label=texts.get("project_name", row.label), texts=_with(row, plain))
    changes: list[Change] = [RowUpdate(FORM, row, new)] if new != row else []
    for column, entry in amounts.items():
        old = document.entries.get(CellRef(FORM, row_id, column))
        if old != entry:
            changes.append(CellChange(FORM, row_id, column, old, entry))
    if indicators is not None:
        changes += _replaced_indicators(workspace, row.code, indicators)
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


# -- indicators --------------------------------------------------------------------------------------------------------


def add_indicator(workspace: Workspace, code: str, after: str = "", level1: str = "", level2: str = "") -> Edit:
    """Put an empty indicator behind another one of the project, of its levels unless they are given."""
    document = workspace.document
    details = document.rows(INDICATORS, "main").details
    own = indicators_of(document, code)
    before = next((one for one in own if one.id == after), own[-1] if own else None)
    at = details.index(before.id) + 1 if before is not None else len(details)
    model = before.texts if before is not None else {}
    row = _indicator(code, level1 or model.get("level1", ""), level2 or model.get("level2", ""))
    return _edit("增加指标", (RowInsert(INDICATORS, at, row),))


def delete_indicators(workspace: Workspace, row_ids: Sequence[str]) -> Edit:
    """Take indicators away."""
    document = workspace.document
    rows = document.rows(INDICATORS, "main")
    places = sorted(((rows.details.index(row_id), row_id) for row_id in row_ids), reverse=True)
    return _edit("删除指标", (RowDelete(INDICATORS, at, rows.by_id[row_id]) for at, row_id in places))


def move_indicator(workspace: Workspace, row_id: str, by: int) -> Edit:
    """Move an indicator one place up (-1) or down (1) among those of its project.

    :raises PlanError: it is already at the end.
    """
    document = workspace.document
    details = document.rows(INDICATORS, "main").details
    row = document.row(INDICATORS, row_id)
    own = [one.id for one in indicators_of(document, row.texts.get("project", ""))]
    at = own.index(row_id) + by
    if not 0 <= at < len(own):
        raise PlanError("指标已经在最" + ("上面。" if by < 0 else "下面。"))
    return _edit("移动指标", (RowMove(INDICATORS, "main", row_id, details.index(row_id), details.index(own[at])),))


def set_indicator(workspace: Workspace, row_id: str, key: str, text: str) -> Edit:
    """Change an indicator: ``level1``, ``level2``, ``level3``, ``implementation_period_target`` or
    ``annual_target``.
    """
    row = workspace.document.row(INDICATORS, row_id)
    new = (
        msgspec.structs.replace(row, label=text.strip())
        if key == "level3"
        else msgspec.structs.replace(row, texts=_with(row, {key: text.strip()}))
    )
    return _edit("修改指标", (RowUpdate(INDICATORS, row, new),) if new != row else ())


def set_indicators(workspace: Workspace, wanted: Mapping[tuple[str, str], str], label: str = "修改指标") -> Edit:
    """Change several texts of indicators at once, by row and key; see :func:`set_indicator`."""
    by_row: dict[str, dict[str, str]] = {}
    for (row_id, key), text in wanted.items():
        by_row.setdefault(row_id, {})[key] = " ".join(text.split())
    changes = []
    for row_id, texts in by_row.items():
        row = workspace.document.row(INDICATORS, row_id)
        level3 = texts.pop("level3", row.label)
        new = msgspec.structs.replace(row, label=level3, texts=_with(row, texts))
        if new != row:
            changes.append(RowUpdate(INDICATORS, row, new))
    return _edit(label, changes)


def paste_indicators(
    workspace: Workspace, code: str, first: int, keys: Sequence[str], grid: Sequence[Sequence[str]]
) -> Edit:
    """Put a grid of texts over the indicators of a project, from its ``first`` one on, column by column into ``keys``;
    lines beyond the last one are added.
    """
    document = workspace.document
    own = indicators_of(document, code)
    details = document.rows(INDICATORS, "main").details
    wanted = {
        (own[at].id, key): text
        for at, line in enumerate(grid, first)
        if at < len(own)
        for key, text in zip(keys, line, strict=False)
    }
    changes: list[Change] = list(set_indicators(workspace, wanted).changes)
    place = details.index(own[-1].id) + 1 if own else len(details)
    for at, line in enumerate(grid[max(len(own) - first, 0) :]):
        texts = {key: " ".join(text.split()) for key, text in zip(keys, line, strict=False)}
        targets = texts.get("implementation_period_target", ""), texts.get("annual_target", "")
        row = _indicator(code, texts.get("level1", ""), texts.get("level2", ""), texts.get("level3", ""), targets)
        changes.append(RowInsert(INDICATORS, place + at, row))
    return _edit("粘贴指标", changes)
