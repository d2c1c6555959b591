"""What was done, as an ActivityStreams 2.0 collection: in the order of acts, without values, resumed by a cursor."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from ninja import Router, Schema
from pydantic import ConfigDict, Field

from duijie.accounts.queries import acts
from duijie.accounts.types import ActInfo, Actor
from duijie.agreements import queries as agreements
from duijie.api import cursors
from duijie.api.access import caller
from duijie.api.kinds import Cursor, Limit
from duijie.api.problems import ANSWERS, Problem
from duijie.leads import queries as leads
from duijie.pipeline import queries as projects

router = Router(tags=["feed"])
STREAM: Final = "application/activity+json"
CONTEXT: Final = [
    "https://www.w3.org/ns/activitystreams",
    {"duijie": "urn:duijie:", "operation": "duijie:operation", "fields": "duijie:fields", "resume": {"@id": "duijie:resume", "@type": "@id"}},
]  # fmt: skip
MADE: Final = frozenset({"open_project", "register_lead", "draw_up"})
"""Operations that make the record they are about; others say ``new`` themselves."""
Seen = Callable[[Actor, set[int]], set[int]]
PATHS: Final[Mapping[str, str]] = {
    "project": "projects", "lead": "leads", "event": "events", "campaign": "campaigns", "agreement": "agreements",
    "organisation": "organisations", "document": "documents",
}  # fmt: skip


def _all(_viewer: Actor, numbers: set[int]) -> set[int]:
    return numbers


SEEN: Final[Mapping[str, Seen]] = {
    "project": lambda viewer, numbers: _of(projects.visible(viewer=viewer), numbers),
    "lead": lambda viewer, numbers: _of(leads.visible(viewer=viewer), numbers),
    "agreement": lambda viewer, numbers: _of(agreements.visible(viewer=viewer), numbers),
    "event": _all,
    "campaign": _all,
    "organisation": _all,
    "document": _all,
}
"""Which records of a kind the viewer reads, of those asked for. Whoever sees at all reads every event and organisation."""


class FeedThing(Schema):
    """The record that an act was about, or the person who did it, by its address."""

    type: str
    id: str


class Activity(Schema):
    """An act: ``operation`` and ``fields`` in the words of this program; what the fields hold is asked of ``object``."""

    id: str
    type: str
    published: datetime
    actor: FeedThing
    object: FeedThing
    operation: str
    fields: list[str]


class Collection(Schema):
    """The whole feed; it begins at ``first``."""

    model_config = ConfigDict(populate_by_name=True)
    context: list[Any] = Field(alias="@context")
    id: str
    type: str
    first: str


class CollectionPage(Schema):
    """A page. ``next`` is there where more was done; ``resume`` always: it is where what is done later will be."""

    model_config = ConfigDict(populate_by_name=True)
    context: list[Any] = Field(alias="@context")
    id: str
    type: str
    part_of: str = Field(alias="partOf")
    items: list[Activity] = Field(alias="orderedItems")
    next: str | None = None
    resume: str


@router.get("/feed", response={200: Collection, **ANSWERS}, by_alias=True)
def feed(request: HttpRequest) -> HttpResponse:
    """Where the feed begins."""
    caller(request, "see")
    here = request.build_absolute_uri("/api/feed")
    return _stream(
        Collection(**{"@context": CONTEXT}, id=here, type="OrderedCollection", first=f"{here}/page")
    )


@router.get("/feed/page", response={200: CollectionPage, 404: Problem, **ANSWERS}, by_alias=True)
def feed_page(request: HttpRequest, cursor: Cursor = "", limit: Limit = 100) -> HttpResponse:
    """What was done to records that the caller reads, the oldest first.

    A page may hold fewer acts than ``limit``, or none, and still have a next one: acts on other records are passed over.
    """
    viewer, after = caller(request, "see"), cursors.number_of(cursor) if cursor else 0
    found = acts(after=after, now=timezone.now(), limit=limit + 1)
    looked = found[:limit]
    here = request.build_absolute_uri("/api/feed")
    behind = f"{here}/page?cursor={cursors.of_number(looked[-1].id if looked else after)}&limit={limit}"
    page = CollectionPage(
        **{"@context": CONTEXT},
        id=request.build_absolute_uri(),
        type="OrderedCollectionPage",
        partOf=here,
        orderedItems=[_activity(one, here.removesuffix("/feed")) for one in _seen(looked, viewer)],
        next=behind if len(found) > limit else None,
        resume=behind,
    )
    return _stream(page)


def _stream(shown: Schema) -> HttpResponse:
    told = shown.model_dump(mode="json", by_alias=True, exclude_none=True)
    return JsonResponse(told, content_type=STREAM, json_dumps_params={"ensure_ascii": False})


def _seen(found: Iterable[ActInfo], viewer: Actor) -> list[ActInfo]:
    by_kind: dict[str, set[int]] = defaultdict(set)
    placed = []
    for one in found:
        kind, _, number = one.subject.partition(":")
        if kind in SEEN and number.isdigit():
            by_kind[kind].add(int(number))
            placed.append((one, kind, int(number)))
    seen = {kind: SEEN[kind](viewer, numbers) for kind, numbers in by_kind.items()}
    return [one for one, kind, number in placed if number in seen[kind]]


def _of(rows: Any, numbers: set[int]) -> set[int]:
    return set(rows.filter(pk__in=numbers).values_list("pk", flat=True))


def _activity(one: ActInfo, root: str) -> Activity:
    kind, _, number = one.subject.partition(":")
    made = one.new or one.operation in MADE or (kind == "document" and one.operation == "receive")
    return Activity(
        id=f"urn:duijie:act:{one.id}",
        type="Create" if made else "Update",
        published=one.at,
        actor=FeedThing(type="Person", id=f"urn:duijie:user:{one.by_id}"),
        object=FeedThing(type="Object", id=f"{root}/{PATHS[kind]}/{number}"),
        operation=one.operation,
        fields=list(one.fields),
    )
