"""An allocation is shown; what is ticked becomes reservations."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from duijie.allocation.operations import carry_out
from duijie.kernel.typed import typed_day
from duijie.pipeline.queries import lines
from duijie.web.parks.allocation import allocation_page, taken_from
from duijie.web.saying import say
from duijie.web.views.answers import keeper, page


@require_http_methods(["GET", "HEAD", "POST"])
@page
def allocation(request: HttpRequest) -> HttpResponse:
    """Who goes where; a POST reserves what is ticked, a project at a time."""
    who, today = keeper(request), timezone.localdate()
    if request.method != "POST":
        ready = allocation_page(request.GET.dict(), viewer=who, today=today)
        return render(request, "parks/allocation.html", {"page": ready})
    who.must("add")
    until = typed_day(request.POST.get("until", ""))
    try:
        chosen = [taken_from(text) for text in request.POST.getlist("take")]
    except ValueError:
        chosen = []
    if until is None or not chosen:
        told = [_("Tick what is to be reserved, and give the day until which.")]
    else:
        carried = carry_out(lines=chosen, until=until, by=who, at=timezone.now(), note=_("By an allocation"))
        if all(one.why is None for one in carried):
            return HttpResponseRedirect(reverse("reservations"))
        names = lines(project_ids=[one.project_id for one in carried], viewer=who)
        made = sum(one.why is None for one in carried)
        told = [
            ngettext(
                "Reserved for %(count)s project; the others:",
                "Reserved for %(count)s projects; the others:",
                made,
            )
            % {"count": made}
        ]
        told += [
            f"{names[one.project_id].name if one.project_id in names else one.project_id}: {say(one.why)}"
            for one in carried
            if one.why is not None
        ]
    ready = allocation_page(request.POST.dict(), viewer=who, today=today, notices=tuple(told))
    return render(request, "parks/allocation.html", {"page": ready}, status=422)
