"""Which organisations a statement's names can mean."""

from __future__ import annotations

from dataclasses import dataclass

from duijie.web.pages.parts import Link


@dataclass(frozen=True, slots=True)
class Meant:
    """Something that a name can mean. ``where``: whose record it is; the link has no address where none is kept here."""

    name: Link
    where: str
    code: str
    likely: str
    reasons: tuple[str, ...]
    take_url: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """A name as the statement says it."""

    name: str
    meant: tuple[Meant, ...]


@dataclass(frozen=True, slots=True)
class MentionsPage:
    """The names of one statement, in its order."""

    document: Link
    quote: str
    mentions: tuple[Mention, ...]
