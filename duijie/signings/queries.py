"""Reads of signings: how each stands, their sums, and what came of an event, a campaign or a channel.

Lists hold what the viewer reads; sums and counts hold everything. It is long because the way from invitation to
money runs through signings.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, Final

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from duijie.accounts.types import Actor
from duijie.directory.rules import leads_here
from duijie.directory.types import Touch
from duijie.engagement import queries as engagement
from duijie.engagement import yields
from duijie.engagement.models import Event, Guest
from duijie.funds.models import Check, Receipt
from duijie.funds.queries import HOLDS as RECEIVED
from duijie.funds.rules import receipt_kinds
from duijie.kernel.words import Words
from duijie.ledger import queries as ledger
from duijie.pipeline import queries as projects
from duijie.pipeline.models import Amount, Project, StageRow
from duijie.pipeline.rules import SIZED_BY, best, key_of
from duijie.pipeline.rules import load as pipeline_rules
from duijie.pipeline.rules import standing as stages_standing
from duijie.signings import types
from duijie.signings.models import Party, Signing
from duijie.signings.rules import STEPS, Announced, Standing, kinds, standings
from duijie.signings.types import Came, SigningInfo, Signings, Step

HOLDS: Final = Q(void=False) & ~Q(pk__in=Signing.objects.filter(corrects__isnull=False).values("corrects"))
SIGNED: Final = "signed"
ELSEWHERE: Final = Words("已在别处签约，请问办公室", "signed elsewhere already; ask the office")


def of_event(*, event_id: int, viewer: Actor, today: date) -> Signings:
    """The signings of an event with their sums by kind. A fixed number of queries unless projects chain up."""
    return _of(Signing.objects.filter(HOLDS, event_id=event_id), viewer, today)


def of_events(*, event_ids: Iterable[int], viewer: Actor, today: date) -> Signings:
    """The same over several events."""
    return _of(Signing.objects.filter(HOLDS, event_id__in=list(event_ids)), viewer, today)


def of_project(*, project_id: int, viewer: Actor, today: date) -> tuple[SigningInfo, ...]:
    """The signings of a project and of its merged duplicates."""
    parts = Q(project_id=project_id) | Q(project__merged_into_id=project_id)
    return _of(Signing.objects.filter(HOLDS, parts), viewer, today).lines


def get(*, signing_id: int, viewer: Actor, today: date) -> SigningInfo:
    """One signing; raises :class:`NoSuchSigning`."""
    lines = _of(Signing.objects.filter(HOLDS, pk=signing_id), viewer, today).lines
    if not lines:
        raise types.NoSuchSigning(signing_id)
    return lines[0]


def signed_again(*, today: date, within: Iterable[int] | None = None) -> dict[int, tuple[int, int]]:
    """Signings that repeat an earlier one: the earlier one's number and the project of each.

    ``within`` looks at some projects alone. Numbers alone: whoever shows them asks who may read the projects.
    """
    rows = Signing.objects.filter(
        HOLDS, kind__in=[code for code, kind in kinds().items() if kind.counts == "once"]
    )
    if within is not None:
        chosen = set(within)
    else:
        twice = rows.order_by().values("project").annotate(n=Count("pk")).filter(n__gt=1)
        chosen = set(twice.values_list("project", flat=True))
        placed = rows.exclude(project__investor_plain="").exclude(project__site="").order_by()
        pairs = placed.values("project__investor_plain", "project__site").annotate(
            n=Count("project", distinct=True)
        )
        chosen |= _at(set(pairs.filter(n__gt=1).values_list("project__investor_plain", "project__site")))
        chosen |= set(rows.exclude(project__merged_into=None).values_list("project", flat=True))
        known = {key for pair in ledger.identities(known_at=_end(today)).items() for key in pair}
        chosen |= {int(key[8:]) for key in known if key.startswith("project:") and key[8:].isdigit()}
    told, judged = _judged(chosen, today)
    return {
        row.pk: (judged[row.pk].first or 0, row.project_id)
        for row in told
        if judged[row.pk].code == "again" and kinds()[row.kind].counts == "once"
    }


def came_of(
    *,
    viewer: Actor,
    event_id: int | None = None,
    campaign_id: int | None = None,
    channel_id: int | None = None,
) -> tuple[Step, ...]:
    """From invitation to money: what came, by somebody's word, of an event, a campaign with its events, a channel."""
    asked, brought = _reached(viewer, event_id, campaign_id, channel_id)
    rows = _brought(brought.project_ids)
    signed = {pk for pk, stage, _ in rows if _is_signed(stage)}
    money = received(project_ids=brought.project_ids)
    first = brought.first
    return (
        Step("invited", STEPS["invited"], asked.count()),
        Step("attended", STEPS["attended"], asked.filter(state="attended").count()),
        Step("leads", STEPS["leads"], len(brought.lead_ids)),
        Step("projects", STEPS["projects"], len(brought.project_ids), len(first)),
        Step(
            "signed", STEPS["signed"], len(signed), len(signed & first),
            sum((number or Decimal(0) for pk, _, number in rows if pk in signed), Decimal(0)),
        ),
        Step("received", STEPS["received"], len(money), len(set(money) & first), sum(money.values(), Decimal(0))),
    )  # fmt: skip


def came(
    *,
    step: str,
    viewer: Actor,
    event_id: int | None = None,
    campaign_id: int | None = None,
    channel_id: int | None = None,
) -> tuple[list[Came], int]:
    """Those that a step counts and the viewer reads, and how many more there are."""
    asked, brought = _reached(viewer, event_id, campaign_id, channel_id)
    if step in ("invited", "attended"):
        rows = asked.filter(state="attended") if step == "attended" else asked
        shown = rows.select_related("event").order_by("event__begins_on", "pk")
        return [Came(f"guest:{row.pk}", row.name, row.event.name, None, False) for row in shown], 0
    if step == "leads":
        seen = engagement.leads_seen(lead_ids=brought.lead_ids, viewer=viewer)
        listed = [Came(f"lead:{pk}", name, investor, None, False) for pk, name, investor, _ in seen]
        return listed, len(brought.lead_ids) - len(listed)
    money = received(project_ids=brought.project_ids) if step == "received" else {}
    wanted = [
        pk
        for pk, stage, _ in _brought(brought.project_ids)
        if step == "projects" or (step == "signed" and _is_signed(stage)) or pk in money
    ]
    lines = projects.lines(project_ids=wanted, viewer=viewer)
    listed = [
        Came(
            f"project:{line.id}", line.name, line.investor,
            money[line.id] if step == "received" else line.investment, line.id in brought.first,
        )
        for line in sorted(lines.values(), key=lambda one: one.id)
    ]  # fmt: skip
    return listed, len(wanted) - len(listed)


def received(*, project_ids: Iterable[int]) -> dict[int, Decimal]:
    """What counts as received in yuan, by project, its merged duplicates' included; nothing is left out."""
    numbers = set(project_ids)
    verified = Check.objects.filter(receipt=OuterRef("pk"), basis="verified").order_by("-pk")
    counted = [code for code, kind in receipt_kinds().items() if kind.counts]
    home = Coalesce("project__merged_into_id", "project_id")
    of_these = Q(project_id__in=numbers) | Q(project__merged_into_id__in=numbers)
    rows = (
        Receipt.objects.filter(RECEIVED, of_these, currency="CNY", kind__in=counted)
        .annotate(home=home, one=Coalesce(Subquery(verified.values("number")[:1]), "number"))
        .order_by()
        .values("home")
        .annotate(total=Sum("one"))
    )
    return dict(rows.values_list("home", "total"))


def agreed(*, project_ids: Iterable[int]) -> dict[int, Decimal]:
    """What the contract of each project says, increases not included, in yuan; those without one are left out."""
    by_project: dict[int, list[Amount]] = defaultdict(list)
    for row in Amount.objects.filter(
        kind=SIZED_BY, phase="contract", project_id__in=list(project_ids)
    ).order_by("pk"):
        by_project[row.project_id].append(row)
    found = {}
    for project, rows in by_project.items():
        one = best(projects.holding(rows), SIZED_BY, phase="contract", increases=False)
        if one is not None and one[1] == "CNY":
            found[project] = one[0]
    return found


def _of(chosen: QuerySet[Signing], viewer: Actor, today: date) -> Signings:
    kept = chosen.select_related("event", "project", "by").prefetch_related("parties")
    rows = list(kept.order_by("signed_on", "pk"))
    told, judged = _judged({row.project_id for row in rows}, today)
    firsts = {row.pk: row for row in told}
    seen = set(
        Signing.objects.filter(
            projects.sight(viewer=viewer, path="project__"), pk__in=[row.pk for row in told]
        )
        .order_by()
        .values_list("pk", flat=True)
    )
    mine = [row for row in rows if row.pk in seen]
    contracts = agreed(project_ids={row.project_id for row in mine})
    days = _days_signed({row.project_id for row in mine})
    lines = []
    for row in mine:
        now = judged[row.pk]
        first = firsts[now.first] if now.first in seen and now.first is not None else None
        lines.append(_line(row, now, contracts.get(row.project_id), days.get(row.project_id), first))
    return Signings(tuple(lines), len(rows) - len(mine), _sums(rows, judged))


def _judged(project_ids: Iterable[int], today: date) -> tuple[list[Signing], dict[int, Standing]]:
    """All signings that hold of these projects and of those that are the same, and how each stands."""
    groups = _groups(set(project_ids), today)
    rows = list(
        Signing.objects.filter(HOLDS, project_id__in=groups, signed_on__lte=today).select_related(
            "project", "increase", "event"
        )
    )
    homes = {row.project_id: row.project.merged_into_id for row in rows}
    kept = {*homes, *(into for into in homes.values() if into)}
    contracts = agreed(project_ids=kept)
    stage = dict(Project.objects.filter(pk__in=kept).values_list("pk", "stage"))
    grown = [row.increase_id for row in rows if row.increase_id]
    corrected = (
        set(Amount.objects.filter(corrects__in=grown).values_list("corrects", flat=True)) if grown else set()
    )

    def announced(row: Signing) -> Announced:
        both = [number for number in (row.project_id, homes[row.project_id]) if number]
        contract = next((contracts[number] for number in both if number in contracts), None)
        holds = row.increase is not None and row.increase_id not in corrected
        return Announced(
            row.pk, groups[row.project_id], kinds()[row.kind].counts, row.signed_on, row.number,
            any(_is_signed(stage[number]) for number in both), contract,
            row.increase_id, row.increase.number if holds and row.increase else None,
        )  # fmt: skip

    return rows, standings(map(announced, rows))


def _groups(project_ids: set[int], today: date) -> dict[int, int]:
    """A number for each project and for all that are the same: merged, identified, or of one investor at one site.

    A person's word in the ledger that a project is nothing else known keeps it apart from others at its site.
    """
    things = ledger.identities(known_at=_end(today)) if project_ids else {}
    said: dict[str, set[int]] = defaultdict(set)
    for key, thing in things.items():
        said[thing] |= {
            int(one[8:]) for one in (key, thing) if one.startswith("project:") and one[8:].isdigit()
        }
    rows: dict[int, tuple[str, str, int | None]] = {}
    waiting = set(project_ids)
    while waiting:
        found = Project.objects.filter(pk__in=waiting).values_list(
            "pk", "investor_plain", "site", "merged_into_id"
        )
        new = {pk: (investor, site, into) for pk, investor, site, into in found}
        rows |= new
        near = {into for _, _, into in new.values() if into}
        near |= {one for pk in new for one in said.get(things.get(key_of(pk), key_of(pk)), ())}
        near |= set(Project.objects.filter(merged_into__in=list(new)).values_list("pk", flat=True))
        apart = {pk for pk in new if things.get(key_of(pk)) == key_of(pk)}
        near |= _at(
            {(who, where) for pk, (who, where, _) in new.items() if who and where and pk not in apart}
        )
        waiting = near - set(rows)
    heads = {pk: pk for pk in rows}

    def head(pk: int) -> int:
        while heads[pk] != pk:
            pk = heads[pk]
        return pk

    places: dict[tuple[object, ...], int] = {}
    for pk, (investor, site, into) in rows.items():
        key = key_of(pk)
        marks: list[tuple[object, ...]] = [("thing", things.get(key, key))]
        if into:
            marks.append(("thing", things.get(key_of(into), key_of(into))))
        if investor and site and things.get(key) != key:
            marks.append(("place", investor, site))
        for mark in marks:
            heads[head(pk)] = head(places.setdefault(mark, pk))
    return {pk: head(pk) for pk in rows}


def _at(places: set[tuple[str, str]]) -> set[int]:
    """The projects of these investors at these sites, in one query."""
    near = Project.objects.filter(
        investor_plain__in={who for who, _ in places}, site__in={where for _, where in places}
    )
    found = near.values_list("pk", "investor_plain", "site") if places else ()
    return {pk for pk, who, where in found if (who, where) in places}


def _line(
    row: Signing, now: Standing, contract: Decimal | None, day: date | None, first: Signing | None
) -> SigningInfo:
    return SigningInfo(
        row.pk, row.event_id, row.event.name if row.event else "", row.project_id, row.project.name, row.kind,
        row.signed_on, row.number, tuple(one.name for one in row.parties.all()), row.evidence_id, row.note, str(row.by), now.code, now.counted,
        first.pk if first else None, first.event_id if first else None,
        tuple(_reasons(row, now, contract, day, first)),
    )  # fmt: skip


def _reasons(
    row: Signing, now: Standing, contract: Decimal | None, day: date | None, first: Signing | None
) -> Iterable[Words]:
    """Why a signing stands as it does, and where it disagrees with the project's record."""
    if now.code == "again":
        yield ELSEWHERE if first is None else _signed_first(first)
    counts = kinds()[row.kind].counts
    if now.code == "pending":
        yield (
            Words("项目台账尚未到签约阶段", "the project's record does not stand signed")
            if counts == "once"
            else Words("没有对应的增资记录", "no agreed increase stands behind it")
        )
    if counts == "once" and day is not None and now.code != "pending":
        if contract is None:
            yield Words("台账没有合同额", "the record states no contract amount")
        elif row.number is not None and row.number != contract:
            yield Words(
                f"公布 {row.number:,.0f} 元，合同 {contract:,.0f} 元",
                f"announced {row.number:,.0f} yuan, contract {contract:,.0f} yuan",
            )
        if now.code == "counted" and day != row.signed_on:
            yield Words(f"台账签约日为 {day}", f"by the record it was signed on {day}")


def _signed_first(row: Signing) -> Words:
    where = Words(f"在“{row.event}”", f" at “{row.event}”") if row.event else Words("", "")
    return Words(
        f"首次签约：{row.signed_on} {where.zh}（签约记录 {row.pk}）",
        f"first signed on {row.signed_on}{where.en} (signing {row.pk})",
    )


def _sums(rows: Sequence[Signing], judged: dict[int, Standing]) -> tuple[types.Sum, ...]:
    found = []
    nothing = Decimal(0)
    for kind in kinds():
        mine = [(row.number or nothing, judged[row.pk]) for row in rows if row.kind == kind]
        if not mine:
            continue
        counted = sum((now.counted for _, now in mine), nothing)
        again = sum((number for number, now in mine if now.code == "again"), nothing)
        announced = sum((number for number, _ in mine), nothing)
        codes = [now.code for _, now in mine]
        found.append(
            types.Sum(
                kind, len(mine), announced, codes.count("counted"), counted, codes.count("again"), again,
                announced - counted - again,
            )
        )  # fmt: skip
    return tuple(found)


def _days_signed(project_ids: Iterable[int]) -> dict[int, date]:
    """The day on which each project's record entered the stage of a formal contract, where it holds."""
    log: dict[int, list[StageRow]] = defaultdict(list)
    for step in StageRow.objects.filter(project_id__in=list(project_ids)).order_by("pk"):
        log[step.project_id].append(step)
    return {
        project: step.effective_on
        for project, steps in log.items()
        for step in stages_standing(steps, pipeline_rules().place)
        if step.stage == SIGNED
    }


def _reached(
    viewer: Actor, event_id: int | None, campaign_id: int | None, channel_id: int | None
) -> tuple[QuerySet[Guest], yields.Brought]:
    if not viewer.may("see"):
        return Guest.objects.none(), yields.brought()
    if channel_id is not None:
        return Guest.objects.filter(channel_id=channel_id), yields.brought(channel_ids=[channel_id])
    if event_id is not None:
        return Guest.objects.filter(event_id=event_id), yields.brought(event_ids=[event_id])
    held = list(Event.objects.filter(campaign_id=campaign_id or 0).values_list("pk", flat=True))
    return (
        Guest.objects.filter(event_id__in=held),
        yields.brought(event_ids=held, campaign_ids=[campaign_id] if campaign_id else []),
    )


def _brought(project_ids: Iterable[int]) -> list[tuple[int, str, Decimal | None]]:
    rows = Project.objects.filter(pk__in=list(project_ids)).order_by("pk")
    return list(rows.values_list("pk", "stage", "investment"))


def _is_signed(stage: str) -> bool:
    rules = pipeline_rules()
    return rules.place(stage) >= rules.place(SIGNED)


def _end(today: date) -> datetime:
    """The last moment of a day: words on identity given on it are known."""
    return timezone.make_aware(datetime.combine(today, time.max))


def _signed_by(*, names: Mapping[int, str], viewer: Actor) -> Iterable[Touch]:
    """What an organisation signed for projects that are read."""
    holds = Signing.objects.filter(HOLDS, projects.sight(viewer=viewer, path="project__"))
    rows: QuerySet[Any] = Party.objects.filter(organisation__own_name__in=names, signing__in=holds)
    for row in rows.select_related("signing__event", "signing__project", "organisation__own_name").order_by(
        "pk"
    ):
        kind, project, own = kinds()[row.signing.kind].name, row.signing.project, row.organisation.own_name
        words = Words(f"{kind.zh}：{project}", f"{kind.en}: {project}")
        thing = f"event:{row.signing.event_id}" if row.signing.event_id else ""
        yield Touch(
            "signings.Party.organisation", own.pk, own.text, row.signing.signed_on, words, thing=thing
        )


leads_here("signings.Party.organisation", "签约", "signings", _signed_by)
