"""A process that types until it is killed; `test_crash` starts it many times over."""

from __future__ import annotations

import os
import random
import signal

import sqlite_utils  # noqa: F401 - loaded before the processes branch off, so that each starts at once

from models.edits import CellChange, Edit, Entry, RowInsert
from models.pack import load
from models.refs import CellRef
from storage import DocumentFile
from tests.storage.helpers import FORM, item

PACK = load()
COLUMNS = ("total", "basic_expenditure", "project_expenditure")


def next_edit(document, number, rng):
    """Edit ``number``: one cell, or a row with its cells, or a paste over many cells."""
    rows = document.rows(FORM, "main")
    entry = Entry(str(number), number * 1_000_000)
    changes = []
    refs = [CellRef(FORM, "total", rng.choice(COLUMNS))]
    if number % 3 == 0:
        row = item(f"r{number}")
        changes.append(RowInsert(FORM, rng.randint(0, len(rows.details)), row))
        refs = [CellRef(FORM, row.id, key) for key in COLUMNS]
    elif number % 3 == 1:
        refs = [CellRef(FORM, row_id, key) for row_id in rows.details for key in COLUMNS] or refs
    changes += [CellChange(*ref, document.entry(ref), entry) for ref in refs]
    return Edit(str(number), "录入", tuple(changes))


def type_until_killed(path, acknowledged, seed):
    """Type, and say the number of each edit once it is saved."""
    with DocumentFile.open(path, backup=False) as file:
        document = file.load()
        number = len(file.history())
        rng = random.Random(seed)
        while True:
            number += 1
            edit = next_edit(document, number, rng)
            document.apply(edit)
            file.record(edit)
            acknowledged.send_bytes(str(number).encode())


def die_in_a_transaction(path):
    """Change every cell, have SQLite write half of it into the file, and die."""
    file = DocumentFile.open(path, backup=False)
    db = file._db
    db.execute("PRAGMA cache_size = 1")
    with db.atomic():
        db.execute("UPDATE cell SET text = 'half done', fen = 0")
        os.kill(os.getpid(), signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
