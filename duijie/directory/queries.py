"""Reads of organisations: lists, one with all that is known of it, what leads to it, which a name may mean.

This module is long because everything that reads an organisation stands in it, relations at its end.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import Case, IntegerField, Max, Model, Q, QuerySet, Value, When

from duijie.accounts.models import AuditRow
from duijie.accounts.types import Actor
from duijie.directory.models import Contact, Detail, Honour, Listing, Mention, Name, Organisation, Tie
from duijie.directory.nearby import NEARBY
from duijie.directory.rules import (
    HONOURS,
    NAME_KINDS,
    TIES,
    Relation,
    kind_by_name,
    leads_here,
    next_code,
    relations,
)
from duijie.directory.types import (
    Change,
    ContactInfo,
    DetailInfo,
    Filters,
    HonourInfo,
    Listed,
    ListedPage,
    NoSuchOrganisation,
    OrganisationName,
    OwnCandidate,
    Place,
    Profile,
    Source,
    TieInfo,
    Touch,
)
from duijie.evidence import queries as evidence
from duijie.kernel.words import Words
from duijie.naming.compare import compare
from duijie.naming.parts import parse_name
from duijie.naming.policy import Verdict
from duijie.naming.spelling import sought

MOST_FOUND = 1_000
"""A search counts and pages through so many organisations; who finds more types more."""


def organisations_of(*, names: Iterable[str]) -> dict[str, int]:
    """The organisation behind each printed name; names that were never noted are left out."""
    plain = {name: parse_name(name).plain for name in names}
    rows = dict(Name.objects.filter(plain__in=set(plain.values())).values_list("plain", "organisation_id"))
    return {name: rows[key] for name, key in plain.items() if key in rows}


def homes_named(*, names: Iterable[str]) -> dict[str, int]:
    """The home that each printed name brought along, whatever it was judged to be since: what records keep."""
    plain = {name: parse_name(name).plain for name in names}
    rows = dict(Name.objects.filter(plain__in=set(plain.values())).values_list("plain", "home_id"))
    return {name: rows[key] for name, key in plain.items() if key in rows}


def listing(
    *,
    filters: Filters,
    viewer: Actor,
    offset: int = 0,
    limit: int = 50,
    updated_since: datetime | None = None,
) -> ListedPage:
    """Organisations in the order of their pinyin; what begins with the text searched for comes first."""
    rows = _filtered(filters, viewer)
    if updated_since is not None:
        # Every change stamps an organisation with its audit row.
        late = AuditRow.objects.filter(at__gte=updated_since)
        rows = rows.filter(organisation__version__in=late.values("pk"))
    typed = sought(filters.search)
    if not typed:
        shown = rows.defer("search")[offset : offset + limit]
        return ListedPage(tuple(map(_listed, shown)), rows.count(), False)
    begins = Case(
        When(search__contains=f"\n{typed}", then=Value(0)), default=Value(1), output_field=IntegerField()
    )
    # One walk through the texts serves both the page and the number: it is what a search spends its time on.
    ranked = rows.annotate(begins=begins).order_by("begins", "rank", "pk")
    found = list(ranked.values_list("pk", flat=True)[: MOST_FOUND + 1])
    wanted = found[:MOST_FOUND][offset : offset + limit]
    by_id = Listing.objects.defer("search").in_bulk(wanted)
    return ListedPage(
        tuple(_listed(by_id[one]) for one in wanted), min(len(found), MOST_FOUND), len(found) > MOST_FOUND
    )


def places_and_industries(*, viewer: Actor) -> tuple[list[str], list[str]]:
    """The divisions and industries that occur, to choose from."""
    rows = Listing.objects.all() if viewer.may("see") else Listing.objects.none()
    return tuple(  # type: ignore[return-value]  # two fields, two lists
        [code for code in rows.order_by(field).values_list(field, flat=True).distinct() if code]
        for field in ("division", "industry")
    )


def titles(*, organisation_ids: Iterable[int]) -> dict[int, tuple[int, str]]:
    """The group that each organisation is in now and the name that it goes by."""
    rows = Name.objects.filter(home_id__in=set(organisation_ids))
    return {
        home: (head, title)
        for home, head, title in rows.values_list(
            "home_id", "organisation_id", "organisation__listing__title"
        )
    }


def profile(*, organisation_id: int, viewer: Actor) -> Profile:
    """All that is known of the group that the organisation is in; raises :class:`NoSuchOrganisation`.

    ``id`` is the group's, which differs from the one asked for where it was merged into an older one.
    """
    head = Name.objects.filter(home_id=organisation_id).values_list("organisation_id", flat=True).first()
    if head is None or not viewer.may("see"):
        raise NoSuchOrganisation(organisation_id)
    group = Name.objects.filter(organisation_id=head).select_related("organisation__listing").order_by("pk")
    names = list(group)
    homes = [name.home_id for name in names]
    current = {"home_id__in": homes, "removed_at": None}
    title = names[0].organisation.listing.title
    ties = list(Tie.objects.filter(Q(home_id__in=homes) | Q(to_id__in=homes), removed_at=None).order_by("pk"))
    others = titles(organisation_ids={end for tie in ties for end in (tie.home_id, tie.to_id)})
    version = Organisation.objects.filter(pk__in=homes).aggregate(latest=Max("version"))["latest"]
    return Profile(
        id=head,
        title=title,
        version=version,
        names=tuple(
            OrganisationName(name.pk, name.home_id, name.text, name.kind, name.since, name.until)
            for name in sorted(names, key=lambda one: (one.text != title, one.pk))
        ),
        details=tuple(_details(current, title)),
        honours=tuple(
            HonourInfo(
                row.pk, row.home_id, row.code, row.title, row.level, row.awarded_on, row.expires_on,
                _source(row), str(row.by), row.created_at,
            )
            for row in Honour.objects.filter(**current).select_related("by").order_by("awarded_on", "pk")
        ),
        contacts=tuple(
            ContactInfo(
                row.pk, row.home_id, row.person, row.post, row.phone, row.email, row.consent, row.consent_on,
                row.home_town, str(row.by), row.created_at,
            )
            for row in Contact.objects.filter(**current).select_related("by").order_by("pk")
        )
        if viewer.may("see_people")
        else None,
        belongs_to=tuple(_tie(tie, others[tie.to_id]) for tie in ties if tie.home_id in homes),
        members=tuple(
            _tie(tie, others[tie.home_id]) for tie in ties if tie.to_id in homes and tie.home_id not in homes
        ),
    )  # fmt: skip


def homes_of(*, organisation_id: int) -> dict[int, str]:
    """Numbers and texts of the names of an organisation's group; raises :class:`NoSuchOrganisation`."""
    head = Name.objects.filter(home_id=organisation_id).values_list("organisation_id", flat=True).first()
    if head is None:
        raise NoSuchOrganisation(organisation_id)
    return dict(Name.objects.filter(organisation_id=head).order_by("pk").values_list("pk", "text"))


def touches(*, organisation_id: int, viewer: Actor) -> list[Touch]:
    """Everything that leads to an organisation, under whichever name, in the order of days; undated last.

    Each package declares with ``leads_here`` what it has. Raises :class:`NoSuchOrganisation`.
    """
    names = homes_of(organisation_id=organisation_id)
    found = [
        touch
        for relation in relations().values()
        if relation.touches is not None
        for touch in relation.touches(names=names, viewer=viewer)
        if isinstance(touch, Touch)
    ]
    return sorted(found, key=lambda one: (one.on is None, one.on, one.document_id or 0, one.statement_id))


def what_leads(*, organisation_id: int, viewer: Actor) -> list[tuple[Relation, int]]:
    """How many rows of each relation lead to an organisation, those without any left out."""
    names = homes_of(organisation_id=organisation_id)
    homes = list(Name.objects.filter(pk__in=names).values_list("home_id", flat=True))
    keys = {Organisation: homes, Name: list(names)}
    counted = []
    for field, relation in relations().items():
        if field in _OWN:
            continue
        leading = _leading().get(field)
        if leading is not None:
            model, column, to = leading
            rows = model._default_manager.filter(**{f"{column}__in": keys[to]})
            if any(one.name == "removed_at" for one in model._meta.get_fields()):
                rows = rows.filter(removed_at=None)
            number = rows.count()
        else:
            assert relation.touches is not None, f"{field} is no foreign key, so it must say what leads here"
            number = len(list(relation.touches(names=names, viewer=viewer)))
        if number:
            counted.append((relation, number))
    return counted


def unknown_relations() -> list[str]:
    """Foreign keys to organisations and names that no package has declared."""
    return sorted(set(_leading()) - set(relations()))


def changes_since(*, homes: Iterable[int], version: int) -> tuple[Change, ...]:
    """What was changed in a group after the audit row ``version``, oldest first."""
    homes = list(homes)
    versions = Organisation.objects.filter(pk__in=homes).values_list("version", flat=True)
    rows = AuditRow.objects.filter(pk__gt=version).filter(
        Q(subject__in=[f"organisation:{home}" for home in homes]) | Q(pk__in=list(versions))
    )
    return tuple(_change(row) for row in rows.select_related("by").order_by("pk"))


def holder_of_code(*, code: str) -> tuple[int, str] | None:
    """The home that holds a credit code, and its name."""
    row = Detail.objects.filter(field="credit_code", value=code, removed_at=None).first()
    return (row.home_id, Name.objects.get(home_id=row.home_id).text) if row else None


def holders_of_codes(*, codes: Iterable[str]) -> dict[str, tuple[int, str]]:
    """The group that each of these credit codes belongs to, and the name of the home that holds it."""
    rows = Detail.objects.filter(field="credit_code", value__in=set(codes), removed_at=None)
    told = rows.values_list("value", "home__own_name__organisation_id", "home__own_name__text")
    return {code: (head, name) for code, head, name in told}


def details_by_name(*, names: Iterable[str]) -> dict[str, tuple[int, str, dict[str, str]]]:
    """By folded name: the group that bears it, the name as kept, and the details of the group that count."""
    rows = Name.objects.filter(plain__in=set(names)).values_list("plain", "organisation_id", "text")
    found = {folded: (head, text) for folded, head, text in rows}
    details: dict[int, dict[str, str]] = {}
    told = Detail.objects.filter(
        home__own_name__organisation_id__in={head for head, _ in found.values()}, removed_at=None
    ).order_by("-aside", "created_at", "pk")
    for head, field, value in told.values_list("home__own_name__organisation_id", "field", "value"):
        details.setdefault(head, {})[field] = value
    return {folded: (head, text, details.get(head, {})) for folded, (head, text) in found.items()}


def codes_of(*, organisation_ids: Iterable[int]) -> dict[int, frozenset[str]]:
    """The credit codes that speak for each group; groups without one are left out."""
    rows = Detail.objects.filter(
        home__own_name__organisation_id__in=set(organisation_ids),
        field="credit_code",
        removed_at=None,
        aside=False,
    )
    found: dict[int, set[str]] = {}
    for group, code in rows.values_list("home__own_name__organisation_id", "value"):
        found.setdefault(group, set()).add(code)
    return {group: frozenset(codes) for group, codes in found.items()}


def places_of(*, name_ids: Iterable[int], viewer: Actor, each: int = 3) -> dict[int, list[Place]]:
    """Where documents say each name: the first ``each`` places."""
    pairs = list(Mention.objects.filter(name_id__in=set(name_ids)).values_list("name_id", "statement_id"))
    statements = evidence.by_ids(statement_ids=[statement for _, statement in pairs], viewer=viewer)
    found: dict[int, list[Place]] = {}
    for name, statement in pairs:
        one = statements.get(statement)
        if one is not None and len(found.setdefault(name, [])) < each:
            found[name].append(Place(one.quote, one.document_id, one.document_name, one.place))
    return found


def own_candidates(*, name: str, viewer: Actor, limit: int = 10) -> list[OwnCandidate]:
    """The own organisations that ``name`` may mean, best first, each with its reasons.

    One candidate an organisation: the name of it that fits best. Nothing for a viewer who may not see.
    """
    if not viewer.may("see"):
        return []
    best: dict[int, tuple[float, Name, Any]] = {}
    for row in NEARBY.closest(name):
        found = compare(name, row.text)
        held = best.get(row.organisation_id)
        if found.verdict is not Verdict.DIFFERENT and (held is None or found.score > held[0]):
            best[row.organisation_id] = (found.score, row, found)
    ranked = sorted(best.values(), key=lambda one: (-one[0], one[1].pk))[:limit]
    shown = Listing.objects.in_bulk([row.organisation_id for _, row, _ in ranked])
    return [
        OwnCandidate(
            organisation_id=row.organisation_id,
            name=row.text,
            title=shown[row.organisation_id].title,
            credit_code=shown[row.organisation_id].code,
            score=score,
            verdict=str(found.verdict),
            reasons=tuple(Words(one.reason, one.reason_en) for one in found.reasons),
        )
        for score, row, found in ranked
    ]


def names_near(*, name: str) -> list[tuple[int, str]]:
    """Numbers and texts of the known names that are worth comparing with ``name``."""
    return [(row.pk, row.text) for row in NEARBY.closest(name)]


def names_to_link(*, viewer: Actor) -> list[tuple[int, str]]:
    """Every name with its organisation's number, as lists are linked with them; none for who may see nothing."""
    if not viewer.may("see"):
        return []
    return list(Name.objects.order_by("organisation_id", "pk").values_list("organisation_id", "text"))


def _filtered(filters: Filters, viewer: Actor) -> QuerySet[Listing]:
    if not viewer.may("see"):
        return Listing.objects.none()
    asked: dict[str, str] = {}
    for field in ("kind", "form", "status"):
        if value := getattr(filters, field):
            asked[field] = value
    for field in ("division", "industry"):
        if value := getattr(filters, field):
            # As a range, because an index serves that on every database.
            asked[f"{field}__gte"] = value
            if beyond := next_code(value):
                asked[f"{field}__lt"] = beyond
    if filters.honour:
        asked["honours__contains"] = f" {filters.honour} "
    if typed := sought(filters.search):
        asked["search__contains"] = typed
    return Listing.objects.filter(**asked).order_by("rank", "pk")


def _listed(row: Listing) -> Listed:
    return Listed(
        row.pk, row.title, row.kind, row.form, row.code, row.division, row.industry, row.status,
        tuple(row.honours.split()), row.names,
    )  # fmt: skip


def _details(current: Mapping[str, Any], title: str) -> Iterable[DetailInfo]:
    """The newest value of each field first: it is the one that counts."""
    rows = Detail.objects.filter(**current).select_related("by").order_by("aside", "-created_at", "-pk")
    stated = [
        DetailInfo(
            row.field,
            row.value,
            row.raw,
            row.home_id,
            _source(row),
            str(row.by),
            row.created_at,
            aside=row.aside,
        )
        for row in rows
    ]
    if not any(one.field == "kind" for one in stated):
        yield DetailInfo("kind", kind_by_name(title), "", 0, by_name=True)
    yield from stated


def _source(row: Any) -> Source:
    return Source(row.document_id, row.statement_id, row.source)


def _tie(tie: Tie, other: tuple[int, str]) -> TieInfo:
    return TieInfo(tie.pk, tie.home_id, *other, tie.kind, tie.since, tie.until, _source(tie))


def _change(row: AuditRow) -> Change:
    old, new = row.detail.get("old", {}), row.detail.get("new", {})
    fields = tuple(field for field in {**old, **new} if old.get(field) != new.get(field))
    fields = fields or tuple(row.detail.get("fields", ()))
    told = (
        tuple((field, str(old.get(field) or ""), str(new.get(field) or "")) for field in fields)
        if row.operation in ("describe", "date_name")
        else ()
    )
    return Change(row.operation, str(row.by), row.at, fields, told)


def _leading() -> dict[str, tuple[type[Model], str, type[Model]]]:
    """Every foreign key to an organisation or a name: model, column, what it points at."""
    return {
        f"{one.related_model._meta.label}.{one.field.name}": (one.related_model, one.field.name, to)
        for to in (Organisation, Name)
        for one in to._meta.related_objects
    }  # fmt: skip


def _said(*, names: Mapping[int, str], viewer: Actor) -> list[Touch]:
    pairs = list(Mention.objects.filter(name_id__in=names).values_list("name_id", "statement_id"))
    statements = evidence.by_ids(statement_ids=[statement for _, statement in pairs], viewer=viewer)
    return [
        Touch(
            "directory.Mention.name", name, names[name], one.document_date, Words("材料提到", "said in a document"),
            one.id, one.document_id, one.document_name, one.place, one.quote,
        )
        for name, statement in pairs
        if (one := statements.get(statement)) is not None
    ]  # fmt: skip


def _awarded(*, names: Mapping[int, str], viewer: Actor) -> Iterable[Touch]:
    rows = Honour.objects.filter(home__own_name__in=names, removed_at=None).select_related("home__own_name")
    for row in rows if viewer.may("see") else ():
        title = Words(row.title, row.title) if row.title else HONOURS[row.code]
        own = row.home.own_name
        for on, words in (
            (row.awarded_on, Words(f"获评{title.zh}", f"awarded: {title.en}")),
            (row.expires_on, Words(f"{title.zh}到期", f"expires: {title.en}")),
        ):
            if on is not None:
                yield Touch("directory.Honour.home", own.pk, own.text, on, words, document_id=row.document_id)


def _borne(*, names: Mapping[int, str], viewer: Actor) -> Iterable[Touch]:
    for row in Name.objects.filter(pk__in=names) if viewer.may("see") else ():
        kind = NAME_KINDS[row.kind]
        for on, words in (
            (row.since, Words(f"启用{kind.zh}", f"name taken ({kind.en})")),
            (row.until, Words(f"停用{kind.zh}", f"name given up ({kind.en})")),
        ):
            if on is not None:
                yield Touch("directory.Name.home", row.pk, row.text, on, words)


def _tied(*, names: Mapping[int, str], viewer: Actor) -> Iterable[Touch]:
    rows = Tie.objects.filter(home__own_name__in=names, removed_at=None).select_related("home__own_name")
    rows = rows if viewer.may("see") else rows.none()
    others = titles(organisation_ids=[row.to_id for row in rows])
    for row in rows:
        own, kind, other = row.home.own_name, TIES[row.kind], others[row.to_id][1]
        for on, words in (
            (row.since, Words(f"{kind.zh}：{other}", f"{kind.en}: {other}")),
            (row.until, Words(f"脱离{kind.zh}：{other}", f"no longer {kind.en}: {other}")),
        ):
            if on is not None:
                yield Touch("directory.Tie.home", own.pk, own.text, on, words)


leads_here("directory.Name.home", "名称", "names", _borne)
leads_here("directory.Name.organisation", "所属组织", "organisation of a name")
leads_here("directory.Listing.organisation", "列表", "listing")
leads_here("directory.Detail.home", "登记信息", "details")
leads_here("directory.Honour.home", "荣誉资质", "honours", _awarded)
leads_here("directory.Contact.home", "联系人", "contacts")
leads_here("directory.Tie.home", "上级与集团", "parents and groups", _tied)
leads_here("directory.Tie.to", "下级与成员", "members")
leads_here("directory.Mention.name", "文中陈述", "statements", _said)
# Rows that follow the grouping or make it: they do not move by themselves.
_OWN = frozenset(
    {"directory.Name.organisation", "directory.Listing.organisation", "judgements.Proposal.left",
     "judgements.Proposal.right"}
)  # fmt: skip
