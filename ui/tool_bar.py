"""The tool bar: the steps of a day's work from left to right, and the search box."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolBar, QToolButton, QWidget

from ui import icons
from ui.panels.search_box import SearchBox

_GROUPS = (("undo", "redo"), ("import", "balance"), ("check", "publication"), ("preview",))
_OUTLINED = frozenset({"check"})
_OUTPUT = (
    "export_both", "export_pdf", "export_xlsx", "export_values", "export_docx", "export_html", "", "export_review", "",
    "final",
)  # fmt: skip


class ToolBar(QToolBar):
    """Buttons for some of the actions, with texts."""

    def __init__(self, actions: dict[str, QAction], search: SearchBox, parent: QWidget) -> None:
        super().__init__("工具栏", parent)
        self.setObjectName("tools")
        self.setMovable(False)
        self.setIconSize(QSize(16, 16))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        for index, group in enumerate(_GROUPS):
            if index:
                self.addSeparator()
            for name in group:
                self._add(actions[name], name)
        self.addSeparator()
        self.addWidget(self._output_button(actions))
        gap = QWidget(self)
        gap.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.addWidget(gap)
        self.addWidget(search)

    def _add(self, action: QAction, name: str) -> None:
        if name == "check":
            action.setIconText("全审 F9")
        else:
            action.setIconText(action.text().partition("(&")[0])
        self.addAction(action)
        if name in _OUTLINED:
            self.widgetForAction(action).setObjectName("outlined")

    def _output_button(self, actions: dict[str, QAction]) -> QToolButton:
        menu = QMenu(self)
        for name in _OUTPUT:
            menu.addAction(actions[name]) if name else menu.addSeparator()
        button = QToolButton(self)
        button.setObjectName("primary")
        button.setText("输出 PDF / Excel")
        button.setIcon(icons.tool_icon("down", "#ffffff"))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the arrow stands behind the text
        menu.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setMenu(menu)
        actions["export_both"].changed.connect(lambda: button.setEnabled(actions["export_both"].isEnabled()))
        return button
