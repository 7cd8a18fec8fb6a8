"""The equality system: what computed cells hold, and how far each equality is from zero.

Every equality ``Σ sign × cell = 0`` keeps running sums, so that an edit costs the equalities that touch the cell
and what follows from it, never the document. Computed cells follow in the same step, in the order that the plan has
fixed.
"""

from __future__ import annotations

import heapq
from collections.abc import Collection, Iterator

from models import bulk
from models.document import Document
from models.edits import Entry
from models.findings import State
from models.instances import BLANK, UNKNOWN, Instance, Value, is_printed, is_same_figure, likely, tolerance, value_of
from models.lookup import Lookup
from models.refs import CellRef
from models.templates import Mode, Plan, Template

__all__ = ["BLANK", "UNKNOWN", "Equations", "Instance", "Value", "tolerance", "value_of"]


class Equations:
    """The equalities of one document.

    ``computed`` holds the figures of cells that are not stated. ``touched`` gathers the equalities whose sums
    moved, and ``changed`` the cells that did with what they held before, since each was last emptied.
    """

    def __init__(self, plan: Plan, document: Document) -> None:
        self.plan, self.document = plan, document
        self.lookup = Lookup(plan, document)
        self.computed: dict[CellRef, Value] = {}
        self.touched: set[Instance] = set()
        self.changed: dict[CellRef, Value] = {}
        self._heap: list[tuple[int, int, CellRef]] = []
        self._queued: set[CellRef] = set()
        self.form_filled = dict.fromkeys(plan.pack.form_by_id, 0)
        self.template_guards = [0] * len(plan.templates)
        self._must_fill = frozenset(form.id for form in plan.pack.forms if not form.may_be_empty)
        self._of_form: dict[str, list[int]] = {form: [] for form in self._must_fill}
        for template in plan.templates:
            for form in self._must_fill & (template.forms[0] | template.forms[1]):
                self._of_form[form].append(template.index)
        bulk.fill(self)

    # -- reading --------------------------------------------------------------------------------------------------

    def value(self, ref: CellRef) -> Value:
        """What a cell holds, stated or computed."""
        entry = self.document.entries.get(ref)
        return value_of(entry) if entry is not None else self.computed.get(ref, BLANK)

    def touching(self, ref: CellRef) -> Iterator[Instance]:
        """The equalities that a cell is in."""
        return (instance for use, instance in self.lookup.links(ref) if not use.guard)

    def definer(self, ref: CellRef) -> Instance | None:
        """The equality that defines a cell."""
        return self.lookup.definer(ref)

    def cells(self, instance: Instance, *, summed: bool = True) -> Iterator[tuple[CellRef, int, int]]:
        """The cells of an equality with sign and side, see :meth:`models.lookup.Lookup.cells`."""
        return self.lookup.cells(instance, summed=summed)

    def is_live(self, instance: Instance) -> bool:
        """Whether the equality still runs over rows that exist."""
        return self.lookup.is_live(instance)

    def met(self) -> Iterator[Instance]:
        """The equalities that some cell has entered so far."""
        for by_key in self.lookup.instances:
            yield from by_key.values()

    def all_instances(self) -> Iterator[Instance]:
        """Every equality that the pack owes for this document's rows."""
        for template in self.plan.templates:
            for key in self.lookup.all_keys(template):
                yield self.lookup.instance(template.index, key)

    def state(self, instance: Instance) -> State:
        """The interval test: 平, 尾差, 可疑尾差, 断差, 未判 or 不适用."""
        if instance.bad:
            return State.UNEVALUATED
        nonzero = instance.left + instance.right
        if not nonzero:
            return State.BALANCED if instance.filled else State.NOT_APPLICABLE
        residual = instance.residual
        if not residual or self.allows(instance, residual) or is_same_figure(instance, residual):
            return State.BALANCED
        if abs(residual) <= tolerance(instance):
            return State.ROUNDING if abs(residual) <= likely(instance.slack) else State.SUSPECT
        waits = instance.filled == 1 and self.plan.templates[instance.template].rule.awaits
        return State.UNEVALUATED if waits or self.awaits_form(instance) else State.BREAK

    # -- changing -------------------------------------------------------------------------------------------------

    def restate(self, ref: CellRef, old: Entry | None, new: Entry | None) -> None:
        """A statement has changed in the document; :meth:`settle` follows."""
        before = value_of(old) if old is not None else self.computed.pop(ref, BLANK)
        self._shift(ref, before, value_of(new))
        if new is None:
            self._queue(ref)

    def lift(self, form: str, row_ids: Collection[str]) -> None:
        """Take rows out of all sums before their place in the form changes; :meth:`put` brings them back."""
        for ref in self._amounts(form, row_ids):
            self._touch(ref)
            self._shift(ref, self.value(ref), BLANK)
        self.lookup.forget(form, row_ids)

    def put(self, form: str, row_ids: Collection[str]) -> None:
        """Bring rows back after a change of place; computed cells are worked out anew by :meth:`settle`."""
        there = self._amounts(form, row_ids)
        self.lookup.settled(there)
        for row_id in row_ids:
            for column in self.plan.pack.form(form).amount_columns:
                ref = CellRef(form, row_id, column.key)
                if (old := self.computed.pop(ref, None)) is not None:
                    self.changed.setdefault(ref, old)
        for ref in there:
            self._touch(ref)
            if (entry := self.document.entries.get(ref)) is not None:
                self._shift(ref, BLANK, value_of(entry))
            else:
                self._queue(ref)

    def _amounts(self, form: str, row_ids: Collection[str]) -> list[CellRef]:
        """The amount cells of those of the rows that the form has."""
        found: list[CellRef] = []
        columns = self.plan.pack.form(form).amount_columns
        for row_id in row_ids:
            if self.document.has_row(form, row_id):
                block = self.document.rows_of(form, row_id).block.key
                found += [CellRef(form, row_id, column.key) for column in columns if column.block == block]
        return found

    def _touch(self, ref: CellRef) -> None:
        """Have a cell's equalities judged again: even a blank one may be among the cells that a finding names."""
        self.touched.update(instance for _use, instance in self.lookup.links(ref))

    def settle(self) -> None:
        """Work out every computed cell that follows from what changed, each once."""
        entries, document = self.document.entries, self.document
        while self._heap:
            ref = heapq.heappop(self._heap)[2]
            self._queued.discard(ref)
            if ref in entries or not document.has_row(ref.form, ref.row):
                continue
            old = self.computed.get(ref, BLANK)
            definer = self.lookup.definer(ref)
            new = self.solved(definer, ref, old) if definer is not None else BLANK
            if new == old:
                continue
            if new == BLANK:
                del self.computed[ref]
            else:
                self.computed[ref] = new
            self._shift(ref, old, new)

    def _shift(self, ref: CellRef, old: Value, new: Value) -> None:
        """Carry a cell's change into the sums of its equalities, and queue what they define."""
        if old == new:
            return
        self.changed.setdefault(ref, old)
        fen, slack = new.fen - old.fen, new.slack - old.slack
        nonzero = (new.fen != 0) - (old.fen != 0)
        once = is_printed(new.fen, new.slack) - is_printed(old.fen, old.slack)
        filled, bad = new.filled - old.filled, new.bad - old.bad
        if nonzero:
            self._count_form(ref.form, nonzero)
        entries, touched = self.document.entries, self.touched
        for use, instance in self.lookup.links(ref):
            if use.guard:
                self._shift_guard(use.template, use.mode, instance, nonzero)
                continue
            instance.residual += fen * use.sign
            instance.slack += slack
            instance.once += once
            instance.filled += filled
            instance.bad += bad
            if use.side:
                instance.right += nonzero
            else:
                instance.left += nonzero
            touched.add(instance)
            for target in self.lookup.defined(instance):
                if target not in entries and target != ref:
                    self._queue(target)

    def _shift_guard(self, template: int, mode: int, instance: Instance, nonzero: int) -> None:
        if mode <= Mode.KIND and self.plan.templates[template].formula.variable:
            self.template_guards[template] += nonzero
            self.touched.update(self.lookup.instances[template].values())
        else:
            instance.guards += nonzero
            self.touched.add(instance)

    def _count_form(self, form: str, nonzero: int) -> None:
        before = self.form_filled[form]
        self.form_filled[form] += nonzero
        if form in self._must_fill and 0 in (before, self.form_filled[form]):
            for index in self._of_form[form]:
                self.touched.update(self.lookup.instances[index].values())

    def _queue(self, ref: CellRef) -> None:
        if ref in self._queued:
            return
        self._queued.add(ref)
        heapq.heappush(self._heap, (*self.lookup.turn(ref), ref))

    # -- arithmetic -----------------------------------------------------------------------------------------------

    def solved(self, instance: Instance, ref: CellRef, old: Value) -> Value:
        """The value that makes an equality exact. Parts that cancel out leave a blank, as clerks write it.

        A remainder (an addend worked out from its total) is never negative: that would hide a slip elsewhere.
        """
        if instance.bad - old.bad:
            return UNKNOWN
        if not instance.filled - old.filled:
            return BLANK
        sign, side = self.plan.role(instance.template, ref)
        fen = old.fen - instance.residual * sign
        if side and fen < 0:
            return BLANK
        if fen:
            return Value(fen, instance.slack - old.slack, True)
        nonzero = instance.left + instance.right - (old.fen != 0)
        return BLANK if nonzero else Value(0, 0, True)

    def operator(self, instance: Instance) -> str:
        """What is demanded now: =, ≥ or ≤. A guard that holds an amount or a withheld row relaxes an equality."""
        template = self.plan.templates[instance.template]
        if not template.relaxable:
            return "="
        if instance.guards or self.template_guards[instance.template]:
            return template.formula.guard_operator
        return "≥" if self._withheld(template, instance.key) else template.formula.operator

    def allows(self, instance: Instance, residual: int) -> bool:
        """Whether an inequality, or an equality that a guard or a withheld row relaxes, holds."""
        operator = self.operator(instance)
        return operator != "=" and (residual > 0) == (operator == "≥")

    def _withheld(self, template: Template, key: str) -> bool:
        if not any(term.place.mode is Mode.CHILD for term in template.terms):
            return False
        place = template.domain_place
        return place is not None and self.document.row(place.form, key).withheld

    def awaits_form(self, instance: Instance) -> bool:
        """Whether a whole side is blank, and a form of it must be filled and is still empty."""
        template = self.plan.templates[instance.template]
        for side, count in enumerate((instance.left, instance.right)):
            if not count and any(f in self._must_fill and not self.form_filled[f] for f in template.forms[side]):
                return True
        return False
