"""The short wordings of findings for lists. Whole sentences come from :mod:`models.wording`."""

from __future__ import annotations

from models import wording
from models.equations import Instance
from models.findings import Finding, State
from models.refs import CellRef
from models.workspace import Workspace

MOST_OF_A_FIGURE = 14


class FindingWords:
    """Place, relation and figures of findings; the sides of equalities are kept until they are told to be forgotten."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._sides: dict[tuple[str, CellRef], tuple[Instance, str, str]] = {}

    def forget(self) -> None:
        """Word all anew: rows, names or settings have changed."""
        self._sides.clear()

    def place(self, finding: Finding) -> str:
        """``表三 · 2013299 ↔ 表五、表二``; the column stands in the relation. For words their section and the words."""
        if finding.place is not None and finding.place.line >= 0:
            return wording.finding_place(self._workspace, finding)
        if not finding.cells:
            return ""
        numbers = list(dict.fromkeys(self._number(ref) for ref in finding.cells))
        own = f"{numbers[0]} · {row_key(self._workspace, finding.cells[0])}"
        return f"{own} ↔ {'、'.join(numbers[1:])}" if len(numbers) > 1 else own

    def group_place(self, findings: list[Finding]) -> str:
        """``21011 行政事业单位医疗``."""
        first = next((finding for finding in findings if finding.cells), None)
        return row_title(self._workspace, first.cells[0]) if first is not None else self.place(findings[0])

    def group_relation(self, findings: list[Finding]) -> str:
        """``表二、表三、表五共 6 处，同一源头的四舍五入尾差``."""
        order = {form.id: index for index, form in enumerate(self._workspace.pack.all_forms)}
        forms = sorted({ref.form for finding in findings for ref in finding.cells}, key=order.__getitem__)
        words = ["文字"] if any(finding.place is not None for finding in findings) else []
        numbers = "、".join([*(self._workspace.pack.form(form).number for form in forms), *words])
        return f"{numbers}共 {len(findings)} 处，同一源头的四舍五入尾差"

    def relation(self, finding: Finding) -> str:
        """The equality in words, or what is wrong."""
        words = self._equality(finding)
        if words is None:
            return wording.finding_sentence(self._workspace, finding)
        if finding.state is not State.UNEVALUATED:
            return words
        return f"{words}（{'有内容看不懂' if finding.actual is None else '对应的表还没有填'}，未作判断）"

    def _equality(self, finding: Finding) -> str | None:
        if finding.state is State.VIOLATION or not finding.cells:
            return None
        near = finding.cells[0]
        known = self._sides.get((finding.key, near))
        if known is None:
            instance = self.instance(finding)
            if instance is None:
                return None
            known = self._sides[finding.key, near] = (instance, *wording.both_sides(self._workspace, instance, near))
        instance, left, right = known
        return f"{left} {self._workspace.equations.operator(instance)} {right}"  # figures may relax an equality

    def instance(self, finding: Finding) -> Instance | None:
        """The equality that a finding is about; ``None`` for a rule that is none."""
        templates = self._workspace.plan.templates
        if finding.state is State.VIOLATION or not finding.cells or not has_row(self._workspace, finding.cells[0]):
            return None
        touching = self._workspace.equations.touching(finding.cells[0])
        return next((one for one in touching if f"{templates[one.template].code}:{one.key}" == finding.key), None)

    def sentence(self, finding: Finding) -> str:
        """The whole sentence."""
        return wording.finding_sentence(self._workspace, finding)

    def help_text(self, finding: Finding) -> str:
        """The sentence, the rule's code and why it exists."""
        rule = self._workspace.pack.rule_by_code.get(finding.rule)
        return f"{self.sentence(finding)}\n\n{rule.code} {rule.why}" if rule else self.sentence(finding)

    def excerpt(self, finding: Finding, *, expected: bool) -> str:
        """The words that a finding is about, or those that should stand there; "" where they are no figure."""
        place = finding.place
        text = "" if place is None or not place.fix else place.fix if expected else place.text
        return text if len(text) <= MOST_OF_A_FIGURE else ""

    def fix(self, finding: Finding) -> str:
        """``改为 1.88%``; "" where only a person can say."""
        place = finding.place
        return f"改为 {place.fix}" if place is not None and place.fix else ""

    def money(self, finding: Finding, fen: int | None) -> str:
        """A figure of a finding in its form's unit; "" where there is none."""
        return wording.money(self._workspace, finding.cells[0], fen) if fen is not None and finding.cells else ""

    def _number(self, ref: CellRef) -> str:
        return self._workspace.pack.form(ref.form).number


def has_row(workspace: Workspace, ref: CellRef) -> bool:
    """Whether the row of a cell is still there."""
    return workspace.document.has_row(ref.form, ref.row)


def row_title(workspace: Workspace, ref: CellRef) -> str:
    """The row of a cell: code and name, or the name alone."""
    if not has_row(workspace, ref):
        return "（已删除的行）"
    return wording.row_name(workspace, ref.form, workspace.document.row(ref.form, ref.row))


def row_key(workspace: Workspace, ref: CellRef) -> str:
    """The row of a cell by its code where one is printed, else by its name."""
    name = row_title(workspace, ref)
    if not has_row(workspace, ref):
        return name
    return wording.known_by_code(workspace, ref.form, workspace.document.row(ref.form, ref.row)) or name


def short_place(workspace: Workspace, ref: CellRef) -> str:
    """``表三 · 2013299 · 项目支出``: the row by its code where one is printed."""
    form = workspace.pack.form(ref.form)
    column = form.column_by_key.get(ref.column)
    return f"{form.number} · {row_key(workspace, ref)} · {column.title if column else ref.column}"
