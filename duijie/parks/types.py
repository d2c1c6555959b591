"""Parks and what is in them as other packages see them. Areas in m², money in yuan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from duijie.kernel.quantity import Quantity
from duijie.kernel.words import Told, Words


class NoSuchPark(LookupError):
    """No park, or nothing of a park, has this number."""

    def __init__(self, what: str, number: object) -> None:
        super().__init__(f"There is no {what} {number}. The page of parks lists what there is.")


class NotYourPark(PermissionError):
    """A park is kept by its committee, by the units above it and by the office that reviews."""

    def __init__(self, who: str, park: str) -> None:
        super().__init__(f"{who} may not change what is kept of {park}. Ask its unit, or the office.")


class Taken(Told, ValueError):
    """A plot or a space cannot be promised; it says what stands in the way."""

    def __init__(self, why: Words) -> None:
        super().__init__(why.zh, why.en)


@dataclass(frozen=True, slots=True)
class Sums:
    """What lies in a park and in all parks inside it, added up. ``free``: ground that can still be promised."""

    plots: int = 0
    plot_area: Decimal = Decimal(0)
    free_area: Decimal = Decimal(0)
    ready_area: Decimal = Decimal(0)
    spaces: int = 0
    free_spaces: int = 0
    free_floor: Decimal = Decimal(0)
    tenants: int = 0

    def __add__(self, other: Sums) -> Sums:
        return Sums(
            self.plots + other.plots, self.plot_area + other.plot_area, self.free_area + other.free_area,
            self.ready_area + other.ready_area, self.spaces + other.spaces, self.free_spaces + other.free_spaces,
            self.free_floor + other.free_floor, self.tenants + other.tenants,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class ParkLine:
    """A park in the tree. ``depth`` is how many lie above it."""

    id: int
    name: str
    kind: str
    level: str
    built: bool
    parent_id: int | None
    path: str
    unit_id: int | None
    unit: str
    approved_area: Decimal | None
    built_area: Decimal | None
    industrial_area: Decimal | None

    @property
    def depth(self) -> int:
        """How many parks lie above it."""
        return self.path.count("/") - 2


@dataclass(frozen=True, slots=True)
class IndustryLine:
    """An entry of a park's list. ``park_id`` may be one above, whose list holds here too."""

    park_id: int
    code: str
    name: str
    standing: str
    note: str


@dataclass(frozen=True, slots=True)
class UtilityLine:
    """A connection: there since ``ready_on``, or planned, or nothing told."""

    kind: str
    ready_on: date | None
    planned_on: date | None
    note: str


@dataclass(frozen=True, slots=True)
class QuotaLine:
    """What a park is to reach, between two days. ``reached`` is the latest year's sum, ``None`` where none is told."""

    id: int
    park_id: int
    kind: str
    quantity: Quantity
    earliest_on: date | None
    due_on: date
    source: str
    entry_id: int | None
    reached: Decimal | None
    year: int | None


@dataclass(frozen=True, slots=True)
class PlotLine:
    """A plot. ``held``: promised to a project; its name only where the viewer may read the project."""

    id: int
    park_id: int
    park: str
    number: str
    area: Decimal
    use: str
    state: str
    state_since: date
    user: str
    project_id: int | None
    held: bool
    held_until: date | None
    box: tuple[int, int, int, int] | None


@dataclass(frozen=True, slots=True)
class Check:
    """An indicator of a plot: agreed, the standard of the table, found; ``met`` is ``None`` where something is missing."""

    kind: str
    name: Words
    unit: str
    sense: str
    agreed: Decimal | None
    standard: Decimal | None
    actual: Decimal | None
    met: bool | None
    of_standard_land: bool
    source: Words


@dataclass(frozen=True, slots=True)
class Finding:
    """A reason to look at a plot: the rule, since how many days, what it means."""

    plot_id: int
    rule: str
    name: Words
    light: str
    means: Words
    days: int | None


@dataclass(frozen=True, slots=True)
class PlotInfo:
    """A plot with all that is kept of it."""

    line: PlotLine
    fields: Mapping[str, object]
    contract_number: str
    start_due: date | None
    finish_due: date | None
    started_on: date | None
    stopped_on: date | None
    finished_on: date | None
    built_share: Decimal | None
    invested_share: Decimal | None
    note: str
    states: tuple[tuple[date, str, str], ...]
    checks: tuple[Check, ...]
    findings: tuple[Finding, ...]
    may_write: bool


@dataclass(frozen=True, slots=True)
class SpaceLine:
    """A unit of a building; ``free`` where nobody rents it and nobody was promised it."""

    id: int
    park_id: int
    park: str
    building: str
    number: str
    floor: int
    area: Decimal
    height: Decimal | None
    load: Decimal | None
    power: Decimal | None
    rent: Decimal | None
    lift: bool
    tenant: str
    leased_until: date | None
    held: bool
    held_until: date | None
    project_id: int | None
    free: bool


@dataclass(frozen=True, slots=True)
class YearInfo:
    """An enterprise's year by column of ``tenant_years.toml``; what is not told is left out."""

    tenant_id: int
    year: int
    basis: str
    values: Mapping[str, Decimal]
    grade: str = ""
    """The grade told with the numbers, whoever gave it."""


@dataclass(frozen=True, slots=True)
class TenantLine:
    """An enterprise in residence, with its latest year where the viewer may read it."""

    id: int
    park_id: int
    park: str
    name: str
    organisation_id: int | None
    industry: str
    above_scale: bool
    moved_in_on: date | None
    moved_out_on: date | None
    land: Decimal
    latest: YearInfo | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class ParkInfo:
    """A park with what is told of it itself; lists of plots, spaces and tenants are asked for apart."""

    line: ParkLine
    above: tuple[ParkLine, ...]
    below: tuple[ParkLine, ...]
    names: tuple[str, ...]
    founded_on: date | None
    note: str
    document_id: int | None
    sums: Sums
    industries: tuple[IndustryLine, ...]
    utilities: tuple[UtilityLine, ...]
    quotas: tuple[QuotaLine, ...]
    years: tuple[tuple[int, Mapping[str, Decimal], int], ...]
    may_write: bool
    reads_years: bool


@dataclass(frozen=True, slots=True)
class YearTold:
    """What is told of an enterprise's year, by the codes of ``tenant_years.toml``, in base units, and its ``grade``."""

    tenant_id: int
    year: int
    values: Mapping[str, Any]
    basis: str = "reported"


@dataclass(frozen=True, slots=True)
class Resident:
    """What another record tells of an enterprise in residence: a new one of a park where ``tenant_id`` is ``None``.

    ``values`` are the fields of its form that are told, ``numbers`` those of ``year``.
    """

    park_id: int
    name: str
    tenant_id: int | None = None
    values: Mapping[str, Any] = field(default_factory=dict)
    year: int | None = None
    numbers: Mapping[str, Any] = field(default_factory=dict)
