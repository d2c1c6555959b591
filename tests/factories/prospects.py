"""A saved list of one prospect, as a ranking would have left it, without a registry to rank."""

from __future__ import annotations

from datetime import datetime

from duijie.accounts.types import Actor
from duijie.matching.models import Listed, Shortlist


def listed_one(by: Actor, at: datetime, *, chain_id: int) -> dict[str, object]:
    """The numbers of the list and of its row."""
    whole = Shortlist.objects.create(
        name="七月名单",
        target="管业",
        chain_id=chain_id,
        weights="0",
        ranked=1,
        registered=1,
        by_id=by.user_id,
        at=at,
    )
    part = {"code": "chain_fit", "name": ["链条契合", "Chain fit"], "value": 1, "points": 30, "most": 30, "reason": ["胶管", "hoses"]}  # fmt: skip
    row = Listed.objects.create(
        shortlist=whole, rank=1, points=30, name="示例铭沐胶管有限公司", plain="示例铭沐胶管", chain_id=chain_id, link="hose",
        link_zh="胶管", link_en="Hoses", parts=[part], source="样本", row=3,
    )  # fmt: skip
    return {"shortlist": whole.pk, "listed": row.pk}
