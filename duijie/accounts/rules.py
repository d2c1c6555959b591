"""Roles and what they may do: the whole table on one screen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from duijie.kernel.words import Words

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
    # acts_below: the record of acts of the own unit and those below | acts: all of it
    "guest": frozenset(),
    "lead": frozenset({"see", "see_people", "acts_below"}),
    "auditor": frozenset({"see", "acts_below", "acts"}),
    "clerk": frozenset({"see", "see_people", "add"}),
    "reviewer": frozenset({"see", "see_people", "add", "review", "post", "acts_below"}),
    "administrator": frozenset(
        {"see", "see_people", "add", "review", "post", "settle", "acts_below", "acts"}
    ),
}

ROLE_NAMES: Final[Mapping[str, Words]] = {
    "guest": Words("来宾", "guest"),
    "clerk": Words("经办", "clerk"),
    "reviewer": Words("审核", "reviewer"),
    "lead": Words("领导", "leader"),
    "auditor": Words("审计", "auditor"),
    "administrator": Words("管理员", "administrator"),
}

ACTS: Final[Mapping[str, tuple[Words, Words]]] = {
    "see": (
        Words("查看", "see"),
        Words(
            "文件、项目、协议、活动、数字，导出清单",
            "documents, projects, agreements, events, figures; take lists out",
        ),
    ),
    "see_people": (
        Words("查看个人信息", "see people"),
        Words("联系人的姓名、电话、邮箱", "names, numbers and addresses of contacts"),
    ),
    "add": (
        Words("登记和修改", "add and change"),
        Words(
            "文件、组织、项目、协议、活动，导入表格，报送",
            "documents, organisations, projects, agreements, events; imports; returns",
        ),
    ),
    "review": (
        Words("审核", "review"),
        Words(
            "审定陈述、判定名称、审批推进、核实资金、催报",
            "statements, names, steps of projects, money received; ask for returns",
        ),
    ),
    "post": (Words("入账", "post"), Words("审定的事实记入台账", "reviewed facts into the ledger")),
    "acts_below": (
        Words("查操作记录", "read the record of acts"),
        Words("何人、何时、对哪条记录做了什么", "who did what to which record, when"),
    ),
    "acts": (
        Words("查全部操作记录", "read all of the record of acts"),
        Words("各单位的操作记录及导出", "that of every unit, and take it out"),
    ),
    "settle": (
        Words("管理", "settle"),
        Words("本地区、单位、用户、令牌", "the region, units, users, tokens"),
    ),
}


def scope(role: str, act: str) -> str:
    """How far an act of a role reaches: ``region``, ``subtree`` (the own unit and those below), or empty for nowhere.

    ``confidential`` stands for reading rows of confidential records.
    """
    if act == "confidential":
        return "region" if role in SEES_CONFIDENTIAL else "subtree" if "see" in MAY[role] else ""
    if act not in MAY[role]:
        return ""
    wider = {"add": "review", "acts_below": "acts"}.get(act)
    return "region" if wider is None or wider in MAY[role] else "subtree"


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
