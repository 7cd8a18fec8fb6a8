"""版本: a document's content as it stood at a named line of its history, brought to light, compared and taken back.

A version is a mark: an edit that sets ``version.<n>`` to its name, and so stands in the history with who and when.
The content of back then is what is left when the edits since are taken back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from models.document import Document
from models.edits import (
    VERSION,
    CellChange,
    Change,
    Edit,
    Row,
    RowDelete,
    RowInsert,
    RowMove,
    RowUpdate,
    SettingChange,
)
from models.forms import BlockDef

PREFIX = "version."
"""What the settings' keys begin with; then a number."""
MOST = 40
"""Characters of a name."""
MARKS = (PREFIX, "signoff")
"""What the keys of settings begin with that tell of the content and are no part of it."""


def is_content(key: str) -> bool:
    """Whether a setting is part of what the document says."""
    return not key.startswith(MARKS)


def content_settings(document: Document) -> dict[str, str]:
    """The settings that are part of what the document says and are not empty."""
    return {key: text for key, text in document.settings.items() if text and is_content(key)}


def plain(name: str) -> str:
    """A name on one line, without what cannot be seen: pasted names bring line ends along."""
    return "".join(char for char in " ".join(name.split()) if char.isprintable())


def name_problem(document: Document, name: str) -> str:
    """Why a version cannot be called so, as a sentence; "" when it can."""
    name = plain(name)
    if not name:
        return "请给这个版本起个名称，例如“送审稿”。"
    if len(name) > MOST:
        return f"版本名称最多 {MOST} 字，请删去 {len(name) - MOST} 字。"
    taken = (text for key, text in document.settings.items() if key.startswith(PREFIX))
    return "已经有这个名称的版本，请换一个名称。" if name in taken else ""


def keep(document: Document, name: str) -> Edit:
    """The mark that makes the document as it stands a version."""
    numbers = (key.removeprefix(PREFIX) for key in document.settings if key.startswith(PREFIX))
    number = max((int(text) for text in numbers if text.isdecimal()), default=0) + 1
    return Edit(f"存为版本“{plain(name)}”", VERSION, (SettingChange(f"{PREFIX}{number}", "", plain(name)),))


def name_of(edit: Edit) -> str:
    """The version's name that an edit sets, or ""."""
    changes = (change for change in edit.changes if isinstance(change, SettingChange))
    return next((change.new for change in changes if change.key.startswith(PREFIX)), "")


def before(document: Document, edits: Iterable[Edit]) -> Document:
    """What a document said before these edits, newest first, were applied; without the marks.

    :raises StaleEditError: they are not the ones that led to it.
    """
    then = _copy(document)
    for edit in edits:
        then.apply(edit.inverse())
    then.settings = {key: text for key, text in then.settings.items() if is_content(key)}
    return then


def without_versions(document: Document) -> Document:
    """What a document says, for a file whose history does not hold its versions; its sign-off stays."""
    made = _copy(document)
    made.settings = {key: text for key, text in made.settings.items() if not key.startswith(PREFIX)}
    return made


def restore(document: Document, then: Document, name: str) -> Edit:
    """The one edit after which a document says what it said then; its versions and sign-off stay."""
    rows: list[Change] = []
    fresh: set[tuple[str, str]] = set()
    for form, block in _blocks(document):
        changes = tuple(_rows(document, then, form, block))
        rows += changes
        fresh |= {(form, change.row.id) for change in changes if isinstance(change, RowInsert | RowDelete)}
    cleared, stated = [], []
    for ref in sorted(document.entries.keys() | then.entries.keys()):
        old, new = document.entries.get(ref), then.entries.get(ref)
        if ref[:2] in fresh:  # a row goes, and comes, without statements
            cleared += [CellChange(*ref, old, None)] if old is not None else []
            stated += [CellChange(*ref, None, new)] if new is not None else []
        elif old != new:
            stated.append(CellChange(*ref, old, new))
    return Edit(f"恢复到“{name}”", "恢复", (*cleared, *rows, *stated, *_settings(document, then)))


def _settings(document: Document, then: Document) -> Iterator[SettingChange]:
    for key in sorted(filter(is_content, document.settings.keys() | then.settings.keys())):
        old, new = document.settings.get(key, ""), then.settings.get(key, "")
        if old != new:
            yield SettingChange(key, old, new)


def _rows(document: Document, then: Document, form: str, block: BlockDef) -> Iterator[Change]:
    """What makes a block's detail rows those of then: those that go, those that change, and the rest in its place."""
    now_rows, then_rows = document.rows(form, block.key), then.rows(form, block.key)
    if list(now_rows) == list(then_rows):
        return
    wanted = [then_rows.by_id[row_id] for row_id in then_rows.details]
    kept = {row.id for row in wanted}
    order = list(now_rows.details)
    for at in range(len(order) - 1, -1, -1):
        if order[at] not in kept:
            yield RowDelete(form, at, now_rows.by_id[order[at]])
            del order[at]
    known = set(order)
    for at, row in enumerate(wanted):
        if row.id not in known:
            yield RowInsert(form, at, row)
            order.insert(at, row.id)
            continue
        if order[at] != row.id:
            old = order.index(row.id, at)
            yield RowMove(form, block.key, row.id, old, at)
            order.insert(at, order.pop(old))
        if now_rows.by_id[row.id] != row:
            yield RowUpdate(form, now_rows.by_id[row.id], row)


def _blocks(document: Document) -> Iterator[tuple[str, BlockDef]]:
    return ((form.id, block) for form in document.pack.all_forms for block in form.blocks)


def _copy(document: Document) -> Document:
    made = Document(document.pack, document.settings)
    for form, block in _blocks(document):
        rows = document.rows(form, block.key)
        details: list[Row] = [rows.by_id[row_id] for row_id in rows.details]
        for row in details:
            made.insert_row(form, row)
    made.entries.update(document.entries)
    return made
