"""The office's pages of what is public: the list, one notice with its preview, and what is done with it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from duijie.accounts.types import Actor
from duijie.figures import publishing
from duijie.figures.types import FigureValue
from duijie.pipeline.queries import lines
from duijie.portal import operations, queries
from duijie.portal.records import FIGURE, KINDS_OF, title_of
from duijie.portal.records import facts as facts_of
from duijie.portal.rules import topics
from duijie.portal.types import ACTS, KINDS, STATES, NoticeInfo
from duijie.web.briefings.acts import FORM
from duijie.web.compose.links import with_query
from duijie.web.compose.paging import PAGE, page_number, paging
from duijie.web.engagement import forms
from duijie.web.engagement.cells import table
from duijie.web.engagement.forms import Given, Refused, handle
from duijie.web.engagement.pages import Cell, ListPage
from duijie.web.pages.parts import Field, Link
from duijie.web.portal import facts
from duijie.web.portal.facts import topic_name
from duijie.web.portal.pages import OfficePage
from duijie.web.saying import day, moment, say
from duijie.web.views.answers import page, viewer

LIGHTS: Final = {"draft": "yellow", "public": "green", "differs": "yellow", "stale": "red", "withdrawn": ""}
RECORDS: Final = {"plot": "plot", "project": "project"}
"""The kinds of record that have a page of their own; a space stands in its park's list."""
RIGHTS: Final = {"edit": "add", "restate": "add", "approve": "review", "withdraw": "review"}
LABELS: Final = {
    "edit": gettext_lazy("Change"),
    "restate": gettext_lazy("Take the figure anew"),
    "approve": gettext_lazy("Approve and publish"),
    "withdraw": gettext_lazy("Withdraw"),
}
NAMES: Final = {
    "kind": gettext_lazy("Section"),
    "topic": gettext_lazy("Part of the section"),
    "title": gettext_lazy("Title"),
    "source": gettext_lazy("Source"),
    "dated": gettext_lazy("Date"),
    "body": gettext_lazy("Text"),
}


@require_safe
@page
def notices(request: HttpRequest) -> HttpResponse:
    """What is public, and what awaits approval."""
    who, asked, here = viewer(request), request.GET.dict(), reverse("notices")
    who.must("see")
    number = page_number(asked)
    rows, count = queries.listing(
        viewer=who, today=timezone.localdate(), offset=(number - 1) * PAGE, limit=PAGE
    )
    ready = ListPage(
        heading=_("Public notices"),
        about=_("Written by one person, approved by another; what is public does not change when a record does."),
        act=Link(_("Write a notice"), reverse("notice-new")) if who.may("add") else None,
        tabs=(Link(_("Public pages"), reverse("public")),), chosen="", asked=(), here=here, total="", notices=(),
        table=table(
            "notices", "", [_("Title"), _("State"), _("Section"), _("Date"), _("Unit"), _("Changed")],
            [
                [
                    Cell(one.title, reverse("notice", args=[one.id])), Cell(say(STATES[one.state]), light=LIGHTS[one.state], note=_otherwise(one)),
                    Cell(say(KINDS[one.kind])), Cell(day(one.dated)), Cell(one.unit or "–"),
                    Cell(moment(one.changed_at), note=one.by),
                ]
                for one in rows
            ],
            empty=_("No notice yet"),
            hint=_("Write one: it becomes public once another person approves it."),
        ),
        paging=paging(here, asked, number, count),
    )  # fmt: skip
    return render(request, "engagement/list.html", {"page": ready})


@require_safe
@page
def one(request: HttpRequest, notice_id: int) -> HttpResponse:
    """One notice."""
    who = viewer(request)
    who.must("see")
    info = queries.get(notice_id=notice_id, viewer=who, today=timezone.localdate())
    stands = info.state in ("public", "differs", "stale")
    ready = OfficePage(
        back=Link(_("Public notices"), reverse("notices")), title=info.title, state=say(STATES[info.state]),
        light=LIGHTS[info.state], facts=(
            say(KINDS[info.kind]), info.source, day(info.dated), info.unit or info.by,
            ngettext("%(count)s view", "%(count)s views", info.reads) % {"count": info.reads},
        ),
        acts=tuple(
            Link(str(label), reverse("notice-act", args=[info.id, code])) for code, label in LABELS.items() if code in info.may
        ),
        public=reverse("public-notice", args=[info.id]) if stands else "",
        paragraphs=tuple(filter(None, info.body.split("\n"))),
        record=_record(info), hidden=info.hidden, said=tuple(facts.rows(info.facts)), stale=(*_stale(info), *_moved(info, who)),
        changed=tuple((str(NAMES[name]), *_both(name, then, now)) for name, then, now in info.changed),
        history=table(
            "history", _("What was done"), [_("Act"), _("By"), _("When"), _("Remark")],
            [[Cell(say(ACTS[step.act])), Cell(step.by), Cell(moment(step.at)), Cell(step.note)] for step in info.steps],
            empty="", hint="",
        ),
    )  # fmt: skip
    return render(request, "portal/office.html", {"page": ready})


@FORM
@page
def new(request: HttpRequest) -> HttpResponse:
    """Write a notice."""
    who = viewer(request)
    who.must("add")
    today, record = timezone.localdate(), request.GET.get("record", "")
    figure = _figure(record, who)
    found = {record: publishing.facts_of(figure)} if figure else facts_of([record], today)

    def save(given: Given) -> str:
        number = operations.draft(
            **_texts(given), dated=forms.day_of(given, "dated"), record=record, by=who, at=timezone.now(),
            frozen=publishing.facts_of(figure) if figure else None,
        )  # fmt: skip
        return reverse("notice", args=[number])

    return handle(
        request, heading=_("Write a notice"), back=Link(_("Public notices"), reverse("notices")), fields=_fields, save=save,
        initial={
            "kind": KINDS_OF[record.partition(":")[0]] if record in found else "news", "dated": today.isoformat(),
            "title": _title(figure) if figure
            else title_of(record, found[record], _project_name(record, who)) if record in found else "",
            "body": f"{_title(figure)}：{found[record]['value']}。" if figure else "",
        },
        about=_("In your own words, for anybody to read: no names of private people, nothing confidential."),
    )  # fmt: skip


@FORM
@page
def act(request: HttpRequest, notice_id: int, code: str) -> HttpResponse:
    """The form of an act, and doing it."""
    who = viewer(request)
    if code not in RIGHTS:
        raise Http404(code)
    who.must(RIGHTS[code])
    info = queries.get(notice_id=notice_id, viewer=who, today=timezone.localdate())
    here = reverse("notice", args=[notice_id])

    def save(given: Given) -> str:
        now = timezone.now()
        if code == "edit":
            day_typed = forms.day_of(given, "dated")
            operations.edit(notice_id=notice_id, **_texts(given), dated=day_typed, by=who, at=now)
        elif code == "restate":
            figure = publishing.value_of(info.record, known_at=now, viewer=who)
            operations.restate(notice_id=notice_id, frozen=publishing.facts_of(figure), by=who, at=now)
        elif code == "approve":
            operations.approve(notice_id=notice_id, note=given.get("note", ""), by=who, at=now)
        else:
            operations.withdraw(notice_id=notice_id, note=given.get("note", ""), by=who, at=now)
        return here

    def initial() -> Given:
        held = queries.get(notice_id=notice_id, viewer=who, today=timezone.localdate())
        return {name: str(getattr(held, name)) for name in NAMES}

    def remark(failed: Refused) -> Iterable[Field]:
        if code == "restate":
            return
        needed = code == "withdraw"
        yield forms.text("note", _("Why") if needed else _("A remark"), failed, required=needed)

    about = {
        "approve": _("It stands on the public pages from then on, as it is written now."),
        "restate": _("It then says what the figure says now, once another person approves it."),
    }.get(code, "")
    return handle(
        request, heading=str(LABELS[code]), back=Link(info.title, here), fields=_fields if code == "edit" else remark,
        save=save, initial=initial if code == "edit" else None, about=about, save_label=str(LABELS[code]),
        hold=(lambda: operations.hold(notice_id=notice_id, by=who)) if code == "edit" else None,
    )  # fmt: skip


def _fields(failed: Refused) -> Iterable[Field]:
    yield forms.choice(
        "kind", str(NAMES["kind"]), [(code, say(name)) for code, name in KINDS.items()], failed
    )
    rows = [(one.code, f"{say(KINDS[one.kind])} › {say(one.name)}") for one in topics().values()]
    yield forms.choice("topic", str(NAMES["topic"]), rows, failed, empty="–")
    yield forms.text("title", str(NAMES["title"]), failed, required=True)
    yield forms.text("source", str(NAMES["source"]), failed, required=True)
    yield forms.text("dated", str(NAMES["dated"]), failed, kind="date", required=True)
    yield forms.text("body", str(NAMES["body"]), failed, kind="lines", required=True)


def _figure(record: str, who: Actor) -> FigureValue | None:
    """The figure that a notice names, where it names one. Raises :class:`duijie.figures.types.NoSuchFigure`."""
    if not record.startswith(FIGURE):
        return None
    return publishing.value_of(record, known_at=timezone.now(), viewer=who)


def _title(figure: FigureValue) -> str:
    """In Chinese, in which notices are written."""
    name = figure.definition.name.zh + (f"（{figure.scope_name.zh}）" if figure.scope else "")
    return f"{name}（截至{figure.as_of.year}年{figure.as_of.month}月{figure.as_of.day}日）"


def _project_name(record: str, who: Actor) -> str:
    kind, _colon, number = record.partition(":")
    found = lines(project_ids=[int(number)], viewer=who) if kind == "project" else {}
    return "".join(one.name for one in found.values())


def _record(info: NoticeInfo) -> Link | None:
    kind, _colon, number = info.record.partition(":")
    if not info.record or info.hidden:
        return None
    if info.record.startswith(FIGURE):
        code, _mark, as_of = info.record.removeprefix(FIGURE).partition("@")
        return Link(f"{code} · {as_of}", with_query(reverse("figure", args=[code]), as_of=as_of))
    label = title_of(info.record, info.facts) or _("project %(number)s") % {"number": number}
    return Link(
        label, reverse(RECORDS[kind], args=[number]) if kind in RECORDS else reverse("ground") + "?what=floor"
    )


def _stale(info: NoticeInfo) -> Iterable[tuple[str, str, str]]:
    ground = info.record.startswith("plot:")
    for code, then, now in info.stale:
        if code not in facts.LABELS:
            continue
        yield (
            str(facts.LABELS[code]),
            facts.text(code, then, ground=ground),
            facts.text(code, now, ground=ground),
        )


def _moved(info: NoticeInfo, who: Actor) -> Iterable[tuple[str, str, str]]:
    """Where the figure of that day is known to be another by now than the notice says."""
    if not info.record.startswith(FIGURE):
        return
    try:
        now = publishing.facts_of(publishing.value_of(info.record, known_at=timezone.now(), viewer=who))
    except publishing.NothingToPublish:
        now = {}
    for code in ("value", "definition"):
        then, told = (facts.in_language(code, each) for each in (info.facts, now))
        if then != told:
            yield str(facts.LABELS[code]), then, told or "–"


def _otherwise(info: NoticeInfo) -> str:
    """What is published and what the record says, in a line."""
    if info.hidden:
        return _("the record is confidential by now, or gone")
    said = _("%(what)s: published %(then)s, record %(now)s")
    return "; ".join(said % {"what": what, "then": then, "now": now} for what, then, now in _stale(info))


def _texts(given: Given) -> dict[str, str]:
    return {name: given.get(name, "") for name in ("kind", "topic", "title", "source", "body")}


def _both(name: str, then: str, now: str) -> tuple[str, str]:
    if name == "topic":
        return (topic_name(then) or "–", topic_name(now) or "–")
    return (say(KINDS[then]), say(KINDS[now])) if name == "kind" else (then, now)
