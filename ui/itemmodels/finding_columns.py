"""What stands in the columns of the findings list, line by line."""

from __future__ import annotations

from collections.abc import Mapping

from models.diagnosis import wording as diagnosis_words
from models.findings import DIFFERENCES, Finding
from models.workspace import Workspace
from ui.itemmodels import mistake_lines
from ui.itemmodels.finding_words import FindingWords
from ui.itemmodels.findings_order import Line
from ui.levels import level_of, title

COLUMNS = ("级别", "位置", "勾稽关系", "应为", "实为", "差额", "处理")
LEVEL, PLACE, RELATION, EXPECTED, ACTUAL, DIFFERENCE, REMEDY = range(len(COLUMNS))
BALANCE = "尾差平衡…"


class FindingColumns:
    """``groups`` are the 尾差 by origin. The texts of mistakes are kept until they are told to be forgotten."""

    def __init__(self, workspace: Workspace) -> None:
        self.words = FindingWords(workspace)
        self._workspace = workspace
        self._mistakes: dict[str, mistake_lines.MistakeTexts] = {}

    def forget_mistakes(self) -> None:
        """Word the mistakes anew."""
        self._mistakes.clear()

    def text(self, line: Line, column: int, group: Mapping[str, Finding]) -> str:
        """The text of a column; ``group`` are the findings that the line stands for."""
        finding, words = line.finding, self.words
        if column == LEVEL:
            return title(level_of(finding))
        if line.members and line.mistake is not None:
            return self._of_mistake(line)[column - 1]
        if column == REMEDY:
            return self._remedy(line)
        if column in (PLACE, RELATION) and line.members:
            return (words.group_place if column == PLACE else words.group_relation)(list(group.values()))
        if column in (PLACE, RELATION):
            return (words.place if column == PLACE else words.relation)(finding)
        return self._figure(line, column)

    def _figure(self, line: Line, column: int) -> str:
        """应为, 实为 and 差额: of a finding about words the words."""
        finding, words = line.finding, self.words
        if finding.place is not None:
            return words.excerpt(finding, expected=column == EXPECTED) if column in (EXPECTED, ACTUAL) else ""
        figures = {EXPECTED: finding.expected, ACTUAL: finding.actual, DIFFERENCE: finding.difference}
        return "" if line.members and column != DIFFERENCE else words.money(finding, figures[column])

    def tip(self, line: Line) -> str:
        """The tool tip of a line: the whole sentence, and why the rule exists."""
        if not line.members or line.mistake is None or not line.mistake.proposals:
            return self.words.help_text(line.finding)
        best = line.mistake.proposals[0]
        if best.rivals:
            return diagnosis_words.headline(best)
        return f"{diagnosis_words.headline(best)}：{diagnosis_words.reason(self._workspace, best)}"

    def _of_mistake(self, line: Line) -> mistake_lines.MistakeTexts:
        found = self._mistakes.get(line.group)
        if found is None:
            found = self._mistakes[line.group] = mistake_lines.texts(self._workspace, self.words, line)
        return found

    def _remedy(self, line: Line) -> str:
        if line.mistake is not None:
            source = self._of_mistake(line._replace(members=len(line.mistake.keys))).source
            return f"同源：{source}" if source else "同源"
        if line.finding.place is not None:
            return self.words.fix(line.finding)
        return BALANCE if line.finding.state in DIFFERENCES and not line.inside else ""
