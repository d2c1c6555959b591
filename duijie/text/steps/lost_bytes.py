"""GBK text that lost a byte: the stretch that slid is read again; see :mod:`duijie.text.slide`.

Only where something shows that a byte may be missing is anything searched at all: a replacement character,
a character of nobody's, a question mark or a lone letter inside Chinese, a cluster of rare characters. A
reading is taken where it is far likelier than what is printed; a character in it that several bytes could
have made alike stays open (U+FFFD) and is noted as such.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from duijie.kernel.span import Span
from duijie.text.alignment import Edit
from duijie.text.character_model import ORDER, CharacterModel, character_model, plain_form
from duijie.text.gbk import bytes_of, foreign_to
from duijie.text.own_words import OwnWords
from duijie.text.slide import MARK, OPEN, Reading, Search
from duijie.text.steps.change import HAN, Change, Mark, edited
from duijie.text.word_model import word_model

SURE, SURE_OF_STRANGE, SURE_OF_FIGURES = 0.78, 0.86, 0.95
"""Share of all likely readings that must agree on a character before it is printed: in text of the kind that
the model knows, in text that is strange to it, and on a character of a figure anywhere."""
_STRANGE, _AROUND = 3.6, 150
"""Nats a character from which on the text is strange, over so many characters on either side."""
_FIGURES = frozenset("0123456789０１２３４５６７８９一二三四五六七八九十百千万亿两")
_MULTIPLES = frozenset("百千万亿")
"""What stands before one of these may always be a figure."""
_RIVAL = 0.02
"""Share from which on a reading is a rival whose figures count."""
_MARGIN = 3.0
"""Nats by which a reading must beat the text as printed where a replacement character shows the loss …"""
_UNMARKED_MARGIN = 16.0
"""… and where nothing but odd characters shows it."""
_WORDS = 0.4
"""What words weigh beside characters in choosing among the likeliest readings …"""
_SECONDED, _BESIDE = 12, 6
"""… of which there are so many, seen with so many characters on either side."""
_ODD = 6.5
"""Nats a character from which on a stretch counts as gibberish."""
_SPAN = 400
_BEHIND = 4
_SITES = 200
"""Places of either kind that are searched in one text, so that no text takes for ever."""
_NEXT = 60
"""Characters within which a replacement character explains odd ones before it."""

_HARD = re.compile(r"[\x00-\x3e]")
_SIGN = re.compile(
    r"[\ufffd\ue000-\uf8ff?@-~]"
    rf"(?:(?<=\ufffd)\ufffd*|(?<=[\ue000-\uf8ff])|(?<=[{HAN}]\?)(?=[?{HAN}])|(?<=[{HAN}][@-~])(?=[{HAN}，。、]))"
)


@cache
def _rare() -> frozenset[str]:
    """Characters outside the first level of GB 2312 and the punctuation: a slide brings them in clusters."""
    every = {c for a in range(0xA1, 0xF8) for b in range(0xA1, 0xFF) if (c := _char(a, b))}
    first = {c for a in range(0xB0, 0xD8) for b in range(0xA1, 0xFF) if (c := _char(a, b))}
    marks = {c for b in range(0xA1, 0xC0) if (c := _char(0xA1, b))} | set(
        "（），：；？！％．０１２３４５６７８９＋－"
    )
    return frozenset(every - first - marks)


@cache
def _any_rare() -> re.Pattern[str]:
    return re.compile(f"[{''.join(sorted(_rare()))}]")


def _char(first: int, second: int) -> str | None:
    try:
        return bytes((first, second)).decode("gb2312")
    except UnicodeDecodeError:
        return None


_CLUSTER = 5


@dataclass(frozen=True, slots=True)
class _Site:
    """Where to search: what is walked, where a byte may be lost, and how sure the outcome must be."""

    start: int
    end: int
    starts: frozenset[int]
    margin: float
    sure: float


def lost_bytes(text: str) -> Change | None:
    """Stretches that slid by a byte are put back; open characters and open stretches are noted."""
    signs = [(found.start(), found.end(), found.group()) for found in _SIGN.finditer(text)]
    signs += [one for one in _clusters(text) if MARK not in text[one[0] : one[1] + _NEXT]]
    if not signs:
        return None
    model = character_model()
    foreign = foreign_to(text)
    own = OwnWords(model, text)
    edits: list[Edit] = []
    unsure: list[Mark] = []
    done = 0
    searched: Counter[bool] = Counter()
    for start, end, sign in sorted(signs):
        if start < done:
            continue
        marked = MARK in sign
        searched[marked] += 1
        site = None
        if searched[marked] <= _SITES and len(sign) <= _BEHIND:
            site = _site(model, text, done, start, end, sign)
        if site is None:
            if marked:
                unsure.append(Mark(Span(start, end), sign, False))
            continue
        seen = text[site.start : site.end]
        # what ends a text ends a line: it tells of the last character, and goes again afterwards
        line_end = "\n" if site.end == len(text) else ""
        search = Search(
            own.cost_outside(site.start, site.end),
            text[max(0, site.start - 6) : site.start],
            seen + line_end,
            site.starts,
            foreign,
        )
        readings = [
            Reading(one.text.removesuffix(line_end), one.cost)
            for one in search.readings()
            if one.text.endswith(line_end)
        ]
        readings, unrepaired = _seconded(readings, search.unrepaired, seen, text, site)
        edit, mark = _decided(readings, unrepaired, seen, site, text, Span(start, end))
        if edit:
            edits.append(edit)
            done = edit.place.end
        if mark:
            unsure.append(mark)
            done = max(done, mark.place.end)
    change = edited(text, edits, [mark for mark in unsure if mark.after == mark.place.of(text)])
    if change is None:
        return None
    replaced = {mark.place: mark for mark in unsure}
    return Change(change.text, change.alignment, tuple(replaced.get(m.place, m) for m in change.marks))


def _clusters(text: str) -> list[tuple[int, int, str]]:
    """Runs of rare characters close to each other, not all the same."""
    places = [found.start() for found in _any_rare().finditer(text)]
    if len({text[at] for at in places}) < 2:
        return []
    found: list[tuple[int, int, str]] = []
    for here, there in pairwise(places):
        if there - here < _CLUSTER and not (found and here < found[-1][1]):
            found.append((here, there + 1, ""))
    return found


def _site(model: CharacterModel, text: str, done: int, start: int, end: int, sign: str) -> _Site | None:
    low = high = start
    while low > max(done, start - _SPAN) and _soft(text[low - 1]):
        low -= 1
    limit = min(len(text), end + (_BEHIND if MARK in sign else _SPAN))
    high = end
    while high < limit and _soft(text[high]):
        high += 1
    costs = [
        cost - _ODD if cost > 0.01 else 0.0
        for cost in _costs(model, text[max(0, low - ORDER + 1) : low], text[low:high])
    ]
    if MARK in sign:
        begin = _odd_before(costs, start - low)
        near = range(max(begin - 4, start - low - 60), start - low + 1)
        margin = _MARGIN
    else:
        begin, gain = _odd_stretch(costs)
        if gain < _UNMARKED_MARGIN:
            return None
        near = range(begin - 4, max(begin + 4, start - low + 1))
        margin = _UNMARKED_MARGIN
    first = max(0, near.start)
    starts = frozenset(at - first for at in (*near, start - low) if first <= at < high - low)
    begin, stop = low + first, min(len(text), high + 3)
    around = model.mean_cost(text[max(0, begin - _AROUND) : begin] + text[stop : stop + _AROUND])
    return _Site(begin, stop, starts, margin, SURE if around < _STRANGE else SURE_OF_STRANGE)


def _soft(character: str) -> bool:
    if character in (MARK, "?"):
        return True
    return not _HARD.match(character) and bool(bytes_of(character))


def _costs(model: CharacterModel, before: str, seen: str) -> list[float]:
    context = plain_form(before) or "\n"
    found = []
    for character in seen:
        form = plain_form(character)
        found.append(12.0 if character == MARK else model.cost((context + form)[-ORDER:]) if form else 0.0)
        context = (context + form)[1 - ORDER :]
    return found


def _odd_before(costs: list[float], end: int) -> int:
    """Where the gibberish begins that reaches up to ``end``."""
    best, begin, total = 0.0, end, 0.0
    for at in range(end - 1, -1, -1):
        total += costs[at]
        if total > best:
            best, begin = total, at
        if total < best - 30:
            break
    return begin


def _odd_stretch(costs: list[float]) -> tuple[int, float]:
    """The beginning of the oddest stretch and how much odder than prose it is."""
    best, begin, total, since = 0.0, 0, 0.0, 0
    for at, cost in enumerate(costs):
        if total <= 0:
            total, since = 0.0, at
        total += cost
        if total > best:
            best, begin = total, since
    return begin, best


def _seconded(
    readings: list[Reading], unrepaired: float, seen: str, text: str, site: _Site
) -> tuple[list[Reading], float]:
    """The likeliest readings, and the text as it stands, weighed by their words too."""
    words = word_model()
    before, after = text[max(0, site.start - _BESIDE) : site.start], text[site.end : site.end + _BESIDE]

    def weighed(one: str, cost: float) -> float:
        return (cost + _WORDS * words.text_cost(before + one + after)) / (1 + _WORDS)

    weighted = [Reading(one.text, weighed(one.text, one.cost)) for one in readings[:_SECONDED]]
    return sorted(weighted, key=lambda one: one.cost), weighed(seen, unrepaired)


def _decided(
    readings: list[Reading], unrepaired: float, seen: str, site: _Site, text: str, sign: Span
) -> tuple[Edit | None, Mark | None]:
    """The edit to make, if any, and the mark that says what stayed open."""
    others = [one for one in readings if one.text != seen]
    if not others or others[0].cost > unrepaired - site.margin:
        if not others or others[0].cost > unrepaired or site.margin == _UNMARKED_MARGIN:
            return None, None
        here = slice(sign.start - site.start, sign.end - site.start)
        return None, Mark(sign, seen[here], False, _likeliest(others, here))
    best = others[0]
    after = _agreed(best.text, others, site.sure)
    head = 0
    while head < min(len(after), len(seen)) and after[head] == seen[head]:
        head += 1
    tail = 0
    while tail < min(len(after), len(seen)) - head and after[-1 - tail] == seen[-1 - tail]:
        tail += 1
    place = Span(site.start + head, site.start + len(seen) - tail)
    cut = slice(head, len(after) - tail)
    if after == seen or 2 * after[cut].count(OPEN) > len(after[cut]):
        if not place:
            place, cut = sign, slice(sign.start - site.start, sign.end - site.start)
        return None, Mark(place, place.of(text), False, _likeliest(others, cut))
    mark = Mark(place, after[cut], False, _likeliest(others, cut)) if OPEN in after[cut] else None
    return Edit(place, after[cut]), mark


def _agreed(best: str, readings: list[Reading], sure: float) -> str:
    """``best`` with those characters left open on which the readings, by their likelihood, do not agree."""
    least = readings[0].cost
    shares = [math.exp(least - one.cost) for one in readings]
    whole = sum(shares)
    alike = [
        (one.text, share) for one, share in zip(readings, shares, strict=True) if len(one.text) == len(best)
    ]
    letters = []
    for at, letter in enumerate(best):
        agreed = sum(share for text, share in alike if text[at] == letter)
        figure = best[at + 1 : at + 2] in _MULTIPLES or any(
            text[at] in _FIGURES for text, share in alike if share > _RIVAL * whole
        )
        needed = max(sure, SURE_OF_FIGURES) if figure else sure
        letters.append(letter if agreed >= needed * whole else OPEN)
    return "".join(letters)


def _likeliest(readings: list[Reading], cut: slice) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.text[cut] for one in readings[:8]))[:4]
