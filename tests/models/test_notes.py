"""批注: settings that undo, history and file carry, and that no check and no word of the book depends on."""

from __future__ import annotations

import pytest

from models import notes, planning
from models.refs import CellRef
from storage import DocumentFile
from tests.support.budgets import cell, sample

CELL = "table03.2013299.project_expenditure"


@pytest.fixture
def workspace():
    made = sample()
    made.refresh_words()
    return made


def write(workspace, address, text):
    return workspace.apply(notes.write(workspace.document, cell(workspace, address), text))


def test_a_note_is_reported_as_its_cell_and_dirties_nothing(workspace):
    report = write(workspace, CELL, " 与批复核对过\n张三 ")
    ref = cell(workspace, CELL)
    assert notes.note(workspace.document, ref) == "与批复核对过\n张三"
    assert (report.cells, report.settings, report.forms) == ({ref}, frozenset(), frozenset())
    assert (report.appeared, report.cleared) == ((), ())
    assert not workspace.words.is_stale
    assert notes.on_form(workspace.document, "table03") == {ref}
    assert notes.on_form(workspace.document, "table0") == frozenset()


def test_steps_are_named_by_what_they_do(workspace):
    ref, document = cell(workspace, CELL), workspace.document
    assert not notes.write(document, ref, "  ")
    assert notes.write(document, ref, "一").label == "插入批注"
    write(workspace, CELL, "一")
    assert not notes.write(document, ref, "一")
    assert notes.write(document, ref, "二").label == "修改批注"
    assert notes.write(document, ref, "").label == "删除批注"
    workspace.apply(notes.delete(document, [ref, ref]))
    assert notes.on_form(document, "table03") == frozenset()
    write(workspace, CELL, "长" * 600)
    assert len(notes.note(document, ref)) == notes.MOST


def test_a_deleted_row_takes_its_notes_along_and_undo_brings_them_back(workspace):
    write(workspace, CELL, "一")
    write(workspace, "table03.2013201.basic_expenditure", "二")
    gone = cell(workspace, CELL)
    edit = planning.delete_rows(workspace, "table03", [gone.row])
    workspace.apply(edit)
    assert [ref.row for ref in notes.on_form(workspace.document, "table03")] != [gone.row]
    assert notes.note(workspace.document, gone) == ""
    report = workspace.apply(edit.inverse())
    assert notes.note(workspace.document, gone) == "一"
    assert gone in report.cells


def test_notes_are_in_the_file_and_in_its_undo(workspace, tmp_path):
    path = tmp_path / "a.gouji"
    with DocumentFile.create(path, workspace.document) as file:
        edit = notes.write(workspace.document, cell(workspace, CELL), "一")
        file.record(edit)
    with DocumentFile.open(path) as file:
        assert notes.note(file.load(), cell(workspace, CELL)) == "一"
        assert [one.label for one in file.undo_stack()[0]] == ["插入批注"]


@pytest.mark.parametrize("key", ["note.", "note.table03", "note.table03.row", "text.section01", "department"])
def test_other_keys_name_no_cell(key):
    assert notes.cell_of(key) is None


def test_a_row_id_may_hold_a_point():
    assert notes.cell_of(notes.key_of(CellRef("f", "a.b", "c"))) == CellRef("f", "a.b", "c")
