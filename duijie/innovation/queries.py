"""Reads of platforms and of what documents tell of them. Whoever sees, sees platforms.

Records that lead to a project which the viewer may not read are counted and not shown. It is long because lists,
one platform and its records are narrowed and veiled alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from duijie.accounts.queries import own_region, own_units, walked
from duijie.accounts.types import Actor, Walk
from duijie.directory.queries import organisations_of
from duijie.directory.rules import leads_here
from duijie.directory.types import Touch
from duijie.documents.queries import visible as documents
from duijie.innovation.columns import fields
from duijie.innovation.models import Contract, Partnership, Platform, PlatformRecord, Talent
from duijie.innovation.rules import ENDED, load, soon_after, state_of
from duijie.innovation.types import (
    NoSuchInnovation,
    PlatformInfo,
    PlatformLine,
    RecordLine,
    Row,
    ToldPlatform,
    Untold,
)
from duijie.kernel.words import Words
from duijie.ledger import queries as ledger
from duijie.naming.plain import plain
from duijie.pipeline.queries import sight, visible


@dataclass(frozen=True, slots=True)
class Filters:
    """What the list of platforms is narrowed to. ``outposts``: those alone that stand outside the region.

    ``walk`` is a program's page, the newest recorded first.
    """

    text: str = ""
    kind: str = ""
    host: str = ""
    state: str = ""
    outposts: bool = False
    walk: Walk | None = None


def platforms(
    *, viewer: Actor, today: date, filters: Filters = Filters(), offset: int = 0, limit: int = 50
) -> tuple[list[PlatformLine], int]:
    """A page of platforms, those without a name last, and how many there are."""
    rows = _filtered(filters, today) if viewer.may("see") else Platform.objects.none()
    ordered = rows.order_by("-kind", "host", "name", "pk")
    if filters.walk is not None:
        ordered = walked(rows, kind="platform", walk=filters.walk)
    some = ordered.select_related("unit")[offset : offset + limit]
    return _lines(list(some), today), rows.count()


def running_out(*, viewer: Actor, today: date, until: date) -> list[tuple[int, str, date]]:
    """Platforms that run and are valid until a day at the latest, the first one first: number, name, last valid day."""
    rows = Platform.objects.filter(valid_until__lte=until) if viewer.may("see") else Platform.objects.none()
    rows = rows.exclude(ended_on__lte=today).order_by("valid_until", "pk")
    return [(row.pk, str(row), row.valid_until) for row in rows if row.valid_until is not None]


def platform(*, platform_id: int, viewer: Actor, today: date) -> PlatformInfo:
    """One platform with what is recorded of it. Raises :class:`NoSuchInnovation`."""
    row = Platform.objects.select_related("unit", "document").filter(pk=platform_id).first()
    if row is None or not viewer.may("see"):
        raise NoSuchInnovation("platform", platform_id)
    mine = PlatformRecord.objects.filter(platform=row)
    shown = records(viewer=viewer, platform_id=platform_id)
    return PlatformInfo(
        _lines([row], today)[0], row_of(row, "platform", viewer), row.key, _entry_of(row, viewer), tuple(shown),
        mine.count() - len(shown),
    )  # fmt: skip


def brought_home(*, viewer: Actor, today: date, text: str = "") -> int:
    """How many projects outposts brought home, of those with these words."""
    rows = (
        _filtered(Filters(text=text, outposts=True), today) if viewer.may("see") else Platform.objects.none()
    )
    home = [code for code, kind in load().records.items() if kind.home]
    return PlatformRecord.objects.filter(platform__in=rows, kind__in=home).count()


def records(
    *,
    viewer: Actor,
    platform_id: int | None = None,
    platform_ids: Iterable[int] | None = None,
    kinds: Iterable[str] = (),
    limit: int = 500,
) -> list[RecordLine]:
    """What is recorded of a platform, or of all, the latest first; without what leads to a project that is not seen."""
    seen = of_seen_projects(viewer=viewer)
    rows = PlatformRecord.objects.filter(seen) if viewer.may("see") else PlatformRecord.objects.none()
    if platform_id is not None:
        rows = rows.filter(platform_id=platform_id)
    if platform_ids is not None:
        rows = rows.filter(platform_id__in=list(platform_ids))
    if kinds:
        rows = rows.filter(kind__in=list(kinds))
    return [
        RecordLine(
            row.pk, row.platform_id, str(row.platform), row.kind, row.on, row.title, row.firm, row.grade, row.number,
            row.project_id, row.project.name if row.project else "", row.note,
        )
        for row in rows.select_related("platform", "project").order_by("-on", "-pk")[:limit]
    ]  # fmt: skip


def record(*, record_id: int, viewer: Actor) -> tuple[RecordLine, Row]:
    """One of them, with the fields of its form. Raises :class:`NoSuchInnovation`."""
    seen = of_seen_projects(viewer=viewer)
    row = (
        PlatformRecord.objects.filter(seen, pk=record_id).select_related("platform__unit", "project").first()
    )
    if row is None or not viewer.may("see"):
        raise NoSuchInnovation("record", record_id)
    line = next(one for one in records(viewer=viewer, platform_id=row.platform_id) if one.id == record_id)
    return line, row_of(row, "record", viewer)


def told(*, viewer: Actor, limit: int = 100) -> list[ToldPlatform]:
    """Platforms that documents tell of and that no record carries yet; the newest first."""
    carried = set(Platform.objects.exclude(key="").values_list("key", flat=True))
    return [
        ToldPlatform(
            one.key, one.data.get("type") or one.scope, one.data.get("host") or "", _name_of(one.key),
            one.data.get("partner") or "", one.label, one.effective_on, one.fact_id,
        )
        for one in ledger.told(measures=["platforms"], viewer=viewer)[:limit]
        if one.key not in carried and not one.key.endswith(ENDED)
    ]  # fmt: skip


def told_of(*, host: str, kind: str, viewer: Actor) -> list[ToldPlatform]:
    """Those of them that are of this type at this host, under whichever of its names."""
    if not host or not kind:
        return []
    listed = [one for one in told(viewer=viewer, limit=10_000) if one.kind == kind and one.host]
    known = organisations_of(names=[host, *(one.host for one in listed)])
    mine = known.get(host, plain(host))
    return [one for one in listed if known.get(one.host, plain(one.host)) == mine]


def untold(*, viewer: Actor, as_of: date, known_at: Any) -> list[Untold]:
    """Totals of all platforms that documents tell, with how many of each no record stands for yet."""
    entries = ledger.entries(measures=["platforms"], as_of=as_of, known_at=known_at, viewer=viewer)
    whole = [one for one in entries if one.shape == "total" and not one.scope and one.quantity.is_exact]
    if not whole:
        return []
    last = max(whole, key=lambda one: (one.effective_on, one.recorded_at, one.id))
    before = [one for one in entries if one.shape == "item" and one.effective_on <= last.effective_on]
    things = {one.key: one.quantity.number for one in before}
    rest = (
        int(last.quantity.number - sum(things.values()))
        - Platform.objects.filter(key="", entry=last.id).count()
    )
    return [Untold(last.id, last.quantity.words, last.effective_on, rest)] if rest > 0 else []


def counted_without_record(*, viewer: Actor, today: date) -> bool:
    """Whether a total counts platforms that have no name or no record yet, so that a new one may be among them."""
    as_of = own_region().closed_on or today
    unnamed = Platform.objects.filter(key="", ended_on=None).exists()
    return unnamed or bool(untold(viewer=viewer, as_of=as_of, known_at=timezone.now()))


def of_seen_projects(*, viewer: Actor) -> Q:
    """Rows that lead to no project, or to one that the viewer reads."""
    sees = sight(viewer=viewer, path="project__")
    # An empty condition is "all"; joined by "or" it would be dropped.
    return Q(project=None) | sees if sees else sees


def may_write(*, viewer: Actor, unit_id: int | None) -> bool:
    """Whether the viewer keeps what a unit keeps; what no unit keeps is the reviewing office's."""
    return viewer.may("add") and (viewer.may("review") or unit_id in own_units(viewer=viewer))


def row_of(row: Any, what: str, viewer: Actor) -> Row:
    """What every record has, as the viewer reads it."""
    kept = row.platform if what == "record" else row
    document = getattr(row, "document", None)
    if document is not None and not documents(viewer=viewer).filter(pk=document.pk).exists():
        document = None
    project = None
    if getattr(row, "project_id", None) is not None:
        project = visible(viewer=viewer).filter(pk=row.project_id).first()
    platform = getattr(row, "platform", None)
    hidden = frozenset() if viewer.may("see_people") else frozenset({"person"})
    return Row(
        row.pk, {one.code: getattr(row, one.code) for one in fields(what) if one.code not in hidden}, kept.unit_id,
        kept.unit.name if kept.unit else "", document.pk if document else None, document.name if document else "",
        project.pk if project else None, project.name if project else "", platform.pk if platform else None,
        str(platform) if platform else "", getattr(row, "organisation_id", None),
        may_write(viewer=viewer, unit_id=kept.unit_id),
    )  # fmt: skip


def _filtered(filters: Filters, today: date) -> QuerySet[Platform]:
    rows = Platform.objects.all()
    if filters.kind:
        rows = rows.filter(kind="" if filters.kind == "-" else filters.kind)
    if filters.outposts:
        rows = rows.filter(kind__in=load().outposts)
    if filters.host:
        rows = rows.filter(host__contains=filters.host)
    if filters.text:
        rows = rows.filter(
            Q(name__contains=filters.text) | Q(host__contains=filters.text) | Q(partners__contains=filters.text)
            | Q(document_number__contains=filters.text) | Q(place__contains=filters.text)
        )  # fmt: skip
    ended, soon = Q(ended_on__isnull=False, ended_on__lte=today), soon_after(today)
    match filters.state:
        case "ended":
            rows = rows.filter(ended)
        case "active":
            rows = rows.exclude(ended).filter(Q(valid_until=None) | Q(valid_until__gt=soon))
        case "soon":
            rows = rows.exclude(ended).filter(valid_until__range=(today, soon))
        case "expired":
            rows = rows.exclude(ended).filter(valid_until__lt=today)
    return rows


def _lines(rows: list[Platform], today: date) -> list[PlatformLine]:
    numbers = [row.pk for row in rows]
    people = _counts(Talent.objects.filter(platform_id__in=numbers).exclude(ends_on__lt=today))
    recorded = PlatformRecord.objects.filter(platform_id__in=numbers)
    home = [code for code, kind in load().records.items() if kind.home]
    firms = [code for code, kind in load().records.items() if kind.firm]
    landed, incubated = _counts(recorded.filter(kind__in=home)), _counts(recorded.filter(kind__in=firms))
    return [
        PlatformLine(
            row.pk, row.name, row.kind, row.host, row.organisation_id, row.partners, row.level, row.approved_by,
            row.document_number, row.approved_on, row.valid_until,
            state_of(valid_until=row.valid_until, ended_on=row.ended_on, today=today),
            row.unit.name if row.unit else "", row.place, row.area, row.operator, row.cost, people.get(row.pk, 0),
            landed.get(row.pk, 0), incubated.get(row.pk, 0), row.note,
        )
        for row in rows
    ]  # fmt: skip


def _counts(rows: QuerySet[Any]) -> Mapping[int, int]:
    return dict(rows.order_by().values_list("platform_id").annotate(Count("pk")))


def _entry_of(row: Platform, viewer: Actor) -> int | None:
    """The entry that carries a platform: the total's, or the document's own of the same key, where there is one."""
    return row.entry if row.entry is not None and not row.key else None


def _name_of(key: str) -> str:
    """The name in a key that a document gave; empty where the key says none."""
    parts = key.split(" + ")
    return parts[2] if len(parts) == 3 else ""


def _touching(model: Any, column: str, day: str, zh: str, en: str) -> Any:
    """How rows of ``model`` lead to the organisation in ``column``."""

    def touches(*, names: Mapping[int, str], viewer: Actor) -> Iterable[Touch]:
        rows = model.objects.filter(**{f"{column}__own_name__in": names}) if viewer.may("see") else ()
        if rows and hasattr(model, "project"):
            rows = rows.filter(of_seen_projects(viewer=viewer))
        for row in rows.select_related(f"{column}__own_name") if rows else ():
            own = getattr(row, column).own_name
            words = Words(f"{zh}：{row}", f"{en}: {row}")
            yield Touch(f"innovation.{model.__name__}.{column}", own.pk, own.text, getattr(row, day), words)

    return touches


for _model, _column, _day, _zh, _en in (
    (Platform, "organisation", "told_on", "创新平台", "platforms"),
    (Talent, "organisation", "begins_on", "引进人才", "people brought in"),
    (Contract, "seller_organisation", "signed_on", "技术合同（卖方）", "technology contracts (seller)"),
    (Contract, "buyer_organisation", "signed_on", "技术合同（买方）", "technology contracts (buyer)"),
    (Partnership, "organisation", "signed_on", "产学研合作（企业）", "partnerships (firm)"),
    (
        Partnership,
        "institution_organisation",
        "signed_on",
        "产学研合作（院校）",
        "partnerships (institution)",
    ),
):
    leads_here(
        f"innovation.{_model.__name__}.{_column}", _zh, _en, _touching(_model, _column, _day, _zh, _en)
    )
