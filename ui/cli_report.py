"""What a check says, for machines (plain values for JSON) and for people (lines of text)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from models.addresses import address
from models.amounts import exact_text
from models.diagnosis.diagnose import Diagnosis, diagnose, ranked
from models.diagnosis.wording import headline, reason
from models.findings import Finding, State
from models.instances import Instance
from models.refs import CellRef
from models.wording import cell_name, finding_place, finding_sentence, money, row_name, section_name, told_apart
from models.workspace import Summary, Workspace

MOST_RIVALS = 5
"""Ways of a tie that are written out."""


def summary_values(summary: Summary) -> dict[str, int]:
    """Counts of checks by state. ``violation`` is the sum of ``errors`` and ``warnings``."""
    return {
        "break": summary.breaks,
        "rounding": summary.rounding,
        "rounding_roots": summary.rounding_roots,
        "word_rounding": summary.word_rounding,
        "suspect": summary.suspect,
        "unevaluated": summary.unevaluated,
        "balanced": summary.balanced,
        "not_applicable": summary.not_applicable,
        "violation": summary.errors + summary.warnings + summary.word_errors,
        "errors": summary.errors,
        "word_errors": summary.word_errors,
        "warnings": summary.warnings,
    }


def exit_code(summary: Summary) -> int:
    """1 where the figures must be put right: a 断差, or an error in the tables. Words are for a person to judge."""
    return 1 if summary.breaks or summary.errors else 0


def place_values(workspace: Workspace, finding: Finding) -> dict[str, Any]:
    """Where in the words a finding is; the right words take the place of an expected amount."""
    place = finding.place
    if place is None:
        return {}
    where = {"section": section_name(workspace, place.key)} if place.line >= 0 else {}
    spot = {"key": place.key, **where, "line": place.line, "start": place.start, "end": place.end, "text": place.text}
    return {"place": spot} | ({"expected": place.fix} if place.fix else {})


class Reporter:
    """Writes one workspace's findings as values, again and again while its cells change.

    Addresses and sentences are kept, so rows must stay while it is used.
    """

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self._templates = {template.code: template.index for template in workspace.plan.templates}
        self._addresses: dict[CellRef, str] = {}
        self._worded: dict[str, tuple[Finding, dict[str, Any]]] = {}

    def result(self) -> tuple[dict[str, Any], int]:
        """Summary and findings of the workspace as it stands, and the exit code that they mean."""
        self.workspace.refresh_words()
        summary = self.workspace.summary()
        found = ranked(diagnose(self.workspace)) if summary.breaks else []
        named = frozenset(correction.ref for one in found for correction in one.corrections)
        findings = [{**self._words(one), "cells": self.cells(one, named)} for one in self.workspace.findings()]
        diagnoses = [self._diagnosis(one) for one in found]
        values = {"summary": summary_values(summary), "findings": findings, "diagnoses": diagnoses}
        return values, exit_code(summary)

    def _diagnosis(self, diagnosis: Diagnosis) -> dict[str, Any]:
        """A proposal: cells to correct (amounts in their form's unit, "" for a blank), or the row to add or drop."""
        cells = [
            {
                "cell": self._address(correction.ref),
                "actual": self._figure(correction.ref, correction.actual),
                "proposed": self._figure(correction.ref, correction.proposed),
            }
            for correction in diagnosis.corrections
        ]
        values = {"cells": cells, "mends": diagnosis.mends, "reason": reason(self.workspace, diagnosis)}
        if diagnosis.rivals:
            values["rivals"] = diagnosis.rivals
        if diagnosis.row is not None:
            row = diagnosis.row
            values["row"] = {"adds": row.adds, "form": row.form, "label": row.label}
        return values

    def _figure(self, ref: CellRef, fen: int) -> str:
        return exact_text(fen, self.workspace.pack.form(ref.form).unit) if fen else ""

    def _words(self, finding: Finding) -> dict[str, Any]:
        """A finding without its cells, which may change while all else stays; amounts in its form's unit."""
        known, words = self._worded.get(finding.key, (None, {}))
        if known != finding:
            words = self._fresh_words(finding)
            self._worded[finding.key] = finding, words
        return words

    def _fresh_words(self, finding: Finding) -> dict[str, Any]:
        return {
            "rule": finding.rule,
            "state": finding.state.value,
            "severity": finding.severity.value,
            "message": finding_sentence(self.workspace, finding),
            "cells": [],
            "expected": self._amount(finding, finding.expected),
            "actual": self._amount(finding, finding.actual),
            "difference": self._amount(finding, finding.difference),
        } | place_values(self.workspace, finding)

    def cells(self, finding: Finding, named: frozenset[CellRef] = frozenset()) -> list[str]:
        """Addresses: the cells that the finding marks, then the other cells of its equality that are filled, or that a
        diagnosis has ``named``.
        """
        refs = dict.fromkeys(finding.cells)
        instance = self._instance(finding)
        if instance is not None:
            value = self.workspace.value
            for ref, _sign, _side in self.workspace.equations.cells(instance):
                found = value(ref)
                if found.filled or found.bad or ref in named:
                    refs[ref] = None
        return [self._address(ref) for ref in refs]

    def _instance(self, finding: Finding) -> Instance | None:
        """The equality that a finding is about; ``None`` for one of a rule that is no equality."""
        code, _, key = finding.key.partition(":")
        template = self._templates.get(code)
        if finding.state is State.VIOLATION or template is None:
            return None
        return self.workspace.equations.lookup.instance(template, key)

    def _address(self, ref: CellRef) -> str:
        found = self._addresses.get(ref)
        if found is None:
            found = self._addresses[ref] = address(self.workspace.document, ref)
        return found

    def _amount(self, finding: Finding, fen: int | None) -> str | None:
        if fen is None or not finding.cells:
            return None
        return exact_text(fen, self.workspace.pack.form(finding.cells[0].form).unit)


# -- text --------------------------------------------------------------------------------------------------------------


def summary_line(summary: Summary) -> str:
    """The counts in one sentence."""
    rounding = f"{summary.rounding} 处（{summary.rounding_roots} 处源头）" if summary.rounding else "0 处"
    rounding += f"、文字中 {summary.word_rounding} 处" if summary.word_rounding else ""
    suspect = f"可疑尾差 {summary.suspect} 处，" if summary.suspect else ""
    told = summary.errors + summary.warnings + summary.word_errors
    return (
        f"断差 {summary.breaks} 处，{suspect}尾差 {rounding}，提示 {told} 条，"
        f"未判 {summary.unevaluated} 处；平 {summary.balanced} 处，不适用 {summary.not_applicable} 处。"
    )


def text_lines(workspace: Workspace) -> Iterator[str]:
    """The findings for people: the gravest first, 尾差 of one origin together."""
    workspace.refresh_words()
    summary = workspace.summary()
    yield summary_line(summary)
    if summary.breaks:
        yield from _diagnosis_lines(workspace)
    by_state: dict[State, list[Finding]] = {}
    for finding in workspace.findings():
        by_state.setdefault(finding.state, []).append(finding)
    for state, findings in by_state.items():
        yield ""
        if state is State.ROUNDING:
            yield from _rounding_lines(workspace, findings)
            continue
        yield f"{state.title}："
        for finding in findings:
            yield f"  {finding.rule}  {finding_place(workspace, finding)}"
            yield f"        {_sentence(workspace, finding)}"


def _diagnosis_lines(workspace: Workspace) -> Iterator[str]:
    """For each mistake what would mend it, or the few ways that are equally good."""
    yield ""
    yield "诊断："
    for number, mistake in enumerate(diagnose(workspace), 1):
        if not mistake.proposals:
            yield f"  {number}. 有 {len(mistake.keys)} 条公式不平，牵涉的数太多，定不到具体的格，请逐条核对下面的断差。"
            continue
        best = mistake.proposals[0]
        yield f"  {number}. {headline(best)}{_places(workspace, best)}"
        for proposal in mistake.proposals[: best.rivals + 1][:MOST_RIVALS]:
            yield f"        {'；'.join(_names(workspace, proposal))}{reason(workspace, proposal)}"


def _places(workspace: Workspace, best: Diagnosis) -> str:
    return "" if best.rivals or len(best.corrections) != 1 else f"：{cell_name(workspace, best.corrections[0].ref)}"


def _names(workspace: Workspace, proposal: Diagnosis) -> list[str]:
    """In a tie each proposal says which cell it is about; a reason of several cells names them itself."""
    if not proposal.rivals or len(proposal.corrections) != 1:
        return []
    return [f"{cell_name(workspace, proposal.corrections[0].ref)} "]


def _sentence(workspace: Workspace, finding: Finding) -> str:
    """The sentence without the place that stands above it."""
    sentence = finding_sentence(workspace, finding)
    return sentence.removeprefix(f"{cell_name(workspace, finding.cells[0])}：") if finding.cells else sentence


def _rounding_lines(workspace: Workspace, findings: list[Finding]) -> Iterator[str]:
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(finding.root, []).append(finding)
    yield f"{State.ROUNDING.title}（四舍五入造成，不必改数）："
    for group in groups.values():
        yield f"  {_origin(workspace, group)}，{len(group)} 处"
        for finding in group:
            if not finding.cells:
                yield f"        {finding_place(workspace, finding)}：{finding_sentence(workspace, finding)}"
                continue
            place = finding.cells[0]
            actual, expected = told_apart(workspace, place, finding.actual or 0, finding.expected or 0)
            yield f"        {cell_name(workspace, place)}：表上 {actual}，算得 {expected}"


def _origin(workspace: Workspace, group: list[Finding]) -> str:
    """The row that 尾差 of one origin are about, and by how much its figure is off."""
    of_tables = next((finding for finding in group if finding.cells), None)
    if of_tables is None:
        return "文字中"
    first, gap = of_tables.cells[0], of_tables.difference or 0
    name = row_name(workspace, first.form, workspace.document.row(first.form, first.row))
    return f"{name}：比算得的{'多' if gap > 0 else '少'} {money(workspace, first, abs(gap))}"
