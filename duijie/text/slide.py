"""What GBK text read before it lost a byte and slid by one.

Two bytes make a character. Where one is lost, the second byte of each character pairs up with the first of
the next, until a byte comes that stands alone: 环保科技 without the first byte of 保 reads 环？萍. Decoders
then print a mark (U+FFFD, ``?``), drop a pair that has no character, or step out of the slide by themselves.

The search walks the characters seen and keeps the likeliest readings of the bytes behind them. A reading is
*in step*, or *slid* with the byte that still waits for its partner, or slid with a byte that nobody knows.
Readings with the same state and the same last four characters have one future and are walked as one.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from duijie.text.character_model import ORDER, plain_forms
from duijie.text.gbk import by_first, by_neither, by_second, bytes_of, pair

MARK = "\ufffd"
OPEN = "\ufffd"
"""Printed where a character stood that cannot be told."""

_IN_STEP, _UNKNOWN = -1, 0
_CONTEXT = ORDER - 1
_LOST, _DROPPED, _ENDED, _NARROWED = 6.0, 8.0, 7.0, 0.7
"""Nats for: a byte lost; a pair dropped without a mark; a slide's last byte dropped; a mark gone narrow."""
_MARK_COST = 16.0
_HOPE, _WHOLES = 10.0, 4
"""How far behind the best a reading may be, and how many are, from which a further loss is tried."""
_EXPECTED = 4.0
"""Nats up to which a character is so likely that nothing need have been dropped before it."""
_BEAM, _BREADTH, _VARIANTS = 15.0, 200, 24
_NARROW = frozenset("?:;@ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
_UNASSIGNED = (*range(0xAA, 0xB0), *range(0xF8, 0xFF))
"""First bytes of the pairs left to users, which many converters drop."""

_Trail = tuple["_Trail", str] | None


class _Way(NamedTuple):
    cost: float
    trail: _Trail


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a stretch: its text and its cost in nats."""

    text: str
    cost: float


class Search:
    """The walk over one stretch.

    ``cost`` is a character model's, ``starts`` are the places where a byte may have been lost, ``foreign`` the
    extra nats for characters that the rest of the text makes unlikely (see :func:`foreign_to`).
    """

    def __init__(
        self,
        cost: Callable[[str], float],
        before: str,
        seen: str,
        starts: frozenset[int],
        foreign: dict[str, float],
    ) -> None:
        self._cost = cost
        self._foreign = foreign
        self._plain = plain_forms()
        self._seen = seen
        self._starts = starts
        context = "".join(self._form(c) for c in before if not c.isspace())[-_CONTEXT:] or "\n"
        self._groups: dict[tuple[int, str], list[_Way]] = {(_IN_STEP, context): [_Way(0.0, None)]}
        self._least = math.inf
        self._wholes = 0
        self.unrepaired = self._as_seen(context)

    def readings(self) -> list[Reading]:
        """The likeliest readings, best first, none twice."""
        for at, character in enumerate(self._seen):
            self._step(at, character)
        found: dict[str, float] = {}
        for (state, context), ways in self._groups.items():
            for way in ways:
                if state == _IN_STEP:
                    self._keep(found, way.cost, way.trail)
                elif state != _UNKNOWN:
                    for last in by_first(state, None):
                        cost = way.cost + _ENDED + self._whole(context, last)
                        self._keep(found, cost, (way.trail, last))
        return sorted((Reading(text, cost) for text, cost in found.items()), key=lambda one: one.cost)

    @staticmethod
    def _keep(found: dict[str, float], cost: float, trail: _Trail) -> None:
        letters = []
        while trail is not None:
            trail, letter = trail
            letters.append(letter)
        text = "".join(reversed(letters))
        found[text] = min(cost, found.get(text, math.inf))

    def _whole(self, context: str, character: str) -> float:
        """Nats for a character that was put together anew."""
        return self._cost(context + self._form(character)) + self._foreign.get(character, 0.0)

    def _form(self, character: str) -> str:
        return self._plain.get(ord(character), character)

    def _as_seen(self, context: str) -> float:
        total = 0.0
        for character in self._seen:
            cost, context = self._in_step(context, character)
            total += cost
        return total

    def _in_step(self, context: str, character: str) -> tuple[float, str]:
        if character.isspace() and character != "\n":
            return 0.0, context
        form = self._form(character)
        cost = _MARK_COST if character == MARK else self._cost(context + form)
        return cost, (context + form)[-_CONTEXT:]

    def _step(self, at: int, character: str) -> None:
        """Walk every group over one character seen."""
        after: defaultdict[tuple[int, str], list[_Way]] = defaultdict(list)
        self._least = math.inf
        self._wholes = 0
        best = min(ways[0].cost for ways in self._groups.values())
        groups = sorted(self._groups.items(), key=lambda item: item[1][0].cost)[:_BREADTH]
        following = bytes_of(self._seen[at + 1])[:1] if at + 1 < len(self._seen) else ()
        next_byte = following[0] if following else None
        code = bytes_of(character)
        for (state, context), ways in groups:
            if ways[0].cost > best + _BEAM and state != _IN_STEP:
                continue
            if state == _IN_STEP:
                self._from_step(after, at, character, code, next_byte, context, ways)
            elif len(code) == 2:
                self._take_pair(after, state, context, ways, code[0], code[1], 0.0)
                if state != _UNKNOWN and at > 0:
                    self._drop_pair(after, state, context, ways, code)
            elif character == MARK:
                self._take_mark(after, state, context, ways, next_byte)
            else:
                self._take_single(after, state, context, ways, character, code)
        if not after:
            return
        least = min(way.cost for ways in after.values() for way in ways)
        self._groups = {
            key: sorted(ways, key=lambda way: way.cost)[:_VARIANTS]
            for key, ways in after.items()
            if key[0] == _IN_STEP or min(way.cost for way in ways) <= least + _BEAM
        }

    def _from_step(
        self,
        after: defaultdict[tuple[int, str], list[_Way]],
        at: int,
        character: str,
        code: tuple[int, ...],
        next_byte: int | None,
        context: str,
        ways: list[_Way],
    ) -> None:
        cost, behind = self._in_step(context, character)
        self._add(after, (_IN_STEP, behind), ways, cost, character)
        if ways[0].cost > self._least + _HOPE:
            return
        if character == MARK and self._wholes < _WHOLES:
            self._wholes += 1
            self._emit(after, _IN_STEP, context, ways, by_neither(next_byte), _LOST)
        if at not in self._starts:
            return
        lost = [_Way(way.cost + _LOST, way.trail) for way in ways]
        if len(code) == 2:
            self._take_pair(after, _UNKNOWN, context, lost, code[0], code[1], 0.0)
        elif character in (MARK, "?"):
            # the mark of the lost byte itself
            after[_UNKNOWN, context] += lost
        if character in _NARROW:
            self._take_pair(after, _UNKNOWN, context, lost, 0xA3, ord(character) + 0x80, _NARROWED)

    def _take_pair(
        self,
        after: defaultdict[tuple[int, str], list[_Way]],
        state: int,
        context: str,
        ways: list[_Way],
        first: int,
        second: int,
        extra: float,
    ) -> None:
        if state == _UNKNOWN:
            self._emit(after, second, context, ways, by_second(first), extra)
        elif found := pair(state, first):
            self._emit(after, second, context, ways, found, extra)

    def _drop_pair(
        self,
        after: defaultdict[tuple[int, str], list[_Way]],
        state: int,
        context: str,
        ways: list[_Way],
        code: tuple[int, ...],
    ) -> None:
        """A pair without a character stood before this one and was dropped: two characters, then go on."""
        straight = pair(state, code[0])
        if ways[0].cost + _DROPPED > self._least + _BEAM / 2 or (
            straight and self._whole(context, straight) < _EXPECTED
        ):
            return
        likely = sorted((self._whole(context, c), c) for x in _UNASSIGNED if (c := pair(state, x)))
        for cost, whole in likely[:2]:
            longer = [_Way(way.cost + cost + _DROPPED, (way.trail, whole)) for way in ways]
            self._take_pair(
                after, _UNKNOWN, (context + self._form(whole))[-_CONTEXT:], longer, code[0], code[1], 0.0
            )

    def _take_mark(
        self,
        after: defaultdict[tuple[int, str], list[_Way]],
        state: int,
        context: str,
        ways: list[_Way],
        next_byte: int | None,
    ) -> None:
        if state == _UNKNOWN:
            self._add(after, (_IN_STEP, (context + MARK)[-_CONTEXT:]), ways, _MARK_COST, OPEN)
            return
        self._emit(after, _IN_STEP, context, ways, by_first(state, next_byte), 0.0)
        for second in _UNASSIGNED:
            if made := pair(state, second):
                self._emit(after, _UNKNOWN, context, ways, made, 2.0)

    def _take_single(
        self,
        after: defaultdict[tuple[int, str], list[_Way]],
        state: int,
        context: str,
        ways: list[_Way],
        character: str,
        code: tuple[int, ...],
    ) -> None:
        """A byte that stands alone ends the slide: as the second half of a character, or behind one cut off."""
        if character in _NARROW:
            self._take_pair(after, state, context, ways, 0xA3, ord(character) + 0x80, _NARROWED)
        if code and code[0] >= 0x40:
            if state == _UNKNOWN:
                self._emit(after, _IN_STEP, context, ways, by_second(code[0]), 0.0)
            elif found := pair(state, code[0]):
                self._emit(after, _IN_STEP, context, ways, found, 0.0)
        if state == _UNKNOWN:
            return
        for whole in by_first(state, None):
            cost = self._whole(context, whole) + _ENDED
            behind = (context + self._form(whole))[-_CONTEXT:]
            here, last = self._in_step(behind, character)
            longer = [_Way(way.cost + cost, (way.trail, whole)) for way in ways]
            self._add(after, (_IN_STEP, last), longer, here, character)

    def _emit(
        self,
        after: defaultdict[tuple[int, str], list[_Way]],
        state: int,
        context: str,
        ways: list[_Way],
        wholes: Iterable[str],
        extra: float,
    ) -> None:
        """Go on with each of ``wholes`` that is not hopeless."""
        foreign, head = self._foreign.get, ways[0].cost + extra
        for whole in wholes:
            strange = foreign(whole, 0.0)
            if head + strange > self._least + _BEAM / 2:
                continue
            behind = context + self._form(whole)
            cost = self._cost(behind) + strange + extra
            self._add(after, (state, behind[-_CONTEXT:]), ways, cost, whole)

    def _add(
        self,
        after: defaultdict[tuple[int, str], list[_Way]],
        key: tuple[int, str],
        ways: list[_Way],
        cost: float,
        letter: str,
    ) -> None:
        least = ways[0].cost + cost
        if least > self._least + _BEAM:
            return
        self._least = min(self._least, least)
        worst = self._least + _BEAM - cost
        kept = [_Way(way.cost + cost, (way.trail, letter)) for way in ways if way.cost <= worst]
        if kept:
            after[key] += kept
