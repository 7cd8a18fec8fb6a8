from __future__ import annotations

import pytest

from tests.ui.support import session
from ui import app
from ui.tally import Tally


@pytest.fixture
def made(qapp):
    """A session over the sample, without a file, in an application that looks like ours."""
    app.make_application()
    return session()


@pytest.fixture
def tally(made):
    return Tally(made, made)
