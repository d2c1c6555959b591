"""The feed of what was done: ActivityStreams 2.0, resumed by a cursor, without what the caller does not read."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from duijie.accounts.models import AuditRow
from duijie.accounts.operations import log
from duijie.accounts.queries import acts
from duijie.accounts.types import Actor
from duijie.leads.operations import register
from duijie.pipeline import operations as pipeline
from tests.api.calling import program
from tests.cast import MORNING, bureau, he_the_clerk, lin_the_reviewer, yunhe_county
from tests.factories.events import fair
from tests.factories.projects import opened

pytestmark = pytest.mark.django_db


@pytest.fixture
def lin(db: None) -> Actor:
    yunhe_county()
    return lin_the_reviewer()


def followed(client: Client, address: str) -> tuple[list[dict[str, object]], str]:
    items: list[dict[str, object]] = []
    while True:
        page = client.get(address).json()
        assert (page["type"], page["@context"][0]) == (
            "OrderedCollectionPage", "https://www.w3.org/ns/activitystreams",
        )  # fmt: skip
        items += page["orderedItems"]
        if "next" not in page:
            return items, page["resume"]
        address = page["next"]


def test_it_tells_what_was_done_to_what_and_is_resumed_where_it_ended(lin: Actor) -> None:
    unit = bureau()
    project = opened(lin, unit, MORNING)
    event = fair(lin, unit, MORNING)
    lins = program("lin", "read")
    begun = lins.get("/api/feed")
    assert begun["Content-Type"] == "application/activity+json"
    assert begun.json()["type"] == "OrderedCollection"
    items, resume = followed(lins, begun.json()["first"] + "?limit=2")
    root = "http://testserver/api"
    assert [(one["type"], one["object"]["id"]) for one in items] == [  # type: ignore[index]
        ("Create", f"{root}/projects/{project}"),
        ("Create", f"{root}/events/{event}"),
        ("Update", f"{root}/events/{event}"),  # what follows a fair by the table
    ]
    assert followed(lins, resume)[0] == []
    pipeline.edit_project(project_id=project, columns={"site": "秘密谷"}, by=lin, at=MORNING)
    (late,), _ = followed(lins, resume)
    assert (late["type"], late["operation"], late["fields"]) == ("Update", "edit_project", ["site"])
    assert "秘密谷" not in str(late) and "林审" not in str(late)
    assert lins.get(late["object"]["id"]).json()["fields"]["site"] == "秘密谷"  # type: ignore[index]


def test_acts_on_what_the_caller_does_not_read_are_left_out(lin: Actor) -> None:
    unit = bureau()
    opened(lin, unit, MORNING, confidential=True)
    seen = opened(lin, unit, MORNING, name="公开项目")
    register(name="轴承", investor="某公司", contact="陈", unit_id=unit, by=lin, at=MORNING)
    he_the_clerk(bureau("城郊乡"))
    items, _ = followed(program("he", "read"), "/api/feed/page")
    assert {one["object"]["id"] for one in items} == {f"http://testserver/api/projects/{seen}"}  # type: ignore[index]


def test_the_latest_acts_wait_for_one_whose_number_is_missing(lin: Actor) -> None:
    """A number is given before its act is committed: whoever went on behind it would never see it."""
    now = datetime.now(tz=UTC)
    first = log(by=lin, at=now, operation="note", subject="project:1")
    AuditRow.objects.create(pk=first + 2, at=now, by_id=lin.user_id, operation="note", subject="project:1")
    assert [one.id for one in acts(after=first - 1, now=now, limit=9)] == [first]
    later = now + timedelta(minutes=3)
    assert [one.id for one in acts(after=first - 1, now=later, limit=9)] == [first, first + 2]
