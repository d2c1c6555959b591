"""The only writer of closed doors."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from duijie.accounts.operations import log
from duijie.accounts.types import Actor
from duijie.directory.models import Name
from duijie.directory.types import NoSuchOrganisation
from duijie.relations.models import Door
from duijie.relations.types import NoSuchDoor, WrongDoor


@transaction.atomic
def close_door(
    *, organisation_id: int, reason: str, by: Actor, at: datetime, person: str = "", until: date | None = None
) -> int:
    """Mark an organisation, or somebody there, as not to be asked for an introduction; the mark's number.

    Raises :class:`WrongDoor`, :class:`~duijie.directory.types.NoSuchOrganisation`.
    """
    by.must("add")
    if person.strip():
        by.must("see_people")
    if not Name.objects.filter(home_id=organisation_id).exists():
        raise NoSuchOrganisation(organisation_id)
    if not reason.strip():
        raise WrongDoor("请写明为什么不宜请托。", "Say why they are not to be asked.")
    if until is not None and until < timezone.localdate(at):
        raise WrongDoor(
            "截止日期已过。请改为今后的日期，或留空。", "The last day is over. Give a later one, or none."
        )
    row = Door.objects.create(
        organisation_id=organisation_id, person=person.strip()[:60], reason=reason.strip()[:300], until=until, at=at,
        by_id=by.user_id,
    )  # fmt: skip
    log(
        by=by, at=at, operation="close_door", subject=f"organisation:{organisation_id}", door=row.pk, until=str(until or ""),
        personal={"person": row.person, "reason": row.reason} if row.person else None,
        **({} if row.person else {"reason": row.reason}),
    )  # fmt: skip
    return row.pk


@transaction.atomic
def open_door(*, door_id: int, by: Actor, at: datetime) -> None:
    """Take a mark off; the row stays. Raises :class:`NoSuchDoor`."""
    by.must("add")
    row = Door.objects.select_for_update(of=("self",)).filter(pk=door_id, opened_at=None).first()
    if row is None or (row.person and not by.may("see_people")):
        raise NoSuchDoor(door_id)
    row.opened_at, row.opened_by_id = at, by.user_id
    row.save(update_fields=["opened_at", "opened_by"])
    log(by=by, at=at, operation="open_door", subject=f"organisation:{row.organisation_id}", door=door_id)
