"""A pack read before is taken from the user's cache, and only while it is still the same pack."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

from models import kept_packs, pack, pack_reading
from models.kept_packs import Kept
from models.pack import Content, Pack
from models.templates import Plan

pytestmark = pytest.mark.usefixtures("read_once")
SOURCE = Path(pack.__file__).parent / "packs" / pack.DEFAULT_PACK


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A pack's folder of our own, and a cache of our own."""
    monkeypatch.setenv("LOCALAPPDATA" if sys.platform == "win32" else "XDG_CACHE_HOME", str(tmp_path / "cache"))
    return Path(shutil.copytree(SOURCE, tmp_path / "some_pack"))


def kept_file():
    (found,) = kept_packs.cache_folder().iterdir()
    return found


@pytest.fixture
def kept(folder):
    """The folder, its pack being kept."""
    Kept(folder).put(pack_reading.read(folder))
    return folder


def test_what_is_kept_is_what_was_read(kept):
    read, found = pack_reading.read(kept), Kept(kept).get(Content)
    assert found == read
    assert [str(formula) for rule in Pack(found).rules for formula in rule.parsed] == [
        str(formula) for rule in Pack(read).rules for formula in rule.parsed
    ]
    assert Plan(Pack(found)).ranks == Plan(Pack(read)).ranks


def test_nothing_is_kept_at_first(folder):
    assert Kept(folder).get(Content) is None


@pytest.mark.parametrize("name", ["pack.toml", "rules/in_table.toml", "subjects/functional.csv"])
def test_a_changed_file_is_read_again(kept, name):
    path = kept / name
    path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert Kept(kept).get(Content) is None


def test_a_file_changed_without_another_size_is_read_again(kept):
    facts = (kept / "pack.toml").stat()
    os.utime(kept / "pack.toml", ns=(facts.st_atime_ns, facts.st_mtime_ns + 1_000_000))
    assert Kept(kept).get(Content) is None


def test_a_new_file_is_noticed(kept):
    (kept / "rules" / "more.toml").write_text("", encoding="utf-8")
    assert Kept(kept).get(Content) is None


@pytest.mark.parametrize("spoil", [lambda data: data[:-3], lambda _data: b"", lambda data: data[:-1] + b"?"])
def test_a_damaged_cache_is_not_believed(kept, spoil):
    path = kept_file()
    path.write_bytes(spoil(path.read_bytes()))
    assert Kept(kept).get(Content) is None


@pytest.mark.skipif(sys.platform == "win32", reason="the folder is the user's own there")
@pytest.mark.parametrize("place", ["file", "folder"])
def test_what_others_could_have_written_is_not_read(kept, place):
    path = kept_file()
    (path if place == "file" else path.parent).chmod(0o777)
    assert Kept(kept).get(Content) is None


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_to_elsewhere_is_not_followed(kept, tmp_path):
    path = kept_file()
    path.rename(tmp_path / "elsewhere.bin")
    path.symlink_to(tmp_path / "elsewhere.bin")
    assert Kept(kept).get(Content) is None


def test_a_cache_that_cannot_be_written_does_no_harm(folder, tmp_path):
    (tmp_path / "cache").write_text("a file where the folder should be", encoding="utf-8")
    kept = Kept(folder)
    kept.put(pack_reading.read(folder))
    assert kept.get(Content) is None
