"""Organisations: which one a name means, what is known of one, and the list."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import Field

from duijie.accounts.types import Actor
from duijie.api import cursors
from duijie.api.access import caller
from duijie.api.changing import CHANGED, CHANGES, TAGGED, change, tagged
from duijie.api.kinds import Cursor, Id
from duijie.api.problems import ANSWERS, Problem
from duijie.api.times import Day, Moment
from duijie.directory.operations import describe, must_be_at
from duijie.directory.queries import listing, profile
from duijie.directory.rules import FIELDS
from duijie.directory.types import Filters as OwnFilters
from duijie.directory.types import Source
from duijie.kernel.words import Words
from duijie.registry.names import Filters
from duijie.resolving.candidates import Found, resolve, suggest

router = Router(tags=["directory"])

MOST_NAMES = 1000
"""Names that one call may ask for."""

Limit = Annotated[int, Query(ge=1, le=100)]


class Said(Schema):
    """One thing in both languages."""

    zh: str
    en: str


class Candidate(Schema):
    """Something that a name can mean; see ``source`` for whose record it is."""

    name: str
    credit_code: str
    source: str
    score: float
    verdict: str
    reasons: list[Said]
    organisation: int | None
    row: int | None


class Answer(Schema):
    """A name and what it can mean, likeliest first."""

    query: str
    candidates: list[Candidate]


class NarrowedRegistry(Schema):
    """What the registry is narrowed to."""

    place: str = ""
    industry: str = ""
    legal_form: str = ""
    status: str = ""
    since: Day = None
    until: Day = None

    def filters(self) -> Filters:
        """The same for the registry."""
        return Filters(self.place, self.industry, self.legal_form, self.status, self.since, self.until)


class Names(NarrowedRegistry):
    """Names to resolve in one call."""

    names: list[Annotated[str, Field(max_length=200)]] = Field(max_length=MOST_NAMES)
    limit: int = Field(10, ge=1, le=100)


class ListedOrganisation(Schema):
    """An organisation in the list."""

    id: int
    name: str
    kind: str
    credit_code: str
    division: str
    industry: str
    status: str
    honours: list[str]


class OrganisationsSince(Schema):
    """Those that were changed at that moment or later."""

    updated_since: Moment = None


class Organisations(Schema):
    """A page of the list; ``total`` is a lower bound where ``more`` is set, ``next`` is empty at the end."""

    organisations: list[ListedOrganisation]
    total: int
    more: bool
    next: str


class Name(Schema):
    """A name of an organisation, with the days on which it was borne."""

    name: str
    kind: str
    since: date | None
    until: date | None


class Detail(Schema):
    """A value as it is kept and as it was given, with the document it rests on."""

    field: str
    value: str
    given: str
    document: int | None


class Organisation(Schema):
    """All that the directory knows of an organisation; people are not served here.

    ``fields`` are the details that count, by code: what a change may name. ``details`` says what each rests on.
    """

    id: int
    name: str
    names: list[Name]
    details: list[Detail]
    fields: dict[str, str | None]


class Described(Schema):
    """Details to change, by code; null or empty text takes one away. ``source`` says in words what they rest on."""

    fields: dict[Annotated[str, Field(max_length=40)], Annotated[str, Field(max_length=300)] | None] = Field(
        min_length=1, max_length=20
    )
    source: Annotated[str, Field(max_length=200)] = ""


@router.get("/directory/resolve", response={200: Answer, **ANSWERS})
def resolve_one(
    request: HttpRequest,
    name: Annotated[str, Query(max_length=200)],
    narrowed: Annotated[NarrowedRegistry, Query()],
    limit: Limit = 10,
) -> Answer:
    """What one name can mean, among our own organisations and in the registry."""
    found = resolve(name=name, viewer=caller(request, "see"), limit=limit, filters=narrowed.filters())
    return Answer(query=name, candidates=[_candidate(one) for one in found])


@router.post("/directory/resolve", response={200: list[Answer], **ANSWERS})
def resolve_many(request: HttpRequest, asked: Names) -> list[Answer]:
    """What up to a thousand names can mean, one answer a name in their order."""
    viewer, filters = caller(request, "see"), asked.filters()
    return [
        Answer(
            query=name,
            candidates=[
                _candidate(one)
                for one in resolve(name=name, viewer=viewer, limit=asked.limit, filters=filters)
            ],
        )
        for name in asked.names
    ]


@router.get("/directory/suggest", response={200: Answer, **ANSWERS})
def suggest_names(
    request: HttpRequest,
    text: Annotated[str, Query(max_length=200)],
    narrowed: Annotated[NarrowedRegistry, Query()],
    limit: Limit = 10,
) -> Answer:
    """What may be meant by what has been typed so far: characters, pinyin, initials, a code's beginning."""
    found = suggest(text=text, viewer=caller(request, "see"), limit=limit, filters=narrowed.filters())
    return Answer(query=text, candidates=[_candidate(one) for one in found])


@router.get("/organisations", response={200: Organisations, 404: Problem, **ANSWERS})
def organisations(
    request: HttpRequest,
    search: Annotated[str, Query(max_length=200)] = "",
    kind: str = "",
    division: str = "",
    industry: str = "",
    updated: Annotated[OrganisationsSince, Query()] = OrganisationsSince(),  # noqa: B008 -- ninja reads it once
    cursor: Cursor = "",
    limit: Limit = 50,
) -> Organisations:
    """Organisations in the order of their pinyin, in a search those first that begin with what is searched for."""
    filters = OwnFilters(search=search, kind=kind, division=division, industry=industry)
    offset = min(cursors.number_of(cursor), 10_000_000) if cursor else 0
    found = listing(
        filters=filters, viewer=caller(request, "see"), offset=offset, limit=limit,
        updated_since=updated.updated_since,
    )  # fmt: skip
    behind = offset + len(found.rows)
    return Organisations(
        organisations=[
            ListedOrganisation(
                id=one.id,
                name=one.title,
                kind=one.kind,
                credit_code=one.code,
                division=one.division,
                industry=one.industry,
                status=one.status,
                honours=list(one.honours),
            )
            for one in found.rows
        ],
        total=found.total,
        more=found.more,
        next=cursors.of_number(behind) if found.rows and behind < found.total else "",
    )


@router.get(
    "/organisations/{int:organisation_id}",
    response={200: Organisation, 404: Problem, **ANSWERS},
    openapi_extra=TAGGED,
)
def organisation(request: HttpRequest, response: HttpResponse, organisation_id: Id) -> Organisation:
    """One organisation under all its names."""
    return tagged(response, _organisation(organisation_id, caller(request, "see")))


@router.patch(
    "/organisations/{int:organisation_id}", response={200: Organisation, **CHANGED}, openapi_extra=CHANGES
)
def edit_organisation(
    request: HttpRequest, response: HttpResponse, organisation_id: Id, sent: Described
) -> Organisation:
    """Change details. What is as it was keeps its source."""
    by = caller(request, "add")
    return change(
        request, response, sent={f"fields.{code}": value for code, value in sent.fields.items()},
        hold=lambda: must_be_at(organisation_id=organisation_id, expected=None),
        read=lambda: _organisation(organisation_id, by),
        do=lambda: describe(
            organisation_id=organisation_id, values={code: value or "" for code, value in sent.fields.items()},
            source=Source(words=sent.source), by=by, at=timezone.now(),
        ),
    )  # fmt: skip


def _organisation(organisation_id: Id, viewer: Actor) -> Organisation:
    found = profile(organisation_id=organisation_id, viewer=viewer)
    return Organisation(
        id=found.id,
        name=found.title,
        names=[Name(name=one.text, kind=one.kind, since=one.since, until=one.until) for one in found.names],
        details=[
            Detail(field=one.field, value=one.value, given=one.raw, document=one.source.document_id)
            for one in found.details
        ],
        fields={code: one.value if (one := found.value(code)) else None for code in FIELDS},
    )


def _candidate(one: Found) -> Candidate:
    return Candidate(
        name=one.name,
        credit_code=one.credit_code,
        source=one.source,
        score=round(one.score, 4),
        verdict=one.verdict,
        reasons=[said(each) for each in one.reasons],
        organisation=one.organisation_id,
        row=one.row,
    )


def said(words: Words) -> Said:
    """The same thing for programs."""
    return Said(zh=words.zh, en=words.en)
