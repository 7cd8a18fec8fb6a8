"""The typed, checked reading of a pack (参数包): forms, rules and 科目 lists. An error names file, key and reason."""

from __future__ import annotations

import csv
import enum
import io
from functools import cache, cached_property
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any, TypeVar

import msgspec

from models import formula
from models.errors import FormulaError, PackError
from models.forms import FormDef, Tree
from models.formula import Formula

DEFAULT_PACK = "shanxi_2025"
_T = TypeVar("_T")


class Severity(enum.StrEnum):
    """How grave a finding of a rule is."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Tolerance(enum.StrEnum):
    """A rule's tolerance class, see docs/RULES.md."""

    COPY = "copy"
    SUM = "sum"
    RATIO = "ratio"
    BOUND = "bound"
    NONE = "none"


class Define(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A cell that an equality defines: a reference as in the formula, for all rows or only 上级 or 末级 ones."""

    cell: str
    rows: str = ""


class RuleDef(msgspec.Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """A rule: either ``formulas`` in the formula language, or the name of a rule function in ``check``."""

    code: str
    title: str
    why: str
    severity: Severity = Severity.ERROR
    tolerance: Tolerance = Tolerance.NONE
    formulas: tuple[str, ...] = ()
    defines: tuple[Define, ...] = ()
    check: str = ""
    forms: tuple[str, ...] = ()

    @cached_property
    def parsed(self) -> tuple[Formula, ...]:
        """The formulas, parsed."""
        return tuple(formula.parse(text) for text in self.formulas)


class Subject(msgspec.Struct, frozen=True):
    """A 科目: code, name, other names in use, and for economic ones the column of 表六 it belongs to."""

    code: str
    name: str
    also: tuple[str, ...] = ()
    column: str = ""


class MappingRow(msgspec.Struct, frozen=True):
    """Which government economic 科目 a department economic 款 goes to, for 行政/参公 units and for 事业 units."""

    code: str
    agency_code: str
    agency_name: str
    institution_code: str
    institution_name: str
    other: str = ""


class Subjects:
    """A 科目 list of one year, by code and by name. Incomplete by nature: an unseen code is never wrong."""

    def __init__(self, subjects: tuple[Subject, ...]) -> None:
        self.by_code = {subject.code: subject for subject in subjects}
        self.codes = tuple(sorted(self.by_code))
        self._by_name: dict[str, Subject] = {}
        for subject in subjects:
            self._by_name.setdefault(subject.name, subject)

    def named(self, name: str) -> Subject | None:
        """The first 科目 of that name, the shortest code first."""
        return self._by_name.get(name.strip())

    def search(self, text: str, limit: int = 50) -> list[Subject]:
        """Codes that begin with, or names that contain, ``text``."""
        wanted = text.strip()
        hits = (
            self.by_code[code]
            for code in self.codes
            if code.startswith(wanted) or (wanted and wanted in self.by_code[code].name)
        )
        return [subject for subject, _ in zip(hits, range(limit), strict=False)]


class _Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    title: str
    year: str
    part_title: str
    forms: tuple[str, ...]
    rules: tuple[str, ...]
    subjects: dict[str, str] = {}
    mapping: str = "economic_mapping.csv"
    links: tuple[tuple[str, ...], ...] = ()


class _RuleFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    rules: tuple[RuleDef, ...]


class Pack:
    """A pack in memory. ``forms`` in book order, ``rules`` in file order, both also by id and code."""

    def __init__(
        self,
        manifest: _Manifest,
        forms: tuple[FormDef, ...],
        rules: tuple[RuleDef, ...],
        subjects: dict[str, Subjects],
        mapping: dict[str, MappingRow],
        rule_files: dict[str, str],
    ) -> None:
        self.id, self.title, self.year = manifest.id, manifest.title, manifest.year
        self.part_title = manifest.part_title
        self._links = manifest.links
        self.forms, self.rules, self.subjects, self.mapping = forms, rules, subjects, mapping
        self.form_by_id = {form.id: form for form in forms}
        self.form_by_number = {form.number: form for form in forms}
        self.rule_by_code = {rule.code: rule for rule in rules}
        self._rule_files = rule_files

    def form(self, form_id: str) -> FormDef:
        """The form of that id."""
        return self.form_by_id[form_id]

    def fault(self, rule: str, reason: str) -> PackError:
        """The error of a rule that only shows when it meets the forms."""
        return PackError(self._rule_files.get(rule, "rules"), rule, reason)

    def linked_forms(self, form_id: str) -> tuple[str, ...]:
        """The other forms that list the same 科目 or 单位, where a row added to one is added to all."""
        groups = (group for group in self._links if form_id in group)
        return tuple(other for group in groups for other in group if other != form_id)


def _decode(path: Traversable, kind: type[_T]) -> _T:
    try:
        return msgspec.toml.decode(path.read_bytes(), type=kind)
    except msgspec.ValidationError as error:
        reason, _, key = str(error).partition(" - at ")
        raise PackError(path.name, key.strip("`") or "内容", reason) from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise PackError(path.name, "内容", str(error)) from error
    except FileNotFoundError as error:
        raise PackError(path.name, "文件", "找不到") from error


def _csv(path: Traversable, required: tuple[str, ...]) -> list[dict[str, str]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise PackError(path.name, "文件", "找不到") from error
    except UnicodeDecodeError as error:
        raise PackError(path.name, "内容", str(error)) from error
    lines = list(csv.DictReader(io.StringIO(text), restval=""))
    for number, line in enumerate(lines, 2):
        if missing := [key for key in required if key not in line]:
            raise PackError(path.name, missing[0], "缺少这一列")
        if not line["code"]:
            raise PackError(path.name, f"第 {number} 行", "没有编码")
    _unique([line["code"] for line in lines], path.name, "编码")
    return lines


def _subjects(path: Traversable) -> Subjects:
    return Subjects(
        tuple(
            Subject(
                row["code"],
                row["name"],
                tuple(filter(None, (row.get("also") or "").split("；"))),
                row.get("column") or "",
            )
            for row in _csv(path, ("code", "name"))
        )
    )


def _mapping(path: Traversable) -> dict[str, MappingRow]:
    keys = ("code", "agency_code", "agency_name", "institution_code", "institution_name")
    return {row["code"]: msgspec.convert(row, MappingRow) for row in _csv(path, keys)}


def _rules(path: Traversable, form_ids: set[str]) -> tuple[RuleDef, ...]:
    rules = _decode(path, _RuleFile).rules
    for rule in rules:
        try:
            _ = rule.parsed
        except FormulaError as error:
            raise PackError(path.name, rule.code, str(error)) from error
        if bool(rule.formulas) == bool(rule.check):
            raise PackError(path.name, rule.code, "formulas 与 check 必须且只能写一个")
        if unknown := set(rule.forms) - form_ids:
            raise PackError(path.name, rule.code, f"没有表 {'、'.join(sorted(unknown))}")
    return rules


def _unique(values: list[str], file: str, what: str) -> None:
    seen: set[str] = set()
    for value in values:
        if value in seen:
            raise PackError(file, value, f"{what}重复")
        seen.add(value)


def _check_form(form: FormDef, form_id: str, file: str) -> None:
    if form.id != form_id:
        raise PackError(file, "id", f"应为 {form_id}")
    _unique([column.key for column in form.columns], file, "列")
    _unique([f"{column.block} {column.title}" for column in form.amount_columns], file, "列名")
    _unique([block.key for block in form.blocks], file, "区")
    _unique([row.id for block in form.blocks for row in block.fixed], file, "固定行")
    for column in form.columns:
        if column.block not in form.block_by_key:
            raise PackError(file, column.key, f"没有 {column.block} 区")
    for block in form.blocks:
        _unique([kind.key for kind in block.kinds], file, "行类型")
        for row in block.fixed:
            if row.kind not in block.kind_by_key:
                raise PackError(file, row.id, f"没有行类型 {row.kind}")
        if block.tree is not Tree.NONE and not any(block.kind_by_key[row.kind].level == 0 for row in block.fixed):
            raise PackError(file, block.key, "有上下级的区要有一行 level 为 0 的固定行")


def read(folder: Traversable) -> Pack:
    """Read a pack's folder.

    :raises PackError: naming file, key and reason.
    """
    manifest = _decode(folder / "pack.toml", _Manifest)
    forms = []
    for form_id in manifest.forms:
        path = folder / "forms" / f"{form_id}.toml"
        form = _decode(path, FormDef)
        _check_form(form, form_id, path.name)
        forms.append(form)
    _unique([form.id for form in forms], "pack.toml", "表")
    _unique([form.number for form in forms], "pack.toml", "表号")
    form_ids = {form.id for form in forms}
    if unknown := {form_id for group in manifest.links for form_id in group} - form_ids:
        raise PackError("pack.toml", "links", f"没有表 {'、'.join(sorted(unknown))}")
    found = [(rule, name) for name in manifest.rules for rule in _rules(folder / "rules" / name, form_ids)]
    _unique([rule.code for rule, _name in found], "rules", "规则编号")
    rules, files = tuple(rule for rule, _name in found), {rule.code: name for rule, name in found}
    subjects = {key: _subjects(folder / "subjects" / name) for key, name in manifest.subjects.items()}
    mapping = _mapping(folder / "subjects" / manifest.mapping) if manifest.mapping else {}
    return Pack(manifest, tuple(forms), rules, subjects, mapping, files)


def pack_ids() -> tuple[str, ...]:
    """The packs that come with the program."""
    root: Any = resources.files("models.packs")
    return tuple(sorted(entry.name for entry in root.iterdir() if (entry / "pack.toml").is_file()))


@cache
def load(pack_id: str = DEFAULT_PACK) -> Pack:
    """The pack of that id.

    :raises PackError: there is no such pack, or its data is wrong.
    """
    folder = resources.files("models.packs") / pack_id
    if not pack_id.isidentifier() or not (folder / "pack.toml").is_file():
        raise PackError("pack.toml", pack_id, "没有这个参数包，请换用新版程序打开")
    return read(folder)
