"""Rules for the kind ``project``: one named investment project with its parties, sum, stage and mode.

A line is masked (organisations and sums become one character each), names are found by their head noun, and
each name's facts are taken from the phrase before it, the words behind it up to the next name, the sentences
that go on about it (该项目 …), the list it stands in, and the batch that its paragraph speaks of, in this order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from duijie.kernel.quantity import Quantity
from duijie.kernel.span import Span
from duijie.reading.kinds import Project
from duijie.reading.masked import Masked, mask
from duijie.reading.prepared import Prepared
from duijie.reading.project_name import BUILD, COUNT, MODE, G, M, Name, O, names_in
from duijie.reading.project_rows import find_rows
from duijie.reading.project_stage import ORDER, of_batch, reached, says_something
from duijie.reading.statement import Found
from duijie.reading.vocabulary import any_of, words

TRIGGERS: tuple[str, ...] = ("项目", *words("project", "heads"))

SENTENCE_END = re.compile(r"[。！？]")
# 总投资5亿元 · 投资额2.8亿元 · 计划投资4.6亿元 · 意向投资8亿港元
SUM = re.compile(
    rf"(?P<whole>总投资|投资总额|总投资额|投资总规模|项目总额|总额|总概算|估算总投资|概算总投资)(?:额)?[^，。；{M}{O}]{{0,4}}{M}|(?:投资额|协议投资|合同金额|协议金额|引资额|投资金额|协议资金|出资|斥资|耗资|投入|概算投资|投资|签约金额|合同额|投资规模)(?:额|约|达|为|人民币|共|近|：|:)*{M}"
)
NOT_WHOLE = re.compile(r"(?:完成|年度计划|年度|一期|首期|二期|三期|固定资产|设备|已|累计|今年|本期|前期|每年)(?:工程|总|计划|累计|共)*$")
INVESTOR_JOIN = rf"(?:、|与|和|同|及|以及|联合|携手)"
# 由甲公司独资建设 · 由甲与乙合作建设
MADE_BY = re.compile(
    rf"(?:系|是)?由(?P<who>[^，。；]{{0,40}}?)(?P<mode>{MODE})?(?:共?投资{M}?|出资)?(?:{BUILD}|负责|实施)"
)
SHORT = re.compile(rf"{INVESTOR_JOIN}(?P<short>[一-鿿]{{2,6}}?)(?={MODE}|就|在|、)|^(?:其中|由|同时)*(?P<first>[一-鿿]{{2,6}}?){INVESTOR_JOIN}(?={O})")
RESEARCH = re.compile(rf"(?:{any_of(words('project', 'research'))})(?:了)?$")
CONTINUES = re.compile(r"(?:据(?:了解|介绍|悉)，)?(?:目前，)?(?:该|此|这一?)(?:个)?(?:项目|基地|产业园|生产线|工程|工厂|园区)|^项目(?:总投资|计划|由|占地|建成|达产|投产|已|于|全部|目前|主要|一期|选址|分|预计|位于|采用|将|正|规划|可|自|达)|^(?:目前|现|如今|眼下)，?(?:项目|厂房|主体|一期|该|设备)|^(?:一期|首期|其中一期|前者|后者|由|总投资|计划(?:总)?投资|占地|主要建设|建设|投资|拟|建成后)")
LATTER = re.compile(r"(?:，|。|；|^)(?P<which>前者|后者)[^，。；]{0,12}?(?:" + SUM.pattern.replace("P<whole>", "P<entire>") + ")")
REST = re.compile(rf"等[^，。；]{{0,6}}?{COUNT.pattern}[^，。；]{{0,8}}?项目")
SHARED = re.compile(r"^(?:等[^，。；]{0,16})?[，]?[^，。；]{0,24}(?:也|均|都|先后|相继|同时|等|分别|双双|全部|一并|成功|集中|顺利|现场|正式|也已|已|率先)")
MODES = {mode: re.compile(any_of(words("project", "modes", mode))) for mode in ("joint_venture", "sole", "cooperation")}
SIGNED_BEFORE = re.compile(r"签约，[^。；]{0,40}$|(?:签订|签署|签下|签约|达成)[^，。；]{0,24}?(?:协议|合同|意向书?|意向|约)[^。；]{0,20}$")
CAPACITY = re.compile(r"(?:可)?(?P<what>年(?:产|加工|处理|生产|屠宰)(?:能力)?[^，。；、]{2,20})")
SITE = re.compile(r"(?:落户|选址(?:于|在)?|位于|坐落于|落地)(?P<at>[一-鿿（）]{2,24}?(?:园区|产业园|工业园|开发区|经开区|高新区|集聚区|合作区|新区|园|区|镇|乡))")
# 重大项目集中签约仪式 names a meeting.
CEREMONY = re.compile(r"[^，。；]{0,10}?(?:仪式|活动|推介会|对接会|洽谈会|云签约|签约会|大会|现场会|推进会|观摩会|调度会)")
SPEECH = re.compile(r"“[^”]{0,400}”")
HYPOTHETICAL = re.compile(r"(?:对|如果|凡|假设|鼓励|支持|若)[^，。；]{0,14}$")


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a masked line and the facts of its own phrase."""

    name: Name
    parties: tuple[str, ...]
    investment: Quantity | None
    mode: str | None
    research: bool
    begin: int


def find(prepared: Prepared) -> Iterator[Found]:
    """Every project that the text asserts."""
    kept: list[Found] = []
    lines = _lines(prepared)
    heading: str | None = None
    for at, span in enumerate(lines):
        rows = find_rows(prepared, lines, at)
        if rows:
            for found in rows:
                _keep(kept, found)
            continue
        line = mask(prepared, span)
        opening = _opening(prepared, lines)
        for found in _of_line(line, heading, opening):
            _keep(kept, found)
        if len(line.text) <= 24 and not line.text.endswith("。"):
            heading = of_batch(line.text + "项目")
    yield from kept


def _lines(prepared: Prepared) -> list[Span]:
    spans, start = [], 0
    for line in prepared.text.split("\n"):
        if line.strip():
            spans.append(Span(start, start + len(line)))
        start += len(line) + 1
    return spans


def _opening(prepared: Prepared, lines: list[Span]) -> str | None:
    """What the first lines say the whole text is about: 集中签约, 集中开工."""
    lead = "。".join(line.of(prepared.text)[:200] for line in lines[:2])
    if re.search("集中签约|签约仪式|签约大会", lead):
        return "signed"
    return "started" if re.search("集中开工|开工仪式|集中奠基", lead) else None


def _of_line(line: Masked, heading: str | None, opening: str | None) -> Iterator[Found]:
    text = line.text
    quoted = [match.span() for match in SPEECH.finditer(text) if match.end() - match.start() > 14]
    names = [name for name in names_in(line) if not any(a < name.start and name.end < b for a, b in quoted)]
    mentions: list[Mention] = []
    for number, name in enumerate(names):
        behind = names[number - 1].end if number else 0
        mention = _mention(line, name, behind)
        if mention is not None:
            mentions.append(mention)
    tails = [
        text[one.name.end : mentions[at + 1].begin if at + 1 < len(mentions) else len(text)]
        for at, one in enumerate(mentions)
    ]
    stages = [_own_stage(line, one, tail) for one, tail in zip(mentions, tails, strict=True)]
    _share_in_lists(text, mentions, tails, stages)
    for at, (mention, tail) in enumerate(zip(mentions, tails, strict=True)):
        stage = stages[at] or _batch_stage(line, mention, tail, heading, opening)
        found = _project(line, mention, tail, stage)
        if found is not None:
            yield found


def _mention(line: Masked, name: Name, behind: int) -> Mention | None:
    """The phrase that leads to the name: investors, sum, mode."""
    text = line.text
    phrase = text[name.left : name.start]
    begin = name.left
    owners = _owners(line, name.left, name.start)
    clause_start = name.left
    if not owners and text[name.left - 1 : name.left] in "，,":
        opens = re.match(
            r"(?:该公司|该企业|企业|公司|其|后者|此前|目前|并|还|再|拟|将|计划|据此|总|用于|在|由此|预计|双方|正|已|也|又|共|合|一期|就|有意)*(?:在[^，。；]{1,14}?)?(?:投资|出资|建设|兴建|共建|共同|合资|合作|新建|打造|实施|联合|拟建|斥资|新上)", phrase + text[name.start : name.start + 2]
        )
        if opens is not None:
            owners, clause_start = _subject(line, behind, name.left)
    total = _sum(line, name.left, name.start)
    # 投资7200万元，建设智能化生产线项目
    if total is None and clause_start < name.left:
        total = _sum(line, clause_start, name.left)
    research = RESEARCH.search(re.sub("新型|了$|的$", "", phrase)) is not None
    if not owners and CEREMONY.match(text, name.end):
        return None
    # 该项目计划总投资5亿元，建设生产线3条: what a project consists of is none.
    sentence = max(text.rfind("。", 0, name.left), -1) + 1
    if not name.is_project and CONTINUES.match(text, sentence):
        return None
    if not name.is_project and not (total is not None or (owners and re.search(f"{BUILD}(?:了|的)?$", phrase))):
        return None
    if HYPOTHETICAL.search(phrase) and not owners:
        return None
    begin = clause_start if clause_start < name.left else begin
    return Mention(name, owners, total, _mode(phrase if owners else ""), research, begin)


def _owners(line: Masked, start: int, end: int) -> tuple[str, ...]:
    """Organisations of the phrase that are joined to each other, the last group; short names beside 与."""
    text = line.text
    group: list[int] = []
    for at in (place for place in range(start, end) if text[place] == O):
        if group and not re.fullmatch(rf"(?:（[^）]*）|[^，。；{O}]{{0,6}})?(?:{INVESTOR_JOIN}|[{G}]{INVESTOR_JOIN})[^，。；、{O}]{{0,4}}", text[group[-1] + 1 : at]):
            # 甲公司引进乙公司的技术: the doer stays
            if not re.match(r"(?:引进|采用|受让|借助|依托|购买|收购)", text[group[-1] + 1 : at]):
                group = []
            else:
                break
        group.append(at)
    if not group:
        return ()
    names = [line.organisations[at].name for at in group]
    after = SHORT.match(text, group[-1] + 1, end)
    if after is not None and after.group("short") and not re.search("企业|公司|我|市|县|有关|相关|当地|客商|国外", after.group("short")):
        names.append(after.group("short"))
    before = SHORT.search(text[start : group[0] + 1])
    if before is not None and before.group("first") and not re.search("企业|公司|我|市|县|客商|国外|是|的|由|其中", before.group("first")):
        names.insert(0, before.group("first"))
    return tuple(dict.fromkeys(names))


def _subject(line: Masked, behind: int, at: int) -> tuple[tuple[str, ...], int]:
    """Who did what the clauses before ``at`` tell in the same sentence; 双方 looks one sentence further."""
    text = line.text
    ends = [match.end() for match in SENTENCE_END.finditer(text, 0, at)] + [m.end() for m in re.finditer("；", text[:at])]
    ends = sorted(end for end in ends if end <= at)
    start = max(behind, ends[-1] if ends else 0)
    first = _first_group(line, start, at)
    if not first and "双方" in text[start : at + 4] and len(ends) >= 1:
        start = max(behind, ends[-2] if len(ends) > 1 else 0)
        first = _first_group(line, start, at)
    return first, start


def _first_group(line: Masked, start: int, end: int) -> tuple[str, ...]:
    text = line.text
    places = [place for place in range(start, end) if text[place] == O]
    if not places:
        return ()
    stop = next((place for place in range(places[0] + 1, end) if text[place] == "，"), end)
    group = [places[0]]
    for place in places[1:]:
        if place < stop and re.fullmatch(rf"[^，。；、{O}]{{0,4}}{INVESTOR_JOIN}[^，。；、{O}]{{0,4}}", text[group[-1] + 1 : place]):
            group.append(place)
    named = [line.organisations[place] for place in group]
    # Who signs with a university for technology and then invests, invests alone.
    if len(named) > 1 and not re.search("共建|双方|合资|合作|共同|联合", text[stop : end + 4]):
        named = named[:1] + [one for one in named[1:] if one.kind == "enterprise"]
    return tuple(dict.fromkeys(one.name for one in named))


def _sum(line: Masked, start: int, end: int) -> Quantity | None:
    """The whole investment told between two places; a phase, a year's part or what is spent so far is none."""
    best: Quantity | None = None
    for match in SUM.finditer(line.text, start, end):
        if NOT_WHOLE.search(line.text[max(start, match.start() - 8) : match.start()]):
            continue
        amount = line.amounts.get(match.end() - 1)
        if amount is None:
            continue
        if match.group("whole"):
            return amount.quantity
        best = best or amount.quantity
    return best


def _mode(phrase: str) -> str | None:
    for mode, pattern in MODES.items():
        if pattern.search(phrase):
            return mode
    return None


def _reach(tail: str) -> str:
    """The part of a tail that still speaks of the project: its own sentence, and sentences that go on about it."""
    rest = REST.search(tail)
    parts = re.split("(?<=[。！？])", tail)
    kept = parts[0]
    for part in parts[1:]:
        if not CONTINUES.search(part[:20].lstrip("”")) and not (part.startswith("“") and len(part) < 60):
            if not re.match(r"(?:”)?(?:目前|截至)", part) or O in part:
                break
        if re.search(COUNT.pattern + r"[^，。；]{0,6}项目", part):
            break
        kept += part
    if rest is not None and rest.start() < len(kept):
        kept = kept[: rest.start()]
    other = re.search(r"；(?!项目|该|目前|一期|总投资|计划)", kept)
    return kept[: other.start()] if other is not None else kept


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
    told = reached(_plain(lead))
    if told is not None and not re.search("原定|原计划", lead):
        return told
    signed = SIGNED_BEFORE.search(re.split("[。；]", line.text[: mention.name.start])[-1])
    if signed is not None and mention.parties:
        return reached(_plain(signed.group()))
    return None


def _plain(words_told: str) -> str:
    return words_told.replace("“", "").replace("”", "")


def _share_in_lists(text: str, mentions: list[Mention], tails: list[str], stages: list[str | None]) -> None:
    """甲项目、乙项目先后签约; 甲项目；乙项目也签约: what the last of a list tells holds for all."""
    for at in range(len(mentions) - 2, -1, -1):
        if stages[at] is not None or stages[at + 1] is None:
            continue
        tail = tails[at]
        joined = re.fullmatch(r"[”）]?(?:（[^（）]*）)?[、，和与及以；]*(?:以及)?", tail)
        listed = re.search(r"[；;]$", tail) and "。" not in tail and re.match(r"[^。；]{0,12}?(?:也|均|都|等|全部|一并|同时)", tails[at + 1])
        if joined or listed:
            stages[at] = stages[at + 1]


def _batch_stage(line: Masked, mention: Mention, tail: str, heading: str | None, opening: str | None) -> str | None:
    """What the paragraph says of the batch that the project belongs to."""
    text = line.text
    own = _reach(tail)
    sentences = re.split("(?<=[。！？])", text[: mention.name.start])
    here, before = sentences[-1], "".join(sentences[:-1])
    member = re.search(r"其中|项目(?:中|里)|包括|分别(?:是|为)|[一二三四]是|还有|等", here) is not None
    if says_something(own) and not member:
        return None
    stage = of_batch(here) or of_batch(before[-260:])
    if stage is not None:
        return stage
    if heading is not None:
        return heading
    return opening if member or not says_something(own) and mention.parties and not before else None


def _project(line: Masked, mention: Mention, tail: str, stage: str | None) -> Found | None:
    own = _reach(tail)
    end = mention.name.end
    parties, mode, total = mention.parties, mention.mode, mention.investment
    # 仓储项目由甲公司独资建设
    made = MADE_BY.search(line.text, end, end + len(own))
    if made is not None:
        who = _owners(line, made.start("who"), made.end("who") + 1)
        parties = tuple(dict.fromkeys(parties + who)) if who else parties
        if who:
            mode = mode or _mode(made.group())
    if mode is None and parties:
        later = re.search(f"(?:计划|拟|将|由双方|双方)?(?P<mode>{MODE})(?:设立|成立|建设|组建|投资|实施|方式)", own)
        mode = _mode(later.group("mode")) if later is not None else None
    which = LATTER.search(own)
    if total is None and (which is None or which.group("which") == "后者"):
        total = _sum(line, end, end + len(own))
    if mention.research and (stage is None or re.search("战略|框架|技术", own)):
        return None
    if not parties and stage is None and total is None:
        return None
    if not parties and not _stands_alone(line, mention, own, total):
        return None
    start = min(mention.begin, mention.name.start)
    span = line.span(start, end + len(re.split("[。；]", own, maxsplit=1)[0]))
    name = line.span(mention.name.start, end)
    capacity = CAPACITY.search(mention.name.text) or CAPACITY.search(own)
    site = SITE.search(own)
    rule = "project.named"
    if parties:
        rule = "project.made_by" if made is not None and not mention.parties else "project.invested_by"
    del name
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
    if re.search(r"(?:力争|确保|计划|争取|鼓励|支持|谋划|包装|围绕|推介|发布|如果)[^，。；]{0,10}$", before) and total is None:
        return False
    told = reached(_plain(own)) is not None or says_something(own)
    return total is not None or told


def _keep(kept: list[Found], found: Found) -> None:
    """Adds a project, or what is new about one told before."""
    said = found.said
    assert isinstance(said, Project)
    for at, other in enumerate(kept):
        known = other.said
        assert isinstance(known, Project)
        if not _same(known, said):
            continue
        stage = max((one for one in (known.stage, said.stage) if one), key=ORDER.index, default=None)
        longer = known if len(known.name) >= len(said.name) else said
        kept[at] = replace(
            other,
            said=replace(
                known,
                name=longer.name,
                parties=known.parties or said.parties,
                investment=known.investment or said.investment,
                stage=stage,
                mode=known.mode or said.mode,
                site=known.site or said.site,
                capacity=known.capacity or said.capacity,
            ),
        )
        return
    kept.append(found)


def _same(known: Project, said: Project) -> bool:
    """One project told twice: one name holds the other, and neither parties nor sums speak against it."""
    short, long = sorted((known.name, said.name), key=len)
    if not (short == long or long.endswith(short) and len(short) >= 6):
        return False
    if known.parties and said.parties and not set(known.parties) & set(said.parties):
        return False
    a, b = known.investment, said.investment
    return a is None or b is None or a.number == b.number
