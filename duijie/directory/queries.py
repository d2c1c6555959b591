"""Reads of names and proposals."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import OuterRef, Subquery

from duijie.accounts.types import Actor
from duijie.directory.models import Judgement, Name, Proposal
from duijie.directory.types import NameProposal
from duijie.naming.parts import parse_name


def organisations_of(*, names: Iterable[str]) -> dict[str, int]:
    """The organisation behind each printed name; names that were never noted are left out."""
    plain = {name: parse_name(name).plain for name in names}
    rows = dict(Name.objects.filter(plain__in=set(plain.values())).values_list("plain", "organisation_id"))
    return {name: rows[key] for name, key in plain.items() if key in rows}


def proposals(*, viewer: Actor, open_only: bool = False) -> list[NameProposal]:
    """Pairs of names that may be one, the likeliest first."""
    if not viewer.may("see"):
        return []
    latest = Judgement.objects.filter(proposal=OuterRef("pk")).order_by("-at", "-pk")
    rows = (
        Proposal.objects.select_related("left", "right")
        .annotate(judged=Subquery(latest.values("verdict")[:1]), judgement=Subquery(latest.values("pk")[:1]))
        .order_by("-score", "pk")
    )
    words = {
        row.pk: row
        for row in Judgement.objects.filter(
            pk__in=[row.judgement for row in rows if row.judgement]
        ).select_related("by")
    }
    found = []
    for row in rows:
        word = words.get(row.judgement)
        judged = row.judged or "open"
        if open_only and judged != "open":
            continue
        found.append(
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
            )
        )
    return found
