"""No file and no function outgrows its reader; the list of exceptions may only shrink."""

from __future__ import annotations

import ast

import pytest

from tests.conftest import ROOT

MAX_FILE_LINES = 400
MAX_FUNCTION_LINES = 50
PLACES = ("models", "storage", "export", "ui", "tools", "benchmarks", "main.py", "run.py")

EXCEPTIONS: dict[str, int] = {}
"""`path` or `path::function` -> its lines.  Nothing may be added, and what no longer exceeds must go."""

MAX_EXCEPTIONS = 0


def python_files():
    for place in PLACES:
        path = ROOT / place
        yield from [path] if path.is_file() else sorted(path.rglob("*.py"))


def sizes_of(name, source):
    """(name, lines, limit) of a file and of each function in it."""
    yield name, len(source.splitlines()), MAX_FILE_LINES
    for node in functions_of(ast.parse(source)):
        yield f"{name}::{node.name}", (node.end_lineno or node.lineno) - node.lineno + 1, MAX_FUNCTION_LINES


def functions_of(node):
    """The functions below a node; expressions, which hold none and are most of a tree, are left out."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, (ast.stmt, ast.excepthandler, ast.match_case)):
            if isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef)):
                yield child
            yield from functions_of(child)


def oversized(files):
    return {name: lines for file, source in files for name, lines, limit in sizes_of(file, source) if lines > limit}


@pytest.fixture(scope="module")
def found():
    files = [(path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")) for path in python_files()]
    assert len(files) > 5
    return oversized(files)


def test_nothing_is_oversized(found):
    assert {name: lines for name, lines in found.items() if lines > EXCEPTIONS.get(name, 0)} == {}


def test_the_exceptions_only_shrink(found):
    assert len(EXCEPTIONS) <= MAX_EXCEPTIONS
    assert {name: found.get(name) for name in EXCEPTIONS} == EXCEPTIONS


def test_a_long_file_and_a_long_function_are_found():
    long_function = "def grown():\n" + "    pass\n" * MAX_FUNCTION_LINES
    long_file = "x = 1\n" * (MAX_FILE_LINES + 1)
    assert oversized([("a.py", long_function), ("b.py", long_file)]) == {"a.py::grown": 51, "b.py": 401}
