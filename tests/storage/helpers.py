"""Small documents and edits, and what two documents must share to be the same."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from models.document import Document
from models.edits import CellChange, Edit, Entry, Row, RowDelete, RowInsert, SettingChange
from models.pack import load
from models.refs import CellRef

FORM, BLOCK = "table03", "main"
TOTAL = CellRef(FORM, "total", "total")


def new_document(department="昔阳县应急管理局"):
    return Document(load(), {"department": department, "department_code": "039"})


def entry(number):
    return Entry(f"{number}.25", number * 1_000_000 + 250_000, 5_000)


def cell_edit(document, ref, new):
    change = CellChange(*ref, document.entry(ref), new)
    return Edit(f"录入 {new.text if new else '空白'}", "录入", (change,))


def item(row_id, code="2240101", label="行政运行"):
    return Row(row_id, BLOCK, "function_item", code, label)


def insert_edit(index, row):
    return Edit(f"插入 {row.id}", "行操作", (RowInsert(FORM, index, row),))


def delete_edit(document, index):
    rows = document.rows(FORM, BLOCK)
    return Edit("删除行", "行操作", (RowDelete(FORM, index, rows.by_id[rows.details[index]]),))


def rename_edit(document, name):
    return Edit("改部门名称", "设置", (SettingChange("department", document.settings["department"], name),))


def submit(document, file, edit, action="do"):
    """What the session does with an edit."""
    document.apply(edit)
    file.record(edit, action)


def state(document):
    """All that a document is."""
    rows = {
        (form.id, block.key): list(document.rows(form.id, block.key))
        for form in document.pack.forms
        for block in form.blocks
    }
    return document.settings, document.entries, rows


def run_sql(path, *statements):
    """Change a closed file behind the program's back."""
    with closing(sqlite3.connect(path, isolation_level=None)) as conn:
        for sql in statements:
            conn.execute(sql)


def ask_sql(path, sql):
    with closing(sqlite3.connect(path)) as conn:
        return conn.execute(sql).fetchall()
