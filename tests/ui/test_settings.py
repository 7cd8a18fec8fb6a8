from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray

from ui.settings import MAX_RECENT, Settings


def test_recent_files_are_newest_first_once_each_and_not_too_many(qapp, tmp_path):
    settings = Settings()
    assert settings.recent() == []
    paths = [tmp_path / f"{number}.gouji" for number in range(MAX_RECENT + 2)]
    for path in [*paths, paths[-2]]:
        settings.add_recent(path)
    assert settings.recent()[:3] == [paths[-2], paths[-1], paths[-3]]
    assert len(settings.recent()) == MAX_RECENT
    settings.forget_recent(paths[-2])
    assert settings.recent()[0] == paths[-1]
    settings.clear_recent()
    assert settings.recent() == []


def test_one_recent_file_comes_back_as_a_list(qapp, tmp_path):
    Settings().add_recent(tmp_path / "a.gouji")
    assert Settings().recent() == [tmp_path / "a.gouji"]


def test_the_last_folder_is_remembered_while_it_exists(qapp, tmp_path):
    settings = Settings()
    settings.set_folder(tmp_path)
    assert Settings().folder() == tmp_path
    settings.set_folder(tmp_path / "gone")
    assert Settings().folder().is_dir()
    assert isinstance(Settings().folder(), Path)


def test_numbers_flags_and_states_survive(qapp):
    settings = Settings()
    settings.set_number("zoom", 125)
    settings.set_number("show_findings", False)
    settings.set_bytes("geometry", QByteArray(b"abc"))
    again = Settings()
    assert (again.number("zoom", 100), again.number("other", 7)) == (125, 7)
    assert not again.flag("show_findings", default=True)
    assert again.bytes_of("geometry") == QByteArray(b"abc")
    assert again.bytes_of("nothing") is None


def test_nonsense_in_the_settings_is_the_default(qapp):
    settings = Settings()
    settings._store.setValue("window/zoom", "viel")
    assert settings.number("zoom", 100) == 100
