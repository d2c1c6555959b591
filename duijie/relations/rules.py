"""What ties are worth, by kind: the package's one table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Final

from duijie.kernel.words import Words
from duijie.rulebook import WrongTable, known, table

KINDS: Final = (
    "parent", "group", "unit", "post", "seat", "chief", "channel", "venture", "invested", "talks", "agreement",
    "platform", "partnership", "technology", "supplies", "member", "tenant", "local", "town", "brought", "visit", "talk",
    "hosted", "met",
)  # fmt: skip
"""Kinds of ties that records give rise to; the table says what each is worth and called."""
FAMILIES: Final[Mapping[str, Words]] = {
    "ours": Words("本级单位", "our own units"),
    "ownership": Words("股权与集团", "ownership and groups"),
    "projects": Words("投资与合资", "investment and ventures"),
    "papers": Words("协议、平台、技术、供货", "agreements, platforms, technology, supply"),
    "members": Words("商协会与渠道", "chambers and channels"),
    "meetings": Words("拜访与活动", "visits and events"),
    "people": Words("人员任职", "people and posts"),
    "place": Words("所在地与园区", "place and park"),
}
"""What kinds are drawn and narrowed by together."""
FILE: Final = "relation_kinds.toml"


@dataclass(frozen=True, slots=True)
class Kind:
    """A row of ``relation_kinds.toml``."""

    code: str
    family: str
    name: Words
    strength: Decimal
    most: int = 0


@cache
def kinds() -> dict[str, Kind]:
    """The kinds by code, in the order of :data:`KINDS`. Raises :class:`WrongTable`."""
    rows = table("duijie.relations", FILE.removesuffix(".toml"), Kind)
    for number, row in enumerate(rows, 1):
        known(FILE, number, "code", row.code, KINDS)
        known(FILE, number, "family", row.family, FAMILIES)
        if not 0 < row.strength <= 1:
            raise WrongTable(FILE, number, f"strength {row.strength} is not above 0 to 1", "Mend the number.")
    found = {row.code: row for row in rows}
    if missing := [code for code in KINDS if code not in found]:
        raise WrongTable(FILE, 0, f"no row tells of {', '.join(missing)}", "Add one for each.")
    return {code: found[code] for code in KINDS}
