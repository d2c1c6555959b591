"""Where the boxes and lines of a chain's picture lie: a column a level, upstream on the left."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from duijie.industry.links.graph import Graph
from duijie.industry.types import LinkState
from duijie.web.industry.pages import Node, Picture
from duijie.web.saying import is_english, say

WIDE, TALL, ACROSS, DOWN, EDGE = 164, 54, 84, 18, 12
_LINE: Final = {False: 11, True: 22}
_MOST_LINES: Final = 2


def drawn(
    graph: Graph, states: Mapping[str, LinkState], *, looks: Mapping[str, str], about: Callable[[str], str],
    url: Callable[[str], str], legend: tuple[tuple[str, str], ...],
) -> Picture:  # fmt: skip
    """The picture of a chain."""
    levels = graph.levels()
    columns: dict[int, list[str]] = {}
    for link in graph.links:
        columns.setdefault(levels[link.code], []).append(link.code)
    rows = max(map(len, columns.values()))
    height = rows * (TALL + DOWN) - DOWN + 2 * EDGE
    at: dict[str, tuple[int, int]] = {}
    for level, codes in columns.items():
        top = (height - len(codes) * (TALL + DOWN) + DOWN) // 2
        for number, code in enumerate(codes):
            at[code] = (EDGE + level * (WIDE + ACROSS), top + number * (TALL + DOWN))
    nodes = tuple(
        Node(
            *at[link.code], _lines(say(link.name)), about(link.code), looks[states[link.code].strength], link.key,
            url(link.code),
        )
        for link in graph.links
    )  # fmt: skip
    edges = []
    for link in graph.links:
        for code in link.upstream:
            (left, up), (right, down) = at[code], at[link.code]
            from_x, from_y, to_x, to_y = left + WIDE, up + TALL // 2, right, down + TALL // 2
            middle = (from_x + to_x) // 2
            edges.append(f"M{from_x} {from_y}C{middle} {from_y} {middle} {to_y} {to_x} {to_y}")
    width = (max(columns) + 1) * (WIDE + ACROSS) - ACROSS + 2 * EDGE
    return Picture(width, height, WIDE, TALL, nodes, tuple(edges), legend)


def _lines(name: str) -> tuple[str, ...]:
    """A name over two lines at most."""
    most = _LINE[is_english()]
    if len(name) <= most:
        return (name,)
    cut = name.rfind(" ", 0, most + 1) if is_english() else most
    cut = cut if cut > 0 else most
    rest = name[cut:].strip()
    return (name[:cut].strip(), rest if len(rest) <= most else rest[: most - 1] + "…")[:_MOST_LINES]
