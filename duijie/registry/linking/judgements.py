"""A clerk's words on pairs of the queue: rows that are only ever added, the latest on a pair counts.

They stand in ``judgements/link.jsonl`` under the registry's folder, one JSON object a line: ``pair``, ``verdict``
(``same``, ``different``, ``unsure``), ``why``, ``by``, ``at``, and for people both names and the enterprise's code.
"""

from __future__ import annotations

import json
import os
import tempfile
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import polars as pl

from duijie.registry.columns import plain
from duijie.registry.lock import alone
from duijie.registry.opening import open_table
from duijie.text.formats.source import CannotRead

QUEUE_SHEET: Final = "待判 queue"
COLUMNS: Final[Mapping[str, str]] = {
    "judgement": "判定 judgement", "why": "理由 why", "row": "行 row", "name": "名单名称 name",
    "candidate": "候选名称 candidate", "code": "候选代码 code", "pair": "对 pair",
}  # fmt: skip
"""The columns of a queue sheet that are read back."""
VERDICTS: Final[Mapping[str, tuple[str, ...]]] = {
    "same": ("same 同", "same", "s", "yes", "y", "是", "同", "同一家", "相同", "1"),
    "different": ("different 不同", "different", "d", "no", "n", "否", "不同", "不是", "不是一家", "0"),
    "unsure": ("unsure 不确定", "unsure", "u", "?", "不确定", "说不准", "待定"),
}
"""What a clerk may write, by verdict."""


class WrongJudgement(CannotRead):
    """A sheet that cannot be read back as judgements; says which row and what to do. Nothing is stored then."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """A person's word on a pair of a list's row and an enterprise."""

    pair: str
    verdict: str
    why: str
    name: str
    candidate: str
    code: str


class Judgements:
    """The judgements under the registry's ``folder``; the folder need not be there yet."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "judgements" / "link.jsonl"

    def add(self, judgements: Sequence[Judgement], *, by: str, at: datetime) -> int:
        """Store them behind what is there; how many said something new. The same word again adds no row."""
        with alone(self.file.parent):
            said = {row["pair"]: (row["verdict"], row["why"]) for row in self.rows()}
            fresh = [one for one in judgements if said.get(one.pair) != (one.verdict, one.why)]
            with self.file.open("a", encoding="utf-8") as file:
                for one in fresh:
                    row = {**asdict(one), "by": by, "at": at.isoformat()}
                    file.write(json.dumps(row, ensure_ascii=False) + "\n")
                file.flush()
                os.fsync(file.fileno())
        return len(fresh)

    def latest(self) -> dict[str, str]:
        """The verdict in force on every judged pair."""
        return {row["pair"]: row["verdict"] for row in self.rows()}

    def rows(self) -> list[dict[str, Any]]:
        """All that was ever stored, in its order."""
        try:
            lines = self.file.read_text("utf-8").splitlines()
        except FileNotFoundError:
            return []
        return [json.loads(line) for line in lines if line]


def read_judged(path: Path, *, sheet: str = "") -> list[Judgement]:
    """The judgements that a clerk wrote into a queue sheet; rows without a word are left out.

    Raises :class:`WrongJudgement` for words that are none, pairs that were changed, and one row of the list
    called the same as two enterprises.
    """
    frame, heads = _queue(path, sheet)
    missing = [head for key, head in COLUMNS.items() if key != "why" and key not in heads]
    if missing:
        reason = f"it has no column {', '.join(missing)}"
        raise WrongJudgement(str(path), reason, "Give the queue sheet that `duijie directory link` wrote")
    verdict_of = {_word(word): verdict for verdict, words in VERDICTS.items() for word in words}
    found: list[Judgement] = []
    linked: dict[str, str] = {}
    for row in frame.iter_rows(named=True):
        said = {key: (row[head] or "").strip() for key, head in heads.items()}
        if not said["judgement"]:
            continue
        at = f"{path}, row {row[' row']}"
        verdict = verdict_of.get(_word(said["judgement"]))
        if verdict is None:
            raise WrongJudgement(
                at,
                f"{said['judgement']!r} is no judgement",
                "Write same, different or unsure (同、不同、不确定)",
            )
        if len(said["pair"]) != 33 or not said["pair"].startswith("k"):
            raise WrongJudgement(
                at,
                f"its pair {said['pair']!r} is damaged",
                "Do not change that column; take it from the sheet as it was written",
            )
        listed = said["pair"][:17]
        if verdict == "same" and linked.setdefault(listed, said["pair"]) != said["pair"]:
            raise WrongJudgement(at, f"{said['name']} is called the same as two enterprises", "Leave one")
        found.append(
            Judgement(
                said["pair"], verdict, said.get("why", ""), said["name"], said["candidate"], said["code"]
            )
        )
    if not found:
        raise WrongJudgement(
            str(path),
            f"nothing is written in the column {COLUMNS['judgement']}",
            "Write same, different or unsure there",
        )
    return found  # fmt: skip


def _word(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().strip()


def _queue(path: Path, sheet: str) -> tuple[pl.DataFrame, dict[str, str]]:
    asked = {key: head for key, head in COLUMNS.items() if key in ("judgement", "pair")}
    with tempfile.TemporaryDirectory(prefix="duijie-queue-") as laid:
        try:
            table = open_table(path, asked=asked, sheet=sheet or QUEUE_SHEET, into=Path(laid))
        except CannotRead:
            if sheet:
                raise
            table = open_table(path, asked=asked, sheet="", into=Path(laid))
        frames = [batch.frame for batch in table.batches(0)]
    heads = {key: found for key, head in COLUMNS.items()
             if (found := next((one for one in table.heads if plain(one) == plain(head)), ""))}  # fmt: skip
    return pl.concat(frames) if frames else pl.DataFrame({" row": []}), heads
