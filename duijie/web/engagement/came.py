"""What came of an event, a campaign or a channel: the steps with their bars, and the list behind each."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from duijie.accounts.types import Actor
from duijie.engagement.rules import load
from duijie.signings import queries
from duijie.signings.rules import STEPS
from duijie.web.compose.paging import page_number, paging
from duijie.web.engagement.cells import money, not_shown, paid, sliced, table, to
from duijie.web.engagement.pages import Cell, ListPage, Step
from duijie.web.pages.parts import Link
from duijie.web.saying import say

# The quota that a step's count, or its amount, is held against.
QUOTAS: Mapping[str, tuple[str, str]] = {
    "attended": ("attended", ""), "leads": ("leads", ""), "signed": ("signed", "signed_investment"),
    "received": ("", "received"),
}  # fmt: skip


def steps_of(
    what: str, number: int, *, viewer: Actor, quotas: Mapping[str, Decimal] | None = None
) -> tuple[Step, ...]:
    """The steps of an ``event``, ``campaign`` or ``channel``."""
    of: dict[str, Any] = {f"{what}_id": number}
    found = queries.came_of(viewer=viewer, **of)
    widest = max((one.count for one in found), default=0) or 1
    ready = []
    for one in found:
        first = ""
        if one.first is not None and one.count:
            told = ngettext("%(count)s by first touch", "%(count)s by first touch", one.first)
            first = told % {"count": one.first}
        ready.append(
            Step(
                say(one.name), f"{one.count:,}", round(100 * one.count / widest),
                money(one.number) if one.number else None, first, _against(one, quotas or {}),
                reverse(f"{what}-came", args=[number, one.code]),
            )
        )  # fmt: skip
    return tuple(ready)


def came_page(
    what: str, number: int, step: str, back: Link, asked: Mapping[str, str], *, viewer: Actor
) -> ListPage:
    """Those that a step counts and the viewer reads."""
    of: dict[str, Any] = {f"{what}_id": number}
    listed, hidden = queries.came(step=step, viewer=viewer, **of)
    rows = [
        (
            Cell(one.label, to(one.thing), tags=(_("first touch"),) if one.first else ()),
            Cell(one.detail),
            paid(one.number),
        )
        for one in sliced(listed, page_number(asked))
    ]
    here = reverse(f"{what}-came", args=[number, step])
    detail = _("Event") if step in ("invited", "attended") else _("Investor")
    return ListPage(
        heading=f"{back.label} · {say(STEPS[step])}",
        about=_("What the step counts, as far as you may read it."),
        act=None,
        tabs=tuple(Link(say(name), reverse(f"{what}-came", args=[number, code])) for code, name in STEPS.items()),
        chosen=here,
        asked=(),
        here="",
        total="",
        notices=tuple(filter(None, [not_shown(hidden)])),
        table=table(
            "came", "", [_("Name"), detail, _("Amount")], rows,
            empty=_("Nothing recorded yet"), numbers=[2],
            hint=_("Say so with “It brought a lead or project” on its page."),
        ),
        paging=paging(here, asked, page_number(asked), len(listed)),
        back=back,
    )  # fmt: skip


def _against(one: Any, quotas: Mapping[str, Decimal]) -> str:
    by_count, by_amount = QUOTAS.get(one.code, ("", ""))
    told = []
    for code, reached in ((by_count, one.count), (by_amount, one.number)):
        quota = quotas.get(code)
        if quota:
            share = f"{100 * Decimal(reached or 0) / quota:.0f}"
            told.append(_("%(what)s %(share)s%%") % {"what": say(load().quotas[code].name), "share": share})
    return _("of the quota: %(told)s") % {"told": ", ".join(told)} if told else ""
