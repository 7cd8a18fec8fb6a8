"""查找替换: names, figures as a whole, words between figures; what follows something else stays."""

from __future__ import annotations

import pytest

from models import replacing
from models.errors import PlanError
from models.narrative import planning as words_planning
from models.replacing import Wanted
from tests.support.budgets import put, sample

FIGURE = "{=表一[收入总计].收入|万元}"


@pytest.fixture(scope="module")
def workspace():
    """Only to be planned on."""
    return sample()


def forms(workspace):
    return [form.id for form in workspace.pack.all_forms]


def test_a_name_is_replaced_wherever_it_was_written_in_one_step():
    workspace = sample()
    wanted = Wanted("党建研究", "党务研究")
    found = replacing.find(workspace, wanted, forms(workspace))
    edit = replacing.plan(workspace, wanted, found)
    workspace.apply(edit)
    assert {"table12", "project_performance", "performance_indicator"} == {change.form for change in edit.changes}
    assert replacing.find(workspace, wanted, forms(workspace)) == []
    workspace.apply(edit.inverse())
    assert replacing.find(workspace, wanted, forms(workspace)) == found


def test_a_name_alone_takes_the_linked_forms_along(workspace):
    wanted = Wanted("党建研究会", "研究会", whole=True)
    found = replacing.find(workspace, wanted, ["table12"])
    assert [(place.name, place.old, place.new) for place in found] == [("表十二 · 党建研究会", "党建研究会", "研究会")]
    assert [change.form for change in replacing.plan(workspace, wanted, found).changes] == [
        "table12",
        "project_performance",
    ]


def test_a_figure_is_replaced_only_as_a_whole_and_where_it_was_stated():
    workspace = sample(stated=False)
    put(workspace, {"table03.2013299.project_expenditure": "832.71", "table03.2013250.basic_expenditure": "1832.71"})
    wanted = Wanted("832.71", "823.71")
    (place,) = replacing.find(workspace, wanted, ["table03"])  # the totals follow
    assert (place.name, place.old) == ("表三 · 2013299 其他组织事务支出 · 项目支出", "832.71")
    (change,) = replacing.plan(workspace, wanted, [place]).changes
    assert (change.old.text, change.new.text) == ("832.71", "823.71")


def test_fixed_names_codes_and_inner_keys_are_no_places(workspace):
    assert replacing.find(workspace, Wanted("一般公共预算", "x"), ["table01"]) == []
    assert replacing.find(workspace, Wanted("20132", "x"), ["table03"]) == []
    assert replacing.find(workspace, Wanted("P0", "x"), ["performance_indicator"]) == []


def test_words_are_replaced_between_figures_and_only_where_they_are_ticked():
    workspace = sample()
    text = f"增加较多，{FIGURE}增加\n## 增加"
    workspace.apply(words_planning.set_section(workspace, "section07", text))
    wanted = Wanted("增加", "增长")
    found = replacing.find(workspace, wanted, ["section07"])
    assert [place.old for place in found] == ["增加较多，", "增加", "增加"]
    workspace.apply(replacing.plan(workspace, wanted, found[1:]))
    assert workspace.document.settings["text.section07"] == f"增加较多，{FIGURE}增长\n## 增长"


def test_capitals_count_where_asked_and_a_cell_can_be_meant_whole():
    assert Wanted("ab", "x").replaced("AB ab") == "x x"
    assert Wanted("ab", "x", case=True).replaced("AB ab") == "AB x"
    assert Wanted("ab", "x", whole=True).replaced("ab ab") == "ab ab"
    assert Wanted("a.b", r"\1").replaced("a.b axb") == r"\1 axb"


def test_what_becomes_too_long_is_refused(workspace):
    wanted = Wanted("党建研究会", "长" * 201)
    with pytest.raises(PlanError, match="超过 200 字"):
        replacing.plan(workspace, wanted, replacing.find(workspace, wanted, ["table12"]))
