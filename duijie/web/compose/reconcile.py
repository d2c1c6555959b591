"""Claims of documents beside the figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from duijie.accounts.queries import own_region, units
from duijie.accounts.types import Actor
from duijie.disputes.queries import disputes, narrow
from duijie.disputes.types import WAITING, Filters
from duijie.figures.reconcile import Claim
from duijie.figures.verdicts import VERDICT_NAMES
from duijie.web.compose.disputes import claim_row, contradiction
from duijie.web.pages.parts import Choice
from duijie.web.pages.reconcile import ReconcilePage
from duijie.web.saying import day, say
from duijie.web.words import code_label

# More than these beside each other are not read; they are narrowed.
SHOWN = 100


def reconcile_page(asked: Mapping[str, str], *, viewer: Actor, now: datetime) -> ReconcilePage:
    """All claims, narrowed by ``verdict``, ``document``, ``measure``, ``unit``, ``state`` where the address says so."""
    today = own_region().closed_on or timezone.localdate(now)
    found = disputes(viewer=viewer, known_at=now)
    claims = [one.claim for one in found.claims if one.claim]
    document, verdict, measure, unit = (
        asked.get(name, "") for name in ("document", "verdict", "measure", "unit")
    )
    filters = Filters(
        document_id=int(document) if document.isdecimal() else None,
        measure=measure,
        unit_id=int(unit) if unit.isdecimal() else None,
    )
    told, quarrels = (narrow(each, filters, viewer=viewer) for each in (found.claims, found.contradictions))
    waiting = sum(one.standing.state in WAITING for one in (*told, *quarrels))
    if asked.get("state") == "open":
        narrower = replace(filters, waiting=True)
        told, quarrels = (narrow(each, narrower, viewer=viewer) for each in (told, quarrels))
    counted = Counter(one.claim.verdict for one in told if one.claim)
    return ReconcilePage(
        as_of=day(today),
        verdicts=(
            Choice("", _("All %(count)s") % {"count": len(told)}, chosen=not verdict),
            *(
                Choice(str(one), f"{say(name)} {counted[one]}", chosen=verdict == one)
                for one, name in VERDICT_NAMES.items()
            ),
        ),
        documents=(Choice("", _("All documents"), chosen=not document), *_documents(claims, document)),
        measures=(Choice("", _("All measures"), chosen=not measure), *_measures(claims, measure)),
        units=(
            Choice("", _("All units"), chosen=not unit),
            *(Choice(str(one.id), one.name, chosen=unit == str(one.id)) for one in units().values()),
        ),
        states=(
            Choice("", _("Judged or not"), chosen=asked.get("state") != "open"),
            Choice("open", _("To be judged %(count)s") % {"count": waiting}, chosen=asked.get("state") == "open"),
        ),
        contradictions=tuple(contradiction(one) for one in quarrels[:SHOWN]),
        rows=tuple(claim_row(one) for one in told if one.claim and verdict in ("", one.claim.verdict)),
        more=_("%(count)s more contradictions are not shown. Choose a document or a measure.")
        % {"count": len(quarrels) - SHOWN}
        if len(quarrels) > SHOWN
        else "",
    )  # fmt: skip


def _documents(claims: Iterable[Claim], chosen: str) -> list[Choice]:
    claims = list(claims)
    names = {claim.statement.document_id: claim.statement.document_name for claim in claims}
    counted = Counter(claim.statement.document_id for claim in claims)
    return [
        Choice(str(number), f"{name} {counted[number]}", chosen=chosen == str(number))
        for number, name in names.items()
    ]


def _measures(claims: Iterable[Claim], chosen: str) -> list[Choice]:
    counted = Counter(claim.measure for claim in claims)
    return [
        Choice(code, f"{code_label('tally', 'measure', code)} {number}", chosen=chosen == code)
        for code, number in counted.most_common()
    ]
