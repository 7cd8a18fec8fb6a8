"""复制自…: which form the texts and indicators are taken over from, here or in last year's file."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QListWidget, QListWidgetItem, QWidget

from models.edits import Edit, Row
from models.performance import indicator_planning, planning
from models.performance.access import forms_of, has_forms, ids_of, indicators_of
from models.performance.definitions import TEXTS
from models.performance.names import likeness, normal_name
from models.workspace import Workspace
from ui import other_file
from ui.dialogs.asking import Asker
from ui.dialogs.framing import Framed

_ROLE = int(Qt.ItemDataRole.UserRole)


class Source(NamedTuple):
    """A form to take over from; ``origin`` is "" for the document itself, else the file's name."""

    workspace: Workspace
    row: Row
    origin: str

    @property
    def title(self) -> str:
        """The project's name, and where it is from."""
        return f"{self.row.label}　（{self.origin}）" if self.origin else self.row.label


class CopyFormDialog(Framed):
    """``edit()`` is what the user asked for once the dialog is accepted."""

    def __init__(
        self, workspace: Workspace, row_id: str, asker: Asker, parent: QWidget | None = None, folder: Path | None = None
    ) -> None:
        name = workspace.document.row(ids_of(workspace.document).forms, row_id).label
        sub = f"把另一张表的文字和指标复制到“{name}”，覆盖现有的文字和指标；项目名称、类别和金额不变，可以撤销。"
        super().__init__("复制绩效目标表", sub, parent)
        self._workspace, self._row_id, self._asker = workspace, row_id, asker
        self._folder = folder or Path.home()
        self._name = name
        self.resize(620, 520)
        self.search = QLineEdit(self)
        self.search.setPlaceholderText("按项目名称筛选")
        self.search.setClearButtonEnabled(True)
        self.list = QListWidget(self)
        self.list.setObjectName("list")
        self.list.setAccessibleName("可复制的绩效目标表")
        self.words = QLabel(self)
        self.words.setObjectName("muted")
        self.words.setWordWrap(True)
        for widget in (self.search, self.list, self.words):
            self.body.addWidget(widget)
        self.last_year = self.add_extra("从上年文件选择…")
        self.last_year.clicked.connect(self._add_file)
        self._ok = self.add_buttons("复制")
        others = [row for row in forms_of(workspace.document) if row.id != row_id]
        self._sources = [Source(workspace, row, "") for row in others]
        self.search.textChanged.connect(self._fill)
        self.list.currentItemChanged.connect(self._describe)
        self.list.itemDoubleClicked.connect(lambda _item: self.accept())
        self._fill()
        self.search.setFocus()

    @property
    def source(self) -> Source | None:
        """The form chosen."""
        item = self.list.currentItem()
        return item.data(_ROLE) if item is not None else None

    def _fill(self) -> None:
        """The likest names come first, those of another file before one's own."""
        wanted = normal_name(self.search.text())
        found = [one for one in self._sources if wanted in normal_name(one.title)]
        found.sort(key=lambda one: (not one.origin, -likeness(one.row.label, self._name)))
        self.list.clear()
        for source in found:
            item = QListWidgetItem(source.title)
            item.setData(_ROLE, source)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self._describe()

    def _describe(self, *_items: object) -> None:
        source = self.source
        if self._ok is not None:
            self._ok.setEnabled(source is not None)
        if source is None:
            self.words.setText("没有可以复制的绩效目标表。" if not self._sources else "没有符合的项目。")
            return
        row = source.row
        lengths = sum(len(row.texts.get(key, "")) for key in TEXTS)
        count = len(indicators_of(source.workspace.document, row.code))
        self.words.setText(f"“{row.label}”：文字共 {lengths} 字，指标 {count} 条。")

    def _add_file(self) -> None:
        chosen = other_file.choose(self._asker, self, "选择上年的预算文件", self._folder)
        if chosen is None:
            return
        path, workspace = chosen
        forms = forms_of(workspace.document) if has_forms(workspace.document) else []
        if not forms:
            self._asker.warn(self, f"“{path.name}”里没有绩效目标表，请选择另一个文件。")
            return
        self._sources += [Source(workspace, row, path.stem) for row in forms]
        self._fill()

    def edit(self) -> Edit:
        """The copying, as one edit; empty where nothing is chosen."""
        source = self.source
        if source is None:
            return Edit("", "", ())
        if not source.origin:
            return planning.copy_form(self._workspace, source.row.id, self._row_id)
        texts = {key: source.row.texts.get(key, "") for key in TEXTS}
        lines = [indicator_planning.line_of(one) for one in indicators_of(source.workspace.document, source.row.code)]
        return planning.fill_form(self._workspace, self._row_id, texts, {}, lines, f"复制自“{source.origin}”")
