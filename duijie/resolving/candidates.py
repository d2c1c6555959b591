"""Candidates for a name from both directories as one list.

An organisation that stands in both is told once, as our own. Registry rows are public registrations, but whoever
may not see our records is not served from them either.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from django.conf import settings

from duijie.accounts.types import Actor
from duijie.directory.queries import listing, own_candidates
from duijie.directory.types import Filters as OwnFilters
from duijie.kernel.words import Words
from duijie.naming.plain import plain
from duijie.registry.layout import Registry
from duijie.registry.names import Candidate, Filters, NameIndex

OWN: Final = "directory"
"""The source of a candidate that is an organisation of ours; others bear the label of the registry's source."""
_TYPED: Final = (Words("与输入的字符、拼音或代码相符", "fits the characters, the pinyin or the code typed"),)


@dataclass(frozen=True, slots=True)
class Found:
    """Something that a name can mean.

    ``score`` 0..1 puts candidates of one name in order and is no probability; ``verdict`` is ``same`` or
    ``unsure``. ``organisation_id`` is set for our own, ``row`` for a row of the registry's ``source``.
    """

    name: str
    credit_code: str
    source: str
    score: float
    verdict: str
    reasons: tuple[Words, ...]
    organisation_id: int | None = None
    row: int | None = None


def resolve(*, name: str, viewer: Actor, limit: int = 10, filters: Filters | None = None) -> list[Found]:
    """What ``name`` can mean, likeliest first; empty for a name without letters and for who may not see.

    ``filters`` narrow the registry; our own organisations are few enough to be told whatever they say.
    """
    if not viewer.may("see"):
        return []
    own = (
        Found(one.name, one.credit_code, OWN, one.score, one.verdict, one.reasons, one.organisation_id)
        for one in own_candidates(name=name, viewer=viewer, limit=limit)
    )
    registered = (
        _registered(one, tuple(Words(each.reason, each.reason_en) for each in one.reasons))
        for one in index().search(name, limit=limit, filters=filters)
    )
    return sorted(_once([*own, *registered]), key=lambda one: (-one.score, one.source != OWN))[:limit]


def suggest(*, text: str, viewer: Actor, limit: int = 10, filters: Filters | None = None) -> list[Found]:
    """What may be meant by what has been typed so far: characters, pinyin, initials or a code's beginning."""
    if not viewer.may("see") or not text.strip():
        return []
    own = (
        Found(one.title, one.code, OWN, 1.0, "unsure", _TYPED, one.id)
        for one in listing(filters=OwnFilters(search=text), viewer=viewer, limit=limit).rows
    )
    registered = (_registered(one, _TYPED) for one in index().suggest(text, limit=limit, filters=filters))
    return list(_once([*own, *registered]))[:limit]


def index() -> NameIndex:
    """The index of the registry's names, opened once; it notices by itself when an import has changed it."""
    return _opened(Registry(Path(settings.DUIJIE_HOME) / "registry").names)


@cache
def _opened(folder: Path) -> NameIndex:
    return NameIndex.open(folder)


def _registered(one: Candidate, reasons: tuple[Words, ...]) -> Found:
    return Found(one.name, one.credit_code, one.source, one.score, str(one.verdict), reasons, row=one.row)


def _once(found: Iterable[Found]) -> Iterator[Found]:
    """Each organisation at its first mention: one credit code, or one spelling where a code is missing, is one."""
    codes: set[str] = set()
    spellings: dict[str, str] = {}
    for one in found:
        spelled = plain(one.name)
        known = spellings.get(spelled)
        same_spelling = known is not None and (not known or not one.credit_code or known == one.credit_code)
        if (one.credit_code and one.credit_code in codes) or same_spelling:
            continue
        codes.add(one.credit_code)
        spellings.setdefault(spelled, one.credit_code)
        yield one
