"""What a rule tells its function: the ``params`` of a rule in the pack, and their check when the pack is read."""

from __future__ import annotations

import enum
from collections.abc import Collection, Iterator

from models.forms import ColumnKind, FormDef
from models.pack import RuleDef


class Param(enum.Enum):
    """What a param must be: a name, or for ``CODES`` a list of codes or of what codes begin with."""

    AMOUNT_COLUMN = "金额列"
    TEXT_COLUMN = "文字列"
    KIND = "行类型"
    CATALOGUE = "科目表"
    CODES = "编码"


PARAMS: dict[str, dict[str, Param]] = {
    "expense_side": {
        "personnel_column": Param.AMOUNT_COLUMN,
        "personnel_classes": Param.CODES,
        "public_column": Param.AMOUNT_COLUMN,
        "public_classes": Param.CODES,
    },
    "economic_mapping": {"subject_column": Param.TEXT_COLUMN, "catalogue": Param.CATALOGUE},
    "one_mapping_side": {
        "subject_column": Param.TEXT_COLUMN,
        "agency_classes": Param.CODES,
        "institution_classes": Param.CODES,
    },
    "projects": {"kind": Param.KIND, "amount_column": Param.AMOUNT_COLUMN},
}
"""The params of each check that has any; all of them must be given, and no others."""


def fault(rule: RuleDef, forms: Collection[FormDef], catalogues: Collection[str]) -> str:
    """What is wrong with a rule's params, "" where nothing is. ``forms`` are those that the rule is for."""
    return next(_faults(rule, forms, catalogues), "")


def _faults(rule: RuleDef, forms: Collection[FormDef], catalogues: Collection[str]) -> Iterator[str]:
    wanted = PARAMS.get(rule.check, {})
    yield from (f"params 不能有 {name}" for name in rule.params if name not in wanted)
    for name, param in wanted.items():
        value = rule.params.get(name)
        if value is None:
            yield f"params 缺少 {name}"
        elif param is Param.CODES:
            if isinstance(value, str) or not value or not all(code.isascii() and code.isdigit() for code in value):
                yield f"params 的 {name} 应是一列编码"
        elif not isinstance(value, str):
            yield f"params 的 {name} 只能写一个名称"
        elif param is Param.CATALOGUE:
            if value not in catalogues:
                yield f"没有{param.value} {value}"
        else:
            yield from (f"{form.number}没有{param.value} {value}" for form in forms if value not in _names(form, param))


def _names(form: FormDef, param: Param) -> set[str]:
    if param is Param.KIND:
        return {kind.key for block in form.blocks for kind in block.kinds}
    wanted = ColumnKind.AMOUNT if param is Param.AMOUNT_COLUMN else ColumnKind.TEXT
    return {column.key for column in form.columns if column.kind is wanted}
