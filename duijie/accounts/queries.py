"""Reads of users and the region."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final, TypeVar

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db.models import CharField, Exists, Model, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat

from duijie.accounts.models import AuditRow, Unit, User
from duijie.accounts.models import Region as RegionRow
from duijie.accounts.models import SavedFilter as SavedFilterRow
from duijie.accounts.models import Token as TokenRow
from duijie.accounts.rules import SCOPES, SEES_CONFIDENTIAL, WHOLE_REGION
from duijie.accounts.types import (
    ActInfo,
    Actor,
    NoSuchUnit,
    NoSuchUser,
    Person,
    Region,
    SavedFilter,
    Token,
    UnitInfo,
    Walk,
)
from duijie.kernel.ids import digest

Row = TypeVar("Row", bound=Model)
NOBODY = Actor(user_id=0, name="来宾", role="guest")
DEMO_USER, DEMO_PASSWORD = "demo", "duijie-demo"


def actor_of(user: AbstractBaseUser | AnonymousUser) -> Actor:
    """The signed-in user as an actor; a guest who may nothing where nobody is signed in."""
    if not isinstance(user, User) or not user.is_active:
        return NOBODY
    return Actor(user_id=user.pk, name=str(user), role=user.role, unit_id=user.unit_id)


def person(*, username: str) -> Actor:
    """Who signs in under this name. Raises :class:`NoSuchUser`, for one who may no longer sign in as well."""
    user = User.objects.filter(username=username, is_active=True).first()
    if user is None:
        raise NoSuchUser(username)
    return actor_of(user)


def by_number(*, user_id: int) -> Actor:
    """The person of this number, as far as they still may sign in. Raises :class:`NoSuchUser`."""
    user = User.objects.filter(pk=user_id, is_active=True).first()
    if user is None:
        raise NoSuchUser(str(user_id))
    return actor_of(user)


def actor_by_token(text: str, *, at: datetime) -> Actor | None:
    """The person a token acts for, with no more acts than its scopes; ``None`` where it is worth nothing at ``at``."""
    row = (
        TokenRow.objects.select_related("user")
        .filter(Q(expires_at=None) | Q(expires_at__gt=at), digest=digest(text.encode()), withdrawn_at=None)
        .first()
    )
    if row is None or not row.user.is_active:
        return None
    carried = (SCOPES.get(scope, frozenset()) for scope in row.scopes)
    return replace(actor_of(row.user), only=frozenset[str]().union(*carried), via=f"api token:{row.pk}")


def tokens(*, viewer: Actor) -> list[Token]:
    """The viewer's own tokens, an administrator's view of all; the newest first."""
    rows = TokenRow.objects.select_related("user").order_by("-created_at", "-pk")
    if not viewer.may("settle"):
        rows = rows.filter(user_id=viewer.user_id)
    return [
        Token(
            id=row.pk,
            label=row.label,
            username=row.user.username,
            scopes=tuple(row.scopes),
            created_at=row.created_at,
            expires_at=row.expires_at,
            withdrawn_at=row.withdrawn_at,
        )
        for row in rows
    ]


def units() -> dict[int, UnitInfo]:
    """All units by number."""
    return {row.pk: UnitInfo(row.pk, row.name, row.parent_id) for row in Unit.objects.order_by("pk")}


def people(*, viewer: Actor) -> list[Person]:
    """All users, those who may no longer sign in last. Raises :class:`duijie.accounts.types.NotAllowed`."""
    viewer.must("settle")
    rows = User.objects.select_related("unit").order_by("-is_active", "unit_id", "username")
    return [
        Person(
            row.pk, row.username, row.display_name, row.role, row.unit_id, str(row.unit or ""), row.is_active,
            row.last_login,
        )
        for row in rows
    ]  # fmt: skip


def unit_named(name: str) -> UnitInfo:
    """The unit of this name. Raises :class:`NoSuchUnit`."""
    row = Unit.objects.filter(name=name).first()
    if row is None:
        raise NoSuchUnit(name)
    return UnitInfo(row.pk, row.name, row.parent_id)


def saved_filters(*, place: str, viewer: Actor) -> list[SavedFilter]:
    """The viewer's own filters of a list and those that others of the same unit share, by name."""
    shared = Q(unit_id=viewer.unit_id) if viewer.unit_id else Q(pk__in=[])
    rows = SavedFilterRow.objects.filter(Q(user_id=viewer.user_id) | shared, place=place)
    return [
        SavedFilter(
            row.pk, row.name, row.asked, row.unit_id is not None, row.user_id == viewer.user_id, str(row.user)
        )
        for row in rows.select_related("user").order_by("name", "pk")
    ]


def touched(*, kind: str, since: datetime) -> Exists:
    """A condition on rows of a kind (``project``): something was done to them at ``since`` or later."""
    name = Concat(Value(f"{kind}:"), Cast(OuterRef("pk"), CharField()))
    return Exists(AuditRow.objects.filter(subject=name, at__gte=since))


def walked(rows: QuerySet[Row], *, kind: str, walk: Walk) -> QuerySet[Row]:
    """Rows of a kind as programs walk them: the newest first, behind the one that the last page ended with."""
    if walk.before is not None:
        rows = rows.filter(pk__lt=walk.before)
    if walk.updated_since is not None:
        rows = rows.filter(touched(kind=kind, since=walk.updated_since))
    return rows.order_by("-pk")


SETTLES: Final = timedelta(minutes=2)
"""No act takes longer to be committed; an import of 100,000 rows takes one."""


def acts(*, after: int, now: datetime, limit: int) -> list[ActInfo]:
    """What was done after the act of this number, in the order of numbers, without values. Who shows them filters them.

    Numbers are given before their acts are committed: where one is missing among the latest, the list ends before it,
    so that whoever goes on from the last number misses nothing.
    """
    found: list[ActInfo] = []
    rows = AuditRow.objects.filter(pk__gt=after).order_by("pk")
    for row in rows[:limit]:
        if row.pk != (found[-1].id if found else after) + 1 and row.at > now - SETTLES:
            break
        changed = row.detail.get("changed") or row.detail.get("new") or row.detail.get("before")
        fields = tuple(changed) if isinstance(changed, dict) else ()
        new = row.detail.get("new") is True
        found.append(ActInfo(row.pk, row.at, row.by_id, row.operation, row.subject, fields, new))
    return found


def own_units(*, viewer: Actor) -> frozenset[int]:
    """The viewer's unit and all below it; empty for one without a unit."""
    if viewer.below is not None:
        return viewer.below
    return frozenset() if viewer.unit_id is None else units_below(viewer.unit_id)


def units_below(unit_id: int) -> frozenset[int]:
    """The unit and all below it."""
    children: dict[int | None, list[int]] = {}
    for pk, parent in Unit.objects.values_list("pk", "parent_id"):
        children.setdefault(parent, []).append(pk)
    found, waiting = set[int](), [unit_id]
    while waiting:
        found.add(unit := waiting.pop())
        waiting += [child for child in children.get(unit, ()) if child not in found]
    return frozenset(found)


def confidential_units(*, viewer: Actor) -> frozenset[int] | None:
    """The units whose confidential rows the viewer sees; ``None`` for those of all."""
    return None if viewer.role in SEES_CONFIDENTIAL else own_units(viewer=viewer)


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
