"""How the industries stand in a city, by the registry: what it is strong in, what is near to that, which links they are.

A county is told by its city: rows of the registry are summed by city, industry and year.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from duijie.accounts.types import Actor
from duijie.codes.divisions import path_of
from duijie.codes.industries import NoIndustry, industry
from duijie.industry.links.graph import Graph
from duijie.industry.placing.registered import home
from duijie.industry.queries import every_chain
from duijie.kernel.words import Words
from duijie.registry.layout import Manifest
from duijie.relatedness.asking import Stand, city_asked, stands
from duijie.relatedness.panel import Panel, panel


@dataclass(frozen=True, slots=True)
class OfLink:
    """A link of a chain that makes what an industry makes."""

    chain_id: int
    chain: Words
    code: str
    name: Words


@dataclass(frozen=True, slots=True)
class Beside:
    """An industry in which the city is strong, near to another."""

    name: str
    section: str
    proximity: float


@dataclass(frozen=True, slots=True)
class InPlace:
    """An industry in the city: its name and its section's letter in the classification, how it stands, those beside it, its links."""

    name: str
    section: str
    stand: Stand
    beside: tuple[Beside, ...]
    links: tuple[OfLink, ...]


@dataclass(frozen=True, slots=True)
class Nearby:
    """A city's industries by code. Enterprises were registered from ``first`` to ``last``, as ``sources`` tell."""

    city: str
    place: str
    first: int
    last: int
    sources: tuple[Manifest, ...]
    enterprises: int
    industries: tuple[InPlace, ...]


def nearby(*, place: str, viewer: Actor) -> Nearby:
    """The industries of the city that a name or the digits of a division mean.

    Raises :class:`~duijie.relatedness.asking.NotCounted`, :class:`~duijie.relatedness.panel.NothingRegistered`.
    """
    viewer.must("see")
    sources = tuple(home().sources())
    known = tuple((one.source, one.generation) for one in sources)
    counted = _panel(str(home().folder), known)
    city = city_asked(counted, place)
    found = _stands(str(home().folder), known, city)
    graphs = [(one.line.id, one.line.name, one.graph) for one in every_chain(viewer=viewer)]
    return Nearby(
        city, "".join(one.name for one in path_of(city)), counted.first, counted.until - 1, sources,
        sum(one.enterprises for one in found),
        tuple(
            InPlace(
                *_named(one.industry), one, tuple(Beside(*_named(code), near) for code, near in one.beside),
                _links(one.industry, graphs),
            )
            for one in found
        ),
    )  # fmt: skip


@lru_cache(maxsize=1)
def _panel(_folder: str, _known: tuple[tuple[str, str], ...]) -> Panel:
    return panel(home())


@lru_cache(maxsize=16)
def _stands(folder: str, known: tuple[tuple[str, str], ...], city: str) -> tuple[Stand, ...]:
    return stands(_panel(folder, known), city=city)


def _links(code: str, graphs: list[tuple[int, Words, Graph]]) -> tuple[OfLink, ...]:
    return tuple(
        OfLink(number, name, link.code, link.name)
        for number, name, graph in graphs
        for link in graph.links
        if any(own.startswith(code) or code.startswith(own) for own in link.codes)
    )


def _named(code: str) -> tuple[str, str]:
    """The name of a group and its section's letter."""
    found = industry(code)
    return (code, "") if isinstance(found, NoIndustry) else (found.name, found.section)
