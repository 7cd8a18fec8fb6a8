"""诊断、试算、尾差平衡、覆盖情况: what is wrong, what would mend it, and what the checks cover."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt

from models.edits import Edit
from ui.handlers.host import Host, open_workbench
from ui.workbench import Workbench


class RepairHandler:
    """Adopts proposals and shows the dialogs about them."""

    def __init__(self, host: Host) -> None:
        self._host = host

    def actions(self) -> dict[str, Callable[[], object]]:
        """What each action does."""
        return {
            "adopt": self.adopt,
            "advice": self.go_to_advice,
            "bench": lambda: self.show_bench(None),
            "balance": self.balance,
            "coverage": self.show_coverage,
        }

    def attach(self, bench: Workbench) -> None:
        """Answer what the panels of a document ask for."""
        bench.bench_wanted.connect(self.show_bench)
        bench.findings.balance_wanted.connect(self.balance)

    def adopt(self) -> None:
        """Carry out the one sure proposal for the words or the cell that the user is on."""
        bench = open_workbench(self._host)
        if bench.findings.table.hasFocus() and bench.findings.adopt():
            return
        words = bench.answering("adopt_fix")
        if words is not None:
            words.adopt_fix()  # type: ignore[attr-defined]  # it was asked for what can do that
            return
        bench.diagnoser.adopt_for(bench.session.current)

    def go_to_advice(self) -> None:
        """Give the keyboard to the card, where there is one."""
        bench = open_workbench(self._host)
        bench.set_panel_shown("inspector", shown=True)
        if not bench.inspector.enter_card():
            bench.session.message.emit("这一格没有诊断建议；按 F8 可以转到下一处问题。")

    def show_bench(self, edit: Edit | None) -> None:
        """Open the bench beside the form: with a proposal, or with the current cell's figure."""
        from ui.dialogs.bench_dialog import BenchDialog

        bench = open_workbench(self._host)
        refs = bench.session.selection or ()
        if edit is None and not refs:
            bench.session.message.emit("请先选中要试算的金额单元格。")
            return
        for old in bench.findChildren(BenchDialog):
            old.close()
        dialog = BenchDialog(bench.session, refs, edit, bench)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.show()

    def balance(self) -> None:
        """Preview the balance of 尾差 and carry it out as one step."""
        from ui.dialogs.balance_dialog import BalanceDialog

        session = open_workbench(self._host).session
        dialog = BalanceDialog(session, self._host.widget)
        if self._host.asker.run(dialog) and session.submit(edit := dialog.edit()):
            session.message.emit(f"{edit.label}已完成，可以撤销。")
        dialog.deleteLater()

    def show_coverage(self) -> None:
        """Show what the checks cover."""
        from ui.dialogs.coverage_dialog import CoverageDialog

        dialog = CoverageDialog(open_workbench(self._host).session, self._host.widget)
        self._host.asker.run(dialog)
        dialog.deleteLater()
