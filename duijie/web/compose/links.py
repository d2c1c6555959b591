"""Addresses that several pages need."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from django.urls import reverse

from duijie.kernel.span import Span


def with_query(address: str, **asked: str) -> str:
    """``address`` with those parameters that are not empty."""
    given = {name: value for name, value in asked.items() if value}
    return f"{address}?{urlencode(given)}" if given else address


def to_characters(document_id: int, place: Span) -> str:
    """The document, opened at these very characters of its original text."""
    asked = {"span": f"{place.start}-{place.end}", "in": "original"}
    return with_query(reverse("document", args=[document_id]), **asked) + "#aimed"


def to_figure(code: str, asked: Mapping[str, str]) -> str:
    """A figure's page, as of the moments asked for."""
    return with_query(reverse("figure", args=[code]), **asked)
