"""What the inspector shows of a cell, as rich text: its equalities, where it comes from, what follows, its history."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from html import escape
from typing import TYPE_CHECKING, NamedTuple

from models import wording
from models.amounts import exact_text
from models.edits import CellChange
from models.equations import Instance
from models.findings import WORST_FIRST, State
from models.refs import CellRef
from models.workspace import Origin, Workspace
from ui import theme
from ui.itemmodels.finding_words import has_row
from ui.panels.cell_bar import is_amount, origin_text, raw_text

if TYPE_CHECKING:
    from storage import HistoryLine

MOST_LINKS = 8
_ACTIONS = {"undo": "撤销", "redo": "重做"}
_RANK = {state: index for index, state in enumerate(WORST_FIRST)}


class Page(NamedTuple):
    """Rich text, and every cell whose figure stands in it."""

    html: str
    cells: frozenset[CellRef]


def page(workspace: Workspace, ref: CellRef, opened: frozenset[str], history: Sequence[HistoryLine]) -> Page:
    """The page of a cell. ``opened`` are the codes of the rules whose reason is shown, ``history`` its last lines."""
    parts = []
    cells = {ref}
    parts += [
        _violation(workspace, finding, opened)
        for finding in workspace.findings_at(ref)
        if finding.state is State.VIOLATION
    ]
    if is_amount(workspace, ref):
        instances = sorted(workspace.equalities(ref), key=lambda one: _RANK[workspace.equations.state(one)])
        for instance in instances:
            words = wording.equality(workspace, instance, ref)
            cells.update(words.cells)
            parts.append(_equality(workspace, ref, words, opened))
        if not instances:
            parts.append(_muted("这一格还没有可以核对的公式。" if workspace.raw(ref) else "填写后即时核对。"))
        parts.append(_sources(workspace, ref, instances))
    parts.append(_history(ref, history))
    return Page("".join(parts), frozenset(cells))


def empty_page() -> str:
    """What stands there while no cell is selected."""
    return _muted("选中一个单元格，这里列出它参与的全部勾稽公式、数据来源和历次改动。")


def _muted(text: str) -> str:
    return f'<p style="color:{theme.MUTED}">{escape(text)}</p>'


def head(workspace: Workspace, ref: CellRef) -> str:
    """Name, value and origin of a cell."""
    name = escape(wording.cell_name(workspace, ref))
    value = escape(raw_text(workspace, ref)) or "（空白）"
    origin = escape(origin_text(workspace, ref).partition("：")[0])
    return (
        f'<p style="color:{theme.MUTED}; margin-bottom:2px">{name}</p>'
        f'<p style="margin-top:0"><b>{value}</b>&nbsp;&nbsp;<span style="color:{theme.MUTED}">{origin}</span></p>'
    )


def _section(title: str, body: str) -> str:
    head = (
        f'<p style="margin:0; font-size:9px">&nbsp;</p><p style="margin-top:4px; margin-bottom:3px"><b>{title}</b></p>'
    )
    return f"{head}{body}" if body else ""


def _card(state: State, title: str, body: Iterable[str], foot: str) -> str:
    lines = "".join(f'<div style="color:{theme.MUTED}">{line}</div>' for line in body if line)
    return (
        f'<table width="100%" cellpadding="0" cellspacing="0" style="margin-top:7px"><tr>'
        f'<td width="22" style="padding-top:3px"><img src="{state.value}" width="14" height="14"></td>'
        f'<td><div>{title}</div>{lines}<div style="margin-top:2px">{foot}</div></td></tr></table>'
        f'<table width="100%" cellpadding="0" cellspacing="0" style="margin-top:7px"><tr>'
        f'<td style="background:{theme.LINE_SOFT}; font-size:1px" height="1"></td></tr></table>'
    )


def _violation(workspace: Workspace, finding: object, opened: frozenset[str]) -> str:
    sentence = escape(wording.finding_sentence(workspace, finding))  # type: ignore[arg-type]
    rule = workspace.pack.rule_by_code.get(finding.rule)  # type: ignore[attr-defined]
    why = _why(rule.code, rule.why, opened) if rule else ("", "")
    return _card(State.VIOLATION, sentence, (why[1],), why[0])


def _equality(workspace: Workspace, ref: CellRef, words: wording.EqualityWords, opened: frozenset[str]) -> str:
    unit = workspace.pack.form(ref.form).unit
    remark = ""
    if words.state is State.BREAK:
        gap = exact_text(abs(words.difference), unit)
        side = "左边多" if words.difference > 0 else "左边少"
        remark = f'<span style="color:{theme.ERROR}">断差：{side} {gap}</span>'
    elif words.state is State.ROUNDING:
        gap, allowed = exact_text(abs(words.difference), unit), exact_text(words.tolerance, unit)
        remark = f'<span style="color:{theme.ROUNDING}">尾差 {gap}，四舍五入允许 ±{allowed}</span>'
    elif words.state is State.SUSPECT:
        gap, allowed = exact_text(abs(words.difference), unit), exact_text(words.tolerance, unit)
        remark = (
            f'<span style="color:{theme.SUSPECT}">可疑尾差 {gap}（至多 ±{allowed}）：这样大的尾差很少见，请核对</span>'
        )
    elif words.state is State.UNEVALUATED:
        remark = f'<span style="color:{theme.UNJUDGED}">未判：有内容看不懂，或对应的表还没有填</span>'
    link, why = _why(words.rule.code, f"{words.title}。{words.rule.why}", opened)
    links = _links(workspace, ref, words.cells)
    foot = f"{links}&nbsp;&nbsp;{link}" if links else link
    return _card(words.state, escape(words.words), (escape(words.figures), remark, why), foot)


def _why(code: str, reason: str, opened: frozenset[str]) -> tuple[str, str]:
    """The link that shows or hides a rule's reason, and the reason where it is shown."""
    shown = code in opened
    word = "收起" if shown else "依据"
    link = f'<a href="why:{code}" style="color:{theme.FAINT}; text-decoration:none">{code} {word}</a>'
    return link, f'<span style="color:{theme.COMPUTED}">{escape(reason)}</span>' if shown else ""


def _link(ref: CellRef, text: str) -> str:
    return f'<a href="cell:{escape(str(ref))}" style="color:{theme.ACCENT}; text-decoration:none">{escape(text)}</a>'


def _name(workspace: Workspace, ref: CellRef, near: CellRef) -> str:
    """A cell as seen from another; a column's name alone could be taken for a row's."""
    name = wording.short_name(workspace, ref, near)
    return f"本行{name}" if (ref.form, ref.row) == (near.form, near.row) else name


def _links(workspace: Workspace, near: CellRef, cells: Sequence[CellRef]) -> str:
    others = [cell for cell in cells if cell != near and has_row(workspace, cell)]
    links = [_link(cell, _name(workspace, cell, near)) for cell in others[:MOST_LINKS]]
    rest = f"等 {len(others)} 格" if len(others) > MOST_LINKS else ""
    return "、".join(links) + rest


def _sources(workspace: Workspace, ref: CellRef, instances: Sequence[Instance]) -> str:
    """Where the cell comes from, and which cells follow from it."""
    definer = workspace.equations.definer(ref)
    come = ""
    if definer is not None:
        words = wording.equality(workspace, definer, ref)
        replaced = "现由录入值代替" if workspace.origin(ref) is Origin.STATED else "自动计算"
        come = (
            f'<p style="margin:2px 0">{escape(words.words)}<span style="color:{theme.MUTED}">（{replaced}）</span></p>'
        )
    follow = []
    for instance in instances:
        for cell, _sign, _side in workspace.equations.cells(instance, summed=False):
            if cell != ref and workspace.equations.definer(cell) is instance:
                stated = workspace.origin(cell) is Origin.STATED
                note = f'<span style="color:{theme.FAINT}">（已录入，不随之变动）</span>' if stated else ""
                follow.append(f'<p style="margin:2px 0">{_link(cell, _name(workspace, cell, ref))}{note}</p>')
    rest = [f'<p style="margin:2px 0">等 {len(follow)} 格</p>'] if len(follow) > MOST_LINKS else []
    return _section("从哪里来", come) + _section("影响到", "".join(follow[:MOST_LINKS] + rest))


def _history(ref: CellRef, history: Sequence[HistoryLine]) -> str:
    rows = "".join(
        f'<tr><td style="padding-right:10px">{_time(line.time)}</td><td>{change}</td>'
        f'<td style="padding-left:10px">{escape(_ACTIONS.get(line.action, line.cause))}</td></tr>'
        for line in history
        for change in _changes(line, ref)
    )
    body = f'<table cellpadding="1" cellspacing="0" style="color:{theme.MUTED}">{rows}</table>' if rows else ""
    return _section("最近改动", body)


def _changes(line: HistoryLine, ref: CellRef) -> list[str]:
    own = [change for change in line.edit.changes if isinstance(change, CellChange) and change.ref == ref]
    return [f"{_entry(change.new)} ← {_entry(change.old)}" for change in own]


def _entry(entry: object) -> str:
    return escape(getattr(entry, "text", "")) or "空"


def _time(time: datetime) -> str:
    today = datetime.now(time.tzinfo).date() == time.date()
    return time.strftime("%H:%M" if today else "%m-%d")
