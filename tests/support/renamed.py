"""The default pack under other ids: what is called so is a matter of the pack alone."""

from __future__ import annotations

import re
from pathlib import Path

from models import pack
from models.pack import Pack
from tests.support.budgets import copied_pack

FORMS = {
    "project_performance": "goals",
    "performance_indicator": "goal_lines",
    "table12": "projects_now",
    "table13": "projects_before",
}


def renamed_pack(folder: Path) -> Pack:
    """The default pack; its performance forms, tables of projects, their kind and their column are called otherwise."""
    copy = copied_pack(folder)
    for path in sorted(copy.rglob("*.toml")):
        text = re.sub("|".join(FORMS), lambda found: FORMS[found[0]], path.read_text(encoding="utf-8"))
        if path.stem in ("table12", "table13"):
            text = text.replace('key = "project"', 'key = "programme"').replace('key = "total"', 'key = "whole"')
        text = re.sub(r'\b(project|kind) = "project"', r'\1 = "programme"', text)
        text = re.sub(r'\b(amount|amount_column) = "total"', r'\1 = "whole"', text)
        path.with_stem(FORMS.get(path.stem, path.stem)).write_text(text, encoding="utf-8")
    return pack.read(copy)
