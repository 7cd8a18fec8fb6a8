"""One performance form as printed, to be worked on. Every change is an edit of ``models.performance.planning``."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from models import renaming
from models.edits import RowUpdate
from models.errors import PlanError
from models.performance import planning
from models.performance.access import ids_of, table_of
from models.performance.definitions import CATEGORIES, CATEGORY, FOOT, GOALS, LONG, NAME, SHORT
from models.performance.from_document import cell_of
from models.performance.word_findings import Chip
from models.refs import CellRef
from models.workspace import ChangeReport
from ui.delegates.metrics import Metrics
from ui.editors.locked_text import lock
from ui.editors.performance import form_parts
from ui.editors.performance.field_box import FieldBox
from ui.editors.performance.look import SHEET
from ui.editors.performance.reading import chips_of, marks_of, sentences_of
from ui.editors.performance.tables import FundsTable, IndicatorTable
from ui.fonts import title_font
from ui.itemmodels.funds_model import FundsModel
from ui.itemmodels.indicator_model import IndicatorModel
from ui.itemmodels.project_findings import ProjectFindings
from ui.session import Session

_TITLE_PIXELS = 18


class FormView(QWidget):
    """Shows the form of one row; :meth:`show_form` says of which."""

    seen = Signal(QRect)
    """What has to be in view, as a place of this widget."""

    def __init__(self, session: Session, findings: ProjectFindings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setStyleSheet(SHEET)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.session, self._findings = session, findings
        self._ids = ids_of(session.document)
        self.row_id = ""
        self._last_key = ""  # the field that the last edit changed
        self._marks_due = QTimer(self)  # the words are read again after the edit has been shown
        self._marks_due.setSingleShot(True)
        self._marks_due.timeout.connect(self._mark)
        self._is_stale = False
        self.metrics = Metrics()
        self.fields: dict[str, FieldBox] = {}
        self.title, self.subtitle = QLabel(self), QLabel(self)
        self.funds = FundsTable(FundsModel(session, self), self)
        self.indicators = IndicatorTable(IndicatorModel(session, self), self)
        self.category = form_parts.category_box(self, enabled=not session.read_only)
        self.category.activated.connect(self._commit_category)
        self._boxes = [form_parts.head(self), form_parts.texts(self), form_parts.goals(self), form_parts.foot(self)]
        self._arrange()
        self._order()
        self.set_metrics(self.metrics)
        session.changed.connect(self._follow)
        findings.updated.connect(self._follow_findings)

    # -- building -------------------------------------------------------------------------------------------------

    def _arrange(self) -> None:
        head, texts, goals, foot = self._boxes
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        for label in (self.title, self.subtitle):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setWordWrap(True)
        self.subtitle.setObjectName("muted")
        projects = table_of(self.session.document)
        self.money = QLabel(f"项目资金（元）：总额由来源之和或{projects}自动得出，也可以直接录入", self)
        self.money.setObjectName("muted")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 12, 18, 20)
        layout.setSpacing(8)
        layout.addWidget(self.title)
        layout.addWidget(self.subtitle)
        layout.addWidget(head)
        layout.addWidget(self.money)
        for widget in (self.funds, texts, goals, self.indicators, foot):
            layout.addWidget(widget)
        layout.addStretch(1)
        for table in (self.funds, self.indicators):
            table.selectionModel().currentChanged.connect(lambda *_indexes, table=table: self._show_table_cell(table))

    def _order(self) -> None:
        """Tab goes down the form as it is printed."""
        texts = {key: box.text for key, box in self.fields.items()}
        stops: list[QWidget] = [texts[NAME], self.category, *(texts[key] for key in SHORT), self.funds]
        stops += [*(texts[key] for key in (*LONG, *GOALS)), self.indicators, *(texts[key] for key in FOOT)]
        for one, other in pairwise(stops):
            QWidget.setTabOrder(one, other)

    def add_field(self, key: str, *, is_line: bool = False) -> FieldBox:
        """A field for a text of the form."""
        column = self.session.pack.form(self._ids.forms).column_by_key[key]
        box = self.fields[key] = FieldBox(key, column.title, self, is_line=is_line)
        lock(box.text, self.session)
        box.text.committed.connect(lambda text: self._commit(box, text))
        box.text.entered.connect(lambda: self._enter(box.key))
        box.text.seen.connect(lambda rect: self._show_rect(box.text, rect))
        return box

    def set_metrics(self, metrics: Metrics) -> None:
        """Show at another zoom."""
        self.metrics = metrics
        self.title.setFont(title_font(metrics.px(_TITLE_PIXELS)))
        for label in (self.subtitle, self.category):
            label.setFont(metrics.font)
        self.money.setFont(metrics.small)
        for box in self.fields.values():
            box.set_metrics(metrics)
        for boxes in self._boxes:
            boxes.set_metrics(metrics)
        for table in (self.funds, self.indicators):
            table.set_metrics(metrics)

    # -- what is shown --------------------------------------------------------------------------------------------

    def show_form(self, row_id: str) -> None:
        """Show another form; what was typed in the one before has been kept."""
        self.row_id = row_id
        self._last_key = ""
        self.funds.funds.set_row(row_id)
        self.indicators.indicators.set_project(self.code)
        for box in self.fields.values():
            box.text.load(self._stored(box.key))
            box.refuse("")
        self.refresh()

    def _stored(self, key: str) -> str:
        known = self.session.document.has_row(self._ids.forms, self.row_id)
        row = self.session.document.row(self._ids.forms, self.row_id) if known else None
        return "" if row is None else row.label if key == NAME else row.texts.get(key, "")

    @property
    def code(self) -> str:
        """The project's code."""
        known = self.session.document.has_row(self._ids.forms, self.row_id)
        return self.session.document.row(self._ids.forms, self.row_id).code if known else ""

    def commit(self) -> None:
        """Take over what is being typed anywhere on the form."""
        for table in (self.funds, self.indicators):
            table.delegate.commit()
        for box in self.fields.values():
            box.text.commit()

    def refresh(self) -> None:
        """Show everything as the document has it."""
        document = self.session.document
        if not document.has_row(self._ids.forms, self.row_id):
            return
        row = document.row(self._ids.forms, self.row_id)
        layout = self.session.pack.form_layout
        self.title.setText(document.fill(layout.title if layout else self.session.pack.form(self._ids.forms).title))
        self.subtitle.setText(document.fill(layout.subtitle) if layout else "")
        for key, box in self.fields.items():
            box.text.show_text(self._stored(key))
        category = row.texts.get(CATEGORY, "")
        self.category.setCurrentIndex(CATEGORIES.index(category) + 1 if category in CATEGORIES else 0)
        self._marks_due.start()

    def _mark(self) -> None:
        """Underline what findings are about, and show what was worked out from the words."""
        document = self.session.document
        self._is_stale = not self.isVisible()
        if self._is_stale or not document.has_row(self._ids.forms, self.row_id):
            return
        row = document.row(self._ids.forms, self.row_id)
        found = self._findings.of(row.code)
        workspace = self.session.workspace
        by_cell: dict[CellRef, list[Chip]] = {}
        for chip in chips_of(workspace, self.row_id):
            by_cell.setdefault(cell_of(workspace, row, chip.field), []).append(chip)
        for key, box in self.fields.items():
            ref = CellRef(self._ids.forms, row.id, key)
            if not box.text.is_pending:
                box.text.set_marks(list(marks_of(found, ref)))
                box.chips.show_chips(by_cell.get(ref, ()))
                box.setToolTip("\n".join(sentences_of(found, ref)))

    def showEvent(self, event: QShowEvent) -> None:
        """Override QWidget.showEvent: words are not read while nobody looks."""
        super().showEvent(event)
        if self._is_stale:
            self._marks_due.start()

    def _follow(self, report: ChangeReport, _initiator: object) -> None:
        if not self.row_id or not self.session.document.has_row(self._ids.forms, self.row_id):
            return
        for change in report.edit.changes:
            if isinstance(change, RowUpdate) and change.new.id == self.row_id:
                self._last_key = _changed_key(change) or self._last_key
        forms = {self._ids.forms, self._ids.indicators}
        own = any(ref.form in forms for ref in report.cells)
        if report.settings or own or not forms.isdisjoint(report.forms):
            self.refresh()

    def _follow_findings(self, codes: frozenset[str]) -> None:
        if self.row_id and self.code in codes:
            self._marks_due.start()

    # -- changing -------------------------------------------------------------------------------------------------

    def _commit(self, box: FieldBox, text: str) -> None:
        try:
            edit = planning.set_field(self.session.workspace, self.row_id, box.key, text)
        except PlanError as error:
            box.refuse(str(error))
            return
        box.refuse("")
        renamed = renaming.notice(self.session.document, edit.changes)
        if self.session.submit(edit, self):
            box.text.stored = text
            if renamed:
                self.session.message.emit(renamed)

    def _commit_category(self, index: int) -> None:
        category = CATEGORIES[index - 1] if index else ""
        self.session.submit(planning.set_category(self.session.workspace, self._ids.forms, self.row_id, category), self)

    # -- where the user is ----------------------------------------------------------------------------------------

    def _enter(self, key: str) -> None:
        if self.row_id:
            self.session.set_current(CellRef(self._ids.forms, self.row_id, key))
            self.session.set_selection(())

    def _show_rect(self, widget: QWidget, rect: QRect) -> None:
        self.seen.emit(QRect(widget.mapTo(self, rect.topLeft()), rect.size()))

    def _show_table_cell(self, table: FundsTable | IndicatorTable) -> None:
        if table.hasFocus():
            rect = table.visualRect(table.currentIndex())
            self.seen.emit(QRect(table.viewport().mapTo(self, rect.topLeft()), rect.size()))

    def show_cell(self, ref: CellRef, start: int = -1, end: int = -1) -> None:
        """Bring a cell of this form to view and give it the keyboard; select words of it where they are given."""
        if (place := self.funds.funds.place_of(ref)) is not None:
            self.funds.go(*place)
        elif (place := self.indicators.indicators.place_of(ref)) is not None:
            self.indicators.go(*place)
        else:
            box = self.fields.get(ref.column) or self.fields.get(self._last_key) or self.fields[NAME]
            box.text.setFocus()
            if start >= 0:
                box.text.select(start, end)
            self._show_rect(box.text, box.text.cursorRect())


def _changed_key(change: RowUpdate) -> str:
    """The field that an edit of a form's row changed."""
    if change.old.label != change.new.label:
        return NAME
    keys = change.old.texts.keys() | change.new.texts.keys()
    return next((key for key in keys if change.old.texts.get(key) != change.new.texts.get(key)), "")
