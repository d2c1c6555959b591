"""A filled-in value for each page of leads, projects and money. Everything in them is invented."""

from __future__ import annotations

from duijie.web.pages.parts import Choice, Clash, Field, Link, Meanwhile
from duijie.web.projects import pages

CHOICES = (Choice("", "全部", chosen=True), Choice("signed", "签约"))
NARROW = (pages.Narrowing("stage", "阶段", CHOICES),)
FIELDS = (
    Field("words", "数量", "text", "5家", required=True, hint="如 5家", error="没有看懂", accept=".txt"),
    Field("kind", "种类", "choice", choices=(Choice("contract", "合同", chosen=True),), error="请选一项"),
    Field("more", "说明", "lines", "厂房三栋", complete="off"),
)
LACKING = (Link("缺合同扫描件", "/projects/7/do/attach/?kind=contract"),)
FORM = pages.ActForm(
    "top",
    "推进阶段",
    "另一人批准",
    FIELDS,
    "/projects/7/do/move/",
    "/projects/7/",
    "推进",
    True,
    "尚缺",
    LACKING,
    "Zm9ybQ",
    Meanwhile((Clash("site", "选址", "东区", "西区"),), "site", ("园区",)),
)
CELL = pages.Cell(
    "签约", "阶段", "2024年6月1日", "/projects/7/", True, "yellow", "合同", Link("合同 · HT-001", "/documents/1/"),
    (Link("核实", "/projects/7/do/verify/?receipt=3"),),
)  # fmt: skip


LISTED = pages.Cell("签约", "阶段", "2024年6月1日", "/projects/7/", True, "yellow")


def table(slot: str) -> pages.Section:
    opened = pages.ActForm(slot, "登记", "", (), "/a/", "/b/", "保存", problem="尚缺", lacking=LACKING)
    return pages.Section(
        slot, "到位资金", (pages.Head("阶段", number=True),), (pages.Row((CELL,), True, "5", f"{slot}-3"),),
        (Link("登记到位", f"/projects/7/do/{slot}/"),), "共 1 笔", "还没有", chart=True, opened=opened,
    )  # fmt: skip


EMPTY = pages.Section("notes", "进展", (), (), empty="还没有进展")
ALIKE = pages.Duplicate("轴承项目", "/leads/3/", "同一投资方")
GROUPS = (pages.Group("投资方", (pages.Known("投资方", "恒远轴承有限公司"), pages.Known("母公司", ""))),)

PAGES = {
    "projects/list.html": pages.ProjectsPage(
        text="轴承", narrowings=NARROW, more=FIELDS,
        lacking=True, columns=CHOICES, saved=(pages.Saved("签约未开工", "/projects/?stage=signed", "本单位共享", "/f/1/", True),),
        may_share=True, here="stage=signed", heads=(pages.Head("阶段", number=True),),
        rows=(pages.ListRow("7", Link("高端轴承项目", "/projects/7/"), True, (LISTED,)),), count="1 个项目",
        hidden="其中 1 个保密", narrowed=True, next="/projects/?after=x", first="/projects/?", bulk=CHOICES,
        board_url="/projects/board/", open_url="/projects/new/", problem="请起名字",
    ),
    "projects/bulk.html": pages.BulkPage(
        "assign", "指定责任单位和人", FIELDS,
        (
            pages.Outcome("7", Link("高端轴承项目", "/projects/7/"), "负责单位：甲 → 乙", ""),
            pages.Outcome("8", Link("种业项目", "/projects/8/"), "", "其他单位负责"),
        ),
        True, "将改动 1 个", "1 个不能改", True, "/projects/?stage=signed", "stage=signed",
    ),
    "projects/board.html": pages.BoardPage(
        NARROW,
        (pages.Column(
            "signed", "签约", "12", "3.2 亿元", True, "/projects/board/?at=signed",
            (pages.Card("7", Link("高端轴承项目", "/projects/7/"), "恒远轴承", "2 亿元", "2024年6月1日", "暂缓", "待批准", CHOICES,
                        "/projects/7/do/move/", "尚缺", LACKING),),
            Link("还有 11 个", "/projects/?stage=signed"),
        ),),
        "/projects/", any=True,
    ),
    "projects/project.html": pages.OneProject(
        title="高端轴承项目", code="P2024-000007", facts=("招商局", "总投资 2 亿元"),
        organisation=Link("恒远轴承有限公司", "/organisations/1/"), confidential="保密：本单位可见",
        steps=(pages.Step("线索", "done", "2024-01-01"), pages.Step("签约", "now", "2024-06-01")),
        status="推进 · 2024年1月1日", lights=(pages.Cell("绿灯", light="green", note="没有计划"),),
        warned_url="/projects/7/?part=warnings",
        acts=(Link("推进", "/projects/7/do/move/"),), opened=FORM,
        decision=pages.Decision("自 2024年6月1日 进入“签约”", "周办", "合同已签", "您提出的", Link("批准", "/a/"), Link("不批准", "/r/")),
        parts=CHOICES, next_stage="注册", missing=(pages.MissingRow("缺营业执照", True, Link("补齐", "/projects/7/do/attach/")),
                                                pages.MissingRow("宜有税务登记", False, None)),
        complete="必备条件已齐", groups=GROUPS, edit=Link("修改", "/projects/7/do/fill/"), sections=(table("money"), EMPTY),
    ),
    "projects/form_page.html": pages.FormPage("登记线索", Link("线索", "/leads/"), FORM, (ALIKE,), "yes"),
    "projects/tables.html": pages.TablePage(
        "线索", "先登记者受保护", CHOICES, Link("登记线索", "/leads/new/"), (table("leads"), EMPTY),
        pages.Empty("没有线索", "先登记"), "/leads/?before=3",
    ),
    "projects/lead.html": pages.OneLead(
        title="轴承生产基地", facts=("恒远轴承",), project=Link("打开项目", "/projects/7/"),
        lights=(pages.Cell("首谈保护", light="green", note="至 2024年12月31日"),), acts=(Link("转为项目", "/leads/3/do/convert/"),),
        opened=FORM, groups=GROUPS, intact="登记后未改动", duplicates=(ALIKE,), sections=(table("clocks"), EMPTY),
    ),
}  # fmt: skip
