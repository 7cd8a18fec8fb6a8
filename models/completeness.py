"""公开完整性检查: what law and finance bureau demand of the book, what is there, what is missing, what a person
must confirm.

The demands stand in the pack; each names one of the checks here, or none where only a person can tell.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Callable, Iterable
from datetime import date

import msgspec

from models.charts import chart
from models.findings import Finding, State
from models.narrative.definitions import DemandDef, SectionKind
from models.newdoc import name_problem
from models.performance.access import forms_of, has_forms, projects_of, table_of
from models.refs import CellRef
from models.workspace import Workspace

CONFIRMED = "confirmed."
"""What the settings' keys begin with that say who has confirmed a demand, and when."""
DAYS = 20
"""Days from 批复 to publication."""
_DATE = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")


class Standing(enum.Enum):
    """How a demand stands."""

    MET = "ok"
    WRONG = "wrong"
    MISSING = "missing"
    CONFIRM = "confirm"

    @property
    def title(self) -> str:
        """The Chinese words."""
        return {"ok": "符合", "wrong": "不符", "missing": "缺少", "confirm": "待人工确认"}[self.value]


class Item(msgspec.Struct, frozen=True):
    """A demand as it stands: ``words`` say why; ``findings`` are those that it rests on, ``cells`` where to look."""

    demand: DemandDef
    standing: Standing
    words: str
    findings: tuple[Finding, ...] = ()
    cells: tuple[CellRef, ...] = ()
    confirmed: str = ""


Result = tuple[Standing, str] | tuple[Standing, str, tuple[Finding, ...]]
Check = Callable[[Workspace], Result]


def check_list(workspace: Workspace) -> tuple[Item, ...]:
    """Every demand of the pack, in order. Words are taken as last refreshed."""
    return tuple(_item(workspace, demand) for demand in workspace.pack.completeness)


def _item(workspace: Workspace, demand: DemandDef) -> Item:
    confirmed = workspace.document.settings.get(CONFIRMED + demand.code, "")
    check = CHECKS.get(demand.check)
    result: Result = check(workspace) if check is not None else (Standing.CONFIRM, "程序无法判断，请人工确认。")
    standing, words, *found = result
    findings = found[0] if found else ()
    if confirmed and standing in (Standing.CONFIRM, Standing.MISSING):
        standing, words = Standing.MET, f"已确认：{confirmed}"
    cells = tuple(finding.cells[0] for finding in findings if finding.cells)
    return Item(demand, standing, words, findings, cells, confirmed)


def _of_rules(workspace: Workspace, codes: Iterable[str]) -> tuple[Finding, ...]:
    wanted = frozenset(codes)
    return tuple(finding for finding in workspace.findings() if finding.rule in wanted)


def _tables(workspace: Workspace) -> Result:
    settings = workspace.document.settings
    absent = [name for key, name in (("department", "部门名称"), ("year", "年度")) if not settings[key]]
    if absent:
        return Standing.MISSING, f"缺少{'、'.join(absent)}。"
    return Standing.MET, f"{len(workspace.pack.forms)} 张表齐全，按顺序列入目录。"


def _empty_tables(workspace: Workspace) -> Result:
    empty = [form for form in workspace.pack.forms if workspace.form_is_empty(form.id)]
    unsaid = [form.number for form in empty if not form.empty_note]
    if unsaid:
        return Standing.WRONG, f"{'、'.join(unsaid)}没有数据，但没有说明。"
    return Standing.MET, f"{'、'.join(form.number for form in empty)}没有数据，已注明。" if empty else "各表都有数据。"


def _detail(workspace: Workspace) -> Result:
    shallow = []
    for form in workspace.pack.forms:
        for block in form.blocks:
            deepest = max((kind for kind in block.kinds if kind.detail), key=lambda kind: kind.level, default=None)
            if deepest is None or workspace.form_is_empty(form.id):
                continue
            if not any(row.kind == deepest.key for row in workspace.document.rows(form.id, block.key)):
                shallow.append(f"{form.number}没有列到{deepest.title}")
    return (Standing.WRONG, "；".join(shallow) + "。") if shallow else (Standing.MET, "各表都列到规定的级次。")


def _vocabulary(workspace: Workspace) -> Result:
    found = _of_rules(workspace, ("R009", "R012", "R064"))
    return (
        (Standing.WRONG, f"有 {len(found)} 处科目编码或名称需要核对。", found)
        if found
        else (Standing.MET, "科目名称与当年一致。")
    )


def _sections(workspace: Workspace) -> Result:
    prose = workspace.words.prose
    bare = [
        section.heading
        for section in workspace.pack.narrative.sections
        if section.kind is not SectionKind.GLOSSARY and not workspace.words.section(section.key).rendered.text.strip()
    ]
    if bare:
        return Standing.MISSING, f"还没有写：{'、'.join(bare)}。"
    found = _of_rules(workspace, ("R073",))
    if found:
        return Standing.WRONG, f"有 {len(found)} 处增减变动没有说明原因，或原因需要复核。", found
    return Standing.MET, f"{len(prose.narrative.sections)} 节齐全。"


def _findings_only(codes: tuple[str, ...], wrong: str, right: str) -> Check:
    def check(workspace: Workspace) -> Result:
        found = _of_rules(workspace, codes)
        return (Standing.WRONG, wrong.format(len(found)), found) if found else (Standing.MET, right)

    return check


def _department(workspace: Workspace) -> Result:
    settings = workspace.document.settings
    name, code = settings["department"], settings["department_code"]
    if not name or not code:
        return Standing.MISSING, "缺少部门名称或编码。"
    if problem := name_problem(name):
        return Standing.WRONG, problem
    rows = forms_of(workspace.document) if has_forms(workspace.document) else []
    if found := _of_rules(workspace, ("R136",)):
        return Standing.WRONG, f"有 {len(found)} 处部门名称与封面不同。", found
    other = [row.label for row in rows if (said := row.texts.get("supervising_department", "")) and name not in said]
    if other:
        return Standing.WRONG, f"绩效目标表的主管部门与封面不同：{'、'.join(other[:3])}。"
    return Standing.MET, f"{code}{name}。"


def _charts(workspace: Workspace) -> Result:
    lines = [
        (section.heading, line)
        for section in workspace.pack.narrative.sections
        for line in workspace.words.section(section.key).rendered.lines
    ]
    shown = [line.text for _heading, line in lines if line.style == "chart" and chart(workspace, line.text) is not None]
    announced = [
        heading for heading, line in lines if line.style != "chart" and re.search(r"结构图|见图|下图", line.text)
    ]
    if announced and not shown:
        return Standing.MISSING, f"{announced[0]}说到的图不在书中。"
    return Standing.MET, f"书中有 {len(shown)} 幅图。"


def _contents(_workspace: Workspace) -> Result:
    return Standing.MET, "目录由正文生成，页码随排版更新。"


def _forms(workspace: Workspace) -> Result:
    document = workspace.document
    if not has_forms(document):
        return Standing.CONFIRM, "本参数包没有绩效目标表，请另行公开。"
    projects, forms = projects_of(document), forms_of(document)
    codes = {row.code for row in forms}
    absent = [row.label for row in projects if not row.code or row.code not in codes]
    if absent:
        return Standing.MISSING, f"{len(projects)} 个项目中有 {len(absent)} 个没有绩效目标表：{'、'.join(absent[:3])}。"
    found = _of_rules(workspace, ("R101", "R102"))
    broken = tuple(finding for finding in found if finding.state is State.BREAK)
    if broken:
        return Standing.WRONG, f"有 {len(broken)} 处金额与{table_of(document)}或来源不符。", broken
    if found:
        return Standing.MISSING, f"有 {len(found)} 个项目没有填年度资金的来源。", found
    return Standing.MET, f"{len(forms)} 个项目都有绩效目标表，金额与{table_of(document)}一致。"


def _overall_goal(workspace: Workspace) -> Result:
    said = any(
        "整体支出绩效目标" in workspace.words.section(s.key).rendered.text for s in workspace.pack.narrative.sections
    )
    if not said:
        return Standing.MET, "文字没有说编报整体支出绩效目标。"
    return Standing.CONFIRM, "文字说编报了整体支出绩效目标，请确认该表已另行公开。"


def _deadline(workspace: Workspace) -> Result:
    settings = workspace.document.settings
    approved, published = (read_date(settings.get(key, "")) for key in ("approved_on", "published_on"))
    missing = [name for found, name in ((approved, "批复日期"), (published, "公开日期")) if found is None]
    if not settings.get("secrecy_review", ""):
        missing.append("保密审查")
    if approved is not None and published is not None:
        days = (published - approved).days
        if not 0 <= days <= DAYS:
            late = f"批复后 {days} 日才公开，超过 {DAYS} 日。" if days > 0 else "公开日期早于批复日期。"
            return Standing.WRONG, late
    if missing:
        return Standing.MISSING, f"基本信息里还没有填：{'、'.join(missing)}。"
    return Standing.MET, f"批复后 {(published - approved).days if approved and published else 0} 日公开，已作保密审查。"


def read_date(text: str) -> date | None:
    """``2025年4月11日`` as a date; ``None`` for anything else."""
    match = _DATE.fullmatch(text.strip())
    try:
        return date(int(match[1]), int(match[2]), int(match[3])) if match else None
    except ValueError:
        return None


CHECKS: dict[str, Check] = {
    "tables": _tables,
    "empty_tables": _empty_tables,
    "detail": _detail,
    "vocabulary": _vocabulary,
    "sections": _sections,
    "residue": _findings_only(("R134",), "有 {} 处残留或待填。", "没有发现残留。"),
    "year": _findings_only(("R135",), "有 {} 处年份需要核对。", "年度一致。"),
    "department": _department,
    "glossary": _findings_only(("R137",), "名词解释有 {} 处缺漏。", "用到的名词都有解释。"),
    "charts": _charts,
    "contents": _contents,
    "forms": _forms,
    "overall_goal": _overall_goal,
    "deadline": _deadline,
}
