"""Forms of parks: a thing and an act are looked up, the form is shown, its one operation is called.

It is long because the form of a reservation gathers all that can be promised.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from duijie.accounts.types import Actor
from duijie.capacity import operations as capacity
from duijie.capacity import queries as capacity_queries
from duijie.capacity.types import NoSuchReservation, Want
from duijie.kernel.words import Words
from duijie.parks import queries
from duijie.parks.ground import queries as ground
from duijie.rulebook.columns import WrongFields
from duijie.web.engagement import forms
from duijie.web.engagement.forms import Given, Refused
from duijie.web.pages.parts import Field, Link
from duijie.web.parks import acts
from duijie.web.parks.acts import Act
from duijie.web.parks.lists import area_text, plain
from duijie.web.saying import say
from duijie.web.views.answers import page, viewer
from duijie.yields import operations as yields
from duijie.yields.queries import assessment

FORM = require_http_methods(["GET", "HEAD", "POST"])
OFFERED = 60
"""So many free plots, spaces and supplies stand to choose from on the form of a reservation."""


@FORM
@page
def park_add(request: HttpRequest) -> HttpResponse:
    """A park that lies in no other."""
    who = _who(request, "review")
    return forms.handle(
        request, heading=_("Park"), back=Link(_("Parks"), reverse("parks")),
        fields=lambda failed: acts.add_fields(failed, who),
        save=lambda given: acts.add_park(None, given, who, timezone.now()),
    )  # fmt: skip


@FORM
@page
def park_act(request: HttpRequest, number: int, code: str) -> HttpResponse:
    """An act on a park."""
    return _act(request, "park", acts.PARK, number, code)


@FORM
@page
def plot_act(request: HttpRequest, number: int, code: str) -> HttpResponse:
    """An act on a plot."""
    return _act(request, "plot", acts.PLOT, number, code)


@FORM
@page
def space_act(request: HttpRequest, number: int, code: str) -> HttpResponse:
    """An act on a space of a building."""
    return _act(request, "space", acts.SPACE, number, code)


@FORM
@page
def tenant_act(request: HttpRequest, number: int, code: str) -> HttpResponse:
    """An act on an enterprise in residence."""
    return _act(request, "tenant", acts.TENANT, number, code)


@FORM
@page
def supply_act(request: HttpRequest, number: int, code: str) -> HttpResponse:
    """More or less of a supply, a part of it for another park, or use of which no reservation tells."""
    who = _who(request)
    line, _moves = capacity_queries.supply(supply_id=number, viewer=who, today=timezone.localdate())
    if code not in ("grant", "pass-on", "measure"):
        raise Http404(code)
    if line.park_id is not None:
        _keeps(who, line.park_id)
    else:
        who.must("review")

    def save(given: Given) -> str:
        amount, source, at = acts.number_in(given, "number"), given.get("source", ""), timezone.now()
        if code == "grant":
            capacity.grant(park_id=line.park_id, kind=line.kind, number=amount, source=source, by=who, at=at)
        elif code == "measure":
            capacity.measure(supply_id=number, number=amount, source=source, by=who, at=at)
        else:
            park = forms.number_of(given, "park") or 0
            capacity.pass_on(supply_id=number, park_id=park, number=amount, source=source, by=who, at=at)
        return reverse("supply", args=[number])

    def fields(failed: Refused) -> Iterable[Field]:
        if code == "pass-on":
            yield forms.choice("park", _("To"), _parks(who), failed)
        label = _("How much") if code == "pass-on" else _("More, or less with a minus")
        yield forms.text("number", f"{label} ({line.unit})", failed, required=True)
        yield forms.text("source", _("Rests on"), failed, required=True)

    return forms.handle(
        request, heading=say(line.name), back=Link(line.park or say(line.name), reverse("supply", args=[number])),
        about=_("%(free)s free") % {"free": plain(line.free, line.unit) or "0"}, fields=fields, save=save,
    )  # fmt: skip


@FORM
@page
def reserve(request: HttpRequest) -> HttpResponse:
    """Promise a plot, a space and quantities to a project, all or nothing."""
    who, today = _who(request), timezone.localdate()
    asked = {name: request.GET.get(name, "") for name in ("project", "plot", "space", "supply", "park")}
    park = _number(asked["park"]) or _park_of(asked, who, today)
    inside = (
        None
        if park is None
        else [*map(int, queries.park_line(park_id=park, viewer=who).path.strip("/").split("/")), None]
    )
    supplies = [
        one
        for one in capacity_queries.supplies(viewer=who, today=today, park_ids=inside)
        if one.free > 0 or str(one.id) == asked["supply"]
    ][:OFFERED]
    filters = ground.GroundFilters(park_id=park, free=True)

    def save(given: Given) -> str:
        wants = [
            Want(what, number)
            for what in ("plot", "space")
            if (number := forms.number_of(given, what)) is not None
        ]
        wants += [
            Want("supply", one.id, acts.number_in(given, f"supply_{one.id}"))
            for one in supplies
            if given.get(f"supply_{one.id}", "").strip()
        ]
        project = forms.project_of(given, who)
        capacity.reserve(
            project_id=project, wants=wants, until=forms.day_of(given, "until"), note=given.get("note", ""),
            by=who, at=timezone.now(),
        )  # fmt: skip
        return reverse("reservations")

    def fields(failed: Refused) -> Iterable[Field]:
        yield forms.text(
            "project",
            _("Project"),
            failed,
            required=True,
            hint=_("Its number, its code or words of its name."),
        )
        plots = ground.plots(viewer=who, today=today, filters=filters, limit=OFFERED)[0]
        chosen = forms.number_of(failed.typed, "plot")
        if chosen and chosen not in {one.id for one in plots}:
            plots = [*plots, ground.plot(plot_id=chosen, viewer=who, today=today).line]
        rows = [(str(one.id), f"{one.park} {one.number} {area_text(one.area)}") for one in plots]
        yield forms.choice("plot", _("Plot"), rows, failed, empty=_("none"))
        spaces = ground.spaces(viewer=who, today=today, filters=filters, limit=OFFERED)[0]
        picked = forms.number_of(failed.typed, "space")
        if picked and picked not in {one.id for one in spaces}:
            spaces = [*spaces, ground.space(space_id=picked, viewer=who, today=today)]
        rows = [
            (str(one.id), f"{one.park} {one.building} {one.number} {area_text(one.area)}") for one in spaces
        ]
        yield forms.choice("space", _("Space"), rows, failed, empty=_("none"))
        for one in supplies:
            free = _("%(free)s free") % {"free": plain(one.free, one.unit) or "0"}
            yield forms.text(
                f"supply_{one.id}",
                f"{one.park or _('the region')} · {say(one.name)} ({one.unit})",
                failed,
                hint=free,
            )
        yield forms.text("until", _("Until"), failed, kind="date", required=True)
        yield forms.text("note", _("Note"), failed)

    return forms.handle(
        request, heading=_("Reserve"), back=Link(_("Reservations"), reverse("reservations")), save=save,
        initial={**asked, "until": (today + timedelta(days=60)).isoformat()}, fields=fields,
        about=_("All of it is promised, or nothing. What is not taken up by its day falls free."),
        save_label=_("Reserve"),
    )  # fmt: skip


@FORM
@page
def reservation_act(request: HttpRequest, number: int, code: str) -> HttpResponse:
    """Take a reservation up, or release it."""
    who, today = _who(request), timezone.localdate()
    if code not in ("take-up", "release"):
        raise Http404(code)
    found, _count = capacity_queries.reservations(viewer=who, today=today, number=number)
    if not found or not found[0].may_write:
        raise NoSuchReservation(number)
    held = found[0]

    def save(given: Given) -> str:
        note, at = given.get("note", ""), timezone.now()
        if code == "take-up" and "remove" not in given:
            capacity.take_up(reservation_id=number, note=note, by=who, at=at)
        else:
            capacity.release(reservation_id=number, reason=note, by=who, at=at)
        return reverse("reservations")

    taking = code == "take-up" and held.state == "held"
    return forms.handle(
        request, heading=held.project, back=Link(_("Reservations"), reverse("reservations")), save=save,
        about=_("Taken up, a plot is granted to the project and a quantity is used; released, it is free for others."),
        fields=lambda failed: (
            forms.text("note", _("Why, or by which paper"), failed, hint=_("Needed where it is released.")),
        ),
        save_label=_("Take up") if taking else _("Release"), remove_label=_("Release") if taking else "",
    )  # fmt: skip


@FORM
@page
def yield_add(request: HttpRequest) -> HttpResponse:
    """Score a year, as a draft."""
    who = _who(request, "review")

    def save(given: Given) -> str:
        year = int(acts.number_in(given, "year"))
        if not 1990 <= year <= timezone.localdate().year:
            raise WrongFields({"year": Words("年份不对", "no such year yet")})
        return reverse("yield", args=[yields.assess(year=year, by=who, at=timezone.now())])

    return forms.handle(
        request, heading=_("Score a year"), back=Link(_("Yield a mu"), reverse("yields")), save=save,
        initial={"year": str(timezone.localdate().year - 1)}, save_label=_("Score"),
        about=_("All enterprises that told of the year, by the rules in force on its last day. It stays a draft until another person publishes it."),
        fields=lambda failed: (forms.text("year", _("Year"), failed, required=True),),
    )  # fmt: skip


@FORM
@page
def yield_act(request: HttpRequest, number: int, code: str) -> HttpResponse:
    """Publish an assessment."""
    who = _who(request, "review")
    info = assessment(assessment_id=number, viewer=who)
    if code != "publish" or info.published_at is not None:
        raise Http404(code)

    def save(_given: Given) -> str:
        yields.publish(assessment_id=number, by=who, at=timezone.now())
        return reverse("yield", args=[number])

    return forms.handle(
        request, heading=_("Publish"), back=Link(str(info.year), reverse("yield", args=[number])), save=save,
        about=_("Grades then show to everybody who sees parks, and stay as they are."), fields=lambda _failed: (),
        save_label=_("Publish"),
    )  # fmt: skip


def _act(request: HttpRequest, what: str, table: Mapping[str, Act], number: int, code: str) -> HttpResponse:
    if code not in table:
        raise Http404(code)
    chosen, today = table[code], timezone.localdate()
    who = _who(request, chosen.right)
    back, park_id = acts.back_to(what, number, who, today)
    if park_id is not None:
        _keeps(who, park_id)
    return forms.handle(
        request, heading=chosen.heading(), back=back, about=chosen.about(),
        initial=chosen.initial(number, request.GET.dict(), who, today),
        fields=lambda failed: chosen.fields(number, failed, who),
        save=lambda given: chosen.save(number, given, who, timezone.now()),
    )  # fmt: skip


def _who(request: HttpRequest, right: str = "add") -> Actor:
    who = viewer(request)
    who.must(right)
    return who


def _keeps(who: Actor, park_id: int) -> None:
    line = queries.park_line(park_id=park_id, viewer=who)
    if not queries.may_write(viewer=who, unit_id=line.unit_id):
        raise PermissionDenied(_("Another unit keeps this park. Ask it, or the office that reviews."))


def _parks(who: Actor) -> list[tuple[str, str]]:
    return [(str(one.id), "　" * one.depth + one.name) for one in queries.lines(viewer=who)]


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() else None


def _park_of(asked: Mapping[str, str], who: Actor, today: date) -> int | None:
    """The park of what is to be reserved, where the address names it."""
    plot, space, supply = (_number(asked[name]) for name in ("plot", "space", "supply"))
    if plot is not None:
        return ground.plot(plot_id=plot, viewer=who, today=today).line.park_id
    if space is not None:
        return ground.space(space_id=space, viewer=who, today=today).park_id
    if supply is not None:
        return capacity_queries.supply(supply_id=supply, viewer=who, today=today)[0].park_id
    return None
