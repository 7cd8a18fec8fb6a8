"""视图、帮助: forms, zoom, panels, legend, shortcuts, about."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QDialog

from ui.handlers.host import Host, open_workbench

PANELS = ("navigator", "findings", "inspector")


class ViewHandler:
    """What one sees, and what tells about the program."""

    def __init__(self, host: Host) -> None:
        self._host = host
        host.action("trace").setChecked(host.settings.flag("trace", default=True))

    def actions(self) -> dict[str, Callable[[], object]]:
        """What each action does."""
        return {
            "next_form": lambda: open_workbench(self._host).step_form(1),
            "previous_form": lambda: open_workbench(self._host).step_form(-1),
            "zoom_in": lambda: open_workbench(self._host).step_zoom(1),
            "zoom_out": lambda: open_workbench(self._host).step_zoom(-1),
            "zoom_reset": lambda: open_workbench(self._host).set_zoom(100),
            "trace": self._trace,
            "legend": self._legend,
            "shortcuts": self._shortcuts,
            "about": self._about,
        }

    def show_panel(self, name: str, *, shown: bool) -> None:
        """Show or hide a panel; the action is enabled only while there is one."""
        if self._host.workbench is not None:
            self._host.workbench.set_panel_shown(name, shown=shown)

    def _trace(self) -> None:
        open_workbench(self._host).set_traced(shown=self._host.action("trace").isChecked())

    def _run(self, dialog: QDialog) -> None:
        self._host.asker.run(dialog)
        dialog.deleteLater()

    def _legend(self) -> None:
        from ui.dialogs.about import LegendDialog

        self._run(LegendDialog(self._host.widget))

    def _shortcuts(self) -> None:
        from ui.dialogs.shortcuts import ShortcutsDialog

        self._run(ShortcutsDialog(self._host.widget))

    def _about(self) -> None:
        from ui.dialogs.about import AboutDialog

        bench = self._host.workbench
        self._run(AboutDialog(bench.session.pack.title if bench is not None else "", self._host.widget))
