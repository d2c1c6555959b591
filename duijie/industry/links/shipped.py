"""The chains that come with the system, and any chain read from a file of that shape."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from duijie.industry.links.graph import Graph, graph_of
from duijie.kernel.words import Words


@dataclass(frozen=True, slots=True)
class Written:
    """A chain as a file tells it. ``parks``: names of the parks that it is meant for."""

    code: str
    name: Words
    parks: tuple[str, ...]
    graph: Graph


def written(text: str) -> Written:
    """A chain out of a file's text. Raises :class:`~duijie.industry.links.graph.WrongChain`."""
    data: dict[str, Any] = tomllib.loads(text)
    return Written(data["code"], Words(**data["name"]), tuple(data.get("parks", ())), graph_of(data["link"]))


@cache
def shipped() -> tuple[Written, ...]:
    """The chains of ``chains/``, by their files' names."""
    found = sorted(files("duijie.industry").joinpath("chains").iterdir(), key=lambda one: one.name)
    return tuple(written(one.read_text("utf-8")) for one in found if one.name.endswith(".toml"))
