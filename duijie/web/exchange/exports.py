"""Lists that go out as files, narrowed as their pages are."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from duijie.exchange.lists import LISTS, Wanted
from duijie.exchange.lists import operations as outgoing
from duijie.exchange.lists.governance import PolicyFilters, TaskFilters
from duijie.exchange.lists.papers import ProblemFilters
from duijie.exchange.lists.tenants import TenantFilters
from duijie.web.agreements.lists import filters_of as agreement_filters
from duijie.web.agreements.problems import wanted_of
from duijie.web.compose.organisations import filters_of as organisation_filters
from duijie.web.engagement.events import filters_of as event_filters
from duijie.web.engagement.visits import filters_of as visit_filters
from duijie.web.exchange.views import as_file
from duijie.web.governance.lists import filters_of as task_filters
from duijie.web.governance.lists import policies_asked
from duijie.web.governance.seen import seen_on
from duijie.web.innovation.dealings import filters_of as dealing_filters
from duijie.web.innovation.lists import filters_of as platform_filters
from duijie.web.projects.asked import asked_list
from duijie.web.projects.leads import STATES
from duijie.web.saying import say
from duijie.web.views.answers import page, viewer


def _lead_state(request: HttpRequest) -> str:
    state = request.GET.get("state", "open")
    return "" if state == "all" else state if state in STATES else "open"


def _in_residence(request: HttpRequest) -> TenantFilters:
    park = request.GET.get("park", "")
    return TenantFilters(int(park) if park.isdecimal() else None, request.GET.get("text", "").strip()[:100])


def _tasks(request: HttpRequest) -> TaskFilters:
    asked = request.GET.dict()
    told, on = task_filters(asked), seen_on(asked, viewer=viewer(request), today=timezone.localdate())
    return TaskFilters(told.unit_ids, told.light, told.state, told.body_id, told.text, on)


FILTERS: Final[Mapping[str, Callable[[HttpRequest], Any]]] = {
    "projects": lambda request: asked_list(request.GET).filters,
    "receipts": lambda request: asked_list(request.GET).filters,
    "organisations": lambda request: organisation_filters(request.GET.dict()),
    "leads": _lead_state,
    "events": lambda request: event_filters(request.GET.dict()),
    "campaigns": lambda _: None,
    "visits": lambda request: visit_filters(request.GET.dict()),
    "agreements": lambda request: agreement_filters(request.GET.dict()),
    "problems": lambda request: ProblemFilters(**wanted_of(request.GET.dict())),
    "platforms": lambda request: platform_filters(request.GET.dict()),
    "talents": lambda request: dealing_filters(request.GET.dict()),
    "contracts": lambda request: dealing_filters(request.GET.dict()),
    "partnerships": lambda request: dealing_filters(request.GET.dict()),
    "tenants": _in_residence,
    "tasks": _tasks,
    "policies": lambda request: PolicyFilters(*policies_asked(request.GET.dict())),
}
"""What each list's page understands of its address."""


@require_safe
@page
def list_as_file(request: HttpRequest, kind: str, form: str) -> HttpResponse:
    """A list as a file; that it was taken out is recorded."""
    if kind not in FILTERS or form not in outgoing.FORMS:
        raise Http404(kind)
    now = timezone.now()
    wanted = Wanted(kind, FILTERS[kind](request), form)
    data = outgoing.export(wanted=wanted, by=viewer(request), at=now)
    return as_file(data, f"{say(LISTS[kind].title)} {timezone.localdate(now)}.{form}")
