"""`kill -9` in the middle of typing loses nothing but the edit that was being saved."""

from __future__ import annotations

import multiprocessing
import random
import sys
import time

import pytest

from models.edits import CellChange, Edit
from models.refs import CellRef
from storage import DocumentFile
from tests.storage.helpers import FORM, ask_sql, entry, insert_edit, item, new_document, state, submit
from tests.storage.typist import COLUMNS, die_in_a_transaction, type_until_killed

SERIES, ROUNDS = 5, 10 if sys.platform != "win32" else 2  # there each process starts from nothing


@pytest.fixture(scope="module")
def processes():
    """Branches processes off one that has loaded everything already, where the system can."""
    if sys.platform == "win32":
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.storage.typist"])
    return context


def type_and_kill(processes, path, rng):
    """Let a process type for a while, kill it at a random moment; returns the number of the last acknowledged edit."""
    ours, theirs = processes.Pipe(duplex=False)
    process = processes.Process(target=type_until_killed, args=(path, theirs, rng.random()))
    process.start()
    theirs.close()
    last = 0
    for _ in range(rng.randint(1, 6)):
        last = int(ours.recv_bytes())
    deadline = time.perf_counter() + rng.uniform(0, 0.004)
    while (left := deadline - time.perf_counter()) > 0:
        if ours.poll(left):
            last = int(ours.recv_bytes())
    process.kill()
    process.join()
    with ours:
        try:
            while True:
                last = int(ours.recv_bytes())
        except EOFError:
            return last


@pytest.mark.parametrize("series", range(SERIES))  # a file that grows takes longer to be compared, round by round
def test_nothing_acknowledged_is_lost(processes, closed, document, series):
    rng = random.Random(20261123 + series)
    count = 0
    for _ in range(ROUNDS):
        last = type_and_kill(processes, closed, rng)
        assert last > count
        with DocumentFile.open(closed, backup=False) as file:
            assert "上次没有正常关闭" in file.notice
            lines = file.history()[::-1]
            assert len(lines) in (last, last + 1)
            assert [line.label for line in lines] == [str(number) for number in range(1, len(lines) + 1)]
            for line in lines[count:]:
                document.apply(line.edit)
            assert state(file.load()) == state(document)
            assert file.first_broken_line() is None
        assert ask_sql(closed, "PRAGMA quick_check") == [("ok",)]
        count = len(lines)


@pytest.fixture
def half_written(processes, file, document):
    """A file with a transaction half in it, and the journal to take it back."""
    rows = [change for number in range(150) for change in insert_edit(number, item(f"r{number}")).changes]
    submit(document, file, Edit("150 行", "录入", tuple(rows)))
    changes = [CellChange(FORM, f"r{number}", key, None, entry(number)) for number in range(150) for key in COLUMNS]
    submit(document, file, Edit("粘贴 450 个", "粘贴", tuple(changes)))
    file.close()
    process = processes.Process(target=die_in_a_transaction, args=(file.path,))
    process.start()
    process.join()
    assert file.path.with_name(file.path.name + "-journal").stat().st_size > 0
    assert b"half done" in file.path.read_bytes()
    return file.path


def test_a_half_written_transaction_is_taken_back(half_written, document):
    with DocumentFile.open(half_written) as file:
        assert "最后保存的一步是“粘贴 450 个”" in file.notice
        assert state(file.load()) == state(document)
        assert file.load().entry(CellRef(FORM, "r7", "total")) == entry(7)


def test_a_half_written_transaction_does_not_hinder_reading(half_written, document):
    before = half_written.read_bytes()
    with DocumentFile.open(half_written, read_only=True) as file:
        assert state(file.load()) == state(document)
    assert half_written.read_bytes() == before


def test_it_is_told_also_when_no_lock_was_left(half_written):
    half_written.with_name(half_written.name + ".lock").unlink()
    with DocumentFile.open(half_written) as file:
        assert "上次没有正常关闭" in file.notice


def test_its_journal_does_not_spoil_a_new_file(half_written):
    other = new_document("另一个局")
    with DocumentFile.create(half_written, other, overwrite=True) as file:
        assert state(file.load()) == state(other)
