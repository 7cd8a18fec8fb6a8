"""选择性粘贴: what a block becomes before it is pasted. ``None`` stands for a cell that is left as it is."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from typing import NamedTuple

from models.amounts import exact_text, parse
from models.errors import AmountError
from models.forms import ColumnKind, FormDef
from models.pasting import PasteResult, paste
from models.refs import CellRef
from models.workspace import Workspace

Block = Sequence[Sequence[str]]


class Special(NamedTuple):
    """How to paste. ``sign``: 1 adds to what stands there, -1 takes away, 0 replaces it; ``values``: figures only;
    ``skip_blanks``: a blank leaves the cell alone; ``transpose``: lines become columns.
    """

    values: bool = False
    sign: int = 0
    skip_blanks: bool = False
    transpose: bool = False


def transposed(grid: Block) -> list[list[str]]:
    """The block with lines for columns; short lines are filled with blanks."""
    return [list(column) for column in zip_longest(*grid, fillvalue="")]


def paste_special(
    workspace: Workspace, form_id: str, start: tuple[int, int], grid: Block, special: Special, label: str = "选择性粘贴"
) -> PasteResult:
    """Paste a block, not yet transposed, at a printed line and column, see :func:`models.pasting.paste`."""
    form = workspace.pack.form(form_id)
    block = transposed(grid) if special.transpose else grid
    lines = workspace.document.lines(form)
    blocks = [one.key for one in form.blocks]
    made: list[list[str | None]] = []
    for down, texts in enumerate(block):
        line: list[str | None] = []
        for across, text in enumerate(texts):
            if start[1] + across >= len(form.columns):
                line.append(text)  # counted as surplus there
                continue
            column = form.columns[start[1] + across]
            at = start[0] + down
            row = lines[at][blocks.index(column.block)] if at < len(lines) else None
            amount = column.kind is ColumnKind.AMOUNT
            ref = CellRef(form_id, row.id, column.key) if row is not None and amount else None
            line.append(_text(workspace, form, ref, text, special, amount=amount))
        made.append(line)
    return paste(workspace, form_id, start, made, label)


def _text(
    workspace: Workspace, form: FormDef, ref: CellRef | None, text: str, special: Special, *, amount: bool
) -> str | None:
    """What to put into a cell (``ref``: an amount cell that is there already)."""
    blank = not text.strip()
    if not amount:
        return None if special.values or special.sign or (special.skip_blanks and blank) else text
    if not special.sign:
        return None if special.skip_blanks and blank else text
    try:
        given = parse(text, form.unit)
    except AmountError:
        return None  # nothing can be added to it, and what stands there must not be lost
    if given is None:
        return None
    there = workspace.value(ref) if ref is not None else None
    if there is not None and there.bad:
        return None
    return exact_text((there.fen if there is not None else 0) + special.sign * given.fen, form.unit)
