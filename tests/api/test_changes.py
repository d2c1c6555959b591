"""Lost updates and requests sent twice: versions go out as ETag and come back as If-Match, keys answer once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from duijie.accounts.types import Actor
from duijie.pipeline import operations as pipeline
from duijie.replay import operations as replay
from duijie.replay.types import Answered, KeyTaken, StillRunning
from tests.api.calling import program, sent
from tests.cast import MORNING, bureau, he_the_clerk, lin_the_reviewer, yunhe_county, zhou_the_clerk
from tests.factories.agreements import drawn_up
from tests.factories.events import drive, fair
from tests.factories.projects import opened

pytestmark = pytest.mark.django_db
UNREAD = [
    ("patch", "/api/projects/{project}", {"fields": {"site": "东区"}}),
    ("post", "/api/projects/{project}/stage", {"stage": "lead", "effective_on": "2024-06-01"}),
    ("patch", "/api/events/{event}", {"fields": {"place": "会展中心"}}),
    ("patch", "/api/campaigns/{campaign}", {"fields": {"about": "走访"}}),
    ("patch", "/api/agreements/{agreement}", {"title": "新标题"}),
    ("post", "/api/agreements/{agreement}/clauses", {"kind": "service", "text": "协助办理手续"}),
    ("post", "/api/agreements/{agreement}/state", {"state": "dropped", "effective_on": "2024-07-01", "reason": "不谈了"}),
]  # fmt: skip


@pytest.fixture
def unit(db: None) -> int:
    yunhe_county()
    return bureau()


@pytest.fixture
def lin(unit: int) -> Actor:
    return lin_the_reviewer()


@pytest.fixture
def lins(lin: Actor) -> Client:
    return program("lin", "read", "write")


@pytest.fixture
def project(lin: Actor, unit: int) -> int:
    return opened(lin, unit, MORNING)


def test_a_field_that_only_one_side_changed_is_told_apart_from_one_that_both_did(
    lins: Client, lin: Actor, project: int
) -> None:
    at = f"/api/projects/{project}"
    read = lins.get(at)
    pipeline.edit_project(project_id=project, columns={"site": "西区", "park": "轴承园"}, by=lin, at=MORNING)
    late = sent(lins, "patch", at, {"fields": {"site": "东区", "content": "厂房"}}, If_Match=read["ETag"])
    assert (late.status_code, late["Content-Type"]) == (412, "application/problem+json")
    told = {one["field"]: (one["now"], one["yours"], one["choose"]) for one in late.json()["changed"]}
    assert told == {"fields.site": ("西区", "东区", True), "fields.park": ("轴承园", None, False)}
    assert lins.get(at).json()["fields"]["site"] == "西区"
    done = sent(
        lins, "patch", at, {"fields": {"site": "东区", "content": "厂房"}}, If_Match=late.json()["etag"]
    )
    fields = done.json()["fields"]
    assert (done.status_code, fields["site"], fields["park"], fields["content"]) == (
        200,
        "东区",
        "轴承园",
        "厂房",
    )
    assert done["ETag"] == lins.get(at)["ETag"] != read["ETag"]


def test_whatever_shows_in_a_record_changes_its_version(lins: Client, lin: Actor, project: int) -> None:
    at = f"/api/projects/{project}"
    seen = {lins.get(at)["ETag"]}
    money = {"received_on": "2024-06-30", "payer": "恒远轴承有限公司", "kind": "land", "number": "1000000"}
    received = sent(lins, "post", at + "/receipts", money)
    assert (received.status_code, received.json()["number"]) == (201, "1000000")
    seen.add(lins.get(at)["ETag"])
    agreed = {"kind": "introduced", "phase": "contract", "number": "900.5", "effective_on": "2024-06-30"}
    wrong = sent(lins, "post", at + "/amounts", agreed)
    assert (wrong.status_code, wrong.json()["number"], wrong.json()["holds"]) == (201, "900.5", True)
    right = sent(lins, "post", at + "/amounts", agreed | {"number": "90", "corrects": wrong.json()["id"]})
    assert right.status_code == 201
    assert [one["number"] for one in lins.get(at).json()["amounts"] if one["holds"]] == ["90"]
    assert sent(lins, "post", at + "/amounts", agreed | {"kind": "luck"}).status_code == 422
    seen.add(lins.get(at)["ETag"])
    moved = sent(lins, "post", at + "/stage", {"stage": "lead", "effective_on": "2024-06-01"}, If_Match="*")
    assert (moved.status_code, moved.json()["stage"]) == (200, "lead")
    assert len({*seen, moved["ETag"]}) == 4
    assert lins.get(at + "/receipts").json()[0]["payer"] == "恒远轴承有限公司"


def test_a_change_names_the_version_that_it_was_made_of(
    lins: Client, lin: Actor, unit: int, project: int
) -> None:
    numbers = {
        "project": project, "event": fair(lin, unit, MORNING), "campaign": drive(lin, unit, MORNING),
        "agreement": drawn_up(lin, unit, MORNING),
    }  # fmt: skip
    for method, path, body in UNREAD:
        at = path.format(**numbers)
        assert sent(lins, method, at, body).status_code == 428, at
        strange = sent(lins, method, at, body, If_Match='"made-up"')
        assert (strange.status_code, strange.json()["changed"]) == (412, []), at
        record = "/".join(at.split("/")[:4])
        done = sent(lins, method, at, body, If_Match=lins.get(record)["ETag"])
        assert (done.status_code, done["ETag"]) == (200, lins.get(record)["ETag"]), done.content.decode()


def test_who_keeps_it_not_changes_it_not(lin: Actor, unit: int, project: int) -> None:
    zhou_the_clerk(unit)
    he_the_clerk(bureau("城郊乡"))
    body = {"fields": {"site": "东区"}}
    at = f"/api/projects/{project}"
    assert sent(program("he", "read", "write"), "patch", at, body, If_Match="*").status_code == 403
    zhous = program("zhou", "read", "write")
    assert sent(zhous, "patch", at, body, If_Match="*").status_code == 200
    people = sent(zhous, "patch", at, {"fields": {"agent": "周办"}}, If_Match="*")
    assert people.status_code == 422 and "agent" not in zhous.get(at).json()["fields"]


def test_a_request_sent_twice_under_a_key_is_carried_out_once(lins: Client, unit: int) -> None:
    body: dict[str, Any] = {"name": "新材料项目", "unit": unit, "fields": {"investor": "远拓新材料有限公司"}}
    first = sent(lins, "post", "/api/projects", body, Idempotency_Key="a-1")
    again = sent(lins, "post", "/api/projects", body, Idempotency_Key="a-1")
    assert (first.status_code, again.status_code, again.content) == (201, 201, first.content)
    assert (again["ETag"], again["Location"]) == (first["ETag"], first["Location"])
    assert again["Idempotent-Replayed"] == "true" and "Idempotent-Replayed" not in first
    assert lins.get("/api/projects").json()["count"] == 1
    other = sent(lins, "post", "/api/projects", {**body, "name": "别的"}, Idempotency_Key="a-1")
    assert (other.status_code, lins.get("/api/projects").json()["count"]) == (422, 1)
    lin_the_reviewer()
    assert (
        sent(program("lin", "write"), "post", "/api/projects", body, Idempotency_Key="a-1").status_code == 422
    )


def test_what_was_refused_may_come_again_under_its_key(lins: Client, unit: int) -> None:
    wrong = {"name": "新材料项目", "unit": unit, "fields": {"no_such": "x"}}
    assert sent(lins, "post", "/api/projects", wrong, Idempotency_Key="a-1").status_code == 422
    right = {"name": "新材料项目", "unit": unit}
    assert sent(lins, "post", "/api/projects", right, Idempotency_Key="a-1").status_code == 201
    assert sent(lins, "post", "/api/projects", right, Idempotency_Key="é" * 3).status_code == 400


def test_a_key_is_held_while_its_request_runs_and_kept_for_a_day(lin: Actor) -> None:
    now = timezone.now()
    assert replay.claim(key="k", digest="d", by=lin, at=now) is None
    with pytest.raises(StillRunning):
        replay.claim(key="k", digest="d", by=lin, at=now)
    # One that was cut off did nothing, and may come again.
    assert replay.claim(key="k", digest="d", by=lin, at=now + timedelta(minutes=6)) is None
    replay.answered(key="k", by=lin, status=201, headers={}, body="{}")
    replay.let_go(key="k", by=lin)
    told = replay.claim(key="k", digest="d", by=lin, at=now + timedelta(minutes=7))
    assert told == Answered(201, {}, "{}")
    with pytest.raises(KeyTaken):
        replay.claim(key="k", digest="other", by=lin, at=now + timedelta(hours=23))
    assert replay.claim(key="k", digest="other", by=lin, at=now + timedelta(hours=25)) is None


def test_a_request_that_comes_while_the_same_one_runs_is_told_to_wait(
    lins: Client, lin: Actor, unit: int
) -> None:
    body = {"name": "新材料项目", "unit": unit}
    replay.claim(key="k", digest="of another request", by=lin, at=timezone.now())
    assert sent(lins, "post", "/api/projects", body, Idempotency_Key="k").status_code == 422
    sent(lins, "post", "/api/projects", body, Idempotency_Key="j")
    replay.Sent.objects.filter(key="j").update(status=0)
    assert sent(lins, "post", "/api/projects", body, Idempotency_Key="j").status_code == 409
