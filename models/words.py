"""What the checks say about the words of an open document: its sections, and the texts of its performance forms.

Words are checked a moment after an edit, never within it: :meth:`Words.note` marks what an edit may have changed, and
:meth:`Words.refresh` checks that again and brings the findings up to date.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from models import notes
from models.edits import CellChange, Change, SettingChange
from models.engine import WORDS, Engine
from models.finding_groups import Clock, FindingGroups, crash
from models.findings import Finding, State, TextPlace
from models.narrative import markup
from models.narrative.checking import Checker
from models.narrative.definitions import SectionDef
from models.narrative.numbers import NumberKind
from models.narrative.prose import Prose, Rendered
from models.narrative.rules import UNITS, Remark, Scene, listing_rule, remarks
from models.narrative.sums import read_by_sums, told_sums
from models.narrative.totals import whole_column
from models.narrative.values import Figures
from models.narrative.verdicts import CheckedNumber, NumberState
from models.narrative.wording import mismatch_sentence, rounding_sentence
from models.newdoc import unit_forms
from models.pack import Severity
from models.performance.words import FormWords
from models.refs import CellRef

logger = logging.getLogger(__name__)
_COVERED = frozenset((NumberState.BOUND, NumberState.CHECKED, NumberState.FROZEN, NumberState.MISMATCH))


class SectionCheck(msgspec.Struct, frozen=True):
    """A section as it is shown, with its numbers."""

    rendered: Rendered
    numbers: tuple[CheckedNumber, ...]


class TextCheck(msgspec.Struct, frozen=True):
    """A text that is not in the document, checked as a section's: numbers and findings, places within the
    text's lines.
    """

    section: str
    numbers: tuple[CheckedNumber, ...]
    findings: tuple[Finding, ...]


class Words:
    """The words of one document and the findings about them, which stand among the engine's."""

    def __init__(self, figures: Figures, engine: Engine) -> None:
        self._figures, self._engine = figures, engine
        self.prose = Prose(figures)
        self._checks: dict[str, SectionCheck] = {}
        self._groups = FindingGroups(engine)
        self._dirty: dict[str, None] = dict.fromkeys(section.key for section in self.prose.narrative.sections)
        self._by_cell: dict[CellRef, set[str]] = {}
        self._by_form: dict[str, set[str]] = {}
        self._depends: dict[str, tuple[frozenset[CellRef], frozenset[str]]] = {}
        self.forms = FormWords(figures, engine)

    # -- reading --------------------------------------------------------------------------------------------------

    def section(self, key: str) -> SectionCheck:
        """A section as it stands, checked."""
        if key in self._dirty or key not in self._checks:
            self._check(key, Checker(self._figures, self.prose))
            self._dirty[key] = None  # its findings still have to follow
        return self._checks[key]

    def coverage(self, keys: Iterable[str] | None = None) -> tuple[int, int]:
        """How many of the numbers of these sections (all, when not given) stand for a figure, and how many
        there are.
        """
        wanted = list(keys) if keys is not None else [s.key for s in self.prose.narrative.sections]
        numbers = [
            n for key in wanted for n in self.section(key).numbers if n.kind not in (NumberKind.YEAR, NumberKind.DATE)
        ]
        return sum(n.state in _COVERED for n in numbers), len(numbers)

    def binding(self, key: str) -> str:
        """A section's text with every typed number that agrees with its figure turned into that figure."""
        check = self.section(key)
        lines = list(markup.parse(self.prose.source(key)))
        by_line: dict[int, list[CheckedNumber]] = {}
        for number in check.numbers:
            if number.state is NumberState.CHECKED and number.source and number.format:
                by_line.setdefault(number.line, []).append(number)
        for at, numbers in by_line.items():
            lines[at] = msgspec.structs.replace(lines[at], pieces=_bound(check.rendered.lines[at].spans, numbers))
        return markup.dumps(lines)

    def check_text(self, text: str, section: str | None = None) -> TextCheck:
        """Check prose from anywhere against the document: as the section of that key, or as the one that it
        fits best.
        """
        if not self.prose.narrative.sections:
            return TextCheck("", (), ())
        texts = [line for line in text.splitlines() if line.strip()]
        checker = Checker(self._figures, self.prose)
        numbers: list[CheckedNumber] = []
        findings: list[Finding] = []
        keys = []
        for start, key, lines in self._chunks(texts, section, checker):
            rendered = self.prose.render_text(key, "\n".join(markup.escape(line) for line in lines))
            found = checker.rendered(rendered)
            keys.append(key)
            numbers += [msgspec.structs.replace(one, line=one.line + start) for one in found]
            for finding in self._findings(self.prose.section(key), rendered, found, checker.automatic(key)):
                place = finding.place and msgspec.structs.replace(finding.place, line=finding.place.line + start)
                findings.append(msgspec.structs.replace(finding, place=place))
        return TextCheck(keys[0] if keys else "", tuple(numbers), tuple(findings))

    def _chunks(self, texts: list[str], section: str | None, checker: Checker) -> Iterator[tuple[int, str, list[str]]]:
        """The text cut at the headings of sections: the first line, the section, and the lines after the heading."""
        prose = [s.key for s in self.prose.narrative.sections if s.number]
        heads = [(at, key) for at, text in enumerate(texts) if (key := self._headed(text))] if section is None else []
        if not heads or heads[0][0] > 0:
            end = heads[0][0] if heads else len(texts)
            if texts[:end]:
                yield 0, section or checker.likely_section(texts[:end], prose), texts[:end]
        ends = [at for at, _key in heads[1:]] + [len(texts)]
        for (at, key), end in zip(heads, ends, strict=False):
            if texts[at + 1 : end]:
                yield at + 1, key, texts[at + 1 : end]

    def _headed(self, text: str) -> str:
        """The section whose heading a line is."""
        plain = "".join(text.split())
        for section in self.prose.narrative.sections:
            title = section.heading.partition("、")[2]
            if section.number and plain in (section.heading, title):
                return section.key
        return ""

    # -- following ------------------------------------------------------------------------------------------------

    def note(self, changes: Sequence[Change], cells: Iterable[CellRef]) -> None:
        """An edit was made, and these figures moved: what reads them is checked again when :meth:`refresh` is
        called.
        """
        for ref in cells:
            for read in (ref, whole_column(ref)):
                for key in self._by_cell.get(read, ()):
                    self._dirty[key] = None
        for change in changes:
            match change:
                case SettingChange(key):
                    self._note_setting(key)
                case CellChange():
                    pass  # told by the figures that moved
                case _:
                    for section in self._by_form.get(change.form, ()):
                        self._dirty[section] = None
        self.forms.note(changes, cells)

    def _note_setting(self, key: str) -> None:
        if key.startswith(notes.PREFIX):
            return  # no word of the book comes from it
        prefix, _, rest = key.partition(".")
        section = rest.partition(".")[0]
        if prefix in ("text", "reason", "basis") and section in {s.key for s in self.prose.narrative.sections}:
            self._dirty[section] = None
        else:
            self._dirty |= dict.fromkeys(s.key for s in self.prose.narrative.sections)

    @property
    def is_stale(self) -> bool:
        """Whether :meth:`refresh` has something to do."""
        return bool(self._dirty) or self.forms.is_stale

    def refresh(self, within: float | None = None) -> None:
        """Check again what may have changed; the findings in the engine follow.

        After ``within`` seconds the rest is left for the next call.
        """
        clock = Clock(within)
        checker = Checker(self._figures, self.prose)
        while self._dirty and not clock.is_up():
            key = next(iter(self._dirty))
            del self._dirty[key]
            self._check(key, checker)
            check = self._checks[key]
            try:
                section, template = self.prose.section(key), checker.automatic(key)
                found = {f.key: f for f in self._findings(section, check.rendered, check.numbers, template)}
            except Exception as error:  # a rule that fails is a finding; the others of the book still run
                logger.exception("words of %s failed", key)
                found = crash(key, key, error)
            self._groups.replace(key, found)
        self.forms.refresh(clock)

    def _check(self, key: str, checker: Checker) -> None:
        rendered = checker.section(key)
        numbers, read, forms = checker.checked(rendered)
        read |= frozenset(read_by_sums(numbers, self._engine))
        old_cells, old_forms = self._depends.get(key, (frozenset[CellRef](), frozenset[str]()))
        for ref in old_cells - read:
            self._by_cell[ref].discard(key)
        for form in old_forms - forms:
            self._by_form[form].discard(key)
        if self.prose.section(key).count_rule == UNITS:
            forms |= {form.id for form in unit_forms(self.prose.document.pack)}
        for ref in read - old_cells:
            self._by_cell.setdefault(ref, set()).add(key)
        for form in forms - old_forms:
            self._by_form.setdefault(form, set()).add(key)
        self._depends[key] = (read, forms)
        self._checks[key] = SectionCheck(rendered, numbers)

    def _findings(
        self, section: SectionDef, rendered: Rendered, numbers: tuple[CheckedNumber, ...], template: Rendered
    ) -> Iterator[Finding]:
        scene = Scene(self._engine.document, self.prose, section, rendered, numbers, template)
        seen: set[str] = set()
        yield from self._roundings(scene)
        for remark in (*self._mismatches(scene), *remarks(scene)):
            key = f"{WORDS}{section.key}:{remark.rule}:{remark.line}:{remark.start}"
            if key in seen:
                continue
            seen.add(key)
            yield self._finding(key, scene, remark)

    def _roundings(self, scene: Scene) -> Iterator[Finding]:
        """尾差 of the tables that show in the words: all parts of a sum are told, and do not add up to the cent."""
        for told in told_sums(scene.numbers, self._engine):
            whole = told.whole
            code = listing_rule(scene.section)
            place = TextPlace(scene.section.key, whole.line, whole.start, whole.end, whole.text)
            params = {"reason": "words", "sentence": rounding_sentence(told)}
            severity = Severity.INFO if told.state is State.ROUNDING else Severity.WARNING
            key = f"{WORDS}{scene.section.key}:{code}:sum:{whole.line}:{whole.start}"
            yield Finding(code, key, told.state, severity, (), root=told.root, params=params, place=place)

    def _mismatches(self, scene: Scene) -> Iterator[Remark]:
        for number in scene.numbers:
            if number.state is NumberState.MISMATCH:
                rule = number_rule(scene.section, number.kind)
                sentence = mismatch_sentence(self._figures, number)
                yield Remark(rule, number.line, number.start, number.end, sentence, number.expected, "error")

    def _finding(self, key: str, scene: Scene, remark: Remark) -> Finding:
        rule = self._engine.plan.pack.rule_by_code.get(remark.rule)
        severity = Severity(remark.severity) if remark.severity else rule.severity if rule else Severity.WARNING
        text = scene.lines[remark.line][remark.start : remark.end] if remark.line < len(scene.lines) else ""
        place = TextPlace(scene.section.key, remark.line, remark.start, remark.end, text, remark.fix)
        params = {"reason": "words", "sentence": remark.sentence}
        return Finding(remark.rule, key, State.VIOLATION, severity, (), params=params, place=place)


def number_rule(section: SectionDef, kind: NumberKind) -> str:
    """The rule that a wrong number of a section breaks."""
    rules = {NumberKind.AMOUNT: section.amount_rule, NumberKind.PERCENT: section.percent_rule}
    return rules.get(kind, section.count_rule) or section.amount_rule or section.count_rule or "R070"


def _bound(spans: Sequence[object], numbers: Sequence[CheckedNumber]) -> tuple[markup.Piece, ...]:
    """The pieces of a line with typed numbers replaced by the figures they stand for."""
    pieces: list[markup.Piece] = []
    for span in spans:
        piece = span.piece  # type: ignore[attr-defined]
        start: int = span.start  # type: ignore[attr-defined]
        end: int = span.end  # type: ignore[attr-defined]
        if not isinstance(piece, markup.Words):
            pieces.append(piece)
            continue
        at = start
        for number in numbers:
            if start <= number.start and number.end <= end:
                pieces.append(markup.Words(piece.text[at - start : number.start - start]))
                pieces.append(markup.FigurePiece(number.source, number.format))
                at = number.end
        pieces.append(markup.Words(piece.text[at - start :]))
    return tuple(piece for piece in pieces if piece != markup.Words(""))
