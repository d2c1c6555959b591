"""Pages and forms of engagement: what they show, refuse, and keep from others."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from duijie.accounts.types import Actor
from duijie.agreements.operations import add_clause
from duijie.engagement import operations, queries
from duijie.signings.operations import sign
from duijie.visits.queries import visits
from tests.cast import (
    MORNING,
    NOON,
    bureau,
    guo_the_guest,
    he_the_clerk,
    mei_the_second_reviewer,
    shen_the_auditor,
    zhou_the_clerk,
)
from tests.factories.agreements import signed
from tests.factories.events import FAIR_DAY, chamber, drive, fair, planned
from tests.factories.projects import advance, opened

TODAY = date(2024, 7, 1)
EVENT = {
    "name": "春季洽谈会", "kind": "fair", "state": "held", "begins_on": "2024-05-18", "ends_on": "2024-05-19",
    "place": "廊坊", "channels": "云州商会",
}  # fmt: skip


def number_in(address: str) -> int:
    found = re.search(r"/(\d+)/", address)
    assert found is not None
    return int(found[1])


def text_of(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, answer.content.decode()
    return answer.content.decode()


def contract(lin: Actor, unit: int, name: str) -> int:
    project = opened(lin, unit, MORNING, name=name, site=f"{name}地块")
    advance(project, "signed", lin, mei_the_second_reviewer(), MORNING, day=FAIR_DAY)
    return project


def test_empty_pages_say_what_to_do_next(browser: Client) -> None:
    for address, hint in (
        ("/events/", "/events/new/"), ("/campaigns/", "/campaigns/new/"), ("/channels/", "/channels/new/"),
        ("/visits/", "/visits/new/"), ("/visits/calls/", "/visits/calls/new/"), ("/events/to-do/", "没有待办"),
        ("/calendar/", "/events/new/"),
    ):  # fmt: skip
        page = text_of(browser, address)
        assert 'class="nothing"' in page or "nothing" in page
        assert hint in page
    assert "减少关键词" in text_of(browser, "/events/?text=xyz")
    for address in (
        "/events/9/",
        "/campaigns/9/",
        "/channels/9/",
        "/visits/9/",
        "/signings/9/",
        "/events/to-do/9/",
    ):
        text_of(browser, address, 404)


def test_an_event_is_planned_filled_signed_at_and_followed_up_by_forms(browser: Client, lin: Actor) -> None:
    unit = bureau()
    chamber(lin, unit, MORNING)
    campaign = number_in(
        browser.post(
            "/campaigns/new/",
            {
                "name": "攻坚月",
                "begins_on": "2024-05-01",
                "ends_on": "2024-05-31",
                "quota_signed": "2",
                "unit": unit,
            },
        )["Location"]
    )
    wrong = browser.post(
        "/events/new/", {**EVENT, "begins_on": "soon", "channels": "没有的商会", "unit": unit}
    )
    assert wrong.status_code == 422 and "没有名为" in wrong.content.decode()
    wrong = browser.post("/events/new/", {**EVENT, "begins_on": "soon", "unit": unit})
    assert (
        wrong.status_code == 422
        and "2024-01-31" in wrong.content.decode()
        and "廊坊" in wrong.content.decode()
    )
    event = number_in(browser.post("/events/new/", {**EVENT, "campaign": campaign, "unit": unit})["Location"])
    at = f"/events/{event}/"
    done = browser.post(
        f"{at}programme/",
        {"host": "云禾县", "co_host": "", "organiser": "", "programme": "09:30 开幕 | 县长"},
    )
    assert done.status_code == 302
    assert (
        browser.post(
            f"{at}guests/new/", {"name": "恒远轴承", "state": "attended", "persons": "赵明 经理"}
        ).status_code
        == 302
    )
    assert (
        browser.post(
            f"{at}costs/new/", {"what": "场地", "number": "5,000", "spent_on": "2024-05-18"}
        ).status_code
        == 302
    )
    assert (
        browser.post(
            f"{at}costs/new/", {"what": "场地", "number": "many", "spent_on": "2024-05-18"}
        ).status_code
        == 422
    )
    project = contract(lin, unit, "轴承项目")
    told = browser.post(
        f"{at}signings/new/", {"project": "轴承", "kind": "formal", "signed_on": "2024-05-18"}, follow=True
    )
    assert "已登记" in told.content.decode() and "计入" in told.content.decode()
    again = browser.post(
        f"{at}signings/new/", {"project": project, "kind": "formal", "signed_on": "2024-05-19"}, follow=True
    )
    assert "首次签约" in again.content.decode() and "以前签过" in again.content.decode()
    assert browser.post(f"{at}projects/new/", {"project": str(project)}).status_code == 302
    word = {"project": str(project), "touched_on": "2024-05-18", "said_by": "投资方"}
    assert browser.post(f"{at}brought/", word).status_code == 302
    assert browser.post(f"{at}brought/", {**word, "said_by": ""}).status_code == 422
    page = text_of(browser, at)
    for said in (
        "09:30",
        "开幕",
        "县长",
        "恒远轴承",
        "赵明",
        "云州商会",
        "30 天回访",
        "重复签约",
    ):
        assert said in page
    assert "轴承项目" in text_of(browser, f"{at}came/signed/")
    assert "50%" in text_of(browser, f"/campaigns/{campaign}/")
    due = queries.follow_ups(viewer=lin, today=TODAY, event_id=event)[0]
    assert (
        browser.post(f"/events/to-do/{due.id}/", {"outcome": "", "done_on": "2024-06-20"}).status_code == 422
    )
    assert (
        browser.post(f"/events/to-do/{due.id}/", {"outcome": "已回访", "done_on": "2024-06-20"}).status_code
        == 302
    )
    text_of(browser, f"/events/to-do/{due.id}/", 404)
    assert "已回访" in text_of(browser, "/events/to-do/?done=all")
    edited = text_of(browser, f"{at}details/")
    assert 'value="春季洽谈会"' in edited and "云州商会" in edited
    assert browser.post(f"{at}details/", {**EVENT, "name": "改名", "campaign": campaign}).status_code == 302
    assert "改名" in text_of(browser, "/events/?kind=fair&amp;since=2024-05-01")


def test_a_signing_is_corrected_and_a_closed_gate_says_what_is_missing(browser: Client, lin: Actor) -> None:
    unit = bureau()
    event = fair(lin, unit, MORNING)
    early = opened(lin, unit, MORNING, name="早期项目", site="北地块")
    refused = browser.post(
        f"/events/{event}/signings/new/",
        {"project": str(early), "kind": "formal", "signed_on": "2024-05-18", "enter_stage": "yes"},
    )
    assert refused.status_code == 422 and "未作任何登记" in refused.content.decode()
    project = contract(lin, unit, "轴承项目")
    number = sign(
        project_id=project,
        kind="formal",
        signed_on=FAIR_DAY,
        event_id=event,
        number=Decimal(9),
        by=lin,
        at=NOON,
    ).signing_id
    given = {"signed_on": "2024-05-18", "number": "7", "reason": ""}
    assert browser.post(f"/signings/{number}/", given).status_code == 422
    assert browser.post(f"/signings/{number}/", {**given, "reason": "笔误"}).status_code == 302
    text_of(browser, f"/signings/{number}/", 404)
    page = text_of(browser, f"/events/{event}/")
    assert "公布 7 元" in page


def test_a_project_shows_what_brought_it_and_where_it_was_signed(browser: Client, lin: Actor) -> None:
    unit = bureau()
    project, event = contract(lin, unit, "轴承项目"), fair(lin, unit, MORNING)
    page = text_of(browser, f"/projects/{project}/?part=more")
    assert "没有人登记过它由何而来" in page
    sign(
        project_id=project, kind="formal", signed_on=FAIR_DAY, event_id=event, number=Decimal(200_000_000), by=lin, at=MORNING
    )  # fmt: skip
    operations.say_origin(
        project_id=project, event_id=event, touched_on=FAIR_DAY, said_by="周办", by=lin, at=MORNING
    )
    page = text_of(browser, f"/projects/{project}/?part=more")
    assert f'href="/events/{event}/"' in page and "首触" in page and "周办" in page
    page = text_of(browser, f"/projects/{project}/?part=papers")
    assert f'href="/events/{event}/"' in page and "2 亿元" in page


def test_promises_of_agreements_stand_in_the_calendar(browser: Client, lin: Actor) -> None:
    number = signed(lin, bureau(), MORNING)
    clause = add_clause(
        agreement_id=number, kind="service", text="协助办理手续", steps=[(date(2024, 9, 12), None)], by=lin, at=MORNING
    )  # fmt: skip
    assert f'href="/agreements/{number}/#clause-{clause}"' in text_of(browser, "/calendar/?month=2024-09")
    assert f"/agreements/{number}/" not in text_of(browser, "/calendar/?month=2024-11")


@pytest.mark.parametrize(
    "asked", ["month=9999-12", "month=0001-01", "month=2024-13", "day=9999-12-31", "month="]
)
def test_a_month_that_is_none_is_this_one(browser: Client, asked: str) -> None:
    assert f"{timezone.localdate().year}" in text_of(browser, f"/calendar/?{asked}")


def test_visits_tell_of_each_other_and_keep_their_notes(
    lin: Actor, as_person: Callable[[str], Client]
) -> None:
    mine, other = bureau("东园"), bureau("西园")
    zhou_the_clerk(mine)
    he_the_clerk(other)
    soon = (timezone.localdate() + timedelta(days=3)).isoformat()
    visit = {
        "direction": "out",
        "name": "恒远轴承",
        "purpose": "approach",
        "state": "planned",
        "begins_on": soon,
    }
    zhou, he = as_person("zhou"), as_person("he")
    assert (
        zhou.post("/visits/new/", {**visit, "notes": "底价三百万", "theirs": "赵明 经理"}).status_code == 302
    )
    told = he.post("/visits/new/", visit, follow=True)
    assert "两个单位都计划见恒远轴承" in told.content.decode()
    assert he.post("/visits/new/", {**visit, "next_step": "寄方案"}).status_code == 422
    first = visits(viewer=lin, today=timezone.localdate()).lines[-1].id
    assert "底价三百万" in text_of(zhou, f"/visits/{first}/") and "底价三百万" not in text_of(
        he, f"/visits/{first}/"
    )
    assert "东园" in text_of(he, "/visits/") and "恒远轴承" in text_of(he, f"/calendar/?month={soon[:7]}")
    text_of(he, f"/visits/{first}/details/", 403)
    assert "底价三百万" in text_of(zhou, f"/visits/{first}/details/")
    made = {**visit, "state": "planned", "next_step": "寄方案", "next_on": soon}
    assert zhou.post(f"/visits/{first}/details/", made).status_code == 302
    assert (
        zhou.post(
            f"/visits/{first}/done/", {"outcome": "已寄", "done_on": str(timezone.localdate())}
        ).status_code
        == 302
    )
    assert "已寄" in text_of(zhou, f"/visits/{first}/")
    call = {"name": "恒远轴承", "method": "call", "on": "2024-05-01", "subject": "问用地"}
    assert zhou.post("/visits/calls/new/", call).status_code == 302
    assert zhou.post("/visits/calls/new/", {**call, "on": ""}).status_code == 422
    assert "问用地" in text_of(he, "/visits/calls/")


def test_who_may_not_write_sees_no_buttons_and_guests_nothing(
    lin: Actor, as_person: Callable[[str], Client]
) -> None:
    shen_the_auditor()
    guo_the_guest()
    event = fair(lin, bureau(), MORNING)
    auditor = as_person("shen")
    page = text_of(auditor, f"/events/{event}/")
    assert "/signings/new/" not in page and "/details/" not in page
    text_of(auditor, f"/events/{event}/guests/new/", 403)
    text_of(auditor, "/events/new/", 403)
    guest = as_person("guo")
    assert "经贸洽谈会" not in text_of(guest, "/events/", 403)
    text_of(guest, f"/events/{event}/", 403)


QUERIES = {
    "/calendar/?month=2024-05": 15, "/events/": 8, "/events/{event}/": 36, "/events/to-do/": 7, "/campaigns/": 8,
    "/campaigns/{campaign}/": 24, "/channels/": 7, "/channels/{channel}/": 19, "/visits/": 9, "/visits/{visit}/": 14,
    "/visits/calls/": 6, "/events/{event}/came/signed/": 19, "/events/{event}/signings/new/": 13,
}  # fmt: skip


def test_a_page_asks_no_more_the_more_there_is(browser: Client, lin: Actor) -> None:
    unit = bureau()
    campaign, channel = drive(lin, unit, MORNING), chamber(lin, unit, MORNING)
    for place in range(3):
        event = fair(lin, unit, MORNING, name=f"第{place}场", campaign_id=campaign, channel_ids=[channel])
        visit = planned(lin, unit, MORNING, name=f"第{place}公司").visit_id
    for place in range(4):
        operations.save_guest(
            event_id=event, values={"name": f"第{place}客商"}, persons=[("赵", "经理")], by=lin, at=MORNING
        )
        project = contract(lin, unit, f"第{place}项目")
        sign(project_id=project, kind="formal", signed_on=FAIR_DAY, event_id=event, by=lin, at=NOON)
        operations.say_origin(
            project_id=project, event_id=event, touched_on=FAIR_DAY, said_by="投资方", by=lin, at=NOON
        )
    above = {}
    for address, most in QUERIES.items():
        with CaptureQueriesContext(connection) as asked:
            answer = browser.get(address.format(event=event, campaign=campaign, channel=channel, visit=visit))
        assert answer.status_code == 200, address
        if len(asked) > most:
            above[address] = (len(asked), most)
    assert above == {}
