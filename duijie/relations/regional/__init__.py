"""Ties with a region: who of ours is tied to whom there, by kind and year, and the figures of what came from there.

A region is any set of divisions. Where somebody is, the directory tells; where it does not, the home on the sheet of a
project of theirs, else the province that their name begins with. Every number is that of the ties, of the platforms or
of the ledger's entries that it leads back to.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

import numpy as np
from django.utils import timezone

from duijie.accounts.types import Actor
from duijie.codes.divisions import path_of, province_heading
from duijie.directory.models import Listing, Name
from duijie.figures.narrowing import narrowed
from duijie.figures.registry import compute_all
from duijie.figures.types import FigureValue
from duijie.industry.placing.places import own_place
from duijie.innovation.queries import Filters, platforms
from duijie.innovation.types import PlatformLine
from duijie.ledger.types import Within
from duijie.naming.parts import parse_name
from duijie.pipeline.queries import visible
from duijie.pipeline.rules import source_of
from duijie.relations.graph import graph
from duijie.relations.queries import OURS, tied_of
from duijie.relations.rules import kinds
from duijie.relations.sources.nodes import plain_of
from duijie.relations.types import Node, Tied

FAMILIES: Final = frozenset({"ownership", "projects", "papers", "members"})
"""Families of ties that are counted: meeting each other is none."""
PLACED: Final = frozenset({"organisation", "name"})
"""Kinds of nodes that stand somewhere."""
MOST_OUTPOSTS: Final = 5_000


@dataclass(frozen=True, slots=True)
class Regional:
    """Ties between ours and a region as of a day. ``ours``: local organisations tied to it; ``theirs``: those tied there.

    ``outposts`` stand there and run. ``undivided`` are organisations tied to us of which nothing says where they are.
    """

    as_of: date
    ties: tuple[Tied, ...]
    ours: tuple[Node, ...]
    theirs: tuple[Node, ...]
    by_kind: dict[str, int]
    by_year: dict[int, int]
    ended: int
    outposts: tuple[PlatformLine, ...]
    undivided: tuple[Node, ...]


def ties_with(*, divisions: Collection[str], viewer: Actor, as_of: date) -> Regional:
    """Ties of the region, its units and its organisations with those in ``divisions`` (beginnings of codes) on ``as_of``.

    What lies in our own division is ours, even where a wider one is asked for. Ties that ended are only counted.
    """
    held = graph(viewer=viewer)
    home = own_place(today=timezone.localdate())
    own = home.division if home else ""
    place = _places(held.keys, held.labels, viewer)
    size = len(held.keys)
    ours, there, silent = np.zeros(size, bool), np.zeros(size, bool), np.zeros(size, bool)
    for number, key in enumerate(held.keys):
        kind = key.partition(":")[0]
        if kind in OURS:
            ours[number] = True
        elif kind in PLACED:
            division = place.get(key, "")
            ours[number] = bool(own) and division.startswith(own)
            there[number] = not ours[number] and any(division.startswith(one) for one in divisions)
            silent[number] = not division
    network, today = held.network.ties, as_of.toordinal()
    codes = [number for number, kind in enumerate(kinds().values()) if kind.family in FAMILIES]
    counted = np.isin(network.kind, codes) & (network.since <= today)
    across = (ours[network.one] & there[network.other]) | (there[network.one] & ours[network.other])
    unsaid = (ours[network.one] & silent[network.other]) | (silent[network.one] & ours[network.other])
    lasting = counted & across & (network.until >= today)
    numbers = np.flatnonzero(lasting)
    found = tied_of(held, numbers.tolist(), as_of=as_of)
    ends = np.unique(np.concatenate([network.one[lasting], network.other[lasting]])).tolist()
    may_be = np.flatnonzero(counted & unsaid & (network.until >= today))
    unknown = {
        end for tie in may_be.tolist() for end in (network.one[tie], network.other[tie]) if silent[end]
    }
    local = [held.node(one) for one in ends if ours[one]]
    return Regional(
        as_of=as_of,
        ties=tuple(sorted(found, key=lambda one: (one.since or date.min, one.kind), reverse=True)),
        ours=tuple(one for one in local if one.kind == "organisation"),
        theirs=tuple(held.node(one) for one in ends if there[one]),
        by_kind=dict(Counter(one.kind for one in found).most_common()),
        by_year=dict(sorted(Counter(one.since.year for one in found if one.since).items())),
        outposts=tuple(_outposts(divisions, viewer, as_of)),
        ended=int((counted & across & (network.until < today)).sum()),
        undivided=tuple(held.node(int(one)) for one in sorted(unknown)),
    )  # fmt: skip


def _places(keys: Sequence[str], labels: Sequence[str], viewer: Actor) -> dict[str, str]:
    """Where each is, by key, as far as a code or its beginning is told."""
    found: dict[str, str] = {}
    for key, label in zip(keys, labels, strict=True):
        if key.partition(":")[0] in PLACED and (
            province := province_heading(parse_name(label).place.province)
        ):
            found[key] = province
    heads = dict(Name.objects.values_list("home_id", "organisation_id"))
    sheets = visible(viewer=viewer).exclude(investor="").order_by("pk")
    for home, investor, origin, columns in sheets.values_list(
        "organisation_id", "investor", "source", "sheet__columns"
    ):
        told = source_of(origin=origin, home=(columns or {}).get("home") or "", investor=investor)
        if told:
            found[f"organisation:{heads[home]}" if home else f"name:{plain_of(investor)}"] = told
    rows = Listing.objects.exclude(division="").values_list("pk", "division")
    return found | {f"organisation:{pk}": division for pk, division in rows}


def _outposts(divisions: Collection[str], viewer: Actor, as_of: date) -> Iterable[PlatformLine]:
    """Outposts that run on the day and whose place lies in the region."""
    names = [path_of(one.ljust(6, "0"))[-1].name for one in divisions if len(one) > 2]
    lines, _count = platforms(viewer=viewer, today=as_of, filters=Filters(outposts=True), limit=MOST_OUTPOSTS)
    for line in lines:
        # A place is words: the province that they begin with, or the very name of a division wanted.
        inside = province_heading(line.place) in divisions or any(name in line.place for name in names)
        if inside and (line.approved_on is None or line.approved_on <= as_of) and line.state != "ended":
            yield line


def figures_from(
    *, sources: Sequence[str], viewer: Actor, as_of: date, known_at: datetime
) -> dict[str, dict[str, FigureValue]]:
    """Figures of what came from each of ``sources`` (two digits of a province), by measure; those that say something."""
    values = compute_all(as_of=as_of, known_at=known_at, viewer=viewer)
    whole = [value for value in values if not value.scope and value.quantity is not None]
    found: dict[str, dict[str, FigureValue]] = {}
    for source in sources:
        for value in narrowed(whole, Within(source=source)):
            if value.quantity is not None:
                found.setdefault(value.definition.code, {})[source] = value
    return found
