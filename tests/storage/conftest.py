"""A document, and a file that holds it."""

from __future__ import annotations

import os
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

import pytest

from storage import DocumentFile
from tests.storage.helpers import new_document

NOBODY = 65534


@pytest.fixture
def document():
    return new_document()


@pytest.fixture
def path(tmp_path):
    return tmp_path / "预算.gouji"


@pytest.fixture
def file(path, document):
    with DocumentFile.create(path, document, who="王会计") as file:
        yield file


@pytest.fixture
def closed(path, document):
    """The path of a document that nobody has open."""
    DocumentFile.create(path, document).close()
    return path


@pytest.fixture
def public_path():
    """A path in a folder that other users of the computer can reach."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder) / "预算.gouji"
        Path(folder).chmod(0o755)


@pytest.fixture
def unprivileged():
    """A context in which permissions count, even for root."""
    if sys.platform == "win32":
        pytest.skip("permissions are not set by mode there")
    return _unprivileged


@contextmanager
def _unprivileged():
    user = os.geteuid()
    if user == 0:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(user)
