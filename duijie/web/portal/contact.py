"""The form by which the public asks. It opens no session and sets no cookie, signed in or not.

It acts on nobody's authority, so what a cookie would guard against does not arise; what is sent from a page of
another site, or with no form given out within a day, is refused all the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Final
from urllib.parse import urlsplit

from django.contrib.auth.decorators import login_not_required
from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from duijie.portal import queries
from duijie.portal.enquiries.operations import receive
from duijie.portal.rules import allowed_on
from duijie.portal.types import NoSuchNotice, TooMany
from duijie.rulebook.columns import WrongFields
from duijie.web.compose.links import with_query
from duijie.web.engagement import forms
from duijie.web.engagement.forms import Refused, refused
from duijie.web.portal.pages import ContactPage
from duijie.web.portal.public import around, at, code_of

LARGEST: Final = 64_000
"""Bytes of a form: several times what its fields may hold."""
STANDS: Final = timedelta(days=1)
TRAP: Final = "website"
"""A field that no person sees; what fills it in is a program."""
SIGNER: Final = TimestampSigner(salt="duijie.portal.contact")


@login_not_required
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: HttpRequest) -> HttpResponse:
    """The form, keeping what was sent, and the thanks."""
    code = code_of(request)
    with translation.override(code):
        response = _sent(request) if request.method == "POST" else _form(request, Refused({}))
    response["Content-Language"] = code
    return response


def _sent(request: HttpRequest) -> HttpResponse:
    size = request.META.get("CONTENT_LENGTH") or "0"
    if not size.isdigit() or int(size) > LARGEST:
        return _form(request, Refused({}, {}, _("That is too long. Write to us in fewer words.")), 413)
    typed = request.POST.dict()
    if not _from_here(request, typed):
        return _form(
            request, Refused(typed, {}, _("The form had been open for too long. Send it again.")), 422
        )
    thanks = at(request, with_query(reverse("public-contact"), sent="yes"))
    if typed.get(TRAP):
        return HttpResponseRedirect(thanks)  # a program is told what a person is told
    try:
        receive(
            name=typed.get("name", ""), organisation=typed.get("organisation", ""), reach=typed.get("reach", ""),
            text=typed.get("text", ""), consent=typed.get("consent") == "yes", notice_id=_about(request),
            address=request.META.get("REMOTE_ADDR", ""), at=timezone.now(),
        )  # fmt: skip
    except WrongFields as error:
        return _form(request, refused(error, typed), 422)
    except TooMany as error:
        return _form(request, refused(error, typed), 429)
    return HttpResponseRedirect(thanks)


def _from_here(request: HttpRequest, typed: Mapping[str, str]) -> bool:
    origin = request.headers.get("Origin", "")
    if origin and urlsplit(origin).netloc != request.get_host():
        return False
    try:
        SIGNER.unsign(typed.get("token", ""), max_age=STANDS)
    except BadSignature:
        return False
    return True


def _about(request: HttpRequest) -> int | None:
    given = request.GET.get("about", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else None


def _form(request: HttpRequest, failed: Refused, status: int = 200) -> HttpResponse:
    number, title = _about(request), ""
    if number is not None:
        try:
            title = queries.public_one(notice_id=number).title
        except NoSuchNotice:
            number = None
    days = allowed_on(timezone.localdate())
    here = reverse("public-contact")
    page = ContactPage(
        around=around(request, _("Write to us"), "", {}, with_query(here, about=str(number)) if number else here),
        sent=request.GET.get("sent") == "yes" and not failed.typed,
        promise=ngettext("We reply within %(days)d working day.", "We reply within %(days)d working days.", days) % {"days": days},
        about=str(number or ""), notice=title, token=SIGNER.sign("form"), problem=failed.problem,
        consent_error=failed.faults.get("consent", ""),
        fields=(
            forms.text("name", _("Your name"), failed, required=True),
            forms.text("organisation", _("Enterprise or organisation"), failed),
            forms.text("reach", _("Telephone or e-mail"), failed, required=True),
            forms.text("text", _("What would you like to know?"), failed, kind="lines", required=True),
        ),
    )  # fmt: skip
    return render(request, "portal/contact.html", {"page": page}, status=status)
