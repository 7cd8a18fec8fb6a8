from __future__ import annotations

import pytest

from tests.ui.windows import Desk


@pytest.fixture
def desk(qtbot, tmp_path):
    """A window on the screen, without a document."""
    made = Desk(qtbot, tmp_path)
    yield made
    made.close()
