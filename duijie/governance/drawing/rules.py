"""Which sentences of a policy give somebody something to do, and who, by when, how much. Pure.

A sentence is a task where it bears a word of duty or of aim together with a unit, a day or a number, and does not tell
what is done already. A stretch in brackets or a line ``责任单位：…`` behind it belongs to it; ``其中…`` is a part of it.
Nothing is decided here: a person accepts each.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from duijie.kernel.span import Span
from duijie.reading.dates import find_dates
from duijie.reading.numerals import chinese
from duijie.reading.quantities import Measured, find_quantities

DUTY: Final = re.compile(
    r"确保|力争|争取|务必|务求|要求|目标|任务|完成|实现|达到|建成|建设|打造|推进|加快|推动|制定|编制|出台|组织|开展|建立"
    r"|健全|引进|签约|新增|落实|办结|启动|报送|设立|培育|落户|招引|竣工|投产|开工|盘活|改造|举办|新建|提升|拓展"
)
OWED: Final = re.compile(r"确保|力争|争取|务必|务求|负责|牵头|责任|前(?:完成|办结|报送|建成)")
# What is over is no task, unless somebody owes more.
OVER: Final = re.compile(
    r"已经|已(?!有|知)|先后|曾|[成立召开完实现达到]+了|截至|累计|同比|去年|上年|以来|原(?:计划|定)"
)
NOT_A_TASK: Final = re.compile(r"^(?:来源|日期|附件|抄送|印发|主题词)[：:]")
_UNIT = (
    r"(?:(?:开发区|高新区|经开区)(?:管委会)?|各[^，。、；（）()：:\s]{0,8}?(?:乡镇|园区|单位|部门|县区)|[一-龥]{1,14}?(?:局|委|办公室|办|中心|管委会|镇|乡|街道办?|部|处|院"
    r"|政府|组|园|集团|公司|银行|园区|开发区|馆|会))(?![一-龥]*(?:项目|工程|建设))?"
)
_UNITS = rf"(?P<units>{_UNIT}(?:[、，及和与]\s*(?!配合|协办|参与){_UNIT})*?)"
LEAD: Final = tuple(
    re.compile(one)
    for one in (
        rf"(?:牵头|责任|承办|主办)(?:单位|部门)[：:]\s*{_UNITS}(?=[；;，,。）)\s]|等|$)",
        rf"(?<![自缘理])由\s*{_UNITS}(?:负责)?牵头",
        rf"(?<![自缘理])由\s*{_UNITS}(?:具体)?(?:负责|承办|落实)",
        rf"(?:^|[（(，。；;：:\s]){_UNITS}(?:负责)?牵头",
        rf"[（(]{_UNITS}(?:具体)?负责[，,）)]",
        rf"^{_UNITS}(?=要|须|应当|负责)",
    )
)
HELP: Final = tuple(
    re.compile(one)
    for one in (
        rf"(?:配合|协办|参与|协助)(?:单位|部门)[：:]\s*{_UNITS}(?=[；;，,。）)\s]|等|$)",
        rf"(?:^|[（(，,；;\s]){_UNITS}(?:等)?(?:部门|单位)?(?:配合|协办|参与|协助)",
    )
)
EACH: Final = re.compile(_UNIT)
STOP: Final = re.compile(r"[。！？!?；;\n]")
BEHIND: Final = re.compile(
    r"\s*(?:[（(][^（）()\n]{2,120}[）)]|(?:牵头|责任|承办|主办|配合|协办|参与)(?:单位|部门)[：:][^\n。]{2,120}|完成时限[：:][^\n。]{2,40})[。；;]?"
)
PART: Final = re.compile(r"[，,；;]\s*(?=其中)")
MONTH_END: Final = re.compile(r"(?:(?P<year>20\d\d)年)?(?P<month>1[0-2]|[1-9])月(?:底|末|份)?(?:之?前|以前)")
YEAR_END: Final = re.compile(r"(?:(?P<year>20\d\d)年|今年|年)(?:底|末|内)|全年|本年度")
TO_YEAR: Final = re.compile(r"(?:到|至|力争)(?P<year>20\d\d)年(?![度\d]*[1-9一二三四]?[月季])")
QUARTER: Final = re.compile(r"(?:(?P<year>20\d\d)年)?第?(?P<quarter>[一二三四1-4])季度")
YEARS: Final = re.compile(
    r"(?:(?P<first>[一二两三四五六七八九十\d]{1,2})(?:到|至|[-—~～]))?(?P<last>[一二两三四五六七八九十\d]{1,2})年(?:左右)?(?:的)?(?:努力|时间|内|之内)"
)
WITHIN: Final = re.compile(r"(?P<number>\d{1,3})(?:个(?P<months>月)|(?:个工作)?日|天)(?:之)?内")


@dataclass(frozen=True, slots=True)
class Named:
    """A unit as printed, and where."""

    span: Span
    name: str


@dataclass(frozen=True, slots=True)
class Due:
    """A last day and where it is said. ``earliest`` where a range was printed (三到五年)."""

    span: Span
    on: date
    earliest: date | None = None


@dataclass(frozen=True, slots=True)
class Proposed:
    """A task that a text seems to give. ``inside`` is the place in the list of what it is a part of."""

    span: Span
    words: str
    lead: Named | None
    helping: tuple[Named, ...]
    due: Due | None
    quantities: tuple[Measured, ...]
    inside: int | None = None

    @property
    def title(self) -> str:
        """What is to be done, without who leads and what stands in brackets."""
        first = re.sub(r"[（(].*", "", self.words.partition("\n")[0])
        plain = re.sub(r"^由[^，,]*(?:牵头|负责)[，,]|[，,]由.*(?:牵头|负责|配合).*$", "", first)
        return plain.strip("。，； ") or first


def proposals(text: str, *, dated_on: date | None = None) -> list[Proposed]:
    """The tasks of ``text`` in their order; ``dated_on`` is the day from which 年底 and 三年内 count."""
    found: list[Proposed] = []
    for span in _sentences(text):
        whole = _proposed(text, span, dated_on)
        if whole is None:
            continue
        mark = PART.search(text, span.start, span.end)
        if mark is None:
            found.append(whole)
            continue
        head = Span(span.start, mark.start())
        place = len(found)
        found.append(
            replace(
                whole, span=head, words=head.of(text),
                quantities=tuple(one for one in whole.quantities if head.covers(one.span)),
            )
        )  # fmt: skip
        rest = Span(mark.end(), span.end)
        mine = tuple(one for one in whole.quantities if rest.covers(one.span))
        if mine:
            words = rest.of(text).rstrip("。；; ")
            stretch = Span(rest.start, rest.start + len(words))
            due = _due(text, stretch, dated_on) or whole.due
            found.append(replace(whole, span=stretch, words=words, quantities=mine, due=due, inside=place))
    return found


def _sentences(text: str) -> Iterator[Span]:
    start = 0
    while start < len(text):
        stop = STOP.search(text, start)
        end = stop.end() if stop else len(text)
        while (more := BEHIND.match(text, end)) is not None:
            end = more.end()
        piece = text[start:end]
        left = len(piece) - len(piece.lstrip())
        first, last = start + left, start + len(piece.rstrip())
        if first < last:
            yield Span(first, last)
        start = end


def _proposed(text: str, span: Span, dated_on: date | None) -> Proposed | None:
    words = span.of(text)
    if NOT_A_TASK.match(words) or not DUTY.search(words):
        return None
    if OVER.search(words) and not OWED.search(words):
        return None
    leads, helping = _units(text, span, LEAD), _units(text, span, HELP)
    taken = {one.span for one in leads}
    helping = [one for one in helping if one.span not in taken]
    due = _due(text, span, dated_on)
    quantities = tuple(
        replace(one, span=one.span.shifted(span.start))
        for one in find_quantities(words)
        if due is None or not due.span.overlaps(one.span.shifted(span.start))
    )
    if not (leads or due or (quantities and OWED.search(words))):
        return None
    shown = words.rstrip("。；; \n")
    span = Span(span.start, span.start + len(shown))
    return Proposed(span, shown, leads[0] if leads else None, (*leads[1:], *helping), due, quantities)


def _units(text: str, span: Span, patterns: tuple[re.Pattern[str], ...]) -> list[Named]:
    for pattern in patterns:
        match = pattern.search(span.of(text))
        if match is not None:
            first = span.start + match.start("units")
            return [
                Named(Span(first + one.start(), first + one.end()), one.group())
                for one in EACH.finditer(match["units"])
            ]
    return []


def _due(text: str, span: Span, dated_on: date | None) -> Due | None:
    words, year = span.of(text), dated_on.year if dated_on else None

    def at(match: re.Match[str], on: date, earliest: date | None = None) -> Due:
        return Due(Span(*match.span()).shifted(span.start), on, earliest)

    for one in find_dates(words, year=year, dated_on=dated_on):
        behind = words[one.span.end : one.span.end + 2]
        if len(one.iso) == 10 and not one.opens and behind[:1] in ("前", "之", "以"):
            return Due(one.span.shifted(span.start), date.fromisoformat(one.iso))
    if (match := MONTH_END.search(words)) and (in_year := _year(match, year)):
        month = int(match["month"])
        return at(match, date(in_year, month, monthrange(in_year, month)[1]))
    if (match := QUARTER.search(words)) and (in_year := _year(match, year)):
        month = 3 * ("一二三四".find(match["quarter"]) + 1 or int(match["quarter"]))
        return at(match, date(in_year, month, monthrange(in_year, month)[1]))
    if (match := TO_YEAR.search(words)) or (match := YEAR_END.search(words)):
        in_year = _year(match, year)
        return at(match, date(in_year, 12, 31)) if in_year else None
    if dated_on is None:
        return None
    if match := YEARS.search(words):
        first, last = _number(match["first"]), _number(match["last"])
        if last:
            return at(match, _years_on(dated_on, last), _years_on(dated_on, first) if first else None)
    if match := WITHIN.search(words):
        days = int(match["number"]) * (30 if match["months"] else 1)
        return at(match, dated_on + timedelta(days=days))
    return None


def _year(match: re.Match[str], year: int | None) -> int | None:
    return int(match["year"]) if match["year"] else year


def _number(printed: str | None) -> int:
    if not printed:
        return 0
    return int(printed) if printed.isdigit() else int(chinese(printed))


def _years_on(day: date, years: int) -> date:
    leap = day.month == 2 and day.day == 29
    return day.replace(year=day.year + years, day=28 if leap else day.day)
