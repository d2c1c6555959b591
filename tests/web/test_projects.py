"""Lists, the board, acts on one and on several projects, leads: what the pages tell, refuse and keep."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from duijie.accounts.models import AuditRow, SavedFilter
from duijie.accounts.operations import add_user
from duijie.accounts.types import Actor
from duijie.documents.models import Document
from duijie.funds.queries import receipts
from duijie.kernel.typed import typed_amount
from duijie.leads.models import Lead
from duijie.leads.operations import register
from duijie.pipeline import operations, queries
from duijie.pipeline.models import Project
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
from tests.factories.projects import opened, supply

pytestmark = pytest.mark.django_db
DAY = date(2024, 6, 1)
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def zhou(lin: Actor) -> Actor:
    return zhou_the_clerk(bureau("招商局"))


@pytest.fixture
def he(lin: Actor) -> Actor:
    return he_the_clerk(bureau("开发区"))


@pytest.fixture
def bearing(zhou: Actor) -> int:
    """A project in talks that lacks a good deal."""
    assert zhou.unit_id
    project = opened(zhou, zhou.unit_id, MORNING)
    supply(project, "talks", zhou, MORNING, day=DAY)
    operations.move(project_id=project, stage="talks", effective_on=DAY, by=zhou, at=MORNING)
    return project


def text(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, address
    return answer.content.decode()


def told(answer: object) -> list[str]:
    return [str(one) for one in get_messages(answer.wsgi_request)]  # type: ignore[attr-defined]


def test_an_empty_list_board_and_page_say_what_to_do_next(browser: Client) -> None:
    for address in ("/projects/", "/projects/board/"):
        assert 'href="/leads/new/"' in text(browser, address)
    assert "还没有项目" in text(browser, "/projects/")
    assert "没有线索" in text(browser, "/leads/")
    assert "没有预警" in text(browser, "/warnings/")
    assert "没有待办" in text(browser, "/waiting/")


def test_an_act_can_take_all_that_the_filters_leave(browser: Client, zhou: Actor, bearing: int) -> None:
    assert zhou.unit_id
    others = [
        opened(zhou, zhou.unit_id, MORNING, name=f"仓储项目{place}", site=f"西{place}") for place in range(3)
    ]
    given = {"act": "note", "all": "yes", "back": "text=仓储", "text": "已电话联系"}
    page = browser.post("/projects/bulk/", {**given, "step": "look"}).content.decode()
    assert [f'name="project" value="{one}"' in page for one in (*others, bearing)] == [
        True,
        True,
        True,
        False,
    ]


def test_early_warning_follows_the_page(browser: Client, bearing: int) -> None:
    address = f"/projects/{bearing}/?part=warnings"
    assert f'hx-get="{address}" hx-trigger="load"' in text(browser, f"/projects/{bearing}/")
    part = browser.get(address, headers={"hx-request": "true"}).content.decode()
    assert 'id="warnings"' in part and "<html" not in part
    assert "<html" in text(browser, address)
    text(browser, "/projects/9999/?part=warnings", status=404)


def test_filters_in_the_address_narrow_the_list(browser: Client, bearing: int) -> None:
    for query, there in [
        ("stage=talks", True), ("stage=signed", False), ("text=轴承", True), ("lacking=yes", True), ("park=东", False),
        ("signed_from=2024-01-01", False), ("stage=nonsense&unit=999&sort=x&column=y", True), ("status=lost", False),
    ]:  # fmt: skip
        page = text(browser, f"/projects/?{query}")
        assert (f'href="/projects/{bearing}/"' in page) is there, query
        assert ('class="nothing"' in page) is not there, query
    assert "2015-09-24" in text(browser, "/projects/?signed_from=soon")


def test_a_mark_of_another_list_starts_again(browser: Client, bearing: int) -> None:
    answer = browser.get("/projects/?after=nonsense&stage=talks")
    assert answer.status_code == 302 and answer["Location"] == "/projects/?stage=talks"


def test_columns_are_chosen(browser: Client, bearing: int) -> None:
    page = text(browser, "/projects/?column=investor&column=received&column=light&column=band")
    assert '<th scope="col">投资方</th>' in page and ">总投资</th>" not in page


def test_a_confidential_project_is_counted_and_not_there_for_others(
    as_person: Callable[[str], Client], bearing: int, zhou: Actor, he: Actor
) -> None:
    operations.edit_project(project_id=bearing, columns={"confidential": True}, by=zhou, at=NOON)
    other = as_person("he")
    assert "其中 1 个保密" in text(other, "/projects/")
    text(other, f"/projects/{bearing}/", 404)
    text(other, f"/projects/{bearing}/do/note/", 404)
    assert "保密" in text(as_person("zhou"), f"/projects/{bearing}/")


def test_a_guest_gets_nowhere_and_an_auditor_changes_nothing(
    as_person: Callable[[str], Client], bearing: int
) -> None:
    guo_the_guest()
    guest = as_person("guo")
    for address in (f"/projects/{bearing}/", "/leads/new/", "/projects/"):
        text(guest, address, 403)
    shen_the_auditor()
    auditor = as_person("shen")
    assert "/do/" not in text(auditor, f"/projects/{bearing}/")
    assert "/projects/new/" not in text(auditor, "/projects/")
    text(auditor, f"/projects/{bearing}/do/note/", 403)


def test_every_part_of_a_page_opens(browser: Client, bearing: int) -> None:
    for part, title in [
        ("", "还缺什么"),
        ("money", "约定金额"),
        ("papers", "依据材料"),
        ("more", "操作记录"),
    ]:
        assert title in text(browser, f"/projects/{bearing}/?part={part}")
    assert "还缺什么" in text(browser, f"/projects/{bearing}/?part=nonsense")
    text(browser, f"/projects/{bearing}/do/nonsense/", 404)
    text(browser, f"/projects/{bearing}/do/verify/", 404)


def test_what_is_missing_is_filled_in_place(browser: Client, bearing: int) -> None:
    page = text(browser, f"/projects/{bearing}/")
    fill = f"/projects/{bearing}/do/fill/?column=site"
    assert fill.replace("&", "&amp;") in page
    form = browser.get(fill, headers={"HX-Request": "true"}).content.decode()
    assert form.count("<form") == 1 and 'name="site"' in form and 'name="park"' not in form
    assert browser.post(fill, {"site": "东区3号"}).status_code == 302
    assert fill not in text(browser, f"/projects/{bearing}/")
    row = AuditRow.objects.filter(subject=f"project:{bearing}").latest("pk")
    assert row.detail["changed"] == {"site": ["", "东区3号"]}
    assert "东区3号" in text(browser, f"/projects/{bearing}/?part=more")


def test_faults_are_told_at_their_fields_and_nothing_is_kept(browser: Client, bearing: int) -> None:
    answer = browser.post(
        f"/projects/{bearing}/do/receive/",
        {"received_on": "2999-01-01", "number": "很多", "payer": "", "kind": "nonsense"},
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert page.count('class="error"') == 4 and "2999" in page and 'value="很多"' in page
    assert not AuditRow.objects.filter(operation="receive", subject=f"project:{bearing}").exists()


def test_evidence_is_uploaded_and_opens_its_document(browser: Client, bearing: int, lin: Actor) -> None:
    file = SimpleUploadedFile("合同.txt", "恒远轴承投资合同，总投资2亿元。".encode())
    given = {"kind": "contract", "title": "HT-001", "keep": "file", "file": file}
    answer = browser.post(f"/projects/{bearing}/do/attach/", given)
    assert answer.status_code == 302 and answer["Location"] == f"/projects/{bearing}/?part=papers#evidence"
    document = Document.objects.get(name="合同.txt")
    assert f'href="/documents/{document.pk}/"' in text(browser, f"/projects/{bearing}/?part=papers")
    photo = SimpleUploadedFile("现场.jpg", b"\xff\xd8 no real picture")
    given = {"kind": "site_photo", "title": "现场", "keep": "print", "file": photo}
    assert browser.post(f"/projects/{bearing}/do/attach/", given).status_code == 302
    held = queries.get(project_id=bearing, viewer=lin, today=DAY).evidence[-1]
    assert held.sha256 and held.document_id is None


def test_amounts_are_typed_as_people_write_them() -> None:
    for written, yuan in [
        ("2亿", 200_000_000), ("5000万元", 50_000_000), ("3.5 bn", 3_500_000_000), ("200,000,000", 200_000_000), ("12.5", Decimal("12.5")),
    ]:  # fmt: skip
        assert typed_amount(written) == yuan
    for written in ("", "亿", "很多", "1.2.3", "2亿5", "-"):
        assert typed_amount(written) is None


def test_money_is_recorded_and_verified_by_another_person(
    as_person: Callable[[str], Client], bearing: int, zhou: Actor, lin: Actor
) -> None:
    given = {"received_on": "2024-06-02", "number": "3000万", "payer": "恒远轴承", "kind": "works"}
    assert as_person("zhou").post(f"/projects/{bearing}/do/receive/", given).status_code == 302
    (held,) = receipts(project_id=bearing, viewer=lin)
    assert held.number == 30_000_000
    link = f"/projects/{bearing}/do/verify/?receipt={held.id}"
    assert link not in text(as_person("zhou"), f"/projects/{bearing}/?part=money")
    browser = as_person("lin")
    assert link in text(browser, f"/projects/{bearing}/?part=money")
    assert browser.post(link, {"number": "2800万", "basis": "verified"}).status_code == 302
    assert receipts(project_id=bearing, viewer=lin)[0].verified == 28_000_000
    assert "2,800 万元" in text(browser, f"/projects/{bearing}/?part=money")


def test_a_card_that_is_not_let_through_shows_what_is_missing(browser: Client, bearing: int) -> None:
    answer = browser.post("/projects/board/move/", {"move": f"{bearing}:vetting"})
    page = answer.content.decode()
    assert answer.status_code == 422
    card = page[page.index(f'id="card-{bearing}"') :].partition("</article>")[0]
    assert f"/projects/{bearing}/do/attach/?kind=vetting_materials" in card
    assert queries.lines(project_ids=[bearing], viewer=_any_viewer())[bearing].stage == "talks"


def _any_viewer() -> Actor:
    return mei_the_second_reviewer()


def test_a_step_that_takes_two_waits_on_the_card_and_for_the_other_person(
    as_person: Callable[[str], Client], bearing: int, zhou: Actor, lin: Actor
) -> None:
    mei = mei_the_second_reviewer()
    supply(bearing, "vetting", zhou, MORNING, day=DAY)
    operations.move(project_id=bearing, stage="vetting", effective_on=DAY, by=zhou, at=MORNING)
    supply(bearing, "signed", lin, MORNING, day=DAY)
    answer = as_person("lin").post("/projects/board/move/", {"move": f"{bearing}:signed"})
    assert answer.status_code == 302 and "待另一人批准" in told(answer)[0]
    board = text(as_person("lin"), "/projects/board/")
    assert "待批准进入“签约”" in board and 'draggable="true"' not in board
    own, other = as_person("lin"), as_person("mei")
    assert "由另一人批准" in text(own, f"/projects/{bearing}/")
    assert f"/projects/{bearing}/do/approve/" not in text(own, f"/projects/{bearing}/")
    assert "待我批准" not in text(own, "/waiting/") and "我提出" in text(own, "/waiting/")
    refused = own.post(f"/projects/{bearing}/do/approve/", {})
    assert refused.status_code == 422 and "这一步由林审申请，须另一人批准" in refused.content.decode()
    assert "待我批准" in text(other, "/waiting/")
    assert other.post(f"/projects/{bearing}/do/approve/", {}).status_code == 302
    assert queries.lines(project_ids=[bearing], viewer=mei)[bearing].stage == "signed"


def test_a_step_back_needs_its_reason(browser: Client, bearing: int) -> None:
    url = f"/projects/{bearing}/do/move/"
    answer = browser.post(url, {"stage": "reserve", "effective_on": "2024-06-02", "reason": ""})
    assert answer.status_code == 422
    answer = browser.post(url, {"stage": "reserve", "effective_on": "2024-06-02", "reason": "误登"})
    assert answer.status_code == 302 and "待另一人批准" in told(answer)[0]


def test_an_act_on_several_is_tried_without_keeping_anything(
    as_person: Callable[[str], Client], bearing: int, zhou: Actor, he: Actor
) -> None:
    assert he.unit_id
    foreign = opened(he, he.unit_id, MORNING, name="种业项目")
    browser = as_person("zhou")
    given = {
        "act": "assign", "project": [bearing, foreign], "back": "stage=talks", "team_head": "周组长", "step": "look",
    }  # fmt: skip
    before = AuditRow.objects.count()
    page = browser.post("/projects/bulk/", given).content.decode()
    assert "专班负责人：– → 周组长" in page
    assert "不归周办管" in page and "将改动 1 个项目" in page and "1 个不能改" in page
    assert AuditRow.objects.count() == before
    assert queries.get(project_id=bearing, viewer=zhou, today=DAY).columns.get("team_head") is None

    answer = browser.post("/projects/bulk/", {**given, "step": "do"})
    assert answer.status_code == 302 and answer["Location"] == "/projects/?stage=talks"
    assert queries.get(project_id=bearing, viewer=zhou, today=DAY).columns["team_head"] == "周组长"
    rows = AuditRow.objects.filter(pk__gt=before, operation="edit_project")
    assert [row.subject for row in rows.order_by("pk")][-1] == f"project:{bearing}"
    assert AuditRow.objects.count() == before + 1


def test_projects_are_handed_to_another_unit_by_the_office_alone(
    browser: Client, as_person: Callable[[str], Client], bearing: int, zhou: Actor, he: Actor
) -> None:
    given = {"act": "assign", "project": [bearing], "unit": he.unit_id, "step": "do"}
    as_person("zhou").post("/projects/bulk/", given)
    assert Project.objects.get(pk=bearing).unit_id == zhou.unit_id
    browser.post("/projects/bulk/", given)
    assert Project.objects.get(pk=bearing).unit_id == he.unit_id
    text(as_person("he"), f"/projects/{bearing}/do/note/")


def test_several_are_paused_with_reason_and_day_or_not_at_all(browser: Client, bearing: int) -> None:
    given = {"act": "pause", "project": [bearing], "step": "do", "effective_on": "2024-06-03"}
    assert browser.post("/projects/bulk/", given).content.decode().count('class="error"') == 2
    given |= {"reason_code": "paused-land", "review_on": "2024-12-01"}
    assert browser.post("/projects/bulk/", given).status_code == 302
    assert Project.objects.get(pk=bearing).status == "paused"
    again = browser.post("/projects/bulk/", {**given, "step": "look"}).content.decode()
    assert 'value="do"' not in again, "nothing would change, so there is nothing to carry out"


def test_filters_are_kept_under_a_name_and_shared_with_the_unit(
    as_person: Callable[[str], Client], bearing: int, zhou: Actor, he: Actor
) -> None:
    mine, other = as_person("zhou"), as_person("he")
    add_user(username="qi", password="correct-horse", display_name="齐办", role="clerk", unit_id=zhou.unit_id)
    assert mine.post("/projects/filters/", {"name": "  ", "asked": "stage=talks"}).status_code == 422
    for name, shared in (("在谈", ""), ("单位在谈", "yes"), ("单位在谈", "yes")):
        answer = mine.post("/projects/filters/", {"name": name, "asked": "stage=talks", "shared": shared})
        assert answer["Location"] == "/projects/?stage=talks"
    assert SavedFilter.objects.count() == 2
    assert "在谈" in text(mine, "/projects/?stage=talks")
    seen = text(as_person("qi"), "/projects/")
    assert "单位在谈" in seen and "周办 共享" in seen
    assert "单位在谈" not in text(other, "/projects/")
    held = SavedFilter.objects.get(name="单位在谈").pk
    assert other.post(f"/projects/filters/{held}/remove/").status_code == 404
    assert mine.post(f"/projects/filters/{held}/remove/").status_code == 302
    assert "单位在谈" not in text(as_person("qi"), "/projects/")


LEAD = {"name": "轴承生产基地", "investor": "恒远轴承有限公司", "contact": "陈经理"}


def test_a_lead_is_registered_once_its_likes_were_shown_and_tells_no_secret(
    as_person: Callable[[str], Client], zhou: Actor, he: Actor
) -> None:
    assert he.unit_id and zhou.unit_id
    register(**LEAD, content="机密细节", by=he, at=MORNING)
    browser = as_person("zhou")
    given = {**LEAD, "unit_id": zhou.unit_id, "amount": "2亿"}
    looked = browser.post("/leads/look/", given).content.decode()
    assert "已由其他单位登记" in looked and "机密" not in looked and "/leads/" not in looked
    answer = browser.post("/leads/new/", given)
    assert answer.status_code == 422 and "已由其他单位登记" in answer.content.decode()
    assert Lead.objects.count() == 1
    answer = browser.post("/leads/new/", {**given, "looked": "yes"})
    assert answer.status_code == 302 and Lead.objects.count() == 2
    text(browser, f"/leads/{Lead.objects.earliest('pk').pk}/", 404)


def test_a_lead_names_whom_to_ask(browser: Client, zhou: Actor) -> None:
    answer = browser.post("/leads/new/", {**LEAD, "contact": " ", "unit_id": zhou.unit_id})
    assert answer.status_code == 422 and answer.content.decode().count('class="error"') == 1
    assert not Lead.objects.exists()


def test_a_lead_goes_its_way_from_claim_to_project(
    browser: Client, as_person: Callable[[str], Client], zhou: Actor, he: Actor
) -> None:
    lead = register(**LEAD, amount=Decimal(200_000_000), by=zhou, at=MORNING).lead_id
    own = as_person("zhou")
    assert "超时" in text(own, "/leads/") and "逾期" in text(own, f"/leads/{lead}/")
    assert f"/leads/{lead}/do/claim/" not in text(own, f"/leads/{lead}/")
    text(own, f"/leads/{lead}/do/claim/", 403)
    assert browser.post(f"/leads/{lead}/do/claim/", {"act": "accepted"}).status_code == 302
    assert "首谈保护" in text(own, f"/leads/{lead}/")
    assert own.post(f"/leads/{lead}/do/step/", {"act": "answered", "text": "已派专人"}).status_code == 302
    assert "已派专人" in text(own, f"/leads/{lead}/")
    assert browser.post(f"/leads/{lead}/do/claim/", {"act": "transferred"}).status_code == 422, "to whom?"
    given = {"act": "transferred", "unit_id": he.unit_id, "text": "落在开发区"}
    assert browser.post(f"/leads/{lead}/do/claim/", given).status_code == 302
    answer = as_person("he").post(f"/leads/{lead}/do/convert/", {})
    project = Project.objects.latest("pk")
    assert answer["Location"] == f"/projects/{project.pk}/" and project.unit_id == he.unit_id
    assert f'href="/leads/{lead}/"' in text(own, f"/projects/{project.pk}/?part=more")
    assert f'href="/projects/{project.pk}/"' in text(own, f"/leads/{lead}/")


def test_a_dispute_is_ruled_and_a_loss_registered(browser: Client, zhou: Actor, he: Actor) -> None:
    mine = register(**LEAD, by=zhou, at=MORNING).lead_id
    other = register(**LEAD, by=he, at=NOON).lead_id
    assert (
        browser.post(f"/leads/{mine}/do/dispute/", {"against": other, "text": "同一企业"}).status_code == 302
    )
    assert "争议" in text(browser, f"/leads/{other}/")
    assert browser.post(f"/leads/{mine}/do/convert/", {}).status_code == 422
    given = {"act": "ruled", "unit_id": zhou.unit_id, "text": "先登记"}
    assert browser.post(f"/leads/{mine}/do/claim/", given).status_code == 302
    assert browser.post(f"/leads/{other}/do/lose/", {"reason_code": "duplicate"}).status_code == 302
    assert "流失" in text(browser, "/leads/?state=lost")
