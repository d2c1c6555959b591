"""Forms about an organisation: their fields, what was typed into them, and why it was refused."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from duijie.accounts.types import Actor
from duijie.directory.queries import organisations_of, profile
from duijie.directory.rules import (
    ATTRIBUTES,
    CODED,
    FIELDS,
    HONOURS,
    KINDS,
    LEVELS,
    NAME_KINDS,
    TIES,
)
from duijie.directory.types import NameTaken, NoSuchAttribute, Profile, WrongDetails
from duijie.documents.queries import listing
from duijie.kernel.words import Words
from duijie.web.compose.codes import choices
from duijie.web.pages.organisations import FormPage
from duijie.web.pages.parts import Choice, Field, Link, Meanwhile
from duijie.web.saying import say

LABELS: Final[Mapping[str, str | Promise]] = {
    "name": gettext_lazy("Name"),
    "kind": gettext_lazy("Kind"),
    "since": gettext_lazy("From"),
    "until": gettext_lazy("Until"),
    "code": gettext_lazy("Honour"),
    "title": gettext_lazy("Exact title"),
    "level": gettext_lazy("Level"),
    "awarded_on": gettext_lazy("Awarded on"),
    "expires_on": gettext_lazy("Good until"),
    "person": gettext_lazy("Person"),
    "post": gettext_lazy("Post"),
    "phone": gettext_lazy("Telephone"),
    "email": gettext_lazy("E-mail"),
    "consent": gettext_lazy("Agreed to be kept"),
    "consent_on": gettext_lazy("Agreed on"),
    "home_town": gettext_lazy("Home town"),
    "to": gettext_lazy("Other organisation"),
    "reason": gettext_lazy("Reason"),
}
HEADINGS: Final[Mapping[str, str | Promise]] = {
    "describe": gettext_lazy("Details"),
    "name": gettext_lazy("Name"),
    "honour": gettext_lazy("Honour"),
    "contact": gettext_lazy("Contact"),
    "tie": gettext_lazy("Parent, group, membership or supply"),
}
_TABLES: Final[Mapping[tuple[str, str], Mapping[str, Words]]] = {
    ("honour", "code"): HONOURS,
    ("honour", "level"): LEVELS,
    ("tie", "kind"): TIES,
    ("name", "kind"): NAME_KINDS,
}
_DATES: Final = frozenset({"since", "until", "awarded_on", "expires_on", "consent_on"})
_NEEDED: Final = frozenset(
    {("honour", "code"), ("contact", "person"), ("tie", "to"), ("tie", "kind"), ("name", "name")}
)
DOCUMENTS = 100
"""Documents to choose a source from: those received last."""


@dataclass(frozen=True, slots=True)
class Refused:
    """What came back from an operation: faults by field, a problem of the whole, and what others changed."""

    typed: Mapping[str, str] = field(default_factory=dict)
    faults: Mapping[str, str] = field(default_factory=dict)
    problem: str = ""
    meanwhile: Meanwhile | None = None


def refused(error: Exception, typed: Mapping[str, str]) -> Refused:
    """The form to show again, for an error that its reader can mend; any other is raised again."""
    match error:
        case WrongDetails(faults=faults):
            return Refused(typed, {name: say(why) for name, why in faults.items()})
        case NameTaken(name=name):
            problem = _("“%(name)s” is known already. Open that organisation, or say that the two are one.")
            return Refused(typed, {"name": problem % {"name": name}})
    raise error


def adding_form(failed: Refused) -> FormPage:
    """The form for an organisation that is not known yet."""
    return FormPage(
        heading=_("Add an organisation"),
        about=_("Look first whether it is there under another name; likely pairs are proposed afterwards."),
        back=Link(_("Organisations"), reverse("organisations")),
        fields=(
            Field("name", _("Name"), "text", failed.typed.get("name", ""), required=True, error=failed.faults.get("name", "")),
            *_detail_fields(failed, None),
            *_source_fields(failed.typed),
        ),
        version="",
        save_label=_("Add"),
        problem=failed.problem,
    )  # fmt: skip


def details_form(organisation_id: int, *, viewer: Actor, failed: Refused) -> FormPage:
    """The form for details; raises :class:`duijie.directory.types.NoSuchOrganisation`."""
    one = profile(organisation_id=organisation_id, viewer=viewer)
    fields = (*_detail_fields(failed, one), *_source_fields(failed.typed, viewer))
    return _form("describe", one, fields, failed)


def name_form(organisation_id: int, name_id: int | None, *, viewer: Actor, failed: Refused) -> FormPage:
    """The form for a further name, or for the sort and the days of one that is there."""
    one = profile(organisation_id=organisation_id, viewer=viewer)
    now = next((name for name in one.names if name.id == name_id), None)
    if name_id is not None and now is None:
        raise NoSuchAttribute("name", name_id)
    given = failed.typed or ({} if now is None else {"kind": now.kind, **_days(now)})
    fields = [_field("name", name, given, failed) for name in ("kind", "since", "until")]
    if now is None:
        fields = [_field("name", "name", given, failed), *fields, _field("name", "reason", given, failed)]
    return _form("name", one, tuple(fields), failed, about=now.text if now else "")


def attribute_form(
    organisation_id: int, kind: str, number: int | None, *, viewer: Actor, failed: Refused
) -> FormPage:
    """The form for an honour, a contact or a tie, new or there already."""
    one = profile(organisation_id=organisation_id, viewer=viewer)
    rows: Mapping[str, Iterable[Any]] = {
        "honour": one.honours, "contact": one.contacts or (), "tie": one.belongs_to
    }  # fmt: skip
    now = next((row for row in rows[kind] if row.id == number), None)
    if number is not None and now is None:
        raise NoSuchAttribute(kind, number)
    given = failed.typed or ({} if now is None else _typed_again(kind, now))
    fields = tuple(_field(kind, name, given, failed) for name in ATTRIBUTES[kind])
    if kind != "contact":
        fields = (*fields, *_source_fields(given, viewer))
    return _form(kind, one, fields, failed, removable=now is not None)


def typed_attribute(kind: str, typed: Mapping[str, str]) -> dict[str, Any]:
    """Values for the operation. Raises :class:`WrongDetails` for what is no day and no known name."""
    values: dict[str, Any] = {}
    faults: dict[str, Words] = {}
    for name in ATTRIBUTES[kind]:
        text = typed.get(name, "").strip()
        values[name] = text
        if name in _DATES:
            values[name] = typed_day(name, text, faults)
        elif name == "consent":
            values[name] = text == "yes"
        elif name == "to" and text:
            values[name] = organisations_of(names=[text]).get(text)
            if values[name] is None:
                faults[name] = Words(
                    "名录里没有这个名称，请先添加",
                    "the directory has no such name; add the organisation first",
                )
    if faults:
        raise WrongDetails(faults)
    return values


def typed_day(name: str, text: str, faults: dict[str, Words]) -> date | None:
    """The day typed; a fault where it is none."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        faults[name] = Words("日期要写成 2015-09-24", "write the day as 2015-09-24")
        return None


def _form(
    kind: str,
    one: Profile,
    fields: tuple[Field, ...],
    failed: Refused,
    *,
    about: str = "",
    removable: bool = False,
) -> FormPage:
    return FormPage(
        heading=str(HEADINGS[kind]),
        about=about,
        back=Link(one.title, reverse("organisation", args=[one.id])),
        fields=fields,
        version="",
        save_label=_("Save"),
        remove_label=_("Take away") if removable else "",
        problem=failed.problem,
        meanwhile=failed.meanwhile,
    )


def _detail_fields(failed: Refused, one: Profile | None) -> Iterable[Field]:
    hints = {
        "credit_code": _("18 characters; the check digits are verified."),
        "division": _("Its name or six digits of GB/T 2260, such as 131127."),
        "industry": _("GB/T 4754, such as C2913."),
        "listed_code": _("Such as 600000.SH."),
    }
    for name, label in FIELDS.items():
        now = one.value(name) if one else None
        value = failed.typed.get(name, "" if now is None or now.by_name else now.value)
        table = CODED.get(name)
        yield Field(
            name,
            say(label),
            "choice" if table else "text",
            value,
            choices(table, value, empty=_by_name(now) if now and now.by_name else "") if table else (),
            hint=hints.get(name, ""),
            error=failed.faults.get(name, ""),
        )


def _by_name(now: Any) -> str:
    return _("by the name: %(kind)s") % {"kind": say(KINDS[now.value])}


def _source_fields(given: Mapping[str, str], viewer: Actor | None = None) -> Iterable[Field]:
    if viewer is not None:
        chosen = given.get("document", "")
        documents = listing(viewer=viewer, limit=DOCUMENTS)
        rows = [Choice(str(one.id), one.title or one.name, str(one.id) == chosen) for one in documents]
        yield Field(
            "document", _("Taken from document"), "choice", chosen, (Choice("", _("none"), not chosen), *rows)
        )
    yield Field(
        "source", _("Or another source"), "text", given.get("source", ""),
        hint=_("Such as a register, a licence, a telephone call."),
    )  # fmt: skip


def _field(kind: str, name: str, given: Mapping[str, str], failed: Refused) -> Field:
    value = given.get(name, "")
    table = _TABLES.get((kind, name))
    error = failed.faults.get(name, "")
    needed = (kind, name) in _NEEDED
    label = str(LABELS[name])
    if name == "consent":
        yes_no = (Choice("", _("no"), value != "yes"), Choice("yes", _("yes"), value == "yes"))
        return Field(name, label, "choice", value, yes_no, error=error)
    if table is not None:
        listed = choices(table, value)[1 if needed or kind == "name" else 0 :]
        return Field(name, label, "choice", value, listed, required=needed, error=error)
    hint = _("Its name as the directory has it.") if name == "to" else ""
    if name == "home_town":
        hint = _("Only of somebody who agreed. Its name or six digits, such as 131127.")
    shape = "date" if name in _DATES else "text"
    return Field(name, label, shape, value, required=needed, error=error, hint=hint)


def _typed_again(kind: str, row: Any) -> dict[str, str]:
    given = {}
    for name in ATTRIBUTES[kind]:
        value = row.other if name == "to" else getattr(row, name)
        if name == "consent":
            value = "yes" if value else ""
        given[name] = value.isoformat() if isinstance(value, date) else str(value or "")
    if kind != "contact":
        given |= {"document": str(row.source.document_id or ""), "source": row.source.words}
    return given


def _days(now: Any) -> dict[str, str]:
    return {name: value.isoformat() for name in ("since", "until") if (value := getattr(now, name))}
