"""The list of organisations: narrowed, searched, paged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, fields

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from duijie.accounts.types import Actor
from duijie.directory.queries import listing, places_and_industries
from duijie.directory.rules import FORMS, HONOURS, KINDS, STATUSES
from duijie.directory.types import Filters, Listed
from duijie.web.compose.codes import (
    choices,
    industry_choices,
    industry_shown,
    place_choices,
    place_shown,
)
from duijie.web.compose.mentions import registered
from duijie.web.compose.paging import PAGE, page_number, paging
from duijie.web.pages.organisations import (
    Narrowing,
    OrganisationList,
    OrganisationRow,
    OrganisationsPage,
)
from duijie.web.pages.parts import Link
from duijie.web.saying import say


def organisations_page(asked: Mapping[str, str], *, viewer: Actor) -> OrganisationsPage:
    """The whole page."""
    filters = filters_of(asked)
    return OrganisationsPage(
        search=filters.search,
        narrowings=_narrowings(filters, viewer),
        found=organisation_list(asked, viewer=viewer),
        add_url=reverse("add-organisation") if viewer.may("add") else "",
    )


def organisation_list(asked: Mapping[str, str], *, viewer: Actor) -> OrganisationList:
    """What fits: the part that changes while somebody types."""
    filters = filters_of(asked)
    number = page_number(asked)
    found = listing(filters=filters, viewer=viewer, offset=(number - 1) * PAGE, limit=PAGE)
    told = f"{found.total:,}"
    if found.more:
        total = _("more than %(count)s organisations") % {"count": told}
    else:
        total = ngettext("%(count)s organisation", "%(count)s organisations", found.total) % {"count": told}
    return OrganisationList(
        rows=tuple(_row(one) for one in found.rows),
        total=total,
        narrowed=filters != Filters(),
        paging=paging(reverse("organisations"), asdict(filters), number, found.total),
        registered=registered(filters.search, viewer=viewer) if number == 1 else (),
    )


def filters_of(asked: Mapping[str, str]) -> Filters:
    """What the list is narrowed to."""
    return Filters(**{field.name: asked.get(field.name, "").strip()[:100] for field in fields(Filters)})


def _narrowings(filters: Filters, viewer: Actor) -> tuple[Narrowing, ...]:
    divisions, industries = places_and_industries(viewer=viewer)
    every = _("all")
    return (
        Narrowing("kind", _("Kind"), choices(KINDS, filters.kind, empty=every)),
        Narrowing(
            "division", _("Place"),
            place_choices(divisions, filters.division, empty=every),
        ),
        Narrowing(
            "industry", _("Industry"),
            industry_choices(industries, filters.industry, empty=every),
        ),
        Narrowing("form", _("Legal form"), choices(FORMS, filters.form, empty=every)),
        Narrowing("honour", _("Honour"), choices(HONOURS, filters.honour, empty=every)),
        Narrowing("status", _("Status"), choices(STATUSES, filters.status, empty=every)),
    )  # fmt: skip


def _row(one: Listed) -> OrganisationRow:
    more = one.names - 1
    told = ngettext("%(count)s more name", "%(count)s more names", more) % {"count": more} if more else ""
    return OrganisationRow(
        name=Link(one.title, reverse("organisation", args=[one.id])),
        other_names=told,
        kind=say(KINDS[one.kind]),
        place=place_shown(one.division),
        industry=industry_shown(one.industry),
        code=one.code,
        honours=tuple(say(HONOURS[code]) for code in one.honours),
        status=say(STATUSES[one.status]) if one.status else "",
    )
