"""Events, channels and visits with what a test does not tell supplied."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from duijie.accounts.types import Actor
from duijie.engagement.operations import save_campaign, save_channel, save_event
from duijie.visits.operations import save_visit
from duijie.visits.types import Saved

FAIR_DAY = date(2024, 5, 18)


def fair(
    by: Actor, unit: int, at: datetime, *, day: date = FAIR_DAY, name: str = "经贸洽谈会", **more: Any
) -> int:
    """A fair that was held on ``day``; its number."""
    links = {key: more.pop(key) for key in ("campaign_id", "channel_ids") if key in more}
    values = {
        "name": name,
        "kind": "fair",
        "state": "held",
        "begins_on": str(day),
        "ends_on": str(day),
        **more,
    }
    return save_event(values=values, unit_id=unit, by=by, at=at, **links)


def drive(by: Actor, unit: int, at: datetime, **more: Any) -> int:
    """A campaign in May 2024; its number."""
    values = {"name": "京津攻坚月", "begins_on": "2024-05-01", "ends_on": "2024-05-31", **more}
    return save_campaign(values=values, unit_id=unit, by=by, at=at)


def chamber(by: Actor, unit: int, at: datetime, name: str = "云州商会") -> int:
    """A channel; its number."""
    return save_channel(values={"name": name, "kind": "chamber"}, unit_id=unit, by=by, at=at)


def planned(by: Actor, unit: int, at: datetime, *, name: str, day: str = "2024-07-10", **more: Any) -> Saved:
    """A visit out that is planned."""
    values = {
        "direction": "out", "name": name, "purpose": "approach", "state": "planned", "begins_on": day, **more
    }  # fmt: skip
    return save_visit(values=values, unit_id=unit, by=by, at=at)
