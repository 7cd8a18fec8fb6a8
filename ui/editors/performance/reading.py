"""What was read of a form's words, worked out once for all who show it; and what findings say of a field."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from models.findings import Finding
from models.pack import Severity
from models.performance import checks
from models.performance.access import ids_of
from models.performance.form import PerformanceForm
from models.performance.from_document import form_of
from models.performance.word_findings import Chip
from models.refs import CellRef
from models.workspace import Workspace
from ui.editors.performance.field_text import Mark

_KEPT = 64


def chips_of(workspace: Workspace, row_id: str) -> tuple[Chip, ...]:
    """The computations in the words of a form."""
    document = workspace.document
    return _chips(form_of(workspace, document.row(ids_of(document).forms, row_id)), document.settings["year"])


@lru_cache(_KEPT)
def _chips(form: PerformanceForm, year: str) -> tuple[Chip, ...]:
    return checks.chips(form, year)


def marks_of(found: Iterable[Finding], ref: CellRef) -> Iterator[Mark]:
    """The words of a field that findings are about."""
    for finding in found:
        place = finding.place
        if place is not None and place.line < 0 <= place.start < place.end and ref in finding.cells[:1]:
            yield Mark(place.start, place.end, Severity(finding.severity))


def sentences_of(found: Iterable[Finding], ref: CellRef) -> Iterator[str]:
    """What findings say of a field."""
    return (finding.params.get("sentence", "") for finding in found if ref in finding.cells[:1])
