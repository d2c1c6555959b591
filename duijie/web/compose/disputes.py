"""Contradictions and claims as matters: how each stands, what was said of it, what the viewer may do."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from duijie.accounts.types import Actor
from duijie.disputes.queries import get
from duijie.disputes.rules import CODES
from duijie.disputes.types import STATE_NAMES, AnswerInfo, Dispute, State
from duijie.disputes.types import Standing as Found
from duijie.evidence.types import StoredStatement
from duijie.figures.beside import Contradiction as Pair
from duijie.figures.reconcile import Claim
from duijie.figures.verdicts import VERDICT_NAMES, Verdict
from duijie.web.compose.links import to_characters, to_figure
from duijie.web.engagement.cells import table
from duijie.web.engagement.pages import Cell
from duijie.web.pages.parts import Link, Quote
from duijie.web.pages.reconcile import ClaimRow, Contradiction, DisputePage, Standing
from duijie.web.saying import allowed, amount, moment, say
from duijie.web.words import code_label

LIGHTS = {Verdict.SUPPORTED: "green", Verdict.SHORT: "yellow", Verdict.CONTRADICTED: "red"}
STATE_LIGHTS = {State.JUDGED: "green", State.REOPENED: "yellow", State.OPEN: "red"}


def dispute_page(key: str, *, viewer: Actor, now: datetime) -> DisputePage:
    """One matter. Raises :class:`duijie.disputes.types.NoSuchDispute`."""
    found = get(key=key, viewer=viewer, known_at=now)
    acts = []
    if viewer.may("review") and found.standing.state is not State.NONE:
        acts.append(Link(_("Judge"), reverse("dispute-judge", args=[key])))
        if found.standing.answer:
            acts.append(Link(_("Take the judgement back"), reverse("dispute-back", args=[key])))
    measure = code_label("tally", "measure", found.measure)
    return DisputePage(
        heading=measure,
        back=Link(_("Claims and records"), reverse("reconcile")),
        contradiction=contradiction(found, own_page=True) if found.contradiction else None,
        claim=claim_row(found, own_page=True) if found.claim else None,
        acts=tuple(acts),
        history=table(
            "history", _("What was judged"), [_("Judgement"), _("Reason"), _("By"), _("When")],
            [
                [Cell(say(CODES[one.code])), Cell(one.reason or "–"), Cell(one.by), Cell(moment(one.at))]
                for one in found.standing.history
            ],
            empty=_("Nobody has judged this yet"),
            hint=_("A reviewer says how it is and why. It is kept with name and time, and can be taken back."),
        ),
    )  # fmt: skip


def claim_row(told: Dispute, *, own_page: bool = False) -> ClaimRow:
    """A claim beside its figure."""
    claim = told.claim
    assert isinstance(claim, Claim)
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
        standing=_standing(told, own_page),
    )


def contradiction(told: Dispute, *, own_page: bool = False) -> Contradiction:
    """Two quotes beside each other."""
    one = told.contradiction
    assert isinstance(one, Pair)
    return Contradiction(
        measure=code_label("tally", "measure", told.measure),
        left=_quote(one.left),
        left_claimed=str(one.left.values["quantity"]["words"]),
        right=_quote(one.right),
        right_claimed=str(one.right.values["quantity"]["words"]),
        reason=say(one.reason),
        again=_again(len(one.left_again) + len(one.right_again)),
        standing=_standing(told, own_page),
    )


def _standing(told: Dispute, own_page: bool) -> Standing | None:
    """``None`` where nothing is in dispute and nobody ever said a word."""
    one, answer = told.standing, told.standing.answer
    if one.state is State.NONE and not one.history:
        return None
    return Standing(
        state=say(STATE_NAMES[one.state]),
        light=STATE_LIGHTS.get(one.state, ""),
        said=say(CODES[answer.code]) if answer else "",
        reason=answer.reason if answer else "",
        who=_who(answer) if answer else "",
        again=tuple(say(why) for why in one.again),
        more=None if own_page else Link(_more(one), reverse("dispute", args=[one.key])),
    )


def _more(one: Found) -> str:
    if not one.history:
        return _("Judge")
    count = len(one.history)
    return ngettext("%(count)s judgement", "%(count)s judgements", count) % {"count": count}


def _who(one: AnswerInfo) -> str:
    return f"{one.by} · {moment(one.at)}"


def _again(count: int) -> str:
    return (
        ngettext("said again in %(count)s more place", "said again in %(count)s more places", count)
        % {"count": count}
        if count
        else ""
    )


def _quote(one: StoredStatement) -> Quote:
    return Quote(one.quote, one.document_name, to_characters(one.document_id, one.place))
