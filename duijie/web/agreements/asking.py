"""Forms of acts: the values typed, as operations want them, and how a refusal is said."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from django.utils.translation import gettext as _

from duijie.accounts.types import Actor, NoSuchUnit
from duijie.agreements.types import (
    CannotSign,
    NotYourAgreement,
    SecondPersonWanted,
    WrongAgreement,
)
from duijie.documents.queries import listing
from duijie.documents.types import NoSuchDocument
from duijie.followup.types import WrongTurn
from duijie.funds.types import WrongMoney
from duijie.kernel.typed import typed_amount
from duijie.pipeline.types import NoSuchEvidence, NoSuchProject, NotYours
from duijie.web.compose.meanwhile import opened
from duijie.web.pages.organisations import FormPage
from duijie.web.pages.parts import Choice, Field, Link, Meanwhile

REFUSALS: Final = (
    CannotSign, NoSuchDocument, NoSuchEvidence, NoSuchProject, NoSuchUnit, NotYourAgreement, NotYours,
    SecondPersonWanted, WrongAgreement, WrongMoney, WrongTurn,
)  # fmt: skip
DOCUMENTS: Final = 100


class Mistyped(ValueError):
    """Fields that cannot be read as they stand, with what to do."""

    def __init__(self, faults: Mapping[str, str]) -> None:
        super().__init__("; ".join(faults.values()))
        self.faults = dict(faults)


@dataclass(frozen=True, slots=True)
class Act:
    """An act with a form: its heading, its fields, what is done with what was typed, and who may."""

    heading: Callable[[], str]
    fields: Callable[[Any, Typed, Actor], Iterable[Field]]
    run: Callable[[Any, Typed, Actor, datetime], None]
    save: Callable[[], str] = lambda: _("Save")
    about: Callable[[Any], str] = lambda _subject: ""
    right: str = "add"
    hold: Callable[[Any, Actor], object] | None = None
    """Keeps others from changing what the form edits until it is saved."""


@dataclass(slots=True)
class Typed:
    """What was typed into a form. Reading a value that is wrong notes why; :meth:`check` then refuses all at once."""

    given: Mapping[str, str]
    today: date
    faults: dict[str, str] = field(default_factory=dict)

    def text(self, name: str, *, needed: bool = False) -> str:
        """Text without blanks around."""
        value = self.given.get(name, "").strip()
        if needed and not value:
            self.faults[name] = _("This is needed.")
        return value

    def day(self, name: str, *, needed: bool = False) -> date | None:
        """A day, or ``None``."""
        value = self.text(name, needed=needed)
        try:
            return date.fromisoformat(value) if value else None
        except ValueError:
            self.faults[name] = _("Write the day as 2015-09-24.")
            return None

    def on(self, name: str) -> date:
        """A day that is needed; today where none is given, and the fault is noted."""
        return self.day(name, needed=True) or self.today

    def number(self, name: str) -> Decimal | None:
        """A number that is not negative, also as ``1.2亿`` or ``500万``."""
        value = self.text(name)
        found = typed_amount(value)
        if not value:
            return None
        if found is None or found < 0:
            self.faults[name] = _("Write a number, such as 12000000 or 12m.")
            return None
        return found

    def id(self, name: str, *, needed: bool = False) -> int | None:
        """The number of a row that was chosen."""
        value = self.text(name, needed=needed)
        if value and not value.isdigit():
            self.faults[name] = _("Choose one of the list.")
            return None
        return int(value) if value else None

    def check(self) -> None:
        """Raise :class:`Mistyped` where anything that was read is wrong."""
        if self.faults:
            raise Mistyped(self.faults)


def held(act: Act, subject: Any, viewer: Actor, today: date) -> tuple[Field, ...]:
    """The fields of an act with what the record holds."""
    return tuple(act.fields(subject, Typed({}, today), viewer))


def form(
    act: Act,
    subject: Any,
    typed: Typed,
    *,
    viewer: Actor,
    back: Link,
    problem: str = "",
    meanwhile: Meanwhile | None = None,
) -> FormPage:
    """The form of an act, with what was typed and why it was refused."""
    faults = typed.faults
    fields = tuple(
        Field(
            one.name, one.label, one.kind, one.value, one.choices, one.required, one.hint,
            faults.get(one.name, ""),
        )
        for one in act.fields(subject, typed, viewer)
    )  # fmt: skip
    return FormPage(
        heading=act.heading(), about=act.about(subject), back=back, fields=fields,
        version=opened(held(act, subject, viewer, typed.today)) if act.hold else "",
        save_label=act.save(), problem=problem, meanwhile=meanwhile,
    )  # fmt: skip


def asked(
    typed: Typed,
    name: str,
    label: str,
    kind: str = "text",
    *,
    value: str = "",
    needed: bool = False,
    hint: str = "",
) -> Field:
    """A field that shows again what was typed."""
    return Field(name, label, kind, typed.given.get(name, value), required=needed, hint=hint)


def chosen(
    typed: Typed,
    name: str,
    label: str,
    table: Mapping[str, str],
    *,
    value: str = "",
    empty: str | None = None,
    needed: bool = False,
    hint: str = "",
) -> Field:
    """A choice out of a table of code and label, before them ``empty`` where it is given."""
    now = typed.given.get(name, value)
    listed = [Choice(code, words, code == now) for code, words in table.items()]
    if empty is not None:
        listed.insert(0, Choice("", empty, not now))
    return Field(name, label, "choice", now, tuple(listed), required=needed, hint=hint)


def documents(typed: Typed, viewer: Actor, *, label: str) -> Field:
    """One of the documents received last."""
    table = {str(one.id): one.title or one.name for one in listing(viewer=viewer, limit=DOCUMENTS)}
    return chosen(typed, "document", label, table, empty=_("none"))
