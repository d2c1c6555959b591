"""Codes of the directory in words, and choices out of its tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

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
    """A division's code in words."""
    return code


def industry_shown(code: str) -> str:
    """An industry's code in words."""
    return code


def choices(table: Mapping[str, Words], chosen: str, *, empty: str = "") -> tuple[Choice, ...]:
    """The words of a table to choose from, after ``empty``: "not stated" where it is not given."""
    first = Choice("", empty or _("not stated"), chosen == "")
    return (first, *(Choice(code, say(words), code == chosen) for code, words in table.items()))


def coded_choices(codes: Iterable[str], chosen: str, *, empty: str, field: str) -> tuple[Choice, ...]:
    """Codes that occur to choose from; the chosen one stays even where it does not."""
    every = sorted({*codes, *([chosen] if chosen else [])})
    return (
        Choice("", empty, not chosen),
        *(Choice(code, detail_shown(field, code), code == chosen) for code in every),
    )
