"""Document and rules to findings, incrementally. :meth:`Engine.check_all` does it from scratch and is the oracle."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence

from models.blocks import Rows
from models.bulk import without_collector
from models.document import Document
from models.edits import CellChange, Change, Row, RowDelete, RowInsert, RowMove, RowUpdate, SettingChange
from models.equations import Equations, Instance
from models.errors import StaleEditError
from models.findings import DIFFERENCES, Finding, State
from models.forms import ColumnKind, FormDef
from models.pack import RuleDef, Severity
from models.refs import CellRef
from models.rules import AMOUNT_CHECKS, CELL_CHECK, FORM_CHECKS, ROW_CHECKS, Scope, Violation
from models.templates import Plan

logger = logging.getLogger(__name__)
CRASH_RULE = "R000"
WORDS = "words:"
"""What the keys of findings about words begin with; :meth:`Engine.check_all` knows none of them."""
_WRONG = frozenset((State.BREAK, State.SUSPECT, State.ROUNDING, State.UNEVALUATED))
_SEVERITY = {State.SUSPECT: Severity.WARNING, State.ROUNDING: Severity.INFO, State.UNEVALUATED: Severity.INFO}


class Engine:
    """Keeps equations and findings in step with a document, which only :meth:`apply` may change.

    ``findings`` by key, ``marks`` the keys of the findings that mark a cell. ``appeared`` and ``cleared`` gather what
    :meth:`settle` changed.
    """

    def __init__(self, plan: Plan, document: Document) -> None:
        self.plan, self.document = plan, document
        self.findings: dict[str, Finding] = {}
        self.marks: dict[CellRef, dict[str, None]] = {}
        self.appeared: dict[str, Finding] = {}
        self.cleared: dict[str, Finding] = {}
        self._row_rules: dict[str, list[RuleDef]] = {form.id: [] for form in plan.pack.all_forms}
        self._amount_rules: dict[str, list[RuleDef]] = {form.id: [] for form in plan.pack.all_forms}
        self._form_rules: dict[str, list[RuleDef]] = {form.id: [] for form in plan.pack.all_forms}
        self._cell_rule: RuleDef | None = None
        self._dirty_rows: dict[tuple[str, str], None] = {}
        self._dirty_forms: dict[str, None] = {}
        self._dirty_cells: dict[CellRef, None] = {}
        for rule in plan.pack.rules:
            self._register(rule)
        self._violating: dict[str, set[str]] = {}
        self._found: dict[Instance, str] = {}
        with without_collector():
            self.equations = Equations(plan, document)
            self._check_everything()
        self.appeared.clear()

    def _register(self, rule: RuleDef) -> None:
        if rule.check == CELL_CHECK:
            self._cell_rule = rule
        kind = self._row_rules if rule.check in ROW_CHECKS else self._form_rules if rule.check in FORM_CHECKS else {}
        for form in rule.forms:
            kind[form].append(rule)
            if rule.check in AMOUNT_CHECKS:
                self._amount_rules[form].append(rule)

    # -- changing -------------------------------------------------------------------------------------------------

    def apply(self, change: Change) -> None:
        """Carry one change into document and equations; :meth:`settle` follows, once for the whole edit.

        :raises StaleEditError: the change does not fit; nothing has happened.
        """
        match change:
            case CellChange():
                ref = change.ref
                self.document.apply_change(change)
                self.equations.restate(ref, change.old, change.new)
                self._dirty_cells[ref] = None
            case RowInsert(form, index, row):
                self._move(change, form, self.document.rows(form, row.block).new_family(row, index))
                self._dirty_around(form, row)
            case RowDelete(form, _index, row):
                columns = self.plan.pack.form(form).amount_columns
                if any(CellRef(form, row.id, column.key) in self.document.entries for column in columns):
                    raise StaleEditError(f"{row.id} still holds statements")
                self._dirty_around(form, row)
                self._move(change, form, self.document.rows(form, row.block).family(row))
            case RowMove(form, block, row_id, old_index, new_index):
                self._move_row(form, self.document.rows(form, block), row_id, old_index, new_index)
            case RowUpdate(form, old, new_row):
                self._update_row(change, form, old, new_row)
            case SettingChange():
                self.document.apply_change(change)

    def _move_row(self, form: str, rows: Rows, row_id: str, old: int, new: int) -> None:
        """A move is a departure and an arrival; statements stay where they are, in the document."""
        if not (0 <= new < len(rows.details) and 0 <= old < len(rows.details)) or rows.details[old] != row_id:
            raise StaleEditError(f"cannot move {row_id} from {old} to {new}")
        row = rows.by_id[row_id]
        self._dirty_around(form, row)
        self._move(RowDelete(form, old, row), form, rows.family(row))
        self._move(RowInsert(form, new, row), form, rows.new_family(row, new))
        self._dirty_around(form, row)

    def _update_row(self, change: RowUpdate, form: str, old: Row, new: Row) -> None:
        self._dirty_around(form, old)
        if (old.code, old.kind, old.withheld) == (new.code, new.kind, new.withheld):
            self.document.apply_change(change)
        else:
            rows = self.document.rows(form, old.block)
            index = rows.index_of(old.id)
            self._move(change, form, rows.family(old) | rows.new_family(new, index))
        self._dirty_around(form, new)

    def _move(self, change: Change, form: str, family: set[str]) -> None:
        self.equations.lift(form, family)
        try:
            self.document.apply_change(change)
        finally:
            self.equations.put(form, family)
        for row_id in family:
            self._dirty_rows[form, row_id] = None

    def _dirty_around(self, form: str, row: Row) -> None:
        """A row's text or place changes: it, its neighbours, namesakes and children are checked again."""
        rows = self.document.rows(form, row.block)
        self._dirty_forms[form] = None
        for row_id in (
            row.id,
            *rows.by_code.get(row.code, ()),
            *(rows.by_label.get(row.label, ()) if row.label else ()),
            *rows.children.get(row.id, ()),
        ):
            self._dirty_rows[form, row_id] = None
        if row.id in rows.by_id and not rows.is_fixed(row.id) and self._row_rules[form]:
            index = rows.index_of(row.id)
            for near in rows.details[max(index - 1, 0) : index + 2]:
                self._dirty_rows[form, near] = None

    def settle(self) -> None:
        """Let computed cells follow and bring the findings up to date."""
        equations = self.equations
        equations.settle()
        touched, equations.touched = equations.touched, set()
        for instance in touched:
            self._judge(instance)
        for ref in self._dirty_cells:
            self._judge_cell(ref)
        for form, row_id in self._dirty_rows:
            self._judge_row(form, row_id, self._row_rules[form])
        for form, row_id in {(r.form, r.row) for r in equations.changed if self._amount_rules[r.form]}:
            if (form, row_id) not in self._dirty_rows:
                self._judge_row(form, row_id, self._amount_rules[form])
        for form in self._dirty_forms:
            self._judge_form(form)
        self._dirty_cells, self._dirty_rows, self._dirty_forms = {}, {}, {}

    def _check_everything(self) -> None:
        for instance in self.equations.met():
            if instance.residual or instance.bad:
                self._judge(instance)
        for ref, entry in self.document.entries.items():
            if entry.fen is None:
                self._judge_cell(ref)
        for form in self.plan.pack.all_forms:
            for block in form.blocks:
                rows = self.document.rows(form.id, block.key)
                for row in rows if self._row_rules[form.id] else ():
                    self._judge_in(form, rows, row, self._row_rules[form.id])
            self._judge_form(form.id)

    # -- judging --------------------------------------------------------------------------------------------------

    def _judge(self, instance: Instance) -> None:
        key = self._found.get(instance)
        state = self.equations.state(instance)
        wrong = state in _WRONG and self.equations.is_live(instance)
        if not wrong and key is None:
            return
        if key is None:
            key = self.key_of(instance)
        if wrong:
            self._found[instance] = key
            self._replace(key, self._equality_finding(key, instance, state))
        else:
            del self._found[instance]
            self._replace(key, None)

    def _equality_finding(self, key: str, instance: Instance, state: State) -> Finding:
        rule = self.plan.templates[instance.template].rule
        value = self.equations.value
        explicit = list(self.equations.cells(instance, summed=False))
        cells = tuple(
            ref
            for index, (ref, _sign, _side) in enumerate(explicit)
            if not index or value(ref).filled or value(ref).bad
        )
        actual = sum(value(ref).fen * sign for ref, sign, side in explicit if side == 0)
        root = ""
        if state in DIFFERENCES and cells:
            root = f"{self._origin(cells[0])}:{instance.residual}"
        known = state is not State.UNEVALUATED or not instance.bad
        return Finding(
            rule.code, key, state, _SEVERITY.get(state, rule.severity), cells,
            actual - instance.residual if known else None, actual if known else None, root,
        )  # fmt: skip

    def _origin(self, ref: CellRef) -> str:
        """What a row's 尾差 are gathered by: its code; else its id, which forms share for the rows of the same name."""
        rows = self.document.rows_of(ref.form, ref.row)
        return rows.by_id[ref.row].code or (ref.row if rows.is_fixed(ref.row) else f"{ref.form}.{ref.row}")

    def _judge_cell(self, ref: CellRef) -> None:
        rule = self._cell_rule
        entry = self.document.entries.get(ref)
        if rule is None:
            return
        bad = entry is not None and entry.fen is None
        violation = Violation("unreadable", (ref,), {"text": entry.text if entry else ""})
        self._replace(
            f"{rule.code}:{ref}", self._violation_finding(rule, f"{rule.code}:{ref}", violation) if bad else None
        )

    def _judge_row(self, form: str, row_id: str, rules: Sequence[RuleDef]) -> None:
        if self.document.has_row(form, row_id):
            rows = self.document.rows_of(form, row_id)
            self._judge_in(self.plan.pack.form(form), rows, rows.by_id[row_id], rules)
            return
        for rule in rules:
            self._replace_all(f"{rule.code}:{form}.{row_id}", rule, ())

    def _judge_in(self, form: FormDef, rows: Rows, row: Row, rules: Sequence[RuleDef]) -> None:
        for rule in rules:
            violations = self._violations(Scope(self.document, self.equations, form, rows, row, rule))
            if violations or self._violating:
                self._replace_all(f"{rule.code}:{form.id}.{row.id}", rule, violations)

    def _judge_form(self, form_id: str) -> None:
        form = self.plan.pack.form(form_id)
        for rule in self._form_rules[form_id]:
            violations: Sequence[Violation] = ()
            if (first := next(self.document.all_rows(form), None)) is not None:
                rows = self.document.rows(form_id, first.block)
                violations = self._violations(Scope(self.document, self.equations, form, rows, first, rule))
            self._replace_all(f"{rule.code}:{form_id}", rule, violations)

    def _violations(self, scope: Scope) -> Sequence[Violation]:
        rule = scope.rule
        check = ROW_CHECKS.get(rule.check) or FORM_CHECKS[rule.check]
        try:
            return tuple(check(scope))
        except Exception as error:  # a crashing rule is a finding; the other rules still run
            logger.exception("rule %s failed", rule.code)
            cells = scope.cell(ColumnKind.LABEL)
            return (Violation("crash", cells, {"rule": rule.code, "error": type(error).__name__}),)

    def _replace_all(self, prefix: str, rule: RuleDef, violations: Sequence[Violation]) -> None:
        before = self._violating.pop(prefix, ())
        if not before and not violations:
            return
        found = {violation.reason: violation for violation in violations}
        if found:
            self._violating[prefix] = set(found)
        for reason in (*before, *(reason for reason in found if reason not in before)):
            key = f"{prefix}:{reason}"
            violation = found.get(reason)
            self._replace(key, self._violation_finding(rule, key, violation) if violation else None)

    def _violation_finding(self, rule: RuleDef, key: str, violation: Violation) -> Finding:
        code = CRASH_RULE if violation.reason == "crash" else rule.code
        params = {"reason": violation.reason, **violation.params}
        return Finding(code, key, State.VIOLATION, rule.severity, violation.cells, params=params)

    def _replace(self, key: str, new: Finding | None) -> None:
        old = self.findings.get(key)
        if old == new:
            return
        if old is not None:
            if self.appeared.pop(key, None) is None:
                self.cleared.setdefault(key, old)
            del self.findings[key]
            for ref in old.cells:
                self.marks[ref].pop(key, None)
                if not self.marks[ref]:
                    del self.marks[ref]
        if new is not None:
            self.findings[key] = new
            if self.cleared.get(key) == new:
                del self.cleared[key]
            else:
                self.appeared[key] = new
            for ref in new.cells:
                self.marks.setdefault(ref, {})[key] = None

    def put(self, key: str, finding: Finding | None) -> None:
        """Set or take back a finding that is not the engine's own; its key begins with :data:`WORDS`."""
        self._replace(key, finding)

    # -- the oracle -----------------------------------------------------------------------------------------------

    def check_all(self) -> dict[str, Finding]:
        """The findings of the document as it stands, worked out from nothing."""
        return Engine(self.plan, self.document).findings

    def key_of(self, instance: Instance) -> str:
        """The key of an equality's finding."""
        return f"{self.plan.templates[instance.template].code}:{instance.key}"

    def broken(self) -> list[Instance]:
        """The equalities in 断差."""
        return [instance for instance, key in self._found.items() if self.findings[key].state is State.BREAK]

    def states(self) -> Iterator[State]:
        """The state of every equality that the pack owes."""
        return (self.equations.state(instance) for instance in self.equations.all_instances())
