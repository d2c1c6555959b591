"""A name as the letters that a short form may take from it, each with the part of the name it stands in.

One order for all names: place (bracketed, then leading), brand, trade, ending, form, branch. A legal form of
companies is left out: it tells nothing that :attr:`~duijie.naming.parts.NameParts.form_class` does not.
"""

from __future__ import annotations

from functools import lru_cache

from duijie.naming.lexicon import lexicon
from duijie.naming.parts import NameParts

# Where a letter stands. The numbers are stored in indexes: append, never renumber.
NONE = 0
PROVINCE = 1  # 粤 for 广东 as a whole: stands in no registered name, yet in many short ones
PLACE_START, PLACE, PLACE_ENDING = 2, 3, 4
BRAND_START, BRAND_SECOND, BRAND = 5, 6, 7
TRADE_START, TRADE = 8, 9
WEAK_START, WEAK = 10, 11
ENDING_START, ENDING = 12, 13
FORM = 14
BRANCH = 15
COUNTY_START, COUNTY = 16, 17
CLASSES = 18

# Letters of places. Only a county's tell names apart.
PLACES = (PROVINCE, PLACE_START, PLACE, PLACE_ENDING, COUNTY_START, COUNTY)

# Letters that begin a word: short forms are mostly made of these.
STARTS = (PROVINCE, PLACE_START, COUNTY_START, BRAND_START, TRADE_START, WEAK_START, ENDING_START)

# Legal forms of companies; all others (厂, 合作社, 商店) are spoken as part of the name.
COMPANY_FORMS = frozenset(("limited", "shares", "company"))
_PLACE_ENDINGS = frozenset("省市县区州盟旗镇乡")


def letters_of(parts: NameParts) -> tuple[str, bytes]:
    """The letters of a registered name and the class of each."""
    words = lexicon()
    place = parts.place
    short = words.province_short.get(place.province, "")
    text, classes = [short], bytearray((PROVINCE,) * len(short))
    for said in (place.inner, place.lead):
        if said:
            text.append(said)
            classes += _place_classes(said)
    brand = parts.brand
    if brand:
        text.append(brand)
        classes += bytes((BRAND_START, BRAND_SECOND)[: len(brand)]) + bytes((BRAND,)) * (len(brand) - 2)
    for word in parts.trade:
        text.append(word)
        classes += _trade_classes(word)
    for letters, start, inner in (
        (_spoken_ending(parts), ENDING_START, ENDING),
        (_spoken_form(parts), FORM, FORM),
        (parts.branch, BRANCH, BRANCH),
    ):
        if letters:
            text.append(letters)
            classes += bytes((start,)) + bytes((inner,)) * (len(letters) - 1)
    return "".join(text), bytes(classes)


def spoken(parts: NameParts) -> str:
    """The same letters of a name that is looked for, without what it does not say itself."""
    place = parts.place
    return place.inner + place.lead + parts.core + _spoken_ending(parts) + _spoken_form(parts) + parts.branch


def _spoken_ending(parts: NameParts) -> str:
    return "" if parts.brand.endswith(parts.ending) or parts.trade else parts.ending


def _spoken_form(parts: NameParts) -> str:
    return "" if parts.form_class in COMPANY_FORMS else parts.legal_form.removeprefix("集团")


@lru_cache(maxsize=1 << 12)
def _place_classes(said: str) -> bytes:
    found = lexicon().place_start.match(said)
    starts, county = {0}, len(said)
    if found:
        starts |= {found.start(group) for group in ("country", "province", "city") if found[group]}
        county = found.end()
    return bytes(
        COUNTY_START
        if at == county
        else PLACE_START
        if at in starts
        else PLACE_ENDING
        if letter in _PLACE_ENDINGS
        else COUNTY
        if at > county
        else PLACE
        for at, letter in enumerate(said)
    )


@lru_cache(maxsize=1 << 12)
def _trade_classes(word: str) -> bytes:
    words = lexicon()
    start, inner = (WEAK_START, WEAK) if word in words.weak_trades else (TRADE_START, TRADE)
    # 农村商业银行 holds 商业银行 and 银行: each begins a word.
    rest = (start if word[at:] in words.trades else inner for at in range(1, len(word)))
    return bytes((start, *rest))
