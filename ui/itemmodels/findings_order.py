"""The order of the findings list: the gravest first, then as printed; what has one origin stands together."""

from __future__ import annotations

from typing import Any, NamedTuple

from models.diagnosis.diagnose import Mistake
from models.findings import DIFFERENCES, WORST_FIRST, Finding, State, TextPlace
from models.refs import CellRef
from models.workspace import Workspace
from ui.levels import ERROR, level_of

SortKey = tuple[Any, ...]
_RANK = {state: index for index, state in enumerate(WORST_FIRST)}
_NOWHERE = (99, 0, 0, 0, 0)
_HINT = 1.5
"""What is an error comes before what is a hint."""


class Line(NamedTuple):
    """A line of the list: a finding, or the head of several findings of one origin.

    ``members`` is 0 for a finding and else how many the head stands for; ``finding`` is then the first of them.
    ``inside`` says that the line is unfolded below a head, ``group`` names its origin. ``mistake`` is that of a 断差.
    """

    key: SortKey
    finding: Finding
    members: int = 0
    inside: bool = False
    group: str = ""
    mistake: Mistake | None = None


class Order:
    """Where a finding belongs: its form, printed line and column."""

    def __init__(self, workspace: Workspace) -> None:
        self._document = workspace.document
        self._forms = {form.id: index for index, form in enumerate(workspace.pack.all_forms)}
        sections = workspace.pack.narrative.sections
        self._sections = {section.key: 100 + index for index, section in enumerate(sections)}
        self._columns = {
            form.id: {column.key: index for index, column in enumerate(form.columns)}
            for form in workspace.pack.all_forms
        }

    def key(self, finding: Finding) -> SortKey:
        """Sorts findings; 尾差 of one origin get neighbouring keys, the head's before them."""
        hint = finding.state is State.VIOLATION and level_of(finding) is not ERROR
        rank = _HINT if hint else _RANK[finding.state]
        place = (*(self._in_words(finding.place) or self.place(next(iter(finding.cells), None))), finding.key)
        return (rank, finding.root, 1, *place) if finding.state in DIFFERENCES else (rank, *place)

    def _in_words(self, place: TextPlace | None) -> tuple[int, int, int, int, int] | None:
        """Section, line and character, after all forms; ``None`` for what is not in a section."""
        known = place is not None and place.line >= 0 and place.key in self._sections
        return (self._sections[place.key], 0, place.line, place.start, 0) if known and place is not None else None

    @staticmethod
    def head_key(state: State, root: str) -> SortKey:
        """The place of the head of a 尾差 origin."""
        return (_RANK[state], root, 0)

    def mistake_key(self, place: CellRef | None, group: str) -> SortKey:
        """The place of the head of a mistake: where its culprit is."""
        return (_RANK[State.BREAK], *self.place(place), group, 0)

    def member_key(self, head: SortKey, finding: Finding) -> SortKey:
        """The place of a finding below the head of its mistake."""
        return (*head[:-1], 1, *self.place(next(iter(finding.cells), None)), finding.key)

    def place(self, ref: CellRef | None) -> tuple[int, int, int, int, int]:
        """Form, block, row and column of a cell as numbers."""
        if ref is None:
            return _NOWHERE
        if not self._document.has_row(ref.form, ref.row):
            return (self._forms.get(ref.form, 99), 0, 0, 0, 0)
        rows = self._document.rows_of(ref.form, ref.row)
        blocks = list(self._document.pack.form(ref.form).block_by_key)
        if rows.is_fixed(ref.row):
            at = (0, [row.id for row in rows.fixed].index(ref.row))
        else:
            at = (1, rows.index_of(ref.row))
        return (self._forms[ref.form], blocks.index(rows.block.key), *at, self._columns[ref.form].get(ref.column, 0))
