"""Chains, and who stands on them, as other packages see them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from duijie.industry.links.graph import Graph
from duijie.industry.placing.placer import Placed
from duijie.kernel.words import Told, Words


class NoSuchChain(LookupError):
    """No chain, version or link is called so."""

    def __init__(self, what: str, name: object) -> None:
        super().__init__(f"There is no {what} {name}. The page of chains lists what there is.")


class ChangedMeanwhile(Told, ValueError):
    """Somebody else saved a version since the form was opened."""

    def __init__(self, version: int) -> None:
        super().__init__(
            f"这条产业链已由他人改为第{version}版。请核对后再保存。",
            f"Somebody else saved version {version} meanwhile. Look at it, then save again.",
        )


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One version: who saved it, when and why."""

    number: int
    at: datetime
    by: str
    note: str
    links: int


@dataclass(frozen=True, slots=True)
class ChainLine:
    """A chain in a list. ``parks``: number and name of those in which it is to grow."""

    id: int
    code: str
    name: Words
    version: int
    links: int
    parks: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class ChainInfo:
    """A chain with its links in the version ``shown``."""

    line: ChainLine
    graph: Graph
    shown: int


@dataclass(frozen=True, slots=True)
class Source:
    """From where an enterprise is known: ``tenant``, ``directory`` or ``registry``, and the place there."""

    kind: str
    name: str
    key: str


@dataclass(frozen=True, slots=True)
class Local:
    """An enterprise of the place that is looked at. ``output`` in yuan a year and ``capital`` in yuan where known.

    ``place``: of its row in the columns of the registry, where that has one.
    """

    name: str
    credit_code: str
    industry: str
    output: Decimal | None
    capital: Decimal | None
    sources: tuple[Source, ...]
    place: int | None = None


@dataclass(frozen=True, slots=True)
class OnLink:
    """An enterprise on a link, and why."""

    who: Local
    placed: Placed


@dataclass(frozen=True, slots=True)
class LinkState:
    """How a link stands in a place.

    ``sure`` and ``perhaps`` count enterprises. ``hhi`` (0 to 10,000) and ``leading`` (the largest share and whose)
    rest on ``basis``: ``output`` or ``capital``; ``None`` where too few tell either. ``advice``: see ``advice.toml``.
    """

    link: str
    strength: str
    sure: int
    perhaps: int
    hhi: int | None
    leading: tuple[str, Decimal] | None
    basis: str
    told: int
    advice: str
    reasons: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class ChainMap:
    """A chain seen in one place. ``looked_at`` counts the enterprises that were placed, as ``own`` records or rows of the ``registry``."""

    chain: ChainInfo
    place: str
    states: Mapping[str, LinkState]
    looked_at: Mapping[str, int]
