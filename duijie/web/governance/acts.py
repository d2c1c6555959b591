"""Acts on bodies, policies and chains: each has its fields and its one operation; what is wrong stays on the form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _

from duijie.accounts.queries import units
from duijie.accounts.types import Actor
from duijie.documents.queries import listing
from duijie.governance import operations, queries
from duijie.governance.rules import fields, load
from duijie.web.engagement import forms
from duijie.web.engagement.forms import Given, Refused
from duijie.web.pages.parts import Field
from duijie.web.parks.acts import Act, typed_as, values_of
from duijie.web.saying import say

LONG: Final = frozenset({"text", "about"})
DOCUMENTS: Final = 100


def columns(of: str, failed: Refused, *, needed: Iterable[str] = ()) -> Iterable[Field]:
    """The fields of a table of columns; long ones take several lines."""
    for one in forms.of_columns(fields(of), failed, needed=needed):
        yield replace(one, kind="lines") if one.name in LONG else one


def document_field(failed: Refused, who: Actor, *, label: str = "", hint: str = "") -> Field:
    """One of the documents received last."""
    rows = [(str(one.id), one.title or one.name) for one in listing(viewer=who, limit=DOCUMENTS)]
    return forms.choice("document", label or _("Document"), rows, failed, empty=_("none"), hint=hint)


def unit_choice(failed: Refused, *, name: str = "unit", label: str = "", empty: str = "") -> Field:
    """Any unit."""
    rows = [(str(one.id), one.name) for one in units().values()]
    return forms.choice(name, label or _("Unit"), rows, failed, empty=empty or _("none"))


def owner_choice(what: str, label: str, failed: Refused, who: Actor) -> Field:
    """A body or a chain."""
    rows = [(str(number), name) for number, name in queries.names(viewer=who)[what]]
    return forms.choice(what, label, rows, failed, empty=_("none"))


def role_field(of: str, failed: Refused) -> Field:
    """The seats of a body or of a chain."""
    rows = [(code, say(row.name)) for code, row in load().seats.items() if row.of == of]
    return forms.choice("role", _("Seat"), rows, failed)


def save_seat(of: str, number: int, given: Given, who: Actor, at: datetime) -> str:
    """Give a seat; where to go then."""
    operations.seat(
        of=of, number=number, role=given.get("role", ""), values=values_of(given, fields("seat")),
        unit_id=forms.number_of(given, "unit"), by=who, at=at,
    )  # fmt: skip
    return reverse("body" if of == "body" else "governed-chain", args=[number]) + "#seats"


def seat_fields(of: str, failed: Refused) -> Iterable[Field]:
    """Seat, who, unit, days."""
    yield role_field(of, failed)
    yield from columns("seat", failed)
    yield unit_choice(failed)


def add_body(above: int | None, given: Given, who: Actor, at: datetime) -> str:
    """Set up a body, below another or by itself."""
    made = operations.save_body(
        values=values_of(given, fields("body")), above_id=above, unit_id=forms.number_of(given, "unit"),
        document_id=forms.number_of(given, "document"), by=who, at=at,
    )  # fmt: skip
    return reverse("body", args=[made])


def body_fields(failed: Refused, who: Actor) -> Iterable[Field]:
    """The fields of a new body."""
    yield from columns("body", failed, needed=("name", "kind"))
    yield forms.unit_field(failed, who)
    yield document_field(failed, who, label=_("Set up by document"))


def add_policy(given: Given, who: Actor, at: datetime) -> str:
    """Record a policy."""
    made = operations.save_policy(
        values=values_of(given, fields("policy")), unit_id=forms.number_of(given, "unit"),
        body_id=forms.number_of(given, "body"), document_id=forms.number_of(given, "document"), by=who, at=at,
    )  # fmt: skip
    return reverse("policy", args=[made])


def policy_fields(failed: Refused, who: Actor) -> Iterable[Field]:
    """The fields of a new policy."""
    yield from columns("policy", failed, needed=("title",))
    yield document_field(failed, who, hint=_("Its words are read there where none are typed in."))
    yield owner_choice("body", _("Leading group"), failed, who)
    yield forms.unit_field(failed, who)


def add_chain(given: Given, who: Actor, at: datetime) -> str:
    """Record a chain."""
    made = operations.save_chain(
        values=values_of(given, fields("chain")), unit_id=forms.number_of(given, "unit"),
        body_id=forms.number_of(given, "body"), by=who, at=at,
    )  # fmt: skip
    return reverse("governed-chain", args=[made])


def chain_fields(failed: Refused, who: Actor) -> Iterable[Field]:
    """The fields of a new chain."""
    yield from columns("chain", failed, needed=("name",))
    yield forms.unit_field(failed, who)
    yield owner_choice("body", _("Driven by"), failed, who)


def _edit_body(number: int, given: Given, who: Actor, at: datetime) -> str:
    operations.save_body(values=values_of(given, fields("body")), body_id=number, by=who, at=at)
    return reverse("body", args=[number])


def _body_values(number: int, _given: Given, who: Actor, today: date) -> dict[str, str]:
    info = queries.body(body_id=number, viewer=who, today=today)
    kept = {one.code: getattr(info.line, one.code, getattr(info, one.code, None)) for one in fields("body")}
    return typed_as(kept, fields("body"))


def _edit_policy(number: int, given: Given, who: Actor, at: datetime) -> str:
    operations.save_policy(values=values_of(given, fields("policy")), policy_id=number, by=who, at=at)
    return reverse("policy", args=[number])


def _policy_values(number: int, _given: Given, who: Actor, today: date) -> dict[str, str]:
    info = queries.policy(policy_id=number, viewer=who, today=today)
    kept = {one.code: getattr(info.line, one.code, None) for one in fields("policy")}
    kept["text"] = "" if info.line.document_id else info.text
    return typed_as(kept, fields("policy"))


def _edit_chain(number: int, given: Given, who: Actor, at: datetime) -> str:
    operations.save_chain(values=values_of(given, fields("chain")), chain_id=number, by=who, at=at)
    return reverse("governed-chain", args=[number])


def _chain_values(number: int, _given: Given, who: Actor, today: date) -> dict[str, str]:
    info = queries.chain(chain_id=number, viewer=who, today=today)
    return typed_as({one.code: getattr(info, one.code, None) for one in fields("chain")}, fields("chain"))


def _resolve(number: int, given: Given, who: Actor, at: datetime) -> str:
    operations.resolve(
        body_id=number, values=values_of(given, fields("resolution")), document_id=forms.number_of(given, "document"),
        by=who, at=at,
    )  # fmt: skip
    return reverse("body", args=[number]) + "#resolutions"


def _resolve_fields(_number: int, failed: Refused, who: Actor) -> Iterable[Field]:
    yield from columns("resolution", failed, needed=("meeting", "held_on", "text"))
    yield document_field(failed, who, label=_("Minutes"))


def _anchor(number: int, given: Given, who: Actor, at: datetime) -> str:
    operations.add_anchor(chain_id=number, values=values_of(given, fields("anchor")), by=who, at=at)
    return reverse("governed-chain", args=[number]) + "#anchors"


def _since_today(_number: int, _given: Given, _who: Actor, today: date) -> dict[str, str]:
    return {"since": today.isoformat(), "held_on": today.isoformat()}


BODY: Final[Mapping[str, Act]] = {
    "edit": Act(lambda: _("Change"), lambda _n, failed, _w: columns("body", failed, needed=("name", "kind")), _edit_body, _body_values),
    "below": Act(lambda: _("Add one below"), lambda _n, failed, who: body_fields(failed, who), add_body),
    "seat": Act(
        lambda: _("Give a seat"), lambda _n, failed, _w: seat_fields("body", failed),
        lambda number, given, who, at: save_seat("body", number, given, who, at), _since_today,
        lambda: _("Who held a seat that only one holds leaves it the day before."),
    ),
    "resolve": Act(lambda: _("Record a resolution"), _resolve_fields, _resolve, _since_today),
}  # fmt: skip
POLICY: Final[Mapping[str, Act]] = {
    "edit": Act(
        lambda: _("Change"), lambda _n, failed, _w: columns("policy", failed, needed=("title",)), _edit_policy,
        _policy_values, lambda: _("Words of which a task was made stay as they are."),
    ),
}  # fmt: skip
CHAIN: Final[Mapping[str, Act]] = {
    "edit": Act(lambda: _("Change"), lambda _n, failed, _w: columns("chain", failed, needed=("name",)), _edit_chain, _chain_values),
    "seat": Act(
        lambda: _("Name a chief"), lambda _n, failed, _w: seat_fields("chain", failed),
        lambda number, given, who, at: save_seat("chain", number, given, who, at), _since_today,
        lambda: _("Who held a seat that only one holds leaves it the day before."),
    ),
    "anchor": Act(lambda: _("Name an anchor"), lambda _n, failed, _w: columns("anchor", failed, needed=("name",)), _anchor, _since_today),
}  # fmt: skip
