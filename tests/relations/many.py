"""A county of thousands: invented organisations, their people and the records that tie them, made by the row."""

from __future__ import annotations

import random
from datetime import date, timedelta

from duijie.accounts.models import Unit
from duijie.accounts.operations import set_region
from duijie.accounts.types import Actor
from duijie.directory.models import Contact, Detail, Name, Tie
from duijie.directory.operations import enter_names
from duijie.visits.models import Person, Visit
from tests.cast import MORNING, wen_the_administrator

CHAMBER, FIRM = "示例第{}商会", "示例云禾{}号机械有限公司"
FIRST = date(2019, 1, 1)


def many(*, by: Actor, firms: int, units: int = 40, chambers: int = 60) -> tuple[int, int]:
    """Firms tied to suppliers near them, to chambers and to units that visited them; how many nodes and ties that makes.

    About 1.5 nodes and 6.7 ties a firm. The region is the middle: all are within two steps of it.
    """
    chance = random.Random(1)
    set_region(name="景县", aliases=[], closed_on=None, by=wen_the_administrator(), at=MORNING)
    ours = Unit.objects.bulk_create([Unit(name=f"示例第{number}局") for number in range(units)])
    names = [CHAMBER.format(number) for number in range(chambers)] + [
        FIRM.format(number) for number in range(firms)
    ]
    enter_names(names=names, by=by, at=MORNING)
    homes = dict(Name.objects.values_list("text", "home_id"))
    numbers = [homes[FIRM.format(number)] for number in range(firms)]
    written = {"created_at": MORNING, "by_id": by.user_id}
    # Every second is from here, all others were visited.
    here = numbers[::2]
    Detail.objects.bulk_create([
        Detail(home_id=home, field="division", value="131127", raw="景县", **written) for home in here
    ])  # fmt: skip
    ties = []
    for place, home in enumerate(numbers):
        chamber = homes[CHAMBER.format(place * chambers // firms)]
        ties.append(Tie(home_id=home, to_id=chamber, kind="member", since=FIRST, **written))
        for other in {min(max(place + chance.randint(-40, 40), 0), firms - 1) for _ in range(3)} - {place}:
            ties.append(Tie(home_id=home, to_id=numbers[other], kind="supplies", since=FIRST, **written))
    Tie.objects.bulk_create(ties)
    visited = [place for place in range(firms) if place % 2 or place % 4 == 0]
    people = [place for place in visited if place % 3]
    Contact.objects.bulk_create([
        Contact(home_id=numbers[place], person=f"沈{place}", post="经理", consent=True, **written) for place in people
    ])  # fmt: skip
    visits = Visit.objects.bulk_create([
        Visit(
            direction="out", purpose="approach", state="made", begins_on=day, ends_on=day, name=FIRM.format(place),
            plain=FIRM.format(place), organisation_id=numbers[place], unit=ours[place * units // firms], at=MORNING,
            by_id=by.user_id,
        )
        for place in visited
        for day in [FIRST + timedelta(chance.randrange(1500))]
    ])  # fmt: skip
    met = set(people)
    Person.objects.bulk_create([
        Person(visit=visit, name=f"沈{place}") for place, visit in zip(visited, visits, strict=True) if place in met
    ])  # fmt: skip
    nodes = 1 + units + chambers + firms + len(people)
    return nodes, units + len(here) + len(ties) + len(visits) + 3 * len(people)
