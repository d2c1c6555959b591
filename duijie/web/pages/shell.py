"""What surrounds every page: navigation, language, who is signed in."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NavItem:
    """An entry of the navigation; ``icon`` is one of ``icons.txt``, ``heading`` stands above the first of a group."""

    label: str
    url: str
    icon: str
    current: bool
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Language:
    """A language to switch to, named in itself."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class Shell:
    """``other`` is the language to switch to, ``here`` the address to come back to; no ``user``, no ``nav``."""

    region: str
    other: Language
    here: str
    user: str
    nav: tuple[NavItem, ...]
