"""Opening a workbook that comes from anywhere: checked before it is unpacked, read cell by cell, never trusted."""

from __future__ import annotations

import io
import re
import stat
import warnings
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, NamedTuple

from export.errors import WorkbookError

MAX_FILE = 100 * 2**20
MAX_UNPACKED = 300 * 2**20
MAX_ENTRIES = 2_000
MAX_CELLS = 4_000_000
MAX_COLUMNS = 64
BIG_SHEET = 4 * 2**20
"""A sheet of so many bytes is thinned out before it is read."""
HEAD_ROWS = 30
"""So many rows tell what a sheet is."""
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_STRICT = b"http://purl.oclc.org/ooxml/"
"""Names of the ISO variant of the format, which Excel writes only when asked to and openpyxl takes for empty."""
_DOCTYPE = b"<!DOCTYPE"
_BOM_16 = (b"\xff\xfe", b"\xfe\xff")
_ATTRIBUTES = rb'(?:\s+[\w:]+="[^"<>]*")*\s*'
_EMPTY_CELL = re.compile(rb'<c r="[A-Z]+[0-9]+"' + _ATTRIBUTES + rb"(?:/>|></c>)")
_EMPTY_ROW = re.compile(rb'<row r="[0-9]+"' + _ATTRIBUTES + rb"(?:/>|>\s*</row>)")
_UNPLACED = re.compile(rb"<(?:c|row)(?=[\s/>])(?! r=)")
"""A cell or row whose place follows from the one before it."""


class RawCell(NamedTuple):
    """A cell as the file has it. ``value`` is what a formula came to, ``None`` when nobody calculated it."""

    value: object
    formula: str = ""
    indent: int = 0
    is_error: bool = False


class RawSheet(NamedTuple):
    """A sheet's name and its filled cells by 1-based row and column."""

    title: str
    rows: dict[int, dict[int, RawCell]]


def read_sheets(path: Path, wanted: Callable[[RawSheet], bool]) -> list[RawSheet]:
    """The sheets of which ``wanted`` approves after seeing their first rows.

    :raises WorkbookError: not a workbook, damaged, protected, or too big.
    """
    _check(path)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl tells of features that it drops; none of them matters here
        try:
            return _read(path, wanted)
        except WorkbookError:
            raise
        except Exception as error:  # whatever openpyxl and its XML parser make of a damaged or hostile file
            raise _damaged(path) from error


def _check(path: Path) -> None:
    name = path.name
    try:
        found = path.stat()
        size = found.st_size
        if not stat.S_ISREG(found.st_mode):
            raise WorkbookError(f"打不开“{name}”：它不是文件，请选择 .xlsx 工作簿。")
        with path.open("rb") as file:
            start = file.read(8)
            if start == _OLE:
                file.seek(0)
                raise _old_or_protected(name, _ENCRYPTED in file.read(MAX_FILE))
    except FileNotFoundError as error:
        raise WorkbookError(f"找不到文件“{name}”，请检查路径。") from error
    except OSError as error:
        raise WorkbookError(f"打不开“{name}”，请确认有权限读取，且没有被别的程序独占。") from error
    if size > MAX_FILE:
        raise WorkbookError(f"“{name}”有 {size // 2**20} MB，不像是预算表，没有打开；上限为 {MAX_FILE // 2**20} MB。")
    if not start.startswith(b"PK"):
        raise WorkbookError(f"“{name}”不是 Excel 工作簿（.xlsx），请在 Excel 或 WPS 中另存为 .xlsx 后再导入。")
    _check_package(path)


def _old_or_protected(name: str, protected: bool) -> WorkbookError:
    if protected:
        return WorkbookError(f"“{name}”设了打开密码，请在 Excel 或 WPS 中去掉密码、保存后再导入。")
    return WorkbookError(f"“{name}”是旧格式（.xls 或 .et），请在 Excel 或 WPS 中另存为 .xlsx 后再导入。")


def _damaged(path: Path) -> WorkbookError:
    return WorkbookError(f"“{path.name}”已损坏或不完整，无法读取；请在 Excel 或 WPS 中打开、另存一份后再导入。")


def _check_package(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as package:
            entries = package.infolist()
            names = {entry.filename for entry in entries}
            if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_UNPACKED:
                raise WorkbookError(f"“{path.name}”解开后过大，不像是预算表，没有打开。")
            if "xl/workbook.xml" not in names:
                raise WorkbookError(f"“{path.name}”不是 Excel 工作簿（.xlsx），请另选文件，或在 WPS 中另存为 .xlsx。")
            if any(entry.flag_bits & 1 for entry in entries):
                raise _old_or_protected(path.name, True)
            for entry in entries:
                if entry.filename.endswith((".xml", ".rels")):
                    with package.open(entry) as part:
                        start = part.read(512)
                    if _DOCTYPE in start or start.startswith(_BOM_16):
                        raise _damaged(path)
                    if entry.filename == "xl/workbook.xml" and _STRICT in start:
                        raise WorkbookError(
                            f"“{path.name}”是“严格 Open XML”格式，本程序读不出来；"
                            "请在 Excel 或 WPS 中另存为普通的“Excel 工作簿 (.xlsx)”后再导入。"
                        )
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, NotImplementedError, OSError) as error:
        raise _damaged(path) from error


def _read(path: Path, wanted: Callable[[RawSheet], bool]) -> list[RawSheet]:
    from openpyxl import load_workbook

    from export.import_parser import SheetReader

    budget = _Budget(path.name)
    with _opened(path, _thin_copy(path)) as file:
        workbook = load_workbook(file, read_only=True, data_only=True, keep_links=False)
        try:
            reader = SheetReader(workbook)
            sheets = (_read_sheet(str(one.title), reader.rows(one), wanted, budget) for one in workbook.worksheets)
            return [sheet for sheet in sheets if sheet is not None]
        finally:
            workbook.close()


def _opened(path: Path, thin: bytes) -> IO[bytes]:
    return io.BytesIO(thin) if thin else path.open("rb")


def _thin_copy(path: Path) -> bytes:
    """Where sheets are big, the package without the cells that hold nothing but a format; else nothing.

    A format set for whole columns can fill a million rows with such cells, and reading them takes minutes.
    """
    with zipfile.ZipFile(path) as package:
        entries = package.infolist()
        big = {
            one.filename for one in entries if one.file_size > BIG_SHEET and one.filename.startswith("xl/worksheets/")
        }
        if not big:
            return b""
        copy = io.BytesIO()
        with zipfile.ZipFile(copy, "w") as thin:
            for name in package.namelist():
                content = package.read(name)
                thin.writestr(name, _thinned(content) if name in big else content)
    return copy.getvalue()


def _thinned(sheet: bytes) -> bytes:
    return sheet if _UNPLACED.search(sheet) else _EMPTY_ROW.sub(b"", _EMPTY_CELL.sub(b"", sheet))


class _Budget:
    """Counts cells over all sheets."""

    def __init__(self, name: str) -> None:
        self._name, self._left = name, MAX_CELLS

    def spend(self, cells: int) -> None:
        """Take note of cells read.

        :raises WorkbookError: there are too many.
        """
        self._left -= cells + 1
        if self._left < 0:
            raise WorkbookError(f"“{self._name}”的单元格太多，不像是预算表，没有打开。")


def _read_sheet(
    title: str, rows: Iterator[tuple[int, dict[int, RawCell]]], wanted: Callable[[RawSheet], bool], budget: _Budget
) -> RawSheet | None:
    raw = RawSheet(title, {})
    approved = False
    for number, cells in rows:
        if number > HEAD_ROWS and not approved:
            approved = wanted(raw)
            if not approved:
                return None
        budget.spend(len(cells))
        if cells:
            raw.rows[number] = cells
    return raw if approved or wanted(raw) else None
