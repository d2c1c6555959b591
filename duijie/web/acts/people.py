"""Users and units: lists, and the forms that change them. For administrators."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from duijie.accounts import operations
from duijie.accounts.queries import people as all_people
from duijie.accounts.queries import units
from duijie.accounts.rules import ROLE_NAMES
from duijie.accounts.types import Actor, Person, UnitInfo, WrongPerson
from duijie.rulebook.columns import WrongFields
from duijie.web.acts.record import acts_tabs
from duijie.web.engagement import forms
from duijie.web.engagement.cells import table
from duijie.web.engagement.forms import Given, Refused, handle
from duijie.web.engagement.pages import Cell, Table
from duijie.web.pages.parts import Field, Link
from duijie.web.saying import moment, say
from duijie.web.views.answers import page, viewer

FORM = require_http_methods(["GET", "HEAD", "POST"])


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """Users and the tree of units."""

    heading: str
    about: str
    tabs: tuple[Link, ...]
    chosen: str
    tables: tuple[Table, ...]


@require_safe
@page
def people(request: HttpRequest) -> HttpResponse:
    """Users and units."""
    return render(request, "acts/people.html", {"page": people_page(viewer=viewer(request))})


def people_page(*, viewer: Actor) -> PeoplePage:
    """Users by unit, and units as a tree with how many people each has."""
    listed = all_people(viewer=viewer)
    count: dict[int | None, int] = {}
    for one in listed:
        count[one.unit_id] = count.get(one.unit_id, 0) + one.active
    users = [
        [
            Cell(one.username, reverse("user-edit", args=[one.id])), Cell(one.name), Cell(say(ROLE_NAMES[one.role])), Cell(one.unit),
            Cell(_("may sign in") if one.active else _("deactivated"), light="green" if one.active else "red"),
            Cell(moment(one.last_login) if one.last_login else _("never")),
        ]
        for one in listed
    ]  # fmt: skip
    tree = [
        [Cell(f"{'　' * depth}{'└ ' if depth else ''}{unit.name}", reverse("unit-edit", args=[unit.id])), Cell(str(count.get(unit.id, 0)))]
        for depth, unit in tree_of(units().values())
    ]  # fmt: skip
    heads = [_("Signs in as"), _("Name"), _("Role"), _("Unit"), _("State"), _("Last here")]
    return PeoplePage(
        _("Users and units"), _("Each change here leaves a row in the record of acts."), acts_tabs(viewer), reverse("people"),
        (
            table("users", _("Users"), heads, users, empty=_("Nobody yet"), acts=[Link(_("Add a user"), reverse("user-add"))]),
            table(
                "units", _("Units"), [_("Unit"), _("People")], tree, empty=_("No unit yet"),
                hint=_("Add the county's office first, then those below it."), acts=[Link(_("Add a unit"), reverse("unit-add"))], numbers=[1],
            ),
        ),
    )  # fmt: skip


def tree_of(
    every: Iterable[UnitInfo], above: int | None = None, depth: int = 0
) -> Iterator[tuple[int, UnitInfo]]:
    """Units in the order of their tree, each with its depth."""
    every = list(every)
    for one in every:
        if one.parent_id == above:
            yield depth, one
            yield from tree_of(every, one.id, depth + 1)


@FORM
@page
def user(request: HttpRequest, user_id: int | None = None) -> HttpResponse:
    """Add a user or change one."""
    who = viewer(request)
    found: Person | None = next((one for one in all_people(viewer=who) if one.id == user_id), None)
    if user_id is not None and found is None:
        raise Http404
    initial = {"role": "clerk", "active": "yes"}
    if found is not None:
        initial = {
            "username": found.username, "display_name": found.name, "role": found.role, "unit": str(found.unit_id or ""),
            "active": "yes" if found.active else "no",
        }  # fmt: skip

    def save(given: Given) -> str:
        with mended("username"):
            operations.save_user(
                user_id=user_id, username=given.get("username", ""), display_name=given.get("display_name", ""),
                role=given.get("role", ""), unit_id=forms.number_of(given, "unit"), active=given.get("active") != "no",
                password=given.get("password", ""), by=who, at=timezone.now(),
            )  # fmt: skip
        return reverse("people")

    def fields(failed: Refused) -> Iterable[Field]:
        yield forms.text("username", _("Signs in as"), failed, required=True)
        yield forms.text("display_name", _("Name"), failed, required=True)
        yield forms.choice(
            "role", _("Role"), [(code, say(name)) for code, name in ROLE_NAMES.items()], failed
        )
        rows = [(str(one.id), f"{'　' * depth}{one.name}") for depth, one in tree_of(units().values())]
        yield forms.choice("unit", _("Unit"), rows, failed, empty=_("none"))
        yield forms.choice("active", _("May sign in"), [("yes", _("yes")), ("no", _("no"))], failed)
        hint = (
            _("Ten characters or more. Leave it empty to keep the old one.")
            if found
            else _("Ten characters or more.")
        )
        yield Field(
            "password", _("Password"), "password", hint=hint, required=found is None, complete="new-password"
        )

    return handle(
        request, heading=found.username if found else _("Add a user"), back=Link(_("Users and units"), reverse("people")),
        save=save, initial=initial, fields=fields,
        about=_("Whoever leaves is deactivated, not deleted: what they did names them."),
    )  # fmt: skip


@FORM
@page
def unit(request: HttpRequest, unit_id: int | None = None) -> HttpResponse:
    """Add a unit or change one."""
    who = viewer(request)
    who.must("settle")
    every = units()
    if unit_id is not None and unit_id not in every:
        raise Http404
    initial = {"name": every[unit_id].name, "parent": str(every[unit_id].parent_id or "")} if unit_id else {}

    def save(given: Given) -> str:
        name, parent = given.get("name", ""), forms.number_of(given, "parent")
        with mended("name"):
            if unit_id is not None:
                operations.change_unit(
                    unit_id=unit_id, name=name, parent_id=parent, by=who, at=timezone.now()
                )
            elif not name.strip() or any(one.name == name.strip() for one in units().values()):
                raise WrongPerson("名称为空或已有同名单位", "the name is empty or another unit has it")
            else:
                operations.add_unit(name=name.strip()[:100], parent_id=parent, by=who, at=timezone.now())
        return reverse("people")

    def fields(failed: Refused) -> Iterable[Field]:
        yield forms.text("name", _("Name"), failed, required=True)
        rows = [
            (str(one.id), f"{'　' * depth}{one.name}")
            for depth, one in tree_of(every.values())
            if one.id != unit_id
        ]
        yield forms.choice("parent", _("Below"), rows, failed, empty=_("none: it stands at the top"))

    return handle(
        request, heading=every[unit_id].name if unit_id else _("Add a unit"), save=save, initial=initial, fields=fields,
        back=Link(_("Users and units"), reverse("people")),
        about=_("People of a unit read what is confidential in the units below it, and change what those keep."),
    )  # fmt: skip


class mended:  # noqa: N801 -- reads as a statement
    """Show what is wrong with a person or unit at a field of the form."""

    def __init__(self, field: str) -> None:
        self.field = field

    def __enter__(self) -> None:
        """Begin."""

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        """Turn the refusal into one of a form."""
        if isinstance(error, WrongPerson):
            raise WrongFields({self.field: error.words}) from error
