"""The documents with known statements: our own in ``tests/golden``, and those beside the checkout, if any."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
OWN = ROOT / "tests" / "golden"
SHARED = ROOT.parent / "shared"
BESIDE = {"dev": SHARED / "corpus" / "dev.jsonl", "seed": SHARED / "seed" / "gold.jsonl"}


@dataclass(frozen=True, slots=True)
class Document:
    """One document with its gold. ``script``: ``hans``, ``hant`` or ``garbled``."""

    corpus: str
    id: str
    script: str
    text: str
    dated_on: date | None
    statements: tuple[Mapping[str, Any], ...]


def corpora() -> dict[str, Path]:
    """Name and file of every corpus that is here; our own are named after their files."""
    own = {path.stem: path for path in sorted(OWN.glob("*.jsonl"))}
    return own | {name: path for name, path in BESIDE.items() if path.exists()}


def load(name: str, path: Path) -> Iterator[Document]:
    """The documents of one file, one JSON object a line."""
    for line in path.read_text("utf-8").splitlines():
        if not line.strip():
            continue
        row = json.loads(line)
        yield Document(
            corpus=name,
            id=row["id"],
            script=row.get("script", "hans"),
            text=row["text"],
            dated_on=date.fromisoformat(row["date"]) if row.get("date") else None,
            statements=tuple(row["statements"]),
        )
