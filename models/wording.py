"""Findings, cells and equalities in the clerk's words: one module for window, Excel, PDF and command line."""

from __future__ import annotations

from typing import NamedTuple

from models.amounts import exact_text
from models.edits import Row
from models.equations import Instance, tolerance
from models.findings import DIFFERENCES, Finding, State
from models.forms import ColumnKind, Role
from models.pack import RuleDef
from models.refs import CellRef
from models.workspace import Workspace

SUSPECT_NOTE = "在四舍五入允许的范围内，但这样大的尾差很少见，请核对"
EXCERPT = 16
"""Words of a text that a finding quotes are cut to so many characters."""
MANY = 6
"""Sums of more parts than this are written as Σ with a count."""


class EqualityWords(NamedTuple):
    """An equality for the inspector: ``title`` its rule, ``words`` and ``figures`` both sides, ``cells`` to
    jump to.
    """

    rule: RuleDef
    state: State
    title: str
    words: str
    figures: str
    cells: tuple[CellRef, ...]
    difference: int
    tolerance: int


def row_name(workspace: Workspace, form: str, row: Row) -> str:
    """Code and name, or the name alone."""
    label = workspace.document.label(row).strip()
    code = known_by_code(workspace, form, row)
    return f"{code} {label}".strip() if code else label or "（未命名的行）"


def known_by_code(workspace: Workspace, form: str, row: Row) -> str:
    """The code that people know a row by; "" where there is none, or it only holds forms together (绩效表)."""
    definition = workspace.pack.form(form)
    printed = definition.column_of_kind(row.block, ColumnKind.CODE) is not None
    return row.code if printed and definition.role is not Role.PERFORMANCE else ""


def cell_name(workspace: Workspace, ref: CellRef) -> str:
    """``表三 · 2013299 其他组织事务支出 · 项目支出``."""
    form = workspace.pack.form(ref.form)
    if not workspace.document.has_row(ref.form, ref.row):
        return f"{form.number} · （已删除的行）"
    row = workspace.document.row(ref.form, ref.row)
    column = form.column_by_key.get(ref.column)
    return f"{form.number} · {row_name(workspace, ref.form, row)} · {column.title if column else ref.column}"


def short_name(workspace: Workspace, ref: CellRef, near: CellRef) -> str:
    """A cell as seen from another: what the two share is left out."""
    form = workspace.pack.form(ref.form)
    row = workspace.document.row(ref.form, ref.row)
    column = form.column_by_key[ref.column].title
    name = known_by_code(workspace, ref.form, row) or row_name(workspace, ref.form, row)
    if ref.form != near.form:
        return f"{form.number} {name} {column}"
    if ref.row == near.row:
        return column
    return name if ref.column == near.column else f"{name} {column}"


def money(workspace: Workspace, ref: CellRef, fen: int) -> str:
    """A figure in the unit of a cell's form."""
    return workspace.pack.form(ref.form).shown(fen, grouped=True)


def told_apart(workspace: Workspace, ref: CellRef, actual: int, expected: int, *others: int) -> tuple[str, ...]:
    """Figures in the unit of a cell's form; with all their decimals where two that differ would look alike."""
    shown = tuple(money(workspace, ref, fen) for fen in (actual, expected, *others))
    if shown[0] != shown[1] or actual == expected:
        return shown
    unit = workspace.pack.form(ref.form).unit
    return tuple(exact_text(fen, unit) for fen in (actual, expected, *others))


def equality(workspace: Workspace, instance: Instance, near: CellRef | None = None) -> EqualityWords:
    """Both sides of an equality in words and figures, as seen from ``near``."""
    equations = workspace.equations
    rule = workspace.plan.templates[instance.template].rule
    left, right = _sides(workspace, instance)
    state = equations.state(instance)
    operator = equations.operator(instance)
    shown = {State.BREAK: "≠", State.ROUNDING: "≈", State.SUSPECT: "≈", State.UNEVALUATED: "？"}.get(state, operator)
    return EqualityWords(
        rule,
        state,
        rule.title,
        relation(workspace, instance, near),
        f"{_figures(workspace, left)} {shown} {_figures(workspace, right)}",
        tuple(ref for ref, _sign, _side in equations.cells(instance)),
        instance.residual,
        tolerance(instance),
    )


def relation(workspace: Workspace, instance: Instance, near: CellRef | None = None) -> str:
    """Both sides of an equality in words, as seen from ``near``."""
    return f" {workspace.equations.operator(instance)} ".join(both_sides(workspace, instance, near))


def both_sides(workspace: Workspace, instance: Instance, near: CellRef | None = None) -> tuple[str, str]:
    """Left and right side in words; rows and their names change them, figures do not."""
    left, right = _sides(workspace, instance)
    anchor = near or next(iter(workspace.equations.cells(instance)))[0]
    return _words(workspace, left, anchor, instance, 0), _words(workspace, right, anchor, instance, 1)


_Side = list[tuple[CellRef, int]]


def _sides(workspace: Workspace, instance: Instance) -> tuple[_Side, _Side]:
    """The cells of both sides with their signs there."""
    sides: tuple[_Side, _Side] = ([], [])
    for ref, sign, side in workspace.equations.cells(instance):
        sides[side].append((ref, -sign if side else sign))
    return sides


def _words(workspace: Workspace, cells: _Side, near: CellRef, instance: Instance, side: int) -> str:
    template = workspace.plan.templates[instance.template]
    summed = [term for term in template.terms if term.side == side and term.summed]
    if summed and len(cells) > 1:
        place = summed[0].place
        number = workspace.pack.form(place.form).number
        what = "所属下级" if place.mode.name == "CHILD" else str(template.formula.right[0].ref.selector)
        return f"{'' if place.form == near.form else number + ' '}{what} {len(cells)} 项之和"
    parts = [
        ("- " if sign < 0 else "+ " if index else "") + short_name(workspace, ref, near)
        for index, (ref, sign) in enumerate(cells)
    ]
    return " ".join(parts) or "（没有这一行）"


def _figures(workspace: Workspace, cells: _Side) -> str:
    filled = [(ref, sign) for ref, sign in cells if workspace.value(ref).fen or workspace.value(ref).bad]
    if not filled:
        return "0.00"
    if len(filled) > MANY:
        total = sum(workspace.value(ref).fen * sign for ref, sign in filled)
        return f"{money(workspace, filled[0][0], total)}（{len(filled)} 个数之和）"
    texts = []
    for index, (ref, sign) in enumerate(filled):
        value = workspace.value(ref)
        text = "？" if value.bad else money(workspace, ref, value.fen)
        texts.append(("- " if sign < 0 else "+ " if index else "") + text)
    return " ".join(texts)


def finding_place(workspace: Workspace, finding: Finding) -> str:
    """Where a finding is: a cell, or the forms at both ends."""
    if finding.place is not None and finding.place.line >= 0:
        return f"{section_name(workspace, finding.place.key)} · {_short(finding.place.text)}"
    if not finding.cells:
        return ""
    forms = list(dict.fromkeys(ref.form for ref in finding.cells))
    first = cell_name(workspace, finding.cells[0])
    if len(forms) == 1:
        return first
    others = "、".join(workspace.pack.form(form).number for form in forms[1:])
    return f"{first} ↔ {others}"


def section_name(workspace: Workspace, key: str) -> str:
    """A section's heading; for the glossary its part's title."""
    narrative = workspace.pack.narrative
    section = narrative.section(key)
    if section is not None and section.heading:
        return section.heading
    part = next((part for part in narrative.parts if key in part.sections), None)
    return workspace.document.fill(part.title) if part is not None else key


def _short(text: str) -> str:
    return text if len(text) <= EXCERPT else text[: EXCERPT - 1] + "…"


def finding_sentence(workspace: Workspace, finding: Finding) -> str:
    """One sentence: both places, both figures, the difference and its direction."""
    rule = workspace.pack.rule_by_code.get(finding.rule)
    title = rule.title if rule else finding.rule
    if finding.state is State.VIOLATION or (finding.state in DIFFERENCES and finding.place is not None):
        return _VIOLATIONS[finding.params["reason"]].format(**finding.params)
    if not finding.cells or not workspace.document.has_row(finding.cells[0].form, finding.cells[0].row):
        return title
    place = cell_name(workspace, finding.cells[0])
    if finding.actual is None or finding.expected is None:
        return f"{place}：{title}；有内容看不懂，未作判断。"
    difference = abs(finding.actual - finding.expected)
    actual, expected, gap = told_apart(workspace, finding.cells[0], finding.actual, finding.expected, difference)
    direction = "多" if finding.actual > finding.expected else "少"
    if finding.state in DIFFERENCES:
        what = f"四舍五入尾差 {gap}" if finding.state is State.ROUNDING else f"{direction} {gap}，{SUSPECT_NOTE}"
        return f"{place}：{title}；表上 {actual}，算得 {expected}，{what}。"
    if finding.state is State.UNEVALUATED:
        return f"{place}：{title}；一边为 {actual}，另一边 {expected}，对应的表还没有填，未作判断。"
    bound = "应不小于" if direction == "少" else "应不大于"
    must = bound if _is_bound(workspace, finding) else "应为"
    return f"{place}：{title}；表上 {actual}，{must} {expected}，{direction} {gap}。"


def _is_bound(workspace: Workspace, finding: Finding) -> bool:
    """Whether an equality's finding is about an inequality; a rule may hold both, and a guard may relax one."""
    code, _, key = finding.key.partition(":")
    template = next((one for one in workspace.plan.templates if one.code == code), None)
    if template is None:
        return False
    equations = workspace.equations
    return equations.operator(equations.lookup.instance(template.index, key)) != "="


_VIOLATIONS = {
    "unreadable": "“{text}”不是金额，请改成数字，例如 1148.53；看不懂的内容不参加合计。",
    "no_code": "“{name}”没有科目编码，请补上。",
    "bad_code": "科目编码“{code}”位数不对，类为 3 位、款为 5 位、项为 7 位。",
    "duplicate_code": "科目编码 {code} 出现了不止一次，请合并或删去一行。",
    "no_parent": "缺少 {code} 的上级科目 {parent}，请补上这一行。",
    "unsorted": "科目编码 {code} 应排在 {above} 之前。",
    "wrong_name": "科目 {code} 的名称是“{right}”，表上写的是“{name}”。",
    "wrong_side": "“{name}”不应有{column}，请移到另一栏。",
    "wrong_mapping": "“{name}”对应的政府预算经济科目写成了“{given}”，按规定应为：{allowed}。",
    "two_sides": "同一张表里，{agency}等用的是机关科目，{institution}等用的是事业单位科目，请核对单位性质。",
    "no_name": "项目没有名称，请补上。",
    "duplicate_name": "项目“{name}”出现了不止一次，请核对是否重复录入。",
    "no_money": "项目“{name}”没有大于零的金额，请补上或更正，不用的行请删去。",
    "words": "{sentence}",
    "crash": "规则 {rule} 检查时出错（{error}），其他规则照常；请把诊断报告发给维护人员。",
}
