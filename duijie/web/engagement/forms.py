"""Forms out of tables of fields: what is typed, what was refused field by field, and what choices there are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from duijie.accounts.queries import own_units, units
from duijie.accounts.types import Actor
from duijie.engagement import queries as engagement
from duijie.kernel.typed import typed_amount
from duijie.kernel.words import Told, Words
from duijie.leads import queries as leads
from duijie.pipeline import queries as projects
from duijie.pipeline.types import GateClosed, NotYours
from duijie.rulebook.columns import Column, WrongFields
from duijie.web.compose.meanwhile import Settled, opened, say_what_stays, settle
from duijie.web.pages.organisations import FormPage
from duijie.web.pages.parts import Choice, Field, Link
from duijie.web.saying import refusal, say

LONG: Final = frozenset({"about", "demands", "promises", "notes"})
MENDABLE: Final = (WrongFields, NotYours)
Given = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Refused:
    """What was typed, and why it was refused: field by field, or as a whole."""

    typed: Given
    faults: Given = field(default_factory=dict)
    problem: str = ""
    changes: tuple[str, ...] = ()


def refused(error: Exception, typed: Given) -> Refused:
    """The form to show again."""
    match error:
        case WrongFields(faults=faults):
            return Refused(typed, {code: say(why) for code, why in faults.items()})
        case GateClosed(missing=missing):
            lines = tuple(say(one.message) for one in missing)
            return Refused(
                typed, {}, _("The project cannot enter that stage yet. Nothing was recorded."), lines
            )
    return Refused(typed, {}, refusal(error))


def handle(
    request: HttpRequest,
    *,
    heading: str,
    back: Link,
    fields: Callable[[Refused], Iterable[Field]],
    save: Callable[[Given], str],
    initial: Given | Callable[[], Given] | None = None,
    hold: Callable[[], object] | None = None,
    about: str = "",
    save_label: str = "",
    remove_label: str = "",
) -> HttpResponse:
    """Show a form; on a POST ``save`` it, which says where to go next, or show it again with what was wrong.

    A form that edits a record says how to ``hold`` it; ``initial`` then tells what it holds, again once it is held.
    """

    def begun() -> Refused:
        return Refused(initial() if callable(initial) else initial or {})

    failed = now = begun()
    settled: Settled | None = None
    if request.method == "POST":
        typed = request.POST.dict()
        try:
            with transaction.atomic():
                if hold is not None:
                    hold()
                    now = begun()
                    settled = settle(typed, fields(now))
                    typed = settled.typed
                where = "" if settled and settled.asks else save(typed)
        except MENDABLE as error:
            failed = refused(error, typed)
        except Told as error:
            # What is not there, or not theirs, is a page of its own.
            if not isinstance(error, ValueError):
                raise
            failed = refused(error, typed)
        else:
            if where:
                if settled:
                    say_what_stays(request, settled)
                return HttpResponseRedirect(where)
            failed = Refused(typed)
    shown = tuple(fields(failed))
    names = {one.name for one in shown}
    problem = " ".join(
        [failed.problem, *(why for code, why in failed.faults.items() if code not in names)]
    ).strip()
    page = FormPage(
        heading, about, back, shown, opened(fields(now)) if hold else "", save_label or _("Save"), remove_label,
        problem, failed.changes, settled.meanwhile if settled else None,
    )  # fmt: skip
    return render(
        request,
        "pages/organisation_form.html",
        {"page": page},
        status=422 if request.method == "POST" else 200,
    )


def of_columns(columns: Iterable[Column], failed: Refused, *, needed: Iterable[str] = ()) -> Iterable[Field]:
    """The fields that a table of columns describes, each with what was typed and what is wrong with it."""
    must = set(needed)
    for one in columns:
        label = say(one.name)
        label = label[:1].upper() + label[1:]
        value, error = failed.typed.get(one.code, ""), failed.faults.get(one.code, "")
        if one.kind == "choice":
            first = () if one.code in must else (Choice("", "–", not value),)
            listed = (
                *first,
                *(Choice(each.code, say(each.name), each.code == value) for each in one.choices),
            )
            yield Field(one.code, label, "choice", value, listed, required=one.code in must, error=error)
        elif one.kind == "flag":
            listed = (Choice("", _("no"), not value), Choice("yes", _("yes"), bool(value)))
            yield Field(one.code, label, "choice", value, listed, error=error)
        else:
            shape = "date" if one.kind == "day" else "lines" if one.code in LONG else "text"
            yield Field(one.code, label, shape, value, required=one.code in must, error=error)


def text(
    name: str, label: str, failed: Refused, *, kind: str = "text", required: bool = False, hint: str = ""
) -> Field:
    """A field that no table describes."""
    return Field(
        name,
        label,
        kind,
        failed.typed.get(name, ""),
        required=required,
        hint=hint,
        error=failed.faults.get(name, ""),
    )


def choice(
    name: str,
    label: str,
    rows: Iterable[tuple[str, str]],
    failed: Refused,
    *,
    empty: str = "",
    hint: str = "",
) -> Field:
    """A field to choose from."""
    value = failed.typed.get(name, "")
    first = (Choice("", empty, not value),) if empty else ()
    listed = (*first, *(Choice(code, label_, code == value) for code, label_ in rows))
    return Field(name, label, "choice", value, listed, hint=hint, error=failed.faults.get(name, ""))


def unit_field(failed: Refused, viewer: Actor, *, name: str = "unit", label: str = "") -> Field:
    """The units that the viewer may record for."""
    mine = own_units(viewer=viewer)
    rows = [(str(one.id), one.name) for one in units().values() if viewer.may("review") or one.id in mine]
    return choice(name, label or _("Unit"), rows, failed, empty=_("my own"))


def channel_field(failed: Refused, viewer: Actor) -> Field:
    """One channel out of all."""
    rows = [
        (str(one.id), one.name) for one in engagement.channels(viewer=viewer, limit=500) if not one.ended_on
    ]
    return choice("channel", _("Brought by"), rows, failed, empty=_("not said"))


def number_of(given: Given, name: str) -> int | None:
    """A record's number that was chosen; ``None`` for none."""
    typed = given.get(name, "")
    return int(typed) if typed.isdigit() else None


def amount_of(given: Given, name: str, *, needed: bool = False) -> Decimal | None:
    """An amount typed in yuan. Raises :class:`WrongFields`."""
    text = given.get(name, "").strip()
    if not text and not needed:
        return None
    found = typed_amount(text)
    if found is None:
        raise WrongFields(
            {name: Words("要写金额，如 500000 或 50万", "write an amount, such as 500000 or 0.5 m")}
        )
    return found


def day_of(given: Given, name: str) -> date:
    """A day that must be typed. Raises :class:`WrongFields`."""
    try:
        return date.fromisoformat(given.get(name, ""))
    except ValueError as wrong:
        raise WrongFields({name: Words("日期要写成 2024-01-31", "write the day as 2024-01-31")}) from wrong


def channels_of(given: Given, viewer: Actor) -> list[int]:
    """The channels named a line each. Raises :class:`WrongFields` for one that is not in the list."""
    known = {one.name: one.id for one in engagement.channels(viewer=viewer, limit=5000)}
    names = list(filter(None, map(str.strip, given.get("channels", "").splitlines())))
    for name in names:
        if name not in known:
            told = Words(f"没有名为“{name}”的渠道，请先添加", f"there is no channel “{name}”; add it first")
            raise WrongFields({"channels": told})
    return [known[name] for name in names]


def project_of(given: Given, viewer: Actor, name: str = "project") -> int:
    """The project meant by its number, its code or words of its name. Raises :class:`WrongFields`."""
    typed = given.get(name, "").strip()
    if not typed:
        raise WrongFields({name: Words("必填", "fill this in")})
    if typed.isdigit() and projects.lines(project_ids=[int(typed)], viewer=viewer):
        return int(typed)
    found = projects.listing(viewer=viewer, filters=projects.Filters(text=typed), limit=6).lines
    exact = [one for one in found if typed in (one.code, one.name)]
    found = tuple(exact) or found
    if len(found) == 1:
        return found[0].id
    listed = "；".join(f"{one.id} {one.name}" for one in found[:5])
    wrong = (
        Words(f"不止一个，请写编号：{listed}", f"several fit; give the number: {listed}")
        if found
        else Words("没有这个项目", "there is no such project")
    )
    raise WrongFields({name: wrong})


def origin_of(given: Given, viewer: Actor) -> dict[str, Any]:
    """The lead or project that something brought. Raises :class:`WrongFields`."""
    lead = given.get("lead", "").strip()
    if not lead:
        return {"project_id": project_of(given, viewer)}
    if not lead.isdigit() or not leads.visible(viewer=viewer).filter(pk=int(lead)).exists():
        raise WrongFields({"lead": Words("没有这条线索", "there is no such lead")})
    return {"lead_id": int(lead)}
