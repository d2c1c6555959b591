"""How well a short name fits a long one: its characters found in order, those that count most first.

People shorten 河北青禾瓷业股份有限公司 to 青瓷: they keep the brand's first character, then characters that begin
a word. The alignment below prefers just that. Scores are comparable across candidates for one short name.
"""

from __future__ import annotations

from functools import lru_cache

from duijie.naming.lexicon import lexicon
from duijie.naming.parts import NameParts

# What a matched character is worth by where it stands in the long name.
_BRAND_START, _BRAND, _TRADE_START, _TRADE, _WEAK, _PLACE = 1.2, 1.0, 0.9, 0.7, 0.5, 0.5
# 粤 for 广东 as a whole.
_PROVINCE_SHORT = 0.9
_ADJACENT = 0.5
_UNMATCHED = 1.2
# A small price for each character of the long name's core that the short one leaves out.
_LEFT_OUT = 0.015
_BRAND_LEFT_OUT = 0.05
_MOST_LEFT_OUT = 0.25


def abbreviation_score(short: str, long: NameParts) -> float:
    """0..1: how likely ``short`` (plain, without form) was made from ``long``; 0 where it was not.

    At most one character of ``short`` may be missing from the long name, and only where three are found.
    """
    letters, worth, brand_ends = _letters(long)
    if len(short) < 2 or len(short) >= len(letters):
        return 0.0
    if sum(letter not in letters for letter in short) > 1:
        return 0.0
    gain, missing = _best(short, letters, worth)
    if missing > 1 or (missing and len(short) - missing < 3):
        return 0.0
    ideal = _BRAND_START + (len(short) - 1) * (_BRAND + _ADJACENT)
    core = len(letters) - len(long.place.lead)
    brand_left = len([c for c in letters[len(long.place.lead) : brand_ends] if c not in short])
    price = _LEFT_OUT * max(0, core - len(short)) + _BRAND_LEFT_OUT * brand_left
    return max(0.0, min(1.0, gain / ideal - min(price, _MOST_LEFT_OUT)))


@lru_cache(maxsize=1 << 15)
def _letters(long: NameParts) -> tuple[str, tuple[float, ...], int]:
    """The long name without form, what each character is worth, and where its brand ends."""
    words = lexicon()
    lead = words.province_short.get(long.place.province, "") if long.place.lead else ""
    letters = long.place.lead + long.brand
    worth = [_PLACE] * len(long.place.lead) + [_BRAND] * len(long.brand)
    if long.brand:
        worth[len(long.place.lead)] = _BRAND_START
    brand_ends = len(letters)
    for word in long.trade:
        letters += word
        inner, start = (_WEAK, _WEAK) if word in words.weak_trades else (_TRADE, _TRADE_START)
        worth += [start] + [inner] * (len(word) - 1)
    if lead:
        # 粤 stands for 广东 as a whole: it may be matched before anything else.
        letters, worth, brand_ends = lead + letters, [_PROVINCE_SHORT, *worth], brand_ends + 1
    return letters, tuple(worth), brand_ends


def _best(short: str, letters: str, worth: tuple[float, ...]) -> tuple[float, int]:
    """Highest gain over all order-keeping alignments, and how many characters it leaves unmatched."""
    nothing = (float("-inf"), 0)
    size = len(letters)
    # ended[j]: best with the latest matched character at j; best_before: best with none matched after j.
    ended: list[tuple[float, int]] = [nothing] * size
    unmatched: tuple[float, int] = (0.0, 0)
    for letter in short:
        fresh = [(gain - _UNMATCHED, missing + 1) for gain, missing in ended]
        before = unmatched
        running = unmatched
        for at in range(size):
            if letters[at] == letter:
                gain, missing = running
                if at and ended[at - 1][0] + _ADJACENT > gain:
                    gain, missing = ended[at - 1][0] + _ADJACENT, ended[at - 1][1]
                fresh[at] = max(fresh[at], (gain + worth[at], missing))
            running = max(running, ended[at])
        ended = fresh
        unmatched = (before[0] - _UNMATCHED, before[1] + 1)
    return max([*ended, unmatched])
