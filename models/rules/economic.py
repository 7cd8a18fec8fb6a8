"""Department and government economic 科目: R023-R025."""

from __future__ import annotations

from collections.abc import Iterator

from models.refs import CellRef
from models.rules.scope import Scope, Violation


def expense_side(scope: Scope) -> Iterator[Violation]:
    """Personnel classes (301, 303) hold no public expense, public ones (302, 310) no personnel expense."""
    code = scope.row.code
    if code.startswith(scope.words("personnel_classes")):
        wrong = scope.word("public_column")
    elif code.startswith(scope.words("public_classes")):
        wrong = scope.word("personnel_column")
    else:
        return
    if scope.amount(wrong):
        column = scope.form.column_by_key[wrong]
        cell = CellRef(scope.form.id, scope.row.id, wrong)
        yield Violation("wrong_side", (cell,), {"name": scope.name, "column": column.title})


def economic_mapping(scope: Scope) -> Iterator[Violation]:
    """The government 科目 of a 款 is one that the year's mapping allows."""
    row, column = scope.row, scope.word("subject_column")
    known = scope.document.pack.mapping.get(row.code)
    given = row.texts.get(column, "").strip()
    if known is None or not given:
        return
    allowed = [known.agency_name, known.institution_name, *_other_names(scope, known.other)]
    if given not in allowed:
        names = "、".join(dict.fromkeys(filter(None, allowed)))
        cell = CellRef(scope.form.id, row.id, column)
        yield Violation("wrong_mapping", (cell,), {"name": row.label, "given": given, "allowed": names})


def _other_names(scope: Scope, other: str) -> list[str]:
    """Further government codes that real documents use for the 款."""
    subjects = scope.document.pack.subjects[scope.word("catalogue")].by_code
    codes = [part.split("×")[0] for part in other.split()]
    return [subjects[code].name for code in codes if code in subjects]


def one_mapping_side(scope: Scope) -> Iterator[Violation]:
    """One unit's table uses the government 科目 of 行政 units or of 事业 units, not both."""
    agency, institution = [], []
    column = scope.word("subject_column")
    agency_classes, institution_classes = scope.words("agency_classes"), scope.words("institution_classes")
    for row in scope.rows:
        known = scope.document.pack.mapping.get(row.code)
        given = row.texts.get(column, "").strip()
        if known is None or not given or known.agency_name == known.institution_name:
            continue
        if given == known.agency_name and known.agency_code.startswith(agency_classes):
            agency.append(row)
        elif given == known.institution_name and known.institution_code.startswith(institution_classes):
            institution.append(row)
    if not agency or not institution:
        return
    fewer = min(agency, institution, key=len)
    cells = tuple(CellRef(scope.form.id, row.id, column) for row in fewer)
    yield Violation(
        "two_sides",
        cells,
        {
            "agency": "、".join(row.label for row in agency[:4]),
            "institution": "、".join(row.label for row in institution[:4]),
        },
    )
