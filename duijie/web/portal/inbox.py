"""The office's pages of what the public asks: the list by clock, one enquiry, and what is done with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from duijie.kernel.words import Words
from duijie.portal.enquiries import operations, queries
from duijie.portal.types import CLOSED, ENQUIRY_STATES, EnquiryInfo
from duijie.web.briefings.acts import FORM
from duijie.web.compose.paging import PAGE, page_number, paging
from duijie.web.engagement import forms
from duijie.web.engagement.cells import table
from duijie.web.engagement.forms import Given, Refused, handle
from duijie.web.engagement.pages import Cell, ListPage
from duijie.web.pages.parts import Field, Link
from duijie.web.portal.pages import EnquiryPage
from duijie.web.saying import day, moment, say
from duijie.web.views.answers import page, viewer

LABELS: Final = {
    "answer": gettext_lazy("Record the reply"),
    "lead": gettext_lazy("Make it a lead"),
    "close": gettext_lazy("Close it"),
}
DONE: Final[Mapping[str, Words]] = {code: words for code, words in ENQUIRY_STATES.items() if code != "open"}


@require_safe
@page
def enquiries(request: HttpRequest) -> HttpResponse:
    """What awaits a reply first, by the day on which it is due."""
    who, asked, here = viewer(request), request.GET.dict(), reverse("enquiries")
    number = page_number(asked)
    rows, count = queries.listing(
        viewer=who, today=timezone.localdate(), offset=(number - 1) * PAGE, limit=PAGE
    )
    ready = ListPage(
        heading=_("Enquiries"),
        about=_("What the public asks. Who asked is shown to those who reply."),
        act=None, tabs=(), chosen="", asked=(), here=here, total="", notices=(),
        table=table(
            "enquiries", "", [_("Enquiry"), _("State"), _("Reply due"), _("Regarding"), _("Arrived")],
            [
                [
                    Cell(_title(one), reverse("enquiry", args=[one.id])),
                    Cell(say(ENQUIRY_STATES[one.state]), light=_light(one), note=_late(one)),
                    Cell(day(one.due_on)), Cell(one.about or "–"), Cell(moment(one.at)),
                ]
                for one in rows
            ],
            empty=_("No enquiry yet"),
            hint=_("The public pages carry a form; what is sent arrives here."),
        ),
        paging=paging(here, asked, number, count),
    )  # fmt: skip
    return render(request, "engagement/list.html", {"page": ready})


@require_safe
@page
def one(request: HttpRequest, enquiry_id: int) -> HttpResponse:
    """One enquiry."""
    info = queries.get(enquiry_id=enquiry_id, viewer=viewer(request), today=timezone.localdate())
    told = info.asked
    ready = EnquiryPage(
        back=Link(_("Enquiries"), reverse("enquiries")), title=_title(info), state=say(ENQUIRY_STATES[info.state]),
        light=_light(info),
        facts=tuple(filter(None, (
            _("arrived %(when)s") % {"when": moment(info.at)}, _("reply due %(day)s") % {"day": day(info.due_on)}, _late(info),
        ))),
        about=Link(info.about, reverse("notice", args=[info.notice_id])) if info.notice_id else None,
        lead=Link(str(info.lead_id), reverse("lead", args=[info.lead_id])) if info.lead_id else None,
        acts=tuple(
            Link(str(label), reverse("enquiry-act", args=[info.id, code])) for code, label in LABELS.items() if code in info.may
        ),
        asked=(
            (_("Who asked"), told.name), (_("Enterprise or organisation"), told.organisation or "–"),
            (_("Telephone or e-mail"), told.reach), (_("What was asked"), told.text),
        ) if told else (),
        history=table(
            "history", _("What was done"), [_("Act"), _("By"), _("When"), _("Remark")],
            [
                [
                    Cell(say(DONE[step.act])), Cell(step.by), Cell(moment(step.at)),
                    Cell(step.text, note=say(CLOSED[step.reason]) if step.reason else ""),
                ]
                for step in info.replies
            ],
            empty=_("Nothing yet"), hint="",
        ),
    )  # fmt: skip
    return render(request, "portal/enquiry.html", {"page": ready})


@FORM
@page
def act(request: HttpRequest, enquiry_id: int, code: str) -> HttpResponse:
    """The form of an act, and doing it."""
    who = viewer(request)
    if code not in LABELS:
        raise Http404(code)
    who.must("add")
    info = queries.get(enquiry_id=enquiry_id, viewer=who, today=timezone.localdate())
    told, here = info.asked, reverse("enquiry", args=[enquiry_id])
    if told is None:
        raise Http404(code)

    def save(given: Given) -> str:
        now, text = timezone.now(), given.get("text", "")
        if code == "answer":
            operations.answer(enquiry_id=enquiry_id, text=text, by=who, at=now)
        elif code == "close":
            operations.close(enquiry_id=enquiry_id, reason=given.get("reason", ""), text=text, by=who, at=now)
        else:
            operations.make_lead(
                enquiry_id=enquiry_id, name=given.get("name", ""), investor=given.get("investor", ""),
                contact=given.get("contact", ""), content=given.get("content", ""), by=who, at=now,
            )  # fmt: skip
        return here

    def fields(failed: Refused) -> Iterable[Field]:
        if code == "lead":
            yield forms.text("name", _("What it is about"), failed, required=True)
            yield forms.text("investor", _("Investor"), failed, required=True)
            yield forms.text("contact", _("Contact"), failed, required=True)
            yield forms.text("content", _("Content"), failed, kind="lines")
            return
        if code == "close":
            rows = [(reason, say(name)) for reason, name in CLOSED.items()]
            yield forms.choice("reason", _("Why"), rows, failed)
        label = _("What was replied") if code == "answer" else _("A remark")
        yield forms.text("text", label, failed, kind="lines", required=code == "answer")

    initial = {
        "name": info.about or told.text.split("\n")[0][:60], "investor": told.organisation or told.name,
        "contact": f"{told.name} {told.reach}", "content": told.text,
    }  # fmt: skip
    about = (
        _("Reply by telephone or e-mail, then write here what was said: that stops the clock.")
        if code == "answer"
        else ""
    )
    return handle(
        request, heading=str(LABELS[code]), back=Link(_title(info), here), fields=fields, save=save,
        initial=initial if code == "lead" else None, about=about, save_label=str(LABELS[code]),
    )  # fmt: skip


def _title(info: EnquiryInfo) -> str:
    return _("Enquiry %(number)d") % {"number": info.id}


def _late(info: EnquiryInfo) -> str:
    if not info.late:
        return ""
    return ngettext("%(days)d day late", "%(days)d days late", info.late) % {"days": info.late}


def _light(info: EnquiryInfo) -> str:
    if info.state == "open":
        return "red" if info.late else "yellow"
    return "" if info.state == "closed" else "green"
