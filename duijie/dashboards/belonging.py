"""What each project belongs to: its unit, its park, the province that its investor comes from, its industry."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from duijie.accounts.queries import own_region
from duijie.accounts.types import Actor
from duijie.codes.addresses import place_of
from duijie.codes.divisions import Division, find_places
from duijie.codes.industries import Industry, industry
from duijie.dashboards.tiles import ABROAD
from duijie.dashboards.types import Belongs
from duijie.ledger.rules import PART
from duijie.parks.queries import parks_named
from duijie.pipeline.models import Project
from duijie.pipeline.rules import key_of
from duijie.standing import until_written

NEARBY: Final = frozenset({"province", "city", "own"})
"""Sources that lie in the region's own province."""
_BEFORE: Final = key_of(0).removesuffix("0")


def belonging(*, viewer: Actor) -> Mapping[int, Belongs]:
    """Every project by its number, confidential ones too: it is for counting, and says no name."""
    viewer.must("see")
    return until_written("what projects belong to", _read)


def _read() -> dict[int, Belongs]:
    # A query for the projects, three for the names of parks and the region.
    rows = list(
        Project.objects.values_list("pk", "unit_id", "park", "source", "industry", "sheet__columns__home")
    )
    parks = parks_named({park for _, _, park, _, _, _ in rows})
    own = own_province()
    return {
        pk: Belongs(unit, parks.get(park), _source(source, home or "", own), _major(code))
        for pk, unit, park, source, code, home in rows
    }


def own_province() -> str:
    """Two digits of the region's province; empty where its name is that of several places or of none."""
    found = {place.code[:2] for place in find_places(own_region().name) if place.stands()}
    return found.pop() if len(found) == 1 else ""


def _source(source: str, home: str, own: str) -> str:
    if source == "foreign":
        return ABROAD
    return _province(home) or (own if source in NEARBY else "")


@lru_cache(maxsize=4096)
def _province(home: str) -> str:
    found = place_of(home) if home else None
    return found.code[:2] if isinstance(found, Division) else ""


@lru_cache(maxsize=4096)
def _major(code: str) -> str:
    """The division (two digits) of an industry's code; empty for a section alone and for what is none."""
    found = industry(code) if code else None
    return found.code[:2] if isinstance(found, Industry) and found.code[:2].isdecimal() else ""


def project_of(key: str) -> int | None:
    """The number of the project that an entry's key in the ledger means, itself or a part of it."""
    thing = key.partition(PART)[0]
    digits = thing.removeprefix(_BEFORE)
    return int(digits) if thing != digits and digits.isdecimal() else None
