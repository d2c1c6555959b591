"""Reads of users and the region."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

from duijie.accounts.models import Region as RegionRow
from duijie.accounts.models import User
from duijie.accounts.rules import WHOLE_REGION
from duijie.accounts.types import Actor, Region

NOBODY = Actor(user_id=0, name="来宾", role="guest")
DEMO_USER, DEMO_PASSWORD = "demo", "duijie-demo"


def actor_of(user: AbstractBaseUser | AnonymousUser) -> Actor:
    """The signed-in user as an actor; a guest who may nothing where nobody is signed in."""
    if not isinstance(user, User) or not user.is_active:
        return NOBODY
    return Actor(user_id=user.pk, name=str(user), role=user.role, unit_id=user.unit_id)


def own_region() -> Region:
    """The region served; a nameless one before it is set up."""
    row = RegionRow.objects.first()
    if row is None:
        return Region(name="", words_for_whole=WHOLE_REGION)
    return Region(
        name=row.name,
        aliases=tuple(row.aliases),
        closed_on=row.closed_on,
        is_demo=row.is_demo,
        words_for_whole=WHOLE_REGION | {row.name, *row.aliases},
    )


def demo_sign_in() -> tuple[str, str] | None:
    """The demo case's user and password, for the sign-in page; ``None`` where the demo is not loaded."""
    if RegionRow.objects.filter(is_demo=True).exists() and User.objects.filter(username=DEMO_USER).exists():
        return DEMO_USER, DEMO_PASSWORD
    return None
