"""One spelling for what is written in many ways: width, brackets, traditional characters, quotes, dots."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from opencc import OpenCC

_BRACKETS = str.maketrans("【〔〖「『[{｛】〕〗」』]}｝", "(((((((())))))))")
# Quotation marks, middle dots, titles' marks and everything that shows as blank.
_DROPPED = re.compile(r"[\s\u200b-\u200f\ufeff\"'“”‘’`´《》〈〉<>·•・‧⋅∙․.,，。、;；:：!！?？]+")


@cache
def _converter() -> OpenCC:
    return OpenCC("t2s")


@cache
def _traditional() -> frozenset[str]:
    """Characters that have another simplified form: few names hold one, and converting costs."""
    every = "\n".join(map(chr, (*range(0x3400, 0xD800), *range(0xF900, 0xFB00), *range(0x20000, 0x32000))))
    pairs = zip(every.split("\n"), _converter().convert(every).split("\n"), strict=True)
    return frozenset(one for one, other in pairs if one != other)


@lru_cache(maxsize=1 << 16)
def plain(name: str) -> str:
    """``name`` in half-width capitals and simplified characters, brackets ``()``, no blanks, quotes or dots.

    A name made of nothing else (``"··"``) is empty.
    """
    # A lone surrogate is no character; the converter would refuse it.
    sound = name.encode("utf-8", "replace").decode()
    folded = unicodedata.normalize("NFKC", sound).upper().translate(_BRACKETS)
    if not _traditional().isdisjoint(folded):
        folded = _converter().convert(folded)
    return _DROPPED.sub("", folded)
