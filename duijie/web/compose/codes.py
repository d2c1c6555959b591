"""Codes of the directory in words, and choices out of its tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from duijie.codes.divisions import NoDivision, division, path_of
from duijie.codes.industries import NoIndustry, industry, industry_path
from duijie.directory.rules import CODED
from duijie.kernel.words import Words
from duijie.web.pages.parts import Choice
from duijie.web.saying import say


def detail_shown(field: str, value: str) -> str:
    """A detail's value as people read it."""
    if field in CODED and value in CODED[field]:
        return say(CODED[field][value])
    if field == "division":
        return place_shown(value)
    if field == "industry":
        return industry_shown(value)
    return value


def place_shown(code: str) -> str:
    """A division's code in words, without the province where there is a city: 衡水市景县."""
    path = path_of(code) if code else ()
    return "".join(one.name for one in path[-2:]) or code


def industry_shown(code: str) -> str:
    """An industry's code in words: 橡胶零件制造 C2913."""
    found = industry(code)
    return code if isinstance(found, NoIndustry) else f"{found.name} {found.lettered}"


def place_choices(codes: Iterable[str], chosen: str, *, empty: str) -> tuple[Choice, ...]:
    """The divisions that occur and all above them, each under its own; the value is how their codes begin."""
    heads = {head for code in codes for head in (code[:2], code[:4], code)} | {chosen} - {""}
    listed = [Choice("", empty, not chosen)]
    for head in sorted(heads):
        place = division(head.ljust(6, "0"))
        if not isinstance(place, NoDivision) and not (len(head) > 2 and head.endswith("00")):
            indent = "\u3000" * (len(head) // 2 - 1)
            listed.append(Choice(head, f"{indent}{place.name}", head == chosen))
    return tuple(listed)


def industry_choices(codes: Iterable[str], chosen: str, *, empty: str) -> tuple[Choice, ...]:
    """The industries that occur and all above them, each under its own."""
    heads = {one.lettered for code in codes for one in industry_path(code)} | {chosen} - {""}
    listed = [Choice("", empty, not chosen)]
    for head in sorted(heads):
        found = industry(head)
        if not isinstance(found, NoIndustry):
            indent = "\u3000" * max(0, len(head) - 2)
            listed.append(Choice(head, f"{indent}{head} {found.name}", head == chosen))
    return tuple(listed)


def choices(table: Mapping[str, Words], chosen: str, *, empty: str = "") -> tuple[Choice, ...]:
    """The words of a table to choose from, after ``empty``: "not stated" where it is not given."""
    first = Choice("", empty or _("not stated"), chosen == "")
    return (first, *(Choice(code, say(words), code == chosen) for code, words in table.items()))
