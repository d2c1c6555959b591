"""Which measure a sum, an area or a share has: the word it is said of, and whose it is.

A sum of one named project or firm, a threshold (亿元以上项目) and a sum without a listed measure are nothing.
"""

from __future__ import annotations

import re

from duijie.reading.rules.tally_counts import STAGE, STAGE_OF, SUBSET, head_of, projects
from duijie.reading.rules.tally_scope import Passage, Spot
from duijie.reading.vocabulary import any_of, load, words

LEXICON = load("measures")
_A, _F, _L = LEXICON["amounts"], LEXICON["funds"], LEXICON["areas"]
CLASS_OF = {
    word: name
    for name in ("barred", "not_tax", "investment", "signed", "intent", "revenue", "output", "tax")
    for word in _A[name]
}
CLASS_OF |= dict.fromkeys(_F["whole"], "funds")
CUE_AT_END = re.compile(f"({any_of(CLASS_OF)})(?:额|总额|总量|总计|规模|总值)?$")
CUE_BEHIND = re.compile(
    f"^的?(?:年|总|全年|工业)?({any_of(w for w, c in CLASS_OF.items() if c in ('revenue', 'output', 'tax', 'funds', 'signed', 'barred'))})"
)
LEADS = re.compile(
    r"(?:目标任务|目标|任务|迈上|迈|跨上|跨越|登上|跃上|站上|跃升至|提升至|提高至|提高到|提升到|扩大到|扩大至|增加至|首次|一举|向|冲刺|可|将|预计|预期|有望|力争|确保|争取|努力|计划|能|再|全年|全部|均|平均|年均|要求|实际|人民币|要|应|须)+$"
)
# 实际到位市外资金, 引进省外实际到位资金, 到账外资总额
FUNDS = re.compile(
    rf"(?:{any_of(_F['arrived'])}|(?<!协议)(?<!合同)(?<!协议引进和)(?:利用|引进))[^，。；、]{{0,12}}(?:外资|内资|资金|到资|款)(?:总?额|总量)?$"
    rf"|(?:{any_of(_F['whole'])})(?:总?额|总量)?$"
)
# 实际利用内资82亿元、外资2460万美元
FUNDS_KIND = re.compile(
    r"^(?:其中)?(?:[省市县区域境]外|境内外?|国内|外来)?(?:外资|内资|资金)(?:达到|达|约|为)*$"
)
# 实际到账外资1.26亿美元，增长13.5%，其中韩资4800万美元
FUNDS_PART = re.compile(
    r"^，?其中，?[一-鿿]{0,6}?(?:[韩日台港澳侨德美欧外内]资|工业项目|制造业项目|产业项目|工业|制造业)(?:项目)?(?:到位|到资|资金|实际)*(?:达|为|约)*$"
)
NOT_FUNDS = re.compile(any_of(_F["not_funds"]))
GROWTH = re.compile(
    r"(?:(?P<up>增长|增加|上升|提高|提升|增幅|增速|攀升|递增|增)|(?P<down>下降|减少|下滑|回落|降低|降幅|减|降))(?:率)?(?:了|为|达到|达|约|至|在|要|不|：)*$"
)
BARE_GROWTH = re.compile(
    r"^[、，]?(?:其中)?(?:分别)?(?:同比|环比|比|较|与|同)*(?:上年度?|去年|前年|上一年度?|20\d\d年|年均)?(?:同期|同口径)?(?:相比|比)?(?:净|分别|平均|可比)?(?:增长|增加|上升|提高|增幅|增速|下降|减少|下滑|提升|增|降|回落)"
)
ENTITY = re.compile(
    r"(?P<firm>(?<![子分])公司|集团(?!军|化)|株式会社|[^工]厂(?!房|商|区|家|均)|合作社|该企业|该厂)"
    r"|(?P<project>(?<![个项])项目(?!区)|生产线|生产基地)"
    r"|(?P<park>产业园区?|工业园区?|科技园|开发区|经开区|高新区|集聚区|集中区|合作区|示范园|物流园区?|园中园|园区|加工园|合作园|产业基地|创业园|双创园|小微园|小微企业园|孵化园|孵化器|功能区|保税区|工业区|新区(?!域)|飞地|小镇|起步区|城(?=规划|占地|总面积)|[一-鿿]园(?![林艺地丁长中]))"
    r"|(?P<region>全[县市区镇乡州旗省盟]|我[县市区镇乡州旗]|[县市镇乡](?=[一-鿿、，]))"
    r"|(?P<industry>产业(?![园化链集转升结布发政])|产业集群|集群|产业链|行业)"
)
COUNT_NEXT = re.compile(
    r"^(?:数|总数|个数)?(?:共|达到|达|有|为|约|近|超过|超|突破|不足|不少于|逾|已|：|分别)*\s*[\d０-９一二两三四五六七八九十百]"
)
COUNT_BEFORE = re.compile(r"[个项](?:[^，。；、\d]{0,14})$")
GENERIC_PROJECT = re.compile(
    r"(?:签约|开工|在建|投产|重点|重大|引进|储备|在谈|落户|落地|招商|产业|外资|内资|以上|工业|续建|合作|意向|抽查|新建|类)$"
)
SITED = re.compile(
    r"(?:选址|位于|落户|落地|入驻|坐落|地处|毗邻|紧邻|距|进驻|建在|设在|布局在|依托|(?<![正现])在|于|走进|选定)[^，。；]{0,16}$"
)
# 总投资26亿元的某某制造基地: one project's own sum
NAMED_BEHIND = re.compile(
    r"^(?:(?:建设|兴建|新建|打造|实施|建成)的?|的)(?![^，。；、]{0,4}[\d]+[个项])[^，。；、\d]{2,30}?(?:项目|基地|工厂|产业园|生产线|中心|综合体|工程)"
)
RENTED = re.compile(r"(?<!待)租用|承租|租下|租赁了|租了|租赁$")
PAPERS_COUNTED = re.compile(
    r"(?:协议|合同|备忘录)[^，。；\d]{0,4}\d+[多余]?[份项个]|\d+[多余]?[份项个][^，。；\d]{0,8}(?:协议|合同)"
)
BY_FIRM = re.compile(r"(?:由|委托|交给)[^，。；由]{2,30}$")
RUN_BY = re.compile(
    r"(?:（[^（）]{1,8}）)?[^，。；]{0,8}?(?:开发|建设|运营|投资|承建|管理|打造)(?:建设|运营|兴建|管理)*(?=[，。；]|$)"
)
FLOOR = any_of(_L["floor"])
FLOOR_BEHIND = re.compile(f"^的?[^，。；、]{{0,10}}?{FLOOR}")
PARK_LAND = re.compile(any_of(_L["park_land"]) + r"(?:扩大|拓展|增加|扩展|扩|增)?(?:到|至)?$")
MOVED_LAND = re.compile(any_of(_L["moved_land"]))
MOVING = re.compile(r"新增|收储|盘活|供应|供地|腾|平整|出让|处置|消化|征|报批|清理|整理|新供|挖潜|收回|储备")
LAND_BEHIND = re.compile(r"^的?[^，。；、]{0,8}?(?:工业用地|建设用地|用地|土地|净地|标准地|闲置地)")
PARK_BEHIND = re.compile(
    rf"^的[^，。；、]{{0,14}}?(?:{any_of([head for head in words('park', 'heads') if head != '园'], ['园中园'])})"
)
OFFERED_LAND = re.compile(r"净地|标准地|可供(?:用地|土地)|(?:工业|建设|产业)用地(?:指标)?$")
BARRED_AREA = re.compile(any_of(_L["barred"]))
# 财政总收入, 一般公共预算总收入: the treasury's, and no firm's
TREASURY = re.compile(r"(?:财政|预算|财税|国库)[^，。；、]{0,4}$")
BETWEEN_NAMED = re.compile(
    r"公司|集团|株式会社|企业投资|(?<![个项约工建产谈备户地])项目(?!总投资|签约|引资|到位|协议|合同|投资|签约金额|计划|数|总数)|生产线|基地|工厂|[该其]项目"
)


def cue(spot: Spot) -> tuple[str, str]:
    """The word that a sum is said of and its class; two empty strings where there is none."""
    head = LEADS.sub("", head_of(LEADS.sub("", head_of(spot.near))))
    if FUNDS.search(head) and not NOT_FUNDS.search(head[-14:]):
        return "到位资金", "funds"
    match = CUE_AT_END.search(head)
    if match and CLASS_OF[match.group(1)] == "revenue" and TREASURY.search(head[: match.start()]):
        return match.group(1), "barred"
    if match:
        return match.group(1), CLASS_OF[match.group(1)]
    behind = CUE_BEHIND.match(spot.right)
    return (behind.group(1), CLASS_OF[behind.group(1)]) if behind else ("", "")


def entity_before(passage: Passage, at: int) -> str | None:
    """Of what kind the nearest subject before a place is: firm, project, park, region, industry."""
    for text in (passage.text[: max(0, at - passage.offset)], passage.before):
        found = None
        for match in ENTITY.finditer(text):
            kind = match.lastgroup
            before, after = text[: match.start()], text[match.end() :]
            if kind == "project" and (
                COUNT_NEXT.match(after)
                or after.startswith(("中", "里", "内"))
                or COUNT_BEFORE.search(before[-16:])
                or (GENERIC_PROJECT.search(before) and "公司" not in before[-30:])
            ):
                continue
            if kind == "firm" and (COUNT_NEXT.match(after) or _acts_for(before, after)):
                continue
            if kind == "region" and SITED.search(before[-20:]):
                continue
            if kind == "park" and (SITED.search(before[-20:]) or after.startswith("项目")):
                continue
            found = kind
        if found:
            return found
    return None


def _acts_for(before: str, after: str) -> bool:
    """Whether a firm only builds or runs what is spoken of: 小微园由某某集团有限公司开发，总建筑面积21万平方米."""
    return BY_FIRM.search(before) is not None and RUN_BY.match(after) is not None


def area_measure(spot: Spot, passage: Passage) -> str | None:
    """``land`` or ``floor`` of a park, a county or a township, else ``None``."""
    if BARRED_AREA.search(spot.near) or BARRED_AREA.search(spot.right[:8]):
        return None
    owner = entity_before(passage, spot.measured.span.start)
    counter = spot.measured.counter
    head = head_of(spot.near)
    if owner in ("firm", "project"):
        return None
    if counter.endswith(("平方米", "平米", "㎡", "m²")) and (
        re.search(FLOOR, head) or FLOOR_BEHIND.match(spot.right)
    ):
        return "floor" if not RENTED.search(head) else None
    moved = MOVED_LAND.search(head) and MOVING.search(head + spot.left)
    if moved or re.search(
        r"(?:低效|闲置|批而未供|供而未用|工业|存量)[^，。；]{0,6}(?:用地|土地)|(?:土地|用地)[^，。；]{0,4}闲置",
        head,
    ):
        return "land"
    # 这个占地2300亩的专业园区
    if PARK_BEHIND.match(spot.right) and "项目" not in spot.right:
        return "land"
    if OFFERED_LAND.search(head) or LAND_BEHIND.match(spot.right):
        return "land"
    if owner == "park" and (PARK_LAND.search(head) or not head):
        return "land"
    return None


# 已建成标准厂房26万平方米，在建18万平方米
GOES_ON = re.compile(
    r"^[、，和及]?(?:其中|另有?|目前|现|已|正|正在)*(?:在建|续建|新建|拟建|闲置|空置|盘活|已出租|出租|已租|待租|投用|已投用|剩余|可用|二期|三期|一期|新增|主体完工|完工|竣工|建成|已建成)(?:约|近|超|达|面积|的)*$"
)


def is_part_of_area(spot: Spot) -> bool:
    """Whether an area without a noun of its own is a part of the one before it (其中闲置待租4万平方米)."""
    barred = BARRED_AREA.search(spot.near) or BARRED_AREA.search(spot.right[:8])
    return bool(SUBSET.search(spot.near)) and not barred and not RENTED.search(head_of(spot.near))


def investment_measure(kind: str, stage: str | None, head: str) -> str | None:
    """The measure of a batch's sum: the batch's stage, else that of the word itself (协议, 合同, 意向)."""
    if stage is None:
        # 签约项目总投资, 在建项目计划总投资
        said = [m for m in STAGE.finditer(head) if "项目" in head[m.start() :]]
        if said:
            stage = STAGE_OF[said[-1].group()]
        elif kind in ("signed", "intent"):
            stage = kind
    return f"{projects(stage)}.investment" if stage else None
