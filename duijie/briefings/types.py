"""Briefings as other packages see them: composed text in pieces, the figures in it, issues and their state."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any, Final

from duijie.kernel.words import Told, Words

STATES: Final[Mapping[str, Words]] = {
    "draft": Words("草稿", "draft"),
    "signed": Words("已签批", "signed off"),
    "issued": Words("已印发", "issued"),
    "dropped": Words("已作废", "dropped"),
}


class NoSuchOutline(Told, LookupError):
    """No outline has this name."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"没有提纲“{name}”。运行 `duijie brief` 列出已有的提纲。",
            f"There is no outline {name!r}. `duijie brief` lists those that there are.",
        )


class NoSuchBriefing(Told, LookupError):
    """No briefing has this number, or the viewer may not see it."""

    def __init__(self, number: object) -> None:
        super().__init__(
            f"没有您可见的简报 {number}。运行 `duijie brief --list` 列出可见的简报。",
            f"There is no briefing {number} for you. `duijie brief --list` lists those that you see.",
        )


class WrongBriefing(Told, ValueError):
    """A briefing cannot be drafted, signed or issued so."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text. ``number`` leads to the figure of that number in the trace; 0 for plain words."""

    text: str
    number: int = 0


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of a chart; ``share`` of the longest, 0 to 1."""

    label: str
    value: str
    share: float


@dataclass(frozen=True, slots=True)
class Part:
    """A block as it is printed: a heading, a paragraph in pieces, a table or a chart."""

    kind: str
    code: str
    pieces: tuple[Piece, ...] = ()
    level: int = 0
    heads: tuple[str, ...] = ()
    rows: tuple[tuple[Piece, ...], ...] = ()
    bars: tuple[Bar, ...] = ()

    @property
    def text(self) -> str:
        """The words of its pieces."""
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Place:
    """The characters of a document that an entry rests on."""

    document_id: int
    document: str
    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Line:
    """An entry that a figure adds up, as one without a look at confidential records sees it."""

    entry_id: int
    amount: str
    label: str
    effective_on: str
    basis: str
    evidence: str
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Used:
    """A figure in a briefing: what it was, under which definition, and the entries that it added up.

    ``quantity`` is as JSON, ``None`` for no record. ``lines`` are the first of ``entries``; ``more`` are not listed.
    """

    number: int
    code: str
    name: str
    value: str
    quantity: Mapping[str, Any] | None
    version: str
    as_of: str
    definition: str
    gaps: tuple[str, ...] = ()
    entries: tuple[int, ...] = ()
    lines: tuple[Line, ...] = ()
    more: int = 0


@dataclass(frozen=True, slots=True)
class Composed:
    """A briefing in one language, ready to print. ``left_out`` names rows for which the ledger has no record."""

    language: str
    outline: str
    series: str
    office: str
    title: str
    report: tuple[str, ...]
    send: tuple[str, ...]
    issue: tuple[str, ...]
    copies: int
    as_of: str
    known_at: str
    parts: tuple[Part, ...]
    figures: tuple[Used, ...]
    left_out: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Composed:
        """The inverse of :meth:`as_json`."""
        values: dict[str, Any] = {
            key: tuple(value) if isinstance(value, list) else value for key, value in data.items()
        }
        values["parts"] = tuple(_part(one) for one in data["parts"])
        values["figures"] = tuple(_used(one) for one in data["figures"])
        return cls(**values)


def _part(data: Mapping[str, Any]) -> Part:
    return Part(
        data["kind"], data["code"], tuple(Piece(**one) for one in data["pieces"]), data["level"], tuple(data["heads"]),
        tuple(tuple(Piece(**cell) for cell in row) for row in data["rows"]), tuple(Bar(**one) for one in data["bars"]),
    )  # fmt: skip


def _used(data: Mapping[str, Any]) -> Used:
    lines = tuple(
        Line(**{**one, "places": tuple(Place(**place) for place in one["places"])}) for one in data["lines"]
    )
    return Used(**{**data, "gaps": tuple(data["gaps"]), "entries": tuple(data["entries"]), "lines": lines})


@dataclass(frozen=True, slots=True)
class Issued:
    """The number of an issue: 第N期 of its year, 总第N期 of its series, and the day printed."""

    number: int
    total: int
    on: date


@dataclass(frozen=True, slots=True)
class BriefingLine:
    """A briefing in a list."""

    id: int
    outline: str
    title: str
    series: str
    state: str
    as_of: date
    unit: str
    drafted_by: str
    changed_at: datetime
    issued: Issued | None = None


@dataclass(frozen=True, slots=True)
class StepInfo:
    """What was done with a briefing, by whom."""

    act: str
    by: str
    by_id: int
    at: datetime
    note: str


@dataclass(frozen=True, slots=True)
class BriefingInfo:
    """One briefing. ``given`` is what the drafter typed: name → text and, for a place, its source."""

    line: BriefingLine
    known_at: datetime
    given: Mapping[str, Mapping[str, str]]
    steps: tuple[StepInfo, ...]
    version: int
    may: frozenset[str] = field(default_factory=frozenset)
    """Acts that are open to the viewer now: ``edit refresh sign return issue drop``."""
