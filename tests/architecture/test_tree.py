"""The project stands alone, and its tests can all be found."""

from __future__ import annotations

import os

from tests.conftest import ROOT

NOT_OURS = {".git", ".venv", "out", "build", "dist", "__pycache__"}
TEXT_ENDINGS = {".py", ".md", ".toml", ".txt", ".csv", ".lark", ".json", ".jsonl", ".qss", ".svg", ".cfg", ".spec", ""}
MEANT_ELSEWHERE = (
    ".." + "/shared",
    "/" + "work/",
    "/tmp/" + "brief",
    "py" + "pi.org",
    "python" + "hosted",
    "npm" + "js.org",
)


def our_files():
    for folder, folders, names in os.walk(ROOT):
        folders[:] = [name for name in folders if name not in NOT_OURS and not name.endswith(("_cache", ".hypothesis"))]
        here = os.path.relpath(folder, ROOT)
        yield from (ROOT / here / name for name in names)


def places_meant_elsewhere(name, text):
    return [f"{name}: {place}" for place in MEANT_ELSEWHERE if place in text]


def test_no_file_points_outside_the_project():
    texts = [path for path in our_files() if path.suffix in TEXT_ENDINGS]
    assert len(texts) > 10
    found = [
        hit
        for path in texts
        for hit in places_meant_elsewhere(path.relative_to(ROOT), path.read_text(encoding="utf-8", errors="replace"))
    ]
    assert found == []


def test_a_path_outside_is_found():
    assert places_meant_elsewhere("a.py", "open('.." + "/shared/seed')") != []


def test_every_test_folder_is_a_package():
    """Without its `__init__.py`, tests/models would hide the real models."""
    folders = {path.parent for path in (ROOT / "tests").rglob("*.py")}
    between = {parent for folder in folders for parent in folder.parents if parent.is_relative_to(ROOT / "tests")}
    assert [str(folder) for folder in folders | between if not (folder / "__init__.py").exists()] == []
