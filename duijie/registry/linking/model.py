"""The model: questions asked of a pair, the levels of their answers, what each weighs, and what decides.

Everything is data in ``model.toml``: a level's condition, its words, ``m`` (how often one enterprise's two rows
answer so) and ``u`` (how often two enterprises' do). A level's weight is log2(m/u): one bit more makes "the same"
twice as likely (Fellegi and Sunter, 1969). ``m`` and ``u`` are counted on made pairs by ``bench.linking_training``.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import log2
from typing import Any, Final

from duijie.kernel.words import Words

ELSE: Final = "ELSE"


@dataclass(frozen=True, slots=True)
class Level:
    """An answer to a question. ``m`` and ``u`` are 0 for the answer "not stated", which weighs nothing.

    ``rare``: the column whose rarity counts: what few bear tells more than what many do. ``others``: how many
    enterprises outside the registry are reckoned to bear the same. ``doubt``: bits taken off, because enterprises
    that the registry lacks answer so too: 宏远 and 鸿远 are two more often than a slip.
    """

    name: str
    when: str
    words: Words
    m: float = 0.0
    u: float = 0.0
    rare: str = ""
    others: float = 0.0
    doubt: float = 0.0

    @property
    def silent(self) -> bool:
        """Whether the answer weighs nothing."""
        return not self.u

    @property
    def weight(self) -> float:
        """Bits for (or, below 0, against) one enterprise, before rarity."""
        return 0.0 if self.silent else log2(self.m / self.u) - self.doubt


@dataclass(frozen=True, slots=True)
class Question:
    """What is compared, and its levels from the closest on; the first whose condition holds is the answer."""

    name: str
    words: Words
    levels: tuple[Level, ...]

    def level(self, gamma: int) -> Level:
        """The level of Splink's number: silent ones are -1, the others count down to 0."""
        spoken = [one for one in self.levels if not one.silent]
        return (
            next(one for one in self.levels if one.silent) if gamma < 0 else spoken[len(spoken) - 1 - gamma]
        )


@dataclass(frozen=True, slots=True)
class Model:
    """``link``: the least weight, in bits, of a link; ``look``: of what a clerk should see; ``lead``: by how much
    the best must lead the second to be linked alone. ``share``: rows of a list that have a counterpart, about.
    ``shift``: bits added to every weight, so that of pairs with a score of 0.9 nine in ten are right."""

    questions: tuple[Question, ...]
    link: float
    look: float
    lead: float
    share: float
    shift: float

    def comparisons(self) -> list[dict[str, Any]]:
        """The questions as Splink takes them."""
        return [
            {"output_column_name": one.name, "comparison_levels": [_as_splink(level) for level in one.levels]}
            for one in self.questions
        ]

    @property
    def rare(self) -> Mapping[str, float]:
        """Columns whose rarity counts, and how many others are reckoned to bear the same."""
        return {level.rare: level.others for one in self.questions for level in one.levels if level.rare}


def _as_splink(level: Level) -> dict[str, Any]:
    made: dict[str, Any] = {"sql_condition": level.when, "label_for_charts": level.name}
    if level.silent:
        return made | {"is_null_level": True}
    made |= {"m_probability": level.m, "u_probability": min(level.u * 2**level.doubt, 1.0)}
    if level.rare:
        made |= {"tf_adjustment_column": level.rare, "disable_tf_exact_match_detection": True}
    return made


@cache
def shipped_model() -> Model:
    """The model that ships with the package."""
    return read_model(files("duijie.registry.linking").joinpath("model.toml").read_text("utf-8"))


def read_model(text: str) -> Model:
    """A model from its table."""
    table = tomllib.loads(text)
    return Model(
        tuple(_question(one) for one in table["question"]),
        **{key: float(table["decide"][key]) for key in ("link", "look", "lead", "share", "shift")},
    )


def _question(table: Mapping[str, Any]) -> Question:
    levels: Sequence[Mapping[str, Any]] = table["level"]
    return Question(
        table["name"],
        Words(table["zh"], table["en"]),
        tuple(
            Level(one["name"], one["when"], Words(one["zh"], one["en"]), one.get("m", 0.0), one.get("u", 0.0),
                  one.get("rare", ""), one.get("others", 0.0), one.get("doubt", 0.0))
            for one in levels
        ),
    )  # fmt: skip
