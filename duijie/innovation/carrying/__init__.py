"""What a new record of a platform stands for, so that nothing counts twice: something told, one of a total, or itself."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from django.utils import timezone

from duijie.accounts.queries import own_region
from duijie.accounts.types import Actor
from duijie.innovation.models import Platform
from duijie.innovation.queries import told, told_of, untold
from duijie.innovation.rules import key_of
from duijie.innovation.types import ToldPlatform
from duijie.kernel.words import Words
from duijie.rulebook.columns import WrongFields

ANOTHER: Final = "-"
"""Said of ``told``: none of those that documents tell of, but another one."""


def alike(kind: str, host: str, name: str) -> Platform | None:
    """The platform recorded with this type, host and name."""
    return Platform.objects.filter(kind=kind, host=host.strip(), name=name.strip()).exclude(key="").first()


def carried(kind: str, host: str, name: str, told_key: str, by: Actor) -> ToldPlatform | None:
    """What a document tells of a platform, so that it is not counted a second time. Raises :class:`WrongFields`."""
    if told_key == ANOTHER:
        return None
    if told_key:
        found = next((one for one in told(viewer=by, limit=10_000) if one.key == told_key), None)
        if found is None:
            raise WrongFields(
                {"told": Words("没有这一条或已被登记", "there is no such platform, or it is recorded")}
            )
        return found
    several: Sequence[ToldPlatform] = told_of(host=host, kind=kind, viewer=by)
    exact = [one for one in several if one.name == name]
    several = exact or several
    if len(several) > 1:
        listed = "；".join(one.label for one in several)
        raise WrongFields(
            {"told": Words(f"请选定是材料中的哪一家：{listed}", f"say which of those told it is: {listed}")}
        )
    return several[0] if several else None


def one_of_the_total(row: Platform, approved_on: date | None, by: Actor, at: datetime) -> Platform:
    """The unnamed record that a new platform is the name of, where a total counts it already; else the row itself."""
    # Held: of two who name one at once, the second takes the next.
    unnamed = (
        Platform.objects.select_for_update(of=("self",))
        .filter(key="", ended_on=None)
        .order_by("-told_on", "pk")
    )
    as_of = own_region().closed_on or timezone.localdate(at)
    if approved_on is None and (unnamed.exists() or untold(viewer=by, as_of=as_of, known_at=at)):
        why = Words(
            "材料中的合计还有未登记的平台，请写批准日期，以判断是否已计入",
            "a total counts platforms that have no record; give the day of approval, so that it is not counted twice",
        )
        raise WrongFields({"approved_on": why})
    found = next((one for one in unnamed if approved_on is not None and approved_on <= one.told_on), None)
    if found is None:
        return row
    found.unit_id = row.unit_id
    found.document_id = row.document_id or found.document_id
    return found


def free_key(kind: str, host: str, name: str, by: Actor) -> str:
    """A ledger key that no other platform has and under which no document tells of one so far."""
    key, count = key_of(kind=kind, host=host, name=name), 1
    taken = {one.key for one in told(viewer=by, limit=10_000)}
    while key in taken or Platform.objects.filter(key=key).exists():
        count += 1
        key = key_of(kind=kind, host=host, name=f"{name} ({count})")
    return key
