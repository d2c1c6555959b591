"""How likely a character is behind the three before it: a small model of Chinese news.

The data file is built by ``tools/build_character_model.py`` and read when first needed (about 0.1 s). Texts
are scored in simplified characters, all digits and all Latin letters alike; what is traditional or wide is
taken for its plain form first.
"""

from __future__ import annotations

import gzip
import re
from array import array
from bisect import bisect_left
from functools import cache
from itertools import accumulate
from pathlib import Path

from duijie.text.steps.simplified import traditional_characters

MAGIC = b"duijie characters 1\n"
STEPS_PER_NAT = 12
ORDER = 4
UNKNOWN = 15.5
"""Nats for a character that the model has never seen."""
_DATA = Path(__file__).parent / "data" / "characters.bin.gz"

_LIKE = {ord(c): "0" for c in "123456789０１２３４５６７８９"}
_LIKE |= {ord(c): "A" for c in "BCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"}
_LIKE |= dict.fromkeys((*range(65313, 65339), *range(65345, 65371)), "A")
_LIKE |= {ord(a): b for a, b in zip(",:;!?()%．", "，：；！？（）％.", strict=True)}
_BLANKS = re.compile(r"[ \t\r\u3000\u00a0]+")


@cache
def plain_forms() -> dict[int, str]:
    """The table that takes characters to the forms in which the model counts them."""
    return {ord(a): b for a, b in traditional_characters().items()} | _LIKE


def plain_form(text: str) -> str:
    """``text`` as the model counts it: simplified, one digit, one letter, no blanks."""
    return _BLANKS.sub("", text).translate(plain_forms())


class CharacterModel:
    """Costs in nats: the less, the likelier. About 2 a character for good prose, over 8 for gibberish."""

    def __init__(self, packed: bytes) -> None:
        data = gzip.decompress(packed)
        if not data.startswith(MAGIC):
            raise ValueError(f"{_DATA.name} is not a character model of this version")
        at = len(MAGIC)
        sizes = array("I", data[at : at + 4 * (1 + 2 + 4 + 4 + 3)])
        at += len(sizes) * 4
        parts = []
        for size in sizes:
            parts.append(data[at : at + size])
            at += size
        self._number = {character: i for i, character in enumerate(parts[0].decode("utf-8"))}
        self._first, self._first_backoff = parts[1:3]
        self._starts: list[array[int]] = []
        self._followers: list[array[int]] = []
        self._costs: list[bytes] = []
        self._backoffs: list[bytes] = []
        for order in range(3):
            group = parts[3 + 4 * order : 7 + 4 * order]
            self._starts.append(array("I", accumulate(array("H", group[0]), initial=0)))
            self._followers.append(array("H", group[1]))
            self._costs.append(group[2])
            self._backoffs.append(group[3] if len(group) > 3 else b"")
        self._memory: dict[str, float] = {}

    def cost(self, gram: str) -> float:
        """Nats for the last character of ``gram`` (plain forms) behind the one to three before it."""
        known = self._memory.get(gram)
        if known is None:
            if len(self._memory) > 200_000:
                self._memory.clear()
            known = self._memory[gram] = self._cost(gram)
        return known

    def _cost(self, gram: str) -> float:
        number = self._number.get
        last = number(gram[-1])
        if last is None:
            return UNKNOWN
        added = 0
        for begin in range(max(0, len(gram) - ORDER), len(gram) - 1):
            at = number(gram[begin])
            backoff = self._first_backoff
            for order, character in enumerate(gram[begin + 1 : -1]):
                if at is None:
                    break
                at = self._find(order, at, number(character))
                backoff = self._backoffs[order]
            if at is None:
                continue
            order = len(gram) - begin - 2
            found = self._find(order, at, last)
            if found is not None:
                return (added + self._costs[order][found]) / STEPS_PER_NAT
            added += backoff[at]
        return (added + self._first[last]) / STEPS_PER_NAT

    def _find(self, order: int, context: int, character: int | None) -> int | None:
        if character is None:
            return None
        starts, followers = self._starts[order], self._followers[order]
        low, high = starts[context], starts[context + 1]
        at = bisect_left(followers, character, low, high)
        return at if at < high and followers[at] == character else None

    def costs(self, text: str) -> list[float]:
        """Nats for each character of a plain form, the first taken to stand behind a line end."""
        line = "\n" + text
        return [self.cost(line[max(0, i - ORDER + 1) : i + 1]) for i in range(1, len(line))]

    def mean_cost(self, text: str) -> float:
        """Nats a character over ``text`` as it is; 0 for one without any."""
        line = plain_form(text)
        return sum(self.costs(line)) / len(line) if line else 0.0


@cache
def character_model() -> CharacterModel:
    """The model that comes with the program, read once."""
    return CharacterModel(_DATA.read_bytes())
