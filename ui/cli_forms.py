"""``words --form``: the words of one performance form, given as JSON, checked without a document."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from models.performance.checks import check
from models.performance.form import FormReadError, read
from models.performance.word_findings import ERROR, FIELD_NAMES, WordsFinding
from ui.cli_check import as_json

MAX_BYTES = 5_000_000
_TITLES = {"error": "错误", "warning": "提示", "info": "参考"}


def check_form(path: str, write: Callable[[str], object], *, json: bool) -> int:
    """Print the findings of a form; 1 where one of them is an error, else 0.

    :raises FormReadError: the file cannot be read, or is no form.
    """
    found = check(read(_content(path)))
    if json:
        write(as_json({"findings": [_values(finding) for finding in found]}))
    else:
        for line in _lines(found):
            write(line)
    return 1 if any(finding.severity == ERROR for finding in found) else 0


def _content(path: str) -> bytes:
    file = Path(path)
    try:
        if file.stat().st_size > MAX_BYTES:
            raise FormReadError(f"文件“{file.name}”太大，不是一张绩效目标表，请检查。")
        return file.read_bytes()
    except FileNotFoundError:
        raise FormReadError(f"没有文件“{path}”，请检查路径。") from None
    except (OSError, ValueError):
        raise FormReadError(f"读不出文件“{path}”，请检查路径和权限。") from None


def _values(finding: WordsFinding) -> dict[str, Any]:
    place = (finding.start, finding.end) if finding.start >= 0 else (None, None)
    return {
        "rule": finding.rule,
        "state": "violation",
        "severity": finding.severity,
        "message": finding.message,
        "cells": [],
        "difference": None,
        "field": finding.field,
        "text": finding.text or None,
        "start": place[0],
        "end": place[1],
        "expected": finding.expected or None,
        "actual": finding.actual or None,
        "computation": finding.computation or None,
        "fix": finding.fix or None,
    }


def _lines(found: tuple[WordsFinding, ...]) -> list[str]:
    if not found:
        return ["没有发现问题。"]
    return [f"{one.rule}  {_TITLES[one.severity]}  {_place(one.field)}：{one.message}" for one in found]


def _place(field: str) -> str:
    """A field in the clerk's words: 年度指标第 4 行."""
    if field in FIELD_NAMES:
        return FIELD_NAMES[field]
    head, _, tail = field.partition(".")
    side, _, rest = tail.partition(".")
    name = FIELD_NAMES.get(f"{head}.{side}", field)
    row = rest.partition(".")[0]
    return f"{name}第 {int(row) + 1} 行" if row.isdigit() else name
