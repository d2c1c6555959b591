"""Text with the character NUL, which no database column of text keeps, is refused before anything looks at it."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest

from duijie.api.problems import problem

WHY = "The request holds the character NUL (U+0000). Send it without."


class NoNul:
    """Answers 400 to NUL in an address or a form of any page or endpoint. Files may hold it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer, or status 400."""
        if not _has_nul(request):
            return self.get_response(request)
        return problem(400, WHY) if request.path_info.startswith("/api/") else HttpResponseBadRequest(WHY)


def _has_nul(request: HttpRequest) -> bool:
    if "%00" in request.META.get("QUERY_STRING", "") or "\0" in request.path_info:
        return True
    if request.method in ("GET", "HEAD"):
        return False
    if request.content_type == "multipart/form-data":
        return any("\0" in str(value) for _, values in request.POST.lists() for value in values)
    body = request.body
    return b"\0" in body or b"%00" in body or rb"\u0000" in body
