"""The sample: as printed it balances but for its known 尾差, and its leaves alone fill all thirteen tables."""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path

import pytest

from models import planning
from models.addresses import address
from models.amounts import to_text
from models.edits import Edit, Row, RowInsert
from models.findings import State
from models.samples import sample_document
from models.workspace import Origin
from tests.support.budgets import checked_anew, described, empty, plan, put, rebuilt, sample, tables
from tests.support.copies import sample_copy

CENT = 10_000
ROUNDED_CELLS = Path(__file__).parent / "rounded_cells.toml"

ROUNDINGS = {
    # 尾差 of one origin: all its places, printed and added up
    "20805": [
        f"{form}.20805.{column} 44.27 / 44.28"
        for form, columns in (
            ("table02", ("current_year_income_total", "general_public_budget")),
            ("table03", ("total", "basic_expenditure")),
            ("table05", ("total", "basic_expenditure")),
        )
        for column in columns
    ],
    "21011": [
        f"{form}.21011.{column} 17.56 / 17.55"
        for form, columns in (
            ("table02", ("current_year_income_total", "general_public_budget")),
            ("table03", ("total", "basic_expenditure")),
            ("table05", ("total", "basic_expenditure")),
        )
        for column in columns
    ],
    "301": [f"table06.工资福利支出.{column} 289.81 / 289.83" for column in ("personnel_expense", "total")],
    "expenditure_current": [
        "table01.本年支出合计.expenditure_current_year 1148.53 / 1148.54",
        "table01.本年支出合计.expenditure_total 1170.53 / 1170.54",
        "table04.本年支出合计.expenditure_subtotal 1170.53 / 1170.54",
        "table04.本年支出合计.general_public_budget 1170.53 / 1170.54",
    ],
    "total": [
        "table02.合计.current_year_income_total 1148.53 / 1148.54",
        "table02.合计.general_public_budget 1148.53 / 1148.54",
        "table03.合计.basic_expenditure 337.82 / 337.83",
        "table03.合计.total 1170.53 / 1170.54",
        "table05.合计.basic_expenditure 337.82 / 337.83",
        "table05.合计.total 1148.53 / 1148.54",
    ],
}

LEAVES = {"table02": 11, "table03": 10, "table06": 18, "table11": 1, "table12": 14, "table13": 4}
"""How many cells of each form must be typed."""


def in_tables(cells):
    """Those of the cells that lie in the thirteen tables."""
    tables = {form.id for form in plan().pack.forms}
    return [ref for ref in cells if ref.form in tables]


@pytest.fixture(scope="module")
def printed():
    return sample()


@pytest.fixture(scope="module")
def filled():
    """Only what no equality defines is stated."""
    workspace = sample()
    defined = [ref for ref in workspace.document.entries if workspace.is_defined(ref)]
    workspace.apply(planning.clear(workspace, defined))
    return workspace


def test_as_printed_nothing_breaks_and_one_form_lacks_the_amounts_of_its_year(printed):
    summary = printed.summary()
    assert (summary.breaks, summary.unevaluated, summary.suspect) == (0, 1, 0)
    assert (summary.rounding, summary.rounding_roots) == (24, 5)
    assert (summary.balanced, summary.not_applicable) == (363, 320)
    lacking = [finding.cells[0] for finding in printed.findings() if finding.state is State.UNEVALUATED]
    assert [address(printed.document, ref) for ref in lacking] == ["project_performance.P13.annual_total"]


def test_as_printed_the_known_roundings_show_by_origin(printed):
    found: dict[str, list[str]] = {}
    for finding in printed.findings():
        if finding.state is State.ROUNDING:
            found.setdefault(finding.root.split(":")[0], []).append(described(printed, finding).removeprefix("尾差 "))
    assert {root: sorted(places) for root, places in found.items()} == {k: sorted(v) for k, v in ROUNDINGS.items()}


def test_as_printed_the_only_remark_on_the_tables_is_the_mixed_mapping(printed):
    others = [
        described(printed, finding)
        for finding in printed.findings()
        if finding.state is not State.ROUNDING and in_tables(finding.cells)
    ]
    assert others == ["提示 table06.绩效工资.government_economic_subject two_sides"]


def test_as_printed_nothing_is_computed(printed):
    assert in_tables(printed.equations.computed) == []
    assert len(in_tables(printed.document.entries)) == 253


def test_every_filled_cell_lies_in_two_equalities_at_least(printed):
    counts: Counter[str] = Counter()
    for one in printed.equations.all_instances():
        counts.update(str(ref) for ref, _sign, _side in printed.equations.cells(one))
    assert [str(ref) for ref in in_tables(printed.document.entries) if counts[str(ref)] < 2] == []


def test_every_single_wrong_figure_breaks_two_equalities_at_least():
    workspace = sample()
    unseen = []
    for ref in in_tables(workspace.document.entries):
        entry = workspace.document.entries[ref]
        edit = planning.set_cells(workspace, {ref: to_text((entry.fen or 0) + 900 * CENT)})
        breaks = [finding for finding in workspace.apply(edit).appeared if finding.state is State.BREAK]
        if len(breaks) < 2 or not any(ref in finding.cells for finding in breaks):
            unseen.append(address(workspace.document, ref))
        workspace.apply(edit.inverse())
    assert unseen == []


def test_leaves_are_few(filled):
    assert Counter(ref.form for ref in in_tables(filled.document.entries)) == LEAVES
    assert sum(LEAVES.values()) == 58


def test_the_leaves_fill_every_printed_cell_and_no_other(filled, printed):
    assert {*in_tables(filled.document.entries), *in_tables(filled.equations.computed)} == {
        *in_tables(printed.document.entries)
    }
    assert all(filled.origin(ref) is Origin.COMPUTED for ref in filled.equations.computed)


def test_what_the_leaves_fill_differs_from_print_only_where_rounding_forbids_it(filled, printed):
    """By rule: the cells that it works out, and how many cents they are off."""
    expected = {
        at: (rule, int(cents))
        for rule, by_gap in tomllib.loads(ROUNDED_CELLS.read_text(encoding="utf-8")).items()
        for cents, cells in by_gap.items()
        for at in cells
    }
    found = {}
    for ref, entry in printed.document.entries.items():
        gap = filled.value(ref).fen - (entry.fen or 0)
        definer = filled.equations.definer(ref)
        if gap and definer:
            found[address(filled.document, ref)] = (filled.plan.templates[definer.template].rule.code, gap // CENT)
        else:
            assert gap == 0, ref
    assert found == expected
    assert len(expected) == 56


def test_what_the_leaves_fill_balances_but_for_one_rounding(filled):
    summary = filled.summary()
    assert (summary.breaks, summary.unevaluated, summary.suspect, summary.rounding) == (0, 1, 0, 1)
    rounding = next(finding for finding in filled.findings() if finding.state is State.ROUNDING)
    assert described(filled, rounding) == "尾差 table05.合计.basic_expenditure table06.合计.total 337.83 / 337.84"


def test_typing_the_leaves_one_by_one_fills_the_same(filled):
    workspace = sample(stated=False)
    for ref, entry in filled.document.entries.items():
        put(workspace, {address(workspace.document, ref): entry.text})
    assert workspace.equations.computed == filled.equations.computed
    assert workspace.engine.findings == filled.engine.findings


def test_a_printed_figure_typed_over_a_computed_one_is_kept():
    workspace = sample(stated=False)
    put(workspace, {"table03.2080501.basic_expenditure": "11.01", "table03.20805.basic_expenditure": "11.02"})
    total = next(ref for ref in workspace.equations.computed if address(workspace.document, ref) == "table03.208.total")
    assert to_text(workspace.value(total).fen) == "11.02"


def test_the_sample_is_made_anew_each_time():
    first, second = sample_document(), sample_document()
    assert first.entries == second.entries
    first.entries.clear()
    assert len(in_tables(second.entries)) == 253


@pytest.mark.parametrize("stated", [True, False])
def test_the_copies_that_tests_change_are_the_sample_and_change_alone(stated):
    changed, whole = sample_copy(stated=stated), sample_document(stated=stated)
    changed.apply(Edit("", "", (RowInsert("table12", 0, Row("new", "main", "project", label="新")),)))
    changed.settings["year"] = "2030"
    changed.entries.clear()
    copy = sample_copy(stated=stated)
    assert (copy.entries, copy.settings) == (whole.entries, whole.settings)
    for form in plan().pack.all_forms:
        assert list(copy.all_rows(form)) == list(whole.all_rows(form))
        assert copy.lines(form) == whole.lines(form)


@pytest.mark.parametrize("made", [sample, tables, empty, lambda: sample(stated=False), lambda: sample(clean=True)])
def test_the_workspaces_that_tests_change_are_as_made_anew_and_change_alone(made):
    changed = made()
    put(changed, {"table03.合计.total": "7.00"})
    changed.apply(planning.insert_row(changed, "table12", "main", 0, "unit", label="新"))
    copy = made()
    fresh = checked_anew(copy)
    assert copy.document.entries == rebuilt(copy.document).entries
    assert (copy.equations.computed, copy.engine.findings) == (fresh.equations.computed, fresh.engine.findings)
    assert (copy.engine.marks, copy.summary()) == (fresh.engine.marks, fresh.summary())


def test_the_sample_without_figures_keeps_its_rows():
    bare, full = sample_document(stated=False), sample_document()
    assert bare.entries == {}
    for form in plan().pack.all_forms:
        assert list(bare.all_rows(form)) == list(full.all_rows(form))


def test_the_sample_made_anew_from_its_data_is_the_same(printed):
    again = rebuilt(printed.document)
    assert again.entries == printed.document.entries
    assert again.settings == printed.document.settings
