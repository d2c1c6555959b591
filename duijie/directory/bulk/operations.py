"""Enters and describes many organisations by the rules of :mod:`duijie.directory.operations`, and keeps a journal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from django.db import transaction

from duijie.accounts.operations import log
from duijie.accounts.types import Actor
from duijie.directory.models import Detail, Listing, Name, Organisation
from duijie.directory.operations import describe, enter_names, list_again
from duijie.directory.rules import FIELDS, cleaned
from duijie.directory.types import Source, WrongDetails
from duijie.journal import Journal
from duijie.kernel.words import Words
from duijie.naming.plain import plain

AT_ONCE: Final = 500


@dataclass(frozen=True, slots=True)
class Described:
    """An organisation as another record tells of it: by number where it is known, else by its new name."""

    name: str
    source: str
    organisation_id: int | None = None
    details: Mapping[str, str] = field(default_factory=dict)


@transaction.atomic
def describe_many(
    *,
    rows: Sequence[Described],
    by: Actor,
    at: datetime,
    journal: Journal,
) -> list[int]:
    """Enter the names that are new and set details; the organisations' numbers, in order.

    Raises :class:`WrongDetails` and what :func:`duijie.directory.operations.describe` raises.
    """
    by.must("add")
    found: list[int] = []
    for start in range(0, len(rows), AT_ONCE):
        some = rows[start : start + AT_ONCE]
        homes = _enter([row for row in some if row.organisation_id is None], by, at, journal)
        for row in some:
            if row.organisation_id is not None:
                _describe(row, by, at, journal)
        found += [row.organisation_id or homes[plain(row.name)[:200]] for row in some]
    return found


def _enter(rows: Sequence[Described], by: Actor, at: datetime, journal: Journal) -> dict[str, int]:
    """New organisations with their details; their homes by folded name."""
    if not rows:
        return {}
    numbers = enter_names(names=[row.name for row in rows], by=by, at=at)
    names = list(Name.objects.filter(pk__in=numbers).order_by("pk"))
    if len(names) != len(rows):
        raise WrongDetails({"name": Words("名称已有，请重新预览", "a name is known by now; preview again")})
    homes = {name.plain: name.home_id for name in names}
    details = [
        Detail(
            home_id=homes[plain(row.name)[:200]], field=code, value=_clean(row, code, value), raw=value[:300],
            source=row.source[:200], created_at=at, by_id=by.user_id,
        )
        for row in rows
        for code, value in row.details.items()
    ]  # fmt: skip
    Detail.objects.bulk_create(details, batch_size=500)
    version = log(
        by=by, at=at, operation="describe_many", subject="directory",
        described={str(homes[plain(row.name)[:200]]): dict(row.details) for row in rows},
    )  # fmt: skip
    Organisation.objects.filter(pk__in=homes.values()).update(version=version)
    list_again(organisation_ids=homes.values())
    journal.wrote(Organisation.objects.filter(pk__in=homes.values()))
    journal.wrote(names)
    journal.wrote(details)
    journal.wrote(Listing.objects.filter(pk__in=homes.values()))
    return homes


def _describe(row: Described, by: Actor, at: datetime, journal: Journal) -> None:
    """Details of a known organisation, one at a time: they may lie on any home of its group."""
    assert row.organisation_id is not None
    head = Name.objects.filter(home_id=row.organisation_id).values_list("organisation_id", flat=True).get()
    homes = list(Name.objects.filter(organisation_id=head).values_list("home_id", flat=True))
    touched = {*homes, head}
    journal.touching(Organisation.objects.filter(pk__in=touched))
    journal.touching(Listing.objects.filter(pk__in=touched))
    journal.touching(Detail.objects.filter(home__in=touched, removed_at=None))
    before = set(Detail.objects.filter(home__in=touched).values_list("pk", flat=True))
    describe(organisation_id=head, values=row.details, by=by, at=at, source=Source(words=row.source[:200]))
    journal.wrote(Detail.objects.filter(home__in=touched).exclude(pk__in=before))


def _clean(row: Described, code: str, value: str) -> Any:
    clean = cleaned(code, value) if code in FIELDS else Words("没有这一项", "there is no such field")
    if isinstance(clean, Words):
        raise WrongDetails({code: clean})
    return clean
