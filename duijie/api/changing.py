"""Changes to a record that somebody else may change too: its version goes out as ETag and comes back as If-Match."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI, Schema
from ninja.errors import HttpError

from duijie.api.problems import ANSWERS, Problem, problem
from duijie.kernel.merging import WrongVersion, changed, merge, version

Shown = TypeVar("Shown", bound=Schema)
IF_MATCH = {
    "name": "If-Match",
    "in": "header",
    "required": False,
    "description": "The ETag that came with the record; without it the answer is 428. `*` changes it however it stands.",
    "schema": {"type": "string"},
}
"""Said to be optional, because leaving it out has an answer of its own."""
_ETAG = {"description": "The version of the record, for If-Match.", "schema": {"type": "string"}}
_LOCATION = {"description": "Where the new record is read.", "schema": {"type": "string"}}
TAGGED: dict[str, Any] = {"responses": {200: {"headers": {"ETag": _ETAG}}}}
MADE: dict[str, Any] = {"responses": {201: {"headers": {"ETag": _ETAG, "Location": _LOCATION}}}}
CHANGES: dict[str, Any] = {"parameters": [IF_MATCH], **TAGGED}
"""What the description says of calls that answer one record, make one, change one."""


class ChangedField(Schema):
    """A field that changed after the record was read. ``choose``: the request would change it too, to something else."""

    field: str
    now: Any
    yours: Any
    choose: bool


class Stale(Problem):
    """The record changed meanwhile. ``etag`` is its version now; fields that are not to be chosen merge by themselves.

    ``changed`` is empty where nothing is known of the version that was sent.
    """

    etag: str
    changed: tuple[ChangedField, ...]


class ChangedMeanwhile(RuntimeError):
    """What the request was made of is no longer so."""

    def __init__(self, etag: str, fields: tuple[ChangedField, ...]) -> None:
        told = ", ".join(one.field for one in fields) or "fields that cannot be told"
        super().__init__(
            f"The record changed after it was read: {told}. Look at what it says now, then send again with If-Match: {etag}"
        )
        self.etag, self.fields = etag, fields


CHANGED: dict[int, type[Schema]] = {**ANSWERS, 404: Problem, 412: Stale, 428: Problem}
"""The problems that any change may meet."""


def explain_changes(api: NinjaAPI) -> None:
    """Make ``api`` answer 412 with what changed."""

    def stale(request: HttpRequest, error: Any) -> HttpResponse:
        told = [one.model_dump() for one in error.fields]
        return problem(412, str(error), etag=error.etag, changed=told)

    api.add_exception_handler(ChangedMeanwhile, stale)


def etag(shown: Schema) -> str:
    """The version of a record as it is shown."""
    return f'"{version(_fields(shown))}"'


def tagged(response: HttpResponse, shown: Shown) -> Shown:
    """The record, its version among the headers."""
    response["ETag"] = etag(shown)
    return shown


def change(
    request: HttpRequest,
    response: HttpResponse,
    *,
    hold: Callable[[], object],
    read: Callable[[], Shown],
    do: Callable[[], object],
    sent: Mapping[str, Any] = {},
) -> Shown:
    """Carry ``do`` out where the record is as the caller knows it; the record afterwards.

    ``hold`` keeps others from changing it until then, ``sent`` is what the request would change, field by field.
    Raises :class:`ChangedMeanwhile`, and a problem of status 428 where the request names no version.
    """
    wanted = request.headers.get("If-Match", "").strip()
    if not wanted:
        raise HttpError(
            428, "Read the record first and send its ETag as If-Match, so that nobody's change is lost."
        )
    with transaction.atomic():
        hold()
        if wanted != "*":
            _must_match(wanted, read(), sent)
        do()
        return tagged(response, read())


def _must_match(wanted: str, shown: Schema, sent: Mapping[str, Any]) -> None:
    now, tag = _fields(shown), etag(shown)
    known = [one.strip() for one in wanted.split(",")]
    if tag in known:
        return
    since = known[0].removeprefix("W/").strip('"')
    try:
        told = changed(since, now)
        mine = {name: value for name, value in sent.items() if name in now}
        asked = {one.field for one in merge(since, mine, now).both}
    except WrongVersion:
        raise ChangedMeanwhile(tag, ()) from None
    raise ChangedMeanwhile(
        tag,
        tuple(
            ChangedField(field=name, now=now[name], yours=sent.get(name), choose=name in asked)
            for name in told
        ),
    )


def _fields(shown: Schema) -> dict[str, Any]:
    """The record's fields; those of a table that an office may widen stand beside the others, ``fields.name``."""
    told = shown.model_dump(mode="json")
    columns = told.pop("fields", {})
    return {**told, **{f"fields.{name}": value for name, value in columns.items()}}
