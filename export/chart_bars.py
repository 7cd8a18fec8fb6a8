"""Bars: lying ones by category, and standing ones in groups."""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from export.chart_fills import Fill, fill_of, filled
from export.chart_primitives import FAINT, GRID, INK, Label, Line, Rect, Shape, shortened, text_width, widest
from models.amounts import Unit
from models.charts import Chart, amount_text

_HEAD = 1.9
"""The line of unit and legend above the bars, in text sizes."""
_TICKS = 5
_STEPS = (1, 2, 5, 10)


class _Scale(NamedTuple):
    """From figures to points: ``zero`` is where nothing lies."""

    low: int
    high: int
    start: float
    length: float

    def at(self, fen: int) -> float:
        span = max(self.high - self.low, 1)
        return self.start + self.length * float(Fraction(fen - self.low, span))


def bars(chart: Chart, width: float, height: float, size: float) -> Iterator[Shape]:
    """Lying bars, the categories' names to the left, the figures at the bars' ends."""
    yield from _head(chart, width, size)
    top = size * _HEAD
    values = [value for series in chart.series for value in series.values]
    names = min(widest(chart.categories, size), width * 0.36)
    figures = widest((amount_text(chart, value) for value in values), size) + size * 0.8
    below = figures if min(values) < 0 else 0.0
    start = names + size * 0.7 + below
    scale = _Scale(min(0, *values), max(0, *values), start, max(width - start - figures, size))
    step = max(height - top, size) / len(chart.categories)
    thick = min(step * 0.62 / len(chart.series), size * 1.6)
    text = min(size, step * 0.8)
    for at, name in enumerate(chart.categories):
        middle = top + step * (at + 0.5)
        yield Label(names, middle + text * 0.34, shortened(name, text, names), text, "end")
        for number, series in enumerate(chart.series):
            y = middle + thick * (number - len(chart.series) / 2)
            yield from _lying(chart, scale, series.values[at], y, thick, min(text, thick * 0.95), _fill(chart, number))
    yield Line(((scale.at(0), top), (scale.at(0), top + step * len(chart.categories))), FAINT, size * 0.08)


def _lying(chart: Chart, scale: _Scale, fen: int, y: float, thick: float, text: float, fill: Fill) -> Iterator[Shape]:
    zero, end = scale.at(0), scale.at(fen)
    if fen:
        yield from filled(Rect(min(zero, end), y, max(abs(end - zero), 0.5), thick * 0.94, fill.colour), fill, text / 2)
    side = -1 if fen < 0 else 1
    anchor = "end" if fen < 0 else "start"
    yield Label(end + side * text * 0.4, y + thick / 2 + text * 0.34, amount_text(chart, fen), text, anchor)


def columns(chart: Chart, width: float, height: float, size: float) -> Iterator[Shape]:
    """Standing bars in groups, a group for each category, the figures above them."""
    yield from _head(chart, width, size)
    top = size * _HEAD
    values = [value for series in chart.series for value in series.values]
    ticks = _ticks(min(0, *values), max(0, *values), Unit(chart.unit).fen)
    axis = widest((_tick_text(chart, tick) for tick in ticks), size * 0.9) + size * 0.6
    group = (width - axis) / len(chart.categories)
    names = [_two_lines(name, size, group * 0.94) for name in chart.categories]
    below = 1.3 if min(values) < 0 else 0.0
    foot = size * (0.5 + below + 1.35 * max(map(len, names)))
    high = max(height - top - foot - size * 1.4, size)
    scale = _Scale(ticks[0], ticks[-1], top + size * 1.4 + high, -high)
    for tick in ticks:
        y = scale.at(tick)
        yield Line(((axis, y), (width, y)), FAINT if tick == 0 else GRID, size * (0.08 if tick == 0 else 0.06))
        yield Label(axis - size * 0.5, y + size * 0.3, _tick_text(chart, tick), size * 0.9, "end", FAINT)
    for at, lines in enumerate(names):
        yield from _group(chart, scale, at, (axis + group * at, group), size)
        for number, line in enumerate(lines):
            y = scale.start + size * (1.4 + below + 1.35 * number)
            yield Label(axis + group * (at + 0.5), y, line, size, "middle")


def _group(chart: Chart, scale: _Scale, at: int, place: tuple[float, float], size: float) -> Iterator[Shape]:
    """One category's bars within ``place`` (left edge and width)."""
    left, room = place
    texts = [amount_text(chart, series.values[at]) for series in chart.series]
    wide = min(room * 0.78 / len(texts), size * 6)
    text = min(size, size * wide * 0.97 / max(widest(texts, size), 1.0))
    for number, series in enumerate(chart.series):
        fen, fill = series.values[at], _fill(chart, number)
        x = left + room / 2 + wide * (number - len(texts) / 2)
        zero, end = scale.at(0), scale.at(fen)
        if fen:
            box = Rect(x + wide * 0.06, min(zero, end), wide * 0.88, max(abs(end - zero), 0.5), fill.colour)
            yield from filled(box, fill, size / 2)
        base = end + text * 1.1 if fen < 0 else end - text * 0.35
        yield Label(x + wide / 2, base, texts[number], text, "middle")


def _head(chart: Chart, width: float, size: float) -> Iterator[Shape]:
    """The unit at the right, and the legend where there is more than one series."""
    note = f"单位：{chart.unit}"
    yield Label(width, size, note, size * 0.9, "end", FAINT)
    if len(chart.series) > 1:
        x, room = 0.0, width - text_width(note, size) - size
        for number, series in enumerate(chart.series):
            name = shortened(series.name, size, room / len(chart.series) - size * 2.8)
            fill = _fill(chart, number)
            yield from filled(Rect(x, size * 0.12, size, size, fill.colour), fill, size * 0.32)
            yield Label(x + size * 1.5, size, name, size, "start", INK)
            x += size * 2.8 + text_width(name, size)


def _fill(chart: Chart, number: int) -> Fill:
    """The last series, the newest, has the first colour."""
    return fill_of(len(chart.series) - 1 - number)


def _ticks(low: int, high: int, unit: int) -> list[int]:
    """Round figures from at most ``low`` to at least ``high``, in 分; 0 is one of them."""
    span = max(Fraction(high - low, unit), Fraction(_TICKS, 100))
    power = Fraction(10) ** math.floor(math.log10(span / _TICKS))
    step = next(int(power * times * unit) for times in _STEPS if power * times * _TICKS >= span)
    step = max(step, 1)
    return [step * number for number in range(math.floor(low / step), math.ceil(high / step) + 1)]


def _tick_text(chart: Chart, fen: int) -> str:
    return amount_text(chart, fen).removesuffix(".00")


def _two_lines(text: str, size: float, room: float) -> list[str]:
    """A category's name on one line, or on two of like length."""
    if text_width(text, size) <= room:
        return [text]
    cut = (len(text) + 1) // 2
    return [shortened(part, size, room) for part in (text[:cut], text[cut:]) if part]
