"""Pages of the record of acts, of who may do what, and of users and units."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client
from pytest_django import DjangoAssertNumQueries

from duijie.accounts.models import AuditRow, Unit, User
from duijie.accounts.rules import ROLE_NAMES
from duijie.accounts.types import Actor
from duijie.directory.operations import record
from tests.cast import MORNING, bureau, lin_the_reviewer, shen_the_auditor, wen_the_administrator
from tests.factories.events import fair
from tests.factories.projects import opened

PASSWORD = "wide-river-17"


def text_of(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, answer.content.decode()
    return answer.content.decode()


def test_an_auditor_searches_the_record_and_reads_where_it_was_done(
    lin: Actor, as_person: Callable[[str], Client]
) -> None:
    project = opened(lin, bureau(), MORNING)
    shen_the_auditor()
    auditor = as_person("shen")
    page = text_of(auditor, "/acts/?kind=project&act=open_project")
    assert f"/projects/{project}/" in page
    assert "立项目" in page
    assert f"/projects/{project}/" not in text_of(auditor, "/acts/?text=没有这个词")
    sheet = auditor.get("/acts/export/?kind=project&format=csv")
    assert "立项目" in sheet.content.decode("utf-8-sig")
    row = AuditRow.objects.latest("pk")
    assert (row.operation, row.via) == ("export", "page 127.0.0.1")


def test_a_search_takes_few_queries(
    lin: Actor, as_person: Callable[[str], Client], django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    opened(lin, bureau(), MORNING)
    shen_the_auditor()
    auditor = as_person("shen")
    with django_assert_max_num_queries(14):
        text_of(auditor, "/acts/")


def test_records_show_what_was_done_to_them_in_words(
    lin: Actor, organisations: dict[str, int], as_person: Callable[[str], Client]
) -> None:
    home = organisations["青禾种业有限公司"]
    record(
        kind="contact", organisation_id=home, values={"person": "陈某", "phone": "13800000000"}, by=lin, at=MORNING
    )  # fmt: skip
    event = fair(lin, bureau(), MORNING)
    shen_the_auditor()
    auditor, reviewer = as_person("shen"), as_person("lin")
    assert "登记联系人" in text_of(reviewer, f"/organisations/{home}/")
    page = text_of(auditor, f"/organisations/{home}/")
    assert "登记联系人" in page
    assert "13800000000" not in page
    assert "保存活动" in text_of(auditor, f"/events/{event}/")


def test_the_table_of_rights_names_every_role_and_how_far_it_reaches(
    lin: Actor, as_person: Callable[[str], Client]
) -> None:
    page = text_of(as_person("lin"), "/may/")
    assert all(name.zh in page for name in ROLE_NAMES.values())
    assert "本单位及下级" in page
    assert "全域" in page


def test_an_administrator_keeps_users_and_units(lin: Actor, as_person: Callable[[str], Client]) -> None:
    wen_the_administrator()
    office = bureau()
    admin = as_person("wen")
    answer = admin.post("/people/units/new/", {"name": "东镇", "parent": office})
    assert answer.status_code == 302
    town = Unit.objects.get(name="东镇")
    typed = {"username": "du", "display_name": "杜办", "role": "clerk", "unit": town.pk, "active": "yes"}
    refused = admin.post("/people/users/new/", {**typed, "password": "12345"})
    assert refused.status_code == 422
    assert "杜办" in refused.content.decode()
    assert admin.post("/people/users/new/", {**typed, "password": PASSWORD}).status_code == 302
    du = User.objects.get(username="du")
    assert admin.post(f"/people/users/{du.pk}/", {**typed, "active": "no"}).status_code == 302
    page = text_of(admin, "/people/")
    assert "└ 东镇" in page
    assert "已停用" in page
    row = AuditRow.objects.latest("pk")
    assert (row.operation, row.detail["changed"]) == ("change_user", {"is_active": [True, False]})
    told = text_of(admin, "/acts/?kind=user")
    assert "可登录：是 → 否" in told
    assert lin_the_reviewer().name in text_of(admin, f"/people/users/{lin.user_id}/")
