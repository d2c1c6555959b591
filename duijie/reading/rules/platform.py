"""Rules for the kind ``platform``: a joint R&D institution or talent station set up, approved, unveiled or agreed.

The designation (院士工作站, 联合实验室 …) tells the type; who stands before the founding verb is host, who is
joined to the host by 与 is partner. Counts (院士工作站6个) are tallies and left out. The module is long
because founding, owning, listing and standing elsewhere are told in forms of their own over the same bricks.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace

from duijie.kernel.span import Span
from duijie.reading.kinds import Platform
from duijie.reading.organisations import HOME, Named
from duijie.reading.parties import Party, actors_before, groups_between
from duijie.reading.prepared import Prepared, Sentence
from duijie.reading.statement import Found
from duijie.reading.vocabulary import any_of, load, words

# How far, in characters, makers and verbs are looked for.
REACH = 200
TYPE_OF: dict[str, str] = {name: kind for kind, names in load("platform")["names"].items() for name in names}
TRIGGERS: tuple[str, ...] = tuple(TYPE_OF)

DESIGNATION = re.compile(any_of(TYPE_OF))
FOUND = re.compile(any_of(words("platform", "words", "found")) + r"(?:了)?")
AFTER = re.compile(any_of(words("platform", "words", "after")))
HOPED = re.compile(any_of(words("platform", "words", "hoped")) + r"[^，。；]{0,14}$|到20\d\d年")
GENERIC = re.compile(any_of(words("platform", "words", "generic"), TYPE_OF) + "*+")
COUNTED = re.compile(r"^(?:各|共计?|达到?|累计|分别)?\s*[\d一二三四五六七八九十百]+(?:多|余)?[个家所处]")
COUNT_BEFORE = re.compile(
    r"(?:\d+|[一二三四五六七八九十]+)(?:多|余)?[个家所处](?:省级|市级|国家级)?(?:以上)?$"
)
BREAK = re.compile(
    r"[，。；：、“”《》\n\s]|的|在(?=[一-鿿]{2,8}[建设])|全[省市县区]|已(?!经)|与|拥有|并(?!联)"
)
NAME_END = re.compile(
    r"^(?:建设|项目|管理|办法|评审|条件|认定|的(?!协议|合同|框架|战略|合作)|或|人才|扩建|大楼|主任|院长|专家|负责|首席|所长|揭牌仪式|签约仪式|启动仪式|[内里中]|副院长|研究员|教授|团队|合作)"
)
# 该站由企业与平湾大学共建
LATER = re.compile(
    r"(?:该|此|这一?)?(?:院士|博士后|专家|联合|研究|产业研究|研发)?(?:工作)?(?:站|室|院|所|中心|实验室|飞地|平台|基地)[^，。；]{0,12}?(?:由|是)"
)
# 在北京设立研发中心: an outpost is elsewhere, so it needs the place.
ELSEWHERE = re.compile(
    r"设(?:在|于)(?P<there>[一-鿿、（）]{2,16}?)的|(?:在|赴|到|于|驻)(?P<where>[一-鿿、]{1,12}?)(?:设立|建立|成立|组建|设有|建设|布局|建有|建起|建成|挂牌|共建|联合)"
)
# 20余家企业, 企业达15家
FIRMS = re.compile(r"家[^，。]{0,6}(?:企业|公司)|企业(?:有|达|共)")
# These are outposts only by where they stand.
BY_PLACE = ("研发中心", "研发机构", "人才工作站")
TOLD = re.compile(rf"[^，。；、]{{0,12}}?{AFTER.pattern}")
APPLIED = re.compile(r"(?:共同|联合|合作|牵头)?(?:申报|申请|申建|培育)(?:建设|设立)?的?")
OWNED = re.compile(r"[一-鿿（）]{2,20}?(?:大学|学院|有限公司|集团)(?=[一-鿿]{2,16}$)")
# 宜城市食品产业研究院揭牌: whose it is, nobody says
NEWLY = re.compile(
    r"”?(?:[、和及][^，。；]{2,30})?(?:已|正式|集中|同步|同日|同时|也|今日|当[天日]|隆重)*(?:揭牌|挂牌|成立|授牌|获批|揭幕)"
)
HOME_NAME = re.compile(rf"(?:{HOME.pattern}|[一-鿿]{{1,4}}[省市县区旗镇])[一-鿿（）]{{4,}}")
# 由甲与乙共建的|研究院
BY_MAKERS = re.compile(
    r"由[^，。；]{4,60}?(?:共建|合作|联合|共同|牵头|建立|组建|发起|承建)(?:建设|建立|组建|打造|成立|设立)?的?$"
)


@dataclass(frozen=True, slots=True)
class Place:
    """A designation in its sentence: what the founding rules look at.

    ``named`` is where the platform's name begins (the designation where it has none of its own), ``verb`` the
    founding verb before it, ``told`` whether a verb such as 揭牌 or 获批 follows.
    """

    number: int
    sentence: Sentence
    match: re.Match[str]
    behind: int
    owner: Named | None
    name: Span | None
    verb: re.Match[str] | None
    told: bool
    clause: int

    @property
    def kind(self) -> str:
        """The type that the designation stands for."""
        return TYPE_OF[self.match.group()]

    @property
    def named(self) -> int:
        """Where the name, or else the designation, begins."""
        return self.name.start if self.name is not None else self.match.start()


def find(prepared: Prepared) -> Iterator[Found]:
    """Every platform that the text asserts."""
    kept: list[Found] = []
    for number, sentence in enumerate(prepared.sentences):
        behind = sentence.span.start
        latest: Found | None = None
        for match in DESIGNATION.finditer(prepared.text, sentence.span.start, sentence.span.end):
            behind = max(behind, match.start() - REACH)
            found = _platform(prepared, number, match, behind) or _listed(prepared, latest, behind, match)
            if found is not None:
                latest = found
                behind = match.end()
                _keep(kept, found)
    yield from kept


def _listed(prepared: Prepared, latest: Found | None, behind: int, match: re.Match[str]) -> Found | None:
    """The second item of 共建产业研究院和院士工作站: by those who made the first."""
    if latest is None or not re.fullmatch("[、和及与”]+", prepared.text[behind : match.start()].rstrip("“")):
        return None
    known = latest.said
    assert isinstance(known, Platform)
    if COUNTED.match(prepared.text, match.end()) or latest.rule == "platform.of_owner":
        return None
    said = Platform(TYPE_OF[match.group()], known.host, known.partner, None)
    return Found(said, Span(latest.span.start, match.end()), "platform.listed")


def _platform(prepared: Prepared, number: int, match: re.Match[str], behind: int) -> Found | None:
    place = _place(prepared, number, match, behind)
    if place is None or not _asserted(prepared.text, place):
        return None
    if match.group() in BY_PLACE:
        return _outpost(prepared, place)
    if place.owner is not None and (place.told or place.verb is not None):
        return _of_owner(prepared, place, place.owner)
    return _founded(prepared, place)


def _place(prepared: Prepared, number: int, match: re.Match[str], behind: int) -> Place | None:
    """What stands round the designation; ``None`` where it is part of a longer organisation's name."""
    text, sentence = prepared.text, prepared.sentences[number]
    inside = _organisation_over(prepared, match.start(), match.end())
    if inside is not None and inside.span.end > match.end():
        return None
    owner = _owner(prepared, match.start(), sentence.span.start)
    if owner is None and inside is not None and (of := OWNED.match(inside.name)) is not None:
        # 某某学院蔬菜设施工程研究院: an institute of a college
        span = Span(inside.span.start, inside.span.start + of.end())
        owner = Named(
            span, of.group(), "university" if of.group().endswith(("大学", "学院")) else "enterprise"
        )
    name = _name(text, sentence.span.start, match)
    named = name.start if name is not None else match.start()
    after = text[match.end() : min(sentence.span.end, match.end() + REACH)].lstrip("”")
    told = TOLD.match(after)
    # 甲公司院士工作站、乙公司博士后工作站获批: what ends a list holds for all.
    if told is None and owner is not None and re.match("[、和及与]", after):
        told = AFTER.search(re.split("[，。；]", after, maxsplit=1)[0])
    verb = _last(FOUND, text, behind, named)
    clause = max(text.rfind("，", sentence.span.start, match.start()) + 1, behind)
    return Place(number, sentence, match, behind, owner, name, verb, told is not None, clause)


def _asserted(text: str, place: Place) -> bool:
    """Whether this is one platform that there is: no count, no hope, no building or rule about it."""
    after = text[place.match.end() : min(place.sentence.span.end, place.match.end() + REACH)].lstrip("”")
    if COUNTED.match(after) or (NAME_END.match(after) and not after.startswith(("揭牌仪式", "启动仪式"))):
        return False
    lead = text[place.clause : place.named]
    if place.told:
        # 共同申报的重点实验室获得批准
        lead = APPLIED.sub("", lead)
    return not (COUNT_BEFORE.search(text[place.clause : place.match.start()]) or HOPED.search(lead))


def _of_owner(prepared: Prepared, place: Place, owner: Named) -> Found:
    """甲公司院士工作站揭牌; 甲公司与乙大学联合实验室揭牌."""
    host, partner = owner.name, _partner_later(prepared, place.number, place.match.end())
    whole = Span(owner.span.start, place.match.end())
    groups = groups_between(prepared, place.behind, owner.span.end)
    joined = groups[-1] if groups else []
    if (
        len(joined) >= 2
        and joined[-1].name == owner.name
        and len(prepared.text[joined[-2].span.end : owner.span.start]) <= 2
    ):
        host, partner = joined[0].name, owner.name
    return Found(Platform(place.kind, host, partner, whole.of(prepared.text)), whole, "platform.of_owner")


def _founded(prepared: Prepared, place: Place) -> Found | None:
    """甲公司与乙大学共建实验室; 由甲与乙共建的研究院; 研究院揭牌，由甲与乙共建."""
    text, start = prepared.text, place.sentence.span.start
    name = place.name.of(text) if place.name is not None else None
    verb = place.verb
    if verb is not None and not _reaches(text[verb.end() : place.named]):
        # 甲研究院成立，乙研究院揭牌: the verb is the first one's
        if "，" not in text[verb.end() : place.named] or BY_MAKERS.search(text[place.clause : place.named]):
            return None
        verb = None
    if verb is None and BY_MAKERS.search(text[place.clause : place.named]) is None:
        by = re.match(r"”?(?:，)?(?:系|是)?由", text[place.match.end() : place.match.end() + 6])
        told = (place.told or by is not None) and name is not None
        makers = _makers_after(prepared, place.number, place.match.end()) if told else []
        whole = Span(place.named, place.match.end())
        if makers:
            return _made(place.kind, makers, name, whole, "platform.made_by")
        if name is not None and NEWLY.match(text, place.match.end()) and HOME_NAME.match(name):
            return Found(Platform(place.kind, None, None, name), whole, "platform.named")
        return None
    founding = verb.start() if verb is not None else place.match.start()
    makers = actors_before(prepared, place.sentence.span, founding, place.behind) or actors_before(
        prepared, place.sentence.span, founding
    )
    if not makers and re.search("双方|[校企地院]{2}", text[place.clause : founding]):
        makers = _last_group(
            prepared, max(founding - REACH, prepared.sentences[max(0, place.number - 1)].span.start), founding
        )
    if not makers:
        return None
    whole = Span(min(makers[0].span.start, max(start, place.match.start())), place.match.end())
    return _made(place.kind, makers, name, whole, "platform.founded")


def _made(kind: str, makers: list[Party], name: str | None, span: Span, rule: str) -> Found:
    partner = makers[1].name if len(makers) > 1 else None
    return Found(Platform(kind, makers[0].name, partner, name), span, rule)


def _outpost(prepared: Prepared, place: Place) -> Found | None:
    """甲公司在北京设立研发中心: only a place elsewhere makes a research centre an outpost."""
    text, match = prepared.text, place.match
    clause = max(text.rfind("，", place.sentence.span.start, match.start()) + 1, place.sentence.span.start)
    where = _last(ELSEWHERE, text, clause, match.start())
    if where is None and (place.name is None or HOME.search(place.name.of(text)) is None):
        return None
    # 20余家企业在京设立研发机构 is a tally.
    if FIRMS.search(text, clause, match.start()):
        return None
    makers = actors_before(prepared, place.sentence.span, where.start() if where else match.start())
    if makers and where is not None and "，" in text[makers[0].span.end : where.start()]:
        makers = makers[:1]
    if place.owner is not None and not makers:
        makers = [Party(place.owner.span, place.owner.name, place.owner.kind)]
    makers = makers or _makers_after(prepared, place.number, match.end())
    if not makers or (makers[0].kind == "government" and match.group() == "研发机构"):
        return None
    span = Span(min(makers[0].span.start, match.start()), match.end())
    name = place.name.of(text) if place.name is not None else None
    return _made("outpost", makers, name, span, "platform.outpost_elsewhere")


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
        if (
            candidate.span.start >= least
            and len(between) <= 16
            and re.fullmatch(r"[一-鿿“]{0,16}", between)
            and not FOUND.search(between)
            and not re.search(
                r"[与和、在获共签引已将还]|建(?![筑材工模])|设(?![施计备])|合(?![成金])|联(?!网)", between
            )
        ):
            return candidate
    return None


def _name(text: str, least: int, match: re.Match[str]) -> Span | None:
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
    general = [
        one for one in makers if one.kind in ("university", "institute", "hospital", "enterprise", "other")
    ]
    return general[-1].name if general else None


def _makers_after(prepared: Prepared, number: int, at: int) -> list[Party]:
    text = prepared.text
    here = prepared.sentences[number].span
    regions = [Span(at, max(at, min(here.end, at + REACH)))]
    if number + 1 < len(prepared.sentences):
        following = prepared.sentences[number + 1].span
        if LATER.match(text, following.start, following.end):
            regions.append(following)
    for region in regions:
        by = re.compile(
            r"由(?=[^，。；]{2,60}(?:共建|建设|建立|组建|打造|合作|联合|设立|成立|运营|管理))"
        ).search(text, region.start, region.end)
        if by is not None:
            groups = groups_between(prepared, by.end(), region.end)
            if groups:
                return groups[0]
    return []


def _last_group(prepared: Prepared, start: int, end: int) -> list[Party]:
    groups = [group for group in groups_between(prepared, start, end) if len(group) >= 2]
    return groups[-1] if groups else []


# How many platforms back one may be told again.
RECENT = 200


def _keep(kept: list[Found], found: Found) -> None:
    """Adds a platform, or what is new about one told before."""
    said = found.said
    assert isinstance(said, Platform)
    for at in range(max(0, len(kept) - RECENT), len(kept)):
        other = kept[at]
        known = other.said
        assert isinstance(known, Platform)
        if (
            known.type == said.type
            and known.host == said.host
            and (known.name == said.name or not (known.name and said.name))
        ):
            more = replace(known, partner=known.partner or said.partner, name=known.name or said.name)
            kept[at] = replace(other, said=more)
            return
    kept.append(found)
