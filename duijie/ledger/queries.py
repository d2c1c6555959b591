"""Reads of the ledger, as of a day (when it was so) and as known at a moment (when we knew)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q

from duijie.accounts.types import Actor
from duijie.directory.rules import leads_here
from duijie.directory.types import Touch
from duijie.documents.queries import visible
from duijie.kernel.quantity import Quantity, Sense
from duijie.kernel.words import Words
from duijie.ledger.models import Entry
from duijie.ledger.types import EntryInfo
from duijie.naming.plain import plain
from duijie.review.queries import facts_naming


def entries(
    *, measures: Iterable[str], as_of: date, known_at: datetime, viewer: Actor, since: date | None = None
) -> list[EntryInfo]:
    """Entries of these measures in force, oldest first.

    Effective on ``as_of`` at the latest (and on ``since`` at the earliest), recorded at ``known_at`` at the
    latest, and not corrected by then.
    """
    correction = Entry.objects.filter(corrects=OuterRef("pk"), recorded_at__lte=known_at)
    rows = (
        Entry.objects.filter(measure__in=list(measures), effective_on__lte=as_of, recorded_at__lte=known_at)
        .filter(Q(fact=None) | Q(fact__statement__document__in=visible(viewer=viewer)))
        .exclude(shape="void")
        .exclude(Exists(correction))
        .select_related("recorded_by")
        .order_by("effective_on", "recorded_at", "pk")
    )
    if since is not None:
        rows = rows.filter(effective_on__gte=since)
    if not viewer.may("see"):
        return []
    return [_info(row) for row in rows]


def posted_documents(*, viewer: Actor) -> frozenset[int]:
    """Documents whose facts have given rise to entries."""
    rows = Entry.objects.filter(fact__statement__document__in=visible(viewer=viewer))
    return frozenset(rows.values_list("fact__statement__document_id", flat=True))


def _info(row: Entry) -> EntryInfo:
    return EntryInfo(
        id=row.pk,
        shape=row.shape,
        measure=row.measure,
        key=row.key,
        label=row.label,
        scope=row.scope,
        quantity=Quantity(row.number, row.unit, Sense(row.sense), row.low, row.high, row.words),
        by_when=row.by_when,
        data=row.data,
        effective_on=row.effective_on,
        recorded_at=row.recorded_at,
        recorded_by=str(row.recorded_by),
        basis=row.basis,
        fact_id=row.fact_id,
        evidence=row.evidence,
    )


def _touching(*, names: Mapping[int, str], viewer: Actor) -> list[Touch]:
    """Entries in force: those that rest on a fact with the name, and those by hand that state it."""
    facts = {fact.id: (name, fact) for name, fact in facts_naming(names=names, viewer=viewer)}
    live = Entry.objects.filter(corrected_by=None).exclude(shape="void")
    found = []
    for entry in live.filter(fact__in=facts).order_by("effective_on", "pk"):
        name, fact = facts[entry.fact_id or 0]
        words = Words("已入台账", "in the ledger")
        found.append(
            Touch(
                "ledger.Entry.data", name, names[name], entry.effective_on, words, fact.statement_id,
                fact.document_id, "", fact.place, fact.quote,
            )
        )  # fmt: skip
    folded = {plain(text): number for number, text in names.items()}
    for entry in live.filter(fact=None).exclude(data={}) if viewer.may("see") else ():
        stated = (*entry.data.get("parties", ()), entry.data.get("host"), entry.data.get("partner"))
        said = {plain(name) for name in stated if name}
        words = Words(f"入账：{entry.label}", f"in the ledger: {entry.label}")
        found += [
            Touch(
                "ledger.Entry.data",
                folded[one],
                names[folded[one]],
                entry.effective_on,
                words,
                quote=entry.evidence,
            )
            for one in said & set(folded)
        ]
    return found


leads_here("ledger.Entry.data", "台账条目", "ledger entries", _touching)
