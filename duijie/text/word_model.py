"""How likely a text is as words: a second opinion beside the characters, which see no further than five.

The data file is built by ``tools/build_word_model.py`` and read when first needed. A text is cut into the
words that make it likeliest; a number counts as one word, and so does a run of Latin letters.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from duijie.text.character_model import plain_form
from duijie.text.ngrams import NgramModel

LONGEST = 7
"""Characters of a word."""
_DATA = Path(__file__).parent / "data" / "words.bin.gz"
_RUN = re.compile(r"0[0.]*|A+")
_BEAM = 12.0


def plain_words(text: str) -> str:
    """``text`` in the form in which words are counted: one figure for a number, one letter for a Latin word."""
    return _RUN.sub(lambda run: run.group()[0], plain_form(text))


class WordModel(NgramModel):
    """Costs of whole texts in nats."""

    def text_cost(self, text: str) -> float:
        """Nats for ``text``, taken to stand in the middle of a line, cut into words as likely as can be."""
        plain = plain_words(text)
        best: list[dict[str, float]] = [{"": 0.0}, *({} for _ in plain)]
        for begin in range(len(plain)):
            least = min(best[begin].values(), default=0.0) + _BEAM
            here = [(word, cost) for word, cost in best[begin].items() if cost <= least]
            for end in range(begin + 1, min(begin + LONGEST, len(plain)) + 1):
                word = plain[begin:end]
                if end > begin + 1 and word not in self.number:
                    continue
                cost = min(cost + self.cost((before, word) if before else (word,)) for before, cost in here)
                if cost < best[end].get(word, cost + 1):
                    best[end][word] = cost
        return min(best[-1].values())


@cache
def word_model() -> WordModel:
    """The model that comes with the program, read once."""
    return WordModel(_DATA.read_bytes())
