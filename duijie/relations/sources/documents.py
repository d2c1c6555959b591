"""Ties that documents tell of and no record of our own: agreements, joint projects, platforms, channels of a campaign."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, date, datetime
from itertools import combinations
from typing import Final

from duijie.kernel.words import Words
from duijie.ledger import queries as ledger
from duijie.ledger.models import Entry
from duijie.ledger.rules import MEASURE_OF_STAGE
from duijie.ledger.types import EntryInfo
from duijie.relations.sources import Raw, Source
from duijie.relations.sources.nodes import Nodes
from duijie.relations.types import Record

EVER: Final = datetime(9999, 1, 1, tzinfo=UTC)
PROJECTS: Final = frozenset(MEASURE_OF_STAGE.values())
JOINT: Final = frozenset({"joint_venture", "cooperation"})


def _entries(nodes: Nodes) -> Iterable[Raw]:
    """Entries that rest on a document's words. What is known to be a record of ours is tied by that record alone."""
    measures = ["agreements", "campaigns", "platforms", *sorted(PROJECTS)]
    known = ledger.knowledge(known_at=EVER, viewer=nodes.viewer)

    def entries(measures: list[str], *, told: bool) -> list[EntryInfo]:
        return ledger.entries(
            measures=measures, as_of=date.max, known_at=EVER, viewer=nodes.viewer, known=known, told=told
        )

    # Of the projects of years nearly all entries are our own records': these are not even read.
    found = sorted(entries(measures, told=True), key=lambda one: one.id)
    own = entries(["platforms"], told=False) if any(one.measure == "platforms" for one in found) else []
    recorded = {entry.key for entry in own if "platform" in entry.data}
    for entry in found:
        if entry.shape != "item" or entry.told_as or entry.key in recorded:
            continue
        day = entry.effective_on
        parties = [who for name in entry.data.get("parties") or () if (who := nodes.named(name)) is not None]
        if entry.measure == "agreements":
            # "We signed with A, B and C" ties us to each and none of them to another.
            ours = nodes.region() in parties
            for one, other in combinations(dict.fromkeys(parties), 2):
                if not ours or nodes.region() in (one, other):
                    yield Raw(one, other, "agreement", None, None, day, entry.id)
        elif entry.measure == "campaigns":
            for name in entry.data.get("channels") or ():
                yield Raw(nodes.region(), nodes.named(name), "channel", None, None, day, entry.id)
        elif entry.measure == "platforms":
            ends = nodes.named(entry.data.get("host") or ""), nodes.named(entry.data.get("partner") or "")
            yield Raw(*ends, "platform", None, None, day, entry.id)
        else:
            early = entry.measure in ("projects.talks", "projects.intent")
            for who in dict.fromkeys(parties):
                yield Raw(nodes.region(), who, "talks" if early else "invested", None, None, day, entry.id)
            for one, other in combinations(dict.fromkeys(parties), 2):
                yield Raw(one, other, "venture", None, None, day, entry.id)


def _told_entries(numbers: Collection[int]) -> Mapping[int, Record]:
    rows = Entry.objects.filter(pk__in=numbers).values_list(
        "pk", "label", "fact__statement_id", "fact__statement__document_id", "fact__statement__document__name"
    )
    return {
        pk: Record(Words(f"材料：{label}", f"document: {label}"), "", document, name or "", statement or "")
        for pk, label, statement, document, name in rows
    }


SOURCES: Final = (Source("entry", _entries, _told_entries),)
