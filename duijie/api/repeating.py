"""A POST that is sent twice under one key is carried out once, and answered as the first time."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja.errors import HttpError

from duijie.accounts.types import Actor
from duijie.api.access import BySession, ByToken
from duijie.api.problems import problem
from duijie.kernel.ids import digest
from duijie.replay import operations
from duijie.replay.types import Answered, KeyTaken, StillRunning

HEADER: Final = "Idempotency-Key"
KEY: Final = {
    "name": HEADER,
    "in": "header",
    "required": False,
    "description": (
        "A word of your own for this request, such as a UUID. For 24 hours the same request under the same key is "
        "answered as the first time and changes nothing; another request under it is refused."
    ),
    "schema": {"type": "string", "pattern": "^[!-~]{1,255}$"},
}
TOLD: Final = ("Content-Type", "ETag", "Location")
Run = Callable[..., HttpResponse]


def once(run: Run) -> Run:
    """``run`` an operation's request, unless it is a POST that was answered before under its key."""

    @wraps(run)
    def kept(request: HttpRequest, **given: Any) -> HttpResponse:
        key = request.headers.get(HEADER)
        if request.method != "POST" or key is None:
            return run(request, **given)
        if re.fullmatch(KEY["schema"]["pattern"], key) is None:  # type: ignore[index]
            return problem(400, f"{HEADER} is a word of at most 255 letters, digits and signs. Send a UUID.")
        by = _known(request)
        if by is None:
            return run(request, **given)
        try:
            before = operations.claim(key=key, digest=_digest(request, by), by=by, at=timezone.now())
        except KeyTaken as taken:
            return problem(422, str(taken))
        except StillRunning as running:
            return problem(409, str(running))
        return _again(before) if before else _first(run, request, given, key, by)

    return kept


def _first(run: Run, request: HttpRequest, given: dict[str, Any], key: str, by: Actor) -> HttpResponse:
    done = False
    try:
        with transaction.atomic():
            answer = run(request, **given)
            if answer.status_code < 300:
                told = {name: answer[name] for name in TOLD if name in answer}
                operations.answered(
                    key=key, by=by, status=answer.status_code, headers=told, body=answer.content.decode()
                )
                done = True
            else:
                # Whatever was refused has done nothing, so that the key may come again with what was wrong put right.
                transaction.set_rollback(True)
    finally:
        if not done:
            operations.let_go(key=key, by=by)
    return answer


def _again(before: Answered) -> HttpResponse:
    return HttpResponse(
        before.body, status=before.status, headers={**before.headers, "Idempotent-Replayed": "true"}
    )


def _known(request: HttpRequest) -> Actor | None:
    """Who calls. Nobody where the operation itself will say why it refuses them."""
    for check in (ByToken(), BySession()):
        try:
            found = check(request)
        except HttpError:
            return None
        if found is not None:
            return found  # type: ignore[no-any-return]  # ninja's signature names no type
    return None


def _digest(request: HttpRequest, by: Actor) -> str:
    """Of the address, the caller's rights and all that was sent."""
    parts = [request.get_full_path(), ",".join(sorted(by.only)) if by.only is not None else "*"]
    if request.content_type == "multipart/form-data":
        parts += [f"{name}={value}" for name, values in sorted(request.POST.lists()) for value in values]
        for name, file in sorted(request.FILES.items()):
            parts.append(f"{name}={file.name}:{digest(file.read())}")  # type: ignore[union-attr]
            file.seek(0)  # type: ignore[union-attr]
    else:
        parts.append(digest(request.body))
    return digest("\n".join(parts).encode("utf-8", "surrogatepass"))
