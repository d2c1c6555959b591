"""A line in which each organisation and each amount of money is one character, so that patterns stay simple."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from duijie.kernel.span import Span
from duijie.reading.organisations import Named
from duijie.reading.prepared import Prepared
from duijie.reading.quantities import Measured

ORGANISATION = "\ue000"
MONEY = "\ue001"
AUTHORITY = "\ue002"
CURRENCY = re.compile(r"元|币|美金|日圆|英镑|卢布")
# A works or centre followed by these is what is built, not who builds it: 某某检测中心项目.
BUILT_THING = re.compile(r"(?:[一二三]期|建设|扩建|改造|迁建|新建)?(?:项目|工程)")
BUILT_BEFORE = re.compile(r"(?:建设|新建|兴建|打造|投建|扩建|建立|成立|组建|设立|筹建)(?:了|的)?$")
THINGS = ("institute", "other", "hospital", "university")


@dataclass(frozen=True)
class Masked:
    """``text`` is the line with stand-ins.

    ``behind`` holds the places in it just behind each of them, ``shifts`` by how much a place up to the first,
    up to the second … stands further on in the document.
    """

    text: str
    behind: tuple[int, ...]
    shifts: tuple[int, ...]
    organisations: dict[int, Named]
    amounts: dict[int, Measured]

    def span(self, start: int, end: int) -> Span:
        """The stretch ``text[start:end]`` as a span of the document."""
        return Span(
            start + self.shifts[bisect_right(self.behind, start)],
            end + self.shifts[bisect_right(self.behind, end)],
        )


def mask(prepared: Prepared, line: Span) -> Masked:
    """The line at ``line`` with stand-ins for organisations, authorities and money."""
    text = prepared.text
    inside: list[tuple[Span, str, Named | Measured]] = []
    every = prepared.organisations
    for at in range(bisect_left(every, line.start, key=lambda one: one.span.start), len(every)):
        one = every[at]
        if one.span.end > line.end:
            break
        if (one.kind in THINGS or one.name.endswith("厂")) and (
            BUILT_THING.match(text, one.span.end)
            or BUILT_BEFORE.search(text, max(line.start, one.span.start - 4), one.span.start)
        ):
            continue
        inside.append((one.span, AUTHORITY if one.kind in ("government", "park") else ORGANISATION, one))
    amounts = prepared.quantities
    for at in range(bisect_left(amounts, line.start, key=lambda one: one.span.start), len(amounts)):
        amount = amounts[at]
        if amount.span.end > line.end:
            break
        if CURRENCY.search(amount.counter) and not any(amount.span.overlaps(one[0]) for one in inside[-3:]):
            inside.append((amount.span, MONEY, amount))
    pieces: list[str] = []
    behind: list[int] = []
    shifts = [line.start]
    organisations: dict[int, Named] = {}
    money: dict[int, Measured] = {}
    position = line.start
    for span, sign, what in sorted(inside, key=lambda one: (one[0].start, one[0].end)):
        if span.start < position:
            continue
        pieces.append(text[position : span.start])
        at = span.start - shifts[-1]
        if isinstance(what, Named):
            organisations[at] = what
        else:
            money[at] = what
        pieces.append(sign)
        behind.append(at + 1)
        shifts.append(span.end - at - 1)
        position = span.end
    pieces.append(text[position : line.end])
    return Masked("".join(pieces), tuple(behind), tuple(shifts), organisations, money)
