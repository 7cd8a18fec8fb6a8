"""The .gouji file: one budget document is one SQLite file. The only place with SQL.

May import ``models``, never ``export`` or ``ui``. :class:`DocumentFile` is the door; what the user may read comes as a
:class:`StorageError`, whose text is one Chinese sentence.
"""

from __future__ import annotations

from storage.document_file import DocumentFile
from storage.errors import (
    ChangedFileError,
    ContentError,
    DamagedFileError,
    DiskFullError,
    ExistingFileError,
    ForeignFileError,
    LockedFileError,
    MissingFileError,
    NewerFileError,
    ReadOnlyFileError,
    StorageError,
)
from storage.history import HistoryLine
from storage.lock import LockInfo
from storage.watching import Outside, OutsideChange

__all__ = [
    "ChangedFileError",
    "ContentError",
    "DamagedFileError",
    "DiskFullError",
    "DocumentFile",
    "ExistingFileError",
    "ForeignFileError",
    "HistoryLine",
    "LockInfo",
    "LockedFileError",
    "MissingFileError",
    "NewerFileError",
    "Outside",
    "OutsideChange",
    "ReadOnlyFileError",
    "StorageError",
]
