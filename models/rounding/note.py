"""The footnote that says why sums may be a cent off, for documents that keep their 尾差 instead of balancing them."""

from __future__ import annotations

from models import planning
from models.document import Document
from models.edits import Edit
from models.workspace import Workspace

SETTING = "rounding_note"
"""The document setting: ``on`` or ""."""
TEXT = "注：表中金额四舍五入到两位小数，个别合计数与分项之和的尾数可能略有出入，不影响实际金额。"


def is_on(document: Document) -> bool:
    """Whether the document prints the note."""
    return document.settings.get(SETTING) == "on"


def switched(workspace: Workspace, on: bool) -> Edit:
    """The edit that switches the note on or off; empty where it is so already."""
    return planning.set_setting(workspace, SETTING, "on" if on else "")
