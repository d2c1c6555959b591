"""Figures and entries as files: tidy CSV and Parquet for spreadsheets and notebooks."""

from __future__ import annotations

from datetime import date
from tempfile import TemporaryFile
from typing import Annotated, Any, Literal

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from ninja import Query, Router

from duijie.accounts.types import Actor
from duijie.api.access import caller
from duijie.api.figures import AsOf, KnownAt, when
from duijie.api.problems import ANSWERS
from duijie.api.times import WRITTEN
from duijie.figures.feed.operations import write_feed
from duijie.figures.feed.rows import MOST_DAYS, month_ends

router = Router(tags=["tables"])
Form = Literal["csv", "parquet"]
TYPES = {"csv": "text/csv; charset=utf-8", "parquet": "application/vnd.apache.parquet"}
_FILE: dict[str, Any] = {
    "responses": {
        200: {
            "description": "The table; its columns are those of the data dictionary.",
            "headers": {"ETag": {"schema": {"type": "string"}}},
            "content": {kind.partition(";")[0]: {"schema": {"type": "string", "format": "binary"}} for kind in TYPES.values()},
        },
        304: {"description": "The same rows as those of If-None-Match."},
    }
}  # fmt: skip
Since = Annotated[
    date | None,
    Query(description=f"Also the ends of the months from this day on, the last {MOST_DAYS} at most."),
    WRITTEN,
]


@router.get("/feed/figures.{form}", response=ANSWERS, openapi_extra=_FILE)
def figures_table(
    request: HttpRequest, form: Form, as_of: AsOf = None, known_at: KnownAt = None, since: Since = None
) -> HttpResponseBase:
    """Every figure, a row a scope and day."""
    viewer, (day, moment) = caller(request, "see"), when(as_of, known_at)
    days = month_ends(max(since, _first(day)), day) if since else (day,)
    return _sent(request, "figures", form, days, moment, viewer)


@router.get("/feed/entries.{form}", response=ANSWERS, openapi_extra=_FILE)
def entries_table(
    request: HttpRequest, form: Form, as_of: AsOf = None, known_at: KnownAt = None
) -> HttpResponseBase:
    """Every entry in force that the caller may read; confidential ones without their name."""
    viewer, (day, moment) = caller(request, "see"), when(as_of, known_at)
    return _sent(request, "entries", form, (day,), moment, viewer)


def _first(day: date) -> date:
    """Where the longest series that ends on ``day`` begins."""
    year, month = divmod(day.year * 12 + day.month - MOST_DAYS, 12)
    return date(year, month + 1, 1) if year >= 1 else date.min


def _sent(
    request: HttpRequest, kind: str, form: Form, days: tuple[date, ...], known_at: Any, viewer: Actor
) -> HttpResponseBase:
    # On the disk, not in memory: the ledger may be long. It is gone when it was sent.
    file = TemporaryFile()  # noqa: SIM115 -- the answer closes it
    sent = write_feed(
        kind=kind, form=form, days=days, known_at=known_at, to=file, by=viewer, at=timezone.now()
    )
    tag = f'W/"{sent.tag}"'
    if tag in request.headers.get("If-None-Match", ""):
        file.close()
        return HttpResponse(status=304, headers={"ETag": tag})
    file.seek(0)
    return FileResponse(
        file, as_attachment=True, filename=f"{kind}-{days[-1]}.{form}", content_type=TYPES[form],
        headers={"ETag": tag},
    )  # fmt: skip
