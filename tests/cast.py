"""The people and the county of the tests. Names, not numbers: user1 and user2 say nothing."""

from __future__ import annotations

from datetime import UTC, date, datetime

from duijie.accounts.operations import add_user, set_region
from duijie.accounts.types import Actor

MORNING = datetime(2024, 7, 1, 1, 0, tzinfo=UTC)
NOON = datetime(2024, 7, 1, 4, 0, tzinfo=UTC)
EVENING = datetime(2024, 7, 1, 10, 0, tzinfo=UTC)
MIDYEAR = date(2024, 6, 30)


def lin_the_reviewer() -> Actor:
    """Reviews, posts."""
    return add_user(username="lin", password="correct-horse", display_name="林审", role="reviewer")


def zhou_the_clerk() -> Actor:
    """Adds documents, nothing more."""
    return add_user(username="zhou", password="correct-horse", display_name="周办", role="clerk")


def guo_the_guest() -> Actor:
    """May see nothing."""
    return add_user(username="guo", password="correct-horse", display_name="郭宾", role="guest")


def wen_the_administrator() -> Actor:
    """May everything."""
    return add_user(username="wen", password="correct-horse", display_name="温管", role="administrator")


def yunhe_county() -> None:
    """The fictional county that the tests keep books for."""
    set_region(name="云禾县", aliases=["云禾"], closed_on=MIDYEAR, by=wen_the_administrator(), at=MORNING)
