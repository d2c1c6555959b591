"""Agreements with what signing wants, so that a test tells only what it is about."""

from __future__ import annotations

from datetime import date, datetime

from duijie.accounts.types import Actor
from duijie.agreements import operations


def drawn_up(by: Actor, unit: int, at: datetime, *, kind: str = "investment", **more: object) -> int:
    """A draft with two parties and its paper."""
    given: dict[str, object] = {"title": "轴承项目投资协议", **more}
    number = operations.draw_up(kind=kind, unit_id=unit, by=by, at=at, **given)  # type: ignore[arg-type]
    operations.add_party(agreement_id=number, name="云禾县人民政府", role="region", by=by, at=at)
    operations.add_party(agreement_id=number, name="恒远轴承有限公司", role="investor", by=by, at=at)
    operations.attach(agreement_id=number, kind="agreement", title="协议文本", by=by, at=at)
    return number


def signed(by: Actor, unit: int, at: datetime, *, on: date | None = None, **more: object) -> int:
    """A signed one that promises nothing yet."""
    number = drawn_up(by, unit, at, **more)
    operations.sign(agreement_id=number, signed_on=on or at.date(), by=by, at=at)
    return number
