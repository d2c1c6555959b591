"""One filled-in value for each page of briefings. Everything in them is invented."""

from __future__ import annotations

from duijie.web.briefings import pages
from duijie.web.pages.drafts import DraftPage, FoundRow, Stretch
from duijie.web.pages.parts import Choice, Field, Link
from tests.web.engagement_samples import TABLE

FILE = Field("file", "草案文件", "file", hint="只读取", accept=".txt", error="读不了", required=True)
LISTED = Field("document", "已收文件", "choice", "1", (Choice("1", "简报", chosen=True),))
BITS = (
    pages.Bit("签约项目"), pages.Bit("15个", "/figures/projects.signed/"), pages.Bit("约20余个", "", "wrong", "w0"),
)  # fmt: skip

PAGES = {
    "briefings/one.html": pages.BriefingPage(
        Link("简报", "/briefings/"), "云禾县产业对接工作进展情况", "草稿", "yellow", ("数字截至2024年6月30日",),
        (Link("填写修改", "/briefings/1/do/edit/"),), (Link("docx", "/briefings/1/file/docx/"),),
        "产业对接工作简报", "第1期", "领导小组办公室", "2024年7月1日",
        (
            pages.Shown("heading", (pages.Bit("一、签约"),), level=1),
            pages.Shown("paragraph", BITS),
            pages.Shown("table", (pages.Bit("各园区"),), heads=("单位", "数值"),
                        rows=((pages.Bit("东园"), pages.Bit("28家", "/figures/parks/")),)),
            pages.Shown("chart", (pages.Bit("图"),), svg="<svg></svg>"),
        ),
        "签发：梅审", (("报：", "市领导小组"),), "共印60份", "有 1 处有误",
        (
            pages.RemarkRow("概数叠用", "有误", "wrong", "约20余个", "#w0", "只应留一个"),
            pages.RemarkRow("口径说明", "说明", "note", "签约总投资", "", "缺 3 项"),
        ),
        TABLE,
    ),
    "briefings/proof.html": DraftPage(
        (FILE, LISTED), "草案.xyz 读不了", "20 MB", "草案.txt", "找到 1 处",
        (FoundRow("约20余个", "#w0", "概数叠用", "有误", "wrong", "第 2 行", "只应留一个", "留一个"),),
        ((Stretch("签约"), Stretch("约20余个", "wrong", "w0")),), "只显示一部分", "不是结论",
    ),
}  # fmt: skip
