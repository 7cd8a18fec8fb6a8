"""Packs (参数包): one folder per region and year, data only. Read through ``models.pack``."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parent
"""Where the packs are that come with the program."""
