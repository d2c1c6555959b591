"""One filled-in value for each page: every field has something to show. Everything in them is invented."""

from __future__ import annotations

from duijie.web.pages import (
    dashboard,
    document,
    documents,
    figures,
    mentions,
    names,
    organisation,
    organisations,
    reconcile,
    sign_in,
)  # fmt: skip
from duijie.web.pages.parts import Amount, Choice, Clash, Field, Link, Meanwhile, Paging, Quote
from tests.web import engagement_samples
from tests.web.project_samples import PAGES as PROJECTS

FIVE = Amount("5", "家", "5 家整")
MONEY = Amount("3.2", "亿元", "320,000,000 元")
QUOTE = Quote("云禾县签约项目5个", "云禾简报", "/documents/1/?span=3-12&in=original#aimed")
CHOICES = (Choice("", "全部 3", chosen=True), Choice("short", "不足 1"))
PAGING = Paging("第 51–100 份", "?page=1", "?page=3")
STANDING = reconcile.Standing(
    "重新待判定",
    "yellow",
    "可以解释",
    "一处含筹建",
    "林审 · 7月1日",
    ("台账由 5 变为 6",),
    Link("判定记录", "/claims/1/"),
)
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
    withdraw_url="/statements/a1/withdraw/", problem="缺少指标", found_by="模型", who_url="/statements/a1/organisations/",
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

MEANT = mentions.Meant(
    Link("青禾种业有限公司", "/organisations/1/"),
    "登记库：样本",
    "91999999000000010A",
    "相似度 90 %",
    ("字号相同",),
    "/organisations/new/",
)

PAGES = {
    "pages/mentions.html": mentions.MentionsPage(
        Link("云禾简报", "/documents/1/"), "青禾种业与云州农学院签约",
        (mentions.Mention("青禾种业", (MEANT,)), mentions.Mention("云州农学院", ())),
    ),
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
        ), (Link("到位资金", "/g/"),)),),
    ),
    "pages/figure.html": figures.FigurePage(
        code="projects.signed", name="签约项目", other_name="Projects signed", definition="当年正式签约的项目数。",
        version="第 1 版", amount=FIVE, wording="近5家", as_of="2024年6月30日", known_at="2024年7月1日 12:00",
        controls=FIELDS,
        contributions=(figures.Contribution(
            "青禾种业基地", "第 8 条，林审", FIVE, "2024年5月18日", "填报数", "两份材料说到", (QUOTE,)
        ),),
        sum=MONEY, gaps=("两个项目未写明投资额",), claims=Link("材料怎么说", "/claims/?measure=projects.signed"), formula="5个 ÷ 15个",
        narrowed=(Link("园区：东园", "/figures/projects.signed/?unit=2"),), kept=(("park", "东园"),),
        splits=(figures.Split("主管单位", (figures.Part(Link("招商一科", "/figures/projects.signed/?unit=3"), FIVE),)),),
        publish=Link("公开", "/notices/new/"),
    ),
    "pages/reconcile.html": reconcile.ReconcilePage(
        "2024年6月30日", CHOICES, CHOICES, CHOICES, CHOICES, CHOICES,
        (reconcile.Contradiction("签约项目", QUOTE, "5个", QUOTE, "7个", "没有一个数能同时符合", "另有 3 处说法相同", STANDING),),
        (reconcile.ClaimRow(
            "签约项目", QUOTE, "15余家", "16–19", Link("签约项目数", "/f/"), FIVE, "不足", "yellow", "台账只有 5家",
            ("用语不规范",), STANDING,
        ),
         reconcile.ClaimRow("就业", QUOTE, "300人", "", Link("就业", "/f/"), None, "暂不能核", "", "单位不同", ()),
        ),
        "另有 12 处矛盾未列出",
    ),
    "pages/dispute.html": reconcile.DisputePage(
        "签约项目", Link("对账", "/claims/"),
        reconcile.Contradiction("签约项目", QUOTE, "5个", QUOTE, "7个", "没有一个数能同时符合", "另有 3 处说法相同", STANDING),
        reconcile.ClaimRow("就业", QUOTE, "300人", "", Link("就业", "/f/"), FIVE, "不足", "yellow", "台账只有 5家", ("用语不规范",)),
        (Link("判定", "/judge/"),), engagement_samples.TABLE,
    ),
    "pages/names.html": names.NamesPage(
        CHOICES,
        (
            names.NamePair(
                "1", names.NameSide(Link("青禾种业", "/organisations/1/"), (QUOTE,)),
                names.NameSide(Link("青禾种业有限公司", "/organisations/2/"), (QUOTE,)), "相似度 91%", ("字号相同",),
                "/names/1/", "open", "待定", "", Link("合并预览", "/organisations/1/merge/2/"), "两个代码不同",
            ),
            names.NamePair(
                "2", names.NameSide(Link("云禾农机", "/organisations/3/"), ()),
                names.NameSide(Link("云禾农机厂", "/organisations/4/"), ()), "相似度 88%", ("字号相同",), "/names/2/",
                "same", "同一家", "林审",
            ),
        ),
        PAGING,
        may_scan=True,
    ),
    "pages/organisations.html": organisations.OrganisationsPage(
        "青禾", (organisations.Narrowing("kind", "类型", CHOICES),),
        organisations.OrganisationList(
            (organisations.OrganisationRow(
                Link("青禾种业有限公司", "/organisations/1/"), "另有 1 个名称", "企业", "云禾县", "种业", "91999999000000010A",
                ("高新技术企业",), "存续",
            ),),
            "共 1 家", True, PAGING, (MEANT,),
        ),
        "/organisations/new/",
    ),
    "pages/organisation.html": organisation.OrganisationPage(
        title="青禾种业有限公司", facts=("企业", "云禾县"),
        known=(organisation.Known("行业", "种业", "由名称判断", "营业执照", ""),
               organisation.Known("状态", "存续", "", "云禾简报", "/documents/1/")),
        names=(organisation.NameRow("青禾种业", "简称", "2019年 –", "/organisations/1/names/2/"),),
        honours=(organisation.HonourRow(
            "高新技术企业", "国家级", "2021年1月1日", "2024年1月1日", "yellow", "已到期", "云禾简报", "/documents/1/",
            "/organisations/1/honour/1/",
        ),),
        contacts=(organisation.ContactRow("沈联", "经理", "0318-0000000", "shen@example.org", "已同意", "景县", "/c/1/"),),
        hidden_contacts=False,
        ties=(organisation.TieRow("母公司", Link("禾集团", "/organisations/3/"), "2020年 –", "/organisations/1/tie/1/"),),
        members=(organisation.TieRow("集团", Link("禾苗公司", "/organisations/4/"), "2021年 –", ""),),
        judgements=(organisation.JudgementRow("青禾种业 / 青禾种业有限公司", "同一家", "简称", "林审", "/names/1/"),),
        events=(
            organisation.EventRow("2024年6月28日", "", ("文中陈述", "事实"), "青禾种业", "签约项目5个", "云禾简报", "/documents/1/"),
            organisation.EventRow("2021年1月1日", "获评高新技术企业", ("荣誉资质",), "", "", "", ""),
        ),
        earlier="还有 3 条", earlier_url="?events=all", describe_url="/organisations/1/details/",
        merge_url="/organisations/1/merge/", add_name_url="/organisations/1/names/new/",
        add_honour_url="/organisations/1/honour/new/", add_contact_url="/organisations/1/contact/new/",
        add_tie_url="/organisations/1/tie/new/", here="/organisations/1/", history=engagement_samples.TABLE,
    ),
    "pages/organisation_form.html": organisations.FormPage(
        "基本信息", "先查一查", Link("青禾种业有限公司", "/organisations/1/"), FIELDS, "17", "保存", "移除", "有人改过",
        ("周办：行业",), Meanwhile((Clash("site", "选址", "东区", "西区"),), "site", ("园区",)),
    ),
    "pages/merge_with.html": organisations.ChooseOtherPage(
        Link("青禾种业有限公司", "/organisations/1/"), "青禾",
        (organisations.Candidate(Link("青禾种业", "/organisations/1/merge/2/"), "相似度 91%", ("字号相同",)),),
    ),
    "pages/merge.html": organisations.MergePage(
        left=Link("青禾种业有限公司", "/organisations/1/"), right=Link("青禾种业", "/organisations/2/"),
        merged_title="青禾种业有限公司", names=("青禾种业",),
        values=(organisations.Compared("行业", "种业", "–", "种业"),),
        leading=(organisations.Compared("文中陈述", "3", "1", "4"),), warnings=("林审判定不是一家",),
        obstacles=("未知关系",), may_merge=True, fields=FIELDS, problem="请写理由",
    ),
    **engagement_samples.PAGES,
}  # fmt: skip
PAGES |= PROJECTS
