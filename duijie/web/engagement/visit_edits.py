"""Forms of visits and of what passes in between."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from duijie.engagement.rules import people_of
from duijie.visits import operations, queries
from duijie.visits.rules import interaction_fields, visit_fields
from duijie.web.engagement import forms
from duijie.web.engagement.forms import Given, Refused, handle
from duijie.web.engagement.visits import clash_told
from duijie.web.pages.parts import Field, Link
from duijie.web.views.answers import page, viewer

FORM = require_http_methods(["GET", "HEAD", "POST"])
NEEDED = ("direction", "name", "purpose", "state", "begins_on")


@FORM
@page
def visit(request: HttpRequest, visit_id: int | None = None) -> HttpResponse:
    """A visit that is planned or was made."""
    who, today = viewer(request), timezone.localdate()
    who.must("add")
    back = Link(_("Visits"), reverse("visits"))
    hold, hides_notes = None, False
    if visit_id is not None:
        kept = queries.visit(visit_id=visit_id, viewer=who, today=today)
        if not kept.may_write:
            raise PermissionDenied(_("Another unit keeps this. Ask it, or the office that reviews."))
        back = Link(kept.line.organisation, reverse("visit", args=[visit_id]))
        hold, hides_notes = partial(operations.held_visit, visit_id, who), kept.notes is None

    def initial() -> Given:
        if visit_id is None:
            return {"state": "planned", "name": request.GET.get("name", ""), "begins_on": today.isoformat()}
        info = queries.visit(visit_id=visit_id, viewer=who, today=today)
        line = info.line
        return {
            "direction": line.direction, "name": line.organisation, "purpose": line.purpose, "state": line.state,
            "begins_on": str(line.begins_on), "ends_on": str(line.ends_on), "place": line.place, "ours": info.ours,
            "demands": info.demands, "promises": info.promises, "next_step": line.next_step,
            "next_on": str(line.next_on or ""), "notes": info.notes or "",
            "confidential": "yes" if line.confidential else "", "project": str(info.project_id or ""),
            "theirs": "\n".join(f"{one.name} {one.post}".strip() for one in info.theirs or ()),
        }  # fmt: skip

    columns = [one for one in visit_fields() if not (hides_notes and one.code == "notes")]

    def save(given: Given) -> str:
        done = operations.save_visit(
            values={one.code: given[one.code].strip() for one in columns if one.code in given},
            visit_id=visit_id, unit_id=forms.number_of(given, "unit"),
            next_unit_id=forms.number_of(given, "next_unit"),
            project_id=forms.project_of(given, who) if given.get("project", "").strip() else None,
            theirs=people_of(given["theirs"]) if "theirs" in given else None, by=who, at=timezone.now(),
        )  # fmt: skip
        for clash in done.clashes:
            messages.error(request, clash_told(clash))
        return reverse("visit", args=[done.visit_id])

    def fields(failed: Refused) -> Iterable[Field]:
        yield from forms.of_columns(columns, failed, needed=NEEDED)
        if who.may("see_people"):
            hint = _("Name and post, a line each; nothing else is kept of people.")
            yield forms.text("theirs", _("For them"), failed, kind="lines", hint=hint)
        yield forms.text(
            "project", _("Project"), failed, hint=_("Its number, its code or words of its name.")
        )
        yield forms.unit_field(failed, who)
        yield forms.unit_field(failed, who, name="next_unit", label=_("Next step is done by"))

    return handle(
        request, heading=_("Visit"), back=back, save=save, initial=initial, fields=fields, hold=hold,
        about=_("Who else plans to see the same organisation is told when you save."),
    )  # fmt: skip


@FORM
@page
def done(request: HttpRequest, visit_id: int) -> HttpResponse:
    """The next step is done."""
    who, today = viewer(request), timezone.localdate()
    who.must("add")
    info = queries.visit(visit_id=visit_id, viewer=who, today=today)
    if not info.may_write:
        raise PermissionDenied(_("Another unit keeps this. Ask it, or the office that reviews."))

    def save(given: Given) -> str:
        operations.do_next_step(
            visit_id=visit_id, outcome=given.get("outcome", ""), done_on=forms.day_of(given, "done_on"), by=who,
            at=timezone.now(),
        )  # fmt: skip
        return reverse("visit", args=[visit_id])

    return handle(
        request, heading=_("Next step is done"), about=info.line.next_step, save=save,
        back=Link(info.line.organisation, reverse("visit", args=[visit_id])), initial={"done_on": today.isoformat()},
        fields=lambda failed: (
            forms.text("outcome", _("What came of it"), failed, required=True),
            forms.text("done_on", _("Done on"), failed, kind="date", required=True),
        ),
    )  # fmt: skip


@FORM
@page
def interaction(request: HttpRequest) -> HttpResponse:
    """A call, a letter, a meeting or a chat."""
    who = viewer(request)
    who.must("add")

    def save(given: Given) -> str:
        operations.save_interaction(
            values={one.code: given[one.code].strip() for one in interaction_fields() if one.code in given},
            unit_id=forms.number_of(given, "unit"), by=who, at=timezone.now(),
        )  # fmt: skip
        return reverse("interactions")

    return handle(
        request, heading=_("Call or letter"), back=Link(_("Calls and letters"), reverse("interactions")), save=save,
        initial={"on": timezone.localdate().isoformat(), "name": request.GET.get("name", "")},
        fields=lambda failed: (
            *forms.of_columns(interaction_fields(), failed, needed=("name", "method", "on", "subject")),
            forms.unit_field(failed, who),
        ),
    )  # fmt: skip
