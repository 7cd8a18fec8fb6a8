"""Formulas bound to a pack: names resolved to forms, columns and rows, and an index from cells to the equalities
they are in.

A :class:`Template` is one equality for each key of its variable. Nothing here holds a figure:
:mod:`models.equations` keeps the sums. Binding checks a pack's rules once, when it is read.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator
from functools import cache, cached_property, lru_cache, partial
from typing import NamedTuple

import msgspec

from models.forms import ColumnKind, FormDef, Tree
from models.formula import COLUMN_VARIABLE, ROW_VARIABLE, Domain, Formula, Ref, Term
from models.pack import Pack, RuleDef
from models.refs import CellRef

PARENTS, LEAVES = "上级", "末级"


class Mode(enum.IntEnum):
    """How a reference finds its rows."""

    FIXED = 0  # one fixed row
    CODE = 1  # the rows of one code
    KIND = 2  # all rows of a kind
    ROW = 3  # the variable's row
    MATCH = 4  # the rows whose code is the variable's
    CHILD = 5  # the rows directly below the variable's row


class Place(msgspec.Struct, frozen=True):
    """A resolved reference. ``selector`` is a row id, code or kind key; ``only`` restricts ROW and CHILD to some
    rows.
    """

    form: str
    block: str
    column: str
    mode: Mode
    selector: str = ""
    only: str = ""


class BoundTerm(msgspec.Struct, frozen=True):
    """A term of a template: ``sign`` as if all stood on the left, ``side`` 0 left and 1 right, ``summed`` for Σ."""

    place: Place
    sign: int
    side: int
    summed: bool


class Use(NamedTuple):
    """One way in which a column's cells enter a template."""

    template: int
    place: Place
    mode: int
    sign: int
    side: int
    guard: bool
    keys: frozenset[str] | None


class Target(NamedTuple):
    """A cell pattern that a template defines."""

    template: int
    place: Place
    rows: str


class Template(msgspec.Struct, frozen=True, dict=True):
    """A bound formula. ``index`` numbers templates; ``part`` is the formula's place in its rule."""

    index: int
    rule: RuleDef
    part: int
    formula: Formula
    terms: tuple[BoundTerm, ...]
    guards: tuple[Place, ...]
    keys: frozenset[str] | None
    column: str = ""
    targets: tuple[Target, ...] = ()

    @cached_property
    def code(self) -> str:
        """What names the template in findings: rule, formula and column; stable across versions of a pack."""
        return f"{self.rule.code}/{self.part + 1}{'/' + self.column if self.column else ''}"

    @cached_property
    def domain_place(self) -> Place | None:
        """The first reference by the variable, which says what rows the template runs over."""
        return next((term.place for term in self.terms if term.place.mode in (Mode.ROW, Mode.MATCH)), None)

    @cached_property
    def relaxable(self) -> bool:
        """Whether something may turn the equality into an inequality."""
        sums_children = any(term.place.mode is Mode.CHILD for term in self.terms)
        return self.formula.operator != "=" or bool(self.guards) or sums_children

    @cached_property
    def forms(self) -> tuple[frozenset[str], frozenset[str]]:
        """The forms on either side."""
        left, right = (frozenset(term.place.form for term in self.terms if term.side == side) for side in (0, 1))
        return left, right


class Plan:
    """All templates of a pack, and where each column's cells are used and defined."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self.templates: list[Template] = []
        self.uses: dict[tuple[str, str], tuple[Use, ...]] = {}
        self.definitions: dict[tuple[str, str], tuple[Target, ...]] = {}
        for rule in pack.rules:
            _Binder(pack, rule, self.templates).bind()
        self._index()
        self.ranks = _ranks(self)
        self._roles = _roles(self.templates)

    def role(self, template: int, ref: CellRef) -> tuple[int, int]:
        """Sign and side of a cell that the template defines."""
        by_row = self._roles[template, ref.form, ref.column]
        return by_row.get(ref.row) or by_row[""]

    def _index(self) -> None:
        uses: dict[tuple[str, str], list[Use]] = {}
        definitions: dict[tuple[str, str], list[Target]] = {}
        for template in self.templates:
            for use in _uses(template):
                uses.setdefault((use.place.form, use.place.column), []).append(use)
            for target in template.targets:
                definitions.setdefault((target.place.form, target.place.column), []).append(target)
        self.uses = {key: tuple(found) for key, found in uses.items()}
        self.definitions = {key: tuple(found) for key, found in definitions.items()}


@lru_cache(maxsize=4)
def plan_of(pack: Pack) -> Plan:
    """The plan of a pack, bound once for all documents of it."""
    return Plan(pack)


def _uses(template: Template) -> Iterator[Use]:
    for term in template.terms:
        yield Use(template.index, term.place, int(term.place.mode), term.sign, term.side, False, template.keys)
    for place in template.guards:
        yield Use(template.index, place, int(place.mode), 0, 0, True, template.keys)


def _roles(templates: list[Template]) -> dict[tuple[int, str, str], dict[str, tuple[int, int]]]:
    """Sign and side of each defined reference; by row for fixed rows, which may share a column."""
    roles: dict[tuple[int, str, str], dict[str, tuple[int, int]]] = {}
    for template in templates:
        places = {target.place for target in template.targets}
        for term in template.terms:
            if term.place in places:
                key = (template.index, term.place.form, term.place.column)
                roles.setdefault(key, {})[term.place.selector] = (term.sign, term.side)
    return roles


class _Binder:
    """Binds the formulas of one rule."""

    def __init__(self, pack: Pack, rule: RuleDef, templates: list[Template]) -> None:
        self.pack, self.rule, self.templates = pack, rule, templates

    def bind(self) -> None:
        """Append the rule's templates, in order of formula and column."""
        first = len(self.templates)
        for part, formula in enumerate(self.rule.parsed):
            if formula.columns and not any(
                term.ref.column == COLUMN_VARIABLE for term in (*formula.left, *formula.right)
            ):
                self._fail(f"{formula} 没有用到变量 {COLUMN_VARIABLE}")
            for column in formula.columns or ("",):
                self.templates.append(self._template(part, formula.for_column(column) if column else formula, column))
        unused = {define.cell for define in self.rule.defines}
        for index in range(first, len(self.templates)):
            template = self.templates[index]
            if targets := self._targets(template, unused):
                self.templates[index] = msgspec.structs.replace(template, targets=targets)
        if unused:
            self._fail(f"defines 中的 {'、'.join(sorted(unused))} 不在公式里")

    def _fail(self, reason: str) -> None:
        raise self.pack.fault(self.rule.code, reason)

    def _template(self, part: int, formula: Formula, column: str) -> Template:
        terms = tuple(
            self._term(term, side, formula)
            for side, terms in enumerate((formula.left, formula.right))
            for term in terms
        )
        guards = tuple(self._place(ref, formula) for ref in formula.guards)
        template = Template(len(self.templates), self.rule, part, formula, terms, guards, self._keys(formula), column)
        place = template.domain_place
        if formula.variable and place is None:
            self._fail(f"{formula} 没有用到变量 {formula.variable}")
        if formula.variable and any(term.place.mode <= Mode.KIND for term in terms):
            self._fail(f"{formula} 里不能既有变量又有固定行")
        return template

    def _term(self, term: Term, side: int, formula: Formula) -> BoundTerm:
        place = self._place(term.ref, formula)
        if (place.mode in (Mode.KIND, Mode.CHILD)) != term.summed:
            self._fail(f"{term.ref} 有多行时须写 Σ，只有一行时不写")
        return BoundTerm(place, term.sign * (1 if side == 0 else -1), side, term.summed)

    def _form(self, number: str) -> FormDef:
        form = self.pack.form_by_number.get(number)
        if form is None:
            self._fail(f"没有 {number}")
        assert form is not None
        return form

    def _place(self, ref: Ref, formula: Formula) -> Place:
        form = self._form(ref.form)
        columns = [c for c in form.columns if c.title == ref.column and c.kind is ColumnKind.AMOUNT]
        for column in columns:
            base = Place(form.id, column.block, column.key, Mode.FIXED)
            if formula.variable and ref.selector == formula.variable:
                return self._variable_place(base, ref, formula)
            if place := self._named_place(base, form, ref.selector):
                return place
        if not columns:
            self._fail(f"{ref.form} 没有金额列 {ref.column}")
        self._fail(f"{ref.form} 的 {ref.column} 列没有行 {ref.selector}")
        raise AssertionError

    def _variable_place(self, base: Place, ref: Ref, formula: Formula) -> Place:
        if formula.variable == ROW_VARIABLE:
            domain = formula.domains[0]
            if len(formula.domains) != 1 or domain.form != ref.form:
                self._fail("变量 行 只能用于一张表；跨表请用 科目 或 类")
            mode = Mode.CHILD if ref.children else Mode.ROW
            return msgspec.structs.replace(base, mode=mode, only=self._only(domain, base.block))
        if ref.children:
            self._fail("下级 只能与变量 行 同用")
        return msgspec.structs.replace(base, mode=Mode.MATCH, only=self._matched_kind(base, formula))

    def _matched_kind(self, base: Place, formula: Formula) -> str:
        """The kind that a variable's rows must be of: that of its domains, where this block has one that users add."""
        if self._keys(formula) is not None:
            return ""  # a domain of fixed rows says by itself which codes are meant
        titles = {domain.kind for domain in formula.domains}
        kinds = self.pack.form(base.form).block_by_key[base.block].detail_kinds
        return next((kind.key for kind in kinds if titles == {kind.title}), "")

    def _only(self, domain: Domain, block: str) -> str:
        if domain.kind in ("", PARENTS, LEAVES):
            return domain.kind
        kinds = self._form(domain.form).block_by_key[block].kinds
        found = next((kind.key for kind in kinds if kind.title == domain.kind), "")
        if not found:
            self._fail(f"{domain.form} 没有行类型 {domain.kind}")
        return found

    def _named_place(self, base: Place, form: FormDef, name: str) -> Place | None:
        block = form.block_by_key[base.block]
        for row in block.fixed:
            if name in (row.name, row.id) or (name == row.label and not row.name):
                return msgspec.structs.replace(base, selector=row.id)
        for kind in block.kinds:
            if name == kind.title:
                return msgspec.structs.replace(base, mode=Mode.KIND, selector=kind.key)
        if name.isdigit() and block.catalogue:
            return msgspec.structs.replace(base, mode=Mode.CODE, selector=name)
        return None

    def _keys(self, formula: Formula) -> frozenset[str] | None:
        """The codes of a domain of fixed rows; ``None`` where rows may be added."""
        if not formula.variable or formula.variable == ROW_VARIABLE:
            return None
        keys: set[str] = set()
        for domain in formula.domains:
            blocks = [b for b in self._form(domain.form).blocks if any(k.title == domain.kind for k in b.kinds)]
            if not domain.kind or any(b.detail_kinds for b in blocks):
                return None
            keys |= {r.code for b in blocks for r in b.fixed if b.kind_by_key[r.kind].title == domain.kind and r.code}
        return frozenset(keys)

    def _targets(self, template: Template, unused: set[str]) -> tuple[Target, ...]:
        if not self.rule.defines:
            return ()
        found = []
        original = self.rule.parsed[template.part]
        names = [str(term.ref) for term in (*original.left, *original.right)]
        for define in self.rule.defines:
            wanted = define.cell.replace(" ", "")
            for name, term in zip(names, template.terms, strict=True):
                if name == wanted:
                    if term.summed or define.rows not in ("", PARENTS, LEAVES):
                        self._fail(f"defines 中的 {define.cell} 不能取自 Σ，rows 只能是 {PARENTS} 或 {LEAVES}")
                    unused.discard(define.cell)
                    found.append(Target(template.index, term.place, define.rows or _domain_rows(term.place)))
        return tuple(found)


def _domain_rows(place: Place) -> str:
    return place.only if place.only in (PARENTS, LEAVES) else ""


# -- the order of computation ------------------------------------------------------------------------------------------

Node = tuple[str, str, str]
"""Form, column and which rows: 上级 or 末级 in a tree, else the fixed row's id."""


def _nodes(pack: Pack, place: Place, rows: str = "") -> tuple[Node, ...]:
    block = pack.form(place.form).block_by_key[place.block]
    if block.tree is not Tree.NONE:
        wanted = (rows,) if rows in (PARENTS, LEAVES) else (PARENTS, LEAVES)
        return tuple((place.form, place.column, which) for which in wanted)
    if place.mode is Mode.FIXED:
        return ((place.form, place.column, place.selector),)
    fixed = (row for row in block.fixed if place.mode is not Mode.KIND or row.kind == place.selector)
    return tuple((place.form, place.column, row.id) for row in fixed)


class _Inputs:
    """What computed nodes are computed from; the first definition of a cell is the one that counts."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._nodes = cache(partial(_nodes, plan.pack))
        fixed = ((form.id, row) for form in plan.pack.all_forms for block in form.blocks for row in block.fixed)
        self._codes = {(form, row.id): row.code for form, row in fixed if row.code}
        self.of: dict[Node, set[Node]] = {}
        self.owner: dict[Node, str] = {}
        for targets in plan.definitions.values():
            for target in targets:
                for node in self._nodes(target.place, target.rows):
                    if node not in self.of:
                        self.of[node] = self._inputs(target, node)
                        self.owner[node] = plan.templates[target.template].rule.code

    def _inputs(self, target: Target, node: Node) -> set[Node]:
        template = self._plan.templates[target.template]
        # in a domain of fixed rows, a fixed row only meets the fixed row of its own code
        matched = target.place.mode is Mode.MATCH and template.keys is not None
        code = self._codes.get((node[0], node[2])) if matched else None
        found: set[Node] = set()
        for term in template.terms:
            if term.place == target.place:
                continue
            nodes: Iterable[Node] = self._nodes(term.place)
            if target.place.mode is Mode.ROW and term.place.mode is Mode.ROW:
                nodes = (one for one in nodes if one[2] == node[2])
            elif code is not None and term.place.mode is Mode.MATCH:
                nodes = (one for one in nodes if self._codes.get((one[0], one[2]), code) == code)
            found.update(nodes)
        found.discard(node)
        return found


def _ranks(plan: Plan) -> dict[Node, int]:
    """A number for each computed node, greater than those of all it is computed from.

    :raises PackError: definitions go round in a circle.
    """
    inputs = _Inputs(plan)
    ranks: dict[Node, int] = {}
    open_: set[Node] = set()

    def rank(node: Node) -> int:
        if node in ranks or node not in inputs.of:
            return ranks.get(node, 0)
        if node in open_:
            raise plan.pack.fault(inputs.owner[node], f"{'.'.join(node)} 的取数绕成了圈")
        open_.add(node)
        ranks[node] = 1 + max((rank(one) for one in inputs.of[node]), default=0)
        open_.discard(node)
        return ranks[node]

    for node in inputs.of:
        rank(node)
    return ranks
