"""Words, days and amounts in the language of the request."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language

from duijie.figures.wording import AREA, MONEY, digits, english_money, interval, scaled, shown
from duijie.kernel.quantity import Quantity
from duijie.kernel.words import Words
from duijie.web.pages.parts import Amount


def is_english() -> bool:
    """Whether the page is printed in English."""
    return (get_language() or "").startswith("en")


def say(words: Words) -> str:
    """``words`` in the language of the page."""
    return words.in_language("en" if is_english() else "zh")


def refusal(error: BaseException) -> str:
    """Why something was refused, in the language of the page where the error says itself in both."""
    words = getattr(error, "words", None)
    return say(words) if isinstance(words, Words) else str(error)


def day(value: date | None) -> str:
    """``2015年9月24日``, ``Sept. 24, 2015``; empty for ``None``."""
    return _day(value, get_language()) if value else ""


@lru_cache(maxsize=4096)
def _day(value: date, _language: str | None) -> str:
    return date_format(value, "DATE_FORMAT")


def moment(value: datetime) -> str:
    """Day and minute in the installation's time zone."""
    return date_format(timezone.localtime(value), "DATETIME_FORMAT")


def amount(quantity: Quantity, counter: str) -> Amount:
    """A quantity for a column of numbers; ``counter`` is the Chinese measure word of a count."""
    number, unit = scaled(quantity.number, quantity.unit, counter)
    if is_english():
        if quantity.unit in MONEY:
            number, unit = english_money(quantity.number), MONEY[quantity.unit][1]
        elif quantity.unit in AREA:
            number, unit = digits(quantity.number), AREA[quantity.unit][1]
        else:
            unit = "%" if quantity.unit == "percent" else ""
    return Amount(number=number, unit=unit, exact=exact(quantity))


def exact(quantity: Quantity) -> str:
    """The full number, or the interval where the words leave one open, in base units."""
    unit = MONEY.get(quantity.unit, AREA.get(quantity.unit, ("", "")))[is_english()]
    return f"{interval(quantity) or digits(quantity.number)} {unit}".strip()


def allowed(quantity: Quantity, counter: str) -> str:
    """What the words allow, readable: ``71–79``, ``≥ 100亿元``; empty for an exact number."""
    if quantity.unit not in MONEY and quantity.unit not in AREA:
        return interval(quantity)
    if quantity.is_exact:
        return ""
    ends = (quantity.low, quantity.high)
    low, high = (
        None if end is None else amount(Quantity.exactly(end, quantity.unit), counter) for end in ends
    )
    if low is None or high is None:
        one, sign = (low, "≥") if low is not None else (high, "≤")
        return f"{sign} {one.number} {one.unit}" if one is not None else ""
    return f"{low.number} {low.unit} – {high.number} {high.unit}"


def hedged(quantity: Quantity, counter: str) -> str:
    """The phrase with its hedge (``70多家``); empty for an exact number, which needs none."""
    return "" if quantity.is_exact else say(shown(quantity, counter))
