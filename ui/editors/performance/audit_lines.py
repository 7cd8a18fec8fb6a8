"""What is right about a performance form, in words and figures: its equalities, and rules that found nothing."""

from __future__ import annotations

from typing import NamedTuple

from models import wording
from models.equations import Instance
from models.findings import State
from models.performance.access import ids_of, indicators_of, levels_of
from models.refs import CellRef
from models.workspace import Workspace
from ui.editors.performance.reading import chips_of

_INDICATOR = "指标"


class Line(NamedTuple):
    """``good``: it holds; else nobody can tell yet. ``cell`` is where to look."""

    good: bool
    words: str
    figures: str = ""
    cell: CellRef | None = None


def lines_of(workspace: Workspace, row_id: str) -> list[Line]:
    """The lines of a form; what does not hold is a finding and stands on a card."""
    return [*_equalities(workspace, row_id), *_of_words(workspace, row_id)]


def _equalities(workspace: Workspace, row_id: str) -> list[Line]:
    seen: dict[tuple[int, str], Line] = {}
    form = workspace.pack.form(ids_of(workspace.document).forms)
    for column in form.amount_columns:
        ref = CellRef(form.id, row_id, column.key)
        for instance in workspace.equalities(ref):
            key = (instance.template, instance.key)
            if key in seen or not _belongs(workspace, instance, row_id):
                continue
            words = wording.equality(workspace, instance, ref)
            if words.state in (State.BALANCED, State.UNEVALUATED):
                title = _title(words.title, column.path[0])
                seen[key] = Line(words.state is State.BALANCED, title, _figures(workspace, words), ref)
    return list(seen.values())


def _title(rule: str, period: str) -> str:
    """The rule's title, with the period where it holds for both."""
    return rule if "实施期" in rule or "年度" in rule else f"{period}{rule}"


def _figures(workspace: Workspace, words: wording.EqualityWords) -> str:
    """Both sides; with their units where these differ."""
    units = [workspace.pack.form(ref.form).unit.value for ref in words.cells]
    if len(set(units)) == 1:
        return words.figures
    parts = words.figures.split()
    return " ".join(f"{part} {units[at // 2]}" if at % 2 == 0 else part for at, part in enumerate(parts)) \
        if len(parts) == len(units) * 2 - 1 else words.figures  # fmt: skip


def _belongs(workspace: Workspace, instance: Instance, row_id: str) -> bool:
    """Whether an equality is about this form alone, and not about the sum of all forms."""
    forms = ids_of(workspace.document).forms
    own = [ref for ref, _sign, _side in workspace.equations.cells(instance) if ref.form == forms]
    return all(ref.row == row_id for ref in own)


def _of_words(workspace: Workspace, row_id: str) -> list[Line]:
    document, ids = workspace.document, ids_of(workspace.document)
    row = document.row(ids.forms, row_id)
    lines = []
    wanted = list(dict.fromkeys(level1.removesuffix(_INDICATOR) for level1, _level2 in levels_of(document)))
    named = [one.texts.get("level1", "") for one in indicators_of(document, row.code) if one.label.strip()]
    if wanted and all(any(level.startswith(first) for level in named) for first in wanted):
        cell = CellRef(ids.indicators, indicators_of(document, row.code)[0].id, "level3")
        lines.append(Line(True, f"{'、'.join(wanted)}{_INDICATOR}均已填写", cell=cell))
    right = [chip for chip in chips_of(workspace, row_id) if chip.state == "ok"]
    if right:
        lines.append(Line(True, f"文字中 {len(right)} 处算式核对无误", cell=CellRef(ids.forms, row_id, right[0].field)))
    return lines
