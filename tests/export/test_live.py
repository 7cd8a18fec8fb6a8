"""A total is a formula only where recalculating cannot change it."""

from __future__ import annotations

from export import layout
from export.live import cents, text_of
from models.amounts import Unit, to_text
from tests.export.documents import page_of, put, stated_sample


def cell(book, form, code, column):
    return next(line.cells[column] for line in page_of(book, form).lines if line.cells[0].text == code)


def added(book, terms):
    pages = {page.id: page for page in book.pages}
    return sum(term.sign * (pages[term.page].lines[term.line].cells[term.column].cents or 0) for term in terms)


def test_every_live_total_of_the_sample_adds_up_to_what_is_shown(book):
    totals = [c for page in book.pages for line in page.lines for c in line.cells if c is not None and c.terms]
    assert len([total for total in totals if total.cents]) > 100
    assert all(added(book, total.terms) == (total.cents or 0) for total in totals)


def test_a_total_that_rounding_keeps_from_its_parts_stays_a_figure_and_says_why(book):
    total = cell(book, "table03", "20805", 3)
    assert total.terms == ()
    assert "44.28" in total.note
    assert "相差 -0.01（尾差）" in total.note
    assert "不是公式" in total.note


def test_a_stated_total_that_is_wrong_stays_a_figure_and_says_why():
    workspace = stated_sample()
    put(workspace, "table03", "20132", "project_expenditure", "900")
    total = cell(layout.build(workspace), "table03", "20132", 4)
    assert (total.text, total.terms) == ("900.00", ())
    assert "（断差）" in total.note


def test_parts_known_more_exactly_than_shown_do_not_make_a_total_move():
    workspace = stated_sample()
    put(workspace, "table12", "党建研究会", "general_public_budget", "30040元")
    put(workspace, "table12", "第一书记补助发放", "general_public_budget", "150040元")
    put(workspace, "table12", "干部教育经费", "general_public_budget", "400040元")
    put(workspace, "table12", "中国共产党晋城市城区委员会组织部", "general_public_budget", "")
    page = page_of(layout.build(workspace), "table12")
    assert page.lines[1].cells[2].text == "810.72"
    assert page.lines[1].cells[2].terms == ()
    assert "按明细相加为 810.71" in page.lines[1].cells[2].note


def test_a_part_in_a_form_that_is_not_printed_leaves_a_figure(sample):
    page = layout.build(sample, forms=["table01"]).pages[0]
    assert page.lines[0].cells[4].terms == ()
    assert page.lines[0].cells[3].terms != ()


def test_an_unreadable_part_leaves_a_figure():
    workspace = stated_sample()
    put(workspace, "table03", "2013201", "basic_expenditure", "约180")
    total = cell(layout.build(workspace), "table03", "20132", 3)
    assert (total.text, total.terms) == ("249.57", ())
    assert "看不懂" in total.note


def test_without_live_no_total_says_what_it_is_made_of(sample):
    pages = layout.build(sample, live=False).pages
    assert not any(c.terms or c.note for page in pages for line in page.lines for c in line.cells if c is not None)


def test_cents_are_rounded_as_amounts_are_shown():
    for fen in (0, 4_999, 5_000, 14_999, -4_999, -5_000, -15_000, 123_456_789, 10**16):
        assert text_of(cents(fen, 10_000)) == to_text(fen, Unit.WAN).replace("-0.00", "0.00")
        assert text_of(cents(fen, 10_000), grouped=True) == to_text(fen, Unit.WAN, grouped=True).replace(
            "-0.00", "0.00"
        )
