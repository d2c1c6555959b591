"""What the public reads: only what a second person approved, as it stood then."""

from __future__ import annotations

from datetime import date
from xml.etree.ElementTree import fromstring

import pytest
from django.test import Client

from duijie.accounts.models import User
from duijie.accounts.types import Actor, NotAllowed
from duijie.parks.ground.operations import save_plot
from duijie.parks.operations import save_park
from duijie.pipeline.operations import edit_project, open_project
from duijie.portal import operations, queries
from duijie.portal.types import NoSuchNotice, WrongNotice
from duijie.rulebook.columns import WrongFields
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

pytestmark = pytest.mark.django_db
DAY = date(2024, 6, 1)
WORDS = {
    "kind": "site",
    "title": "东区待出让地块",
    "source": "招商局",
    "dated": DAY,
    "body": "净地120亩。\n五通一平。",
}
ALL = ("/public/", "/public/?q=亩", "/public/?kind=site", "/public/feed.xml", "/public/sitemap.xml")


@pytest.fixture
def zhou() -> Actor:
    yunhe_county()
    return zhou_the_clerk(bureau())


@pytest.fixture
def lin() -> Actor:
    return lin_the_reviewer()


@pytest.fixture
def notice(zhou: Actor) -> int:
    return operations.draft(**WORDS, by=zhou, at=MORNING)  # type: ignore[arg-type]


def anybody(path: str, status: int = 200) -> str:
    answer = Client().get(path)
    assert answer.status_code == status, path
    assert not answer.cookies
    return answer.content.decode()


def test_nothing_unapproved_is_on_any_public_page(notice: int) -> None:
    for path in ALL:
        page = anybody(path)
        assert "东区" not in page and "净地" not in page and f"/public/{notice}/" not in page, path
    assert anybody(f"/public/{notice}/", 404).replace(f"/{notice}/", "/0/") == anybody("/public/0/", 404)


def test_a_second_person_publishes_and_the_copy_stays_as_approved(
    notice: int, zhou: Actor, lin: Actor
) -> None:
    with pytest.raises(NotAllowed):
        operations.approve(notice_id=notice, by=zhou, at=NOON)
    operations.approve(notice_id=notice, by=lin, at=NOON)
    for path in (*ALL[:3], f"/public/{notice}/", "/public/feed.xml"):
        assert "东区待出让地块" in anybody(path), path
    operations.edit(notice_id=notice, **{**WORDS, "body": "净地80亩。"}, by=lin, at=EVENING)  # type: ignore[arg-type]
    page = anybody(f"/public/{notice}/")
    assert "净地120亩。" in page and "80亩" not in page and "80亩" not in anybody("/public/feed.xml")
    told = queries.get(notice_id=notice, viewer=zhou, today=DAY)
    assert (told.state, told.changed) == ("differs", (("body", "净地120亩。\n五通一平。", "净地80亩。"),))
    with pytest.raises(WrongNotice, match="another person"):
        operations.approve(notice_id=notice, by=lin, at=EVENING)


def test_what_is_withdrawn_is_gone_until_it_is_changed_and_approved(
    notice: int, zhou: Actor, lin: Actor
) -> None:
    operations.approve(notice_id=notice, by=lin, at=MORNING)
    with pytest.raises(WrongNotice, match="awaits approval"):
        operations.approve(notice_id=notice, by=lin, at=NOON)
    with pytest.raises(WrongNotice, match="say why"):
        operations.withdraw(notice_id=notice, note=" ", by=lin, at=NOON)
    operations.withdraw(notice_id=notice, note="已出让", by=lin, at=NOON)
    anybody(f"/public/{notice}/", 404)
    assert all("东区" not in anybody(path) for path in ALL)
    with pytest.raises(WrongNotice):
        operations.approve(notice_id=notice, by=lin, at=NOON)
    operations.edit(notice_id=notice, **{**WORDS, "title": "东区地块"}, by=zhou, at=EVENING)  # type: ignore[arg-type]
    operations.approve(notice_id=notice, by=lin, at=EVENING)
    assert "东区地块" in anybody(f"/public/{notice}/")
    acts = [one.act for one in queries.get(notice_id=notice, viewer=lin, today=DAY).steps]
    assert acts == ["draft", "approve", "withdraw", "edit", "approve"]


def test_another_unit_neither_reads_a_draft_nor_changes_a_notice(notice: int, lin: Actor) -> None:
    he = he_the_clerk(bureau("商务局"))
    with pytest.raises(NoSuchNotice):
        queries.get(notice_id=notice, viewer=he, today=DAY)
    operations.approve(notice_id=notice, by=lin, at=NOON)
    with pytest.raises(WrongNotice, match="another unit"):
        operations.edit(notice_id=notice, **WORDS, by=he, at=NOON)  # type: ignore[arg-type]
    with pytest.raises(WrongFields):
        operations.edit(notice_id=notice, **{**WORDS, "title": " "}, by=lin, at=NOON)  # type: ignore[arg-type]


def test_search_asks_for_every_word_and_caches_ask_again_after_a_change(notice: int, lin: Actor) -> None:
    before = Client().get("/public/")
    assert Client().get("/public/", headers={"If-None-Match": before["ETag"]}).status_code == 304
    operations.approve(notice_id=notice, by=lin, at=NOON)
    after = Client().get("/public/", headers={"If-None-Match": before["ETag"]})
    assert after.status_code == 200 and "max-age=60" in after["Cache-Control"]
    assert "东区" in anybody("/public/?q=净地 东区") and "东区" not in anybody("/public/?q=净地 西区")
    assert '<html lang="en">' in anybody("/public/?lang=en")
    assert len(fromstring(anybody("/public/sitemap.xml"))) == 2


def signed_in(who: Actor) -> Client:
    browser = Client()
    browser.force_login(User.objects.get(pk=who.user_id))
    return browser


def test_pages_of_the_office(zhou: Actor, lin: Actor) -> None:
    writer, reviewer = signed_in(zhou), signed_in(lin)
    typed = {**WORDS, "dated": "2024-06-01"}
    refused = writer.post("/notices/new/", {**typed, "title": ""})
    assert refused.status_code == 422 and "净地120亩" in refused.content.decode()
    here = writer.post("/notices/new/", typed)["Location"]
    assert f"{here}do/approve/" not in writer.get(here).content.decode()
    assert f"{here}do/approve/" in reviewer.get(here).content.decode()
    assert reviewer.post(f"{here}do/approve/", {}).status_code == 302
    assert "东区待出让地块" in anybody("/public/")
    reviewer.post(f"{here}do/edit/", {**typed, "body": "净地80亩。"})
    page = writer.get(here).content.decode()
    assert "净地80亩。" in page and "净地120亩。" in page
    assert "已发布" in writer.get("/notices/").content.decode()


def test_a_bound_notice_keeps_what_its_record_said_and_the_office_sees_the_record_move(
    zhou: Actor, lin: Actor
) -> None:
    east = save_park(values={"name": "东园", "kind": "park"}, unit_id=zhou.unit_id, by=lin, at=MORNING)
    plot = save_plot(
        park_id=east, values={"number": "A-1", "area": "80000"}, state="clear", by=lin, at=MORNING
    )
    record = f"plot:{plot}"
    form = signed_in(zhou).get(f"/notices/new/?record={record}").content.decode()
    assert "东园 A-1" in form
    with pytest.raises(WrongFields):
        operations.draft(**{**WORDS, "kind": "news"}, record=record, by=zhou, at=MORNING)  # type: ignore[arg-type]
    notice = operations.draft(**WORDS, record=record, by=zhou, at=MORNING)  # type: ignore[arg-type]
    operations.approve(notice_id=notice, by=lin, at=NOON)
    assert "<dd>120 亩</dd>" in anybody(f"/public/{notice}/")
    save_plot(plot_id=plot, values={"area": "53333.33"}, by=lin, at=EVENING)
    assert "<dd>120 亩</dd>" in anybody(f"/public/{notice}/")
    assert queries.get(notice_id=notice, viewer=lin, today=DAY).state == "stale"
    assert "面积：已发布 120 亩，记录 80 亩" in signed_in(lin).get("/notices/").content.decode()
    operations.approve(notice_id=notice, by=lin, at=EVENING)
    assert "<dd>80 亩</dd>" in anybody(f"/public/{notice}/")


def project_of(who: Actor, name: str, *, confidential: bool = False) -> int:
    assert who.unit_id is not None
    columns = {"confidential": confidential}
    return open_project(name=name, unit_id=who.unit_id, columns=columns, by=who, at=MORNING)


def test_nothing_of_a_confidential_project_is_bound_or_approved(zhou: Actor, lin: Actor) -> None:
    words = {**WORDS, "kind": "project"}
    secret = project_of(zhou, "甲号工程", confidential=True)
    with pytest.raises(WrongNotice, match="confidential"):
        operations.draft(**words, record=f"project:{secret}", by=zhou, at=MORNING)  # type: ignore[arg-type]
    project = project_of(zhou, "乙号工程")
    notice = operations.draft(**words, record=f"project:{project}", by=zhou, at=MORNING)  # type: ignore[arg-type]
    assert "乙号工程" in signed_in(zhou).get(f"/notices/new/?record=project:{project}").content.decode()
    edit_project(project_id=project, columns={"confidential": True}, by=zhou, at=NOON)
    with pytest.raises(WrongNotice, match="confidential"):
        operations.approve(notice_id=notice, by=lin, at=NOON)
    anybody(f"/public/{notice}/", 404)


def test_a_project_that_turns_confidential_is_public_no_more(zhou: Actor, lin: Actor) -> None:
    words = {**WORDS, "kind": "project", "title": "乙号工程招合作方"}
    project = project_of(zhou, "乙号工程")
    notice = operations.draft(**words, record=f"project:{project}", by=zhou, at=MORNING)  # type: ignore[arg-type]
    operations.approve(notice_id=notice, by=lin, at=NOON)
    seen = Client().get("/public/")
    assert "乙号工程" in seen.content.decode()
    edit_project(project_id=project, columns={"confidential": True}, by=zhou, at=EVENING)
    again = Client().get("/public/", headers={"If-None-Match": seen["ETag"]})
    assert again.status_code == 200
    for path in ALL:
        assert "乙号工程" not in anybody(path), path
    anybody(f"/public/{notice}/", 404)
    edit_project(project_id=project, columns={"confidential": False}, by=zhou, at=EVENING)
    assert "乙号工程" in anybody(f"/public/{notice}/")


def test_the_feed_names_section_source_and_date_and_can_be_of_one_section(zhou: Actor, lin: Actor) -> None:
    for kind, title in (("news", "京津客商来访"), ("site", "东区地块")):
        told = {**WORDS, "kind": kind, "title": title}
        operations.approve(notice_id=operations.draft(**told, by=zhou, at=MORNING), by=lin, at=NOON)  # type: ignore[arg-type]
    atom = "{http://www.w3.org/2005/Atom}"

    def entries(path: str) -> list[tuple[str | None, ...]]:
        return [
            (
                one.findtext(f"{atom}title"), one.find(f"{atom}category").attrib["label"],  # type: ignore[union-attr]
                one.findtext(f"{atom}author/{atom}name"), (one.findtext(f"{atom}published") or "")[:10],
            )
            for one in fromstring(anybody(path)).iter(f"{atom}entry")
        ]  # fmt: skip

    news = ("京津客商来访", "新闻动态", "招商局", "2024-06-01")
    assert entries("/public/feed.xml?kind=news") == [news]
    assert set(entries("/public/feed.xml")) == {news, ("东区地块", "园区与用地", "招商局", "2024-06-01")}
    assert entries("/public/feed.xml?kind=nonsense") == entries("/public/feed.xml")
    assert 'href="/public/feed.xml?kind=news"' in anybody("/public/?kind=news")


def test_a_section_has_parts_that_the_notice_leads_back_to(zhou: Actor, lin: Actor) -> None:
    with pytest.raises(WrongFields):
        operations.draft(**WORDS, topic="industry", by=zhou, at=MORNING)  # type: ignore[arg-type]
    notice = operations.draft(**WORDS, topic="land", by=zhou, at=MORNING)  # type: ignore[arg-type]
    operations.approve(notice_id=notice, by=lin, at=NOON)
    page = anybody(f"/public/{notice}/")
    assert "园区与用地</a> › <a" in page
    assert "待出让地块</a></nav>" in page
    assert "东区" in anybody("/public/?kind=site&topic=land")
    assert "东区" not in anybody("/public/?kind=site&topic=floor")
    assert "东区" in anybody("/public/?kind=site&topic=nonsense")
    writer = signed_in(zhou)
    writer.post(f"/notices/{notice}/do/edit/", {**WORDS, "dated": "2024-06-01", "topic": "floor"})
    office = writer.get(f"/notices/{notice}/").content.decode()
    assert "厂房出租" in office
    assert "待出让地块</a></nav>" in anybody(f"/public/{notice}/")
