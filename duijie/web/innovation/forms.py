"""Forms of innovation: a row's fields, what it may belong to, and its one operation; what is wrong stays on the form."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from duijie.accounts.types import Actor
from duijie.documents.queries import listing
from duijie.innovation import operations, queries
from duijie.innovation.carrying import ANOTHER
from duijie.innovation.columns import NEEDED, fields
from duijie.innovation.rules import region_name
from duijie.innovation.types import Row
from duijie.web.engagement import forms
from duijie.web.engagement.forms import Given, Refused
from duijie.web.pages.parts import Field, Link
from duijie.web.parks.acts import typed_as, values_of
from duijie.web.views.answers import page, viewer

FORM = require_http_methods(["GET", "HEAD", "POST"])
OFFERED = 300
"""So many platforms, and documents, stand to choose from."""


@FORM
@page
def platform_add(request: HttpRequest) -> HttpResponse:
    """A new platform, or the record of one that a document tells of."""
    who = who_of(request)
    told = queries.told(viewer=who)
    asked = {name: request.GET.get(name, "") for name in ("told", "kind", "host", "name")}
    mine = next((one for one in told if one.key == asked["told"]), None)
    if mine is not None:
        asked |= {"kind": mine.kind, "host": mine.host, "name": mine.name, "partners": mine.partners}

    def save(given: Given) -> str:
        made = operations.save_platform(
            values=values_of(given, fields("platform")), told_key=given.get("told", ""),
            unit_id=forms.number_of(given, "unit"), document_id=forms.number_of(given, "document"), by=who,
            at=timezone.now(),
        )  # fmt: skip
        return reverse("platform", args=[made])

    def shown(failed: Refused) -> Iterable[Field]:
        if told:
            rows = [(one.key, one.label) for one in told] + [(ANOTHER, _("none of these, another one"))]
            hint = _("What documents tell of and no record carries yet. It is carried, not counted again.")
            yield forms.choice(
                "told", _("Told of in documents"), rows, failed, empty=_("find by type and host"), hint=hint
            )
        yield from forms.of_columns(fields("platform"), failed, needed=NEEDED["platform"])
        yield _document_field(failed, who)
        yield forms.unit_field(failed, who)

    return forms.handle(
        request, heading=_("Platform"), back=Link(_("Platforms"), reverse("platforms")), save=save, initial=asked, fields=shown,
        about=_("Host or name must be there. A place, an area, an operator and a cost are told of outposts."),
    )  # fmt: skip


@FORM
@page
def platform_act(request: HttpRequest, number: int, code: str) -> HttpResponse:
    """Change a platform, end it, or record something of it."""
    who, today = who_of(request), timezone.localdate()
    info = queries.platform(platform_id=number, viewer=who, today=today)
    keeps(info.row)
    here = reverse("platform", args=[number])
    back = Link(str(info.line.name or info.line.host or _("Platform")), here)
    if code == "edit":

        def save(given: Given) -> str:
            operations.save_platform(
                values=values_of(given, fields("platform")), platform_id=number, by=who, at=timezone.now()
            )
            return here

        return forms.handle(
            request, heading=_("Platform"), back=back, save=save, hold=partial(operations.to_write, number, who),
            initial=lambda: typed_as(
                queries.platform(platform_id=number, viewer=who, today=today).row.values, fields("platform")
            ),
            fields=lambda failed: forms.of_columns(fields("platform"), failed, needed=NEEDED["platform"]),
        )  # fmt: skip
    if code == "end":

        def end(given: Given) -> str:
            operations.end_platform(
                platform_id=number, ended_on=forms.day_of(given, "ended_on"), reason=given.get("reason", ""), by=who,
                at=timezone.now(),
            )  # fmt: skip
            return here

        return forms.handle(
            request, heading=_("End"), back=back, save=end, initial={"ended_on": today.isoformat()}, save_label=_("End"),
            about=_("From that day figures count one less; what was before stays as it was."),
            fields=lambda failed: (
                forms.text("ended_on", _("Ended on"), failed, kind="date", required=True),
                forms.text("reason", _("Why, or by which paper"), failed, required=True),
            ),
        )  # fmt: skip
    if code == "record":
        return _record_form(request, who, back, platform=number, record=None)
    raise Http404(code)


@FORM
@page
def platform_record(request: HttpRequest, number: int) -> HttpResponse:
    """Change something recorded of a platform."""
    who = who_of(request)
    line, row = queries.record(record_id=number, viewer=who)
    keeps(row)
    back = Link(line.platform, reverse("platform", args=[line.platform_id]))
    return _record_form(request, who, back, platform=line.platform_id, record=number)


@FORM
@page
def unnamed(request: HttpRequest, number: int) -> HttpResponse:
    """Records of platforms of which only a total tells."""
    who = who_of(request, "review")

    def save(given: Given) -> str:
        typed = given.get("count", "").strip()
        count = int(typed) if typed.isdecimal() and len(typed) < 6 else 0
        operations.add_untold(entry_id=number, count=count, by=who, at=timezone.now())
        return reverse("platforms")

    return forms.handle(
        request, heading=_("Platforms without a name"), back=Link(_("Told, not recorded"), reverse("platforms-told")), save=save,
        about=_("They stand for what the total counts and add nothing to it. Each gets its name when it is known."),
        fields=lambda failed: (forms.text("count", _("How many"), failed, required=True),),
    )  # fmt: skip


def _record_form(
    request: HttpRequest, who: Actor, back: Link, *, platform: int, record: int | None
) -> HttpResponse:
    def initial() -> Given:
        if record is None:
            return {"kind": request.GET.get("kind", ""), "on": timezone.localdate().isoformat()}
        return typed("record", queries.record(record_id=record, viewer=who)[1])

    def save(given: Given) -> str:
        project = forms.project_of(given, who) if given.get("project", "").strip() else None
        operations.save_record(
            values=values_of(given, fields("record")), record_id=record, platform_id=platform, project_id=project, by=who,
            at=timezone.now(),
        )  # fmt: skip
        return reverse("platform", args=[platform])

    return forms.handle(
        request, heading=_("Recorded of a platform"), back=back, save=save, initial=initial,
        hold=partial(operations.to_write, platform, who) if record is not None else None,
        fields=lambda failed: (
            *forms.of_columns(fields("record"), failed, needed=NEEDED["record"]), project_field(failed)
        ),
        about=_("What came home leads to its project; a yearly check has a grade; a firm is told where one is incubated."),
    )  # fmt: skip


def typed(what: str, row: Row) -> dict[str, str]:
    """What a row holds, as it would be typed."""
    typed = typed_as(row.values, fields(what))
    for code in ("origin", "seller_region", "buyer_region"):
        if typed.get(code):
            typed[code] = region_name(typed[code]) if typed[code].endswith("0000") else typed[code]
    return {**typed, "platform": str(row.platform_id or ""), "project": str(row.project_id or "")}


def platform_field(failed: Refused, who: Actor) -> Field:
    """One platform out of all that have a name or a host."""
    lines, _count = queries.platforms(viewer=who, today=timezone.localdate(), limit=OFFERED)
    rows = [
        (str(one.id), " ".join(filter(None, [one.host, one.name]))) for one in lines if one.host or one.name
    ]
    return forms.choice("platform", _("Platform"), rows, failed, empty=_("none"))


def project_field(failed: Refused) -> Field:
    """The project that something led to."""
    hint = _("Its number, its code or words of its name.")
    return forms.text("project", _("Project"), failed, hint=hint)


def _document_field(failed: Refused, who: Actor) -> Field:
    rows = [(str(one.id), one.name) for one in listing(viewer=who)[:OFFERED]]
    return forms.choice("document", _("Source"), rows, failed, empty=_("none"))


def who_of(request: HttpRequest, right: str = "add") -> Actor:
    """Who asks, with the right that the form takes."""
    who = viewer(request)
    who.must(right)
    return who


def keeps(row: Row) -> None:
    """Refuse whoever does not keep the row."""
    if not row.may_write:
        raise PermissionDenied(_("Another unit keeps this. Ask it, or the office that reviews."))
