"""Where a line of Chinese may end: the rules that every printed text keeps (避头尾), and numbers that stay whole."""

from __future__ import annotations

NOT_FIRST = frozenset("，。、；：？！）》〉】〕］｝」』”’…·—～/／%％‰℃°,.;:?!)]}>")
NOT_LAST = frozenset("（《〈【〔［｛「『“‘￥¥$≥≤±＞＜＝№([{<")
HALF_BLANK = frozenset("，。、；：！？）》】〕”’")
"""Full-width marks that need only half of their square at the end of a line."""
_JOINERS = frozenset(".,:/-_@+=~&'#\\")


def may_break(text: str, at: int) -> bool:
    """Whether a line may end before ``text[at]``; ``at`` lies within the text."""
    before, after = text[at - 1], text[at]
    if after == " ":
        return False
    if before == " ":
        return True
    return after not in NOT_FIRST and before not in NOT_LAST and not _joined(before, after)


def better_cut(text: str, start: int, cut: int, reach: int = 24) -> int:
    """The last allowed break at ``cut`` or up to ``reach`` characters before it; ``cut`` itself where there is none."""
    for at in range(cut, max(start + 1, cut - reach), -1):
        if may_break(text, at):
            return at
    return cut


def _joined(before: str, after: str) -> bool:
    """Whether two characters belong to one number, word or address in Latin letters."""
    if not (before.isascii() and after.isascii()):
        return False
    return (before.isalnum() or before in _JOINERS) and (after.isalnum() or after in _JOINERS)
