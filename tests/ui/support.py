"""Builders for tests of the window: sessions over the sample, a file that may refuse, cells by address."""

from __future__ import annotations

import functools
from datetime import UTC, datetime

from models import planning
from models.errors import GoujiError
from tests.support.budgets import cell as budget_cell
from tests.support.budgets import sample
from ui import app
from ui.session import Session

PROJECT = "table03.2013299.project_expenditure"
PROJECT_TOTAL = "table03.2013299.total"


@functools.cache
def application():
    """The application that looks like ours, dressed once: dressing it again styles every widget left anew."""
    return app.make_application()


def session(file=None, *, stated=True, words=False, checked=False):
    """The sample: every printed figure stated, or none. Its words are checked when a test asks, or else with ``words``
    after each edit, as in the window; that takes much longer than most tests. ``checked``: they are for now.
    """
    made = Session(sample(stated=stated, checked=checked), file)
    if not words:
        made._words_due.timeout.disconnect()
    return made


def cell(owner, address):
    """The CellRef of an address, for a session or a workspace."""
    return budget_cell(getattr(owner, "workspace", owner), address)


def computed_session():
    """The sample with only those cells stated that nothing works out."""
    made = session()
    defined = [ref for ref in made.document.entries if made.workspace.is_defined(ref)]
    made.workspace.apply(planning.clear(made.workspace, defined))
    return made


def listened(signal):
    """All that a signal says from now on."""
    heard = []
    signal.connect(lambda *values: heard.append(values))
    return heard


class FakeFile:
    """What a session asks of a DocumentFile; ``refusal`` is what the next save says."""

    def __init__(self, edits=(), done=0, *, read_only=False):
        self.edits, self.done, self.read_only = list(edits), done, read_only
        self.recorded = []
        self.view = {}
        self.refusal = ""
        self.saved_at = datetime(2026, 3, 2, 14, 20, 7, tzinfo=UTC)

    def undo_stack(self):
        return self.edits, self.done

    def record(self, edit, action):
        if self.refusal:
            raise GoujiError(self.refusal)
        self.recorded.append((action, edit))

    def view_state(self):
        return dict(self.view)

    def set_view_state(self, state):
        self.view = dict(state)
