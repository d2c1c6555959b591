"""The state of the region: figures, two charts, what waits, what came in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from itertools import groupby

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from duijie.accounts.queries import own_region
from duijie.accounts.types import Actor
from duijie.documents.queries import listing
from duijie.figures.beside import contradictions
from duijie.figures.registry import GROUPS, compute_all
from duijie.figures.types import FigureValue
from duijie.judgements.queries import answers
from duijie.kernel.quantity import Quantity
from duijie.ledger.queries import knowledge
from duijie.portal.enquiries import queries as enquiries
from duijie.review.queries import progress, waiting
from duijie.standing import until_written
from duijie.web.compose.figures import figure_name, gaps, sources, wording
from duijie.web.compose.links import to_figure
from duijie.web.pages.dashboard import Bar, Card, CardGroup, Chart, DashboardPage, Pending, Received
from duijie.web.saying import amount, day, say

RECEIVED_SHOWN = 5
CHARTS = ("platforms", "output.quota")


def dashboard_page(*, viewer: Actor, now: datetime) -> DashboardPage:
    """As of the region's closing day, or today; changes are told against the end of the month before."""
    region = own_region()
    as_of = region.closed_on or timezone.localdate(now)
    before = as_of.replace(day=1) - timedelta(days=1)
    groups, charts = until_written(
        ("dashboard", viewer, get_language(), as_of), lambda: _figures(as_of, before, viewer, now)
    )
    pending, received = until_written(
        ("what waits", viewer, get_language(), timezone.localdate()),
        lambda: (tuple(_pending(viewer)), tuple(_received(viewer))),
    )
    changed = any(card.change for group in groups for card in group.cards)
    return DashboardPage(
        region=region.name or _("Region not named yet"),
        as_of=day(as_of),
        compared_with=day(before) if changed else "",
        groups=groups,
        charts=charts,
        pending=pending,
        received=received,
    )


def _figures(
    as_of: date, before: date, viewer: Actor, now: datetime
) -> tuple[tuple[CardGroup, ...], tuple[Chart, ...]]:
    """The figures' cards, each against the day before, and the charts."""
    known = knowledge(known_at=now, viewer=viewer)
    values = compute_all(as_of=as_of, known_at=now, viewer=viewer, known=known)
    before_that = compute_all(as_of=before, known_at=now, viewer=viewer, known=known)
    earlier = {value.code: value.quantity for value in before_that}
    stated = [value for value in values if value.quantity is not None and not value.scope]
    groups = tuple(
        CardGroup(say(GROUPS[group]), tuple(_card(value, earlier.get(value.code)) for value in cards))
        for group, cards in groupby(stated, key=lambda value: value.definition.group)
    )
    return groups, tuple(_charts(values))


def _card(value: FigureValue, earlier: Quantity | None) -> Card:
    assert value.quantity is not None
    return Card(
        code=value.code,
        name=figure_name(value),
        amount=amount(value.quantity, value.definition.counter),
        wording=wording(value),
        change=_change(value, earlier),
        sources=sources(value),
        gaps=gaps(value),
        url=to_figure(value.code, {}),
    )


def _change(value: FigureValue, earlier: Quantity | None) -> str:
    """The difference to ``earlier`` with its sign; empty unless both are exact and differ."""
    quantity = value.quantity
    if quantity is None or earlier is None or not (quantity.is_exact and earlier.is_exact):
        return ""
    by = quantity.number - earlier.number
    if not by:
        return ""
    shown = amount(Quantity.exactly(abs(by), quantity.unit), value.definition.counter)
    return f"{'+' if by > 0 else '−'}{shown.number}{shown.unit}"


def _charts(values: Iterable[FigureValue]) -> Iterable[Chart]:
    for code in CHARTS:
        parts = [value for value in values if value.definition.code == code and value.scope]
        bars = tuple(
            Bar(
                label=say(value.scope_name),
                value=f"{value.quantity.number:f}",
                amount=amount(value.quantity, value.definition.counter),
                url=to_figure(value.code, {}),
            )
            for value in parts
            if value.quantity is not None
        )
        if bars:
            first = parts[0]
            yield Chart(
                id=code.replace(".", "-"),
                title=say(first.definition.name),
                about=_("As of %(day)s") % {"day": day(first.as_of)},
                label_heading=_("Type") if code == "platforms" else _("Park"),
                value_heading=_("Value"),
                bars=bars,
            )


def _pending(viewer: Actor) -> Iterable[Pending]:
    asked, late = enquiries.waiting(viewer=viewer, today=timezone.localdate())
    if asked:
        yield Pending(
            title=_("Enquiries await a reply"),
            count=f"{asked:,}",
            hint=_("%(late)d of them late") % {"late": late} if late else _("from the public pages"),
            light="red" if late else "yellow",
            url=reverse("enquiries"),
        )
    unread = waiting(viewer=viewer)
    if unread:
        yield Pending(
            title=_("Statements wait for review"),
            count=f"{unread:,}",
            hint=_("found in documents, not yet accepted or rejected"),
            light="yellow",
            url=reverse("documents"),
        )
    quarrels = len(contradictions(viewer=viewer))
    if quarrels:
        yield Pending(
            title=_("Contradictions"),
            count=f"{quarrels:,}",
            hint=_("two places of one document that cannot both be true"),
            light="red",
            url=reverse("reconcile"),
        )
    pairs = answers(viewer=viewer).get("open", 0)
    if pairs:
        yield Pending(
            title=_("Names that may be one"),
            count=f"{pairs:,}",
            hint=_("say same, different or unsure"),
            light="yellow",
            url=reverse("names"),
        )


def _received(viewer: Actor) -> Iterable[Received]:
    documents = listing(viewer=viewer, limit=RECEIVED_SHOWN)
    states = progress(document_ids=[one.id for one in documents], viewer=viewer)
    for one in documents:
        state = states.get(one.id)
        done, total = (state.accepted + state.rejected, state.all) if state else (0, 0)
        yield Received(
            name=one.title,
            url=reverse("document", args=[one.id]),
            source=one.source,
            received_on=day(timezone.localdate(one.received_at)),
            progress=_("%(done)s of %(total)s decided") % {"done": done, "total": total},
        )
