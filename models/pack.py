"""A pack (参数包) in memory: forms, rules and 科目 lists, as :mod:`models.pack_reading` reads them from its files."""

from __future__ import annotations

import enum
from functools import cache, cached_property
from pathlib import Path

import msgspec

from models import formula, packs
from models.errors import PackError
from models.forms import FormDef, Role
from models.formula import Formula
from models.kept_packs import Kept
from models.narrative.definitions import DemandDef, NarrativeDef
from models.performance.definitions import FormLayout

DEFAULT_PACK = "shanxi_2025"


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
    """A rule: either ``formulas`` in the formula language, or the name of a rule function in ``check``.

    An equality that ``awaits`` is 未判 while only one of its cells is filled. ``params`` are what the rule function
    is told about the forms of this pack, see :mod:`models.rules.params`.
    """

    code: str
    title: str
    why: str
    severity: Severity = Severity.ERROR
    tolerance: Tolerance = Tolerance.NONE
    formulas: tuple[str, ...] = ()
    defines: tuple[Define, ...] = ()
    check: str = ""
    forms: tuple[str, ...] = ()
    awaits: bool = False
    params: dict[str, str | tuple[str, ...]] = {}

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


class Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What ``pack.toml`` says."""

    id: str
    title: str
    year: str
    part_title: str
    forms: tuple[str, ...]
    rules: tuple[str, ...]
    subjects: dict[str, str] = {}
    mapping: str = "economic_mapping.csv"
    links: tuple[tuple[str, ...], ...] = ()
    facts: tuple[str, ...] = ()
    performance: tuple[str, ...] = ()
    narrative: tuple[str, ...] = ()
    form_layout: str = ""
    completeness: str = ""


class Content(msgspec.Struct, frozen=True):
    """All that a pack's files say, read and checked. ``formulas`` are the rules' parsed ones, ``rule_files`` say which
    file a rule stands in.
    """

    manifest: Manifest
    forms: tuple[FormDef, ...]
    rules: tuple[RuleDef, ...]
    formulas: tuple[tuple[Formula, ...], ...]
    subjects: dict[str, tuple[Subject, ...]]
    mapping: dict[str, MappingRow]
    rule_files: dict[str, str]
    narrative: NarrativeDef = NarrativeDef()
    form_layout: FormLayout | None = None
    completeness: tuple[DemandDef, ...] = ()


class Pack:
    """A pack in memory. ``forms`` are the book's tables in order, ``all_forms`` also those for facts and performance.

    ``rules`` in file order; forms and rules also by id and code.
    """

    def __init__(self, content: Content) -> None:
        manifest = content.manifest
        self.id, self.title, self.year = manifest.id, manifest.title, manifest.year
        self.part_title = manifest.part_title
        self._links = manifest.links
        self.all_forms, self.rules, self.mapping = content.forms, content.rules, content.mapping
        self.forms = tuple(form for form in content.forms if form.role is Role.TABLE)
        for rule, parsed in zip(content.rules, content.formulas, strict=True):
            rule.__dict__["parsed"] = parsed  # so that nobody parses them again
        self.subjects = {key: Subjects(subjects) for key, subjects in content.subjects.items()}
        self.form_by_id = {form.id: form for form in self.all_forms}
        self.form_by_number = {form.number: form for form in self.all_forms}
        self.rule_by_code = {rule.code: rule for rule in self.rules}
        self._rule_files = content.rule_files
        self.narrative = content.narrative
        self.form_layout = content.form_layout
        self.completeness = content.completeness

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


def read(folder: Path) -> Pack:
    """Read a pack's folder.

    :raises PackError: naming file, key and reason.
    """
    return Pack(_read(folder))


def _read(folder: Path) -> Content:
    from models import pack_reading  # not needed for a pack that is kept

    return pack_reading.read(folder)


def pack_ids() -> tuple[str, ...]:
    """The packs that come with the program."""
    return tuple(sorted(entry.parent.name for entry in packs.FOLDER.glob("*/pack.toml")))


@cache
def load(pack_id: str = DEFAULT_PACK) -> Pack:
    """The pack of that id.

    :raises PackError: there is no such pack, or its data is wrong.
    """
    folder = packs.FOLDER / pack_id
    if not pack_id.isidentifier() or not (folder / "pack.toml").is_file():
        raise PackError("pack.toml", pack_id, "没有这个参数包，请换用新版程序打开")
    kept = Kept(folder)
    content = kept.get(Content)
    if content is None:
        content = _read(folder)
        kept.put(content)
    return Pack(content)
