"""A name changed in one of linked forms is changed in the others: 单位 in 表十一 to 表十三, projects, and their
performance forms, and a project renamed in its performance form.

Which forms those are stands in the pack: its links, and the ids of its performance forms.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

import msgspec

from models.blocks import Rows
from models.document import Document
from models.edits import Change, Row, RowInsert, RowUpdate
from models.forms import Tree
from models.performance.access import forms_of, has_forms, ids_of, projects_of


class Following(NamedTuple):
    """The updates that follow from changed names, and a sentence for each name that was left as it is."""

    updates: tuple[RowUpdate, ...]
    left: tuple[str, ...]


def follow(document: Document, changes: Iterable[Change], stated: Collection[str] = ()) -> Following:
    """What else is to be renamed with these changes, not yet applied. Where it is not certain which row is meant, or a
    name would then stand twice, nothing is; rows that the changes rename themselves are left to them, and forms that
    are ``stated`` by where the changes come from are left as they are.
    """
    return _Follower(document, changes, stated).run()


def notice(document: Document, changes: Iterable[Change]) -> str:
    """What to tell the user about names in an edit that :func:`follow` has completed, or "". To be asked before it is
    applied.
    """
    changes = tuple(changes)
    renamed = list(_renamed(document, changes))
    numbers = [document.pack.form(update.form).number for update in renamed]
    others = list(dict.fromkeys(number for number in numbers[1:] if number != numbers[0]))
    same = {(update.old.label, update.new.label) for update in renamed}
    told = f"{'、'.join(others)}里的同名{_title(document, renamed[0])}已一并改名。" if others and len(same) == 1 else ""
    return told + "".join(follow(document, changes).left)


def _renamed(document: Document, changes: Iterable[Change]) -> Iterator[RowUpdate]:
    """Updates that change one name into another, on linked forms or performance forms."""
    forms = ids_of(document).forms if has_forms(document) else ""
    for change in changes:
        if not isinstance(change, RowUpdate) or not change.old.label or change.new.label in ("", change.old.label):
            continue
        if change.form == forms or _linked(document, change):
            yield change


def _linked(document: Document, change: RowUpdate) -> list[str]:
    """The other forms on which the row may stand under the same name; rows that have 科目 are linked by code."""
    pack, block = document.pack, change.old.block
    if document.rows(change.form, block).block.tree is not Tree.OUTLINE:
        return []
    found = []
    for other in pack.linked_forms(change.form):
        there = pack.form(other).block_by_key.get(block)
        if there is not None and change.old.kind in {kind.key for kind in there.detail_kinds}:
            found.append(other)
    return found


def _title(document: Document, change: RowUpdate) -> str:
    return document.rows(change.form, change.old.block).block.kind_by_key[change.old.kind].title


def _named(rows: Rows, row: Row, above: str) -> list[Row]:
    """The rows called like that one, of its kind, and not below a row of another name than ``above``."""
    found = (rows.by_id[row_id] for row_id in rows.by_label.get(row.label, ()))
    return [
        one
        for one in found
        if one.kind == row.kind and not rows.is_fixed(one.id) and _above(rows, one) in ("", above or _above(rows, one))
    ]


def _above(rows: Rows, row: Row) -> str:
    """The name of the row that a row belongs to, "" for one of the form's own."""
    parent = rows.parent.get(row.id)
    return "" if parent is None or rows.is_fixed(parent) else rows.by_id[parent].label


class _Follower:
    """One run: ``_own`` are the rows that the changes touch themselves, ``_after`` the names that rows then have."""

    def __init__(self, document: Document, changes: Iterable[Change], stated: Collection[str]) -> None:
        changes = tuple(changes)
        self._document, self._stated = document, stated
        self._given = list(_renamed(document, changes))
        self._after = {(c.form, c.new.id): c.new.label for c in changes if isinstance(c, RowUpdate)}
        self._own = frozenset(self._after)
        self._added = {(c.form, c.row.kind, c.row.label) for c in changes if isinstance(c, RowInsert)}
        self._updates: dict[tuple[str, str], RowUpdate] = {}
        self._left: dict[str, None] = {}

    def run(self) -> Following:
        for change in self._given:
            self._take_project(change)
        while self._withdraw():
            pass  # before the other forms: they follow the table of projects
        for change in (*self._given, *self._updates.values()):
            for other in _linked(self._document, change):
                self._take(change, other)
        while self._withdraw():
            pass
        for change in (*self._given, *self._updates.values()):
            self._take_form(change)
        return Following(tuple(self._updates.values()), tuple(self._left))

    def _take(self, change: RowUpdate, other: str) -> None:
        own = self._document.rows(change.form, change.old.block)
        there = self._document.rows(other, change.old.block)
        above = _above(own, change.old)
        found = _named(there, change.old, above)
        free = [row for row in found if (other, row.id) not in self._own]
        if not free:
            return
        number, title = self._document.pack.form(other).number, _title(self._document, change)
        if len(found) > 1 or len(_named(own, change.old, above)) > 1:
            self._leave(f"叫“{change.old.label}”的{title}不止一个，{number}没有一并改名，请核对。")
        else:
            self._rename(other, free[0], change.new.label)

    def _rename(self, form: str, row: Row, label: str) -> None:
        number = self._document.pack.form(form).number
        if form in self._stated:
            self._leave(f"{number}里的“{row.label}”没有一并改名为“{label}”，请核对。")
        else:
            self._updates[form, row.id] = RowUpdate(form, row, msgspec.structs.replace(row, label=label))
            self._after[form, row.id] = label

    def _leave(self, sentence: str) -> None:
        self._left[sentence] = None

    def _withdraw(self) -> bool:
        """Leave those names alone that would come to stand twice; whether there were any."""
        for (form, row_id), update in self._updates.items():
            rows = self._document.rows(form, update.new.block)
            if self._is_taken(rows, form, update.new):
                number, title = self._document.pack.form(form).number, _title(self._document, update)
                self._leave(f"{number}里已有{title}“{update.new.label}”，“{update.old.label}”没有一并改名，请核对。")
                del self._updates[form, row_id], self._after[form, row_id]
                return True
        return False

    def _is_taken(self, rows: Rows, form: str, row: Row) -> bool:
        if (form, row.kind, row.label) in self._added:
            return True
        others = {row_id for row_id in rows.by_label.get(row.label, ()) if (form, row_id) not in self._after}
        others |= {row_id for (where, row_id), label in self._after.items() if (where, label) == (form, row.label)}
        others -= {row.id}
        return any(rows.by_id[other].kind == row.kind and not rows.is_fixed(other) for other in others)

    def _take_project(self, change: RowUpdate) -> None:
        """The project of a renamed performance form, known by its code, where it bears the old name."""
        if not has_forms(self._document) or not change.old.code:
            return
        ids = ids_of(self._document)
        if change.form != ids.forms:
            return
        for form in (ids.projects, ids.carried):
            projects = projects_of(self._document, form)
            found = [row for row in projects if (row.code, row.label) == (change.old.code, change.old.label)]
            if len(found) > 1:
                number, title = self._document.pack.form(form).number, _title(self._document, change)
                self._leave(f"叫“{change.old.label}”的{title}不止一个，{number}没有一并改名，请核对。")
            elif found and (form, found[0].id) not in self._own:
                self._rename(form, found[0], change.new.label)

    def _take_form(self, change: RowUpdate) -> None:
        """The performance form of a renamed project, known by its code, where it bears the old name."""
        if not has_forms(self._document) or not change.old.code:
            return
        ids = ids_of(self._document)
        if change.form not in (ids.projects, ids.carried):
            return
        for row in forms_of(self._document):
            if (row.code, row.label) == (change.old.code, change.old.label) and (ids.forms, row.id) not in self._after:
                self._rename(ids.forms, row, change.new.label)
