"""Acts on parks and what is in them: each has its fields and its one operation; what is wrong stays on the form.

It is long because every part of a park has a form of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from duijie.accounts.types import Actor
from duijie.capacity import operations as capacity
from duijie.capacity.rules import supply_kinds
from duijie.kernel.quantity import Quantity
from duijie.kernel.words import Words
from duijie.parks import operations, queries
from duijie.parks.ground import operations as ground
from duijie.parks.ground import queries as ground_queries
from duijie.parks.rules import fields, load, names_of, year_fields
from duijie.rulebook.columns import Column, WrongFields
from duijie.web.engagement import forms
from duijie.web.engagement.forms import Given, Refused
from duijie.web.pages.parts import Field, Link
from duijie.web.saying import say
from duijie.yields import operations as yields
from duijie.yields.rules import vetoes

LEVELLED: Final = Words("要写数字", "write a number")


@dataclass(frozen=True, slots=True)
class Act:
    """A form: its heading, its fields, what saving does, and what stands in it first. ``number`` is the thing's."""

    heading: Callable[[], str]
    fields: Callable[[int, Refused, Actor], Iterable[Field]]
    save: Callable[[int, Given, Actor, datetime], str]
    initial: Callable[[int, Given, Actor, date], dict[str, str]] = lambda *_given: {}
    about: Callable[[], str] = lambda: ""
    right: str = "add"
    label: Callable[[], str] = lambda: ""


def number_in(given: Given, name: str) -> Decimal:
    """A number that must be typed, negative ones included. Raises :class:`WrongFields`."""
    try:
        found = Decimal(given.get(name, "").replace(",", "").strip())
    except InvalidOperation as wrong:
        raise WrongFields({name: LEVELLED}) from wrong
    if not found.is_finite():
        raise WrongFields({name: LEVELLED})
    return found


def values_of(given: Given, columns: Iterable[Column]) -> dict[str, str]:
    """What was typed into the fields of a table of columns."""
    return {one.code: given[one.code].strip() for one in columns if one.code in given}


def typed_as(values: Mapping[str, Any], columns: Iterable[Column]) -> dict[str, str]:
    """What a record holds, as it would be typed."""
    found = {}
    for one in columns:
        value = values.get(one.code)
        if one.kind == "flag":
            found[one.code] = "yes" if value else ""
        else:
            found[one.code] = (
                "" if value is None else f"{value:f}" if isinstance(value, Decimal) else str(value)
            )
    return found


def _today(_number: int, _given: Given, _who: Actor, today: date) -> dict[str, str]:
    return {"effective_on": today.isoformat(), "begins_on": today.isoformat()}


def _park(number: int, anchor: str = "") -> str:
    return reverse("park", args=[number]) + anchor


def _edit_park(number: int, given: Given, who: Actor, at: datetime) -> str:
    operations.save_park(values=values_of(given, fields("park")), park_id=number, by=who, at=at)
    if given.get("also", "").strip():
        operations.call_also(park_id=number, name=given["also"], by=who, at=at)
    return _park(number)


def _park_values(number: int, _given: Given, who: Actor, today: date) -> dict[str, str]:
    info = queries.park(park_id=number, viewer=who, today=today)
    kept = {one.code: getattr(info.line, one.code, getattr(info, one.code, None)) for one in fields("park")}
    return typed_as(kept, fields("park"))


def _park_fields(failed: Refused) -> Iterable[Field]:
    return forms.of_columns(fields("park"), failed, needed=("name", "kind"))


def add_park(parent: int | None, given: Given, who: Actor, at: datetime) -> str:
    """Add a park, below another or by itself."""
    made = operations.save_park(
        values=values_of(given, fields("park")), parent_id=parent, unit_id=forms.number_of(given, "unit"),
        built=given.get("built") != "no", by=who, at=at,
    )  # fmt: skip
    return _park(made)


def add_fields(failed: Refused, who: Actor) -> Iterable[Field]:
    """The fields of a new park."""
    yield from _park_fields(failed)
    yield forms.choice("built", _("Built"), [("", _("yes")), ("no", _("planned"))], failed)
    yield forms.unit_field(failed, who)


def _industry(number: int, given: Given, who: Actor, at: datetime) -> str:
    operations.set_industry(
        park_id=number, code=given.get("code", ""), standing=given.get("standing", ""),
        note=given.get("note", ""), since=forms.day_of(given, "since") if given.get("since") else None, by=who, at=at,
    )  # fmt: skip
    return _park(number, "#industries")


def _utility(number: int, given: Given, who: Actor, at: datetime) -> str:
    kind = given.get("kind", "")
    operations.set_utility(
        park_id=number, kind=kind, values=values_of(given, fields("utility")), by=who, at=at
    )
    supply = load().utilities[kind].supply
    if supply and given.get("more", "").strip():
        capacity.grant(
            park_id=number, kind=supply, number=number_in(given, "more"), source=given.get("note", ""), by=who,
            at=at,
        )  # fmt: skip
    return _park(number, "#utilities")


def _utility_values(number: int, given: Given, who: Actor, today: date) -> dict[str, str]:
    kind = given.get("kind", "")
    info = queries.park(park_id=number, viewer=who, today=today)
    row = next((one for one in info.utilities if one.kind == kind), None)
    kept = {one.code: getattr(row, one.code, None) for one in fields("utility")}
    return {"kind": kind, **typed_as(kept, fields("utility"))}


def _quota(number: int, given: Given, who: Actor, at: datetime) -> str:
    kind = load().quotas.get(given.get("kind", ""))
    amount = forms.amount_of(given, "number", needed=True)
    operations.set_quota(
        park_id=number, kind=given.get("kind", ""), source=given.get("source", ""), by=who, at=at,
        quantity=Quantity.exactly(amount or 0, kind.unit if kind else ""), due_on=forms.day_of(given, "due_on"),
        earliest_on=forms.day_of(given, "earliest_on") if given.get("earliest_on") else None,
    )  # fmt: skip
    return _park(number, "#quotas")


def _plot(number: int, given: Given, who: Actor, at: datetime) -> str:
    made = ground.save_plot(
        values=values_of(given, fields("plot")),
        park_id=number,
        state=given.get("state", "planned"),
        by=who,
        at=at,
    )
    return reverse("plot", args=[made])


def _grant(number: int, given: Given, who: Actor, at: datetime) -> str:
    capacity.grant(
        park_id=number, kind=given.get("kind", ""), number=number_in(given, "number"),
        source=given.get("source", ""), by=who, at=at,
    )  # fmt: skip
    return _park(number, "#utilities")


def _building(number: int, given: Given, who: Actor, at: datetime) -> str:
    operations_values = values_of(given, fields("building"))
    ground.save_building(values=operations_values, park_id=number, by=who, at=at)
    return _park(number, "#spaces")


def _space(number: int, given: Given, who: Actor, at: datetime) -> str:
    building = forms.number_of(given, "building")
    if building not in dict(ground_queries.buildings(park_id=number)):
        raise WrongFields({"building": Words("请先添加厂房", "add a building first")})
    ground.save_space(values=values_of(given, fields("space")), building_id=building, by=who, at=at)
    return _park(number, "#spaces")


def _space_fields(number: int, failed: Refused, _who: Actor) -> Iterable[Field]:
    rows = [(str(pk), name) for pk, name in ground_queries.buildings(park_id=number)]
    yield forms.choice("building", _("Building"), rows, failed)
    yield from forms.of_columns(fields("space"), failed, needed=("number", "area"))


def _tenant(number: int, given: Given, who: Actor, at: datetime) -> str:
    made = operations.save_tenant(values=values_of(given, fields("tenant")), park_id=number, by=who, at=at)
    return reverse("tenant", args=[made])


def _edit_plot(number: int, given: Given, who: Actor, at: datetime) -> str:
    ground.save_plot(values=values_of(given, fields("plot")), plot_id=number, by=who, at=at)
    return reverse("plot", args=[number])


def _plot_values(number: int, _given: Given, who: Actor, today: date) -> dict[str, str]:
    info = ground_queries.plot(plot_id=number, viewer=who, today=today)
    return typed_as(info.fields, fields("plot"))


def _state(number: int, given: Given, who: Actor, at: datetime) -> str:
    ground.set_state(
        plot_id=number, state=given.get("state", ""), effective_on=forms.day_of(given, "effective_on"),
        reason=given.get("reason", ""), by=who, at=at,
    )  # fmt: skip
    return reverse("plot", args=[number])


def _indicator(number: int, given: Given, who: Actor, at: datetime) -> str:
    ground.indicate(
        plot_id=number, kind=given.get("kind", ""), agreed=given.get("agreed") == "yes",
        number=number_in(given, "number"), effective_on=forms.day_of(given, "effective_on"),
        note=given.get("note", ""), by=who, at=at,
    )  # fmt: skip
    return reverse("plot", args=[number]) + "#checks"


def _lease(number: int, given: Given, who: Actor, at: datetime) -> str:
    space = ground_queries.space(space_id=number, viewer=who, today=at.date())
    rent = number_in(given, "rent") if given.get("rent", "").strip() else None
    ground.lease(
        space_id=number, tenant_id=forms.number_of(given, "tenant") or 0, rent=rent, by=who, at=at,
        begins_on=forms.day_of(given, "begins_on"), ends_on=forms.day_of(given, "ends_on"),
    )  # fmt: skip
    return _park(space.park_id, "#spaces")


def _lease_fields(number: int, failed: Refused, who: Actor) -> Iterable[Field]:
    today = timezone.localdate()
    space = ground_queries.space(space_id=number, viewer=who, today=today)
    rows, _count = queries.tenants(viewer=who, today=today, park_id=space.park_id, limit=500)
    here = [(str(one.id), one.name) for one in rows if one.park_id == space.park_id]
    yield forms.choice("tenant", _("Tenant"), here, failed)
    yield forms.text("begins_on", _("From"), failed, kind="date", required=True)
    yield forms.text("ends_on", _("Until"), failed, kind="date", required=True)
    yield forms.text("rent", _("Rent (yuan/m² a month)"), failed)


def _end_lease(number: int, given: Given, who: Actor, at: datetime) -> str:
    space = ground_queries.space(space_id=number, viewer=who, today=at.date())
    ground.end_lease(space_id=number, ended_on=forms.day_of(given, "effective_on"), by=who, at=at)
    return _park(space.park_id, "#spaces")


def _edit_tenant(number: int, given: Given, who: Actor, at: datetime) -> str:
    operations.save_tenant(values=values_of(given, fields("tenant")), tenant_id=number, by=who, at=at)
    return reverse("tenant", args=[number])


def _tenant_values(number: int, _given: Given, who: Actor, _today: date) -> dict[str, str]:
    line, _years = queries.tenant(tenant_id=number, viewer=who)
    return typed_as({one.code: getattr(line, one.code) for one in fields("tenant")}, fields("tenant"))


def _year(number: int, given: Given, who: Actor, at: datetime) -> str:
    told = {code: text for code, text in values_of(given, year_fields()).items() if text}
    operations.tell_year(tenant_id=number, year=int(number_in(given, "year")), values=told, by=who, at=at)
    return reverse("tenant", args=[number]) + "#years"


def _veto(number: int, given: Given, who: Actor, at: datetime) -> str:
    yields.veto(
        tenant_id=number, year=int(number_in(given, "year")), kind=given.get("kind", ""),
        source=given.get("source", ""), by=who, at=at,
    )  # fmt: skip
    return reverse("tenant", args=[number])


def _last_year(_number: int, _given: Given, _who: Actor, today: date) -> dict[str, str]:
    return {"year": str(today.year - 1)}


def _rows(words: Mapping[str, Words]) -> list[tuple[str, str]]:
    return [(code, say(name)) for code, name in words.items()]


def _source(failed: Refused) -> Field:
    return forms.text("source", _("Rests on"), failed, required=True, hint=_("A paper, its number and day."))


PARK: Final[Mapping[str, Act]] = {
    "edit": Act(
        lambda: _("Park"),
        lambda _n, failed, _who: (*_park_fields(failed), forms.text("also", _("Also called"), failed, hint=_("Another name under which projects and documents know it."))),
        _edit_park, _park_values,
    ),
    "inside": Act(lambda: _("A park inside"), lambda _n, failed, who: add_fields(failed, who), add_park),
    "industry": Act(
        lambda: _("Industry"),
        lambda _n, failed, _who: (
            forms.text("code", _("Code of GB/T 4754"), failed, required=True),
            forms.choice("standing", _("Standing"), _rows(names_of(load().standings)), failed, empty=_("take it off the list")),
            forms.text("since", _("Since"), failed, kind="date", hint=_("By default from today on. Which projects fit is told by the list of the day.")),
            forms.text("note", _("Note"), failed),
        ),
        _industry,
    ),
    "utility": Act(
        lambda: _("Connection"),
        lambda _n, failed, _who: (
            forms.choice("kind", _("Kind"), _rows(names_of(load().utilities)), failed),
            *forms.of_columns(fields("utility"), failed),
            forms.text("more", _("More or less of it"), failed, hint=_("What is added to the amount there is, or taken away with a minus; the note then says what it rests on.")),
        ),
        _utility, _utility_values,
    ),
    "quota": Act(
        lambda: _("Quota"),
        lambda _n, failed, _who: (
            forms.choice("kind", _("Kind"), _rows(names_of(load().quotas)), failed),
            forms.text("number", _("To reach"), failed, required=True, hint=_("In yuan, people or enterprises; also as 50亿.")),
            forms.text("earliest_on", _("Not before"), failed, kind="date"),
            forms.text("due_on", _("By when"), failed, kind="date", required=True), _source(failed),
        ),
        _quota,
    ),
    "plot": Act(
        lambda: _("Plot"),
        lambda _n, failed, _who: (
            *forms.of_columns(fields("plot"), failed, needed=("number", "area", "use")),
            forms.choice("state", _("State"), _rows(names_of(load().states)), failed),
        ),
        _plot,
    ),
    "grant": Act(
        lambda: _("What there is"),
        lambda _n, failed, _who: (
            forms.choice("kind", _("Kind"), [(code, f"{say(one.name)} ({one.unit})") for code, one in supply_kinds().items()], failed),
            forms.text("number", _("More, or less with a minus"), failed, required=True), _source(failed),
        ),
        _grant,
    ),
    "building": Act(lambda: _("Building"), lambda _n, failed, _who: forms.of_columns(fields("building"), failed, needed=("name",)), _building),
    "space": Act(lambda: _("Space"), _space_fields, _space),
    "tenant": Act(lambda: _("Enterprise in residence"), lambda _n, failed, _who: forms.of_columns(fields("tenant"), failed, needed=("name",)), _tenant),
}  # fmt: skip
PLOT: Final[Mapping[str, Act]] = {
    "edit": Act(lambda: _("Plot"), lambda _n, failed, _who: forms.of_columns(fields("plot"), failed, needed=("number", "area", "use")), _edit_plot, _plot_values),
    "state": Act(
        lambda: _("State"),
        lambda _n, failed, _who: (
            forms.choice("state", _("State"), _rows(names_of(load().states)), failed),
            forms.text("effective_on", _("Since"), failed, kind="date", required=True),
            forms.text("reason", _("Why"), failed),
        ),
        _state, _today,
    ),
    "indicator": Act(
        lambda: _("Indicator"),
        lambda _n, failed, _who: (
            forms.choice("kind", _("Indicator"), [(one.code, say(one.name)) for one in load().indicators], failed),
            forms.choice("agreed", _("What"), [("", _("found")), ("yes", _("agreed"))], failed),
            forms.text("number", _("Number"), failed, required=True, hint=_("Amounts in yuan a mu, shares of 1.")),
            forms.text("effective_on", _("Day"), failed, kind="date", required=True),
            forms.text("note", _("Note"), failed),
        ),
        _indicator, _today,
    ),
}  # fmt: skip
SPACE: Final[Mapping[str, Act]] = {
    "lease": Act(lambda: _("Lease"), _lease_fields, _lease, _today),
    "end-lease": Act(
        lambda: _("End the lease"),
        lambda _n, failed, _who: (forms.text("effective_on", _("Ended on"), failed, kind="date", required=True),),
        _end_lease, _today,
    ),
}  # fmt: skip
TENANT: Final[Mapping[str, Act]] = {
    "edit": Act(lambda: _("Enterprise in residence"), lambda _n, failed, _who: forms.of_columns(fields("tenant"), failed, needed=("name",)), _edit_tenant, _tenant_values),
    "year": Act(
        lambda: _("A year"),
        lambda _n, failed, _who: (
            forms.text("year", _("Year"), failed, required=True),
            *forms.of_columns(year_fields(), failed),
        ),
        _year, _last_year,
        lambda: _("What is left empty stays as it was told before."),
    ),
    "veto": Act(
        lambda: _("Veto"),
        lambda _n, failed, _who: (
            forms.text("year", _("Year"), failed, required=True),
            forms.choice("kind", _("Kind"), _rows(vetoes()), failed), _source(failed),
        ),
        _veto, _last_year,
        lambda: _("It puts the enterprise into the last grade of the year, whatever its score."), "review",
    ),
}  # fmt: skip


def back_to(what: str, number: int, who: Actor, today: date) -> tuple[Link, int | None]:
    """Where a form leads back to, and the park that it is about. Raises ``NoSuchPark``."""
    if what == "park":
        line = queries.park_line(park_id=number, viewer=who)
        return Link(line.name, _park(number)), number
    if what == "plot":
        plot = ground_queries.plot(plot_id=number, viewer=who, today=today).line
        return Link(plot.number, reverse("plot", args=[number])), plot.park_id
    if what == "space":
        space = ground_queries.space(space_id=number, viewer=who, today=today)
        return Link(space.park, _park(space.park_id, "#spaces")), space.park_id
    tenant, _years = queries.tenant(tenant_id=number, viewer=who)
    return Link(tenant.name, reverse("tenant", args=[number])), tenant.park_id
