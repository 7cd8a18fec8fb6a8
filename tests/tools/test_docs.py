"""The generated pages are what the pack and the command line say, and the glossary leaves no key out."""

from __future__ import annotations

import re

import pytest

from models.pack import load
from models.refs import CellRef
from models.samples import sample_document
from models.templates import Plan
from models.workspace import Workspace
from tests.conftest import ROOT
from tests.support.bare import bare_pack
from tools import docs, docs_checkers, docs_forms, docs_rules


@pytest.fixture(scope="module")
def pack():
    return load()


def test_no_page_is_stale(pack):
    assert docs.stale(docs.pages(pack)) == [], "run: python3 run.py docs"


def test_a_stale_page_is_found(pack, tmp_path):
    (tmp_path / "docs").mkdir()
    (tmp_path / "README.md").write_text(f"# x\n{docs.BEGIN}\nold\n{docs.END}\nrest\n", encoding="utf-8")
    wanted = docs.pages(pack, tmp_path)
    assert docs.stale(wanted) == list(wanted)
    assert wanted[tmp_path / "README.md"].endswith(f"{docs.END}\nrest\n")


@pytest.mark.parametrize("readme", ["", docs.END + docs.BEGIN, docs.BEGIN * 2 + docs.END])
def test_a_readme_without_its_marks_is_refused(readme):
    with pytest.raises(ValueError, match="once each"):
        docs.with_help(readme)


def test_every_rule_and_every_formula_is_there(pack):
    page = (ROOT / "docs" / "RULES.md").read_text(encoding="utf-8")
    for rule in pack.rules:
        assert f"### {rule.code} {rule.title}" in page
        for text in (rule.why, *map(str, rule.parsed)):
            assert text in page


def test_the_table_of_computed_cells_agrees_with_the_program(pack):
    """Every cell that an equality works out stands on a line of the right form, column and rule."""
    workspace = Workspace(sample_document(), Plan(pack))
    lines = docs_rules.computed_lines(workspace.plan)
    listed = {(line.form, title, line.rule) for line in lines for title in line.columns}
    found = set()
    for form in pack.all_forms:
        for row in workspace.document.all_rows(form):
            for column in form.columns_of(row.block):
                definer = workspace.equations.definer(CellRef(form.id, row.id, column.key))
                if definer is not None:
                    rule = workspace.plan.templates[definer.template].rule
                    found.add((form.number, column.title, rule.code))
    assert found <= listed
    without_details = {form.number for form in pack.forms if form.id in ("table07", "table08", "table09")}
    assert {form for form, _title, _rule in listed - found} <= without_details


@pytest.mark.parametrize(
    ("code", "chapter"),
    [("R001", "The tables"), ("R023", "The tables"), ("R084", "Facts"), ("R070", "Prose"), ("R134", "Prose"),
     ("R101", "Performance forms"), ("R119", "Performance forms")],
)  # fmt: skip
def test_a_rule_stands_in_the_chapter_of_what_it_is_about(pack, code, chapter):
    assert docs_checkers.CHAPTERS[docs_checkers.chapter_of(pack, Plan(pack), pack.rule_by_code[code])][0] == chapter


def test_every_rule_without_formulas_says_who_checks_it(pack):
    silent = [rule.code for rule in pack.rules if not rule.formulas and not list(docs_checkers.checked(pack, rule))]
    assert silent == []
    assert "`personnel_classes` 301、303" in " ".join(docs_checkers.checked(pack, pack.rule_by_code["R023"]))


def test_a_pack_of_tables_alone_has_pages_too(tmp_path):
    bare = bare_pack(tmp_path)
    for page in (docs_rules.rules_page(bare, Plan(bare)), docs_forms.forms_page(bare)):
        assert not re.search("Prose|Performance|Facts", page)


def test_the_glossary_names_every_key_of_the_pack(pack):
    glossary = set(re.findall(r"`(\w+)`", (ROOT / "docs" / "GLOSSARY.md").read_text(encoding="utf-8")))
    keys = {form.key for form in pack.forms} | {column.key for form in pack.forms for column in form.columns}
    keys |= {kind.key for form in pack.forms for block in form.blocks for kind in block.kinds}
    keys |= {block.key for form in pack.forms for block in form.blocks}
    assert sorted(keys - glossary) == []


def test_links_and_pictures_of_the_pages_exist():
    pages = (ROOT / "README.md", *(ROOT / "docs").glob("*.md"))
    targets = [(page, target) for page in pages for target in re.findall(r"\]\(([^)#]+)\)", page.read_text("utf-8"))]
    assert len(targets) > 8
    assert [f"{page.name}: {target}" for page, target in targets if not (page.parent / target).exists()] == []


def test_the_manual_names_keys_that_work():
    from ui.actions import SPECS

    known = {key.replace("Return", "Enter") for spec in SPECS for key in spec.keys} | {"F2"}
    manual = (ROOT / "docs" / "manual.md").read_text(encoding="utf-8")
    named = set(re.findall(r"(?:(?:Ctrl|Shift|Alt)\+)+(?:F\d+|Enter|[A-Z+=-])|\bF\d+", manual))
    assert len(named) > 12
    assert sorted(named - known) == []
