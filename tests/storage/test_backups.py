"""Backups: made before anything is written, only when something is new, and not for ever."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import msgspec

from storage import DocumentFile, backups
from storage.backups import DAYS, RECENT, Backup, backups_of, folder_of, superfluous
from tests.storage.helpers import TOTAL, cell_edit, entry, state, submit

NOW = datetime(2026, 11, 23, 9, 0).astimezone()


def test_opening_backs_up_what_is_new(file, document):
    submit(document, file, cell_edit(document, TOTAL, entry(1)))
    file.close()
    as_it_was = state(document)
    with DocumentFile.open(file.path) as again:
        (backup,) = backups_of(file.path)
        opened = again.load()
        submit(opened, again, cell_edit(opened, TOTAL, entry(2)))
    assert backup.reason == "打开"
    assert backup.path.parent == file.path.with_name("预算.备份")
    with DocumentFile.open(backup.path, read_only=True) as old:
        assert state(old.load()) == as_it_was
    with DocumentFile.open(file.path):
        assert len(backups_of(file.path)) == 2
    with DocumentFile.open(file.path):
        assert len(backups_of(file.path)) == 2
    assert {found.name for found in folder_of(file.path).iterdir()} == {b.path.name for b in backups_of(file.path)}


def test_a_spoilt_backup_does_not_stand_for_a_good_one(closed):
    DocumentFile.open(closed).close()
    (spoilt,) = backups_of(closed)
    spoilt.path.write_bytes(b"x")
    DocumentFile.open(closed).close()
    assert len(backups_of(closed)) == 2


def test_other_files_in_the_folder_are_left_alone(closed):
    folder_of(closed).mkdir()
    for name in ("说明.txt", "2026-99-99_000000-000_打开.gouji"):
        (folder_of(closed) / name).touch()
    DocumentFile.open(closed).close()
    assert len(backups_of(closed)) == 1
    assert len(list(folder_of(closed).iterdir())) == 3


def test_where_no_backup_can_be_made_work_goes_on(closed):
    folder_of(closed).write_text("a file where the folder should be", encoding="utf-8")
    with DocumentFile.open(closed) as file:
        assert "没能" in file.notice
        assert not file.read_only


def test_names_sort_by_time(closed):
    for minutes in (0, 1, 2):
        folder_of(closed).mkdir(exist_ok=True)
        time = NOW + timedelta(minutes=minutes)
        (folder_of(closed) / f"{time.strftime(backups._TIME)[:-3]}_打开.gouji").touch()
    names = [backup.path.name for backup in backups_of(closed)]
    assert names == sorted(names, reverse=True)
    assert names[-1] == "2026-11-23_090000-000_打开.gouji"
    assert backups_of(closed)[-1].time == NOW


def at(**ago):
    time = NOW - timedelta(**ago)
    return Backup(Path(f"{time:%d%H%M}"), time, "打开")


def test_ten_recent_ones_are_kept_however_many_a_day_has():
    today = [at(minutes=minutes) for minutes in range(RECENT + 3)]
    assert superfluous(today, NOW) == today[RECENT:]


def test_of_earlier_days_the_last_is_kept_for_thirty_days():
    recent = [at(minutes=minutes) for minutes in range(RECENT)]
    daily = [backup for day in range(1, DAYS + 3) for backup in (at(days=day), at(days=day, hours=1))]
    gone = superfluous(recent + daily, NOW)
    kept = [backup for backup in daily if backup not in gone]
    assert kept == [at(days=day) for day in range(1, DAYS + 1)]


def test_the_oldest_go_when_a_new_one_comes(file, document, monkeypatch):
    monkeypatch.setattr(backups, "RECENT", 2)
    for number in range(5):
        submit(document, file, cell_edit(document, TOTAL, entry(number)))
        backups.make(file._db, file.path, "导入前", NOW + timedelta(seconds=number))
    assert [backup.time.second for backup in backups_of(file.path)] == [4, 3]


def test_great_steps_and_each_hour_of_work_are_backed_up_before(file, document, monkeypatch):
    kept = backups.Keeper(file.path, NOW, wanted=True)
    monkeypatch.setattr(backups, "make", lambda _db, _path, reason, now: made.append((reason, now)))
    made = []
    small = cell_edit(document, TOTAL, entry(1))
    great = [msgspec.structs.replace(small, cause="导入"), msgspec.structs.replace(small, cause="平衡")]
    later = NOW + backups.HOUR
    for edit, now in ((small, NOW), (great[0], NOW), (great[1], NOW), (small, NOW), (small, later), (small, later)):
        kept.before(None, edit, now)
    assert made == [("导入", NOW), ("平衡", NOW), ("定时", later)]


def test_before_an_import_the_file_is_kept_as_it_was(closed):
    with DocumentFile.open(closed) as file:
        opened = file.load()
        submit(opened, file, cell_edit(opened, TOTAL, entry(1)))
        submit(opened, file, msgspec.structs.replace(cell_edit(opened, TOTAL, entry(2)), cause="导入"))
    newest = backups_of(closed)[0]
    assert newest.reason == "导入"
    with DocumentFile.open(newest.path, read_only=True) as old:
        assert old.load().entries[TOTAL] == entry(1)
