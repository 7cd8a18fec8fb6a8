"""What the user wants of the book's words, turned into an Edit."""

from __future__ import annotations

from models.edits import Edit, SettingChange
from models.errors import PlanError
from models.narrative import markup
from models.narrative.prose import BASIS, EMPTY, REASON, TEXT, Prose
from models.workspace import Workspace

MAX_TEXT = 30_000
"""Characters that a section may have: what the file holds, with room for its figures."""


def set_section(workspace: Workspace, key: str, text: str, label: str = "修改文字") -> Edit:
    """Give a section a text of its own (see :mod:`models.narrative.markup`); the same as the template's is none.

    :raises PlanError: it is too long.
    """
    if len(text) > MAX_TEXT:
        raise PlanError(f"这一节有 {len(text)} 字，超过 {MAX_TEXT} 字，请分成几节或删减。")
    prose = Prose(workspace)
    kept = "" if text == prose.automatic(key) else text or EMPTY
    return _settings(workspace, label, {TEXT + key: kept})


def restore_automatic(workspace: Workspace, key: str) -> Edit:
    """Let a section follow its template again."""
    return _settings(workspace, "恢复自动生成", {TEXT + key: ""})


def set_reason(workspace: Workspace, section: str, piece: markup.ReasonPiece, words: str) -> Edit:
    """Write a reason, for the figure as it stands now."""
    basis = Prose(workspace).reason_basis(piece) if words.strip() else ""
    wanted = {f"{REASON}{section}.{piece.key}": words.strip(), f"{BASIS}{section}.{piece.key}": basis}
    return _settings(workspace, "填写变动原因", wanted)


def set_facts(workspace: Workspace, wanted: dict[str, str], label: str = "修改基本信息") -> Edit:
    """Change several settings at once."""
    return _settings(workspace, label, {key: text.strip() for key, text in wanted.items()})


def _settings(workspace: Workspace, label: str, wanted: dict[str, str]) -> Edit:
    settings = workspace.document.settings
    changes = tuple(
        SettingChange(key, settings.get(key, ""), text) for key, text in wanted.items() if settings.get(key, "") != text
    )
    return Edit(label, "文字", changes)
