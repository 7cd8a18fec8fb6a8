from __future__ import annotations

import functools

import pytest

from models import pack_reading


@pytest.fixture(scope="module")
def read_once():
    """The files of a pack that a test leaves alone are decoded for the first test only: that takes nearly all of its
    time.
    """
    kept = {}

    def reading(read, path, *more):
        place = (read, path.name, path.read_bytes() if path.is_file() else None, more)
        if place not in kept:
            kept[place] = read(path, *more)
        return kept[place]

    with pytest.MonkeyPatch.context() as patch:
        for name in ("_decode", "_csv"):
            patch.setattr(pack_reading, name, functools.partial(reading, getattr(pack_reading, name)))
        yield
