"""Ends, ties and days as the pages of this folder print them."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from duijie.relations.rules import kinds
from duijie.relations.types import Node, Record, Step, Tied
from duijie.web.compose.links import with_query
from duijie.web.engagement.cells import to
from duijie.web.network.pages import End, StepRow, TieRow
from duijie.web.pages.parts import Link
from duijie.web.saying import day, say

_PAGES = {"organisation": "organisation", "park": "park", "body": "body"}
_RECORDS = {"agreement": "agreement", "park": "park", "governed": "governed-chain"}


def end(node: Node) -> End:
    """Somebody, with where their own page is."""
    kind, _mark, number = node.key.partition(":")
    name = _PAGES.get(kind, "")
    url = reverse(name, args=[int(number)]) if name else ""
    return End(node.key, node.name, node.where, url, with_query(reverse("network"), of=node.key))


def tie(tied: Tied, *, on_way: bool = False) -> TieRow:
    """A row of the table of ties."""
    return TieRow(
        end(tied.one), end(tied.other), say(tied.name), kinds()[tied.kind].family, days(tied), warmth(tied.warmth), record(tied.record), source(tied.record), on_way,
    )  # fmt: skip


def step(one: Step) -> StepRow:
    """A step of a way."""
    tied = one.tied
    more = _("and %(count)s more ties between the two") % {"count": one.more} if one.more else ""
    return StepRow(
        end(one.end), say(tied.name), days(tied), warmth(tied.warmth), record(tied.record), source(tied.record), more
    )  # fmt: skip


def days(tied: Tied) -> str:
    """From when until when; what is only known since a day says so."""
    if tied.since is None:
        return ""
    if tied.until == tied.since:
        return day(tied.since)
    begun = day(tied.since) if tied.stated else _("known since %(day)s") % {"day": day(tied.since)}
    return f"{begun} – {day(tied.until)}" if tied.until else f"{begun} –" if tied.stated else begun


def warmth(value: float) -> str:
    """Warmth in hundredths: it orders, it is no percentage."""
    return f"{value * 100:.0f}"


def record(found: Record) -> Link:
    """What a tie rests on, to open where it has a page."""
    kind, _mark, number = found.thing.partition(":")
    url = to(found.thing)
    if not url and kind in _RECORDS:
        url = reverse(_RECORDS[kind], args=[int(number)])
    return Link(say(found.words), url)


def source(found: Record) -> Link | None:
    """The very words of the document that tells it, else the document."""
    if found.statement_id:
        return Link(found.document, reverse("statement", args=[found.statement_id]))
    if found.document_id:
        return Link(found.document, reverse("document", args=[found.document_id]))
    return None
