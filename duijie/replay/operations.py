"""The only writer of requests sent under a key. No audit rows: what a request does is told by what it calls."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from django.db import IntegrityError, transaction

from duijie.accounts.types import Actor
from duijie.replay.models import Sent
from duijie.replay.types import Answered, KeyTaken, StillRunning

KEPT: Final = timedelta(hours=24)
GIVEN_UP: Final = timedelta(minutes=5)
"""A request that has no answer after this was cut off, with all that it did taken back; it may be sent again."""


@transaction.atomic
def claim(*, key: str, digest: str, by: Actor, at: datetime) -> Answered | None:
    """Say that a request is about to be carried out: ``None`` to go on, or what it was answered before.

    Raises :class:`KeyTaken`, :class:`StillRunning`. To be committed before the request is carried out, so that one
    that comes at the same moment finds it.
    """
    Sent.objects.filter(at__lte=at - KEPT).delete()
    try:
        with transaction.atomic():
            Sent.objects.create(by_id=by.user_id, key=key, digest=digest, at=at)
    except IntegrityError:
        row = Sent.objects.select_for_update().get(by_id=by.user_id, key=key)
    else:
        return None
    if row.digest != digest:
        raise KeyTaken(key)
    if row.status:
        return Answered(row.status, row.headers, row.body)
    if row.at > at - GIVEN_UP:
        raise StillRunning(key)
    row.at = at
    row.save(update_fields=["at"])
    return None


@transaction.atomic
def answered(*, key: str, by: Actor, status: int, headers: Mapping[str, str], body: str) -> None:
    """Keep the answer, in the transaction of what the request did."""
    Sent.objects.filter(by_id=by.user_id, key=key).update(status=status, headers=dict(headers), body=body)


@transaction.atomic
def let_go(*, key: str, by: Actor) -> None:
    """Forget a request that did nothing: its key may come again, with another body as well."""
    Sent.objects.filter(by_id=by.user_id, key=key, status=0).delete()
