"""A generated year of a fictional county: leads to production, several units, and frauds that were planted.

:func:`load_year` returns what was planted; all else is honest and must not be warned of.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Final

from django.db import transaction
from django.utils import timezone

from duijie.accounts.queries import units
from duijie.accounts.types import Actor
from duijie.demo.county import PARKS, UNITS, County, Planted, moment
from duijie.demo.grounds import Grounds
from duijie.demo.innovation import fill_science, run_out, short_months, two_stations
from duijie.demo.outreach import Outreach, forgotten, signed_elsewhere, two_units
from duijie.demo.public import unanswered
from duijie.demo.scores import assess_units
from duijie.demo.steering import steer
from duijie.kernel.ids import digest
from duijie.returns.operations import ask


@dataclass(frozen=True, slots=True)
class Year:
    """What was loaded, and what was planted in it."""

    projects: int
    leads: int
    planted: tuple[Planted, ...]


@transaction.atomic
def load_year(
    *,
    year: int,
    size: int,
    by: Actor,
    seed: int = 1,
    planted_each: int = 2,
    through: Callable[[range], Iterable[int]] = iter,
) -> Year:
    """Load ``size`` honest projects and ``planted_each`` of every fraud, as they stand at the end of ``year``.

    ``through`` is given the projects' places and may tell how far the loading is.
    """
    county = County(year, by, random.Random(seed))  # noqa: S311  a story, not a secret
    stories = [county.honest() for _ in range(size)]
    outreach = Outreach(county)
    told = [(county.tell(stories[place]), stories[place]) for place in through(range(size))]
    outreach.tell(told)
    planted = [found for plant in PLANTS for _ in range(planted_each) for found in plant(county)]
    open_leads = [county.lead() for _ in range(max(4, size // 3))]
    outreach.came(open_leads)
    outreach.follow_up()
    grounds = Grounds(county.units, PARKS, county.today, county.office, county.second, moment(county.today))
    grounds.lay_out()
    grounds.promise([one for one, story in told if not story.ends and story.park][:4])
    fill_science(
        projects=[one for one, story in told if not story.ends], units=county.units, today=county.today, by=county.office,
        at=moment(county.today),
    )  # fmt: skip
    _asked_for(county)
    steer(county)
    assess_units(county.units, county.today, county.office, county.second, moment(county.today))
    return Year(county.told, len(open_leads), tuple(planted))


def _asked_for(county: County) -> None:
    """The return of the year's last month, asked of every unit with nothing answered yet."""
    ask(
        name="月度进展", begins_on=county.today.replace(day=1), ends_on=county.today, due_on=county.today + timedelta(days=5),
        fields=["annual_plan", "land_supplied", "site", "agent"], unit_ids=county.units.values(),
        stages=["signed", "started"], by=county.office,
        at=timezone.make_aware(datetime.combine(county.today, time(10))),
    )  # fmt: skip


def is_loaded() -> bool:
    """Whether a generated year stands in this installation already, whichever year it was."""
    return set(UNITS) <= {unit.name for unit in units().values()}


def silent(county: County) -> list[Planted]:
    """Signed more than a year ago, nothing since."""
    story = county.honest("signed", begins=county.today - timedelta(days=560))
    return [Planted("signed_silent", (county.tell(story),))]


def signed_again(county: County) -> list[Planted]:
    """One project, signed at another fair under another name."""
    first = county.honest("registered")
    again = county.honest("signed")
    again.investor, again.site, again.industry = first.investor, first.site, first.industry
    again.name = first.name.replace("项目", "二次签约项目")
    return [Planted("same_investor_and_site", (county.tell(first), county.tell(again)))]


def inflated(county: County) -> list[Planted]:
    """A contract of many times what was intended."""
    story = county.honest("registered")
    story.amount = story.intended * 4
    return [Planted("amount_jump", (county.tell(story),))]


def unpermitted(county: County) -> list[Planted]:
    """Works begun without a permit."""
    story = county.honest("building")
    story.permit = False
    return [Planted("started_without_permit", (county.tell(story),))]


def overpaid(county: County) -> list[Planted]:
    """More received than agreed."""
    story = county.honest("building")
    story.share_received = Decimal("1.3")
    return [Planted("received_above_agreed", (county.tell(story),))]


def unproved(county: County) -> list[Planted]:
    """Money claimed without any proof."""
    story = county.honest("started")
    story.proof = False
    return [Planted("received_without_evidence", (county.tell(story),))]


def same_picture(county: County) -> list[Planted]:
    """Two projects that show the same site."""
    stories = [county.honest("started"), county.honest("building")]
    for story in stories:
        story.photo = digest(f"photo {county.told}".encode())
    stories[1].photo = stories[0].photo
    return [Planted("same_evidence", tuple(county.tell(story) for story in stories))]


PLANTS: Final[tuple[Callable[[County], list[Planted]], ...]] = (
    silent, signed_again, inflated, unpermitted, overpaid, unproved, same_picture,
    signed_elsewhere, forgotten, two_units, two_stations, short_months, run_out, unanswered,
)  # fmt: skip
