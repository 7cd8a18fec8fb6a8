"""Every recorded step of a document, or of one cell: when, who, what, before and after."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from models import notes, signoff, wording
from models.edits import CellChange, Change, Entry, Row, RowDelete, RowInsert, RowMove, RowUpdate, SettingChange
from models.narrative.prose import BASIS, REASON, TEXT
from models.refs import CellRef
from models.workspace import Workspace
from ui.dialogs.framing import Framed
from ui.dialogs.setting_names import setting_name
from ui.dialogs.tables import text_table

if TYPE_CHECKING:
    from storage import HistoryLine

HEADINGS = ("时间", "操作人", "操作", "方式", "内容")
_WIDTHS = (150, 100, 150, 70, 0)
_ACTIONS = {"do": "", "undo": "撤销：", "redo": "重做："}
_MOST_CHANGES = 3


class HistoryDialog(Framed):
    """A table of history lines, newest first."""

    def __init__(
        self, workspace: Workspace, lines: Sequence[HistoryLine], cell: CellRef | None, parent: QWidget | None = None
    ) -> None:
        title = "当前单元格的历史" if cell is not None else "全部历史"
        sub = wording.cell_name(workspace, cell) if cell is not None else f"共 {len(lines)} 步，最近的在最上面。"
        super().__init__(title, sub, parent)
        self.resize(900, 520)
        rows = [row(workspace, line, cell) for line in lines]
        self.table = text_table(HEADINGS, rows, _WIDTHS, parent=self)
        self.body.addWidget(self.table)
        if not lines:
            self.sub.setText(f"{sub}　还没有改动记录。")
        self.add_buttons(cancel="关闭")


def row(workspace: Workspace, line: HistoryLine, cell: CellRef | None) -> tuple[str, ...]:
    """The texts of one history line; only what it did to ``cell``, where one is given."""
    changes = [change for change in line.edit.changes if cell is None or getattr(change, "ref", None) == cell]
    words = "；".join(change_words(workspace, change, short=cell is not None) for change in changes[:_MOST_CHANGES])
    if len(changes) > _MOST_CHANGES:
        words += f"；等 {len(changes)} 处"
    time = line.time.strftime("%Y-%m-%d %H:%M:%S")
    return (time, line.who, f"{_ACTIONS.get(line.action, '')}{line.label}", line.cause, words)


def change_words(workspace: Workspace, change: Change, *, short: bool = False) -> str:
    """One change in words: what it was before and is now."""
    match change:
        case CellChange():
            figures = f"{_entry(change.old)} → {_entry(change.new)}"
            return figures if short else f"{wording.cell_name(workspace, change.ref)}：{figures}"
        case RowInsert(form, _index, added):
            return f"{_number(workspace, form)}增加“{_name(added)}”"
        case RowDelete(form, _index, gone):
            return f"{_number(workspace, form)}删除“{_name(gone)}”"
        case RowMove(form, _block, row_id, old, new):
            known = workspace.document.has_row(form, row_id)
            name = _name(workspace.document.row(form, row_id)) if known else "（已删除的行）"
            return f"{_number(workspace, form)}“{name}”由第 {old + 1} 行移到第 {new + 1} 行"
        case RowUpdate(form, old_row, new_row):
            return f"{_number(workspace, form)}“{_name(old_row)}”改为“{_name(new_row)}”"
        case SettingChange():
            return _setting_words(workspace, change)


def _setting_words(workspace: Workspace, change: SettingChange) -> str:
    noted = notes.cell_of(change.key)
    old, new = change.old, change.new
    if noted is not None and noted.form in workspace.pack.form_by_id:
        name = f"{wording.cell_name(workspace, noted)} 批注"
    elif change.key == signoff.KEY:
        name, old, new = "签批", *(_signed(text) for text in (old, new))
    elif change.key.startswith(TEXT):  # as it is kept, with the marks of its figures, nobody can read it
        return f"{_section(workspace, change.key)}：{'改写' if new else '恢复自动生成'}"
    elif change.key.startswith((REASON, BASIS)):
        name = f"{_section(workspace, change.key)} {'变动原因' if change.key.startswith(REASON) else '原因所依据的数'}"
    else:
        name = setting_name(change.key)
    return f"{name}：{old or '空'} → {new or '空'}"


def _section(workspace: Workspace, key: str) -> str:
    """The section whose text, reason or figure behind a reason a setting holds."""
    return wording.section_name(workspace, key.split(".")[1])


def _signed(text: str) -> str:
    """The last step that was signed; 编制 before any was."""
    steps = signoff.decoded(text)
    return f"{steps[-1].stage.title}（{steps[-1].who}）" if steps else signoff.Stage.PREPARATION.title


def _entry(entry: Entry | None) -> str:
    return entry.text if entry is not None else "空"


def _name(row_: Row) -> str:
    return " ".join(filter(None, (row_.code, row_.label))) or "空行"


def _number(workspace: Workspace, form: str) -> str:
    known = workspace.pack.form_by_id.get(form)
    return known.number if known else form
