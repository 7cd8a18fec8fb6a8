"""The pack's templates of prose: a text in :mod:`models.narrative.markup` with conditions and lists around its pieces.

::

    {若 表十[合计].合计 > 0}…{否则若 …}…{否则}…{未知}…{完}      one of several wordings; the last where nobody can tell
    {各行 表四.类 列 小计}{行名}{=表四[行].小计|万元}{间隔}、{完}   for each row of a kind that has a figure there
    {各行 表十一.单位}{行名}{间隔}、{无}…{完}   for each row of a kind that has a name; or where there is none

A template is expanded for a document as it stands; what comes out is an ordinary text, which follows the figures.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence

import msgspec

from models.document import Document
from models.edits import Row
from models.errors import FormulaError, PackError
from models.forms import FormDef
from models.narrative import expression, markup
from models.narrative.values import Evaluator, row_name
from models.refs import CellRef

_CONTROL = re.compile(r"\{(若|否则若|否则|未知|完|各行|间隔|无|行名)(?:\s+([^{}]*))?\}")
_EACH = re.compile(r"(\S+?)\.(\S+)(?:\s+列\s+(\S+))?")


class Branch(msgspec.Struct, frozen=True):
    """A condition ("" for 否则) with its nodes."""

    condition: str
    nodes: tuple[Node, ...]


class Choice(msgspec.Struct, frozen=True):
    """若 … 否则若 … 否则 … 未知 … 完. ``unknown``, if any, stands for a branch whose condition nobody can tell."""

    branches: tuple[Branch, ...]
    unknown: tuple[Node, ...] = ()


class Each(msgspec.Struct, frozen=True):
    """各行 … 间隔 … 无 … 完: for the rows of a kind that hold a figure in a column, or with column "" have a name."""

    form: str
    kind: str
    column: str
    nodes: tuple[Node, ...]
    separator: str
    none: tuple[Node, ...] = ()


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
            nodes = self.nodes("否则若", "否则", "未知", "完")
            branches.append(Branch(condition, nodes))
            word, condition = self._take()
            if word in ("未知", "完"):
                return Choice(tuple(branches), self._last() if word == "未知" else ())

    def _each(self, rest: str) -> Each:
        match = _EACH.fullmatch(rest.strip())
        if match is None:
            raise FormulaError(f"各行 后面应为 表.行类型 或 表.行类型 列 列名，不是“{rest}”", 0)
        nodes, separator = self.nodes("间隔", "无", "完"), ""
        word, _rest = self._take()
        if word == "间隔":
            separator = "".join(node for node in self.nodes("无", "完") if isinstance(node, str))
            word, _rest = self._take()
        return Each(match[1], match[2], match[3] or "", nodes, separator, self._last() if word == "无" else ())

    def _last(self) -> tuple[Node, ...]:
        nodes = self.nodes("完")
        self._take()
        return nodes

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
                # What nobody can tell tells no figure that the other wordings do not.
                for wording in [branch.nodes for branch in branches] if every else [_chosen(node, evaluator)]:
                    yield from _expand(wording, document, evaluator, every=every)
            case Each():
                yield from _expand_each(node, document, evaluator, every=every)


def _chosen(choice: Choice, evaluator: Evaluator) -> tuple[Node, ...]:
    """The wording that holds. A condition that reads a fact not filled in lets the gap show."""
    for branch in choice.branches:
        if not branch.condition:
            return branch.nodes
        found = evaluator.value(expression.parse(branch.condition))
        if not found.known:
            return choice.unknown or branch.nodes
        if found.value:
            return branch.nodes
    return ()


def _expand_each(each: Each, document: Document, evaluator: Evaluator, *, every: bool) -> Iterator[str]:
    form = document.pack.form_by_number[each.form]
    rows = list(_rows(each, form, document, evaluator))
    for at, row in enumerate(rows):
        if at:
            yield each.separator
        selector = row.code if len(document.rows(form.id, row.block).by_code.get(row.code, ())) == 1 else row.id
        for node in each.nodes:
            if isinstance(node, RowName):
                yield markup.escape(row_name(document, row))
            elif isinstance(node, str):
                yield node.replace(f"[{expression.ROW_VARIABLE}]", f"[{selector}]")
    if not rows:
        yield from _expand(each.none, document, evaluator, every=every)


def _rows(each: Each, form: FormDef, document: Document, evaluator: Evaluator) -> Iterator[Row]:
    """The rows that a list tells."""
    columns = {column.block: column.key for column in form.amount_columns if column.title == each.column}
    for row in evaluator.rows(form, each.kind):
        if not each.column:
            if row_name(document, row):
                yield row
        elif row.block in columns and evaluator.amount(CellRef(form.id, row.id, columns[row.block])):
            yield row


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
            yield from _conditions(node.unknown)


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
                yield from _flat(node.unknown)
            case Each(_form, _kind, _column, inner):
                yield from _flat(inner)
                yield from _flat(node.none)
