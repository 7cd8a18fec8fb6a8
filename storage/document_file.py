"""An open document file: every edit a durable transaction, and the history, copies and locks that go with it."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from types import TracebackType
from typing import TYPE_CHECKING, Any

import msgspec

from models.document import Document
from models.edits import Edit
from models.refs import CellRef
from storage import backups, connection, content, opening, whole_files
from storage import history as lines
from storage.changes import Writer
from storage.errors import (
    ChangedFileError,
    ExistingFileError,
    ReadOnlyFileError,
    StorageError,
    damaged,
    told,
)
from storage.history import HistoryLine
from storage.lock import FileLock, login_name
from storage.watching import OutsideChange, Watch

if TYPE_CHECKING:
    from storage.database import Database

UNDO_LIMIT = 1000
"""Edits that :meth:`DocumentFile.undo_stack` gives at most."""
MAX_VIEW_STATE = 200_000


class DocumentFile:
    """One open ``.gouji`` file: made by :meth:`create` or :meth:`open`, to be closed, or used as a context manager.

    ``notice`` is a Chinese text for the user when something was out of the ordinary (opened read-only, recovered,
    taken over, migrated, rows of an unknown pack set aside), else ""; :meth:`load` may add to it. Methods may be called
    from any thread, one at a time. All raise :class:`StorageError` when the environment or the file is at fault.
    """

    def __init__(self, opened: opening.Opened, who: str, *, backup: bool = True) -> None:
        self.path = opened.path
        self.notice = opened.notice
        self._opened, self._lock, self._who = opened, opened.lock, who or login_name()
        self._db: Database | None = opened.db
        self._mutex = threading.RLock()
        self._aside = content.Aside()
        self._writer = Writer(opened.db, self._aside)
        self._tip = opened.tip
        self._watch = Watch(opened.db, opened.path, opened.identity, read_only=opened.lock is None)
        self._keeper = backups.Keeper(opened.path, datetime.now().astimezone(), wanted=backup)

    @property
    def read_only(self) -> bool:
        """Whether :meth:`record` is refused."""
        return self._lock is None

    @classmethod
    def create(
        cls, path: str | os.PathLike[str], document: Document, *, who: str = "", overwrite: bool = False
    ) -> DocumentFile:
        """Write a new file holding ``document``, whole or not at all, and open it.

        :raises ExistingFileError: there is a file already.
        """
        real = connection.real_path(path)
        with told(real, "新建"):
            whole_files.check_target(real)
            lock = FileLock.acquire(real)
        try:
            with told(real, "新建"):
                if real.exists() and not overwrite:
                    raise ExistingFileError(f"“{real.name}”已经存在，没有改动它；请换一个名称，或先确认要覆盖它。")
                whole_files.write_whole(real, lambda db: content.found(db, document))
                return cls(opening.open_locked(real, lock, backup=False), who)
        except BaseException:
            lock.release()
            raise

    @classmethod
    def open(
        cls, path: str | os.PathLike[str], *, read_only: bool = False, who: str = "", backup: bool = True
    ) -> DocumentFile:
        """Open a file: lock it, check it, back it up, bring it to the current version.

        What cannot be written, or is newer than the program, opens read-only, and ``notice`` says so.

        :raises LockedFileError: someone else has it open; reading works still.
        :raises MissingFileError, ForeignFileError, DamagedFileError: it is no whole document; nothing was changed.
        """
        real = connection.real_path(path)
        with told(real, "打开"):
            return cls(opening.open_file(real, read_only=read_only, backup=backup), who, backup=backup)

    def __enter__(self) -> DocumentFile:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file and give its lock back; a second time nothing happens."""
        with self._mutex:
            if self._db is not None:
                self._db.close()
                self._db = None
            if self._lock is not None:
                with told(self.path, "关闭"):
                    self._lock.release()

    def get_ready(self) -> None:
        """Load now what the first saved edit would wait for; nothing for a file that is closed or only read."""
        with self._mutex:
            if self._db is not None and not self.read_only:
                _ = self._db.writer

    # -- the document -------------------------------------------------------------------------------------------------

    def load(self) -> Document:
        """The document as last saved.

        :raises models.errors.PackError: the program does not have the file's pack.
        """
        with self._using("读取") as db:
            try:
                with db.snapshot():
                    document, aside = content.load(db)
            except (sqlite3.OperationalError, msgspec.MsgspecError) as error:
                if self._opened.newer:
                    raise connection.newer(self.path) from error
                if isinstance(error, sqlite3.Error):
                    raise
                raise damaged(self.path, "有的内容无法识别") from error
            except content.OversizeError as error:
                raise StorageError(
                    f"“{self.path.name}”中有{error}，不会是正常的预算文件，没有打开；请确认文件来源。"
                ) from None
        self._aside = aside
        self._writer = Writer(db, aside)
        if aside and (words := aside.words(document.pack.title)) not in self.notice:
            self.notice += words
        return document

    def record(self, edit: Edit, action: str = "do") -> None:
        """Save an edit that was applied to the loaded document: state and history line, in one durable transaction.

        After an error the file is as it was before; the caller either takes the edit back or records it again.

        :param edit: what was applied, so for ``undo`` the inverse of what was done; an empty one is not recorded.
        :param action: ``do``, ``undo`` or ``redo``.
        :raises StorageError: it is not saved.
        :raises StaleEditError, ValueError: it does not fit the file: a bug.
        """
        if not edit:
            return
        if self.read_only:
            raise ReadOnlyFileError(f"“{self.path.name}”是只读打开的，这一步没有保存；请另存一份再编辑。")
        with self._using("保存") as db:
            self._watch.require()
            self._keeper.before(db, edit, datetime.now().astimezone())
            try:
                with db.atomic():
                    self._writer.write(edit.changes)
                    tip = self._append(db, edit, action)
            except BaseException:
                self._writer.forget()
                raise
            self._tip = tip

    def undo_stack(self, limit: int = UNDO_LIMIT) -> tuple[list[Edit], int]:
        """The newest edits as they were done (not inverted), in order, and how many of them are in force.

        Nothing, when :meth:`load` had to leave out rows that older edits may be about.
        """
        if self._aside:
            return [], 0
        with self._using("读取历史") as db, self._readable():
            return lines.undo_stack(db, self._tip, limit)

    def history(
        self, limit: int | None = None, cell: CellRef | None = None, *, setting: str = "", after: int = 0
    ) -> list[HistoryLine]:
        """The recorded actions, newest first; only those that state or clear ``cell``, that change a setting whose
        key begins with ``setting``, or that came after the line of number ``after``, where one is given.
        """
        with self._using("读取历史") as db, self._readable():
            return list(lines.read(db, limit, cell, setting, after))

    @property
    def last_line(self) -> int:
        """The number of the newest history line; 0 without any."""
        return self._tip.id

    def first_broken_line(self) -> int | None:
        """The number of the first history line that was tampered with; ``None``: the hash chain is whole."""
        with self._using("读取历史") as db:
            return lines.first_broken(db, self._opened.document_id)

    @property
    def saved_at(self) -> datetime | None:
        """When the last edit was saved, or else the file created (local, aware)."""
        return self._tip.time or self._opened.created

    def outside_change(self) -> OutsideChange | None:
        """What others did to the file while it is open: moved, replaced or written; ``None`` for nothing.

        Never waits: while another thread of ours uses the file, there is nothing to tell.
        """
        if not self._mutex.acquire(blocking=False):
            return None
        try:
            return self._watch.look() if self._db is not None else None
        finally:
            self._mutex.release()

    # -- around it ----------------------------------------------------------------------------------------------------

    def save_copy(self, path: str | os.PathLike[str]) -> None:
        """Write a checked copy, history and all, replacing what is there at one stroke."""
        target = connection.real_path(path)
        if target == self.path or (target.exists() and self.path.exists() and target.samefile(self.path)):
            raise ExistingFileError(f"“{target.name}”就是正在编辑的文件，不用另存；请换一个名称或文件夹。")
        with self._using("另存") as db, told(target, "另存"):
            whole_files.check_target(target)
            lock = FileLock.acquire(target)
            try:
                whole_files.copy_whole(db, target)
            finally:
                lock.release()

    def view_state(self) -> dict[str, Any]:
        """What :meth:`set_view_state` kept last; empty when there is nothing (readable)."""
        with self._using("读取") as db:
            try:
                return msgspec.json.decode(content.get_meta(db, "view") or "{}", type=dict[str, Any])
            except msgspec.DecodeError:
                return {}

    def set_view_state(self, state: dict[str, Any]) -> None:
        """Keep column widths, zoom and the like: plain JSON values, no history. Without effect in a read-only file."""
        text = msgspec.json.encode(state).decode()
        if self.read_only or len(text) > MAX_VIEW_STATE:
            return
        with self._using("保存") as db:
            if content.get_meta(db, "view") != text:
                self._watch.require()
                with db.atomic():
                    content.set_meta(db, "view", text)

    @contextmanager
    def _using(self, doing: str) -> Iterator[Database]:
        with self._mutex, told(self.path, doing):
            if self._db is None:
                raise ValueError(f"{self.path} is closed")
            yield self._db

    @contextmanager
    def _readable(self) -> Iterator[None]:
        """History that is not as we write it is a damaged file's."""
        try:
            yield
        except (msgspec.MsgspecError, ValueError, OverflowError) as error:
            raise damaged(self.path, "历史记录无法识别") from error

    def _append(self, db: Database, edit: Edit, action: str) -> lines.Tip:
        try:
            return lines.append(db, self._tip, edit, action, self._who)
        except sqlite3.IntegrityError as error:
            if error.sqlite_errorcode == sqlite3.SQLITE_CONSTRAINT_CHECK:
                raise
            raise ChangedFileError(
                f"“{self.path.name}”在打开期间被别的程序改过，这一步没有保存；请另存一份，再重新打开原文件核对。"
            ) from error
