"""The code of PySide's support modules is compiled once, and only believed for the very source it was made from."""

from __future__ import annotations

import builtins
import sys

import pytest

from models import user_cache
from ui.kept_code import kept_code

SOURCE = b"answer = 6 * 7"
NAME = "shibokensupport/answer.py"


@pytest.fixture
def compiled(tmp_path, monkeypatch):
    """The sources that were really compiled; the cache is one of our own."""
    monkeypatch.setenv("LOCALAPPDATA" if sys.platform == "win32" else "XDG_CACHE_HOME", str(tmp_path))
    really, seen = builtins.compile, []

    def spy(source, *more, **named):
        seen.append(source)
        return really(source, *more, **named)

    monkeypatch.setattr(builtins, "compile", spy)
    return seen


def start(source=SOURCE, name=NAME):
    """What a module comes to that is compiled while a start goes on."""
    with kept_code():
        code = compile(source, name, "exec")
    names = {}
    exec(code, names)  # noqa: S102  our own three words
    return names["answer"]


def test_the_second_start_compiles_nothing(compiled):
    assert [start(), start()] == [42, 42]
    assert compiled == [SOURCE]


@pytest.mark.parametrize(("source", "name"), [(b"answer = 1", NAME), (SOURCE, "shibokensupport/other.py")])
def test_another_source_or_module_is_compiled(compiled, source, name):
    start()
    start(source, name)
    assert compiled == [SOURCE, source]


def test_what_is_not_pysides_is_left_alone(compiled):
    assert [start(name="other.py"), start(name="other.py")] == [42, 42]
    assert compiled == [SOURCE, SOURCE]
    assert user_cache.cache_folder().exists() is False


@pytest.mark.parametrize("damage", [lambda data: data[:-9], lambda data: data[:-1] + b"x", lambda _data: b""])
def test_a_damaged_file_is_made_anew(compiled, damage):
    start()
    (path,) = user_cache.cache_folder().iterdir()
    whole = path.read_bytes()
    path.write_bytes(damage(whole))
    assert start() == 42
    assert path.read_bytes() == whole


def test_afterwards_compiling_is_as_it_was(compiled):
    before = builtins.compile
    start()
    assert builtins.compile is before
