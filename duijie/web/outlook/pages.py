"""What the outlook's template prints."""

from __future__ import annotations

from dataclasses import dataclass

from duijie.web.pages.parts import Field
from duijie.web.projects.pages import Section


@dataclass(frozen=True, slots=True)
class FanYear:
    """A year's row: amounts as they are read, and as plain numbers for the picture."""

    year: str
    low: str
    quarter: str
    middle: str
    three_quarters: str
    high: str
    chance: str
    values: str


@dataclass(frozen=True, slots=True)
class OutlookPage:
    """``quota`` is a plain number for the picture's line, empty where none was asked for."""

    fields: tuple[Field, ...]
    as_of: str
    about: str
    silent: str
    years: tuple[FanYear, ...]
    quota: str
    quota_shown: str
    sections: tuple[Section, ...]
    drawn: str
