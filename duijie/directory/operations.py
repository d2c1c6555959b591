"""The only writer of names, proposals and judgements."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import OuterRef, Q, Subquery

from duijie.accounts.operations import log
from duijie.accounts.types import Actor
from duijie.directory.models import Judgement, Name, Organisation, Proposal
from duijie.directory.types import NoSuchProposal
from duijie.naming.compare import propose
from duijie.naming.parts import parse_name

VERDICTS = ("same", "different", "unsure", "open")


@transaction.atomic
def note_names(*, names: Iterable[str], by: Actor, at: datetime) -> int:
    """Keep names that were not known, and propose pairs that may be one; how many names were new.

    Names that differ only in width, script or spaces are one name. Noting a name again adds nothing.
    """
    by.must("add")
    fresh = {parse_name(name).plain: name for name in names if name.strip()}
    fresh.pop("", None)
    known = set(Name.objects.filter(plain__in=fresh).values_list("plain", flat=True))
    added = []
    for plain, text in fresh.items():
        if plain in known:
            continue
        home = Organisation.objects.create(first_seen=at)
        added.append(Name.objects.create(text=text[:200], plain=plain[:200], home=home, organisation=home))
    if added:
        _propose(added, at)
        log(by=by, at=at, operation="note_names", subject="directory", added=[name.text for name in added])
    return len(added)


@transaction.atomic
def judge(*, proposal_id: int, verdict: str, by: Actor, at: datetime) -> None:
    """Say whether the two names of a proposal are one; ``open`` takes an earlier word back.

    Raises :class:`NoSuchProposal`, and ``ValueError`` for a verdict that is not in ``VERDICTS``.
    """
    by.must("review")
    if verdict not in VERDICTS:
        raise ValueError(f"{verdict!r} is no verdict; say one of {', '.join(VERDICTS)}")
    proposal = Proposal.objects.select_related("left", "right").filter(pk=proposal_id).first()
    if proposal is None:
        raise NoSuchProposal(proposal_id)
    Judgement.objects.create(proposal=proposal, verdict=verdict, by_id=by.user_id, at=at)
    _regroup({proposal.left_id, proposal.right_id})
    log(
        by=by,
        at=at,
        operation="judge",
        subject=f"proposal:{proposal_id}",
        verdict=verdict,
        pair=str(proposal),
    )


def _propose(added: list[Name], at: datetime) -> None:
    new = {name.text: name for name in added}
    rows = {name.text: name for name in Name.objects.all()}
    for found in propose(new, known=[text for text in rows if text not in new]):
        left, right = rows[found.left], rows[found.right]
        if left.pk > right.pk:
            left, right = right, left
        Proposal.objects.get_or_create(
            left=left,
            right=right,
            defaults={
                "verdict": str(found.verdict),
                "score": found.score,
                "reasons": [[reason.reason, reason.reason_en] for reason in found.reasons],
                "made_at": at,
            },
        )


def _regroup(name_ids: set[int]) -> None:
    """Work out anew which names are one, among all that hang together with ``name_ids`` now or before."""
    before = set(Name.objects.filter(pk__in=name_ids).values_list("organisation_id", flat=True))
    touched = set(
        Name.objects.filter(Q(organisation_id__in=before) | Q(pk__in=name_ids)).values_list("pk", flat=True)
    )
    latest = Judgement.objects.filter(proposal=OuterRef("pk")).order_by("-at", "-pk").values("verdict")[:1]
    same = list(
        Proposal.objects.annotate(word=Subquery(latest))
        .filter(word="same")
        .values_list("left_id", "right_id")
    )
    group = {pk: pk for pk in touched}

    def root(pk: int) -> int:
        while group[pk] != pk:
            pk = group[pk]
        return pk

    pending = True
    while pending:
        pending = False
        for left, right in same:
            if left not in group and right not in group:
                continue
            for pk in (left, right):
                if pk not in group:
                    group[pk] = pk
                    pending = True
            low, high = sorted((root(left), root(right)))
            group[high] = low
    homes = dict(Name.objects.filter(pk__in=group).values_list("pk", "home_id"))
    for pk in group:
        Name.objects.filter(pk=pk).update(organisation_id=homes[root(pk)])
