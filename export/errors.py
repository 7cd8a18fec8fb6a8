"""Failures of writing and reading files. Each is one Chinese sentence for the user."""

from __future__ import annotations

from models.errors import GoujiError


class ExportError(GoujiError):
    """A file cannot be written, or there is nothing to write."""


class WorkbookError(GoujiError):
    """A file cannot be imported: not a workbook, damaged, protected, too big, or another department's or year's."""
