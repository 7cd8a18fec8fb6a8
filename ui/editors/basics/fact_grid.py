"""A form of facts on a page with others: its title, its unit, and its cells as high as its lines."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from ui.editors.form_editor import FormEditor
from ui.fonts import body_font
from ui.session import Session


class FactGrid(QWidget):
    """``entered``: the keyboard came here."""

    entered = Signal()

    def __init__(self, session: Session, form_id: str, parent: QWidget) -> None:
        super().__init__(parent)
        form = session.pack.form(form_id)
        self.form_id = form_id
        self.editor = FormEditor(session, form_id, self)
        self.editor.head.hide()
        title, unit = QLabel(form.title, self), QLabel(f"单位：{form.unit.value}", self)
        title.setFont(body_font(14, bold=True))
        unit.setObjectName("muted")
        self.head = QHBoxLayout()
        self.head.setContentsMargins(10, 0, 30, 0)
        title.setFixedHeight(26)
        self.head.addWidget(title)
        self.head.addStretch(1)
        self.head.addWidget(unit)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(5)
        layout.addLayout(self.head)
        layout.addWidget(self.editor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        grid = self.editor.grid
        for view in grid.views:
            view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            view.installEventFilter(self)
        grid.laid_out.connect(self._fit)
        self.leave()
        self._fit()

    def _fit(self) -> None:
        view = self.editor.grid.leading
        self.editor.setFixedHeight(view.horizontalHeader().height() + view.verticalHeader().length() + 3)

    def leave(self) -> None:
        """The user is on another form: no cell of this one is current."""
        self.editor.grid.selection.clear()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Override QObject.eventFilter: the form that gets the keyboard is where the user is."""
        if event.type() == QEvent.Type.FocusIn:
            self.entered.emit()
            if self.editor.cursor_.place[0] < 0:
                self.editor.cursor_.go(0, self.editor.model.columnCount() - 1)
            self.editor.announce()
        return super().eventFilter(watched, event)
