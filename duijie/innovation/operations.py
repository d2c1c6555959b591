"""The only writer of platforms and of what is recorded of them; people, contracts and partnerships: ``dealings``.

A platform and its entries are written in one transaction. What a document told already is carried, not counted again:
the record takes the key of the document's entry, and things of one key count once.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from duijie.accounts.operations import log
from duijie.accounts.queries import own_region
from duijie.accounts.types import Actor
from duijie.directory.queries import homes_named
from duijie.documents.queries import visible as documents
from duijie.innovation.carrying import alike, carried, free_key, one_of_the_total
from duijie.innovation.columns import NEEDED, fields
from duijie.innovation.counting import platform_entries
from duijie.innovation.models import Platform, PlatformRecord
from duijie.innovation.queries import may_write, untold
from duijie.innovation.rules import ENDED
from duijie.innovation.types import NoSuchInnovation, NotYourPlatform
from duijie.journal import Journal
from duijie.kernel.words import Words
from duijie.ledger import operations as ledger
from duijie.ledger.types import Posted, Within
from duijie.parks.queries import parks_named
from duijie.pipeline.queries import visible
from duijie.rulebook.columns import WrongFields, fill, read_fields

EMPTY: Final = Words("必填", "fill this in")
SAME: Final = Words("已经登记过", "this is recorded already")


@transaction.atomic
def save_platform(
    *, values: Mapping[str, Any], by: Actor, at: datetime, platform_id: int | None = None, unit_id: int | None = None,
    document_id: int | None = None, told_key: str = "", journal: Journal | None = None,
) -> int:  # fmt: skip
    """Record a platform or change one; its number.

    ``told_key`` is the entry's of a document that tells of it; left out, one of the same type and host is found, and
    of several that of the same name. :data:`duijie.innovation.carrying.ANOTHER` says that it is none of them. A platform of which only a total
    tells gets its own entry once it has a type and a host or a name; it stays one of the total's. A new one that was
    approved by a total's day is one of those; without a day of approval that cannot be told and is asked for. Raises
    :class:`WrongFields`, :class:`NotYourPlatform`, :class:`NoSuchInnovation`.
    """
    given = read_fields(fields("platform"), values, needed=NEEDED["platform"] if platform_id is None else ())
    if platform_id is None:
        by.must("add")
        unit = unit_id if unit_id is not None else by.unit_id
        row = Platform(
            unit_id=keeps(unit, by), told_on=timezone.localdate(at),
            document_id=_document(document_id, by), at=at, by_id=by.user_id,
        )  # fmt: skip
    else:
        row = to_write(platform_id, by)
    new = row.pk is None
    kind, host, name = (str(given.get(one, getattr(row, one)) or "") for one in ("kind", "host", "name"))
    if new or kind or host or name:
        _told_enough(kind, host, name)
        found = alike(kind, host, name)
        if found is not None and found.pk != row.pk:
            raise WrongFields({"name": SAME})
    park = str(given.get("park") or "")
    if park and park not in parks_named([park]):
        raise WrongFields({"park": Words("没有这个园区", "there is no such park")})
    if row.key == "" and (host or name):
        told_one = carried(kind, host, name, told_key, by)
        if new and told_one is None:
            row = one_of_the_total(row, given.get("approved_on"), by, at)
        row.key = told_one.key if told_one else free_key(kind, host, name, by)
        row.told_on = min(told_one.told_on, row.told_on) if told_one else row.told_on
    kept = row.pk is not None
    if journal is not None and kept:
        journal.touching(Platform.objects.filter(pk=row.pk))
    changed = fill(row, given)
    if row.approved_on is not None:
        row.told_on = min(row.told_on, row.approved_on)
    row.organisation_id = homes_named(names=[row.host]).get(row.host) if row.host else None
    row.save()
    if journal is not None and not kept:
        journal.wrote([row])
    _settle(row, by, at, journal)
    log(
        by=by,
        at=at,
        operation="save_platform",
        subject=f"platform:{row.pk}",
        new=new,
        changed={} if new else changed,
    )
    return row.pk


@transaction.atomic
def add_untold(*, entry_id: int, count: int, by: Actor, at: datetime) -> list[int]:
    """Record platforms of which nothing but a total tells, ``count`` of them; their numbers.

    They add no entry: the total counts them already. Raises :class:`WrongFields` for more than the total leaves.
    """
    by.must("review")
    as_of = own_region().closed_on or timezone.localdate(at)
    left = {one.entry_id: one for one in untold(viewer=by, as_of=as_of, known_at=at)}
    if entry_id not in left or not 0 < count <= left[entry_id].rest:
        rest = left[entry_id].rest if entry_id in left else 0
        raise WrongFields(
            {"count": Words(f"合计中尚未登记的只有{rest}家", f"the total leaves {rest} without a record")}
        )
    made = []
    for _ in range(count):
        row = Platform.objects.create(
            entry=entry_id, told_on=left[entry_id].told_on, at=at, by_id=by.user_id, unit_id=by.unit_id
        )
        log(by=by, at=at, operation="save_platform", subject=f"platform:{row.pk}", new=True, entry=entry_id)
        made.append(row.pk)
    return made


@transaction.atomic
def end_platform(*, platform_id: int, ended_on: date, reason: str, by: Actor, at: datetime) -> None:
    """Say since when a platform is no more; from that day figures count one less. A later word replaces the day."""
    row = to_write(platform_id, by)
    if not reason.strip():
        raise WrongFields({"reason": EMPTY})
    if ended_on < row.told_on or ended_on > timezone.localdate(at):
        raise WrongFields(
            {"ended_on": Words("应在登记之后、今天以前", "after it was recorded, today at the latest")}
        )
    row.ended_on = ended_on
    row.save(update_fields=["ended_on"])
    _settle(row, by, at)
    log(
        by=by,
        at=at,
        operation="end_platform",
        subject=f"platform:{row.pk}",
        day=str(ended_on),
        reason=reason.strip()[:300],
    )


@transaction.atomic
def save_record(
    *, values: Mapping[str, Any], by: Actor, at: datetime, record_id: int | None = None, platform_id: int | None = None,
    project_id: int | None = None,
) -> int:  # fmt: skip
    """Record something of a platform, perhaps with the project of the pipeline that it led to; its number."""
    given = read_fields(fields("record"), values, needed=NEEDED["record"])
    row = PlatformRecord.objects.select_for_update(of=("self",)).filter(pk=record_id or 0).first()
    if record_id is not None and row is None:
        raise NoSuchInnovation("record", record_id)
    platform = to_write(row.platform_id if row else platform_id or 0, by)
    if row is None:
        row = PlatformRecord(platform=platform, at=at, by_id=by.user_id)
        needed(given, *NEEDED["record"])
    if given.get("on") and given["on"] > timezone.localdate(at):
        raise WrongFields({"on": Words("还没有到那一天", "that day lies ahead")})
    changed = fill(row, given)
    row.project_id = seen_project(project_id, row.project_id, by)
    row.save()
    log(
        by=by, at=at, operation="save_platform_record", subject=f"platform:{platform.pk}", title=row.title,
        changed=changed if record_id else {},
    )  # fmt: skip
    return row.pk


def to_write(platform_id: int, by: Actor) -> Platform:
    """A platform, held until the operation ends, for one who keeps it."""
    by.must("add")
    # Held: two who name an unnamed platform at once must not both take one told entry.
    row = Platform.objects.select_for_update(of=("self",)).filter(pk=platform_id).first()
    if row is None:
        raise NoSuchInnovation("platform", platform_id)
    keeps(row.unit_id, by)
    return row


def keeps(unit_id: int | None, by: Actor) -> int | None:
    """The unit, where ``by`` keeps what it keeps. Raises :class:`NotYourPlatform`."""
    if not may_write(viewer=by, unit_id=unit_id):
        raise NotYourPlatform(by.name)
    return unit_id


def needed(given: Mapping[str, Any], *codes: str) -> None:
    """Raise :class:`WrongFields` unless each of these fields says something."""
    missing = [code for code in codes if given.get(code) in (None, "")]
    if missing:
        raise WrongFields(dict.fromkeys(missing, EMPTY))


def seen_project(project_id: int | None, held: int | None, by: Actor) -> int | None:
    """A project that ``by`` reads; what is linked already and not seen stays. Raises :class:`WrongFields`."""
    if project_id is None:
        return held if held is not None and not visible(viewer=by).filter(pk=held).exists() else None
    if not visible(viewer=by).filter(pk=project_id).exists():
        raise WrongFields({"project": Words("没有这个项目", "there is no such project")})
    return project_id


def _document(document_id: int | None, by: Actor) -> int | None:
    if document_id is not None and not documents(viewer=by).filter(pk=document_id).exists():
        raise WrongFields({"document": Words("没有这份文件", "there is no such document")})
    return document_id


def _told_enough(kind: str, host: str, name: str) -> None:
    if not kind:
        raise WrongFields({"kind": EMPTY})
    if not (host or name):
        raise WrongFields({"host": Words("写依托单位或名称", "give the host or a name")})


@transaction.atomic
def repost(*, by: Actor, at: datetime) -> Posted:
    """Bring the ledger in step with every platform; where they agree nothing is written."""
    by.must("settle")
    posted = Posted(0, 0)
    for row in Platform.objects.order_by("pk"):
        posted += _settle(row, by, at)
    return ledger.note_repost(of="platforms", posted=posted, by=by, at=at)


def _settle(row: Platform, by: Actor, at: datetime, journal: Journal | None = None) -> Posted:
    """Bring the ledger in step with a platform. One of which a total tells counts there, and from its end one less."""
    base = row.key or f"platform:{row.pk}"
    wanted = platform_entries(
        platform_id=row.pk, key=base, kind=row.kind or "other", host=row.host, name=row.name, partners=row.partners,
        park=row.park, told_on=row.told_on, ended_on=row.ended_on, source=row.document_number,
        belongs=Within(unit=row.unit_id, park=row.park or None),
    )  # fmt: skip
    if not row.key:
        wanted = [one for one in wanted if one.draft.key.endswith(ENDED)]
    return ledger.settle(keys=[base, base + ENDED], wanted=wanted, by=by, at=at, journal=journal)
