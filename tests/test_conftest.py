"""The nets of conftest.py must catch what they are there for."""

from __future__ import annotations

import logging
import os
from pathlib import Path

import pytest

from tests.conftest import ROOT, Golden

pytest_plugins = ["pytester"]


def test_a_changed_text_is_caught_and_the_switch_rewrites_it(tmp_path):
    Golden(tmp_path / "golden", update=True)("page.txt", "一\n二\n")
    Golden(tmp_path / "golden", update=False)("page.txt", "一\n二\n")
    with pytest.raises(AssertionError, match="--update-golden"):
        Golden(tmp_path / "golden", update=False)("page.txt", "一\n三\n")


def test_a_missing_golden_file_is_caught(tmp_path):
    with pytest.raises(AssertionError, match="does not exist"):
        Golden(tmp_path, update=False)("page.txt", "一\n")


def test_settings_and_home_are_not_the_users():
    assert "gouji-tests-" in os.environ["XDG_CONFIG_HOME"]
    assert "gouji-tests-" in str(Path.home())


@pytest.mark.expects_log
def test_a_marked_test_may_log():
    logging.getLogger("gouji").warning("on purpose")


def test_an_unmarked_test_must_not_log(pytester, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(ROOT))  # for what conftest.py imports
    source = Path(__file__).with_name("conftest.py").read_text(encoding="utf-8")
    pytester.makeconftest(source)
    pytester.makeini("[pytest]\nmarkers = expects_log: x")
    pytester.makepyfile("import logging\ndef test_loud():\n    logging.getLogger('x').warning('boom')\n")
    pytester.runpytest_subprocess("-p", "no:pytest-qt").stdout.fnmatch_lines(["*unexpected log records: x: boom*"])
