"""What every test gets: no screen, the shipped fonts, settings of its own, and a log that must stay quiet."""

from __future__ import annotations

import gc
import itertools
import logging
import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.support import examples

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent

# Before anything imports PySide6: without a platform Qt ends the process on a machine that has no screen,
# and in a locale that is not UTF-8 it warns.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["GOUJI_SHIPPED_FONTS_ONLY"] = "1"
if sys.platform.startswith("linux"):
    os.environ["LC_ALL"] = "C.UTF-8"

# Assertions of some two hundred modules are rewritten for pytest, and every process that a test starts imports the
# program: without the caches that cost more than most tests.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

examples.load_profile()

_HOME = Path(tempfile.mkdtemp(prefix="gouji-tests-"))
_NUMBERS = itertools.count()
for _name in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"):
    os.environ[_name] = str(_HOME)
for _name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
    os.environ[_name] = str(_HOME / _name.lower())


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="rewrite the golden files with what comes out now")


def pytest_collection_finish() -> None:
    """Let the collector walk only what tests make, and less often: modules and the list of tests stay to the end."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)


def pytest_unconfigure() -> None:
    shutil.rmtree(_HOME, ignore_errors=True)


@pytest.fixture(autouse=True)
def _own_settings() -> None:
    """Give each test that uses Qt empty settings: QSettings reads its folder from the environment only once."""
    if "PySide6.QtCore" not in sys.modules:
        return
    from PySide6.QtCore import QSettings

    folder = _HOME / f"settings{next(_NUMBERS)}"
    for form in (QSettings.Format.IniFormat, QSettings.Format.NativeFormat):
        QSettings.setPath(form, QSettings.Scope.UserScope, str(folder))


@pytest.fixture(autouse=True)
def _quiet_log(request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fail a test during which the program logged a warning or worse, unless it is marked `expects_log`."""
    yield
    if request.node.get_closest_marker("expects_log"):
        return
    records = [record for when in ("setup", "call") for record in caplog.get_records(when)]
    loud = [f"{record.name}: {record.getMessage()}" for record in records if record.levelno >= logging.WARNING]
    if loud:
        pytest.fail("unexpected log records: " + "; ".join(loud), pytrace=False)


class Golden:
    """Compares a text with the file of that name in the folder `golden` beside the test."""

    def __init__(self, folder: Path, *, update: bool) -> None:
        self._folder = folder
        self._update = update

    def __call__(self, name: str, text: str) -> None:
        path = self._folder / name
        if self._update:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
            return
        assert path.is_file(), f"{path.name} does not exist; look at the output, then run with --update-golden"
        assert text == path.read_text(encoding="utf-8"), f"{path.name} differs; --update-golden rewrites it"


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """`golden(name, text)`: the text must equal the stored one, which `--update-golden` rewrites."""
    return Golden(request.path.parent / "golden", update=request.config.getoption("--update-golden"))
