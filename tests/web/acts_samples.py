"""One filled-in value for each page of rights, people and returns. Everything in them is invented."""

from __future__ import annotations

from duijie.web.acts.may import MayPage, Meaning
from duijie.web.acts.people import PeoplePage
from duijie.web.pages.parts import Choice, Field, Link, Paging
from duijie.web.returns.filling import Change, FormPage, Line
from tests.web.engagement_samples import TABLE

TABS = (Link("操作记录", "/acts/"), Link("权限表", "/may/"))
FIELD = Field(
    "v-1-site", "选址", "text", "东路", required=True, hint="上期：西路", error="太长", accept=".txt",
    choices=(Choice("a", "甲", chosen=True),),
)  # fmt: skip
LISTED = Field("v-1-nature", "性质", "choice", "new", (Choice("new", "新建", chosen=True),))

PAGES = {
    "acts/may.html": MayPage("权限表", "当前登录：林审", TABS, "/may/", TABLE, (Meaning("全域", "所有单位"),)),
    "acts/people.html": PeoplePage("用户与单位", "每次改动都有记录", TABS, "/people/", (TABLE,)),
    "returns/form.html": FormPage(
        Link("月度进展", "/returns/1/"), "东镇", "截止 7 月 5 日", "/returns/forms/1/", "/sheet/", "/back/",
        (Line(1, Link("轴承项目", "/projects/1/"), (FIELD, LISTED), "已报"),), "有误", ("轴承项目：太长",),
        (Change("种业项目", "本年计划投资", "3000 万元", "1000 万元", Field("r-2", "变动原因", "text", "延期")),),
        "另有 2 个项目没有变化", "signed", Paging("1–50", "?page=1", "?page=3"),
    ),
}  # fmt: skip
