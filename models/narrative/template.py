"""The pack's templates of prose: a text in :mod:`models.narrative.markup` with conditions and lists around its pieces.

::

    {若 表十[合计].合计 > 0}…{否则若 …}…{否则}…{完}      one of several wordings
    {各行 表四.类 列 小计}{行名}{=表四[行].小计|万元}{间隔}、{完}   for each row of a kind that has a figure there

A template is expanded for a document as it stands; what comes out is an ordinary text, which follows the figures.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence

import msgspec

from models.document import Document
from models.errors import FormulaError, PackError
from models.narrative import expression, markup
from models.narrative.values import Evaluator, row_name
from models.refs import CellRef

_CONTROL = re.compile(r"\{(若|否则若|否则|完|各行|间隔|行名)(?:\s+([^{}]*))?\}")
_EACH = re.compile(r"(\S+?)\.(\S+)\s+列\s+(\S+)")


class Branch(msgspec.Struct, frozen=True):
    """A condition ("" for 否则) with its nodes."""

    condition: str
    nodes: tuple[Node, ...]


class Choice(msgspec.Struct, frozen=True):
    """若 … 否则若 … 否则 … 完."""

    branches: tuple[Branch, ...]


class Each(msgspec.Struct, frozen=True):
    """各行 … 间隔 … 完: for the rows of a kind that hold a figure in a column."""

    form: str
    kind: str
    column: str
    nodes: tuple[Node, ...]
    separator: str


class RowName(msgspec.Struct, frozen=True):
    """行名 within 各行."""


Node = str | Choice | Each | RowName


class _Reader:
    """Reads a template's controls; everything else stays text."""

    def __init__(self, text: str) -> None:
        self._parts = list(_split(text))
        self._at = 0

    def nodes(self, *ends: str) -> tuple[Node, ...]:
        found: list[Node] = []
        while self._at < len(self._parts):
            part = self._parts[self._at]
            if isinstance(part, str):
                found.append(part)
                self._at += 1
                continue
            word, rest = part
            if word in ends:
                return tuple(found)
            self._at += 1
            found.append(self._node(word, rest))
        if ends:
            raise FormulaError(f"缺少 {{{ends[-1]}}}", 0)
        return tuple(found)

    def _node(self, word: str, rest: str) -> Node:
        if word == "行名":
            return RowName()
        if word == "若":
            return self._choice(rest)
        if word == "各行":
            return self._each(rest)
        raise FormulaError(f"多出 {{{word}}}", 0)

    def _choice(self, condition: str) -> Choice:
        branches = []
        while True:
            expression.parse(condition) if condition else None
            nodes = self.nodes("否则若", "否则", "完")
            branches.append(Branch(condition, nodes))
            word, condition = self._take()
            if word == "完":
                return Choice(tuple(branches))

    def _each(self, rest: str) -> Each:
        match = _EACH.fullmatch(rest.strip())
        if match is None:
            raise FormulaError(f"各行 后面应为 表.行类型 列 列名，不是“{rest}”", 0)
        nodes = self.nodes("间隔", "完")
        word, _rest = self._take()
        separator = ""
        if word == "间隔":
            separator = "".join(node for node in self.nodes("完") if isinstance(node, str))
            self._take()
        return Each(match[1], match[2], match[3], nodes, separator)

    def _take(self) -> tuple[str, str]:
        part = self._parts[self._at]
        self._at += 1
        assert not isinstance(part, str)
        return part


def _split(text: str) -> Iterator[str | tuple[str, str]]:
    end = 0
    for match in _CONTROL.finditer(text):
        if match.start() > end:
            yield text[end : match.start()]
        yield match[1], (match[2] or "").strip()
        end = match.end()
    if end < len(text):
        yield text[end:]


@functools.lru_cache(maxsize=256)
def read(template: str) -> tuple[Node, ...]:
    """A template's controls.

    :raises FormulaError: they are not closed, or a condition does not parse.
    """
    return _Reader(template).nodes()


def expand(template: str, document: Document, evaluator: Evaluator, *, every: bool = False) -> str:
    """The text that a template gives for a document as it stands; with ``every`` all its wordings one after another."""
    return "".join(_expand(read(template), document, evaluator, every=every))


def _expand(nodes: Sequence[Node], document: Document, evaluator: Evaluator, *, every: bool) -> Iterator[str]:
    for node in nodes:
        match node:
            case str():
                yield node
            case Choice(branches):
                for branch in branches:
                    if every or not branch.condition or _holds(branch.condition, evaluator):
                        yield from _expand(branch.nodes, document, evaluator, every=every)
                        if not every:
                            break
            case Each():
                yield from _expand_each(node, document, evaluator)


def _holds(condition: str, evaluator: Evaluator) -> bool:
    """Whether a condition holds; one that reads a fact not filled in does, so that the gap shows."""
    found = evaluator.value(expression.parse(condition))
    return bool(found.value) or not found.known


def _expand_each(each: Each, document: Document, evaluator: Evaluator) -> Iterator[str]:
    form = document.pack.form_by_number[each.form]
    columns = {column.block: column.key for column in form.amount_columns if column.title == each.column}
    first = True
    for row in evaluator.rows(form, each.kind):
        if row.block not in columns:
            continue
        ref = CellRef(form.id, row.id, columns[row.block])
        if not evaluator.amount(ref):
            continue
        if not first:
            yield each.separator
        first = False
        selector = row.code if len(document.rows(form.id, row.block).by_code.get(row.code, ())) == 1 else row.id
        for node in each.nodes:
            if isinstance(node, RowName):
                yield markup.escape(row_name(document, row))
            elif isinstance(node, str):
                yield node.replace(f"[{expression.ROW_VARIABLE}]", f"[{selector}]")


@functools.lru_cache(maxsize=256)
def conditions(template: str) -> tuple[expression.Expression, ...]:
    """What a template's wordings depend on."""
    return tuple(dict.fromkeys(expression.parse(text) for text in _conditions(read(template))))


def _conditions(nodes: Sequence[Node]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, Choice):
            for branch in node.branches:
                if branch.condition:
                    yield branch.condition
                yield from _conditions(branch.nodes)


def check(template: str, where: str) -> None:
    """Whether a template reads.

    :raises PackError: it does not, naming ``where``.
    """
    try:
        for node in _flat(read(template)):
            for line in markup.parse(node):
                for piece in line.pieces:
                    if isinstance(piece, (markup.FigurePiece, markup.ReasonPiece)) and piece.source:
                        expression.parse(piece.source)
    except FormulaError as error:
        raise PackError("narrative", where, str(error)) from error


def _flat(nodes: Sequence[Node]) -> Iterator[str]:
    for node in nodes:
        match node:
            case str():
                yield node
            case Choice(branches):
                for branch in branches:
                    yield from _flat(branch.nodes)
            case Each(_form, _kind, _column, inner):
                yield from _flat(inner)
