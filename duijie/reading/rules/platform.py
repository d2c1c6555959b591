"""Rules for the kind ``platform``: a joint R&D institution or talent station set up, approved, unveiled or agreed.

The designation (院士工作站, 联合实验室 …) tells the type; who stands before the founding verb is host, who is
joined to the host by 与 is partner. Counts (院士工作站6个) are tallies and left out.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import replace

from duijie.kernel.span import Span
from duijie.reading.kinds import Platform
from duijie.reading.organisations import HOME, Named
from duijie.reading.parties import Party, actors_before, groups_between
from duijie.reading.prepared import Prepared, Sentence
from duijie.reading.statement import Found
from duijie.reading.vocabulary import any_of, load, words

TYPE_OF = {name: kind for kind, names in load("platform")["names"].items() for name in names}
TRIGGERS: tuple[str, ...] = tuple(TYPE_OF)

DESIGNATION = re.compile(any_of(TYPE_OF))
FOUND = re.compile(any_of(words("platform", "words", "found")) + r"(?:了)?")
AFTER = re.compile(any_of(words("platform", "words", "after")))
HOPED = re.compile(any_of(words("platform", "words", "hoped")) + r"[^，。；]{0,14}$|到20\d\d年")
GENERIC = re.compile(any_of(words("platform", "words", "generic"), TYPE_OF) + "*+")
COUNTED = re.compile(r"^(?:各|共计?|达到?|累计|分别)?\s*[\d一二三四五六七八九十百]+(?:多|余)?[个家所处]")
COUNT_BEFORE = re.compile(r"(?:\d+|[一二三四五六七八九十]+)(?:多|余)?[个家所处](?:省级|市级|国家级)?(?:以上)?$")
BREAK = re.compile(r"[，。；：、“”《》\n\s]|的|在(?=[一-鿿]{2,8}[建设])|全[省市县区]|已(?!经)|与|拥有|并(?!联)")
NAME_END = re.compile(r"^(?:建设|项目|管理|办法|评审|条件|认定|的|或|人才|扩建|大楼|主任|院长|专家|负责|首席|所长|揭牌仪式|签约仪式|启动仪式|[内里中]|副院长|研究员|教授|团队|合作)")
# 该站由企业与平湾大学共建
LATER = re.compile(r"(?:该|此|这一?)(?:院士|博士后|专家|联合)?(?:工作)?(?:站|室|院|所|中心|实验室|飞地|平台|基地)[^，。；]{0,12}?(?:由|是)")
GENERAL_HOST = re.compile(r"^(?:由|是)?(?:企业|公司|该企业|该公司|园区|该校)")
# 在北京设立研发中心: an outpost is elsewhere, so it needs the place.
ELSEWHERE = re.compile(r"(?:在|赴|到|于|驻)(?P<where>[一-鿿、]{1,12}?)(?:设立|建立|成立|组建|设有|建设|布局|建有|建起|建成|挂牌|共建|联合)")
# 平湾县（中关村）研发飞地
SUBJECT_STOP = ("government", "place", "enterprise", "university", "institute", "park", "other", "hospital", "association", "bank")


def find(prepared: Prepared) -> Iterator[Found]:
    """Every platform that the text asserts."""
    kept: list[Found] = []
    for number, sentence in enumerate(prepared.sentences):
        behind = sentence.span.start
        for match in DESIGNATION.finditer(prepared.text, sentence.span.start, sentence.span.end):
            found = _platform(prepared, number, sentence, match, behind)
            if found is not None:
                behind = match.end()
                _keep(kept, found)
    yield from kept


def _platform(
    prepared: Prepared, number: int, sentence: Sentence, match: re.Match[str], behind: int
) -> Found | None:
    text, start, end = prepared.text, sentence.span.start, sentence.span.end
    after = text[match.end() : end].lstrip("”")
    kind = TYPE_OF[match.group()]
    inside = _organisation_over(prepared, match.start(), match.end())
    # 某某研究院有限公司 and a research institute that signs something are organisations, not founded here.
    if inside is not None and inside.span.end > match.end():
        return None
    owner = _owner(prepared, match.start(), start)
    name = _name(text, start, match, owner)
    clause = max(text.rfind("，", start, match.start()) + 1, behind)
    verb = _last(FOUND, text, behind, name.start if name else match.start())
    told = AFTER.match(after) or re.match(rf"[^，。；、]{{0,12}}?{AFTER.pattern}", after)
    # 甲公司院士工作站、乙公司博士后工作站获批: what ends a list holds for all.
    if told is None and owner is not None and re.match("[、和及与]", after):
        told = AFTER.search(re.split("[，。；]", after, maxsplit=1)[0])
    if COUNTED.match(after) or NAME_END.match(after) and not after.startswith(("揭牌仪式", "启动仪式")):
        return None
    if COUNT_BEFORE.search(text[clause : match.start()]) or HOPED.search(text[clause : name.start if name else match.start()]):
        return None
    if kind == "outpost" and match.group() in ("研发中心", "研发机构", "人才工作站"):
        return _outpost(prepared, sentence, match, name, owner)
    if owner is not None and (told or verb is not None or after.startswith("揭牌")):
        host, partner = owner.name, _partner_later(prepared, number, match.end())
        whole = Span(owner.span.start, match.end())
        joined = groups_between(prepared, behind, owner.span.end)
        # 平湾重工与某某大学联合实验室揭牌
        if (
            joined
            and len(joined[-1]) >= 2
            and joined[-1][-1].name == owner.name
            and len(text[joined[-1][-2].span.end : owner.span.start]) <= 2
        ):
            host, partner = joined[-1][0].name, owner.name
        printed = whole.of(text)
        return Found(Platform(kind, host, partner, printed), whole, "platform.of_owner")
    own_name = name.of(text) if name is not None else None
    by = re.search(r"由[^，。；]{4,60}?(?:共建|合作|联合|共同|牵头|建立|组建|发起|承建)(?:建设|建立|组建|打造|成立|设立)?的?$", text[clause : name.start if name else match.start()])
    if verb is None and by is None:
        # 平湾新材料研究院揭牌，由县政府与某某大学共建
        if not told or own_name is None:
            return None
        makers = _makers_after(prepared, number, match.end())
        if not makers:
            return None
        return _made(kind, makers, own_name, Span(name.start if name else match.start(), match.end()), "platform.made_by")
    founding = verb.start() if verb is not None else match.start()
    if verb is not None and not _reaches(text[verb.end() : name.start if name else match.start()]):
        return None
    makers = actors_before(prepared, Span(min(behind, founding), end), founding) or actors_before(
        prepared, sentence.span, founding
    )
    if not makers and re.search("双方|[校企地院]{2}", text[clause:founding]):
        makers = _last_group(prepared, prepared.sentences[max(0, number - 1)].span.start, founding)
    if not makers:
        return None
    whole = Span(min(makers[0].span.start, match.start()), match.end())
    return _made(kind, makers, own_name, whole, "platform.founded")


def _made(kind: str, makers: list[Party], name: str | None, span: Span, rule: str) -> Found:
    partner = makers[1].name if len(makers) > 1 else None
    return Found(Platform(kind, makers[0].name, partner, name), span, rule)


def _outpost(prepared: Prepared, sentence: Sentence, match: re.Match[str], name: Span | None, owner: Named | None) -> Found | None:
    text, start = prepared.text, sentence.span.start
    clause = max(text.rfind("，", start, match.start()) + 1, start)
    where = _last(ELSEWHERE, text, clause, match.start())
    elsewhere = HOME.search(name.of(text)) if name is not None else None
    if where is None and elsewhere is None:
        return None
    # 20余家企业在京设立研发机构 is a tally.
    if re.search(r"家[^，。]{0,6}(?:企业|公司)|企业(?:有|达|共)", text[clause : match.start()]):
        return None
    makers = actors_before(prepared, sentence.span, where.start() if where is not None else match.start())
    if owner is not None and not makers:
        makers = [Party(owner.span, owner.name, owner.kind)]
    if not makers or makers[0].kind in ("government",) and match.group() == "研发机构":
        return None
    span = Span(min(makers[0].span.start, match.start()), match.end())
    printed = name.of(text) if name is not None and not GENERIC.fullmatch(name.of(text)) else None
    return _made("outpost", makers, printed, span, "platform.outpost_elsewhere")


def _last(pattern: re.Pattern[str], text: str, start: int, end: int) -> re.Match[str] | None:
    last = None
    for match in pattern.finditer(text, start, end):
        last = match
    return last


def _reaches(between: str) -> bool:
    """Whether only a list of other designations stands between the founding verb and this one."""
    return len(between) <= 30 and "，" not in between


def _organisation_over(prepared: Prepared, start: int, end: int) -> Named | None:
    at = bisect_right(prepared.organisations, start, key=lambda one: one.span.start) - 1
    if at < 0 or prepared.organisations[at].span.end < end:
        return None
    return prepared.organisations[at]


def _owner(prepared: Prepared, at: int, least: int) -> Named | None:
    """The organisation whose name runs right up to the designation, or to the few words before it."""
    place = bisect_left(prepared.organisations, at, key=lambda one: one.span.end)
    for candidate in prepared.organisations[max(0, place - 1) : place + 1]:
        between = prepared.text[candidate.span.end : at] if candidate.span.end <= at else "x"
        if candidate.span.start >= least and len(between) <= 10 and re.fullmatch(r"(?:的|“|省级|市级|国家级|省|[一-鿿]{2,8}(?=$))?", between):
            if not FOUND.search(between) and not re.search(r"[与和、在获建设合共联签引已将还]", between):
                return candidate
    return None


def _name(text: str, least: int, match: re.Match[str], owner: Named | None) -> Span | None:
    """The platform's own name; ``None`` where only a generic designation is printed, unless quoted."""
    opened = text.rfind("“", max(least, match.start() - 30), match.start())
    if opened >= 0 and "”" not in text[opened : match.start()]:
        return Span(opened + 1, match.end())
    begin = max(least, match.start() - 30)
    for pattern in (BREAK, FOUND):
        for boundary in pattern.finditer(text, begin, match.start()):
            begin = boundary.end()
    stem = text[begin : match.start()]
    if GENERIC.fullmatch(stem):
        return None
    return Span(begin, match.end())


def _partner_later(prepared: Prepared, number: int, at: int) -> str | None:
    """Who else made it, said right after: 该站由企业与某某大学共建, or 由企业与…共建."""
    makers = _makers_after(prepared, number, at)
    general = [one for one in makers if one.kind in ("university", "institute", "hospital", "enterprise", "other")]
    return general[-1].name if general else None


def _makers_after(prepared: Prepared, number: int, at: int) -> list[Party]:
    text = prepared.text
    here = prepared.sentences[number].span
    regions = [Span(at, max(at, here.end))]
    if number + 1 < len(prepared.sentences):
        following = prepared.sentences[number + 1].span
        if LATER.match(text, following.start, following.end):
            regions.append(following)
    for region in regions:
        by = re.compile(r"由(?=[^，。；]{2,60}(?:共建|建设|建立|组建|打造|合作|联合|设立|成立))").search(text, region.start, region.end)
        if by is not None:
            groups = groups_between(prepared, by.end(), region.end)
            if groups:
                return groups[0]
    return []


def _last_group(prepared: Prepared, start: int, end: int) -> list[Party]:
    groups = [group for group in groups_between(prepared, start, end) if len(group) >= 2]
    return groups[-1] if groups else []


def _keep(kept: list[Found], found: Found) -> None:
    """Adds a platform, or what is new about one told before."""
    said = found.said
    assert isinstance(said, Platform)
    for at, other in enumerate(kept):
        known = other.said
        assert isinstance(known, Platform)
        if known.type == said.type and known.host == said.host and (known.name == said.name or not (known.name and said.name)):
            more = replace(known, partner=known.partner or said.partner, name=known.name or said.name)
            kept[at] = replace(other, said=more)
            return
    kept.append(found)
