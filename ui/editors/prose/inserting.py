"""Putting figures, names, charts and terms into the words, at the cursor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

from models import charts
from models.narrative import markup
from models.narrative.markup import FigurePiece, Piece, SettingPiece
from models.narrative.prose import number_word
from ui.editors.prose.content import BODY, CHART, OBJECT, Block, Segment

if TYPE_CHECKING:
    from models.narrative.definitions import TermDef
    from ui.editors.prose.commands import Commands
    from ui.editors.prose.page import ProsePage
    from ui.editors.prose.section_view import SectionView

_SETTINGS = (("部门名称", "department"), ("年度", "year"), ("上年年度", "last_year"), ("资产数据截止日期", "as_of"))


def ask_figure(commands: Commands, page: ProsePage, wanted: str = "", *, ratio: bool = False) -> FigurePiece | None:
    """A figure that the user chooses, or ``None``."""
    from ui.dialogs.insert_figure import FigureDialog

    dialog = FigureDialog(page.session.workspace, wanted, ratio=ratio, parent=page)
    return dialog.piece if commands.run(dialog) else None


def fill(menu: QMenu, commands: Commands, page: ProsePage) -> None:
    """The entries of 插入数据."""

    def figure(*, ratio: bool) -> None:
        piece = ask_figure(commands, page, ratio=ratio)
        if piece is not None:
            insert(page.current, piece)

    menu.addAction("单元格的数…", lambda: figure(ratio=False))
    menu.addAction("两个数之比…", lambda: figure(ratio=True))
    menu.addSeparator()
    for title, key in _SETTINGS:
        menu.addAction(title, lambda key=key: insert(page.current, SettingPiece(key)))
    found = charts.charts(page.session.workspace)
    if found:
        menu.addSeparator()
    for chart in found:
        menu.addAction(f"图：{chart.title}", lambda key=chart.id: insert_chart(page.current, key))


def insert(view: SectionView, piece: Piece) -> None:
    """Put a piece at the cursor, as one edit."""
    view.commit()
    words = view.session.workspace.words.prose
    source = markup.piece_text(piece)
    line = next(iter(words.render_text(view.key, source).lines), None)
    if line is not None:
        _insert(view, Block(BODY, (Segment(line.text, source),)))


def insert_chart(view: SectionView, key: str) -> None:
    """Put a chart below the line of the cursor."""
    view.commit()
    cursor = view.text.textCursor()
    cursor.movePosition(cursor.MoveOperation.EndOfBlock)
    view.text.setTextCursor(cursor)
    _insert(view, Block(CHART, (Segment(OBJECT, markup.CHART + key, len(key)),)))


def _insert(view: SectionView, block: Block) -> None:
    view.text.put([block])
    view.commit("插入数据")
    view.session.check_words()
    view.text.setFocus()


def fill_terms(menu: QMenu, page: ProsePage) -> None:
    """The terms of the pack that the glossary does not have."""
    view = page.current
    have = page.session.workspace.words.prose.render(view.key).text
    missing = [term for term in page.session.pack.narrative.terms if f"、{term.term}：" not in have]
    for term in missing:
        menu.addAction(term.term, lambda term=term: _add_term(view, term))
    if not missing:
        menu.addAction("标准词条都已经有了").setEnabled(False)


def _add_term(view: SectionView, term: TermDef) -> None:
    view.commit()
    count = len(view.rendered.lines)
    definition = view.session.document.fill(term.definition)
    cursor = view.text.textCursor()
    cursor.movePosition(cursor.MoveOperation.End)
    cursor.insertBlock()
    view.text.setTextCursor(cursor)
    view.text.put([Block("item", (Segment(f"{number_word(count + 1)}、{term.term}：{definition}"),))], fresh=True)
    view.commit(f"增加词条{term.term}")
    view.session.check_words()
