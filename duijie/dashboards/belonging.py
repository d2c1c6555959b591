"""What of a project its entries do not bear themselves: its industry. And the province in which the region lies."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np

from duijie.accounts.queries import own_region
from duijie.accounts.types import Actor
from duijie.codes.divisions import find_places
from duijie.codes.industries import Industry, industry
from duijie.ledger.columns.shelf import Column
from duijie.ledger.rules import PART
from duijie.pipeline.models import Project
from duijie.pipeline.rules import key_of
from duijie.standing import until_written

_BEFORE: Final = key_of(0).removesuffix("0")


@dataclass(frozen=True, slots=True)
class Industries:
    """Which projects are of which industry: ``numbers`` of projects in order, and of each the place of its industry's
    code among ``codes``."""

    numbers: Column
    places: Column
    codes: Sequence[str]

    def of(self, projects: Column) -> Column:
        """The place of each project's code; behind the last one for a project that tells none."""
        if not len(self.numbers):
            return np.full(len(projects), len(self.codes))
        at = np.minimum(np.searchsorted(self.numbers, projects), len(self.numbers) - 1)
        return np.where(self.numbers[at] == projects, self.places[at], len(self.codes))

    def same_as(self, other: Industries) -> bool:
        """Whether every project is of the same industry there."""
        return self is other or (
            self.codes == other.codes
            and np.array_equal(self.numbers, other.numbers)
            and np.array_equal(self.places, other.places)
        )

    def where(self, holds: Callable[[str], bool]) -> frozenset[int]:
        """The projects whose industry's code it holds of."""
        of_these = np.array([holds(code) for code in self.codes], np.bool_)
        return frozenset(self.numbers[of_these[self.places]].tolist() if len(of_these) else ())


def industries(*, viewer: Actor) -> Industries:
    """The industry's code of every project that tells one, confidential ones too: it is for counting, and says no name."""
    viewer.must("see")
    return until_written("industries of projects", _read)


def _read() -> Industries:
    rows = Project.objects.exclude(industry="").order_by("pk").values_list("pk", "industry")
    numbers, codes = zip(*rows.iterator(10_000), strict=True) if rows else ((), ())
    places: dict[str, int] = {}
    told = [places.setdefault(code, len(places)) for code in codes]
    return Industries(np.array(numbers, np.int64), np.array(told, np.int64), tuple(places))


@lru_cache(maxsize=4096)
def major(code: str) -> str:
    """The division (two digits) of an industry's code; empty for a section alone and for what is none."""
    found = industry(code) if code else None
    return found.code[:2] if isinstance(found, Industry) and found.code[:2].isdecimal() else ""


def own_province() -> str:
    """Two digits of the region's province; empty where its name is that of several places or of none."""
    found = {place.code[:2] for place in find_places(own_region().name) if place.stands()}
    return found.pop() if len(found) == 1 else ""


def project_of(key: str) -> int:
    """The number of the project that an entry's key in the ledger means, itself or a part of it; -1 for none."""
    thing = key.partition(PART)[0]
    digits = thing.removeprefix(_BEFORE)
    return int(digits) if thing != digits and digits.isdecimal() else -1
