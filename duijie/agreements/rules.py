"""Kinds, gates, reminders, and how a step stands: tables and pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Final

from django.utils import timezone

from duijie.agreements.types import WrongAgreement
from duijie.funds.rules import promise_kinds
from duijie.kernel.words import Words
from duijie.pipeline.types import Missing
from duijie.rulebook import in_force, known, table
from duijie.rulebook.columns import Choice

OWN: Final = "duijie.agreements"
SIDES: Final[Mapping[str, Words]] = {"ours": Words("我方", "ours"), "theirs": Words("对方", "theirs")}
STATES: Final[Mapping[str, Words]] = {
    "draft": Words("起草", "draft"),
    "signed": Words("已签", "signed"),
    "fulfilled": Words("履行完毕", "fulfilled"),
    "ended": Words("终止", "ended"),
    "dropped": Words("未签作罢", "dropped"),
}
# What may follow on which state; signing has an operation of its own.
FOLLOWS: Final[Mapping[str, tuple[str, ...]]] = {
    "fulfilled": ("signed",),
    "ended": ("signed",),
    "dropped": ("draft",),
    "draft": ("dropped",),
}
# How a step stands, the worst first: a clause stands as its worst step does.
STEP_STATES: Final[Mapping[str, Words]] = {
    "broken": Words("违约", "broken"),
    "overdue": Words("逾期", "overdue"),
    "partly": Words("部分履行", "partly met"),
    "due_soon": Words("临近到期", "due soon"),
    "open": Words("未到期", "open"),
    "met": Words("已履行", "met"),
    "waived": Words("已豁免", "waived"),
}
CLOSING: Final = ("met", "waived", "broken")
ACTS: Final[Mapping[str, Words]] = {
    "met": Words("履行", "met"),
    "partly": Words("部分履行", "partly met"),
    "broken": Words("认定违约", "found broken"),
    "waived": Words("豁免", "waived"),
    "reopened": Words("重新打开", "opened again"),
}
LIGHTS: Final[Mapping[str, str]] = {
    "broken": "red", "overdue": "red", "partly": "yellow", "due_soon": "yellow", "open": "", "met": "green",
    "waived": "",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of agreement."""

    code: str
    name: Words
    formal: bool = False


@dataclass(frozen=True, slots=True)
class Role:
    """What a party is, and its side."""

    code: str
    name: Words
    side: str


@dataclass(frozen=True, slots=True)
class ClauseKind:
    """What a clause promises; see the head of ``clause_kinds.toml``."""

    code: str
    name: Words
    side: str
    unit: str = ""
    promise: str = ""


@dataclass(frozen=True, slots=True)
class Conclusion:
    """What a review comes to."""

    code: str
    name: Words
    passes: bool = False
    limited: bool = False


@dataclass(frozen=True, slots=True)
class Gate:
    """What signing wants; see the head of ``agreement_gates.toml``."""

    code: str
    wants: str
    name: Words
    why: Words
    effective_from: date
    effective_until: date | None = None
    must: bool = True
    kinds: tuple[str, ...] = ()
    clauses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReminderRow:
    """How long before something is reminded of."""

    code: str
    what: str
    days: int
    effective_from: date
    effective_until: date | None = None
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rules:
    """All tables of the package."""

    kinds: Mapping[str, Kind]
    roles: Mapping[str, Role]
    papers: Mapping[str, Words]
    clauses: Mapping[str, ClauseKind]
    conclusions: Mapping[str, Conclusion]
    gates: tuple[Gate, ...]
    reminders: tuple[ReminderRow, ...]

    def days_before(self, what: str, kind: str, today: date) -> int:
        """How many days before it falls due a thing of this kind is reminded of; 0 where no row says so."""
        rows = [row for row in in_force(self.reminders, today) if row.what == what]
        named = [row.days for row in rows if kind in row.kinds]
        others = [row.days for row in rows if not row.kinds]
        return (named or others or [0])[0]

    def longest(self, today: date) -> int:
        """The longest time before which anything is reminded of."""
        return max((row.days for row in in_force(self.reminders, today)), default=0)


@cache
def load() -> Rules:
    """The tables. Raises :class:`duijie.rulebook.WrongTable` where one is wrong or does not fit another."""
    rules = Rules(
        kinds={row.code: row for row in table(OWN, "agreement_kinds", Kind)},
        roles={row.code: row for row in table(OWN, "party_roles", Role)},
        papers={row.code: row.name for row in table(OWN, "paper_kinds", Choice)},
        clauses={row.code: row for row in table(OWN, "clause_kinds", ClauseKind)},
        conclusions={row.code: row for row in table(OWN, "review_conclusions", Conclusion)},
        gates=table(OWN, "agreement_gates", Gate),
        reminders=table(OWN, "agreement_reminders", ReminderRow),
    )
    for number, clause in enumerate(rules.clauses.values(), 1):
        known("clause_kinds.toml", number, "side", clause.side, SIDES)
        if clause.promise:
            known("clause_kinds.toml", number, "promise", clause.promise, promise_kinds())
    wants = ["clause", "review", "policy_review", *(f"party:{side}" for side in SIDES), *(f"paper:{kind}" for kind in rules.papers)]  # fmt: skip
    for number, gate in enumerate(rules.gates, 1):
        known("agreement_gates.toml", number, "wants", gate.wants, wants)
        for code in gate.kinds:
            known("agreement_gates.toml", number, "kind", code, rules.kinds)
        for code in gate.clauses:
            known("agreement_gates.toml", number, "clause", code, rules.clauses)
    for number, row in enumerate(rules.reminders, 1):
        known("agreement_reminders.toml", number, "what", row.what, ("expiry", "due"))
    return rules


def state_of_step(
    *,
    last: str,
    due_on: date | None,
    promised: Decimal | None,
    achieved: Decimal | None,
    soon: int,
    today: date,
) -> str:
    """How a step stands: a person's last word first, then what came of its promise, then the calendar.

    ``soon`` days before it is due it is due soon; on the day itself it is not yet overdue.
    """
    if last in CLOSING:
        return last
    if not last and promised is not None and achieved is not None and achieved >= promised:
        return "met"
    if due_on is not None and due_on < today:
        return "overdue"
    if last == "partly":
        return "partly"
    if due_on is not None and (due_on - today).days <= soon:
        return "due_soon"
    return "open"


def worst(states: Iterable[str]) -> str:
    """The state that a clause with these steps is in."""
    order = list(STEP_STATES)
    return min(states, key=order.index, default="open")


@dataclass(frozen=True, slots=True)
class Held:
    """What an agreement has, as its gates look at it.

    ``promised``: kinds of our side's clauses; ``reviewed`` and ``policies_reviewed``: whether a passing review covers
    all that is promised, and every policy attached.
    """

    kind: str
    sides: frozenset[str]
    papers: frozenset[str]
    clauses: int
    promised: frozenset[str]
    reviewed: bool
    policies_reviewed: bool


def missing_for(held: Held, on: date) -> tuple[Missing, ...]:
    """What signing on a day still wants, musts first."""
    found = []
    for gate in in_force(load().gates, on):
        if gate.kinds and held.kind not in gate.kinds:
            continue
        if gate.clauses and not held.promised.intersection(gate.clauses):
            continue
        what, _, name = gate.wants.partition(":")
        there = {
            "party": name in held.sides,
            "paper": name in held.papers,
            "clause": held.clauses > 0,
            "review": held.reviewed,
            "policy_review": held.policies_reviewed,
        }[what]
        if not there:
            verb = Words("缺", "Signing needs") if gate.must else Words("宜有", "Signing should have")
            message = Words(
                f"签订{verb.zh}{gate.name.zh}：{gate.why.zh}", f"{verb.en} {gate.name.en}: {gate.why.en}"
            )
            found.append(Missing(gate.code, "signed", gate.wants, gate.name, gate.must, message))
    return tuple(sorted(found, key=lambda one: not one.must))


def key_of(agreement_id: int) -> str:
    """An agreement's name in audit rows."""
    return f"agreement:{agreement_id}"


def one_of(what: str, value: str, allowed: Iterable[str]) -> None:
    """Raise :class:`WrongAgreement` unless ``value`` is one of ``allowed``."""
    if value not in allowed:
        raise WrongAgreement(
            f"没有“{value}”这一项，可用：{'、'.join(allowed)}。",
            f"There is no {what} {value!r}; there are {', '.join(allowed)}.",
        )


def not_ahead(day: date, at: datetime) -> None:
    """Raise :class:`WrongAgreement` for a day that lies ahead of ``at``."""
    if day > timezone.localdate(at):
        raise WrongAgreement(
            f"{day} 还没到，请记录已发生的事。", f"{day} lies ahead. Record what has happened."
        )


def reasoned(reason: str) -> str:
    """The reason, without blanks around. Raises :class:`WrongAgreement` where there is none."""
    if not reason.strip():
        raise WrongAgreement("请简要说明原因。", "Say why in a few words.")
    return reason.strip()[:300]
