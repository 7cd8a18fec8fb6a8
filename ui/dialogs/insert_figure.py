"""插入数据: find a cell by name or amount, choose how it is written, see what will stand in the text."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from models.errors import FormulaError
from models.narrative import expression
from models.narrative.cells import source_of
from models.narrative.markup import FigurePiece
from models.narrative.prose import Prose, formatted
from models.narrative.values import Evaluator
from models.narrative.wording import source_words
from models.refs import CellRef
from models.workspace import Workspace
from ui import searching
from ui.dialogs.framing import Framed

MOST = 80
_MONEY = ("万元", "元", "亿元")
_COUNTS = ("个", "人", "名", "辆", "台（套）", "平方米", "项", "次")


class CellChooser(QWidget):
    """A box to search in and the cells found. ``source`` names the one chosen."""

    def __init__(self, workspace: Workspace, hint: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._found: list[CellRef] = []
        self.box = QLineEdit(self)
        self.box.setPlaceholderText(hint)
        self.box.setClearButtonEnabled(True)
        self.box.installEventFilter(self)
        self.list = QListWidget(self)
        self.list.setObjectName("list")
        self.list.setAccessibleName("找到的数据")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(5)
        layout.addWidget(self.box)
        layout.addWidget(self.list)
        self.box.textChanged.connect(self._search)

    def _search(self, text: str) -> None:
        hits = searching.find_amounts(self._workspace, text, most=MOST)
        named = [(hit, hit.where) for hit in hits if isinstance(hit.where, CellRef) and self._source(hit.where)]
        self._found = [ref for _hit, ref in named]
        self.list.clear()
        for hit, ref in named:
            unit = self._workspace.pack.form(ref.form).unit.value
            self.list.addItem(QListWidgetItem(f"{hit.place}　{hit.shown} {unit}"))
        self.list.setCurrentRow(0 if named else -1)

    def _source(self, ref: CellRef) -> str:
        """What names a cell, "" for one that nothing names."""
        try:
            source = source_of(self._workspace, ref)
            named = Evaluator(self._workspace).cells(expression.parse(source))
        except (FormulaError, KeyError):
            return ""
        return source if named == (ref,) else ""

    @property
    def ref(self) -> CellRef | None:
        """The cell chosen."""
        row = self.list.currentRow()
        return self._found[row] if 0 <= row < len(self._found) else None

    @property
    def source(self) -> str:
        """What names the cell chosen; "" for none."""
        return self._source(self.ref) if self.ref is not None else ""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Override QObject.eventFilter: the arrow keys choose while one types."""
        if watched is self.box and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
            if step and self.list.count():
                self.list.setCurrentRow(max(0, min(self.list.currentRow() + step, self.list.count() - 1)))
                return True
        return super().eventFilter(watched, event)


class FigureDialog(Framed):
    """``piece`` is the figure once the dialog is accepted; with ``ratio`` one cell's share of another."""

    def __init__(
        self, workspace: Workspace, wanted: str = "", *, ratio: bool = False, parent: QWidget | None = None
    ) -> None:
        title = "插入两个数之比" if ratio else "绑定到" if wanted else "插入数据"
        super().__init__(title, "插入的数随报表变动，不用再手工修改。", parent)
        self._workspace = workspace
        self.resize(620, 520 if ratio else 440)
        self.first = CellChooser(workspace, "输入科目、名称或金额，例如 收入总计、2013299、22.00", self)
        self.second = CellChooser(workspace, "占哪一个数的比率，例如 收入总计", self) if ratio else None
        self.format = QComboBox(self)
        self.preview = QLabel(self)
        self.preview.setWordWrap(True)
        for chooser in filter(None, (self.first, self.second)):
            self.body.addWidget(chooser)
            chooser.list.currentRowChanged.connect(self._update)
        foot = QFormLayout()
        foot.addRow("写法", self.format)
        foot.addRow("将插入", self.preview)
        self.body.addLayout(foot)
        self.button = self.add_buttons("绑定" if wanted else "插入")
        self.format.currentTextChanged.connect(self._show)
        self.first.list.itemActivated.connect(lambda _item: self.accept())
        self._update()
        if wanted:
            digits = "".join(ch for ch in wanted if ch in "0123456789.,")
            self.first.box.setText(digits or wanted)
        self.first.box.setFocus()

    @property
    def _source(self) -> str:
        first = self.first.source
        if self.second is None:
            return first
        return f"{first} / {self.second.source}" if first and self.second.source else ""

    @property
    def piece(self) -> FigurePiece | None:
        """The figure that was chosen."""
        return FigurePiece(self._source, self.format.currentText()) if self._source else None

    def _update(self, _row: int = 0) -> None:
        formats = self._formats()
        if [self.format.itemText(at) for at in range(self.format.count())] != list(formats):
            self.format.clear()
            self.format.addItems(formats)
        self._show()

    def _formats(self) -> tuple[str, ...]:
        if self.second is not None:
            return ("%",)
        if self.first.ref is None:
            return _MONEY
        unit = self._workspace.pack.form(self.first.ref.form).unit
        return _MONEY if unit.is_money else tuple(dict.fromkeys((unit.value, *_COUNTS)))

    def _show(self, _text: str = "") -> None:
        source = self._source
        if self.button is not None:
            self.button.setEnabled(bool(source))
        if not source:
            self.preview.setText("请先选定数据")
            return
        quantity = Prose(self._workspace).quantity(source)
        shown = formatted(quantity, self.format.currentText())
        self.preview.setText(f"{shown}　←　{source_words(self._workspace, source)}")

    def accept(self) -> None:
        """Override QDialog.accept: only with a figure."""
        if self.piece is not None:
            super().accept()
