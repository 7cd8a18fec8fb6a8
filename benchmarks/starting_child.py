"""One start of :mod:`benchmarks.starting`: ``python -m benchmarks.starting_child sample|empty FILE``.

Prints ``painted`` once the main window has been painted, then the modules loaded by then, and ends. ``sample`` runs
the program's own ``main``; only where Qt would wait for the user is the paint awaited and the process ended.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Sequence


def _end() -> None:
    """Say so and go; closing neatly is not what is measured, but the file must be given back."""
    from PySide6.QtWidgets import QApplication

    loaded = sorted(sys.modules)
    sys.stdout.write("painted\n")
    sys.stdout.flush()
    sys.stdout.write(json.dumps(loaded) + "\n")
    sys.stdout.flush()
    for window in QApplication.topLevelWidgets():
        window.close()
    os._exit(0)


def _painted(*_arguments: object) -> int:
    """In place of the event loop: handle events until the main window and what one works with in it are painted."""
    from PySide6.QtCore import QEvent, QObject
    from PySide6.QtWidgets import QApplication, QMainWindow

    class Watch(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint:
                awaited.discard(watched)
            return False

    watch = Watch()
    # Nothing else is watched: every object that a filter is shown costs Python an object of its own.
    window = next(widget for widget in QApplication.topLevelWidgets() if isinstance(widget, QMainWindow))
    awaited: set[QObject] = {window}
    bench = getattr(window, "workbench", None)
    if bench is not None:  # they are painted with the window
        awaited = {bench.editor.view.viewport(), bench.findings.table.viewport()}
    for widget in awaited:
        widget.installEventFilter(watch)
    while awaited:
        QApplication.processEvents()
    _end()
    return 0


def _sample(path: str) -> None:
    import main

    load = main.load_window

    def load_and_watch() -> Callable[[Sequence[str]], int]:
        run = load()  # imports PySide, as the program does it
        from PySide6.QtWidgets import QApplication

        QApplication.exec = _painted  # type: ignore[method-assign]
        return run

    main.load_window = load_and_watch
    main.main([path])


def _empty(_path: str) -> None:
    from PySide6.QtWidgets import QApplication, QMainWindow

    _application = QApplication([])
    window = QMainWindow()
    window.resize(1280, 800)
    window.show()
    _painted()


if __name__ == "__main__":
    {"sample": _sample, "empty": _empty}[sys.argv[1]](sys.argv[2])
