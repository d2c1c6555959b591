"""Names of organisations in running text, and where they stand.

Chinese prose has no spaces: a name is known by its ending (有限公司, 大学, 商会 …), and its beginning is the
last place before it where a name can begin: after punctuation, a verb, a preposition, another name, or at a
place's name. At most ``REACH`` characters are looked at before an ending, so that time grows with the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from duijie.kernel.span import Span
from duijie.reading.vocabulary import any_of, load, words


@dataclass(frozen=True, slots=True)
class Named:
    """An organisation named at ``span``; ``kind``: enterprise, university, institute, association,
    government, park, bank, hospital, other."""

    span: Span
    name: str
    kind: str


REACH = 36
LONGEST = 40

KIND_OF = {
    word: kind for kind, endings in load("organisations")["endings"].items() for word in endings
} | dict.fromkeys(words("organisations", "bureaus", "names"), "government")
BUREAUS = frozenset(words("organisations", "bureaus", "names"))
NOT_AFTER = {word: tuple(after) for word, after in load("organisations")["not_after"].items()}
ENDING = re.compile(any_of(KIND_OF))
# A faculty of a university, an institute of an academy, a firm's branch: 河北农大科技学院, 中科院某某研究所.
PART = re.compile(
    r"(?<=[学院])(?:附属|第[一二三]附属)?[一-鿿]{2,8}?(?:研究所|研究院|学院|附属医院|[一-鿿]{0,4}(?:就业|招生|人才|转移|转化|合作|服务|指导|培训|创业|科技|推广)[一-鿿]{0,4}中心)|(?<=会)[一-鿿]{2,10}(?:分会|专业委员会|专委会|代表处)|[一-鿿]{2,10}[分支子]公司|[一-鿿]{2,8}[分支]行"
)
FIRM = re.compile(r"(?:[（(][一-鿿]{1,6}[）)])?[一-鿿]{0,10}?(?:有限责任公司|股份有限公司|有限公司|公司)")
# Right behind another name these join or govern: 某某公司|联合|某某大学.
ADJACENT = re.compile(
    r"(?:等)?(?:联合|合作|携手|会同|牵手|投资|支持|委托|引进|组织|控股|参股|代表|还|已|与|和|同)+"
)
PART_VERB = re.compile(r"[与和同及在]|合作|联合|共|建|签|设|成立|开展|组|引|等|、")

PLACE = re.compile(any_of(*(words("places", key) for key in ("provinces", "cities", "abroad", "wide"))))
# 国际 and the like open names too, but inside one they begin none.
MIDWAY = re.compile(
    any_of(*(words("places", key) for key in ("provinces", "cities", "abroad")), ["中国", "全国"])
)
HOME = re.compile(any_of(words("places", "provinces"), words("places", "cities")) + "[省市]?")
COUNTY = re.compile(r"[一-鿿]{1,6}[省市县区旗镇]$")

SEAT = re.compile(f"(?:{HOME.pattern}(?:[一-鿿]{{1,4}}[市县区旗])?|[省市县区镇])$")

BEFORE = re.compile(any_of(*(words("organisations", "boundaries", key) for key in ("before", "dealings"))))
BEFORE_PLACE = re.compile(any_of(words("organisations", "boundaries", "before_place")) + "$")
SINGLE = re.compile("[" + "".join(words("organisations", "boundaries", "single")) + "]")
PROTECTED = re.compile(any_of(words("organisations", "boundaries", "protected")))
# 台资企业, 国家级专精特新“小巨人”企业, 行业龙头企业 before a name say what sort of firm it is.
SORT_OF_FIRM = any_of(words("organisations", "boundaries", "sorts")) + "+(?:企业|公司|单位|机构)"
LEADING = re.compile(
    f"{SORT_OF_FIRM}(?!管理|集团|联合|服务)|" + any_of(words("organisations", "boundaries", "leading"))
)
GENERIC = re.compile(any_of(words("organisations", "boundaries", "generic")) + "*+")
# 9月5日, 30家, 2.4亿元: what a name cannot hold.
COUNTED = re.compile(
    r"[\d一二三四五六七八九十百千万亿．.]+(?:多|余)?(?:年|月|日|号|家|个|名|批|次|项|所|位|[万亿]元|美元|%|％)"
)
# Characters of names, brackets aside.
NAME_RUN = re.compile(r"[一-鿿〇A-Za-zＡ-Ｚａ-ｚ0-9·&＆-]++\Z")
INSIDE = re.compile(r"[（(](?![一二三四五六七八九十]{1,3}[）)])[一-鿿A-Za-z]{1,8}[）)]")
JOINERS = "与和同及"
GOVERNED = frozenset("省市县区镇乡")


def find_organisations(text: str) -> Iterator[Named]:
    """Every organisation's name in ``text``, in order, none inside another."""
    last = position = 0
    while (match := ENDING.search(text, position)) is not None:
        start, end, ending = match.start(), match.end(), match.group()
        while (more := ENDING.match(text, end)) is not None:
            end, ending = more.end(), more.group()
        if not ending.endswith("公司") and KIND_OF[ending] != "government" and (firm := _firm_of(text, end)):
            end, ending = firm, "公司"
        position = end
        left = _left_of_name(text, max(last, start - REACH), start)
        if left == last and (joined := ADJACENT.match(text, left, start)) is not None:
            left = joined.end()
        begin = left + _begin(text[left:start], KIND_OF[ending])
        if ending in BUREAUS:
            begin = start - len(_seat(text[begin:start]))
        # A bracket belongs to the name only inside it.
        if (bracket := INSIDE.match(text, begin, start)) is not None:
            begin = bracket.end()
        stem = text[begin:start]
        if not _names(stem, ending, text[end : end + 4]) or end - begin > LONGEST:
            continue
        end = _with_part(text, end)
        position = last = end
        yield Named(Span(begin, end), _printed(text[begin:end]), KIND_OF[ending])


# 平湾某某科技有限公司（以下简称“平湾科技”）
CALLED = re.compile(
    r"[（(](?:以下|下文|下)?(?:简称|合称|统称|称)(?:为|：|:)?[“「]?(?P<short>[一-鿿A-Za-z0-9]{2,12})[”」]?[）)]"
)


def find_short_names(text: str, named: Sequence[Named]) -> Iterator[Named]:
    """Where the text calls an organisation by the short name that it gave it; never inside a name."""
    short: dict[str, Named] = {}
    for one in named:
        called = CALLED.match(text, one.span.end)
        if called is not None:
            short.setdefault(called.group("short"), one)
    if not short:
        return
    taken = iter([*named, None])
    longer = next(taken)
    for match in re.compile(any_of(short)).finditer(text):
        while longer is not None and longer.span.end <= match.start():
            longer = next(taken)
        whole = short[match.group()]
        given = match.start() <= whole.span.end + 12
        if not given and (longer is None or match.end() <= longer.span.start):
            yield Named(Span(match.start(), match.end()), whole.name, whole.kind)


def _left_of_name(text: str, least: int, start: int) -> int:
    """How far back the characters of a name can reach: to punctuation or an unbalanced bracket."""
    at = start
    while at > least:
        run = NAME_RUN.search(text, least, at)
        at = run.start() if run is not None else at
        if at <= least:
            break
        opening = (
            max(text.rfind("（", least, at), text.rfind("(", least, at)) if text[at - 1] in "）)" else -1
        )
        if opening < 0 or not INSIDE.fullmatch(text, opening, at):
            break
        at = opening
    return at


def _begin(region: str, kind: str) -> int:
    """Where in ``region``, which runs up to an ending, the name begins."""
    begin = 0
    guarded = [match.span() for match in PROTECTED.finditer(region)]
    for match in BEFORE.finditer(region):
        if not any(a <= match.start() < b for a, b in guarded):
            begin = match.end()
    for match in COUNTED.finditer(region, begin):
        begin = match.end()
    for match in SINGLE.finditer(region, begin):
        at = match.start()
        if any(a <= at < b for a, b in guarded):
            continue
        if match.group() not in JOINERS or _parts(region[begin:at], match.group(), region[at + 1 :], kind):
            begin = at + 1
    begin = _begin_at_place(region, begin)
    while (lead := LEADING.match(region, begin)) is not None and not PLACE.match(region, begin):
        if any(a <= begin and lead.end() <= b for a, b in guarded):
            break
        begin = lead.end()
    # 开工的有合肥某公司: only before a place are these no part of a name.
    if region[begin : begin + 1] in tuple("有如即现含经") and PLACE.match(region, begin + 1):
        begin += 1
    return begin


def _parts(before: str, joiner: str, after: str, kind: str) -> bool:
    """Whether a 与, 和, 同 or 及 stands between two names and not inside one."""
    if not before or PLACE.match(after):
        return True
    if HOME.fullmatch(before) and joiner in "和同":
        return False
    # 就电池包项目与|县政府签订: no name runs over a project's
    if COUNTY.search(before) or before.endswith(("项目", "工程", "生产线", "基地")):
        return True
    if PLACE.match(before) and joiner in "和同":
        return False
    if kind in ("association", "government"):
        return False
    return joiner in "与及" or len(before) >= 3


def _begin_at_place(region: str, begin: int) -> int:
    """A place's name inside the stretch begins the name where what stands before it is none."""
    for match in MIDWAY.finditer(region, begin):
        before = region[begin : match.start()]
        if not before or _is_place(before) or "（" in before or "(" in before:
            continue
        if BEFORE_PLACE.search(before) or (
            len(before) >= 5 and not PLACE.match(before) and not COUNTY.match(before)
        ):
            begin = match.start()
    return begin


def _is_place(words_before: str) -> bool:
    match = PLACE.match(words_before)
    return match is not None and len(words_before) - match.end() <= 1


def _names(stem: str, ending: str, after: str) -> bool:
    """Whether stem and ending make a name and not a common noun."""
    stem = INSIDE.sub("", stem)
    if after.startswith(NOT_AFTER.get(ending, ())):
        return False
    if KIND_OF[ending] == "government":
        return ending not in ("政府", "人民政府", "办事处") or (
            stem in GOVERNED or (len(stem) >= 2 and not GENERIC.fullmatch(stem))
        )
    if ending in ("厂", "委员会", "联盟", "基金会") and len(stem) < 3:
        return False
    return len(stem) >= 2 and not GENERIC.fullmatch(stem)


def _firm_of(text: str, end: int) -> int:
    """The end of a longer firm's name that goes on behind ``end`` (某某集团（深圳）有限公司), else 0."""
    match = FIRM.match(text, end)
    if (
        match is None
        or BEFORE.search(match.group())
        or SINGLE.search(match.group())
        or COUNTED.search(match.group())
    ):
        return 0
    return match.end()


def _seat(stem: str) -> str:
    """The place whose bureau it is: 泰和县 of 泰和县商务局, 县 of 方案报县商务局, else nothing."""
    if len(stem) <= 5 and COUNTY.search(stem):
        return stem
    match = SEAT.search(stem)
    return match.group() if match is not None else ""


def _with_part(text: str, end: int) -> int:
    part = PART.match(text, end)
    return part.end() if part is not None and not PART_VERB.search(part.group()) else end


def _printed(words_of_name: str) -> str:
    """Full-width brackets, as the interchange format has names."""
    return words_of_name.replace("(", "（").replace(")", "）")
