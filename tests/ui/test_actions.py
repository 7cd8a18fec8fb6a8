from __future__ import annotations

from collections import Counter

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget

from ui import actions


def test_ids_and_shortcuts_are_unique():
    assert max(Counter(spec.id for spec in actions.SPECS).values()) == 1
    keys = Counter(QKeySequence(key).toString() for spec in actions.SPECS for key in spec.keys)
    assert {key for key, count in keys.items() if count > 1} == set()
    assert "" not in keys


def test_every_menu_entry_is_an_action_and_every_action_is_in_a_menu():
    listed = [name for _title, names in actions.MENUS for name in names if name and name != actions.RECENT]
    assert sorted(listed) == sorted(spec.id for spec in actions.SPECS)


def test_access_keys_are_unique_in_each_menu():
    specs = {spec.id: spec for spec in actions.SPECS}
    for title, names in actions.MENUS:
        keys = Counter(specs[name].text.partition("(&")[2][:1] for name in names if name in specs)
        assert {key: count for key, count in keys.items() if count > 1} == {}, title


def test_texts_and_tips_are_chinese():
    for spec in actions.SPECS:
        for text in (actions.plain(spec.text), spec.tip):
            assert any("一" <= char <= "鿿" for char in text), spec.id


def test_keys_of_the_form_are_shown_and_left_to_it(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    built = actions.build(window)
    assert built["copy"].shortcutContext() == Qt.ShortcutContext.WidgetShortcut
    assert built["check"].shortcutContext() == Qt.ShortcutContext.WindowShortcut
    assert "F9" in built["check"].toolTip()


def test_plain_texts_and_keys_are_readable():
    specs = {spec.id: spec for spec in actions.SPECS}
    assert actions.plain(specs["open"].text) == "打开"
    assert actions.plain("文件(&F)") == "文件"
    assert actions.shown_keys(specs["move_up"]) == "Alt+↑"
    assert actions.shown_keys(specs["insert_row"]) == "Ctrl++"
    assert actions.shown_keys(specs["clear"]) == "Delete"
