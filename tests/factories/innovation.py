"""A platform with one thing of every sort beside it."""

from __future__ import annotations

from datetime import datetime

from duijie.accounts.types import Actor
from duijie.innovation.dealings.operations import save_contract, save_partnership, save_talent
from duijie.innovation.operations import save_platform, save_record


def staffed(by: Actor, unit: int, at: datetime) -> dict[str, int]:
    """The numbers of a platform, something recorded of it, somebody, a technology contract and a partnership."""
    platform = save_platform(
        values={"kind": "outpost", "name": "北京研发中心", "host": "青禾种业有限公司", "place": "北京市海淀区", "approved_on": "2023-01-01"},
        unit_id=unit, by=by, at=at,
    )  # fmt: skip
    told = {"kind": "landed", "on": "2024-05-01", "title": "轴承中试线"}
    person = {
        "person": "沈文山",
        "category": "expert",
        "mode": "flexible",
        "host": "青禾种业有限公司",
        "begins_on": "2024-02-01",
    }
    contract = {
        "title": "复合材料开发", "kind": "development", "seller": "云州大学", "seller_region": "北京", "buyer": "青禾种业有限公司",
        "flow": "absorbed", "amount": "800000", "signed_on": "2024-03-01", "state": "registered", "registered_on": "2024-04-01",
        "number": "2024130001",
    }  # fmt: skip
    joint = {
        "title": "联合攻关",
        "kind": "research",
        "firm": "青禾种业有限公司",
        "institution": "云州大学",
        "signed_on": "2024-02-01",
    }
    return {
        "platform": platform,
        "platform_record": save_record(values=told, platform_id=platform, by=by, at=at),
        "talent": save_talent(values=person, unit_id=unit, platform_id=platform, by=by, at=at),
        "contract": save_contract(values=contract, unit_id=unit, by=by, at=at),
        "partnership": save_partnership(values=joint, unit_id=unit, platform_id=platform, by=by, at=at),
    }
