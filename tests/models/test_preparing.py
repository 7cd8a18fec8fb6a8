from __future__ import annotations

import sys

import pytest

from models import preparing


def test_parts_are_loaded_within_a_time_and_then_all_is_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    loaded: list[str] = []
    monkeypatch.setattr(preparing.importlib, "import_module", loaded.append)
    monkeypatch.setattr(sys, "modules", dict.fromkeys(preparing.PARTS[:1], sys))
    assert not preparing.words_are_ready(0.0)
    assert loaded == [preparing.PARTS[1]]
    assert not preparing.words_are_ready(60.0)
    assert loaded[1:] == list(preparing.PARTS[1:])
    monkeypatch.setattr(sys, "modules", dict.fromkeys(preparing.PARTS, sys))
    assert preparing.words_are_ready(0.0)


def test_the_parts_are_there() -> None:
    while not preparing.words_are_ready(60.0):
        pass
    assert all(name in sys.modules for name in preparing.PARTS)
