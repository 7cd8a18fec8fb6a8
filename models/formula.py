"""The formula language: parsing a rule's text into a :class:`Formula`, and printing it back.

``对每个 行 于 表三.上级, 列 于 合计、基本支出: 表三[行].列 = Σ 表三[行.下级].列`` says: for each parent row of
表三, and for both columns, the row equals the sum of the rows directly below it. A variable called 行 stands for
one row of one form; any other (科目, 类) stands for a code, and ``表五[科目]`` for the row of 表五 that carries it.
``遇 A、B 则 ≥``: where A or B holds an amount, only ≥ is demanded. The text may come from an untrusted file: it is
parsed, never evaluated.
"""

from __future__ import annotations

import msgspec

ROW_VARIABLE = "行"
COLUMN_VARIABLE = "列"
CHILDREN = "下级"
MAX_FORMULA = 2_000


class Ref(msgspec.Struct, frozen=True):
    """``表三[行.下级].合计``: form number, selector and column as written; ``children`` for ``.下级``."""

    form: str
    selector: str
    column: str
    children: bool = False

    def __str__(self) -> str:
        return f"{self.form}[{self.selector}{'.' + CHILDREN if self.children else ''}].{self.column}"


class Term(msgspec.Struct, frozen=True):
    """A reference with its sign (1 or -1); ``summed`` for Σ."""

    ref: Ref
    sign: int = 1
    summed: bool = False


class Domain(msgspec.Struct, frozen=True):
    """The rows a variable runs over: a form, all of it or one kind (类, 上级, 末级 …)."""

    form: str
    kind: str = ""

    def __str__(self) -> str:
        return f"{self.form}.{self.kind}" if self.kind else self.form


class Formula(msgspec.Struct, frozen=True):
    """A parsed rule text. ``variable`` is "" for a rule about fixed cells; ``columns`` is () without a 列."""

    left: tuple[Term, ...]
    operator: str
    right: tuple[Term, ...]
    variable: str = ""
    domains: tuple[Domain, ...] = ()
    columns: tuple[str, ...] = ()
    guards: tuple[Ref, ...] = ()
    guard_operator: str = ""

    def __str__(self) -> str:
        quantifiers = []
        if self.variable:
            quantifiers.append(f"对每个 {self.variable} 于 {'、'.join(map(str, self.domains))}")
        if self.columns:
            quantifiers.append(f"列 于 {'、'.join(self.columns)}")
        head = f"{', '.join(quantifiers)}: " if quantifiers else ""
        tail = f" 遇 {'、'.join(map(str, self.guards))} 则 {self.guard_operator}" if self.guards else ""
        return f"{head}{_side(self.left)} {self.operator} {_side(self.right)}{tail}"

    def for_column(self, column: str) -> Formula:
        """The formula with 列 replaced by one of ``columns``."""

        def put(terms: tuple[Term, ...]) -> tuple[Term, ...]:
            return tuple(
                msgspec.structs.replace(term, ref=msgspec.structs.replace(term.ref, column=column))
                if term.ref.column == COLUMN_VARIABLE
                else term
                for term in terms
            )

        return msgspec.structs.replace(self, left=put(self.left), right=put(self.right), columns=())


def _side(terms: tuple[Term, ...]) -> str:
    parts: list[str] = []
    for index, term in enumerate(terms):
        operator = "- " if term.sign < 0 else ("+ " if index else "")
        parts.append(f"{operator}{'Σ ' if term.summed else ''}{term.ref}")
    return " ".join(parts)


def parse(text: str) -> Formula:
    """Parse a rule's text.

    :raises FormulaError: with the position and, in Chinese, what was expected there.
    """
    from models import formula_parser  # the parser takes its time to load, and a known pack needs none

    return formula_parser.parse(text)
