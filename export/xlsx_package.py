"""The xlsx file as a package: puts the sheets' rows in, and lets nothing depend on the time of day."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from export import packages

_SHEET_DATA = re.compile(r"<sheetData\s*/>|<sheetData>.*?</sheetData>", re.DOTALL)
_DIMENSION = re.compile(r'<dimension ref="[^"]*"\s*/>')
_MODIFIED = re.compile(r"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")


def repack(package: bytes, rows: Mapping[str, Iterable[str]], sizes: Mapping[str, str], modified: str) -> bytes:
    """The package with the rows of each sheet put in.

    ``rows`` and ``sizes`` (the used range, ``A1:F40``) by sheet file, such as ``xl/worksheets/sheet1.xml``.
    """

    def change(name: str, data: bytes) -> bytes:
        if name in rows:
            return _with_rows(data.decode("utf-8"), rows[name], sizes[name])
        if name == "docProps/core.xml":
            return _MODIFIED.sub(rf"\g<1>{modified}\g<2>", data.decode("utf-8")).encode()
        return data

    return packages.repack(package, change)


def _with_rows(sheet: str, rows: Iterable[str], size: str) -> bytes:
    head, count = _DIMENSION.subn(f'<dimension ref="{size}"/>', sheet, count=1)
    found = _SHEET_DATA.search(head)
    if not count or found is None:
        raise AssertionError("openpyxl wrote a sheet without dimension or sheetData")
    return f"{head[: found.start()]}<sheetData>{''.join(rows)}</sheetData>{head[found.end() :]}".encode()
