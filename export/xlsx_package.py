"""The xlsx file as a package: puts the sheets' rows in, and lets nothing depend on the time of day."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Mapping

_STAMP = (1980, 1, 1, 0, 0, 0)
_SHEET_DATA = re.compile(r"<sheetData\s*/>|<sheetData>.*?</sheetData>", re.DOTALL)
_DIMENSION = re.compile(r'<dimension ref="[^"]*"\s*/>')
_MODIFIED = re.compile(r"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")
_LEVEL = 6


def repack(package: bytes, rows: Mapping[str, Iterable[str]], sizes: Mapping[str, str], modified: str) -> bytes:
    """The package with the rows of each sheet put in.

    ``rows`` and ``sizes`` (the used range, ``A1:F40``) by sheet file, such as ``xl/worksheets/sheet1.xml``.
    """
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as result:
        for name in source.namelist():
            data = source.read(name)
            if name in rows:
                data = _with_rows(data.decode("utf-8"), rows[name], sizes[name])
            elif name == "docProps/core.xml":
                data = _MODIFIED.sub(rf"\g<1>{modified}\g<2>", data.decode("utf-8")).encode()
            entry = zipfile.ZipInfo(name, _STAMP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            result.writestr(entry, data, compresslevel=_LEVEL)
    return target.getvalue()


def _with_rows(sheet: str, rows: Iterable[str], size: str) -> bytes:
    head, count = _DIMENSION.subn(f'<dimension ref="{size}"/>', sheet, count=1)
    found = _SHEET_DATA.search(head)
    if not count or found is None:
        raise AssertionError("openpyxl wrote a sheet without dimension or sheetData")
    return f"{head[: found.start()]}<sheetData>{''.join(rows)}</sheetData>{head[found.end() :]}".encode()
