"""The pie: slices with their names beside them where they are large, behind leader lines where they are small."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import NamedTuple

from export.chart_fills import Fill, contains, fill_of, filled
from export.chart_primitives import FAINT, INK, PAPER, Label, Line, Rect, Shape, Wedge, shortened, widest
from models.charts import WHOLE, Chart, amount_text, share_text

_HALF = 180.0
_CROWD = 5
"""More slices than this do not stand side by side at the top."""
_LEADING = 1.4
_GAP, _SHARE_GAP = 0.8, 1.2
"""Between a legend's columns, in text sizes."""
_LEADER = 1.7
"""From the circle to the labels beside it, in text sizes."""
_ENOUGH = 0.8
"""Of the radius that the height allows; a pie made smaller by its labels gets shorter ones."""
_LONGEST = 14.0
"""The widest name, in text sizes."""
_SLIM, _NARROW = 34.0, 17.0
"""In text sizes: a chart narrower than the first has no amounts in its legend, than the second no legend."""


class _Slice(NamedTuple):
    name: str
    amount: str
    share: str
    start: float
    sweep: float
    fill: Fill

    @property
    def middle(self) -> float:
        return (self.start + self.sweep / 2) % 360


class _Callout(NamedTuple):
    """A label outside: the slice it belongs to, its text and the height of its middle, from the centre."""

    slice: _Slice
    text: str
    y: float


class _Plan(NamedTuple):
    """Where the circle is, how wide it is with its labels, and these: outside on either side, and inside."""

    cx: float
    cy: float
    radius: float
    width: float
    left: list[_Callout]
    right: list[_Callout]
    inside: list[_Slice]


def pie(chart: Chart, width: float, height: float, size: float) -> Iterator[Shape]:
    """The pie, its labels and its legend, together in the middle of the width."""
    slices = _slices(chart, size)
    wide = width >= _SLIM * size
    legend = _legend_width(slices, size, amounts=wide) if width >= _NARROW * size else 0.0
    plan = _plan(slices, width - legend, height, size)
    left = (width - plan.width - legend) / 2
    plan = plan._replace(cx=left + plan.cx)
    for one in slices:
        yield from filled(_wedge(one, plan), one.fill, size * 0.5)
    for one in slices if len(slices) > 1 else []:  # the edges again: hatching must not fray them
        yield Line(((plan.cx, plan.cy), _wedge(one, plan).point(one.start)), PAPER, 1.0)
    for one in plan.inside:
        yield from _inside(one, plan, size)
    for side, callouts in ((-1, plan.left), (1, plan.right)):
        for callout in callouts:
            yield from _outside(callout, plan, side, size)
    if legend:
        yield from _legend(slices, left + plan.width, height, size, chart.unit if wide else "")


def _slices(chart: Chart, size: float) -> list[_Slice]:
    """The largest ends at 12 o'clock, and the others follow it clockwise: the small ones stand to the right.

    Where many small ones beside a very large one would crowd there, they face 3 o'clock and their labels instead.
    """
    values = chart.series[0].values
    shares = chart.shares or (WHOLE,)
    degrees = [share * 360 / WHOLE for share in shares]
    slices, start = [], -degrees[0]
    if len(degrees) > _CROWD and degrees[0] > _HALF:
        start += _HALF / 2 - (360 - degrees[0]) / 2
    for at, (name, value, share, sweep) in enumerate(zip(chart.categories, values, shares, degrees, strict=True)):
        short = shortened(name, size, _LONGEST * size)
        slices.append(
            _Slice(short, amount_text(chart, value), share_text(share), start % 360, sweep, fill_of(at, name))
        )
        start += sweep
    return slices


def _plan(slices: list[_Slice], width: float, height: float, size: float) -> _Plan:
    """The largest circle that leaves room for its labels: names and shares, else shares, else what the legend says."""
    plans = [_planned(slices, width, height, size, label) for label in (_named, _share, None)]
    enough = max(plan.radius for plan in plans) * _ENOUGH
    return next(plan for plan in plans if plan.radius >= enough)


def _planned(
    slices: list[_Slice], width: float, height: float, size: float, label: Callable[[_Slice], str] | None
) -> _Plan:
    most = max(min(height / 2 - size * (_LEADING + 0.6), width / 2 - size * 0.3), size)
    radius = most
    for _ in range(3):  # a smaller circle has fewer labels inside
        inside = [one for one in slices if _fits_inside(one, radius, size)]
        sides = _sides([one for one in slices if label and one not in inside], radius, size, label or _share)
        taken = [_side_width(side, size) for side in sides]
        radius = max(min(radius, (width - sum(taken) - size * 0.3) / 2), size * 0.1)
    left, right = (_spread(side, height, size) for side in sides)
    used = sum(taken) + 2 * radius + size * 0.3
    return _Plan(taken[0] + radius + size * 0.15, height / 2, radius, used, left, right, inside)


def _named(one: _Slice) -> str:
    return f"{one.name} {one.share}"


def _share(one: _Slice) -> str:
    return one.share


def _fits_inside(one: _Slice, radius: float, size: float) -> bool:
    """Whether name and share stand within the slice, in two lines."""
    wedge = Wedge(0, 0, radius * 0.98, one.start, one.sweep, one.fill.colour)
    x, y = wedge.point(one.middle, radius * _away(one))
    wide, high = widest((one.name, one.share), size) / 2 + size * 0.3, size * _LEADING
    corners = ((x + wide * across, y + high * down) for across in (-1, 1) for down in (-1, 0, 1))
    centre = abs(x) < wide and abs(y) < high
    return all(contains(wedge, *corner) for corner in corners) and not (centre and one.sweep < 2 * _HALF)


def _away(one: _Slice) -> float:
    """How far from the centre a slice's label stands, in radiuses."""
    return 0.45 if one.sweep >= _HALF else 0.62


def _sides(
    slices: list[_Slice], radius: float, size: float, label: Callable[[_Slice], str]
) -> tuple[list[_Callout], list[_Callout]]:
    left: list[_Callout] = []
    right: list[_Callout] = []
    for one in slices:
        y = -(radius + size * 0.8) * math.cos(math.radians(one.middle))
        (right if 0 < one.middle < _HALF else left).append(_Callout(one, label(one), y))
    return left, right


def _side_width(side: list[_Callout], size: float) -> float:
    return widest((callout.text for callout in side), size) + size * (_LEADER + 0.4) if side else 0.0


def _spread(side: list[_Callout], height: float, size: float) -> list[_Callout]:
    """The labels of one side moved apart where they would touch, as little as can be, within the chart's height."""
    if not side:
        return []
    step = min(size * _LEADING, (height - size * 0.4) / len(side))
    ordered = sorted(side, key=lambda callout: callout.y)
    piles: list[tuple[float, int]] = []  # labels that touch: the height they would all like, and how many they are
    for at, callout in enumerate(ordered):
        wish, count = callout.y - at * step, 1
        while piles and piles[-1][0] > wish:
            other, others = piles.pop()
            wish, count = (wish * count + other * others) / (count + others), count + others
        piles.append((wish, count))
    wishes = [wish for wish, count in piles for _ in range(count)]
    top, bottom = step / 2 - height / 2, height / 2 - step * (len(side) - 0.5)
    return [
        callout._replace(y=min(max(wish, top), bottom) + at * step)
        for at, (callout, wish) in enumerate(zip(ordered, wishes, strict=True))
    ]


def _wedge(one: _Slice, plan: _Plan) -> Wedge:
    return Wedge(plan.cx, plan.cy, plan.radius, one.start, one.sweep, one.fill.colour)


def _inside(one: _Slice, plan: _Plan, size: float) -> Iterator[Shape]:
    x, y = _wedge(one, plan).point(one.middle, plan.radius * _away(one))
    if one.fill.angles:
        wide, high = widest((one.name, one.share), size) + size * 0.6, 2.1 * size * _LEADING
        yield Rect(x - wide / 2, y - high / 2, wide, high, one.fill.colour)
    yield Label(x, y - size * 0.22, one.name, size, "middle", one.fill.text)
    yield Label(x, y + size * (_LEADING - 0.22), one.share, size, "middle", one.fill.text)


def _outside(callout: _Callout, plan: _Plan, side: int, size: float) -> Iterator[Shape]:
    one, y = callout.slice, plan.cy + callout.y
    wedge = _wedge(one, plan)
    end = plan.cx + side * (plan.radius + size * _LEADER)
    elbow = wedge.point(one.middle, plan.radius + size * 0.6)
    near = plan.cx + side * (plan.radius + size * (_LEADER - 0.7))
    points = (wedge.point(one.middle, plan.radius * 0.94), elbow, (near, y), (end, y))
    yield Line(points, FAINT, size * 0.07)
    anchor = "start" if side > 0 else "end"
    yield Label(end + side * size * 0.3, y + size * 0.34, callout.text, size, anchor)


def _legend_width(slices: list[_Slice], size: float, *, amounts: bool) -> float:
    wide = size * (1.0 + _GAP + _SHARE_GAP + 1.2) + widest((one.name for one in slices), size)
    wide += widest((one.share for one in slices), size)
    return wide + (size * _GAP * 1.5 + widest((one.amount for one in slices), size) if amounts else 0.0)


def _legend(slices: list[_Slice], x: float, height: float, size: float, unit: str) -> Iterator[Shape]:
    """Swatch, name, amount (where ``unit`` is given) and share of each slice, in columns."""
    step = min(size * 1.9, height / (len(slices) + 1))
    left = x + size * 1.2
    name_end = left + size * (1.0 + _GAP) + widest((one.name for one in slices), size)
    amount_end = name_end + size * _GAP * 1.5 + widest((one.amount for one in slices), size)
    share_end = (amount_end if unit else name_end) + size * _SHARE_GAP + widest((one.share for one in slices), size)
    y = height / 2 - step * (len(slices) - (1 if unit else 0)) / 2
    if unit:
        note = f"单位：{unit}"
        yield Label(share_end, y - step * 0.62, note, size * 0.9, "end", FAINT)
    for at, one in enumerate(slices):
        base = y + step * at + step / 2 + size * 0.36
        swatch = Rect(left, base - size * 0.88, size, size, one.fill.colour)
        yield from filled(swatch, one.fill, size * 0.32)
        yield Label(left + size * (1.0 + _GAP), base, one.name, size, "start", INK)
        if unit:
            yield Label(amount_end, base, one.amount, size, "end", INK)
        yield Label(share_end, base, one.share, size, "end", INK)
