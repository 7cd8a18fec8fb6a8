"""A database connection as storage uses it. Reading needs no more than ``sqlite3``; sqlite-utils comes with the first
transaction that writes, for it takes 0.05 s to load, which a document need not wait for to be shown.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import sqlite_utils

Parameters = Sequence[Any] | Mapping[str, Any]


class Database:
    """A connection, and the ways to a transaction."""

    def __init__(self, conn: sqlite3.Connection) -> None:
        self.conn = conn

    @cached_property
    def writer(self) -> sqlite_utils.Database:
        """The connection in sqlite-utils' hands; asking for it before the first edit makes that one quick."""
        import sqlite_utils

        return sqlite_utils.Database(self.conn, execute_plugins=False)

    def execute(self, sql: str, parameters: Parameters = ()) -> sqlite3.Cursor:
        """Run one statement; one that writes belongs into :meth:`atomic`."""
        return self.conn.execute(sql, parameters)

    def executescript(self, sql: str) -> None:
        """Run several statements, in the transaction at hand where there is one."""
        if self.conn.in_transaction:
            self.writer.executescript(sql)
        else:
            self.conn.executescript(sql)

    @contextmanager
    def atomic(self) -> Iterator[None]:
        """A transaction that is there as a whole or, after an exception, not at all."""
        with self.writer.atomic():
            yield

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Reads of one moment's state, whoever else writes meanwhile."""
        self.conn.execute("BEGIN")
        try:
            yield
        finally:
            self.conn.rollback()

    def close(self) -> None:
        """Close the connection."""
        self.conn.close()
