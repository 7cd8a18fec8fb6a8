"""The footnote about 四舍五入 is a switch of the document."""

from __future__ import annotations

from models.rounding import note
from tests.support.budgets import rebuilt, sample


def test_the_note_is_switched_on_and_off_and_taken_back():
    workspace = sample()
    assert not note.is_on(workspace.document)
    edit = note.switched(workspace, on=True)
    workspace.apply(edit)
    assert note.is_on(rebuilt(workspace.document))
    assert not note.switched(workspace, on=True)
    workspace.apply(note.switched(workspace, on=False))
    assert not note.is_on(workspace.document)


def test_a_switch_can_be_undone():
    workspace = sample()
    edit = note.switched(workspace, on=True)
    workspace.apply(edit)
    workspace.apply(edit.inverse())
    assert not note.is_on(workspace.document)


def test_the_note_is_a_note():
    assert note.TEXT.startswith("注：")
    assert "四舍五入" in note.TEXT
