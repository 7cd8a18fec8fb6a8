"""公开完整性检查: what law and finance bureau demand of the book, how it stands, and where to look."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QBrush, QColor, QIcon
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from models.completeness import CONFIRMED, Item, Standing, check_list
from models.edits import Edit
from models.findings import State
from models.narrative import planning
from ui import theme
from ui.dialogs.framing import Framed
from ui.fonts import body_font
from ui.icons import state_pixmap
from ui.session import Session

_ITEM = int(Qt.ItemDataRole.UserRole)
_MARKS = {
    Standing.MET: State.BALANCED, Standing.WRONG: State.BREAK, Standing.MISSING: State.VIOLATION,
    Standing.CONFIRM: State.UNEVALUATED,
}  # fmt: skip
_INKS = {
    Standing.MET: theme.GOOD, Standing.WRONG: theme.ERROR, Standing.MISSING: theme.HINT,
    Standing.CONFIRM: theme.UNJUDGED,
}  # fmt: skip
_TITLE, _STANDING, _WORDS, _SOURCE = range(4)


class PublicationCheckDialog(Framed):
    """Items that only a person can tell are ticked here; each tick is an edit of the document. A jump closes it."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("公开完整性检查", " ", parent)
        self._session = session
        self._filling = False
        self._groups: dict[str, QTreeWidgetItem] = {}
        self._lines: dict[str, QTreeWidgetItem] = {}
        self.resize(1000, 640)
        self.tree = QTreeWidget(self)
        self.tree.setObjectName("list")
        self.tree.setHeaderLabels(["公开要求", "结果", "说明", "依据"])
        self.tree.setWordWrap(True)
        self.tree.setRootIsDecorated(False)
        self.tree.setIndentation(16)
        header = self.tree.header()
        for column, width in ((_TITLE, 390), (_STANDING, 104), (_SOURCE, 190)):
            header.resizeSection(column, width)
        header.setStretchLastSection(False)
        header.setSectionResizeMode(_WORDS, QHeaderView.ResizeMode.Stretch)
        self.body.addWidget(self.tree, 1)
        self._add_person()
        self.go = self.add_extra("转到")
        self.go.clicked.connect(self.jump)
        self.add_buttons("", "关闭")
        self.tree.itemChanged.connect(self._tick)
        self.tree.itemActivated.connect(lambda _item, _column: self.jump())
        self.tree.currentItemChanged.connect(self._update)
        session.check_words()
        self._fill()

    def _add_person(self) -> None:
        line = QHBoxLayout()
        self.person = QLineEdit(self._session.document.settings.get("preparer", ""), self)
        self.person.setPlaceholderText("姓名")
        self.person.setMaxLength(20)
        self.person.setFixedWidth(140)
        line.addWidget(QLabel("确认人", self))
        line.addWidget(self.person)
        note = QLabel("待人工确认的要求，核实后在左边打勾，记下确认人和日期。", self)
        note.setObjectName("muted")
        line.addWidget(note)
        line.addStretch(1)
        self.body.addLayout(line)

    # -- the list -----------------------------------------------------------------------------------------------------

    def _fill(self) -> None:
        """Show every demand as it stands now. Lines are made once: Qt is still at one of them while it is ticked."""
        items = check_list(self._session.workspace)
        self._filling = True
        for item in items:
            self._show(self._line(item), item)
        self.tree.expandAll()
        self._filling = False
        counts = {standing: sum(item.standing is standing for item in items) for standing in Standing}
        words = "，".join(f"{standing.title} {count} 项" for standing, count in counts.items() if count)
        self.sub.setText(f"共 {len(items)} 项要求：{words}。双击转到要处理的地方。")
        self._update()

    def _line(self, item: Item) -> QTreeWidgetItem:
        """The line of a demand, below its group."""
        demand = item.demand
        known = self._lines.get(demand.code)
        if known is not None:
            return known
        group = self._groups.get(demand.group)
        if group is None:
            group = self._groups[demand.group] = QTreeWidgetItem(self.tree, [demand.group])
            group.setFlags(Qt.ItemFlag.ItemIsEnabled)
            group.setFont(_TITLE, body_font(bold=True))
        line = self._lines[demand.code] = QTreeWidgetItem(group)
        line.setSizeHint(_STANDING, QSize(104, 44))
        line.setForeground(_SOURCE, QBrush(QColor(theme.MUTED)))
        return line

    def _show(self, line: QTreeWidgetItem, item: Item) -> None:
        demand = item.demand
        for column, text in enumerate((demand.title, item.standing.title, item.words, demand.source)):
            line.setText(column, text)
        line.setData(_TITLE, _ITEM, item)
        line.setIcon(_STANDING, QIcon(state_pixmap(_MARKS[item.standing], 14, 2.0)))
        line.setForeground(_STANDING, QBrush(QColor(_INKS[item.standing])))
        for column, text in ((_TITLE, f"{demand.code} {demand.title}"), (_WORDS, item.words), (_SOURCE, demand.source)):
            line.setToolTip(column, text)
        if not self._session.read_only and (item.confirmed or item.standing is Standing.CONFIRM):
            line.setFlags(line.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            line.setCheckState(_TITLE, Qt.CheckState.Checked if item.confirmed else Qt.CheckState.Unchecked)

    @property
    def current(self) -> Item | None:
        """The demand that the user is on."""
        line = self.tree.currentItem()
        found = line.data(_TITLE, _ITEM) if line is not None else None
        return found if isinstance(found, Item) else None

    def _update(self, *_lines: object) -> None:
        item = self.current
        self.go.setEnabled(item is not None and bool(item.findings or item.cells))

    # -- what the user does -------------------------------------------------------------------------------------------

    def _tick(self, line: QTreeWidgetItem, column: int) -> None:
        item = line.data(_TITLE, _ITEM)
        if self._filling or column != _TITLE or not isinstance(item, Item):
            return
        ticked = line.checkState(_TITLE) is Qt.CheckState.Checked
        if ticked == bool(item.confirmed):
            return
        person = self.person.text().strip()
        if ticked and not person:
            self._fill()
            self.sub.setText("请先在下面填写确认人的姓名，再打勾。")
            self.person.setFocus()
            return
        self._session.submit(self._confirming(item, person if ticked else ""))
        self._session.check_words()
        self._fill()

    def _confirming(self, item: Item, person: str) -> Edit:
        today = datetime.now().astimezone().date()
        words = f"{person} {today.year}年{today.month}月{today.day}日" if person else ""
        label = f"{'确认' if person else '取消确认'}“{item.demand.title}”"
        return planning.set_facts(self._session.workspace, {CONFIRMED + item.demand.code: words}, label)

    def jump(self) -> None:
        """Close, and go to what the demand that the user is on rests on."""
        item = self.current
        if item is None or not (item.findings or item.cells):
            return
        self.accept()
        if item.findings:
            self._session.goto_finding(item.findings[0])
        else:
            self._session.goto(item.cells[0])
