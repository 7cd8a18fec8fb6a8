"""What an imported workbook would change in the performance forms, and what is ticked."""

from __future__ import annotations

import msgspec
import pytest
from PySide6.QtCore import Qt

from export.performance_import import NotRead, PerformanceImport, RecognisedForm
from models.performance.access import forms_of, indicators_of
from models.performance.from_document import form_of
from models.refs import CellRef
from tests.support.form_ids import FORM
from ui.dialogs.performance_import_preview import NOWHERE, PerformanceImportDialog


@pytest.fixture
def rows(made):
    return forms_of(made.document)


@pytest.fixture
def preview(qtbot, made):
    def show(*forms):
        dialog = PerformanceImportDialog(made.workspace, PerformanceImport("表.xlsx", forms))
        qtbot.addWidget(dialog)
        return dialog

    return show


def recognised(made, row, **changes):
    form = msgspec.structs.replace(form_of(made.workspace, row), **changes)
    return RecognisedForm(form, "Sheet1", {"phone": ("Sheet1", "C30")})


def without_last_indicator(form):
    pair = form.indicators
    return msgspec.structs.replace(pair, implementation_period=pair.implementation_period[:-1], annual=pair.annual[:-1])


def fields(dialog, number=0):
    top = dialog.tree.topLevelItem(number)
    return {top.child(at).text(0): top.child(at) for at in range(top.childCount())}


def test_a_form_that_says_the_same_changes_nothing(preview, made, rows):
    dialog = preview(recognised(made, rows[0]))
    assert dialog.tree.topLevelItem(0).text(1) == "与现有内容相同"
    assert not dialog.edit()


def test_the_project_is_found_whatever_its_quotes_and_brackets(preview, made, rows):
    dialog = preview(recognised(made, rows[2], project_name='村（社区）"两委" 干部人身意外伤害保险补助经费', phone="1"))
    assert dialog._combos[0].currentText() == rows[2].label
    assert fields(dialog)["联系电话"].text(3) == "Sheet1 C30"


def test_only_what_is_ticked_is_taken(preview, made, rows):
    dialog = preview(recognised(made, rows[0], phone="123", handler="甲"))
    fields(dialog)["经办人"].setCheckState(0, Qt.CheckState.Unchecked)
    assert made.submit(dialog.edit())
    texts = made.document.row(FORM, rows[0].id).texts
    assert (texts["phone"], texts.get("handler", "")) == ("123", "")


def test_an_unknown_project_goes_nowhere_until_it_is_chosen(preview, made, rows):
    dialog = preview(recognised(made, rows[0], project_name="新项目", phone="123"))
    assert dialog._combos[0].currentText() == NOWHERE
    assert not dialog.edit()
    dialog._combos[0].setCurrentIndex(2)
    assert "联系电话" in fields(dialog)
    dialog.tree.topLevelItem(0).setCheckState(0, Qt.CheckState.Unchecked)
    assert not dialog.edit()


def test_several_forms_are_one_edit_and_their_indicators_stay_in_order(preview, made, rows):
    forms = []
    for row in rows[:3]:
        form = form_of(made.workspace, row)
        forms.append(recognised(made, row, phone="1", indicators=without_last_indicator(form)))
    before = [[one.label for one in indicators_of(made.document, row.code)] for row in rows]
    assert made.submit(preview(*forms).edit())
    after = [[one.label for one in indicators_of(made.document, row.code)] for row in rows]
    assert after == [labels[:-1] for labels in before[:3]] + before[3:]
    assert made.undo_stack.count() == 1
    made.undo_stack.undo()
    assert [[one.label for one in indicators_of(made.document, row.code)] for row in rows] == before


def test_amounts_are_compared_as_figures(preview, made, rows):
    funding = form_of(made.workspace, rows[0]).funding
    annual = msgspec.structs.replace(funding.annual, total=f"{funding.annual.total}.00", other_fund="12.5")
    dialog = preview(recognised(made, rows[0], funding=msgspec.structs.replace(funding, annual=annual)))
    assert list(fields(dialog)) == ["年度其他资金"]
    assert made.submit(dialog.edit())
    assert made.workspace.shown(CellRef(FORM, rows[0].id, "annual_other_fund")) == "12.50"


def test_what_was_not_recognised_is_shown_and_not_taken(preview, made, rows):
    one = RecognisedForm(form_of(made.workspace, rows[0]), "S", {}, (NotRead("S", "C3", "什么", "没有认出。"),))
    dialog = preview(one)
    assert fields(dialog)["没有认出"].text(1) == "什么"
    assert "1 处没有认出" in dialog.summary.text()
