"""Build ``duijie/text/data/words.bin.gz``: how likely a word is behind the one before it.

usage: build_word_model.py --text FILE... --words dict.txt --places FILE --field field_words.txt
                           --output words.bin.gz

text     running text, a paragraph a line: news and reports, as for ``build_character_model.py``
words    ``word frequency tag`` a line, as ``jieba/dict.txt`` (MIT) has it
places   a name a line
field    the vocabulary of investment promotion, kept beside this tool

The texts are cut into words by ``jieba`` with the places and the field's words added. Only counts go in and
only quantised log-probabilities come out (see ``ngram_counts.py``). Cutting takes three minutes for ten
million characters.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterator
from itertools import chain

import jieba
import numpy as np
from build_character_model import field_words, read
from ngram_counts import Grams, Model, counted, write

from duijie.text.word_model import LONGEST, plain_words

ORDER = 2
BASE = 65_536
SHARES = (0.9, 0.1)
"""What the texts and the dictionary weigh in the mixture."""
LEAST = 3
"""Times a word occurs in the texts to be in the vocabulary."""
WALL = ""


def cut(paths: list[str]) -> Iterator[str]:
    """The words of every line, and a wall behind each."""
    for line in chain.from_iterable(map(read, paths)):
        yield "\n"
        yield from jieba.cut(plain_words(line), HMM=False)
        yield "\n"
        yield WALL


def main() -> None:
    """Cut, count and write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--text", nargs="+", required=True)
    for name in ("words", "places", "field", "output"):
        parser.add_argument(f"--{name}", required=True)
    parser.add_argument("--worth", type=float, default=2.5e-7, help="what an n-gram must be worth to be kept")
    given = parser.parse_args()

    field = field_words(given.field)
    added = [*field, *(name for name in read(given.places) if 1 < len(name) <= LONGEST)]
    for word in added:
        jieba.add_word(plain_words(word))
    row = list(cut(given.text))
    times = Counter(row)
    dictionary = {
        parts[0]: float(parts[1]) for parts in map(str.split, read(given.words)) if len(parts[0]) <= LONGEST
    }
    # every lone character that a text may hold is a word, for want of a longer one
    known = {word for word, often in times.items() if often >= LEAST and len(word) <= LONGEST}
    known |= {word for word in dictionary if len(word) == 1} | {
        word for word in field if len(word) <= LONGEST
    }
    likely = sorted(known - {WALL}, key=lambda word: (len(word) > 1, -times[word], word))
    tokens = sorted(word for word in likely[: BASE - 1] if not re.search(r"\s", word) or word == "\n")
    number = {word: i for i, word in enumerate(tokens, start=1)}
    counts = counted(np.array([number.get(word, 0) for word in row], np.uint64), ORDER, BASE, 1.0, 1.0)
    rest = np.array([max(dictionary.get(word, 0.0), 1.0) for word in tokens])
    nothing = Grams(np.zeros(0, np.uint64), np.zeros(0))
    lexicon = [nothing, Grams(np.arange(1, len(tokens) + 1, dtype=np.uint64), rest), nothing]
    models = [Model([counts], BASE), Model([lexicon], BASE)]
    write(given.output, tokens, models, SHARES, given.worth)


if __name__ == "__main__":
    main()
