"""Claims of documents beside the figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from duijie.accounts.queries import own_region
from duijie.accounts.types import Actor
from duijie.evidence.types import StoredStatement
from duijie.figures.beside import Contradiction as Found
from duijie.figures.reconcile import VERDICT_NAMES, Claim, Verdict, reconcile
from duijie.web.compose.links import to_characters, to_figure
from duijie.web.pages.parts import Choice, Link, Quote
from duijie.web.pages.reconcile import ClaimRow, Contradiction, ReconcilePage
from duijie.web.saying import allowed, amount, day, say
from duijie.web.words import code_label

# More than these beside each other are not read; they are narrowed.
SHOWN = 100
LIGHTS = {Verdict.SUPPORTED: "green", Verdict.SHORT: "yellow", Verdict.CONTRADICTED: "red"}


def reconcile_page(asked: Mapping[str, str], *, viewer: Actor, now: datetime) -> ReconcilePage:
    """All claims, narrowed by ``verdict``, ``document`` and ``measure`` where the address says so."""
    today = own_region().closed_on or timezone.localdate(now)
    found = reconcile(viewer=viewer, known_at=now, today=today)
    document, verdict, measure = (asked.get(name, "") for name in ("document", "verdict", "measure"))
    of_document = [
        claim
        for claim in found.claims
        if document in ("", str(claim.statement.document_id)) and measure in ("", claim.measure)
    ]
    counted = Counter(claim.verdict for claim in of_document)
    quarrels = [
        one
        for one in found.contradictions
        if (not document or document in map(str, one.documents))
        and measure in ("", one.left.values["measure"])
    ]
    return ReconcilePage(
        as_of=day(today),
        verdicts=(
            Choice("", _("All %(count)s") % {"count": len(of_document)}, chosen=not verdict),
            *(
                Choice(str(one), f"{say(name)} {counted[one]}", chosen=verdict == one)
                for one, name in VERDICT_NAMES.items()
            ),
        ),
        documents=(Choice("", _("All documents"), chosen=not document), *_documents(found.claims, document)),
        measures=(Choice("", _("All measures"), chosen=not measure), *_measures(found.claims, measure)),
        contradictions=tuple(_contradiction(one) for one in quarrels[:SHOWN]),
        rows=tuple(_row(claim) for claim in of_document if verdict in ("", claim.verdict)),
        more=_("%(count)s more contradictions are not shown. Choose a document or a measure.")
        % {"count": len(quarrels) - SHOWN}
        if len(quarrels) > SHOWN
        else "",
    )


def _documents(claims: tuple[Claim, ...], chosen: str) -> list[Choice]:
    names = {claim.statement.document_id: claim.statement.document_name for claim in claims}
    counted = Counter(claim.statement.document_id for claim in claims)
    return [
        Choice(str(number), f"{name} {counted[number]}", chosen=chosen == str(number))
        for number, name in names.items()
    ]


def _measures(claims: tuple[Claim, ...], chosen: str) -> list[Choice]:
    counted = Counter(claim.measure for claim in claims)
    return [
        Choice(code, f"{code_label('tally', 'measure', code)} {number}", chosen=chosen == code)
        for code, number in counted.most_common()
    ]


def _row(claim: Claim) -> ClaimRow:
    figure = claim.figure
    marks = [say(claim.wording)] if claim.wording else []
    if claim.rejected:
        marks.append(_("rejected in review"))
    name = code_label("tally", "measure", claim.measure)
    return ClaimRow(
        measure=f"{name} · {claim.subject}" if claim.subject else name,
        quote=_quote(claim.statement),
        claimed=claim.quantity.words,
        interval=allowed(claim.quantity, ""),
        figure=Link(say(figure.definition.name), to_figure(figure.code, {"as_of": figure.as_of.isoformat()}))
        if figure
        else None,
        value=amount(figure.quantity, figure.definition.counter) if figure and figure.quantity else None,
        verdict=say(VERDICT_NAMES[claim.verdict]),
        light=LIGHTS.get(claim.verdict, ""),
        reason=say(claim.reason),
        marks=tuple(marks),
    )


def _contradiction(one: Found) -> Contradiction:
    return Contradiction(
        measure=code_label("tally", "measure", one.left.values["measure"]),
        left=_quote(one.left),
        left_claimed=str(one.left.values["quantity"]["words"]),
        right=_quote(one.right),
        right_claimed=str(one.right.values["quantity"]["words"]),
        reason=say(one.reason),
        again=_again(len(one.left_again) + len(one.right_again)),
    )


def _again(count: int) -> str:
    return (
        ngettext("said again in %(count)s more place", "said again in %(count)s more places", count)
        % {"count": count}
        if count
        else ""
    )


def _quote(one: StoredStatement) -> Quote:
    return Quote(one.quote, one.document_name, to_characters(one.document_id, one.place))
