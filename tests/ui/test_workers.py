from __future__ import annotations

import threading

import pytest
from PySide6.QtWidgets import QWidget

from tests.ui.support import listened
from ui.dialogs import progress
from ui.workers import Task


@pytest.fixture
def parent(qtbot):
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


def test_the_result_comes_back_in_the_gui_thread(qtbot, qapp):
    threads = []

    def work(step):
        step.step("一")
        threads.append(threading.current_thread())
        return 42

    task = Task(work)
    steps = listened(task.progress.stepped)
    results = listened(task.done)
    task.done.connect(lambda _result: threads.append(threading.current_thread()))
    with qtbot.waitSignal(task.finished):
        task.start()
    assert results == [(42,)]
    assert steps == [("一",)]
    assert threads[0] is not threads[1]
    assert threads[1] is threading.main_thread()


def test_a_failure_comes_as_the_exception(qtbot, qapp):
    def work(_step):
        raise ValueError("x")

    task = Task(work)
    with qtbot.waitSignal(task.failed) as caught:
        task.start()
    assert isinstance(caught.args[0], ValueError)


def test_work_stops_at_its_next_step(qtbot, qapp):
    begun, go_on = threading.Event(), threading.Event()

    def work(step):
        begun.set()
        go_on.wait(5)
        step.step("zwei")
        return "never"

    task = Task(work)
    done = listened(task.done)
    task.start()
    assert begun.wait(5)
    task.cancel()
    with qtbot.waitSignal(task.cancelled):
        go_on.set()
    assert done == []


def test_the_window_takes_no_input_while_work_is_done(qtbot, parent):
    begun, go_on = threading.Event(), threading.Event()

    def work(_step):
        begun.set()
        go_on.wait(5)

    pressed = []
    parent.keyPressEvent = lambda event: pressed.append(event.key())
    with qtbot.waitExposed(parent):
        parent.show()
    results = []
    task = progress.run(parent, "输出", work, results.append, results.append)
    assert begun.wait(5)
    qtbot.keyClick(parent, "a")
    assert not parent.close()
    with qtbot.waitSignal(task.finished):
        go_on.set()
    qtbot.keyClick(parent, "b")
    assert (len(pressed), results) == (1, [None])


def test_a_dialog_appears_when_it_takes_a_while_and_cancels(qtbot, parent, monkeypatch):
    monkeypatch.setattr(progress, "APPEARS_MS", 0)
    go_on = threading.Event()

    def work(step):
        step.step("正在写")
        go_on.wait(5)
        step.step()

    parent.show()
    task = progress.run(parent, "输出", work, lambda _result: None, lambda _error: None)
    qtbot.waitUntil(lambda: bool(parent.findChildren(progress.ProgressDialog)))
    dialog = parent.findChild(progress.ProgressDialog)
    qtbot.waitUntil(dialog.isVisible)
    dialog.cancel_button.click()
    assert dialog.isVisible()  # until the work has stopped
    with qtbot.waitSignal(task.cancelled):
        go_on.set()
