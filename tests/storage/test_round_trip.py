"""Whatever is done, the file holds what the window shows."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from models.edits import CellChange, Edit, Entry, Row, RowDelete, RowInsert, RowMove, RowUpdate, SettingChange
from models.refs import CellRef
from storage import DocumentFile
from tests.storage.helpers import new_document, state, submit
from tests.support.examples import examples

BLOCKS = (("table03", "main"), ("table12", "main"), ("table09", "expenditure"))
TEXTS = st.text(max_size=12)
STEPS = st.tuples(
    st.sampled_from(
        ["cell", "clear", "insert", "delete", "move", "update", "setting", "paste", "undo", "redo", "reopen"]
    ),
    st.integers(0, 2),
    st.integers(0, 10_000),
    st.integers(0, 10_000),
    TEXTS,
)


class Desk:
    """A document and its file, and the steps that a user takes with them."""

    def __init__(self, path):
        self.document = new_document()
        self.file = DocumentFile.create(path, self.document)
        self.done, self.undone, self.rows_made = [], [], 0

    def take(self, step):
        kind, block, at, other, text = step
        if kind == "reopen":
            self.reopen()
        elif kind == "undo" and self.done:
            edit = self.done.pop()
            submit(self.document, self.file, edit.inverse(), "undo")
            self.undone.append(edit)
        elif kind == "redo" and self.undone:
            edit = self.undone.pop()
            submit(self.document, self.file, edit, "redo")
            self.done.append(edit)
        elif changes := self.changes(kind, *BLOCKS[block], at, other, text):
            edit = Edit(text, kind, tuple(changes))
            submit(self.document, self.file, edit)
            self.done.append(edit)
            self.undone.clear()

    def reopen(self):
        self.file.close()
        self.file = DocumentFile.open(self.file.path, backup=False)
        opened = self.file.load()
        assert state(opened) == state(self.document)
        assert self.file.undo_stack() == (self.done + self.undone[::-1], len(self.done))
        self.document = opened

    def changes(self, kind, form, block, at, other, text):
        rows = self.document.rows(form, block)
        kinds = [kind.key for kind in rows.block.detail_kinds]
        if kind == "insert":
            self.rows_made += 1
            row = Row(f"n{self.rows_made}", block, kinds[other % len(kinds)], str(other)[:3], text, {"note": text})
            return [RowInsert(form, at % (len(rows.details) + 1), row)]
        if kind == "setting":
            return [SettingChange(key, self.document.settings.get(key, ""), text) for key in ("year", f"own{at % 3}")]
        if kind == "paste":
            found = [self.cell(form, block, at + step, other + step, f"{text}{step}") for step in range(4)]
            return list({change.ref: change for change in found if change}.values())
        if kind in ("cell", "clear"):
            change = self.cell(form, block, at, other, text if kind == "cell" else None)
            return [change] if change else []
        return self.row_changes(kind, form, rows, at, other, text) if rows.details else []

    def row_changes(self, kind, form, rows, at, other, text):
        index = at % len(rows.details)
        row = rows.by_id[rows.details[index]]
        if kind == "move":
            return [RowMove(form, row.block, row.id, index, other % len(rows.details))]
        if kind == "update":
            new = Row(row.id, row.block, row.kind, str(other), text, {"note": text}, withheld=bool(other % 2))
            return [RowUpdate(form, row, new)]
        if kind == "delete":
            stated = [ref for ref in self.document.entries if ref[:2] == (form, row.id)]
            cleared = [CellChange(*ref, self.document.entries[ref], None) for ref in stated]
            return [*cleared, RowDelete(form, index, row)]
        return []

    def cell(self, form, block, at, other, text):
        row = list(self.document.rows(form, block))[at % len(self.document.rows(form, block))]
        columns = [c for c in self.document.pack.form(form).amount_columns if c.block == block]
        ref = CellRef(form, row.id, columns[other % len(columns)].key)
        new = None if text is None else Entry(text, other or None, at % 2 * 5_000)
        old = self.document.entry(ref)
        return CellChange(*ref, old, new) if old != new else None


@examples(25)
@given(st.lists(STEPS, max_size=25))
def test_a_reopened_file_holds_the_same_document(steps):
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Path(folder) / "预算.gouji")
        try:
            for step in steps:
                desk.take(step)
            desk.reopen()
            assert desk.file.first_broken_line() is None
        finally:
            desk.file.close()
