"""Closed doors: read here, marked in ``operations.py``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from django.utils import timezone

from duijie.accounts.types import Actor
from duijie.directory.models import Name
from duijie.directory.rules import leads_here
from duijie.directory.types import Touch
from duijie.kernel.words import Words
from duijie.relations.graph import Graph
from duijie.relations.models import Door
from duijie.relations.types import DoorInfo


def shut(held: Graph, *, as_of: date) -> dict[int, str]:
    """The closed doors of a network on a day, by number, each with its reason."""
    found: dict[int, str] = {}
    rows = list(
        Door.objects.order_by("pk").values_list(
            "organisation_id", "person", "reason", "at", "until", "opened_at"
        )
    )
    heads = dict(
        Name.objects.filter(home__in={row[0] for row in rows}).values_list("home_id", "organisation_id")
    )
    for home, person, reason, at, until, opened in rows:
        if timezone.localdate(at) > as_of or (until is not None and until < as_of):
            continue
        if opened is not None and timezone.localdate(opened) <= as_of:
            continue
        key = f"organisation:{heads[home]}"
        number = held.numbers.get(f"person:{key}:{person}" if person else key)
        if number is not None:
            found[number] = reason
    return found


def doors(*, viewer: Actor) -> list[DoorInfo]:
    """The marks that stand, the newest first; those on people only for who may see people."""
    rows = Door.objects.filter(opened_at=None).select_related("by").order_by("-pk")
    return [
        DoorInfo(row.pk, row.organisation_id, row.person, row.reason, timezone.localdate(row.at), row.until, str(row.by))
        for row in rows
        if viewer.may("see") and (not row.person or viewer.may("see_people"))
    ]  # fmt: skip


def _touching(*, names: Mapping[int, str], viewer: Actor) -> Iterable[Touch]:
    """Marks that stand, on their first day; whom of its people they are about is not told."""
    rows = Door.objects.filter(opened_at=None, organisation__own_name__in=names).order_by("pk")
    for row in rows.select_related("organisation__own_name") if viewer.may("see") else ():
        if not row.person or viewer.may("see_people"):
            own = row.organisation.own_name
            words = Words(f"不宜请托：{row.reason}", f"not to be asked: {row.reason}")
            yield Touch("relations.Door.organisation", own.pk, own.text, timezone.localdate(row.at), words)


leads_here("relations.Door.organisation", "不宜请托", "not to be asked", _touching)
