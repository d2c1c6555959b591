"""Which names are worth comparing: keys that two names of one organisation share, and an index by character."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from math import log

from duijie.naming.comparators import TELLING_BRAND
from duijie.naming.lexicon import lexicon
from duijie.naming.parts import Kind, NameParts, parse_name

# A block beyond this many names is compared only within a province (and with names that state none).
LARGE_BLOCK = 40
# How many candidates the index hands on for one short name.
CANDIDATES = 40
# A name without legal form and of at most this many characters may be someone's abbreviation.
ABBREVIATION_LENGTH = 6

# Keys that only a slip of the pen makes two names share.
_SLIP_KEYS = ("slip", "core")

Key = tuple[str, ...]


def block_keys(parts: NameParts) -> Iterator[Key]:
    """Keys of a name. Two names that :func:`~duijie.naming.policy.decide` may call the same share one.

    Names of different branches never do. Abbreviations are left to :class:`Index`.
    """
    branch, core = parts.branch, parts.core
    yield ("plain", parts.plain)
    yield ("placed", parts.plain)
    found = lexicon().place_start.match(parts.plain)
    for lead in {len(parts.place.lead), found.end() if found else 0} - {0}:
        yield ("placed", parts.plain[lead:])
    for full in (parts.formless, *lexicon().short_forms.get(parts.formless, ())):
        yield ("known", branch, full)
    if parts.brand:
        yield ("brand", branch, parts.brand)
        yield ("order", branch, *sorted(core))
        if len(core) >= 3:
            yield ("core", branch, core)
            yield from (("slip", branch, str(at), core[:at] + core[at + 1 :]) for at in range(len(core)))
            yield from (("core", branch, core[:at] + core[at + 1 :]) for at in range(len(core)))
    elif parts.place:
        yield (
            "place",
            branch,
            parts.place.city or parts.place.province,
            parts.ending,
            parts.trade[-1] if parts.trade else "",
        )


def blocked_pairs(names: Sequence[NameParts], share: tuple[int, int] = (0, 1)) -> set[tuple[int, int]]:
    """Positions ``(i, j)``, ``i < j``, of names that share a key.

    ``share=(2, 8)`` looks at the third eighth of the keys only: all eighths together find all pairs, in an
    eighth of the memory. Which keys fall into which share differs from process to process.
    """
    blocks: dict[Key, list[int]] = defaultdict(list)
    for position, parts in enumerate(names):
        for key in set(block_keys(parts)):
            if hash(key) % share[1] == share[0]:
                blocks[key].append(position)
    pairs: set[tuple[int, int]] = set()
    for key, block in blocks.items():
        if key[0] in _SLIP_KEYS:
            pairs.update(_slip_pairs(block, names))
        elif len(block) > LARGE_BLOCK:
            for part in _by_province(block, names):
                pairs.update(combinations(part, 2))
        elif len(block) > 1:
            pairs.update(combinations(block, 2))
    return pairs


def _slip_pairs(block: Sequence[int], names: Sequence[NameParts]) -> Iterator[tuple[int, int]]:
    """Pairs of which one has a telling brand: in two short brands one other character is another brand."""
    telling = {position for position in block if len(names[position].brand) >= TELLING_BRAND}
    for one in telling:
        for other in block:
            if other > one or (other < one and other not in telling):
                yield min(one, other), max(one, other)


def _by_province(block: Sequence[int], names: Sequence[NameParts]) -> Iterator[list[int]]:
    """Loses no pair that could be proposed: two provinces make two organisations."""
    placed: dict[str, list[int]] = defaultdict(list)
    for position in block:
        placed[names[position].place.province].append(position)
    anywhere = placed.pop("", [])
    yield from (sorted([*part, *anywhere]) for part in placed.values())
    if not placed:
        yield anywhere


def may_be_abbreviation(parts: NameParts) -> bool:
    """Whether the name is short enough, and no registered name."""
    loose = not parts.legal_form or parts.legal_form in ("股份", "集团", "公司", "集团公司")
    return (
        loose
        and parts.kind in (Kind.OTHER, Kind.ENTERPRISE, Kind.BANK)
        and len(parts.formless) <= ABBREVIATION_LENGTH
    )


class Index:
    """Names by their characters: the few that a short name can stand for, without comparing all."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names: tuple[NameParts, ...] = tuple(map(parse_name, dict.fromkeys(names)))
        self._by_letter: dict[str, list[int]] = defaultdict(list)
        self._by_key: dict[Key, list[int]] = defaultdict(list)
        words = lexicon()
        for position, parts in enumerate(self.names):
            short_province = words.province_short.get(parts.place.province, "")
            for token in {*_tokens(parts.formless), *short_province}:
                self._by_letter[token].append(position)
            for key in set(block_keys(parts)):
                self._by_key[key].append(position)

    def candidates(self, parts: NameParts, limit: int = CANDIDATES) -> list[NameParts]:
        """Names that share a block with ``parts`` or most of its characters, rare ones weighing more."""
        exact = {position for key in block_keys(parts) for position in self._by_key.get(key, ())}
        weights: Counter[int] = Counter()
        total = len(self.names) + 1
        for token in _tokens(parts.formless):
            holders = self._by_letter.get(token, ())
            weight = log(total / (len(holders) + 1)) + 0.1
            for position in holders:
                weights[position] += weight  # type: ignore[assignment]  # Counter is typed for whole numbers
        best = [position for position, _ in weights.most_common(limit)]
        return [self.names[position] for position in dict.fromkeys((*best, *sorted(exact)))]


def _tokens(text: str) -> set[str]:
    """Characters and neighbouring pairs."""
    return {*text, *(text[at : at + 2] for at in range(len(text) - 1))}
