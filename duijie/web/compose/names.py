"""Pairs of names to judge."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from duijie.accounts.types import Actor
from duijie.directory.queries import places_of
from duijie.directory.types import Place
from duijie.judgements.queries import answers, proposal, proposals
from duijie.judgements.types import NameProposal
from duijie.web.compose.links import to_characters, with_query
from duijie.web.compose.paging import PAGE, page_number
from duijie.web.pages.names import NamePair, NameSide, NamesPage
from duijie.web.pages.parts import Choice, Link, Paging, Quote
from duijie.web.saying import is_english, moment
from duijie.web.words import ANSWERS, known


def names_page(asked: Mapping[str, str], *, viewer: Actor) -> NamesPage:
    """Pairs with the answer asked for; those still open by default."""
    wanted = answer if (answer := asked.get("answer", "open")) in ANSWERS else "open"
    number = page_number(asked)
    counts = answers(viewer=viewer)
    here = reverse("names")
    shown = proposals(viewer=viewer, judged=wanted, offset=(number - 1) * PAGE, limit=PAGE)
    more = number * PAGE < counts.get(wanted, 0)
    return NamesPage(
        filters=tuple(
            Choice(
                with_query(here, answer="" if code == "open" else code),
                f"{label} {counts.get(code, 0):,}",
                chosen=code == wanted,
            )
            for code, label in ANSWERS.items()
        ),
        pairs=_pairs(shown, viewer),
        paging=Paging(
            shown=_("page %(number)s") % {"number": number},
            previous=with_query(here, answer=wanted, page=str(number - 1)) if number > 1 else "",
            next=with_query(here, answer=wanted, page=str(number + 1)) if more else "",
        )
        if number > 1 or more
        else None,
        may_scan=viewer.may("review"),
    )


def name_pair(proposal_id: int, *, viewer: Actor, problem: str = "") -> NamePair:
    """One pair; raises :class:`duijie.judgements.types.NoSuchProposal`."""
    return _pairs([proposal(proposal_id=proposal_id, viewer=viewer)], viewer, problem)[0]


def quotes(places: Sequence[Place]) -> tuple[Quote, ...]:
    """Places in documents as links to their very characters."""
    return tuple(Quote(one.quote, one.document, to_characters(one.document_id, one.place)) for one in places)


def _pairs(shown: Sequence[NameProposal], viewer: Actor, problem: str = "") -> tuple[NamePair, ...]:
    ids = {number for one in shown for number in (one.left_id, one.right_id)}
    places = places_of(name_ids=ids, viewer=viewer)
    return tuple(_pair(one, places, viewer, problem) for one in shown)


def _pair(one: NameProposal, places: Mapping[int, Sequence[Place]], viewer: Actor, problem: str) -> NamePair:
    decided = ""
    if one.judged != "open" and one.judged_at is not None:
        decided = _("%(who)s, %(when)s") % {"who": one.judged_by, "when": moment(one.judged_at)}
        decided += f" · {one.reason}" if one.reason else ""
    ends = (one.left_organisation, one.right_organisation)
    apart = viewer.may("review") and ends[0] != ends[1]
    return NamePair(
        id=str(one.id),
        left=_side(one.left, ends[0], places.get(one.left_id, ())),
        right=_side(one.right, ends[1], places.get(one.right_id, ())),
        likely=_("resemblance %(score)s %%") % {"score": round(one.score * 100)},
        reasons=one.reasons_en if is_english() else one.reasons,
        decide_url=reverse("judge-names", args=[one.id]) if viewer.may("review") else "",
        answer=one.judged,
        answer_label=known(ANSWERS, one.judged),
        decided=decided,
        merge=Link(_("What would move"), reverse("merge", args=ends)) if apart else None,
        problem=problem,
    )


def _side(name: str, organisation_id: int, places: Sequence[Place]) -> NameSide:
    return NameSide(Link(name, reverse("organisation", args=[organisation_id])), quotes(places))
