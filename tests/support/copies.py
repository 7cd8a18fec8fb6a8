"""The sample's documents and workspaces, each made once and then copied, which takes a fraction of the time."""

from __future__ import annotations

import copy
import functools
from typing import Any

from models.blocks import Rows
from models.document import Document
from models.engine import Engine
from models.equations import Equations
from models.finding_groups import FindingGroups
from models.instances import Instance
from models.lookup import Lookup
from models.narrative.prose import Prose
from models.order import Order
from models.performance.words import FormWords
from models.samples import sample_document
from models.words import Words
from models.workspace import Workspace

CHANGED_IN_PLACE = frozenset({
    dict, list, set, Document, Rows, Order, Workspace, Engine, Equations, Lookup, Instance, Words, FormWords, Prose,
    FindingGroups,
})  # fmt: skip
"""What documents and workspaces are made of that changes; all else (the pack, the plan, rows, entries, findings) never
does and is shared.
"""
ANSWERS = ("_links", "_defined", "_definers", "_turns")
"""What a Lookup keeps to answer again quickly; it finds it anew when asked."""


@functools.cache
def _original(*, stated: bool, clean: bool) -> Document:
    return sample_document(stated=stated, clean=clean)


def sample_copy(*, stated: bool = True, clean: bool = False) -> Document:
    """What ``sample_document`` makes, for the caller alone."""
    document: Document = _copied(_original(stated=stated, clean=clean), {})
    return document


def workspace_copy(workspace: Workspace) -> Workspace:
    """A workspace like this one, for the caller alone. Its words were never looked at, or are all checked."""
    assert workspace._words is None or not workspace._words.is_stale
    fresh: Workspace = _copied(workspace, {})
    fresh._totals = None  # made anew when asked for
    return fresh


def _copied(value: Any, made: dict[int, Any]) -> Any:
    """A copy of ``value`` in which two names of one thing are again names of one thing."""
    kind = type(value)
    if kind not in CHANGED_IN_PLACE:
        return value
    fresh = made.get(id(value))
    if fresh is not None:
        return fresh
    fresh = made[id(value)] = _instance(value) if kind is Instance else copy.copy(value)
    if kind is dict:
        _copy_parts(fresh, made)
    elif kind is list:
        fresh[:] = [_copied(part, made) for part in value]
    elif kind is set:
        assert Instance not in map(type, value), "no equality is under way in what was just made"
    elif kind is not Instance:
        if kind is Lookup:
            vars(fresh).update((name, {}) for name in ANSWERS)
        _copy_parts(vars(fresh), made)
    return fresh


def _copy_parts(parts: dict[Any, Any], made: dict[int, Any]) -> None:
    for key, part in parts.items():
        if type(part) in CHANGED_IN_PLACE:
            parts[key] = _copied(part, made)
    if parts and type(next(iter(parts))) is Instance:
        found = {_copied(key, made): part for key, part in parts.items()}
        parts.clear()
        parts.update(found)


def _instance(old: Instance) -> Instance:
    new = Instance(old.template, old.key)
    new.residual, new.slack, new.left, new.right = old.residual, old.slack, old.left, old.right
    new.once, new.filled, new.bad, new.guards = old.once, old.filled, old.bad, old.guards
    return new
