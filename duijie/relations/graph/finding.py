"""Whom a text means: a key, a name of the directory, of a unit, a park or a person."""

from __future__ import annotations

from typing import Final

from duijie.accounts.types import Actor
from duijie.directory.queries import organisations_of
from duijie.relations.graph import Graph, graph
from duijie.relations.sources.nodes import plain_of
from duijie.relations.types import Node, NoSuchEnd, SeveralEnds

MOST_NAMED: Final = 8
"""Of those whom a text fits so many are named."""


def ourselves(held: Graph, viewer: Actor) -> int:
    """Where the viewer stands: the unit, where it is tied, else the region."""
    return held.numbers.get(f"unit:{viewer.unit_id}", held.own)


def suggestions(*, text: str, viewer: Actor, most: int = MOST_NAMED) -> tuple[Node, ...]:
    """Those whose name holds ``text``, those with most ties first."""
    held = graph(viewer=viewer)
    return tuple(held.node(number) for number in _holding(held, text)[:most])


def find(held: Graph, text: str) -> int:
    """The number of whom a key or a name means. Raises :class:`NoSuchEnd`, :class:`SeveralEnds`."""
    text = text.strip()
    if text in held.numbers:
        return held.numbers[text]
    own = organisations_of(names=[text]).get(text) if text else None
    for key in (f"organisation:{own}", f"name:{plain_of(text)}" if text else ""):
        if key in held.numbers:
            return held.numbers[key]
    exact = held.named.get(text) or [
        number for number in _holding(held, text.partition("（")[0]) if str(held.node(number)) == text
    ]
    found = exact or _holding(held, text)
    if len(found) == 1:
        return found[0]
    if not found:
        raise NoSuchEnd(text, known=own is not None)
    raise SeveralEnds(text, [str(held.node(number)) for number in found[:MOST_NAMED]])


def _holding(held: Graph, text: str) -> list[int]:
    text = text.strip()
    if not text:
        return []
    found = [number for number, label in enumerate(held.labels) if text in label and held.tied[number]]
    return sorted(found, key=lambda number: (-int(held.tied[number]), number))
