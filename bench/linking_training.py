"""Counts how often the rows of made pairs agree, and sets the thresholds: writes ``model.toml`` anew.

Run: ``python -m bench.linking_training [--rows 30000]``. Its list is drawn from another seed than the one that
``bench.linking`` reports on.
"""

from __future__ import annotations

import argparse
import re
from itertools import product
from pathlib import Path

import numpy as np
import polars as pl

from bench.linking import DATA, as_registry
from bench.made_lists import made_list
from duijie.registry.linking.features import GIVEN, features
from duijie.registry.linking.keys import Keys
from duijie.registry.linking.model import Question, read_model
from duijie.registry.linking.scoring import Scorer

MODEL = Path(__file__).resolve().parents[1] / "duijie" / "registry" / "linking" / "model.toml"
SEED = 11
ENOUGH = 300
"""Made pairs that must answer a question before its figures are counted anew."""
PRECISION = 0.992
"""Of all links."""
LEAST_SURE = 2 / 3
"""Of the links within a bit of the least weight: the least sure one, too, is twice as likely as not."""


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rows", type=int, default=30_000)
    chosen = options.parse_args()
    registered = as_registry(DATA)
    made, withheld = made_list(registered, rows=chosen.rows, seed=SEED, columns=0.4)
    registered = registered.filter(~pl.col("row").is_in(withheld))
    with Keys(made) as keys:
        kept = {row for piece in registered.iter_slices(100_000) for row in keys.sift(piece)}
        pairs = keys.pairs()
    mine = features(made.select(GIVEN))
    theirs = features(registered.filter(pl.col("row").is_in(kept)).select(GIVEN))
    scorer = Scorer(mine, theirs, rows=len(registered))
    truth = made.select(row_l="row", truth="truth")
    model = read_model(MODEL.read_text("utf-8"))
    told = (
        scorer.told(pairs, model)
        .join(truth, on="row_l")
        .with_columns(same=pl.col("row_r") == pl.col("truth"))
    )
    chance = len(made) * len(registered)
    for question in model.questions:
        _count(question, told, chance)
    _set("shift", 0.0)
    model = read_model(MODEL.read_text("utf-8"))
    best = scorer.best(pairs, model).join(truth, on="row_l")
    _thresholds(best, sought=int((made["truth"] > 0).sum()))


def _count(question: Question, told: pl.DataFrame, chance: int) -> None:
    """m and u of a question's levels. Of brand and trade u is told of all pairs there are; of the others, of the
    pairs that were worth comparing: they are asked of nobody else."""
    gamma = f"gamma_{question.name}"
    counts = (
        told.filter(pl.col(gamma) >= 0).group_by(gamma).agg(m=pl.col("same").sum(), u=(~pl.col("same")).sum())
    )
    by_level = {question.level(g).name: (m, u) for g, m, u in counts.iter_rows()}
    spoken = [one for one in question.levels if not one.silent]
    m_all = sum(m for m, _ in by_level.values())
    u_all = sum(u for _, u in by_level.values())
    if m_all < ENOUGH:
        print(f"  {question.name}: {m_all} pairs, left as it is")
        return
    of_all = question.name == "name"
    base = chance if of_all else u_all + len(spoken)
    for level in spoken:
        m, u = by_level.get(level.name, (0, 0))
        m_share = (m + 1) / (m_all + len(spoken))
        u_share = (u + 1) / base
        if of_all and level.when == "ELSE":
            u_share = u / base  # everything that shares no key is no pair at all
        _write(question.name, level.name, m_share, u_share)
        print(f"  {question.name}.{level.name}: m {m_share:.5f} ({m}), u {u_share:.3g} ({u})")


def _write(question: str, level: str, m: float, u: float) -> None:
    head, tail = MODEL.read_text("utf-8").split(f'[[question]]\nname = "{question}"\n', 1)
    before, after = tail.split(f'[[question.level]]\nname = "{level}"\n', 1)
    after = re.sub(r"(?m)^m = .*$", f"m = {m:.5g}", after, count=1)
    after = re.sub(r"(?m)^u = .*$", f"u = {u:.4g}", after, count=1)
    MODEL.write_text(
        f'{head}[[question]]\nname = "{question}"\n{before}[[question.level]]\nname = "{level}"\n{after}',
        "utf-8",
    )


def _thresholds(best: pl.DataFrame, *, sought: int) -> None:
    """The shift that makes scores shares; the least weight and lead by which PRECISION is kept and most is linked (a
    longer lead would send rows of one enterprise to the clerk that differ in how fully it is stated);
    and the weight from which on one in ten is right."""
    ranked = best.sort("row_l", "weight", descending=[False, True]).with_columns(
        rank=pl.int_range(pl.len()).over("row_l"),
        second=pl.col("weight").shift(-1).over("row_l").fill_null(-1e3),
    )
    top = ranked.filter(pl.col("rank") == 0).with_columns(right=pl.col("row_r") == pl.col("truth"))
    shift = _shift(top)
    top = top.with_columns(pl.col("weight") + shift, pl.col("second") + shift)
    found = []
    for link, lead in product((one / 2 for one in range(-6, 24)), (1, 2, 3)):
        linked = top.filter((pl.col("weight") >= link) & (pl.col("weight") - pl.col("second") >= lead))
        right = int(linked["right"].sum())
        print(
            f"  link {link} lead {lead} precision {right / linked.height:.4f} recall {right / sought:.4f}"
        ) if lead == 2 else None
        least = linked.filter(pl.col("weight") < link + 1)["right"].mean()
        if linked.height and right / linked.height >= PRECISION and (least or 0) >= LEAST_SURE:
            found.append((right / sought, right / linked.height, link, lead))
    recall, precision, link, lead = max(found)
    bands = (
        top.group_by(pl.col("weight").floor().cast(pl.Int64))
        .agg(pl.len(), pl.col("right").mean())
        .sort("weight")
    )
    print(bands.filter(pl.col("weight").is_between(-12, 25)).rows())
    look = -6.0
    while look > -20 and top.filter(pl.col("weight").is_between(look - 1, look))["right"].mean() >= 0.1:
        look -= 1
    for key, value in (("link", link), ("look", min(look, link)), ("lead", lead), ("shift", shift)):
        _set(key, value)
    print(
        f"shift {shift}, link {link}, look {look}, lead {lead}: precision {precision:.4f}, recall {recall:.4f}"
    )


def _shift(top: pl.DataFrame) -> float:
    """By bisection: as many are right as the scores add up to."""
    weights, right = top["weight"].to_numpy(), float(top["right"].sum())
    low, high = -20.0, 20.0
    for _ in range(40):
        middle = (low + high) / 2
        expected = float((1 / (1 + np.exp2(-np.clip(weights + middle, -500, 500)))).sum())
        low, high = (middle, high) if expected < right else (low, middle)
    return round(low, 2)


def _set(key: str, value: float) -> None:
    text = MODEL.read_text("utf-8")
    MODEL.write_text(re.sub(rf"(?m)^{key} = .*$", f"{key} = {float(value)}", text, count=1), "utf-8")


if __name__ == "__main__":
    main()
