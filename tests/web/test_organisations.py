"""Organisations on the pages: forms that say what is wrong, nobody overwriting unseen, people hidden, merging."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client

from duijie.accounts.operations import add_user
from duijie.accounts.types import Actor
from duijie.directory.operations import describe, record
from duijie.directory.queries import organisations_of, profile
from duijie.judgements.operations import add_organisation, merge, note_names
from duijie.judgements.queries import proposals
from tests.cast import MORNING, NOON, guo_the_guest
from tests.factories.codes import made_code

pytestmark = pytest.mark.django_db
SEED = "青禾种业有限公司"


@pytest.fixture
def seed(organisations: dict[str, int]) -> str:
    """The address of the bulletin's company."""
    return f"/organisations/{organisations[SEED]}/"


def number_in(address: str) -> int:
    return int(re.findall(r"\d+", address)[0])


def version_in(page: str) -> str:
    return re.findall(r'name="version" value="([^"]+)"', page)[0]


def test_the_page_leads_to_the_very_characters(browser: Client, seed: str) -> None:
    page = browser.get(seed).content.decode()
    assert "青禾种业有限公司与云州农学院签订战略合作协议" in page
    assert re.search(r'href="/documents/\d+/\?span=\d+-\d+', page)


def test_typing_replaces_the_list_only(browser: Client, seed: str) -> None:
    part = browser.get("/organisations/?search=qhzy", headers={"HX-Request": "true"}).content.decode()
    assert SEED in part and "云州农学院" not in part and "<html" not in part
    whole = browser.get("/organisations/?search=qhzy").content.decode()
    assert SEED in whole and "<html" in whole
    assert "没有符合的" in browser.get("/organisations/?kind=bank").content.decode()


def test_details_are_saved_and_faults_stand_at_their_fields(browser: Client, seed: str) -> None:
    form = browser.get(f"{seed}details/").content.decode()
    typed = {"version": version_in(form), "credit_code": "91", "division": "景县", "industry": "A0111"}
    refused = browser.post(f"{seed}details/", typed)
    assert refused.status_code == 422
    page = refused.content.decode()
    assert page.count('class="error"') == 1 and "不是18位" in page and 'value="A0111"' in page
    done = browser.post(f"{seed}details/", {**typed, "credit_code": made_code(1)})
    assert done.status_code == 302
    shown = browser.get(seed).content.decode()
    assert made_code(1) in shown and "衡水市景县" in shown and "稻谷种植" in shown


def test_what_others_changed_is_not_taken_away_unseen(browser: Client, seed: str, lin: Actor) -> None:
    browser.post(f"{seed}honour/new/", {"code": "high_tech", "level": "national"})
    edit = re.findall(rf'href="({seed}honour/\d+/)"', browser.get(seed).content.decode())[0]
    version = version_in(browser.get(edit).content.decode())
    browser.post(edit, {"version": version, "code": "high_tech", "level": "provincial"})
    refused = browser.post(edit, {"version": version, "remove": "yes"})
    assert refused.status_code == 422
    again = version_in(refused.content.decode())
    assert browser.post(edit, {"version": again, "remove": "yes"}).status_code == 302


def test_an_organisation_is_added_once(browser: Client, seed: str) -> None:
    done = browser.post("/organisations/new/", {"name": "云禾农机厂", "credit_code": made_code(3)})
    assert done.status_code == 302 and made_code(3) in browser.get(done["Location"]).content.decode()
    again = browser.post("/organisations/new/", {"name": SEED})
    assert again.status_code == 422 and "已在名录中" in again.content.decode()


@pytest.mark.parametrize(
    ("kind", "typed", "shown"),
    [
        ("honour", {"code": "high_tech", "level": "national", "awarded_on": "2022-11-01"}, "高新技术企业"),
        ("contact", {"person": "沈联", "phone": "0318-1234567", "consent": "yes"}, "沈联"),
        ("tie", {"to": "云州农学院", "kind": "parent"}, "上级单位、母公司"),
    ],
)
def test_an_attribute_is_added_changed_and_taken_away(
    browser: Client, seed: str, kind: str, typed: dict[str, str], shown: str
) -> None:
    assert browser.post(f"{seed}{kind}/new/", typed).status_code == 302
    page = browser.get(seed).content.decode()
    assert shown in page
    edit = re.findall(rf'href="({seed}{kind}/\d+/)"', page)[0]
    form = browser.get(edit).content.decode()
    assert all(f'value="{value}"' in form for value in typed.values())
    assert browser.post(edit, {"version": version_in(form), "remove": "yes"}).status_code == 302
    # The record of acts below goes on telling what stood there.
    assert shown not in browser.get(seed).content.decode().partition('id="history"')[0]
    assert browser.get(edit).status_code == 404


@pytest.mark.parametrize(
    ("address", "typed", "says"),
    [
        ("honour/new/", {"code": "high_tech", "awarded_on": "yesterday"}, "2015-09-24"),
        ("tie/new/", {"to": "谁也不是", "kind": "parent"}, "名录里没有这个名称"),
        ("contact/new/", {"person": ""}, "不能空着"),
        ("names/new/", {"name": "云州农学院", "kind": "short"}, "已在名录中"),
        ("names/new/", {"name": "青禾", "kind": "short", "since": "soon"}, "2015-09-24"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    browser: Client, seed: str, address: str, typed: dict[str, str], says: str
) -> None:
    refused = browser.post(f"{seed}{address}", typed)
    assert refused.status_code == 422 and says in refused.content.decode()


def test_a_name_is_added_dated_and_untied(browser: Client, seed: str, lin: Actor) -> None:
    assert (
        browser.post(
            f"{seed}names/new/", {"name": "青禾种子站", "kind": "former", "until": "2015-03-01"}
        ).status_code
        == 302
    )
    page = browser.get(seed).content.decode()
    assert "青禾种子站" in page and "曾用名" in page and "2015年3月1日" in page
    edit = re.findall(rf'href="({seed}names/\d+/)"', page)[-1]
    assert (
        browser.post(edit, {"kind": "former", "since": "1999-01-01", "until": "2015-03-01"}).status_code
        == 302
    )
    undo = re.findall(r'action="(/names/\d+/)"', page)[0]
    answer = browser.post(undo, {"answer": "open", "next": seed})
    assert answer["Location"] == seed
    assert len(profile(organisation_id=number_in(seed), viewer=lin).names) == 1
    assert browser.post(undo, {"answer": "open", "next": "https://example.org/"})["Location"] == "/names/"


def test_people_and_changes_are_not_for_everybody(
    as_person: Callable[[str], Client], seed: str, lin: Actor
) -> None:
    record(kind="contact", organisation_id=number_in(seed), values={"person": "沈联"}, by=lin, at=NOON)
    add_user(username="shen", password="correct-horse", display_name="审计", role="auditor")
    auditor = as_person("shen")
    page = auditor.get(seed).content.decode()
    assert "沈联" not in page and "您的角色看不到联系人" in page
    assert f'href="{seed}details/"' not in page
    for address in ("details/", "names/new/", "honour/new/", "merge/"):
        assert auditor.get(f"{seed}{address}").status_code == 403
    guo_the_guest()
    assert as_person("guo").get(seed).status_code == 403


def test_merging_shows_what_moves_and_can_be_taken_back(browser: Client, seed: str, lin: Actor) -> None:
    other = add_organisation(name="青禾种业", values={"industry": "A0111"}, by=lin, at=MORNING)
    found = browser.get(f"{seed}merge/").content.decode()
    assert f'href="{seed}merge/{other}/"' in found
    assert f'href="{seed}merge/{other}/"' in browser.get(f"{seed}merge/?search=qhzy").content.decode()
    preview = browser.get(f"{seed}merge/{other}/").content.decode()
    assert "稻谷种植" in preview and "文中陈述" in preview
    assert browser.post(f"{seed}merge/{other}/", {"reason": "简称"})["Location"] == seed
    assert browser.get(f"/organisations/{other}/")["Location"] == seed
    page = browser.get(seed).content.decode()
    assert "简称" in page and "稻谷种植" in page
    undo = re.findall(r'action="(/names/\d+/)"', page)[0]
    browser.post(undo, {"answer": "open", "next": seed})
    assert browser.get(f"/organisations/{other}/").status_code == 200


def test_two_codes_are_refused_until_one_is_set_aside(browser: Client, seed: str, lin: Actor) -> None:
    describe(organisation_id=number_in(seed), values={"credit_code": made_code(1)}, by=lin, at=NOON)
    other = add_organisation(name="青禾种业", values={"credit_code": made_code(2)}, by=lin, at=MORNING)
    address = f"{seed}merge/{other}/"
    assert browser.post(address, {"reason": "同一家"}).status_code == 422
    pair = next(p for p in proposals(viewer=lin) if "青禾种业" in (p.left, p.right))
    answer = browser.post(f"/names/{pair.id}/", {"answer": "same"}, headers={"HX-Request": "true"})
    assert answer.status_code == 422 and address.split("/merge/")[1] in answer.content.decode()
    given = {"reason": "换证", "set_aside": made_code(2), "set_aside_as": "former"}
    assert browser.post(address, given).status_code == 302
    assert f"{made_code(2)}: 原代码" in browser.get(seed).content.decode()


def test_the_queue_shows_where_documents_say_each_name(browser: Client, seed: str, lin: Actor) -> None:
    note_names(names=["青禾种业"], by=lin, at=MORNING)
    page = browser.get("/names/").content.decode()
    assert "青禾种业有限公司与云州农学院签订战略合作协议" in page and "span=" in page
    assert browser.post("/names/look/").status_code == 302


def test_a_merged_pair_of_the_past_is_still_told(browser: Client, seed: str, lin: Actor) -> None:
    other = organisations_of(names=["云州农学院"])["云州农学院"]
    merge(organisation_id=number_in(seed), other_id=other, reason="试一试", by=lin, at=NOON)
    page = browser.get(seed).content.decode()
    assert "云州农学院" in page and "试一试" in page
