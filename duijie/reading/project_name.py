"""Where a project's name begins and ends, and whether it names one project at all.

The name is the noun phrase up to 项目 (基地, 产业园 … where an investment is told), without the investor's name
and without 投资…的 or 建设的.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from duijie.reading.masked import AUTHORITY, MONEY, ORGANISATION, Masked
from duijie.reading.vocabulary import any_of, words

O, M, G = ORGANISATION, MONEY, AUTHORITY  # noqa: E741
HEADS = any_of(words("project", "heads"))
LONGEST_HEAD = max(map(len, words("project", "heads")))
BUILD = any_of(words("project", "build"), words("project", "research"))
MODE = any_of(*(words("project", "modes", mode) for mode in ("joint_venture", "sole", "cooperation")))
NOT_AFTER = any_of(words("project", "words", "not_after"))
PHASE = r"(?:[（(]?[一二三四1-4]期[）)]?(?:工程|项目)?)?"
PROJECT = re.compile(rf"(?:{HEADS})?项目{PHASE}(?!{NOT_AFTER}(?!协议|合同))")
PROJECT_AT_END = re.compile(rf"(?:{HEADS})?项目{PHASE}$")
# Another head counts at the end of its phrase only.
OTHER = re.compile(
    rf"{HEADS}{PHASE}(?=[，。；、（”\s：]|$|今年|去年|已|于|正式|全面|顺利|正在|建成|投产|等|开工|将|预计|达成|落户|成功|签约|竣工|通过|顺利|完成|进入|举行|实现|全部|基本|主体|累计|年内|有望|当[天日]|目前|总投资|计划|也|同[日时]|由)"
)
STOP = "，。；：！？,;:!?\n\t|｜【】《》"
LAST_STOP = re.compile(f".*[{re.escape(STOP)}]", re.DOTALL)
# 由甲公司投资5亿元建设的|…; 就|…项目达成; 据此投资2亿元建设的|…
LEAD = re.compile(
    rf"""^(?:（[^（）]{{0,20}}）)?(?:旗下|下属|所属|等(?:\d+家)?(?:企业|公司|单位)?|两家(?:企业|公司)|双方|三方|以?[^，。；{O}{M}{G}、]{{0,12}}?(?={MODE}))?
    (?:(?:计划|有意向?|意向|打算|希望|准备|决定|正式|正在|率先|追加|拟|将|预计|已|还|正|共|也|又|联合|首期|一期|合计|今年|去年|明年|此前|同时|先后|分别|随后)*)(?:(?:来|赴|到|在)[^，。；{O}{M}]{{1,14}}?(?=投资|{BUILD}|{MODE}))?
    (?:{MODE})?(?:的?(?:方式|形式|模式))?(?:投资|出资)?(?:的)?(?:{MODE})?(?:人民币)?(?:在[^，。；{O}{M}]{{1,14}}?(?={BUILD}))?(?:{BUILD})?了?(?:的)?""",
    re.VERBOSE,
)
# Before a name without investor: verbs, adverbs and whatever ends in 的.
BEFORE = re.compile(
    rf"^.*(?:的(?!士)|其中|还有|以及|包括|投资建设|{MODE}(?:投资)?{BUILD}|(?<![规])(?:推动|促成|加快|宣布|介绍|参观|观摩|调研|听取|督导|举行|举办|召开|开展|组织|实施|新建|兴建|打造|引进|签约|开工|推进|谋划)了?)(?=[^，。]{{2,}})"
)
TRIM = re.compile(
    r"^(?:[（(][一二三四五六七八九十\d]{1,3}[）)]|[、和与及以“”（）\s]|等(?=[\d一二三四五六七八九十])|其中|目前|同时|此外|另外|如|例如|现场|新上|本次|此次|据此|截至目前|上午|下午|[市县区]里|全[省市县区]|我[省市县区]|(?:\d{4}年)?\d{1,2}月(?:\d{1,2}日)?|今年|去年|近日|日前|当天|昨日|同日|随后|第[一二三四五六七八九十]个是|[一二三四五六七八九]是|\d+[.．、）)]|[一二三四五六七八九十]+、|[①-⑳]|签订了?|签署了?|签约|就|对|把|将|由|为|在|是|该|以|与之相邻的|一个|了|已|正在|重点|投资方|有限公司|还有|总)+"
)
GENERIC = re.compile(any_of(words("project", "words", "generic"), words("project", "heads")) + "*+")
PLACE_PREFIX = re.compile(
    r"^(?:[一-鿿]{1,3}?[省市县区])?(?:20\d\d年度?)?(?:第?[一二三四]季度|[上下]半年)?(?:首批|第[一二三四]批)?"
)
COUNT = re.compile(r"(?:\d|[一二三四五六七八九十百两几数多])+(?:多|余)?(?:个|项|批|大)(?!性)")
COUNT_AFTER = re.compile(
    r"^\s*(?:已|累计|现|共|全年|先后|又)*(?:新?(?:开工|签约|投产|竣工|落地|落户|引进|入驻))?(?:共|共计|达|达到|已达|为|总数|不少于|不低于|超过|超|至少|近|约|突破|数量?)*\s*(?:\d+|[一二三四五六七八九十百]+)(?:多|余)?(?:个|项)"
)
BAD_INSIDE = re.compile(
    r"的项目|宣布|共有|(?:\d|[一二三四五六七八九十百两几数])(?:多|余)?[个项批](?:[^，。；、]{0,6})项目|[？?！!]|等单位|企业有|亿元以上|万元以上|以上[^，]{0,4}项目|类项目|[，。；]"
)


@dataclass(frozen=True, slots=True)
class Name:
    """A project's name in a masked line: ``start``–``end``; ``left`` is where the phrase that leads to it begins."""

    start: int
    end: int
    left: int
    text: str
    is_project: bool


def _next_project(text: str, position: int) -> re.Match[str] | None:
    """The next 项目 with the head noun before it; looked for only from where that can begin."""
    at = text.find("项目", position)
    return PROJECT.search(text, max(position, at - LONGEST_HEAD)) if at >= 0 else None


def names_in(line: Masked) -> list[Name]:
    """All phrases of the line that may name a project, in order."""
    found: list[Name] = []
    behind = position = 0
    text = line.text
    project, other = _next_project(text, 0), OTHER.search(text)
    while True:
        # Either is looked for anew only once it lies behind, so that the line is walked through once.
        if project is not None and project.start() < position:
            project = _next_project(text, position)
        if other is not None and other.start() < position:
            other = OTHER.search(text, position)
        heads = [match for match in (project, other) if match is not None]
        if not heads:
            return found
        head = min(heads, key=lambda match: match.end() if "项目" in match.group() else match.end() + 0.5)
        # 生产基地建设项目: the longer phrase is the name.
        more = LONGER.match(text, head.end()) if "项目" not in head.group() else None
        if more is not None and not PARTED.search(more.group()):
            position = head.end()
            continue
        position = head.end()
        items = list(_items(line, behind, head))
        if items:
            found += items
            behind = head.end()
            continue
        name = _name(line, behind, head)
        if name is not None:
            found.append(name)
            behind = name.end


LONGER = re.compile(r"[一-鿿]{0,8}?项目")
PARTED = re.compile("[的了是已由将在与和]")
# 甲公司中药饮片、乙公司环保纸塑等一批项目: 项目 is said once for all.
ITEMS = re.compile(
    rf"(?:{O}[^、，。；{O}{M}{G}]{{2,16}}、)+{O}[^、，。；{O}{M}{G}]{{2,16}}?(?=等(?:一批|\d+个|[一二三四五六七八九十]+个|多个)?[^，。；、]{{0,8}}项目$)"
)
ITEM = re.compile(rf"{O}(?P<name>[^、{O}]+)")


def _items(line: Masked, behind: int, head: re.Match[str]) -> Iterator[Name]:
    """The items of a list that shares one 项目, each behind its investor."""
    listed = ITEMS.search(line.text, max(behind, head.end() - 200), head.end())
    for item in ITEM.finditer(listed.group()) if listed is not None else ():
        start = listed.start() + item.start("name") if listed is not None else 0
        lead = LEAD.match(item.group("name"))
        start += lead.end() if lead is not None else 0
        end = start + len(item.group("name")) - (lead.end() if lead is not None else 0)
        if line.text[start:end].endswith("项目") or end - start < 2:
            return
        yield Name(
            start, end, start - 1 - (lead.end() if lead is not None else 0), line.text[start:end], True
        )


# 双方将共建|高端阀门产业园项目
BOTH = re.compile(rf"(?:双方|三方)(?:将|拟|计划|已)*(?:{MODE})?(?:{BUILD})(?:的)?")
BRACKET = re.compile(r"”?（[^（）]{0,60}）")


def _name(line: Masked, behind: int, head: re.Match[str]) -> Name | None:
    text = line.text
    # 项目（总投资1.5亿元）、: the bracket is the name's before it
    bracket = BRACKET.match(text, behind, head.start()) if behind else None
    least = max(bracket.end() if bracket is not None else behind, head.start() - 120)
    stop = LAST_STOP.match(text, least, head.start())
    left = stop.end() if stop is not None else least
    # 扩建项目（总投资…）、: brackets of the phrase before are no part of this one
    last = max(text.rfind(sign, left, head.start()) for sign in (O, M, G))
    if last >= 0:
        lead = LEAD.match(text[last + 1 : head.end()])
        start = last + 1 + (lead.end() if lead is not None else 0)
        if start > head.start() + len(head.group()) - 2:
            start = last + 1
    else:
        start = left
        lead = LEAD.match(text[left : head.end()])
        if "项目" in head.group() and (both := BOTH.match(text, left, head.start())) is not None:
            start = both.end()
        elif lead is not None and re.match(
            r"(?:拟|计划|将|据此|并|在|合资|合作|共同|共建|联合|投资)", lead.group()
        ):
            start = left + lead.end()
    while (
        before := BEFORE.match(text[start : head.end()])
    ) is not None and before.end() < head.end() - start - 2:
        if "、" in text[start : head.start()] and "的" not in before.group() and last >= 0:
            break
        start += before.end()
    trimmed = TRIM.match(text[start : head.start()])
    if trimmed is not None:
        start += trimmed.end()
    comma = text.rfind("、", start, head.start())
    if comma >= 0 and last < 0:
        start = comma + 1
    printed = text[start : head.end()].replace("“", "").replace("”", "")
    stem = PROJECT_AT_END.sub("", printed) if "项目" in head.group() else printed
    bare = PLACE_PREFIX.sub("", stem)
    if (
        not 2 <= len(printed) - 2 <= 40
        or not stem
        or GENERIC.fullmatch(stem)
        or GENERIC.fullmatch(bare)
        or COUNT.match(stem)
        or BAD_INSIDE.search(printed)
    ):
        return None
    if COUNT_AFTER.match(text[head.end() : head.end() + 8]) or re.search(
        r"(?:各|每|\d个|多个|一批)$", text[max(0, start - 3) : start]
    ):
        return None
    return Name(start, head.end(), left, printed, "项目" in head.group())
