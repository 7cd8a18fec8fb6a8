"""Proposals in the clerk's words."""

from __future__ import annotations

from models.amounts import exact_text, to_text
from models.diagnosis.diagnose import Correction, Diagnosis
from models.diagnosis.rows import RowRepair
from models.wording import cell_name
from models.workspace import Workspace

_SLIPS = {
    "swapped": "疑似 {0}、{1} 两位数字录反",
    "digit": "疑似把 {1} 误录成 {0}",
    "lost": "疑似漏录了一个 {0}",
    "extra": "疑似多录了一个 {0}",
    "point": "疑似小数点错位",
    "unit": "疑似元与万元弄混",
    "sign": "疑似正负号弄反",
    "neighbour_column": "疑似填到了旁边一栏",
    "neighbour_row": "疑似填到了别的一行",
    "scope": "疑似口径不同，差的正是上年结转",
    "blank": "疑似漏填",
    "surplus": "疑似这里不应有数",
    "unexplained": "",
}


def amount(workspace: Workspace, correction: Correction, fen: int) -> str:
    """A figure of a correction in the form's unit; 空 for none."""
    unit = workspace.pack.form(correction.ref.form).unit
    if fen % (unit.fen // 100):  # more decimals than are printed: what is to be typed is told as it is
        return exact_text(fen, unit)
    return to_text(fen, unit, grouped=True) if fen else "空"


def headline(diagnosis: Diagnosis) -> str:
    """The card's title. What the equalities cannot tell apart is called a tie, never a guess."""
    if diagnosis.row is not None:
        return "很可能漏了一行" if diagnosis.row.adds else "很可能多了一行"
    count = len(diagnosis.corrections)
    if diagnosis.rivals:
        return f"有 {diagnosis.rivals + 1} 种改法同样说得通，请核对原始依据"
    return "很可能是这一格填错了" if count == 1 else f"很可能是这 {count} 格填错了"


def reason(workspace: Workspace, diagnosis: Diagnosis) -> str:
    """One sentence: what to change, what that mends, and what slip it looks like."""
    effect = f"{diagnosis.mends} 条不平的公式全部平衡" if diagnosis.mends > 1 else "不平的公式就平衡了"
    if diagnosis.row is not None:
        return f"{_row(workspace, diagnosis.row)}后，{effect}。"
    one_cell = len(diagnosis.corrections) == 1
    parts = []
    for correction in diagnosis.corrections:
        place = "" if one_cell else f"{cell_name(workspace, correction.ref)} "
        parts.append(f"{place}改为 {amount(workspace, correction, correction.proposed)}")
    slips = suspicion(diagnosis)
    tail = f"（{slips}）" if slips else ""
    rounding = f"，另留 {diagnosis.rounding} 处尾差" if diagnosis.rounding > 0 else ""
    return f"{'；'.join(parts)} 后，{effect}{rounding}{tail}。"


def suspicion(diagnosis: Diagnosis) -> str:
    """What slips it looks like, "" where none explains the figures."""
    return "；".join(dict.fromkeys(filter(None, (_slip(correction) for correction in diagnosis.corrections))))


def _slip(correction: Correction) -> str:
    return _SLIPS[correction.slip.key].format(*correction.slip.params)


def _row(workspace: Workspace, repair: RowRepair) -> str:
    form = workspace.pack.form(repair.form)
    figure = to_text(repair.amount, form.unit, grouped=True)
    name = f"“{repair.label}”" if repair.label else ""
    if repair.adds:
        return f"在{form.number}补上一行{name}（{figure}）"
    return f"删去{form.number}的一行{name}（{figure}）"
