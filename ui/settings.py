"""What the window remembers between runs: its geometry, splitters, recent files and the folder used last."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QSettings, QStandardPaths

NAME = "gouji"
MAX_RECENT = 10


class Settings:
    """A thin reading of ``QSettings``: what is not there or not readable has a default."""

    def __init__(self) -> None:
        self._store = QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, NAME, NAME)

    @property
    def path(self) -> Path:
        """The file that holds all this."""
        return Path(self._store.fileName())

    def facts(self) -> list[str]:
        """What is remembered, without the names of files, folders and people: numbers, and how many there are."""
        numbers = [f"{key} = {value}" for key in sorted(self._store.allKeys()) if (value := self._plain(key))]
        return [*numbers, f"files/recent：{len(self.recent())} 个"]

    def _plain(self, key: str) -> str:
        text = str(self._store.value(key))
        return text if key.startswith("window/") and text.lstrip("-").isdigit() else ""

    # -- the version that was tested -----------------------------------------------------------------------------

    def tested_version(self) -> str:
        """The version of the program that looked at this computer last; "" for none."""
        return str(self._store.value("program/tested", ""))

    def set_tested_version(self, version: str) -> None:
        """Remember that this version has looked at this computer."""
        self._store.setValue("program/tested", version)

    # -- files --------------------------------------------------------------------------------------------------------

    def recent(self) -> list[Path]:
        """The files opened last, the newest first."""
        found = self._store.value("files/recent", [])
        texts = found if isinstance(found, list) else [found]
        return [Path(text) for text in texts if isinstance(text, str) and text]

    def add_recent(self, path: Path) -> None:
        """Put a file at the head of the recent ones."""
        paths = [path, *(other for other in self.recent() if other != path)]
        self._store.setValue("files/recent", [str(one) for one in paths[:MAX_RECENT]])
        self.set_folder(path.parent)

    def forget_recent(self, path: Path) -> None:
        """Take a file off the recent ones."""
        self._store.setValue("files/recent", [str(one) for one in self.recent() if one != path])

    def clear_recent(self) -> None:
        """Forget all recent files."""
        self._store.remove("files/recent")

    def folder(self) -> Path:
        """The folder used last, else the user's documents."""
        text = self._store.value("files/folder", "")
        if text and Path(str(text)).is_dir():
            return Path(str(text))
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        return Path(documents) if documents and Path(documents).is_dir() else Path.home()

    def set_folder(self, folder: Path) -> None:
        """Remember the folder used last."""
        self._store.setValue("files/folder", str(folder))

    # -- the window ---------------------------------------------------------------------------------------------------

    def bytes_of(self, key: str) -> QByteArray | None:
        """A saved geometry or state."""
        found = self._store.value(f"window/{key}")
        return found if isinstance(found, QByteArray) and not found.isEmpty() else None

    def set_bytes(self, key: str, value: QByteArray) -> None:
        """Save a geometry or state."""
        self._store.setValue(f"window/{key}", value)

    def number(self, key: str, default: int) -> int:
        """A saved whole number."""
        try:
            return int(str(self._store.value(f"window/{key}", default)))
        except ValueError:
            return default

    def flag(self, key: str, *, default: bool) -> bool:
        """A saved yes or no."""
        return bool(self.number(key, int(default)))

    def set_number(self, key: str, value: Any) -> None:
        """Save a whole number or a yes or no."""
        self._store.setValue(f"window/{key}", int(value))
