"""编辑、数据: undo, clipboard, rows, finding and going to cells."""

from __future__ import annotations

from collections.abc import Callable

from ui.editors.form_editor import FormEditor
from ui.handlers.host import Host, open_workbench
from ui.panels.search_box import SearchBox


class EditHandler:
    """Hands clipboard and rows to the form; does the rest by the session."""

    def __init__(self, host: Host, search: SearchBox) -> None:
        self._host, self._search = host, search

    def actions(self) -> dict[str, Callable[[], object]]:
        """What each action does."""
        form = self._with_form
        return {
            "undo": self.undo,
            "redo": self.redo,
            "cut": form(FormEditor.cut),
            "copy": form(FormEditor.copy),
            "paste": form(FormEditor.paste),
            "clear": form(FormEditor.delete_contents),
            "fill_down": form(FormEditor.fill_down),
            "fill_right": form(FormEditor.fill_right),
            "automatic": form(FormEditor.automatic),
            "find": self.find,
            "goto": self.go_to,
            "insert_row": form(FormEditor.insert_row),
            "delete_rows": form(FormEditor.delete_rows),
            "move_up": form(lambda editor: editor.move_row(-1)),
            "move_down": form(lambda editor: editor.move_row(1)),
            "add_subject": form(FormEditor.add_subject_dialog),
        }

    def _with_form(self, command: Callable[[FormEditor], object]) -> Callable[[], object]:
        """A command for whichever form is shown when it is given."""
        return lambda: command(open_workbench(self._host).editor)

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
        open_workbench(self._host).editor.setFocus()

    def go_to(self) -> None:
        """Ask for an address and go there."""
        from ui.dialogs.go_to import GoToDialog

        bench = open_workbench(self._host)
        dialog = GoToDialog(bench.session.workspace, bench.current_form, self._host.widget)
        if self._host.asker.run(dialog) and dialog.ref is not None:
            bench.session.goto(dialog.ref)
        dialog.deleteLater()
