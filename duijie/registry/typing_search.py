"""Names for what has been typed so far. What is typed tells how it is meant: a code, sounds or characters."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np

from duijie.naming.alignment import align, prior
from duijie.naming.comparators import Comparison
from duijie.naming.letters import spoken
from duijie.naming.parts import parse_name
from duijie.naming.plain import plain
from duijie.naming.policy import Verdict
from duijie.registry.filters import Filters
from duijie.registry.indexing import letters_in
from duijie.registry.ranking import Candidate
from duijie.registry.segment import LONGEST, Docs, Segment
from duijie.registry.sounds import syllables

# Credit codes are digits and capitals without I, O, S, V, Z; the first two tell who registered.
_CODE: Final = re.compile(r"[0-9AN][0-9A-HJ-NP-RTUW-Y]{2,17}")
_SOUNDS: Final = re.compile(r"[a-z' ]+")
# What beginning as typed is worth beside what letters in order are.
_BEGINS: Final = 3.0

Found = tuple[float, Segment, int]


def suggestions(
    segments: Sequence[Segment], text: str, limit: int, filters: Filters | None
) -> list[Candidate]:
    """Up to ``limit`` names, likeliest first. Nothing typed finds nothing."""
    typed = plain(text)
    found: list[Found] = []
    reason = Comparison("typed", "letters", 0.5, f"含有所输入的“{typed}”", f"holds {typed} as typed")
    if _CODE.fullmatch(typed) and any(letter.isdigit() for letter in typed):
        reason = Comparison("typed", "code", 1, f"代码以“{typed}”开头", f"its code begins with {typed}")
        for segment in segments:
            docs = segment.beginning_with_code(typed, limit, filters)
            found += ((-place, segment, doc) for place, doc in enumerate(docs.tolist()))
    if not found and _SOUNDS.fullmatch(text.lower().strip()):
        said = re.sub(r"[' ]", "", text.lower())
        reason = Comparison("typed", "sounds", 0.5, f"读音为“{said}”", f"sounds like {said}")
        found = [one for segment in segments for one in _sounding(segment, said, limit, filters)]
    if not found and typed:
        reason = Comparison("typed", "letters", 0.5, f"含有所输入的“{typed}”", f"holds {typed} as typed")
        found = [one for segment in segments for one in _holding(segment, typed, limit, filters)]
    found.sort(key=lambda one: -one[0])
    return [
        Candidate(
            segment.name(doc),
            segment.credit_code(doc),
            segment.source,
            segment.row(doc),
            reason.score,
            Verdict.UNSURE,
            (reason,),
        )
        for _, segment, doc in found[:limit]
    ]


def _sounding(segment: Segment, said: str, limit: int, filters: Filters | None) -> Iterator[Found]:
    """The way to read what was typed that uses most whole syllables comes first."""
    if not segment.size:
        return
    seen: set[int] = set()
    for rank, way in enumerate(syllables(said)):
        docs = segment.sounding(way, limit, filters)
        standing = segment.array("standing")[docs]
        for doc, sort in zip(docs.tolist(), standing.tolist(), strict=True):
            if doc not in seen:
                seen.add(doc)
                yield -10.0 * rank - sort, segment, doc


def _holding(segment: Segment, typed: str, limit: int, filters: Filters | None) -> Iterator[Found]:
    parts = parse_name(typed)
    docs: Docs = (
        segment.holding(typed, limit, filters) if len(typed) == 1 else segment.candidates(parts, filters)
    )
    if not len(docs):
        return
    letters, classes = segment.wide(docs)
    said = letters_in(spoken(parts)[:LONGEST])
    values = align(said, letters, classes) + prior(parts, full=True)[segment.array("standing")[docs]]
    for at in np.lexsort((docs, -values))[: 2 * limit].tolist():
        doc = int(docs[at])
        begins = _BEGINS * plain(segment.name(doc)).startswith(typed)
        yield float(values[at]) + begins, segment, doc
