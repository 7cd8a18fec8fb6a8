"""版本: named versions and the last output, to compare with, go back to, or take out as a file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from models import versions
from models.document import Document
from models.errors import GoujiError, StaleEditError
from ui.dialogs.asking import DOCUMENTS
from ui.handlers.host import Host, open_workbench
from ui.session import Session

if TYPE_CHECKING:
    from models.version_changes import Difference
    from ui.dialogs.versions_dialog import Kept
    from ui.workers import Progress

OUTPUT = "last_output"
"""What the last output is remembered under, with the file: what it was, when, and the last history line then."""


def note_output(session: Session, what: str) -> None:
    """Remember that the document as it stands has been printed or written."""
    if session.file is not None:
        now = datetime.now().astimezone().isoformat()
        session.remember(OUTPUT, {"what": what, "time": now, "line": session.file.last_line})


class VersionHandler:
    """Keeps versions, and shows what became of them."""

    def __init__(self, host: Host) -> None:
        self._host = host

    def actions(self) -> dict[str, Callable[[], object]]:
        """What each action does."""
        return {"keep_version": self.keep, "versions": self.show}

    def keep(self) -> None:
        """Ask for a name and keep the document as it stands under it."""
        from ui.dialogs.versions_dialog import VersionNameDialog

        session, host = open_workbench(self._host).session, self._host
        dialog = VersionNameDialog(session.document, host.widget)
        if host.asker.run(dialog) and session.mark(versions.keep(session.document, dialog.name)):
            session.message.emit(f"已存为版本“{dialog.name}”；在“文件→版本”里可以比较、恢复。")
        dialog.deleteLater()

    def show(self) -> None:
        """List the versions, and do with one what the user wants."""
        from ui.dialogs.versions_dialog import VersionsDialog, Wanted

        session, host = open_workbench(self._host).session, self._host
        if session.file is None:
            return
        try:
            kept = versions_of(session)
        except GoujiError as error:
            host.asker.warn(host.widget, str(error))
            return
        dialog = VersionsDialog(kept, host.widget, may_restore=not session.read_only)
        accepted, chosen = host.asker.run(dialog), dialog.chosen
        dialog.deleteLater()
        if accepted and chosen is not None and (then := self._then(session, chosen)) is not None:
            does = {Wanted.COMPARE: self._compare, Wanted.RESTORE: self._restore, Wanted.TAKE_OUT: self._take_out}
            does[dialog.wanted](session, chosen, then)

    def _then(self, session: Session, chosen: Kept) -> Document | None:
        """The document as it stood at a version; says why where that cannot be told."""
        assert session.file is not None
        try:
            edits = [line.edit for line in session.file.history(after=chosen.line)]
            return versions.before(session.document, edits)
        except GoujiError as error:
            self._host.asker.warn(self._host.widget, str(error))
        except StaleEditError:
            self._host.asker.warn(
                self._host.widget,
                f"“{chosen.name}”以后的历史里有本程序不认识的内容，推不出当时的样子；请用“恢复备份”取回当时的备份。",
            )
        return None

    def _compare(self, session: Session, chosen: Kept, then: Document) -> None:
        from models.version_changes import differences
        from models.workspace import Workspace
        from ui.dialogs import progress

        def work(step: Progress) -> list[Difference]:
            step.step("正在算出当时的内容")
            old = Workspace(then, session.workspace.plan)
            step.step("正在逐格比较")
            return differences(old, session.workspace)

        def done(found: list[Difference]) -> None:
            from ui.dialogs.version_compare import VersionCompareDialog

            dialog = VersionCompareDialog(chosen, found, self._host.asker, self._host.widget)
            if self._host.asker.run(dialog) and dialog.target is not None:
                session.goto(dialog.target)
            dialog.deleteLater()

        progress.run(self._host.widget, f"与“{chosen.name}”比较", work, done, self._fail)

    def _restore(self, session: Session, chosen: Kept, then: Document) -> None:
        edit = versions.restore(session.document, then, chosen.name)
        if not edit:
            session.message.emit(f"现在的内容与“{chosen.name}”完全相同，不用恢复。")
            return
        text = f"把内容恢复到“{chosen.name}”（{chosen.time:%Y-%m-%d %H:%M}）？"
        detail = f"共改动 {len(edit.changes)} 处。恢复之前自动备份；恢复算一步，可以撤销。"
        if self._host.asker.choose(self._host.widget, text, ("恢复",), detail) == 0 and session.submit(edit):
            session.message.emit(f"已恢复到“{chosen.name}”，可以撤销。")

    def _take_out(self, session: Session, chosen: Kept, then: Document) -> None:
        from storage import DocumentFile

        assert session.file is not None
        path, host = session.file.path, self._host
        name = "".join("_" if char in '\\/:*?"<>|' else char for char in chosen.name)
        target = host.asker.save_path(
            host.widget, "另存此版本", path.with_name(f"{path.stem}-{name}{path.suffix}"), DOCUMENTS
        )
        if target is None:
            return
        try:
            DocumentFile.create(target, then, overwrite=True).close()
        except GoujiError as error:
            host.asker.warn(host.widget, str(error))
            return
        session.message.emit(f"“{chosen.name}”已另存到“{target}”，正在编辑的文件不变。")

    def _fail(self, error: Exception) -> None:
        if not isinstance(error, GoujiError):
            raise error
        self._host.asker.warn(self._host.widget, str(error))


def versions_of(session: Session) -> list[Kept]:
    """The versions of a document, newest first, the last output among them.

    :raises StorageError: the history cannot be read.
    """
    from ui.dialogs.versions_dialog import Kept

    file = session.file
    assert file is not None
    marks = [line for prefix in versions.MARKS for line in file.history(setting=prefix)]

    def steps_since(number: int) -> int:
        return file.last_line - number - sum(line.id > number for line in marks)

    found = [
        Kept(name, line.time, line.who, line.id, steps_since(line.id))
        for line in marks
        if (name := versions.name_of(line.edit))
    ]
    if (last := _last_output(session.view_state(OUTPUT))) is not None and last[2] <= file.last_line:
        what, time, line_id = last
        found.append(Kept(f"上次{what}", time, "", line_id, steps_since(line_id)))
    return sorted(found, key=lambda one: one.time, reverse=True)


def _last_output(state: Any) -> tuple[str, datetime, int] | None:
    """What was remembered; ``None`` where that is nothing, or not readable."""
    try:
        return str(state["what"]), datetime.fromisoformat(state["time"]), int(state["line"])
    except (TypeError, KeyError, ValueError):
        return None
