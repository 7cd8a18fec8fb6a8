"""Charts of a document's figures: the one set of data that window, PDF, Excel, Word and HTML draw from.

Which charts there are stands in the pack, see :mod:`models.charts_pack`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from models.amounts import Unit, to_text

if TYPE_CHECKING:
    from models.charts_pack import ChartDef, RowsDef
    from models.document import Document
    from models.edits import Row
    from models.workspace import Workspace

OTHERS = "其他"
"""What small slices are gathered under."""
WHOLE = 10_000
"""A whole in hundredths of a percent."""
MOST = 8
"""So many categories are shown by name."""
LEAST = 100
"""Slices below this share, in hundredths of a percent, are gathered."""
_ORDINAL = re.compile(r"^(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)])")


class Series(msgspec.Struct, frozen=True):
    """A row of figures, one for each category, in 分; ``name`` stands in the legend."""

    name: str
    values: tuple[int, ...]


class Chart(msgspec.Struct, frozen=True):
    """A chart. ``kind`` is ``pie`` (one series), ``bar`` (lying bars) or ``columns`` (standing, grouped by category).

    ``unit`` is what axis and labels are in (万元). ``shares`` are the categories' shares of a pie in hundredths of a
    percent; they add up to 10 000 exactly (largest remainders).
    """

    id: str
    title: str
    kind: str
    unit: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    shares: tuple[int, ...] = ()


class _Category(NamedTuple):
    name: str
    values: tuple[int, ...]


# -- words --------------------------------------------------------------------------------------------------------


def amount_text(chart: Chart, fen: int) -> str:
    """A figure as the chart's labels show it: ``1,060.28``."""
    return to_text(fen, Unit(chart.unit), grouped=True)


def share_text(share: int) -> str:
    """A share as labels show it: ``92.32%``."""
    return f"{share // 100}.{share % 100:02d}%"


def described(chart: Chart) -> str:
    """All that the chart shows, in one sentence, for those who cannot see it."""
    parts = []
    for at, name in enumerate(chart.categories):
        figures = [f"{amount_text(chart, series.values[at])}{chart.unit}" for series in chart.series]
        if len(figures) > 1:
            figures = [f"{series.name}{figure}" for series, figure in zip(chart.series, figures, strict=True)]
        share = f"，占{share_text(chart.shares[at])}" if chart.shares else ""
        parts.append(f"{name}{'：' if len(figures) > 1 else ''}{'，'.join(figures)}{share}")
    return f"{chart.title}：{'；'.join(parts)}。"


# -- from the document --------------------------------------------------------------------------------------------


def chart(workspace: Workspace, key: str) -> Chart | None:
    """The pack's chart of that key; ``None`` where there is nothing to draw, or no such chart."""
    from models.charts_pack import definitions

    found = (one for one in definitions(workspace.pack.id) if one.key == key)
    return next((_drawn(workspace, definition) for definition in found), None)


def charts(workspace: Workspace) -> tuple[Chart, ...]:
    """All charts of the pack that have something to show, in the pack's order."""
    from models.charts_pack import definitions

    drawn = (_drawn(workspace, definition) for definition in definitions(workspace.pack.id))
    return tuple(one for one in drawn if one is not None)


def _drawn(workspace: Workspace, definition: ChartDef) -> Chart | None:
    found = list(_categories(workspace, definition))
    kind = definition.kind
    if kind == "pie" and any(value < 0 for category in found for value in category.values):
        kind = "bar"  # a slice cannot be less than nothing
    if kind != "columns":
        found = gathered(found, least=LEAST if kind == "pie" else 0)
    values = list(zip(*(category.values for category in found), strict=True))
    if not values or not all(map(any, values)):
        return None
    words = _words(workspace.document)
    return Chart(
        definition.key,
        words(definition.title),
        kind,
        definition.unit.value,
        tuple(category.name for category in found),
        tuple(Series(words(name), column) for name, column in zip(definition.series, values, strict=True)),
        shares([category.values[0] for category in found]) if kind == "pie" else (),
    )


def _categories(workspace: Workspace, definition: ChartDef) -> Iterator[_Category]:
    """The categories that have figures; of those listed in the pack, the ones whose first figure is there."""
    if definition.rows is not None:
        yield from _of_rows(workspace, definition.rows)
        return
    words = _words(workspace.document)
    for category in definition.categories:
        values = [workspace.value(ref) for ref in category.refs]
        if values[0].filled and any(value.fen for value in values) and not any(value.bad for value in values):
            yield _Category(words(category.name), tuple(value.fen for value in values))


def _of_rows(workspace: Workspace, source: RowsDef) -> Iterator[_Category]:
    from models.refs import CellRef

    rows = workspace.document.rows(source.form, source.block)
    top: Iterable[Row] = rows
    if rows.root is not None:
        top = [rows.by_id[row_id] for row_id in rows.children.get(rows.root, ())]
    for row in top:
        if row.kind in source.kinds:
            values = [workspace.value(CellRef(source.form, row.id, column)) for column in source.columns]
            if any(value.fen for value in values):
                yield _Category(short_name(workspace.document.label(row)), tuple(value.fen for value in values))


def _words(document: Document) -> Callable[[str], str]:
    year = document.settings["year"]
    last = f"{int(year) - 1}年" if year.isdecimal() else "上年"

    def fill(text: str) -> str:
        return document.fill(text.replace("{last_year}", last))

    return fill


def short_name(label: str) -> str:
    """A row's label as a category's name: without its ordinal and the 支出 at its end."""
    plain = _ORDINAL.sub("", label.strip())
    return plain.removesuffix("支出") or plain


# -- arithmetic ---------------------------------------------------------------------------------------------------


def gathered(categories: list[_Category], *, least: int) -> list[_Category]:
    """The categories by size; those beyond the eighth, or with a share below ``least``, together as 其他 at the end.

    One alone keeps its name.
    """
    total = sum(category.values[0] for category in categories)
    by_size = sorted(categories, key=lambda category: -category.values[0])
    kept = [one for one in by_size if not least or one.values[0] * WHOLE >= least * total][:MOST]
    rest = by_size[len(kept) :]
    if len(rest) == 1 and len(kept) < MOST:
        return by_size
    if len(rest) == 1:
        rest.insert(0, kept.pop())
    if rest:
        rest += [one for one in kept if one.name == OTHERS]
        kept = [one for one in kept if one.name != OTHERS]
        kept.append(_Category(OTHERS, tuple(map(sum, zip(*(one.values for one in rest), strict=True)))))
    return kept


def shares(values: list[int]) -> tuple[int, ...]:
    """Each value's share of their sum, in hundredths of a percent: the largest remainders are rounded up."""
    total = sum(values)
    if total <= 0 or min(values) < 0:
        raise ValueError("shares of nothing, or with a negative part")
    parts = [divmod(value * WHOLE, total) for value in values]
    lacking = WHOLE - sum(whole for whole, _rest in parts)
    upward = sorted(range(len(parts)), key=lambda at: (-parts[at][1], at))[:lacking]
    return tuple(whole + (at in upward) for at, (whole, _rest) in enumerate(parts))
