"""Edits: frozen values that say what changes and know how to take it back.

They are plain data (they go into the file's history as JSON), closed in kind, and hold both the old and the new
state, so that ``inverse`` needs no document.
"""

from __future__ import annotations

from typing import TypeAlias

import msgspec

from models.refs import CellRef

GREAT = frozenset({"导入", "替换", "平衡", "恢复"})
"""Causes of edits that change much at a stroke: a backup is made before them."""
VERSION, SIGNOFF = "版本", "签批"
"""Causes of edits that are marks in the history and no steps to be undone."""


class Entry(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """What the user stated in an amount cell.

    ``text`` as typed; ``fen`` the amount in 分, or ``None`` when the text could not be read (it stays, and is flagged);
    ``slack`` as in :class:`models.amounts.Amount`.
    """

    text: str
    fen: int | None
    slack: int = 0


class Row(msgspec.Struct, frozen=True):
    """A row of a form's block.

    ``id`` is stable and unique in the form. ``kind`` is one of the block's kinds (``function_item`` …). ``code`` is the
    科目编码 (kept for 表六 too, where it is not printed), ``label`` the printed name, ``texts`` further text
    columns by key. ``withheld`` marks a parent that may exceed its listed children (涉密科目).
    """

    id: str
    block: str
    kind: str
    code: str = ""
    label: str = ""
    texts: dict[str, str] = {}
    withheld: bool = False


class CellChange(msgspec.Struct, frozen=True, tag="cell"):
    """An amount cell's statement: ``None`` is a blank (or, for a computed cell, automatic)."""

    form: str
    row: str
    column: str
    old: Entry | None
    new: Entry | None

    @property
    def ref(self) -> CellRef:
        """The cell's address."""
        return CellRef(self.form, self.row, self.column)

    def inverse(self) -> CellChange:
        """The change that takes this one back."""
        return CellChange(self.form, self.row, self.column, self.new, self.old)


class RowInsert(msgspec.Struct, frozen=True, tag="row_insert"):
    """A detail row is put at ``index`` of its block's detail rows."""

    form: str
    index: int
    row: Row

    def inverse(self) -> RowDelete:
        """The change that takes this one back."""
        return RowDelete(self.form, self.index, self.row)


class RowDelete(msgspec.Struct, frozen=True, tag="row_delete"):
    """A detail row, already without statements, is taken from ``index``."""

    form: str
    index: int
    row: Row

    def inverse(self) -> RowInsert:
        """The change that takes this one back."""
        return RowInsert(self.form, self.index, self.row)


class RowMove(msgspec.Struct, frozen=True, tag="row_move"):
    """A detail row goes from ``old`` to ``new`` (its index after the move) in its block."""

    form: str
    block: str
    row: str
    old: int
    new: int

    def inverse(self) -> RowMove:
        """The change that takes this one back."""
        return RowMove(self.form, self.block, self.row, self.new, self.old)


class RowUpdate(msgspec.Struct, frozen=True, tag="row_update"):
    """A detail row's code, label, texts, kind or mark changes; id and block stay."""

    form: str
    old: Row
    new: Row

    def inverse(self) -> RowUpdate:
        """The change that takes this one back."""
        return RowUpdate(self.form, self.new, self.old)


class SettingChange(msgspec.Struct, frozen=True, tag="setting"):
    """A document setting (``department``, ``department_code``, ``year`` …) changes."""

    key: str
    old: str
    new: str

    def inverse(self) -> SettingChange:
        """The change that takes this one back."""
        return SettingChange(self.key, self.new, self.old)


Change: TypeAlias = CellChange | RowInsert | RowDelete | RowMove | RowUpdate | SettingChange


class Edit(msgspec.Struct, frozen=True):
    """One user action: a Chinese ``label`` for menu and history, its ``cause``, and the changes in order.

    ``cause`` is one of 录入, 粘贴, 清除, 填充, 行操作, 修复, 设置, 文字, or of :data:`GREAT`, or a mark's.
    """

    label: str
    cause: str
    changes: tuple[Change, ...]

    @property
    def is_great(self) -> bool:
        """Whether it changes so much that a backup belongs before it."""
        return self.cause in GREAT

    @property
    def is_mark(self) -> bool:
        """Whether it stands in the history for good: undo passes a version over and stops at a sign-off."""
        return self.cause in (VERSION, SIGNOFF)

    def inverse(self) -> Edit:
        """The edit that takes this one back."""
        return Edit(self.label, self.cause, tuple(change.inverse() for change in reversed(self.changes)))

    def __bool__(self) -> bool:
        return bool(self.changes)
