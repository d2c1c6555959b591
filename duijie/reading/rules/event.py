"""Rules for the kind ``event``: a named meeting, fair or ceremony that is held, attended or announced.

A name runs from the last verb, preposition or mark before the head noun (推介会, 论坛 …); it must say more
than the sort of meeting it is. The more precise of two wordings for one meeting is kept.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from duijie.kernel.span import Span
from duijie.reading.dates import date_in_name
from duijie.reading.kinds import Event
from duijie.reading.organisations import HOME
from duijie.reading.prepared import Prepared, Sentence
from duijie.reading.statement import Found
from duijie.reading.vocabulary import any_of, load, words

TYPE_OF = {head: kind for kind, heads in load("event")["heads"].items() for head in heads}
TRIGGERS: tuple[str, ...] = (*TYPE_OF, "”走进", "”进", "届")

# “知名民企云南行”走进弥勒活动
WALK_IN = r"(?<=”)(?:走进|进)[一-鿿]{2,8}?活动"
# 第二十届中国（象山）开渔节期间: only with its number or year
FEAST = (
    r"(?<![季环春细情礼调关章中端元音使过除年])节(?=暨|在|上|期间|将|于|开幕|启幕|举行|举办|闭幕|落幕|盛大)"
)
NUMBERED = re.compile(r"第[一二三四五六七八九十\d]+届|^20\d\d|首届")
HEAD = re.compile(any_of(TYPE_OF))
# slower, so only where a sentence holds one of the marks
MORE_HEADS = re.compile(f"{any_of(TYPE_OF)}|{WALK_IN}|{FEAST}")
MARKS = re.compile("节|”走?进")
SECOND_HEAD = re.compile(rf"(?:暨|·|—+|及)[^，。；“”]{{0,24}}?({HEAD.pattern})")
SORT = re.compile(any_of(words("event", "words", "sort"), TYPE_OF) + "*+")
BEFORE = re.compile(any_of(words("event", "words", "before")))
INSIDE = re.compile(any_of(words("event", "words", "inside"), ["走进"]))
HELD = re.compile(any_of(words("event", "words", "held")))
MARK = re.compile(r"[，。；：！？《》\n\s:;]|\d{1,3}(?:多|余)?[场次个届]")
# 推介会和|招商大会, 座谈会、|对接会, 与|北京招商大会: where a joiner parts two names and is not inside one.
JOINED = re.compile(rf"(?<=[会坛式节动”])[和与及、]|(?<![省市县区镇乡院学府团司])[和与及](?={HOME.pattern})")
# A date in full before a name is no part of it; a leading year is: 2017北方管道对接会.
FULL_DATE = re.compile(
    r"^(?:(?:19|20)\d\d年)?\d{1,2}月(?:份|[上中下]旬)?(?:\d{1,2}[日号])?(?:[—–至到-]+(?:\d{1,2}月)?\d{1,2}[日号])?(?:[上下]午|晚)?|^(?:今|去|明|本|当)年|^近日|^日前|^[上下]午|^昨[日天]"
)
OPENING = re.compile(
    r"(?:的|了|，|还|又|已|被|[省市县区]里|[市县区]政府|[市县区]委|我[省市县区]|全[省市县区])*"
)
# An indefinite or a repeated meeting is none: 每季度举办, 各类推介会, 推介会5场
UNCOUNTED = re.compile(
    r"^(?:活动)?(?:[\d一二三四五六七八九十多数几]+(?:多|余)?[场次个期]|机制|制度|方案|的通知|办法)"
)
REPEATED = re.compile(r"(?:每(?:年|季度?|个季度|月)|定期|适时|不定期)[^，。]{0,10}$")
FOLLOWED = re.compile(r"^(?:会员|会长|秘书|组委会|章程|签订|签署|搭建|牵头)")
# 在县会展中心举行, 在北京、天津召开
PLACE = re.compile(
    r"在(?P<place>(?!\d)[^，。；在]{2,20}?)(?:隆重|成功|盛大|顺利|正式|先后|组织|如期|联合|共同)*(?:举行|举办|召开|开幕|启幕|启动|落幕|闭幕)"
)
TO_COME = re.compile(r"将|拟|定于|计划|届时|即将|预计|筹备|筹办|参加|举办时间|安排")
# Up to this month a text still tells of the year before.
LAST_YEAR_TOLD = 3
# A heading that names a list or a report: 某某洽谈会签约项目清单
LISTING = re.compile(
    r"(?:清单|名单|一览表?|情况(?:的?(?:汇报|报告|通报|说明))?|统计表?|汇总表?|明细表?|说明|台账|目录)(?:（[^（）]{0,12}）|[：:])?$"
)
HOST_PLACE = re.compile(
    r"(?P<place>[一-鿿]{1,10}[省市县区镇])(?:人民政府|政府)?(?:隆重|成功|联合|共同|组织)*(?:举行|举办|召开|组织)"
)


@dataclass(frozen=True, slots=True)
class Meeting:
    """A candidate: its name's place and what was read of it."""

    span: Span
    event: Event
    rule: str
    core: str


def find(prepared: Prepared) -> Iterator[Found]:
    """Every event that the text asserts."""
    kept: list[Meeting] = []
    for sentence in prepared.sentences:
        if LISTING.search(sentence.span.of(prepared.text).rstrip()) and _is_heading(prepared, sentence):
            continue
        _date_later(prepared, sentence, kept)
        for span, kind, rule in _names(prepared, sentence):
            meeting = _meeting(prepared, sentence, span, kind, rule)
            if meeting is not None:
                _keep(kept, meeting)
    for meeting in kept:
        yield Found(meeting.event, meeting.span, meeting.rule)


def _names(prepared: Prepared, sentence: Sentence) -> Iterator[tuple[Span, str, str]]:
    text, start, end = prepared.text, sentence.span.start, sentence.span.end
    position = start
    heads = MORE_HEADS if MARKS.search(text, start, end) else HEAD
    while (head := heads.search(text, position, end)) is not None:
        last, position = head, head.end()
        # 产业推介会暨项目集中签约仪式: one meeting, both heads in the name.
        while more := SECOND_HEAD.match(text, position, end):
            position = more.end()
            last = more
        held = last.group(1) if last is not head else head.group()
        kind = TYPE_OF.get(held, "other" if held == "节" else "visit")
        name = _bounds(text, start, head.start(), position, end)
        if name is not None and head.group() == "节" and not NUMBERED.search(name.of(text)):
            continue
        if name is not None and not _is_organisation(prepared, name):
            yield name, kind, "event.quoted" if text[name.start - 1 : name.start] == "“" else "event.named"


def _bounds(text: str, least: int, head: int, stop: int, end: int) -> Span | None:
    """Where the name runs; ``None`` where it says no more than the sort of meeting."""
    opened = text.rfind("“", max(least, head - 50), head)
    closed = text.rfind("”", max(least, head - 50), head)
    if opened > closed:
        # Wholly in quotation marks: “平湾县承接产业转移研讨会”
        if text.find("”", stop, min(end, stop + 2)) != stop and "”" in text[stop : stop + 30]:
            return None
        begin = opened + 1
        return Span(begin, stop) if not SORT.fullmatch(text[begin:head]) else None
    begin = max(least, head - 46)
    for match in MARK.finditer(text, begin, head):
        if opened < 0 or match.start() > closed or match.start() < opened:
            begin = match.end()
    guarded = [match.span() for match in INSIDE.finditer(text, begin, head)]
    if opened >= begin:
        guarded.append((opened, closed + 1))
    for match in BEFORE.finditer(text, begin, head):
        if match.start() >= begin and not any(a < match.end() and match.start() < b for a, b in guarded):
            begin = match.end()
    for match in JOINED.finditer(text, begin, head):
        begin = match.end() if match.start() >= begin else begin
    while (date := FULL_DATE.match(text[begin:head])) is not None and date.end():
        begin += date.end()
    opening = OPENING.match(text, begin, head)
    begin = opening.end() if opening is not None else begin
    stem = text[begin:head]
    if (
        len(stem) < 2
        or SORT.fullmatch(stem)
        or (
            SORT.fullmatch(
                re.sub(r"^(?:19|20)\d\d年?(?:度|第?[一二三四]季度)?|^[一二三四]季度|^[上下]半年", "", stem)
            )
            and not re.match(r"20\d\d", stem)
        )
    ):
        return None
    return Span(begin, stop)


def _is_organisation(prepared: Prepared, name: Span) -> bool:
    """联谊会 and 商会 end both meetings and organisations; inside one, a head noun makes no meeting."""
    every = prepared.organisations
    at = bisect_left(every, name.end, key=lambda one: one.span.end)
    return (
        at < len(every)
        and every[at].span.start < name.end
        and every[at].span.covers(Span(name.end - 1, name.end))
    )


def _meeting(prepared: Prepared, sentence: Sentence, span: Span, kind: str, rule: str) -> Meeting | None:
    text = prepared.text
    before = text[max(sentence.span.start, span.start - 120) : span.start]
    after = text[span.end : min(sentence.span.end, span.end + 120)].lstrip("”")
    if (
        UNCOUNTED.match(after)
        or REPEATED.search(before)
        or FOLLOWED.match(after)
        or "《" in text[max(sentence.span.start, span.start - 40) : span.start].split("》")[-1]
    ):
        return None
    if prepared.text[span.start : span.end].endswith("招商推介") and not re.match(
        r"活动|会|大会|专场", after
    ):
        return None
    if not (HELD.search(before[-40:]) or HELD.search(after[:40])) and not _is_heading(prepared, sentence):
        return None
    name = span.of(text)
    day = _date(prepared, sentence.span, span)
    if day is not None and prepared.dated_on is not None and not TO_COME.search(before + after):
        day = _of_last_year(text, sentence.span, day, prepared.dated_on)
    place = _one_place(_place(before, after), name)
    return Meeting(span, Event(name, kind, day, place), rule, _core(name))


def _of_last_year(text: str, sentence: Span, day: str, dated_on: date) -> str:
    """A meeting held on 7月8日 in a text of January was held the year before, unless the year is printed."""
    early = dated_on.month <= LAST_YEAR_TOLD and len(day) >= 7 and int(day[5:7]) > dated_on.month + 3
    if not early or day <= dated_on.isoformat()[: len(day)] or day[:4] in sentence.of(text):
        return day
    return f"{int(day[:4]) - 1}{day[4:]}"


def _is_heading(prepared: Prepared, sentence: Sentence) -> bool:
    """Whether the sentence is a heading: a line of its own without a full stop."""
    return prepared.text[sentence.span.end - 1] not in "。；！？”"


def _date(prepared: Prepared, sentence: Span, name: Span) -> str | None:
    """The date in the name, the last before it in its sentence, else the first after it."""
    own = date_in_name(name.of(prepared.text), prepared.year)
    if own is not None:
        return own
    near = Span(max(sentence.start, name.start - 400), min(sentence.end, name.end + 200))
    every = prepared.dates
    first = bisect_left(every, near.start, key=lambda one: one.span.start)
    last = bisect_left(every, near.end, key=lambda one: one.span.start)
    dates = [one for one in every[first:last] if near.covers(one.span) and not one.span.overlaps(name)]
    before = [one for one in dates if one.span.end <= name.start]
    exact = [one for one in before if len(one.iso) == 10] or [one for one in before if len(one.iso) == 7]
    if exact:
        return exact[-1].iso
    after = [one for one in dates if one.span.start >= name.end and len(one.iso) >= 7]
    if after and HELD.search(prepared.text, name.end, min(sentence.end, after[0].span.end + 30)):
        return after[0].iso
    return before[-1].iso if before else None


def _place(before: str, after: str) -> str | None:
    nearest = list(PLACE.finditer(before[-60:]))
    match = PLACE.search(after[:60]) or (nearest[-1] if nearest else None) or HOST_PLACE.search(before[-30:])
    return match.group("place") if match is not None else None


def _one_place(place: str | None, name: str) -> str | None:
    """Of 北京、天津, where two meetings were held, the one that this meeting's name holds."""
    if place is None or not re.search("[、和与及]", place):
        return place
    held = [one for one in re.split("[、和与及]|以及", place) if one and one in name]
    return held[0] if len(held) == 1 else place


# How many meetings back one may be told again.
RECENT = 200


def _keep(kept: list[Meeting], meeting: Meeting) -> None:
    """Adds a meeting, or its date and place to the one that it repeats."""
    for at in range(max(0, len(kept) - RECENT), len(kept)):
        other = kept[at]
        a, b = other.core, meeting.core
        if _within(a, b) or _within(b, a):
            longer, shorter = (other, meeting) if len(a) >= len(b) else (meeting, other)
            event = replace(
                longer.event,
                date=longer.event.date or shorter.event.date,
                place=longer.event.place or shorter.event.place,
            )
            kept[at] = replace(longer, event=event)
            return
    kept.append(meeting)


# 推介会将于8月30日在甘州宾馆举行: said of the meeting named before
LATER_DATED = re.compile(rf"(?:本届|此次|本次|该|今年的?)?(?P<sort>{HEAD.pattern})(?:将|拟|定|计划)?于")


def _date_later(prepared: Prepared, sentence: Sentence, kept: list[Meeting]) -> None:
    """Gives the meeting named last the date that a later sentence tells of it."""
    told = LATER_DATED.match(prepared.text, sentence.span.start, sentence.span.end)
    if told is None or not kept or not kept[-1].event.name.endswith(told["sort"]):
        return
    for one in prepared.dates:
        if one.span.start >= told.end() - 1 and one.span.end <= sentence.span.end and len(one.iso) == 10:
            kept[-1] = replace(kept[-1], event=replace(kept[-1].event, date=one.iso))
            return


def _core(name: str) -> str:
    return re.sub(r"[“”·（）\s]|^(?:19|20)\d\d年?", "", name)


def _within(short: str, long: str) -> bool:
    """Whether all characters of the shorter name stand in the longer one in the same order, ends alike."""
    if short[-2:] != long[-2:] or len(short) > len(long):
        return False
    left = iter(long)
    return all(character in left for character in short)
