"""Roles and what they may do: the whole table on one screen."""

from __future__ import annotations

from typing import Final

ROLES: Final = {
    "clerk": "经办",
    "reviewer": "审核",
    "lead": "领导",
    "auditor": "审计",
    "administrator": "管理员",
    "guest": "来宾",
}

MAY: Final[dict[str, frozenset[str]]] = {
    # see documents and figures | see_people: contacts | add documents, describe organisations
    # review statements, judge names | post to the ledger | settle the region
    "guest": frozenset(),
    "lead": frozenset({"see", "see_people"}),
    "auditor": frozenset({"see"}),
    "clerk": frozenset({"see", "see_people", "add"}),
    "reviewer": frozenset({"see", "see_people", "add", "review", "post"}),
    "administrator": frozenset({"see", "see_people", "add", "review", "post", "settle"}),
}

# Who sees the rows of a confidential project besides the unit that keeps it and the units above that one.
SEES_CONFIDENTIAL: Final = frozenset({"lead", "auditor", "administrator"})

WHOLE_REGION: Final = frozenset(
    {
        "全县",
        "我县",
        "全市",
        "我市",
        "全区",
        "我区",
        "全州",
        "全旗",
        "全省",
        "县里",
        "市里",
        "区里",
        "县内",
        "市内",
    }
)

# What a token may be used for, and which acts of its user's role it carries along. None carries ``see_people``:
# names and numbers of people do not leave through a program.
SCOPES: Final[dict[str, frozenset[str]]] = {
    "read": frozenset({"see"}),
    "write": frozenset({"add", "review", "post"}),
}
