"""Of whom a quantity is told, as printed: a class (外资项目), a park or a unit, the region, or nobody.

Readers of the statements tell a whole from its parts by the subject, so it is either right or ``None``: a
fragment of a meeting's name or of a verb must never stand there. The nearest clause with a topic decides; the
number of a meeting has the printed word for it (会上) or none.
"""

from __future__ import annotations

import re

from duijie.reading.rules import tally_amounts as amounts
from duijie.reading.rules import tally_counts as counts
from duijie.reading.rules.tally_scope import Passage, Spot
from duijie.reading.rules.tally_topic import ALIAS, parks_in, topics
from duijie.reading.vocabulary import any_of, words

JOINERS = "、和与及，以的 “”"
OWN_WORDS = re.compile(r"^.*(?:其中|包括|包含|当中)[，：:]?", re.DOTALL)
# What a part is measured by is no part of its name: 石化新材料产业|年产值.
MEASURED_BY = re.compile(
    r"(?:实现|完成|预计|计划|协议|合同|累计|总|年|全年|工业|规上|规模以上|可|达到|达|有|共|的|上缴|缴纳|主营|业务)*$"
)
STAGES = any_of(counts.STAGE_OF)
ONLY_STAGE = re.compile(rf"(?:已经|已|新|有|实现|正式|全面|建成|顺利|{STAGES}|的?项目|了)*")
STAGED_HEAD = re.compile(
    rf"^.*(?:{STAGES}|[共新各]|抽查|，|其中|[全我][县市区省])(?=[^，]{{3,}})(?:了|的|各类)*", re.DOTALL
)
_SORT = any_of(
    words("measures", "stages", "types", "words"),
    ["重大", "港资", "台资", "侨资", "协作", "回流", "回归", "补链", "强链", "外资"],
)
CLASS = re.compile(
    rf"(?:投资|总投资|单体投资|固定资产投资)?(?:\d+(?:[.．]\d+)?)?[十百千]?[万亿]美?元(?:(?:及?以上|以下)的?[一-鿿]{{0,8}}?|级?)(?:项目|企业)$"
    rf"|(?:[一-鿿]{{0,6}})?{_SORT}(?:类|型|产业)?的?(?:项目|企业)$|[一-鿿]{{2,6}}(?:产业|材料|装备)(?:链)?(?:项目|企业)$|世界500强企业$"
)
# 其中省级院士工作站: words of a part and no sentence
SHORT_PART = re.compile(r"[^、，。；与和了有立建]{2,14}")
GENERIC_PLATFORM = re.compile(
    r"(?:各类|各级|新型|联合|科技|企业|技术|产学研|合作|各种|一批|省级|国家级|以上|市级|创新|科研|科创|研发)*(?:平台|机构|载体)"
)
# 打造六个年产值超百亿元的产业集群
GROUP_BEHIND = re.compile(
    r"^(?:、其中[^。；]{0,40})?的(?P<noun>[一-鿿]{0,8}?(?:产业集群|集群|产业链|产业|基地))"
)
GROUP_COUNT = re.compile(r"(?P<count>[\d一二三四五六七八九十两]+[个大条])[^，、\d]{0,4}$")
# 石化新材料产业年产值, 全县新能源产业实现产值
INDUSTRY = re.compile(
    r"(?P<name>[一-鿿]{2,12}?(?:产业集群|集群|产业链|产业|行业|规模以上工业|规上工业))(?:要|将|可|力争|今年|去年|20\d\d年)*$"
)
BEFORE_INDUSTRY = re.compile(
    r"^.*(?:力争|确保|争取|将|使|形成|打造成?|推动|实现|其中|成|年|，)(?=[一-鿿]{3,})"
)
# 等15个项目，总投资92亿元，在某某推介会上成功签约
AT_MEETING = re.compile(r"[^。；]{0,40}?在[^。；]{0,60}?(?:会|仪式|论坛|活动)”?上")
PROJECT = re.compile(r"(?:^|[，。；：、的\s])(?P<name>(?:年产)?[^，。；：、的\s]{2,24}?项目)(?=[^数组库]|$)")
NO_PROJECT = re.compile(
    rf"^[该此其本这]|公司|集团|以上|以下|引进|将|签约|发布|^(?:{STAGES}|重点|重大|产业|所有|全部|[共新])+项目$"
)


def subject_of(
    passage: Passage, spot: Spot, measure: str, noun: str, *, part: bool, carried: str | None
) -> str | None:
    """Whose number it is, as printed; ``carried`` is the park or unit that the paragraph spoke of before."""
    named = noun.strip(JOINERS)
    if measure == "parks":
        return named or None
    head = counts.head_of(spot.near)
    own = _part(head, measure) if part else ""
    if measure == "platforms" and not SHORT_PART.fullmatch(own):
        return None if not named or GENERIC_PLATFORM.fullmatch(named) else named
    if part:
        own = own or named
        if own and not ONLY_STAGE.fullmatch(own):
            return own
    # 百亿元项目1个: the sum before the noun is a number of its own
    bare = head in ("项目", "企业")
    sort = _class(counts.head_of(spot.left) if bare else head, named)
    if sort is not None:
        return sort
    group = _group(passage, spot, head) if measure in ("output", "revenue", "tax") else None
    return group or _owner(passage, spot, measure, carried)


def topic_after(passage: Passage) -> tuple[bool, str | None]:
    """Whether the passage has a topic at all, and its last; a meeting's is none to be carried on."""
    every = topics(passage.text)
    return bool(every), every[-1].name if every else None


def _part(head: str, measure: str) -> str:
    """A part's own words behind 其中, without what it is measured by and without 引进, 新增 …"""
    own = OWN_WORDS.sub("", head)
    cue = amounts.CUE_AT_END.search(own)
    if cue is not None and not measure.startswith("projects."):
        own = own[: cue.start()]
    elif cue is not None:
        own = own[: cue.start()] or ""
    return MEASURED_BY.sub("", own).strip(JOINERS)


def _class(head: str, named: str) -> str | None:
    """亿元以上项目, 外资项目: the sort of project or firm that alone is counted."""
    for said in (named, head):
        if not said.endswith(("项目", "企业")):
            continue
        plain = STAGED_HEAD.sub("", said).lstrip(JOINERS)
        match = CLASS.search(plain)
        if match is not None and plain[: match.start()].endswith("、"):
            return None
        if match is not None and (said is head or match.end() == len(plain)):
            return match.group()
    return None


def _group(passage: Passage, spot: Spot, head: str) -> str | None:
    """The industry whose yield it is, with its number where several are meant (六个产业集群)."""
    tail = passage.text[spot.measured.span.end - passage.offset :]
    behind = GROUP_BEHIND.match(tail)
    cue = amounts.CUE_AT_END.search(head)
    before = head[: cue.start()] if cue is not None else head
    before = MEASURED_BY.sub("", before)
    if behind is not None:
        count = GROUP_COUNT.search(
            spot.left[: spot.left.rfind(cue.group(1))] if cue is not None else spot.left
        )
        return f"{count['count'] if count is not None else ''}{behind['noun']}"
    industry = INDUSTRY.search(before)
    if industry is None:
        return None
    return BEFORE_INDUSTRY.sub("", industry["name"])


def _owner(passage: Passage, spot: Spot, measure: str, carried: str | None) -> str | None:
    """The topic of the nearest clause, a named project's where a forecast follows it."""
    start = spot.measured.span.start - passage.offset
    if AT_MEETING.match(passage.text, spot.measured.span.end - passage.offset):
        return None
    for text, stop in ((passage.text, start), (passage.before, len(passage.before))):
        told = [topic for topic in topics(text) if topic.at < stop]
        project = (
            _project(text, stop) if spot.ahead and measure in ("output", "revenue", "tax", "jobs") else None
        )
        if project is not None and (not told or told[-1].at < project[0]):
            return project[1]
        if told:
            return _resolved(told[-1].name, passage, start, carried)
    return carried


def _resolved(name: str | None, passage: Passage, start: int, carried: str | None) -> str | None:
    """The park that 园区 or 该园 alone stands for, where one was named before."""
    if name is None or ALIAS.fullmatch(name) is None:
        return name
    ending = name.removeprefix("该")[-1:]
    told = [topic.name for topic in (*topics(passage.before), *topics(passage.text)) if topic.name]
    for every in ([carried or "", *told], [*parks_in(passage.before), *parks_in(passage.text[:start])]):
        meant = [one for one in every if one.endswith(ending) and len(one) > len(name) + 1]
        if meant:
            return meant[-1]
    return name


def _project(text: str, stop: int) -> tuple[int, str] | None:
    found = None
    for match in PROJECT.finditer(text, 0, stop):
        if not NO_PROJECT.search(match["name"]):
            found = match.start("name"), match["name"]
    return found
