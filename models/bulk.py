"""Filling the equality system from nothing, column by column: what opening and a full check do.

It comes to what the incremental way comes to (a property test holds the two together), but without a queue: statements
first, then each column of computed cells in the plan's order, the deepest rows first.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from models.amounts import ROUNDED_SLACK
from models.blocks import Rows
from models.instances import BLANK, CENT, Instance, Value, value_of
from models.lookup import key_of
from models.refs import CellRef
from models.templates import PARENTS, Mode, Use

if TYPE_CHECKING:
    from models.equations import Equations

Figures = list[tuple[str, Value]]
"""A column's cells: row id and figure."""


@contextmanager
def without_collector() -> Iterator[None]:
    """Building makes many objects and no garbage: the cyclic collector would walk them all, again and again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def fill(equations: Equations) -> None:
    """Carry all statements into fresh sums and work out all computed cells."""
    columns: dict[tuple[str, str], Figures] = {}
    for (form, row, column), entry in equations.document.entries.items():
        columns.setdefault((form, column), []).append((row, value_of(entry)))
    for (form, column), figures in columns.items():
        _carry(equations, form, column, figures)
    for (form, column, which), _rank in sorted(equations.plan.ranks.items(), key=lambda item: item[1]):
        for rows in _batches(equations, form, column, which):
            _work_out(equations, form, column, rows)


def _batches(equations: Equations, form: str, column: str, which: str) -> Iterator[Iterable[str]]:
    """The rows of a node, in groups that do not depend on each other."""
    block = equations.plan.pack.form(form).column_by_key[column].block
    rows = equations.document.rows(form, block)
    if which in rows.by_id:
        yield (which,)
    elif which == PARENTS:
        by_depth: dict[int, list[str]] = {}
        for row_id in rows.children:
            by_depth.setdefault(rows.depth(row_id), []).append(row_id)
        for depth in sorted(by_depth, reverse=True):
            yield by_depth[depth]
    elif rows.root:
        yield _leaves(equations, form, column, rows)


def _leaves(equations: Equations, form: str, column: str, rows: Rows) -> list[str]:
    """The leaf rows whose defining equality has met a figure: those of empty rows need no look."""
    found: dict[str, None] = {}
    for target in equations.plan.definitions[form, column]:
        for key, instance in equations.lookup.instances[target.template].items():
            if instance.filled or instance.bad:
                if target.place.mode is Mode.ROW:
                    found[key] = None
                else:
                    found |= dict.fromkeys(equations.lookup.rows_at(target.place, key))
    children = rows.children
    return [row_id for row_id in found if row_id not in children]


def _work_out(equations: Equations, form: str, column: str, rows: Iterable[str]) -> None:
    entries, computed, definer, solved = (
        equations.document.entries, equations.computed, _definer(equations, form, column), equations.solved
    )  # fmt: skip
    figures: Figures = []
    for row_id in rows:
        ref = CellRef(form, row_id, column)
        if ref in entries:
            continue
        instance = definer(ref)
        if instance is None:
            continue
        value = solved(instance, ref, BLANK)
        if value != BLANK:
            computed[ref] = value
            figures.append((row_id, value))
    _carry(equations, form, column, figures)


def _definer(equations: Equations, form: str, column: str) -> Callable[[CellRef], Instance | None]:
    """A quick way to a cell's definer where the first definition covers each row of the column by its own equality."""
    first = equations.plan.definitions[form, column][0]
    if first.place.mode is not Mode.ROW or first.rows or first.place.only:
        return equations.lookup.find_definer
    instances = equations.lookup.instances[first.template]
    return lambda ref: instances.get(ref.row)


def _carry(equations: Equations, form: str, column: str, figures: Figures) -> None:
    """Add a column's figures to the sums of all equalities that they enter."""
    if not figures:
        return
    equations.form_filled[form] += sum(1 for _row, value in figures if value.fen)
    rows = equations.document.rows(form, equations.plan.pack.form(form).column_by_key[column].block)
    by_row: dict[str, Value] = {}
    for use in equations.plan.uses.get((form, column), ()):
        met = figures
        if use.mode in (Mode.FIXED, Mode.CODE):  # of a long column, one row
            by_row = by_row or dict(figures)
            named = (use.place.selector,) if use.mode == Mode.FIXED else rows.by_code.get(use.place.selector, ())
            met = [(row_id, by_row[row_id]) for row_id in named if row_id in by_row]
        keys = _keys(use, rows, met)
        if use.guard:
            _carry_guard(equations, use, keys, met)
        else:
            _add(equations, use, keys, met)


def _keys(use: Use, rows: Rows, figures: Figures) -> list[str | None]:
    """The key by which each figure's cell enters the use's template, or ``None``."""
    if use.mode == Mode.ROW and not use.place.only:
        return [row_id for row_id, _value in figures]
    if use.mode == Mode.CHILD and use.place.only in ("", PARENTS):
        parent = rows.parent.get
        return [parent(row_id) for row_id, _value in figures]
    if use.mode == Mode.ROW and use.place.only == PARENTS:
        children = rows.children
        return [row_id if row_id in children else None for row_id, _value in figures]
    by_id = rows.by_id
    if use.mode == Mode.MATCH and use.keys is None and not use.place.only:
        return [by_id[row_id].code or rows.code_key(by_id[row_id]) or None for row_id, _value in figures]
    return [key_of(use, rows, row_id, by_id[row_id].code, by_id[row_id].kind) for row_id, _value in figures]


def _add(equations: Equations, use: Use, keys: list[str | None], figures: Figures) -> None:
    instances, index, sign, side = equations.lookup.instances[use.template], use.template, use.sign, use.side
    for key, (_row, (fen, slack, filled, bad)) in zip(keys, figures, strict=True):
        if key is None:
            continue
        instance = instances.get(key)
        if instance is None:
            instance = instances[key] = Instance(index, key)
        instance.filled += filled
        if fen:
            instance.residual += fen * sign
            if side:
                instance.right += 1
            else:
                instance.left += 1
            if slack:
                instance.slack += slack
                if slack == ROUNDED_SLACK and not fen % CENT:  # is_printed, without the cost of a call
                    instance.once += 1
        if bad:
            instance.bad += 1


def _carry_guard(equations: Equations, use: Use, keys: list[str | None], figures: Figures) -> None:
    for key, (_row, value) in zip(keys, figures, strict=True):
        if key is None or not value.fen:
            continue
        if use.mode <= Mode.KIND and equations.plan.templates[use.template].formula.variable:
            equations.template_guards[use.template] += 1
        else:
            equations.lookup.instance(use.template, key).guards += 1
