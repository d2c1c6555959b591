"""A score taken apart: what each question answered and weighs, as a waterfall and as sentences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from duijie.kernel.words import Words
from duijie.registry.linking.model import Model


@dataclass(frozen=True, slots=True)
class Step:
    """One question's share of a score: its level, its weight in bits (rarity included), a sentence."""

    question: str
    level: str
    weight: float
    words: Words


def steps(pair: Mapping[str, Any], model: Model) -> list[Step]:
    """The steps from chance to the score of a pair as :meth:`Scorer.told` gives it; they and chance add up to it."""
    values = {key: "" if value is None else value for key, value in pair.items()}
    for side in "lr":
        where = (values[f"{level}_{side}"] for level in ("province", "city", "county"))
        values[f"place_{side}"] = "".join(where) or "—"
    found = []
    for question in model.questions:
        level = question.level(pair[f"gamma_{question.name}"])
        weight = (pair[f"mw_{question.name}"] or 0.0) + (pair.get(f"mw_tf_adj_{question.name}") or 0.0)
        words = Words(level.words.zh.format_map(values), level.words.en.format_map(values))
        found.append(Step(question.name, level.name, weight, words))
    return found


def as_sentence(found: list[Step], model: Model) -> Words:
    """The steps that weigh something in one line, each with its weight."""
    telling = [one for one in found if abs(one.weight) >= 0.05]
    named = {one.name: one.words for one in model.questions}
    return Words(
        "；".join(f"{named[one.question].zh}：{one.words.zh} {one.weight:+.1f}" for one in telling),
        "; ".join(f"{named[one.question].en}: {one.words.en} {one.weight:+.1f}" for one in telling),
    )
