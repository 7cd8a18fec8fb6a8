"""Documents to test with (the sample, its rows without figures, a new one) and short ways to change them."""

from __future__ import annotations

import functools
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

from models import pack, planning
from models.addresses import address, resolve
from models.amounts import to_text
from models.document import Document
from models.edits import CellChange, Edit, Row
from models.equations import Instance
from models.findings import Finding, State
from models.forms import FormDef
from models.refs import CellRef
from models.templates import Plan, plan_of
from models.workspace import ChangeReport, Workspace
from tests.support.copies import sample_copy, workspace_copy

PACKS = Path(pack.__file__).parent / "packs"


def plan() -> Plan:
    """The bound rules of the default pack, which all its documents share."""
    return plan_of(pack.load())


def sample(*, stated: bool = True, clean: bool = False, checked: bool = False) -> Workspace:
    """The sample as printed, only its rows, or its variant without mistakes; its words are ``checked`` or not yet."""
    return workspace_copy((_checked if checked else _sample)(stated, clean))


def tables() -> Workspace:
    """The sample's thirteen tables alone, without facts, words and performance forms."""
    return workspace_copy(_tables())


def empty() -> Workspace:
    """A new document: fixed rows only."""
    return workspace_copy(_empty())


def checked_anew(workspace: Workspace) -> Workspace:
    """The document with every check run now: what is copied was checked before a test put another rule in place."""
    return Workspace(workspace.document, plan())


@functools.cache
def _sample(stated: bool, clean: bool) -> Workspace:
    return Workspace(sample_copy(stated=stated, clean=clean), plan())


@functools.cache
def _checked(stated: bool, clean: bool) -> Workspace:
    made = workspace_copy(_sample(stated, clean))
    made.refresh_words()
    return made


@functools.cache
def _tables() -> Workspace:
    document = sample_copy()
    words = [key for key in document.settings if "." in key]
    for key in words:
        del document.settings[key]
    return Workspace(_made_anew(document, plan().pack.forms), plan())


@functools.cache
def _empty() -> Workspace:
    return Workspace(Document(plan().pack, {"department": "测试局", "department_code": "999", "year": "2025"}), plan())


def cell(workspace: Workspace, written: str) -> CellRef:
    """The cell of an address such as ``table03.2013299.total``."""
    return resolve(workspace.document, written)


def put(workspace: Workspace, texts: Mapping[str, str]) -> ChangeReport:
    """Type texts into cells, by address."""
    return workspace.apply(planning.set_cells(workspace, {cell(workspace, at): text for at, text in texts.items()}))


def wan(workspace: Workspace, written: str) -> str:
    """What a cell of a form in 万元 holds, to the cent; "" for a blank."""
    value = workspace.value(cell(workspace, written))
    return to_text(value.fen) if value.filled else ""


def row_id(workspace: Workspace, form: str, part: str, block: str = "main") -> str:
    """The id of the first row with that code, or else that label."""
    rows = workspace.document.rows(form, block)
    return next(row.id for row in rows if part in (row.code, row.label, row.id))


def instance(workspace: Workspace, code: str, key: str = "") -> Instance:
    """An equality by its template's code (``R011/1/合计``) and key."""
    found = next(template for template in workspace.plan.templates if template.code == code)
    return next(one for one in workspace.equations.all_instances() if (one.template, one.key) == (found.index, key))


def state(workspace: Workspace, code: str, key: str = "") -> State:
    """The state of an equality."""
    return workspace.equations.state(instance(workspace, code, key))


def described(workspace: Workspace, finding: Finding) -> str:
    """A finding in one line: state, cells, and figures (in the unit of the first cell's form) or reason."""
    cells = " ".join(address(workspace.document, ref) for ref in finding.cells)
    if finding.state is State.VIOLATION or finding.actual is None or finding.expected is None:
        return f"{finding.state.title} {cells} {finding.params.get('reason', '')}".strip()
    shown = workspace.pack.form(finding.cells[0].form).shown if finding.cells else to_text
    return f"{finding.state.title} {cells} {shown(finding.actual)} / {shown(finding.expected)}"


def rebuilt(document: Document) -> Document:
    """The same document made anew from plain data, as a file would give it back."""
    return _made_anew(document, document.pack.all_forms)


def _made_anew(document: Document, forms: Sequence[FormDef]) -> Document:
    """Some forms of a document; without the performance forms, their projects have no numbers."""
    fresh = Document(document.pack, dict(document.settings))
    tables_alone = len(forms) < len(document.pack.all_forms)
    for form in forms:
        for block in form.blocks:
            rows = document.rows(form.id, block.key)
            for detail in rows.details:
                row = rows.by_id[detail]
                plain = tables_alone and not block.catalogue
                fresh.insert_row(form.id, msgspec.structs.replace(row, code="") if plain else row)
    wanted = {form.id for form in forms}
    stated = [(ref, entry) for ref, entry in document.entries.items() if ref.form in wanted]
    fresh.apply(Edit("", "", tuple(CellChange(*ref, None, entry) for ref, entry in stated)))
    return fresh


def copied_pack(folder: Path) -> Path:
    """A copy of the default pack that a test may spoil."""
    return Path(shutil.copytree(PACKS / pack.DEFAULT_PACK, folder / "pack"))


@functools.cache
def tiny_plan() -> Plan:
    """The rules of the test pack, see ``tests/support/tiny_pack``."""
    return Plan(pack.read(Path(__file__).parent / "tiny_pack"))


def tiny(texts: Mapping[str, str], *, parts: Sequence[str] = (), withheld: bool = False) -> Workspace:
    """A document of the test pack: ``texts`` by address, and a unit 单位 whose projects hold ``parts``."""
    document = Document(tiny_plan().pack, {})
    if parts:
        document.insert_row("table01", Row("unit", "main", "unit", label="单位", withheld=withheld))
    for number in range(len(parts)):
        document.insert_row("table01", Row(f"p{number}", "main", "project", label=f"项目{number}"))
    workspace = Workspace(document, tiny_plan())
    put(workspace, {f"table01.p{number}.amount": text for number, text in enumerate(parts)} | dict(texts))
    return workspace


def spoilt_pack(folder: Path, file: str, old: str, new: str) -> Path:
    """A copy of the default pack with one text of one file replaced."""
    copy = copied_pack(folder)
    text = (copy / file).read_text(encoding="utf-8")
    assert old in text
    (copy / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    return copy


def text_cell(workspace: Workspace, written: str) -> CellRef:
    """The code, label or text cell of an address such as ``table06.基本工资.government_economic_subject``."""
    form_id, _, rest = written.partition(".")
    part, _, column = rest.rpartition(".")
    form = workspace.pack.form(form_id)
    block = form.column_by_key[column].block
    amount = next(c.key for c in form.amount_columns if c.block == block)
    return cell(workspace, f"{form_id}.{part}.{amount}")._replace(column=column)
