"""Where a rule is checked, for docs/RULES.md: its function, the sections whose numbers it is about, its params."""

from __future__ import annotations

from collections.abc import Iterator

from models.forms import Role
from models.narrative import rules as narrative_rules
from models.pack import Pack, RuleDef
from models.rules import CELL_CHECK, FORM_CHECKS, ROW_CHECKS
from models.templates import Plan

PROSE, FORMS = "words", "performance"
"""The checks of the rules about prose and about performance forms."""
CHAPTERS = {
    Role.TABLE.value: ("The tables", ""),
    Role.FACT.value: (
        "Facts",
        "Rules about the figures that prose quotes and no table holds, by themselves and against the tables.",
    ),
    PROSE: (
        "Prose",
        """\
Every number of a section is looked up among the figures that the section may be about. One that agrees is 已核, a live
figure 绑定, one that differs 不符 and breaks the rule that its section names for amounts, percentages or counts. A
number that nothing is known of is 未识别, one that the user keeps on purpose 已冻结: both are 未判 in the ledger and
never 平. Words are checked a moment after an edit.""",
    ),
    FORMS: (
        "Performance forms",
        "Their amounts are equalities like those of the tables; their words are checked by form, and between forms.",
    ),
}
"""The chapters of the rules: what they are called, and what is said before the first rule."""


def chapter_of(pack: Pack, plan: Plan, rule: RuleDef) -> str:
    """The chapter that a rule belongs to, by what it is about."""
    if rule.check in (PROSE, FORMS):
        return rule.check
    named = {term.place.form for template in plan.templates if template.rule is rule for term in template.terms}
    roles = {pack.form(form).role for form in (*named, *rule.forms)}
    if Role.PERFORMANCE in roles:
        return FORMS
    return Role.FACT.value if Role.FACT in roles else Role.TABLE.value


def checked(pack: Pack, rule: RuleDef) -> Iterator[str]:
    """Sentences that say who checks a rule that is no equality, and where."""
    yield from (f"Checked by `{function}`." for function in _prose_functions(rule.code))
    if rule.check == FORMS:
        yield "Checked by `models.performance` on every form."
    elif rule.check not in ("", PROSE):
        forms = "、".join(pack.form(form).number for form in rule.forms)
        yield f"Checked by {_function(rule.check)} on {forms or 'every form'}."
    numbers = list(_numbers(pack, rule.code))
    if numbers:
        yield f"Broken by a wrong number of the prose: {'; '.join(numbers)}."
    if rule.params:
        texts = {name: value if isinstance(value, str) else "、".join(value) for name, value in rule.params.items()}
        yield f"Params: {'; '.join(f'`{name}` {text}' for name, text in texts.items())}."


def _function(check: str) -> str:
    if check == CELL_CHECK:
        return "the engine, cell by cell,"
    function = ROW_CHECKS.get(check) or FORM_CHECKS[check]
    return f"`{function.__module__}.{function.__name__}`"


def _prose_functions(code: str) -> Iterator[str]:
    """The functions whose docstring begins with the code."""
    for function in (*narrative_rules.RULES, *narrative_rules.SECTION_RULES.values()):
        if code in (function.__doc__ or "").partition(":")[0]:
            yield f"{function.__module__}.{function.__name__}"


def _numbers(pack: Pack, code: str) -> Iterator[str]:
    """What numbers of which sections a rule is about."""
    kinds = ("amounts", "amount_rule"), ("percentages", "percent_rule"), ("counts", "count_rule")
    for word, field in kinds:
        sections = [one for one in pack.narrative.sections if getattr(one, field) == code]
        if sections:
            yield f"{word} in section {'、'.join(one.number or one.heading or one.key for one in sections)}"
