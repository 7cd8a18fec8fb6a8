"""PySide's support for signatures, run when it is first asked for instead of whenever PySide is imported.

Shiboken carries a dozen Python modules as sources in an archive of its own. It compiles and runs them all at each
start, an eighth of ours, for messages about wrong arguments, ``help()`` and stub files, which a start has no use for.
"""

from __future__ import annotations

import builtins
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_PACKAGE = "shibokensupport/signature/"
DEFERRED = frozenset(
    _PACKAGE + name
    for name in (
        "errorhandler.py", "layout.py", "parser.py", "lib/enum_sig.py", "lib/pyi_generator.py",
        "lib/tool.py", "mapping.py",
    )
)  # fmt: skip
_STUB = """
def __getattr__(name):
    from ui.late_support import run
    return run(globals(), name)
"""
_MAPPING = """
def update_mapping():
    from ui.late_support import run
    return run(globals(), "update_mapping")()
"""
"""Shiboken looks this one up among the module's names, without asking the module for it."""
_sources: dict[str, bytes] = {}


@contextmanager
def late_support() -> Iterator[None]:
    """Import PySide in here. Modules that are not known to be needed late are left as they are."""
    compiled = builtins.compile

    def compile_late(source: Any, filename: Any, mode: str, *more: Any, **named: Any) -> Any:
        if filename in DEFERRED and type(source) is bytes:
            _sources[filename] = source
            source = _STUB + (_MAPPING if filename.endswith("mapping.py") else "")
        return compiled(source, filename, mode, *more, **named)

    builtins.compile = compile_late
    try:
        yield
    finally:
        builtins.compile = compiled


def run(module: dict[str, Any], name: str) -> Any:
    """Run a module's own code in its namespace; the name that was asked for.

    :raises AttributeError: it has no such name. What Python itself asks every module for runs nothing.
    """
    source = None if name.startswith("__") else _sources.pop(module["__file__"], None)
    if source is not None:
        del module["__getattr__"]
        exec(compile(source, module["__file__"], "exec"), module)  # noqa: S102  PySide's own
    try:
        return module[name]
    except KeyError:
        raise AttributeError(f"module {module['__name__']} has no attribute {name}") from None
