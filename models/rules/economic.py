"""表六: department and government economic 科目, R023-R025."""

from __future__ import annotations

from collections.abc import Iterator

from models.forms import ColumnKind
from models.refs import CellRef
from models.rules.scope import Scope, Violation

GOVERNMENT = "government_economic_subject"
PERSONNEL, PUBLIC = "personnel_expense", "public_expense"
PERSONNEL_CLASSES = ("301", "303")
PUBLIC_CLASSES = ("302", "310")
AGENCY_CLASSES = ("501", "502", "503")
INSTITUTION_CLASSES = ("505", "506")


def expense_side(scope: Scope) -> Iterator[Violation]:
    """301 and 303 hold no public expense, 302 and 310 no personnel expense."""
    head = scope.row.code[:3]
    wrong = PUBLIC if head in PERSONNEL_CLASSES else PERSONNEL if head in PUBLIC_CLASSES else ""
    if wrong and scope.amount(wrong):
        column = scope.form.column_by_key[wrong]
        cell = CellRef(scope.form.id, scope.row.id, wrong)
        yield Violation("wrong_side", (cell,), {"name": scope.name, "column": column.title})


def economic_mapping(scope: Scope) -> Iterator[Violation]:
    """The government 科目 of a 款 is one that the year's mapping allows."""
    row = scope.row
    known = scope.document.pack.mapping.get(row.code)
    given = row.texts.get(GOVERNMENT, "").strip()
    if known is None or not given:
        return
    allowed = [known.agency_name, known.institution_name, *_other_names(scope, known.other)]
    if given not in allowed:
        names = "、".join(dict.fromkeys(filter(None, allowed)))
        cell = CellRef(scope.form.id, row.id, GOVERNMENT)
        yield Violation("wrong_mapping", (cell,), {"name": row.label, "given": given, "allowed": names})


def _other_names(scope: Scope, other: str) -> list[str]:
    """Further government codes that real documents use for the 款."""
    subjects = scope.document.pack.subjects["government_economic"].by_code
    codes = [part.split("×")[0] for part in other.split()]
    return [subjects[code].name for code in codes if code in subjects]


def one_mapping_side(scope: Scope) -> Iterator[Violation]:
    """One unit's table uses the government 科目 of 行政 units or of 事业 units, not both."""
    agency, institution = [], []
    for row in scope.rows:
        known = scope.document.pack.mapping.get(row.code)
        given = row.texts.get(GOVERNMENT, "").strip()
        if known is None or not given or known.agency_name == known.institution_name:
            continue
        if given == known.agency_name and known.agency_code[:3] in AGENCY_CLASSES:
            agency.append(row)
        elif given == known.institution_name and known.institution_code[:3] in INSTITUTION_CLASSES:
            institution.append(row)
    if not agency or not institution:
        return
    fewer = min(agency, institution, key=len)
    cells = tuple(cell for row in fewer for cell in scope.cell(ColumnKind.TEXT, row))
    yield Violation(
        "two_sides",
        cells,
        {
            "agency": "、".join(row.label for row in agency[:4]),
            "institution": "、".join(row.label for row in institution[:4]),
        },
    )
