"""``python -m benchmarks.mutations --prose``: how well prose is checked against the tables, as JSON. Seeds are fixed.

The sample's own sections, and the same figures in other words (``prose_variants.toml``, and ``prose_held_out.toml``, to
which the matching is not tuned), are checked as they are: how many numbers are recognised, is a right one called wrong.
Then every number is falsified, one at a time, and asked is whether that is found.
"""

from __future__ import annotations

import random
import time
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from models.narrative.numbers import Number, scan
from models.narrative.units import MEASURED, agrees
from models.narrative.verdicts import CheckedNumber, NumberState
from models.samples import sample_document
from models.templates import Plan
from models.workspace import Workspace

FILES = tuple(Path(__file__).with_name(f"prose_{name}.toml") for name in ("variants", "held_out"))
FIFTY = 50
"""元 that a figure known in 万元 to two decimals leaves open."""
KNOWN_WRONG = {"section02": ("0%",)}
"""What the sample's own texts say wrongly: the last number of that text in the section."""
Change = Callable[[str, random.Random, tuple[str, ...]], str]


class Text(NamedTuple):
    """A section's text: which section, and whose wording (``sample``, ``reworded``, ``fresh``, ``held_out``)."""

    section: str
    wording: str
    text: str


def texts(workspace: Workspace) -> Iterator[Text]:
    """The sample's own sections, then the other wordings."""
    prose = workspace.words.prose
    files = [_read(path) for path in FILES]
    for section in workspace.pack.narrative.sections:
        if section.key in files[0]:
            lines = (line for line in prose.render(section.key).lines if line.style != "chart")
            yield Text(section.key, "sample", "\n".join(line.text for line in lines))
    for key, wordings in (item for file in files for item in file.items()):
        if key != "extra":
            for wording, found in wordings.items():
                yield from (Text(key, wording, text) for text in found)


def extra_sentences() -> list[str]:
    """Sentences with figures that no table has."""
    return _read(FILES[0])["extra"]["sentences"]


def _read(path: Path) -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _one_digit(digits: str, rnd: random.Random, _others: tuple[str, ...]) -> str:
    at = rnd.choice([at for at, ch in enumerate(digits) if ch.isdigit()])
    return digits[:at] + rnd.choice([d for d in "0123456789" if d != digits[at]]) + digits[at + 1 :]


def _exchanged(digits: str, rnd: random.Random, _others: tuple[str, ...]) -> str:
    """Two neighbouring digits exchanged."""
    at = [i for i, ch in enumerate(digits) if ch.isdigit()]
    pairs = [(i, j) for i, j in pairwise(at) if digits[i] != digits[j]]
    if not pairs:
        return digits
    i, j = rnd.choice(pairs)
    return digits[:i] + digits[j] + digits[i + 1 : j] + digits[i] + digits[j + 1 :]


def _power(digits: str, rnd: random.Random, _others: tuple[str, ...]) -> str:
    """The decimal point moved, as between 元 and 万元."""
    whole, _, decimals = digits.replace(",", "").partition(".")
    shift = rnd.choice((1, 4))
    shifted = (whole + decimals + "0" * (shift + 2))[: len(whole) + shift].lstrip("0")
    return (shifted or "0") + ("." + (decimals + "00")[shift:][:2] if len(decimals) > shift else "")


def _random(digits: str, rnd: random.Random, _others: tuple[str, ...]) -> str:
    return "".join(rnd.choice("123456789") if ch.isdigit() else ch for ch in digits)


def _other(digits: str, rnd: random.Random, others: tuple[str, ...]) -> str:
    """Another number of the same text and kind."""
    return rnd.choice(others) if others else digits


CHANGES: dict[str, Change] = {
    "one_digit": _one_digit, "exchanged": _exchanged, "power_of_ten": _power, "random": _random, "another": _other,
}  # fmt: skip


def measured(text: str) -> list[Number]:
    """The numbers of a text that stand for figures and are written in digits."""
    return [n for n in scan(text) if n.kind in MEASURED and text[n.digits_start].isdecimal()]


def falsified(text: str, number: Number, change: Change, rnd: random.Random) -> str:
    """The text with one number changed; the same text where the change does nothing to it."""
    digits = text[number.digits_start : number.digits_end]
    same = [n for n in measured(text) if (n.kind, n.unit) == (number.kind, number.unit) and n.value != number.value]
    new = change(digits, rnd, tuple(text[n.digits_start : n.digits_end] for n in same))
    made = text[: number.digits_start] + new + text[number.digits_end :]
    after = next((n for n in scan(made) if n.start == number.start), None)
    if after is None or abs(after.value - number.value) <= (FIFTY if number.unit == after.unit == "元" else 0):
        return text
    return made


class Tally:
    """Outcomes of one wording."""

    def __init__(self) -> None:
        self.texts = self.numbers = self.recognised = self.called_wrong = self.false = 0
        self.changed: Counter[str] = Counter()
        self.found: Counter[str] = Counter()
        self.right = self.open = 0
        self.missed: list[tuple[str, str, str]] = []
        self.alarms: list[tuple[str, str]] = []

    def result(self) -> dict[str, Any]:
        """Counts and percentages."""
        changed, found = sum(self.changed.values()), sum(self.found.values())
        return {
            "texts": self.texts,
            "numbers": self.numbers,
            "recognised_percent": _share(self.recognised, self.numbers),
            "right_numbers_called_wrong": self.false,
            "changes_left_open_by_rounding": self.open,
            "changes": changed,
            "detected_percent": _share(found, changed),
            "right_value_percent": _share(self.right, changed),
            "detected_percent_by_change": {k: _share(self.found[k], n) for k, n in self.changed.items()},
            "missed": [f"{section}: {was} -> {now}" for section, was, now in self.missed[:20]],
            "false_alarms": [f"{section}: {text}" for section, text in self.alarms[:20]],
        }


def _share(part: int, whole: int) -> float | None:
    return round(100 * part / whole, 2) if whole else None


def check(workspace: Workspace, one: Text, tally: Tally, *, rounds: int, seed: int) -> None:
    """One text as it is, and falsified ``rounds`` times for each number and kind of change."""
    tally.texts += 1
    before = workspace.words.check_text(one.text, one.section)
    kinds = [n for n in before.numbers if n.kind in MEASURED]
    tally.numbers += len(kinds)
    tally.recognised += sum(n.state is not NumberState.UNKNOWN for n in kinds)
    wrong = [n for n in kinds if n.state is NumberState.MISMATCH]
    alarms = wrong[: len(wrong) - len(KNOWN_WRONG.get(one.section, ()))] if one.wording == "sample" else wrong
    tally.false += len(alarms)
    tally.alarms += [(one.section, n.text) for n in alarms]
    said = Counter(f.rule for f in before.findings)
    for number in measured(one.text):
        was = next((n for n in before.numbers if _at(n, one.text, number)), None)
        if was in wrong:
            continue
        rnd = random.Random(f"{seed}{one.section}{number.start}")
        for name, change in CHANGES.items():
            for made in dict.fromkeys(falsified(one.text, number, change, rnd) for _ in range(rounds)):
                if made == one.text:
                    continue
                if was is not None and _is_open(workspace, was, made, number):
                    tally.open += 1
                else:
                    falsify(workspace, one, made, number, (name, said), tally)


def _is_open(workspace: Workspace, was: CheckedNumber, made: str, number: Number) -> bool:
    """Whether the changed number still says what its figure comes to, as 12.15% does of 5.12 in 42.12, both rounded."""
    after = next((n for n in scan(made) if n.start == number.start), None)
    quantity = workspace.words.prose.quantity(was.source) if was.source else None
    return after is not None and quantity is not None and quantity.known and agrees(after, quantity)


def falsify(
    workspace: Workspace, one: Text, made: str, number: Number, kind: tuple[str, Counter[str]], tally: Tally
) -> None:
    """Count whether one changed number of a text is found; ``kind`` names the change and what was said before it."""
    name, said = kind
    checked = workspace.words.check_text(made, one.section)
    now = next((n for n in checked.numbers if _at(n, made, number)), None)
    new = Counter(f.rule for f in checked.findings if f.severity.value == "error") - said
    tally.changed[name] += 1
    if (now is not None and now.state is NumberState.MISMATCH) or new:
        tally.found[name] += 1
        tally.right += now is not None and now.expected.replace(",", "") == number.text.replace(",", "")
    else:
        tally.missed.append((one.section, number.text, now.text if now else "?"))


def _at(found: CheckedNumber, text: str, number: Number) -> bool:
    """Whether a checked number, placed by line, stands where a number of the whole text does."""
    line = text.count("\n", 0, number.start)
    return (found.line, found.start) == (line, number.start - (text.rfind("\n", 0, number.start) + 1))


def _strangers(workspace: Workspace) -> dict[str, Any]:
    """Sentences that no table knows, behind each of the sample's own sections: what is wrongly called wrong."""
    called: list[str] = []
    count = 0
    for one in texts(workspace):
        for sentence in extra_sentences():
            line = one.text.count("\n") + 1
            found = workspace.words.check_text(f"{one.text}\n{sentence}", one.section).numbers
            mine = [n for n in found if n.line == line and n.kind in MEASURED]
            count += len(mine)
            called += [f"{one.section}: {n.text} ({n.state.value})" for n in mine if n.state is NumberState.MISMATCH]
    return {"numbers": count, "called_wrong": len(called), "which": sorted(set(called))[:20]}


def measure(plan: Plan, *, rounds: int = 4, seed: int = 1) -> dict[str, Any]:
    """All wordings, each with its tally; and how long checking takes."""
    workspace = Workspace(sample_document(), plan)
    start = time.process_time()
    workspace.refresh_words()
    result: dict[str, Any] = {"first_check_ms": round(1000 * (time.process_time() - start), 1)}
    tallies: dict[str, Tally] = {}
    for one in texts(workspace):
        check(workspace, one, tallies.setdefault(one.wording, Tally()), rounds=rounds, seed=seed)
    return result | {name: tally.result() for name, tally in tallies.items()} | {"strangers": _strangers(workspace)}
