"""Words as data: places, legal forms, trades, endings of institutions, short forms, contrasts."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

Table = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Form:
    """A class of legal forms. ``loose``: what people write instead of the registered one."""

    name: str
    loose: bool


class Endings:
    """Words that a text may end with. Asking is a lookup a length, however many words there are."""

    def __init__(self, words: Iterable[str]) -> None:
        self.words = longest_first(words)
        self._known = frozenset(self.words)
        self._lengths = sorted({len(word) for word in self.words}, reverse=True)

    def of(self, text: str) -> str:
        """The longest of the words that ``text`` ends with; empty where it ends with none."""
        for length in self._lengths:
            if (ending := text[-length:]) in self._known:
                return ending
        return ""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything the name parser and the comparators look up.

    ``city_province`` maps a prefecture to its province, ``province_short`` a province to its one character;
    ``short_forms`` a short form to the registered names it may stand for.
    """

    provinces: frozenset[str]
    city_province: Mapping[str, str]
    province_short: Mapping[str, str]
    place_start: re.Pattern[str]
    place_endings: Endings
    county_start: re.Pattern[str]
    not_counties: tuple[str, ...]
    forms: Mapping[str, Form]
    form_endings: Endings
    conversions: frozenset[frozenset[str]]
    group_words: tuple[str, ...]
    branch_endings: Endings
    head_endings: Endings
    university_parts: tuple[str, ...]
    listing: re.Pattern[str]
    kind_endings: Endings
    kinds: Mapping[str, str]
    compatible_kinds: frozenset[frozenset[str]]
    fields: frozenset[str]
    trades: frozenset[str]
    weak_trades: frozenset[str]
    contractions: Mapping[str, str]
    contracted: tuple[str, ...]
    contrast_sets: tuple[frozenset[str], ...]
    numerals: Mapping[str, int]
    short_forms: Mapping[str, tuple[str, ...]]
    ambiguous: frozenset[str]
    well_known: frozenset[str]


def longest_first(words: Iterable[str]) -> tuple[str, ...]:
    """Sorted so that the first match is the longest."""
    return tuple(sorted(set(words), key=lambda word: (-len(word), word)))


def any_of(words: Iterable[str]) -> str:
    """A pattern for one of ``words``, the longest that fits."""
    return "(?:" + "|".join(map(re.escape, longest_first(words))) + ")"


def _table(name: str) -> Table:
    return tomllib.loads(files(__package__).joinpath(f"{name}.toml").read_text("utf-8"))


def _pairs(pairs: Iterable[Iterable[str]]) -> frozenset[frozenset[str]]:
    return frozenset(map(frozenset, pairs))


def _place_start(places: Table) -> re.Pattern[str]:
    provinces = any_of(one["name"] for one in places["province"])
    cities = any_of(city for one in places["province"] for city in one.get("cities", ()))
    return re.compile(
        f"(?P<country>{any_of(places['country'])})?"
        f"(?:(?P<province>{provinces}){any_of(places['province_endings'])}?)?"
        f"(?:(?P<city>{cities}){any_of(places['city_endings'])}?)?"
    )


def _short_forms(table: Table) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for full, shorts in table.items():
        for short in shorts:
            found.setdefault(short, []).append(full)
    return {short: tuple(fulls) for short, fulls in found.items()}


@cache
def lexicon() -> Lexicon:
    """The lexicon that ships with the package, read once."""
    places, forms, trades = _table("places"), _table("forms"), _table("trades")
    institutions, contrasts, shorts = _table("institutions"), _table("contrasts"), _table("short_forms")
    form_of = {w: Form(f["class"], f.get("loose", False)) for f in forms["form"] for w in f["words"]}
    kinds = {word: kind for kind, words in institutions["endings"].items() for word in words}
    heads = (word for word, kind in kinds.items() if kind != "government")
    return Lexicon(
        provinces=frozenset(one["name"] for one in places["province"]),
        city_province={city: one["name"] for one in places["province"] for city in one.get("cities", ())},
        province_short={one["name"]: one["short"] for one in places["province"]},
        place_start=_place_start(places),
        place_endings=Endings(
            name for one in places["province"] for name in (one["name"], *one.get("cities", ()))
        ),
        county_start=re.compile(f"(.{{1,{places['county_length']}}}?){any_of(places['county_endings'])}"),
        not_counties=tuple(places["not_counties"]),
        forms=form_of,
        form_endings=Endings(form_of),
        conversions=_pairs(forms["conversions"]),
        group_words=tuple(forms["group"]),
        branch_endings=Endings(forms["branches"]),
        head_endings=Endings((*form_of, *forms["group"], *heads)),
        university_parts=longest_first(forms["parts_of_university"]),
        listing=re.compile(
            f"^{any_of(forms['listing_prefixes'])}|(?<=..){any_of(forms['listing_suffixes'])}$"
        ),
        kind_endings=Endings(kinds),
        kinds=kinds,
        compatible_kinds=_pairs(institutions["compatible"]["pairs"]),
        fields=frozenset(institutions["fields"]["words"]),
        trades=frozenset(trades["words"]),
        weak_trades=frozenset(trades["weak"]),
        contractions=trades["contractions"],
        contracted=tuple(trades["contractions"]),
        contrast_sets=tuple(map(frozenset, contrasts["sets"])),
        numerals=contrasts["numerals"],
        short_forms=_short_forms(shorts["short_forms"]),
        ambiguous=frozenset(shorts["ambiguous"]),
        well_known=frozenset(shorts["short_forms"]),
    )
