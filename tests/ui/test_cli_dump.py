"""`dump`: every row and amount cell of every form, in printed order, as stated and computed."""

from __future__ import annotations

import json
from collections import Counter

import pytest

from models.addresses import resolve
from models.findings import State
from models.pack import load
from models.planning import set_cells
from models.refs import CellRef
from models.samples import sample_document
from models.workspace import Workspace
from storage import DocumentFile
from tests.conftest import ROOT

SAMPLE = ROOT / "models" / "packs" / "shanxi_2025" / "sample.json"


@pytest.fixture
def forms(run, sample_file):
    code, dumped = run("dump", sample_file, "--json")
    assert code == 0
    assert list(dumped) == ["forms", "facts", "sections"]
    return {form["id"]: form for form in dumped["forms"]}


def cells_of(form):
    return [(row, key, cell) for row in form["rows"] for key, cell in row["cells"].items()]


def test_the_shape(forms):
    pack = load()
    assert list(forms) == [form.id for form in pack.forms]
    assert forms["table03"]["title"] == "2025年预算支出总表"
    for form in forms.values():
        assert list(form) == ["id", "title", "rows"]
        for row in form["rows"]:
            assert list(row) == ["row", "block", "code", "label", "cells"]
            amounts = [c.key for c in pack.form(form["id"]).columns_of(row["block"]) if c.kind.value == "amount"]
            assert list(row["cells"]) == amounts
        for _row, _key, cell in cells_of(form):
            assert list(cell) == ["text", "origin", "state"]
            assert cell["state"] in {state.value for state in State}
            assert (cell["text"] == "") == (cell["origin"] == "blank")


def test_rows_are_unique_and_are_addresses(forms):
    document = sample_document()
    for form in forms.values():
        parts = Counter(row["row"] for row in form["rows"])
        assert max(parts.values()) == 1
        for row in form["rows"]:
            for key in row["cells"]:
                ref = resolve(document, f"{form['id']}.{row['row']}.{key}")
                assert document.label(document.row(ref.form, ref.row)) == row["label"]


def test_two_blocks_come_line_by_line_the_left_one_first(forms):
    rows = [(row["block"], row["label"]) for row in forms["table01"]["rows"]]
    assert rows[:4] == [
        ("income", "一、一般公共预算"),
        ("expenditure", "一、一般公共服务支出"),
        ("income", "二、政府性基金预算"),
        ("expenditure", "二、外交支出"),
    ]
    assert rows[-2:] == [("income", "收入总计"), ("expenditure", "支出总计")]


def test_every_figure_of_the_sample_is_there_as_printed(forms):
    sample = json.loads(SAMPLE.read_text(encoding="utf-8"))["forms"]
    printed = {form: [text for row in rows for text in row["cells"].values()] for form, rows in sample.items()}
    dumped = {form_id: [c["text"] for _row, _key, c in cells_of(form) if c["text"]] for form_id, form in forms.items()}
    assert {form: Counter(texts) for form, texts in dumped.items()} == {f: Counter(t) for f, t in printed.items()}
    assert sum(map(len, dumped.values())) == 253
    by_code = {row["code"]: row["cells"] for row in forms["table03"]["rows"]}
    for row in sample["table03"]:
        found = {key: cell["text"] for key, cell in by_code[row.get("code", "")].items() if cell["text"]}
        assert found == row["cells"]


def test_states_and_origins(forms):
    cells = {f"{row['row']}.{key}": cell for row, key, cell in cells_of(forms["table03"])}
    assert cells["2013299.project_expenditure"] == {"text": "832.71", "origin": "stated", "state": "balanced"}
    assert cells["20805.total"]["state"] == "rounding"
    assert cells["2013299.basic_expenditure"] == {"text": "", "origin": "blank", "state": "not_applicable"}


def test_computed_unreadable_and_long_figures(run, tmp_path):
    """What is not stated is computed; thousands are not grouped; a text that is no amount is shown as it is."""
    document = sample_document(stated=False)
    workspace = Workspace(document)
    leaf, other = (CellRef("table03", rid, "project_expenditure") for rid in ("r5", "r8"))
    workspace.apply(set_cells(workspace, {leaf: "1234567.891", other: "若干"}))
    path = tmp_path / "typed.gouji"
    DocumentFile.create(path, document).close()
    _code, dumped = run("dump", path, "--json")
    form = next(form for form in dumped["forms"] if form["id"] == "table03")
    rows = {document.row("table03", rid).code: rid for rid in ("r5", "r8")}
    cells = {row["code"]: row["cells"] for row in form["rows"]}
    code, bad_code = rows
    assert cells[code]["project_expenditure"]["text"] == "1234567.89"
    assert cells[code]["total"] == {"text": "1234567.89", "origin": "computed", "state": "unevaluated"}
    assert cells[bad_code]["project_expenditure"]["text"] == "若干"
    assert cells[bad_code]["project_expenditure"]["state"] == "violation"
