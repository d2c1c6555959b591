"""Pairs of names to judge."""

from __future__ import annotations

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext as _

from duijie.accounts.types import Actor
from duijie.judgements.queries import proposals
from duijie.judgements.types import NameProposal, NoSuchProposal
from duijie.web.compose.links import with_query
from duijie.web.pages.names import NamePair, NamesPage
from duijie.web.pages.parts import Choice, Paging
from duijie.web.saying import is_english, moment
from duijie.web.words import ANSWERS, known

PAGE = 50


def names_page(asked: Mapping[str, str], *, viewer: Actor) -> NamesPage:
    """Pairs with the answer asked for; those still open by default."""
    wanted = answer if (answer := asked.get("answer", "open")) in ANSWERS else "open"
    number = max(int(page), 1) if (page := asked.get("page", "")).isdigit() else 1
    found = proposals(viewer=viewer)
    here = reverse("names")
    fitting = [one for one in found if one.judged == wanted]
    shown = fitting[(number - 1) * PAGE : number * PAGE]
    more = number * PAGE < len(fitting)
    return NamesPage(
        filters=tuple(
            Choice(
                with_query(here, answer="" if code == "open" else code),
                f"{label} {sum(one.judged == code for one in found)}",
                chosen=code == wanted,
            )
            for code, label in ANSWERS.items()
        ),
        pairs=tuple(_pair(one, viewer) for one in shown),
        paging=Paging(
            shown=_("page %(number)s") % {"number": number},
            previous=with_query(here, answer=wanted, page=str(number - 1)) if number > 1 else "",
            next=with_query(here, answer=wanted, page=str(number + 1)) if more else "",
        )
        if number > 1 or more
        else None,
    )


def name_pair(proposal_id: int, *, viewer: Actor) -> NamePair:
    """One pair; raises :class:`duijie.judgements.types.NoSuchProposal`."""
    for one in proposals(viewer=viewer):
        if one.id == proposal_id:
            return _pair(one, viewer)
    raise NoSuchProposal(proposal_id)


def _pair(one: NameProposal, viewer: Actor) -> NamePair:
    decided = ""
    if one.judged != "open" and one.judged_at is not None:
        decided = _("%(who)s, %(when)s") % {"who": one.judged_by, "when": moment(one.judged_at)}
    return NamePair(
        id=str(one.id),
        left=one.left,
        right=one.right,
        likely=_("resemblance %(score)s %%") % {"score": round(one.score * 100)},
        reasons=one.reasons_en if is_english() else one.reasons,
        decide_url=reverse("judge-names", args=[one.id]) if viewer.may("review") else "",
        answer=one.judged,
        answer_label=known(ANSWERS, one.judged),
        decided=decided,
    )
