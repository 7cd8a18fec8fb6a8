"""The 断差 of the findings list: each mistake one line, the findings that follow from it folded below."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import NamedTuple

from models.diagnosis import wording as diagnosis_words
from models.diagnosis.diagnose import Mistake
from models.findings import Finding, State
from models.workspace import Workspace
from ui.itemmodels import mistake_words
from ui.itemmodels.finding_words import FindingWords, short_place
from ui.itemmodels.findings_order import Line, Order, SortKey


class MistakeTexts(NamedTuple):
    """The columns of a mistake's line: 位置, 勾稽关系, 应为, 实为, 差额, 处理; and what its members say in 处理."""

    place: str
    relation: str
    expected: str
    actual: str
    difference: str
    remedy: str
    source: str


class Section(NamedTuple):
    """Lines in order, and where each 断差 belongs, whether it is shown or folded away."""

    lines: list[Line]
    keys: dict[str, SortKey]


def section(
    workspace: Workspace,
    order: Order,
    mistakes: Iterable[Mistake],
    accepts: Callable[[Finding], bool],
    opened: Collection[str],
) -> Section:
    """The lines of all 断差. Those that belong to no mistake, or make one up without a proposal, stand alone."""
    findings = workspace.engine.findings
    left = {key: finding for key, finding in findings.items() if finding.state is State.BREAK}
    lines: list[Line] = []
    keys: dict[str, SortKey] = {}
    for mistake in mistakes:
        own = [left.pop(key) for key in sorted(mistake.keys) if key in left]
        if len(own) < 2 and not mistake.proposals:  # noqa: PLR2004  one needs no head
            left |= {finding.key: finding for finding in own}
            continue
        group = min(mistake.keys)
        head = order.mistake_key(mistake_words.place_of(workspace, mistake), group)
        keys |= {finding.key: order.member_key(head, finding) for finding in own}
        shown = sorted((finding for finding in own if accepts(finding)), key=lambda finding: keys[finding.key])
        if shown:
            lines.append(Line(head, shown[0], len(shown), group=group, mistake=mistake))
            if group in opened:
                lines += [Line(keys[one.key], one, inside=True, group=group, mistake=mistake) for one in shown]
    for finding in left.values():
        keys[finding.key] = order.key(finding)
        if accepts(finding):
            lines.append(Line(keys[finding.key], finding))
    return Section(sorted(lines, key=lambda line: line.key), keys)


def texts(workspace: Workspace, words: FindingWords, line: Line) -> MistakeTexts:
    """The texts of a mistake's line."""
    mistake = line.mistake
    assert mistake is not None, "only heads of mistakes are worded here"
    ways = mistake_words.ways(mistake)
    if mistake.pinned is None:
        relation = diagnosis_words.headline(ways[0]) if ways else f"{line.members} 条公式一起不平，没有找到说得通的改法"
        return MistakeTexts(words.place(line.finding), relation, "", "", "", "选择改法" if ways else "", "")
    best = mistake.pinned
    place = mistake_words.place(workspace, best)
    if best.row is not None and best.row.adds:
        where = f"{workspace.pack.form(best.row.form).number} · {best.row.label or '漏了一行'}"
    else:
        where = short_place(workspace, place) if place is not None else words.place(line.finding)
    if best.row is None and len(best.corrections) > 1:
        where += f" 等 {len(best.corrections)} 格"
    if best.row is not None:
        relation = diagnosis_words.reason(workspace, best).removesuffix("。")
    else:
        relation = f"{diagnosis_words.suspicion(best) or diagnosis_words.headline(best)}，牵连 {best.mends} 条公式"
    remedy, source = mistake_words.adopt(workspace, best), mistake_words.origin(workspace, best)
    return MistakeTexts(where, relation, *mistake_words.figures(workspace, best), remedy, source)
