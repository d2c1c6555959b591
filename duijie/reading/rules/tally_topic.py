"""Whom the clauses of a passage speak of: a region, a park, a unit, or a meeting.

A topic opens its clause, behind no more than a time, a bullet or a mood. What stands in quotation marks opens
nothing, so a meeting's quoted name never lends its words to a subject.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from duijie.reading.vocabulary import any_of, words


@dataclass(frozen=True, slots=True)
class Topic:
    """What the clause at ``at`` speaks of; ``name`` is ``None`` for a meeting that is not called 会上 or 此次."""

    at: int
    name: str | None


CLAUSE = re.compile(r"[^，；。：！？\n]+")
QUOTED = re.compile(r"“[^”\n]{0,80}”|《[^》\n]{0,80}》")
OPENING = re.compile(
    r"(?:[\s▶◎◆◇●■□▲★·—\-－“”＿]|[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]|[一二三四五]是"
    r"|(?:截至|截止)(?:目前|[^，]{1,8}?[底月末日])|目前|当前|如今|眼下|同时|此外|另外|其中|近年来"
    r"|(?:今|去|明|本|当|上)年(?:以来|[上下]半年|[一二三四]季度|前三季度|内)?"
    r"|(?:到|至)?20\d\d年(?:度|以来|底|末|前|上半年)?"
    r"|\d{1,2}(?:[—－–~～至到-]\d{1,2})?月(?:份|底|以来|末)?(?:\d{1,2}日)?|[上下]半年|前三季度|[一二三四]季度"
    r"|未来[一二三五两\d]年|今后[一二三五两\d]?年?|力争|确保|争取|预计|有望|全年|年内|届时|累计|据统计|结合|走进|来到|走入|步入|踏进"
    r"|(?:[县市区]里|会议)?要求|此前|前期|[一二三五两\d]年内|(?:新|刚|刚刚)(?:落成|建成|获批|投用|启用)的)*"
)
WHOLE = re.compile(r"[全我][县市区省镇乡州旗盟](?!(?:招商|商务)?[局办委])")
# None of these stands in the name of a place, a park or a unit.
_NO = "的了在由对将等为是到位赴来从以使被就要争引接邀请说距居第报有其该此本这那把向给让又还也都共已获我全与及家项名们"
_IN = f"(?:(?![{_NO}]|选址|依托|成立|组建|通过|借助|内设|下设|下辖|设立|布局|推进|围绕|建立|年内)[一-鿿])"
_PARK_END = any_of(
    [word for word in words("park", "heads") if word != "园"], ["飞地", "孵化器", "组团", "新城", "新区"]
)
PARK = re.compile(
    rf"{_IN}{{1,8}}(?:（[一-鿿]{{1,8}}）)?{_IN}{{0,10}}?(?:{_PARK_END}|(?<=[业品材备流技药创商])园)"
)
ALIAS = re.compile(
    r"[该本此]?(?P<alias>园区|开发区|产业园|工业园|合作园|经开区|高新区|飞地|集聚区|(?<=[该本此])园)(?![内外]?[一-鿿]?项目)"
)
PLACE = re.compile(
    rf"{_IN}{{1,6}}?(?:自治县|街道|[县市区镇乡旗])(?:{_IN}{{1,4}}?(?:街道|[镇乡]))?(?![级里长委内外域直属场民政府党办机市县区])"
)
UNIT = re.compile(
    rf"各{_IN}{{0,8}}?(?:乡镇|镇|乡|街道|单位|部门|组|分队)(?:（[一-鿿]{{1,4}}）|、部门)?"
    rf"|{_IN}{{2,16}}?(?:招商小?分队|招商组团?|专班)"
    rf"|{_IN}{{0,6}}?(?:商务|科技|人社|投促|工信|发改|农业农村|文旅|招商|住建|财政|投资促进|科学技术)局"
)
CALLED = re.compile(r"(?:在)?(?P<name>会上|此次|本次|现场|当天|当日)")
# 铝镁新材料产业链新签约项目15个
INDUSTRY = re.compile(
    rf"{_IN}{{2,10}}?(?:产业链|产业集群|产业)(?=新?签约|新?引进|新?开工|落地|招商|入驻|实现|年|总|产值|营|税|从业)"
)
# 46个签约项目中，已开工31个
AMONG = re.compile(r"(?P<name>(?:抽查|签约|在建|开工|落户|引进|入库|储备)的?项目)(?:当?中|里|内)$")
MEETING = re.compile(
    r"(?:会|仪式|论坛|活动|沙龙|之旅|节)[^，；]{0,24}?(?:举行|举办|召开|开幕|启幕|落幕|闭幕|拉开)"
    r"|(?:举行|举办|召开|参加|出席|组织)了?[^，；]{0,50}(?:会|仪式|论坛|活动)$"
    r"|(?:推介|洽谈|对接|博览|招聘|恳谈|说明|签约|交易|座谈)(?:大?会|仪式|活动)(?:[上中]|共|现场|签约|吸引|达成|发布)|(?:会|仪式|论坛|活动)[上中]"
)
# What a unit, a park, a place or an industry ends in: a clause without any has no topic.
TOPICAL = re.compile(
    "["
    + "".join(sorted({head[-1] for head in words("park", "heads")}))
    + "地器团城区乡镇道县市旗位门组队班局业]"
)
# The last characters of what MEETING knows a meeting by.
MEETS = re.compile("[会式坛动龙旅节]")
PLANNED = re.compile(rf"(?:规划建设|规划|新建|筹建|在建|打造|建成)了?(?P<park>{PARK.pattern})$")
PLANS = re.compile("规划|新建|筹建|在建|打造|建成")
# 三个特色产业园, 四大园区: a number and no name
COUNTED = re.compile(
    r"[一二三四五六七八九十两\d]+[个大家]|^(?:一批|多个|特色|专业|省级|国家级|市级|产业|工业|经济|技术|高新)*(?:园区|产业园区?|工业园区?|开发区)$"
)

# what is no part of a name in the middle of a sentence
UNNAMED = re.compile(r"^(?:[今去明]年|获?批|规划|建设?|新建?|内|省级|国家级|市级|[、两])+")


def _mute(match: re.Match[str]) -> str:
    """Blanks a quotation but for its last character before the mark, by which a meeting is known."""
    said = match.group()
    return "＿" * (len(said) - 2) + said[-2] + "＿" if len(said) > 2 else "＿" * len(said)


@lru_cache(maxsize=64)
def topics(text: str) -> tuple[Topic, ...]:
    """The topics of a sentence's clauses, in order; clauses without one are left out."""
    muted = QUOTED.sub(_mute, text)
    found: list[Topic] = []
    for clause in CLAUSE.finditer(muted):
        topic = _topic(muted, clause, found)
        if topic is not None:
            found.append(topic)
        said = clause.group().rstrip("＿")
        planned = PLANNED.search(said) if PLANS.search(said) else None
        if planned is not None and not COUNTED.search(planned["park"]):
            found.append(Topic(clause.start() + planned.start("park"), planned["park"]))
    return tuple(found)


@lru_cache(maxsize=64)
def parks_in(text: str) -> tuple[str, ...]:
    """Every park's name in a sentence, wherever it stands."""
    names = [UNNAMED.sub("", match.group()) for match in PARK.finditer(text)]
    return tuple(name for name in names if len(name) > 3 and not COUNTED.search(name))


def _topic(text: str, clause: re.Match[str], before: list[Topic]) -> Topic | None:
    opening = OPENING.match(text, clause.start(), clause.end())
    at = opening.end() if opening is not None else clause.start()
    end = clause.end()
    if (called := CALLED.match(text, at, end)) is not None:
        return Topic(at, called["name"])
    if MEETS.search(text, at, end) and MEETING.search(text, at, end):
        return Topic(at, None)
    if (whole := WHOLE.match(text, at, end)) is not None:
        return Topic(at, whole.group())
    if (alias := ALIAS.match(text, at, end)) is not None:
        return Topic(at, _meant(before, alias["alias"]))
    if text[end - 1] in "中里内" and (among := AMONG.search(text, at, end)) is not None:
        return Topic(at, among["name"])
    if TOPICAL.search(text, at, end) is None:
        return None
    for pattern in (UNIT, PARK, PLACE, INDUSTRY):
        match = pattern.match(text, at, end)
        if match is not None and not COUNTED.search(match.group()):
            return Topic(at, match.group())
    return None


def _meant(before: list[Topic], alias: str) -> str:
    """The park told of before that the short word stands for, else the word itself."""
    for topic in reversed(before):
        if topic.name is not None and topic.name != alias and topic.name.endswith(alias[-2:]):
            return topic.name
    return f"该{alias}" if alias == "园" else alias
