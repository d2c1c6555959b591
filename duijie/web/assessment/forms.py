"""Forms of assessment: each calls its one operation, and says what was wrong on the form."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import timedelta
from decimal import Decimal, InvalidOperation
from typing import TypeVar

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from duijie.accounts.queries import own_region, own_units, units
from duijie.assessment import operations, queries
from duijie.assessment.numbers import operations as numbers
from duijie.assessment.rules import groups_of
from duijie.assessment.rules import scheme as rule
from duijie.assessment.types import WrongAssessment
from duijie.kernel.words import Words
from duijie.rulebook.columns import WrongFields
from duijie.web.engagement import forms
from duijie.web.engagement.forms import Given, Refused, handle
from duijie.web.pages.parts import Field, Link
from duijie.web.saying import day, say
from duijie.web.views.answers import keeper, page, viewer

T = TypeVar("T")
FORM = require_http_methods(["GET", "HEAD", "POST"])
SHOWN_FOR = timedelta(days=5)
"""The day that the form of showing proposes."""


@FORM
@page
def assess(request: HttpRequest, code: str) -> HttpResponse:
    """Score units by a scheme."""
    who, today = viewer(request), timezone.localdate()
    who.must("review")
    one = rule(code, today)
    by_name = {unit.name: unit.id for unit in units().values()}
    names = {number: name for name, number in by_name.items()}
    last = queries.members_of_last(code=code, on=today)
    initial = {"as_of": str(own_region().closed_on or today)} | {
        f"group-{group.code}": "\n".join(
            names[unit] for unit, its in last.items() if its == group.code and unit in names
        )
        for group in groups_of(one)
    }

    def save(given: Given) -> str:
        members: dict[int, str] = {}
        for group in groups_of(one):
            field = f"group-{group.code}"
            for name in filter(None, map(str.strip, given.get(field, "").splitlines())):
                if name not in by_name:
                    raise WrongFields({field: Words(f"没有“{name}”这个单位", f"there is no unit “{name}”")})
                if by_name[name] in members:
                    raise WrongFields({field: Words(f"“{name}”写了两次", f"“{name}” stands twice")})
                members[by_name[name]] = group.code
        run = _told(
            lambda: operations.assess(
                code=code, members=members, as_of=forms.day_of(given, "as_of"), by=who, at=timezone.now()
            )
        )
        return reverse("assessment", args=[run])

    def fields(failed: Refused) -> Iterable[Field]:
        yield forms.text("as_of", _("As of"), failed, kind="date", required=True)
        for group in groups_of(one):
            yield forms.text(
                f"group-{group.code}", say(group.name), failed, kind="lines", hint=_("Units, one a line.")
            )

    return handle(
        request, heading=_("Assess: %(scheme)s") % {"scheme": say(one.name)},
        back=Link(say(one.name), reverse("scheme", args=[code])), save=save, initial=initial, fields=fields,
        save_label=_("Work out"), about=_("The result is a draft that only the office sees until it is shown to units."),
    )  # fmt: skip


@FORM
@page
def number(request: HttpRequest, code: str) -> HttpResponse:
    """Enter a number by hand."""
    who, today = keeper(request), timezone.localdate()
    who.must("add")
    one = rule(code, today)
    mine = own_units(viewer=who)
    listed = [(str(unit.id), unit.name) for unit in units().values() if who.may("review") or unit.id in mine]
    wanted = [(each.code, f"{say(each.name)}（{say(each.unit)}）") for each in one.inputs if not each.figure]

    def save(given: Given) -> str:
        _told(
            lambda: numbers.enter(
                scheme_code=code, unit_id=forms.number_of(given, "unit") or 0, input_code=given.get("input", ""),
                on=forms.day_of(given, "on"), number=_number(given), thing=given.get("thing", ""),
                evidence=given.get("evidence", ""), by=who, at=timezone.now(),
            )
        )  # fmt: skip
        return reverse("scheme-numbers", args=[code])

    def fields(failed: Refused) -> Iterable[Field]:
        yield forms.choice("unit", _("Unit"), listed, failed)
        yield forms.choice("input", _("Input"), wanted, failed)
        yield forms.text("on", _("Day"), failed, kind="date", required=True)
        yield forms.text(
            "number", _("Value"), failed, hint=_("Leave it empty to take back what was entered.")
        )
        yield forms.text(
            "thing", _("Of"), failed, hint=_("A single project of several, or who gives the mark.")
        )
        yield forms.text(
            "evidence", _("Rests on"), failed, required=True, hint=_("Paper, form or record, with its date.")
        )

    return handle(
        request, heading=_("Enter a number"), initial={"on": str(today)}, save=save, fields=fields,
        back=Link(_("Numbers by hand"), reverse("scheme-numbers", args=[code])),
    )  # fmt: skip


@FORM
@page
def act(request: HttpRequest, number: int, act: str) -> HttpResponse:
    """Show a run to units, work it out anew, or publish it."""
    who = viewer(request)
    who.must("review")
    info = queries.run(run_id=number, viewer=who)
    here = Link(say(info.scheme.name), reverse("assessment", args=[number]))
    at, code = timezone.now(), info.scheme.code

    def show(given: Given) -> str:
        until = forms.day_of(given, "until")
        _told(lambda: operations.show(run_id=number, until=until, by=who, at=at))
        return here.url

    def again(_given: Given) -> str:
        members = {one.scored.unit_id: one.scored.group for one in queries.results(run_id=number, viewer=who)}
        run = _told(
            lambda: operations.assess(
                code=code, members=members, as_of=info.as_of, by=who, at=at, replaces=number
            )
        )
        return reverse("assessment", args=[run])

    def publish(_given: Given) -> str:
        _told(lambda: operations.publish(run_id=number, by=who, at=at))
        return here.url

    def until(failed: Refused) -> Iterable[Field]:
        yield forms.text("until", _("Objections until"), failed, kind="date", required=True)

    saves: dict[str, tuple[Callable[[Given], str], str, str]] = {
        "show": (show, _("Show to units"), _("Units read how their score came about, and object until a day.")),
        "again": (again, _("Work out anew"), _("From what is known now; this run stays as it is, and the new one takes its place.")),
        "publish": (publish, _("Publish"), _("It is frozen: rules, numbers and scores stay as they are now.")),
    }  # fmt: skip
    if act not in saves:
        raise Http404(act)
    save, label, about = saves[act]
    return handle(
        request, heading=label, back=here, save=save, fields=until if act == "show" else lambda _failed: (),
        initial={"until": str(timezone.localdate() + SHOWN_FOR)}, save_label=label, about=about,
    )  # fmt: skip


@FORM
@page
def object_to(request: HttpRequest, number: int) -> HttpResponse:
    """Object to one's own result."""
    who = keeper(request)
    who.must("add")
    one, info = queries.result(result_id=number, viewer=who)
    back = Link(one.unit, reverse("assessment-result", args=[number]))
    items = [(item.code, say(item.name)) for item in info.scheme.items]

    def save(given: Given) -> str:
        item, text = given.get("item", ""), given.get("text", "")
        _told(
            lambda: operations.object_to(result_id=number, item=item, text=text, by=who, at=timezone.now()),
            "text",
        )
        return back.url

    def fields(failed: Refused) -> Iterable[Field]:
        yield forms.choice("item", _("Scored item"), items, failed, empty=_("the whole"))
        yield forms.text("text", _("What is wrong, and what shows it"), failed, kind="lines", required=True)

    about = _("Until %(day)s. Another person answers it; the answer stands beside it.") % {
        "day": day(info.shown_until)
    }
    return handle(
        request,
        heading=_("Object"),
        back=back,
        save=save,
        fields=fields,
        about=about if info.shown_until else "",
    )


@FORM
@page
def answer(request: HttpRequest, number: int) -> HttpResponse:
    """Answer an objection."""
    who = viewer(request)
    who.must("review")
    found = next((one for one in queries.objections(viewer=who) if one.id == number), None)
    if found is None:
        raise Http404(number)
    one, _info = queries.result(result_id=found.result_id, viewer=who)
    back = Link(one.unit, reverse("assessment", args=[one.run_id]))

    def save(given: Given) -> str:
        upheld, text = given.get("upheld") == "yes", given.get("text", "")
        _told(
            lambda: operations.answer(
                objection_id=number, upheld=upheld, text=text, by=who, at=timezone.now()
            ),
            "text",
        )
        return back.url

    def fields(failed: Refused) -> Iterable[Field]:
        answers = [
            ("no", _("rejected")),
            ("yes", _("upheld: the numbers are mended and it is worked out anew")),
        ]
        yield forms.choice("upheld", _("Answer"), answers, failed)
        yield forms.text("text", _("Reason"), failed, kind="lines", required=True)

    return handle(
        request, heading=_("Answer an objection"), back=back, save=save, fields=fields, about=found.text
    )


def _told(act: Callable[[], T], field: str = "") -> T:
    """What an operation gives; what it refuses, for the form."""
    try:
        return act()
    except WrongAssessment as wrong:
        raise WrongFields({field: wrong.words}) from wrong


def _number(given: Given) -> Decimal | None:
    text = given.get("number", "").strip().replace(",", "")
    if not text:
        return None
    try:
        return Decimal(text)
    except InvalidOperation as wrong:
        raise WrongFields({"number": Words("要写数字", "write a number")}) from wrong
