"""The sample and its book, made once; what changes a document makes its own."""

from __future__ import annotations

import functools
import pickle

import pytest

from export import layout, xlsx, xlsx_map
from export.pdf_text import Typesetter
from tests.export.documents import T03, office, read_again
from tests.support import budgets


@pytest.fixture(scope="session")
def sample():
    return budgets.sample()


@pytest.fixture(scope="session")
def book(sample):
    return layout.build(sample)


@pytest.fixture
def setter():
    return Typesetter(shipped_fonts=True)


@pytest.fixture(scope="session")
def sample_xlsx(book, tmp_path_factory):
    path = tmp_path_factory.mktemp("sample") / "sample.xlsx"
    xlsx.write(book, path)
    return path


@pytest.fixture(scope="session")
def kept_workbook(sample_xlsx):
    """The sample's workbook as openpyxl reads it, formulas kept or not: loading what was pickled is much quicker."""

    @functools.cache
    def kept(data_only, only):
        workbook = read_again(sample_xlsx, data_only=data_only)
        for title in workbook.sheetnames if only else ():
            if title not in (*only, xlsx_map.SHEET):
                del workbook[title]
        return pickle.dumps(workbook)

    return kept


@pytest.fixture
def edited(kept_workbook, tmp_path):
    """A function that saves the sample's workbook changed, formulas kept or, with ``data_only``, as their values.

    With ``only`` it has these sheets and the hidden one, which is quicker.
    """

    def edit(change, *, data_only=False, only=()):
        workbook = pickle.loads(kept_workbook(data_only, only))
        change(workbook)
        path = tmp_path / "改过.xlsx"
        workbook.save(path)
        return path

    return edit


@pytest.fixture(scope="session")
def saved_by_office(kept_workbook, tmp_path_factory):
    """The sample's workbook as LibreOffice saves it again, and so one whose E10 of 表三 is 823.71.

    Both come without figures beside the formulas, and are saved in one run: LibreOffice takes its time to start.
    """
    folder = tmp_path_factory.mktemp("office")
    pickle.loads(kept_workbook(False, ())).save(folder / "sample.xlsx")
    changed = pickle.loads(kept_workbook(False, ()))
    changed[T03]["E10"] = 823.71
    changed.save(folder / "改过.xlsx")
    return office(folder, "xlsx:Calc MS Excel 2007 XML", "sample.xlsx", "改过.xlsx")
