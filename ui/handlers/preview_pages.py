"""What the print preview shows of a document: the scopes to choose from, and their pages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from export.selection import ID, TITLE, selection
from ui.pages import Kind

if TYPE_CHECKING:
    from export.page_setup import PageSetup
    from export.pdf_choice import Proof, Sections
    from ui.workbench import Workbench
    from ui.workers import Progress


class PreviewPages:
    """The book of an open document, made when its first page is wanted, and the cells that are selected."""

    def __init__(self, bench: Workbench, *, draft: bool) -> None:
        self._bench, self._draft = bench, draft
        self._proof: Proof | None = None
        shows_table = bench.pages[bench.current_page].kind is Kind.TABLE
        self._selected = selection(bench.editor.cursor_.refs()) if shows_table else None

    def scopes(self) -> Iterator[tuple[str, Sections]]:
        """What can be chosen before the book is made."""
        yield "整本：封面、目录和全部内容", None
        page = self._bench.pages[self._bench.current_page]
        if page.kind is Kind.TABLE:
            form = self._bench.session.pack.form(page.id)
            yield f"当前表：{form.number} {form.short_title}", page.keys
        elif page.kind is Kind.WORDS:
            yield f"当前页：{page.title}", page.keys
        if self._selected is not None:
            yield f"{TITLE}：{len(self._selected.rows)} 行 {len(self._selected.columns)} 列", (ID,)

    def further(self) -> Iterator[tuple[str, Sections, int]]:
        """Parts and sections, with their depth."""
        if self._proof is not None:
            yield from ((choice.title, choice.sections, choice.level) for choice in self._proof.choices())

    def tables(self, sections: Sections) -> tuple[str, ...]:
        """The ids of the tables and forms among some sections."""
        return self._proof.tables(sections) if self._proof is not None else ()

    def render(self, sections: Sections, setup: PageSetup, step: Progress) -> bytes:
        """The PDF of some sections, or of the whole book; runs in a thread.

        :raises ExportError: none of the sections is in the book.
        """
        from export import whole_book
        from export.pdf_choice import Proof

        step.step()
        if self._proof is None:
            workspace = self._bench.session.workspace
            self._proof = Proof(lambda: whole_book.build(workspace, draft=self._draft, live=False), self._selected)
        return self._proof.render(sections, setup)
