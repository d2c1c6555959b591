"""From names to what the index keeps of them: letters with classes, keys, pairs, initials. A chunk at a time.

All of it is arrays, so that a worker process hands a chunk over cheaply and nothing grows with the registry.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from zlib import crc32

import numpy as np
import numpy.typing as npt

from duijie.naming import letters as at
from duijie.naming.alignment import standing_of
from duijie.naming.letters import letters_of, spoken
from duijie.naming.parts import NameParts, parse_name
from duijie.registry.flat import firsts
from duijie.registry.sounds import INITIALS, packed

Letters = npt.NDArray[np.uint16]
Classes = npt.NDArray[np.uint8]
Numbers = npt.NDArray[np.uint32]

# Letters of a name that are indexed; longer names are cut.
WIDTH = 36
# Letters so near each other make a pair whatever they are.
NEAR = 3
# Letters that begin words make a pair up to this distance.
FAR = 16

_BEYOND = re.compile("[\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Chunk:
    """What is kept of some names, a row a name.

    ``letters`` and ``classes`` lie end to end, ``lengths`` of them a name. ``plain``, ``spoken`` and ``core`` are
    numbers of the spelling, of what is spoken of it, and of that without the place. ``pairs`` and ``initials``
    come with the row that each is from.
    """

    letters: Letters
    classes: Classes
    lengths: npt.NDArray[np.uint8]
    standing: npt.NDArray[np.uint8]
    forms: list[str]
    plain: Numbers
    spoken: Numbers
    core: Numbers
    pairs: tuple[Numbers, Numbers]
    initials: tuple[Numbers, Numbers]


def key_of(text: str) -> int:
    """A number for ``text``, the same on every machine."""
    return crc32(text.encode("utf-8", "replace"))


def core_of(parts: NameParts) -> str:
    """What is spoken of a name but for its place."""
    return spoken(parts)[len(parts.place.inner) + len(parts.place.lead) :]


def encoded(text: str) -> bytes:
    """UTF-16 of which every letter takes two bytes: letters beyond the basic plane share a private area."""
    if not text.isascii():
        text = _BEYOND.sub(lambda found: chr(0xE000 + ord(found[0]) % 0x1900), text)
    return text.encode("utf-16-le", "replace")


def letters_in(text: str) -> Letters:
    """``text`` as numbers of letters."""
    return np.frombuffer(encoded(text), np.uint16)


def read_chunk(names: Sequence[str]) -> Chunk:
    """What is kept of ``names``."""
    parse = parse_name.__wrapped__  # no name comes twice soon: the cache would only cost
    letters, classes, lengths, standing = bytearray(), bytearray(), bytearray(), bytearray()
    forms: list[str] = []
    plain, said, core = [], [], []
    for name in names:
        parts: NameParts = parse(name)
        text, where = letters_of(parts)
        letters += encoded(text[:WIDTH])
        classes += where[:WIDTH]
        lengths.append(min(len(text), WIDTH))
        standing.append(standing_of(parts))
        forms.append(parts.form_class)
        aloud = spoken(parts)
        plain.append(key_of(parts.plain))
        said.append(key_of(aloud))
        core.append(key_of(aloud[len(parts.place.inner) + len(parts.place.lead) :]))
    size = np.frombuffer(bytes(lengths), np.uint8)
    flat_letters = np.frombuffer(bytes(letters), np.uint16)
    flat_classes = np.frombuffer(bytes(classes), np.uint8)
    return Chunk(
        flat_letters,
        flat_classes,
        size,
        np.frombuffer(bytes(standing), np.uint8),
        forms,
        np.array(plain, np.uint32),
        np.array(said, np.uint32),
        np.array(core, np.uint32),
        pairs_of(*_wide(flat_letters, flat_classes, size, _COUNTS)),
        initials_of(*_wide(flat_letters, flat_classes, size, _IS_OWN)),
    )


def _wide(
    letters: Letters, classes: Classes, lengths: npt.NDArray[np.uint8], wanted: npt.NDArray[np.bool_]
) -> tuple[Letters, Classes]:
    """Letters of the wanted classes, a row a name, 0 where it ends."""
    kept = wanted[classes]
    of = np.repeat(np.arange(len(lengths)), lengths)[kept]
    filled = np.arange(WIDTH) < np.bincount(of, minlength=len(lengths))[:, None]
    wide_letters, wide_classes = np.zeros(filled.shape, np.uint16), np.zeros(filled.shape, np.uint8)
    wide_letters[filled], wide_classes[filled] = letters[kept], classes[kept]
    return wide_letters, wide_classes


def _among(*classes: int) -> npt.NDArray[np.bool_]:
    chosen = np.zeros(at.CLASSES, bool)
    chosen[list(classes)] = True
    return chosen


_IS_PLACE = _among(*at.PLACES)
_IS_OWN = ~_among(at.PROVINCE)
# Endings of places (省, 市, 县) make no pairs: they stand in every other name.
_COUNTS = ~_among(at.PLACE_ENDING)
_IS_WIDE_PLACE = _among(at.PROVINCE, at.PLACE_START, at.PLACE)
_IS_FIRST = _among(at.PROVINCE, at.PLACE_START, at.COUNTY_START, at.BRAND_START)
_IS_START = _among(*at.STARTS)
_IS_HEAD = _among(*at.STARTS, at.BRAND_SECOND)


def pairs_of(letters: Letters, classes: Classes) -> tuple[Numbers, Numbers]:
    """Pairs of letters in their order, and the row each is from. Two letters of a province or city make none.

    Near letters pair whatever they are; far ones where a short form may take just them: beginnings of words,
    and letters of a brand that divides into no known words.
    """
    keys, rows = [], []
    place, start, head = _IS_WIDE_PLACE[classes], _IS_START[classes], _IS_HEAD[classes]
    first_of, unread = _IS_FIRST[classes], classes == at.BRAND
    said = classes > 0
    for distance in range(1, FAR + 1):
        one, other = slice(0, WIDTH - distance), slice(distance, WIDTH)
        wanted = said[:, other] & ~(place[:, one] & place[:, other])
        if distance > NEAR:
            wanted &= (head[:, one] & start[:, other]) | (first_of[:, one] & unread[:, other])
        row, column = np.nonzero(wanted)
        keys.append(letters[row, column].astype(np.uint32) << 16 | letters[row, column + distance])
        rows.append(row.astype(np.uint32))
    return np.concatenate(keys), np.concatenate(rows)


def initials_of(letters: Letters, classes: Classes) -> tuple[Numbers, Numbers]:
    """The first sounds of a name from its place on and from its brand on, and the row each is from."""
    keys, rows = [], []
    placed = _IS_PLACE[classes].sum(axis=1)
    for start in (np.zeros_like(placed), placed):
        columns = start[:, None] + np.arange(INITIALS)
        taken = np.take_along_axis(letters, np.minimum(columns, WIDTH - 1), axis=1)
        key, row = packed(np.where(columns < WIDTH, taken, 0).astype(np.uint16))
        keys.append(key)
        rows.append(row)
    both = np.concatenate(keys).astype(np.uint64) << np.uint64(32) | np.concatenate(rows)
    both.sort()
    both = both[firsts(both)]
    return (both >> np.uint64(32)).astype(np.uint32), both.astype(np.uint32)
