"""Forms of people, technology contracts and partnerships: one shape, their own fields and operation."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from duijie.innovation.columns import NEEDED, fields
from duijie.innovation.dealings import operations as dealings
from duijie.innovation.dealings import queries as dealing_queries
from duijie.web.engagement import forms
from duijie.web.engagement.forms import Given, Refused
from duijie.web.innovation.forms import FORM, keeps, platform_field, project_field, typed, who_of
from duijie.web.pages.parts import Field, Link
from duijie.web.parks.acts import values_of
from duijie.web.views.answers import page

HEADINGS: dict[str, tuple[Callable[[], str], Callable[[], str], str]] = {
    "talent": (lambda: _("Somebody brought in"), lambda: _("Talent"), "talents"),
    "contract": (lambda: _("Technology contract"), lambda: _("Technology contracts"), "contracts"),
    "partnership": (lambda: _("Partnership"), lambda: _("Partnerships"), "partnerships"),
}
SAVES: dict[str, Callable[..., int]] = {
    "talent": dealings.save_talent,
    "contract": dealings.save_contract,
    "partnership": dealings.save_partnership,
}


@FORM
@page
def talent_add(request: HttpRequest) -> HttpResponse:
    """Somebody new."""
    return _form(request, "talent", None)


@FORM
@page
def talent_edit(request: HttpRequest, number: int) -> HttpResponse:
    """Somebody brought in."""
    return _form(request, "talent", number)


@FORM
@page
def contract_add(request: HttpRequest) -> HttpResponse:
    """A new contract."""
    return _form(request, "contract", None)


@FORM
@page
def contract_edit(request: HttpRequest, number: int) -> HttpResponse:
    """A contract."""
    return _form(request, "contract", number)


@FORM
@page
def partnership_add(request: HttpRequest) -> HttpResponse:
    """A new partnership."""
    return _form(request, "partnership", None)


@FORM
@page
def partnership_edit(request: HttpRequest, number: int) -> HttpResponse:
    """A partnership."""
    return _form(request, "partnership", number)


def _form(request: HttpRequest, what: str, number: int | None) -> HttpResponse:
    who = who_of(request)
    if what == "talent":
        who.must("see_people")
    heading, listed, name = HEADINGS[what]
    back = Link(listed(), reverse(name))
    if number is not None:
        line, row = dealing_queries.one(what=what, number=number, viewer=who)
        keeps(row)
        back = Link(str(line.person if what == "talent" else line.title), reverse(what, args=[number]))

    def initial() -> Given:
        if number is None:
            return {"platform": request.GET.get("platform", ""), "mode": "full_time", "state": "signed"}
        _line, row = dealing_queries.one(what=what, number=number, viewer=who)
        return typed(what, row)

    def save(given: Given) -> str:
        linked: dict[str, Any] = {"platform_id": forms.number_of(given, "platform")}
        if what != "talent" and given.get("project", "").strip():
            linked["project_id"] = forms.project_of(given, who)
        made = SAVES[what](
            values=values_of(given, fields(what)), by=who, at=timezone.now(), unit_id=forms.number_of(given, "unit"),
            **{f"{what}_id": number}, **linked,
        )  # fmt: skip
        return reverse(what, args=[made])

    def shown(failed: Refused) -> Iterable[Field]:
        yield from forms.of_columns(fields(what), failed, needed=NEEDED[what])
        yield platform_field(failed, who)
        if what != "talent":
            yield project_field(failed)
        if number is None:
            yield forms.unit_field(failed, who)

    about = {
        "talent": _("Of the person only the name is kept, and shown only to those whose role shows people."),
        "contract": _(
            "Regions by name or code. The direction follows from them where it can; else choose it."
        ),
        "partnership": "",
    }[what]
    hold = partial(dealings.held, what, number, who) if number is not None else None
    return forms.handle(
        request,
        heading=heading(),
        back=back,
        save=save,
        initial=initial,
        fields=shown,
        hold=hold,
        about=about,
    )
