"""Rules for the kind ``project``: one named investment project with its parties, sum, stage and mode.

A line is masked (organisations and sums become one character each), names are found by their head noun, and
each name's facts are taken from the phrase before it, the words behind it up to the next name, the sentences
that go on about it (该项目 …), the list it stands in, and the batch that its paragraph speaks of, in this order.
The module is long because that order of sources is one argument and reads best in one place.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace

from duijie.kernel.quantity import Quantity
from duijie.kernel.span import Span
from duijie.reading.kinds import Project
from duijie.reading.masked import Masked, mask
from duijie.reading.prepared import Prepared
from duijie.reading.project_kept import Kept
from duijie.reading.project_name import BUILD, COUNT, MODE, M, Name, O, names_in
from duijie.reading.project_phrase import CONTINUES, SUM, Mention, mention_of, mode_of, owners_in, sum_in
from duijie.reading.project_rows import find_rows
from duijie.reading.project_stage import of_batch, reached, says_something
from duijie.reading.statement import Found
from duijie.reading.vocabulary import any_of, words

TRIGGERS: tuple[str, ...] = ("项目", *words("project", "heads"))

# 由甲公司独资建设 · 由甲与乙合作建设
MADE_BY = re.compile(
    rf"(?:系|是)?由(?P<who>[^，。；]{{0,40}}?)(?P<mode>{MODE})?(?:共?投资{M}?|出资)?(?:{BUILD}|负责|实施)"
)
# 由双方合资建设
MODE_LATER = re.compile(f"(?:计划|拟|将|由双方|双方)?(?P<mode>{MODE})(?:设立|成立|建设|组建|投资|实施|方式)")
LATTER = re.compile(
    r"(?:，|。|；|^)(?P<which>前者|后者)[^，。；]{0,12}?(?:"
    + SUM.pattern.replace("P<whole>", "P<entire>")
    + ")"
)
COUNTED_PROJECTS = re.compile(COUNT.pattern + r"[^，。；]{0,6}项目")
REST = re.compile(rf"等[^，。；]{{0,6}}?{COUNT.pattern}[^，。；]{{0,8}}?项目")
SIGNED_BEFORE = re.compile(
    r"签约，[^。；]{0,40}$|(?:签订|签署|签下|签约|达成)[^，。；]{0,24}?(?:协议|合同|意向书?|意向|约)[^。；]{0,20}$"
)
CAPACITY = re.compile(r"(?:可)?(?P<what>年(?:产(?!值)|加工|处理|生产|屠宰)(?:能力)?[^，。；、]{2,20})")
SITE = re.compile(
    r"(?:落户|选址(?:于|在)?|位于|坐落于|落地)(?P<at>[一-鿿（）]{2,24}?(?:园区|产业园|工业园|开发区|经开区|高新区|集聚区|合作区|新区|园|区|镇|乡))"
)
PLATFORM = re.compile(
    any_of(
        *(
            words("platform", "names", sort)
            for sort in ("institute", "laboratory", "engineering_centre", "academician", "postdoctoral")
        )
    )
    + "$"
)
# 当天开工的还有甲项目、乙项目等。
LIST_ENDS = re.compile(r"”?等(?:项目)?[。；，]")
GOES_ON = re.compile(r"\s*(?:其中|这些项目|签约的|上述项目|此次|本次|[\d一二三四五六七八九十]+个项目)")
# 甲项目、乙项目投资额分别为16亿元和12亿元
RESPECTIVE = re.compile(
    rf"^[^。；]{{0,16}}?(?:总?投资额?|计划总?投资|协议总?投资|投资总额)分别(?:为|是|达|约)*(?P<sums>{M}(?:[、和与及]{M})+)"
)
SPEECH = re.compile(r"“[^”]{0,400}”")


def find(prepared: Prepared) -> Iterator[Found]:
    """Every project that the text asserts."""
    kept = Kept()
    lines = _lines(prepared)
    opening = _opening(prepared, lines)
    heading: str | None = None
    before = ""
    for at, span in enumerate(lines):
        rows = find_rows(prepared, lines, at)
        if rows:
            for found in rows:
                kept.add(found)
            continue
        line = mask(prepared, span)
        # 其中，过10亿元项目4个：… goes on about the batch of the paragraph before
        batch = heading or (of_batch(before[-260:]) if GOES_ON.match(line.text) else None)
        for found in _of_line(prepared, line, batch, opening):
            kept.add(found)
        before = line.text
        if len(line.text) <= 24 and not line.text.endswith("。"):
            heading = of_batch(line.text + "项目")
    yield from kept.found


# 这个总投资18.6亿元的项目，由…: a paragraph that goes on about the project of the one before
ABOUT_BEFORE = re.compile(
    r"\s*(?:据(?:了解|介绍|悉)，)?(?:这个|这一|该|此)[^，。；]{0,16}?项目(?!为王|建设年)"
)


def _lines(prepared: Prepared) -> list[Span]:
    spans: list[Span] = []
    start = 0
    for line in prepared.text.split("\n"):
        pieces = list(_pieces(line, start))
        if pieces and spans and ABOUT_BEFORE.match(line) and pieces[0].end - spans[-1].start < LONGEST_LINE:
            pieces[0] = Span(spans.pop().start, pieces[0].end)
        spans += pieces
        start += len(line) + 1
    return spans


# A page's frame and headline stand before the text.
OPENING_LINES = 5
# Longer lines are cut, so that the time stays linear however long one is.
LONGEST_LINE = 2000


def _pieces(line: str, start: int) -> Iterator[Span]:
    """A line as it is; one beyond all measure in pieces that end where a sentence, else a clause ends."""
    begin = 0
    while len(line) - begin > LONGEST_LINE:
        stop = begin + LONGEST_LINE
        ends = (line.rfind(mark, begin, stop) + 1 for mark in ("。", "；", "，", "、"))
        end = next((end for end in ends if end > begin), stop)
        yield Span(start + begin, start + end)
        begin = end
    if line[begin:].strip():
        yield Span(start + begin, start + len(line))


def _opening(prepared: Prepared, lines: list[Span]) -> str | None:
    """What the first lines say the whole text is about: 集中签约, 集中开工."""
    lead = "。".join(line.of(prepared.text)[:200] for line in lines[:OPENING_LINES])
    if re.search("集中签约|签约仪式|签约大会", lead):
        return "signed"
    return "started" if re.search("集中开工|开工仪式|集中奠基", lead) else None


def _of_line(prepared: Prepared, line: Masked, heading: str | None, opening: str | None) -> Iterator[Found]:
    text = line.text
    quoted = [match.span() for match in SPEECH.finditer(text) if match.end() - match.start() > 14]
    names = [name for name in names_in(line) if not _inside(quoted, name)]
    mentions: list[Mention] = []
    for number, name in enumerate(names):
        behind = names[number - 1].end if number else 0
        mention = mention_of(line, name, behind)
        if mention is not None:
            mentions.append(mention)
    tails = [
        text[one.name.end : mentions[at + 1].begin if at + 1 < len(mentions) else len(text)]
        for at, one in enumerate(mentions)
    ]
    stages = [_own_stage(line, one, tail) for one, tail in zip(mentions, tails, strict=True)]
    _share_in_lists(text, mentions, tails, stages)
    mentions = _respective_sums(line, mentions, tails)
    before: str | None = None
    for at, (mention, tail) in enumerate(zip(mentions, tails, strict=True)):
        first = _first_of_sentence(text, mentions, at)
        stage = stages[at] or _batch_stage(line, mention, first, tail, heading, opening)
        if stage is None and at and JOINED.fullmatch(tails[at - 1]):
            # 甲项目、乙项目落户园区: the list is of one batch
            stage = before
        before = stage
        found = _project(prepared, line, mention, tail, stage)
        if found is not None:
            yield found


def _respective_sums(line: Masked, mentions: list[Mention], tails: list[str]) -> list[Mention]:
    """Gives each project of a list the sum in its place."""
    given = list(mentions)
    for at, tail in enumerate(tails):
        told = RESPECTIVE.match(tail)
        if told is None:
            continue
        start = mentions[at].name.end + told.start("sums")
        sums = [
            line.amounts[place].quantity
            for place in range(start, start + len(told["sums"]))
            if place in line.amounts
        ]
        first = at + 1 - len(sums)
        if first >= 0:
            for number, quantity in enumerate(sums):
                given[first + number] = replace(given[first + number], investment=quantity)
    return given


def _reach(tail: str) -> str:
    """The part of a tail that still speaks of the project: its own sentence, and sentences that go on about it."""
    rest = REST.search(tail)
    parts = re.split("(?<=[。！？])", tail)
    kept = parts[0]
    for number, part in enumerate(parts[1:], 1):
        speech = part.startswith("“") and len(part) < 60
        now = re.match(r"”?(?:目前|截至)", part) and O not in part
        goes_on = speech or now or CONTINUES.search(part[:20].lstrip("”\n"))
        if not goes_on and not any(ABOUT_BEFORE.match(later) for later in parts[number + 1 : number + 4]):
            break
        if COUNTED_PROJECTS.search(part):
            break
        kept += part
    if rest is not None and rest.start() < len(kept):
        kept = kept[: rest.start()]
    other = re.search(r"；(?!项目|该|目前|一期|总投资|计划)", kept)
    return kept[: other.start()] if other is not None else kept


def _first_of_sentence(text: str, mentions: list[Mention], at: int) -> Mention:
    """The first mention of the sentence that mention ``at`` stands in."""
    first = at
    while first > 0 and not re.search("[。！？]", text[mentions[first - 1].name.end : mentions[first].begin]):
        first -= 1
    return mentions[first]


# What stands between two projects of a list: 甲项目（总投资2亿元）、乙项目
JOINED = re.compile(r"[”）]?(?:（[^（）]*）)?[、，和与及以；]*(?:以及)?")
# 均在会上签约, 也已开工
ALL = re.compile(r"[^。；]{0,16}?(?:也|均|都|等|全部|一并|同时)")


def _inside(stretches: list[tuple[int, int]], name: Name) -> bool:
    """Whether one of the ordered, disjoint ``stretches`` holds the name."""
    at = bisect_left(stretches, (name.start, 0)) - 1
    return at >= 0 and name.end < stretches[at][1]


def _own_stage(line: Masked, mention: Mention, tail: str) -> str | None:
    """The stage that the words behind the name tell, else the words before it."""
    own = _reach(tail)
    batch = REST.search(tail)
    told = reached(_plain(own))
    if told is not None:
        return told
    if batch is not None:
        return reached(_plain(re.split("。", tail, maxsplit=1)[0]))
    lead = line.text[mention.begin : mention.name.start]
    if lead.lstrip("，；：").startswith(("前者", "后者")):
        # 甲公司、乙公司分别签约：前者投资…，后者投资…
        lead = line.text[line.text.rfind("。", 0, mention.begin) + 1 : mention.name.start]
    told = reached(_plain(lead))
    if told is not None and not re.search("原定|原计划", lead):
        return told
    signed = SIGNED_BEFORE.search(
        re.split("[。；]", line.text[max(0, mention.name.start - 200) : mention.name.start])[-1]
    )
    if signed is not None and mention.parties:
        return reached(_plain(signed.group()))
    return None


def _plain(words_told: str) -> str:
    return words_told.replace("“", "").replace("”", "")


def _share_in_lists(text: str, mentions: list[Mention], tails: list[str], stages: list[str | None]) -> None:
    """甲项目、乙项目先后签约; 甲项目；乙项目也签约: what the last of a list tells holds for all."""
    shared = False
    for at in range(len(mentions) - 2, -1, -1):
        if stages[at] is not None or stages[at + 1] is None:
            shared = False
            continue
        tail = tails[at]
        joined = JOINED.fullmatch(tail)
        listed = re.search(r"[；;]$", tail) and "。" not in tail and (shared or ALL.match(tails[at + 1]))
        shared = bool(joined or listed)
        if shared:
            stages[at] = stages[at + 1]


def _batch_stage(
    line: Masked, mention: Mention, first: Mention, tail: str, heading: str | None, opening: str | None
) -> str | None:
    """What the paragraph says of the batch that the project belongs to."""
    text = line.text
    own = _reach(tail)
    # What is said of a sibling in the same sentence is not said of the batch.
    sentences = re.split("(?<=[。！？])", text[max(0, mention.name.start - 600) : mention.name.start])
    here, before = sentences[-1], "".join(sentences[:-1])
    member = re.search(r"其中|项目(?:中|里)|包括|分别(?:是|为)|[一二三四]是|还有|等", here) is not None
    if says_something(own) and not member:
        return None
    lead_in = line.text[max(0, mention.begin - 30) : mention.name.start]
    lead_in = re.split("[。；]", lead_in)[-1]
    stage = (
        of_batch(lead_in)
        or of_batch(here[: max(0, len(here) - mention.name.start + first.begin)])
        or of_batch(_list_opening(here))
        or of_batch(before[-260:])
    )
    if stage is not None:
        return stage
    if heading is not None:
        return heading
    return opening if member or (mention.parties and not before and not says_something(own)) else None


# 签约名单中，甲公司…；乙公司…: what opens the list is said of all in it
LIST_OPENING = re.compile(r"[^，。；：]{0,16}(?:名单|清单|项目|企业)?[中里上](?=[，：])")


def _list_opening(sentence: str) -> str:
    opening = LIST_OPENING.match(sentence.lstrip())
    return opening.group() if opening is not None else ""


def _project(
    prepared: Prepared, line: Masked, mention: Mention, tail: str, stage: str | None
) -> Found | None:
    own = _reach(tail)
    end = mention.name.end
    parties, mode, total = mention.parties, mention.mode, mention.investment
    # 仓储项目由甲公司独资建设
    made = MADE_BY.search(line.text, end, end + len(own))
    if made is not None:
        who = owners_in(line, made.start("who"), made.end("who") + 1)
        parties = tuple(dict.fromkeys(parties + who)) if who else parties
        if who:
            mode = mode or mode_of(made.group())
    if mode is None and parties:
        later = MODE_LATER.search(own)
        mode = mode_of(later.group("mode")) if later is not None else None
    which = LATTER.search(own)
    if total is None and (which is None or which.group("which") == "后者"):
        total = sum_in(line, end, end + len(own))
    # 联合组建的研究中心 is a platform
    if total is None and PLATFORM.search(mention.name.text):
        return None
    if mention.research and (stage is None or re.search("战略|框架|技术", own)):
        return None
    if not parties and stage is None and total is None:
        return None
    listed = stage is not None and (REST.match(tail) or JOINED.fullmatch(tail) or LIST_ENDS.match(tail))
    if not parties and not listed and not _stands_alone(line, mention, own, total):
        return None
    start = min(mention.begin, mention.name.start)
    while start < mention.name.start and line.text[start] in "、，；":
        start += 1
    span = line.span(start, end + len(re.split("[。；]", own, maxsplit=1)[0]))
    told = line.span(end, end + len(own)).of(prepared.text)
    capacity = CAPACITY.search(mention.name.text) or CAPACITY.search(told)
    site = SITE.search(own)
    rule = "project.named"
    if parties:
        rule = "project.made_by" if made is not None and not mention.parties else "project.invested_by"
    return Found(
        Project(
            mention.name.text,
            parties,
            total,
            stage,
            mode,
            site.group("at") if site is not None else None,
            capacity.group("what").removesuffix("项目") if capacity is not None else None,
        ),
        span,
        rule,
    )


def _stands_alone(line: Masked, mention: Mention, own: str, total: Quantity | None) -> bool:
    """Whether a name without investor is told something of its own, not merely mentioned."""
    before = line.text[max(0, mention.name.start - 14) : mention.name.start]
    if (
        re.search(r"(?:力争|确保|计划|争取|鼓励|支持|谋划|包装|围绕|推介|发布|如果)[^，。；]{0,10}$", before)
        and total is None
    ):
        return False
    told = reached(_plain(own)) is not None or says_something(own)
    # 洽谈推进智慧物流港项目
    told = (
        told or re.search(r"(?:洽谈|签约|开工|投产|在谈|跟踪)(?:建设|推进)?(?:的|了)?$", before) is not None
    )
    return total is not None or told
