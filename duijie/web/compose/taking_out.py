"""Which lists a page can be taken out as, and where."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from duijie.web.pages.parts import Link

LISTS: Final[Mapping[str, str]] = {
    name: name
    for name in (
        "projects",
        "organisations",
        "leads",
        "events",
        "campaigns",
        "visits",
        "agreements",
        "problems",
        "platforms",
        "talents",
        "contracts",
        "partnerships",
        "tenants",
        "tasks",
        "policies",
    )
}
"""Kind of list by the name of its page's address."""
BESIDE: Final = {"projects": (("receipts", gettext_lazy("Money received, Excel")),)}
NOT_TAKEN: Final = ("page", "after", "before", "column")
"""What an address says of the page alone."""


def export_links(request: HttpRequest | None) -> tuple[Link, ...]:
    """The links of a list's page; none for other pages."""
    match = request.resolver_match if request is not None else None
    kind = LISTS.get(match.url_name or "") if match is not None else None
    if request is None or match is None or kind is None:
        return ()
    query = request.GET.copy()
    query.pop("list", None)
    for name in NOT_TAKEN:
        query.pop(name, None)
    if "number" in match.kwargs:
        # What lies in one park: its page says so in its path.
        query["park"] = str(match.kwargs["number"])
    asked = f"?{query.urlencode()}" if query else ""

    def to(what: str, form: str) -> str:
        return reverse("export", args=[what, form]) + asked

    return (
        Link(_("Excel"), to(kind, "xlsx")),
        Link(_("CSV"), to(kind, "csv")),
        Link(_("By a template…"), f"{reverse('templates')}?{_with(query, kind)}"),
        *(Link(str(label), to(what, "xlsx")) for what, label in BESIDE.get(kind, ())),
    )


def _with(query: QueryDict, kind: str) -> str:
    asked = query.copy()
    asked["list"] = kind
    return asked.urlencode()
