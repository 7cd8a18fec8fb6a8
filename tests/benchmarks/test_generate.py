from __future__ import annotations

import pytest

from benchmarks.generate import document, leaves
from models.workspace import Workspace


def detail_rows(made):
    return sum(len(made.rows(form.id, block.key).details) for form in made.pack.forms for block in form.blocks)


@pytest.mark.parametrize("rows", [30, 300, 3000])
def test_a_document_has_about_the_rows_asked_for(rows):
    assert detail_rows(document(rows)) == pytest.approx(rows, rel=0.1, abs=12)


@pytest.mark.parametrize("rows", [30, 1000])
def test_a_document_balances_to_the_cent(rows):
    workspace = Workspace(document(rows))
    summary = workspace.summary()
    assert workspace.findings() == []
    assert summary.balanced > rows
    assert workspace.equations.form_filled["table01"] > 0


def test_the_same_size_gives_the_same_document():
    assert document(100).entries == document(100).entries
    assert document(100).entries != document(100, seed=1).entries


def test_codes_have_at_most_seven_digits_and_every_parent_is_listed():
    made = document(3000)
    codes = [row.code for row in made.rows("table03", "main") if row.code]
    assert {len(code) for code in codes} == {3, 5, 7}
    assert {code[:-2] for code in codes if len(code) > 3} <= set(codes)
    assert codes == sorted(codes)


def test_leaves_are_what_clerks_type():
    made = document(100)
    workspace = Workspace(made)
    found = leaves(made)
    assert {ref.form for ref in found} == {"table02", "table03", "table12", "table13"}
    assert not [ref for ref in found if made.rows_of(ref.form, ref.row).children.get(ref.row)]
    assert all(workspace.value(ref).filled for ref in found)
