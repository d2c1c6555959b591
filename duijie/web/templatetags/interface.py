"""``{% icon %}`` draws an icon of the sprite; ``{% shell %}`` is what surrounds a page; ``{% cells %}`` a row's cells.

Cells are put together in Python: a table of 50 rows has hundreds, and as template nodes they took most of a page's
time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final

from django import template
from django.template.context import Context
from django.templatetags.static import static
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString

from duijie.web.compose.shell import shell_for
from duijie.web.compose.taking_out import export_links
from duijie.web.pages.parts import Link
from duijie.web.pages.shell import Shell
from duijie.web.projects.pages import Cell

register = template.Library()
ON_A_LINE: Final = 20
"""Columns, two to a Chinese character, that a cell keeps on one line: a moment, a unit, a state."""
_NUMBER: Final = re.compile(r"\d")
_DAY: Final = re.compile(r"\d{4}年\d")
ICONS = Path(__file__).resolve().parent.parent / "icons.txt"


class NoSuchIcon(KeyError):
    """The sprite is drawn from ``icons.txt``, and the name is not in it."""


@cache
def icons() -> frozenset[str]:
    """The names in the sprite."""
    return frozenset(ICONS.read_text(encoding="utf-8").split())


@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    """An icon that says nothing to a screen reader: the words stand beside it."""
    if name not in icons():
        raise NoSuchIcon(f"{name}: add it to {ICONS.name} and run tools/assets.py")
    return format_html(
        '<svg class="icon" aria-hidden="true"><use href="{}#{}"></use></svg>',
        static("vendor/icons.svg"),
        name,
    )


@register.simple_tag
def cells(row: Iterable[Cell], slot: str = "") -> SafeString:
    """The ``<td>`` of each cell. With the name of a ``slot`` their acts open there, in place."""
    return SafeString("".join(_cell(one, slot) for one in row))


def _cell(one: Cell, slot: str) -> str:
    kept = "num" if one.number else kept_together(one.text)
    told = f' class="{kept}"' if kept else ""
    return f'<td data-label="{escape(one.label)}"{told}>{_inside(one, slot)}</td>'


@register.filter
@lru_cache(maxsize=4096)
def kept_together(text: str) -> str:
    """The class of a cell by its words: short ones and days stay on a line, longer ones with a day break at blanks.

    Chinese may otherwise be broken anywhere, within a day or a word of two characters as well. English words without
    a number break where they should by themselves.
    """
    wide = sum(2 if character > "\u2e7f" else 1 for character in text)
    if wide <= ON_A_LINE:
        return "nowrap" if wide > len(text) or _NUMBER.search(text) else ""
    if _DAY.search(text) and wide <= 3 * ON_A_LINE:
        return "at-blanks"
    return "in-lines" if wide > len(text) else ""


def _inside(one: Cell, slot: str) -> str:
    if not (one.text or one.note or one.light or one.acts):
        return ""
    parts = ["<span>"]
    if one.light:
        parts.append(f'<span class="light light-{escape(one.light)}" aria-hidden="true"></span>')
    parts.append(_link(one.url, one.text) if one.url else escape(one.text))
    if one.mark:
        parts.append(f' <span class="mark-tag">{escape(one.mark)}</span>')
    if one.source:
        label = f'{icon("quote")} <span class="cut">{escape(one.source.label)}</span>'
        parts.append(f' <a class="source-mark" href="{escape(one.source.url)}">{label}</a>')
    if one.note:
        parts.append(f'<span class="soft small under {kept_together(one.note)}">{escape(one.note)}</span>')
    if one.acts:
        links = "".join(_act(act, slot) for act in one.acts)
        parts.append(f'<span class="under row-acts">{links}</span>')
    return "".join([*parts, "</span>"])


def _act(act: Link, slot: str) -> str:
    if not slot or "/do/" not in act.url:
        return _link(act.url, act.label)
    url = escape(act.url)
    return f'<a href="{url}" hx-get="{url}" hx-target="#slot-{escape(slot)}" hx-swap="innerHTML">{escape(act.label)}</a>'


def _link(url: str, label: str) -> str:
    return f'<a href="{escape(url)}">{escape(label)}</a>'


@register.inclusion_tag("exchange/exports.html", takes_context=True)
def exports(context: Context) -> dict[str, tuple[Link, ...]]:
    """Links that take the list of the present page out, narrowed as it is."""
    return {"links": export_links(getattr(context, "request", None))}


@register.simple_tag(takes_context=True)
def shell(context: Context) -> Shell:
    """Navigation, language and person of the present request."""
    request: Any = context["request"]
    return shell_for(request)
