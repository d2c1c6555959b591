"""One filled-in value for each page: every field has something to show. Everything in them is invented."""

from __future__ import annotations

from duijie.web.pages import dashboard, document, documents, figures, names, reconcile, sign_in
from duijie.web.pages.parts import Amount, Choice, Field, Link, Paging, Quote

FIVE = Amount("5", "家", "5 家整")
MONEY = Amount("3.2", "亿元", "320,000,000 元")
QUOTE = Quote("云禾县签约项目5个", "云禾简报", "/documents/1/?span=3-12&in=original#aimed")
CHOICES = (Choice("", "全部 3", chosen=True), Choice("short", "不足 1"))
PAGING = Paging("第 51–100 份", "?page=1", "?page=3")
FIELDS = (
    Field("words", "数量", "text", "5家", required=True, hint="如 5家", error="没有看懂", accept=".txt"),
    Field("stage", "阶段", "choice", choices=(Choice("signed", "签约", chosen=True),), error="请选一项"),
    Field("parties", "各方", "lines", "青禾种业有限公司\n云禾农机厂"),
    Field("name", "用户名", "text", complete="username"),
)

PROPOSAL = document.Proposal(
    id="a1", kind_label="数字", title="签约项目 · 5个", values=(document.Value("时期", "上半年"),),
    quote="签约项目5个", rule="tally.signed", state="corrected", state_label="改后采纳",
    decided="林审，2024年7月1日 · 笔误", url="/statements/a1/", accept_url="/statements/a1/accept/",
    correct_url="/statements/a1/correct/", reject_url="/statements/a1/reject/",
    withdraw_url="/statements/a1/withdraw/", problem="缺少指标", found_by="模型",
)  # fmt: skip
CORRECTING = document.Proposal(
    id="a2", kind_label="数字", title="签约项目 · 6个", values=(), quote="签约6个", rule="tally.signed",
    state="open", state_label="待审", decided="", url="/statements/a2/", accept_url="", correct_url="/c/",
    reject_url="/r/", withdraw_url="", form="correct", fields=FIELDS,
)  # fmt: skip
PARAGRAPH = document.Paragraph(
    (
        document.Piece("云禾县"),
        document.Piece("签约项目5个", "a1", "corrected", "aimed", "缺字节复原", certain=False, aimed=True),
    ),
    "第 3 页 · 第 1 段",
)

PAGES = {
    "pages/sign_in.html": sign_in.SignInPage(
        FIELDS, "用户名或密码不对", "/figures/", sign_in.DemoSignIn("sample", "sample-word")
    ),
    "pages/dashboard.html": dashboard.DashboardPage(
        region="云禾县", as_of="2024年6月30日", compared_with="2024年5月31日",
        groups=(dashboard.CardGroup("签约", (
            dashboard.Card("projects.signed", "签约项目", FIVE, "5多家", "+2家", "3 处依据", "1 处缺项", "/f/"),
        )),),
        charts=(dashboard.Chart("parks", "各园区产值", "截至今日", "园区", "数值", (
            dashboard.Bar("城东园", "320000000", MONEY, "/figures/output.quota/"),
        )),),
        pending=(dashboard.Pending("待审陈述", "12", "尚未采纳或驳回", "yellow", "/documents/"),),
        received=(dashboard.Received("云禾简报", "/documents/1/", "办公室", "2024年7月1日", "已审 3 / 15"),),
    ),
    "pages/documents.html": documents.DocumentsPage(
        rows=(documents.DocumentRow(
            "云禾简报", "/documents/1/", "办公室", "2024年6月28日", "2024年7月1日", "林审", "15", "12", "yellow"
        ),),
        paging=PAGING, may_add=True, fields=FIELDS, problem="简报.pdf 读不了", limit="20 MB",
    ),
    "pages/document.html": document.DocumentPage(
        name="云禾简报", facts=(document.Value("来源", "办公室"),),
        file=Link("下载收到的文件", "/documents/1/file/"),
        views=(
            document.TextView("repaired", "整理后文字", "/documents/1/", True, (PARAGRAPH,)),
            document.TextView("original", "原文", "/documents/1/?in=original", False, (PARAGRAPH,), placed=True),
        ),
        groups=(document.ProposalGroup("数字", (PROPOSAL, CORRECTING)),), filters=CHOICES,
        repairs=(document.Repair("去掉括注拼音", "4", "“禾(hé)” → “禾”"),), remarks=("编码不明，按 GBK 读",),
        progress=document.Progress(3, 15, "已审 3 / 15"), may_review=True, post_url="/documents/1/post/",
        posted="已入台账",
    ),
    "pages/figures.html": figures.FiguresPage(
        "2024年6月30日", "2024年7月1日 12:00", FIELDS,
        (figures.FigureGroup("签约", (
            figures.FigureRow("projects.signed", "签约项目", FIVE, "近5家", "2024年6月30日", "3 处依据", "1 处缺项", "/f/"),
            figures.FigureRow("funds.received", "到位资金", None, "", "2024年6月30日", "", "", "/g/"),
        )),),
    ),
    "pages/figure.html": figures.FigurePage(
        code="projects.signed", name="签约项目", other_name="Projects signed", definition="当年正式签约的项目数。",
        version="第 1 版", amount=FIVE, wording="近5家", as_of="2024年6月30日", known_at="2024年7月1日 12:00",
        controls=FIELDS,
        contributions=(figures.Contribution(
            "青禾种业基地", "第 8 条，林审", FIVE, "2024年5月18日", "填报数", "两份材料说到", (QUOTE,)
        ),),
        sum=MONEY, gaps=("两个项目未写明投资额",), claims=Link("材料怎么说", "/claims/?measure=projects.signed"),
    ),
    "pages/reconcile.html": reconcile.ReconcilePage(
        "2024年6月30日", CHOICES, CHOICES,
        (reconcile.Contradiction("签约项目", QUOTE, "5个", QUOTE, "7个", "没有一个数能同时符合"),),
        (reconcile.ClaimRow(
            "签约项目", QUOTE, "15余家", "16–19", Link("签约项目数", "/f/"), FIVE, "不足", "yellow", "台账只有 5家",
            ("用语不规范",),
        ),
         reconcile.ClaimRow("就业", QUOTE, "300人", "", Link("就业", "/f/"), None, "暂不能核", "", "单位不同", ()),
        ),
    ),
    "pages/names.html": names.NamesPage(
        CHOICES,
        (
            names.NamePair("1", "青禾种业", "青禾种业有限公司", "相似度 91%", ("字号相同",), "/names/1/", "open", "待定", ""),
            names.NamePair("2", "云禾农机", "云禾农机厂", "相似度 88%", ("字号相同",), "/names/2/", "same", "同一家", "林审"),
        ),
        PAGING,
    ),
}  # fmt: skip
