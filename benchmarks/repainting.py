"""(b) An edit until the window has repainted, without a screen (Qt's ``offscreen`` draws into memory).

Each edit goes the way of a keystroke: item model, plan, undo stack, workspace, file, every panel's update; then the
event loop runs until everything that the edit has made stale is painted. Three windows: a form alone, the whole window
without a file, and the whole window with each edit saved, which is what users have. ``every_cell`` repaints all cells
of the form besides, which an edit does not ask for. ``p95_processor_ms`` leaves out the disk and other programs.
"""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack, nullcontext
from typing import Any, NamedTuple

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from benchmarks.files import Files
from benchmarks.generate import document, leaves, typed
from benchmarks.measure import Result, frozen, judged, percentile, spread
from models.refs import CellRef
from models.workspace import Workspace
from storage import DocumentFile
from ui.app import make_application
from ui.editors.form_editor import FormEditor
from ui.main_window import SIZE, MainWindow
from ui.session import Session

BOUND_MS = 16.0
JUDGED_ROWS = 10_000
EDITS, QUICK_EDITS = 240, 8
FORMS = ("table12", "table03")
"""The longest form, and the one whose edits run through most others."""
DISPLAY = {"width": SIZE[0], "height": SIZE[1]}


class Shown(NamedTuple):
    """What is measured: the session, and the way to a form's editor, shown in its window."""

    session: Session
    editor: Callable[[str], FormEditor]
    close: Callable[[], object]


def run(sizes: tuple[int, ...], files: Files, *, quick: bool) -> Result:
    """Every size; the bound is for saved edits in the whole window, at 10 000 rows or the largest below."""
    app = make_application()
    found = [_one_size(app, size, files, QUICK_EDITS if quick else EDITS) for size in sizes]
    last = next((size for size in reversed(found) if size["rows"] <= JUDGED_ROWS), found[0])
    what = f"p95_ms of saved edits in the window at {last['rows']} rows"
    return judged({"window": DISPLAY, "sizes": found}, last["window_and_file"]["p95_ms"], BOUND_MS, what)


def _one_size(app: QApplication, rows: int, files: Files, edits: int) -> Result:
    result: Result = {"rows": rows}
    for name, show in (("form", _form), ("window", _window), ("window_and_file", _window_and_file)):
        with ExitStack() as stack:
            shown = show(rows, files, stack)
            with frozen():
                result[name] = _edits(app, shown, edits)
            shown.close()
            app.processEvents()
    return result


def _form(rows: int, _files: Files, _stack: ExitStack) -> Shown:
    session = Session(Workspace(document(rows)))
    window = QMainWindow()
    window.resize(*SIZE)
    editors: dict[str, FormEditor] = {}

    def editor(form: str) -> FormEditor:
        if form not in editors:
            editors[form] = FormEditor(session, form)
        window.takeCentralWidget()
        window.setCentralWidget(editors[form])
        return editors[form]

    window.show()
    return Shown(session, editor, window.close)


def _window(rows: int, _files: Files, _stack: ExitStack) -> Shown:
    return _whole(Session(Workspace(document(rows))))


def _window_and_file(rows: int, files: Files, stack: ExitStack) -> Shown:
    file = stack.enter_context(DocumentFile.open(files.copy(rows, "repainting")))
    return _whole(Session(Workspace(file.load()), file))


def _whole(session: Session) -> Shown:
    window = MainWindow()
    window.resize(*SIZE)
    window.show()
    window.show_session(session)

    def editor(form: str) -> FormEditor:
        bench = window.workbench
        assert bench is not None
        bench.show_form(form)
        return bench.editor

    return Shown(session, editor, window.close)


def _edits(app: QApplication, shown: Shown, count: int) -> Result:
    """Edits on each form in turn; every second one puts the old figure back."""
    rnd = random.Random(3)
    saving: list[float] = []
    by_form: dict[str, list[float]] = {form: [] for form in FORMS}
    whole: list[float] = []
    processor: list[float] = []
    watch = _Watch()
    with _timed_saving(shown.session.file, saving):
        for form, times in by_form.items():
            editor = shown.editor(form)
            _let_go_on(app)
            editor.view.viewport().installEventFilter(watch)
            cells = [ref for ref in leaves(shown.session.document) if ref.form == form]
            for turn in range(count // 2):
                ref = rnd.choice(cells)
                old = shown.session.document.entries[ref].text
                editor.show_cell(ref)
                _let_go_on(app)
                every_cell = turn % 4 == 3
                for text in (typed(rnd.randrange(1, 1_000_000)), old):
                    before = time.thread_time()
                    taken = _one(app, editor, ref, text, watch, every_cell=every_cell)
                    if every_cell:
                        whole.append(taken)
                        continue
                    times.append(taken)
                    processor.append((time.thread_time() - before) * 1_000)
    every = [taken for times in by_form.values() for taken in times]
    by_name = {form: round(percentile(times, 0.95), 3) for form, times in by_form.items()}
    result = {**spread(every, 50, 95, 99), "p95_processor_ms": round(percentile(processor, 0.95), 3)}
    result |= {"p95_by_form_ms": by_name, "every_cell": spread(whole, 50, 95)}
    return {**result, "of_that_saving": spread(saving, 50, 95)} if saving else result


def _one(app: QApplication, editor: FormEditor, ref: CellRef, text: str, watch: _Watch, *, every_cell: bool) -> float:
    index = editor.model.index_of(ref)
    watch.seen.clear()
    started = time.perf_counter()
    done = editor.model.setData(index, text)
    if every_cell:
        for view in editor.grid.views:
            view.viewport().repaint()
    _let_go_on(app)
    taken = (time.perf_counter() - started) * 1_000
    if not done or editor.view.viewport() not in watch.seen:
        raise AssertionError(f"the edit of {ref} was not taken, or not painted")
    return taken


def _let_go_on(app: QApplication) -> None:
    """Let the event loop paint, let those who wait for it to come round do their work, and paint that."""
    for _round in range(3):
        app.processEvents()


class _Watch(QObject):
    """Sees which viewports are painted."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: set[QWidget] = set()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Override QObject.eventFilter."""
        if event.type() == QEvent.Type.Paint and isinstance(watched, QWidget):
            self.seen.add(watched)
        return False


def _timed_saving(file: Any, times: list[float]) -> AbstractContextManager[object]:
    """Let ``file.record`` note how long it takes."""
    if file is None:
        return nullcontext()
    from unittest import mock

    record = file.record

    def timed(*arguments: object) -> None:
        started = time.perf_counter()
        record(*arguments)
        times.append((time.perf_counter() - started) * 1_000)

    return mock.patch.object(file, "record", timed)
