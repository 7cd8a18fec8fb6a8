"""The book's words as neutral pages: sections, glossary and check list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from export import rows
from export.book import Cover, Figure, GridCell, GridPage, Paragraph, Run, TextPage
from models.charts import chart
from models.completeness import Standing, check_list
from models.narrative.definitions import SectionDef
from models.narrative.prose import Line
from models.narrative.sums import told_sums

if TYPE_CHECKING:
    from models.workspace import Workspace

COVER_LINES = (
    ("department_code", "预算编码"), ("level", "预算级次"), ("preparer", "编制人"), ("prepared_on", "编制日期"),
    ("published_on", "公开日期"),
)  # fmt: skip
"""The settings that stand on the cover, with what stands before each."""
MARKS = {"mismatch": "×", "unknown": "？"}
"""A review copy's signs behind numbers; those of 尾差 are the tables'."""


def cover(workspace: Workspace) -> Cover:
    """The cover, with those of its lines that are filled in."""
    settings = workspace.document.settings
    lines = tuple((label, settings[key]) for key, label in COVER_LINES if settings.get(key))
    return Cover(f"{settings['year']}年度部门预算公开", lines)


def section_pages(workspace: Workspace, section: SectionDef, *, marks: bool = False) -> tuple[TextPage, ...]:
    """A section; the subheadings that stand in the contents become sections within it."""
    prose = workspace.words.prose
    rendered = prose.render(section.key)
    signs = _signs(workspace, section.key) if marks else {}
    groups: list[tuple[str, list[Paragraph | Figure]]] = [("", [])]
    for number, line in enumerate(rendered.lines):
        if line.style == "subheading" and _plain(line.text) in {_plain(entry) for entry in section.entries}:
            groups.append((line.text, []))
            continue
        groups[-1][1].extend(_blocks(workspace, line, signs.get(number, ())))
    first = TextPage(section.key, section.heading, section.heading, tuple(groups[0][1]))
    rest = (
        TextPage(f"{section.key}.{at}", heading, heading, tuple(blocks), level=2)
        for at, (heading, blocks) in enumerate(groups[1:], 1)
    )
    return (first, *rest)


def _plain(text: str) -> str:
    return "".join(text.replace("(", "（").replace(")", "）").split())


def _signs(workspace: Workspace, key: str) -> dict[int, Sequence[tuple[int, str]]]:
    """Where a review copy has signs: by line the ends of numbers that are wrong, unknown or off by rounding."""
    found: dict[int, dict[int, str]] = {}
    numbers = workspace.words.section(key).numbers
    for told in told_sums(numbers, workspace.engine):
        found.setdefault(told.whole.line, {})[told.whole.end] = rows.MARKS[told.state]
    for number in numbers:
        if number.state.value in MARKS:
            found.setdefault(number.line, {})[number.end] = MARKS[number.state.value]
    return {line: tuple(sorted(signs.items())) for line, signs in found.items()}


def _blocks(workspace: Workspace, line: Line, signs: Sequence[tuple[int, str]]) -> Iterator[Paragraph | Figure]:
    if line.style == "chart":
        found = chart(workspace, line.text)
        if found is not None:
            yield Figure(found, found.title)
        return
    runs, start = [], 0
    for end, sign in signs:
        runs.append(Run(line.text[start:end], mark=sign))
        start = end
    if line.text[start:] or not runs:
        runs.append(Run(line.text[start:]))
    yield Paragraph(tuple(runs), line.style)


def check_page(workspace: Workspace) -> GridPage:
    """公开完整性检查 as the last page of a review copy."""
    heads = ("编号", "要求", "状态", "情况")
    cells = [GridCell(0, at, head, align="center", head=True) for at, head in enumerate(heads)]
    row = 1
    group = ""
    for item in check_list(workspace):
        if item.demand.group != group:
            group = item.demand.group
            cells.append(GridCell(row, 0, group, columns=4, head=True, bold=True))
            row += 1
        sign = {Standing.MET: "✓", Standing.WRONG: "×", Standing.MISSING: "×", Standing.CONFIRM: "？"}[item.standing]
        texts = (
            item.demand.code,
            f"{item.demand.title}（{item.demand.source}）",
            f"{sign} {item.standing.title}",
            item.words,
        )
        for at, text in enumerate(texts):
            cells.append(GridCell(row, at, text, align="center" if at in (0, 2) else "left"))
        row += 1
    return GridPage("completeness", "公开完整性检查", "公开完整性检查", "", (7, 36, 14, 43), tuple(cells), repeat=1)
