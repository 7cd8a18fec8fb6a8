"""The command that checks prose: ``words``, against a document, or a performance form by itself."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from typing import Any

from models.addresses import address
from models.findings import Finding
from models.narrative.verdicts import CheckedNumber
from models.wording import finding_sentence, section_name
from models.words import TextCheck
from models.workspace import Workspace
from ui.cli_arguments import UsageError
from ui.cli_check import as_json, clean, read_workspace
from ui.cli_report import place_values

Write = Callable[[str], object]
MAX_TEXT = 200_000


def words(options: argparse.Namespace, write: Write) -> int:
    """``words``: prose from standard input against a document, or with ``--form`` one form by itself."""
    if options.form is not None:
        if options.file is not None or options.section is not None:
            raise UsageError("--form 只核对一张绩效目标表，不与 FILE、--section 同用；用法见 main.py words --help。")
        from ui import cli_forms

        return cli_forms.check_form(options.form, write, json=options.json)
    if options.file is None:
        raise UsageError("缺少参数：FILE；用法见 main.py words --help。")
    workspace = read_workspace(options.file)
    section = _section(workspace, options.section)
    checked = workspace.words.check_text(_read_text(), section)
    if options.json:
        write(as_json(_values(workspace, checked)))
    else:
        for line in _lines(workspace, checked):
            write(line)
    return 1 if any(finding.severity.value == "error" for finding in checked.findings) else 0


def _section(workspace: Workspace, given: str | None) -> str | None:
    """The section's key, from its number, key or heading."""
    if given is None:
        return None
    wanted = clean(given).strip()
    for section in workspace.pack.narrative.sections:
        if wanted and wanted in (section.key, section.number, section.heading, section.heading.partition("、")[2]):
            return section.key
    known = "、".join(section.number for section in workspace.pack.narrative.sections if section.number)
    raise UsageError(f"没有第“{wanted}”节；可写：{known}。")


def _read_text() -> str:
    """Standard input as UTF-8 text, or GBK as Windows pipes it.

    :raises UsageError: it is neither, or too long.
    """
    data = sys.stdin.buffer.read(MAX_TEXT * 4 + 1) if sys.stdin is not None else b""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if len(text) > MAX_TEXT:
            raise UsageError(f"文字超过 {MAX_TEXT} 字，请分节核对。")
        return text
    raise UsageError("看不懂标准输入的文字，请存成 UTF-8 编码。")


def _values(workspace: Workspace, checked: TextCheck) -> dict[str, Any]:
    numbers = [
        {
            "text": number.text,
            "state": number.state.value,
            "cells": [address(workspace.document, ref) for ref in number.cells],
            "expected": number.expected or None,
            "source": number.source or None,
            "line": number.line,
            "start": number.start,
            "end": number.end,
        }
        for number in checked.numbers
    ]
    return {
        "section": checked.section,
        "numbers": numbers,
        "findings": [_finding(workspace, f) for f in checked.findings],
    }


def _finding(workspace: Workspace, finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "state": finding.state.value,
        "severity": finding.severity.value,
        "message": finding_sentence(workspace, finding),
        "cells": [],
        "expected": None,
        "actual": finding.place.text if finding.place else None,
        "difference": None,
    } | place_values(workspace, finding)


def _lines(workspace: Workspace, checked: TextCheck) -> list[str]:
    if not checked.numbers and not checked.findings:
        return ["没有读到数字。"]
    lines = [f"按“{section_name(workspace, checked.section)}”核对，{len(checked.numbers)} 个数字："]
    lines += [f"  {_number(number)}" for number in checked.numbers]
    lines += ["", "提示："] if checked.findings else ["没有发现问题。"]
    lines += [
        f"  {f.rule}  第 {f.place.line + 1 if f.place else 1} 行：{finding_sentence(workspace, f)}"
        for f in checked.findings
    ]
    return lines


def _number(number: CheckedNumber) -> str:
    right = f"，应为 {number.expected}" if number.state.value == "mismatch" else ""
    return f"{number.state.title}  {number.text}{right}{'  ← ' + number.source if number.source else ''}"
