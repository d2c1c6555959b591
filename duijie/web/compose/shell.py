"""Navigation, languages, the person signed in."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from duijie.accounts.queries import actor_of, own_region
from duijie.web.acts.nav import NAV as ACTS
from duijie.web.agreements.nav import NAV as AGREEMENTS
from duijie.web.assessment.nav import NAV as ASSESSMENT
from duijie.web.briefings.nav import NAV as BRIEFINGS
from duijie.web.dashboards.nav import NAV as DASHBOARDS
from duijie.web.engagement.nav import NAV as ENGAGEMENT
from duijie.web.exchange.nav import NAV as EXCHANGE
from duijie.web.governance.nav import NAV as GOVERNANCE
from duijie.web.industry.nav import NAV as INDUSTRY
from duijie.web.innovation.nav import NAV as INNOVATION
from duijie.web.network.nav import NAV as NETWORK
from duijie.web.pages.shell import Language, NavItem, Shell
from duijie.web.parks.nav import NAV as PARKS
from duijie.web.portal.nav import NAV as PORTAL
from duijie.web.projects.nav import NAV as PROJECTS
from duijie.web.returns.nav import NAV as RETURNS

# Address, icon and the addresses that count as being there.
NAV = (
    ("dashboard", "home", _("Overview"), {"dashboard"}),
    *DASHBOARDS,
    ("documents", "files", _("Documents"), {"documents", "document", "statement"}),
    ("figures", "sum", _("Figures"), {"figures", "figure"}),
    ("reconcile", "scale", _("Claims"), {"reconcile", "dispute", "dispute-judge", "dispute-back"}),
    (
        "organisations",
        "building",
        _("Organisations"),
        {
            "organisations",
            "organisation",
            "add-organisation",
            "describe",
            "add-name",
            "date-name",
            "add-attribute",
            "change-attribute",
            "merge-with",
            "merge",
        },
    ),
    ("names", "users-group", _("Names"), {"names"}),
)
# Entries that stand together under a heading, after the others.
GROUPS = (
    (_("Governance"), GOVERNANCE),
    (_("Projects"), PROJECTS),
    (_("Parks"), PARKS),
    (_("Innovation"), INNOVATION),
    (_("Chains and prospects"), INDUSTRY),
    (_("Engagement"), (*ENGAGEMENT, *NETWORK)),
    (_("Agreements and problems"), AGREEMENTS),
    (_("Spreadsheets"), EXCHANGE),
    (_("Reporting"), (*RETURNS, *BRIEFINGS, *PORTAL, *ASSESSMENT)),
    (_("Record"), ACTS),
)


def shell_for(request: HttpRequest) -> Shell:
    """The surroundings of the page that ``request`` asks for."""
    here = request.resolver_match.url_name if request.resolver_match else ""
    code = get_language() or settings.LANGUAGE_CODE
    other = next((one for one in settings.LANGUAGES if one[0] != code), settings.LANGUAGES[0])
    signed_in = request.user.is_authenticated
    return Shell(
        region=own_region().name,
        other=Language(*other),
        here=request.get_full_path() if request.method == "GET" else request.path,
        user=actor_of(request.user).name if signed_in else "",
        nav=tuple(
            NavItem(
                label=str(label),
                url=reverse(name),
                icon=icon,
                current=here in places,
                heading=str(heading) if place == 0 else "",
            )
            for heading, items in (("", NAV), *GROUPS)
            for place, (name, icon, label, places) in enumerate(items)
        )
        if signed_in
        else (),
    )
