"""A performance form from the rows of its sheet: texts, amounts, goals, and where each of them stands."""

from __future__ import annotations

from typing import NamedTuple

from export.import_form_cells import FUND_LABELS, TEXT_LABELS, Word, unit_of
from export.import_form_indicators import FIRST_LEVEL, SECOND_LEVEL, Half, IndicatorReader
from export.import_sheets import plain
from models.amounts import Unit, parse, to_text
from models.errors import AmountError
from models.performance.definitions import ANNUAL, FOOT, PERIOD

_HEADS = ("level1", "level2", "level3", "target")
_BELOW = {"goals.implementation_period": "overall_goal", "goals.annual": "overall_goal", "funding": ""}
"""What a row without labels holds below these; below other labels it holds their value."""
_NOT_KNOWN = "没有认出这是哪一栏的内容，没有读入。"
_NO_AMOUNT = "读不出金额，已原样读入。"


class Unread(NamedTuple):
    """A cell that was not understood, and why."""

    address: str
    text: str
    reason: str


class FormReader:
    """Reads the rows of one form. ``fields`` maps dotted keys to texts, ``places`` to cells."""

    def __init__(self) -> None:
        self.fields: dict[str, str] = {}
        self.places: dict[str, str] = {}
        self.unread: list[Unread] = []
        self.unit = Unit.YUAN
        self._indicators = IndicatorReader()
        self._columns: dict[str, int] = {}
        self._inside = False
        self._pending = ""

    def read(self, rows: list[list[Word]]) -> None:
        """Read all rows of a form, top to bottom."""
        for row in rows:
            labels = {word.label for word in row if word.label}
            heads = labels.intersection(_HEADS)
            if labels.intersection(FOOT) and (self._inside or not heads):
                self._inside = False
                self._texts(row)
            elif self._inside or "indicators" in labels or len(heads) > 1 or self._begins_indicators(row):
                self._inside = True
                self._indicator_row(row, header=len(heads) > 1)
            elif labels.intersection(FUND_LABELS):
                self._funding(row)
            else:
                self._texts(row)
        self._take_indicators()

    def _take(self, key: str, word: Word, text: str = "") -> None:
        """Keep a value; a field that goes on below, or on a further page, is continued."""
        text = text or word.text
        old = self.fields.get(key, "")
        if not old:
            self.fields[key], self.places[key] = text, word.address
        elif plain(text) not in plain(old):
            self.fields[key] = f"{old}\n{text}"

    def _leave(self, word: Word, reason: str = _NOT_KNOWN) -> None:
        self.unread.append(Unread(word.address, word.text, reason))

    # -- texts ----------------------------------------------------------------------------------------------------

    def _texts(self, row: list[Word]) -> None:
        """Labels with what stands behind each; a row without labels continues the one that has no value yet."""
        label, values = self._pending, 0
        for word in row:
            if word.label:
                label, values = word.label, 0
                self._note_column(word)
            elif label in TEXT_LABELS and label != "overall_goal":
                values = self._text(label, word, values)
            elif label.startswith("goals.") or label == "overall_goal":
                values += 1
                self._goal(label, word, [one for one in row if not one.label])
            elif label or not self._is_title(word):
                self._leave(word)
        self._pending = "" if values or label in self.fields else _BELOW.get(label, label)

    def _text(self, label: str, word: Word, values: int) -> int:
        if not values:
            text = "".join(word.text.split()) if label == "filled_at" else word.text
            self._take(label, word, text)
        elif plain(word.text) != plain(self.fields[label]):
            self._leave(word)
        return values + 1

    def _note_column(self, word: Word) -> None:
        if word.label == "funding":
            self.unit = unit_of(word.text) or self.unit
        self._columns[word.label] = word.column

    def _is_title(self, word: Word) -> bool:
        """Title and year stand above all labels."""
        known = plain(word.text)
        if "绩效目标" in known and "form_title" not in self.fields:
            self._take("form_title", word)
        elif "年" in known and "form_year" not in self.fields:
            self._take("form_year", word)
        return not self._columns

    def _goal(self, label: str, word: Word, values: list[Word]) -> None:
        """Goals of both periods stand beside each other; a lone one is told by its column."""
        if label.startswith("goals."):
            self._take(f"overall_goal.{label.removeprefix('goals.')}", word)
            return
        boundary = self._columns.get("goals.annual", 0)
        if len(values) > 1:
            period = PERIOD if word is values[0] else ANNUAL
        elif "goals.annual" in self._columns and "goals.implementation_period" not in self._columns:
            period = ANNUAL
        else:
            period = ANNUAL if 0 < boundary <= word.column else PERIOD
        self._take(f"overall_goal.{period}", word)

    # -- amounts --------------------------------------------------------------------------------------------------

    def _funding(self, row: list[Word]) -> None:
        label, period, seen = "", PERIOD, set[str]()
        for word in row:
            if word.label in FUND_LABELS:
                label, _, period = word.label.partition(".")
                period = period or self._period_of(label, word, seen)
                seen.add(label)
            elif not word.label and label:
                self._amount(f"funding.{period}.{label}", word)
                label = ""
            elif not word.label:
                self._leave(word)
            self._note_column(word)

    def _period_of(self, label: str, word: Word, seen: set[str]) -> str:
        """The second time that a source is named in a row it is the annual one; so it is on the annual side."""
        if label in seen:
            return ANNUAL
        known = {period: self._columns.get(f"total.{period}", 0) for period in (PERIOD, ANNUAL)}
        alone = known[ANNUAL] and not known[PERIOD]
        return ANNUAL if alone or (0 < known[ANNUAL] <= word.column and f"{label}.{PERIOD}" in seen) else PERIOD

    def _amount(self, key: str, word: Word) -> None:
        try:
            amount = parse(word.text, self.unit)
        except AmountError:
            self._leave(word, _NO_AMOUNT)
            self._take(key, word)
            return
        if amount is not None:
            self._take(key, word, to_text(amount.fen, Unit.YUAN, grouped=True, whole=True))

    # -- indicators -----------------------------------------------------------------------------------------------

    def _begins_indicators(self, row: list[Word]) -> bool:
        """Whether indicators begin without a heading: behind the goals, with the name of a level."""
        if "overall_goal" not in self._columns and "goals.annual" not in self._columns:
            return False
        first = plain(row[0].text) if row else ""
        return bool(FIRST_LEVEL.fullmatch(first) or SECOND_LEVEL.fullmatch(first))

    def _indicator_row(self, row: list[Word], *, header: bool) -> None:
        if header:
            self._indicators.read_header(row)
        else:
            self._indicators.read([word for word in row if word.label not in ("indicators", *_HEADS)])

    def _take_indicators(self) -> None:
        found = self._indicators.found
        swap = not any(one.second.name or one.second.target for one in found) and self._is_annual_only()
        for at, indicator in enumerate(found):
            sides = (indicator.second, indicator.first) if swap else (indicator.first, indicator.second)
            for period, half in zip((PERIOD, ANNUAL), sides, strict=True):
                self._take_half(f"indicators.{period}.{at}", indicator.level1, indicator.level2, half)
        for word in self._indicators.unread:
            self._leave(word)

    def _take_half(self, key: str, level1: str, level2: str, half: Half) -> None:
        self.fields[f"{key}.level1"], self.fields[f"{key}.level2"] = level1, level2
        for name, word in (("level2", half.level), ("level3", half.name), ("target", half.target)):
            if word is not None:
                self.fields[f"{key}.{name}"], self.places[f"{key}.{name}"] = word.text, word.address

    def _is_annual_only(self) -> bool:
        """Whether the form has but one period, and that is the year."""
        return not {"goals.implementation_period", "total.implementation_period"}.intersection(self._columns)

    def nested(self) -> dict[str, object]:
        """The fields as a form's nested structure."""
        tree: dict[str, object] = {"indicators": {period: self._list(period) for period in (PERIOD, ANNUAL)}}
        for key, text in self.fields.items():
            if key.startswith("indicators."):
                continue
            branch: dict[str, object] = tree
            *path, last = key.split(".")
            for name in path:
                below = branch.setdefault(name, {})
                assert isinstance(below, dict)
                branch = below
            branch[last] = text
        return tree

    def _list(self, period: str) -> list[dict[str, str]]:
        names = ("level1", "level2", "level3", "target")
        count = len(self._indicators.found)
        return [
            {name: self.fields.get(f"indicators.{period}.{at}.{name}", "") for name in names} for at in range(count)
        ]
