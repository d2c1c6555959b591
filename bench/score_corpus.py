"""Scores the reading rules on the corpus beside the checkout (``../shared``).

    .venv/bin/python bench/score_corpus.py [--field clean] [--kinds tally,target] [--misses] [--only d01,d02]

Prints the table of ``tools/score_reading.py`` for all documents and, with ``--by-script``, for each script.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

HERE = Path(__file__).resolve().parents[1]
SHARED = HERE.parent / "shared"
sys.path.insert(0, str(HERE))

from duijie.reading.engine import read  # noqa: E402

SOURCES = ("corpus/dev.jsonl", "seed/gold.jsonl")


def documents(files: list[Path]) -> list[dict]:
    lines = [line for path in files for line in path.read_text("utf8").splitlines()]
    return [json.loads(line) for line in lines if line.strip()]


def kept(statements: list[dict], kinds: set[str]) -> list[dict]:
    return [one for one in statements if not kinds or one["kind"] in kinds]


def score(docs: list[dict], field: str, kinds: set[str], misses: bool) -> str:
    """The scorer's report on ``docs`` read from ``field`` (``text`` where it lacks that)."""
    with tempfile.TemporaryDirectory() as folder:
        gold, found = Path(folder, "gold.jsonl"), Path(folder, "found.jsonl")
        with gold.open("w", encoding="utf8") as g, found.open("w", encoding="utf8") as f:
            for doc in docs:
                text = doc.get(field) or doc["text"]
                dated_on = date.fromisoformat(doc["date"]) if doc.get("date") else None
                said = [one.as_json() for one in read(text, dated_on=dated_on).statements]
                g.write(json.dumps({**doc, "statements": kept(doc["statements"], kinds)}) + "\n")
                f.write(json.dumps({"id": doc["id"], "statements": kept(said, kinds)}) + "\n")
        command = [sys.executable, SHARED / "tools/score_reading.py", gold, found]
        done = subprocess.run(
            [*map(str, command), *(["--misses"] if misses else [])],
            capture_output=True,
            text=True,
            check=True,
        )
    return done.stdout


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--field", choices=("text", "clean"), default="text")
    ask.add_argument("--misses", action="store_true", help="print what was missed (-) and in excess (+)")
    ask.add_argument("--kinds", default="", help="score only these, separated by commas")
    ask.add_argument("--only", default="", help="only these documents, separated by commas")
    ask.add_argument("--by-script", action="store_true", help="a table for each script as well")
    ask.add_argument("--gold", type=Path, nargs="+", help="other files with gold than the shared ones")
    args = ask.parse_args()
    if not SHARED.is_dir():
        sys.exit(f"{SHARED} is absent: the corpus stands beside the checkout")
    kinds = {kind for kind in args.kinds.split(",") if kind}
    wanted = {name for name in args.only.split(",") if name}
    docs = [
        doc
        for doc in documents(args.gold or [SHARED / name for name in SOURCES])
        if not wanted or doc["id"] in wanted
    ]
    began = time.perf_counter()
    print(score(docs, args.field, kinds, args.misses))
    if args.by_script:
        for script in sorted({doc["script"] for doc in docs}):
            print(f"script {script}")
            print(score([doc for doc in docs if doc["script"] == script], args.field, kinds, False))
    print(f"{len(docs)} documents, field {args.field}, {time.perf_counter() - began:.1f} s")


if __name__ == "__main__":
    main()
