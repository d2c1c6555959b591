"""A unit's form: filled in from what is known, confirmed or corrected here or on the sheet that it sends back.

It is long because the form, what was typed into it and the look at a sheet are one page.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Final

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from duijie.accounts.types import Actor
from duijie.exchange.sheets.fields import Field as Asked
from duijie.kernel.words import Words
from duijie.returns import operations, queries
from duijie.returns.rules import shown
from duijie.returns.sheets import sheet_back, sheet_of
from duijie.returns.types import Changed, Form, FormRow, WrongAnswers, WrongReturn
from duijie.text.formats.source import CannotRead
from duijie.web.compose.paging import PAGE, page_number, paging
from duijie.web.pages.parts import Choice, Field, Link, Paging
from duijie.web.saying import day, refusal, say
from duijie.web.views.answers import page, viewer

_SALT: Final = "duijie.returns"


@dataclass(frozen=True, slots=True)
class Line:
    """A project with its fields to look at, the last return's values beside those that differ."""

    project_id: int
    project: Link
    fields: tuple[Field, ...]
    answered: str


@dataclass(frozen=True, slots=True)
class Change:
    """A field that the sheet says otherwise; ``reason`` is the field to say why, where that is wanted."""

    project: str
    field: str
    old: str
    new: str
    reason: Field | None


@dataclass(frozen=True, slots=True)
class FormPage:
    """A unit's form; with ``taken``, what its sheet changes, before it is taken."""

    back: Link
    heading: str
    about: str
    here: str
    sheet_url: str
    back_url: str
    lines: tuple[Line, ...]
    problem: str
    problems: tuple[str, ...]
    changes: tuple[Change, ...]
    confirmed: str
    taken: str
    paging: Paging | None


@require_http_methods(["GET", "HEAD", "POST"])
@page
def fill(request: HttpRequest, asked_id: int) -> HttpResponse:
    """The form, and taking what was typed or what its sheet said."""
    who = viewer(request)
    who.must("add")
    told = queries.form(asked_id=asked_id, viewer=who)
    if request.method != "POST":
        return _shown(request, told, who)
    taken = request.POST.get("taken", "")
    if taken:
        said, reasons = _unsigned(taken, asked_id)
        reasons |= {number: text for number, text in _reasons(request).items() if text}
    else:
        said, reasons = _typed(request, told), _reasons(request)
    try:
        changed = operations.answer(
            asked_id=asked_id, said=said, reasons=reasons, by=replace(who, via=f"sheet {who.via}") if taken else who,
            at=timezone.now(),
        )  # fmt: skip
    except WrongAnswers as wrong:
        if taken:
            return _preview(request, told, who, said, reasons, wrong.faults)
        return _shown(request, told, who, said=said, reasons=reasons, faults=wrong.faults)
    count = {"all": len(said), "changed": len({one.project_id for one in changed})}
    messages.success(request, _("Taken: %(all)s projects, of which %(changed)s were corrected.") % count)
    return HttpResponseRedirect(reverse("return", args=[queries.return_of(asked_id=asked_id, viewer=who)]))


@require_safe
@page
def sheet(request: HttpRequest, asked_id: int) -> HttpResponse:
    """The form as a sheet."""
    who = viewer(request)
    who.must("add")
    data = sheet_of(asked_id=asked_id, viewer=who)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    name = f'attachment; filename="return-{asked_id}.xlsx"'
    return HttpResponse(data, content_type=kind, headers={"Content-Disposition": name})


@require_POST
@page
def back(request: HttpRequest, asked_id: int) -> HttpResponse:
    """The sheet that comes back: what it changes is shown before it is taken."""
    who = viewer(request)
    who.must("add")
    told = queries.form(asked_id=asked_id, viewer=who)
    file = request.FILES.get("file")
    if file is None:
        return _shown(request, told, who, problem=_("Choose the sheet that you filled in."))
    try:
        found, said, reasons = sheet_back(data=file.read(), name=str(file.name), viewer=who)
    except WrongReturn as wrong:
        return _shown(request, told, who, problem=say(wrong.words))
    except CannotRead as wrong:
        return _shown(request, told, who, problem=refusal(wrong))
    if found != asked_id:
        return _shown(
            request, told, who, problem=_("This sheet belongs to another return. Send it back there.")
        )
    return _preview(request, told, who, said, reasons, {})


def _shown(
    request: HttpRequest,
    told: Form,
    who: Actor,
    *,
    said: operations.Said | None = None,
    reasons: Mapping[int, str] | None = None,
    faults: Mapping[tuple[int, str], Words] | None = None,
    problem: str = "",
) -> HttpResponse:
    number, here = page_number(request.GET.dict()), reverse("return-form", args=[told.asked_id])
    faults, said, reasons = faults or {}, said or {}, reasons or {}
    rows = told.rows[(number - 1) * PAGE : number * PAGE]
    lines = tuple(
        _line(row, told, said.get(row.project_id, {}), reasons.get(row.project_id, ""), faults)
        for row in rows
    )
    problem = problem or (_("Some answers cannot be taken; nothing was.") if faults else "")
    ready = replace(
        _page(told, who),
        lines=lines,
        problem=problem,
        paging=paging(here, request.GET.dict(), number, len(told.rows)),
    )
    return render(request, "returns/form.html", {"page": ready}, status=422 if problem else 200)


def _preview(
    request: HttpRequest,
    told: Form,
    who: Actor,
    said: operations.Said,
    reasons: dict[int, str],
    missing: Mapping[tuple[int, str], Words],
) -> HttpResponse:
    changed, faults = operations.compare(asked_id=told.asked_id, said=said, viewer=who)
    names = {row.project_id: row.name for row in told.rows}
    heads = {one.target: say(one.name) for one in told.fields}
    problems = tuple(
        f"{names.get(number, number)} · {heads.get(code, code)}: {say(why)}"
        for (number, code), why in faults.items()
    )
    asked: set[int] = set()
    rows = []
    for one in changed:
        wants = one.wants_reason and one.project_id not in asked
        if wants:
            asked.add(one.project_id)
        rows.append(
            _change(one, reasons, missing)
            if wants
            else _change(replace(one, wants_reason=False), reasons, missing)
        )
    json_said = {
        str(number): {code: _jsonable(value) for code, value in row.items()} for number, row in said.items()
    }
    ready = replace(
        _page(told, who),
        problem=_("The sheet cannot be taken as it is. Mend these cells and send it again.") if problems else "",
        problems=problems,
        changes=tuple(rows),
        confirmed=_("%(count)s projects of the sheet stay as they are and are confirmed.") % {"count": len(said) - len({one.project_id for one in changed})},
        taken="" if problems else signing.dumps([told.asked_id, json_said, {str(key): text for key, text in reasons.items()}], salt=_SALT, compress=True),
    )  # fmt: skip
    return render(request, "returns/form.html", {"page": ready}, status=422 if problems or missing else 200)


def _page(told: Form, who: Actor) -> FormPage:
    number = queries.return_of(asked_id=told.asked_id, viewer=who)
    here = reverse("return-form", args=[told.asked_id])
    about = _(
        "%(unit)s, due on %(day)s. What is known stands here; correct what is wrong and confirm the rest."
    )
    return FormPage(
        Link(told.title, reverse("return", args=[number])), told.unit, about % {"unit": told.unit, "day": day(told.due_on)}, here,
        reverse("return-sheet", args=[told.asked_id]), reverse("return-back", args=[told.asked_id]), (), "", (), (), "", "", None,
    )  # fmt: skip


def _line(
    row: FormRow, told: Form, typed: Mapping[str, Any], reason: str, faults: Mapping[tuple[int, str], Words]
) -> Line:
    fields = [
        _field(one, row, typed.get(one.target), say(faults[row.project_id, one.target]) if (row.project_id, one.target) in faults else "")
        for one in told.fields
    ]  # fmt: skip
    why = faults.get((row.project_id, "reason"))
    fields.append(
        Field(f"r-{row.project_id}", _("Why it changed"), "text", reason, error=say(why) if why else "")
    )
    return Line(
        row.project_id,
        Link(row.name, reverse("project", args=[row.project_id])),
        tuple(fields),
        _("answered") if row.answered else "",
    )


def _field(one: Asked, row: FormRow, typed: str | None, error: str) -> Field:
    name, value = f"v-{row.project_id}-{one.target}", row.values[one.target]
    before = row.before.get(one.target)
    hint = (
        _("last time: %(value)s") % {"value": say(shown(one, before))} if before not in (None, value) else ""
    )
    label = f"{say(one.name)}（{_('10,000 yuan')}）" if one.holds == "money" else say(one.name)
    if one.holds == "choice":
        chosen = str(value or "") if typed is None else typed
        codes = dict.fromkeys(one.choices.values())
        listed = (
            Choice("", "–", not chosen),
            *(Choice(code, say(shown(one, code)), code == chosen) for code in codes),
        )
        return Field(name, label, "choice", chosen, listed, hint=hint, error=error)
    return Field(
        name,
        label,
        "date" if one.holds == "day" else "text",
        _text(one, value) if typed is None else typed,
        hint=hint,
        error=error,
    )


def _text(one: Asked, value: Any) -> str:
    """A value as it is typed, so that reading it again says the same."""
    if value is None:
        return ""
    if one.holds == "money" and value[1] == "CNY":
        return f"{(Decimal(value[0]) / 10_000).normalize():f}"
    return shown(one, value).zh


def _change(one: Changed, reasons: Mapping[int, str], missing: Mapping[tuple[int, str], Words]) -> Change:
    field = None
    if one.wants_reason:
        why = missing.get((one.project_id, "reason"))
        field = Field(
            f"r-{one.project_id}", _("Why it changed"), "text", reasons.get(one.project_id, ""), required=True,
            error=say(why) if why else "",
        )  # fmt: skip
    return Change(
        one.project,
        say(one.field.name),
        say(shown(one.field, one.old)),
        say(shown(one.field, one.new)),
        field,
    )


def _typed(request: HttpRequest, told: Form) -> dict[int, dict[str, Any]]:
    chosen = {int(number) for number in request.POST.getlist("project") if number.isdecimal()}
    return {
        row.project_id: {
            one.target: request.POST[name] for one in told.fields if (name := f"v-{row.project_id}-{one.target}") in request.POST
        }
        for row in told.rows
        if row.project_id in chosen
    }  # fmt: skip


def _reasons(request: HttpRequest) -> dict[int, str]:
    return {
        int(name[2:]): str(text).strip()
        for name, text in request.POST.items()
        if name.startswith("r-") and name[2:].isdecimal()
    }


def _unsigned(taken: str, asked_id: int) -> tuple[dict[int, dict[str, Any]], dict[int, str]]:
    try:
        found, said, reasons = signing.loads(taken, salt=_SALT, max_age=3600)
    except signing.BadSignature:
        found, said, reasons = 0, {}, {}
    if found != asked_id:
        return {}, {}
    return {int(number): row for number, row in said.items()}, {
        int(number): text for number, text in reasons.items()
    }


def _jsonable(value: Any) -> Any:
    return value if isinstance(value, str | int | float | bool) or value is None else str(value)
