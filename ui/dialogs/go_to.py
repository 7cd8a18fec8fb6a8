"""转到单元格: an address as people write it, or a choice where it may mean several cells."""

from __future__ import annotations

import re
import unicodedata

from PySide6.QtWidgets import QLabel, QLineEdit, QListWidget, QListWidgetItem, QWidget

from models import wording
from models.addresses import resolve
from models.errors import AddressError
from models.refs import CellRef
from models.workspace import Workspace
from ui import theme
from ui.dialogs.framing import Framed
from ui.editors.headers import letter
from ui.itemmodels.form_table_model import first_number

_SEPARATORS = re.compile(r"\s*[.．。›▸>·/、，,]\s*")
_SHEET = re.compile(
    r"(?:表?\s*(?P<form>[一二三四五六七八九十\d]{1,3}|table\d+)\s*[!.\s]\s*)?(?P<column>[A-Z]{1,2})(?P<line>\d{1,6})"
)
"""An address as Excel writes it: ``表5!C7``; without a table it is on the one shown."""
_PARTS = 3
MOST = 60


class GoToDialog(Framed):
    """``ref`` is the cell that the user wants once the dialog is accepted."""

    def __init__(self, workspace: Workspace, form: str, parent: QWidget | None = None) -> None:
        super().__init__("转到单元格", "", parent)
        self._workspace, self._form = workspace, form
        self.ref: CellRef | None = None
        self._offered: list[CellRef] = []
        self.setMinimumWidth(520)
        self.address = QLineEdit(self)
        self.address.setPlaceholderText("表三.2013299.项目支出，或 table03.2013299.project_expenditure")
        self.body.addWidget(self.address)
        self.note = QLabel(
            "表、行、列用“.”或空格隔开；行可写科目编码或名称；不写表名时指当前表。也可以写 表五!C7。", self
        )
        self.note.setObjectName("muted")
        self.note.setWordWrap(True)
        self.body.addWidget(self.note)
        self.list = QListWidget(self)
        self.list.setMinimumHeight(180)
        self.list.setStyleSheet(f"QListWidget {{ border: 1px solid {theme.LINE}; }}")
        self.list.hide()
        self.body.addWidget(self.list)
        self.add_buttons("转到")
        self.address.textEdited.connect(self._forget)
        self.list.itemActivated.connect(self._take)

    def accept(self) -> None:
        """Override QDialog.accept: only with a cell."""
        item = self.list.currentItem()
        if self.list.isVisibleTo(self) and item is not None:
            self._take(item)
            return
        try:
            found = candidates(self._workspace, self.address.text(), self._form)
        except AddressError as error:
            self._say(str(error))
            return
        if len(found) == 1:
            self.ref = found[0]
            super().accept()
            return
        self._offer(found)

    def _take(self, item: QListWidgetItem) -> None:
        self.ref = self._offered[self.list.row(item)]
        super().accept()

    def _offer(self, found: list[CellRef]) -> None:
        self._say(f"有 {len(found)} 个单元格符合，请选择：", problem=False)
        self.list.clear()
        self._offered = found[:MOST]
        for ref in self._offered:
            self.list.addItem(f"{wording.cell_name(self._workspace, ref)}　{self._workspace.shown(ref)}")
        self.list.setCurrentRow(0)
        self.list.show()
        self.list.setFocus()

    def _say(self, text: str, *, problem: bool = True) -> None:
        self.note.setObjectName("problem" if problem else "muted")
        self.note.style().polish(self.note)
        self.note.setText(text)

    def _forget(self) -> None:
        self.list.hide()


def candidates(workspace: Workspace, text: str, form: str) -> list[CellRef]:
    """The cells that an address may mean; one without a form is on ``form``, one without a column means the whole row.

    :raises AddressError: it names none.
    """
    if (cell := _on_sheet(workspace, text, form)) is not None:
        return [cell]
    parts = [part for part in _SEPARATORS.split(text.strip()) if part]
    if len(parts) == 1:
        parts = text.split()
    if not parts:
        raise AddressError("请输入单元格的地址。")
    known = {*workspace.pack.form_by_id, *workspace.pack.form_by_number}
    if parts[0] not in known:
        parts = [form, *parts]
    if len(parts) == 1:
        raise AddressError(f"请在“{parts[0]}”后面写上行，例如 {parts[0]}.合计。")
    if len(parts) >= _PARTS:
        return _resolved(workspace, ".".join((parts[0], "".join(parts[1:-1]), parts[-1])))
    return _row(workspace, parts[0], parts[1])


def _on_sheet(workspace: Workspace, text: str, form: str) -> CellRef | None:
    """The cell of column letters and a line number, as they stand at the edges of a table; ``None`` for other texts.

    :raises AddressError: there is no such table or cell.
    """
    match = _SHEET.fullmatch(unicodedata.normalize("NFKC", text).strip().upper().replace("TABLE", "table"))
    if match is None:
        return None
    pack, written = workspace.pack, match["form"]
    numbers = {str(number): one for number, one in enumerate(pack.forms, 1)} | {one.id: one for one in pack.forms}
    numbers |= {one.number.removeprefix("表"): one for one in pack.forms}
    chosen = numbers.get(written) if written else pack.form_by_id.get(form)
    if chosen is None:
        raise AddressError(f"没有表{written}，请写 表一 到 {pack.forms[-1].number}。")
    letters = [letter(at) for at in range(len(chosen.columns))]
    lines, line = workspace.document.lines(chosen), int(match["line"]) - first_number(chosen)
    if match["column"] in letters and 0 <= line < len(lines):
        column = chosen.columns[letters.index(match["column"])]
        row = lines[line][[block.key for block in chosen.blocks].index(column.block)]
        if row is not None:
            return CellRef(chosen.id, row.id, column.key)
    raise AddressError(f"{chosen.number}没有 {match['column']}{match['line']} 这一格，请看表左边的行号和上边的列标。")


def _resolved(workspace: Workspace, address: str) -> list[CellRef]:
    try:
        return [resolve(workspace.document, address)]
    except AddressError as error:
        if not error.candidates:
            raise
        return [resolve(workspace.document, one) for one in error.candidates]


def _row(workspace: Workspace, form_part: str, row_part: str) -> list[CellRef]:
    """Every amount cell of the rows of that name."""
    pack = workspace.pack
    form = pack.form_by_id.get(form_part) or pack.form_by_number[form_part]
    found: dict[CellRef, None] = {}
    failure: AddressError | None = None
    for column in form.amount_columns:
        try:
            found[resolve(workspace.document, f"{form.id}.{row_part}.{column.key}")] = None
        except AddressError as error:
            found |= dict.fromkeys(resolve(workspace.document, one) for one in error.candidates)
            failure = error
    if not found and failure is not None:
        raise AddressError(f"{form.number}中没有“{row_part}”这一行，请检查编码或名称。")
    return list(found)
