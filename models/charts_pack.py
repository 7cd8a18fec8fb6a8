"""Which charts a pack has: its ``charts.toml``, checked against its forms. An error names file, key and reason."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

from models import packs
from models.amounts import Unit
from models.errors import PackError
from models.forms import ColumnKind
from models.pack import Pack, load
from models.refs import CellRef

FILE = "charts.toml"


class RowsDef(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A category for each row of some kinds: of the top level, where the block's rows are a tree.

    ``columns`` holds a column for each series.
    """

    form: str
    kinds: tuple[str, ...]
    columns: tuple[str, ...]
    block: str = "main"


class CategoryDef(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A category of its own: its name, and the address ``form.row.column`` of a fixed row's cell for each series."""

    name: str
    cells: tuple[str, ...]

    @property
    def refs(self) -> tuple[CellRef, ...]:
        """The cells."""
        return tuple(CellRef(*address.split(".")) for address in self.cells)


class ChartDef(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A chart: either ``rows`` or ``categories``.

    ``kind`` as in :class:`models.charts.Chart`. ``title`` and names may hold ``{year}``, ``{last_year}`` and
    ``{department}``.
    """

    key: str
    title: str
    kind: Literal["pie", "bar", "columns"]
    series: tuple[str, ...]
    rows: RowsDef | None = None
    categories: tuple[CategoryDef, ...] = ()
    unit: Unit = Unit.WAN


class _ChartFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    charts: tuple[ChartDef, ...]


@cache
def definitions(pack_id: str) -> tuple[ChartDef, ...]:
    """The charts of a pack that comes with the program; none where it has no such file.

    :raises PackError: naming file, key and reason.
    """
    folder = packs.FOLDER / pack_id
    return read(folder, load(pack_id)) if (folder / FILE).is_file() else ()


def read(folder: Path, pack: Pack) -> tuple[ChartDef, ...]:
    """Read the charts of a pack's folder.

    :raises PackError: naming file, key and reason.
    """
    try:
        charts = msgspec.toml.decode((folder / FILE).read_bytes(), type=_ChartFile).charts
    except msgspec.ValidationError as error:
        reason, _, key = str(error).partition(" - at ")
        raise PackError(FILE, key.strip("`") or "内容", reason) from error
    except (msgspec.DecodeError, UnicodeDecodeError, OSError) as error:
        raise PackError(FILE, "内容", str(error)) from error
    seen: set[str] = set()
    for chart in charts:
        if chart.key in seen:
            raise PackError(FILE, chart.key, "图的 key 重复")
        seen.add(chart.key)
        if fault := _fault(chart, pack):
            raise PackError(FILE, chart.key, fault)
    return charts


def _fault(chart: ChartDef, pack: Pack) -> str:
    if (chart.rows is None) == (not chart.categories):
        return "rows 与 categories 必须且只能写一个"
    if not chart.series or (chart.kind == "pie" and len(chart.series) > 1):
        return "饼图只能有一个系列，其他图至少一个"
    widths = [len(chart.rows.columns)] if chart.rows else [len(category.cells) for category in chart.categories]
    if any(width != len(chart.series) for width in widths):
        return "列数与系列数不同"
    if chart.rows:
        return _rows_fault(chart.rows, pack)
    faults = (_cell_fault(address, pack) for category in chart.categories for address in category.cells)
    return next(filter(None, faults), "")


def _rows_fault(rows: RowsDef, pack: Pack) -> str:
    form = pack.form_by_id.get(rows.form)
    if form is None or rows.block not in form.block_by_key:
        return f"没有 {rows.form} 表的 {rows.block} 区"
    if unknown := [kind for kind in rows.kinds if kind not in form.block_by_key[rows.block].kind_by_key]:
        return f"没有行类型 {'、'.join(unknown)}"
    amounts = {column.key for column in form.columns_of(rows.block) if column.kind is ColumnKind.AMOUNT}
    unknown = [column for column in rows.columns if column not in amounts]
    return f"没有金额列 {'、'.join(unknown)}" if unknown else ""


def _cell_fault(address: str, pack: Pack) -> str:
    form_id, _, rest = address.partition(".")
    row_id, _, column = rest.partition(".")
    form = pack.form_by_id.get(form_id)
    blocks = form.blocks if form else ()
    for block in blocks:
        if any(row.id == row_id for row in block.fixed):
            return _rows_fault(RowsDef(form_id, (), (column,), block.key), pack)
    return f"没有单元格 {address}"
