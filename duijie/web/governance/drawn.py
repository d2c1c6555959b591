"""What stands first in the form of a task: a proposal read out of a policy's words, with units that are meant."""

from __future__ import annotations

from datetime import date
from typing import Final

from duijie.accounts.queries import units
from duijie.accounts.types import Actor
from duijie.governance.drawing.rules import Named
from duijie.governance.queries import policy
from duijie.governance.tasks.rules import schemes
from duijie.kernel.words import Words
from duijie.rulebook.columns import WrongFields
from duijie.web.engagement.forms import Given
from duijie.web.governance.policy import found_in

COUNTED: Final = {"count": "count", "CNY": "money", "percent": "percent", "m2": "area"}
"""The measure that is offered for a quantity that a text prints, by its unit."""


def begun(today: date, **asked: str) -> dict[str, str]:
    """What stands first in the form of a new task."""
    return {"begins_on": today.isoformat(), "weight": "1", "scheme": next(iter(schemes())), **asked}


def drawn(policy_id: int, span: tuple[int, int], who: Actor, today: date) -> dict[str, str]:
    """What a stretch of a policy's words proposes, to be looked over by a person; empty where it proposes nothing."""
    info = policy(policy_id=policy_id, viewer=who, today=today)
    found = next((one for one in found_in(info, who) if (one.span.start, one.span.end) == span), None)
    if found is None:
        return begun(info.line.issued_on or today)
    meant = unit_meant(found.lead)
    quantity = found.quantities[-1].quantity if found.quantities else None
    code = COUNTED.get(quantity.unit, "") if quantity else ""
    helping = [units()[number].name for one in found.helping if (number := unit_meant(one)) is not None]
    return begun(
        info.line.issued_on or today, title=found.title[:200],
        unit="" if meant is None else str(meant), helping="\n".join(helping), due_on=found.due.on.isoformat() if found.due else "",
        measure=code, number=f"{quantity.number.normalize():f}" if quantity and code else "", about=found.words[:1000],
        body=str(info.body_id or ""),
    )  # fmt: skip


def unit_meant(named: Named | None) -> int | None:
    """The unit that a printed name means: its own name, or one that differs by 县 or 市 before it; never a guess."""
    if named is None:
        return None
    names = {one.name: one.id for one in units().values()}
    if named.name in names:
        return names[named.name]
    plain = named.name.lstrip("县市区省")
    found = [number for name, number in names.items() if plain in (name, name.lstrip("县市区省"))]
    return found[0] if len(found) == 1 else None


def helping_of(given: Given) -> list[int]:
    """The units named a line each. Raises :class:`WrongFields` for one that there is not."""
    known = {one.name: one.id for one in units().values()}
    names = list(filter(None, map(str.strip, given.get("helping", "").splitlines())))
    for name in names:
        if name not in known:
            raise WrongFields({"helping": Words(f"没有名为“{name}”的单位", f"there is no unit “{name}”")})
    return [known[name] for name in names]
