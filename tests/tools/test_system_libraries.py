from __future__ import annotations

import os
import subprocess

import pytest

from tools import system_libraries
from tools.console import SetupError

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Linux only")


@pytest.fixture(autouse=True)
def linux(monkeypatch):
    """A Linux that lacks one of Qt's libraries, and one of the X11 ones."""
    present = {"libEGL.so.1": False, "libxcb-icccm.so.4": False}
    monkeypatch.setattr(system_libraries.sys, "platform", "linux")
    monkeypatch.setattr(system_libraries, "_loads", lambda name: present.get(name, True))
    monkeypatch.setattr(system_libraries.shutil, "which", lambda name: f"/usr/bin/{name}")
    return present


def test_only_what_is_needed_is_missed():
    assert system_libraries.missing_packages(screen=False) == {"libegl1": ["libEGL.so.1"]}
    both = {"libegl1": ["libEGL.so.1"], "libxcb-icccm4": ["libxcb-icccm.so.4"]}
    assert system_libraries.missing_packages(screen=True) == both


def test_root_installs_them(linux, monkeypatch):
    commands = []

    def install(words, **_options):
        commands.append(" ".join(words))
        linux["libEGL.so.1"] = True
        return subprocess.CompletedProcess(words, 0, "", "")

    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(subprocess, "run", install)
    system_libraries.ensure(screen=False)
    assert commands == ["apt-get -q update", "apt-get install -y --no-install-recommends libegl1"]


def test_another_user_is_told_the_one_command(monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(SetupError, match=r"sudo apt-get install -y --no-install-recommends libegl1$"):
        system_libraries.ensure(screen=False)


def test_without_apt_the_packages_are_named(monkeypatch):
    monkeypatch.setattr(system_libraries.shutil, "which", lambda _name: None)
    with pytest.raises(SetupError, match="libegl1 libxcb-icccm4"):
        system_libraries.ensure(screen=True)


def test_nothing_is_asked_of_windows(monkeypatch):
    monkeypatch.setattr(system_libraries.sys, "platform", "win32")
    assert system_libraries.missing_packages(screen=True) == {}
    assert system_libraries.has_screen()


@pytest.mark.parametrize(("variable", "expected"), [("DISPLAY", True), ("WAYLAND_DISPLAY", True), ("TERM", False)])
def test_a_screen_is_known_by_its_variable(monkeypatch, variable, expected):
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv(variable, ":0")
    assert system_libraries.has_screen() is expected
