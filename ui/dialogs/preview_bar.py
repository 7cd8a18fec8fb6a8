"""The bar above the print preview: what is shown, which pages of it, the page at hand, the zoom."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QPushButton, QSpinBox, QToolButton, QWidget

from ui import theme
from ui.dialogs.framing import bar_row
from ui.fonts import body_font

_SCOPE_WIDTH, _LIST_ROWS = 24, 24


class PagesBox(QLineEdit):
    """Which pages are wanted; Enter takes them and presses no button of the dialog."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QLineEdit.keyPressEvent."""
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()


class PreviewBar(QWidget):
    """Says by signal what the user wants; ``turned`` brings a 0-based page."""

    print_wanted = Signal()
    close_wanted = Signal()
    scope_chosen = Signal()
    pages_chosen = Signal(str)
    turned = Signal(int)
    smaller = Signal()
    larger = Signal()
    fit_wanted = Signal()

    def __init__(self, scopes: Iterable[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = bar_row(self, "bar", 8)
        self.print_button = QPushButton("打印…", self)
        self.print_button.setDefault(True)
        self.print_button.clicked.connect(self.print_wanted)
        row.addWidget(self.print_button)
        row.addSpacing(6)
        self._add_scope(row, scopes)
        row.addStretch(1)
        self._add_pager(row)
        row.addStretch(1)
        self._add_zoom(row)
        close = QPushButton("关闭", self)
        close.setAutoDefault(False)
        close.clicked.connect(self.close_wanted)
        row.addSpacing(6)
        row.addWidget(close)

    def _add_scope(self, row: QHBoxLayout, scopes: Iterable[str]) -> None:
        row.addWidget(QLabel("范围", self))
        self.scope = QComboBox(self)
        self.scope.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.scope.setMinimumContentsLength(_SCOPE_WIDTH)
        self.scope.setMaxVisibleItems(_LIST_ROWS)
        self.scope.addItems(list(scopes))
        self.scope.currentIndexChanged.connect(self.scope_chosen)
        row.addWidget(self.scope)
        row.addWidget(QLabel("页码", self))
        self.pages_box = PagesBox(self)
        self.pages_box.setPlaceholderText("全部")
        self.pages_box.setToolTip("只看、只打印这些页：按印在页上的页码写，如 3-5,8")
        self.pages_box.setAccessibleName("要看的页码")
        self.pages_box.setFixedWidth(84)
        self.pages_box.editingFinished.connect(lambda: self.pages_chosen.emit(self.pages_box.text()))
        row.addWidget(self.pages_box)

    def add_scopes(self, titles: Iterable[tuple[str, int]]) -> None:
        """Offer further scopes: title and depth each."""
        self.scope.insertSeparator(self.scope.count())
        for title, level in titles:
            self.scope.addItem("　" * level + title)
        list_view = self.scope.view()
        list_view.setMinimumWidth(list_view.sizeHintForColumn(0) + 40)

    def _add_pager(self, row: QHBoxLayout) -> None:
        row.addWidget(QLabel("第", self))
        self.page_box = QSpinBox(self)
        self.page_box.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.page_box.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.page_box.setFixedWidth(48)
        self.page_box.setKeyboardTracking(False)
        self.page_box.valueChanged.connect(lambda page: self.turned.emit(page - 1))
        row.addWidget(self.page_box)
        self.page_label = QLabel(self)
        row.addWidget(self.page_label)
        self.number_label = QLabel(self)
        self.number_label.setObjectName("muted")
        self.number_label.setToolTip("印在这一页上的页码")
        row.addWidget(self.number_label)

    def set_page_count(self, count: int) -> None:
        """Say how many pages there are to turn."""
        self.page_box.setRange(1, count)
        self.page_label.setText(f"页，共 {count} 页")

    def show_page(self, page: int, label: str) -> None:
        """Say which page is shown, and the number that is printed on it."""
        self.page_box.blockSignals(True)
        self.page_box.setValue(page + 1)
        self.page_box.blockSignals(False)
        self.number_label.setText("" if label == str(page + 1) else f"页码 {label}" if label.isdigit() else label)

    def show_zoom(self, zoom: float) -> None:
        """Say the zoom, 1.0 being real size."""
        self.zoom_label.setText(f"{round(zoom * 100)}%")

    def _add_zoom(self, row: QHBoxLayout) -> None:
        self.zoom_label = QLabel("100%", self)
        self.zoom_label.setFixedWidth(44)
        self.zoom_label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        row.addWidget(self._button("－", "缩小（Ctrl+滚轮）", self.smaller.emit))
        row.addWidget(self.zoom_label)
        row.addWidget(self._button("＋", "放大（Ctrl+滚轮）", self.larger.emit))
        row.addWidget(self._button("适合宽度", "让页面正好占满窗口的宽度", self.fit_wanted.emit))

    def _button(self, text: str, tip: str, action: Callable[[], object]) -> QToolButton:
        button = QToolButton(self)
        button.setText(text)
        button.setToolTip(tip)
        button.setFont(body_font())
        button.setStyleSheet(
            f"QToolButton {{ border: 1px solid {theme.LINE}; border-radius: 4px; padding: 3px 8px;"
            f" background: {theme.PAPER}; }} QToolButton:hover {{ background: {theme.HOVER}; }}"
        )
        button.clicked.connect(lambda _checked=False: action())
        return button
