"""When a statement that was found counts as one that was to be found.

A kind lists the fields in which two statements must agree; all other fields (subject, period, place …) may
differ. Names are compared without quotation marks, spaces, middle dots and the brackets' width. Pairing is
greedy in the order of the gold statements, and nothing found is used twice.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

Values = Mapping[str, Any]
Agrees = Callable[[Any, Any], bool]

NEAR = 0.005
"""Two numbers agree when they differ by at most this part of the gold number."""
IGNORED = re.compile('[“”" \u3000·]')
WIDE = str.maketrans("()", "（）")


def spelled(name: str | None) -> str:
    """A name as it is compared."""
    return IGNORED.sub("", name or "").translate(WIDE)


def resembles(least: float) -> Agrees:
    """Names of which at least this share of characters stand in common order; a missing one never agrees."""

    def agrees(gold: str | None, found: str | None) -> bool:
        a, b = spelled(gold), spelled(found)
        return bool(a and b) and (a == b or SequenceMatcher(None, a, b).ratio() >= least)

    return agrees


def equal(gold: object, found: object) -> bool:
    return gold == found


def same_name(gold: str | None, found: str | None) -> bool:
    return spelled(gold) == spelled(found)


def same_quantity(gold: Values | None, found: Values | None) -> bool:
    """Unit and hedge equal, numbers within ``NEAR``; two missing quantities agree."""
    if not gold or not found:
        return not gold and not found
    a, b = float(gold["number"]), float(found["number"])
    return (
        gold.get("unit") == found.get("unit")
        and gold.get("sense", "exact") == found.get("sense", "exact")
        and abs(a - b) <= NEAR * max(abs(a), 1e-9)
    )


def _names(several: Sequence[str] | None) -> set[str]:
    return {spelled(name) for name in several or ()}


def same_names(gold: Sequence[str] | None, found: Sequence[str] | None) -> bool:
    return _names(gold) == _names(found)


def one_of_them(gold: Sequence[str] | None, found: Sequence[str] | None) -> bool:
    """At least one name in common, where the gold names any."""
    return not gold or not _names(gold).isdisjoint(_names(found))


def date_if_known(gold: str | None, found: str | None) -> bool:
    return gold is None or gold == (found or "")


FIELDS: dict[str, dict[str, Agrees]] = {
    "tally": {"measure": equal, "quantity": same_quantity},
    "target": {"measure": equal, "quantity": same_quantity},
    "project": {
        "name": resembles(0.6), "parties": one_of_them, "investment": same_quantity, "stage": equal
    },
    "agreement": {"parties": same_names, "type": equal},
    "platform": {"type": equal, "host": same_name},
    "event": {"name": resembles(0.8), "date": date_if_known},
    "campaign": {"name": resembles(0.8)},
    "body": {"name": resembles(0.8)},
    "policy": {"title": resembles(0.95)},
    "park": {"name": resembles(0.9)},
}  # fmt: skip


def differing(gold: Values, found: Values) -> list[str]:
    """The fields that keep ``found`` from being ``gold``; ``["kind"]`` where the kinds differ or are unknown."""
    fields = FIELDS.get(gold["kind"])
    if fields is None or found.get("kind") != gold["kind"]:
        return ["kind"]
    return [name for name, agrees in fields.items() if not agrees(gold.get(name), found.get(name))]


def matches(gold: Values, found: Values) -> bool:
    return not differing(gold, found)


@dataclass(frozen=True, slots=True)
class Pairing:
    """Indices into the two lists that were compared: pairs, gold without a partner, found without one."""

    hits: tuple[tuple[int, int], ...]
    missed: tuple[int, ...]
    excess: tuple[int, ...]


def pair(gold: Sequence[Values], found: Sequence[Values], same: Callable[[Values, Values], bool]) -> Pairing:
    free = dict.fromkeys(range(len(found)))
    hits, missed = [], []
    for i, wanted in enumerate(gold):
        partner = next((j for j in free if same(wanted, found[j])), None)
        if partner is None:
            missed.append(i)
        else:
            hits.append((i, partner))
            del free[partner]
    return Pairing(tuple(hits), tuple(missed), tuple(free))


def quantities(statements: Sequence[Values]) -> list[Values]:
    """Every quantity that the statements hold."""
    held = (one.get(name) for one in statements for name in ("quantity", "investment"))
    return [value for value in held if isinstance(value, Mapping)]
