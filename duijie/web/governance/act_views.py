"""Forms of governance: a thing and an act are looked up, the form is shown, its one operation is called."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from duijie.accounts.types import Actor
from duijie.governance import queries
from duijie.governance.operations import leave_seat
from duijie.governance.overseeing.operations import answer, check
from duijie.governance.tasks.queries import get, slip, task_of_report
from duijie.web.engagement import forms
from duijie.web.engagement.forms import Given, Refused
from duijie.web.governance import acts, drawn, task_acts
from duijie.web.pages.parts import Field, Link
from duijie.web.parks.acts import Act
from duijie.web.saying import say
from duijie.web.views.answers import page, viewer

FORM = require_http_methods(["GET", "HEAD", "POST"])


@FORM
@page
def body_add(request: HttpRequest) -> HttpResponse:
    """A body that lies below no other."""
    who = _who(request)
    return _new(
        request,
        who,
        _("Leading group"),
        Link(_("Leading groups"), reverse("bodies")),
        acts.body_fields,
        lambda given: acts.add_body(None, given, who, timezone.now()),
    )


@FORM
@page
def policy_add(request: HttpRequest) -> HttpResponse:
    """A policy."""
    who = _who(request)
    return _new(
        request,
        who,
        _("Policy"),
        Link(_("Policies"), reverse("policies")),
        acts.policy_fields,
        lambda given: acts.add_policy(given, who, timezone.now()),
    )


@FORM
@page
def chain_add(request: HttpRequest) -> HttpResponse:
    """A chain."""
    who = _who(request)
    return _new(
        request,
        who,
        _("Chain"),
        Link(_("Chain chiefs"), reverse("governed-chains")),
        acts.chain_fields,
        lambda given: acts.add_chain(given, who, timezone.now()),
    )


@FORM
@page
def task_add(request: HttpRequest) -> HttpResponse:
    """A task that is no part of another; the address may say of which body, chain or resolution."""
    who, today = _who(request, "review"), timezone.localdate()
    asked = {name: request.GET.get(name, "") for name in ("body", "chain", "unit")}
    about, resolution = "", request.GET.get("resolution", "")
    fixed = {}
    if resolution.isdecimal():
        info = queries.resolution(resolution_id=int(resolution), viewer=who)
        about, fixed = info.text, {"resolution_id": info.id}
        asked["body"] = asked["body"] or str(info.body_id)
    return forms.handle(
        request, heading=_("Give a task"), back=Link(_("Tasks"), reverse("tasks")), about=about,
        initial=drawn.begun(today, **asked, about=about[:1000]), fields=lambda failed: task_acts.task_fields(failed, who),
        save=lambda given: task_acts.give(given, who, timezone.now(), **fixed),
    )  # fmt: skip


@FORM
@page
def body_act(request: HttpRequest, number: int, code: str) -> HttpResponse:
    """An act on a body."""
    who = _who(request)
    info = queries.body(body_id=number, viewer=who, today=timezone.localdate())
    return _act(
        request,
        acts.BODY,
        number,
        code,
        Link(info.line.name, reverse("body", args=[number])),
        may=info.may_write,
    )


@FORM
@page
def policy_act(request: HttpRequest, number: int, code: str) -> HttpResponse:
    """An act on a policy; ``task`` makes a task of a stretch of its words."""
    who, today = _who(request), timezone.localdate()
    info = queries.policy(policy_id=number, viewer=who, today=today)
    back = Link(info.line.title, reverse("policy", args=[number]))
    if code != "task":
        return _act(request, acts.POLICY, number, code, back, may=info.may_write)
    who.must("review")
    ends = (request.GET.get("start", ""), request.GET.get("end", ""))
    if not all(one.isdecimal() and len(one) < 10 for one in ends):
        raise Http404(code)
    span = (int(ends[0]), int(ends[1]))
    return forms.handle(
        request, heading=_("Make it a task"), back=back, about=f"“{info.text[span[0] : span[1]]}”",
        initial=drawn.drawn(number, span, who, today), fields=lambda failed: task_acts.task_fields(failed, who),
        save=lambda given: task_acts.give(given, who, timezone.now(), policy_id=number, span=span),
    )  # fmt: skip


@FORM
@page
def chain_act(request: HttpRequest, number: int, code: str) -> HttpResponse:
    """An act on a chain."""
    who = _who(request)
    info = queries.chain(chain_id=number, viewer=who, today=timezone.localdate())
    return _act(
        request,
        acts.CHAIN,
        number,
        code,
        Link(info.name, reverse("governed-chain", args=[number])),
        may=info.may_write,
    )


@FORM
@page
def task_act(request: HttpRequest, number: int, code: str) -> HttpResponse:
    """An act on a task."""
    who = _who(request)
    info = get(task_id=number, viewer=who, as_of=timezone.localdate())
    may = info.may_report if code == "report" else info.may_oversee or info.may_write
    told = ""
    if code == "sign-off" and info.lacks is not None:
        told = _("It cannot be signed off yet: %(why)s") % {"why": say(info.lacks)}
    return _act(
        request,
        task_acts.TASK,
        number,
        code,
        Link(info.line.title, reverse("task", args=[number])),
        may=may,
        about=told,
    )


@FORM
@page
def report_check(request: HttpRequest, number: int) -> HttpResponse:
    """Accept a report, or return it."""
    who = _who(request, "review")
    task = task_of_report(report_id=number, viewer=who)
    info = get(task_id=task, viewer=who, as_of=timezone.localdate())
    told = next((one for one in info.reports if one.id == number), None)
    here = reverse("task", args=[task]) + "#reports"

    def save(given: Given) -> str:
        check(
            report_id=number,
            accept="remove" not in given,
            why=given.get("why", ""),
            by=who,
            at=timezone.now(),
        )
        return here

    about = " · ".join(filter(None, [told.text, told.proof, told.reason, told.by])) if told else ""
    return forms.handle(
        request, heading=_("Check a report"), back=Link(info.line.title, here), about=about, save=save,
        fields=lambda failed: (forms.text("why", _("Note"), failed, hint=_("Needed where it is returned.")),),
        save_label=_("Accept"), remove_label=_("Return it"),
    )  # fmt: skip


@FORM
@page
def slip_answer(request: HttpRequest, number: int) -> HttpResponse:
    """Answer a slip."""
    who = _who(request)
    info = slip(slip_id=number, viewer=who, today=timezone.localdate())
    here = reverse("task", args=[info.task_id]) + "#slips"

    def save(given: Given) -> str:
        answer(
            slip_id=number,
            text=given.get("text", ""),
            document_id=forms.number_of(given, "document"),
            by=who,
            at=timezone.now(),
        )
        return here

    def fields(failed: Refused) -> Iterable[Field]:
        yield forms.text("text", _("Answer"), failed, kind="lines", required=True)
        yield acts.document_field(failed, who)

    return forms.handle(
        request, heading=info.number, back=Link(info.task, here), about=info.text, fields=fields, save=save,
        save_label=_("Answer"),
    )  # fmt: skip


@FORM
@page
def seat_leave(request: HttpRequest, number: int) -> HttpResponse:
    """End a seat."""
    who, today = _who(request), timezone.localdate()
    of, owner = queries.seat_owner(seat_id=number)
    here = reverse("body" if of == "body" else "governed-chain", args=[owner])

    def save(given: Given) -> str:
        leave_seat(seat_id=number, until=forms.day_of(given, "until"), by=who, at=timezone.now())
        return here

    return forms.handle(
        request, heading=_("End a seat"), back=Link(_("Seats"), here), save=save, initial={"until": today.isoformat()},
        fields=lambda failed: (forms.text("until", _("Last day"), failed, kind="date", required=True),),
    )  # fmt: skip


def _new(
    request: HttpRequest, who: Actor, heading: str, back: Link, fields: Callable[[Refused, Actor], Iterable[Field]],
    save: Callable[[Given], str],
) -> HttpResponse:  # fmt: skip
    return forms.handle(
        request, heading=heading, back=back, fields=lambda failed: fields(failed, who), save=save
    )


def _act(
    request: HttpRequest,
    table: Mapping[str, Act],
    number: int,
    code: str,
    back: Link,
    *,
    may: bool,
    about: str = "",
) -> HttpResponse:
    if code not in table:
        raise Http404(code)
    chosen, today = table[code], timezone.localdate()
    who = _who(request, chosen.right)
    if not may:
        raise PermissionDenied(_("Another unit keeps this. Ask it, or the office that reviews."))
    return forms.handle(
        request, heading=chosen.heading(), back=back, about=about or chosen.about(),
        initial=chosen.initial(number, request.GET.dict(), who, today),
        fields=lambda failed: chosen.fields(number, failed, who),
        save=lambda given: chosen.save(number, given, who, timezone.now()),
    )  # fmt: skip


def _who(request: HttpRequest, right: str = "add") -> Actor:
    who = viewer(request)
    who.must(right)
    return who
