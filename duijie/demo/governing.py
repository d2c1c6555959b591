"""The leading group, the policy and the tasks that the documents of the demo case name."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from duijie.accounts.operations import add_unit
from duijie.accounts.queries import own_region
from duijie.accounts.types import Actor
from duijie.documents.queries import listing, original_text
from duijie.documents.types import DocumentInfo
from duijie.governance import queries
from duijie.governance.operations import save_body, save_policy, seat
from duijie.governance.tasks.operations import give
from duijie.governance.tasks.queries import tasks
from duijie.ledger import queries as ledger


def govern(case: Mapping[str, Any], *, by: Actor, at: datetime) -> int:
    """Add the body, the policy and the tasks of the case that are not there yet; how many tasks."""
    documents = {one.name: one for one in listing(viewer=by)}
    closed = own_region().closed_on or date.max
    groups = {one.name: one.id for one in queries.bodies(viewer=by, today=closed, over=True)}
    for row in case["body"]:
        if row["name"] not in groups:
            groups[row["name"]] = _body(row, documents[row["document"]], by, at)
    group = groups[case["body"][0]["name"]]
    held = {one.title: one.id for one in queries.policies(viewer=by, today=closed, limit=10_000)[0]}
    for row in case["policy"]:
        if row["title"] not in held:
            document = documents[row["document"]]
            held[row["title"]] = save_policy(
                values={"title": row["title"], "issuer": row["issuer"]}, body_id=group, document_id=document.id,
                unit_id=add_unit(name=case["body"][0]["unit"], by=by, at=at), by=by, at=at,
            )  # fmt: skip
    said = {
        one.key: one
        for one in ledger.entries(measures=["output"], as_of=closed, known_at=at, viewer=by)
        if one.shape == "quota"
    }
    given = {one.title: one.id for one in tasks(viewer=by, as_of=closed).lines}
    new = [row for row in case["task"] if row["title"] not in given]
    for row in new:
        document, quota = documents[row["document"]], said.get(row.get("key", ""))
        begins = document.dated_on or closed
        first = original_text(document_id=document.id, viewer=by).index(row["words"])
        given[row["title"]] = give(
            title=row["title"], unit_id=add_unit(name=row["unit"], by=by, at=at), begins_on=begins,
            due_on=begins.replace(year=begins.year + row["years"]) if row["years"] else date(begins.year, 12, 31),
            above_id=given.get(row.get("above", "")), body_id=group, policy_id=held.get(row.get("policy", "")),
            document_id=document.id, span=(first, first + len(row["words"])),
            quantity=quota.quantity if quota else None, measure="output" if quota else "",
            entry_id=quota.id if quota else None, by=by, at=at,
        )  # fmt: skip
    return len(new)


def _body(row: Mapping[str, Any], document: DocumentInfo, by: Actor, at: datetime) -> int:
    number = save_body(
        values={"name": row["name"], "kind": row["kind"], "founded_on": str(document.dated_on or "")},
        unit_id=add_unit(name=row["unit"], by=by, at=at), document_id=document.id, by=by, at=at,
    )  # fmt: skip
    for one in row["seats"]:
        values = {"post": one["post"], "since": str(document.dated_on or "")}
        seat(of="body", number=number, role=one["role"], values=values, by=by, at=at)
    return number
