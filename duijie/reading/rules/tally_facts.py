"""Finds (measure, quantity, clause, mood) once for both kinds: what stands is a tally, what is to come a target.

The walk goes through a passage's quantities twice: counts first, so that a sum knows the batch before or
behind it (23个项目，总投资156亿元; 总投资43亿元的16个项目), then sums, areas and shares.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from duijie.kernel.quantity import Quantity
from duijie.kernel.span import Span
from duijie.reading.prepared import Prepared
from duijie.reading.rules import tally_amounts as amounts
from duijie.reading.rules import tally_counts as counts
from duijie.reading.rules.tally_counts import Count
from duijie.reading.rules.tally_scope import BY, PERIOD, Passage, Spot, passages
from duijie.reading.rules.tally_unsaid import is_unsaid

MONEY = frozenset({"CNY", "USD", "EUR", "HKD", "JPY", "KRW"})
LONGEST_HEADLINE = 60
# smaller numbers coincide by chance
SMALLEST_REPEATED = 10
JOINERS = "、和与及，以 "


@dataclass(frozen=True, slots=True)
class Fact:
    """A measured thing that the text says; ``ahead`` where it is still to be reached."""

    measure: str
    quantity: Quantity
    span: Span
    rule: str
    ahead: bool
    subject: str | None
    when: str | None
    line: int
    part: bool


@dataclass(slots=True)
class _Walk:
    """What has been met in the passage so far."""

    passage: Passage
    found: dict[int, Count | None]
    last: Count | None = None
    last_counter: str = ""
    last_segment: int = -1
    part_open: bool = False
    whole: Count | None = None
    batch_before: Count | None = None


@lru_cache(maxsize=8)
def facts(prepared: Prepared) -> tuple[Fact, ...]:
    """All measured facts of the document in the order of places, told-twice ones once."""
    found: list[Fact] = []
    carried: tuple[int, Count | None] = (-1, None)
    batch: Count | None = None
    batch_line = -1
    for passage in passages(prepared):
        _spread(passage)
        walk = _Walk(passage, {})
        if carried[0] == passage.line and re.match(
            r"^(?:其中|[这上]|以上|总投资|协议|合同|项目总)", passage.text
        ):
            walk.last, walk.last_segment = carried[1], 0
        bulleted = passage.bulleted and batch_line == passage.line - 1
        walk.batch_before = batch if batch_line == passage.line or bulleted else None
        opening = walk.last
        for number, spot in enumerate(passage.spots):
            _count(walk, number, spot)
        found.extend(_facts(walk, opening, prepared))
        carried = (passage.line, walk.last)
        staged = [one for one in walk.found.values() if one is not None and one.stage]
        if staged:
            batch, batch_line = staged[-1], passage.line
        elif passage.bulleted and batch_line == passage.line - 1:
            batch_line = passage.line
    return tuple(_once(found, prepared.text))


def _spread(passage: Passage) -> None:
    """新签约、新开工项目分别达23个、17个: gives each number the words it answers to."""
    spots = passage.spots
    for number, spot in enumerate(spots):
        if "分别" not in spot.near:
            if spot.listed:
                spot.near = spot.near.lstrip(JOINERS)
            continue
        run = [spot]
        for other in spots[number + 1 :]:
            if other.near.strip(JOINERS) or other.segment != spot.segment:
                break
            run.append(other)
        said, _, verb = spot.near.rpartition("分别")
        if not said.strip(JOINERS):
            # 项目数、投资额，分别达到 …: the heads stand in the clause before
            clause = passage.between(passage.offset, spot.start).rstrip(JOINERS)
            said = re.split(r"[；：，]", clause)[-1] if not re.search(r"\d", clause[-6:]) else ""
        heads = [head for head in re.split(r"、|以及|和|与|及", said) if head]
        if len(run) < 2 or len(heads) < len(run):
            continue
        heads = heads[-len(run) :]
        noun = counts.NOUN_AT_END.search(heads[-1])
        for one, head in zip(run, heads, strict=True):
            counted = one.measured.quantity.unit == "count"
            if counted and noun and not counts.NOUN_AT_END.search(head):
                head += noun.group(1)
            elif not counted and not amounts.CUE_AT_END.search(head):
                head = heads[0] + head
            one.near = head + verb
            if one is not run[-1]:
                one.right = one.behind = ""


def _count(walk: _Walk, number: int, spot: Spot) -> None:
    """Classifies one count and keeps it for those that follow."""
    one = spot.measured
    if one.quantity.unit != "count" or is_unsaid(walk.passage, spot):
        walk.found[number] = None
        return
    if walk.last is not None and walk.last_segment != spot.segment:
        walk.part_open = False
    count = _classified(walk, number, spot)
    walk.found[number] = count
    if not one.counter.endswith("人次"):
        walk.last, walk.last_segment = count, spot.segment
        walk.last_counter = one.counter.lstrip("十百千万亿")


def _classified(walk: _Walk, number: int, spot: Spot) -> Count | None:
    one, passage = spot.measured, walk.passage
    counter = one.counter.lstrip("十百千万亿")
    if counter in ("批", "批次", "次", "趟", "轮", "场", "场次"):
        return _journey(spot, counter)
    noun, kinds, behind = counts.noun_of(spot)
    if (
        not kinds
        and counter in ("个", "项")
        and walk.last
        and walk.last.stage
        and counts.STAGE.match(spot.right)
    ):
        # 签约项目中已有19个落地开工
        kinds = ("project",)
    parted = bool(counts.SUBSET.search(spot.near)) or spot.bracket
    walk.part_open = parted or (walk.part_open and spot.listed)
    if behind and counts.ONE.match(one.quantity.words) and one.quantity.number == 1:
        return None
    if counter == "大" and "park" not in kinds:
        return None
    if parted and not spot.bracket:
        walk.whole = walk.last
        if (
            walk.last is None
            and number
            and walk.last_segment == spot.segment
            and counter == walk.last_counter
        ):
            # 就业意向1860人，其中农民工920人: a part of what is not counted here
            return None
    near_last = walk.last_segment == spot.segment
    heir = walk.whole if walk.part_open else walk.last if parted or near_last else None
    count = _by_noun(walk, number, spot, noun, kinds, behind)
    denied = bool(kinds) and "project" in kinds and counts.stage_of(spot, noun, behind) == "none"
    if count is None and not denied and heir is not None and _inherits(walk, spot, heir, noun, kinds, behind):
        count = Count(heir.measure, "part_of_" + heir.rule.removeprefix("part_of_"), heir.noun, heir.stage)
    if count is not None and counts.DEICTIC.search(spot.near.rstrip("的")):
        return replace(count, yielded=False)
    return count


def _inherits(walk: _Walk, spot: Spot, heir: Count, noun: str, kinds: tuple[str, ...], behind: bool) -> bool:
    """Whether a count without a verb of its own is a part of the one before: 其中博士8名, 省级12个."""
    head = counts.head_of(spot.near)
    if counts.SERVED.search(spot.near) or counts.OWN_VERB.search(head):
        return False
    if not kinds:
        part = counts.PART_NOUN.search(head) or walk.part_open
        alike = spot.measured.counter.lstrip("十百千万亿") == walk.last_counter
        return bool(part) and alike and len(head) <= 24 and not spot.right
    alike = heir.noun.endswith(noun[-2:]) or bool(set(kinds) & _kinds_of(heir))
    said_more = behind and bool(spot.behind[len(noun) :])
    return alike and not said_more and (walk.part_open or len(head) <= len(noun) + 8)


def _kinds_of(count: Count) -> set[str]:
    return {
        "people.recruited": {"talent"}, "people.attending": {"guest", "talent"}, "platforms": {"platform"},
    }.get(count.measure, {"enterprise"} if count.measure.startswith("enterprises") else {"project"} if count.stage else set())  # fmt: skip


def _journey(spot: Spot, counter: str) -> Count | None:
    # 接待来访客商213批 · 邀请客商来市考察38批
    if counter in ("批", "批次", "次") and counts.IN.search(spot.near):
        return Count("visits", "parties_received", "批")
    # 县领导带队外出招商26次 · 赴北京、山东、广东等地招商21次
    if counts.OUT.search(spot.near) and not counts.head_of(spot.near).endswith("会"):
        return Count("trips", "outings_to_promote", "次")
    return None


def _by_noun(
    walk: _Walk, number: int, spot: Spot, noun: str, kinds: tuple[str, ...], behind: bool
) -> Count | None:
    said = f"{spot.left}{spot.behind}"
    passage = walk.passage
    if "job" in kinds or re.search(
        r"(?:带动|吸纳|解决|安置|新增)[^，。；]{0,8}就业$", counts.head_of(spot.near)
    ):
        # 从业人员1.3万人 · 带动就业2200余人 · 提供就业岗位1500多个
        owner = amounts.entity_before(passage, spot.measured.span.start)
        whole = spot.ahead or owner not in ("firm", "project")
        return Count("jobs", "jobs", noun) if whole and "意向" not in said else None
    if "intent" in kinds:
        # 达成合作意向12个 · 签订意向协议6份
        return (
            None
            if re.search("就业|采购|购销|入职", spot.near[-10:])
            else Count("projects.intent", "intents_counted", noun, "intent")
        )
    if "project" in kinds:
        return _project_count(walk, number, spot, noun, behind)
    if "agreement" in kinds and spot.measured.counter in ("份", "个", "项", "件", "宗"):
        # 签订产学研合作协议117份 · 签署12项合作协议
        return Count("agreements", "agreements_counted", noun)
    if "platform" in kinds and not counts.SERVED.search(spot.near):
        # 建有院士工作站2家、博士后创新实践基地9家
        return Count("platforms", "platforms_counted", noun)
    if "institution" in kinds and "enterprise" not in kinds:
        # 与32所高校院所建立了长期合作关系
        tied = counts.COOPERATE.search(spot.behind) or counts.COOPERATE.search(spot.near)
        met = counts.MET_ONLY.search(spot.behind) or counts.MET_ONLY.search(spot.near[-8:])
        if tied and not met:
            return Count("institutions.partnered", "institutions_partnered", noun)
        return None
    if "park" in kinds and spot.measured.counter in ("个", "大", "座", "处"):
        # 下辖生物基材料产业园、绿色食品产业园两个园中园 · 建成特色园区2个
        return Count("parks", "parks_counted", noun)
    nearby = _event_context(passage, spot)
    if "enterprise" in kinds:
        return counts.classify_enterprises(spot, noun, _said_around(passage, spot), nearby, passage.text)
    if "talent" in kinds or "guest" in kinds:
        return counts.classify_people(spot, noun, kinds, _said_around(passage, spot), nearby)
    # 已入驻186家
    if spot.measured.counter in ("家", "户") and re.search(
        r"(?:入驻|入园|落户|集聚)$", counts.head_of(spot.near)
    ):
        return Count("enterprises.settled", "enterprises_settled", "企业")
    return None


def _said_around(passage: Passage, spot: Spot) -> str:
    """The clause with the number, quotes' words included, up to its comma."""
    end = spot.measured.span.end - passage.offset
    rest = re.split(r"[，；。]", passage.text[end:], maxsplit=1)[0]
    return spot.left + rest


def _event_context(passage: Passage, spot: Spot) -> str:
    """What is said in the passage of a meeting's people; empty where no meeting is near."""
    start = spot.measured.span.start - passage.offset
    around = passage.text[:start]
    if counts.EVENT_WORDS.search(around):
        return passage.text[max(0, start - 60) : start + 60]
    return ""


def _project_count(walk: _Walk, number: int, spot: Spot, noun: str, behind: bool) -> Count | None:
    passage = walk.passage
    rest = spot.behind.removeprefix(noun) if behind else spot.behind
    tail = passage.text[spot.measured.span.end - passage.offset :]
    stage = counts.stage_of(spot, noun, behind)
    if stage == "none":
        return None
    # 两个项目投产后，可提供就业岗位1500多个
    if behind and (counts.AFTERWARDS.match(rest) or counts.AMONG_BEHIND.match(rest)):
        return Count("projects", "projects_spoken_of", noun, "plain", yielded=False)
    rule = "projects_with_stage"
    parent = walk.whole if walk.part_open else walk.last
    if parent is not None and not parent.stage:
        parent = None
    if stage is None and parent is not None and (walk.part_open or walk.last_segment == spot.segment):
        stage, rule = parent.stage, "part_of_projects"
    among = counts.AMONG.findall(passage.between(passage.offset, spot.start) + spot.near)
    if stage is None and among:
        # 落户项目中，工业项目18个 · 此次签约的项目涵盖食品等领域，其中外资项目2个
        stage, rule = counts.STAGE_OF[among[-1]], "part_of_projects"
    part = walk.part_open or counts.LIMIT_HEAD.search(spot.near)
    if stage is None and walk.batch_before and part:
        # 落户项目31个。…投资过亿元项目12个
        stage, rule = walk.batch_before.stage, "part_of_projects"
    if stage is None:
        stage, rule = _stage_elsewhere(walk, number, spot, tail), "projects_with_stage_nearby"
    if stage is None:
        if counts.SERVED.search(spot.near) or counts.SERVED.match(rest) or counts.REVIEWED.search(spot.near):
            return None
        stage, rule = "plain", "projects_without_stage"
    if stage == "plain" and counts.SERVED.search(spot.near):
        return None
    return Count(counts.projects(stage), rule, noun, stage)


def _stage_elsewhere(walk: _Walk, number: int, spot: Spot, tail: str) -> str | None:
    passage = walk.passage
    ahead = re.split(r"[；。]", tail, maxsplit=1)[0]
    later = [s for s in passage.spots[number + 1 :] if s.measured.quantity.unit == "count"]
    if later:
        ahead = ahead[: later[0].measured.span.start - spot.measured.span.end]
    # 等15个项目，总投资92亿元，在…推介会上成功签约
    for match in counts.STAGE.finditer(ahead):
        led = counts.LOOK_AHEAD.search(ahead[max(0, match.start() - 2) : match.start()])
        if counts.STAGE_OF[match.group()] != "plain" and (
            led or ahead[match.end() : match.end() + 1] in ("，", "")
        ):
            return counts.STAGE_OF[match.group()]
    # …重大项目集中开工活动。此次共18个项目
    before = passage.before + passage.between(passage.offset, spot.start)
    if counts.THIS_TIME.search(spot.left) or counts.THIS_TIME.search(spot.behind):
        held = list(counts.OF_EVENT.finditer(before))
        if held:
            said = held[-1]
            return counts.STATUS[said["stage"] or said["sign"] or said["start"]]
    return None


def _facts(walk: _Walk, opening: Count | None, prepared: Prepared) -> Iterator[Fact]:
    passage = walk.passage
    batch = opening if opening is not None and opening.stage else None
    batch_start = batch_end = passage.offset
    money: list[str | None] = []
    for number, spot in enumerate(passage.spots):
        one = spot.measured
        unit = one.quantity.unit
        if unit == "count":
            count = walk.found[number]
            if count is not None:
                if count.stage is not None:
                    behind = spot.behind.startswith(count.noun)
                    batch_start = spot.start
                    batch, batch_end = count, one.span.end + (len(count.noun) if behind else 0)
                if count.yielded:
                    yield _fact(walk, spot, count.measure, count.rule, prepared, noun=count.noun)
            elif "project" in counts.noun_of(spot)[1]:
                batch = None
            continue
        if is_unsaid(passage, spot):
            continue
        if unit in MONEY:
            measure = _money(walk, number, spot, batch, batch_end, money)
            if not spot.limit:
                money.append(measure)
            if measure is not None:
                since = batch_start if ".investment" in measure and batch is not None else None
                yield _fact(walk, spot, measure, "sum_" + measure.rsplit(".", 1)[-1], prepared, since=since)
        elif unit == "m2":
            area = amounts.area_measure(spot, passage)
            if area is None and counts.SUBSET.search(spot.near) and money[-1:] == [f"area {'land'}"]:
                area = "land"
            if area is not None:
                moving = area == "floor" or amounts.MOVING.search(spot.near)
                yield _fact(walk, spot, area, f"area_{area}", prepared, stands=not moving)
        elif unit == "percent":
            yield from _growth(walk, number, spot, money, prepared)


def _money(
    walk: _Walk, number: int, spot: Spot, batch: Count | None, batch_end: int, money: list[str | None]
) -> str | None:
    """The measure of a sum of money, or ``None``."""
    passage, one = walk.passage, spot.measured
    tail = passage.text[one.span.end - passage.offset :]
    following = walk.found.get(number + 1)
    # 总投资达43.6亿元的16个项目
    if tail.startswith("的") and following is not None and following.stage:
        gap = passage.between(one.span.end, passage.spots[number + 1].measured.span.start)
        limited = "其中" in spot.left or one.quantity.words.endswith(("以上", "以下"))
        if (
            len(gap) <= 8
            and "，" not in gap
            and not limited
            and amounts.cue(spot)[1] in ("investment", "signed", "intent")
        ):
            return f"{counts.projects(following.stage)}.investment"
    if spot.limit or amounts.NAMED_BEHIND.match(tail):
        return None
    word, kind = amounts.cue(spot)
    if spot.listed and money[-1:] == ["funds.received"] and amounts.FUNDS_KIND.match(spot.near):
        return "funds.received"
    if kind in ("", "barred", "not_tax"):
        return None
    if kind == "funds":
        owner = amounts.entity_before(passage, spot.measured.span.start - len(word))
        return None if owner in ("firm",) and not spot.ahead else "funds.received"
    if kind in ("output", "revenue", "tax"):
        owner = amounts.entity_before(passage, spot.measured.span.start)
        return kind if spot.ahead or owner not in ("firm", "project") else None
    return _batch_sum(walk, spot, word, kind, batch, batch_end)


def _batch_sum(
    walk: _Walk, spot: Spot, word: str, kind: str, batch: Count | None, batch_end: int
) -> str | None:
    """A sum belongs to the batch before it unless a project or firm is named in between."""
    passage, start = walk.passage, spot.measured.span.start
    head = counts.head_of(spot.near)
    if batch is not None:
        between = passage.between(batch_end, start)
        named = amounts.BETWEEN_NAMED.search(_without_generic(between))
        lone = word in ("投资", "资金") and head.strip(JOINERS) != word
        if not named and not lone and between.count("，") <= 3:
            stage = kind if batch.stage == "plain" and kind in ("signed", "intent") else batch.stage
            return f"{counts.projects(stage or 'plain')}.investment"
    clause = passage.text[: max(0, start - passage.offset)]
    segment = re.split(r"[；]", clause)[-1]
    if re.search(r"公司|集团|厂(?!房)", segment) or re.search(r"[该其此]项目", segment):
        return None
    own = amounts.investment_measure(kind, None, head)
    if own is not None and kind == "investment" and word in ("投资", "资金"):
        return None
    if own is not None and amounts.BETWEEN_NAMED.search(_without_generic(segment)):
        return None
    return own


def _without_generic(said: str) -> str:
    """The words without counted or general projects: 12个产业项目, 签约项目."""
    said = re.sub(r"[\d一二三四五六七八九十百]+[多余]?[个项][^，。；、]{0,14}?项目", "", said)
    return re.sub(
        r"(?:签约|开工|在建|投产|重点|重大|引进|储备|在谈|落户|落地|招商|产业|外资|内资|以上|工业|续建|合作|意向|抽查|新建|合同|入园|所有|全部|各类|主要|洽谈|竣工|[这些上述])的?项目(?!区)",
        "", said,
    )  # fmt: skip


def _growth(
    walk: _Walk, number: int, spot: Spot, money: list[str | None], prepared: Prepared
) -> Iterator[Fact]:
    """Growth of money received: 到位资金46.3亿元，增长18.5%; 到位资金增长15%左右."""
    said = spot.near
    match = amounts.GROWTH.search(counts.head_of(said) if not amounts.GROWTH.search(said) else said)
    if match is None:
        return
    sign = -1 if match["down"] else 1
    subject = re.sub(
        r"(?:同比|环比|较上年|比上年|较去年|比去年|同期|年均|实现|预计|分别|要|力争|将|确保|保持)+$",
        "",
        said[: match.start()],
    )
    if amounts.FUNDS.search(subject) and not amounts.NOT_FUNDS.search(subject[-12:]):
        yield _fact(walk, spot, "funds.received.growth", "growth_of_funds", prepared, sign=sign)
    elif amounts.BARE_GROWTH.match(said):
        run = [spot]
        if "分别" in said:
            for other in walk.passage.spots[number + 1 :]:
                if other.near.strip(JOINERS) or other.measured.quantity.unit != "percent":
                    break
                run.append(other)
        for one, measure in zip(run, money[-len(run) :], strict=False):
            if measure == "funds.received":
                yield _fact(walk, one, "funds.received.growth", "growth_of_funds", prepared, sign=sign)


def _fact(
    walk: _Walk, spot: Spot, measure: str, rule: str, prepared: Prepared, *,
    noun: str = "", since: int | None = None, sign: int = 1, stands: bool = False,
) -> Fact:  # fmt: skip
    passage, one = walk.passage, spot.measured
    quantity = one.quantity
    if sign < 0:
        low, high = (None if end is None else -end for end in (quantity.high, quantity.low))
        quantity = replace(quantity, number=-quantity.number, low=low, high=high)
    start = spot.start if since is None else min(since, spot.start)
    start = max(start, passage.offset)
    end = one.span.end
    if noun and spot.behind.startswith(noun):
        end += len(spot.behind.rstrip())
    span = _trimmed(prepared.text, start, end, one.span)
    part = bool(counts.SUBSET.search(spot.near))
    ahead = spot.ahead and not stands
    return Fact(
        measure, quantity, span, rule, ahead,
        subject=_subject(passage, spot, noun, part), when=_when(passage, spot, ahead),
        line=passage.line, part=part or spot.bracket,
    )  # fmt: skip


def _trimmed(text: str, start: int, end: int, core: Span) -> Span:
    while start < core.start and text[start] in "，、；。：:,;（( 　":
        start += 1
    return Span(start, end)


SUBJECT = re.compile(
    r"(?:全[县市区镇乡州旗省盟]|我[县市区]|园区|开发区|[一-鿿]{2,12}?(?:县|市|区|镇|乡|园区|开发区|产业园|工业园|集聚区|集中区|组团|街道))"
)
QUALIFIED = re.compile(
    r"([一-鿿\dA-Za-z亿万千百元以上．.]{0,16}(?:以上|以下|外资|内资|产业|工业|京津|高新技术|规模以上|类|级|型)[的]?[一-鿿]{0,8}(?:项目|企业|岗位|人才|平台)?)$"
)


def _subject(passage: Passage, spot: Spot, noun: str, part: bool) -> str | None:
    """Whose count it is, as printed: the part's own words, else the nearest county, park or group before it."""
    head = counts.head_of(spot.near)
    if part:
        own = re.sub(r"^.*?(?:其中|包括|包含)[，:：]?", "", head).strip(JOINERS) or noun
        return own or None
    qualified = QUALIFIED.search(re.sub(r"^.*?(?:签约|开工|引进|招引|在建|投产|储备)", "", head))
    if qualified and noun and "以上" in qualified.group(1):
        return qualified.group(1)
    if (
        spot.measured.quantity.unit == "count"
        and noun in counts.NOUN_OF
        and "platform" in counts.NOUN_OF[noun]
    ):
        return noun
    found = None
    for text in (passage.before, passage.between(passage.offset, spot.measured.span.start)):
        for match in SUBJECT.finditer(text):
            found = match.group()
    return found


def _when(passage: Passage, spot: Spot, ahead: bool) -> str | None:
    """The printed period or term that the quantity stands under."""
    pattern = BY if ahead else PERIOD
    start = spot.measured.span.start
    for text in (passage.between(passage.offset, start), passage.before):
        found = [match.group() for match in pattern.finditer(text)]
        if found:
            return found[-1].strip("，的")
    return None


def _once(found: list[Fact], text: str) -> list[Fact]:
    """A fact told twice counts once, in the more precise wording: the headline gives way to the text."""
    lines = text.split("\n")
    told = [
        one
        for one in found
        if not (_is_headline(lines, one.line) and any(_bears_out(other, one) for other in found))
    ]
    kept: list[Fact] = []
    for one in told:
        if not any(_repeats(one, other) for other in kept):
            kept.append(one)
    return kept


def _is_headline(lines: list[str], number: int) -> bool:
    return not re.search(r"[。；]", lines[number]) and len(lines[number]) < LONGEST_HEADLINE


def _alike(one: Fact, other: Fact) -> bool:
    return (one.measure, one.ahead, one.quantity.unit) == (other.measure, other.ahead, other.quantity.unit)


def _bears_out(body: Fact, headline: Fact) -> bool:
    return body.line > headline.line and _alike(body, headline) and body.quantity.meets(headline.quantity)


def _repeats(one: Fact, earlier: Fact) -> bool:
    """The same measure in the same words of the same subject, in a later paragraph."""
    if (
        not _alike(one, earlier)
        or one.line == earlier.line
        or one.part
        or one.quantity.number != earlier.quantity.number
    ):
        return False
    if one.quantity.sense != earlier.quantity.sense:
        return False
    if one.measure in ("parks", "platforms"):
        return True
    return one.quantity.number >= SMALLEST_REPEATED and one.subject == earlier.subject
