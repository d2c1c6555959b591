"""Who does something together: organisations, places and short names in the slots round a verb."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from duijie.kernel.span import Span
from duijie.reading.organisations import LEADING
from duijie.reading.prepared import Prepared


@dataclass(frozen=True, slots=True)
class Party:
    """A party as printed; ``kind`` as in organisations, or ``place`` or ``short``."""

    span: Span
    name: str
    kind: str


# How far back, in characters, the doer of a verb is looked for.
REACH = 400

JOINER = r"(?:以及|联合|携手|会同|牵手|[与和同及、])"
# 已分别与, 等企业与, 在会上与: what may stand between two parties of one group.
GAP = re.compile(
    rf"(?:等[^，。；：、]{{0,8}})?(?:[就围][^，。；：]{{2,30}}?)?[^，。；：、（）引聘受]{{0,8}}?{JOINER}[^，。；：、（）]{{0,5}}"
)
# 泗县, 宁波市江北区, 松木经开区, 随县开发区
PLACE_NAME = re.compile(
    rf"""(?:^|(?<=联合)|(?<=携手)|(?<=[，,：:由与和同及、]))
    (?P<name>[一-鿿]{{1,12}}?(?:经济技术开发区|经济开发区|高新技术产业开发区|高新技术开发区|开发区|经开区|高新区|合作区
      |集聚区|新区|园区|产业园|工业园|科技园|[县市区旗镇乡]))
    (?={JOINER}|在|就|正式|签|共[同建]|校地|校企|政校|政企|政银|产学研|战略|合作|联|分别|将|已|先后|成功|建立|开展|缔结|结成|结为|举行|召开|深化|加强|携手|就|还|又|再次|达成|现场|也|还|双方|拟|$)""",
    re.VERBOSE,
)
OWN_SIDE = re.compile(
    r"^(?:我|全|本|该|此|其|各|两|多|外|所在|对方|有关|相关|属地|县里|市里|区里)?[省市县区旗镇乡]?(?:园区|开发区|高新区|经开区|新区|产业园|集聚区|工业园|合作区|科技园)?$"
)


def organisations_between(prepared: Prepared, start: int, end: int) -> list[Party]:
    """The organisations that stand wholly between two places of the text."""
    every = prepared.organisations
    found = []
    for at in range(bisect_left(every, start, key=lambda one: one.span.start), len(every)):
        one = every[at]
        if one.span.end > end:
            break
        found.append(Party(one.span, one.name, one.kind))
    return found


def parties_between(prepared: Prepared, start: int, end: int) -> list[Party]:
    """Organisations, and places that act as a party (泗县与江北区), in order."""
    found = organisations_between(prepared, start, end)
    taken = [party.span for party in found]
    # No place's name runs over an organisation's: 江南大学与|云岫县
    pieces, at = [], start
    for span in taken:
        pieces += [prepared.text[at : span.start], "\ue000" * len(span)]
        at = span.end
    text = "".join([*pieces, prepared.text[at:end]])
    for match in PLACE_NAME.finditer(text):
        name = _without_leading(match.group("name"))
        at = start + match.end("name") - len(name)
        span = Span(at, at + len(name))
        if not OWN_SIDE.match(name) and not any(span.overlaps(one) for one in taken):
            found.append(Party(span, name, "place"))
    found += _pointing_back(prepared, start, end)
    return sorted(found, key=lambda party: (party.span.start, party.span.end))


# 该县还与某某大学共建: what was named before stands for it.
POINTER = re.compile(r"该(?P<what>公司|企业|集团|校|院|县|市|区)(?![级里长委属])")


def _pointing_back(prepared: Prepared, start: int, end: int) -> Iterator[Party]:
    for match in POINTER.finditer(prepared.text, start, end):
        name = _named_before(prepared, match.start(), match.group("what"))
        if name is not None:
            yield Party(
                Span(match.start(), match.end()),
                name,
                "place" if match.group("what") in "县市区" else "other",
            )


def _named_before(prepared: Prepared, at: int, what: str) -> str | None:
    """The last organisation of that sort, or the last county, city or district, named before ``at``."""
    if what in "县市区":
        places = re.finditer(
            rf"(?:^|[，。；：“\s由在与和])(?P<place>[一-鿿]{{1,6}}?{what})(?![级里长委属政])",
            prepared.text[max(0, at - REACH) : at],
        )
        names = [one.group("place") for one in places if not OWN_SIDE.match(one.group("place"))]
        return names[-1] if names else None
    sorts = {"校": ("university",), "院": ("institute", "university", "hospital")}.get(what, ("enterprise",))
    before = bisect_left(prepared.organisations, at, key=lambda one: one.span.start)
    for one in reversed(prepared.organisations[max(0, before - 8) : before]):
        if one.kind in sorts:
            return one.name
    return None


def _without_leading(name: str) -> str:
    # 嘉宾共同见证了麻城市与某学院…的签署
    name = name.rpartition("见证了")[2] or name
    while (match := LEADING.match(name)) is not None and len(name) - match.end() >= 2:
        name = name[match.end() :]
    return name


def groups_between(prepared: Prepared, start: int, end: int) -> list[list[Party]]:
    """The parties, those joined by 与, 和, 、 and the like taken together."""
    groups: list[list[Party]] = []
    for party in parties_between(prepared, start, end):
        if groups and GAP.fullmatch(prepared.text, groups[-1][-1].span.end, party.span.start):
            groups[-1].append(party)
        else:
            groups.append([party])
    return groups


# (该公司)又与|乙大学: the clause names only the other side.
JOINED_TO = re.compile(
    r"(?P<who>该?(?:公司|企业|集团|校|院|所)|其|双方)?(?:[^，。；]{0,6}?)(?:与|同|和|联合|携手|跟)"
)


def _said_before(prepared: Prepared, sentence: Span, clause: int) -> list[Party]:
    """The first party of the clauses before, or, after 该公司, the last organisation named at all."""
    groups = groups_between(prepared, max(sentence.start, clause - REACH), max(sentence.start, clause - 1))
    if groups:
        return groups[0][:1]
    who = JOINED_TO.match(prepared.text, clause)
    if who is None or who.group("who") in (None, "双方"):
        return []
    at = bisect_left(prepared.organisations, clause, key=lambda one: one.span.start) - 1
    if at < 0:
        return []
    last = prepared.organisations[at]
    return [Party(last.span, last.name, last.kind)]


def actors_before(prepared: Prepared, sentence: Span, at: int, behind: int | None = None) -> list[Party]:
    """Who does what the verb at ``at`` says: the first group in its clause, else in the clause before it.

    Nothing before ``behind`` is looked at but the subject of a clause that names only the other side.
    """
    first = max(sentence.start if behind is None else behind, at - REACH)
    end = at
    while end > first:
        comma = max(prepared.text.rfind(mark, first, end) for mark in "，,")
        clause = max(comma + 1, first)
        groups = groups_between(prepared, clause, at if end == at else end)
        if groups and JOINED_TO.fullmatch(prepared.text, clause, groups[0][0].span.start):
            # 甲公司建成技术中心，与乙大学合作设立实验室
            return _said_before(prepared, sentence, clause) + groups[0]
        if groups:
            return groups[0]
        if comma < 0:
            break
        end = comma
    return []
