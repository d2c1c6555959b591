"""What there is a dashboard of, and what lies inside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from duijie.accounts.queries import own_region, units, units_below
from duijie.accounts.types import Actor
from duijie.codes.industries import Industry, industry
from duijie.dashboards import belonging
from duijie.dashboards.types import KINDS, NoSuchDashboard, Place
from duijie.engagement import queries as engagement
from duijie.engagement.types import NoSuchCampaign
from duijie.engagement.yields import brought
from duijie.industry import queries as industries
from duijie.industry.types import NoSuchChain
from duijie.kernel.words import Words
from duijie.parks import queries as parks
from duijie.parks.types import NoSuchPark

MOST_CAMPAIGNS: Final = 200
"""The latest are listed."""
Inside = tuple[Words, frozenset[int]]


def place(kind: str, number: int, *, viewer: Actor) -> Place:
    """One of them, with what lies inside. Raises :class:`NoSuchDashboard`."""
    viewer.must("see")
    if kind == "region" and number == 0:
        name = own_region().name
        return Place(kind, 0, Words(name, name) if name else KINDS[kind])
    if kind not in _INSIDE:
        raise NoSuchDashboard(kind, number)
    try:
        name_of, inside = _INSIDE[kind](number, viewer)
    except (KeyError, NoSuchPark, NoSuchChain, NoSuchCampaign) as missing:
        raise NoSuchDashboard(kind, number) from missing
    return Place(kind, number, name_of, inside)


def places(*, viewer: Actor) -> Mapping[str, tuple[tuple[int, Words], ...]]:
    """All of them by kind, each with number and name."""
    viewer.must("see")
    return {
        "unit": tuple((one.id, Words.both(one.name)) for one in units().values()),
        "park": tuple((one.id, Words.both(one.name)) for one in parks.lines(viewer=viewer)),
        "chain": tuple((one.id, one.name) for one in industries.chains(viewer=viewer)),
        "campaign": tuple(
            (one.id, Words.both(one.name))
            for one in engagement.campaigns(viewer=viewer, limit=MOST_CAMPAIGNS)
        ),
    }


def _unit(number: int, viewer: Actor) -> Inside:
    return Words.both(units()[number].name), units_below(number)


def _park(number: int, viewer: Actor) -> Inside:
    head = parks.park_line(park_id=number, viewer=viewer)
    inside = (one.id for one in parks.lines(viewer=viewer) if one.path.startswith(head.path))
    return Words.both(head.name), frozenset(inside)


def _chain(number: int, viewer: Actor) -> Inside:
    """Projects whose industry is one of the chain's links; words of links place enterprises, not projects."""
    info = industries.chain(chain_id=number, viewer=viewer)
    found = [industry(code) for link in info.graph.links for code in link.codes]
    heads = tuple({one.code for one in found if isinstance(one, Industry)})

    def linked(code: str) -> bool:
        told = industry(code)
        return isinstance(told, Industry) and told.code.startswith(heads)

    return info.line.name, belonging.industries(viewer=viewer).where(linked)


def _campaign(number: int, viewer: Actor) -> Inside:
    info = engagement.campaign(campaign_id=number, viewer=viewer)
    found = brought(event_ids=[one.id for one in info.events], campaign_ids=[number])
    return Words.both(info.line.name), found.project_ids


_INSIDE: Final[Mapping[str, Callable[[int, Actor], Inside]]] = {
    "unit": _unit, "park": _park, "chain": _chain, "campaign": _campaign,
}  # fmt: skip
