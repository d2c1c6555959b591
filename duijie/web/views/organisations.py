"""Organisations: the list, one of them, its forms, and making two one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from duijie.accounts.types import Actor
from duijie.directory import operations as directory
from duijie.directory.queries import profile
from duijie.directory.rules import FIELDS
from duijie.directory.types import NameTaken, Source, WrongDetails
from duijie.judgements import operations as judgements
from duijie.judgements.types import MergeRefused
from duijie.kernel.words import Words
from duijie.web.compose import organisation_forms as forms
from duijie.web.compose.meanwhile import changed_since, opened, say_what_stays, settle
from duijie.web.compose.merging import choose_other_page, merge_page
from duijie.web.compose.organisation import organisation_page
from duijie.web.compose.organisations import organisation_list, organisations_page
from duijie.web.pages.organisations import FormPage
from duijie.web.saying import say
from duijie.web.views.answers import by_htmx, page, viewer

NOTHING = forms.Refused()
MENDABLE = (WrongDetails, NameTaken)


@require_safe
@page
def organisations(request: HttpRequest) -> HttpResponse:
    """The list; with htmx the part of it that a search replaces."""
    asked = request.GET.dict()
    if by_htmx(request):
        found = organisation_list(asked, viewer=viewer(request))
        return render(request, "parts/organisation_list.html", {"found": found})
    ready = organisations_page(asked, viewer=viewer(request))
    return render(request, "pages/organisations.html", {"page": ready})


@require_safe
@page
def organisation(request: HttpRequest, organisation_id: int) -> HttpResponse:
    """One organisation. One that was merged into an older one leads there."""
    who = viewer(request)
    head = profile(organisation_id=organisation_id, viewer=who).id
    if head != organisation_id:
        return redirect("organisation", organisation_id=head)
    ready = organisation_page(
        organisation_id, viewer=who, today=timezone.localdate(), all_events=request.GET.get("events") == "all"
    )
    return render(request, "pages/organisation.html", {"page": ready})


@require_http_methods(["GET", "HEAD", "POST"])
@page
def add_organisation(request: HttpRequest) -> HttpResponse:
    """A new organisation."""
    who, typed = viewer(request), request.POST.dict()
    who.must("add")
    if request.method == "POST":
        try:
            added = judgements.add_organisation(
                name=typed.get("name", ""), values=_details(typed), by=who, at=timezone.now(),
                source=_source(typed),
            )  # fmt: skip
            return redirect("organisation", organisation_id=added)
        except MENDABLE as error:
            return _again(request, forms.adding_form(forms.refused(error, typed)))
    return _form(request, forms.adding_form(forms.Refused(typed=request.GET.dict())))


@require_http_methods(["GET", "HEAD", "POST"])
@page
def describe(request: HttpRequest, organisation_id: int) -> HttpResponse:
    """Details."""

    def save(typed: dict[str, str], who: Actor) -> None:
        directory.describe(
            organisation_id=organisation_id, values=_details(typed), by=who, at=timezone.now(),
            source=_source(typed),
        )  # fmt: skip

    return _edit(
        request,
        organisation_id,
        save,
        lambda failed, who: forms.details_form(organisation_id, viewer=who, failed=failed),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@page
def name(request: HttpRequest, organisation_id: int, number: int | None = None) -> HttpResponse:
    """A further name, or the sort and the days of one. That a name is another's too is a judgement."""
    viewer(request).must("review" if number is None else "add")

    def save(typed: dict[str, str], who: Actor) -> None:
        faults: dict[str, Words] = {}
        days = {one: forms.typed_day(one, typed.get(one, ""), faults) for one in ("since", "until")}
        if faults:
            raise WrongDetails(faults)
        given: dict[str, Any] = {
            "kind": typed.get("kind", ""), "by": who, "at": timezone.now(), **days
        }  # fmt: skip
        if number is None:
            judgements.add_name(
                organisation_id=organisation_id,
                name=typed.get("name", ""),
                reason=typed.get("reason", ""),
                **given,
            )
        else:
            directory.date_name(name_id=number, **given)

    return _edit(
        request,
        organisation_id,
        save,
        lambda failed, who: forms.name_form(organisation_id, number, viewer=who, failed=failed),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@page
def attribute(
    request: HttpRequest, organisation_id: int, kind: str, number: int | None = None
) -> HttpResponse:
    """An honour, a contact or a tie: new, changed, or taken away."""

    def save(typed: dict[str, str], who: Actor) -> None:
        common: dict[str, Any] = {"kind": kind, "by": who, "at": timezone.now()}
        if number is not None and "remove" in typed:
            directory.remove(number=number, **common)
            return
        values, source = forms.typed_attribute(kind, typed), _source(typed)
        if number is None:
            directory.record(organisation_id=organisation_id, values=values, source=source, **common)
        else:
            directory.amend(number=number, values=values, source=source, **common)

    return _edit(
        request,
        organisation_id,
        save,
        lambda failed, who: forms.attribute_form(organisation_id, kind, number, viewer=who, failed=failed),
    )


@require_safe
@page
def merge_with(request: HttpRequest, organisation_id: int) -> HttpResponse:
    """Which other organisation is the same."""
    who = viewer(request)
    who.must("review")
    ready = choose_other_page(organisation_id, request.GET.get("search", "").strip(), viewer=who)
    return render(request, "pages/merge_with.html", {"page": ready})


@require_http_methods(["GET", "HEAD", "POST"])
@page
def merge(request: HttpRequest, organisation_id: int, other_id: int) -> HttpResponse:
    """What would move; a POST says that the two are one."""
    who, typed = viewer(request), request.POST.dict()
    problem = ""
    if request.method == "POST":
        try:
            judgements.merge(
                organisation_id=organisation_id, other_id=other_id, reason=typed.get("reason", ""), by=who,
                at=timezone.now(), set_aside=typed.get("set_aside", ""),
                set_aside_as=typed.get("set_aside_as", ""),
            )  # fmt: skip
        except MergeRefused as refused:
            problem = " ".join(say(one) for one in refused.obstacles)
        else:
            messages.success(
                request, _("The two are one now. This can be taken back below, under Judgements.")
            )
            return redirect("organisation", organisation_id=min(organisation_id, other_id))
    ready = merge_page(organisation_id, other_id, viewer=who, typed=typed, problem=problem)
    return render(request, "pages/merge.html", {"page": ready}, status=422 if problem else 200)


def _edit(
    request: HttpRequest,
    organisation_id: int,
    save: Callable[[dict[str, str], Actor], None],
    form: Callable[[forms.Refused, Actor], FormPage],
) -> HttpResponse:
    """Show a form; on a POST save, and go back to the organisation or show the form again."""
    who, typed = viewer(request), request.POST.dict()
    who.must("add")

    def shown(failed: forms.Refused) -> FormPage:
        return replace(form(failed, who), version=opened(form(NOTHING, who).fields))

    if request.method != "POST":
        return _form(request, shown(NOTHING))
    try:
        with transaction.atomic():
            directory.must_be_at(organisation_id=organisation_id, expected=None)
            now = form(NOTHING, who).fields
            if "remove" in typed and changed_since(typed, now):
                problem = _("Others changed this while the form was open. What it says now is below.")
                return _again(request, shown(forms.Refused(problem=problem)))
            settled = settle(typed, now)
            if settled.asks:
                return _again(request, shown(forms.Refused(settled.typed, meanwhile=settled.meanwhile)))
            save(settled.typed, who)
    except MENDABLE as error:
        return _again(request, shown(forms.refused(error, typed)))
    say_what_stays(request, settled)
    return redirect("organisation", organisation_id=organisation_id)


def _form(request: HttpRequest, ready: FormPage) -> HttpResponse:
    return render(request, "pages/organisation_form.html", {"page": ready})


def _again(request: HttpRequest, ready: FormPage) -> HttpResponse:
    return render(request, "pages/organisation_form.html", {"page": ready}, status=422)


def _details(typed: dict[str, str]) -> dict[str, str]:
    return {field: typed[field] for field in FIELDS if field in typed}


def _source(typed: dict[str, str]) -> Source:
    document = typed.get("document", "")
    return Source(int(document) if document.isdigit() else None, None, typed.get("source", "").strip())
