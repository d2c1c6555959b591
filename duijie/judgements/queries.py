"""Reads of pairs and judgements, and what a merge would move."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations
from typing import Any

from django.db.models import Case, CharField, Count, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from duijie.accounts.types import Actor
from duijie.directory.models import Contact, Detail, Name
from duijie.directory.queries import codes_of, profile, unknown_relations, what_leads
from duijie.directory.rules import FIELDS, Called, leads_here, title_of
from duijie.directory.types import Profile
from duijie.judgements.models import Judgement, Proposal
from duijie.judgements.rules import MOST_SHARING, SHARED
from duijie.judgements.types import (
    FieldMerged,
    JudgementInfo,
    Leading,
    MergePreview,
    NameProposal,
    NoSuchProposal,
)
from duijie.kernel.words import Words

LATEST = Judgement.objects.filter(proposal=OuterRef("pk")).order_by("-at", "-pk")


def proposals(
    *,
    viewer: Actor,
    open_only: bool = False,
    judged: str = "",
    offset: int = 0,
    limit: int | None = None,
) -> list[NameProposal]:
    """Pairs of names that may be one, the likeliest first.

    ``judged`` narrows to one answer, ``open_only`` to those without. A pair that other judgements have made
    one is not open any more and is left out of both.
    """
    if not viewer.may("see"):
        return []
    rows = _answered()
    if open_only or judged:
        rows = rows.filter(answer="open" if open_only else judged)
    end = None if limit is None else offset + limit
    return _infos(rows.order_by("-score", "pk")[offset:end])


def proposal(*, proposal_id: int, viewer: Actor) -> NameProposal:
    """One pair; raises :class:`NoSuchProposal`."""
    found = _infos(_answered().filter(pk=proposal_id)) if viewer.may("see") else []
    if not found:
        raise NoSuchProposal(proposal_id)
    return found[0]


def answers(*, viewer: Actor) -> dict[str, int]:
    """How many pairs have each answer."""
    if not viewer.may("see"):
        return {}
    return dict(_answered().values_list("answer").annotate(Count("pk")).order_by())


def judgements_of(*, organisation_id: int, viewer: Actor) -> list[JudgementInfo]:
    """Every word said of the names of an organisation's group, the latest first, taken back or not."""
    if not viewer.may("see"):
        return []
    head = Name.objects.filter(home_id=organisation_id).values("organisation_id")
    mine = Name.objects.filter(organisation_id__in=head).values("pk")
    rows = Judgement.objects.filter(Q(proposal__left__in=mine) | Q(proposal__right__in=mine))
    return _told(rows)


def merge_preview(*, organisation_id: int, other_id: int, viewer: Actor) -> MergePreview:
    """What making two organisations one would do.

    Raises :class:`duijie.directory.types.NoSuchOrganisation`.
    """
    left = profile(organisation_id=organisation_id, viewer=viewer)
    right = profile(organisation_id=other_id, viewer=viewer)
    counts: dict[str, tuple[Words, dict[int, int]]] = {}
    for side in (left, right):
        for relation, number in what_leads(organisation_id=side.id, viewer=viewer):
            counts.setdefault(relation.field, (relation.words, {}))[1][side.id] = number
    names = [Called(one.id, one.text, one.kind, one.until) for side in (left, right) for one in side.names]
    codes = two_codes(left.id, right.id)
    return MergePreview(
        left=left,
        right=right,
        title=title_of(names).text,
        fields=tuple(_fields(left, right, codes)),
        leading=tuple(
            Leading(words, numbers.get(left.id, 0), numbers.get(right.id, 0))
            for words, numbers in counts.values()
        ),
        codes=codes,
        contrary=_contrary(left, right),
        obstacles=obstacles(left.id, right.id),
    )


def obstacles(one: int, other: int) -> tuple[Words, ...]:
    """What forbids making two groups one, however well it is reasoned."""
    found = []
    if one == other:
        found.append(Words("两者已经是同一家。", "The two are one already."))
    found += [
        Words(
            f"“{field}”指向组织，但系统不知道合并时如何处理它。请先在程序中登记这一关系。",
            f"{field} leads to organisations, and it is not known what a merge does to it. Declare it first.",
        )
        for field in unknown_relations()
    ]
    return tuple(found)


def two_codes(one: int, other: int) -> tuple[str, ...]:
    """The credit codes that speak for two groups where they differ; empty where they do not."""
    codes = codes_of(organisation_ids=(one, other))
    left, right = (codes.get(number, frozenset()) for number in (one, other))
    return tuple(sorted(left | right)) if left and right and left != right else ()


def hanging_together(name_ids: set[int]) -> tuple[set[int], list[tuple[int, int, str]]]:
    """All names that hang together with ``name_ids`` now or before, and the pairs that tie them, each with the code that
    its word sets aside."""
    before = Name.objects.filter(pk__in=name_ids).values("organisation_id")
    names = {*name_ids, *Name.objects.filter(organisation_id__in=before).values_list("pk", flat=True)}
    tying = Proposal.objects.annotate(
        word=Subquery(LATEST.values("verdict")[:1]), code=Subquery(LATEST.values("set_aside")[:1])
    )
    while True:
        rows = list(
            tying.filter(Q(left__in=names) | Q(right__in=names))
            .filter(word="same")
            .values_list("left_id", "right_id", "code")
        )
        reached = {end for left, right, _ in rows for end in (left, right)}
        if reached <= names:
            return names, rows
        names |= reached


def sharing_numbers() -> dict[tuple[int, int], Words]:
    """Pairs of names whose homes share a number, each with the reason."""
    pairs: dict[tuple[int, int], Words] = {}
    for field, why in SHARED.items():
        is_detail = field in ("old_number", "listed_code")
        rows = (
            Detail.objects.filter(field=field, removed_at=None)
            if is_detail
            else Contact.objects.filter(removed_at=None).exclude(**{field: ""})
        )
        column = "value" if is_detail else field
        often = rows.values(column).annotate(homes=Count("home", distinct=True))
        values = often.filter(homes__gt=1, homes__lte=MOST_SHARING).values_list(column, flat=True)
        holders: dict[str, set[int]] = {}
        for value, name in rows.filter(**{f"{column}__in": list(values)}).values_list(
            column, "home__own_name"
        ):
            holders.setdefault(value, set()).add(name)
        for names in holders.values():
            pairs |= dict.fromkeys(combinations(sorted(names), 2), why)
    return pairs


def _contrary(left: Profile, right: Profile) -> tuple[JudgementInfo, ...]:
    sides = [{one.id for one in side.names} for side in (left, right)]
    rows = Judgement.objects.filter(
        Q(proposal__left__in=sides[0], proposal__right__in=sides[1])
        | Q(proposal__left__in=sides[1], proposal__right__in=sides[0])
    )
    return tuple(one for one in _told(rows) if one.in_force and one.verdict == "different")


def _fields(left: Profile, right: Profile, codes: tuple[str, ...]) -> Iterable[FieldMerged]:
    for field in FIELDS:
        one, two = left.value(field), right.value(field)
        if one is None and two is None:
            continue
        stated = [each for each in (one, two) if each is not None and each.at is not None]
        stated.sort(key=lambda each: (each.at, each.home_id))
        merged = stated[-1].value if stated else (one or two).value  # type: ignore[union-attr]
        if field == "credit_code" and codes:
            merged = " / ".join(codes)
        yield FieldMerged(field, one.value if one else "", two.value if two else "", merged)


def _answered() -> QuerySet[Any]:
    """Proposals with their ``answer``: the latest word, ``tied`` where others made the two one."""
    tied = Case(
        When(left__organisation=F("right__organisation"), then=Value("tied")),
        default=Value("open"),
        output_field=CharField(),
    )
    latest = Coalesce(Subquery(LATEST.values("verdict")[:1]), Value("open"))
    return Proposal.objects.annotate(word=latest).annotate(
        answer=Case(When(word="open", then=tied), default=F("word"), output_field=CharField())
    )


def _infos(rows: QuerySet[Any]) -> list[NameProposal]:
    found = list(rows.select_related("left", "right").annotate(judgement=Subquery(LATEST.values("pk")[:1])))
    words = Judgement.objects.select_related("by").in_bulk(
        [row.judgement for row in found if row.judgement is not None]
    )
    infos = []
    for row in found:
        judged = "open" if row.answer == "tied" else row.answer
        word = words.get(row.judgement) if judged != "open" else None
        infos.append(
            NameProposal(
                id=row.pk,
                left=row.left.text,
                right=row.right.text,
                verdict=row.verdict,
                score=row.score,
                reasons=tuple(reason for reason, _ in row.reasons),
                reasons_en=tuple(reason for _, reason in row.reasons),
                judged=judged,
                judged_by=str(word.by) if word else "",
                judged_at=word.at if word else None,
                reason=word.reason if word else "",
                left_id=row.left_id,
                right_id=row.right_id,
                left_organisation=row.left.organisation_id,
                right_organisation=row.right.organisation_id,
            )
        )
    return infos


def _told(rows: QuerySet[Judgement]) -> list[JudgementInfo]:
    found = rows.select_related("by", "proposal__left", "proposal__right").order_by("-at", "-pk")
    latest: set[int] = set()
    told = []
    for row in found:
        in_force = row.proposal_id not in latest and row.verdict != "open"
        latest.add(row.proposal_id)
        told.append(
            JudgementInfo(
                row.proposal_id, row.proposal.left.text, row.proposal.right.text, row.verdict, row.reason,
                row.set_aside, row.set_aside_as, str(row.by), row.at, in_force,
            )
        )  # fmt: skip
    return told


leads_here("judgements.Proposal.left", "名称判定", "judgements on names")
leads_here("judgements.Proposal.right", "名称判定", "judgements on names")
