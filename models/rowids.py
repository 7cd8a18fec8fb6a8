"""Ids of new rows."""

from __future__ import annotations

import os


def new_row_id() -> str:
    """An id that no other row has had."""
    return f"n{os.urandom(5).hex()}"
