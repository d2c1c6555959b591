"""Where a quantity stands: its passage, its clause, what is said to either side, and in which mood.

A passage runs to 。！？ or the line's end, its segments to ；, their clauses to ，. Quoted speech and titles in
《》 assert nothing. The mood of a place is that of the last word before it in the passage which looks forward
(力争, 到2027年, 投产后) or back (目前, 已, 截至).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from duijie.kernel.quantity import Sense
from duijie.reading.prepared import Prepared
from duijie.reading.quantities import Measured
from duijie.reading.rules.tally_compared import COMPARISON, GROWN, MILESTONE, WAS, as_it_is
from duijie.reading.rules.tally_mood import MUTED, TAKEN_AS, moods_in

# A sentence; one without end is cut, so that the time stays linear.
PASSAGE = re.compile(r"[^。！？!?\n]{1,600}[。！？!?]?")
BRACKETED = re.compile(r"[（(][^（）()\n]{0,60}[）)]")
BOUND = re.compile(r"[，,；;：:。！？!?\n（）()]")
# Half-width punctuation of prose, not of 1,380 or 3.5: read as full-width, one character for one.
HALF_WIDTH = re.compile(r"[;:(),](?:(?<!,)|(?![0-9]{3}))")
FULL_WIDTH = str.maketrans(";:(),", "；：（），")

# 到2027年, 2025年底前, 三年内, 未来五年, 三到五年, 每年, “十五五”期间
BY = re.compile(
    r"到?[“\"]?十[四五六][五四]?[”\"]?(?:规划)?(?:期?末|期间|时期)|到?20\d\d年(?:底|末|年底|年末|六月底)?(?:前|以前|之前)?"
    r"|(?:三到五|三至五|[一二两三四五六七八九十\d]+(?:[到至—-][一二两三四五六七八九十\d]+)?)个?年(?:之?内|左右)?(?=内|时间|努力|，|达|将|，|的?努力)"
    r"|(?:未来|今后|用)?[一二两三四五六七八九十\d]+年(?:之?内|左右)|(?:未来|今后)[一二两三四五六七八九十\d]+到?[一二三四五六七八九十\d]*年"
    r"|每(?:个)?(?:年|月|季度|周|半年)|(?:今年|明年|年)(?:年)?(?:底|末)前?|年底前|年末前|年内|全年|明年|下半年|届时|今年|上半年|下一年度"
    r"|[一二三四]季度|\d{1,2}月底前?|(?:全面|全部|正式)?(?:达产达效|建成投产|竣工投产|建成达产|建成投用|建成|投产|达产|投用|满产|运营|达效|竣工)后"
)
PERIOD = re.compile(
    r"(?:今年|去年|20\d\d年)?(?:截至|截止)(?:目前|[^，。；]{1,8}?(?:月底|年底|日|月末|末|底|月))|今年以来|近年来|目前|当前"
    r"|(?:今年|去年|20\d\d年)?前?\d{1,2}(?:[—－–~～至到-]\d{1,2})?(?:个)?月(?:份|底|以来|起)?(?!\d)"
    r"|(?:今年|去年|20\d\d年)(?:[一二三四]季度|上半年|前三季度)?(?:以来)?|[一二三四]季度|上半年|前三季度|[近过去前三五十两\d]{1,3}年来|过去[一二三五两]年|行动期间|活动期间"
)
# 投资5亿元以上的4个, 10亿元以上项目, 年纳税500万元以上企业
LIMITED = re.compile(
    r"^(?:（含）)?的?[^，。；、\d]{0,16}?(?:项目|企业|岗位|工程|公司|龙头|基地|人才|订单|合同|大户|园区|产品|集群)"
    r"|^(?:（含）)?的?\s*[\d一二两三四五六七八九十]+(?:多|余)?[个家名项户]|^(?:（含）)?的(?:$|[，。；、有达超占不])"
)
# 总投资超10亿元的项目3个
COUNTED_BEHIND = re.compile(
    r"^的?[^，。；、\d]{0,14}?(?:项目|企业|岗位)(?:达|有|共|分别|为|近|约|超过|超|不少于|至少|不低于|逾|突破|总数)*\s*[\d０-９一二两三四五六七八九十]+(?:多|余)?[个家名项]"
)
INDUSTRY_OF = re.compile(
    r"^(?:（含）)?的[^，。；、\d]{2,24}?(?:集群|产业链?|基地|板块|园区|产业园)(?=[，。；、]|$)"
)
MADE = re.compile(r"(?:打造|形成|建成|建设|培育|构建|发展)[^，。；]{0,8}$")
VERB_AHEAD = re.compile(
    r"^[^，。；、]{0,16}?(?:(?<![现即兹])将(?![军])|即将|计划(?=于|在|今|明|年|下|[二三四]季度|[0-9])|预计|拟(?!定)|有望|力争|争取|确保)"
)
POSTPOSED = re.compile(r"^[^，。；、]{0,14}的?(?:目标|奋斗目标|任务|指标|预期)")
DONE_POSTPOSED = re.compile(r"^[^，。；、]{0,14}的?(?:目标|任务|指标)(?:已|提前|顺利)?(?:完成|实现|超额)")
ASIDE_ENDS = re.compile(r"（[^（），；\d]{1,16}）$")
MET = re.compile(r"(?:如期|提前|圆满|超额|顺利|全面|已经?|成功|胜利)(?:完成|实现)了?")
LEADING_ONLY = re.compile(r"^(?:总数|总量|共计|总计|合计|累计|共|达到|达|已|约|为|有)+$")
OF_COUNT = re.compile(r"的[^，。；、]{0,4}")
RANKS = ("位", "名", "强", "个")
# 到位资金目标为120亿元, 实际利用外资目标3000万美元
AIMED = re.compile(r"(?:目标|任务)(?:任务|值|数|额)?(?:为|是|：|达到|达|定为|确定为|设定为|锁定)?$")
OBLIGED = ("不得", "不应", "不能")
AIM_DONE = re.compile(r"(?:完成|占|超|按|为)[^，。；]{0,10}?(?:目标|任务|指标)[^，。；]{0,6}$")
LONGEST_HEADING = 24
SAYS = re.compile(r"[。；，、]|\d+[个家亿万]")
NUMBERED = re.compile(r"^[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]+")
# 【下步打算】 · 二、2025年工作目标
AHEAD_HEADING = re.compile(
    r"^[【（(\[]?(?:[一二三四五六七八九十\d]+)?[】）)、.．]?\s*"
    r"(?:20\d\d[—-]?(?:20\d\d)?年|下半年|明年|今年|下一?步|下一阶段|主要|工作|发展|预期|招商|引资|奋斗|总体|具体|年度|全年|的|及|和|重点|思路|措施)*"
    r"(?:目标|打算|计划|安排|任务|思路|下一?步)(?:任务|打算|安排|及?措施|计划)?[】）)\]：:]?$"
    r"|^[^，。；]{0,20}(?:目标|任务)(?:责任书|分解表?|清单|责任清单|责任状)$"
)
# 关于下达2018年度招商引资目标任务的通知 · 2020年招商引资工作要点: all of it is to come
AHEAD_TITLE = re.compile(
    r"^(?!.*(?:出台|发布|解读|通报|推进|完成|落实|(?<!关于)印发))[^。；：]{0,40}?(?:目标任务|任务分解|责任分解|工作要点|目标责任书?|任务清单|目标分解|工作计划|工作安排|行动计划)(?:（[^（）]{1,16}）)?(?:表)?(?:的通知|的函|的意见)?$"
)
TITLE_LINES = 3
# 2017年重点抓好以下工作：（一）突出精准招商。力争…（二）做强园区平台。建成…
TASKS = re.compile(
    r"(?:抓好|做好|做实|抓实|突出|落实|开展|推进|实施|完成)(?:以下|如下|下列|这|[一二三四五六七八九十\d]+(?:个方面|项|大|方面))[^。；，]{0,10}[：:]"
    r"|(?:重点工作|工作重点|主要任务|主要工作|工作任务|工作安排|工作打算|工作思路|目标任务)(?:是|为|如下)?[：:]"
)
# …提出以下目标：, with the lines ——到2025年…
AHEAD_LIST = re.compile(r"(?:目标|任务|打算|指标|计划)[^，。；]{0,6}[：:]$")
BULLET = re.compile(r"^(?:[—\-－·•●■◆▲*（(]|[一二三四五六七八九十\d]+[、.．）)]|[一二三四五六]是)")
GOES_ON = re.compile(r"^(?:同时|此外|另外|其中|并|还)")


@dataclass(slots=True)
class Spot:
    """A quantity with what is said round it.

    ``near``: from the clause's start or the previous quantity's end up to it; ``left``: the whole clause before
    it; ``right``: behind it up to a comma, 、 or the next quantity; ``behind``: the same without stopping at 、.
    ``runs_on``: the next quantity follows without a comma, and the last words before it are its own.
    ``whose``: the unit whose number it is, in a list of several. ``limit``: it only says which projects or firms
    are meant (亿元以上项目9个); others do not count it as theirs.
    """

    measured: Measured
    near: str
    left: str
    right: str
    behind: str
    start: int
    segment: int
    bracket: bool
    ahead: bool
    listed: bool = False
    limit: bool = False
    runs_on: bool = False
    whose: str | None = None


@dataclass(slots=True)
class Passage:
    """A sentence and its quantities; ``text`` is the sentence alone, ``offset`` where it begins."""

    text: str
    offset: int
    line: int
    spots: list[Spot] = field(default_factory=list)
    before: str = ""
    opening: bool = False
    bulleted: bool = False

    def between(self, start: int, end: int) -> str:
        """What stands between two places of the document inside this passage."""
        return self.text[max(0, start - self.offset) : max(0, end - self.offset)]


def passages(prepared: Prepared) -> Iterator[Passage]:
    """Every passage that holds a quantity outside quotes, with its quantities."""
    text = HALF_WIDTH.sub(lambda match: match.group().translate(FULL_WIDTH), prepared.text)
    muted = [match.span() for match in MUTED.finditer(text)]
    quantities = list(_unmuted(prepared.quantities, muted))
    month = prepared.dated_on.month if prepared.dated_on else None
    position, offset, heading, listing, titled = 0, 0, False, False, False
    for line, printed in enumerate(text.split("\n")):
        bare = printed.strip()
        titled = titled or (line < TITLE_LINES and AHEAD_TITLE.match(bare) is not None)
        if bare and len(bare) <= LONGEST_HEADING and not SAYS.search(NUMBERED.sub("", bare)):
            heading = bool(AHEAD_HEADING.match(bare))
        listing = bool(AHEAD_LIST.search(bare)) or (listing and (not bare or bool(BULLET.match(bare))))
        before, carried, tasks = "", False, False
        line_end, bulleted = offset + len(printed), bool(BULLET.match(bare))
        for match in PASSAGE.finditer(printed):
            # behind its last quantity a line has nothing to tell
            if position == len(quantities) or quantities[position].span.start >= line_end:
                break
            start, end = offset + match.start(), offset + match.end()
            mine = []
            while position < len(quantities) and quantities[position].span.start < end:
                mine.append(quantities[position])
                position += 1
            passage = Passage(match.group(), start, line, before=before)
            passage.bulleted = bulleted
            passage.opening = titled or heading or tasks or (listing and not AHEAD_LIST.search(bare))
            moods = moods_in(passage.text, prepared.year, month, dated=prepared.dated_on is not None)
            carried = _carries(passage, carried, mine, moods)
            if moods and moods[-1][1] and TASKS.search(passage.text):
                tasks = listing = True
            passage.spots = list(_spots(passage, mine, moods)) if mine else []
            before = match.group()
            if passage.spots:
                yield passage
        offset += len(printed) + 1


def _carries(
    passage: Passage, carried: bool, quantities: list[Measured], moods: list[tuple[int, bool]]
) -> bool:
    """Lets a sentence go on with the aims of the one before it; returns whether the next may."""
    if carried and not any(not mood for _, mood in moods):
        asked = any(one.quantity.words.startswith(("不少于", "不低于", "至少")) for one in quantities)
        passage.opening = passage.opening or asked or bool(GOES_ON.match(passage.text))
    return moods[-1][1] if moods else passage.opening


def _unmuted(quantities: Iterable[Measured], muted: list[tuple[int, int]]) -> Iterator[Measured]:
    """The quantities outside the stretches, both in order."""
    position = 0
    for one in quantities:
        while position < len(muted) and muted[position][1] <= one.span.start:
            position += 1
        if position == len(muted) or not muted[position][0] < one.span.start:
            yield one


def _spots(passage: Passage, quantities: list[Measured], moods: list[tuple[int, bool]]) -> Iterator[Spot]:
    text, offset = passage.text, passage.offset
    brackets = [match.span() for match in BRACKETED.finditer(text)]
    bounds = [match.start() for match in BOUND.finditer(text)]
    commas = [bound for bound in bounds if text[bound] not in "：:"]
    last_end = plain_end = 0
    for number, one in enumerate(quantities):
        start, end = one.span.start - offset, one.span.end - offset
        following = quantities[number + 1].span.start - offset if number + 1 < len(quantities) else len(text)
        before = bisect_left(commas, start)
        clause = commas[before - 1] + 1 if before else 0
        if clause and text[clause - 1] == "）" and (aside := ASIDE_ENDS.search(text, 0, clause)) is not None:
            # 实际利用外资（商务部口径）2300万美元
            before = bisect_left(commas, aside.start())
            clause = commas[before - 1] + 1 if before else 0
        after = bisect_left(bounds, end)
        bound = bounds[after] if after < len(bounds) else len(text)
        stop = min(bound, following)
        behind = text[end:stop]
        near_start = max(clause, last_end)
        ahead = passage.opening
        for at, mood in moods:
            if at <= start:
                ahead = mood
        tail = text[end:bound]
        if VERB_AHEAD.match(behind) and not TAKEN_AS.search(behind):
            # 15个项目将于年内投产
            ahead = True
        if POSTPOSED.match(tail):
            met = DONE_POSTPOSED.match(tail) or MET.search(text[clause:start])
            ahead = not met and "%" not in one.counter and not tail.startswith("占")
        if WAS.match(tail) or (MILESTONE.match(text, end) and one.quantity.unit != "percent"):
            continue
        alone = not behind.strip() and near_start == clause > 0
        if alone and not LEADING_ONLY.sub("", text[clause:start]):
            # 4宗土地闲置，共计320亩: said in the clause before
            back = commas[before - 2] + 1 if before > 1 else 0
            if last_end > plain_end:
                # 新签约项目较上年增加6个，达到45个
                back = commas[before - 3] + 1 if before > 2 and COMPARISON.match(text, back - 1) else back
                near_start = max(back, plain_end)
            else:
                near_start = max(back, last_end)
        limit = _is_limit(text, one, start, end, clause)
        # 其中，工业项目12个; 其中，智能锁具等12个项目 are all of them
        near = text[near_start:start]
        if not limit:
            near = as_it_is(near)
        if one.quantity.words.startswith(OBLIGED) or (AIMED.search(near) and not AIM_DONE.search(near)):
            ahead = True
        parted = near_start >= 3 and text.startswith("其中，", near_start - 3)
        yield Spot(
            measured=one,
            near=("其中" if parted and text[start - 1] != "等" else "") + near,
            left=text[clause:start],
            right=behind.split("、")[0],
            behind=behind,
            start=near_start + offset,
            segment=text.count("；", 0, start),
            bracket=any(a < start < b for a, b in brackets),
            ahead=ahead,
            listed=near_start == last_end and last_end > clause,
            limit=limit,
            runs_on=stop == following < len(text) and text[stop - 1] not in "、和与及",
        )
        # 总投资33.8亿元的8个产业项目: the count answers to the verb before the sum
        joined = one.quantity.unit not in ("count", "percent") and OF_COUNT.fullmatch(text[end:following])
        ranked = one.counter in RANKS and text[start - 1 : start] in ("前", "第")
        if not limit and not joined and not ranked:
            last_end = end
            if not GROWN.search(text[clause:start]):
                plain_end = end


def _is_limit(text: str, one: Measured, start: int, end: int, clause: int) -> bool:
    """Whether a sum or share is a threshold: 5亿元以上项目2个, 总投资超10亿元项目3个, 年薪20万元以上岗位."""
    sense, unit, tail = one.quantity.sense, one.quantity.unit, text[end : end + 40]
    if unit == "count":
        return False
    if tail.startswith("级"):
        return True
    if sense in (Sense.AT_LEAST, Sense.AT_MOST):
        if INDUSTRY_OF.match(tail) and MADE.search(text[clause:start]):
            # 打造年产值200亿元以上的家居产业集群: the sum is the industry's
            return False
        return bool(LIMITED.match(tail))
    if sense is Sense.EXACT and "总" in text[clause:start] and "其中" not in text[clause:start]:
        return False
    return bool(COUNTED_BEHIND.match(tail)) and (
        sense is not Sense.EXACT or one.quantity.low != one.quantity.high or "其中" in text[clause:start]
    )
