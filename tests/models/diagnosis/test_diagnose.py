"""The wrong cell is named, with its right figure; nothing is guessed."""

from __future__ import annotations

import random

import pytest

from models.addresses import resolve
from models.diagnosis.diagnose import Diagnosis, diagnose, ranked
from models.diagnosis.repairs import accept, hand_tools, try_out
from models.diagnosis.wording import headline, reason
from models.edits import CellChange, Edit, Entry, Row, RowInsert
from models.pack import load
from models.planning import delete_rows, set_cells
from models.refs import CellRef
from models.samples import sample_document
from models.templates import Plan
from models.workspace import Workspace
from tests.support.budgets import tables

PLAN = Plan(load())


@pytest.fixture(scope="module")
def sample() -> Workspace:
    """The sample's tables as printed. Every test leaves them as they were."""
    return tables()


def first(workspace: Workspace) -> Diagnosis:
    return ranked(diagnose(workspace))[0]


def in_tables(workspace: Workspace) -> list[CellRef]:
    """The figures of the thirteen tables, which all stand in two equalities at least."""
    tables = {form.id for form in workspace.pack.forms}
    return sorted(ref for ref in workspace.document.entries if ref.form in tables)


def wrong(workspace: Workspace, refs: list[CellRef], rnd: random.Random) -> Edit:
    """Random figures, all beyond rounding, for these cells."""
    texts = {}
    for ref in refs:
        cents = rnd.randrange(1, 200_000)
        while abs(cents * 10_000 - workspace.value(ref).fen) < 1_000_000:
            cents = rnd.randrange(1, 200_000)
        texts[ref] = f"{cents // 100}.{cents % 100:02d}"
    return set_cells(workspace, texts)


def test_clean_sample_has_no_mistakes(sample: Workspace) -> None:
    assert diagnose(sample) == []


def test_every_single_wrong_figure_of_the_sample_is_found_with_its_right_value(sample: Workspace) -> None:
    rnd, missed = random.Random(1), []
    for ref in in_tables(sample):
        entry = sample.document.entries[ref]
        with sample.trial(wrong(sample, [ref], rnd)):
            best = first(sample)
        if best.rivals or [(c.ref, c.proposed) for c in best.corrections] != [(ref, entry.fen)]:
            missed.append(ref)
    assert missed == []


@pytest.mark.parametrize(("size", "count"), [(2, 100), (3, 50)])
def test_several_wrong_figures_are_found_together(sample: Workspace, size: int, count: int) -> None:
    rnd, missed = random.Random(size), []
    cells = in_tables(sample)
    for _ in range(count):
        refs = rnd.sample(cells, size)
        truth = {ref: sample.value(ref).fen for ref in refs}
        with sample.trial(wrong(sample, refs, rnd)):
            best = first(sample)
        if {c.ref: c.proposed for c in best.corrections} != truth:
            missed.append(refs)
    assert len(missed) <= count // 100, missed  # two cells of one row of 表六 share their only exact equality


def test_figure_in_the_neighbour_column(sample: Workspace) -> None:
    personnel, public = (resolve(sample.document, f"table06.基本工资.{c}_expense") for c in ("personnel", "public"))
    with sample.trial(set_cells(sample, {personnel: "", public: "94.33"})):
        best = first(sample)
    assert {c.ref: (c.proposed, c.slip.key) for c in best.corrections} == {
        personnel: (94_330_000, "neighbour_column"),
        public: (0, "neighbour_column"),
    }


def test_what_the_equalities_cannot_tell_apart_is_a_tie(sample: Workspace) -> None:
    ref = resolve(sample.document, "table06.基本工资.total")
    with sample.trial(set_cells(sample, {ref: "94.31"})):
        best = first(sample)
        title = headline(best)
    assert best.rivals == 1
    assert title == "有 2 种改法同样说得通，请核对原始依据"


def test_missing_project_is_to_be_added(sample: Workspace) -> None:
    row = resolve(sample.document, "table12.党建研究会.total").row
    with sample.trial(delete_rows(sample, "table12", [row])):
        best = first(sample)
    assert best.row is not None
    assert (best.row.adds, best.row.form, best.row.amount, best.mends) == (True, "table12", 3_000_000, 2)


def test_missing_subject_is_named_from_the_other_forms(sample: Workspace) -> None:
    row = resolve(sample.document, "table02.2080505.carryover").row
    with sample.trial(delete_rows(sample, "table02", [row])):
        best = first(sample)
        words = reason(sample, best)
        effect = try_out(sample, accept(sample, best))
    assert words == "在表二补上一行“2080505 机关事业单位基本养老保险缴费支出”（29.57）后，4 条不平的公式全部平衡。"
    assert len(effect.mends) == 4
    assert not effect.breaks


def test_project_entered_twice_is_to_be_dropped(sample: Workspace) -> None:
    twin = Row("twin", "main", "project", label="党建研究会")
    figures = (
        CellChange("table12", "twin", column, None, Entry("3.00", 3_000_000, 5_000))
        for column in ("total", "general_public_budget")
    )
    with sample.trial(Edit("重复录入", "录入", (RowInsert("table12", 4, twin), *figures))):
        best = first(sample)
    assert best.row is not None
    assert (best.row.adds, best.row.label) == (False, "党建研究会")


def test_a_figure_to_be_typed_keeps_its_decimals(sample: Workspace) -> None:
    ref = resolve(sample.document, "table06.其他工资福利支出.total")
    with sample.trial(set_cells(sample, {ref: "15.447"})):
        assert "改为 15.447 后" in reason(sample, first(sample))


def test_accepting_a_proposal_makes_everything_balance_again(sample: Workspace) -> None:
    ref = resolve(sample.document, "table03.2013299.project_expenditure")
    before = dict(sample.document.entries)
    with sample.trial(set_cells(sample, {ref: "823.71"})):
        best = first(sample)
        assert reason(sample, best) == "改为 832.71 后，3 条不平的公式全部平衡（疑似 3、2 两位数字录反）。"
        with sample.trial(accept(sample, best)):
            assert sample.summary().breaks == 0
            assert sample.document.entries == before


def test_trying_out_leaves_no_trace(sample: Workspace) -> None:
    ref = resolve(sample.document, "table12.党建研究会.general_public_budget")
    before = dict(sample.engine.findings), dict(sample.document.entries), dict(sample.causes)
    effect = try_out(sample, set_cells(sample, {ref: "4.00"}))
    assert effect.breaks
    assert effect.cells[ref] == ("3.00", "4.00")
    assert (dict(sample.engine.findings), dict(sample.document.entries), dict(sample.causes)) == before


def test_hand_tools_offer_only_what_changes_something(sample: Workspace) -> None:
    total = resolve(sample.document, "table12.党建研究会.total")
    leaf = resolve(sample.document, "table12.党建研究会.general_public_budget")
    assert next(tool.title for tool in hand_tools(sample, total)) == "恢复自动计算"
    assert "恢复自动计算" not in [tool.title for tool in hand_tools(sample, leaf)]


def test_a_slip_among_computed_totals_is_found_too() -> None:
    """Only leaves stated: the totals follow the slip, and the cross checks still point at the leaf."""
    workspace = Workspace(sample_document(), PLAN)
    totals = {ref: "" for ref in workspace.document.entries if workspace.is_defined(ref)}
    workspace.apply(set_cells(workspace, totals))
    ref = resolve(workspace.document, "table03.2013201.basic_expenditure")
    workspace.apply(set_cells(workspace, {ref: "118.08"}))
    best = first(workspace)
    assert [(c.ref, c.proposed) for c in best.corrections] == [(ref, 181_080_000)]
