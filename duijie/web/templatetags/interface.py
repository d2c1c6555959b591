"""``{% icon %}`` draws an icon of the sprite; ``{% shell %}`` is what surrounds a page."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from django import template
from django.template.context import Context
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from duijie.web.compose.shell import shell_for
from duijie.web.pages.shell import Shell

register = template.Library()
ICONS = Path(__file__).resolve().parent.parent / "icons.txt"


class NoSuchIcon(KeyError):
    """The sprite is drawn from ``icons.txt``, and the name is not in it."""


@cache
def icons() -> frozenset[str]:
    """The names in the sprite."""
    return frozenset(ICONS.read_text(encoding="utf-8").split())


@register.simple_tag
def icon(name: str) -> SafeString:
    """An icon that says nothing to a screen reader: the words stand beside it."""
    if name not in icons():
        raise NoSuchIcon(f"{name}: add it to {ICONS.name} and run tools/assets.py")
    return format_html(
        '<svg class="icon" aria-hidden="true"><use href="{}#{}"></use></svg>',
        static("vendor/icons.svg"),
        name,
    )


@register.simple_tag(takes_context=True)
def shell(context: Context) -> Shell:
    """Navigation, language and person of the present request."""
    request: Any = context["request"]
    return shell_for(request)
