"""Readings printed in brackets behind a character, as page converters leave them: 當(dāng)."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path

from duijie.kernel.span import Span
from duijie.text.alignment import Edit
from duijie.text.steps.change import HAN, Change, edited

# 當(dāng) · 產（chǎn） · 的(de)
_BRACKETED = re.compile(rf"[(（](?<=([{HAN}]).)([a-zɡɑ\u00e0-\u01dc\u0300-\u030c]{{1,9}})[)）]")
_PLAIN_LETTERS = str.maketrans("ɡɑ", "ga")
_READINGS = Path(__file__).parent.parent / "data" / "readings.txt"


@cache
def readings() -> dict[str, frozenset[str]]:
    """Syllable without tone mark → the characters that can be read so."""
    lines = _READINGS.read_text("utf-8").splitlines()
    return {line.split(" ")[0]: frozenset(line.split(" ")[1]) for line in lines if not line.startswith("#")}


def _is_reading(character: str, printed: str) -> bool:
    """With a tone mark any syllable will do, without one only the character's own reading."""
    parts = unicodedata.normalize("NFD", printed.translate(_PLAIN_LETTERS))
    marks = {mark for mark in parts if unicodedata.combining(mark)}
    syllable = "".join(c for c in parts if not unicodedata.combining(c) or c == "\u0308")
    syllable = syllable.replace("u\u0308", "v")
    known = readings().get(syllable)
    if known is None:
        return False
    return bool(marks - {"\u0308"}) or character in known


def pinyin(text: str) -> Change | None:
    """Readings in brackets behind their character are removed; other words in brackets stay."""
    found = [one for one in _BRACKETED.finditer(text) if _is_reading(one.group(1), one.group(2))]
    return edited(text, [Edit(Span(*one.span()), "") for one in found])
