"""Reading a workbook, whatever it holds: the tables, performance forms, or both."""

from __future__ import annotations

from pathlib import Path

from export import performance_import, xlsx_import
from export.errors import WorkbookError
from export.import_plan import ImportPlan
from export.performance_import import PerformanceImport
from export.source import Source


def read(path: Path, source: Source) -> tuple[ImportPlan | None, PerformanceImport | None]:
    """What importing the tables of a workbook would change, and its performance forms; ``None`` for what it lacks.

    :raises WorkbookError: it holds neither.
    """
    forms = None
    try:
        forms = performance_import.read(path)
    except WorkbookError:
        return xlsx_import.read(path, source), None
    try:
        return xlsx_import.read(path, source), forms
    except WorkbookError:
        return None, forms
