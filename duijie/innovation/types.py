"""Platforms, people, contracts and partnerships as other packages see them. Money in yuan, areas in m²."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from duijie.kernel.words import Words


class NoSuchInnovation(LookupError):
    """No platform, person, contract or partnership has this number."""

    def __init__(self, what: str, number: object) -> None:
        super().__init__(f"There is no {what} {number}. The lists under Innovation say what there is.")


class NotYourPlatform(PermissionError):
    """A row is kept by its unit, by the units above it and by the office that reviews."""

    def __init__(self, who: str) -> None:
        super().__init__(f"{who} may not change what another unit keeps. Ask it, or the office.")


@dataclass(frozen=True, slots=True)
class ToldPlatform:
    """A platform that a document tells of and that no record carries yet."""

    key: str
    kind: str
    host: str
    name: str
    partners: str
    label: str
    told_on: date
    fact_id: int | None


@dataclass(frozen=True, slots=True)
class Untold:
    """A total of platforms of which ``rest`` have no record, named or not."""

    entry_id: int
    words: str
    told_on: date
    rest: int


@dataclass(frozen=True, slots=True)
class Row:
    """What every record has: number, the fields of its form, who keeps it, the paper that it rests on.

    ``project`` is empty where the viewer may not read the project; ``may_write`` says whether the viewer keeps it.
    """

    id: int
    values: Mapping[str, object]
    unit_id: int | None
    unit: str
    document_id: int | None
    document: str
    project_id: int | None
    project: str
    platform_id: int | None
    platform: str
    organisation_id: int | None
    may_write: bool


@dataclass(frozen=True, slots=True)
class PlatformLine:
    """A platform in the list. ``state`` is one of :data:`duijie.innovation.rules.STATES`."""

    id: int
    name: str
    kind: str
    host: str
    organisation_id: int | None
    partners: str
    level: str
    approved_by: str
    document_number: str
    approved_on: date | None
    valid_until: date | None
    state: str
    unit: str
    place: str
    area: Decimal | None
    operator: str
    cost: Decimal | None
    people: int
    landed: int
    incubated: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class RecordLine:
    """Something recorded of a platform; ``project`` is empty where nothing is linked."""

    id: int
    platform_id: int
    platform: str
    kind: str
    on: date
    title: str
    firm: str
    grade: str
    number: Decimal | None
    project_id: int | None
    project: str
    note: str


@dataclass(frozen=True, slots=True)
class Stay:
    """Somebody at a station, as the limits look at it. ``person`` is the name folded."""

    talent_id: int
    platform_id: int
    person: str
    category: str
    months: Decimal | None


@dataclass(frozen=True, slots=True)
class Finding:
    """A limit that does not hold, with the law that it comes from.

    ``beyond``: by how many stations or months; ``together``: the stays of one person that it is found of.
    """

    talent_id: int
    platform_id: int
    rule: str
    words: Words
    source: Words
    refuses: bool
    beyond: Decimal
    together: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PlatformInfo:
    """One platform with everything that is kept of it. ``entry_id`` is the ledger's entry that carries it."""

    line: PlatformLine
    row: Row
    key: str
    entry_id: int | None
    records: tuple[RecordLine, ...]
    hidden: int


@dataclass(frozen=True, slots=True)
class TalentLine:
    """Somebody brought in; ``person`` is ``None`` for those whose role does not show people."""

    id: int
    person: str | None
    category: str
    mode: str
    form: str
    host: str
    organisation_id: int | None
    platform_id: int | None
    platform: str
    field: str
    origin: str
    begins_on: date
    ends_on: date | None
    months: Decimal | None
    days: Decimal | None
    pay_source: str
    results: str
    unit: str


@dataclass(frozen=True, slots=True)
class ContractLine:
    """A technology contract."""

    id: int
    title: str
    kind: str
    seller: str
    seller_region: str
    buyer: str
    buyer_region: str
    flow: str
    amount: Decimal
    technology: Decimal | None
    signed_on: date
    valid_until: date | None
    state: str
    registered_on: date | None
    number: str
    unit: str


@dataclass(frozen=True, slots=True)
class FlowSum:
    """Registered contracts of one direction with one province, whose code is empty where it is not told."""

    flow: str
    province: str
    count: int
    amount: Decimal


@dataclass(frozen=True, slots=True)
class PartnershipLine:
    """A firm and an institution."""

    id: int
    title: str
    kind: str
    firm: str
    organisation_id: int | None
    institution: str
    signed_on: date
    ends_on: date | None
    amount: Decimal | None
    paid: Decimal | None
    patents: Decimal | None
    revenue: Decimal | None
    results: str
    unit: str
