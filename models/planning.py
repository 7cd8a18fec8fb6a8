"""What the user wants, turned into an Edit. Nothing here changes a document."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping

import msgspec

from models import linking, notes, renaming
from models.amounts import Unit, parse
from models.edits import CellChange, Change, Edit, Entry, Row, RowDelete, RowInsert, RowMove, RowUpdate, SettingChange
from models.errors import AmountError, PlanError
from models.forms import ColumnDef, ColumnKind, FormDef
from models.refs import CellRef
from models.rowids import new_row_id
from models.workspace import Workspace

MAX_LABEL = 200


def entry_for(text: str, unit: Unit) -> Entry | None:
    """The statement of a typed text: ``None`` for a blank; a text that is no amount is kept, without a figure."""
    cleaned = text.strip()
    if not cleaned:
        return None
    try:
        amount = parse(cleaned, unit)
    except AmountError:
        return Entry(cleaned[:MAX_LABEL], None)
    return Entry(cleaned, amount.fen, amount.slack) if amount is not None else None


def why_unreadable(text: str, unit: Unit) -> str:
    """The sentence for a text that is no amount, or ""."""
    try:
        parse(text, unit)
    except AmountError as error:
        return str(error)
    return ""


def set_cells(workspace: Workspace, wanted: Mapping[CellRef, str], label: str = "录入", cause: str = "录入") -> Edit:
    """State amounts; a blank text takes the statement back (a computed cell becomes automatic again)."""
    return Edit(label, cause, tuple(_cell_changes(workspace, wanted)))


def _cell_changes(workspace: Workspace, wanted: Mapping[CellRef, str]) -> Iterator[CellChange]:
    for ref, text in wanted.items():
        old = workspace.document.entries.get(ref)
        new = entry_for(text, workspace.pack.form(ref.form).unit)
        if old != new and not (old and new and old.fen == new.fen and old.slack == new.slack and old.fen is not None):
            yield CellChange(*ref, old, new)


def clear(workspace: Workspace, refs: Iterable[CellRef], label: str = "清除内容") -> Edit:
    """Take back what was stated in these amount cells."""
    return set_cells(workspace, dict.fromkeys(refs, ""), label, "清除")


def set_setting(workspace: Workspace, key: str, text: str) -> Edit:
    """Change a document setting such as the department's name."""
    old = workspace.document.settings.get(key, "")
    changes = (SettingChange(key, old, text.strip()),) if old != text.strip() else ()
    return Edit("修改基本信息", "设置", changes)


# -- texts of rows -----------------------------------------------------------------------------------------------------


def set_text(workspace: Workspace, ref: CellRef, text: str) -> Edit:
    """Change a code, label or text cell of a detail row. A code fills an empty name from the catalogue.

    A 单位 that is named for the first time is listed in the forms that the pack links as well; a name that stands there
    too is changed with it.

    :raises PlanError: the row belongs to the form.
    """
    document = workspace.document
    form = workspace.pack.form(ref.form)
    row = document.row(ref.form, ref.row)
    rows = document.rows_of(ref.form, ref.row)
    if rows.is_fixed(row.id):
        raise PlanError("这一行是表格固定的行，名称不能修改。")
    new = with_text(workspace, form, row, form.column_by_key[ref.column], text)
    if new == row:
        return Edit("修改文字", "录入", ())
    update, title = RowUpdate(ref.form, row, new), rows.block.kind_by_key[new.kind].title
    carried = tuple(linking.same_row_elsewhere(document, form, new)) if new.label and not row.label else ()
    if carried:
        return Edit(f"增加{title} {new.label}", "录入", (update, *carried))
    renamed = renaming.follow(document, (update,)).updates
    return Edit(f"{title}改名" if renamed else "修改文字", "录入", (update, *renamed))


def with_text(workspace: Workspace, form: FormDef, row: Row, column: ColumnDef, text: str) -> Row:
    """The row with a code, label or text changed; a code brings the name, and in 表六 a name the code."""
    block, cleaned = form.block_by_key[row.block], " ".join(text.split())[:MAX_LABEL]
    subjects = workspace.pack.subjects.get(block.catalogue)
    if column.kind is ColumnKind.CODE:
        code = _plain_code(text)
        kind = block.kind_of_code(code)
        old, known = (subjects.by_code.get(row.code), subjects.by_code.get(code)) if subjects else (None, None)
        named_by_code = not row.label or (old is not None and old.name == row.label)
        label = known.name if known and named_by_code else row.label
        return msgspec.structs.replace(row, code=code, label=label, kind=kind.key if kind else row.kind)
    if column.kind is ColumnKind.TEXT:
        return msgspec.structs.replace(row, texts={**row.texts, column.key: cleaned})
    known = subjects.named(cleaned) if subjects and not form.column_of_kind(row.block, ColumnKind.CODE) else None
    if known and known.code != row.code:
        return _named_row(workspace, form, row, known.code, cleaned)
    return msgspec.structs.replace(row, label=cleaned)


def _plain_code(text: str) -> str:
    """A code as typed: full-width digits and spaces are slips of the input method."""
    return "".join(unicodedata.normalize("NFKC", text).split())[:MAX_LABEL]


def _named_row(workspace: Workspace, form: FormDef, row: Row, code: str, label: str) -> Row:
    """A row known by its name alone (表六): the name brings code, kind and, where free, the government 科目."""
    kind = form.block_by_key[row.block].kind_of_code(code)
    mapping = workspace.pack.mapping.get(code)
    target = form.column_of_kind(row.block, ColumnKind.TEXT)
    texts = dict(row.texts)
    if mapping and target and not texts.get(target.key):
        texts[target.key] = mapping.agency_name
    return msgspec.structs.replace(row, code=code, label=label, kind=kind.key if kind else row.kind, texts=texts)


# -- rows --------------------------------------------------------------------------------------------------------------


def insert_row(
    workspace: Workspace, form_id: str, block: str, index: int, kind: str, *, code: str = "", label: str = ""
) -> Edit:
    """A detail row at ``index`` of its block's details."""
    rows = workspace.document.rows(form_id, block)
    row = Row(new_row_id(), block, kind, code, label)
    return Edit("插入行", "行操作", (RowInsert(form_id, min(index, len(rows.details)), row),))


def add_subject(workspace: Workspace, form_id: str, block: str, code: str, label: str = "") -> Edit:
    """A row of that code at its place, named from the catalogue, with the parents that are missing.

    The forms that the pack links by 科目 get the same rows.

    :raises PlanError: the code has no length that the block knows, or is there already.
    """
    rows = workspace.document.rows(form_id, block)
    code = _plain_code(code)
    if not code.isdigit() or rows.block.kind_of_code(code) is None:
        lengths = "、".join(str(k.code_length) for k in rows.block.kinds if k.code_length)
        raise PlanError(f"科目编码“{code}”有误：应为 {lengths} 位数字。")
    if code in rows.by_code:
        raise PlanError(f"科目编码 {code} 已在表中。")
    changes: list[Change] = []
    for linked in (form_id, *workspace.pack.linked_forms(form_id)):
        changes += _subject_inserts(workspace, linked, block, code, label)
    return Edit(f"增加科目 {code}", "行操作", tuple(changes))


def _subject_inserts(workspace: Workspace, form_id: str, block: str, code: str, label: str) -> Iterator[RowInsert]:
    rows = workspace.document.rows(form_id, block)
    subjects = workspace.pack.subjects.get(rows.block.catalogue)
    codes = [rows.by_id[row_id].code for row_id in rows.details]
    for kind in rows.block.kinds:
        if not 0 < kind.code_length <= len(code) or code[: kind.code_length] in rows.by_code:
            continue
        part = code[: kind.code_length]
        known = subjects.by_code.get(part) if subjects else None
        name = label if part == code and label else (known.name if known else "")
        index = next((i for i, other in enumerate(codes) if other > part), len(codes))
        codes.insert(index, part)
        yield RowInsert(form_id, index, Row(new_row_id(), block, kind.key, part, name))


def delete_rows(workspace: Workspace, form_id: str, row_ids: Iterable[str]) -> Edit:
    """Take detail rows away with what was stated in them and noted about them.

    :raises PlanError: a row belongs to the form.
    """
    document = workspace.document
    form = workspace.pack.form(form_id)
    gone: dict[str, list[int]] = {}
    chosen = sorted(set(row_ids), key=lambda row_id: document.rows_of(form_id, row_id).index_of(row_id))
    changes: list[Change] = [*notes.of_rows(document, form_id, chosen)]
    for row_id in chosen:
        row = document.row(form_id, row_id)
        rows = document.rows_of(form_id, row_id)
        if rows.is_fixed(row_id):
            raise PlanError(f"“{document.label(row)}”是表格固定的行，不能删除。")
        for column in form.amount_columns:
            ref = CellRef(form_id, row_id, column.key)
            if (entry := document.entries.get(ref)) is not None:
                changes.append(CellChange(*ref, entry, None))
        taken = gone.setdefault(row.block, [])
        changes.append(RowDelete(form_id, rows.index_of(row_id) - len(taken), row))
        taken.append(1)
    label = "删除行" if len(chosen) == 1 else f"删除 {len(chosen)} 行"
    return Edit(label, "行操作", tuple(changes))


def move_row(workspace: Workspace, form_id: str, row_id: str, by: int) -> Edit:
    """A detail row up (-1) or down (1)."""
    rows = workspace.document.rows_of(form_id, row_id)
    if rows.is_fixed(row_id):
        raise PlanError("这一行是表格固定的行，不能移动。")
    old = rows.index_of(row_id)
    new = max(0, min(old + by, len(rows.details) - 1))
    change = RowMove(form_id, rows.block.key, row_id, old, new)
    return Edit("上移行" if by < 0 else "下移行", "行操作", (change,) if new != old else ())


def mark_withheld(workspace: Workspace, form_id: str, row_id: str, withheld: bool) -> Edit:
    """Say that a parent may exceed its listed children (涉密科目不列示), or take that back."""
    row = workspace.document.row(form_id, row_id)
    if workspace.document.rows_of(form_id, row_id).is_fixed(row_id):
        raise PlanError("固定的行不能标记涉密。")
    new = msgspec.structs.replace(row, withheld=withheld)
    return Edit(
        "标记含涉密科目" if withheld else "取消涉密标记",
        "行操作",
        (RowUpdate(form_id, row, new),) if new != row else (),
    )
