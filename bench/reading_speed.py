"""Documents read a second on one core, repair included, and how time grows with length.

The corpus lies beside the checkout (``../shared/corpus/dev.jsonl``); without it the demo's own documents are
read instead, and that is said. Medians of seven rounds; peak memory of the process at the end.
"""

from __future__ import annotations

import json
import resource
import statistics
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from duijie.reading.engine import read, read_repaired
from duijie.text.repair import repair

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT.parent / "shared" / "corpus" / "dev.jsonl"
ROUNDS = 7
ENDLESS = {
    "sums": "投资5亿元",
    "counts": "签约项目3个，",
    "firms": "公司",
    "brackets": "（（（（",
    "quotation marks": "“推介会",
    "listed projects": "甲乙有限公司投资5亿元的纸盒项目、",
    "lost bytes": "甲\ufffd 喆赟?a",
}


def documents() -> list[tuple[str, date | None]]:
    if CORPUS.exists():
        rows = [json.loads(line) for line in CORPUS.read_text("utf-8").splitlines()]
        print(f"{len(rows)} documents of the corpus")
        return [(row["text"], date.fromisoformat(row["date"])) for row in rows]
    texts = sorted((ROOT / "duijie" / "demo" / "documents").glob("*.txt"))
    print(f"the corpus is not here; {len(texts)} documents of the demo case instead")
    return [(path.read_text("utf-8"), None) for path in texts]


def seconds(work: Callable[[], object]) -> float:
    rounds = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        work()
        rounds.append(time.perf_counter() - began)
    return statistics.median(rounds)


def main() -> None:
    texts = documents()
    size = sum(len(text) for text, _ in texts)
    for text, day in texts:
        read(text, dated_on=day)  # lexicons and models load on first use
    whole = seconds(lambda: [read(text, dated_on=day) for text, day in texts])
    fixed = seconds(lambda: [repair(text) for text, _ in texts])
    print(
        f"{len(texts) / whole:8.0f} documents a second on one core ({size / len(texts):.0f} characters each)"
    )
    print(
        f"{size / whole / 1000:8.0f} thousand characters a second; repair is {fixed / whole:.0%} of the time"
    )
    base = "\n".join(text for text, _ in texts)
    print("growth with length (plain repetition of the corpus):")
    first = None
    for times in (1, 4, 16):
        text = "\n".join([base] * times)
        repaired = repair(text)
        began = time.perf_counter()
        read_repaired(repaired)
        pace = (time.perf_counter() - began) / len(text) * 1e6
        first = first or pace
        print(f"{len(text):10,} characters: {pace:6.2f} µs a character ({pace / first:.2f} × the first)")
    print("growth of one endless line (4 × the text, times the time; 4 is linear):")
    for name, unit in ENDLESS.items():
        texts_of = [unit * (size // len(unit)) for size in (10_000, 40_000)]
        short, long = (seconds(partial(read, text)) for text in texts_of)
        print(f"{name:>24}: {long / short:5.1f} ×, {long / 40_000 * 1e6:6.2f} µs a character")
    print(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:8.0f} MB peak memory")


if __name__ == "__main__":
    main()
