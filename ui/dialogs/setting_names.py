"""What a document's settings are called where they are listed."""

from __future__ import annotations

from models import signoff, versions
from models.completeness import CONFIRMED

_OTHERS = {"department": "部门名称", "department_code": "部门代码", "year": "年度", signoff.REASON: "退回原因"}


def setting_name(key: str) -> str:
    """A setting in the clerk's words; its key where there are none. Texts and notes are named by their places."""
    from ui.editors.basics.settings_form import TITLES  # late: a form of fields, for its titles alone

    if key.startswith(versions.PREFIX):
        return "版本"
    if key.startswith(CONFIRMED):
        return f"公开完整性检查 {key.removeprefix(CONFIRMED)}"
    return _OTHERS.get(key) or TITLES.get(key, key)
