"""编辑、数据: undo, clipboard, rows, finding and going to cells."""

from __future__ import annotations

from collections.abc import Callable

from models import renaming
from models.forms import Role
from ui.handlers.host import Host, open_workbench
from ui.panels.search_box import SearchBox


class EditHandler:
    """Hands clipboard and rows to what is shown; does the rest by the session."""

    def __init__(self, host: Host, search: SearchBox) -> None:
        self._host, self._search = host, search

    def actions(self) -> dict[str, Callable[[], object]]:
        """What each action does."""
        form = self._ask_page
        return {
            "undo": self.undo,
            "redo": self.redo,
            "cut": form("cut"),
            "copy": form("copy"),
            "paste": form("paste"),
            "paste_special": form("paste_special"),
            "repeat": form("repeat"),
            "today": form("enter_today"),
            "clear": form("delete_contents"),
            "fill_down": form("fill_down"),
            "fill_right": form("fill_right"),
            "automatic": form("automatic"),
            "note": form("edit_note"),
            "delete_note": form("delete_notes"),
            "find": self.find,
            "replace": self.replace,
            "goto": self.go_to,
            "back": lambda: open_workbench(self._host).trail.step(-1),
            "forward": lambda: open_workbench(self._host).trail.step(1),
            "insert_row": form("insert_row"),
            "delete_rows": form("delete_rows"),
            "move_up": form("move_row", -1),
            "move_down": form("move_row", 1),
            "add_subject": form("add_subject_dialog"),
        }

    def _ask_page(self, method: str, *arguments: int) -> Callable[[], object]:
        """A command for whatever has the keyboard when it is given; says so where that cannot do it."""

        def ask() -> None:
            bench = open_workbench(self._host)
            widget = bench.answering(method)
            if widget is None:
                bench.session.message.emit("这里没有表格，不能这样做。")
            else:
                getattr(widget, method)(*arguments)

        return ask

    def undo(self) -> None:
        """Take the last step back."""
        open_workbench(self._host).session.undo_stack.undo()

    def redo(self) -> None:
        """Do again what was taken back."""
        open_workbench(self._host).session.undo_stack.redo()

    def find(self) -> None:
        """Go to the search box."""
        self._search.start(self._back_to_form)

    def _back_to_form(self) -> None:
        open_workbench(self._host).focus_page()

    def replace(self) -> None:
        """Ask what to replace, show where, and do it in one step."""
        from ui.dialogs.replace_dialog import ReplaceDialog

        bench = open_workbench(self._host)
        session, page = bench.session, bench.pages[bench.current_page]
        forms = [form.id for form in session.pack.all_forms if form.role is not Role.PERFORMANCE]
        book = [*(form.id for form in session.pack.all_forms), *(one.key for one in session.pack.narrative.sections)]
        dialog = ReplaceDialog(
            session.workspace, {"本页": page.keys, "全部报表": forms, "整本书": book}, parent=self._host.widget
        )
        if self._host.asker.run(dialog) and dialog.edit is not None:
            told = renaming.notice(session.document, dialog.edit.changes)
            if session.submit(dialog.edit, self):
                session.check_words()
                session.message.emit(f"已替换 {len(dialog.chosen)} 处，可以撤销。{told}")
        dialog.deleteLater()

    def go_to(self) -> None:
        """Ask for an address and go there."""
        from ui.dialogs.go_to import GoToDialog

        bench = open_workbench(self._host)
        dialog = GoToDialog(bench.session.workspace, bench.current_form, self._host.widget)
        if self._host.asker.run(dialog) and dialog.ref is not None:
            bench.session.goto(dialog.ref)
        dialog.deleteLater()
