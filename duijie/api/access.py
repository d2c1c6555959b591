"""Who calls: a program with a token, or a signed-in person's browser."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest
from django.utils import timezone
from ninja.security import APIKeyCookie, HttpBearer

from duijie.accounts.queries import actor_by_token, actor_of
from duijie.accounts.types import Actor


class ByToken(HttpBearer):
    """``Authorization: Bearer …`` with a token that `duijie tokens` issued."""

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        """The person the token acts for, with the acts that its scopes leave."""
        return actor_by_token(token, at=timezone.now())


class BySession(APIKeyCookie):
    """The cookie of a person who signed in to the pages; what changes something wants Django's CSRF token too."""

    param_name = "sessionid"

    def authenticate(self, request: HttpRequest, key: str | None) -> Actor | None:
        """The signed-in person; ``None`` where nobody is."""
        if not request.user.is_authenticated:
            return None
        return replace(actor_of(request.user), via=f"api {request.META.get('REMOTE_ADDR', '')}".strip())


def caller(request: HttpRequest, act: str) -> Actor:
    """Who calls; raises :class:`duijie.accounts.types.NotAllowed` unless they may ``act``."""
    actor: Actor = request.auth  # type: ignore[attr-defined]  # set by ninja from the answer of the checks above
    actor.must(act)
    return actor
