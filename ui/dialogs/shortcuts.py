"""快捷键一览, made from the table of actions."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui import actions
from ui.dialogs.framing import Framed
from ui.dialogs.tables import text_table


class ShortcutsDialog(Framed):
    """Keys, what they do, and the menu where the same is found."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("快捷键一览", "", parent)
        self.resize(620, 600)
        self.table = text_table(("按键", "作用", "菜单"), rows(), (190, 0, 90), parent=self)
        self.body.addWidget(self.table)
        self.add_buttons(cancel="关闭")


def rows() -> list[tuple[str, str, str]]:
    """The lines: menus first, then what only the form answers."""
    specs = {spec.id: spec for spec in actions.SPECS}
    found = [
        (actions.shown_keys(specs[name]), actions.plain(specs[name].text), actions.plain(title))
        for title, names in actions.MENUS
        for name in names
        if name in specs and specs[name].keys
    ]
    return [*found, *((keys, text, "表格") for keys, text in actions.FORM_KEYS)]
