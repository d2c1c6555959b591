"""The only writer of names and of what is known of organisations.

This module is long because it is the one writer of eight tables that must change together: each operation checks who acts,
that nobody changed the group meanwhile, writes, and has the group listed anew. Which names are one is decided
in :mod:`duijie.judgements.operations`, which hands the groups to :func:`regroup`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from duijie.accounts.operations import log
from duijie.accounts.types import Actor
from duijie.directory.models import (
    Attribute,
    Contact,
    Detail,
    Honour,
    Listing,
    Mention,
    Name,
    Organisation,
    Tie,
)
from duijie.directory.queries import changes_since, holder_of_code
from duijie.directory.rules import (
    ATTRIBUTES,
    BELONGS,
    FIELDS,
    NAME_KINDS,
    Called,
    cleaned,
    faults_of,
    form_by_name,
    kind_by_name,
    title_of,
)
from duijie.directory.types import (
    NOWHERE,
    ChangedMeanwhile,
    NameTaken,
    NoSuchAttribute,
    NoSuchOrganisation,
    Source,
    WrongDetails,
)
from duijie.kernel.words import Words
from duijie.naming.plain import plain
from duijie.naming.spelling import search_keys, spelled

_MODELS: Mapping[str, type[Attribute]] = {"honour": Honour, "contact": Contact, "tie": Tie}


@dataclass(frozen=True, slots=True)
class _Group:
    head: int
    homes: tuple[int, ...]

    @property
    def subject(self) -> str:
        return f"organisation:{self.head}"


@transaction.atomic
def enter_names(*, names: Iterable[str], by: Actor, at: datetime, statement_id: str = "") -> list[int]:
    """Keep names that were not known, each with a home of its own; the numbers of those that were new.

    Names that differ only in width, script or spaces are one name. ``statement_id``: the statement that says
    them, noted for known names as well.
    """
    by.must("add")
    fresh = {plain(name)[:200]: name for name in names if name.strip()}
    fresh.pop("", None)
    known = dict(Name.objects.filter(plain__in=fresh).values_list("plain", "pk"))
    new = [key for key in fresh if key not in known]
    homes = Organisation.objects.bulk_create([Organisation(first_seen=at) for _ in new])
    rows = Name.objects.bulk_create(
        [
            Name(text=fresh[key][:200], plain=key, home=home, organisation=home)
            for key, home in zip(new, homes, strict=True)
        ]
    )
    if statement_id:
        Mention.objects.bulk_create(
            [
                Mention(name_id=number, statement_id=statement_id)
                for number in (*known.values(), *(row.pk for row in rows))
            ],
            ignore_conflicts=True,
        )
    if rows:
        version = log(
            by=by, at=at, operation="note_names", subject="directory", added=[row.text for row in rows]
        )
        _changed({home.pk for home in homes}, version)
    return [row.pk for row in rows]


def enter_organisation(*, name: str, by: Actor, at: datetime) -> int:
    """A new organisation under a name that is not known yet; the name's number.

    Raises :class:`NameTaken`, and :class:`WrongDetails` for an empty name.
    """
    known = Name.objects.filter(plain=plain(name)[:200]).first()
    if known is not None:
        raise NameTaken(known.text, known.organisation_id)
    added = enter_names(names=[name], by=by, at=at)
    if not added:
        raise WrongDetails({"name": Words("请写名称", "write the name")})
    return added[0]


@transaction.atomic
def describe(
    *,
    organisation_id: int,
    values: Mapping[str, str],
    by: Actor,
    at: datetime,
    expected: int | None = None,
    source: Source = NOWHERE,
) -> None:
    """Set details, empty text to take one away. What is as it was stays as it is, with its source.

    A value goes to the home that holds the field now, else to the oldest. Raises :class:`WrongDetails` with
    every fault, :class:`ChangedMeanwhile` where ``expected`` is no longer the group's version, and
    :class:`NoSuchOrganisation`.
    """
    by.must("add")
    group = _group(organisation_id, expected)
    now: dict[str, list[Detail]] = {}
    for row in Detail.objects.filter(home_id__in=group.homes, removed_at=None).order_by("created_at", "pk"):
        now.setdefault(row.field, []).append(row)
    clean = _clean_details(values, group)
    old: dict[str, str] = {}
    new: dict[str, str] = {}
    for field, value in clean.items():
        held = now.get(field, [])
        if value == (held[-1].value if held else ""):
            continue
        old[field], new[field] = (held[-1].value if held else ""), value
        gone = [row.pk for row in (held[-1:] if value else held)]
        Detail.objects.filter(pk__in=gone).update(removed_at=at)
        if value:
            Detail.objects.create(
                home_id=held[-1].home_id if held else group.head,
                field=field,
                value=value,
                raw=values[field].strip()[:300],
                **_provenance(source, by, at),
            )
    if new:
        _logged(group, "describe", by, at, old=old, new=new)


@transaction.atomic
def date_name(
    *,
    name_id: int,
    kind: str,
    since: date | None,
    until: date | None,
    by: Actor,
    at: datetime,
    expected: int | None = None,
) -> None:
    """Say what sort of name it is and when it was borne. Raises as :func:`describe`, and NoSuchAttribute."""
    by.must("add")
    name = Name.objects.filter(pk=name_id).first()
    if name is None:
        raise NoSuchAttribute("name", name_id)
    group = _group(name.organisation_id, expected)
    faults = faults_of("tie", {"to": 1, "since": since, "until": until})
    if kind not in NAME_KINDS:
        faults["kind"] = Words("不在选项之内", "not one of the choices")
    if faults:
        raise WrongDetails(faults)
    given = {"kind": kind, "since": since, "until": until}
    old = {field: getattr(name, field) for field in given}
    if old == given:
        return
    Name.objects.filter(pk=name_id).update(**given)
    _logged(group, "date_name", by, at, name=name.text, old=_plainly(old), new=_plainly(given))


@transaction.atomic
def must_be_at(*, organisation_id: int, expected: int | None) -> None:
    """Raise :class:`ChangedMeanwhile` unless the group is as it was at version ``expected``; ``None`` asks nothing."""
    _group(organisation_id, expected)


@transaction.atomic
def record(
    *,
    kind: str,
    organisation_id: int,
    values: Mapping[str, Any],
    by: Actor,
    at: datetime,
    expected: int | None = None,
    source: Source = NOWHERE,
) -> int:
    """Add an honour, a contact or a tie (``kind``; fields in ``ATTRIBUTES``) to the group's oldest home; its number.

    Raises as :func:`describe`.
    """
    _may_write(kind, by)
    group = _group(organisation_id, expected)
    ready = _checked(kind, values, group)
    row = _MODELS[kind].objects.create(  # type: ignore[attr-defined]  # abstract parent has no manager
        home_id=group.head, **_columns(kind, ready), **_provenance(source, by, at)
    )
    _told(group, "record", kind, by, at, row=int(row.pk), old={}, new=ready)
    return int(row.pk)


@transaction.atomic
def amend(
    *,
    kind: str,
    number: int,
    values: Mapping[str, Any],
    by: Actor,
    at: datetime,
    expected: int | None = None,
    source: Source | None = None,
) -> None:
    """Change an honour, a contact or a tie. ``source`` stays where none is given. Raises as :func:`describe`."""
    _may_write(kind, by)
    row = _attribute(kind, number)
    group = _group(row.home_id, expected)
    ready = _checked(kind, values, group)
    columns = _columns(kind, ready)
    old = {field: getattr(row, "to_id" if field == "to" else field) for field in ready}
    if source is not None:
        columns |= {
            "document_id": source.document_id, "statement_id": source.statement_id, "source": source.words[:200]
        }  # fmt: skip
    _MODELS[kind].objects.filter(pk=number).update(**columns)  # type: ignore[attr-defined]
    _told(group, "amend", kind, by, at, row=number, old=old, new=ready)


@transaction.atomic
def remove(*, kind: str, number: int, by: Actor, at: datetime, expected: int | None = None) -> None:
    """Take an honour, a contact or a tie away; the row stays, marked. Raises as :func:`describe`."""
    _may_write(kind, by)
    row = _attribute(kind, number)
    group = _group(row.home_id, expected)
    _MODELS[kind].objects.filter(pk=number).update(removed_at=at)  # type: ignore[attr-defined]
    old = {field: getattr(row, "to_id" if field == "to" else field) for field in ATTRIBUTES[kind]}
    _told(group, "remove", kind, by, at, row=number, old=old, new={})


@transaction.atomic
def regroup(*, groups: Mapping[frozenset[int], frozenset[str]], by: Actor, at: datetime) -> None:
    """Let the names of each group (by number) share the oldest home; names in no group are left alone.

    With each group stand the credit codes that do not speak for it. Only :mod:`duijie.judgements` calls this: groups
    follow from judgements and from nothing else.
    """
    rows = {row.pk: row for row in Name.objects.filter(pk__in={pk for group in groups for pk in group})}
    moved: dict[str, list[int]] = {}
    touched: set[int] = set()
    for group in groups:
        head = min(rows[pk].home_id for pk in group)
        for pk in group:
            before = rows[pk].organisation_id
            if before != head:
                moved[str(pk)] = [before, head]
                touched |= {before, head}
                Name.objects.filter(pk=pk).update(organisation_id=head)
    codes = Detail.objects.filter(home__own_name__in=rows, field="credit_code", removed_at=None)
    aside = {pk: codes for group, codes in groups.items() for pk in group}
    for code in codes.select_related("home__own_name"):
        if code.aside != (code.value in aside[code.home.own_name.pk]):
            Detail.objects.filter(pk=code.pk).update(aside=not code.aside)
            touched.add(code.home.own_name.organisation_id)
    if not touched:
        return
    heads = sorted(touched)
    version = log(by=by, at=at, operation="regroup", subject=f"organisation:{heads[0]}", moved=moved)
    homes = set(Name.objects.filter(organisation_id__in=heads).values_list("home_id", flat=True))
    _changed(homes | touched, version)


def list_again(*, organisation_ids: Iterable[int]) -> None:
    """Work out the listings of these groups from what is known of them."""
    wanted = set(organisation_ids)
    names: dict[int, list[Name]] = {}
    for name in Name.objects.filter(organisation_id__in=wanted).order_by("pk"):
        names.setdefault(name.organisation_id, []).append(name)
    head_of = {name.home_id: head for head, group in names.items() for name in group}
    details: dict[int, dict[str, list[str]]] = {}
    current = {"home_id__in": head_of, "removed_at": None}
    for row in Detail.objects.filter(**current).order_by("-aside", "created_at", "pk"):
        details.setdefault(head_of[row.home_id], {}).setdefault(row.field, []).append(row.value)
    honours: dict[int, set[str]] = {}
    for home, code in Honour.objects.filter(**current).values_list("home_id", "code"):
        honours.setdefault(head_of[home], set()).add(code)
    Listing.objects.filter(pk__in=wanted).delete()
    Listing.objects.bulk_create(
        [
            _listing(head, names[head], details.get(head, {}), honours.get(head, set()))
            for head in sorted(names)
        ]
    )


def _listing(head: int, names: list[Name], values: dict[str, list[str]], honours: set[str]) -> Listing:
    title = title_of(Called(name.pk, name.text, name.kind, name.until) for name in names).text
    codes = [code for field in ("credit_code", "old_number", "listed_code") for code in values.get(field, ())]

    def last(field: str) -> str:
        return values.get(field, [""])[-1]

    return Listing(
        organisation_id=head,
        title=title,
        rank=spelled(title)[:120],
        kind=last("kind") or kind_by_name(title),
        form=form_by_name(title),
        code=last("credit_code"),
        division=last("division"),
        industry=last("industry"),
        status=last("status"),
        honours=f" {' '.join(sorted(honours))} "[:200] if honours else "",
        names=len(names),
        search=search_keys([title, *(name.text for name in names)], codes),
    )


def _group(organisation_id: int, expected: int | None) -> _Group:
    """The group that the organisation is in now, locked; raises where it is not what the caller expects."""
    head = Name.objects.filter(home_id=organisation_id).values_list("organisation_id", flat=True).first()
    if head is None:
        raise NoSuchOrganisation(organisation_id)
    homes = tuple(
        Name.objects.filter(organisation_id=head).order_by("home_id").values_list("home_id", flat=True)
    )
    rows = Organisation.objects.select_for_update().filter(pk__in=homes)
    version = max(row.version for row in rows)
    if expected is not None and expected != version:
        raise ChangedMeanwhile(changes_since(homes=homes, version=expected), version)
    return _Group(head, homes)


def _clean_details(values: Mapping[str, str], group: _Group) -> dict[str, str]:
    faults: dict[str, Words] = {}
    clean: dict[str, str] = {}
    for field, given in values.items():
        if field not in FIELDS:
            faults[field] = Words("没有这一项", "there is no such field")
            continue
        value = cleaned(field, given) if given.strip() else ""
        if isinstance(value, Words):
            faults[field] = value
        else:
            clean[field] = value
    code = clean.get("credit_code", "")
    holder = holder_of_code(code=code) if code else None
    if holder is not None and holder[0] not in group.homes:
        faults["credit_code"] = Words(f"已是“{holder[1]}”的代码", f"it is the code of “{holder[1]}” already")
    if faults:
        raise WrongDetails(faults)
    return clean


def _may_write(kind: str, by: Actor) -> None:
    by.must("add")
    if kind == "contact":
        by.must("see_people")


def _checked(kind: str, values: Mapping[str, Any], group: _Group) -> dict[str, Any]:
    ready = {field: values.get(field) for field in ATTRIBUTES[kind]}
    faults = faults_of(kind, ready)
    if kind == "contact" and ready["home_town"] and "home_town" not in faults:
        town = cleaned("division", str(ready["home_town"]))
        if isinstance(town, Words):
            faults["home_town"] = town
        else:
            ready["home_town"] = town
    if kind == "tie" and "to" not in faults:
        to = int(ready["to"] or 0)
        if group.head in (_above(to) if ready["kind"] in BELONGS else {_group(to, None).head}):
            faults["to"] = Words(
                "不能隶属于自己或自己的下级", "nobody belongs to itself or to what belongs to it"
            )
    if faults:
        raise WrongDetails(faults)
    return ready


def _above(organisation_id: int) -> set[int]:
    """The group of an organisation and every group that it belongs to; raises where there is none."""
    found: set[int] = set()
    waiting = [_group(organisation_id, None)]
    while waiting:
        group = waiting.pop()
        if group.head not in found:
            found.add(group.head)
            ties = Tie.objects.filter(home_id__in=group.homes, kind__in=BELONGS, removed_at=None)
            waiting += [_group(to, None) for to in ties.values_list("to_id", flat=True)]
    return found


def _columns(kind: str, ready: Mapping[str, Any]) -> dict[str, Any]:
    """Values as the table has them: no text is empty text, a tie leads by number."""
    columns: dict[str, Any] = {}
    for field, value in ready.items():
        column: Any = _MODELS[kind]._meta.get_field(field)
        missing = None if column.null else column.get_default()
        columns["to_id" if field == "to" else field] = missing if value is None else value
    return columns


def _attribute(kind: str, number: int) -> Any:
    row = _MODELS[kind].objects.filter(pk=number, removed_at=None).first()  # type: ignore[attr-defined]
    if row is None:
        raise NoSuchAttribute(kind, number)
    return row


def _provenance(source: Source, by: Actor, at: datetime) -> dict[str, Any]:
    return {
        "document_id": source.document_id,
        "statement_id": source.statement_id,
        "source": source.words[:200],
        "created_at": at,
        "by_id": by.user_id,
    }


def _told(
    group: _Group,
    act: str,
    kind: str,
    by: Actor,
    at: datetime,
    *,
    row: int,
    old: Mapping[str, Any],
    new: Mapping[str, Any],
) -> None:
    """The audit row of an attribute; of a contact it says which fields changed, and keeps what they say apart."""
    values = {"old": _plainly(old), "new": _plainly(new)}
    if kind == "contact":
        fields = [field for field in {**old, **new} if (old.get(field) or None) != (new.get(field) or None)]
        _logged(group, f"{act}_{kind}", by, at, row=row, fields=fields, personal=values)
    else:
        _logged(group, f"{act}_{kind}", by, at, row=row, **values)


def _logged(group: _Group, operation: str, by: Actor, at: datetime, **detail: Any) -> None:
    _changed(set(group.homes), log(by=by, at=at, operation=operation, subject=group.subject, **detail))


def _changed(homes: set[int], version: int) -> None:
    """Stamp the homes with the change, and list the groups that they are in anew."""
    Organisation.objects.filter(pk__in=homes).update(version=version)
    groups = Name.objects.filter(home_id__in=homes).values_list("organisation_id", flat=True)
    list_again(organisation_ids={*homes, *groups})


def _plainly(values: Mapping[str, Any]) -> dict[str, Any]:
    return {field: value.isoformat() if isinstance(value, date) else value for field, value in values.items()}
