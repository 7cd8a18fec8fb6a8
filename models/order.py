"""Where each item of a long list stands, known without numbering the list anew at each change.

Every item holds a key that grows along the list, so that an index is found by halving. A new item takes a key between
its neighbours'; where none is left, just the neighbourhood gets new ones.
"""

from __future__ import annotations

from bisect import bisect_left

GAP = 1 << 20
"""Between the keys of items that were appended: about twenty can come to one place before any key changes."""
ROOM = 1 << 8
"""What is left between the keys of a neighbourhood that got new ones."""


class Order:
    """Keeps ``items``, a list of different strings, which nothing else may change."""

    def __init__(self, items: list[str]) -> None:
        self.items = items
        self._keys: dict[str, int] = {item: at * GAP for at, item in enumerate(items)}

    def index(self, item: str) -> int:
        """The index of an item, in logarithmic time.

        :raises KeyError: it is not in the list.
        """
        return bisect_left(self.items, self._keys[item], key=self._keys.__getitem__)

    def insert(self, index: int, item: str) -> None:
        """Put an item, not in the list yet, at an index from 0 to the length."""
        items, keys = self.items, self._keys
        if index == len(items):
            keys[item] = keys[items[-1]] + GAP if items else 0
        elif not index:
            keys[item] = keys[items[0]] - GAP
        else:
            before, after = keys[items[index - 1]], keys[items[index]]
            if after - before < 2:  # noqa: PLR2004
                self._spread(index)
                before, after = keys[items[index - 1]], keys[items[index]]
            keys[item] = (before + after) // 2
        items.insert(index, item)

    def delete(self, index: int) -> None:
        """Take away the item at an index."""
        del self._keys[self.items.pop(index)]

    def _spread(self, index: int) -> None:
        """New keys for the smallest neighbourhood of an index that has room for them."""
        items, keys = self.items, self._keys
        last = len(items) - 1
        reach = 8
        low, high = max(index - reach, 0), min(index + reach, last)
        while keys[items[high]] - keys[items[low]] < (high - low) * ROOM and (low or high < last):
            reach *= 2
            low, high = max(index - reach, 0), min(index + reach, last)
        first = keys[items[low]]
        step = max((keys[items[high]] - first) // (high - low), ROOM)
        for at in range(low, high + 1):
            keys[items[at]] = first + (at - low) * step
