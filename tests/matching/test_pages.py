"""The pages of related industries and prospects: what they show, what they say when there is nothing, what they ask."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from duijie.accounts.models import User
from duijie.accounts.operations import set_region
from duijie.accounts.types import Actor
from duijie.industry.operations import begin, remove_link
from duijie.industry.placing.registered import home
from duijie.industry.queries import chain as chain_of
from duijie.kernel.words import Words
from duijie.matching.lists import operations
from duijie.matching.models import Listed
from duijie.registry.importing import Asked, import_file
from tests.cast import MORNING, lin_the_reviewer, wen_the_administrator
from tests.matching.test_prospects import HELD, LINKS, tubes

pytestmark = pytest.mark.django_db
BASELINE: dict[str, int] = tomllib.loads(
    (Path(__file__).resolve().parents[1] / "cases" / "web" / "queries.toml").read_text("utf-8")
)["industry"]


def table(body: str, name: str) -> str:
    """The words of one table of a page."""
    (found,) = re.findall(rf'id="table-{name}".*?</table>', body, re.DOTALL)
    return re.sub(r"<[^>]+>|\s+", " ", found)


def test_what_is_near_leads_to_those_who_could_come(client: Client, settings: object, tmp_path: Path) -> None:
    settings.DUIJIE_HOME = tmp_path  # type: ignore[attr-defined]
    set_region(name="景县", aliases=[], closed_on=None, by=wen_the_administrator(), at=MORNING)
    file = tmp_path / "rows.csv"
    lines = [f"例{n}厂,C{code},1995-01-01,{at}" for n, (code, at) in enumerate(HELD)]
    file.write_text("企业名称,行业代码,成立日期,行政区划代码\n" + "\n".join(lines), "utf-8")
    import_file(home(), file, asked=Asked("样本", as_of=date(2024, 1, 1)), at=MORNING)
    lin = lin_the_reviewer()
    chain = begin(code="tubes", name=Words("管业", "Tubes"), links=LINKS, by=lin, at=MORNING)
    client.force_login(User.objects.get(pk=lin.user_id))
    with CaptureQueriesContext(connection) as found:
        body = client.get("/industries/").content.decode()
    assert len(found) <= BASELINE["/industries/"]
    # The city makes springs; hoses are made where springs are, wine is made elsewhere.
    near = table(body, "near")
    assert near.index("橡胶制品业") < near.index("酒的制造")
    assert "100.0%" in near and "通用零部件制造 0.50" in near
    assert "通用零部件制造" in table(body, "strong") and "橡胶制品业" not in table(body, "strong")
    assert f"/prospects/?chain={chain}&amp;link=hose" in body
    assert all(words in body for words in ("河北省衡水市", "1995–1995", "样本", "cloud-map"))
    # A county is told by its city; services stand in a section of their own.
    assert "橡胶制品业" in client.get("/industries/?place=131127&section=").content.decode()
    assert "table-near" not in client.get("/industries/?section=K").content.decode()
    assert "没有九江的企业" in client.get("/industries/?place=九江").content.decode()


def test_without_a_registry_the_page_says_what_to_do(
    client: Client, settings: object, tmp_path: Path
) -> None:
    settings.DUIJIE_HOME = tmp_path  # type: ignore[attr-defined]
    client.force_login(User.objects.get(pk=lin_the_reviewer().user_id))
    assert "请选择城市" in client.get("/industries/").content.decode()
    assert "duijie directory import" in client.get("/industries/?place=衡水").content.decode()


def test_pages_keep_to_their_numbers_of_queries(client: Client, lin: Actor) -> None:
    park, chain = tubes(lin)
    number = operations.save(name="七月", chain_id=chain, by=lin, at=MORNING)
    listed = Listed.objects.filter(shortlist=number).first()
    assert listed
    operations.assign_ranks(list_id=number, username="lin", by=lin, at=MORNING)
    operations.remark(listed_id=listed.pk, said="right", by=lin, at=MORNING)
    client.force_login(User.objects.get(pk=lin.user_id))
    above = {}
    for address, most in BASELINE.items():
        asked = address.format(park=park, chain=chain, shortlist=number, listed=listed.pk)
        client.get(asked)
        with CaptureQueriesContext(connection) as found:
            answer = client.get(asked)
        assert answer.status_code == 200, address
        if len(found) > most:
            above[address] = (len(found), most)
    assert above == {}


def test_a_version_of_a_chain_is_brought_back_as_a_further_one(client: Client, lin: Actor) -> None:
    _park, chain = tubes(lin)
    remove_link(chain_id=chain, code="tyre", expected=1, by=lin, at=MORNING)
    client.force_login(User.objects.get(pk=lin.user_id))
    back = f"/chains/{chain}/versions/1/back/"
    assert back in client.get(f"/chains/{chain}/?version=1").content.decode()
    assert back not in client.get(f"/chains/{chain}/").content.decode()
    assert client.post(back, {"version": "1", "note": "误删"}).status_code == 422  # somebody saved meanwhile
    assert client.post(back, {"version": "2", "note": "误删"}).status_code == 302
    now = chain_of(chain_id=chain, viewer=lin)
    assert (now.shown, [one.code for one in now.graph.links]) == (3, ["hose", "tyre"])
    assert client.post(f"/chains/{chain}/versions/9/back/", {"version": "3"}).status_code == 404
