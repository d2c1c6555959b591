"""How well text that lost a byte is put back.

usage: bench/lost_bytes.py [--texts dev|blind|contracts] [--cases N] [--seed N] [--half first|second|both]
                           [--misses] [--per document|line]

Takes clean documents (``dev``: the corpus beside the checkout, which was used for tuning; ``blind``: the
golden documents, which were not; ``contracts``: sentences of financial news beside the checkout, used only to
see how sure to be in text of another kind), removes the first byte of one double-byte character of their GBK
form, decodes with U+FFFD for what cannot be read, repairs, and counts: right (the document is as it was), open
(right but for characters left open as U+FFFD), left (as damaged), wrong (anything else). The time is that of
the processor.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections import Counter
from pathlib import Path

from duijie.text.repair import repair

_ROOT = Path(__file__).resolve().parents[1]
TEXTS = {
    "dev": ("clean", _ROOT.parent / "shared" / "corpus" / "dev.jsonl"),
    "blind": (
        "clean",
        _ROOT / "tests" / "golden" / "blind_a.jsonl",
        _ROOT / "tests" / "golden" / "blind_b.jsonl",
    ),
    "contracts": ("text", _ROOT.parent / "shared" / "data" / "contract_events_train.jsonl"),
}


def damaged(text: str, rng: random.Random) -> str:
    """``text`` without the first byte of one of its double-byte characters."""
    places = [i for i, c in enumerate(text) if len(c.encode("gbk", "ignore")) == 2]
    at = rng.choice(places)
    data = text[:at].encode("gbk") + text[at].encode("gbk")[1:] + text[at + 1 :].encode("gbk")
    return data.decode("gbk", errors="replace")


def judged(clean: str, broken: str, after: str) -> str:
    if after == clean:
        return "right"
    if len(after) == len(clean) and all(a == b or a == "\ufffd" for a, b in zip(after, clean, strict=True)):
        return "left" if after == broken else "open"
    return "left" if after == broken else "wrong"


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--texts", choices=TEXTS, default="dev")
    parser.add_argument("--cases", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=20150924)
    parser.add_argument("--half", choices=["first", "second", "both"], default="both")
    parser.add_argument("--per", choices=["document", "line"], default="document")
    parser.add_argument("--misses", action="store_true", help="print what was not put right")
    given = parser.parse_args()
    field, *paths = TEXTS[given.texts]
    for path in paths:
        if not path.exists():
            print(f"{path}: not there, so there is nothing to measure")
            return 1
    texts = [json.loads(line)[field] for path in paths for line in path.read_text("utf-8").splitlines()]
    texts = {"first": texts[::2], "second": texts[1::2], "both": texts}[given.half]
    texts = [repair(text).text for text in texts]
    if given.per == "line":
        texts = [line for text in texts for line in text.split("\n") if len(line) > 20]
    texts = [one for one in texts if one.encode("gbk", "ignore").decode("gbk") == one]
    rng = random.Random(given.seed)
    counts: Counter[str] = Counter()
    spent = 0.0
    for _ in range(given.cases):
        text = rng.choice(texts)
        broken = damaged(text, rng)
        began = time.process_time()
        after = repair(broken).text
        spent += time.process_time() - began
        verdict = judged(text, broken, after)
        counts[verdict] += 1
        if given.misses and verdict != "right":
            at = next(i for i, (a, b) in enumerate(zip(broken, text, strict=False)) if a != b)
            print(
                f"{verdict}: {text[at - 8 : at + 14]!r} {broken[at - 8 : at + 14]!r} → {after[at - 8 : at + 14]!r}"
            )
    for verdict in ("right", "open", "left", "wrong"):
        print(f"{verdict:6} {counts[verdict]:5} {counts[verdict] / given.cases:7.1%}")
    print(
        f"time   {1000 * spent / given.cases:.1f} ms a case of {sum(map(len, texts)) // len(texts)} characters"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
