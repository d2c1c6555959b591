"""Errors as problem details (RFC 9457): one shape, a status, and a sentence that names the remedy."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI, Schema
from ninja.errors import HttpError, ValidationError

from duijie.accounts.types import NotAllowed

PROBLEM = "application/problem+json"


class Wrong(Schema):
    """One part of a request that does not fit."""

    where: str
    why: str


class Problem(Schema):
    """What went wrong. ``detail`` is for people, ``status`` for programs."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    errors: tuple[Wrong, ...] = ()


TITLES = {
    400: "The request cannot be read",
    401: "Nobody is known to be calling",
    403: "Not allowed",
    404: "There is no such thing",
    409: "It is being carried out",
    412: "It changed meanwhile",
    413: "Too large",
    422: "The request does not fit",
    428: "The version is missing",
    429: "Too many requests",
    503: "Not ready",
}
ANSWERS: dict[int, type[Schema]] = {400: Problem, 401: Problem, 403: Problem, 422: Problem}
"""The problems that any call may meet, for the description of the interface."""


def problem(status: int, detail: str, errors: Sequence[Wrong] = (), **more: Any) -> HttpResponse:
    """A response in the shape of :class:`Problem`, with ``more`` members of its own."""
    body = Problem(title=TITLES.get(status, "Error"), status=status, detail=detail, errors=tuple(errors))
    return JsonResponse(
        {**body.model_dump(), **more},
        status=status,
        content_type=PROBLEM,
        json_dumps_params={"ensure_ascii": False},
        headers={"WWW-Authenticate": "Bearer"} if status == 401 else None,
    )


@csrf_exempt
def nothing_here(request: HttpRequest) -> HttpResponse:
    """The answer at an address that the interface does not have."""
    return problem(404, f"The interface has nothing at {request.path}. /api/openapi.json lists what it has.")


def explain_errors(api: NinjaAPI) -> None:
    """Make ``api`` answer every foreseeable error as a problem."""

    def refused(request: HttpRequest, error: Any) -> HttpResponse:
        return problem(403, str(error))

    def missing(request: HttpRequest, error: Any) -> HttpResponse:
        return problem(404, str(error) or "Nothing is kept at this address.")

    def unfit(request: HttpRequest, error: Any) -> HttpResponse:
        wrong = [Wrong(where=_where(one["loc"]), why=one["msg"]) for one in error.errors]
        return problem(422, "; ".join(f"{one.where}: {one.why}" for one in wrong), wrong)

    def other(request: HttpRequest, error: Any) -> HttpResponse:
        detail = (
            "Send a token that `duijie tokens` issued, or sign in."
            if error.status_code == 401
            else str(error)
        )
        return problem(error.status_code, detail)

    def wrong(request: HttpRequest, error: Any) -> HttpResponse:
        faults: Any = getattr(error, "faults", {})
        told = [Wrong(where=code, why=f"{why.en} / {why.zh}") for code, why in faults.items()]
        return problem(422, str(error), told)

    api.add_exception_handler(NotAllowed, refused)
    api.add_exception_handler(PermissionError, _only_ours(refused))
    api.add_exception_handler(ValueError, _only_ours(wrong))
    api.add_exception_handler(Http404, missing)
    api.add_exception_handler(LookupError, _only_ours(missing))
    api.add_exception_handler(ValidationError, unfit)
    api.add_exception_handler(HttpError, other)


def _where(location: Any) -> str:
    return ".".join(str(part) for part in location[1:]) or str(location[0])


def _only_ours(answer: Any) -> Any:
    """A look-up that failed inside the program is a defect; one that our own errors describe is not."""

    def checked(request: HttpRequest, error: Any) -> HttpResponse:
        if not type(error).__module__.startswith("duijie."):
            raise error
        found: HttpResponse = answer(request, error)
        return found

    return checked
