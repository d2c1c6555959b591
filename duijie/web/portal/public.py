"""What anybody reads, signed in or not: approved copies only, the same for all, so that caches may keep it.

The language is part of the address, not of a cookie; no page here opens a session or sets a cookie.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import UTC
from functools import wraps
from typing import Any, Final
from xml.etree.ElementTree import Element, SubElement, tostring

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import condition, require_safe

from duijie.accounts.queries import own_region
from duijie.portal import queries
from duijie.portal.operations import add_reads
from duijie.portal.reads import Reads, is_reader
from duijie.portal.rules import topics
from duijie.portal.types import KINDS, NoSuchNotice
from duijie.web.compose.links import with_query
from duijie.web.compose.paging import PAGE, page_number, paging
from duijie.web.portal import facts
from duijie.web.portal.pages import FrontPage, Line, MissingPage, NoticePage, Surroundings
from duijie.web.saying import day, say
from duijie.web.views.answers import there_can_be

LOG: Final = logging.getLogger(__name__)
READS: Final = Reads(lambda counts: add_reads(counts=counts))
"""The views that this process has counted and not yet written down."""
KEPT: Final = 60
"""Seconds for which a cache answers without asking."""
AT_MOST: Final = 10_000
View = Callable[..., HttpResponse]


def _etag(request: HttpRequest, **_given: Any) -> str:
    changed, last = queries.last_change()
    return f'"{code_of(request)}-{last}-{changed.timestamp() if changed else 0}-{own_region().name}"'.encode(
        "ascii", "xmlcharrefreplace"
    ).decode()


def open_to_all(view: View) -> View:
    """Anybody reads it, in the language of the address, out of a cache where nothing was published since."""

    @login_not_required
    @require_safe
    @wraps(view)
    def answer(request: HttpRequest, **given: Any) -> HttpResponse:
        code = code_of(request)
        with translation.override(code):
            try:
                there_can_be(given)
                response = condition(etag_func=_etag)(view)(request, **given)
            except Http404:
                response = missing(request)
        response["Content-Language"] = code
        patch_cache_control(response, public=True, max_age=KEPT)
        return response

    return answer


@open_to_all
def front(request: HttpRequest) -> HttpResponse:
    """Everything public, by section or by the words looked for."""
    asked = {
        name: value
        for name, value in request.GET.dict().items()
        if name in ("kind", "topic", "q", "page", "lang")
    }
    kind = asked.get("kind", "") if asked.get("kind") in KINDS else ""
    mine = {one.code: one for one in topics().values() if one.kind == kind}
    topic = asked.get("topic", "") if asked.get("topic") in mine else ""
    number, text = page_number(asked), asked.get("q", "").strip()[:100]
    rows, count = queries.public(kind=kind, topic=topic, text=text, offset=(number - 1) * PAGE, limit=PAGE)
    heading = say(KINDS[kind]) if kind else _("Investment in %(region)s") % {"region": own_region().name}
    if topic:
        heading = say(mine[topic].name)
    page = FrontPage(
        around=around(request, heading, kind, asked), heading=heading, text=text, kind=kind, topic=topic,
        topics=tuple(
            (say(row.name), at(request, with_query(reverse("public"), kind=kind, topic=code)), code == topic)
            for code, row in mine.items()
        ),
        lines=tuple(
            Line(
                one.title, at(request, reverse("public-notice", args=[one.id])), say(KINDS[one.kind]),
                day(one.dated), one.source,
            )
            for one in rows
        ),
        paging=paging(reverse("public"), asked, number, count),
    )  # fmt: skip
    return render(request, "portal/front.html", {"page": page})


@open_to_all
def one(request: HttpRequest, notice_id: int) -> HttpResponse:
    """One notice in its page frame: where it stands, source, date."""
    try:
        found = queries.public_one(notice_id=notice_id)
    except NoSuchNotice as missing:
        raise Http404 from missing
    _count(request, notice_id)
    page = NoticePage(
        around=around(request, found.title, found.kind, {}, reverse("public-notice", args=[notice_id])),
        section=say(KINDS[found.kind]), section_url=at(request, with_query(reverse("public"), kind=found.kind)),
        topic=facts.topic_name(found.topic),
        topic_url=at(request, with_query(reverse("public"), kind=found.kind, topic=found.topic)),
        title=found.title, source=found.source, dated=day(found.dated), paragraphs=tuple(filter(None, found.body.split("\n"))),
        reads=f"{found.reads + READS.waiting(notice_id):,}", facts=tuple(facts.rows(found.facts)), ask=at(request, with_query(reverse("public-contact"), about=str(notice_id))),
    )  # fmt: skip
    return render(request, "portal/notice.html", {"page": page})


def _count(request: HttpRequest, notice_id: int) -> None:
    """One view more, where a person asks. What cannot be written down now waits; the page is sent all the same."""
    headers = request.headers
    purpose = headers.get("Sec-Purpose", "") + headers.get("Purpose", "")
    if is_reader(headers.get("User-Agent", ""), method=request.method or "", purpose=purpose):
        try:
            READS.count(notice_id)
        except DatabaseError:
            LOG.warning("views of public notices were not written down; they wait for the next time")


def missing(request: HttpRequest) -> HttpResponse:
    """That nothing is public here, with the way on; the same for a draft as for a number made up."""
    page = MissingPage(around=around(request, _("Not found"), "", {}))
    return render(request, "portal/missing.html", {"page": page}, status=404)


@open_to_all
def feed(request: HttpRequest) -> HttpResponse:
    """The newest notices, of all or of one section (``?kind=``), as Atom (RFC 4287); each names its section and source."""
    kind = request.GET.get("kind", "")
    kind = kind if kind in KINDS else ""
    rows, _count = queries.public(kind=kind, limit=30)
    changed, _last = queries.last_change()
    here = request.build_absolute_uri(with_query(reverse("public"), kind=kind))
    root = Element("feed", xmlns="http://www.w3.org/2005/Atom")
    _leaf(root, "id", here)
    title = _("Investment in %(region)s") % {"region": own_region().name}
    _leaf(root, "title", f"{title} · {say(KINDS[kind])}" if kind else title)
    _leaf(root, "updated", changed.astimezone(UTC).isoformat() if changed else "1970-01-01T00:00:00+00:00")
    SubElement(
        root,
        "link",
        rel="self",
        href=request.build_absolute_uri(with_query(reverse("public-feed"), kind=kind)),
    )
    SubElement(root, "link", href=here)
    for row in rows:
        url = request.build_absolute_uri(reverse("public-notice", args=[row.id]))
        entry = SubElement(root, "entry")
        _leaf(entry, "id", url)
        _leaf(entry, "title", row.title)
        _leaf(entry, "updated", row.published_at.astimezone(UTC).isoformat())
        _leaf(SubElement(entry, "author"), "name", row.source)
        SubElement(entry, "link", href=url)
        SubElement(entry, "category", term=row.kind, label=say(KINDS[row.kind]))
        _leaf(entry, "published", f"{row.dated}T00:00:00Z")
        _leaf(entry, "summary", row.body[:200])
    return HttpResponse(_xml(root), content_type="application/atom+xml; charset=utf-8")


@open_to_all
def sitemap(request: HttpRequest) -> HttpResponse:
    """The addresses that a search engine may list (sitemaps.org 0.9)."""
    root = Element("urlset", xmlns="http://www.sitemaps.org/schemas/sitemap/0.9")
    rows, _count = queries.public(limit=AT_MOST)
    for path in (reverse("public"), *(reverse("public-notice", args=[row.id]) for row in rows)):
        _leaf(SubElement(root, "url"), "loc", request.build_absolute_uri(path))
    return HttpResponse(_xml(root), content_type="application/xml; charset=utf-8")


@open_to_all
def robots(request: HttpRequest) -> HttpResponse:
    """Search engines may read the public pages and nothing else (RFC 9309)."""
    lines = (
        "User-agent: *",
        f"Allow: {reverse('public')}",
        "Disallow: /",
        f"Sitemap: {request.build_absolute_uri(reverse('public-sitemap'))}",
    )
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def code_of(request: HttpRequest) -> str:
    """The language that the address asks for."""
    asked = request.GET.get("lang", "")
    return asked if asked in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def at(request: HttpRequest, path: str) -> str:
    """An address in the language of this one."""
    if code_of(request) == settings.LANGUAGE_CODE:
        return path
    return f"{path}{'&' if '?' in path else '?'}lang={code_of(request)}"


def around(
    request: HttpRequest, title: str, kind: str, asked: dict[str, str], path: str = ""
) -> Surroundings:
    """What every public page carries."""
    here = path or reverse("public")
    other = next(one for one in settings.LANGUAGES if one[0] != code_of(request))
    kept = {name: value for name, value in asked.items() if name in ("kind", "topic", "q") and value}
    return Surroundings(
        region=own_region().name, title=title, home=at(request, reverse("public")), feed=with_query(reverse("public-feed"), kind=kind),
        contact=at(request, reverse("public-contact")), address=request.build_absolute_uri(here), lang=request.GET.get("lang", "") and code_of(request),
        other=other[1], other_code=other[0], other_url=with_query(here, **kept, lang=other[0]),
        sections=tuple((say(name), at(request, with_query(reverse("public"), kind=code)), code == kind) for code, name in KINDS.items()),
    )  # fmt: skip


def _leaf(parent: Element, name: str, text: str) -> None:
    # A form feed or the like may stand in pasted text; XML has no way to write it.
    SubElement(parent, name).text = "".join(one for one in text if one >= " " or one in "\n\t")


def _xml(root: Element) -> bytes:
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True))
