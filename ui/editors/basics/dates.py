"""Dates as people type them, and as a Chinese document writes them."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

_PARTED = re.compile(r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?")
_PACKED = re.compile(r"(\d{4})(\d{2})(\d{2})")


def read(text: str) -> date | None:
    """``2025-4-11``, ``2025.4.11``, ``20250411`` or ``2025年4月11日`` as a date; ``None`` for anything else."""
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    match = _PARTED.fullmatch(plain) or _PACKED.fullmatch(plain)
    if match is None:
        return None
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None


def worded(day: date) -> str:
    """``2025年4月11日``."""
    return f"{day.year}年{day.month}月{day.day}日"


def problem(text: str) -> str:
    """Why a text is no date, as a sentence; "" for a date or nothing."""
    if not text.strip() or read(text) is not None:
        return ""
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    if _PARTED.fullmatch(plain) or _PACKED.fullmatch(plain):
        return f"“{text.strip()}”不是存在的日期，请检查月和日。"
    return f"“{text.strip()}”看不出是哪一天，请写成 2025-4-11 这样的日期。"
