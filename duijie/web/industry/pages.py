"""What the templates of this folder print."""

from __future__ import annotations

from dataclasses import dataclass

from duijie.web.pages.parts import Field, Link
from duijie.web.projects.pages import Section


@dataclass(frozen=True, slots=True)
class Node:
    """A link in the picture: its box, its name over one or two lines, and how it stands (a class for its colour)."""

    x: int
    y: int
    lines: tuple[str, ...]
    about: str
    look: str
    key: bool
    url: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A chain drawn from upstream on the left to downstream on the right. ``edges`` are paths of SVG."""

    width: int
    height: int
    box_width: int
    box_height: int
    nodes: tuple[Node, ...]
    edges: tuple[str, ...]
    legend: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Dot:
    """An industry in the cloud: where, how large, a class for its colour, what to read on pointing at it, and its label."""

    x: int
    y: int
    size: int
    look: str
    about: str
    label: str
    turned: bool


@dataclass(frozen=True, slots=True)
class Cloud:
    """Industries by density (to the right) and complexity (upwards). ``across`` and ``up`` are lines with their words."""

    width: int
    height: int
    left: int
    bottom: int
    dots: tuple[Dot, ...]
    across: tuple[tuple[int, str], ...]
    up: tuple[tuple[int, str], ...]
    legend: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class IndustryPage:
    """A page of this folder. ``fields`` narrow it, ``acts`` lead to forms; ``notes`` stand above its tables."""

    title: str
    about: str
    back: Link | None
    acts: tuple[Link, ...]
    fields: tuple[Field, ...]
    problem: str
    picture: Picture | None
    notes: tuple[str, ...]
    sections: tuple[Section, ...]
    cloud: Cloud | None = None
