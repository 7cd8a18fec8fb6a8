"""The sample and its book, made once; what changes a document makes its own."""

from __future__ import annotations

import functools
import pickle

import openpyxl
import pytest

from export import layout, xlsx
from export.pdf_text import Typesetter
from models.samples import sample_document
from models.workspace import Workspace


@pytest.fixture(scope="session")
def sample():
    return Workspace(sample_document())


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
    def kept(data_only):
        with pytest.MonkeyPatch.context() as patch:  # the borders of merged cells take as long as all the rest
            patch.setattr("openpyxl.worksheet.merge.MergedCellRange.format", lambda _cells: None)
            return pickle.dumps(openpyxl.load_workbook(sample_xlsx, data_only=data_only))

    return kept


@pytest.fixture
def edited(kept_workbook, tmp_path):
    """A function that saves the sample's workbook changed, formulas kept or, with ``data_only``, as their values."""

    def edit(change, *, data_only=False):
        workbook = pickle.loads(kept_workbook(data_only))
        change(workbook)
        path = tmp_path / "改过.xlsx"
        workbook.save(path)
        return path

    return edit
