"""Which equalities a cell is in, which cells an equality holds, and which of them it defines: structure, no figures.

Answers for single cells are kept until their rows change place (:meth:`Lookup.forget`), since totals are asked for at
each edit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from models.blocks import Rows
from models.document import Document
from models.instances import Instance
from models.refs import CellRef
from models.templates import LEAVES, PARENTS, Mode, Place, Plan, Target, Template, Use


class Lookup:
    """The plan's templates grounded in a document's rows. ``instances`` by template and key, made when first met."""

    def __init__(self, plan: Plan, document: Document) -> None:
        self.plan, self.document = plan, document
        self.instances: list[dict[str, Instance]] = [{} for _ in plan.templates]
        self._uses: dict[tuple[str, str], tuple[tuple[Use, ...], dict[str, tuple[Use, ...]]]] = {}
        self._links: dict[CellRef, tuple[tuple[Use, Instance], ...]] = {}
        self._defined: dict[Instance, tuple[CellRef, ...]] = {}
        self._definers: dict[CellRef, Instance | None] = {}
        self._turns: dict[CellRef, tuple[int, int]] = {}

    def forget(self, form: str, row_ids: Iterable[str]) -> None:
        """These rows are about to change place: what is kept about their cells holds no longer."""
        for row_id in row_ids:
            for column in self.plan.pack.form(form).amount_columns:
                ref = CellRef(form, row_id, column.key)
                for _use, instance in self._links.pop(ref, ()):
                    self._defined.pop(instance, None)
                self._definers.pop(ref, None)
                self._turns.pop(ref, None)
            if self.document.has_row(form, row_id) and row_id in self.document.rows_of(form, row_id).children:
                self._turns.clear()  # the depth of all below it may change too

    def settled(self, refs: Iterable[CellRef]) -> None:
        """The rows of these cells have found their place: what their equalities define is looked up anew."""
        for ref in refs:
            for _use, instance in self.links(ref):
                self._defined.pop(instance, None)

    def instance(self, template: int, key: str) -> Instance:
        """The equality of a template for a key."""
        found = self.instances[template].get(key)
        if found is None:
            found = self.instances[template][key] = Instance(template, key)
        return found

    def links(self, ref: CellRef) -> tuple[tuple[Use, Instance], ...]:
        """Each use of a cell with the equality it enters, guards included."""
        found = self._links.get(ref)
        if found is None:
            found = self._links[ref] = tuple((use, self.instance(use.template, key)) for use, key in self._targets(ref))
        return found

    def defined(self, instance: Instance) -> tuple[CellRef, ...]:
        """The cells that an equality defines, being the first of the pack's definitions for them."""
        found = self._defined.get(instance)
        if found is None:
            found = self._defined[instance] = tuple(self._defined_cells(instance))
        return found

    def turn(self, ref: CellRef) -> tuple[int, int]:
        """When a cell is worked out among others: its column's rank, then the deepest rows first."""
        found = self._turns.get(ref)
        if found is None:
            rows = self.document.rows_of(ref.form, ref.row)
            which, depth = ref.row, 0
            if rows.root:
                which = PARENTS if ref.row in rows.children else LEAVES
                depth = rows.depth(ref.row)
            found = self._turns[ref] = (self.plan.ranks.get((ref.form, ref.column, which), 0), -depth)
        return found

    def definer(self, ref: CellRef) -> Instance | None:
        """The equality that defines a cell."""
        if ref not in self._definers:
            self._definers[ref] = self.find_definer(ref)
        return self._definers[ref]

    def find_definer(self, ref: CellRef) -> Instance | None:
        """The same, and nothing is kept: for whole columns."""
        target = self.definition(ref)
        if target is None:
            return None
        key = ""
        if target.place.mode == Mode.ROW:
            key = ref.row
        elif target.place.mode == Mode.MATCH:
            rows = self.document.rows_of(ref.form, ref.row)
            key = rows.code_key(rows.by_id[ref.row])
        return self.instance(target.template, key)

    def definition(self, ref: CellRef) -> Target | None:
        """The first of the pack's definitions that covers a cell."""
        targets = self.plan.definitions.get((ref.form, ref.column))
        if not targets:
            return None
        rows = self.document.rows_of(ref.form, ref.row)
        for target in targets:
            place = target.place
            if place.mode == Mode.FIXED and place.selector != ref.row:
                continue
            if target.rows and not admits(rows, target.rows, ref.row):
                continue
            if place.only and not admits(rows, place.only, ref.row):
                continue
            if place.mode == Mode.MATCH and not self._matches(target, rows, ref.row):
                continue
            return target
        return None

    def cells(self, instance: Instance, *, summed: bool = True) -> Iterator[tuple[CellRef, int, int]]:
        """The cells of an equality with sign and side, rows that do not exist left out; Σ only when ``summed``."""
        for term in self.plan.templates[instance.template].terms:
            if term.summed and not summed:
                continue
            for row_id in self.rows_at(term.place, instance.key):
                yield CellRef(term.place.form, row_id, term.place.column), term.sign, term.side

    def is_live(self, instance: Instance) -> bool:
        """Whether the equality still runs over rows that exist."""
        place = self.plan.templates[instance.template].domain_place
        if place is None or place.mode is Mode.MATCH:
            return True
        rows = self.document.rows(place.form, place.block)
        return instance.key in rows.by_id and (not place.only or admits(rows, place.only, instance.key))

    def all_keys(self, template: Template) -> Iterable[str]:
        """The keys of all equalities of a template, including those without any figure."""
        place = template.domain_place
        if place is None:
            return ("",)
        if template.keys is not None:
            return sorted(template.keys)
        if place.mode is Mode.ROW:
            rows = self.document.rows(place.form, place.block)
            return [row.id for row in rows if not place.only or admits(rows, place.only, row.id)]
        keys: dict[str, None] = {}
        for term in template.terms:
            rows, only = self.document.rows(term.place.form, term.place.block), term.place.only
            found = (row for row in rows if not only or row.kind == only)
            keys |= dict.fromkeys(key for row in found if (key := rows.code_key(row)))
        return keys

    def rows_at(self, place: Place, key: str) -> Iterable[str]:
        """The rows that a reference means in the equality of that key."""
        rows = self.document.rows(place.form, place.block)
        if place.mode in (Mode.FIXED, Mode.ROW):
            return (place.selector or key,) if (place.selector or key) in rows.by_id else ()
        if place.mode is Mode.CHILD:
            return rows.children.get(key, ())
        if place.mode is Mode.KIND:
            return [row.id for row in rows if row.kind == place.selector]
        found = _coded(rows, key if place.mode is Mode.MATCH else place.selector)
        return [row_id for row_id in found if rows.by_id[row_id].kind == place.only] if place.only else found

    # -- behind the caches ----------------------------------------------------------------------------------------

    def _targets(self, ref: CellRef) -> Iterator[tuple[Use, str]]:
        general, fixed = self._uses_of(ref.form, ref.column)
        uses = general + fixed.get(ref.row, ())
        if not uses:
            return
        rows = self.document.rows_of(ref.form, ref.row)
        row = rows.by_id[ref.row]
        for use in uses:
            key = key_of(use, rows, ref.row, row.code, row.kind)
            if key is not None:
                yield use, key

    def _uses_of(self, form: str, column: str) -> tuple[tuple[Use, ...], dict[str, tuple[Use, ...]]]:
        """A column's uses: those that any row may have, and those of single fixed rows."""
        found = self._uses.get((form, column))
        if found is None:
            fixed: dict[str, tuple[Use, ...]] = {}
            general: tuple[Use, ...] = ()
            for use in self.plan.uses.get((form, column), ()):
                if use.mode == Mode.FIXED:
                    fixed[use.place.selector] = (*fixed.get(use.place.selector, ()), use)
                else:
                    general = (*general, use)
            found = self._uses[form, column] = (general, fixed)
        return found

    def _defined_cells(self, instance: Instance) -> Iterator[CellRef]:
        for target in self.plan.templates[instance.template].targets:
            for row_id in self.rows_at(target.place, instance.key):
                ref = CellRef(target.place.form, row_id, target.place.column)
                if self.definition(ref) is target:
                    yield ref

    def _matches(self, target: Target, rows: Rows, row_id: str) -> bool:
        keys = self.plan.templates[target.template].keys
        code = rows.code_key(rows.by_id[row_id])
        return bool(code) and (keys is None or code in keys) and len(rows.by_code.get(code, "")) <= 1


def key_of(use: Use, rows: Rows, row_id: str, code: str, kind: str) -> str | None:
    """The key of the equality that a row's cell enters by a use, or ``None``."""
    mode, place = use.mode, use.place
    if mode == Mode.ROW:
        return row_id if not place.only or admits(rows, place.only, row_id) else None
    if mode == Mode.CHILD:
        parent = rows.parent.get(row_id)
        return parent if parent is not None and (not place.only or admits(rows, place.only, parent)) else None
    if mode == Mode.MATCH:
        if place.only and kind != place.only:
            return None
        key = code or rows.code_key(rows.by_id[row_id])
        return key if key and (use.keys is None or key in use.keys) else None
    found = row_id if mode == Mode.FIXED else code if mode == Mode.CODE else kind
    return "" if found == place.selector else None


def admits(rows: Rows, only: str, row_id: str) -> bool:
    """Whether a row is among 上级, 末级 or the rows of a kind."""
    if only == PARENTS:
        return row_id in rows.children
    if only == LEAVES:
        return row_id not in rows.children
    return rows.by_id[row_id].kind == only


def _coded(rows: Rows, code: str) -> Iterable[str]:
    if code in rows.by_code:
        return rows.by_code[code]
    return (rows.root,) if rows.root and rows.code_key(rows.by_id[rows.root]) == code else ()
