"""The whole reading beside cutting the same text into words: documents a second, ratio, growth with length.

usage: python -m bench.segmentation [--rounds 7] [--largest 10000000]

Reading is repair and all rules (``duijie.reading.engine.read``); the peer is ``jieba.lcut`` with its dictionary
loaded beforehand, which yields words and nothing else. Both run on one core on the corpus beside the checkout
(else on our own gold documents), in turn, round by round, and medians are given. Growth: the corpus repeated
up to the length wanted in bytes of UTF-8; the shorter lengths are the median of three, the longest runs once.
Memory is the process's peak when a length has been read, before the peer cuts it (its dictionary takes 70 MB).
"""

from __future__ import annotations

import argparse
import resource
import statistics
import time
from collections.abc import Callable
from importlib.util import find_spec

from bench.gold import corpora, load
from duijie.reading.engine import read

LENGTHS = (10**4, 10**5, 10**6, 10**7)


def seconds(work: Callable[..., object], *given: object) -> float:
    """Of this process on a core, so that what else runs on the machine counts little."""
    began = time.process_time()
    work(*given)
    return time.process_time() - began


def cutter() -> Callable[[str], object] | None:
    """jieba's segmentation, warm; ``None`` where it is not installed."""
    if find_spec("jieba") is None:
        return None
    import jieba  # noqa: PLC0415 (a second to load, and only here)

    jieba.setLogLevel("ERROR")
    jieba.initialize()
    return jieba.lcut  # type: ignore[no-any-return]


def of_length(text: str, size: int) -> str:
    """``text`` repeated, cut at a line's end near ``size`` bytes; cut inside a line where that is longer."""
    whole = "\n".join([text] * (size // len(text.encode()) + 1))
    part = whole.encode()[:size].decode(errors="ignore")
    end = part.rfind("\n")
    return part[:end] if end > 0.9 * len(part) else part


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--rounds", type=int, default=7)
    options.add_argument("--largest", type=int, default=LENGTHS[-1], help="bytes of the longest text")
    chosen = options.parse_args()
    here = corpora()
    named = {"dev": here["dev"]} if "dev" in here else here
    documents = [one for name, path in named.items() for one in load(name, path)]
    size = sum(len(one.text) for one in documents)
    print(
        f"{len(documents)} documents of {', '.join(named)}, {size / len(documents):.0f} characters each, one core"
    )
    cut = cutter()
    if cut is None:
        print("jieba is not installed (requirements/bench.txt), so nothing stands beside ours")

    def ours() -> None:
        for one in documents:
            read(one.text, dated_on=one.dated_on)

    def theirs() -> None:
        for one in documents:
            if cut is not None:
                cut(one.text)

    ours()  # what loads on first use
    theirs()
    reading, cutting = [], []
    for _ in range(chosen.rounds):
        reading.append(seconds(ours))
        cutting.append(seconds(theirs))
    n = len(documents)
    print(f"{n / statistics.median(reading):8.0f} documents a second read (repair and rules)")
    if cut is not None:
        ratios = sorted(a / b for a, b in zip(reading, cutting, strict=True))
        print(f"{n / statistics.median(cutting):8.0f} documents a second cut into words by jieba.lcut")
        print(
            f"{statistics.median(ratios):8.2f} × the time of segmentation"
            f" (median of {chosen.rounds} rounds in turn; {ratios[0]:.2f} to {ratios[-1]:.2f})"
        )
    print(f"growth with length{'':10}reading                 {'jieba.lcut' if cut else ''}")
    base = "\n".join(one.text for one in documents)
    first = None
    for length in (one for one in LENGTHS if one <= chosen.largest):
        text = of_length(base, length)
        repeats = 1 if length > 10**6 else 3
        took = statistics.median(seconds(read, text) for _ in range(repeats))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        pace = took / len(text.encode())
        first = first or pace
        beside = ""
        if cut is not None:
            peer = statistics.median(seconds(cut, text) for _ in range(repeats))
            beside = f"{peer:8.3f} s   ratio {took / peer:.2f}"
        print(
            f"{length:12,} bytes {took:9.3f} s  {pace * 1e6:6.3f} µs a byte ({pace / first:4.2f} × the first)  {peak:4.0f} MB {beside}",
            flush=True,
        )


if __name__ == "__main__":
    main()
