"""Two people edit one record: what each changed is kept, what both changed is asked, whatever way the other one took."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client

from duijie.accounts.types import Actor
from duijie.agreements import operations as agreements
from duijie.agreements.queries import get
from duijie.directory.operations import describe, enter_organisation
from duijie.directory.queries import profile
from duijie.engagement.operations import save_event
from duijie.engagement.queries import event
from duijie.pipeline import operations, queries
from duijie.web.compose.meanwhile import opened as version_of
from duijie.web.compose.meanwhile import settle
from duijie.web.pages.parts import Choice, Field
from tests.cast import MORNING, NOON, bureau
from tests.factories.agreements import drawn_up
from tests.factories.events import fair
from tests.factories.projects import opened

YES_NO = (Choice("", "否"), Choice("yes", "是"))


def shown(**values: str) -> tuple[Field, ...]:
    return tuple(Field(name, name.upper(), "lines", value) for name, value in values.items())


def test_ends_of_lines_are_nobodys_change() -> None:
    version = version_of(shown(site="东\n西"))
    settled = settle({"version": version, "site": "东\r\n西\r\n"}, shown(site="南"))
    assert (settled.asks, settled.typed["site"], settled.theirs) == (False, "南", ("SITE",))


def test_a_choice_holds_and_is_asked_again_where_somebody_was_faster() -> None:
    before, now, then = shown(site="甲"), shown(site="乙"), shown(site="丁")
    first = settle({"version": version_of(before), "site": "丙"}, now)
    assert first.meanwhile is not None
    (clash,) = first.meanwhile.clashes
    assert (clash.mine, clash.theirs, first.typed["site"]) == ("丙", "乙", "丙")
    again = {"version": version_of(now), "site": "丙", "asked": "site"}
    assert settle({**again, "take-site": "mine"}, now).typed["site"] == "丙"
    assert settle({**again, "take-site": "theirs"}, now).typed["site"] == "乙"
    assert settle(again, now).asks
    assert settle({**again, "take-site": "mine"}, then).asks
    assert settle({**again, "take-site": "theirs"}, then).typed["site"] == "丁"


def test_a_form_of_other_fields_asks_about_all_that_differs() -> None:
    other = version_of(shown(site="甲", park="乙"))
    assert settle({"version": other, "site": "甲"}, shown(site="甲")).typed["site"] == "甲"
    settled = settle({"version": other, "site": "甲"}, shown(site="丙"))
    assert settled.asks
    chosen = {"version": version_of(shown(site="丙")), "site": "甲", "asked": "site", "take-site": "mine"}
    assert not settle(chosen, shown(site="丙")).asks


@dataclass(frozen=True)
class Edited:
    """A form of a record: how the other one changes two of its fields, and what the record then says in both."""

    at: str
    both: str
    theirs: str
    change: Callable[[dict[str, str]], object]
    now: Callable[[], tuple[Any, Any]]


def of_project(lin: Actor, unit: int) -> Edited:
    number = opened(lin, unit, MORNING, content="厂房")
    return Edited(
        f"/projects/{number}/do/fill/", "site", "park",
        lambda values: operations.edit_project(project_id=number, columns=values, by=lin, at=NOON),
        lambda: (
            (line := queries.get(project_id=number, viewer=lin, today=NOON.date()).line).site, line.park
        ),
    )  # fmt: skip


def of_event(lin: Actor, unit: int) -> Edited:
    number = fair(lin, unit, MORNING, place="县城")
    return Edited(
        f"/events/{number}/details/", "place", "theme",
        lambda values: save_event(event_id=number, values=values, by=lin, at=NOON),
        lambda: ((info := event(event_id=number, viewer=lin, today=NOON.date())).line.place, info.theme),
    )  # fmt: skip


def of_agreement(lin: Actor, unit: int) -> Edited:
    number = drawn_up(lin, unit, MORNING)
    return Edited(
        f"/agreements/{number}/do/head/", "title", "number",
        lambda values: agreements.edit(agreement_id=number, by=lin, at=NOON, **values),  # type: ignore[arg-type]
        lambda: ((line := get(agreement_id=number, viewer=lin, today=NOON.date()).line).title, line.number),
    )  # fmt: skip


def of_organisation(lin: Actor, unit: int) -> Edited:
    number = enter_organisation(name="远拓新材料有限公司", by=lin, at=MORNING)

    def now() -> tuple[Any, Any]:
        one = profile(organisation_id=number, viewer=lin)
        found = [one.value(code) for code in ("address", "township")]
        return tuple(each.value if each else "" for each in found)  # type: ignore[return-value]

    return Edited(
        f"/organisations/{number}/details/", "address", "township",
        lambda values: describe(organisation_id=number, values=values, by=lin, at=NOON), now,
    )  # fmt: skip


def typed_in(page: str) -> dict[str, str]:
    """What a browser would send back of the form on a page."""
    form = next(one for one in re.findall(r"<form.*?</form>", page, re.DOTALL) if 'name="version"' in one)
    typed = {
        name: value
        for tag in re.findall(r"<input[^>]*>", form)
        if 'type="radio"' not in tag
        for name in re.findall(r' name="([^"]*)"', tag)
        for value in re.findall(r' value="([^"]*)"', tag)
    }
    for name, text in re.findall(r'<textarea[^>]* name="([^"]*)"[^>]*>(.*?)</textarea>', form, re.DOTALL):
        typed[name] = text
    for name, options in re.findall(r'<select[^>]* name="([^"]*)"[^>]*>(.*?)</select>', form, re.DOTALL):
        typed[name] = next(iter(re.findall(r'value="([^"]*)" selected', options)), "")
    return typed


@pytest.mark.django_db
@pytest.mark.parametrize("kind", [of_project, of_event, of_agreement, of_organisation])
def test_whoever_saves_second_chooses_and_loses_nothing(
    browser: Client, lin: Actor, kind: Callable[[Actor, int], Edited]
) -> None:
    form = kind(lin, bureau())
    typed = {**typed_in(browser.get(form.at).content.decode()), form.both: "我填的"}
    form.change({form.both: "他填的", form.theirs: "他改的"})
    asked = browser.post(form.at, typed)
    page = asked.content.decode()
    assert asked.status_code == 422 and form.now() == ("他填的", "他改的")
    assert "我填的" in page and "他填的" in page and f'name="take-{form.both}"' in page
    again = typed_in(page)
    assert (again[form.both], again[form.theirs]) == ("我填的", "他改的")
    assert browser.post(form.at, again).status_code == 422
    assert browser.post(form.at, {**again, f"take-{form.both}": "mine"}).status_code == 302
    assert form.now() == ("我填的", "他改的")


@pytest.mark.django_db
@pytest.mark.parametrize("kind", [of_project, of_event, of_agreement, of_organisation])
def test_what_only_one_of_them_changed_merges_by_itself(
    browser: Client, lin: Actor, kind: Callable[[Actor, int], Edited]
) -> None:
    form = kind(lin, bureau())
    typed = {**typed_in(browser.get(form.at).content.decode()), form.both: "我填的"}
    form.change({form.theirs: "他改的"})
    saved = browser.post(form.at, typed)
    assert (saved.status_code, form.now()) == (302, ("我填的", "他改的"))
    assert any("保留" in str(one) for one in get_messages(saved.wsgi_request))


@pytest.mark.django_db
def test_a_change_by_a_bulk_act_is_seen_too(browser: Client, lin: Actor) -> None:
    number = opened(lin, bureau(), MORNING)
    at = f"/projects/{number}/do/assign/"
    typed = {**typed_in(browser.get(at).content.decode()), "agent": "周办"}
    browser.post("/projects/bulk/", {"act": "assign", "project": [number], "agent": "何办", "step": "do"})
    assert queries.get(project_id=number, viewer=lin, today=NOON.date()).columns["agent"] == "何办"
    asked = browser.post(at, typed)
    assert asked.status_code == 422 and "何办" in asked.content.decode()
