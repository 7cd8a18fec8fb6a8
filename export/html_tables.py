"""Tables of the web page: real ones, with captions, heads and spans, so that a screen reader finds its way."""

from __future__ import annotations

from collections.abc import Iterator

from export.book import Cell, Column, FormPage, GridCell, GridPage, Heading
from export.html_text import element, marked, words

_DEEPEST_INDENT = 6
_CLASSES = {"amount": "n", "code": "c"}
_ALIGNED = {"left": "", "center": "m", "right": "n"}


def form(page: FormPage) -> Iterator[str]:
    """One of the book's tables."""
    heads = ("".join(_head(one) for one in page.header if one.row == row) for row in range(page.header_rows))
    lines = ("".join(_line(page.columns, line.cells)) for line in page.lines)
    content = _caption(page.heading, (page.caption, page.unit_caption)) + _rows("thead", heads) + _rows("tbody", lines)
    yield _framed(page.heading, element("table", content, class_=_look("form", page)))
    if page.note:
        yield element("p", words(page.note), class_="note")


def grid(page: GridPage) -> Iterator[str]:
    """A form of free layout."""
    rows = _placed(page)
    top = rows[: page.repeat]
    within = all(at + one.rows <= page.repeat for at, row in enumerate(top) for one in row)
    heads = page.repeat if within else 0
    written = ["".join(_cells(row)) for row in rows]
    columns = "".join(f'<col class="w{_share(width, page.widths)}">' for width in page.widths)
    content = _caption(page.heading, (page.subheading, page.caption, page.unit_caption))
    content += element("colgroup", columns) + _rows("thead", written[:heads]) + _rows("tbody", written[heads:])
    yield _framed(page.heading, element("table", content, class_=_look("grid", page)))
    if page.foot:
        yield element("p", words(page.foot), class_="foot")


def _framed(name: str, table: str) -> str:
    """A table that scrolls by itself where the screen is narrow, also from the keyboard."""
    return element("div", table, class_="table", role="region", aria_label=name, tabindex="0")


def _look(kind: str, page: FormPage | GridPage) -> str:
    return f"{kind} wide" if page.landscape else kind


def _caption(name: str, shown: tuple[str, ...]) -> str:
    """The table's name, which is heard here and seen as the heading above it, and the line below that."""
    spans = (element("span", words(text)) for text in shown if text)
    return element("caption", element("span", words(name), class_="heard") + "".join(spans))


def _rows(tag: str, rows: Iterator[str] | list[str]) -> str:
    lines = "\n".join(element("tr", row) for row in rows)
    return element(tag, lines) if lines else ""


def _cell(tag: str, content: str, *, rows: int = 1, columns: int = 1, scope: str = "", look: str = "") -> str:
    spans = {"rowspan": str(rows) if rows > 1 else "", "colspan": str(columns) if columns > 1 else ""}
    return element(tag, content, scope=scope, class_=look, **spans)


def _head(one: Heading) -> str:
    scope = "colgroup" if one.columns > 1 else "col"
    look = "number" if one.number else ""
    return _cell("th", words(one.text), rows=one.rows, columns=one.columns, scope=scope, look=look)


def _line(columns: tuple[Column, ...], cells: tuple[Cell | None, ...]) -> Iterator[str]:
    """A printed line; its labels are the heads of the cells to their right."""
    for at, cell in enumerate(cells):
        if cell is None:
            continue
        looks = [_CLASSES.get(columns[at].kind, "") if cell.span == 1 else "", "m" if cell.centred else ""]
        looks += [f"i{min(cell.indent, _DEEPEST_INDENT)}" if cell.indent else "", "b" if cell.bold else ""]
        labels = cell.text and any(column.kind == "label" for column in columns[at : at + cell.span])
        content, look = words(cell.text) + marked(cell.mark), " ".join(filter(None, looks))
        tag, scope = ("th", "row") if labels else ("td", "")
        yield _cell(tag, content, columns=cell.span, scope=scope, look=look)


def _placed(page: GridPage) -> list[list[GridCell]]:
    """The cells row by row, left to right, places that no cell covers filled with blank ones."""
    taken: set[tuple[int, int]] = set()
    rows: list[list[GridCell]] = [[] for _ in range(page.row_count)]
    for one in page.cells:
        taken |= {(one.row + down, one.column + across) for down in range(one.rows) for across in range(one.columns)}
        rows[one.row].append(one)
    for at, row in enumerate(rows):
        row += [GridCell(at, column) for column in range(len(page.widths)) if (at, column) not in taken]
        row.sort(key=lambda one: one.column)
    return rows


def _cells(row: list[GridCell]) -> Iterator[str]:
    """A row whose cells are all heads names columns; a head among other cells names what is to its right."""
    above = all(one.head for one in row)
    for one in row:
        tag, scope = "td", ""
        if one.head and one.text:
            group = one.columns > 1 if above else one.rows > 1
            tag, scope = "th", ("col" if above else "row") + ("group" if group else "")
        look = " ".join(filter(None, (_ALIGNED[one.align], "b" if one.bold else "")))
        yield _cell(tag, words(one.text), rows=one.rows, columns=one.columns, scope=scope, look=look)


def _share(width: int, widths: tuple[int, ...]) -> int:
    """A column's share of the width in twentieths."""
    return max(round(width * 20 / sum(widths)), 1)
