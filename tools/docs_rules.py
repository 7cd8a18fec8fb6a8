"""The page docs/RULES.md: every rule of the pack, how a check decides, and what is computed from what."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from models.forms import Tree
from models.formula import Formula, Term
from models.pack import Define, Pack, RuleDef
from models.templates import LEAVES, PARENTS, BoundTerm, Mode, Plan, Target
from tools.docs_checkers import CHAPTERS, chapter_of, checked
from tools.docs_forms import table

HEAD = """# Rules

Generated from the pack `{id}` ({title}) by `python3 run.py docs`; do not edit.

## How a check decides

Every equality is `Σ sign × cell = 0` over integers of 分. A figure printed with two decimals of 万元 stands for
anything within 0.005 万元 of it; one given in 元, or with more decimals, is exact. Blank, `-`, `0` and `0.00` count as
nothing.

| state | JSON | when |
|---|---|---|
| 平 | `balanced` | the two sides are equal, or the inequality holds |
| 尾差 | `rounding` | they differ by no more than rounding can explain: half a cent for each figure |
| 可疑尾差 | `suspect` | within that, but more than independent rounding makes in 99 of 100 cases |
| 断差 | `break` | they differ by more |
| 未判 | `unevaluated` | a figure cannot be read, or the form opposite must be filled and is still empty |
| 不适用 | `not_applicable` | nothing stands in any of its cells |
| 提示 | `violation` | a rule that is no equality is broken |

So a sum of n parts may miss its total by 0.005 × (n + 1) 万元: by 0.01 with two parts, 0.02 with three or four, 0.06
with eleven. One figure printed in two places is a copy and may not differ at all, whatever class its rule is in: what
counts is how many figures there are. A row that the user marks as holding withheld (涉密) items may exceed its listed
children. `遇 A、B 则 ≥`: where A or B holds an amount, only ≥ is demanded.

The class of a rule says what to expect of it: `copy` one figure in several places, `sum` a total and its parts,
`bound` an inequality, `none` no arithmetic. The severity is that of a 断差 or 提示; 尾差 and 未判 are
always `info`, 可疑尾差 a `warning`.
"""
COMPUTED = """
## What is computed

A cell with nothing stated takes the figure that makes the equality below exact, in the order of the steps; the first
line that covers a cell counts. A remainder (a part worked out from its total) is never negative: the cell then stays
blank, and the equality says 断差. Cells that no line covers are typed.

"""


class Line(NamedTuple):
    """A line of the table of computed cells."""

    form: str
    rows: str
    columns: list[str]
    source: str
    rule: str
    steps: set[int]


def rules_page(pack: Pack, plan: Plan) -> str:
    """The whole page."""
    lines = [HEAD.format(id=pack.id, title=pack.title)]
    by_code = sorted(pack.rules, key=lambda rule: rule.code)
    for key, (title, text) in CHAPTERS.items():
        rules = [rule for rule in by_code if chapter_of(pack, plan, rule) == key]
        lines += [f"## Rules: {title[0].lower()}{title[1:]}", ""] if rules else []
        lines += [text, ""] if rules and text else []
        lines += [line for rule in rules for line in _rule(pack, rule)]
    lines += [COMPUTED.strip("\n"), ""]
    lines += table(
        ("form", "rows", "columns", "from", "rule", "step"),
        (
            (line.form, line.rows, "、".join(line.columns), line.source, line.rule, _span(line.steps))
            for line in computed_lines(plan)
        ),
    )
    return "\n".join(lines) + "\n"


def _rule(pack: Pack, rule: RuleDef) -> Iterator[str]:
    yield f"### {rule.code} {rule.title}"
    yield ""
    yield f"{rule.why} *{rule.severity.value}, {rule.tolerance.value}*"
    yield ""
    if rule.formulas:
        yield "```"
        yield from (str(formula) for formula in rule.parsed)
        yield "```"
    if sentences := list(checked(pack, rule)):
        yield from ([""] if rule.formulas else [])
        yield " ".join(sentences)
    if rule.defines:
        yield ""
        yield f"Defines {'; '.join(_defined(define) for define in rule.defines)}."
    yield ""


def _defined(define: Define) -> str:
    return f"`{define.cell}`" + (f" in {define.rows} rows" if define.rows else "")


# -- what is computed --------------------------------------------------------------------------------------------------


def computed_lines(plan: Plan) -> list[Line]:
    """What each computed cell is worked out from, in book order; columns that differ in nothing else share a line."""
    lines: dict[tuple[object, ...], Line] = {}
    for form in plan.pack.all_forms:
        for column in form.amount_columns:
            open_rows = {row: rank for (f, c, row), rank in plan.ranks.items() if (f, c) == (form.id, column.key)}
            for target in plan.definitions.get((form.id, column.key), ()):
                covered = _covered(plan, target, set(open_rows))
                if not covered:
                    continue
                steps = {open_rows[row] for row in covered}
                rows = _row_names(plan, target, covered)
                template = plan.templates[target.template]
                source = _source(template.rule.parsed[template.part], target, template.terms)
                key = (form.id, template.rule.code, template.part, rows, source)
                line = lines.setdefault(key, Line(form.number, rows, [], source, template.rule.code, set()))
                line.columns.append(column.title)
                line.steps.update(steps)
                if not _is_partial(plan, target):
                    open_rows = {row: rank for row, rank in open_rows.items() if row not in covered}
    return list(lines.values())


def _covered(plan: Plan, target: Target, rows: set[str]) -> set[str]:
    """Which of the rows (上级, 末级 or fixed row ids) a definition covers."""
    place = target.place
    block = plan.pack.form(place.form).block_by_key[place.block]
    if place.mode is Mode.FIXED:
        return rows & {place.selector}
    if block.tree is not Tree.NONE:
        return rows & ({target.rows} if target.rows in (PARENTS, LEAVES) else {PARENTS, LEAVES})
    keys = plan.templates[target.template].keys
    return rows & {row.id for row in block.fixed if keys is None or row.code in keys}


def _is_partial(plan: Plan, target: Target) -> bool:
    """Whether a definition holds for some kinds of rows only, so that another may follow for the same 上级."""
    kinds = plan.pack.form(target.place.form).block_by_key[target.place.block].kind_by_key
    return target.place.only in kinds


def _row_names(plan: Plan, target: Target, covered: set[str]) -> str:
    block = plan.pack.form(target.place.form).block_by_key[target.place.block]
    if target.place.only in block.kind_by_key:
        return block.kind_by_key[target.place.only].title
    if block.tree is not Tree.NONE:
        return "、".join(sorted(covered)) if len(covered) == 1 else "所有行"
    fixed = [row for row in block.fixed if row.id in covered]
    if len(fixed) > 1:
        kinds = {block.kind_by_key[row.kind].title for row in fixed}
        return "所有行" if len(fixed) == len(block.fixed) else "、".join(sorted(kinds))
    return fixed[0].name or fixed[0].label


def _source(formula: Formula, target: Target, bound: tuple[BoundTerm, ...]) -> str:
    """The formula solved for the defined cell: what adds first, then what takes away."""
    index = next(at for at, term in enumerate(bound) if term.place == target.place)
    terms = zip((*formula.left, *formula.right), bound, strict=True)
    others = [(-bound[index].sign * own.sign, term) for at, (term, own) in enumerate(terms) if at != index]
    others.sort(key=lambda other: -other[0])
    return " ".join(_part(sign, term, first=not at) for at, (sign, term) in enumerate(others))


def _part(sign: int, term: Term, *, first: bool) -> str:
    operator = "- " if sign < 0 else ("" if first else "+ ")
    return f"{operator}{'Σ ' if term.summed else ''}{term.ref}"


def _span(steps: set[int]) -> str:
    return str(min(steps)) if len(steps) == 1 else f"{min(steps)}–{max(steps)}"
