"""What the user wants of a form's indicators, turned into an Edit: adding, moving, writing, pasting."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from models.document import Document
from models.edits import Change, Edit, Row, RowDelete, RowInsert, RowMove
from models.errors import PlanError
from models.performance.access import ids_of, indicators_of
from models.performance.changes import as_edit, new_row, updated
from models.performance.definitions import BLOCK, LINE
from models.workspace import Workspace

IndicatorLine = tuple[str, str, str, tuple[str, str]]
"""Levels one to three, and the values of 实施期 and 年度."""


def line_of(row: Row) -> IndicatorLine:
    """An indicator as a line to be filled in elsewhere."""
    level1, level2, _level3, whole, annual = (row.texts.get(key, "") for key in LINE)
    return level1, level2, row.label, (whole, annual)


def new_indicator(document: Document, code: str, line: IndicatorLine) -> Row:
    """A row for an indicator of the project of that code."""
    texts = dict(zip(LINE, (*line[:3], *line[3]), strict=True))
    return new_row(document, ids_of(document).indicators, "", {"project": code, **texts})


def replaced(document: Document, code: str, lines: Sequence[IndicatorLine]) -> Iterator[Change]:
    """These indicators in the place of those that a project has."""
    form = ids_of(document).indicators
    details = document.rows(form, BLOCK).details
    old = indicators_of(document, code)
    for one in reversed(old):
        yield RowDelete(form, details.index(one.id), one)
    at = details.index(old[0].id) if old else len(details)
    for place, line in enumerate(lines, at):
        yield RowInsert(form, place, new_indicator(document, code, line))


def add(workspace: Workspace, code: str, after: str = "") -> Edit:
    """Put an empty indicator of the same levels behind another one of the project, else behind its last."""
    document, form = workspace.document, ids_of(workspace.document).indicators
    details = document.rows(form, BLOCK).details
    own = indicators_of(document, code)
    before = next((one for one in own if one.id == after), own[-1] if own else None)
    at = details.index(before.id) + 1 if before is not None else len(details)
    level1, level2 = line_of(before)[:2] if before is not None else ("", "")
    row = new_indicator(document, code, (level1, level2, "", ("", "")))
    return as_edit("增加指标", [RowInsert(form, at, row)])


def delete(workspace: Workspace, row_ids: Sequence[str]) -> Edit:
    """Take indicators away."""
    form = ids_of(workspace.document).indicators
    rows = workspace.document.rows(form, BLOCK)
    places = sorted(((rows.details.index(row_id), row_id) for row_id in row_ids), reverse=True)
    return as_edit("删除指标", [RowDelete(form, at, rows.by_id[row_id]) for at, row_id in places])


def move(workspace: Workspace, row_id: str, by: int) -> Edit:
    """Move an indicator one place up (-1) or down (1) among those of its project.

    :raises PlanError: it is already at the end.
    """
    document, form = workspace.document, ids_of(workspace.document).indicators
    details = document.rows(form, BLOCK).details
    own = [one.id for one in indicators_of(document, document.row(form, row_id).texts.get("project", ""))]
    at = own.index(row_id) + by
    if not 0 <= at < len(own):
        raise PlanError("指标已经在最" + ("上面。" if by < 0 else "下面。"))
    return as_edit("移动指标", [RowMove(form, BLOCK, row_id, details.index(row_id), details.index(own[at]))])


def set_text(workspace: Workspace, row_id: str, key: str, text: str) -> Edit:
    """Change one text of an indicator, see :func:`set_texts`."""
    return set_texts(workspace, {(row_id, key): text})


def set_texts(workspace: Workspace, wanted: Mapping[tuple[str, str], str], label: str = "修改指标") -> Edit:
    """Change texts of indicators by row and key (one of ``definitions.LINE``); each is a line without breaks."""
    form = ids_of(workspace.document).indicators
    by_row: dict[str, dict[str, str]] = {}
    for (row_id, key), text in wanted.items():
        by_row.setdefault(row_id, {})[key] = " ".join(text.split())
    changes: list[Change] = []
    for row_id, texts in by_row.items():
        changes += updated(form, workspace.document.row(form, row_id), texts)
    return as_edit(label, changes)


def paste(workspace: Workspace, code: str, first: int, keys: Sequence[str], grid: Sequence[Sequence[str]]) -> Edit:
    """Put a grid of texts over the indicators of a project, from its ``first`` one on, column by column into ``keys``;
    lines beyond the last one are added.
    """
    document, form = workspace.document, ids_of(workspace.document).indicators
    own = indicators_of(document, code)
    details = document.rows(form, BLOCK).details
    wanted = {
        (own[at].id, key): text
        for at, line in enumerate(grid, first)
        if at < len(own)
        for key, text in zip(keys, line, strict=False)
    }
    changes: list[Change] = list(set_texts(workspace, wanted).changes)
    place = details.index(own[-1].id) + 1 if own else len(details)
    for at, line in enumerate(grid[max(len(own) - first, 0) :], place):
        texts = dict.fromkeys(LINE, "") | {k: " ".join(text.split()) for k, text in zip(keys, line, strict=False)}
        level1, level2, level3, whole, annual = texts.values()
        changes.append(RowInsert(form, at, new_indicator(document, code, (level1, level2, level3, (whole, annual)))))
    return as_edit("粘贴指标", changes)
