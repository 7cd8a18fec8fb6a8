"""The line above the performance forms: how many are filled, what they come to, and what can be done."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QPushButton, QSizePolicy, QWidget

from models.amounts import Unit, to_text
from models.performance.access import forms_of, ids_of, projects_of, table_of
from models.performance.definitions import ANNUAL
from models.refs import CellRef
from ui import theme
from ui.fonts import body_font
from ui.itemmodels.project_list_model import filled
from ui.session import Session


class PerformanceHeader(QFrame):
    """Title, counts, and links; the page says what they do."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self.setStyleSheet(
            f"PerformanceHeader {{ background: {theme.SIDE}; border: 0; border-bottom: 1px solid {theme.LINE}; }}"
        )
        self.title, self.summary = QLabel(title_of(session), self), QLabel(self)
        self.title.setFont(body_font(bold=True))
        self.summary.setTextFormat(Qt.TextFormat.RichText)
        self.summary.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        table = table_of(session.document)
        self.new = self._link(f"从{table}新建", f"给{table}里还没有绩效目标表的每个项目建一张")
        self.copy = self._link("复制自…", "取用另一张表或上年文件的文字和指标，金额不变")
        self.to_annual = self._link("实施期→年度", "把实施期的金额、目标和指标值抄到年度")
        self.to_period = self._link("年度→实施期", "把年度的金额、目标和指标值抄到实施期")
        self.import_ = self._link("导入 Excel…", "读入本程序输出的或表样相同的绩效目标表，先逐项预览")
        self.print = self._link("打印", "打印当前这张或全部绩效目标表")
        menu = QMenu(self.print)
        self.print_one = menu.addAction("打印本表…")
        self.print_all = menu.addAction("打印全部绩效目标表…")
        self.print.setMenu(menu)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 2, 8, 2)
        layout.setSpacing(2)
        layout.addWidget(self.title)
        layout.addSpacing(10)
        layout.addWidget(self.summary, 1)
        for button in (self.new, self.copy, self.to_annual, self.to_period, self.import_, self.print):
            layout.addWidget(button)
        self.refresh()

    def _link(self, text: str, tip: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setObjectName("link")
        button.setToolTip(tip)
        return button

    def refresh(self) -> None:
        """Count anew."""
        words, good = summary(self._session)
        sign = f'<span style="color:{theme.GOOD}">✓</span>' if good else f'<span style="color:{theme.ERROR}">✗</span>'
        self.summary.setText(f'<span style="color:{theme.MUTED}">{escape(words)}</span> {sign if words else ""}')
        self.summary.setToolTip(words)

    def set_enabled(self, *, on_form: bool) -> None:
        """What can be done at all, and what needs a form to be shown."""
        may = not self._session.read_only
        for button in (self.new, self.import_):
            button.setEnabled(may)
        for button in (self.copy, self.to_annual, self.to_period):
            button.setEnabled(may and on_form)
        self.print_one.setEnabled(on_form)
        self.print_all.setEnabled(bool(forms_of(self._session.document)))


def title_of(session: Session) -> str:
    """``十、项目支出绩效目标表``: as the section of the book that they belong to is numbered."""
    sections = session.pack.narrative.sections
    number = next((section.number for section in sections if section.forms), "")
    title = session.pack.form(ids_of(session.document).forms).title
    return f"{number}、{title}" if number else title


def summary(session: Session) -> tuple[str, bool]:
    """How many forms are filled and what they come to, in words; whether that agrees with 表十二."""
    document, workspace, ids = session.document, session.workspace, ids_of(session.document)
    forms, wanted = forms_of(document), projects_of(document)
    if not forms and not wanted:
        return f"{table_of(document)}还没有项目", False
    done = len(filled(session))
    own = [workspace.value(CellRef(ids.forms, row.id, f"{ANNUAL}_total")) for row in forms]
    theirs = [workspace.value(CellRef(ids.projects, row.id, ids.amount)) for row in wanted]
    total, table = sum(value.fen for value in own), sum(value.fen for value in theirs)
    slack = sum(value.slack for value in (*own, *theirs))
    count = f"{done} / {max(len(wanted), len(forms))} 个项目已填，合计 {to_text(total, Unit.WAN, grouped=True)} 万元"
    if abs(total - table) <= slack:
        return f"{count} = {table_of(document)}", done == len(wanted) == len(forms)
    return f"{count} ≠ {table_of(document)} {to_text(table, Unit.WAN, grouped=True)} 万元", False
