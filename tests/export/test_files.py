"""Files appear whole or not at all."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from export.errors import ExportError
from export.files import save


def test_a_file_takes_the_place_of_the_old_one(tmp_path):
    path = tmp_path / "a.xlsx"
    save(path, b"one")
    save(path, b"two")
    assert path.read_bytes() == b"two"
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.xlsx"]


def test_a_missing_folder_is_a_sentence(tmp_path):
    with pytest.raises(ExportError, match=r"文件夹“.*没有”不存在"):
        save(tmp_path / "没有" / "a.pdf", b"")


def test_a_full_disk_leaves_the_old_file(tmp_path, monkeypatch):
    path = tmp_path / "a.pdf"
    save(path, b"old")

    def fail(_handle):
        raise OSError(errno.ENOSPC, "no space")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(ExportError, match="磁盘已满"):
        save(path, b"new")
    assert path.read_bytes() == b"old"
    assert len(list(tmp_path.iterdir())) == 1


def test_a_file_in_use_is_a_sentence(tmp_path, monkeypatch):
    def refuse(_self, _target):
        raise PermissionError(errno.EACCES, "in use")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(ExportError, match="请先关闭再导出"):
        save(tmp_path / "a.xlsx", b"")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes with a name are Unix's")
def test_what_is_no_file_is_never_replaced(tmp_path):
    pipe = tmp_path / "a.pdf"
    os.mkfifo(pipe)
    with pytest.raises(ExportError, match="不是普通文件"):
        save(pipe, b"new")
    assert pipe.is_fifo()
    with pytest.raises(ExportError, match="已有同名的文件夹"):
        save(tmp_path, b"new")


def test_a_link_stays_a_link(tmp_path):
    path, link = tmp_path / "a.pdf", tmp_path / "link.pdf"
    try:
        link.symlink_to(path)
    except OSError:
        pytest.skip("no right to make links")
    save(link, b"new")
    assert link.is_symlink()
    assert path.read_bytes() == b"new"
