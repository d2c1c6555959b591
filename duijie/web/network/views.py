"""Introductions, the network around somebody, and marks of whom not to ask."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from duijie.directory.queries import organisations_of, profile
from duijie.kernel.words import Words
from duijie.relations import operations
from duijie.rulebook.columns import WrongFields
from duijie.web.engagement import forms
from duijie.web.engagement.forms import Given, handle
from duijie.web.network.compose import introductions_page
from duijie.web.network.explorer import COMPACT, Asked, network_page, picture
from duijie.web.network.region import region_page
from duijie.web.pages.parts import Link
from duijie.web.views.answers import keeper, page


@require_safe
@page
def introductions(request: HttpRequest) -> HttpResponse:
    """Who can introduce us to whom."""
    ready = introductions_page(request.GET.dict(), viewer=keeper(request), today=timezone.localdate())
    return render(request, "network/introductions.html", {"page": ready})


@require_safe
@page
def network(request: HttpRequest) -> HttpResponse:
    """Those around somebody; by ``part`` the rows of the table alone, or what the picture is drawn from."""
    asked = Asked.of_address(request.GET, today=timezone.localdate())
    part = request.GET.get("part")
    if part == "picture":
        return JsonResponse(picture(asked, viewer=keeper(request)), json_dumps_params=COMPACT)
    ready = network_page(asked, viewer=keeper(request))
    return render(request, "network/rows.html" if part == "rows" else "network/network.html", {"page": ready})


@require_safe
@page
def regions(request: HttpRequest) -> HttpResponse:
    """Ties with a region: numbers, who, when, each with its record."""
    now = timezone.now()
    ready = region_page(request.GET.dict(), viewer=keeper(request), today=timezone.localdate(now), now=now)
    return render(request, "network/region.html", {"page": ready})


@require_http_methods(["GET", "HEAD", "POST"])
@page
def close(request: HttpRequest) -> HttpResponse:
    """Mark somebody as not to be asked."""
    who = keeper(request)
    who.must("add")

    def save(typed: Given) -> str:
        name = typed.get("organisation", "").strip()
        number = organisations_of(names=[name]).get(name) if name else None
        if number is None:
            raise WrongFields({"organisation": Words("名录里没有这个名称", "the directory has no such name")})
        operations.close_door(
            organisation_id=number, person=typed.get("person", ""), reason=typed.get("reason", ""),
            until=forms.day_of(typed, "until") if typed.get("until") else None, by=who, at=timezone.now(),
        )  # fmt: skip
        return reverse("introductions")

    asked = request.GET.get("organisation", "")
    initial = {"organisation": profile(organisation_id=int(asked), viewer=who).title} if asked.isdecimal() and len(asked) < 18 else {}  # fmt: skip
    return handle(
        request, heading=_("Not to be asked"), back=Link(_("Introductions"), reverse("introductions")),
        about=_("No way of introduction leads through whom you name here."),
        fields=lambda failed: (
            forms.text("organisation", _("Organisation"), failed, required=True, hint=_("Its name as the directory has it.")),
            forms.text("person", _("Person"), failed, hint=_("Left empty: the organisation as a whole.")),
            forms.text("reason", _("Reason"), failed, required=True),
            forms.text("until", _("Until"), failed, kind="date", hint=_("Left empty: until somebody takes the mark off.")),
        ),
        save=save, initial=initial,
    )  # fmt: skip


@require_POST
@page
def open_again(request: HttpRequest, door_id: int) -> HttpResponse:
    """Take a mark off."""
    operations.open_door(door_id=door_id, by=keeper(request), at=timezone.now())
    return HttpResponseRedirect(reverse("introductions"))
