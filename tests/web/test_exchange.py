"""Imports and exports as people use them in the browser, without one."""

from __future__ import annotations

import csv
import io
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from duijie.accounts.models import AuditRow
from duijie.accounts.types import Actor
from duijie.engagement.models import Event, Guest
from duijie.exchange import apart, queries
from duijie.exchange.apart import AtWork, Standing, standing, start
from duijie.exchange.models import Import
from duijie.pipeline.models import Project
from tests.cast import MORNING, bureau, guo_the_guest, shen_the_auditor, zhou_the_clerk
from tests.factories.books import everything, sheet_of
from tests.factories.projects import opened
from tests.web.test_agreements import said

HEAD = ("项目名称", "投资方", "总投资（万元）", "责任单位", "数目")
ROWS = [
    ("轴承项目", "恒远轴承有限公司", 12000, "招商局", 5),
    ("阀门项目", "晋中阀业有限公司", 300, "没有的局", 6),
]
Sign = Callable[[str], Client]


def give(browser: Client, data: bytes, name: str = "台账.xlsx", **said: str) -> str:
    """Upload a file; where the browser was sent."""
    answer = browser.post("/imports/", {"file": SimpleUploadedFile(name, data), **said})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


@pytest.fixture
def unit(lin: Actor) -> int:
    return bureau("招商局")


def test_a_sheet_is_read_corrected_applied_and_undone(browser: Client, unit: int) -> None:
    assert "还没有导入过" in said(browser.get("/imports/"))
    where = give(browser, sheet_of(HEAD, ROWS))
    assert re.fullmatch(r"/imports/\d+/columns/", where)
    page = browser.get(where).content.decode()
    assert "列名就是“投资方”" in page
    assert "恒远轴承有限公司" in page
    one = where.removesuffix("columns/")
    before = everything()
    # The column without a guess is said to be a field, and what no cell says is the unit.
    again = browser.post(where, {"field-0-4": "contract_number", "fixed-unit": "招商局", "kind": "projects"})
    assert again["Location"] == one
    shown = said(browser.get(one))
    assert "新增 2" in shown
    assert everything() == before
    assert "列“数目”" not in shown
    assert said(browser.get(one + "?state=refused")).count("没有这样的行") == 1
    assert browser.post(one + "apply/")["Location"] == one
    assert Project.objects.count() == 2
    assert "新增了 2 条记录" in said(browser.get(one))
    assert browser.get(where)["Location"] == one  # nothing is corrected once it is done
    assert "撤销导入" in said(browser.get(one + "undo/"))
    browser.post(one + "undo/")
    assert everything() == before
    assert "已恢复到导入之前" in said(browser.get(one))
    # The same heads are known from now on, so that the rows are shown at once.
    assert give(browser, sheet_of(HEAD, ROWS[:1])).count("columns") == 0
    assert said(browser.get("/imports/")).count("台账.xlsx") == 2


def test_rows_not_taken_come_back_as_a_sheet_and_a_duplicate_is_said_to_be_new(
    browser: Client, unit: int, lin: Actor
) -> None:
    opened(lin, unit, timezone.now(), name="轴承生产基地项目", investor="恒远轴承有限公司")
    rows = [("轴承生产基地建设项目", "恒远轴承有限公司", 12000, "招商局", 5)]
    one = give(browser, sheet_of(HEAD, rows)).removesuffix("columns/")
    assert "疑似重复 1" in said(browser.get(one))
    sheet = browser.get(one + "refused/")
    assert sheet["Content-Disposition"].startswith("attachment")
    assert sheet.content[:2] == b"PK"
    assert browser.get(one + "file/").content == sheet_like(one)
    browser.post(one + "rows/1/new/")
    assert "新增 1" in said(browser.get(one))
    browser.post(one + "discard/")
    assert browser.get(one).status_code == 404


def sheet_like(one: str) -> bytes:
    number = int(one.strip("/").split("/")[-1])
    return bytes(Import.objects.get(pk=number).upload.data)


def test_what_is_wrong_stays_on_the_page(browser: Client, unit: int) -> None:
    assert browser.post("/imports/", {}).status_code == 422
    wrong = browser.post("/imports/", {"file": SimpleUploadedFile("a.csv", b"x"), "as_of": "gestern"})
    assert wrong.status_code == 422
    one = give(browser, b"%PDF-1.7 x", "a.xlsx")
    assert "a.xlsx" in said(browser.get(one))
    assert 'role="alert"' in browser.get(one).content.decode()
    # A sheet without its most needed column asks for it.
    where = give(
        browser,
        sheet_of(("投资方", "总投资（万元）", "签约日期"), [("甲有限公司", 1, "2024-01-02")]),
        kind="projects",
    )
    assert where.endswith("columns/")
    assert "没有列填“项目名称”" in said(browser.get(where))
    assert "没有列填" in said(browser.get(browser.post(where, {"kind": "projects"})["Location"]))
    twice = browser.post(where, {"kind": "projects", "field-0-0": "name", "field-0-1": "name"})
    assert twice.status_code == 422
    assert "不能都填入" in said(twice)
    named = browser.post(where, {"kind": "projects", "field-0-0": "name", "fixed-unit": "招商局"})
    assert "新增 1" in said(browser.get(named["Location"]))


def test_who_sees_and_does_what(as_person: Sign, browser: Client, unit: int) -> None:
    one = give(browser, sheet_of(HEAD, ROWS)).removesuffix("columns/")
    zhou_the_clerk(bureau("龙泉镇"))
    shen_the_auditor()
    guo_the_guest()
    assert as_person("zhou").get(one).status_code == 404
    auditor = as_person("shen")
    assert auditor.get(one).status_code == 200
    assert "执行导入" not in said(auditor.get(one))
    assert auditor.post(one + "apply/").status_code == 403
    assert as_person("guo").get("/imports/").status_code == 403


def test_much_is_done_beside_the_server_and_its_page_tells_how_far(
    browser: Client, unit: int, lin: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[tuple[object, ...]] = []
    monkeypatch.setattr(apart, "FEW_BYTES", 10)
    monkeypatch.setattr(apart, "_beside", lambda *words: begun.append(words))
    one = give(browser, sheet_of(HEAD, ROWS))
    number = int(one.strip("/").split("/")[-1])
    assert begun == [("compare", number, lin.user_id)]
    page = browser.get(one).content.decode()
    assert 'hx-trigger="every 1s"' in page
    assert "正在读取并比对" in page
    assert "执行导入" not in page
    with pytest.raises(AtWork):
        start(act="compare", import_id=number, by=lin, at=MORNING)
    # What the other process does, done here.
    apart.work(act="compare", import_id=number, by=lin, at=MORNING)
    assert "新增" in said(browser.get(one))
    assert standing(number) is None


def test_work_that_went_silent_is_told_and_may_be_begun_anew(unit: int, lin: Actor, browser: Client) -> None:
    one = give(browser, sheet_of(HEAD, ROWS)).removesuffix("columns/")
    number = int(one.strip("/").split("/")[-1])
    path: Path = apart._file(number)
    apart._write(number, Standing("apply", "apply", 1, 2))
    os.utime(path, (0, 0))
    assert "处理中断了" in said(browser.get(one))
    browser.post(one + "again/")
    assert standing(number) is None
    assert queries.get(import_id=number, viewer=lin).state == "previewed"


def test_lists_go_out_narrowed_and_who_took_them_is_recorded(browser: Client, unit: int, lin: Actor) -> None:
    for name in ("轴承项目", "=1+1"):
        opened(lin, unit, timezone.now(), name=name)
    page = browser.get("/projects/?text=轴承项目").content.decode()
    link = re.search(r'href="(/exports/projects/csv/\?[^"]*)"', page)
    assert link is not None
    rows = list(
        csv.reader(io.StringIO(browser.get(link[1].replace("&amp;", "&")).content.decode("utf-8-sig")))
    )
    assert [row[1] for row in rows] == ["项目名称", "轴承项目"]
    rows = list(csv.reader(io.StringIO(browser.get("/exports/projects/csv/").content.decode("utf-8-sig"))))
    assert "'=1+1" in [row[1] for row in rows]
    told = AuditRow.objects.filter(operation="export", by_id=lin.user_id).order_by("pk")
    assert [(one.detail["rows"], one.detail["narrowed"]) for one in told] == [
        (1, {"text": "轴承项目"}),
        (2, {}),
    ]
    for kind in (
        "receipts",
        "organisations",
        "leads",
        "events",
        "campaigns",
        "visits",
        "agreements",
        "problems",
    ):
        assert browser.get(f"/exports/{kind}/xlsx/").content[:2] == b"PK", kind
        if kind != "receipts":
            assert f"/exports/{kind}/xlsx/" in browser.get(f"/{kind}/").content.decode(), kind
    assert browser.get("/exports/passwords/csv/").status_code == 404
    # A separated list comes in again and says nothing new.
    data = browser.get("/exports/projects/csv/").content
    one = give(browser, data, "projects.csv").removesuffix("columns/")
    assert "无变化 2" in said(browser.get(one))


def test_events_come_in_with_guests_and_go_out_as_they_came(browser: Client, unit: int) -> None:
    head = (
        "活动名称",
        "活动时间",
        "活动地点",
        "活动类型",
        "参会企业",
        "参加人数",
        "签约项目（个）",
        "责任单位",
    )
    rows = [
        (
            "京津推介会",
            "2024年5月18日-20日",
            "北京",
            "招商推介会",
            "恒远轴承有限公司、绿源食品有限公司等",
            120,
            3,
            "招商局",
        ),
        ("轴承论坛", "2024-06-01", "本县", "论坛", None, None, None, "招商局"),
    ]
    before = everything()
    one = give(browser, sheet_of(head, rows), "活动.xlsx").removesuffix("columns/")
    browser.post(one + "apply/")
    event = Event.objects.get(name="京津推介会")
    assert (event.kind, str(event.begins_on), str(event.ends_on), event.state) == (
        "roadshow",
        "2024-05-18",
        "2024-05-20",
        "held",
    )
    assert event.about == "参加人数：120；签约情况：3个"
    assert set(Guest.objects.values_list("name", "state")) == {
        ("恒远轴承有限公司", "attended"),
        ("绿源食品有限公司", "attended"),
    }
    data = browser.get("/exports/events/xlsx/").content
    again = give(browser, data, "再导.xlsx").removesuffix("columns/")
    assert "无变化 2" in said(browser.get(again))
    changed = [
        ("京津推介会", "2024年5月18日-20日", "天津", "招商推介会", "晋中阀业有限公司", None, None, "招商局")
    ]
    third = give(browser, sheet_of(head, changed), "活动.xlsx").removesuffix("columns/")
    shown = said(browser.get(third))
    assert "天津" in shown
    assert "晋中阀业有限公司" in shown
    kept = everything()
    browser.post(third + "apply/")
    browser.post(third + "undo/")
    assert everything() == kept
    browser.post(one + "undo/")
    assert everything() == before


def test_a_number_of_guests_is_told_and_is_no_guest(browser: Client, unit: int) -> None:
    head = ("活动名称", "活动时间", "参会企业（家）", "签约金额（亿元）", "责任单位")
    rows = [
        ("推介会", "2024-05-18", 42, 18.6, "招商局"),
        ("恳谈会", "2024-05-19", "约60余家", None, "招商局"),
    ]
    one = give(browser, sheet_of(head, rows), "活动.xlsx").removesuffix("columns/")
    browser.post(one + "apply/")
    assert Event.objects.get(name="推介会").about == "签约金额：18.6亿元；参会单位：42家"
    assert Event.objects.get(name="恳谈会").about == "参会单位：约60余家"
    assert not Guest.objects.exists()


def test_an_offices_own_template_is_kept_filled_and_dropped(browser: Client, unit: int, lin: Actor) -> None:
    opened(lin, unit, timezone.now(), name="轴承项目")
    assert "月报表" in said(browser.get("/exports/templates/?list=projects&text=轴承"))
    shipped = browser.get("/exports/templates/projects/月报表/").content
    assert browser.post("/exports/templates/", {"kind": "projects", "name": "x"}).status_code == 422
    bad = {"kind": "projects", "name": "x", "file": SimpleUploadedFile("x.xlsx", sheet_of(("甲", "乙"), []))}
    assert browser.post("/exports/templates/", bad).status_code == 422
    good = {"kind": "projects", "name": "本局月报", "file": SimpleUploadedFile("x.xlsx", shipped)}
    assert browser.post("/exports/templates/", good).status_code == 302
    filled = browser.get("/exports/templates/projects/本局月报/fill/?text=没有这样的")
    assert filled.content[:2] == b"PK"
    assert AuditRow.objects.filter(operation="export").latest("pk").detail["rows"] == 0
    browser.post("/exports/templates/projects/本局月报/")
    assert "本局月报" not in said(browser.get("/exports/templates/"))
