from __future__ import annotations

import pytest

from tests.ui.support import application, session
from ui.tally import Tally


@pytest.fixture
def made(qapp):
    """A session over the sample, without a file, in an application that looks like ours."""
    application()
    return session()


@pytest.fixture
def tally(made):
    return Tally(made, made)
