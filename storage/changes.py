"""Edits written into the tables change by change, in as few statements as there can be."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from models.edits import CellChange, Change, RowDelete, RowInsert, RowMove, RowUpdate, SettingChange
from models.errors import StaleEditError
from storage.content import INSERT_CELL, INSERT_ROW, Aside, entry_line, row_line, row_values
from storage.order import BlockOrder

if TYPE_CHECKING:
    from storage.database import Database

_UPDATE_CELL = (
    "UPDATE cell SET text = ?, fen = ?, slack = ? "
    "WHERE form = ? AND row_id = ? AND column_key = ? AND text = ? AND fen IS ? AND slack = ?"
)
_DELETE_CELL = (
    "DELETE FROM cell WHERE form = ? AND row_id = ? AND column_key = ? AND text = ? AND fen IS ? AND slack = ?"
)
_UPDATE_ROW = (
    "UPDATE detail_row SET kind = ?, code = ?, label = ?, texts = ?, withheld = ? WHERE form = ? AND row_id = ?"
)
_DELETE_ROW = "DELETE FROM detail_row WHERE form = ? AND row_id = ?"
_SET_POSITION = "UPDATE detail_row SET position = ? WHERE form = ? AND row_id = ?"
_ROWS_IN_ORDER = "SELECT row_id, position FROM detail_row WHERE form = ? AND block = ? ORDER BY position, row_id"
_TAKEN = (
    "SELECT 1 FROM detail_row WHERE form = ?1 AND row_id = ?2 UNION SELECT 1 FROM cell WHERE form = ?1 AND row_id = ?2"
)


class Writer:
    """Carries changes into the tables, in the caller's transaction.

    It remembers the order of the blocks it has touched; after a transaction that failed, :meth:`forget`.
    """

    def __init__(self, db: Database, aside: Aside) -> None:
        self._db, self._aside = db, aside
        self._orders: dict[tuple[str, str], BlockOrder] = {}
        self._aside_before = frozenset(aside.rows)

    def forget(self) -> None:
        """Take nothing that :meth:`write` did for granted any more."""
        self._orders.clear()
        self._aside.rows = set(self._aside_before)

    def write(self, changes: Iterable[Change]) -> None:
        """Write changes in order.

        :raises StaleEditError: the file is not in the state that they start from.
        """
        self._aside_before = frozenset(self._aside.rows)
        for _, group in groupby(changes, key=_run_key):
            self._write_run(list(group))
        for (form, _), order in self._orders.items():
            if order.crowded:
                places = [(place, form, row_id) for row_id, place in order.renumber()]
                self._many(_SET_POSITION, places, places)

    def _write_run(self, run: list[Any]) -> None:
        """Write changes of one kind that follow each other, in as few statements as there can be."""
        match run[0]:
            case CellChange():
                self._write_cells(run)
            case RowInsert():
                self._many(INSERT_ROW, [self._inserted(change) for change in run], run)
            case RowDelete():
                for change in run:
                    self._order(change.form, change.row.block).delete(change.index, change.row.id)
                keys = [(change.form, change.row.id) for change in run]
                self._many(_DELETE_ROW, keys, run)
            case RowMove():
                self._many(_SET_POSITION, [self._moved(change) for change in run], run)
            case RowUpdate():
                lines = [(*row_values(change.new), change.form, change.new.id) for change in run]
                self._many(_UPDATE_ROW, lines, run)
            case SettingChange():
                self._many("REPLACE INTO setting VALUES (?, ?)", [(change.key, change.new) for change in run], run)

    def _write_cells(self, run: list[CellChange]) -> None:
        first = run[0]
        # What is replaced must be what the edit says was there: a file that drifted from the window must not go on.
        if first.old is None and first.new is None:
            return
        if first.old is None:
            lines = [(*change.ref, *entry_line(change.new)) for change in run if change.new]
            self._many(INSERT_CELL, lines, run)
        elif first.new is None:
            lines = [(*change.ref, *entry_line(change.old)) for change in run if change.old]
            self._many(_DELETE_CELL, lines, run)
        else:
            pairs = [(change.new, change.ref, change.old) for change in run if change.new and change.old]
            self._many(_UPDATE_CELL, [(*entry_line(new), *ref, *entry_line(old)) for new, ref, old in pairs], run)

    def _many(self, sql: str, lines: Sequence[tuple[Any, ...]], run: Sequence[object]) -> None:
        try:
            done = self._db.conn.executemany(sql, lines).rowcount
        except sqlite3.IntegrityError as error:
            if error.sqlite_errorcode == sqlite3.SQLITE_CONSTRAINT_CHECK:
                raise
            raise StaleEditError(f"does not fit the file: {run[:3]!r}") from error
        if done != len(lines):
            raise StaleEditError(f"does not fit the file: {run[:3]!r}")

    def _inserted(self, change: RowInsert) -> tuple[Any, ...]:
        if (change.form, change.row.id) in self._aside.rows:
            self._make_room(change.form, change.row.id)
        place = self._order(change.form, change.row.block).insert(change.index, change.row.id)
        return row_line(change.form, change.row, place)

    def _moved(self, change: RowMove) -> tuple[int, str, str]:
        order = self._order(change.form, change.block)
        order.delete(change.old, change.row)
        return order.insert(change.new, change.row), change.form, change.row

    def _make_room(self, form: str, row_id: str) -> None:
        """Give what lies aside under a new row's id another id."""
        number = 1
        while self._db.execute(_TAKEN, (form, free := f"{row_id}~{number}")).fetchone():
            number += 1
        self._db.execute("UPDATE detail_row SET row_id = ? WHERE form = ? AND row_id = ?", (free, form, row_id))
        self._db.execute("UPDATE cell SET row_id = ? WHERE form = ? AND row_id = ?", (free, form, row_id))
        self._aside.rows.discard((form, row_id))
        self._aside.rows.add((form, free))

    def _order(self, form: str, block: str) -> BlockOrder:
        order = self._orders.get((form, block))
        if order is None:
            found = self._db.execute(_ROWS_IN_ORDER, (form, block))
            rows = [(row_id, position) for row_id, position in found if (form, row_id) not in self._aside.rows]
            order = self._orders[form, block] = BlockOrder(rows)
        return order


def _run_key(change: Change) -> tuple[object, ...]:
    if isinstance(change, CellChange):
        return CellChange, change.old is None, change.new is None
    return (type(change),)
