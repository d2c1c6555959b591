"""How likely a character is behind the four before it: a model of Chinese news and of this field's words.

The data file is built by ``tools/build_character_model.py`` and read when first needed. Texts are scored in
simplified characters, all digits and all Latin letters alike; what is traditional or wide is taken for its
plain form first.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from duijie.text.ngrams import NgramModel
from duijie.text.steps.simplified import traditional_characters

ORDER = 5
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


class CharacterModel(NgramModel):
    """Costs in nats: the less, the likelier. About 2 a character for good prose, over 8 for gibberish."""

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
