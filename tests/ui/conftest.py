"""What the tests of the command line share."""

from __future__ import annotations

import json

import pytest

from models.samples import sample_document
from storage import DocumentFile
from tests.support.budgets import tables
from ui import cli


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory):
    """The sample as a file; only to be read."""
    path = tmp_path_factory.mktemp("sample") / "sample.gouji"
    DocumentFile.create(path, sample_document()).close()
    return path


@pytest.fixture(scope="session")
def tables_file(tmp_path_factory):
    """The sample's tables alone, without the words that take most of a check's time; only to be read."""
    path = tmp_path_factory.mktemp("tables") / "sample.gouji"
    DocumentFile.create(path, tables().document).close()
    return path


@pytest.fixture
def run(capsys):
    """`run(*arguments)`: exit code, and what was printed, read as JSON."""

    def call(*arguments):
        code = cli.main([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        assert err == ""
        return code, json.loads(out)

    return call
