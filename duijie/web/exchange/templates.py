"""Templates of lists: what there is, filling one, the office's own kept and dropped."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from duijie.accounts.types import Actor
from duijie.exchange.lists import LISTS, Wanted
from duijie.exchange.styled import Template, template, templates
from duijie.exchange.styled.operations import (
    MOST_BYTES,
    NoModelRow,
    drop_template,
    fill_template,
    keep_template,
)
from duijie.exchange.types import WrongChoice
from duijie.text.formats.source import CannotRead
from duijie.web.compose.codes import choices
from duijie.web.exchange.exports import FILTERS
from duijie.web.exchange.pages import TemplateRow, TemplatesPage
from duijie.web.exchange.views import as_file
from duijie.web.pages.parts import Field, Link
from duijie.web.saying import refusal, say
from duijie.web.views.answers import page, viewer


@require_http_methods(["GET", "HEAD", "POST"])
@page
def templates_page(request: HttpRequest) -> HttpResponse:
    """The list, for one kind where it is asked for with its filters; a POST keeps an own template."""
    who, problem, given = viewer(request), "", request.POST.dict()
    if request.method == "POST":
        who.must("review")
        file = request.FILES.get("file")
        try:
            if file is None:
                problem = _("Choose a file first.")
            elif (file.size or 0) > MOST_BYTES:
                problem = _("A name has 60 letters, characters or digits at most, and the file 5 MB.")
            else:
                keep_template(
                    kind=given.get("kind", ""), name=given.get("name", "").strip(), data=file.read(), by=who,
                    at=timezone.now(),
                )  # fmt: skip
                return redirect("templates")
        except NoModelRow:
            problem = _("No row with markers, and no head whose words are known, was found.")
        except WrongChoice:
            problem = _("A name has 60 letters, characters or digits at most, and the file 5 MB.")
        except CannotRead as unread:
            problem = refusal(unread)
    ready = _page(request, given, who, problem)
    return render(request, "exchange/templates.html", {"page": ready}, status=422 if problem else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@page
def one(request: HttpRequest, kind: str, name: str) -> HttpResponse:
    """The template itself, to be restyled; a POST drops an own one."""
    who = viewer(request)
    try:
        if request.method == "POST":
            drop_template(kind=kind, name=name, by=who, at=timezone.now())
            return redirect("templates")
        return as_file(template(kind, name), f"{name}.xlsx")
    except WrongChoice as missing:
        raise Http404(refusal(missing)) from missing


@require_safe
@page
def filled(request: HttpRequest, kind: str, name: str) -> HttpResponse:
    """A list in a template, narrowed as its page is; that it was taken out is recorded."""
    if kind not in FILTERS:
        raise Http404(kind)
    now = timezone.now()
    try:
        wanted = Wanted(kind, FILTERS[kind](request))
        data = fill_template(wanted=wanted, name=name, by=viewer(request), at=now)
    except WrongChoice as missing:
        raise Http404(refusal(missing)) from missing
    return as_file(data, f"{name} {timezone.localdate(now)}.xlsx")


def _page(request: HttpRequest, given: Mapping[str, str], who: Actor, problem: str) -> TemplatesPage:
    query = request.GET.copy()
    kind = query.pop("list", [""])[-1]
    kind = str(kind) if kind in LISTS else ""
    asked = f"?{query.urlencode()}" if kind and query else ""
    kinds = {code: one.title for code, one in LISTS.items()}
    fields = (
        Field("file", _("Workbook"), "file", required=True, accept=".xlsx", hint=_("Download one above, style it in Excel, and give it back.")),
        Field("kind", _("List"), "choice", choices=choices(kinds, given.get("kind", kind or "projects"))),
        Field("name", _("Name"), "text", given.get("name", ""), required=True, hint=_("One of the same name is replaced.")),
    )  # fmt: skip
    return TemplatesPage(
        narrowed=_("For the list “%(list)s”, narrowed as you left it.") % {"list": say(kinds[kind])}
        if kind
        else "",
        rows=tuple(_row(one, asked, who) for one in templates(kind)),
        fields=fields if who.may("review") else (),
        problem=problem,
    )


def _row(one: Template, asked: str, who: Actor) -> TemplateRow:
    here = reverse("template", args=[one.kind, one.name])
    return TemplateRow(
        name=Link(one.name, here),
        kind=say(LISTS[one.kind].title),
        own=_("own") if one.own else _("shipped"),
        fill_url=reverse("template-fill", args=[one.kind, one.name]) + asked,
        drop_url=here if one.own and who.may("review") else "",
    )
