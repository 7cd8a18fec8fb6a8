from __future__ import annotations

import pytest

from tests.ui.support import session
from tests.ui.windows import Answers
from ui import app


@pytest.fixture
def made(qapp):
    """A session over the sample, without a file, in an application that looks like ours."""
    app.make_application()
    return session()


@pytest.fixture
def answers(qapp):
    app.make_application()
    return Answers()
