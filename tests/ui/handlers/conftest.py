from __future__ import annotations

import pytest

from tests.ui.windows import Desk


@pytest.fixture
def desk(qtbot, tmp_path):
    """A window on the screen, without a document; the file that it opens has the sample's tables alone."""
    made = Desk(qtbot, tmp_path, whole=False)
    yield made
    made.close()
