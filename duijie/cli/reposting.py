"""Records that tell the ledger something, in the order in which they are gone through by ``duijie repost``."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final, Protocol

from duijie.accounts.types import Actor
from duijie.funds import operations as funds
from duijie.innovation import operations as innovation
from duijie.kernel.words import Words
from duijie.leads import operations as leads
from duijie.ledger.types import Posted
from duijie.parks import operations as parks
from duijie.pipeline.bulk import operations as pipeline


class Repost(Protocol):
    """Brings the ledger in step with records of one kind."""

    def __call__(self, *, by: Actor, at: datetime) -> Posted:
        """What was added and what was corrected."""


SOURCES: Final[Mapping[str, tuple[Words, Repost]]] = {
    "projects": (Words("项目", "projects"), pipeline.repost),
    "receipts": (Words("到位资金", "money received"), funds.repost),
    "leads": (Words("线索", "leads"), leads.repost),
    "platforms": (Words("平台", "platforms"), innovation.repost),
    "parks": (Words("园区产业名录", "industries of parks"), parks.repost),
}
