"""What stands above a table or form on its sheets: the part's title, the sheet mark, the heading, the captions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from export.book import FormPage, GridPage
from export.pdf_frame import centred
from export.pdf_ink import Placed
from export.pdf_text import Typesetter

PART_TITLE, HEADING, SUBHEADING, CAPTION = 22.0, 17.0, 11.0, 10.0
CONTINUED = "（续）"
TABLE_ROOM = 62.0
"""From the top margin to a table: sheet mark, title, captions."""
_PART_ROOM = 50.0
_MOST_HEADING = 66.0


class Head(NamedTuple):
    """Lines relative to the top margin (negative is below it), and the room that they take."""

    texts: tuple[Placed, ...]
    room: float


def table_head(page: FormPage, setter: Typesetter, width: float, *, part: str = "", continued: bool = False) -> Head:
    """Sheet mark, title and captions above a table; ``part`` stands over them."""
    return _below(part, setter, width, _table_lines(page, setter, width, continued=continued), TABLE_ROOM)


def grid_head(page: GridPage, setter: Typesetter, width: float, *, part: str = "", continued: bool = False) -> Head:
    """Heading, subheading and captions above a form of free layout."""
    heading = page.heading + (CONTINUED if continued else "")
    fitted = setter.fit_evenly(heading, "title", HEADING, width, _MOST_HEADING)
    texts, y = [], 0.0
    for line in fitted.lines:
        y += fitted.size * 1.4
        texts.append(centred(setter, line, "title", fitted.size, width / 2, -y))
    if page.subheading:
        text, size = setter.cut_line(page.subheading, "song", SUBHEADING, width)
        y += SUBHEADING * 1.7
        texts.append(centred(setter, text, "song", size, width / 2, -y))
    if page.caption or page.unit_caption:
        y += CAPTION * 1.8
        texts += _captions(setter, page.caption, page.unit_caption, width, -y)
    return _below(part, setter, width, texts, y + 7)


def _below(part: str, setter: Typesetter, width: float, texts: Iterator[Placed] | list[Placed], room: float) -> Head:
    """The same head under the title of a part."""
    if not part:
        return Head(tuple(texts), room)
    title, size = setter.cut_line(part, "hei", PART_TITLE, width)
    above = centred(setter, title, "hei", size, width / 2, -PART_TITLE)
    return Head((above, *(text.moved(0, -_PART_ROOM) for text in texts)), room + _PART_ROOM)


def _table_lines(page: FormPage, setter: Typesetter, width: float, *, continued: bool) -> Iterator[Placed]:
    if page.mark and not continued:
        yield Placed(0, -CAPTION * 0.6, "hei", CAPTION, setter.drawable(page.mark, "hei"))
    heading = page.heading + (CONTINUED if continued else "")
    heading, size = setter.cut_line(heading, "title", HEADING, width - 2 * CAPTION)
    yield centred(setter, heading, "title", size, width / 2, -30)
    yield from _captions(setter, page.caption, page.unit_caption, width, 6 - TABLE_ROOM)


def _captions(setter: Typesetter, left: str, right: str, width: float, y: float) -> Iterator[Placed]:
    unit = setter.drawable(right, "song")
    unit_width = setter.width(unit, "song", CAPTION)
    caption, size = setter.cut_line(left, "song", CAPTION, width - unit_width - 2 * CAPTION)
    yield Placed(0, y, "song", size, caption)
    yield Placed(width - unit_width, y, "song", CAPTION, unit)
