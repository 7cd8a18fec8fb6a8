"""The signature block at the foot of the last page: labels, and lines to sign on."""

from __future__ import annotations

from collections.abc import Sequence

from export.pdf_frame import Frame
from export.pdf_ink import Placed
from export.pdf_paper import Paper
from export.pdf_text import Typesetter

ROOM = 40.0
"""The height that it takes above the bottom margin."""
_SIZE, _UP, _GAP, _SINK = 10.5, 8.0, 14.0, 3.5


def draw_signature(frame: Frame, paper: Paper, lines: Sequence[tuple[str, str]]) -> None:
    """Draw label, line and, where it is known, name of each who signs, side by side; the date has the last line."""
    setter, canvas = frame.setter, frame.canvas
    y, left = paper.bottom + _UP, paper.side
    canvas.setLineWidth(0.5)
    for (label, name), width in zip(lines, _widths(setter, paper.inner, lines), strict=True):
        text = setter.drawable(f"{label}：", "song")
        start, right = left + setter.width(text, "song", _SIZE), left + width
        shown, size = setter.fit_line(name, "song", _SIZE, right - start)
        middle = (start + right - setter.width(shown, "song", size)) / 2
        frame.ink.write([Placed(left, y, "song", _SIZE, text), Placed(middle, y, "song", size, shown)])
        canvas.line(start, y - _SINK, right, y - _SINK)
        left = right + _GAP


def _widths(setter: Typesetter, inner: float, lines: Sequence[tuple[str, str]]) -> list[float]:
    """The date takes what it needs, the others share the rest."""
    date = setter.width("：".join(lines[-1]), "song", _SIZE) + _SIZE / 2
    others = len(lines) - 1
    share = (inner - date - others * _GAP) / max(others, 1)
    return [share] * others + [date]
