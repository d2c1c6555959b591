"""A page prints what it is given: all of it, in both languages, and nothing from elsewhere."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import engines
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from duijie.web.templatetags.interface import icons
from tests.web import (
    acts_samples,
    agreement_samples,
    briefing_samples,
    dashboard_samples,
    exchange_samples,
    network_samples,
    samples,
)

WEB = Path(__file__).resolve().parents[2] / "duijie" / "web"
TEMPLATES = sorted((WEB / "templates").rglob("*.html"))
PAGES = {
    **samples.PAGES,
    **agreement_samples.PAGES,
    **exchange_samples.PAGES,
    **acts_samples.PAGES,
    **briefing_samples.PAGES,
    **dashboard_samples.PAGES,
    **network_samples.PAGES,
}
CHINESE = re.compile(r"[\u4e00-\u9fff]")
pytestmark = pytest.mark.django_db


class Watched:
    """A dataclass value that notes which of its fields are read, and by the class's name."""

    def __init__(self, value: Any, seen: set[tuple[str, str]]) -> None:
        self._value, self._seen = value, seen

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._value, name)
        self._seen.add((type(self._value).__name__, name))
        return watched(value, self._seen)


def watched(value: Any, seen: set[tuple[str, str]]) -> Any:
    if is_dataclass(value):
        return Watched(value, seen)
    if isinstance(value, tuple):
        return tuple(watched(one, seen) for one in value)
    return value


def fields_in(value: Any) -> set[tuple[str, str]]:
    if isinstance(value, tuple):
        return set().union(*(fields_in(one) for one in value))
    if not is_dataclass(value):
        return set()
    own = {(type(value).__name__, field.name) for field in fields(value)}
    return own.union(*(fields_in(getattr(value, field.name)) for field in fields(value)))


def rendered(template: str, page: Any, language: str) -> str:
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    with translation.override(language):
        return render_to_string(template, {"page": page}, request)


@pytest.mark.parametrize("template", PAGES)
def test_every_field_of_a_page_is_shown(template: str) -> None:
    seen: set[tuple[str, str]] = set()
    rendered(template, watched(PAGES[template], seen), "zh-hans")
    # A choice list shows only choices, a text field no choices: what a kind of field leaves out is seen elsewhere.
    assert fields_in(PAGES[template]) - seen == set()


@pytest.mark.parametrize("template", PAGES)
def test_an_english_page_has_no_chinese_of_its_own(template: str) -> None:
    english = rendered(template, PAGES[template], "en")
    given = {text for text in strings_in(PAGES[template]) if CHINESE.search(text)}
    for text in sorted(given | {"中文"}, key=len, reverse=True):
        english = english.replace(text, "")
    assert CHINESE.findall(english) == []


def strings_in(value: Any) -> set[str]:
    if isinstance(value, str):
        return set(value.split("\n")) | {value}
    if isinstance(value, tuple):
        return set().union(*(strings_in(one) for one in value))
    if is_dataclass(value):
        return set().union(*(strings_in(getattr(value, field.name)) for field in fields(value)))
    return set()


@pytest.mark.parametrize("template", PAGES)
def test_a_chinese_page_says_its_language(template: str) -> None:
    assert '<html lang="zh-hans"' in rendered(template, PAGES[template], "zh-hans")


@pytest.mark.parametrize("template", PAGES)
def test_element_ids_are_unique(template: str) -> None:
    page = rendered(template, PAGES[template], "zh-hans")
    ids = [one for one in re.findall(r'\bid="([^"]+)"', page) if one != "aimed"]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("template", PAGES)
def test_every_field_of_a_form_has_its_label(template: str) -> None:
    page = rendered(template, PAGES[template], "en")
    labelled = set(re.findall(r'<label[^>]* for="([^"]+)"', page))
    controls = re.findall(r"<(?:input|select|textarea)\b(?![^>]*type=\"hidden\")[^>]*>", page)
    assert [one for one in controls if (re.search(r'\bid="([^"]+)"', one) or [""])[1] not in labelled] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_fetches_nothing_from_elsewhere(path: Path) -> None:
    assert re.findall(r"https?://|\bsrc=\"//", path.read_text("utf-8")) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_holds_no_inline_script_or_style(path: Path) -> None:
    assert re.findall(r"<style|\bstyle=|\bon[a-z]+=\"|<script(?![^>]*\bsrc=)", path.read_text("utf-8")) == []


def test_only_listed_icons_are_used_and_all_of_them() -> None:
    templates = "".join(path.read_text("utf-8") for path in TEMPLATES)
    code = "".join(path.read_text("utf-8") for path in WEB.rglob("*.py"))
    named = set(re.findall(r'{% icon "([a-z0-9-]+)" %}', templates))
    assert named <= icons()
    assert {icon for icon in icons() - named if f'"{icon}"' not in code} == set()


@pytest.mark.parametrize("name", ["403.html", "403_csrf.html", "404.html", "429.html", "500.html"])
def test_an_error_page_needs_no_context(name: str) -> None:
    with translation.override("zh-hans"):
        page = engines["django"].get_template(name).render()
    assert f'<p class="soft num">{name[:3]}</p>' in page
    assert 'href="/"' in page
