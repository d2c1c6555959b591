"""How alike two titles of projects are. A title is no name of an organisation: it has no parts to compare.

The measure is Dice's: twice the shared pairs of neighbouring characters over all pairs. Words that nearly every
title holds are left out first.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from duijie.naming.plain import plain

LIKE = 0.6
"""From here on two titles are like each other. "年产500台机床项目" and "500台数控机床生产项目" reach 0.62."""
_EVERYWHERE = re.compile(r"项目|建设|年产|生产|工程|有限公司|新建|基地|[\s（）()·“”\"、,，]")


@lru_cache(maxsize=1 << 14)
def pairs_of(title: str) -> Counter[str]:
    """The pairs of neighbouring characters of a title without the words that say nothing; a bag."""
    rest = _EVERYWHERE.sub("", plain(title))
    return Counter(rest[i : i + 2] for i in range(len(rest) - 1)) or Counter([rest])


def likeness(left: Counter[str], right: Counter[str]) -> float:
    """0 … 1 for two bags of pairs."""
    return 2 * (left & right).total() / (left.total() + right.total())
