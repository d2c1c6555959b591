"""The only writer of the ledger: from facts, from records, by hand; and what the things are that it speaks of.

It is long because one module writes these tables.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import cache, reduce
from operator import or_
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from duijie.accounts.operations import log
from duijie.accounts.queries import own_region
from duijie.accounts.types import Actor
from duijie.documents import queries as documents
from duijie.journal import Journal
from duijie.journal.inserting import alike, insert
from duijie.kernel.quantity import Quantity
from duijie.kernel.words import Words
from duijie.ledger.models import Entry, Erasure, Identity, Veil
from duijie.ledger.rules import PART, NoEntry, drafts_of, in_classes, resolved
from duijie.ledger.types import (
    AlreadyIdentified,
    Draft,
    EvidenceMissing,
    GoesInCircles,
    Kept,
    LeftOut,
    NoSuchEntry,
    NoSuchIdentity,
    Posted,
    Within,
)
from duijie.review import queries as review
from duijie.review.types import FactInfo


@transaction.atomic
def post(*, document_id: int, by: Actor, at: datetime) -> Posted:
    """Bring the ledger in step with the facts that rest on a document.

    New facts become entries; an entry whose fact was corrected or taken back is corrected by a further entry.
    Facts that contradict each other stay out until one of them is rejected. Posting again adds nothing.
    Raises :class:`duijie.documents.types.NoSuchDocument`.
    """
    by.must("post")
    document = documents.get(document_id=document_id, viewer=by)
    effective = document.dated_on or timezone.localdate(document.received_at)
    whole = own_region().words_for_whole
    facts = review.facts_of(document_id=document_id, viewer=by)
    quarrels = _quarrels(document_id, by, whole)

    live = list(
        Entry.objects.filter(fact__statement__document_id=document_id, corrected_by=None).exclude(
            shape="void"
        )
    )
    posted = {entry.fact_id for entry in live}
    left_out: list[LeftOut] = []
    wanted: list[tuple[FactInfo, Draft]] = []
    for fact in facts:
        reason = quarrels.get(fact.id)
        if reason is None:
            try:
                drafts = drafts_of(fact.said, document_id=document_id, whole=whole)
            except NoEntry as why:
                reason = why.reason
            else:
                if fact.id not in posted:
                    wanted += [(fact, draft) for draft in drafts]
                continue
        left_out.append(LeftOut(fact.statement_id, fact.quote, reason))

    wanted = in_classes(wanted)
    in_force = {fact.id for fact in facts if fact.id not in quarrels}
    stale = {(entry.fact_id, entry.measure): entry for entry in live if entry.fact_id not in in_force}
    added = 0
    corrected = len(stale)
    for fact, draft in wanted:
        replaced = _take_stale(stale, fact, draft)
        added += replaced is None
        _record(draft, effective, by, at, fact_id=fact.id, corrects=replaced)
    for entry in stale.values():
        _void(entry, by, at, "the fact behind it is no longer in force")
    if added or corrected:
        log(
            by=by,
            at=at,
            operation="post",
            subject=f"document:{document_id}",
            added=added,
            corrected=corrected,
        )
    return Posted(added, corrected, tuple(left_out))


@transaction.atomic
def enter(*, draft: Draft, effective_on: date, evidence: str, basis: str, by: Actor, at: datetime) -> int:
    """Record an entry by hand; its number. Raises :class:`EvidenceMissing` without evidence."""
    by.must("post")
    if not evidence.strip():
        raise EvidenceMissing
    entry = _record(draft, effective_on, by, at, evidence=evidence.strip()[:300], basis=basis)
    log(by=by, at=at, operation="enter", subject=f"entry:{entry.pk}", evidence=evidence)
    return entry.pk


@transaction.atomic
def take_out(*, entry_id: int, reason: str, by: Actor, at: datetime) -> None:
    """Correct an entry by one that takes it out. Raises :class:`NoSuchEntry`, :class:`EvidenceMissing`."""
    by.must("post")
    entry = Entry.objects.filter(pk=entry_id, corrected_by=None).exclude(shape="void").first()
    if entry is None:
        raise NoSuchEntry(entry_id)
    if not reason.strip():
        raise EvidenceMissing
    _void(entry, by, at, reason.strip()[:300])
    log(by=by, at=at, operation="take_out", subject=f"entry:{entry_id}", reason=reason)


@transaction.atomic
def settle(
    *, keys: Iterable[str], wanted: Sequence[Kept], by: Actor, at: datetime, journal: Journal | None = None
) -> Posted:
    """Bring the entries of ``keys`` that rest on records, not on facts, in step with ``wanted``.

    An entry that is no longer wanted is taken out, one that differs is corrected by a further one, each by
    measure and key. Where a thing belongs to something else from now on, so do its parts. Settling again adds nothing. The caller's operation writes the audit row.
    """
    by.must("add")
    rows: list[Entry] = []
    moved: dict[str, Within] = {}
    # Facts are told apart here: asked for in the query, SQLite would read all entries that rest on none.
    live = {
        (entry.measure, entry.key): entry
        for entry in Entry.objects.filter(key__in=set(keys), corrected_by=None).exclude(shape="void")
        if entry.fact_id is None
    }
    added = corrected = 0
    for one in wanted:
        held = live.pop((one.draft.measure, one.draft.key), None)
        if held is not None and _says(held) == _wants(one):
            continue
        if held is not None and PART not in held.key and _belongs(held) != _kept(one.draft.belongs):
            moved[held.key] = _kept(one.draft.belongs)
        added, corrected = added + (held is None), corrected + (held is not None)
        evidence = one.evidence[:300]
        rows.append(
            _entry(one.draft, one.effective_on, by, at, evidence=evidence, basis=one.basis, corrects=held)
        )
    rows += [_voiding(entry, by, at, "the record behind it no longer holds") for entry in live.values()]
    rows += _following(moved, {row.corrects_id for row in rows}, by, at)
    insert(rows)
    if journal is not None:
        journal.wrote(rows)
    return Posted(added, corrected + len(live))


def note_repost(*, of: str, posted: Posted, by: Actor, at: datetime) -> Posted:
    """Write the audit row of records, named ``of``, that were told anew, where that came to anything."""
    if posted:
        log(
            by=by, at=at, operation="repost", subject=f"list:{of}", added=posted.added, corrected=posted.corrected,
            derived=posted.derived,
        )  # fmt: skip
    return posted


@transaction.atomic
def note_erasure(*, count: int, by: Actor, at: datetime) -> None:
    """Say that entries were deleted, as undoing an import does, in the transaction that deletes them. The caller's
    operation writes the audit row."""
    by.must("add")
    Erasure.objects.create(count=count, at=at, by_id=by.user_id)


@transaction.atomic
def identify(*, key: str, thing: str, reason: str, by: Actor, at: datetime) -> int:
    """Say that what entries call ``key`` is ``thing``, or, with both the same, that it is nothing else known.

    The word's number. Figures count the thing once from then on. Raises :class:`AlreadyIdentified`,
    :class:`GoesInCircles`, :class:`EvidenceMissing` without a reason.
    """
    by.must("review")
    if not reason.strip():
        raise EvidenceMissing
    words = dict(Identity.objects.filter(taken_back_at=None).values_list("key", "thing"))
    if key in words:
        raise AlreadyIdentified(key, words[key])
    if key != thing and resolved(words).get(thing, thing) == key:
        raise GoesInCircles(key, thing)
    row = Identity.objects.create(key=key, thing=thing, reason=reason.strip()[:300], at=at, by_id=by.user_id)
    log(by=by, at=at, operation="identify", subject=f"identity:{row.pk}", key=key, thing=thing)
    return row.pk


@transaction.atomic
def take_back_identity(*, identity_id: int, by: Actor, at: datetime) -> None:
    """Take a word on what a key stands for back. Raises :class:`NoSuchIdentity`."""
    by.must("review")
    row = Identity.objects.select_for_update().filter(pk=identity_id, taken_back_at=None).first()
    if row is None:
        raise NoSuchIdentity(identity_id)
    row.taken_back_at, row.taken_back_by_id = at, by.user_id
    row.save(update_fields=["taken_back_at", "taken_back_by"])
    log(by=by, at=at, operation="take_back_identity", subject=f"identity:{row.pk}", key=row.key)


@transaction.atomic
def veil(*, key: str, unit_id: int | None, by: Actor, at: datetime) -> None:
    """Let only ``unit_id`` and those above it read what entries of ``key`` say; ``None`` lets everybody."""
    veil_many(units={key: unit_id}, by=by, at=at)


@transaction.atomic
def veil_many(
    *, units: Mapping[str, int | None], by: Actor, at: datetime, journal: Journal | None = None
) -> None:
    """The same for many keys, each with its unit."""
    by.must("add")
    journal = Journal() if journal is None else journal
    rows = Veil.objects.select_for_update().filter(key__in=list(units), taken_back_at=None)
    held = {row.key: row for row in rows}
    ended = [row for key, row in held.items() if row.unit_id != units[key]]
    journal.touching(ended)
    for row in ended:
        row.taken_back_at, row.taken_back_by_id = at, by.user_id
    Veil.objects.bulk_update(ended, ["taken_back_at", "taken_back_by"], batch_size=500)
    made = [
        Veil(key=key, unit_id=unit_id, at=at, by_id=by.user_id)
        for key, unit_id in units.items()
        if unit_id is not None and (key not in held or held[key].unit_id != unit_id)
    ]
    insert(made)
    journal.wrote(made)


def _following(
    moved: Mapping[str, Within], corrected: Collection[int | None], by: Actor, at: datetime
) -> list[Entry]:
    """Corrections of the entries of parts whose thing belongs to something else from now on."""
    found: list[Entry] = []
    keys = list(moved)
    for start in range(0, len(keys), 100):
        parts = reduce(or_, (Q(key__startswith=key + PART) for key in keys[start : start + 100]))
        for entry in Entry.objects.filter(parts, corrected_by=None, fact=None).exclude(shape="void"):
            belongs = moved[entry.key.partition(PART)[0]]
            if entry.pk in corrected or _belongs(entry) == belongs:
                continue
            fields = {one.attname: getattr(entry, one.attname) for one in Entry._meta.concrete_fields}
            fields |= _columns(belongs) | {
                "id": None, "corrects_id": entry.pk, "recorded_at": at, "recorded_by_id": by.user_id
            }  # fmt: skip
            found.append(Entry(**fields))
    return found


def _says(entry: Entry) -> tuple[object, ...]:
    return (
        entry.number, entry.unit, entry.label, entry.scope, dict(entry.data), entry.effective_on, entry.basis,
        entry.evidence, _belongs(entry),
    )  # fmt: skip


def _wants(one: Kept) -> tuple[object, ...]:
    draft = one.draft
    return (
        draft.quantity.number, draft.quantity.unit, draft.label[:300], draft.scope[:200], dict(draft.data),
        one.effective_on, one.basis, one.evidence[:300], _kept(draft.belongs),
    )  # fmt: skip


def _kept(belongs: Within) -> Within:
    """What of it is kept in columns, as it is kept there."""
    return _belongs(Entry(**_columns(belongs)))


def _columns(belongs: Within) -> dict[str, Any]:
    return {
        "keeper_id": belongs.unit,
        "park": (belongs.park or "")[:100],
        "source": (belongs.source or "")[:20],
        "band": (belongs.band or "")[:10],
        "chain": (belongs.chain or "")[:120],
    }


def _belongs(entry: Entry) -> Within:
    return Within(
        entry.keeper_id, entry.park or None, entry.source or None, entry.band or None, entry.chain or None
    )


def _quarrels(document_id: int, by: Actor, whole: frozenset[str]) -> dict[int, Words]:
    """Facts that contradict another one, each with the reason to print."""
    reasons: dict[int, Words] = {}
    for left, right in review.conflicts(document_id=document_id, viewer=by, whole=whole):
        words = " / ".join(str(f.values["quantity"]["words"]) for f in (left, right))
        for fact in (left, right):
            reasons[fact.id] = Words(
                f"已接受的两条陈述互相矛盾（{words}），请否决其中一条",
                f"two accepted statements contradict each other ({words}); reject one of them",
            )
    return reasons


def _take_stale(stale: dict[tuple[int | None, str], Entry], fact: FactInfo, draft: Draft) -> Entry | None:
    """The outdated entry of the same statement and measure, which the new one corrects."""
    for key, entry in stale.items():
        assert entry.fact is not None
        if entry.fact.statement_id == fact.statement_id and entry.measure == draft.measure:
            return stale.pop(key)
    return None


def _record(draft: Draft, effective_on: date, by: Actor, at: datetime, **told: Any) -> Entry:
    row = _entry(draft, effective_on, by, at, **told)
    row.save()
    return row


def _entry(
    draft: Draft,
    effective_on: date,
    by: Actor,
    at: datetime,
    *,
    fact_id: int | None = None,
    evidence: str = "",
    basis: str = "reported",
    corrects: Entry | None = None,
) -> Entry:
    quantity: Quantity = draft.quantity
    return alike(
        _blank(),
        shape=draft.shape,
        measure=draft.measure,
        key=draft.key[:200],
        label=draft.label[:300],
        scope=draft.scope[:200],
        number=quantity.number,
        low=quantity.low,
        high=quantity.high,
        unit=quantity.unit,
        sense=quantity.sense,
        words=quantity.words[:60],
        by_when=draft.by_when[:60],
        data=dict(draft.data),
        effective_on=effective_on,
        basis=basis,
        **_columns(draft.belongs),
        fact_id=fact_id,
        evidence=evidence,
        corrects_id=None if corrects is None else corrects.pk,
        recorded_at=at,
        recorded_by_id=by.user_id,
    )


@cache
def _blank() -> Entry:
    return Entry()


def _void(entry: Entry, by: Actor, at: datetime, reason: str) -> None:
    _voiding(entry, by, at, reason).save()


def _voiding(entry: Entry, by: Actor, at: datetime, reason: str) -> Entry:
    return Entry(
        shape="void",
        measure=entry.measure,
        key=entry.key,
        label=entry.label,
        scope=entry.scope,
        number=0,
        low=0,
        high=0,
        unit=entry.unit,
        effective_on=entry.effective_on,
        basis=entry.basis,
        evidence=reason,
        corrects=entry,
        recorded_at=at,
        recorded_by_id=by.user_id,
    )
