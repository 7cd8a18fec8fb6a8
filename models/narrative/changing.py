"""Changing a part of a section's words, by its place in the section as it is shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from models.edits import Edit
from models.errors import PlanError
from models.findings import Finding, TextPlace
from models.narrative import markup, planning
from models.narrative.markup import Piece, Words
from models.narrative.prose import Prose, Span
from models.narrative.verdicts import CheckedNumber
from models.planning import set_text
from models.workspace import Workspace

_CHANGED = "这里的文字刚刚改过，请重新核对后再试。"


def replaced(prose: Prose, key: str, place: tuple[int, int, int], pieces: Sequence[Piece]) -> str:
    """A section's text with what is shown at ``place`` (line, start, end) replaced by ``pieces``.

    A piece that is only touched in part goes as a whole.

    :raises PlanError: the section has no such line any more.
    """
    at, start, end = place
    lines = list(markup.parse(prose.source(key)))
    shown = prose.render(key).lines
    if not 0 <= at < min(len(lines), len(shown)) or end > len(shown[at].text):
        raise PlanError(_CHANGED)
    spans = shown[at].spans
    kept = (*_between(spans, 0, start), *pieces, *_between(spans, end, len(shown[at].text)))
    lines[at] = msgspec.structs.replace(lines[at], pieces=kept)
    return markup.dumps(lines)


def put(workspace: Workspace, key: str, place: tuple[int, int, int], piece: Piece, label: str) -> Edit:
    """A piece in the place of what is shown there.

    :raises PlanError: the words are not there any more.
    """
    text = replaced(Prose(workspace), key, place, (piece,))
    return planning.set_section(workspace, key, text, label)


def bind(workspace: Workspace, key: str, numbers: Iterable[CheckedNumber]) -> Edit:
    """These typed numbers of a section become the figures that they stand for.

    :raises PlanError: the section becomes too long.
    """
    prose = Prose(workspace)
    lines, shown = list(markup.parse(prose.source(key))), prose.render(key).lines
    by_line: dict[int, list[CheckedNumber]] = {}
    for number in sorted(numbers, key=lambda n: n.start):
        by_line.setdefault(number.line, []).append(number)
    for at, own in by_line.items():
        spans, end = shown[at].spans, 0
        pieces: list[Piece] = []
        for number in own:
            pieces += [*_between(spans, end, number.start), markup.FigurePiece(number.source, number.format)]
            end = number.end
        pieces += _between(spans, end, len(shown[at].text))
        lines[at] = msgspec.structs.replace(lines[at], pieces=tuple(pieces))
    return planning.set_section(workspace, key, markup.dumps(lines), "绑定数据")


def bind_all(workspace: Workspace, keys: Iterable[str]) -> Edit:
    """Every typed number of these sections that agrees with its figure becomes that figure.

    :raises PlanError: a section becomes too long.
    """
    changes = [
        change
        for key in keys
        if (text := workspace.words.binding(key)) != Prose(workspace).source(key)
        for change in planning.set_section(workspace, key, text).changes
    ]
    return Edit("全部绑定", "文字", tuple(changes))


def fix(workspace: Workspace, finding: Finding) -> Edit:
    """Put what a finding proposes in the place of its words: as a live figure where that says the same.

    :raises PlanError: there is nothing to put there, or the words are not there any more.
    """
    place = finding.place
    if place is None or not place.fix:
        raise PlanError("这一条没有可以直接采用的改法，请人工修改。")
    return _fix_cell(workspace, finding, place) if place.line < 0 else _fix_section(workspace, place)


def _fix_cell(workspace: Workspace, finding: Finding, place: TextPlace) -> Edit:
    """The words stand in a text of a form."""
    ref = finding.cells[0]
    row = workspace.document.row(ref.form, ref.row)
    text = workspace.document.text(row, workspace.pack.form(ref.form).column_by_key[ref.column])
    if text[place.start : place.end] != place.text:
        raise PlanError(_CHANGED)
    return set_text(workspace, ref, text[: place.start] + place.fix + text[place.end :])


def _fix_section(workspace: Workspace, place: TextPlace) -> Edit:
    prose = Prose(workspace)
    shown = prose.render(place.key).lines
    if place.line >= len(shown) or shown[place.line].text[place.start : place.end] != place.text:
        raise PlanError(_CHANGED)
    number = next((n for n in workspace.words.section(place.key).numbers if _is_at(n, place)), None)
    live = number is not None and number.source and number.format and number.expected == place.fix
    piece: Piece = markup.FigurePiece(number.source, number.format) if live and number else Words(place.fix)
    text = replaced(prose, place.key, (place.line, place.start, place.end), (piece,))
    return planning.set_section(workspace, place.key, text, f"改为{place.fix}")


def _is_at(number: object, place: TextPlace) -> bool:
    return all(getattr(number, name) == getattr(place, name) for name in ("line", "start", "end"))


def _between(spans: Sequence[Span], start: int, end: int) -> Iterator[Piece]:
    """The pieces between two places of a line: words are cut there, other pieces that reach beyond are left out."""
    for span in spans:
        left, right = max(span.start, start), min(span.end, end)
        if isinstance(span.piece, Words):
            if left < right:
                yield Words(span.piece.text[left - span.start : right - span.start])
        elif start <= span.start and span.end <= end:
            yield span.piece
