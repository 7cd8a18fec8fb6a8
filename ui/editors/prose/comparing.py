"""A section beside another text: what its template says, or what last year's file said."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from models.errors import GoujiError
from models.narrative.prose import Prose, Rendered
from models.wording import section_name
from models.workspace import Workspace
from ui.dialogs.asking import DOCUMENTS
from ui.dialogs.text_diff import DiffDialog

if TYPE_CHECKING:
    from ui.editors.prose.commands import Commands
    from ui.editors.prose.page import ProsePage

_LAST_YEAR = "last_year_file"


def with_automatic(commands: Commands, page: ProsePage) -> None:
    """Compare with what the template says; the user may take that."""
    session, key = page.session, page.current.key
    prose = session.workspace.words.prose
    own, other = (_plain(prose.render(key, automatic=automatic)) for automatic in (False, True))
    name = section_name(session.workspace, key)
    able = not session.read_only and not prose.is_automatic(key)
    dialog = DiffDialog(name, ("现稿", own), ("自动稿", other), "采用自动稿" if able else "", page)
    if commands.run(dialog):
        commands.restore()


def with_last_year(commands: Commands, page: ProsePage) -> None:
    """Compare with the same section of a file that the user chooses."""
    session, key = page.session, page.current.key
    remembered = session.view_state(_LAST_YEAR)
    folder = Path(remembered).parent if isinstance(remembered, str) else Path.home()
    path = commands.asker.open_path(page, "选择上年的预算文件", folder, DOCUMENTS)
    if path is None:
        return
    try:
        text = _text_of(path, key)
    except GoujiError as error:
        commands.asker.warn(page, str(error))
        return
    session.remember(_LAST_YEAR, str(path))
    own = _plain(session.workspace.words.prose.render(key))
    name = section_name(session.workspace, key)
    commands.run(DiffDialog(name, ("现稿", own), (f"上年文稿（{path.name}）", text), "", page))


def _text_of(path: Path, key: str) -> str:
    """The words of a section in another file.

    :raises GoujiError: it cannot be read, or has no such section.
    """
    from storage import DocumentFile

    with DocumentFile.open(path, read_only=True, backup=False) as file:
        document = file.load()
    if document.pack.narrative.section(key) is None:
        raise GoujiError(f"{path.name} 里没有这一节文字，请换一份文件。")
    return _plain(Prose(Workspace(document)).render(key))


def _plain(rendered: Rendered) -> str:
    """The words line by line; a chart is only named as one."""
    return "\n".join("［图］" if line.style == "chart" else line.text for line in rendered.lines)
