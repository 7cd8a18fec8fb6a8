"""A new document: empty forms, with the units listed where forms list them."""

from __future__ import annotations

from models.newdoc import new_document
from models.pack import load
from models.workspace import Workspace


def units_of(document):
    """Form id -> its units, for the forms that list any."""
    units = {form.id: [r.label for r in document.all_rows(form) if r.kind == "unit"] for form in document.pack.forms}
    return {form: labels for form, labels in units.items() if labels}


def test_units_stand_in_the_forms_that_list_them():
    document = new_document(load(), " 某\n局 ", "205", "2026", ["一中", "", "二中", "一中 "])
    assert document.settings == {"department": "某 局", "department_code": "205", "year": "2026"}
    assert units_of(document) == {form: ["一中", "二中"] for form in ("table11", "table12", "table13")}
    assert document.entries == {}


def test_without_units_the_department_is_its_own():
    document = new_document(load(), "某局", "", "2026", [])
    assert units_of(document) == {form: ["某局"] for form in ("table11", "table12", "table13")}


def test_an_empty_document_has_nothing_to_complain_of():
    summary = Workspace(new_document(load(), "某局", "1", "2026", [])).summary()
    assert (summary.breaks, summary.rounding, summary.errors, summary.warnings) == (0, 0, 0, 0)
