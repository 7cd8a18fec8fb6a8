"""The test of the design: a fourteenth form is a change of the pack alone."""

from __future__ import annotations

from models import pack, planning
from models.document import Document
from models.templates import Plan
from models.wording import finding_sentence
from models.workspace import Workspace
from tests.support.budgets import described, put, spoilt_pack, state, wan

NEW_FORM = """
id = "table14"
key = "procurement"
number = "表十四"
title = "{year}年政府采购预算表"
short_title = "政府采购"
unit = "万元"
may_be_empty = true

[[columns]]
key = "name"
path = ["采购项目"]
kind = "label"

[[columns]]
key = "total"
path = ["{year}年预算数", "合计"]
kind = "amount"

[[columns]]
key = "goods"
path = ["{year}年预算数", "货物"]
kind = "amount"

[[columns]]
key = "services"
path = ["{year}年预算数", "服务"]
kind = "amount"

[[blocks]]
key = "main"
tree = "outline"
kinds = [
  { key = "total", title = "合计", level = 0 },
  { key = "purchase", title = "采购项目", level = 1, detail = true },
]
fixed = [{ id = "total", kind = "total", label = "合计" }]
"""

NEW_RULES = """
[[rules]]
code = "R900"
title = "合计 = 货物 + 服务"
why = "每一行的合计由货物和服务组成，合计行等于各采购项目之和。"
tolerance = "sum"
formulas = [
  "对每个 行 于 表十四: 表十四[行].合计 = 表十四[行].货物 + 表十四[行].服务",
  "对每个 行 于 表十四.上级, 列 于 货物、服务: 表十四[行].列 = Σ 表十四[行.下级].列",
]
defines = [{ cell = "表十四[行].合计" }, { cell = "表十四[行].列" }]

[[rules]]
code = "R901"
title = "政府采购不超过项目支出"
severity = "warning"
why = "政府采购从项目支出中安排。"
tolerance = "bound"
formulas = ["表三[合计].项目支出 ≥ 表十四[合计].合计"]
"""


def test_a_fourteenth_form_is_a_change_of_the_pack_alone(tmp_path):
    copy = spoilt_pack(tmp_path, "pack.toml", '"table13",', '"table13", "table14",')
    manifest = (
        (copy / "pack.toml").read_text(encoding="utf-8").replace('"checks.toml"', '"checks.toml", "procurement.toml"')
    )
    (copy / "pack.toml").write_text(manifest, encoding="utf-8")
    (copy / "forms" / "table14.toml").write_text(NEW_FORM, encoding="utf-8")
    (copy / "rules" / "procurement.toml").write_text(NEW_RULES, encoding="utf-8")
    found = pack.read(copy)
    workspace = Workspace(Document(found, {"department": "测试局"}), Plan(found))

    for index, label in enumerate(("电脑", "印刷服务")):
        workspace.apply(planning.insert_row(workspace, "table14", "main", index, "purchase", label=label))
    put(
        workspace,
        {"表十四.电脑.货物": "1.69", "表十四.印刷服务.服务": "2.00", "table03.合计.project_expenditure": "3.00"},
    )

    totals = [wan(workspace, f"table14.合计.{column}") for column in ("goods", "services", "total")]
    assert totals == ["1.69", "2.00", "3.69"]
    assert state(workspace, "R900/1", "total").title == "平"
    finding = next(finding for finding in workspace.findings() if finding.rule == "R901")
    assert described(workspace, finding) == "断差 table03.合计.project_expenditure table14.合计.total 3.00 / 3.69"
    assert "政府采购不超过项目支出" in finding_sentence(workspace, finding)
    put(workspace, {"table03.合计.project_expenditure": "4.00"})
    assert state(workspace, "R901/1").title == "平"
