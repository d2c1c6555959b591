"""Rules for the kind ``campaign``: a drive with a name (“…攻坚月”活动, 百日行动), rather than one meeting."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import deque
from collections.abc import Iterator

from duijie.kernel.span import Span
from duijie.reading.kinds import Campaign
from duijie.reading.parties import organisations_between
from duijie.reading.prepared import Prepared, Sentence
from duijie.reading.statement import Found
from duijie.reading.vocabulary import any_of, words

HEADS = words("campaign", "heads")
TRIGGERS: tuple[str, ...] = HEADS

REACH = 240
# How many campaigns back one may be told again.
RECENT = 200
HEAD = any_of(HEADS)
LAUNCH = re.compile(any_of(words("campaign", "launch")) + "(?:了)?")
MEETING = re.compile(any_of(words("campaign", "meeting")))
GENERIC = re.compile(any_of(words("campaign", "generic"), HEADS) + "*+")
# 活动 and 工程 alone are too common to make a name without quotation marks.
WEAK = ("活动", "工程", "竞赛")
# These make a name only with a word of their own before them: 专项行动 alone is none.
COMMON = (
    "行动",
    "专项行动",
    "大行动",
    "招商行动",
    "攻坚行动",
    "提升行动",
    "突破行动",
    "会战",
    "大招商",
    "大走访",
    "攻坚战",
    "招商年",
    "招商月",
    "招商周",
    "建设年",
    "落实年",
    "改革年",
    "项目年",
)
STRONG = [head for head in HEADS if head not in WEAK]
# 开展“名企进园区”专项行动, 组织“招商引资攻坚月”活动
QUOTED = re.compile(rf"“(?P<inner>[^“”\n]{{2,30}})”(?P<rest>[一-鿿]{{0,10}}?(?P<head>{HEAD}))?")
ENDS_AS_DRIVE = re.compile(
    any_of([head for head in STRONG if head != "行动"]) + "$|行动$|[^不可先]行$|[月季年周]$"
)
STRONG_HEAD = re.compile(any_of(STRONG))
# The longest words before the head of a name in PLAIN.
LONGEST = 30
# 开展冬季招商百日行动, 启动营商环境提升年活动
PLAIN = re.compile(rf"(?P<name>[一-鿿A-Za-z0-9“”·—]{{2,30}}?(?P<head>{any_of(STRONG)}))(?P<more>活动)?")
BEGUN = re.compile(r"(?:正式|全面|火热)?(?:打响|启动|开展|拉开|收官|展开)")
PLAIN_BREAK = re.compile(
    any_of(words("campaign", "launch"))
    + r"了?(?:为期[一-鿿0-9]{1,4})?|以来|[的在了为把将对]|全[省市县区]|[我各][省市县区]"
)
TITLE = re.compile(r"《[^《》\n]{1,100}》")
NOT_AFTER = re.compile(r"^(?:计划|方案|办法|意见|纲要|组|队|专班|指挥部|领导小组|小组|办公室)")
CHANNEL = re.compile(any_of(words("campaign", "channel_verbs")))
ITEM = re.compile(
    r"[一-鿿（）A-Za-z]{2,18}?(?:俱乐部|[协商学联会]会|联盟|协作网|中心|[院校所]|平台|公司|机构|[网会处社团])"
)
CHANNEL_END = re.compile(r"等|渠道|平台|作用|，|。|；|线上|开展|联系|洽谈|广泛|推介|邀请|的")
# 今年5月份, 4月10日至6月底, 10月起, 今年以来, 2018年
PERIOD = re.compile(
    r"""(?:(?:20\d\d|今|去|本|当)年(?:以来|[上下]半年|[一二三四]季度|(?=[，开全，]))|(?:(?:20\d\d|今|去|当)年)?
    (?:\d{1,2}|[一二三四五六七八九十]{1,2})月(?:份|底|初|[上中下]旬)?(?:\d{1,2}日)?(?:起|开始|以来|以后
    |(?:至|到|—+|–|-)(?:20\d\d年)?(?:(?:\d{1,2}|[一二三四五六七八九十]{1,2})月)?(?:份|底|初|[上中下]旬)?(?:\d{1,2}日)?)?
    |[一二三四]季度|[上下]半年|入[春夏秋冬]以来|春节(?:前后|期间))""",
    re.VERBOSE,
)


def find(prepared: Prepared) -> Iterator[Found]:
    """Every campaign that the text asserts."""
    seen: deque[str] = deque(maxlen=RECENT)
    titles = [match.span() for match in TITLE.finditer(prepared.text)]
    for number, sentence in enumerate(prepared.sentences):
        for span, outer, rule in _names(prepared.text, sentence):
            name = span.of(prepared.text)
            bare = name.replace("“", "").replace("”", "")
            if _inside(titles, span.start) or any(bare in one or one in bare for one in seen):
                continue
            seen.append(bare)
            start = _clause(prepared.text, sentence.span.start, span.start)
            said = Campaign(
                name, _period(prepared.text, sentence.span, span), _channels(prepared, number, outer)
            )
            yield Found(said, Span(start, outer), rule)


def _inside(titles: list[tuple[int, int]], at: int) -> bool:
    """Whether one of the ordered, disjoint ``titles`` holds the place."""
    before = bisect_right(titles, at, key=lambda title: title[0]) - 1
    return before >= 0 and at < titles[before][1]


def _clause(text: str, least: int, at: int) -> int:
    return max(text.rfind("，", least, at) + 1, least)


def _names(text: str, sentence: Sentence) -> Iterator[tuple[Span, int, str]]:
    """Names of drives in a sentence, where each is told off, and the rule."""
    start, end = sentence.span.start, sentence.span.end
    quoted: list[tuple[int, int]] = []
    for match in QUOTED.finditer(text, start, end):
        quoted.append(match.span())
        inner, rest, head = match.group("inner"), match.group("rest") or "", match.group("head")
        if (
            MEETING.search(rest)
            or re.search(r"[会]$|论坛$|仪式$|[，。！]", inner)
            or NOT_AFTER.match(text[match.end() : end])
        ):
            continue
        launched = LAUNCH.search(text, max(start, match.start() - 24), match.start())
        # 全县启动“干部进企业”行动 · 开展“项目攻坚”百日行动
        if head is not None and (launched or rest in ("行动", "活动", "专项行动", "专项活动")):
            plain = rest in ("活动", "行动", "专项行动", "专项活动", "系列活动", "主题活动", "竞赛", "工程")
            whole = (
                Span(match.start("inner"), match.end("inner")) if plain else Span(match.start(), match.end())
            )
            yield whole, match.end(), "campaign.quoted_with_head"
        # 县里开展“不打烊招商百日行动”
        elif (
            ENDS_AS_DRIVE.search(inner)
            and (launched or BEGUN.match(text, match.end(), end))
            and not re.search(r"\d年$", inner)
        ):
            yield Span(match.start("inner"), match.end("inner")), match.end(), "campaign.quoted"
    # 10月起，全县开展冬季招商百日行动
    first = STRONG_HEAD.search(text, start, end)
    if first is None:
        return
    for match in PLAIN.finditer(text, max(start, first.start() - LONGEST), end):
        if any(a < match.end() and match.start() < b for a, b in quoted):
            continue
        launch = None
        for found in PLAIN_BREAK.finditer(text, match.start(), match.start("head")):
            launch = found
        begin = launch.end() if launch else match.start()
        said = (launch is not None and LAUNCH.match(launch.group())) or LAUNCH.search(
            text, max(start, begin - 6), begin
        )
        after = text[match.end() : end]
        done = re.match(r"(?:全面|正式|火热|深入)?(?:启动|开展|打响|拉开|收官|开始|以来|期间|中，)", after)
        name = Span(begin, match.end("head"))
        stem = text[begin : match.start("head")]
        if (
            not (said or done)
            or NOT_AFTER.match(after)
            or not stem
            or (match.group("head") in COMMON and GENERIC.fullmatch(stem))
            or MEETING.search(stem)
        ):
            continue
        if match.group("head") in ("行动", "专项行动") and len(stem) < 4:
            continue
        yield name, match.end(), "campaign.plain"


def _period(text: str, sentence: Span, name: Span) -> str | None:
    """The last stretch of time printed before the name in its sentence."""
    last = None
    for match in PERIOD.finditer(text, max(sentence.start, name.start - 120), name.start):
        last = match
    return last.group() if last is not None else None


def _channels(prepared: Prepared, number: int, after: int) -> tuple[str, ...]:
    """Organisations through which it ran: named after 通过, 依托, 借助 behind the name or in the next sentence."""
    text = prepared.text
    here = prepared.sentences[number]
    regions = [
        Span(after, max(after, min(here.span.end, after + REACH))),
        Span(max(here.span.start, after - REACH), after),
    ]
    if number + 1 < len(prepared.sentences) and prepared.sentences[number + 1].line == here.line:
        following = prepared.sentences[number + 1].span
        regions.insert(1, Span(following.start, min(following.end, following.start + REACH)))
    for region in regions:
        for verb in CHANNEL.finditer(text, region.start, region.end):
            end = CHANNEL_END.search(text, verb.end(), region.end)
            stop = end.start() if end is not None else region.end
            listed = _listed(prepared, verb.end(), stop)
            if listed:
                return listed
    return ()


def _listed(prepared: Prepared, start: int, end: int) -> tuple[str, ...]:
    """The items of a list joined by 、, among which at least one organisation is known by its ending."""
    known = [one for one in organisations_between(prepared, start, end) if one.kind != "government"]
    if not known:
        return ()
    if not any(one.kind in ("association", "university", "institute", "other") for one in known):
        return ()
    names = []
    place = start
    for item in re.split("、", prepared.text[start:end]):
        inside = [one.name for one in known if place <= one.span.start < place + len(item)]
        other = ITEM.match(item)
        names += inside or ([other.group()] if other is not None else [])
        place += len(item) + 1
    return tuple(names)
