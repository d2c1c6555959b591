"""Filled-in values for the pages of agreements and problems. Everything in them is invented."""

from __future__ import annotations

from duijie.web.agreements import pages
from duijie.web.pages.drafts import DraftPage, FoundRow, Stretch
from duijie.web.pages.organisations import Narrowing
from duijie.web.pages.parts import Amount, Choice, Field, Link, Paging
from tests.web.engagement_samples import TABLE

CHOICES = (Choice("", "全部", chosen=True), Choice("signed", "已签"))
NARROWINGS = (Narrowing("state", "状态", CHOICES),)
PAGING = Paging("第 51–100 份", "?page=1", "?page=3")
MONEY = Amount("2", "亿元", "200,000,000 元")
ACT = Link("录入", "/agreements/1/do/clause/")
FIELDS = (
    Field(
        "text",
        "文字",
        "lines",
        "甲方返还税款",
        required=True,
        hint="可粘贴",
        error="没有看懂",
        accept=".docx",
    ),
    Field("document", "文件", "choice", choices=CHOICES),
    Field("file", "草案", "file"),
)
STEP = pages.StepRow(
    "2025年9月1日",
    MONEY,
    Amount("1", "亿元", "100,000,000 元"),
    "逾期",
    "red",
    "逾期 3 天",
    ("部分履行 · 林审",),
    (ACT,),
)
CLAUSE = pages.ClauseRow(
    "clause-1", "投资额", "乙方投资不低于2亿元", Link("投资协议 · 第二条", "/documents/1/"), "责任：招商局",
    Link("轴承项目", "/projects/1/"), (STEP,), Link("撤回", "/agreements/1/do/take-back-clause/"),
)  # fmt: skip
PARTY = pages.PartyRow("恒远轴承有限公司", "/organisations/1/", "投资方", Link("撤回", "/agreements/1/"))
FACTS = (pages.Fact("项目", "轴承项目", "/projects/1/"), pages.Fact("主管单位", "招商局"))

PAGES = {
    "agreements/list.html": pages.AgreementsPage(
        "轴承", NARROWINGS,
        (pages.AgreementRow(
            Link("轴承项目投资协议", "/agreements/1/"), "投资协议", "云禾县人民政府、恒远轴承", "已签", "2025年7月1日",
            "2026年7月1日", "剩 9 天", "red", "2", "1", "3", "招商局", "涉密",
        ),),
        "共 1 份", True, PAGING, "/agreements/new/",
    ),
    "agreements/due.html": pages.DuePage(
        CHOICES, CHOICES,
        (pages.DueRow(
            "2025年9月1日", "逾期 3 天", "red", "逾期", "投资额", "不低于2亿元", Link("投资协议", "/agreements/1/"), "对方", "招商局"
        ),),
        "1 项", PAGING,
    ),
    "agreements/one.html": pages.AgreementDetail(
        "轴承项目投资协议", "起草", FACTS, (ACT, ACT), (pages.MissingRow("red", "签订缺协议文本"),),
        (pages.Side("ours", "我方承诺", (PARTY,), ()), pages.Side("theirs", "对方承诺", (), (CLAUSE,))),
        (pages.PaperRow("协议文本", "投资协议", "/documents/1/", "2025年7月1日", "a1b2c3"),),
        (pages.ReviewRow("不影响公平竞争", "green", "市场监管局 · 2025年6月1日", "无"),),
        (pages.HistoryLine("2025年7月1日", "林审", "已签", "原件齐"),), TABLE,
    ),
    "agreements/screening.html": DraftPage(
        FIELDS, "草案.xyz 读不了", "20 MB", "草案.txt", "找到 1 处",
        (FoundRow(
            "返还税款", "#w0", "税收返还", "法规禁止", "forbidden", "第 2 行", "条例第十条", "删去"
        ),),
        ((Stretch("甲方"), Stretch("返还税款", "forbidden", "w0")),),
        "只显示一部分", "不是法律结论",
    ),
    "agreements/problems.html": pages.ProblemsPage(
        (pages.CauseRow(Link("用地", "/problems/?cause=land"), "自然资源", "2", "1", "3"),), NARROWINGS,
        (pages.ProblemRow(
            Link("用地未落实", "/problems/1/"), Link("轴承项目", "/projects/1/"), "用地", "已交办", "red", "逾期 3 天", "10",
            "责任单位", "自然资源局",
        ),),
        "1 件", True, PAGING, "/problems/new/",
    ),
    "agreements/problem.html": pages.ProblemPage(
        "用地 · 轴承项目", "用地指标未落实", "red", "已交办", FACTS, (ACT, ACT),
        (pages.TurnRow("2025年7月1日 10:00", "林审", "交办 自然资源局", "请三日内答复", "依据 3"),),
    ),
}  # fmt: skip
