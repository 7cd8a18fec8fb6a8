"""The look: every colour by its meaning, and the style sheet made of them. Nobody else writes a colour down."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from models.findings import State

INK = "#1f2733"
MUTED = "#6a7686"
FAINT = "#98a2b0"
ACCENT = "#1f5fa8"
ACCENT_DARK = "#184c87"
ACCENT_SOFT = "#e6effa"
PAPER = "#ffffff"
SIDE = "#f5f7fa"
HEAD = "#eef2f7"
LINE = "#d5dbe3"
LINE_SOFT = "#e6eaf0"
HOVER = "#edf1f6"

ERROR, ERROR_SOFT = "#c0272d", "#fdecec"
ERROR_PALE, ERROR_LINE = "#fef5f5", "#efb9bb"
SUSPECT, SUSPECT_SOFT = "#a8480c", "#ffe6d2"
ROUNDING, ROUNDING_SOFT = "#8f6500", "#fff4d6"
GOOD = "#2b7d4f"
UNJUDGED, UNJUDGED_SOFT = "#5b6b82", "#e9edf3"
HINT, HINT_SOFT = "#6b4fa0", "#f1ecfa"
CHIP = "#e4eefb"
DESK, SELECTED = "#eaedf2", "#c9def7"
COMPUTED, COMPUTED_SOFT = "#3a5a80", "#f0f5fc"
NOTE = "#0b7a75"
PRECEDENT, DEPENDENT = "#1f5fa8", "#7a5a12"

STATE_INK = {
    State.BREAK: ERROR,
    State.SUSPECT: SUSPECT,
    State.ROUNDING: ROUNDING,
    State.UNEVALUATED: UNJUDGED,
    State.VIOLATION: HINT,
    State.BALANCED: GOOD,
    State.NOT_APPLICABLE: FAINT,
}
STATE_SOFT = {
    State.BREAK: ERROR_SOFT,
    State.SUSPECT: SUSPECT_SOFT,
    State.ROUNDING: ROUNDING_SOFT,
    State.UNEVALUATED: UNJUDGED_SOFT,
    State.VIOLATION: HINT_SOFT,
    State.BALANCED: PAPER,
    State.NOT_APPLICABLE: PAPER,
}

_SHEET = f"""
QMainWindow, QDialog {{ background: {PAPER}; }}
QToolTip {{ background: #2b3542; color: #ffffff; border: 0; padding: 5px 8px; }}

QMenuBar {{ background: {SIDE}; border-bottom: 1px solid {LINE_SOFT}; padding: 1px 6px; }}
QMenuBar::item {{ background: transparent; padding: 5px 9px; border-radius: 4px; color: {INK}; }}
QMenuBar::item:selected {{ background: {HOVER}; }}
QMenu {{ background: {PAPER}; border: 1px solid {LINE}; padding: 5px 0; }}
QMenu::item {{ padding: 5px 34px 5px 30px; color: {INK}; }}
QMenu::item:selected {{ background: {ACCENT_SOFT}; color: {INK}; }}
QMenu::item:disabled {{ color: {FAINT}; }}
QMenu::separator {{ height: 1px; background: {LINE_SOFT}; margin: 5px 10px; }}
QMenu::indicator {{ left: 9px; width: 14px; height: 14px; }}

QToolBar {{ background: {PAPER}; border: 0; border-bottom: 1px solid {LINE}; padding: 4px 10px; spacing: 3px; }}
QToolBar::separator {{ width: 1px; background: {LINE}; margin: 6px 7px; }}
QToolBar QToolButton {{
    border: 1px solid transparent; border-radius: 5px; padding: 4px 9px; color: {INK}; background: transparent;
}}
QToolBar QToolButton:hover {{ background: {HOVER}; }}
QToolBar QToolButton:pressed {{ background: {LINE_SOFT}; }}
QToolBar QToolButton:disabled {{ color: {FAINT}; }}
QToolBar QToolButton#outlined {{ border-color: {LINE}; }}
QToolBar QToolButton#primary {{ background: {ACCENT}; color: #ffffff; padding: 5px 12px; }}
QToolBar QToolButton#primary:hover {{ background: {ACCENT_DARK}; }}
QToolBar QToolButton#primary:disabled {{ background: #b9c7d8; color: #ffffff; }}
QToolBar QToolButton#primary::menu-indicator {{ width: 0; image: none; }}

QAbstractScrollArea {{ border: 0; }}
QLineEdit, QPlainTextEdit, QTextEdit {{
    border: 1px solid {LINE}; border-radius: 4px; padding: 4px 7px; background: {PAPER}; color: {INK};
    selection-background-color: {ACCENT}; selection-color: #ffffff;
}}
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus {{ border-color: {ACCENT}; }}
QLineEdit:disabled, QPlainTextEdit:disabled {{ background: {SIDE}; color: {FAINT}; }}
QTableView QLineEdit {{ border-radius: 0; padding: 0 3px; }}

QPushButton {{
    border: 1px solid {LINE}; border-radius: 5px; padding: 5px 16px; background: {PAPER}; color: {INK}; min-width: 56px;
}}
QPushButton:hover {{ background: {HOVER}; }}
QPushButton:pressed {{ background: {LINE_SOFT}; }}
QPushButton:focus {{ border-color: {ACCENT}; }}
QPushButton:default {{ background: {ACCENT}; border-color: {ACCENT}; color: #ffffff; }}
QPushButton:default:hover {{ background: {ACCENT_DARK}; }}
QPushButton:disabled {{ color: {FAINT}; background: {SIDE}; border-color: {LINE_SOFT}; }}
QPushButton:default:disabled {{ background: #b9c7d8; border-color: #b9c7d8; color: #ffffff; }}
QPushButton#primary {{ background: {ACCENT}; border-color: {ACCENT}; color: #ffffff; padding: 4px 13px; min-width: 0; }}
QPushButton#primary:hover {{ background: {ACCENT_DARK}; }}
QPushButton#primary:focus {{ border: 2px solid {INK}; padding: 3px 12px; }}
QPushButton#primary:disabled {{ background: #b9c7d8; border-color: #b9c7d8; color: #ffffff; }}
QPushButton#small {{ padding: 4px 10px; min-width: 0; }}
QPushButton#small:focus {{ border: 2px solid {ACCENT}; padding: 3px 9px; }}
QPushButton#link {{ border: 0; background: transparent; color: {ACCENT}; padding: 3px 6px; min-width: 0;
    text-align: left; }}
QPushButton#link:hover {{ background: {ACCENT_SOFT}; }}
QPushButton#link::menu-indicator {{ subcontrol-origin: padding; subcontrol-position: right center; width: 8px; }}

QDialogButtonBox {{ dialogbuttonbox-buttons-have-icons: 0; }}

QSplitter::handle {{ background: {LINE}; }}
QSplitter::handle:hover {{ background: {ACCENT}; }}
QListView, QTableView, QTreeView {{ outline: 0; }}
QHeaderView {{ background: {PAPER}; }}
GridView QTableCornerButton::section {{ background: {SIDE}; border: 0; }}
QScrollBar:vertical {{ background: transparent; width: 12px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 0; }}
QScrollBar::handle {{ background: #c5cdd8; border-radius: 4px; margin: 2px; min-height: 28px; min-width: 28px; }}
QScrollBar::handle:hover {{ background: #a7b1bf; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QProgressBar {{ border: 0; border-radius: 3px; background: {LINE_SOFT}; max-height: 6px; }}
QProgressBar::chunk {{ border-radius: 3px; background: {ACCENT}; }}

QTableView#list, QTreeView#list, QListView#list {{
    border: 1px solid {LINE}; gridline-color: {LINE_SOFT}; selection-background-color: {ACCENT_SOFT};
    selection-color: {INK}; }}
QTableView#list QHeaderView::section, QTreeView#list QHeaderView::section, QTableView#findings QHeaderView::section {{
    background: {PAPER}; color: {MUTED}; border: 0; border-bottom: 1px solid {LINE}; padding: 4px 8px;
}}
QTableView#list::item {{ padding: 0 8px; }}
QTreeView#list::item, QListView#list::item {{ padding: 3px 6px; }}
QTreeView#list::item:selected, QListView#list::item:selected {{ background: {ACCENT_SOFT}; color: {INK}; }}
QTabBar {{ background: {PAPER}; }}
QTabBar::tab {{ border: 0; border-bottom: 2px solid transparent; padding: 6px 14px; color: {MUTED};
    background: {PAPER}; }}
QTabBar::tab:selected {{ color: {ACCENT}; border-bottom-color: {ACCENT}; }}
QLabel#qt_msgbox_label, QLabel#qt_msgbox_informativelabel {{ min-width: 380px; }}
QLabel#heading {{ color: {INK}; }}
QLabel#muted {{ color: {MUTED}; }}
QLabel#problem {{ color: {ERROR}; }}
"""


STYLE = "Fusion"
"""Qt's style that the sheet is written for."""


def apply(app: QApplication) -> None:
    """Give the application its palette and style sheet."""
    palette = QPalette()
    roles = {
        QPalette.ColorRole.Window: PAPER,
        QPalette.ColorRole.Base: PAPER,
        QPalette.ColorRole.AlternateBase: SIDE,
        QPalette.ColorRole.Button: SIDE,
        QPalette.ColorRole.WindowText: INK,
        QPalette.ColorRole.Text: INK,
        QPalette.ColorRole.ButtonText: INK,
        QPalette.ColorRole.PlaceholderText: FAINT,
        QPalette.ColorRole.Highlight: ACCENT,
        QPalette.ColorRole.HighlightedText: "#ffffff",
        QPalette.ColorRole.Link: ACCENT,
    }
    for role, colour in roles.items():
        palette.setColor(role, QColor(colour))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(FAINT))
    app.setPalette(palette)
    app.setStyleSheet(_SHEET)
