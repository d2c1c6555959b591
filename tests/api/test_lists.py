"""Lists: pages join, what was touched since a moment is told, and what is not seen is only counted."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from duijie.accounts.types import Actor
from duijie.agreements.operations import edit
from duijie.directory.operations import describe, enter_organisation
from duijie.engagement.operations import save_campaign, save_event
from duijie.leads.operations import register, take_step
from duijie.pipeline import operations as pipeline
from tests.api.calling import program, sent
from tests.cast import (
    EVENING,
    MORNING,
    NOON,
    bureau,
    he_the_clerk,
    lin_the_reviewer,
    yunhe_county,
    zhou_the_clerk,
)
from tests.factories.agreements import drawn_up
from tests.factories.events import drive, fair
from tests.factories.projects import opened

pytestmark = pytest.mark.django_db
LISTS = ("projects", "leads", "events", "campaigns", "agreements", "organisations")


@pytest.fixture
def lin(db: None) -> Actor:
    yunhe_county()
    return lin_the_reviewer()


@pytest.fixture
def five_of_each(lin: Actor) -> dict[str, list[int]]:
    """Five records of each kind, of which the last but one is touched at noon."""
    unit = bureau()
    found: dict[str, list[int]] = {name: [] for name in LISTS}
    for number in range(5):
        day = MORNING.date() - timedelta(days=number // 2)
        found["projects"].append(opened(lin, unit, MORNING, name=f"项目{number}"))
        found["leads"].append(
            register(
                name=f"线索{number}", investor="某公司", contact="陈", unit_id=unit, by=lin, at=MORNING
            ).lead_id
        )
        found["events"].append(fair(lin, unit, MORNING, day=day, name=f"活动{number}"))
        found["campaigns"].append(
            drive(lin, unit, MORNING, name=f"行动{number}", begins_on=f"2024-05-0{1 + number // 2}")
        )
        found["agreements"].append(drawn_up(lin, unit, MORNING, title=f"协议{number}"))
        found["organisations"].append(enter_organisation(name=f"青禾{number}有限公司", by=lin, at=MORNING))
    pipeline.edit_project(project_id=found["projects"][3], columns={"site": "东区"}, by=lin, at=NOON)
    take_step(lead_id=found["leads"][3], act="answered", text="已联系", by=lin, at=NOON)
    save_event(event_id=found["events"][3], values={"place": "会展中心"}, by=lin, at=NOON)
    save_campaign(campaign_id=found["campaigns"][3], values={"about": "走访"}, by=lin, at=NOON)
    edit(agreement_id=found["agreements"][3], number="HT-3", by=lin, at=NOON)
    describe(organisation_id=found["organisations"][3], values={"address": "东路1号"}, by=lin, at=NOON)
    return found


def walked(client: Client, name: str, **asked: str) -> list[int]:
    found: list[int] = []
    cursor = ""
    while True:
        page = client.get(f"/api/{name}", {**asked, "limit": 2, "cursor": cursor}).json()
        found += [one["id"] for one in page[name]]
        if not (cursor := page["next"]):
            return found


def test_pages_join_without_gap_or_double_and_tell_what_was_touched(
    five_of_each: dict[str, list[int]],
) -> None:
    lins = program("lin", "read")
    for name in LISTS:
        every = lins.get(f"/api/{name}").json()[name]
        assert walked(lins, name) == [one["id"] for one in every], name
        assert sorted(walked(lins, name)) >= five_of_each[name], name
        late = walked(lins, name, updated_since=(MORNING + timedelta(hours=1)).isoformat())
        assert late == [five_of_each[name][3]], name
        assert walked(lins, name, updated_since=EVENING.isoformat()) == []
        assert lins.get(f"/api/{name}", {"cursor": "abc"}).status_code == 404


def test_the_filters_of_the_page_hold(lin: Actor) -> None:
    unit = bureau()
    below = bureau("高新区", parent=unit)
    small = opened(lin, below, MORNING, name="小项目", industry="3451")
    opened(lin, bureau("农业局"), MORNING, name="大项目")
    lins = program("lin", "read")

    def asked(**what: object) -> list[int]:
        return [one["id"] for one in lins.get("/api/projects", what).json()["projects"]]

    assert asked(unit=unit) == asked(industry="34") == asked(text="小") == [small]
    assert asked(stage=["lead", "signed"]) == [] and len(asked(stage=["lead", "reserve"])) == 2


def test_what_a_caller_does_not_read_is_counted_and_not_found(lin: Actor) -> None:
    unit = bureau()
    secret = opened(lin, unit, MORNING, confidential=True)
    he_the_clerk(bureau("城郊乡"))
    hes = program("he", "read", "write")
    page = hes.get("/api/projects").json()
    assert (page["projects"], page["count"], page["hidden"]) == ([], 1, 1)
    assert hes.get(f"/api/projects/{secret}").status_code == 404
    assert (
        sent(hes, "patch", f"/api/projects/{secret}", {"fields": {"site": "x"}}, If_Match="*").status_code
        == 404
    )
    assert hes.get(f"/api/projects/{secret}/receipts").status_code == 404


def test_a_lead_names_nobody_to_programs(lin: Actor) -> None:
    zhou_the_clerk(bureau())
    zhous = program("zhou", "read", "write")
    asked = {"name": "轴承基地", "investor": "恒远轴承有限公司", "contact": "陈经理 13900000000"}
    done = sent(zhous, "post", "/api/leads", asked)
    assert done.status_code == 201 and "陈经理" not in done.content.decode()
    again = sent(zhous, "post", "/api/leads", asked)
    assert again.json()["alike"][0]["lead"] == done.json()["lead"]["id"]
    lead = f"/api/leads/{done.json()['lead']['id']}"
    step = sent(
        zhous,
        "post",
        lead + "/steps",
        {"act": "answered", "text": "已联系"},
        If_Match=zhous.get(lead)["ETag"],
    )
    assert [one["act"] for one in step.json()["acts"]] == ["answered"]


def test_a_moment_in_any_zone_is_taken(lin: Actor) -> None:
    lins = program("lin", "read")
    for moment in ("1169-09-13T03:19:58-19:31", "2024-07-01T09:00:00+08:00"):
        assert lins.get("/api/projects", {"updated_since": moment}).status_code == 200
        assert lins.get("/api/figures", {"known_at": moment}).status_code == 200
    assert lins.get("/api/projects", {"updated_since": "0001-01-01T00:00:00+14:00"}).status_code == 422
