"""Reads of the ledger, as of a day (when it was so) and as known at a moment (when we knew).

It is long because the same entries are read as values and as columns, and what holds of the one must hold of the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from typing import Final

from django.db.models import Exists, OuterRef, Q, QuerySet

from duijie.accounts.queries import confidential_units
from duijie.accounts.types import Actor
from duijie.directory.rules import leads_here
from duijie.directory.types import Touch
from duijie.documents.queries import hidden, visible
from duijie.kernel.quantity import Quantity, Sense
from duijie.kernel.words import Words
from duijie.ledger.columns.choosing import chosen_of, in_force
from duijie.ledger.columns.chosen import AT_ONCE, Chosen
from duijie.ledger.columns.keeping import Held, reads_on_demand, shelf_of, up_to_date
from duijie.ledger.columns.shelf import Column
from duijie.ledger.models import Entry, Identity, Veil
from duijie.ledger.rules import PART, resolved, thing_of
from duijie.ledger.types import EntryInfo, IdentityInfo, Knowledge, Within
from duijie.naming.plain import plain
from duijie.review.queries import facts_naming
from duijie.standing import until_written

READ: Final = (
    "pk", "shape", "measure", "key", "label", "scope", "number", "unit", "sense", "low", "high", "words", "by_when",
    "data", "effective_on", "recorded_at", "recorded_by__display_name", "recorded_by__username", "basis", "fact_id",
    "evidence", "keeper_id", "park", "source", "band", "chain",
)  # fmt: skip
SENSES: Final = {sense.value: sense for sense in Sense}
VEILED = "（保密项目）"
"""What stands in the place of a confidential thing's name."""


def knowledge(*, known_at: datetime, viewer: Actor) -> Knowledge:
    """What is the same for every read as known at a moment: look it up once where there are many."""
    told, veiled = until_written(
        ("said of the ledger", viewer), lambda: (_told_identities(), _veiled(viewer))
    )
    things = _things(told, known_at)
    first = _first_days(_known(None, known_at, viewer), things) if things else {}
    return Knowledge(things, first, veiled)


def entries(
    *,
    measures: Iterable[str],
    as_of: date,
    known_at: datetime,
    viewer: Actor,
    since: date | None = None,
    known: Knowledge | None = None,
    told: bool = False,
) -> list[EntryInfo]:
    """Entries of these measures in force, oldest first; with ``told`` those alone that rest on a document's words.

    Effective on ``as_of`` at the latest (and on ``since`` at the earliest), recorded at ``known_at`` at the
    latest, and not corrected by then. An item bears the key of the thing that it was known to be; where that
    thing has records of its own of the measure, the day of the first of them holds for all that tell of it.
    Confidential things are listed without their name to those who may not read it. ``known``: what
    :func:`knowledge` gave for the same moment and viewer, else it is looked up.
    """
    if not viewer.may("see"):
        return []
    known = known or knowledge(known_at=known_at, viewer=viewer)
    rows = _known(list(measures), known_at, viewer).filter(effective_on__lte=as_of)
    rows = rows.order_by("effective_on", "recorded_at", "pk")
    if since is not None:
        rows = rows.filter(effective_on__gte=since)
    if told:
        rows = rows.filter(fact__isnull=False)
    things, first, veiled = known.things, known.first_days, known.veiled
    found = [_unveiled(entry, veiled) for entry in _read(rows)] if veiled else _read(rows)
    if not things:
        return found
    placed = []
    for entry in found:
        thing = thing_of(entry.key, things) if entry.shape == "item" else entry.key
        if thing == entry.key and (entry.measure, thing) not in first:
            placed.append(entry)
            continue
        day = first.get((entry.measure, thing), entry.effective_on)
        if (since is None or day >= since) and day <= as_of:
            told_as = entry.key if thing != entry.key else ""
            placed.append(_unveiled(replace(entry, key=thing, told_as=told_as), veiled))
    return placed


def chosen(
    *,
    measure: str,
    as_of: date,
    known_at: datetime,
    viewer: Actor,
    since: date | None = None,
    known: Knowledge | None = None,
) -> Chosen:
    """The same entries of one measure as columns, from which figures are added up; read when somebody looks at them."""
    if not viewer.may("see"):
        return Chosen.of(())
    known = known or knowledge(known_at=known_at, viewer=viewer)
    held, unseen = columns_seen(known=known, viewer=viewer)
    asked = (measure, since, as_of, known_at)
    if asked not in known.memo:
        # Several figures of a day ask for the same entries.
        shelf = shelf_of(measure, held, since=since, until=as_of)
        where = in_force(shelf, since=since, until=as_of, known_at=known_at, hidden=unseen)
        veiled = known.veiled
        known.memo[asked] = chosen_of(
            shelf, where, measure=measure, known=known, since=since, until=as_of,
            read=lambda some, at: _named(some, at, veiled),
        )  # fmt: skip
    found: Chosen = known.memo[asked]
    return found


def columns_seen(*, known: Knowledge, viewer: Actor) -> tuple[Held, frozenset[int]]:
    """The columns that go with what is known, and the documents whose entries the viewer does not count."""
    if "held" not in known.memo:
        held, unseen = until_written(
            ("columns", viewer, reads_on_demand()), lambda: (up_to_date(), hidden(viewer=viewer))
        )
        known.memo.update(held=held, hidden=unseen)
    return known.memo["held"], known.memo["hidden"]


def _named(chosen: Chosen, at: Column, veiled: frozenset[str]) -> list[EntryInfo]:
    """The entries at these places, read from the table, under the keys of what they are known to be."""
    numbers: list[int] = chosen.column("id")[at].tolist()
    read: dict[int, EntryInfo] = {}
    for start in range(0, len(numbers), AT_ONCE):
        read |= {one.id: one for one in _read(Entry.objects.filter(pk__in=numbers[start : start + AT_ONCE]))}
    found = []
    for number, thing in zip(
        numbers, (chosen.names.texts("key")[code] for code in chosen.key[at].tolist()), strict=True
    ):
        entry = _unveiled(read[number], veiled)
        if entry.key != thing:
            entry = _unveiled(replace(entry, key=thing, told_as=entry.key), veiled)
        found.append(entry)
    return found


def each(*, as_of: date, known_at: datetime, viewer: Actor, share: int = 5000) -> Iterator[EntryInfo]:
    """Every entry in force, of whatever measure, as :func:`entries` gives them, in the order of their numbers.

    Read ``share`` rows at a time, so that memory does not grow with the ledger.
    """
    if not viewer.may("see"):
        return
    known = knowledge(known_at=known_at, viewer=viewer)
    rows, last = _known(None, known_at, viewer).filter(effective_on__lte=as_of).order_by("pk"), 0
    while found := _read(rows.filter(pk__gt=last)[:share]):
        last = found[-1].id
        for entry in found:
            thing = thing_of(entry.key, known.things) if entry.shape == "item" else entry.key
            if known.first_days.get((entry.measure, thing), entry.effective_on) <= as_of:
                told_as = entry.key if thing != entry.key else ""
                yield _unveiled(replace(entry, key=thing, told_as=told_as), known.veiled)


def identities(*, known_at: datetime) -> dict[str, str]:
    """What keys were known to stand for at a moment, chains followed to their end."""
    return _things(_told_identities(), known_at)


def _told_identities() -> list[tuple[str, str, datetime, datetime | None]]:
    """Every word on what a key stands for: key, thing, since when and until when it holds."""
    return list(Identity.objects.order_by("pk").values_list("key", "thing", "at", "taken_back_at"))


def _things(told: Iterable[tuple[str, str, datetime, datetime | None]], known_at: datetime) -> dict[str, str]:
    return resolved(
        {
            key: thing
            for key, thing, at, until in told
            if at <= known_at and (until is None or until > known_at)
        }
    )


def identities_of(*, thing: str, viewer: Actor) -> list[IdentityInfo]:
    """Every word that says what ``thing`` is also called, those taken back included; the newest first."""
    rows = Identity.objects.filter(thing=thing).select_related("by").order_by("-at", "-pk")
    return [
        IdentityInfo(row.pk, row.key, row.thing, row.reason, str(row.by), row.at, row.taken_back_at)
        for row in rows
        if viewer.may("see")
    ]


def told(*, measures: Iterable[str], viewer: Actor) -> list[EntryInfo]:
    """Items in force that documents tell of and of which nobody has said yet what they are; the newest first."""
    settled = Identity.objects.filter(taken_back_at=None).values("key")
    rows = (
        Entry.objects.filter(measure__in=list(measures), shape="item", corrected_by=None)
        .filter(fact__statement__document__in=visible(viewer=viewer))
        .exclude(key__in=settled)
        .order_by("-pk")
    )
    return _read(rows)


def _known(measures: list[str] | None, known_at: datetime, viewer: Actor) -> QuerySet[Entry]:
    """Entries (of these measures, else of all) recorded by then, not corrected by then, that the viewer may count."""
    rows = Entry.objects.filter(recorded_at__lte=known_at)
    if measures is not None:
        rows = rows.filter(measure__in=measures)
    correction = Entry.objects.filter(corrects=OuterRef("pk"), recorded_at__lte=known_at)
    return (
        rows.filter(Q(fact=None) | Q(fact__statement__document__in=visible(viewer=viewer)))
        .exclude(shape="void")
        .exclude(Exists(correction))
    )


def _first_days(known: QuerySet[Entry], things: Mapping[str, str]) -> dict[tuple[str, str], date]:
    """The first day on which a thing that others are known to be, or they, stand in records, by measure."""
    words = Identity.objects.all()
    identified = Q(key__in=words.values("key")) | Q(key__in=words.values("thing"))
    first: dict[tuple[str, str], date] = {}
    rows = known.filter(identified, fact=None).order_by("effective_on")
    for measure, key, day in rows.values_list("measure", "key", "effective_on"):
        first.setdefault((measure, things.get(key, key)), day)
    return first


def _veiled(viewer: Actor) -> frozenset[str]:
    """Keys whose entries the viewer counts without reading them."""
    mine = confidential_units(viewer=viewer)
    if mine is None:
        return frozenset()
    rows = Veil.objects.filter(taken_back_at=None).exclude(unit_id__in=mine)
    return frozenset(rows.values_list("key", flat=True))


def _unveiled(entry: EntryInfo, veiled: frozenset[str]) -> EntryInfo:
    if not veiled or entry.key.partition(PART)[0] not in veiled:
        return entry
    return replace(entry, label=VEILED, evidence=VEILED, data={}, recorded_by=VEILED, told_as="")


def bears(dimension: str, value: str) -> bool:
    """Whether any entry ever told of it: a park or a chain."""
    return Entry.objects.filter(**{dimension: value}).exists()


def told_of(dimension: str) -> frozenset[str]:
    """All that entries ever told of: parks or chains."""
    rows = Entry.objects.exclude(**{dimension: ""}).order_by().values_list(dimension, flat=True)
    return frozenset(rows.distinct())


def posted_documents(*, viewer: Actor) -> frozenset[int]:
    """Documents whose facts have given rise to entries."""
    rows = Entry.objects.filter(fact__statement__document__in=visible(viewer=viewer))
    return frozenset(rows.values_list("fact__statement__document_id", flat=True))


def _read(rows: QuerySet[Entry]) -> list[EntryInfo]:
    """Entries as values, several times as fast as by way of rows; there may be a hundred thousand of a measure."""
    belonging = cache(Within)
    return [
        EntryInfo(
            number, shape, measure, key, label, scope, Quantity(amount, unit, SENSES[sense], low, high, words),
            by_when, data, effective_on, recorded_at, name or username, basis, fact, evidence, "",
            belonging(keeper, park or None, source or None, band or None, chain or None),
        )
        for (
            number, shape, measure, key, label, scope, amount, unit, sense, low, high, words,
            by_when, data, effective_on, recorded_at, name, username, basis, fact, evidence, keeper, park, source, band,
            chain,
        ) in rows.values_list(*READ)
    ]  # fmt: skip


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
