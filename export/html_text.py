"""Words of the web page: escaped texts, paragraphs, and charts with their data beside them."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from export.book import Figure, Paragraph, Run
from export.chart_svg import escaped, svg
from models.charts import amount_text, share_text

_DEEPEST = 6
_CLASSES = {"note": "note", "caption": "caption"}


def words(text: str) -> str:
    """The text as HTML may hold it; line ends become ``<br>``."""
    return escaped(text).replace("\n", "<br>")


def one_line(text: str) -> str:
    """The text as an attribute or a title may hold it."""
    return words(text).replace("<br>", " ")


def element(tag: str, content: str, **attributes: str) -> str:
    """An element with ready content; ``class_`` and ``aria_label`` are class and aria-label, "" is left out."""
    keys = {key: key.rstrip("_").replace("_", "-") for key, value in attributes.items() if value}
    written = (f' {name}="{one_line(attributes[key])}"' for key, name in keys.items())
    return f"<{tag}{''.join(written)}>{content}</{tag}>"


def heading(level: int, text: str, name: str = "") -> str:
    """A heading, none deeper than ``h6``; ``name`` is its id."""
    return element(f"h{min(level, _DEEPEST)}", words(text), id=name)


def marked(mark: str) -> str:
    """A review copy's sign."""
    return element("sup", words(mark), class_="mark") if mark else ""


def blocks(content: tuple[Paragraph | Figure, ...], level: int, name: str) -> Iterator[str]:
    """The paragraphs and charts of a section; ``level`` is that of its subheadings, ``name`` the section's id."""
    for kind, group in itertools.groupby(enumerate(content), key=lambda one: _kind(one[1])):
        if kind == "item":
            lines = (element("li", _runs(block.runs)) for _at, block in group if isinstance(block, Paragraph))
            yield element("ul", "".join(lines), class_="items")
            continue
        for at, block in group:
            yield _figure(block, f"{name}-{at}") if isinstance(block, Figure) else _paragraph(block, level)


def _kind(block: Paragraph | Figure) -> str:
    return block.style if isinstance(block, Paragraph) else ""


def _paragraph(block: Paragraph, level: int) -> str:
    if block.style == "subheading":
        return element(f"h{min(level, _DEEPEST)}", _runs(block.runs))
    return element("p", _runs(block.runs), class_=_CLASSES.get(block.style, ""))


def _runs(runs: tuple[Run, ...]) -> str:
    return "".join(
        (f"<b>{words(run.text)}</b>" if run.bold and run.text else words(run.text)) + marked(run.mark) for run in runs
    )


def _figure(figure: Figure, name: str) -> str:
    data = element("summary", "图中数据") + element("table", "".join(_data(figure)), class_="data")
    picture = svg(figure.chart, name, title=figure.caption)
    return element("figure", picture + element("figcaption", words(figure.caption)) + element("details", data))


def _data(figure: Figure) -> Iterator[str]:
    """The chart as a table's content."""
    chart = figure.chart
    heads = ["项目", *(f"{series.name or '金额'}（{chart.unit}）" for series in chart.series)]
    heads += ["占比"] if chart.shares else []
    head = "".join(element("th", words(text), scope="col") for text in heads)
    yield element("caption", words(figure.caption)) + element("thead", element("tr", head))
    yield "<tbody>"
    for at, name in enumerate(chart.categories):
        figures = [amount_text(chart, series.values[at]) for series in chart.series]
        figures += [share_text(chart.shares[at])] if chart.shares else []
        cells = (element("td", text, class_="n") for text in figures)
        yield element("tr", element("th", words(name), scope="row") + "".join(cells))
    yield "</tbody>"
