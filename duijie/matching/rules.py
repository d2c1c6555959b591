"""Tables of the package: what each factor counts, what states are worth, who is left out."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Final

from duijie.kernel.ids import content_id
from duijie.kernel.words import Words
from duijie.rulebook import WrongTable, known, table

FACTORS: Final = (
    "chain_fit", "gap", "ability", "expansion", "distance", "risk", "freshness", "relatedness", "ties",
)  # fmt: skip
SLOTS: Final = frozenset({"relatedness", "ties"})
"""Factors that another package fills, where there is one."""
_OF: Final = ("gap", "distance")


@dataclass(frozen=True, slots=True)
class Factor:
    """A row of ``prospect_weights.toml``."""

    code: str
    name: Words
    about: Words
    weight: Decimal
    unknown: Decimal


@dataclass(frozen=True, slots=True)
class Value:
    """A row of ``prospect_values.toml``."""

    of: str
    code: str
    name: Words
    value: Decimal
    key: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Area:
    """A row of ``economic_areas.toml``."""

    code: str
    name: Words
    provinces: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Filter:
    """A row of ``prospect_filters.toml``."""

    code: str
    name: Words
    name_ends: tuple[str, ...] = ()
    status_begins: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reason:
    """A row of ``prospect_reasons.toml``: why a prospect was wrong."""

    code: str
    name: Words
    of: str = ""


@dataclass(frozen=True, slots=True)
class Rules:
    """All tables of the package."""

    factors: tuple[Factor, ...]
    values: dict[tuple[str, str], Value]
    areas: tuple[Area, ...]
    filters: tuple[Filter, ...]
    reasons: tuple[Reason, ...]

    @property
    def weights(self) -> str:
        """The version of the weights and of what stands for the unknown: equal tables, equal versions."""
        return content_id([(one.code, str(one.weight), str(one.unknown)) for one in self.factors])[:8]


@cache
def load() -> Rules:
    """The tables in force. Raises :class:`WrongTable`."""
    factors = table("duijie.matching", "prospect_weights", Factor)
    for number, factor in enumerate(factors, 1):
        known("prospect_weights.toml", number, "code", factor.code, FACTORS)
        if factor.weight < 0 or not 0 <= factor.unknown <= 1:
            raise WrongTable("prospect_weights.toml", number, "a weight is negative, or unknown lies outside 0 to 1", "Mend the number.")  # fmt: skip
    values = table("duijie.matching", "prospect_values", Value)
    for number, value in enumerate(values, 1):
        known("prospect_values.toml", number, "of", value.of, _OF)
    reasons = table("duijie.matching", "prospect_reasons", Reason)
    for number, reason in enumerate(reasons, 1):
        known("prospect_reasons.toml", number, "of", reason.of, ("", *FACTORS))
    return Rules(
        factors,
        {(one.of, one.code): one for one in values},
        table("duijie.matching", "economic_areas", Area),
        table("duijie.matching", "prospect_filters", Filter),
        reasons,
    )
