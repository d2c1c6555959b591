"""What a name is made of: place, brand, trade, legal form, branch, and the kind of organisation.

A Chinese enterprise's registered name runs place · brand · trade · form (衡水 · 宏远 · 橡胶制品 · 有限公司), the
place sometimes in brackets behind the brand. An institution's runs place · field · ending (北京 · 科技 · 大学).
Parsing never fails: what cannot be told apart stays in the brand.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from duijie.naming.lexicon import Lexicon, lexicon
from duijie.naming.plain import plain

_BRACKETED = re.compile(r"\(([^()]*)\)")
_SHORTEST_BRAND = 2
_LONGEST_TRADE = 6
_BEFORE_LAST_PLACE = 3


class Kind(StrEnum):
    """What sort of organisation a name's ending tells; ``OTHER`` where it tells none."""

    ENTERPRISE = "enterprise"
    UNIVERSITY = "university"
    SCHOOL = "school"
    INSTITUTE = "institute"
    ASSOCIATION = "association"
    GOVERNMENT = "government"
    PARK = "park"
    BANK = "bank"
    HOSPITAL = "hospital"
    OTHER = "other"


_TRADING = (Kind.ENTERPRISE, Kind.BANK, Kind.OTHER)


@dataclass(frozen=True, slots=True)
class Place:
    """Levels without their endings (河北省 → 河北), a county with it (景县); empty where not said.

    A prefecture that the lexicon knows brings its province with it. ``lead`` is the place as written before
    the brand, ``inner`` in brackets behind it.
    """

    country: str = ""
    province: str = ""
    city: str = ""
    county: str = ""
    lead: str = ""
    inner: str = ""

    def __bool__(self) -> bool:
        return bool(self.province or self.city or self.county)


@dataclass(frozen=True, slots=True)
class NameParts:
    """A name taken apart.

    ``raw`` as given, ``plain`` in one spelling. ``trade``: words, in order. ``legal_form`` includes 集团;
    ``group`` says whether the name is a whole group's. ``branch``: what stands after the head office's name,
    empty for a head office. ``ending``: 大学, 研究院 … of an institution. ``brackets``: contents, but for a
    place or 集团, which count as if written without. ``core``: brand and trade in one, the name without place,
    form, brackets and branch.
    """

    raw: str
    plain: str
    place: Place
    brand: str
    trade: tuple[str, ...]
    legal_form: str
    form_class: str
    group: bool
    branch: str
    brackets: tuple[str, ...]
    ending: str
    kind: Kind
    core: str

    @property
    def formless(self) -> str:
        """The head office's name without legal form and brackets: 中国银行 of 中国银行股份有限公司衡水分行."""
        return self.place.lead + self.core + ("" if self.kind in _TRADING else self.ending)


@lru_cache(maxsize=1 << 16)
def parse_name(name: str) -> NameParts:
    """``name`` taken apart; any text is accepted."""
    words = lexicon()
    spelled = plain(name)
    listed = words.listing.sub("", spelled)
    head, branch = _split_branch(words, listed)
    head, brackets, inner_place = _unbracket(words, head)
    place, rest = _take_place(words, head)
    place = _joined(place, inner_place)
    rest, form, group = _take_form(words, rest)
    if form and not place:
        rest, place = _take_last_place(words, rest, place)
    kind, ending = _kind(words, rest, form, group)
    trade: tuple[str, ...] = ()
    if kind in _TRADING and not rest:
        # 长治股份: a place and nothing else is the brand.
        place, brand = inner_place, place.lead
    elif kind in _TRADING:
        brand, trade = _split_trade(words, rest, bool(place.lead))
    else:
        # An institution's middle (科技, 理工) is what sets it apart: it is brand, not trade.
        brand = rest.removesuffix(ending)
    form_class = words.forms[form].name if form else ("company" if group else "")
    legal_form = ("集团" if group else "") + form
    return NameParts(
        name,
        spelled,
        place,
        brand,
        trade,
        legal_form,
        form_class,
        group,
        branch,
        brackets,
        ending,
        kind,
        brand + "".join(trade),
    )


def _split_branch(words: Lexicon, text: str) -> tuple[str, str]:
    """Head office and branch. The head ends with the last legal form or institution's ending before it."""
    university = text.rfind("大学") + 2
    if 2 < university < len(text) and not words.form_endings.of(text):
        rest = text[university:]
        if rest.endswith(words.university_parts + words.branch_endings.words):
            return text[:university], rest
    ending = words.branch_endings.of(text)
    if not ending or len(text) == len(ending):
        return text, ""
    before = text[: -len(ending)]
    cut = next(
        (
            at
            for at in range(len(before), 1, -1)
            if words.head_endings.of(before[:at]) not in ("", before[:at])
        ),
        0,
    )
    if not cut:
        known = (n for n in range(len(before), 1, -1) if before[:n] in words.short_forms)
        cut = next(known, 0) or _last_place(words, before) or len(before)
    return text[:cut], _short_place(text[cut:])


def _last_place(words: Lexicon, before: str) -> int:
    """Where the place that ends ``before`` starts (宏远衡水 in 宏远衡水分店: 2); 0 where none does."""
    for at in range(1, len(before)):
        found = words.place_start.match(before, at)
        if found and found.end() == len(before) and found.end() > at:
            return at
    return 0


def _short_place(branch: str) -> str:
    return re.sub(r"[省市](?=.{2})", "", branch)


def _unbracket(words: Lexicon, text: str) -> tuple[str, tuple[str, ...], Place]:
    """The text with (集团) opened and (北京) taken out as a place; other contents listed."""
    if "(" not in text:
        return text, (), Place()
    kept: list[str] = []
    place = Place()

    def replace(found: re.Match[str]) -> str:
        nonlocal place
        inner = found[1]
        if inner in words.group_words or inner in words.trades:
            return inner
        inside, rest = _take_place(words, inner, alone=True)
        if inside and not rest:
            place = inside
        elif inner and found[0] not in words.forms:
            kept.append(inner)
        else:
            return found[0] if found[0] in words.forms else ""
        return ""

    return _BRACKETED.sub(replace, text), tuple(kept), place


def _take_place(words: Lexicon, text: str, *, alone: bool = False) -> tuple[Place, str]:
    """The place that ``text`` begins with, and the rest; ``alone``: nothing need stand behind it."""
    found = words.place_start.match(text)
    country, province, city = (
        (found[g] or "" for g in ("country", "province", "city")) if found else ("", "", "")
    )
    end = found.end() if found else 0
    if found and province and city and words.city_province[city] != province:
        # 浙江长治: a city of another province is a brand.
        city, end = "", found.start("city")
    county = ""
    at_county = words.county_start.match(text, end)
    if (
        at_county
        and not at_county[0].endswith(words.not_counties)
        and (alone or len(text) - at_county.end() >= 2)
    ):
        county, end = at_county[0], at_county.end()
    province = province or words.city_province.get(city, "")
    return Place(country, province, city, county, text[:end]), text[end:]


def _take_last_place(words: Lexicon, rest: str, before: Place) -> tuple[str, Place]:
    """新锦大实业深圳 before a legal form: a place there is as good as one in brackets."""
    said = words.place_endings.of(rest)
    if not said or len(rest) - len(said) < _BEFORE_LAST_PLACE:
        return rest, before
    last = _take_place(words, said, alone=True)[0]
    return rest[: -len(said)], Place(before.country, last.province, last.city, last.county, before.lead, said)


def _joined(first: Place, second: Place) -> Place:
    """Leading and bracketed place in one; the leading one counts where both say the same level."""
    if not second:
        return first
    return Place(
        first.country,
        first.province or second.province,
        first.city or (second.city if first.province in ("", second.province) else ""),
        first.county or second.county,
        first.lead,
        second.lead,
    )


def _take_form(words: Lexicon, text: str) -> tuple[str, str, bool]:
    bank = text.endswith(words.contracted)  # the 商行 of 农商行 is no legal form
    form = "" if bank else words.form_endings.of(text)
    rest = text[: len(text) - len(form)]
    group = next((one for one in words.group_words if rest.endswith(one) and len(rest) > len(one)), "")
    return rest[: len(rest) - len(group)], form, bool(group)


def _kind(words: Lexicon, rest: str, form: str, group: bool) -> tuple[Kind, str]:
    ending = words.kind_endings.of(rest)
    kind = words.kinds.get(ending, Kind.OTHER)
    if ending and (not form or kind == Kind.BANK):
        return Kind(kind), ending
    return (Kind.ENTERPRISE if form or group else Kind.OTHER), ""


def _split_trade(words: Lexicon, core: str, placed: bool) -> tuple[str, tuple[str, ...]]:
    """The shortest brand after which everything divides into trade words.

    A brand has two characters at least; none at all only where a place stands before (衡水 · 燃气).
    """
    tails = _trade_tails(words, core)
    if placed and 0 in tails:
        return "", tails[0]
    cut = next((at for at in range(_SHORTEST_BRAND, len(core)) if at in tails), len(core))
    return core[:cut], tails.get(cut, ())


def _trade_tails(words: Lexicon, core: str) -> dict[int, tuple[str, ...]]:
    """For each place from which ``core`` divides wholly into trade words: the division in fewest words."""
    tails: dict[int, tuple[str, ...]] = {len(core): ()}
    trades = words.trades
    for end in range(len(core), 1, -1):
        tail = tails.get(end)
        if tail is None:
            continue
        for at in range(max(0, end - _LONGEST_TRADE), end - 1):
            known = tails.get(at)
            if core[at:end] in trades and (known is None or len(tail) < len(known)):
                tails[at] = (core[at:end], *tail)
    return tails
