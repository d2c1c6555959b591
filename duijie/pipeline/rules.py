"""Stages, gates, amounts and what counts: tables and pure functions.

``tables/*.toml`` hold the rules; :func:`load` checks that they fit together. It is long because the tables of a
project are checked against each other in one place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, Final, Protocol, TypeVar

from duijie.codes.divisions import province_heading
from duijie.kernel.words import Words
from duijie.ledger.rules import PART
from duijie.naming.parts import parse_name
from duijie.pipeline.types import Missing, WrongStatus, WrongStep
from duijie.rulebook import WrongTable, in_force, known, table
from duijie.rulebook.columns import Choice, Column

STATUSES: Final[Mapping[str, Words]] = {
    "active": Words("推进", "active"),
    "paused": Words("暂缓", "paused"),
    "lost": Words("流失", "lost"),
    "ended": Words("终止", "ended"),
    "merged": Words("并入", "merged"),
}
BASES: Final = ("reported", "verified", "statistical")
PHASES: Final[tuple[str, ...]] = ("intention", "contract")
CHANGES: Final[tuple[str, ...]] = ("stated", "increased")
SIZED_BY: Final = "total_investment"
MU: Final = Decimal(2000) / 3
_FIELD_COLUMNS: Final = ("project", "sheet")


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage; see the head of ``stages.toml``."""

    code: str
    name: Words
    meaning: Words
    optional: bool = False
    approved: bool = False
    contract: bool = False


@dataclass(frozen=True, slots=True)
class When:
    """A condition on one field of a project."""

    field: str
    equals: str | None = None
    differs: str | None = None
    at_least: Decimal | None = None
    filled: bool | None = None

    def holds(self, value: Any) -> bool:
        """Whether the field's value fulfils it; a field that is not filled in fulfils only ``differs``."""
        if self.differs is not None:
            return bool(value != self.differs)
        if value in (None, ""):
            return False
        if self.equals is not None:
            return bool(value == self.equals)
        return self.at_least is None or Decimal(str(value)) >= self.at_least


@dataclass(frozen=True, slots=True)
class Gate:
    """What a stage wants; see the head of ``gates.toml``."""

    code: str
    stage: str
    wants: str
    name: Words
    why: Words
    effective_from: date
    effective_until: date | None = None
    must: bool = True
    when: When | None = None


@dataclass(frozen=True, slots=True)
class Band:
    """A band of size; ``least`` in yuan, included."""

    code: str
    name: Words
    least: Decimal


@dataclass(frozen=True, slots=True)
class ExitReason:
    """Why a project is paused, lost or ended."""

    status: str
    code: str
    name: Words


@dataclass(frozen=True, slots=True)
class Rules:
    """All tables of the package, checked against each other."""

    stages: Mapping[str, Stage]
    gates: tuple[Gate, ...]
    columns: Mapping[str, Column]
    evidence: Mapping[str, Words]
    amounts: Mapping[str, Words]
    bands: tuple[Band, ...]
    exits: Mapping[str, ExitReason]
    _asked: dict[tuple[str, date], tuple[Gate, ...]] = field(default_factory=dict, compare=False, repr=False)

    def gates_on(self, stage: str, day: date) -> tuple[Gate, ...]:
        """The gates of a stage that are in force on a day."""
        if (stage, day) not in self._asked:
            self._asked[stage, day] = in_force([gate for gate in self.gates if gate.stage == stage], day)
        return self._asked[stage, day]

    def place(self, stage: str) -> int:
        """Where a stage stands in the order, from 0."""
        return list(self.stages).index(stage)

    def between(self, stage: str | None, target: str) -> list[str]:
        """The stages that a step forward enters: those on the way that may not be passed over, and the target."""
        order = list(self.stages)
        start = -1 if stage is None else order.index(stage)
        way = order[start + 1 : order.index(target)]
        return [code for code in way if not self.stages[code].optional] + [target]

    def followers(self, stage: str) -> list[str]:
        """The stages that may be entered next: up to the first that may not be passed over."""
        found = []
        for code in list(self.stages)[self.place(stage) + 1 :]:
            found.append(code)
            if not self.stages[code].optional:
                break
        return found


@cache
def load() -> Rules:
    """The tables. Raises :class:`duijie.rulebook.WrongTable` where one is wrong or does not fit another."""
    own = "duijie.pipeline"
    rules = Rules(
        stages={row.code: row for row in table(own, "stages", Stage)},
        gates=table(own, "gates", Gate),
        columns={row.code: row for row in table(own, "columns", Column)},
        evidence={row.code: row.name for row in table(own, "evidence_kinds", Choice)},
        amounts={row.code: row.name for row in table(own, "amount_kinds", Choice)},
        bands=table(own, "size_bands", Band),
        exits={row.code: row for row in table(own, "exit_reasons", ExitReason)},
    )
    for number, gate in enumerate(rules.gates, 1):
        _fits(rules, gate, number)
    if [band.least for band in rules.bands] != sorted({band.least for band in rules.bands}):
        raise WrongTable("size_bands.toml", 0, "the bands do not rise", "Order them by their least amount.")
    if SIZED_BY not in rules.amounts:
        raise WrongTable(
            "amount_kinds.toml", 0, f"{SIZED_BY!r} is missing", "Projects are sized by it; add it."
        )
    return rules


def _fits(rules: Rules, gate: Gate, number: int) -> None:
    file = "gates.toml"
    known(file, number, "stage", gate.stage, rules.stages)
    what, _, name = gate.wants.partition(":")
    known(file, number, "wants", what, ("field", "evidence", "amount"))
    fields = [code for code, column in rules.columns.items() if column.home in _FIELD_COLUMNS]
    match what:
        case "field":
            known(file, number, "wants field", name, fields)
        case "evidence":
            known(file, number, "wants evidence", name, rules.evidence)
        case "amount":
            known(file, number, "wants amount", name.removeprefix("contract."), rules.amounts)
    if gate.when is not None:
        known(file, number, "when field", gate.when.field, fields)


class StageStep(Protocol):
    """What of a stage row the rules look at."""

    @property
    def stage(self) -> str:
        """Its code."""

    @property
    def effective_on(self) -> date:
        """The day it holds from."""

    @property
    def back(self) -> bool:
        """Whether it leads back."""


class Stated(Protocol):
    """What of an amount row the rules look at."""

    @property
    def id(self) -> int:
        """The row's number."""

    @property
    def kind(self) -> str:
        """What the amount is of."""

    @property
    def phase(self) -> str:
        """Intention or contract."""

    @property
    def basis(self) -> str:
        """Whose number it is."""

    @property
    def change(self) -> str:
        """Stated or increased."""

    @property
    def number(self) -> Decimal:
        """In units of the currency."""

    @property
    def currency(self) -> str:
        """ISO code."""

    @property
    def effective_on(self) -> date:
        """The day it holds from."""


Step = TypeVar("Step", bound=StageStep)
Amount = TypeVar("Amount", bound=Stated)


def standing(rows: Iterable[Step], place: Callable[[str], int]) -> list[Step]:
    """The rows of the stage log that hold, oldest first: a step back undoes those of the stages above it."""
    held: list[Step] = []
    for row in rows:
        if row.back:
            held = [one for one in held if place(one.stage) <= place(row.stage)]
            if held and held[-1].stage == row.stage:
                continue
        held.append(row)
    return held


def entered_by(
    rules: Rules,
    *,
    standing_at: str,
    since: date,
    status: str,
    stage: str,
    on: date,
    reason: str,
    today: date,
) -> list[str]:
    """The stages that a step forward enters, empty for a step back. Raises :class:`WrongStep`, :class:`WrongStatus`."""
    if stage not in rules.stages:
        raise WrongStep.to(stage, rules.stages)
    if status != "active":
        raise WrongStatus(
            f"项目现为“{STATUSES[status].zh}”，请先恢复再推进。",
            f"The project is {status}. Take it up again before it moves on.",
        )
    if stage == standing_at:
        raise WrongStep(
            f"项目已处于“{rules.stages[stage].name.zh}”阶段。", f"The project stands at {stage!r} already."
        )
    not_ahead(on, today)
    if rules.place(stage) < rules.place(standing_at):
        if not reason.strip():
            raise WrongStep("退回须写明原因。", "A step back needs a reason.")
        return []
    if on < since:
        raise WrongStep(
            f"项目于 {since} 进入“{rules.stages[standing_at].name.zh}”，{on} 在此之前。",
            f"The project entered {standing_at!r} on {since}; {on} is before that.",
        )
    return rules.between(standing_at, stage)


def not_ahead(day: date, today: date) -> None:
    """Raise :class:`WrongStep` for a day that lies ahead."""
    if day > today:
        raise WrongStep(
            f"{day} 还没有到。请登记已发生的事；计划登记为计划。",
            f"{day} lies ahead. Record what has happened; plans are recorded as plans.",
        )


def agreed(
    rows: Iterable[Stated], kind: str, *, phase: str, basis: str, increases: bool = True
) -> tuple[Decimal, str] | None:
    """Number and currency of the last word on one kind, phase and basis; ``None`` where none is stated.

    A stated amount never includes increases; they are added to it, whoever's number it is.
    """
    return _last_words(rows, kind, phase, (basis,), increases=increases)[1]


def best(
    rows: Iterable[Stated], kind: str, *, phase: str, increases: bool = True
) -> tuple[Decimal, str, str] | None:
    """Number, currency and basis: what was verified before what was reported. Statistics stand apart."""
    basis, found = _last_words(rows, kind, phase, ("verified", "reported"), increases=increases)
    return None if found is None else (*found, basis)


def _last_words(
    rows: Iterable[Stated], kind: str, phase: str, bases: Sequence[str], *, increases: bool
) -> tuple[str, tuple[Decimal, str] | None]:
    """The first of ``bases`` on which an amount is stated, with number and currency. One pass: imports ask it often."""
    stated: dict[str, Stated] = {}
    more: list[Stated] = []
    for row in rows:
        if row.kind == kind and row.phase == phase:
            if row.change == "stated":
                stated[row.basis] = row
            elif row.change == "increased" and increases:
                more.append(row)
    for basis in bases:
        if basis in stated:
            last = stated[basis]
            added = sum((row.number for row in more if row.currency == last.currency), Decimal(0))
            return basis, (last.number + added if more else last.number, last.currency)
    return "", None


def size(rows: Iterable[Stated]) -> Decimal | None:
    """What a project is sized by: its contract's total investment in yuan, else its intention's."""
    rows = list(rows)
    for phase in ("contract", "intention"):
        found = best(rows, SIZED_BY, phase=phase)
        if found is not None and found[1] == "CNY":
            return found[0]
    return None


def band_of(investment: Decimal | None, bands: Sequence[Band]) -> str:
    """The code of the band that an investment falls in; empty where it is not known."""
    fitting = [band.code for band in bands if investment is not None and band.least <= investment]
    return fitting[-1] if fitting else ""


def missing_for(
    stage: str,
    *,
    rules: Rules,
    fields: Mapping[str, Any],
    evidence: Iterable[str],
    amounts: Iterable[Stated],
    on: date,
) -> tuple[Missing, ...]:
    """What a project still lacks for ``stage`` under the gates in force on a day, musts first."""
    found = [
        _missing(gate, rules.stages[stage].name)
        for gate in _unmet(stage, rules=rules, fields=fields, evidence=evidence, amounts=amounts, on=on)
    ]
    return tuple(sorted(found, key=lambda one: not one.must))


def _unmet(
    stage: str,
    *,
    rules: Rules,
    fields: Mapping[str, Any],
    evidence: Iterable[str],
    amounts: Iterable[Stated],
    on: date,
) -> Iterator[Gate]:
    held, stated = set(evidence), list(amounts)
    for gate in rules.gates_on(stage, on):
        if gate.when and not gate.when.holds(fields.get(gate.when.field)):
            continue
        what, _, name = gate.wants.partition(":")
        if what == "field":
            there = fields.get(name) not in (None, "")
        elif what == "evidence":
            there = name in held
        else:
            kind = name.removeprefix("contract.")
            phases = ("contract",) if name.startswith("contract.") else PHASES
            there = any(best(stated, kind, phase=phase) is not None for phase in phases)
        if not there:
            yield gate


def lacking(stage: str, status: str, *, rules: Rules, on: date, **held: Any) -> int:
    """How many musts a project lacks for the next stage that may not be passed over; ``held`` as above.

    One that is lost, ended or merged goes nowhere and lacks nothing.
    """
    followers = rules.followers(stage)
    if not followers or status not in ("active", "paused"):
        return 0
    return sum(gate.must for gate in _unmet(followers[-1], rules=rules, on=on, **held))


def _missing(gate: Gate, stage: Words) -> Missing:
    verb = Words("缺", "needs") if gate.must else Words("宜有", "should have")
    message = Words(
        f"“{stage.zh}”{verb.zh}{gate.name.zh}：{gate.why.zh}",
        f"“{stage.en}” {verb.en} {gate.name.en}: {gate.why.en}",
    )
    return Missing(gate.code, gate.stage, gate.wants, gate.name, gate.must, message)


def key_of(project_id: int) -> str:
    """A project's key in the ledger."""
    return f"project:{project_id}"


def increase_key(project_id: int, amount_id: int) -> str:
    """The key of an increase: it counts by itself, on its own day."""
    return f"{key_of(project_id)}{PART}increase:{amount_id}"


def source_of(*, origin: str, home: str, investor: str) -> str | None:
    """Where an investor comes from: ``foreign``, or the two digits of a province.

    The province is that of the written home, else the one that the investor's name begins with: names of enterprises
    bear the division that registered them. ``None`` where neither tells.
    """
    if origin == "foreign":
        return origin
    return province_heading(home.strip()) or province_heading(parse_name(investor).place.province)
