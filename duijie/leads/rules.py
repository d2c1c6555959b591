"""Clocks, protection and what the acts on a lead come to: tables and pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from typing import Final

from duijie.kernel.words import Words
from duijie.leads.types import Due
from duijie.rulebook import WrongTable, in_force, known, table

REGISTERED: Final = "registered"
# What may be done, and whether the office alone may do it.
STEPS: Final[Mapping[str, Words]] = {
    "answered": Words("已响应", "answered"),
    "experts": Words("请外部专家研判", "outside experts asked"),
    "judged": Words("已研判", "judged"),
    "fed_back": Words("已反馈", "introducer told"),
    "progressed": Words("进展", "progress"),
}
CLAIMS: Final[Mapping[str, Words]] = {
    "accepted": Words("受理，首谈保护", "accepted, protected"),
    "refused": Words("不予受理", "refused"),
    "renewed": Words("续期", "renewed"),
    "transferred": Words("转交", "handed over"),
    "disputed": Words("有争议", "disputed"),
    "ruled": Words("已裁定", "ruled"),
}
CLAIM_STATES: Final[Mapping[str, Words]] = {
    "applied": Words("申报", "applied for"),
    "protected": Words("首谈保护", "protected"),
    "lapsed": Words("失效", "lapsed"),
    "refused": Words("未受理", "refused"),
    "disputed": Words("争议", "disputed"),
    "closed": Words("已了结", "closed"),
}
ENDS: Final = ("converted", "lost")


@dataclass(frozen=True, slots=True)
class Clock:
    """A clock; see the head of ``clocks.toml``."""

    code: str
    name: Words
    starts: str
    ends: str
    days: int
    effective_from: date
    effective_until: date | None = None
    again: bool = False
    more: str = ""
    more_days: int = 0


@dataclass(frozen=True, slots=True)
class Protection:
    """How long a first report is protected; see the head of ``protection.toml``."""

    code: str
    least: Decimal
    days: int
    renewals: int
    renewal_days: int
    effective_from: date
    effective_until: date | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a lead came to nothing; ``invalid``: it never was one."""

    code: str
    name: Words
    invalid: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a judgement may find; see the head of ``verdicts.toml``."""

    code: str
    name: Words
    valid: bool | None = None


@dataclass(frozen=True, slots=True)
class Rules:
    """All tables of the package."""

    clocks: tuple[Clock, ...]
    protection: tuple[Protection, ...]
    losses: Mapping[str, Words]
    verdicts: Mapping[str, Verdict]
    invalid: frozenset[str]
    """Losses that say that it never was a lead."""


@cache
def load() -> Rules:
    """The tables. Raises :class:`duijie.rulebook.WrongTable`."""
    own = "duijie.leads"
    losses = table(own, "loss_reasons", Reason)
    rules = Rules(
        table(own, "clocks", Clock),
        table(own, "protection", Protection),
        {row.code: row.name for row in losses},
        {row.code: row for row in table(own, "verdicts", Verdict)},
        frozenset(row.code for row in losses if row.invalid),
    )
    for number, clock in enumerate(rules.clocks, 1):
        known("clocks.toml", number, "starts", clock.starts, (REGISTERED, *STEPS))
        known("clocks.toml", number, "ends", clock.ends, STEPS)
        if clock.more:
            known("clocks.toml", number, "more", clock.more, STEPS)
        if clock.days < 1:
            raise WrongTable(
                "clocks.toml", number, "a clock runs for a day at least", "Write days = 1 or more."
            )
    return rules


@dataclass(frozen=True, slots=True)
class Acted:
    """An act with its day in the installation's time zone."""

    act: str
    on: date
    unit_id: int | None
    until: date | None
    code: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """What the acts on a lead come to."""

    state: str
    holder_id: int
    claim: str
    protected_until: date | None
    renewals: int


def standing(unit_id: int, acts: Iterable[Acted]) -> Standing:
    """Where a lead of ``unit_id`` stands after its acts, in their order."""
    state, holder, claim, until, renewals = "open", unit_id, "applied", None, 0
    for act in acts:
        match act.act:
            case "accepted":
                claim, until = "protected", act.until
            case "refused":
                claim, until = "refused", None
            case "renewed":
                claim, until, renewals = "protected", act.until, renewals + 1
            case "transferred" | "ruled":
                holder = act.unit_id or holder
                claim, until = "protected", act.until
            case "disputed":
                claim = "disputed"
            case "converted" | "lost":
                state, claim, until = act.act, "closed", None
    return Standing(state, holder, claim, until, renewals)


@dataclass(frozen=True, slots=True)
class Found:
    """Whether a lead is valid information, by which act and since which day."""

    valid: bool
    act: str
    on: date


def found_of(acts: Iterable[Acted], rules: Rules) -> Found | None:
    """What a lead was found to be: the last word holds. ``None`` where none was said, or the last one was taken back.

    A judgement without a verdict changes nothing; one that says the same again holds since it was first said.
    """
    found: Found | None = None
    for act in acts:
        valid = None
        if act.act == "judged" and act.code in rules.verdicts:
            valid = rules.verdicts[act.code].valid
            if valid is None:
                found = None
        elif act.act == "converted":
            valid = True
        elif act.act == "lost" and act.code in rules.invalid:
            valid = False
        if valid is not None and (found is None or found.valid != valid):
            found = Found(valid, act.act, act.on)
    return found


def claim_on(claim: str, until: date | None, today: date) -> str:
    """The claim as of a day: a protection lapses by itself."""
    return "lapsed" if claim == "protected" and until is not None and until < today else claim


def protection_for(amount: Decimal | None, rows: Sequence[Protection], today: date) -> Protection:
    """The row that holds for a lead of this amount."""
    fitting = [row for row in in_force(rows, today) if row.least <= (amount or 0)]
    if not fitting:
        raise WrongTable(
            "protection.toml", 0, f"no row holds on {today} from nothing on", "Add one with least = 0."
        )
    return fitting[-1]


def clocks_of(
    registered_on: date, acts: Sequence[Acted], clocks: Sequence[Clock], today: date
) -> tuple[Due, ...]:
    """Every clock that has started, by due day. A lead that is converted or lost owes nothing more."""
    ended = next((act.on for act in acts if act.act in ENDS), None)
    found = []
    for clock in in_force(clocks, registered_on):
        starts = (
            [registered_on]
            if clock.starts == REGISTERED
            else [a.on for a in acts if a.act == clock.starts][:1]
        )
        done = [act.on for act in acts if act.act == clock.ends]
        if clock.again:
            starts = [start for start in starts + done if starts]
        days = clock.more_days if any(act.act == clock.more for act in acts) and clock.more else clock.days
        for place, start in enumerate(starts):
            answered = done[place] if place < len(done) else None
            due = start + timedelta(days=days)
            if answered is None and ended is not None:
                continue
            late = max(0, ((answered or today) - due).days)
            found.append(Due(clock.code, clock.name, due, answered, late))
    return tuple(sorted(found, key=lambda one: (one.due_on, one.clock)))
