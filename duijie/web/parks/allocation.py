"""The page of an allocation: what is asked, who goes where, who stays out for lack of what, and what binds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from duijie.accounts.types import Actor
from duijie.allocation.queries import propose
from duijie.allocation.rules import measures
from duijie.allocation.types import Asked, Binding, LeftOut, NothingToPlace, Placed, Proposal, Thing, Wanting
from duijie.capacity.types import Want
from duijie.parks import queries as parks
from duijie.rulebook.columns import WrongFields
from duijie.web.engagement.cells import table
from duijie.web.engagement.forms import project_of
from duijie.web.engagement.pages import Cell, Table
from duijie.web.pages.parts import Choice, Field
from duijie.web.parks.lists import area_text, plain
from duijie.web.saying import say

DAYS = 60
"""For so long is reserved what a proposal gives, where no other day is typed."""


@dataclass(frozen=True, slots=True)
class PlacedRow:
    """A line of the proposal. ``take`` says all that is to be reserved, to be sent back as it is."""

    take: str
    project: Cell
    park: Cell
    points: str
    things: str
    note: str


@dataclass(frozen=True, slots=True)
class AllocationPage:
    """``facts`` are empty until a proposal is asked for; ``problem`` says why there is none."""

    fields: tuple[Field, ...]
    problem: str
    notices: tuple[str, ...]
    facts: tuple[str, ...]
    placed: tuple[PlacedRow, ...]
    until: Field | None
    tables: tuple[Table, ...]


def allocation_page(
    given: Mapping[str, str], *, viewer: Actor, today: date, notices: tuple[str, ...] = ()
) -> AllocationPage:
    """The form, and the proposal once it is asked for; what was typed wrongly says so beside its field."""
    faults: dict[str, str] = {}
    asked = asked_of(given, viewer, faults)
    problem, found = "", None
    if given.get("show") and not faults:
        try:
            found = propose(asked=asked, viewer=viewer, today=today)
        except NothingToPlace as nothing:
            problem = say(nothing.words)
    until = (today + timedelta(days=DAYS)).isoformat()
    return AllocationPage(
        fields=tuple(_fields(given, faults)), problem=problem, notices=notices,
        facts=tuple(_facts(found)) if found else (),
        placed=tuple(map(_row, found.placed)) if found else (),
        until=Field("until", _("Until"), "date", until, required=True) if found and found.placed and viewer.may("add") else None,
        tables=(_left(found), _binding(found)) if found else (),
    )  # fmt: skip


def asked_of(given: Mapping[str, str], viewer: Actor, faults: dict[str, str]) -> Asked:
    """What is asked, out of typed lines; a line that is not understood is told of in ``faults``."""
    weights = {}
    for code, kind in measures().items():
        typed = given.get(f"weight-{code}", "").strip() or str(kind.weight)
        try:
            weights[code] = Decimal(typed)
        except InvalidOperation:
            weights[code] = Decimal(-1)
        if not 0 <= weights[code] <= 1000:
            faults[f"weight-{code}"] = _("Write a number from 0 to 1000.")
    projects = [
        one for line in _lines(given, "projects") if (one := _project(line, viewer, faults, "projects"))
    ]
    places = _parks(_lines(given, "parks"), faults, "parks")
    barred = set()
    for line in _lines(given, "barred"):
        name, mark, park = line.rpartition("@")
        project = _project(name.strip(), viewer, faults, "barred") if mark else None
        found = _parks([park.strip()], faults, "barred") if mark else []
        if project and found:
            barred.add((project, found[0]))
        elif not mark:
            faults["barred"] = _("Write a project, @ and a park on each line.")
    return Asked(
        tuple(projects) or None, tuple(places) or None, weights, frozenset(barred), given.get("told") != "all"
    )


def take_of(one: Placed) -> str:
    """A line's project and all that is to be reserved for it, as a text."""
    wants = (
        f"{want.what}:{want.number}" + (f"={want.amount}" if want.amount is not None else "")
        for want in one.wants
    )
    return " ".join([str(one.project.id), *wants])


def taken_from(text: str) -> tuple[int, tuple[Want, ...]]:
    """The same read back. Raises :class:`ValueError` where it is none."""
    number, *rest = text.split()
    wants = []
    for part in rest:
        thing, _mark, amount = part.partition("=")
        what, _colon, of = thing.partition(":")
        if what not in ("plot", "space", "supply"):
            raise ValueError(text)
        try:
            wants.append(Want(what, int(of), Decimal(amount) if amount else None))
        except InvalidOperation as wrong:
            raise ValueError(text) from wrong
    return int(number), tuple(wants)


def _lines(given: Mapping[str, str], name: str) -> list[str]:
    return [line.strip() for line in given.get(name, "").splitlines() if line.strip()]


def _project(text: str, viewer: Actor, faults: dict[str, str], field: str) -> int | None:
    try:
        return project_of({"project": text}, viewer)
    except WrongFields as wrong:
        faults[field] = f"{text}: {say(wrong.faults['project'])}"
        return None


def _parks(names: list[str], faults: dict[str, str], field: str) -> list[int]:
    found = parks.parks_named(names)
    unknown = [name for name in names if name not in found]
    if unknown:
        faults[field] = _("No park is called %(name)s.") % {"name": unknown[0]}
    return [found[name] for name in names if name in found]


def _fields(given: Mapping[str, str], faults: Mapping[str, str]) -> Iterable[Field]:
    def field(name: str, label: str, kind: str, hint: str, value: str = "") -> Field:
        label = label[:1].upper() + label[1:]
        return Field(name, label, kind, given.get(name, value), hint=hint, error=faults.get(name, ""))

    yield field(
        "projects",
        _("Projects"),
        "lines",
        _("One a line by number, code or name; empty for all that have no ground yet."),
    )
    yield field("parks", _("Parks"), "lines", _("One a line by name; empty for all."))
    yield field("barred", _("Not together"), "lines", _("A project, @ and a park on each line."))
    for code, one in measures().items():
        each = f"{plain(Decimal(one.per))} {_('yuan') if one.unit == 'CNY' else _('people')}"
        hint = _("points for each %(amount)s") % {"amount": each}
        yield field(f"weight-{code}", say(one.name), "text", hint, str(one.weight))
    strict = given.get("told") == "all"
    yield Field(
        "told", _("Needs that are not told"), "choice",
        choices=(Choice("", _("propose, and say so"), not strict), Choice("all", _("do not propose"), strict)),
    )  # fmt: skip


def _facts(found: Proposal) -> Iterable[str]:
    yield ngettext("%(count)s project placed", "%(count)s projects placed", len(found.placed)) % {
        "count": f"{len(found.placed):,}"
    }
    yield ngettext("%(count)s left out", "%(count)s left out", len(found.left)) % {
        "count": f"{len(found.left):,}"
    }
    yield _("%(points)s points") % {"points": f"{found.points:,}"}
    if found.proven:
        yield _("proven: no allocation is worth more")
    else:
        yield _("no allocation is worth more than %(bound)s; at most %(gap)s better") % {
            "bound": f"{found.bound:,}", "gap": f"{found.gap:.2%}",
        }  # fmt: skip
    if found.stopped:
        yield _("the clock ended the search; another run may find another")


def _row(one: Placed) -> PlacedRow:
    notes = [say(name) for name in one.liked]
    if one.open_needs:
        notes.append(_("to be asked: %(needs)s") % {"needs": ", ".join(map(say, one.open_needs))})
    return PlacedRow(
        take_of(one) if one.wants else "", Cell(one.project.name, reverse("project", args=[one.project.id])),
        Cell(one.park.name, reverse("park", args=[one.park.id])), f"{one.points:,}",
        "; ".join(map(_thing, one.things)), "; ".join(notes),
    )  # fmt: skip


def _thing(one: Thing) -> str:
    if one.unit == "m2":
        return f"{say(one.name)} {one.holder} {area_text(one.amount)}"
    return f"{say(one.name)} {plain(one.amount, one.unit)}"


def _lack(one: Wanting) -> str:
    holder = one.holder or _("the region")
    size = {name: area_text(number) or "0" if one.unit == "m2" else plain(number, one.unit) or "0" for name, number in (("wanted", one.wanted), ("free", one.free), ("short", one.short))}  # fmt: skip
    if one.unit == "m2":
        return _("%(holder)s: one more of %(wanted)s (%(thing)s)") % {
            "holder": holder, "thing": say(one.name), "wanted": size["wanted"],
        }  # fmt: skip
    return _("%(holder)s: %(short)s more of %(thing)s (%(wanted)s wanted, %(free)s left)") % {
        "holder": holder, "thing": say(one.name), **size,
    }  # fmt: skip


def _left(found: Proposal) -> Table:
    def row(one: LeftOut) -> tuple[Cell, ...]:
        why = "; ".join(f"{say(name)} ({count})" for name, count in one.why)
        return (
            Cell(one.project.name, reverse("project", args=[one.project.id])), Cell(f"{one.points:,}"),
            Cell(one.nearest.name, reverse("park", args=[one.nearest.id])) if one.nearest else Cell(_("no park may take it")),
            Cell("; ".join(map(_lack, one.lacks)) or ("" if one.nearest else _("rules it out"))), Cell(why),
        )  # fmt: skip

    heads = [
        _("Project"),
        _("Points"),
        _("Nearest park"),
        _("Enough for it to fit as well"),
        _("Parks ruled out"),
    ]
    return table(
        "left", _("Left out"), heads, map(row, found.left), numbers=[1], empty=_("All find a place"),
        about=_("Those first that take least to fit, one more beside all that are placed."),
    )  # fmt: skip


def _binding(found: Proposal) -> Table:
    def row(one: Binding) -> tuple[Cell, ...]:
        names = one.keeps_out[:3]
        more = len(one.keeps_out) - len(names)
        return (
            Cell(say(one.thing.name), note=one.thing.holder or _("the region")),
            Cell(plain(one.thing.amount, one.thing.unit) or "0"), Cell(plain(one.taken, one.thing.unit) or "0"),
            Cell(f"{len(one.keeps_out):,}", note=", ".join(names) + (f" +{more}" if more else "")),
            Cell(f"{one.price:.3g}" if one.price else ""),
        )  # fmt: skip

    heads = [_("What binds"), _("Free before"), _("Given out"), _("Keeps out"), _("Points for one more")]
    return table(
        "binding", _("What binds"), heads, map(row, found.binding), numbers=[1, 2, 4], empty=_("Nothing binds"),
        about=_("Points for one more: what a unit more would be worth, were projects divisible."),
    )  # fmt: skip
