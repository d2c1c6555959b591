"""The parks that the documents of the demo case name, with the quotas that these print."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from duijie.accounts.queries import own_region
from duijie.accounts.types import Actor
from duijie.documents.queries import listing
from duijie.kernel.quantity import Quantity
from duijie.ledger import queries as ledger
from duijie.parks.operations import call_also, save_park, set_industry, set_quota
from duijie.parks.queries import parks_named


def lay_out(case: Mapping[str, Any], *, by: Actor, at: datetime) -> int:
    """Add the parks of the case that are not there yet; how many. A quota rests on the entry that a document gave."""
    rows = case["park"]
    there = parks_named(row["name"] for row in rows)
    documents = {one.name: one for one in listing(viewer=by)}
    said = {
        one.key: one
        for one in ledger.entries(
            measures=["output"], as_of=own_region().closed_on or date.max, known_at=at, viewer=by
        )
        if one.shape == "quota"
    }
    zone = there.get(rows[0]["name"])
    for row in rows:
        if row["name"] in there:
            continue
        document = documents[row["document"]]
        number = save_park(
            values={name: row.get(name, "") for name in ("name", "kind", "level", "note")}, parent_id=zone,
            built=row.get("built", True), document_id=document.id, by=by, at=at,
        )  # fmt: skip
        zone = zone or number
        for name in row.get("also", ()):
            call_also(park_id=number, name=name, by=by, at=at)
        if "industry" in row:
            set_industry(
                park_id=number, code=row["industry"], standing="leading", note="按名称归类", by=by, at=at
            )
        quota = row.get("quota")
        if quota and quota["key"] in said and document.dated_on:
            entry = said[quota["key"]]
            _quota(number, entry.quantity, entry.id, document.dated_on, quota, document.name, by, at)
    return len(rows) - len(there)


def _quota(
    park: int, quantity: Quantity, entry: int, told_on: date, quota: Mapping[str, Any], name: str, by: Actor,
    at: datetime,
) -> None:  # fmt: skip
    earliest, latest = (told_on.replace(year=told_on.year + quota[end]) for end in ("from", "to"))
    set_quota(
        park_id=park, kind="output", quantity=quantity, earliest_on=earliest, due_on=latest, entry_id=entry,
        source=f"{name}：{quota['key']}{quantity.words}", by=by, at=at,
    )  # fmt: skip
