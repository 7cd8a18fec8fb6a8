"""Where a performance form is copied from."""

from __future__ import annotations

import pytest

from models.performance import planning
from models.performance.access import forms_of, indicators_of
from storage import DocumentFile
from tests.support.budgets import sample
from tests.support.form_ids import FORM
from ui.dialogs.copy_form import CopyFormDialog


@pytest.fixture
def dialog(qtbot, made, answers):
    row = next(row for row in forms_of(made.document) if row.label == "干部教育经费")
    shown = CopyFormDialog(made.workspace, row.id, answers)
    qtbot.addWidget(shown)
    return shown


def shown(dialog):
    return [dialog.list.item(at).text() for at in range(dialog.list.count())]


def test_other_forms_are_offered_the_likest_first(dialog):
    names = shown(dialog)
    assert len(names) == 13
    assert "干部教育经费" not in names
    assert all("干部" in name or "教育" in name for name in names[:4])


def test_names_are_searched_whatever_their_brackets(dialog):
    dialog.search.setText("（社区）离任")
    assert len(shown(dialog)) == 2
    dialog.search.setText("没有这个")
    assert shown(dialog) == []
    assert not dialog._ok.isEnabled()
    assert not dialog.edit()


def test_texts_and_indicators_are_copied_amounts_are_not(dialog, made):
    dialog.search.setText("党建研究会")
    source = dialog.source.row
    edit = dialog.edit()
    assert made.submit(edit)
    row = made.document.row(FORM, dialog._row_id)
    assert (row.label, row.texts["basis"]) == ("干部教育经费", source.texts["basis"])
    assert len(indicators_of(made.document, row.code)) == len(indicators_of(made.document, source.code))


def test_last_years_file_is_a_source_too(dialog, made, answers, tmp_path):
    last = sample()
    row = next(row for row in forms_of(last.document) if row.label == "干部教育经费")
    last.apply(planning.set_field(last, row.id, "basis", "上年的依据"))
    path = tmp_path / "上年.gouji"
    DocumentFile.create(path, last.document).close()
    answers.open_answer = path
    dialog.last_year.click()
    assert shown(dialog)[0] == "干部教育经费　（上年）"
    assert made.submit(dialog.edit())
    assert made.document.row(FORM, dialog._row_id).texts["basis"] == "上年的依据"
