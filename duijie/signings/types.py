"""Signings and what came of events as other packages see them, and what can go wrong with them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from duijie.kernel.words import Told, Words


class NoSuchSigning(Told, LookupError):
    """No signing of this number holds, or the viewer may not see its project."""

    def __init__(self, signing_id: object) -> None:
        super().__init__(
            f"没有有效的签约 {signing_id}。活动页列有其全部签约。",
            f"There is no signing {signing_id} that holds. `duijie event ID` lists an event's signings.",
        )


@dataclass(frozen=True, slots=True)
class Signed:
    """The outcome of recording one: its number, how it stands and why, and the step that waits for a second person."""

    signing_id: int
    standing: str
    reasons: tuple[Words, ...]
    request_id: int | None


@dataclass(frozen=True, slots=True)
class SigningInfo:
    """A signing with how it stands. ``counted`` in yuan; ``first_id`` is the signing that counts in its place, at ``first_event_id``.

    Both are ``None`` where that one is of a project which the viewer does not read.
    """

    id: int
    event_id: int | None
    event: str
    project_id: int
    project: str
    kind: str
    signed_on: date
    number: Decimal | None
    parties: tuple[str, ...]
    evidence_id: int | None
    note: str
    by: str
    standing: str
    counted: Decimal
    first_id: int | None
    first_event_id: int | None
    reasons: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Sum:
    """Signings of one kind: how many, and their amounts in yuan, parted into three that add up to what was announced."""

    kind: str
    announced: int
    announced_number: Decimal
    counted: int
    counted_number: Decimal
    again: int
    again_number: Decimal
    rest_number: Decimal

    @property
    def rest(self) -> int:
        """Those that are neither counted nor signed again."""
        return self.announced - self.counted - self.again


@dataclass(frozen=True, slots=True)
class Signings:
    """Signings of an event, and their sums by kind. The sums hold those that are ``hidden`` as well."""

    lines: tuple[SigningInfo, ...]
    hidden: int
    sums: tuple[Sum, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """A step on the way from invitation to money.

    ``first`` counts those of which no earlier touch by anything else is known, ``number`` is in yuan; each is
    ``None`` where it says nothing.
    """

    code: str
    name: Words
    count: int
    first: int | None = None
    number: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Came:
    """One of those that a step counts. ``thing`` is what to open: ``guest:3``, ``lead:5``, ``project:7``."""

    thing: str
    label: str
    detail: str
    number: Decimal | None
    first: bool
