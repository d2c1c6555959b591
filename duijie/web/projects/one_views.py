"""One project and one lead: the page, its acts, and opening or registering a new one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any, TypeVar

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from duijie.kernel.words import Words
from duijie.leads import operations as lead_operations
from duijie.leads import queries as lead_queries
from duijie.leads.types import Duplicate
from duijie.pipeline import operations as pipeline
from duijie.pipeline import queries
from duijie.pipeline.types import GateClosed
from duijie.web.compose.meanwhile import Settled, say_what_stays, settle
from duijie.web.pages.parts import Link
from duijie.web.projects import acts_lead
from duijie.web.projects import leads as lead_pages
from duijie.web.projects import project as project_pages
from duijie.web.projects.acts import Act, Given, held, opened, unit_choices, values_of
from duijie.web.projects.board import filling
from duijie.web.projects.doing import at
from duijie.web.projects.forms import REFUSALS, Asked, Typed, said
from duijie.web.projects.pages import ActForm, FormPage
from duijie.web.saying import say
from duijie.web.views.answers import by_htmx, keeper, page

Info = TypeVar("Info")


@require_safe
@page
def project(request: HttpRequest, project_id: int) -> HttpResponse:
    """One project; as the part of warnings, what early warning says of it."""
    if request.GET.get("part") == project_pages.WARNED:
        found = project_pages.warned_of(project_id, viewer=keeper(request), today=timezone.localdate())
        template = "projects/warned.html" if by_htmx(request) else "projects/warned_page.html"
        return render(request, template, {"part": found})
    ready = project_pages.project_page(
        project_id, request.GET.get("part", ""), viewer=keeper(request), today=timezone.localdate()
    )
    return render(request, "projects/project.html", {"page": ready})


@require_http_methods(["GET", "HEAD", "POST"])
@page
def project_act(request: HttpRequest, project_id: int, code: str) -> HttpResponse:
    """An act's form, in its place on the page; a POST carries it out."""
    act = _known(project_pages.ACTS, code)
    read = partial(queries.get, project_id=project_id)
    given = _given(request, lambda who, today: read(viewer=who, today=today), act)
    again = partial(read, viewer=given.by, today=given.today)
    form, result = _carried(request, act, given, reverse("project", args=[project_id]), project_id, again)
    if form is None:
        if code == "move" and result is not None:
            messages.success(request, _("The step waits for a second person."))
        return redirect(at(project_id, act.slot, "content" if act.slot in ("top", "sheet") else ""))
    whole = lambda: project_pages.page_of(given.info, "", given.by, given.today, form)  # noqa: E731
    return _shown(request, form, "projects/project.html", whole)


@require_safe
@page
def leads(request: HttpRequest) -> HttpResponse:
    """Leads with their clocks."""
    ready = lead_pages.leads_page(request.GET.dict(), viewer=keeper(request), today=timezone.localdate())
    return render(request, "projects/tables.html", {"page": ready})


@require_safe
@page
def lead(request: HttpRequest, lead_id: int) -> HttpResponse:
    """One lead."""
    ready = lead_pages.lead_page(lead_id, viewer=keeper(request), today=timezone.localdate())
    return render(request, "projects/lead.html", {"page": ready})


@require_http_methods(["GET", "HEAD", "POST"])
@page
def lead_act(request: HttpRequest, lead_id: int, code: str) -> HttpResponse:
    """An act on a lead; one that is made a project leads to it."""
    act = _known(acts_lead.ACTS, code)
    given = _given(
        request, lambda who, today: lead_queries.get(lead_id=lead_id, viewer=who, today=today), act
    )
    form, result = _carried(request, act, given, reverse("lead", args=[lead_id]), None)
    if form is None:
        if code == "convert":
            return redirect("project", project_id=result)
        return redirect("lead", lead_id=lead_id)
    whole = lambda: lead_pages.page_of(given.info, given.by, given.today, form)  # noqa: E731
    return _shown(request, form, "projects/lead.html", whole)


@require_http_methods(["GET", "HEAD", "POST"])
@page
def register_lead(request: HttpRequest) -> HttpResponse:
    """Register a lead. What may be the same is shown first; a second press registers it all the same."""
    found: tuple[Duplicate, ...] = ()

    def do(given: Given[None], values: Typed) -> object:
        nonlocal found
        found = acts_lead.alike(values, given.by)
        if found and request.POST.get("looked") != "yes":
            return None
        return lead_operations.register(by=given.by, at=given.at, **values).lead_id

    act: Act[None] = Act(
        "register", "form", Words("登记线索", "Register a lead"), Words("登记", "Register"), acts_lead.register_asks, do,
        about=Words("登记后不可更改；时间以服务器为准，先登记者受保护。", "What is registered never changes; the server's time decides who was first."),
    )  # fmt: skip
    given: Given[None] = _given(request, lambda _who, _today: None, act)
    back = Link(_("Leads"), reverse("leads"))
    form, result = _carried(request, act, given, back.url, None)
    if form is None and result is not None:
        messages.success(request, _("The lead is registered."))
        return redirect("lead", lead_id=result)
    looked = ""
    if form is None:
        looked = "yes"
        form = opened(act, given, url=request.get_full_path(), back=back.url, data=request.POST.dict())
    ready = FormPage(say(act.heading), back, form, tuple(lead_pages.alike_shown(found)), looked)
    return render(
        request, "projects/form_page.html", {"page": ready}, status=422 if request.method == "POST" else 200
    )


@require_POST
@page
def look_for_leads(request: HttpRequest) -> HttpResponse:
    """While a lead is being typed: what may be the same."""
    who = keeper(request)
    who.must("add")
    act: Act[None] = Act(
        "look", "", Words("", ""), Words("", ""), acts_lead.register_asks, lambda _g, _v: None
    )
    values, _faults = values_of(act, _given(request, lambda _who, _today: None, act), request.POST.dict())
    found = tuple(lead_pages.alike_shown(acts_lead.alike(values, who)))
    return render(request, "projects/alike.html", {"found": found, "looked": ""})


@require_http_methods(["GET", "HEAD", "POST"])
@page
def open_project(request: HttpRequest) -> HttpResponse:
    """Open a project in reserve."""

    def asks(given: Given[None]) -> tuple[Asked, ...]:
        mine = None if given.by.may("review") else queries.units_below(viewer=given.by)
        unit = str(given.by.unit_id or "")
        return (
            Asked("name", Words("项目名称", "Name"), "text", True),
            Asked("unit", Words("负责单位", "Unit"), "unit", True, unit, unit_choices(empty=True, only=mine)),
            Asked("investor", Words("投资方（可后补）", "Investor, if named already")),
            Asked("content", Words("建设内容及规模", "What is to be built"), "lines"),
        )

    def do(given: Given[None], values: Typed) -> object:
        columns = {code: values[code] for code in ("investor", "content")}
        return pipeline.open_project(
            name=values["name"], unit_id=values["unit"], columns=columns, by=given.by, at=given.at
        )

    act: Act[None] = Act(
        "open", "form", Words("新建储备项目", "Open a project in reserve"), Words("新建", "Open"), asks, do,
        about=Words("已有投资方的，请登记线索，再转为项目。", "Where there is an investor, register a lead and make it a project."),
    )  # fmt: skip
    back = Link(_("Projects"), reverse("projects"))
    given: Given[None] = _given(request, lambda _who, _today: None, act)
    form, result = _carried(request, act, given, back.url, None)
    if form is None:
        return redirect("project", project_id=result)
    ready = FormPage(say(act.heading), back, form)
    return render(
        request, "projects/form_page.html", {"page": ready}, status=422 if request.method == "POST" else 200
    )


def _known(acts: Mapping[str, Act[Info]], code: str) -> Act[Info]:
    if code not in acts:
        raise Http404(code)
    return acts[code]


def _given(request: HttpRequest, read: Callable[..., Info], act: Act[Any]) -> Given[Info]:
    """Who, when and about what. An address that lacks a number is not there; a role that may not is told."""
    who, at, asked = keeper(request), timezone.now(), request.GET.dict()
    who.must(act.right)
    if not all(asked.get(name, "").isdigit() for name in act.needs):
        raise Http404(request.get_full_path())
    today = timezone.localdate(at)
    return Given(read(who, today), who, at, today, asked)


def _carried(
    request: HttpRequest,
    act: Act[Info],
    given: Given[Info],
    back: str,
    project_id: int | None,
    read: Callable[[], Info] | None = None,
) -> tuple[ActForm | None, Any]:
    """The form to show, as it begins or with what was refused; ``None`` and the outcome where it was carried out.

    ``read`` tells what an act that edits is about as it stands once nobody else can change it.
    """
    url = request.get_full_path()
    if request.method != "POST":
        return opened(act, given, url=url, back=back), None
    data: dict[str, Any] = {**request.POST.dict(), **request.FILES.dict()}
    settled: Settled | None = None
    lacking: tuple[Link, ...] = ()
    try:
        with transaction.atomic():
            if act.hold is not None and read is not None:
                act.hold(given)
                given = replace(given, info=read())
                settled = settle(request.POST.dict(), held(act, given))
                data |= settled.typed
            values, faults = values_of(act, given, data)
            if faults or (settled and settled.asks):
                meanwhile = settled.meanwhile if settled else None
                return opened(
                    act, given, url=url, back=back, data=data, faults=faults, meanwhile=meanwhile
                ), None
            done = act.do(given, values)
    except GateClosed as closed:
        problem, lacking = said(closed), filling(project_id or 0, closed.missing)
    except REFUSALS as refused:
        problem = said(refused)
    else:
        if settled:
            say_what_stays(request, settled)
        return None, done
    return opened(act, given, url=url, back=back, data=data, problem=problem, lacking=lacking), None


def _shown(request: HttpRequest, form: ActForm, template: str, whole: Callable[[], object]) -> HttpResponse:
    """With htmx the form alone, without it the whole page with the form in its place."""
    refused = request.method == "POST"
    if by_htmx(request) and not refused:
        return render(request, "projects/form.html", {"form": form})
    return render(request, template, {"page": whole()}, status=422 if refused else 200)
