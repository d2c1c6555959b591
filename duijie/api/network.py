"""Who can introduce us to whom. People are not in it: tokens do not carry that act."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema

from duijie.api.access import caller
from duijie.api.directory import Said, said
from duijie.api.problems import ANSWERS, Problem
from duijie.api.times import WRITTEN
from duijie.relations.queries import introduce
from duijie.relations.types import Node, Step

router = Router(tags=["network"])

Name = Annotated[str, Query(max_length=300)]


class End(Schema):
    """Somebody on a way. ``key`` is stable and may be asked for instead of the name."""

    key: str
    name: str
    where: str
    organisation: int | None


class WayStep(Schema):
    """A tie from one to the next. ``stated``: ``since`` is the record's own day; ``more`` are further ties of the two."""

    start: End
    end: End
    kind: str
    tie: Said
    since: date | None
    stated: bool
    until: date | None
    warmth: float
    record: Said
    opens: str
    document: int | None
    more: int


class FoundWay(Schema):
    """A way. ``warmth`` orders ways and is no chance."""

    warmth: float
    steps: list[WayStep]


class Introductions(Schema):
    """Ways from one to another as of a day, the best first; none where there is none of ``longest`` steps or fewer."""

    source: End
    target: End
    as_of: date
    longest: int
    ways: list[FoundWay]


@router.get("/introductions", response={200: Introductions, 404: Problem, **ANSWERS})
def introductions(
    request: HttpRequest,
    target: Name,
    source: Name = "",
    as_of: Annotated[date | None, Query(), WRITTEN] = None,
    most: Annotated[int, Query(ge=1, le=10)] = 3,
) -> Introductions:
    """Ways by which ``target`` can be reached from ``source``, by default from the caller's own unit."""
    found = introduce(
        source=source, target=target, viewer=caller(request, "see"), as_of=as_of or timezone.localdate(), most=most
    )  # fmt: skip
    return Introductions(
        source=_end(found.source), target=_end(found.target), as_of=found.as_of, longest=found.longest,
        ways=[FoundWay(warmth=round(way.warmth, 4), steps=list(map(_step, way.steps))) for way in found.ways],
    )  # fmt: skip


def _end(node: Node) -> End:
    return End(key=node.key, name=node.name, where=node.where, organisation=node.organisation_id)


def _step(step: Step) -> WayStep:
    tied = step.tied
    return WayStep(
        start=_end(step.start), end=_end(step.end), kind=tied.kind, tie=said(tied.name), since=tied.since,
        stated=tied.stated, until=tied.until, warmth=round(tied.warmth, 4), record=said(tied.record.words),
        opens=tied.record.thing, document=tied.record.document_id, more=step.more,
    )  # fmt: skip
