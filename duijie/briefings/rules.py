"""Outlines as tables: what a briefing says, in order, and which figures stand in it.

An outline is a file ``outline_NAME.toml``, shipped in ``tables`` or put into ``DUIJIE_HOME/rules``, where one of the
same name takes the shipped one's place. Its rows are, in order, one ``masthead``, then ``heading``, ``paragraph``
(begins one), ``sentence`` and ``clause`` (go on with it; the stops between them come by themselves), ``table``, ``chart``, ``open`` (written by the drafter).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Final

from django.conf import settings

from duijie.briefings.types import NoSuchOutline
from duijie.figures.change import AGAINST
from duijie.figures.registry import catalogue
from duijie.kernel.words import Words
from duijie.rulebook import WrongTable, known, table

OWN: Final = "duijie.briefings"
MARK: Final = re.compile(r"\{(\w+)\}")
KINDS: Final = ("masthead", "heading", "paragraph", "sentence", "clause", "table", "chart", "open")
SHOWS: Final = (
    "value",
    "growth",
    "difference",
    "share",
    "leader",
    "leader_value",
    "leader_share",
    "names",
    "place",
    "words",
)
STYLES: Final = ("exact", "rounded", "near", "over")
WHENS: Final = ("rose", "fell", "flat", "new", "unknown", "some", "first", "placed", "none")
FIXED: Final = ("region", "year", "day")


@dataclass(frozen=True, slots=True)
class Variant:
    """Words for one case. ``{}`` stands for the number."""

    when: str
    text: Words


@dataclass(frozen=True, slots=True)
class Phrase:
    """The words that slots of a show use where their own row gives none."""

    code: str
    variants: tuple[Variant, ...]


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in a text that a figure fills, ``{name}`` there.

    ``figure`` is ``code`` or ``code[part]``, ``of`` the whole of a share, ``against`` what a change is told against.
    ``place`` and ``words`` are typed by the drafter, who is asked with ``ask``; a place (a rank that somebody else
    published) must say where it stands. A value with words for ``unknown`` need not have a record.
    """

    name: str
    figure: str = ""
    show: str = "value"
    style: str = "exact"
    against: str = "year"
    of: str = ""
    most: int = 3
    ask: Words | None = None
    variants: tuple[Variant, ...] = ()


@dataclass(frozen=True, slots=True)
class Masthead:
    """Head and foot of the sheet. ``series`` is the name under which issues are numbered."""

    series: Words
    office: Words
    title: Words
    report: tuple[Words, ...] = ()
    send: tuple[Words, ...] = ()
    issue: tuple[Words, ...] = ()
    copies: int = 0


@dataclass(frozen=True, slots=True)
class Block:
    """A row of an outline. ``silent`` is said where the figure of its first slot has no record; without it, or where
    another that must stand there has none, the row is left out.

    ``figures`` are the rows of a table or the bars of a chart; ``by_part``: the columns of a table whose rows are
    parts, the one figure whose parts are the bars.
    """

    code: str
    kind: str
    text: Words | None = None
    silent: Words | None = None
    masthead: Masthead | None = None
    level: int = 1
    slots: tuple[Slot, ...] = ()
    figures: tuple[str, ...] = ()
    by_part: bool = False
    against: str = ""


@dataclass(frozen=True, slots=True)
class Outline:
    """An outline that was looked through."""

    code: str
    masthead: Masthead
    head: Block
    blocks: tuple[Block, ...]

    @property
    def asked(self) -> Iterator[tuple[str, Words, str]]:
        """What the drafter is asked for: name, question, and ``place``, ``words`` or ``open``."""
        for block in (self.head, *self.blocks):
            if block.kind == "open" and block.text is not None:
                yield block.code, block.text, "open"
            for slot in block.slots:
                if slot.show in ("place", "words") and slot.ask is not None:
                    yield slot.name, slot.ask, slot.show


def outlines() -> dict[str, Outline]:
    """All outlines by name, the office's own among them. Raises :class:`duijie.rulebook.WrongTable`."""
    shipped = [one.name for one in files(OWN).joinpath("tables").iterdir()]
    own = [one.name for one in (Path(settings.DUIJIE_HOME) / "rules").glob("outline_*.toml")]
    names = {
        name.removeprefix("outline_").removesuffix(".toml")
        for name in (*shipped, *own)
        if name.startswith("outline_")
    }
    return {name: outline(name) for name in sorted(names)}


def outline(name: str) -> Outline:
    """One outline. Raises :class:`NoSuchOutline`, :class:`duijie.rulebook.WrongTable`."""
    try:
        blocks = table(OWN, f"outline_{name}", Block)
    except FileNotFoundError as missing:
        raise NoSuchOutline(name) from missing
    file = f"outline_{name}.toml"
    for number, block in enumerate(blocks, 1):
        _looked_through(file, number, block)
    head = blocks[0]
    if head.kind != "masthead" or head.masthead is None:
        raise WrongTable(file, 1, "an outline begins with its masthead", 'Write kind = "masthead" first.')
    return Outline(name, head.masthead, head, blocks[1:])


def variants_of(slot: Slot) -> Mapping[str, Words]:
    """The words of a slot's cases, its own before the shared ones."""
    shared = {row.code: row.variants for row in table(OWN, "briefing_phrases", Phrase)}
    return {one.when: one.text for one in (*shared.get(slot.show, ()), *slot.variants)}


def code_of(figure: str) -> tuple[str, str]:
    """``parks[园中园]`` as measure and part."""
    measure, _, part = figure.partition("[")
    return measure, part.removesuffix("]")


def _looked_through(file: str, number: int, block: Block) -> None:
    known(file, number, "kind", block.kind, KINDS)
    for figure in block.figures:
        known(file, number, "figure", code_of(figure)[0], catalogue())
    if block.against:
        known(file, number, "against", block.against, AGAINST)
    for slot in block.slots:
        known(file, number, f"{slot.name}: show", slot.show, SHOWS)
        known(file, number, f"{slot.name}: style", slot.style, STYLES)
        known(file, number, f"{slot.name}: against", slot.against, AGAINST)
        for one in slot.variants:
            known(file, number, f"{slot.name}: when", one.when, WHENS)
        if slot.show in ("place", "words"):
            if slot.ask is None:
                raise WrongTable(
                    file, number, f"{slot.name} asks nothing", 'Add ask = { zh = "…", en = "…" }.'
                )
        else:
            for figure in (slot.figure, *([slot.of] if slot.show == "share" else ())):
                known(file, number, f"{slot.name}: figure", code_of(figure)[0], catalogue())
    names = {slot.name for slot in block.slots} | set(FIXED)
    said = [block.text, block.silent] + (
        [block.masthead.title, block.masthead.series, block.masthead.office] if block.masthead else []
    )
    for words in filter(None, said):
        for text in (words.zh, words.en):
            for name in MARK.findall(text):
                known(file, number, "the mark", name, names)
