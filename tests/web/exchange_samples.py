"""One filled-in value for each page of imports: every field has something to show. Everything in them is invented."""

from __future__ import annotations

from duijie.web.exchange.pages import (
    Acts,
    Change,
    ColumnRow,
    ColumnsPage,
    ImportLine,
    ImportPage,
    ImportsPage,
    Part,
    RowLine,
    TableForm,
    TemplateRow,
    TemplatesPage,
    UndoPage,
    Working,
)
from duijie.web.pages.parts import Choice, Field, Link

FIELDS = (
    Field("file", "表格文件", "file", required=True, hint="各种样式都可以", error="请选文件", accept=".xlsx"),
    Field("kind", "表里是什么", "choice", choices=(Choice("projects", "项目", chosen=True),)),
    Field("as_of", "截至", "date", "2024-06-30", complete="off"),
)
SELECT = Field("field-0-1", "填入", "choice", "investor", (Choice("investor", "投资方", chosen=True),))
UNIT = Field("unit-0-1", "单位", "choice", "万元", (Choice("万元", "万元", chosen=True),))
BACK = Link("台账.xlsx", "/imports/1/")

IMPORTS = ImportsPage(
    fields=FIELDS, problem="没有认出表格", limit="20 MB",
    rows=(ImportLine(BACK, "项目", "待执行", "yellow", "2024年7月1日", "林审", "新增 3 · 未取 1"),),
    next="?before=1",
)  # fmt: skip
IMPORT = ImportPage(
    title="台账.xlsx", about="项目 · 林审", state="待执行", light="yellow", problem="处理中断了", remarks=("隐藏的工作表未读",),
    working=Working("正在读取并比对", "2,000 / 4,000", 2000, 4000), told="执行后新增3条记录",
    acts=Acts("/a/", "/c/", "/g/", "/r/", "/u/", "/d/", "/f/"), parts=(Part("新增", "3", "?state=new", chosen=True),),
    rows=(
        RowLine(
            "1", "汇总表!5", Link("轴承项目", "/projects/1/"), "更改", "green", (Change("投资方", "旧名", "新名"),),
            ("没有单位“青石乡”",), "/imports/1/rows/1/new/",
        ),
    ),
    first="?", next="?after=50",
)  # fmt: skip
COLUMNS = ColumnsPage(
    title="台账.xlsx", back=BACK, problem="两列不能都填入投资方", lacking=("没有列填“项目名称”",),
    tables=(TableForm("汇总表", "4 行", (ColumnRow("投资企业", ("甲公司",), SELECT, UNIT, ("列名就是",), "已改定"),)),),
    fields=FIELDS[1:],
)  # fmt: skip
UNDO = UndoPage("台账.xlsx", BACK, "新增了3条记录", "后来被改动")
TEMPLATES = TemplatesPage(
    "对项目台账",
    (TemplateRow(Link("台账", "/t/"), "项目台账", "自有", "/t/fill/", "/t/"),),
    FIELDS,
    "没有认出表头",
)
PAGES = {
    "exchange/imports.html": IMPORTS,
    "exchange/import.html": IMPORT,
    "exchange/columns.html": COLUMNS,
    "exchange/undo.html": UNDO,
    "exchange/templates.html": TEMPLATES,
}
