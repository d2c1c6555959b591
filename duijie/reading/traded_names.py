"""Short names of firms in texts that deal in shares: 清禾股份, 望川科技（300001）.

Such a name has no ending of a legal form. It is known by the stock code in brackets behind it, or by a trade's
word at its end where a firm is dealt with: beside a word of dealing (收购, 增持, … 的股权), or in a list with one.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from duijie.kernel.span import Span
from duijie.reading.organisations import BEFORE, Named
from duijie.reading.vocabulary import any_of, words

# Exchanges allow a short name of four characters.
LONGEST = 4
GATE = re.compile(any_of(words("traded", "gate"), ["（SH", "（SZ", "（BJ", "（HK"]))
# 清禾股份（300001）, 望川（SZ:300001）, 南陵移动（股票代码：600001）
CODE = re.compile(
    r"[（(](?:股票代码|证券代码|行情)?[：:，,]?(?:(?:SH|SZ|HK|BJ)[：:.]?)?\d{5,6}(?:\.(?:SH|SZ|HK|BJ))?[，,、）)]"
)
CODED = re.compile(r"(?P<marked>\*?ST)?[一-鿿]{2,8}$")
TRADE = re.compile(any_of(words("traded", "trades")))
# 望川科技有限公司, 望川科技园, 控股股东: the word ends no name
GOES_ON = re.compile(f"{TRADE.pattern}|公司|有限|集团|基地|产业|行业|板块|园|股东|权")
STEM = re.compile("[一-鿿]+")
GENERIC = re.compile(any_of(words("traded", "generic"), words("traded", "trades")) + "*+")
LEADS = re.compile(any_of(words("traded", "leads")))
LED = re.compile(f"{LEADS.pattern}$")
FOLLOWED = re.compile(rf"{any_of(words('traded', 'follows'))}|的?\d+(?:\.\d+)?[%％](?:的?股[权份])?")
OWN = re.compile(any_of(words("traded", "own")) + "$")
LISTED = re.compile(r"、|和|与|及|以及")
# None of these stands in a name, none of the others opens one behind 与 or a figure.
STOP = re.compile("[的了在是为有将把被从等该这此其占向]|^[与和及由向对]")
CUT = re.compile("[的了在由将被从]")
MEASURED = re.compile(r"\d[年月日亿万元个家只笔项次]")


def find_traded_names(text: str, named: Sequence[Named]) -> Iterator[Named]:
    """The names, in order, none inside another and none inside one of ``named``, which are in order too."""
    if GATE.search(text) is None:
        return
    found = _free(sorted({*_coded(text), *_dealt_with(text)}), [one.span for one in named])
    yield from (Named(span, span.of(text), "enterprise") for span in found)


def _coded(text: str) -> Iterator[Span]:
    for code in CODE.finditer(text):
        end = code.start()
        match = CODED.search(text, max(0, end - 2 * LONGEST - 3), end)
        if match is None:
            continue
        start = match.start() if match["marked"] else max(match.start(), end - LONGEST)
        for pattern in (LEADS, BEFORE, CUT):
            for lead in pattern.finditer(text, start, end - 2):
                start = max(start, lead.end())
        yield Span(start, end)


def _dealt_with(text: str) -> Iterator[Span]:
    """Names by their trade, of which some are beside a word of dealing and the others in a list with one."""
    run: list[Span] = []
    dealt = False
    for span, sure in _by_trade(text):
        if run and not LISTED.fullmatch(text, run[-1].end, span.start):
            yield from run if dealt else ()
            run, dealt = [], False
        run.append(span)
        dealt = dealt or sure
    yield from run if dealt else ()


def _by_trade(text: str) -> Iterator[tuple[Span, bool]]:
    """Each name that ends in a trade's word, and whether it is beside a word of dealing or can be nothing else."""
    end = 0
    for trade in TRADE.finditer(text):
        if GOES_ON.match(text, trade.end()):
            continue
        for start in (trade.start() - LONGEST + 1, trade.start() - LONGEST + 2):
            if start < end or not STEM.fullmatch(text, start, trade.start()):
                continue
            before, name = text[max(0, start - 6) : start], text[start : trade.end()]
            led = LED.search(before)
            if (led or not STEM.match(before[-1:])) and _is_name(name, before):
                end = trade.end()
                dealt = led is not None and len(led.group()) > 1
                yield Span(start, end), bool(dealt or OWN.search(name) or FOLLOWED.match(text, end))
                break


def _is_name(name: str, before: str) -> bool:
    lead = LEADS.match(name)
    return not (
        GENERIC.fullmatch(name)
        or STOP.search(name)
        or MEASURED.match(before[-1:] + name)
        or (lead is not None and lead.end() > 1)
    )


def _free(spans: Sequence[Span], taken: Sequence[Span]) -> Iterator[Span]:
    """Those of ``spans`` that overlap none before them and none of ``taken``; both in order."""
    end = 0
    for span in spans:
        at = bisect_right(taken, span.end - 1, key=lambda one: one.start) - 1
        if span.start >= end and not (at >= 0 and taken[at].overlaps(span)):
            end = span.end
            yield span
