"""Coming in: sign-in, sign-out, language, health."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LoginView
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.i18n import set_language

from duijie.accounts.queries import own_region
from duijie.web.compose.sign_in import sign_in_page

language = login_not_required(set_language)


class SignIn(LoginView):
    """Django's sign-in with our page."""

    template_name = "pages/sign_in.html"
    redirect_authenticated_user = True

    def get_context_data(self, **given: Any) -> dict[str, Any]:
        """The page beside what Django puts there."""
        context = super().get_context_data(**given)
        return {**context, "page": sign_in_page(context["form"], next_address=self.get_redirect_url())}


@login_not_required
def locked_out(request: HttpRequest, *_: Any, **__: Any) -> HttpResponse:
    """After too many wrong passwords."""
    return render(request, "429.html", status=429)


@login_not_required
def health(request: HttpRequest) -> JsonResponse:
    """200 while pages can be served from the database, 503 otherwise."""
    try:
        own_region()
    except DatabaseError:
        return JsonResponse({"status": "the database does not answer"}, status=503)
    return JsonResponse({"status": "ok"})
