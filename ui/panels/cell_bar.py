"""The bar above the form: where the current cell is, what stands in it, where from, what it takes part in."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from models import wording
from models.findings import DIFFERENCES, State
from models.forms import ColumnKind
from models.refs import CellRef
from models.workspace import ChangeReport, Origin, Workspace
from ui import theme
from ui.fonts import body_font
from ui.itemmodels.finding_words import has_row
from ui.panels.still import Still
from ui.session import Session

HEIGHT = 30
SEPARATOR = " › "


class CellBar(Still):
    """Follows the session's current cell."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(HEIGHT, parent)
        self._session = session
        self.setStyleSheet(
            f"CellBar {{ background: {theme.SIDE}; border: 0; border-bottom: 1px solid {theme.LINE}; }}"
            f"QLabel#cell {{ background: {theme.PAPER}; border-right: 1px solid {theme.LINE}; padding: 0 10px; }}"
        )
        self.address = self._label(f"color: {theme.ACCENT};", body_font(bold=True))
        self.raw = self._label("", body_font())
        self.raw.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.raw.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.raw.setMinimumWidth(130)
        self.origin = self._label(f"color: {theme.MUTED}; border: 0;", body_font())
        self.origin.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        layout = QHBoxLayout(self.inside)
        layout.setContentsMargins(0, 0, 0, 1)
        layout.setSpacing(0)
        layout.addWidget(self.address)
        layout.addWidget(self.raw)
        layout.addWidget(self.origin, 1)
        session.current_changed.connect(self._show)
        session.changed.connect(self._follow)
        self._show(session.current)

    def _label(self, style: str, font: QFont) -> QLabel:
        label = QLabel(self)
        label.setObjectName("cell")
        label.setFont(font)
        label.setTextFormat(Qt.TextFormat.PlainText)
        if style:
            label.setStyleSheet(f"QLabel#cell {{ {style} }}")
        return label

    def _follow(self, report: ChangeReport, _initiator: object) -> None:
        current = self._session.current
        if current is not None and (current in report.cells or report.forms or report.settings):
            self._show(current)

    def _show(self, ref: CellRef | None) -> None:
        workspace = self._session.workspace
        if ref is None or not has_row(workspace, ref):
            for label, text in ((self.address, "未选中单元格"), (self.raw, ""), (self.origin, "")):
                label.setText(text)
            return
        self.address.setText(address_text(workspace, ref))
        self.raw.setText(raw_text(workspace, ref))
        words = origin_text(workspace, ref)
        part = part_text(workspace, ref)
        self.origin.setText(f"{words}　·　{part}" if part else words)
        self.origin.setToolTip(self.origin.text())


def address_text(workspace: Workspace, ref: CellRef) -> str:
    """``表三 › 2013299 › 项目支出``."""
    form = workspace.pack.form(ref.form)
    row = workspace.document.row(ref.form, ref.row)
    coded = row.code and form.column_of_kind(row.block, ColumnKind.CODE)
    name = row.code if coded else wording.row_name(workspace, ref.form, row)
    column = form.column_by_key[ref.column]
    return SEPARATOR.join((form.number, _cut(name), column.title))


def _cut(name: str, most: int = 16) -> str:
    return name if len(name) <= most else f"{name[: most - 1]}…"


def is_amount(workspace: Workspace, ref: CellRef) -> bool:
    """Whether a cell holds an amount."""
    return workspace.pack.form(ref.form).column_by_key[ref.column].kind is ColumnKind.AMOUNT


def raw_text(workspace: Workspace, ref: CellRef) -> str:
    """What stands in the cell, as typed or to the last decimal."""
    if is_amount(workspace, ref):
        return workspace.raw(ref)
    column = workspace.pack.form(ref.form).column_by_key[ref.column]
    return _cut(workspace.document.text(workspace.document.row(ref.form, ref.row), column), 24)


def origin_text(workspace: Workspace, ref: CellRef) -> str:
    """Where the cell's content comes from, in words."""
    if not is_amount(workspace, ref):
        fixed = workspace.document.rows_of(ref.form, ref.row).is_fixed(ref.row)
        return "表格固定文字" if fixed else "文字"
    origin = workspace.origin(ref)
    definer = workspace.equations.definer(ref)
    if origin is Origin.COMPUTED and definer is not None:
        return f"自动计算：{wording.relation(workspace, definer, ref)}"
    if origin is Origin.STATED:
        entry = workspace.document.entries[ref]
        if entry.fen is None:
            return "看不懂的内容，不参加合计"
        return "录入值（代替自动计算）" if definer is not None else "录入值"
    return "空白（填写所依据的数后自动计算）" if definer is not None else "空白"


def part_text(workspace: Workspace, ref: CellRef) -> str:
    """How many equalities the cell is in, and how many of them do not hold."""
    if not is_amount(workspace, ref):
        return ""
    states = [workspace.equations.state(instance) for instance in workspace.equalities(ref)]
    if not states:
        return ""
    breaks, roundings = states.count(State.BREAK), sum(state in DIFFERENCES for state in states)
    tail = f"，{breaks} 条不平" if breaks else ("" if roundings else "，全部平衡")
    if roundings:
        tail += f"，{roundings} 条有尾差"
    return f"参与 {len(states)} 条勾稽公式{tail}"
