"""Linking a list: every row of it is answered exactly once, whatever the order and however often it is asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import log2
from typing import Any, Final

import polars as pl

from duijie.kernel.words import Words
from duijie.registry.linking.deciding import Candidate, Decided, Decision, decide
from duijie.registry.linking.features import GIVEN, features
from duijie.registry.linking.identity import enterprises, listed_keys, pair_key
from duijie.registry.linking.keys import CROWD, Keys
from duijie.registry.linking.listing import Listing
from duijie.registry.linking.model import Model, shipped_model
from duijie.registry.linking.pools import Pool
from duijie.registry.linking.reasons import Step, as_sentence, steps
from duijie.registry.linking.scoring import Scorer
from duijie.registry.rows import stem_of

_BATCH: Final = 100_000
"""Rows of the registry that are looked through at once."""
_NAMES: Final = 20_000
"""Rows that are taken apart at once."""


class NothingToLinkWith(RuntimeError):
    """The registry and the directory are empty; says how to fill them."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far linking is: ``keys`` and ``parts`` count rows, ``scores`` does not."""

    doing: str
    rows: int = 0
    total: int = 0


@dataclass(frozen=True, slots=True)
class Pair:
    """A row of the list with an enterprise: who, where it stands, how sure and why.

    ``score``: the probability 0..1 that they are one; ``weight``: the same in bits. ``key`` is what a judgement
    on the pair is kept under.
    """

    source: str
    row: int
    name: str
    code: str
    place: str
    address: str
    score: float
    weight: float
    key: str
    steps: tuple[Step, ...]
    reason: Words


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a row of the list. ``link`` only where it is linked; ``pairs``: what a person should see,
    the best first; ``also``: other rows of the list that are linked with the same enterprise."""

    row: int
    decision: Decision
    why: str
    link: Pair | None = None
    pairs: tuple[Pair, ...] = ()
    also: tuple[int, ...] = ()
    refused: Words | None = None


@dataclass(frozen=True, slots=True)
class Linked:
    """A list's answers in the order of its rows, and how many rows it was held against."""

    answers: tuple[Answer, ...] = field(repr=False)
    against: Mapping[str, int]
    model: Model = field(repr=False)

    @property
    def counts(self) -> dict[str, int]:
        """Rows by decision."""
        return {one.value: sum(answer.decision is one for answer in self.answers) for one in Decision}


def link(
    listing: Listing,
    pools: Sequence[Pool],
    *,
    judged: Mapping[str, str] | None = None,
    threshold: float | None = None,
    model: Model | None = None,
    progress: Callable[[Progress], None] = lambda _: None,
) -> Linked:
    """Link ``listing`` with the rows of ``pools``. ``judged``: verdict by a pair's key; ``threshold``: the least
    score of a link, else the model's. Raises :class:`NothingToLinkWith`."""
    model = model or shipped_model()
    pools = [pool for pool in pools if pool.rows]
    total = sum(pool.rows for pool in pools)
    if not total:
        raise NothingToLinkWith(
            "There is nothing to link with: the registry holds no rows and the directory no names. "
            "Import a file of enterprises with `duijie directory import FILE`."
        )
    against = {pool.source: pool.rows for pool in pools}
    if not len(listing.rows):
        return Linked(tuple(_unreadable(listing)), against, model)
    # Numbered by what they say: where a row stands in the list changes nothing.
    rows = listing.rows.select(GIVEN).sort([name for name in GIVEN if name != "row"], maintain_order=True)
    number_of = dict(enumerate(rows["row"], 1))
    rows = rows.with_columns(row=pl.int_range(1, len(rows) + 1, dtype=pl.Int64))
    kept, pairs, crowded = _alike(rows, pools, total, progress)
    mine = _in_batches(rows, len(kept), progress)
    theirs = _in_batches(kept.select(GIVEN), len(rows), progress)
    progress(Progress("scores"))
    scorer = Scorer(mine, theirs, rows=total)
    try:
        best = _ranked(scorer, pairs, mine, judged or {}, model)
        chosen = _decided(best, mine, theirs, crowded, judged or {}, model, _bits(threshold, model))
        wanted = pl.DataFrame(
            [(row, place) for row, one in chosen.items() for place in one.shown],
            schema={"row_l": pl.Int64, "row_r": pl.Int64},
            orient="row",
        )
        told = scorer.told(
            wanted.join(pairs, on=["row_l", "row_r"], how="left").with_columns(pl.col("rule").fill_null(0)),
            model,
        )
    finally:
        scorer.close()
    shown = _shown(told, mine, theirs, kept, model)
    answers = [_answer(number_of[row], row, one, shown) for row, one in chosen.items()]
    return Linked(tuple(_with_also([*answers, *_unreadable(listing)])), against, model)  # fmt: skip


def _alike(
    rows: pl.DataFrame, pools: Sequence[Pool], total: int, progress: Callable[[Progress], None]
) -> tuple[pl.DataFrame, pl.DataFrame, set[int]]:
    """The registry's rows that share a key with the list, numbered anew (``source`` and ``place`` tell where they
    stand); the pairs; rows of the list that too many share a name with."""
    kept: list[pl.DataFrame] = []
    done = 0
    with Keys(rows) as keys:
        for pool in pools:
            for frame in pool.frames():
                for piece in frame.iter_slices(_BATCH):
                    numbered = piece.with_columns(
                        pl.col("row").alias("place"),
                        pl.int_range(done + 1, done + 1 + len(piece), dtype=pl.Int64).alias("row"),
                        pl.lit(pool.source).alias("source"),
                    )
                    found = keys.sift(numbered)
                    kept.append(numbered.filter(pl.col("row").is_in(found.implode())))
                    done += len(piece)
                    progress(Progress("keys", done, total))
        return pl.concat(kept), keys.pairs(), set(keys.crowded())


def _in_batches(rows: pl.DataFrame, others: int, progress: Callable[[Progress], None]) -> pl.DataFrame:
    pieces = []
    for number, piece in enumerate(rows.iter_slices(_NAMES), 1):
        pieces.append(features(piece))
        progress(Progress("parts", min(number * _NAMES, len(rows)), len(rows) + others))
    return pl.concat(pieces) if pieces else features(rows)


def _bits(threshold: float | None, model: Model) -> float:
    """A probability as a weight; the model's where none is asked for."""
    if threshold is None:
        return model.link
    odds = min(max(threshold, 1e-12), 1 - 1e-12)
    return log2(odds / (1 - odds))


def _ranked(
    scorer: Scorer, pairs: pl.DataFrame, mine: pl.DataFrame, judged: Mapping[str, str], model: Model
) -> pl.DataFrame:
    """The best candidates of every row; all of a row that a person judged: the one meant may be a weak one."""
    best = scorer.best(pairs, model)
    begun = {pair[:17] for pair in judged}
    asked = [row for row, key in zip(mine["unique_id"], listed_keys(mine), strict=True) if f"k{key}" in begun]
    if not asked:
        return best
    theirs = pl.col("row_l").is_in(asked)
    return pl.concat([best.filter(~theirs), scorer.best(pairs.filter(theirs), model, most=CROWD * 10)])


def _decided(
    best: pl.DataFrame,
    mine: pl.DataFrame,
    theirs: pl.DataFrame,
    crowded: set[int],
    judged: Mapping[str, str],
    model: Model,
    bits: float,
) -> dict[int, Decided]:
    """What becomes of every row that names somebody."""
    keys = dict(zip(mine["unique_id"], listed_keys(mine), strict=True))
    columns = ["bare", "province", "city", "county"]
    who = theirs.select(pl.col("unique_id").alias("row_r"), *(pl.col(one).fill_null("") for one in columns))
    who = who.with_columns(enterprise=enterprises(theirs))
    by_row: dict[int, list[Candidate]] = {row: [] for row in mine["unique_id"]}
    ranked = best.join(who, on="row_r").sort("row_l", "weight", "row_r", descending=[False, True, False])
    for row, place, weight, enterprise, bare, *where in ranked.select(
        "row_l", "row_r", "weight", "enterprise", *columns
    ).iter_rows():
        word = judged.get(pair_key(keys[row], enterprise), "") if judged else ""
        by_row[row].append(Candidate(place, weight, enterprise, bare, word, tuple(where)))
    return {row: decide(found, model, link=bits, crowded=row in crowded) for row, found in by_row.items()}  # fmt: skip


def _shown(
    told: pl.DataFrame, mine: pl.DataFrame, theirs: pl.DataFrame, kept: pl.DataFrame, model: Model
) -> dict[tuple[int, int], Pair]:
    """The pairs that a person sees."""
    keys = dict(zip(mine["unique_id"], listed_keys(mine), strict=True))
    who = dict(zip(theirs["unique_id"], enterprises(theirs), strict=True))
    wanted = kept.filter(pl.col("row").is_in(told["row_r"].unique().implode()))
    registered = {one["row"]: one for one in wanted.iter_rows(named=True)}
    shown = {}
    for pair in told.iter_rows(named=True):
        one, found = registered[pair["row_r"]], steps(pair, model)
        shown[pair["row_l"], pair["row_r"]] = Pair(
            source=one["source"],
            row=one["place"],
            name=one["name"],
            code=one["credit_code"] or one["old_number"],
            place="".join(dict.fromkeys(stem_of(one[level]) for level in ("province", "city", "county"))),
            address=one["address"],
            score=1 / (1 + 2 ** -min(pair["weight"], 1000)) if pair["weight"] > -1000 else 0.0,
            weight=pair["weight"],
            key=pair_key(keys[pair["row_l"]], who[pair["row_r"]]),
            steps=tuple(found),
            reason=as_sentence(found, model),
        )
    return shown


def _answer(number: int, row: int, decided: Decided, shown: Mapping[tuple[int, int], Pair]) -> Answer:
    pairs = tuple(shown[row, place] for place in decided.shown if (row, place) in shown)
    chosen = shown.get((row, decided.chosen)) if decided.chosen is not None else None
    return Answer(number, decided.decision, decided.why, chosen, pairs)


def _unreadable(listing: Listing) -> Iterator[Answer]:
    for row, (zh, en) in listing.refused.items():
        yield Answer(row, Decision.UNREADABLE, "", refused=Words(zh, en))


def _with_also(answers: list[Answer]) -> list[Answer]:
    """In the order of the rows; each link says which other rows are linked with the same row of the registry."""
    bearers: dict[tuple[str, int], list[int]] = {}
    for one in answers:
        if one.link:
            bearers.setdefault((one.link.source, one.link.row), []).append(one.row)
    done: list[Answer] = []
    for one in sorted(answers, key=lambda answer: answer.row):
        others: tuple[Any, ...] = ()
        if one.link:
            others = tuple(row for row in sorted(bearers[one.link.source, one.link.row]) if row != one.row)
        done.append(Answer(one.row, one.decision, one.why, one.link, one.pairs, others, one.refused))
    return done
