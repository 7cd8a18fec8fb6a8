"""Balance and contradictions in the clerk's words."""

from __future__ import annotations

from collections import Counter

from models.amounts import Unit, to_text
from models.instances import CENT
from models.rounding.balance import Balance, Change, Reason
from models.rounding.feasibility import Conflict
from models.wording import cell_name, finding_place
from models.workspace import Workspace

_LEFT = {
    Reason.BREAK: "{} 处尾差与断差相连，先改正断差再做舍位平衡",
    Reason.LOCKED: "{} 处尾差涉及的数都已锁定或精确到元，不能调整",
    Reason.EXACT: "{} 处尾差不足一分，是精确到元的数与取整的数之差，不能按分调整",
    Reason.UNSOLVED: "{} 处尾差在现有锁定下没有找到平法",
}


def change_sentence(workspace: Workspace, group: tuple[Change, ...]) -> str:
    """One change: where, from what to what, and how many copies follow."""
    first = group[0]
    old, new = (to_text(fen, Unit.WAN, grouped=True) for fen in (first.old, first.new))
    others = f"，同一个数共 {len(group)} 处一起改" if len(group) > 1 else ""
    return f"{cell_name(workspace, first.ref)}：{old} → {new}{others}。"


def balance_sentence(balance: Balance) -> str:
    """What the proposal does, whether it is proven to be the least, and what it leaves."""
    parts = []
    if balance.groups:
        cents = to_text(balance.cents * CENT, Unit.WAN)
        proof = "已证明不能更少" if balance.optimal else "数据较多，未证明是最少的改法"
        parts.append(f"改动 {balance.classes} 个数（{len(balance.changes)} 个单元格），合计 {cents} 万元，{proof}")
    elif not balance.left:
        parts.append("没有尾差，不需要舍位平衡")
    counts = Counter(one.reason for one in balance.left)
    parts += [_LEFT[reason].format(counts[reason]) for reason in Reason if counts[reason]]
    return "；".join(parts) + "。"


def conflict_sentence(workspace: Workspace, conflict: Conflict) -> str:
    """Why the 尾差 of a set cannot all come from rounding, and what to do."""
    findings = workspace.engine.findings
    places = "；".join(finding_place(workspace, findings[key]) for key in conflict.keys)
    if len(conflict.keys) == 1:
        return f"这处尾差不可能由四舍五入造成（与其他相等的数矛盾），请核对：{places}。"
    return f"这 {len(conflict.keys)} 处尾差不可能同时由四舍五入造成，至少有一个数填错，请核对：{places}。"
