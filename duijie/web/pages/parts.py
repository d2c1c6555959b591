"""Values that several pages share."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Amount:
    """A number ready to print.

    ``number`` is grouped and rounded for reading (``92``), ``unit`` the unit beside it (``亿元``);
    ``exact`` the full value with its unit, for the hover.
    """

    number: str
    unit: str
    exact: str


@dataclass(frozen=True, slots=True)
class Link:
    """Something to follow."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of a list to choose from."""

    value: str
    label: str
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form.

    ``kind`` is ``text``, ``password``, ``date``, ``file``, ``choice`` or ``lines`` (one item a line).
    ``error`` is empty where there is nothing to mend.
    """

    name: str
    label: str
    kind: str
    value: str = ""
    choices: tuple[Choice, ...] = ()
    required: bool = False
    hint: str = ""
    error: str = ""
    complete: str = "off"
    accept: str = ""


@dataclass(frozen=True, slots=True)
class Clash:
    """A field that two people changed, each to another value, in words."""

    name: str
    label: str
    mine: str
    theirs: str


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """What others changed while a form was open. ``asked`` names the clashes; ``kept`` are labels of what merged by itself."""

    clashes: tuple[Clash, ...]
    asked: str
    kept: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Paging:
    """Neighbouring pages of a long list; an address is empty where there is none."""

    shown: str
    previous: str = ""
    next: str = ""


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a document and the link to those very characters."""

    words: str
    document: str
    url: str
