"""What of a project its entries do not bear themselves: its industry. And the province in which the region lies."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from duijie.accounts.queries import own_region
from duijie.accounts.types import Actor
from duijie.codes.divisions import find_places
from duijie.codes.industries import Industry, industry
from duijie.ledger.rules import PART
from duijie.pipeline.models import Project
from duijie.pipeline.rules import key_of
from duijie.standing import until_written

_BEFORE: Final = key_of(0).removesuffix("0")


def industries(*, viewer: Actor) -> Mapping[int, str]:
    """The industry's code of every project that tells one, confidential ones too: it is for counting, and says no name."""
    viewer.must("see")
    return until_written("industries of projects", _read)


def _read() -> dict[int, str]:
    return dict(Project.objects.exclude(industry="").values_list("pk", "industry"))


@lru_cache(maxsize=4096)
def major(code: str) -> str:
    """The division (two digits) of an industry's code; empty for a section alone and for what is none."""
    found = industry(code) if code else None
    return found.code[:2] if isinstance(found, Industry) and found.code[:2].isdecimal() else ""


def own_province() -> str:
    """Two digits of the region's province; empty where its name is that of several places or of none."""
    found = {place.code[:2] for place in find_places(own_region().name) if place.stands()}
    return found.pop() if len(found) == 1 else ""


def project_of(key: str) -> int | None:
    """The number of the project that an entry's key in the ledger means, itself or a part of it."""
    thing = key.partition(PART)[0]
    digits = thing.removeprefix(_BEFORE)
    return int(digits) if thing != digits and digits.isdecimal() else None
