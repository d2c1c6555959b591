"""A leading group with a policy and a task under it."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from duijie.accounts.types import Actor
from duijie.governance.operations import save_body, save_chain, save_policy, seat
from duijie.governance.overseeing.operations import hand_out
from duijie.governance.tasks.operations import give, report

POLICY = "关于加快承接产业转移的意见\n由县招商局牵头，年底前引进亿元以上项目不少于10个。\n加强宣传。\n"


def group(by: Actor, at: datetime, unit: int, **more: Any) -> int:
    """A leading group."""
    values = {"name": "产业转移领导小组", "kind": "leading_group", "founded_on": "2024-01-05", **more}
    return save_body(values=values, unit_id=unit, by=by, at=at)


def opinion(by: Actor, at: datetime, unit: int, **more: Any) -> int:
    """A policy with words of its own."""
    values = {
        "title": "关于加快承接产业转移的意见",
        "issued_on": "2024-02-01",
        "valid_until": "2026-12-31",
        "text": POLICY,
        **more,
    }
    return save_policy(values=values, unit_id=unit, by=by, at=at)


def task(by: Actor, at: datetime, unit: int, **more: Any) -> int:
    """A task of the first half of the year."""
    first, last = date(2024, 1, 1), date(2024, 6, 30)
    return give(
        **{
            "title": "引进亿元以上项目",
            "unit_id": unit,
            "begins_on": first,
            "due_on": last,
            "by": by,
            "at": at,
            **more,
        }
    )


def governed(by: Actor, at: datetime, unit: int) -> dict[str, int]:
    """The numbers of one record of every sort."""
    body, policy, number = group(by, at, unit), opinion(by, at, unit), task(by, at, unit)
    return {
        "body": body, "policy": policy, "task": number,
        "seat": seat(of="body", number=body, role="head", values={"post": "县长"}, by=by, at=at),
        "governed": save_chain(values={"name": "橡塑产业链"}, unit_id=unit, by=by, at=at),
        "report": report(task_id=number, on=at.date(), number=None, percent=Decimal(10), text="已洽谈", proof="纪要", by=by, at=at),
        "slip": hand_out(task_id=number, kind="urge", text="请抓紧", by=by, at=at),
    }  # fmt: skip
