"""The days that a printed period means, seen from the day of its document. Pure."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from typing import Final

from duijie.kernel.period import Period

SO_FAR: Final = frozenset({"", "目前", "截至目前", "截止目前", "今年以来"})
"""What a document says of its own year up to its own day, or says without a period."""
EVER: Final = re.compile(r"(?:历年)?累计|历年|至今|迄今")
_NUMERAL: Final = {word: number for number, word in enumerate("一二三四五六七八九十", 1)} | {"两": 2}
_YEAR: Final = re.compile(r"(?P<year>20\d\d|今|本|当|去|上)年(?:度|内)?")
_BACK: Final = re.compile(r"(?:近|过去|最近)?(?P<count>\d{1,2}|[一二两三四五六七八九十])年(?:来|间)?")
_MONTHS: Final = re.compile(
    r"(?:前(?P<first>\d{1,2}|[一二两三四五六七八九十])个?月"
    r"|(?P<low>\d{1,2})月?(?:份)?[—－–~～至到-](?P<high>\d{1,2})月(?:份)?"
    r"|(?P<one>\d{1,2})月(?:份)?(?:(?P<day>\d{1,2})日)?)(?P<mark>底|末|起|以来)?"
)  # fmt: skip
_PARTS: Final = {
    "上半年": (1, 6), "下半年": (7, 12), "前三季度": (1, 9), "一季度": (1, 3), "二季度": (4, 6), "三季度": (7, 9),
    "四季度": (10, 12),
}  # fmt: skip


def days_of(words: str | None, day: date) -> Period | None:
    """The days of ``words`` (``1—6月``, ``2023年``, ``截至9月底``), up to the document's ``day`` at the latest.

    No words, 目前 and 今年以来 mean the year to the day; a month without a year is the last that had come by
    the day; 累计 runs from the first of all days. ``None`` for what names no days (行动期间, 近年来).
    """
    text = re.sub(r"\s|[，、的]$", "", words or "")
    if text in SO_FAR:
        return Period.year_to(day)
    if EVER.fullmatch(text):
        return Period(date.min, day + timedelta(days=1))
    upto = re.match(r"截[至止]|[到至]", text)
    rest = text[upto.end() :] if upto else text
    year, rest = _year(rest, day)
    found = _within(rest, year, day, upto is not None)
    if found is None or found[0] > day:
        return None
    return Period(found[0], min(found[1], day) + timedelta(days=1))


def names_years(words: str | None) -> bool:
    """Whether ``words`` speak of several years without saying which (近年来, 多年来)."""
    return (words or "").endswith("年来")


def _year(text: str, day: date) -> tuple[int | None, str]:
    hit = _YEAR.match(text)
    if hit is None:
        return None, text
    told = hit["year"]
    year = int(told) if told.isdigit() else day.year - (told in "去上")
    return year, text[hit.end() :]


def _within(text: str, year: int | None, day: date, upto: bool) -> tuple[date, date] | None:
    """First and last day."""
    if year is not None and text in ("", "全年", "底", "末"):
        return date(year, 1, 1), date(year, 12, 31)
    if year is not None and text in ("以来", "起"):
        return date(year, 1, 1), day
    if year is None and (hit := _BACK.fullmatch(text)):
        back = day.year - (_number(hit["count"]) or 0)
        return date(back, day.month, min(day.day, calendar.monthrange(back, day.month)[1])), day
    if text in _PARTS:
        low, high = _PARTS[text]
        return _months(low, high, year, day)
    hit = _MONTHS.fullmatch(text)
    if hit is None:
        return None
    if hit["first"]:
        return _months(1, _number(hit["first"]) or 0, year, day)
    low, high = int(hit["low"] or hit["one"]), int(hit["high"] or hit["one"])
    found = _months(low, high, year, day)
    if found is None:
        return None
    if hit["mark"] in ("起", "以来"):
        return found[0], day
    last = found[1]
    if hit["day"]:
        if not 1 <= int(hit["day"]) <= last.day:
            return None
        last = last.replace(day=int(hit["day"]))
    return (last.replace(month=1, day=1) if upto or hit["mark"] or hit["day"] else found[0]), last


def _months(low: int, high: int, year: int | None, day: date) -> tuple[date, date] | None:
    if not 1 <= low <= high <= 12:
        return None
    if year is None:
        # From January on a stretch is told when it is over; of others the first month must have come.
        year = day.year - ((high if low == 1 else low) > day.month)
    return date(year, low, 1), date(year, high, calendar.monthrange(year, high)[1])


def _number(word: str) -> int | None:
    return int(word) if word.isdigit() else _NUMERAL.get(word)
