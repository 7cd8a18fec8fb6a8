"""批注: what someone writes about a cell for colleagues. Kept as settings, so undo, history and file know them; printed
nowhere.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from models.document import Document
from models.edits import Change, Edit, SettingChange
from models.refs import CellRef

PREFIX = "note."
"""What the settings' keys begin with; then form, row and column."""
MOST = 500
"""Characters of a note."""


def key_of(ref: CellRef) -> str:
    """The setting that holds a cell's note."""
    return f"{PREFIX}{ref.form}.{ref.row}.{ref.column}"


def cell_of(key: str) -> CellRef | None:
    """The cell whose note a setting holds; ``None`` where it holds something else."""
    form, _, rest = key.removeprefix(PREFIX).partition(".")
    row, _, column = rest.rpartition(".")
    return CellRef(form, row, column) if key.startswith(PREFIX) and row else None


def noted(changes: Iterable[Change]) -> Iterator[CellRef]:
    """The cells whose notes these changes write or take away."""
    for change in changes:
        if isinstance(change, SettingChange) and (ref := cell_of(change.key)) is not None:
            yield ref


def note(document: Document, ref: CellRef) -> str:
    """A cell's note, or ""."""
    return document.settings.get(key_of(ref), "")


def on_form(document: Document, form: str) -> frozenset[CellRef]:
    """The cells of a form that have a note."""
    start = f"{PREFIX}{form}."
    found = (cell_of(key) for key, text in document.settings.items() if text and key.startswith(start))
    return frozenset(ref for ref in found if ref is not None)


def write(document: Document, ref: CellRef, text: str) -> Edit:
    """Give a cell this note; a blank text takes it away."""
    old, new = note(document, ref), text.strip()[:MOST]
    label = "删除批注" if not new else "修改批注" if old else "插入批注"
    return Edit(label, "录入", (SettingChange(key_of(ref), old, new),) if old != new else ())


def delete(document: Document, refs: Iterable[CellRef]) -> Edit:
    """Take the notes of these cells away."""
    texts = ((key_of(ref), note(document, ref)) for ref in dict.fromkeys(refs))
    return Edit("删除批注", "清除", tuple(SettingChange(key, text, "") for key, text in texts if text))


def of_rows(document: Document, form: str, rows: Collection[str]) -> tuple[Change, ...]:
    """The changes that take the notes of rows away, before the rows themselves go."""
    return delete(document, sorted(ref for ref in on_form(document, form) if ref.row in rows)).changes
