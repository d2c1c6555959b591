"""Who may do what, made from the table that decides it."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from duijie.accounts.rules import ACTS, ROLE_NAMES, scope
from duijie.accounts.types import Actor
from duijie.kernel.words import Words
from duijie.web.acts.record import acts_tabs
from duijie.web.engagement.cells import table
from duijie.web.engagement.pages import Cell, Table
from duijie.web.pages.parts import Link
from duijie.web.saying import say

REACH = {
    "region": Words("全域", "whole region"),
    "subtree": Words("本单位及下级", "own unit and below"),
    "": Words("–", "–"),
}
CONFIDENTIAL = (
    Words("查看保密记录", "see confidential records"),
    Words("保密项目、协议、拜访的内容；其他单位只见计数", "what confidential projects, agreements and visits say; other units only see them counted"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Meaning:
    """A word of the table and what it means."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class MayPage:
    """The table of roles and acts, and what its words mean."""

    heading: str
    about: str
    tabs: tuple[Link, ...]
    chosen: str
    table: Table
    meaning: tuple[Meaning, ...]


def may_page(*, viewer: Actor) -> MayPage:
    """The table of permissions on one screen."""
    acts = {**ACTS, "confidential": CONFIDENTIAL}
    rows = [
        [
            Cell(say(name), note=say(meaning)),
            *(Cell(say(REACH[scope(role, act)]), light="green" if scope(role, act) == "region" else "yellow" if scope(role, act) else "") for role in ROLE_NAMES),
        ]
        for act, (name, meaning) in acts.items()
    ]  # fmt: skip
    mine = say(ROLE_NAMES[viewer.role]) if viewer.role in ROLE_NAMES else viewer.role
    return MayPage(
        _("Who may do what"),
        _("You are signed in as %(name)s, role: %(role)s.") % {"name": viewer.name, "role": mine},
        acts_tabs(viewer),
        reverse("may"),
        table(
            "may", _("Roles and acts"), [_("Act"), *(say(name) for name in ROLE_NAMES.values())], rows, empty="",
            about=_("The same table decides on pages, in the interface, in commands and in exports."),
        ),
        (
            Meaning(_("Whole region"), _("Every unit's records.")),
            Meaning(_("Own unit and below"), _("The records that the own unit keeps and those of all units below it in the tree. Others are read, not changed.")),
            Meaning(_("Confidential"), _("A confidential project, agreement or visit is read in the unit that keeps it and in those above, by leaders, auditors and administrators. To everybody else it is a number in the counts, in lists, search, boards, exports and figures.")),
            Meaning(_("People"), _("Names, numbers and addresses of contacts show only to roles that see people. In the record of acts they are kept apart: an auditor reads that a contact was changed, not what it says.")),
            Meaning(_("Programs"), _("A token carries at most what its person may, less by its scopes, and never people.")),
        ),
    )  # fmt: skip
