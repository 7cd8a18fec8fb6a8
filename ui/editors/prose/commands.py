"""What can be done with the words of a page: binding numbers, freezing them, inserting, comparing, restoring."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QMenu

from models.edits import Edit
from models.errors import GoujiError
from models.narrative import changing, markup, planning
from models.narrative.definitions import SectionKind
from models.narrative.markup import FigurePiece, ReasonPiece, Words
from models.narrative.verdicts import CheckedNumber, NumberState
from ui.dialogs.asking import Asker
from ui.editors.prose import inserting
from ui.editors.prose.spots import Spot

if TYPE_CHECKING:
    from ui.editors.prose.page import ProsePage
    from ui.editors.prose.section_view import SectionView

_PASTED_MOST = 30_000


def bindable(number: CheckedNumber) -> bool:
    """Whether a typed number agrees with a figure that it could follow."""
    return number.state is NumberState.CHECKED and bool(number.source and number.format)


class Commands:
    """Belongs to one page. ``asker`` may be replaced, so that tests can answer."""

    def __init__(self, page: ProsePage) -> None:
        self._page = page
        self.asker = Asker()
        self._pasted = ""
        """The section that prose was pasted into."""

    def submit(self, plan: Callable[[], Edit], done: str = "") -> bool:
        """Carry out what the user wants as one edit; say why where that cannot be."""
        session = self._page.session
        self._page.commit()
        try:
            edit = plan()
        except GoujiError as error:
            session.message.emit(str(error))
            return False
        if not session.submit(edit, self):
            return False
        session.check_words()
        if done:
            session.message.emit(done)
        return True

    def run(self, dialog: QDialog) -> bool:
        """Show a dialog; whether it was accepted."""
        accepted = self.asker.run(dialog)
        dialog.deleteLater()
        return accepted

    # -- the number that the user is on ----------------------------------------------------------------------------

    def for_spot(self) -> list[tuple[str, Callable[[], object]]]:
        """What can be done about the number or reason that the user is on, in words."""
        spot = self._page.spot
        if spot is None or self._page.session.read_only:
            return []
        if isinstance(spot.piece, ReasonPiece):
            return [("填写原因…", self.answer)]
        if spot.finding is not None:
            fix = spot.finding.place.fix if spot.finding.place is not None else ""
            return [(f"改为“{fix}”", self.adopt)] if fix else []
        found: list[tuple[str, Callable[[], object]]] = []
        number = spot.number
        if spot.state is NumberState.MISMATCH and number is not None and number.expected:
            found.append((f"改为 {number.expected}", self.adopt))
        if number is not None and bindable(number):
            found.append(("绑定", self.bind))
        if spot.frozen:
            found.append(("解除冻结", self.thaw))
        found.append(("绑定到…", self.bind_to))
        if number is not None and number.source and not spot.frozen:
            found.append(("写说明（冻结）…", self.freeze))
        if isinstance(spot.piece, FigurePiece) and not spot.frozen:
            found.append(("改为普通文字", self.to_words))
        return found

    def _put(self, spot: Spot, piece: markup.Piece, label: str, done: str) -> bool:
        workspace = self._page.session.workspace
        return self.submit(lambda: changing.put(workspace, spot.key, spot.place, piece, label), done)

    def adopt(self) -> bool:
        """Put the number right: as a live figure."""
        spot = self._page.spot
        number = spot.number if spot is not None else None
        finding = spot.finding if spot is not None else None
        if finding is not None and finding.place is not None and finding.place.fix:
            workspace = self._page.session.workspace
            return self.submit(lambda: changing.fix(workspace, finding), f"已改为“{finding.place.fix}”，可以撤销。")
        if spot is None or number is None or spot.state is not NumberState.MISMATCH or not number.expected:
            self._page.session.message.emit("请先选中与报表不符的数字（红框）或有改法的文字。")
            return False
        live = bool(number.source and number.format)
        piece = FigurePiece(number.source, number.format) if live else Words(number.expected)
        return self._put(spot, piece, f"改为{number.expected}", f"已改为 {number.expected}，可以撤销。")

    def bind(self) -> bool:
        """Let a typed number that agrees follow its figure."""
        spot = self._page.spot
        if spot is None or spot.number is None or not bindable(spot.number):
            return False
        return self._put(spot, FigurePiece(spot.number.source, spot.number.format), "绑定数据", "已绑定，随报表变动。")

    def bind_to(self) -> bool:
        """Choose the figure that a number stands for."""
        spot = self._page.spot
        piece = inserting.ask_figure(self, self._page, spot.text if spot is not None else "") if spot else None
        return piece is not None and spot is not None and self._put(spot, piece, "绑定数据", "已绑定，随报表变动。")

    def freeze(self) -> bool:
        """Keep a number as it is written, with a reason."""
        from ui.dialogs.freeze_figure import FreezeDialog

        spot = self._page.spot
        if spot is None or spot.number is None:
            return False
        number = spot.number
        dialog = FreezeDialog(spot.text, number.expected, self._page)
        if not self.run(dialog):
            return False
        piece = FigurePiece(number.source, number.format, spot.text, dialog.why)
        return self._put(spot, piece, "冻结数字", f"{spot.text} 已冻结，不随报表变动。")

    def thaw(self) -> bool:
        """Let a frozen number follow its figure again."""
        spot = self._page.spot
        if spot is None or not isinstance(spot.piece, FigurePiece):
            return False
        piece = FigurePiece(spot.piece.source, spot.piece.format)
        return self._put(spot, piece, "解除冻结", "已解除冻结，随报表变动。")

    def to_words(self) -> bool:
        """Turn a figure into plain words."""
        spot = self._page.spot
        return spot is not None and self._put(spot, Words(spot.text), "改为普通文字", "已改为普通文字，仍会核对。")

    def answer(self) -> None:
        """F2 or a double click: write a reason, go to where a figure comes from."""
        spot = self._page.spot
        if spot is not None and isinstance(spot.piece, ReasonPiece):
            self.write_reason(spot.key, spot.piece)
        elif spot is not None and spot.number is not None and spot.number.cells:
            self._page.session.goto(spot.number.cells[0])

    def write_reason(self, section: str, piece: ReasonPiece) -> bool:
        """Ask for the words of a reason."""
        from ui.dialogs.write_reason import ReasonDialog

        session = self._page.session
        if session.read_only:
            return False
        prose = session.workspace.words.prose
        dialog = ReasonDialog(piece.prompt, prose.reason_basis(piece), prose.reason(section, piece.key), self._page)
        if not self.run(dialog):
            return False
        return self.submit(lambda: planning.set_reason(session.workspace, section, piece, dialog.words))

    # -- the section ------------------------------------------------------------------------------------------------

    def bind_all(self) -> bool:
        """Let every typed number of the page that agrees follow its figure."""
        workspace, keys = self._page.session.workspace, list(self._page.sections)
        return self.submit(lambda: changing.bind_all(workspace, keys), "与报表一致的数字已全部绑定，可以撤销。")

    def bind_each(self) -> bool:
        """Choose which numbers of the section, that into which was pasted last, shall follow their figures."""
        from ui.dialogs.paste_numbers import BindDialog

        self._page.commit()
        workspace, key = self._page.session.workspace, self._pasted or self._page.current.key
        found = [n for n in workspace.words.section(key).numbers if bindable(n)]
        dialog = BindDialog(workspace, key, found, self._page)
        if not self.run(dialog):
            return False
        return self.submit(lambda: changing.bind(workspace, key, dialog.chosen))

    def restore(self) -> bool:
        """Let the section follow its template again."""
        workspace, key = self._page.session.workspace, self._page.current.key
        return self.submit(lambda: planning.restore_automatic(workspace, key), "已恢复自动生成，可以撤销。")

    def compare_automatic(self) -> None:
        """Show the section beside what its template says."""
        from ui.editors.prose import comparing

        self._page.commit()
        comparing.with_automatic(self, self._page)

    def compare_last_year(self) -> None:
        """Show the section beside last year's, from that year's file."""
        from ui.editors.prose import comparing

        self._page.commit()
        comparing.with_last_year(self, self._page)

    def pasted(self, view: SectionView, text: str) -> None:
        """Prose came in: check its numbers at once and offer to bind them."""
        if not view.commit("粘贴文字"):
            return
        self._pasted = view.key
        self._page.session.check_words()
        found = self._page.session.workspace.words.check_text(text[:_PASTED_MOST], view.key)
        words = {n.text for n in found.numbers}
        numbers = [n for n in self._page.session.workspace.words.section(view.key).numbers if n.text in words]
        wrong = sum(n.state is NumberState.MISMATCH for n in numbers)
        self._page.paste_bar.say(len(found.numbers), sum(map(bindable, numbers)), wrong)

    # -- inserting --------------------------------------------------------------------------------------------------

    def fill_insert_menu(self, menu: QMenu) -> None:
        """What can be put at the cursor."""
        menu.clear()
        if self._page.current.section.kind is SectionKind.GLOSSARY:
            inserting.fill_terms(menu, self._page)
        else:
            inserting.fill(menu, self, self._page)

    def insert_cell(self) -> None:
        """Choose a figure and put it at the cursor."""
        piece = inserting.ask_figure(self, self._page)
        if piece is not None:
            inserting.insert(self._page.current, piece)
