"""The only writer of users, units, the region and audit rows."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction

from duijie.accounts.models import AuditRow, Region, User
from duijie.accounts.queries import actor_of
from duijie.accounts.types import Actor


def log(*, by: Actor, at: datetime, operation: str, subject: str, **detail: Any) -> None:
    """Write one audit row; call it inside the operation's transaction."""
    AuditRow.objects.create(at=at, by_id=by.user_id, operation=operation, subject=subject, detail=detail)


def local_operator() -> Actor:
    """The person at this machine's command line: an administrator who cannot sign in over the web."""
    user, made = User.objects.get_or_create(
        username="local", defaults={"display_name": "本机操作员", "role": "administrator"}
    )
    if made:
        user.set_unusable_password()
        user.save(update_fields=["password"])
    return actor_of(user)


@transaction.atomic
def add_user(*, username: str, password: str, display_name: str, role: str) -> Actor:
    """Make a user, or bring an existing one's name and role up to date; the password is set either way."""
    user, _ = User.objects.update_or_create(
        username=username, defaults={"display_name": display_name, "role": role}
    )
    user.set_password(password)
    user.save(update_fields=["password"])
    return actor_of(user)


@transaction.atomic
def set_region(
    *,
    name: str,
    aliases: Iterable[str],
    closed_on: date | None,
    by: Actor,
    at: datetime,
    is_demo: bool = False,
) -> None:
    """Say which region this installation serves, and up to which day its books are kept."""
    by.must("settle")
    Region.objects.exclude(name=name).delete()
    Region.objects.update_or_create(
        name=name, defaults={"aliases": list(aliases), "closed_on": closed_on, "is_demo": is_demo}
    )
    log(by=by, at=at, operation="set_region", subject=f"region:{name}", closed_on=str(closed_on))
