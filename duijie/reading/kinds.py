"""The kinds of statement and their fields, the one place that knows the interchange format.

Names are as the repaired text prints them, full-width brackets, no quotation marks round them.
``None`` means that the text does not say. See ``docs/reference/statements.md`` for the fields' meaning.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from typing import Any, get_args

from duijie.kernel.quantity import Quantity

MEASURES = (
    "projects.signed", "projects.signed.investment", "projects.intent", "projects.intent.investment",
    "projects.talks", "projects.talks.investment", "projects.reserve", "projects.reserve.investment",
    "projects.started", "projects.started.investment", "projects.building", "projects.building.investment",
    "projects.producing", "projects.producing.investment", "projects.settled", "projects.settled.investment",
    "projects", "projects.investment", "funds.received", "funds.received.growth", "enterprises.settled",
    "enterprises.partnered", "enterprises.attending", "enterprises.with_outpost", "enterprises.recruiting",
    "people.attending", "people.recruited", "platforms", "agreements", "institutions.partnered", "jobs",
    "output", "revenue", "tax", "land", "floor", "parks", "trips", "visits",
)  # fmt: skip
STAGES = ("lead", "talks", "intent", "signed", "started", "building", "completed", "producing")
MODES = ("joint_venture", "cooperation", "sole")
AGREEMENT_TYPES = ("strategic", "framework", "cooperation", "intent", "investment", "technology")
PLATFORM_TYPES = (
    "academician", "postdoctoral", "foreign_expert", "institute", "laboratory", "engineering_centre",
    "outpost", "other",
)  # fmt: skip
EVENT_TYPES = ("roadshow", "signing", "seminar", "fair", "groundbreaking", "visit", "other")
PARK_STATUSES = ("planned", "built")


@dataclass(frozen=True, slots=True)
class Tally:
    """A count or amount said of a whole: a county, a park, an event."""

    measure: str
    quantity: Quantity
    subject: str | None = None
    period: str | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """Something still to be reached."""

    measure: str
    quantity: Quantity
    subject: str | None = None
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Project:
    """One named investment project."""

    name: str
    parties: tuple[str, ...] = ()
    investment: Quantity | None = None
    stage: str | None = None
    mode: str | None = None
    site: str | None = None
    capacity: str | None = None


@dataclass(frozen=True, slots=True)
class Agreement:
    """An agreement between named parties that is not a project's own signing."""

    parties: tuple[str, ...]
    type: str
    subject: str | None = None


@dataclass(frozen=True, slots=True)
class Platform:
    """A joint R&D institution or talent station, founded or agreed."""

    type: str
    host: str | None = None
    partner: str | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """A named meeting, fair or ceremony. ``date`` is ISO with the precision that the text has."""

    name: str
    type: str
    date: str | None = None
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Campaign:
    """A drive with a name."""

    name: str
    period: str | None = None
    channels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Body:
    """A leading group, task force or office set up."""

    name: str
    head: str | None = None
    members: str | None = None


@dataclass(frozen=True, slots=True)
class Policy:
    """A titled document issued or drafted."""

    title: str
    issuer: str | None = None


@dataclass(frozen=True, slots=True)
class Park:
    """A park, or a park within a park, that exists or is planned."""

    name: str
    status: str
    parent: str | None = None


Said = Tally | Target | Project | Agreement | Platform | Event | Campaign | Body | Policy | Park

KINDS: dict[str, type[Said]] = {kind.__name__.lower(): kind for kind in get_args(Said)}
CODES: dict[tuple[str, str], tuple[str, ...]] = {
    ("tally", "measure"): MEASURES,
    ("target", "measure"): MEASURES,
    ("project", "stage"): STAGES,
    ("project", "mode"): MODES,
    ("agreement", "type"): AGREEMENT_TYPES,
    ("platform", "type"): PLATFORM_TYPES,
    ("event", "type"): EVENT_TYPES,
    ("park", "status"): PARK_STATUSES,
}
LISTS = frozenset({"parties", "channels"})
QUANTITIES = frozenset({"quantity", "investment"})


class WrongValues(ValueError):
    """Values that do not make a statement of their kind; says which field and what it may hold."""


def kind_of(said: Said) -> str:
    """``tally``, ``project`` …"""
    return type(said).__name__.lower()


def as_values(said: Said) -> dict[str, Any]:
    """The kind's fields as plain JSON values."""
    values: dict[str, Any] = {}
    for field in fields(said):
        value = getattr(said, field.name)
        if isinstance(value, Quantity):
            value = value.as_json()
        elif isinstance(value, tuple):
            value = list(value)
        values[field.name] = value
    return values


def names_in(said: Said) -> tuple[str, ...]:
    """The organisations that a statement names."""
    match said:
        case Project(parties=names) | Agreement(parties=names) | Campaign(channels=names):
            return names
        case Platform(host=host, partner=partner):
            return tuple(name for name in (host, partner) if name)
        case _:
            return ()


def from_values(kind: str, values: Mapping[str, Any]) -> Said:
    """The inverse of :func:`as_values`, checking every field.

    Raises :class:`WrongValues` for an unknown kind or field, a missing required field, a code that is not in
    its table, or a quantity that is none.
    """
    shape = KINDS.get(kind)
    if shape is None:
        raise WrongValues(f"unknown kind {kind!r}; known are {', '.join(KINDS)}")
    known = {field.name: field for field in fields(shape)}
    for name in values:
        if name not in known:
            raise WrongValues(f"{kind} has no field {name!r}; it has {', '.join(known)}")
    ready: dict[str, Any] = {}
    for name, field in known.items():
        value = values.get(name)
        if value is None or value == "":
            if field.default is MISSING:
                raise WrongValues(f"{kind} needs {name!r}")
            continue
        ready[name] = _field(kind, name, value)
    return shape(**ready)


def _field(kind: str, name: str, value: Any) -> Any:
    if name in QUANTITIES:
        if not isinstance(value, Mapping):
            raise WrongValues(f"{kind}.{name} must be a quantity, not {value!r}")
        try:
            return Quantity.from_json(value)
        except ValueError as wrong:
            raise WrongValues(f"{kind}.{name}: {wrong}") from wrong
    if name in LISTS:
        if isinstance(value, str) or not all(isinstance(item, str) and item.strip() for item in value):
            raise WrongValues(f"{kind}.{name} must be a list of names")
        return tuple(value)
    allowed = CODES.get((kind, name))
    if allowed is not None and value not in allowed:
        raise WrongValues(f"{kind}.{name} is {value!r}; it may be {', '.join(allowed)}")
    if not isinstance(value, str):
        raise WrongValues(f"{kind}.{name} must be text, not {value!r}")
    return value
