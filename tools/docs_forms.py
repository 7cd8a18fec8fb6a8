"""The page docs/FORMS.md: every form of the pack with its blocks, columns, kinds of rows and fixed rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from models.forms import BlockDef, FormDef, Role, Tree
from models.pack import Pack

TREES = {
    Tree.CODE: "a tree by code: a row's parent carries the longest shorter code that begins its own",
    Tree.OUTLINE: "a tree by order: a row's parent is the nearest row above of a lower level",
    Tree.NONE: "a flat list",
}
CHAPTERS = {
    Role.TABLE: ("Tables", "The forms that the book prints, in its order."),
    Role.FACT: (
        "Facts",
        "Figures that prose quotes and no table holds. They are entered like a table's; the book does not print them.",
    ),
    Role.PERFORMANCE: (
        "Performance forms",
        """\
A row for each 项目支出绩效目标表, and a row for each of its indicators. How a form is printed stands in the pack's
`form_layout`.""",
    ),
}
HEAD = """# Forms

Generated from the pack `{id}` ({title}) by `python3 run.py docs`; do not edit.
`{{year}}` and `{{department}}` are filled in from the document. An address is `form.row.column` by the ids and keys
below, such as `table03.2013299.project_expenditure`. *Name* is what formulas and messages call a column or row where
that is not its heading or label.
"""


def table(heads: Iterable[str], lines: Iterable[Iterable[object]]) -> Iterator[str]:
    """A Markdown table."""
    names = list(heads)
    yield f"| {' | '.join(names)} |"
    yield f"|{'---|' * len(names)}"
    for line in lines:
        yield f"| {' | '.join(str(cell).replace('|', chr(92) + '|') for cell in line)} |"


def forms_page(pack: Pack) -> str:
    """The whole page."""
    lines = [HEAD.format(id=pack.id, title=pack.title)]
    for role, (title, text) in CHAPTERS.items():
        forms = [form for form in pack.all_forms if form.role is role]
        lines += ["", *_chapter(pack, title, text, forms)] if forms else []
    return "\n".join(lines) + "\n"


def _chapter(pack: Pack, title: str, text: str, forms: list[FormDef]) -> Iterator[str]:
    yield f"## {title}"
    yield ""
    yield text
    yield ""
    yield from table(
        ("form", "id", "key", "title", "unit"),
        ((form.number, f"`{form.id}`", f"`{form.key}`", form.title, form.unit.value) for form in forms),
    )
    for form in forms:
        yield ""
        yield from _form(pack, form)


def _form(pack: Pack, form: FormDef) -> Iterator[str]:
    yield f"### {form.number} {form.title}"
    yield ""
    facts = [f"`{form.id}` `{form.key}`", form.unit.value]
    if form.role is Role.TABLE:
        facts.append("A4 landscape" if form.landscape else "A4 portrait")
    facts.append("may be empty" if form.may_be_empty else "while it is empty, checks against it are 未判")
    if form.column_numbers:
        facts.append("a row of column numbers below the headings")
    if linked := pack.linked_forms(form.id):
        facts.append(f"a row added here is added to {'、'.join(pack.form(other).number for other in linked)} as well")
    yield "; ".join(facts) + "."
    yield ""
    yield from table(
        ("column", "headings", "kind", "block", "name"),
        ((f"`{c.key}`", " / ".join(c.path), c.kind.value, c.block, c.name or "") for c in form.columns),
    )
    for block in form.blocks:
        yield from _block(form, block)


def _block(form: FormDef, block: BlockDef) -> Iterator[str]:
    yield ""
    catalogue = f"; codes from the list `{block.catalogue}`" if block.catalogue else ""
    where = f"Block `{block.key}`" if len(form.blocks) > 1 else "Rows"
    yield f"{where}: {TREES[block.tree]}{catalogue}."
    yield ""
    yield from table(
        ("kind", "title", "level", "code length", "users add such rows"),
        (
            (f"`{kind.key}`", kind.title, kind.level, kind.code_length or "", "yes" if kind.detail else "")
            for kind in block.kinds
        ),
    )
    if block.fixed:
        yield ""
        yield from table(
            ("fixed row", "label", "kind", "code", "name", "printed line"),
            (
                (f"`{row.id}`", row.label, row.kind, row.code, row.name, row.line + 1 if row.line >= 0 else "")
                for row in block.fixed
            ),
        )
