"""覆盖情况: how many checks guard each figure, and what every check that is owed has said."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QTableView, QTabWidget, QVBoxLayout, QWidget

from models import coverage, wording
from models.coverage_words import Duty
from models.findings import WORST_FIRST, Finding, State, TextPlace
from models.forms import FormDef, Role
from models.refs import CellRef
from models.workspace import Workspace
from ui import theme
from ui.dialogs.framing import Framed
from ui.dialogs.tables import TextTableModel, text_table
from ui.fonts import body_font
from ui.itemmodels.finding_words import has_row
from ui.session import Session

MANY = 3
"""So many guards and more are counted together."""
STATES = (
    State.BALANCED,
    State.ROUNDING,
    State.SUSPECT,
    State.BREAK,
    State.VIOLATION,
    State.UNEVALUATED,
    State.NOT_APPLICABLE,
)
_FINE = (State.BALANCED, State.NOT_APPLICABLE)
Target = Finding | TextPlace | CellRef | None
"""Where a line of a list leads."""


class CoverageDialog(Framed):
    """Two tabs. A double click on a figure goes to it."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        if session.workspace.words.is_stale:
            session.check_words()
        super().__init__("覆盖情况", "核对了什么、没有核对什么。没有核对的，不等于没有问题。", parent)
        self.resize(900, 640)
        tabs = QTabWidget(self)
        tabs.setDocumentMode(True)
        self.guards = GuardsPage(session, tabs)
        self.ledger = LedgerPage(session, tabs)
        tabs.addTab(self.guards, "每个数有几条公式看守")
        tabs.addTab(self.ledger, "核对台账")
        self.body.addWidget(tabs)
        self.add_buttons(cancel="关闭")


class _Page(QWidget):
    """A table above, what the chosen line of it holds below."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.session = session
        self._targets: list[Target] = []
        self.title, self.list = QLabel(self), QListWidget(self)
        self.title.setFont(body_font(bold=True))
        self.title.setWordWrap(True)
        self.list.setObjectName("list")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemActivated.connect(self._go)

    def arrange(self, head: str, table: QTableView) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 12, 0, 0)
        layout.setSpacing(8)
        label = QLabel(head, self)
        label.setWordWrap(True)
        layout.addWidget(label)
        layout.addWidget(table, 3)
        layout.addWidget(self.title)
        layout.addWidget(self.list, 2)
        table.selectionModel().currentRowChanged.connect(lambda index, _old: self.choose(index))
        table.selectRow(0)

    def choose(self, index: QModelIndex) -> None:
        """Show what a line of the table holds."""
        raise NotImplementedError

    def fill(self, title: str, lines: Sequence[tuple[str, Target]], colour: str) -> None:
        self.title.setText(title)
        self.title.setStyleSheet(f"color: {colour};")
        self.list.clear()
        self._targets = [target for _text, target in lines]
        for text, _target in lines:
            QListWidgetItem(text, self.list).setToolTip(text)
        self.list.setVisible(bool(lines))

    def _go(self, item: QListWidgetItem) -> None:
        match self._targets[self.list.row(item)]:
            case Finding() as finding:
                self.session.goto_finding(finding)
            case TextPlace() as place:
                self.session.goto_text(place)
            case CellRef() as ref if has_row(self.session.workspace, ref):
                self.session.goto(ref)


class GuardsPage(_Page):
    """How many equalities guard the figures of each form; below, the figures that none does."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(session, parent)
        self.found = coverage.coverage(session.workspace)
        self.rows = guard_rows(session.workspace, self.found)
        figures, alone = len(self.found.guards), len(self.found.unguarded)
        head = f"共 {figures} 个数：" + (
            f"{alone} 个没有公式看守，录错了也不会变红，只能人工核对。"
            if alone
            else "每个数都至少有一条公式看守，录错了会变红。"
        )
        headings = ("表", "数的个数", "只能人工核对", "1 条", "2 条", "3 条及以上")
        widths = (0, 90, 110, 90, 90, 100)
        self.table = text_table(headings, [row[1:] for row in self.rows], widths, right=range(1, 6), parent=self)
        self.arrange(head, self.table)

    def choose(self, index: QModelIndex) -> None:
        """List the unguarded figures of a form, or of all."""
        if not index.isValid():
            return
        form = self.rows[index.row()][0]
        workspace = self.session.workspace
        alone = [ref for ref in self.found.unguarded if form in ("", ref.form)]
        lines = [(f"{wording.cell_name(workspace, ref)}　{workspace.shown(ref)}", ref) for ref in alone]
        title = f"只能人工核对的数 {len(lines)} 个（双击转到）" if lines else "没有只能人工核对的数"
        self.fill(title, lines, theme.SUSPECT if lines else theme.MUTED)


def guard_rows(workspace: Workspace, found: coverage.Coverage) -> list[tuple[str, ...]]:
    """Form id, title, figures, and how many have 0, 1, 2, 3 or more guards: the sum first, no form without figures."""
    counts = {form.id: [0] * (MANY + 1) for form in workspace.pack.all_forms}
    for ref, guards in found.guards.items():
        counts[ref.form][min(guards, MANY)] += 1
    rows = [
        (form.id, _name(form), *_numbers(counts[form.id])) for form in workspace.pack.all_forms if any(counts[form.id])
    ]
    return [("", "合计", *_numbers([sum(column) for column in zip(*counts.values(), strict=True)])), *rows]


def _name(form: FormDef) -> str:
    """A form in the list: only the tables of the book have a number that people know them by."""
    return f"{form.number}　{form.short_title}" if form.role is Role.TABLE else form.short_title


def _numbers(counts: list[int]) -> tuple[str, ...]:
    return tuple(str(number or "") for number in (sum(counts), *counts))


class LedgerPage(_Page):
    """Every rule with the states of its checks; below, the checks of the chosen rule that are not 平."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(session, parent)
        self.duties = coverage.ledger(session.workspace)
        owed = sum(one.owed for one in self.duties)
        said = {state: sum(one.counts.get(state, 0) for one in self.duties) for state in WORST_FIRST}
        made = owed - said[State.UNEVALUATED] - said[State.NOT_APPLICABLE]
        head = (
            f"应核对 {owed} 条：已核对 {made} 条，其中平 {said[State.BALANCED]} 条；未判 {said[State.UNEVALUATED]} 条"
            f"（对应的表还没有填，或有内容看不懂）；不适用 {said[State.NOT_APPLICABLE]} 条（没有可核对的数）。"
        )
        headings = ("编号", "核对什么", "应核对", *(state.title for state in STATES))
        widths = (58, 0, 62, *((76 if len(state.title) > 3 else 58) for state in STATES))  # noqa: PLR2004  characters
        rows = [self._row("", "合计", owed, said)]
        rows += [self._row(one.rule.code, one.rule.title, one.owed, one.counts) for one in self.duties]
        self.table = text_table(headings, rows, widths, right=range(2, 10), parent=self)
        self.table.setModel(_LedgerModel(headings, rows, range(2, 10), self.table))
        self.arrange(head, self.table)

    @staticmethod
    def _row(code: str, title: str, owed: int, counts: dict[State, int]) -> tuple[str, ...]:
        return (code, title, str(owed), *(str(counts.get(state) or "") for state in STATES))

    def choose(self, index: QModelIndex) -> None:
        """List what a rule has found, or what all rules have."""
        if not index.isValid():
            return
        workspace = self.session.workspace
        chosen = self.duties[index.row() - 1 : index.row()] if index.row() else self.duties
        findings = workspace.engine.findings
        open_ = [
            duty
            for one in chosen
            if any(state not in _FINE for state in one.counts)
            for duty in coverage.duties(workspace, one.rule)
            if duty.state not in _FINE
        ]
        lines: list[tuple[str, Target]] = []
        for duty in open_:
            own = [findings[duty.key]] if duty.key in findings else self._below(duty)
            lines += [(self._words_of(one), one) for one in own]
            if not own:
                lines.append((f"{duty.state.title}　{self._unjudged(duty)}", duty.place or duty.cell))
        title = f"不是“平”的 {len(lines)} 条（双击转到）" if lines else "适用的都已核对，全部为平"
        self.fill(title, lines, theme.INK if lines else theme.GOOD)

    def _below(self, duty: Duty) -> list[Finding]:
        """The findings of a rule that is no equality, on one form or in one section."""
        found = self.session.workspace.engine.findings.items()
        return [finding for key, finding in found if key.startswith((f"{duty.key}.", f"{duty.key}:"))]

    def _words_of(self, finding: Finding) -> str:
        workspace = self.session.workspace
        where = "" if finding.place is None else f"{wording.finding_place(workspace, finding)}："
        return f"{finding.state.title}　{where}{wording.finding_sentence(workspace, finding)}"

    def _unjudged(self, duty: Duty) -> str:
        """Why a check of words has no finding and yet is not 平."""
        workspace = self.session.workspace
        if duty.cell is not None:
            return f"{wording.cell_name(workspace, duty.cell)}：有的话看不懂，未作判断，请人工核对。"
        if duty.place is None or not duty.place.text:
            return f"{wording.section_name(workspace, duty.place.key)}：没有核对。" if duty.place else "没有核对。"
        section = wording.section_name(workspace, duty.place.key)
        return f"{section}：“{duty.place.text}”没有识别出是哪个数，或者已冻结，请人工核对。"


class _LedgerModel(TextTableModel):
    """未判 and 断差 in their colours, so that they are never read as 平."""

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:  # type: ignore[override]
        """Override TextTableModel.data."""
        if role == Qt.ItemDataRole.ForegroundRole and index.isValid() and index.column() >= MANY:
            return QColor(theme.STATE_INK[STATES[index.column() - MANY]])
        return super().data(index, role)
