"""Which measure a count has: what is counted (the noun at the number) and what is said of it (the verb).

Every rule is a brick with a sentence above it in which it is true. The noun stands behind the number
(16个项目) or before it (项目16个); the verb stands in the same clause, or is the parent's for a part of it.
The module is long because the patterns stand beside the sentences that they are for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from duijie.reading.rules.tally_scope import Spot
from duijie.reading.vocabulary import any_of, load, words

LEXICON = load("measures")
_R = LEXICON["relations"]
STAGE_OF: dict[str, str] = {
    word: stage
    for stage, listed in LEXICON["stages"].items()
    if stage not in ("not_reached", "types", "packaging")
    for word in listed
}
# 包装材料项目 are of a trade, 包装项目 are prepared.
STAGE = re.compile(
    any_of(STAGE_OF) + f"(?<!包装(?={any_of(words('measures', 'stages', 'packaging', 'words'))}))"
    "(?<![纸塑料印刷品瓶罐]包装)"
)
STAGED_AT_END = re.compile(rf"(?:项目)?[^，。；]{{0,3}}(?:{STAGE.pattern})$")
_NOT_YET = any_of(words("measures", "stages", "not_reached", "words"))
NOT_BUILT = re.compile(r"未[建批供验]")
NOT_REACHED = re.compile(_NOT_YET + r"(?:能)?(?:实质性|实际|按期|如期|正式|全面|有效|及时)?$")
# 23个项目投产后: the projects are only whom a forecast speaks of
AFTERWARDS = re.compile(
    r"^[^，。；、]{0,16}?(?:投产|建成|达产|投用|竣工|落地|运营|完工|满产|达效)(?:达产|达效|运营|投用|投产)?(?:之?后|以后)"
)

NOUN_OF: dict[str, tuple[str, ...]] = {}
for _noun, _listed in LEXICON["nouns"].items():
    for _word in _listed:
        NOUN_OF[_word] = (*NOUN_OF.get(_word, ()), _noun)
# What a counter can count: 28家企业负责人 are firms, 36名专家 are people, of 个 and 项 anything but people.
_PEOPLE = frozenset({"guest", "talent", "job"})
_BODIES = frozenset({"enterprise", "institution", "platform", "park", "project"})
_CLASSES = {
    **dict.fromkeys(("名", "人", "位"), _PEOPLE), **dict.fromkeys(("家", "户", "所"), _BODIES),
}  # fmt: skip
_THINGS = frozenset(LEXICON["nouns"]) - {"guest", "talent"}


@cache
def nouns_for(counter: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Patterns for a noun of that counter anywhere, and at the end."""
    classes = _CLASSES.get(counter, _THINGS)
    listed = any_of(word for word, kinds in NOUN_OF.items() if classes & set(kinds))
    return re.compile(listed), re.compile(f"({listed})$")


NOUN_AT_END = re.compile(f"({any_of(NOUN_OF)})$")
# 项目总数共达, 企业已经有, 岗位近 … between a noun and its number
FILLER = re.compile(
    r"(?:总数|总量|数量|个数|家数|人数|次数|份数|数|累计|合计|共计|总计|共有|一共|共|已达到|达到|已达|达|已|已经|为|是|有|实现|完成|"
    r"新增|各|的?分别|就|了|：|:|\s|增加到|增至|发展到|增长到|扩大到|扩展到|又|仅|只有|仅有|就有|还有|均为|总共|超额|多达|高达|"
    r"力争|确保|争取|将|有望|预计|预期|有望|目标任务|目标|任务|或|等|由|从|建成|建有|须|需|要|应|新建|拥有|(?<!建)设|设有|提高到|[（(][^（）()]{0,12}[）)])+$"
)
ASIDE = re.compile(r"[（(][^（）()]*[）)]|[“”]")
# what may stand between a number and its noun: 10个亿元以上产业项目, 30多家京津企业, 12个总投资超亿元的项目
BETWEEN = re.compile(
    r"^(?!.*(?:乡镇|街道|部门|单位(?!投)|村|未|没))(?:在[外谈建岗职校园库京沪粤深浙津](?!成立|[设建开组布]))?[^，。；：在将由与和是有总]{0,12}$"
)
# 60多位在外人士, but not 60多家在京建立研发中心
NOT_PLACED = r"在(?!(?:外|谈|建|岗|职|校|园|库|册|[京沪粤深浙津])(?!地|省|成立|[设建开组布、等]))"
VERB_BEHIND = re.compile(
    rf"^(?:带动|涉及|实现|覆盖|{NOT_PLACED}|同比|均|已|正|全部|集中|参|成功|先后|分别|可|将|，|以上|以内|占|较|比|其中|来自|并|开展|建设|从)"
)
# between a comma and the number of what the clause before names: 已有9个, 目前达到9个
ONLY_LEADS = re.compile(
    r"(?:目前|现在|如今|眼下|迄今|至今|现|已经|已|先后|陆续|累计|共|有|达到|达|超过|超|近|约)*"
)
SUBSET = re.compile(r"其中|包括|当中|包含")
PART_NOUN = re.compile(
    r"(?:[亿万千百元]以上|以下|级|类|型|资|性|业|的|新|型|家|一产|二产|三产|京津|省外|市外|境外|外资|内资|区域|方面|产业|外地|本地|合同|意向|总部|制造业|农业|工业|服务业|上市|规上|规模以上|县|市|区|镇|乡|街道|组团|组|专班|分局|开发区|园区|[一-鿿]局)$"
)
DEICTIC = re.compile(r"(?:这|该|此|上述|^以上|前述|上面|其余|余下|剩余)$")
# a verb that makes a count its own and not a part of the one before
OWN_VERB = re.compile(
    r"建立|设立|拥有|开展|签订|获批|意向|孵化|毕业|迁出|注销|关停|退出|出口|亏损|倒闭|拟|新增|新?注册|投产企业|培育|转化|解决|办理|受让|申请|获得|达成|举办|组织|发放|走访"
)
ONE = re.compile(r"^一")
# 先后11次赴京津冀叩门招商
GOES_OUT = re.compile(
    rf"^(?:带队|率队|组团)?(?:{any_of(_R['visit_out'])}|到)[^，。；]{{0,30}}?{any_of(_R['visit_work'])}"
)
SIGNS_IN = re.compile(r"^[^，。；]{0,12}?签约(?:入园|入驻|落户|落地|进驻)")
LOOKS_ROUND = re.compile(r"考察|参访|参观|走访|走进|踏访")
ATTENDS = re.compile(r"^(?:应邀|受邀|共同|现场)?(?:参加|出席|参会|到会|与会|赴会)")
ALREADY = re.compile(r"^(?:已|均|全部|也|现|成功|顺利|正式|先后|陆续)+")
# 43批客商来县考察, 67批次客商赴园区考察
COME = re.compile(
    rf"^的?[^，。；]{{0,10}}?{any_of(LEXICON['nouns']['delegation'])}[^，。；]{{0,10}}?(?:来|到|赴|莅|走进|考察|洽谈|参观|对接)"
)
# 8000余名群众在家门口就业
AT_WORK = re.compile(r"^[^，。；]{0,14}?(?:就业|上岗|务工)")
GIVES_WORK = re.compile(r"带动|吸纳|安置|解决|帮助|安排|提供|辐射|实现|转移|促进")
# 较上年同期多签5个, 同比增加7个: how the number before it has grown
COMPARED = re.compile(
    r"(?:较|比|同比|环比|与)[^，。；]{0,14}?(?:净增|增|多|减|少|新增)[一-鿿]{0,3}$|^[，]?(?:净增|同比增加|同比减少|增加了?|减少了?)$"
)
# 从产业类别看，食品类5个、电子信息类3个
VIEWED = re.compile(
    r"^(?:其中，?)?(?:从|按|按照|分)[^，。；：\d]{1,12}?(?:来?看|[来划]?分|统计|分类|口径)[，：]|^分[^，。；：\d]{1,6}看?[，：]"
)
# 农文旅项目4个 goes on with the parts: a kind of project and no verb
BARE_KIND = re.compile(r"^(?:[一-鿿“”·]{1,10}?(?:项目|类|方面|领域)|[一-鿿]{2,8}产业)$")

EVENT_WORDS = re.compile(r"(?:会|仪式|论坛|活动|峰会|沙龙|大会|路演|年会|恳谈|洽谈|博览|茶叙|座谈|推介|招聘)")
ATTEND = re.compile(any_of(_R["attend"]))
DRAWN = re.compile(
    r"(?:(?<![社员协商学合])会|仪式|论坛|沙龙|峰会|路演|大赛|活动)[”》]?(?:共|还|也|现场|已|当天|累计)*(?:吸引|迎来|汇聚|集聚|邀请|云集|聚集)(?:到|了)?(?:来自)?[^，。；会]{0,16}$"
)
RECRUIT = re.compile(any_of(_R["recruit"]))
REVIEWED = re.compile(r"通过|核准|立项|征求|牵头|负责|承担|涉及$")
SERVED = re.compile(any_of(_R["served"]))
SETTLE = re.compile(any_of(_R["settle_enterprise"]))
SETTLE_BEHIND = re.compile(any_of(_R["settle_behind"]))
CALLED_ON = re.compile(
    r"(?:对接|洽谈|联系|拜访|考察|推介|组织|发动|引导)(?:了)?[^，。；参]{0,8}(?:企业|公司|厂商|厂家)?$"
)
EXAMINED = re.compile(r"(?:研究|审议|同意|评审|论证)(?:了)?[^，。；：]{0,30}$")
FOR_OTHERS = re.compile(r"(?:为|给|帮|帮助|协助|替|指导|服务)(?:了|全[县市区])?$")
ADVISERS = re.compile(r"顾问|导师|讲师|评委|聘为|受聘|担任")
WITH_SCIENCE = re.compile(r"高校|院校|院所|大学|科研|研究院|专家")
PARK_WORD = re.compile(
    r"园|开发区|高新区|集聚区|集中区|合作区|经开区|基地|孵化器|飞地|功能区|保税区|工业区|新区"
)
PARK_HOLDS = re.compile(
    any_of(_R["park_holds"]) + r"(?:注册|各类|工业|生产|运营|在营|实体|大小|中小|内外资|[一-鿿]{2,4}类)*$"
)
TALENT = any_of(LEXICON["nouns"]["talent"])
# 28家企业在北京、天津设立研发机构 · 在外建立研发中心的企业15家
OUTPOST = re.compile(
    rf"(?:在|赴|到|于|去)[^，。；]{{1,16}}?{any_of(_R['outpost'])}(?:了|起|有)?[^，。；]{{0,10}}?{any_of(_R['outpost_object'])}"
)
# 60余家企业引进京津高层次人才
HIRES = re.compile(rf"{any_of(_R['recruit'])}(?:了)?[^，。；]{{0,14}}?{TALENT}")
# 与京津企业有业务往来或合资合作关系的企业 · 同央企开展合作
PARTNERED = re.compile(
    rf"(?:与|同|和|跟)[^，。；]{{1,14}}?(?:企业|公司|央企|国企|民企|集团|客商|[京津沪]|地区|等地|角|大湾区|北京|天津|上海|市|省)[^，。；]{{0,12}}?{any_of(_R['partner'])}"
)
PAPER = re.compile(r"协议|合同|备忘录|意向|签约|签订|签署")
COOPERATE = re.compile(any_of(_R["cooperate"]))
MET_ONLY = re.compile(r"座谈|会谈|会面|走访|拜访|拜会|参加|出席|洽谈|考察|对接会|邀请|走进|参会")
OUT = re.compile(
    rf"(?:派出|选派|派遣|组织|出动|组成)[^，。；]{{0,12}}?(?:小?分队|招商[组队团]|招商人员|干部|团队)[^，。；]{{0,16}}$|{any_of(_R['visit_out'])}[^，。；]{{0,36}}?{any_of(_R['visit_work'])}|外出(?:招商)?$|(?:招商|考察|推介)小?(?:分队|组|团)?(?:外出|出访|出动)"
)
IN = re.compile(rf"{any_of(_R['visit_in'])}|来[^，。；]{{0,8}}?(?:考察|洽谈|对接|访)")
LOOK_AHEAD = re.compile(r"(?:成功|集中|现场|正式|顺利|签约|达成|完成|全部|实现)")
OF_EVENT = re.compile(
    r"集中(?P<stage>签约|开工|竣工|投产|入园|落地)|(?P<sign>签约)(?:仪式|大会|活动)|(?P<start>开工)(?:仪式|活动)"
)
THIS_TIME = re.compile(
    r"本次|此次|这次|会上|现场|当天|当日|本批|^共|活动[中上]|仪式上|推介会上|活动共|期间|共有|共涉及|涉及"
)
AMONG = re.compile(f"({any_of(STAGE_OF)})的?项目(?:当?中|里|内|涵盖|涉及|包括|主要)")
# 48个项目中，已投产6个: told before
AMONG_BEHIND = re.compile(r"^(?:当?中|里|之中)[，,]?")
# a head that is only a kind of project, without a verb
TYPED = any_of(LEXICON["stages"]["types"]["words"])
LIMIT_HEAD = re.compile(
    f"^{TYPED}(?:类|型|领域|方面)?(?:项目)?$"
    r"|(?:以上|以下|[过超]\d*[亿千]万?元?|[万亿]元)的?[^，。；、]{0,8}(?:项目)?$"
)
# 175个项目已开工142个: the verb is the next number's
RUNS_OVER = re.compile(f"(?:已|其中|有|现|共|正|就|中)*(?:{any_of(STAGE_OF)})+(?:建设|了|的|达|共|有)*$")
PLANNED = re.compile(r"计划|拟|待|预备")
# 目前入驻企业52家，力争年底达到80家: the same thing later
RISING = re.compile(
    r"^(?:到|至|总数|总量|总计|累计|力争|确保|争取|预计|预期|计划|今年|明年|去年|上年|当年|全年|年底|年末|底|末|前|将|要|可|有望|增|增加|增长|增至|提高|提升|扩大|发展|突破|达到|达|再|，"
    r"|目前|现在|如今|截至|为|就|已|从|由|的|上升|迈上|完成|实现|20\d\d年|[一二三四]季度|上半年|下半年|\d{1,2}月|三年内|五年内)+$"
)
STATUS = {
    "签约": "signed",
    "开工": "started",
    "投产": "producing",
    "入园": "settled",
    "落地": "settled",
    "竣工": "plain",
}


@dataclass(frozen=True, slots=True)
class Count:
    """What a count is: its measure, the rule that says so, and, for projects, the stage."""

    measure: str
    rule: str
    noun: str
    stage: str | None = None
    yielded: bool = True


@lru_cache(maxsize=64)
def head_of(near: str) -> str:
    """What stands before a number without the verbs and adverbs that lead to it."""
    plain = ASIDE.sub("", near)
    return FILLER.sub("", FILLER.sub("", plain.rstrip(" 　")))


def _of(word: str, classes: frozenset[str]) -> tuple[str, ...]:
    return tuple(kind for kind in NOUN_OF[word] if kind in classes)


def noun_of(spot: Spot) -> tuple[str, tuple[str, ...], bool]:
    """The noun counted, its classes, and whether it stands behind the number; empty where there is none."""
    counter = spot.measured.counter.lstrip("十百千万亿")
    anywhere, at_end = nouns_for(counter)
    classes = _CLASSES.get(counter, _THINGS)
    behind = spot.right.removeprefix("的")
    if behind and not VERB_BEHIND.match(behind):
        match = anywhere.search(behind[:22])
        if match and BETWEEN.match(behind[: match.start()]):
            end, word = match.end(), match.group()
            while (more := anywhere.match(behind, end)) is not None:
                end, word = more.end(), more.group()
            return behind[:end], _of(word, classes), True
    head = head_of(spot.near)
    found = at_end.search(head)
    if found:
        # of 专业技术人才 the whole, not 人才 alone: the pattern ends there, the longest beginning wins
        return found.group(1), _of(found.group(1), classes), False
    # 抽查项目开工数须达到30个, 新签约23个
    staged = STAGED_AT_END.search(head)
    if staged and spot.measured.counter in ("个", "项", "宗", "件"):
        return staged.group(), ("project",), False
    return "", (), False


def stage_of(spot: Spot, noun: str, noun_behind: bool) -> str | None:
    """The stage said of counted projects in their own clause; ``"none"`` for one that is denied."""
    tail = spot.behind if noun_behind else spot.right
    if SIGNS_IN.search(tail) and "项目" in noun:
        # 22个项目签约入园: signed, and to come
        return "signed"
    own = [STAGE_OF[m.group()] for m in STAGE.finditer(noun)] if noun_behind else []
    if own and PLANNED.search(noun) and not spot.ahead:
        return "none"
    if noun_behind or tail:
        if spot.runs_on:
            tail = RUNS_OVER.sub("", tail)
        said = [
            m
            for m in STAGE.finditer(tail)
            if not tail.startswith(("后", "前", "之后", "率", "仪式"), m.end())
        ]
        if said and not re.match(r"^[^，。；]{0,10}总?投资(?!意向|合作|协议)", tail):
            last = said[-1]
            if NOT_REACHED.search(tail[: last.start()]):
                return "none"
            if STAGE_OF[last.group()] != "plain" or len(said) == 1:
                return STAGE_OF[last.group()]
            return STAGE_OF[said[-2].group()]
    if own:
        return own[-1]
    found: str | None = "none" if NOT_BUILT.search(spot.near) else None
    for match in STAGE.finditer(spot.near):
        if NOT_REACHED.search(spot.near[: match.start()]):
            found = "none"
            continue
        if spot.near.startswith(("后", "率"), match.end()):
            continue
        stage = STAGE_OF[match.group()]
        if stage != "plain" or found in (None, "none"):
            found = stage
    return found


def projects(measure_stage: str) -> str:
    """The measure of a number of projects at that stage."""
    return "projects" if measure_stage == "plain" else f"projects.{measure_stage}"


def classify_people(spot: Spot, noun: str, kinds: tuple[str, ...], said: str, context: str) -> Count | None:
    """People with a verb: recruited, at work, attending."""
    if spot.measured.counter.endswith("人次"):
        return None
    near = spot.left if spot.listed and len(head_of(spot.near)) <= len(noun) + 6 else spot.near
    if ADVISERS.search(spot.behind):
        return None
    # 9月21日举办的产业论坛吸引了80多名专家
    if "guest" in kinds and DRAWN.search(near):
        return Count("people.attending", "attending_people", noun)
    # 引进研发人员47名 · 招聘硕士以上人才164名
    if (
        "talent" in kinds
        and (
            RECRUIT.search(near)
            or (RECRUIT.match(spot.behind.lstrip("的")[len(noun) :]) and not ATTEND.search(said))
        )
        and not ATTEND.search(spot.behind)
    ):
        return Count("people.recruited", "recruited_people", noun)
    # 160余名企业家参加 · 参会客商不少于200人 · 座谈会上，15名行业专家、28家企业负责人
    if (
        "guest" in kinds
        and not SERVED.search(near)
        and (
            ATTEND.search(said)
            or (bool(context) and ("来自" in near or LOOKS_ROUND.search(said)))
            or (spot.behind.endswith(noun) and ATTEND.search(context))
        )
    ):
        return Count("people.attending", "attending_people", noun)
    return None


def classify_enterprises(spot: Spot, noun: str, said: str, context: str) -> Count | None:
    """Enterprises with a relation that has a measure; all other counts of firms have none."""
    near, behind = spot.near, spot.behind
    after = behind[len(noun) :] if behind.startswith(noun) else behind
    # 28家企业在北京、天津设立研发机构
    if OUTPOST.search(near) or OUTPOST.search(after):
        return Count("enterprises.with_outpost", "enterprises_with_outpost", noun)
    # 60余家企业引进京津高层次人才210多名
    if HIRES.search(after) or (HIRES.search(near) and "企业" in near[-6:]):
        return Count("enterprises.recruiting", "enterprises_recruiting", noun)
    # 全市与京津企业有业务往来或合资合作关系的企业达90多家
    if re.match(r"^(?:已|都|先后|相继)?(?:开展|建立|进行|有)?(?:了)?合资", after):
        return Count("enterprises.partnered", "enterprises_partnered", noun)
    for side in (near, after):
        if (
            PARTNERED.search(side)
            and not WITH_SCIENCE.search(side)
            and not PAPER.search(side)
            and not MET_ONLY.search(side)
        ):
            return Count("enterprises.partnered", "enterprises_partnered", noun)
    # 27家企业签约入驻 · 已入驻企业200多家 · 园区现有企业186家
    if SETTLE_BEHIND.search(after) and not NOT_REACHED.search(after[: SETTLE_BEHIND.search(after).start()]):  # type: ignore[union-attr]
        return Count("enterprises.settled", "enterprises_settled", noun)
    settled = [
        m for m in SETTLE.finditer(near)
        if not NOT_REACHED.search(near[: m.start()]) and not near[: m.start()].endswith(("意向", "拟"))
    ]  # fmt: skip
    if settled and not ATTEND.search(after) and not SERVED.search(near[settled[-1].end() :]):
        return Count("enterprises.settled", "enterprises_settled", noun)
    if (
        PARK_WORD.search(near)
        and PARK_HOLDS.search(near.removesuffix(noun).rstrip("各类家"))
        and "参" not in near
    ):
        return Count("enterprises.settled", "enterprises_in_park", noun)
    if SERVED.search(near):
        return None
    # 103家企业、160余名企业家参加 · 52家企业的负责人面对面交流 · 参会企业不到80家
    if re.match(r"[^，。；]{0,4}(?:负责人|主要负责同志|负责同志)[^，。；]{0,6}(?:为|任|担任)", after):
        return None
    if CALLED_ON.search(near) and not ATTEND.search(after):
        return None
    if re.match(
        r"^的?(?:代表|负责人|高管|企业家|客商|董事长|老总|相关负责人|主要负责人)", after
    ) or ATTEND.search(said):
        return Count("enterprises.attending", "attending_enterprises", noun)
    if not after.strip("的、") and ATTEND.search(context):
        return Count("enterprises.attending", "attending_enterprises", noun)
    return None
