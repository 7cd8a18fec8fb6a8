from __future__ import annotations

import pytest

from models.pack import load
from ui.dialogs.new_document import NewDocumentDialog


@pytest.fixture
def dialog(qtbot, answers, tmp_path):
    made = NewDocumentDialog(load(), tmp_path, answers)
    qtbot.addWidget(made)
    made.show()
    return made


def ok(dialog):
    return dialog._ok.isEnabled()


def test_it_cannot_be_made_without_a_department(dialog):
    assert not ok(dialog)
    dialog.department.setText("某某区财政局")
    assert ok(dialog)


def test_the_file_is_named_after_department_and_year(dialog, tmp_path):
    dialog.department.setText("某/某局")
    dialog.year.setValue(2026)
    assert dialog.path() == tmp_path / "某某局-2026年部门预算公开.gouji"


def test_a_name_that_is_taken_is_not_suggested_and_not_accepted(dialog, tmp_path):
    (tmp_path / "甲局-2025年部门预算公开.gouji").touch()
    dialog.department.setText("甲局")
    assert dialog.path().name == "甲局-2025年部门预算公开 (2).gouji"
    dialog._keep_path()
    dialog.place.setText(str(tmp_path / "甲局-2025年部门预算公开"))
    assert not ok(dialog)
    assert "已经存在" in dialog.problem.text()


def test_a_place_of_ones_own_is_kept(qtbot, dialog, tmp_path, answers):
    answers.save_answer = tmp_path / "我的.gouji"
    dialog._browse()
    dialog.department.setText("乙局")
    assert dialog.path() == tmp_path / "我的.gouji"


def test_a_missing_folder_is_told(dialog, tmp_path):
    dialog.department.setText("甲局")
    dialog._keep_path()
    dialog.place.setText(str(tmp_path / "没有" / "a.gouji"))
    assert not ok(dialog)
    assert "不存在" in dialog.problem.text()


def test_another_year_than_the_packs_comes_with_a_note(dialog):
    assert dialog.year_note.text() == ""
    dialog.year.setValue(2026)
    assert "参数包是 2025 年度的" in dialog.year_note.text()


def test_the_document_has_department_code_year_and_units(dialog):
    dialog.department.setText("甲局")
    dialog.code.setText("203")
    dialog.units.setPlainText("甲局本级\n\n甲局服务中心\n")
    document = dialog.document()
    assert document.settings == {"department": "甲局", "department_code": "203", "year": "2025"}
    assert [row.label for row in document.rows("table12", "main")][1:] == ["甲局本级", "甲局服务中心"]


def test_the_sample_needs_nothing_but_a_place(dialog, tmp_path):
    dialog.sample.setChecked(True)
    assert ok(dialog)
    assert dialog.path() == tmp_path / "示例-2025年部门预算公开.gouji"
    assert not dialog.department.isVisible()
    assert len(dialog.document().entries) == 412
