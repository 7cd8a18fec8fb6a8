"""Failures. A finding about the user's data is a value (see ``models.findings``), never one of these."""

from __future__ import annotations


class GoujiError(Exception):
    """A failure that the user may read: its text is one Chinese sentence saying what, where and what to do."""


class AmountError(GoujiError):
    """A text is not an amount."""


class AddressError(GoujiError):
    """An address names no cell, or more than one.

    ``candidates`` lists the full addresses to choose from when there is more than one.
    """

    def __init__(self, message: str, candidates: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.candidates = candidates


class FormulaError(GoujiError):
    """A rule's text does not parse. ``position`` is the 0-based index of the first character not understood."""

    def __init__(self, message: str, position: int) -> None:
        super().__init__(message)
        self.position = position


class PackError(GoujiError):
    """A pack's data is wrong. The sentence names file, key and reason."""

    def __init__(self, file: str, key: str, reason: str) -> None:
        super().__init__(f"参数包文件 {file} 的 {key} 有误：{reason}")
        self.file, self.key, self.reason = file, key, reason


class PlanError(GoujiError):
    """What the user wants cannot be turned into an edit."""


class StaleEditError(Exception):
    """An edit does not fit the document it is applied to: a bug, not a message."""
