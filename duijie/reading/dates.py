"""Dates as printed, in ISO form with the precision that the text has: ``2015-05-18``, ``2015-05``, ``2015``.

Of a range the first day counts. A year that is left out is the last one named in the same sentence, else the
document's own; 同日 and 当天 point back to the date named before.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from duijie.kernel.span import Span


@dataclass(frozen=True, slots=True)
class Dated:
    """A date at ``span``; ``iso`` has ten, seven or four characters. ``opens`` is ``True`` for a start (10月起)."""

    span: Span
    iso: str
    opens: bool = False


# 2023年3月15日, 3月15日上午, 9月4日至6日, 2017年12月, 今年5月, 去年10月18日
IN_WORDS = r"""
    (?: (?P<year>(?:19|20)\d\d|[一二][九〇○零][〇○零一二三四五六七八九]{2})年
      | (?P<relative>今年|去年|明年|前年|当年|本年|次年) )?
    (?P<month>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月(?!份?[饼球])份?
    (?: (?:的)?(?P<day>[12]\d|3[01]|0?[1-9]|二十[一二三四五六七八九]?|三十一?|十[一二三四五六七八九]?|[一二三四五六七八九])[日号] )?
"""
# 2015-05-18, 2015.5.18, 2015/5/18
IN_FIGURES = (
    r"(?<!\d)(?P<y>(?:19|20)\d\d)[-./](?P<m>1[0-2]|0?[1-9])(?:[-./](?P<d>[12]\d|3[01]|0?[1-9]))?(?!\d)"
)
# 2015年, 今年
YEAR_ONLY = r"(?<!\d)(?P<only>(?:19|20)\d\d)年(?!代|[一二三四]季|第|至|度|[—–-]\d|以来|底|末)"
# 18日 with the month named before; 同日, 当天, 昨天
DAY_ONLY = r"(?<![\d月至到—–-])(?P<bare>[12]\d|3[01]|[1-9])日(?!元|均|常|前|内|下午前)"
DEICTIC = (
    r"(?P<same>同日|同一天|当日|当天|同天)|(?P<ago>昨日|昨天|今日|今天|前天|前日|明天|明日)(?!头版|日报)"
)
# Most characters begin no date, and are passed over at once.
DATE = re.compile(
    f"(?=[0-9一二三四五六七八九十今去明前当本次同昨])(?:{IN_WORDS}|{IN_FIGURES}|{YEAR_ONLY}|{DAY_ONLY}|{DEICTIC})",
    re.VERBOSE,
)
RANGE_TAIL = re.compile(
    r"\s*(?:至|到|—+|–|-|－|~|～)\s*(?:(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}[日号]|(?:\d{1,2}|[一二三四五六七八九十]+)月(?:份|底|初|中旬|下旬|上旬|末)?)"
)
# 9月4—6日, 5月至7月, 1—9月
RANGE_HEAD = re.compile(
    r"(?P<month>1[0-2]|[1-9])月(?P<day>[12]\d|3[01]|[1-9])日?\s*(?:至|到|—+|–|-|－|~|～)\s*(?:1[0-2]月|[1-9]月)?(?:[12]\d|3[01]|[1-9])[日号]"
)
SENTENCE_END = re.compile(r"[。！？\n]")
DIGITS = dict(zip("〇○零一二三四五六七八九", (0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))
YEARS_OFF = {"今年": 0, "本年": 0, "当年": 0, "去年": -1, "明年": 1, "次年": 1, "前年": -2}
DAYS_OFF = {"昨日": -1, "昨天": -1, "今日": 0, "今天": 0, "前天": -2, "前日": -2, "明天": 1, "明日": 1}


def find_dates(text: str, *, year: int | None = None, dated_on: date | None = None) -> Iterator[Dated]:
    """Every date in ``text``, in order, none inside another; those that cannot be resolved are left out.

    ``year`` is the year of a date printed without one, ``dated_on`` the day that 昨天 counts from.
    """
    named: int | None = None
    last: str | None = dated_on.isoformat() if dated_on else None
    position = line = 0
    while (match := DATE.search(text, position)) is not None:
        ended = SENTENCE_END.search(text, line, match.start())
        if ended is not None:
            named = None
        line = match.start()
        whole = (RANGE_HEAD.match(text, match.start("month")) if match.group("month") else None) or match
        iso = _resolve(match, whole, named or year, last, dated_on)
        end = whole.end()
        tail = RANGE_TAIL.match(text, end)
        end = tail.end() if tail is not None else end
        position = end
        if iso is None:
            continue
        explicit = match.group("year") or match.group("y") or match.group("only")
        if explicit:
            named = int(iso[:4])
        if len(iso) >= 7:
            last = iso
        yield Dated(Span(match.start(), end), iso, text.startswith("起", end))


def _resolve(
    match: re.Match[str], whole: re.Match[str], year: int | None, last: str | None, dated_on: date | None
) -> str | None:
    if match.group("same"):
        return last
    if match.group("ago"):
        return (dated_on + timedelta(days=DAYS_OFF[match.group("ago")])).isoformat() if dated_on else None
    if match.group("only"):
        return match.group("only")
    if match.group("bare"):
        return _iso(int(last[:4]), int(last[5:7]), int(match.group("bare"))) if last else None
    if match.group("y"):
        day = match.group("d")
        return _iso(int(match.group("y")), int(match.group("m")), int(day) if day else None)
    printed = match.group("year")
    if printed:
        year = (
            int(printed)
            if printed.isdigit()
            else int("".join(str(DIGITS[c]) for c in printed if c in DIGITS))
        )
    elif match.group("relative") and year is not None:
        base = dated_on.year if dated_on else year
        year = base + YEARS_OFF[match.group("relative")]
    if year is None:
        return None
    day = match.group("day") or (whole.group("day") if whole is not match else None)
    return _iso(year, _number(match.group("month")), _number(day) if day else None)


def _number(printed: str) -> int:
    """1 to 31, in figures or in words (二十三)."""
    if printed.isdigit():
        return int(printed)
    tens, ten, ones = printed.rpartition("十")
    return (DIGITS.get(tens, 1) * 10 if ten else 0) + (DIGITS[ones] if ones else 0)


def _iso(year: int, month: int, day: int | None) -> str | None:
    if day is None:
        return f"{year:04d}-{month:02d}"
    return f"{year:04d}-{month:02d}-{day:02d}" if day <= monthrange(year, month)[1] else None


# 5.18廊洽会: month and day in a fair's own name.
DAY_IN_NAME = re.compile(r"^(?P<month>1[0-2]|[1-9])[.·・](?P<day>[12]\d|3[01]|[1-9])(?!\d|%|[万亿])")


def date_in_name(name: str, year: int | None) -> str | None:
    """The date that a meeting's name opens with (``5.18廊洽会``), else ``None``."""
    match = DAY_IN_NAME.match(name)
    if match is None or year is None:
        return None
    return _iso(year, int(match.group("month")), int(match.group("day")))
