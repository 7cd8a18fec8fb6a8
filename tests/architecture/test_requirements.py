"""The requirement files are complete and exact: pip is told to install them and nothing else."""

from __future__ import annotations

from importlib import metadata

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.conftest import ROOT

FILES = ("requirements.txt", "requirements-dev.txt")
COMES_WITH_PYTHON = {"pip"}
PLATFORMS = {
    "linux": {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix", "platform_machine": "x86_64"},
    "linux on arm": {
        "sys_platform": "linux",
        "platform_system": "Linux",
        "os_name": "posix",
        "platform_machine": "aarch64",
    },
    "windows": {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt", "platform_machine": "AMD64"},
}


def read(name):
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    return [Requirement(line) for line in lines if line and not line.startswith("#")]


def applies(requirement, platform):
    return requirement.marker is None or requirement.marker.evaluate({**default_environment(), **platform, "extra": ""})


def pins(platform, files=FILES):
    """Package -> version on that platform."""
    wanted = [requirement for name in files for requirement in read(name) if applies(requirement, platform)]
    return {canonicalize_name(requirement.name): str(requirement.specifier) for requirement in wanted}


def unpinned(pinned, platform):
    """What the pinned packages need and the files leave out; only packages installed here can be asked."""
    return {
        f"{name} needs {needed}"
        for name in pinned.keys() & pins({}).keys()
        for needed in map(Requirement, metadata.requires(name) or [])
        if applies(needed, platform) and canonicalize_name(needed.name) not in pinned.keys() | COMES_WITH_PYTHON
    }


@pytest.mark.parametrize("name", FILES)
def test_every_line_is_one_exact_version(name):
    for requirement in read(name):
        operators = [(part.operator, "*" in part.version) for part in requirement.specifier]
        assert operators == [("==", False)], requirement
        assert requirement.url is None, requirement


@pytest.mark.parametrize("platform", PLATFORMS.values(), ids=PLATFORMS)
def test_nothing_that_is_needed_is_missing(platform):
    assert unpinned(pins(platform), platform) == set()


def test_the_program_runs_without_the_development_packages():
    assert unpinned(pins({}, files=FILES[:1]), {}) == set()


def test_a_gap_is_found():
    assert unpinned({"openpyxl": "==3.1.5"}, {}) == {"openpyxl needs et-xmlfile"}


def test_what_is_installed_is_what_is_pinned():
    assert {name: f"=={metadata.version(name)}" for name in pins({})} == pins({})
