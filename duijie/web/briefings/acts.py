"""What is done with a briefing: drafted, written on, signed off, sent back, numbered, dropped. Each is one form."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from duijie.accounts.queries import own_region
from duijie.accounts.types import Actor
from duijie.briefings import operations, queries
from duijie.briefings.rules import Outline, outline, outlines
from duijie.briefings.types import BriefingInfo, WrongBriefing
from duijie.rulebook.columns import WrongFields
from duijie.web.briefings.compose import ACTS
from duijie.web.engagement import forms
from duijie.web.engagement.forms import Given, Refused, handle
from duijie.web.pages.parts import Field, Link
from duijie.web.saying import say
from duijie.web.views.answers import page, viewer

FORM = require_http_methods(["GET", "HEAD", "POST"])


@dataclass(frozen=True, slots=True)
class Act:
    """An act: the right that it takes, what is asked, what it does."""

    right: str
    about: str | Promise
    fields: Callable[[BriefingInfo, Refused], Iterable[Field]]
    run: Callable[[BriefingInfo, Given, Actor, datetime], object]


@FORM
@page
def new(request: HttpRequest) -> HttpResponse:
    """Begin a briefing out of an outline."""
    who = viewer(request)
    who.must("add")
    closed = own_region().closed_on or timezone.localdate()
    names = [(code, say(one.masthead.series)) for code, one in outlines().items()]

    def save(given: Given) -> str:
        day = forms.day_of(given, "as_of")
        with _told():
            number = operations.draft(
                outline_code=given.get("outline", ""), as_of=day, by=who, at=timezone.now()
            )
        return reverse("briefing", args=[number])

    def fields(failed: Refused) -> Iterable[Field]:
        yield forms.choice("outline", _("Outline"), names, failed)
        yield forms.text("as_of", _("Figures of"), failed, kind="date", required=True)

    return handle(
        request, heading=_("Draft a briefing"), back=Link(_("Briefings"), reverse("briefings")), save=save, fields=fields,
        initial={"as_of": closed.isoformat(), "outline": next(iter(outlines()), "")}, save_label=_("Fill it in"),
        about=_("The figures are those of the day, as known now; what only you know is written on the draft."),
    )  # fmt: skip


@FORM
@page
def act(request: HttpRequest, briefing_id: int, code: str) -> HttpResponse:
    """The form of an act, and doing it."""
    who, chosen = viewer(request), _ACTS.get(code)
    if chosen is None:
        raise Http404(code)
    who.must(chosen.right)
    info = queries.get(briefing_id=briefing_id, viewer=who)
    here = reverse("briefing", args=[briefing_id])

    def save(given: Given) -> str:
        with _told():
            chosen.run(info, given, who, timezone.now())
        return here

    def initial() -> dict[str, str]:
        now = queries.get(briefing_id=briefing_id, viewer=who)
        typed = {name: one.get("text", "") for name, one in now.given.items()}
        typed |= {f"{name}-source": one.get("source", "") for name, one in now.given.items()}
        return {**typed, "as_of": now.line.as_of.isoformat(), **_next_numbers(now)}

    return handle(
        request, heading=str(ACTS[code][0]), back=Link(info.line.title, here), save=save, initial=initial,
        fields=lambda failed: chosen.fields(info, failed), about=str(chosen.about), save_label=str(ACTS[code][0]),
        hold=(lambda: operations.hold(briefing_id=briefing_id, by=who)) if code == "edit" else None,
    )  # fmt: skip


class _told:  # noqa: N801 -- reads as a word where it is used
    """Say on the form what cannot be done."""

    def __enter__(self) -> None:
        """Nothing to prepare."""

    def __exit__(self, _kind: object, error: BaseException | None, _where: object) -> None:
        if isinstance(error, WrongBriefing):
            raise WrongFields({"": error.words}) from error


def _asked(info: BriefingInfo) -> Outline:
    return outline(info.line.outline)


def _written(info: BriefingInfo, failed: Refused) -> Iterable[Field]:
    yield forms.text("as_of", _("Figures of"), failed, kind="date", required=True)
    for name, question, kind in _asked(info).asked:
        yield forms.text(name, say(question), failed, kind="lines" if kind == "open" else "text")
        if kind == "place":
            yield forms.text(
                f"{name}-source",
                _("Where it stands"),
                failed,
                hint=_("Needed with a rank: who published it, where."),
            )


def _write(info: BriefingInfo, given: Given, who: Actor, at: datetime) -> None:
    typed = {
        name: {"text": given.get(name, ""), "source": given.get(f"{name}-source", "")}
        for name, _question, _kind in _asked(info).asked
    }
    operations.edit(briefing_id=info.line.id, given=typed, as_of=forms.day_of(given, "as_of"), by=who, at=at)


def _note(*, needed: bool) -> Callable[[BriefingInfo, Refused], Iterable[Field]]:
    def fields(_info: BriefingInfo, failed: Refused) -> Iterable[Field]:
        yield forms.text("note", _("Why") if needed else _("A remark"), failed, required=needed)

    return fields


def _numbers(info: BriefingInfo, failed: Refused) -> Iterable[Field]:
    hint = _("The next one; an office that has issued before writes its own at the first issue here.")
    yield forms.text("on", _("Day printed"), failed, kind="date", required=True)
    yield forms.text("number", _("Number in the year"), failed, required=True, hint=hint)
    yield forms.text("total", _("Number in all"), failed, required=True)


def _next_numbers(info: BriefingInfo) -> dict[str, str]:
    today = timezone.localdate()
    year, number, total = queries.last_numbers(series=_series(info))
    return {
        "on": today.isoformat(), "number": str(number + 1 if year == today.year else 1), "total": str(total + 1),
    }  # fmt: skip


def _series(info: BriefingInfo) -> str:
    return queries.series_of(outline_code=info.line.outline)


def _issue(info: BriefingInfo, given: Given, who: Actor, at: datetime) -> None:
    numbers = {name: _whole(given, name) for name in ("number", "total")}
    day: date = forms.day_of(given, "on")
    operations.issue(briefing_id=info.line.id, on=day, by=who, at=at, **numbers)


def _whole(given: Given, name: str) -> int:
    text = given.get(name, "").strip()
    if not text.isdecimal() or len(text) > 6 or not int(text):
        raise WrongFields({name: operations.A_NUMBER})
    return int(text)


_ACTS: Final[Mapping[str, Act]] = {
    "edit": Act("add", gettext_lazy("What only people know; the figures come by themselves and are those known now."), _written, _write),
    "refresh": Act(
        "add", gettext_lazy("The figures of the same day are taken as they are known now."), lambda _info, _failed: (),
        lambda info, _given, who, at: operations.refresh(briefing_id=info.line.id, by=who, at=at),
    ),
    "sign": Act(
        "review", gettext_lazy("The text in both languages is frozen with the entries that its figures add up."), _note(needed=False),
        lambda info, given, who, at: operations.sign(briefing_id=info.line.id, by=who, at=at, note=given.get("note", "")),
    ),
    "return": Act(
        "review", gettext_lazy("It becomes a draft again; the signature no longer holds."), _note(needed=True),
        lambda info, given, who, at: operations.send_back(briefing_id=info.line.id, note=given.get("note", ""), by=who, at=at),
    ),
    "issue": Act("review", gettext_lazy("After this nothing of it changes any more."), _numbers, _issue),
    "drop": Act(
        "add", gettext_lazy("The draft stays in the list of dropped ones."), _note(needed=True),
        lambda info, given, who, at: operations.drop(briefing_id=info.line.id, note=given.get("note", ""), by=who, at=at),
    ),
}  # fmt: skip
