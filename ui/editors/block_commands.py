"""What is done with a block of cells: copy, cut, paste, clear, fill, give back to automatic. Each is one undo step."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
from PySide6.QtGui import QGuiApplication

from models import pasting, planning, renaming
from models.edits import Edit
from models.forms import ColumnKind
from models.pasting import PasteResult
from models.pasting_special import Special, paste_special, transposed
from models.refs import CellRef
from ui.editors import clipboard
from ui.editors.clipboard import Cell, Texts
from ui.editors.cursor import Cursor
from ui.itemmodels.cell_entry import notice
from ui.itemmodels.cell_ranges import Range
from ui.itemmodels.form_table_model import FormTableModel

Ask = Callable[[str, str], bool]
"""Puts a question, title and text, and says whether the answer was yes."""
AskSpecial = Callable[[], Special | None]
"""Asks how to paste; ``None``: not at all."""
SEVERAL = "选中了几块不相连的区域，请只选一块再操作。"
YUAN = (
    "粘贴的金额比本表的数大约大一万倍，像是以元为单位的。\n\n"
    "选“是”：按元换算成万元粘贴（保留到分）；选“否”：原样粘贴。"
)  # fmt: skip


class BlockCommands:
    """The block commands of one form. ``ask`` and ``ask_special`` may be replaced, so that tests can answer."""

    def __init__(self, model: FormTableModel, cursor: Cursor, ask: Ask, ask_special: AskSpecial) -> None:
        self._model, self._cursor, self.ask, self.ask_special = model, cursor, ask, ask_special
        self._special: Special | None = None
        self._session, self._form = model.session, model.form

    # -- clipboard ------------------------------------------------------------------------------------------------

    def copy(self) -> bool:
        """Copy the selection; False where it is not one block."""
        box = self._box()
        if box is None:
            return False
        top, left, bottom, right = box
        block = [self._line(line, left, right) for line in range(top, bottom + 1)]
        QGuiApplication.clipboard().setMimeData(clipboard.write(block))
        cells = len(block) * (right - left + 1)
        self._session.message.emit(f"已复制 {cells} 个单元格，可粘贴到 Excel 或 WPS。")
        return True

    def cut(self) -> None:
        """Copy the selection and clear it."""
        if self.copy():
            self.delete_contents("剪切")

    def _line(self, line: int, left: int, right: int) -> list[Cell]:
        """A line of cells; a label over two columns that are both there is merged."""
        cells = [self._cell(line, column) for column in range(left, right + 1)]
        for at, column in enumerate(range(left, right)):
            if self._model.first_column(line, column + 1) == column:
                cells[at : at + 2] = cells[at]._replace(span=2), cells[at + 1]._replace(span=0)
        return cells

    def _cell(self, line: int, column: int) -> Cell:
        ref = self._model.ref_at(line, column)
        if ref is None or self._model.first_column(line, column) != column:
            return Cell("", "", False)
        look = self._model.look(line, column)
        if not look.amount:
            return Cell(look.text, look.text, False)
        workspace = self._session.workspace
        return Cell(workspace.shown(ref, grouped=False), workspace.raw(ref), True)

    def paste(self) -> None:
        """Paste at the current cell, over the whole selection where the block fits it a whole number of times."""
        self._paste(None)

    def paste_special(self) -> None:
        """Ask how, then paste: figures only, added or taken away, without blanks, lines for columns."""
        special = self.ask_special() if not self._session.read_only else Special()  # the paste will say why not
        if special is not None:
            self._special = special
            self._paste(special)

    def paste_special_again(self) -> None:
        """The same once more, without asking."""
        self._paste(self._special or Special())

    def _paste(self, special: Special | None) -> None:
        try:
            texts = clipboard.read(QGuiApplication.clipboard().mimeData())
        except ValueError as error:
            self._session.message.emit(str(error))
            return
        box = self._box()
        if not texts or box is None:
            self._session.message.emit("剪贴板里没有可以粘贴的文字。" if not texts else SEVERAL)
            return
        left_out = pasting.headings(self._session.document, self._form, texts)
        texts = texts[left_out:] or texts
        if special is not None and special.transpose:
            texts = transposed(texts)
            special = special._replace(transpose=False)  # the block is tiled as it will stand
        top, left, bottom, right = box
        if clipboard.looks_like_yuan(self._session.workspace, self._form, left, texts) and self.ask("粘贴", YUAN):
            texts = clipboard.as_yuan(self._form, left, texts)
        texts = clipboard.tiled(texts, bottom - top + 1, right - left + 1)
        note = f"，略去 {left_out} 行表头" if left_out else ""
        self._put((top, left), texts, "粘贴" if special is None else "选择性粘贴", special, note)
        height, width = len(texts), max(map(len, texts))
        if (height, width) != (1, 1):
            self._cursor.go(top, left)
            self._cursor.extend(top + height - 1, left + width - 1)

    # -- clearing and filling -------------------------------------------------------------------------------------

    def delete_contents(self, label: str = "清除内容") -> None:
        """Clear what was stated and written in the selection; computed figures come back."""
        box = self._cursor.rectangle()
        workspace = self._session.workspace
        if box is None:
            amounts = [ref for ref in self._cursor.refs() if self._is_amount(ref)]
            self._submit(planning.clear(workspace, amounts, label), "选中的单元格里没有录入的内容。")
            return
        top, left, bottom, right = box
        blank = [[""] * (right - left + 1) for _ in range(bottom - top + 1)]
        result = pasting.paste(workspace, self._form.id, (top, left), blank, label)
        edit = _renamed(result.edit, label, "清除")
        self._submit(edit, "选中的单元格里没有可以清除的内容；自动计算的数会随明细变化。")

    def automatic(self) -> None:
        """Give stated cells that an equality works out back to it (恢复自动)."""
        workspace = self._session.workspace
        stated = [
            ref
            for ref in self._cursor.refs()
            if self._is_amount(ref) and ref in workspace.document.entries and workspace.is_defined(ref)
        ]
        edit = planning.clear(workspace, stated, "恢复自动")
        self._submit(edit, "选中的单元格没有覆盖自动计算的录入值。")

    def can_be_automatic(self) -> bool:
        """Whether :meth:`automatic` would do anything for the current cell."""
        ref, workspace = self._cursor.ref, self._session.workspace
        return ref is not None and ref in workspace.document.entries and workspace.is_defined(ref)

    def fill(self, text: str) -> None:
        """Put one text into every selected cell."""
        box = self._box()
        if box is not None:
            top, left, bottom, right = box
            self._put((top, left), [[text] * (right - left + 1) for _ in range(bottom - top + 1)], "填充")

    def fill_range(self, source: Range, target: Range) -> None:
        """What the fill handle does: repeat the cells of one rectangle over another beside it."""
        top, left, bottom, right = source
        height, width = bottom - top + 1, right - left + 1
        known = [[self._cell(line, column).raw for column in range(left, right + 1)] for line in range(top, bottom + 1)]
        texts = [
            [known[(line - top) % height][(column - left) % width] for column in range(target[1], target[3] + 1)]
            for line in range(target[0], target[2] + 1)
        ]
        self._put(target[:2], texts, "填充")
        self._cursor.go(min(top, target[0]), min(left, target[1]))
        self._cursor.extend(max(bottom, target[2]), max(right, target[3]))

    def fill_down(self) -> None:
        """Ctrl+D: the first selected line into those below; a single line takes the one above."""
        box = self._box()
        if box is None:
            return
        top, left, bottom, right = box
        source = top if bottom > top else top - 1
        if source >= 0:
            line = [self._cell(source, column).raw for column in range(left, right + 1)]
            self._put((source + 1, left), [list(line) for _ in range(bottom - source)], "向下填充")

    def fill_right(self) -> None:
        """Ctrl+R: the first selected column into those beside it; a single column takes the one at its left."""
        box = self._box()
        if box is None:
            return
        top, left, bottom, right = box
        source = left if right > left else left - 1
        if source >= 0:
            texts = [[self._cell(line, source).raw] * (right - source) for line in range(top, bottom + 1)]
            self._put((top, source + 1), texts, "向右填充")

    # -- parts ----------------------------------------------------------------------------------------------------

    def _box(self) -> Range | None:
        box = self._cursor.rectangle()
        if box is None and self._cursor.place[0] >= 0:
            self._session.message.emit(SEVERAL)
        return box

    def _put(
        self, start: tuple[int, int], texts: Texts, label: str, special: Special | None = None, note: str = ""
    ) -> None:
        """Paste or fill, and say what became of it."""
        workspace, form = self._session.workspace, self._form.id
        if special is None:
            result: PasteResult = pasting.paste(workspace, form, start, texts, label)
        else:
            result = paste_special(workspace, form, start, texts, special, label)
        renamed = renaming.notice(workspace.document, result.edit.changes)
        cause = "粘贴" if label.endswith("粘贴") else "填充"
        sentence = result.sentence.replace("粘贴", cause, 1) + note
        if not result.edit and self._session.read_only:
            self._session.message.emit(self._session.refusal)
        elif not result.edit:
            skipped = result.computed or result.fixed or result.surplus
            self._session.message.emit(f"{sentence}。" if skipped else "内容没有变化。")
        elif self._session.submit(_renamed(result.edit, label, cause), self._model):
            reason = notice(self._session.workspace, ref) if (ref := self._single(result.edit)) is not None else ""
            self._session.message.emit(reason or f"{sentence}。{renamed}")

    @staticmethod
    def _single(edit: Edit) -> CellRef | None:
        change = edit.changes[0]
        return getattr(change, "ref", None) if len(edit.changes) == 1 else None

    def _is_amount(self, ref: CellRef) -> bool:
        return self._form.column_by_key[ref.column].kind is ColumnKind.AMOUNT

    def _submit(self, edit: Edit, otherwise: str) -> None:
        if not edit:
            self._session.message.emit(self._session.refusal or otherwise)
        else:
            self._session.submit(edit, self._model)


def _renamed(edit: Edit, label: str, cause: str) -> Edit:
    return msgspec.structs.replace(edit, label=label, cause=cause)
