"""The people and the county of the tests. Names, not numbers: user1 and user2 say nothing."""

from __future__ import annotations

from datetime import UTC, date, datetime

from duijie.accounts.operations import add_unit, add_user, set_region
from duijie.accounts.types import Actor

MORNING = datetime(2024, 7, 1, 1, 0, tzinfo=UTC)
NOON = datetime(2024, 7, 1, 4, 0, tzinfo=UTC)
EVENING = datetime(2024, 7, 1, 10, 0, tzinfo=UTC)
MIDYEAR = date(2024, 6, 30)


def lin_the_reviewer() -> Actor:
    """Reviews, posts."""
    return add_user(username="lin", password="correct-horse", display_name="林审", role="reviewer")


def zhou_the_clerk(unit: int | None = None) -> Actor:
    """Adds documents, and what her unit keeps."""
    return add_user(
        username="zhou", password="correct-horse", display_name="周办", role="clerk", unit_id=unit
    )


def he_the_clerk(unit: int | None = None) -> Actor:
    """The same in another unit."""
    return add_user(username="he", password="correct-horse", display_name="何办", role="clerk", unit_id=unit)


def shen_the_auditor() -> Actor:
    """Sees everything, changes nothing."""
    return add_user(username="shen", password="correct-horse", display_name="沈计", role="auditor")


def mei_the_second_reviewer() -> Actor:
    """Approves what Lin asked for."""
    return add_user(username="mei", password="correct-horse", display_name="梅审", role="reviewer")


def guo_the_guest() -> Actor:
    """May see nothing."""
    return add_user(username="guo", password="correct-horse", display_name="郭宾", role="guest")


def wen_the_administrator() -> Actor:
    """May everything."""
    return add_user(username="wen", password="correct-horse", display_name="温管", role="administrator")


def yunhe_county() -> None:
    """The fictional county that the tests keep books for."""
    set_region(name="云禾县", aliases=["云禾"], closed_on=MIDYEAR, by=wen_the_administrator(), at=MORNING)


def bureau(name: str = "招商局", parent: int | None = None) -> int:
    """A unit of the county, by name."""
    return add_unit(name=name, parent_id=parent, by=wen_the_administrator(), at=MORNING)
