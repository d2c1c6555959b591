"""Figures that the office published, for programs of anybody: approved copies only, the same for all, so that caches keep them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.http import parse_etags
from ninja import Query, Router, Schema, Status

from duijie import __version__
from duijie.api import cursors
from duijie.api.directory import Said, said
from duijie.api.kinds import Cursor, Id, text
from duijie.api.problems import Problem
from duijie.figures.registry import catalogue
from duijie.figures.wording import unit_words
from duijie.kernel.words import Words
from duijie.portal import queries
from duijie.portal.types import NoSuchNotice, Public

router = Router(tags=["public"])
KEPT: Final = 60
"""Seconds for which a cache answers without asking."""
FIGURES: Final = "figure"
_TAG: Final = {"description": "What stands published now, for If-None-Match.", "schema": {"type": "string"}}
_CACHED: Final = {"description": "For how long a cache may answer.", "schema": {"type": "string"}}
HEADED: Final[dict[str, Any]] = {
    "parameters": [
        {
            "name": "If-None-Match", "in": "header", "required": False, "schema": {"type": "string"},
            "description": "The ETag of an earlier answer; 304 where nothing was published or withdrawn since.",
        }
    ],
    "responses": {200: {"headers": {"ETag": _TAG, "Cache-Control": _CACHED}}},
}  # fmt: skip


class PublicFigure(Schema):
    """A figure as it was approved for the public: frozen with its day and definition, whatever the ledger says since.

    ``number`` is decimal text in ``unit``, whose words are ``unit_name``; ``value`` is how it is printed, its hedge or
    interval with it. ``gaps`` say what is not in it. ``name`` is null where the catalogue has the measure no more.
    """

    id: int
    code: str
    name: Said | None
    title: str
    number: str
    value: Said
    unit: str
    unit_name: Said
    as_of: date
    version: str
    definition: Said
    gaps: Said | None
    source: str
    dated: date
    published_at: datetime
    page: str
    """The address of the notice that tells of it."""


class PublicFigures(Schema):
    """A page, the newest day first; ``next`` is empty at the end."""

    figures: list[PublicFigure]
    next: str


ANSWERS: Final[dict[int, Any]] = {304: None, 404: Problem, 422: Problem}
Few = Annotated[int, Query(ge=1, le=100)]
Asked = Annotated[str, Query(max_length=80, description="Only of this measure, by its code.")]


@router.get("/public/figures", response={200: PublicFigures, **ANSWERS}, auth=None, openapi_extra=HEADED)
def published(
    request: HttpRequest, response: HttpResponse, code: Asked = "", cursor: Cursor = "", limit: Few = 50
) -> PublicFigures | Status[None]:
    """Figures that are public. No token is needed; nothing is in it that a second person did not approve."""
    behind = cursors.day_of(cursor) if cursor else None
    if _known(request, response):
        return Status(304, None)
    found = queries.public_figures(code=code, behind=behind, limit=limit + 1)
    shown = found[:limit]
    more = cursors.of_day(shown[-1].dated, shown[-1].id) if len(found) > limit else ""
    return PublicFigures(figures=[_figure(request, one) for one in shown], next=more)


@router.get(
    "/public/figures/{int:notice_id}",
    response={200: PublicFigure, **ANSWERS},
    auth=None,
    openapi_extra=HEADED,
)
def one_published(request: HttpRequest, response: HttpResponse, notice_id: Id) -> PublicFigure | Status[None]:
    """One of them, by the number of its notice."""
    found = queries.public_one(notice_id=notice_id)
    if found.kind != FIGURES or "code" not in found.facts:
        raise NoSuchNotice(notice_id)
    if _known(request, response):
        return Status(304, None)
    return _figure(request, found)


def _known(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether the caller has what stands now; the answer's headers."""
    changed, last = queries.last_change()
    tag = f'"{__version__}-{last}-{changed.timestamp() if changed else 0}"'
    response["ETag"] = tag
    # Both languages stand in it, so that it is the same for all, whatever their cookie says.
    response["Content-Language"] = ", ".join(code for code, _ in settings.LANGUAGES)
    patch_cache_control(response, public=True, max_age=KEPT)
    held = [one.removeprefix("W/") for one in parse_etags(request.headers.get("If-None-Match", ""))]
    return tag in held or "*" in held


def _figure(request: HttpRequest, one: Public) -> PublicFigure:
    facts = one.facts
    known = catalogue().get(facts["code"].partition("[")[0])
    return PublicFigure(
        id=one.id,
        code=facts["code"],
        name=said(known.name) if known else None,
        title=one.title,
        number=text(Decimal(facts["exact"])),
        value=_both(facts, "value"),
        unit=facts["unit"],
        unit_name=said(unit_words(facts["unit"], known.counter if known else "")),
        as_of=date.fromisoformat(facts["as_of"]),
        version=facts["version"],
        definition=_both(facts, "definition"),
        gaps=_both(facts, "gaps") if "gaps" in facts else None,
        source=one.source,
        dated=one.dated,
        published_at=one.published_at,
        page=request.build_absolute_uri(reverse("public-notice", args=[one.id])),
    )


def _both(facts: Any, name: str) -> Said:
    return said(Words(facts[name], facts.get(f"{name}_en", facts[name])))
