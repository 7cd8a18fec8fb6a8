"""The typed, checked reading of a pack's files: TOML for forms and rules, CSV for 科目. An error names file, key and
reason.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import TypeVar

import msgspec

from models.errors import FormulaError, PackError
from models.forms import FormDef, Role, Tree
from models.narrative.definitions import DemandDef, LastYearDef, NarrativeDef
from models.pack import Content, Manifest, MappingRow, RuleDef, Subject
from models.performance.definitions import BLOCK, COLUMNS, LINE, FormLayout
from models.rules import CHECKS, params

_T = TypeVar("_T")


class _DemandFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    demands: tuple[DemandDef, ...]


class _RuleFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    rules: tuple[RuleDef, ...]


def _decode(path: Path, kind: type[_T]) -> _T:
    try:
        return msgspec.toml.decode(path.read_bytes(), type=kind)
    except msgspec.ValidationError as error:
        reason, _, key = str(error).partition(" - at ")
        raise PackError(path.name, key.strip("`") or "内容", reason) from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise PackError(path.name, "内容", str(error)) from error
    except FileNotFoundError as error:
        raise PackError(path.name, "文件", "找不到") from error


def _csv(path: Path, required: tuple[str, ...]) -> list[dict[str, str]]:
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


def _subjects(path: Path) -> tuple[Subject, ...]:
    return tuple(
        Subject(
            row["code"],
            row["name"],
            tuple(filter(None, (row.get("also") or "").split("；"))),
            row.get("column") or "",
        )
        for row in _csv(path, ("code", "name"))
    )


def _mapping(path: Path) -> dict[str, MappingRow]:
    keys = ("code", "agency_code", "agency_name", "institution_code", "institution_name")
    return {row["code"]: msgspec.convert(row, MappingRow) for row in _csv(path, keys)}


def _rules(path: Path, forms: dict[str, FormDef], catalogues: Collection[str]) -> tuple[RuleDef, ...]:
    rules = _decode(path, _RuleFile).rules
    for rule in rules:
        try:
            _ = rule.parsed
        except FormulaError as error:
            raise PackError(path.name, rule.code, str(error)) from error
        if bool(rule.formulas) == bool(rule.check):
            raise PackError(path.name, rule.code, "formulas 与 check 必须且只能写一个")
        if unknown := set(rule.forms) - forms.keys():
            raise PackError(path.name, rule.code, f"没有表 {'、'.join(sorted(unknown))}")
        if rule.check and rule.check not in CHECKS:
            raise PackError(path.name, rule.code, f"没有 {rule.check} 这种检查")
        if wrong := params.fault(rule, [forms[form] for form in rule.forms], catalogues):
            raise PackError(path.name, rule.code, wrong)
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


def read(folder: Path) -> Content:
    """Read a pack's folder, formulas parsed.

    :raises PackError: naming file, key and reason.
    """
    manifest = _decode(folder / "pack.toml", Manifest)
    forms = []
    for form_id in (*manifest.forms, *manifest.facts, *manifest.performance):
        path = folder / "forms" / f"{form_id}.toml"
        form = _decode(path, FormDef)
        _check_form(form, form_id, path.name)
        forms.append(form)
    _unique([form.id for form in forms], "pack.toml", "表")
    _unique([form.number for form in forms], "pack.toml", "表号")
    by_id = {form.id: form for form in forms}
    if unknown := {form_id for group in manifest.links for form_id in group} - by_id.keys():
        raise PackError("pack.toml", "links", f"没有表 {'、'.join(sorted(unknown))}")
    rule_files = [(name, _rules(folder / "rules" / name, by_id, manifest.subjects)) for name in manifest.rules]
    found = [(rule, name) for name, rules in rule_files for rule in rules]
    _unique([rule.code for rule, _name in found], "rules", "规则编号")
    rules, files = tuple(rule for rule, _name in found), {rule.code: name for rule, name in found}
    subjects = {key: _subjects(folder / "subjects" / name) for key, name in manifest.subjects.items()}
    mapping = _mapping(folder / "subjects" / manifest.mapping) if manifest.mapping else {}
    formulas = tuple(rule.parsed for rule in rules)
    narrative = _narrative(folder, manifest.narrative, by_id)
    layout = _form_layout(folder, manifest, by_id)
    demands = _decode(folder / manifest.completeness, _DemandFile).demands if manifest.completeness else ()
    return Content(manifest, tuple(forms), rules, formulas, subjects, mapping, files, narrative, layout, demands)


def _form_layout(folder: Path, manifest: Manifest, forms: dict[str, FormDef]) -> FormLayout | None:
    """How the performance forms are printed, where the pack has any; all that it names is there."""
    if bool(manifest.form_layout) != bool(manifest.performance):
        raise PackError("pack.toml", "form_layout", "performance 与 form_layout 要么都写，要么都不写")
    if not manifest.form_layout:
        return None
    layout = _decode(folder / manifest.form_layout, FormLayout)
    for key, reason in _layout_faults(layout, manifest, forms):
        raise PackError(manifest.form_layout, key, reason)
    return layout


def _layout_faults(layout: FormLayout, manifest: Manifest, forms: dict[str, FormDef]) -> Iterator[tuple[str, str]]:
    """What the layout names and the pack has not: its key, and the reason."""
    ids = layout.ids
    listed = {ids.forms: manifest.performance, ids.indicators: manifest.performance}
    listed |= {ids.projects: manifest.forms, ids.carried: manifest.forms}
    yield from (("ids", f"没有表 {form}") for form, among in listed.items() if form not in among)
    for key, form, wanted in _columns_named(layout):
        if unknown := wanted - forms[form].column_by_key.keys():
            yield key, f"{forms[form].number}没有列 {'、'.join(sorted(unknown))}"
    for form in (ids.projects, ids.carried):
        if not any(ids.project in block.kind_by_key for block in forms[form].blocks):
            yield "project", f"{forms[form].number}没有行类型 {ids.project}"
    for form in (ids.forms, ids.indicators):
        if not any(block.key == BLOCK and block.detail_kinds for block in forms[form].blocks):
            yield "ids", f"{forms[form].number}没有能增加行的 {BLOCK} 区"


def _columns_named(layout: FormLayout) -> Iterator[tuple[str, str, set[str]]]:
    """Columns that must be there: the key that asks for them, the form, and their keys."""
    ids = layout.ids
    yield "field", ids.forms, {cell.field for row in (*layout.rows, *layout.foot) for cell in row.cells if cell.field}
    yield "field", ids.indicators, set(layout.indicators.fields)
    yield "forms", ids.forms, set(COLUMNS)
    yield "indicators", ids.indicators, {"project", *LINE}
    yield "amount", ids.projects, {ids.amount}
    yield "amount", ids.carried, {ids.amount}


def _narrative(folder: Path, names: tuple[str, ...], forms: dict[str, FormDef]) -> NarrativeDef:
    """The words of a pack, which may stand in several files."""
    from models.narrative import template  # its parser is not needed for a pack that is kept; nor that of expressions

    found = [_decode(folder / name, NarrativeDef) for name in names]
    sections = tuple(section for one in found for section in one.sections)
    _unique([section.key for section in sections], "narrative", "节")
    for section in sections:
        template.check(section.template, section.key)
        _expression(section.whole, section.key)
    known = {section.key for section in sections}
    parts = tuple(part for one in found for part in one.parts)
    if unknown := {key for part in parts for key in part.sections} - known:
        raise PackError("narrative", "parts", f"没有节 {'、'.join(sorted(unknown))}")
    banned = {level: words for one in found for level, words in one.banned.items()}
    last_year = next((one.last_year for one in found if one.last_year is not None), None)
    if last_year is not None:
        _check_last_year(last_year, forms.get(last_year.form))
    terms = tuple(term for one in found for term in one.terms)
    row_texts = {name: key for one in found for name, key in one.row_texts.items()}
    return NarrativeDef(parts, sections, terms, banned, last_year, row_texts)


def _check_last_year(wanted: LastYearDef, form: FormDef | None) -> None:
    if form is None or form.role is not Role.FACT or wanted.column not in form.column_by_key:
        raise PackError("narrative", "last_year", f"没有基本信息表 {wanted.form} 或它的列 {wanted.column}")
    rows = {row.id for block in form.blocks for row in block.fixed}
    if unknown := wanted.sources.keys() - rows:
        raise PackError("narrative", "last_year", f"{form.number}没有行 {'、'.join(sorted(unknown))}")
    for row, source in wanted.sources.items():
        _expression(source, f"last_year.{row}")


def _expression(text: str, where: str) -> None:
    from models.narrative import expression

    try:
        _ = expression.parse(text) if text else None
    except FormulaError as error:
        raise PackError("narrative", where, str(error)) from error
