"""PySide's support for signatures waits until it is asked for, and then is all there."""

from __future__ import annotations

import builtins
import subprocess
import sys

import pytest

from tests.conftest import ROOT
from ui.late_support import DEFERRED, late_support

SCRIPT = """
import main
from ui import late_support

main.load_window()
print(late_support._sources.keys() == late_support.DEFERRED)
from PySide6.QtCore import QPoint
try:
    QPoint(1, "x")
except TypeError as error:
    print(error)
try:
    QPoint("y")
except TypeError as error:
    print("again", "Supported" in str(error))
print(QPoint.setX.__doc__)
from PySide6.support.signature.lib import pyi_generator
print(pyi_generator.Formatter.__name__, hasattr(pyi_generator, "nothing"))
"""


@pytest.fixture(scope="module")
def said():
    """What a start says that then makes a mistake and asks for help."""
    done = subprocess.run([sys.executable, "-c", SCRIPT], cwd=ROOT, capture_output=True, check=True, encoding="utf-8")
    return done.stdout


def test_a_start_runs_none_of_it(said):
    assert said.startswith("True\n")


@pytest.mark.parametrize(
    "words", ["Supported signatures", "again True", "setX(self, x: int, /) -> None", "Formatter False"]
)
def test_who_asks_gets_it(said, words):
    assert words in said


def test_what_is_not_pysides_is_compiled_as_ever():
    before, names = builtins.compile, {}
    with late_support():
        exec(compile("answer = 42", "answer.py", "exec"), names)
    assert (names["answer"], builtins.compile) == (42, before)
    assert all(name.startswith("shibokensupport/") for name in DEFERRED)
