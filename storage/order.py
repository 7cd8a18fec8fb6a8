"""The order of a block's detail rows in the file: integer positions with gaps, so that an insertion writes one row."""

from __future__ import annotations

from models.errors import StaleEditError

STEP = 1 << 32
"""The usual distance of neighbours: 32 insertions fit at one place before a block is numbered anew."""
_END = 1 << 62


class BlockOrder:
    """A block's detail rows in order, with the position that each has in the file.

    ``crowded``: a gap was used up, and the positions given since mean nothing until :meth:`renumber`.
    """

    def __init__(self, rows: list[tuple[str, int]]) -> None:
        """:param rows: id and position, in order."""
        self.ids = [row_id for row_id, _ in rows]
        self._position = dict(rows)
        self.crowded = False

    def insert(self, index: int, row_id: str) -> int:
        """Put a row at ``index``; returns its position."""
        if row_id in self._position or not 0 <= index <= len(self.ids):
            raise StaleEditError(f"the file cannot take row {row_id} at {index}")
        place = self._between(index)
        self.ids.insert(index, row_id)
        self._position[row_id] = place
        return place

    def delete(self, index: int, row_id: str) -> None:
        """Take a row from ``index``."""
        if not 0 <= index < len(self.ids) or self.ids[index] != row_id:
            raise StaleEditError(f"the file has no row {row_id} at {index}")
        del self.ids[index]
        del self._position[row_id]

    def renumber(self) -> list[tuple[str, int]]:
        """Spread all rows evenly; returns every id with its new position."""
        self._position = {row_id: index * STEP for index, row_id in enumerate(self.ids)}
        self.crowded = False
        return list(self._position.items())

    def _between(self, index: int) -> int:
        before = self._position[self.ids[index - 1]] if index else None
        after = self._position[self.ids[index]] if index < len(self.ids) else None
        if after is None:
            place = 0 if before is None else before + STEP
        elif before is None:
            place = after - STEP
        else:
            place = (before + after) // 2
        self.crowded |= place == before or abs(place) > _END
        return 0 if self.crowded else place
