"""Who has a document open: kept beside it, believed only while that process lives."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from storage import DocumentFile, LockedFileError, LockInfo
from storage.lock import UNREADABLE_FOR, FileLock, this_process
from storage.processes import start_mark
from tests.storage.helpers import TOTAL, cell_edit, entry, submit

LONG_AGO = datetime(2026, 3, 2, 8, 30, tzinfo=UTC)


def lock_file(path):
    return path.with_name(path.name + ".lock")


def leave_lock(path, **changes):
    """Leave the lock of another process beside a document."""
    info = msgspec.structs.replace(this_process(), **({"user": "张科长", "time": LONG_AGO} | changes))
    lock_file(path).write_bytes(msgspec.json.encode(info))
    return info


@pytest.fixture
def dead_pid():
    """The number of a process that has ended."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def test_the_lock_is_there_while_the_file_is_open(file):
    info = msgspec.json.decode(lock_file(file.path).read_bytes(), type=LockInfo)
    assert (info.pid, info.host) == (os.getpid(), platform.node())
    file.close()
    assert not lock_file(file.path).exists()


def test_a_second_opening_names_the_holder(closed):
    holder = leave_lock(closed, host="另一台电脑")
    with pytest.raises(LockedFileError) as caught:
        DocumentFile.open(closed)
    assert caught.value.holder == holder
    since = LONG_AGO.astimezone().strftime("%Y-%m-%d %H:%M")
    for words in ("张科长", "另一台电脑", since, "只读打开"):
        assert words in str(caught.value)
    assert lock_file(closed).exists()


@pytest.mark.skipif(sys.platform == "win32", reason="open files cannot be moved there")
def test_a_lock_left_on_a_stick_that_was_pulled_out_is_no_hindrance(file):
    folder = file.path.parent
    away = folder.with_name("拔出")
    folder.rename(away)
    file.close()
    away.rename(folder)
    assert lock_file(file.path).exists()
    with DocumentFile.open(file.path) as again:
        assert not again.read_only


def test_a_second_opening_in_the_same_program_says_so(file):
    with pytest.raises(LockedFileError, match="本程序"):
        DocumentFile.open(file.path)


def test_a_living_process_keeps_its_lock(closed):
    leave_lock(closed, pid=os.getppid(), started="")
    with pytest.raises(LockedFileError):
        DocumentFile.open(closed)


def test_a_dead_process_loses_its_lock(file, document, dead_pid):
    submit(document, file, cell_edit(document, TOTAL, entry(1)))
    file.close()
    leave_lock(file.path, pid=dead_pid)
    with DocumentFile.open(file.path) as again:
        assert not again.read_only
        assert "上次没有正常关闭" in again.notice
        assert "录入 1.25" in again.notice
    with DocumentFile.open(file.path) as again:
        assert again.notice == ""


@pytest.mark.skipif(not start_mark(os.getpid()), reason="the system does not say when a process started")
def test_a_later_process_with_the_same_number_is_not_the_holder(closed):
    leave_lock(closed, pid=os.getppid(), started="1")
    DocumentFile.open(closed).close()


def test_the_dead_of_another_computer_are_not_known(closed, dead_pid):
    leave_lock(closed, pid=dead_pid, host="另一台电脑")
    with pytest.raises(LockedFileError):
        DocumentFile.open(closed)


@pytest.mark.parametrize("content", [b"", b"{", b'{"user": 1}', b"\xff" * 9000])
def test_an_unreadable_lock_counts_for_a_minute(closed, content):
    lock_file(closed).write_bytes(content)
    with pytest.raises(LockedFileError, match="另一位用户"):
        DocumentFile.open(closed)
    old = (datetime.now(UTC) - UNREADABLE_FOR - timedelta(seconds=1)).timestamp()
    os.utime(lock_file(closed), (old, old))
    DocumentFile.open(closed).close()


def test_a_lock_that_was_taken_over_is_not_released_for_its_new_holder(file):
    leave_lock(file.path, host="另一台电脑")
    file.close()
    assert lock_file(file.path).exists()


def test_two_who_find_the_same_dead_lock_do_not_both_get_it(closed, dead_pid, monkeypatch):
    """The other is quicker: it takes the dead lock away and puts its own there, just before we do."""
    leave_lock(closed, pid=dead_pid)
    path_type = type(closed)
    rename = path_type.rename

    def slow_rename(self, target):
        if self == lock_file(closed) and not slow_rename.done:
            slow_rename.done = True
            leave_lock(closed, host="另一台电脑")
        return rename(self, target)

    slow_rename.done = False
    monkeypatch.setattr(path_type, "rename", slow_rename)
    with pytest.raises(LockedFileError) as caught:
        FileLock.acquire(closed)
    assert caught.value.holder.host == "另一台电脑"
    assert sorted(found.name for found in closed.parent.iterdir()) == [closed.name, lock_file(closed).name]


def test_process_marks(dead_pid):
    assert start_mark(os.getpid()) == start_mark(os.getpid()) is not None
    assert start_mark(dead_pid) is None
    assert start_mark(0) is start_mark(-1) is start_mark(2**40) is None


@pytest.mark.skipif(not hasattr(os, "WNOWAIT"), reason="needs a process that has ended but is still listed")
def test_a_process_that_has_ended_does_not_count_while_it_is_still_listed():
    process = subprocess.Popen([sys.executable, "-c", ""])
    os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
    assert start_mark(process.pid) is None
    process.wait()
