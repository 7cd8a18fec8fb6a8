"""Write the generated pages: docs/RULES.md, docs/FORMS.md and the command line's help in README.md.

``python -m tools.docs`` writes them; ``--check`` writes nothing and fails when one is not what it would write.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from models.pack import Pack, load
from models.templates import Plan
from tools.docs_forms import forms_page
from tools.docs_rules import rules_page
from ui.cli_arguments import COMMANDS, help_of, overview

ROOT = Path(__file__).resolve().parent.parent
BEGIN, END = "<!-- command line: generated -->", "<!-- command line: end -->"


def help_text() -> str:
    """The help of the program and of every command, as a block of Markdown."""
    texts = [overview(), *(help_of(command) for command in COMMANDS)]
    return "```\n" + "\n\n\n".join(texts) + "\n```"


def with_help(readme: str) -> str:
    """The README with the help between its two marks.

    :raises ValueError: the marks are not there, or not once each in order.
    """
    before, begin, rest = readme.partition(BEGIN)
    _old, end, after = rest.partition(END)
    if not begin or not end or BEGIN in rest or END in after:
        raise ValueError(f"README.md must hold {BEGIN} and {END}, once each")
    return f"{before}{BEGIN}\n{help_text()}\n{END}{after}"


def pages(pack: Pack, root: Path = ROOT) -> dict[Path, str]:
    """What each generated file should hold."""
    readme = root / "README.md"
    return {
        root / "docs" / "RULES.md": rules_page(pack, Plan(pack)),
        root / "docs" / "FORMS.md": forms_page(pack),
        readme: with_help(readme.read_text(encoding="utf-8")),
    }


def stale(wanted: dict[Path, str]) -> list[Path]:
    """The files that hold something else, or do not exist."""
    return [path for path, text in wanted.items() if not path.is_file() or path.read_text(encoding="utf-8") != text]


def main(arguments: Sequence[str]) -> int:
    """Write or, with ``--check``, compare; 1 when a page is stale."""
    if set(arguments) - {"--check"}:
        sys.stderr.write("usage: python -m tools.docs [--check]\n")
        return 2
    wanted = pages(load())
    changed = stale(wanted)
    if "--check" in arguments:
        for path in changed:
            sys.stderr.write(f"{path.relative_to(ROOT)} is stale; run: python3 run.py docs\n")
        return 1 if changed else 0
    for path in changed:
        path.write_text(wanted[path], encoding="utf-8", newline="\n")
        sys.stdout.write(f"{path.relative_to(ROOT)} written\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
