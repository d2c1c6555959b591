"""One filled-in value for each page of ties. Everything in them is invented."""

from __future__ import annotations

from duijie.web.network.pages import (
    Door,
    End,
    Family,
    IntroductionsPage,
    NetworkPage,
    RegionPage,
    StepRow,
    TieRow,
    WayCard,
)
from duijie.web.pages.parts import Choice, Field, Link, Paging
from duijie.web.projects.pages import Cell, Head, Row, Section

FIELD = Field(
    "of", "以谁为中心", "text", "青禾种业", hint="写全称", error="不止一个", accept=".txt", required=True,
    choices=(Choice("a", "甲", chosen=True),),
)  # fmt: skip
LISTED = Field("family", "关系类别", "choice", "papers", (Choice("papers", "协议", chosen=True),))
OURS = End("unit:1", "招商局", "本县", "/u/1/", "/network/?of=unit:1")
CHAMBER = End("organisation:2", "云州商会", "北京", "/organisations/2/", "/network/?of=organisation:2")
RECORD, SOURCE = Link("协议：轴承项目", "/agreements/1/"), Link("协议登记", "/documents/1/")
SECTION = Section(
    "brokers", "引荐人", (Head("由谁引荐"), Head("门数", number=True)),
    (Row((Cell("云州商会", note="北京", label="由谁引荐"), Cell("3", number=True, label="门数"))),), about="两步之外",
)  # fmt: skip
EMPTY = Section("silent", "未写明所在地的", (Head("组织"),), (), empty="都写明了")

PAGES = {
    "network/introductions.html": IntroductionsPage(
        (FIELD, LISTED), "不止一个", (Link("青禾种业（北京）", "?to=1"),), "招商局 → 青禾种业",
        (WayCard("路径 1", "经 1 方", OURS, (StepRow(CHAMBER, "会员", "2024年 –", "60", RECORD, SOURCE, "另有 1 条"),)),),
        "没有路径", (Link("在关系网络中查看", "/network/"),), (SECTION, EMPTY),
        (Door(Link("禾集团", "/organisations/3/"), "沈某", "正在诉讼", "2024年 –", "林审", "/network/doors/1/open/"),),
        "/network/doors/new/",
    ),
    "network/network.html": NetworkPage(
        (FIELD, LISTED), "不止一个", "招商局", "/network/?size=100", "关系 1 条。", (Family("papers", "协议"),),
        (TieRow(OURS, CHAMBER, "会员", "papers", "2024年 –", "60", RECORD, SOURCE, True),),
        Paging("1–50，共 60", "/network/?page=1", "/network/?page=3"), (Link("引荐", "/network/introductions/"),),
        "没有关系", "换一天",
    ),
    "network/region.html": RegionPage(
        (FIELD, LISTED), "京津冀", (Link("该区域的组织：1", "#ties"),), ("截至 2024年6月30日",), (SECTION, EMPTY),
    ),
}  # fmt: skip
