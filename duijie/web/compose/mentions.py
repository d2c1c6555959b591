"""Candidates for the names that a statement says, and the registry's answers to what is typed."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from duijie.accounts.types import Actor
from duijie.reading.kinds import from_values, names_in
from duijie.resolving.candidates import OWN, Found, resolve, suggest
from duijie.review.queries import get
from duijie.review.types import Reviewed
from duijie.web.compose.links import with_query
from duijie.web.pages.mentions import Meant, Mention, MentionsPage
from duijie.web.pages.parts import Link
from duijie.web.saying import say

CANDIDATES = 4
"""Candidates shown for each name."""
SUGGESTED = 8
"""Rows of the registry shown below a search."""


def mentions_page(statement_id: str, *, viewer: Actor) -> MentionsPage:
    """Raises :class:`duijie.evidence.types.NoSuchStatement`."""
    reviewed = get(statement_id=statement_id, viewer=viewer)
    statement = reviewed.statement
    return MentionsPage(
        document=Link(statement.document_name, reverse("document", args=[statement.document_id])),
        quote=statement.quote,
        mentions=tuple(
            Mention(
                name,
                tuple(_meant(one, viewer) for one in resolve(name=name, viewer=viewer, limit=CANDIDATES)),
            )
            for name in names_said(reviewed)
        ),
    )


def names_said(reviewed: Reviewed) -> tuple[str, ...]:
    """The organisations that a statement names."""
    return names_in(from_values(reviewed.statement.kind, reviewed.values))


def registered(text: str, *, viewer: Actor) -> tuple[Meant, ...]:
    """Rows of the registry that fit what was typed; those that are ours already stand in the list itself."""
    found = suggest(text=text, viewer=viewer, limit=2 * SUGGESTED) if text else []
    return tuple(_meant(one, viewer, likely=False) for one in found if one.source != OWN)[:SUGGESTED]


def _meant(one: Found, viewer: Actor, *, likely: bool = True) -> Meant:
    own = one.organisation_id is not None
    taking = {"name": one.name, "credit_code": one.credit_code, "source": f"{one.source}:{one.row}"}
    return Meant(
        name=Link(one.name, reverse("organisation", args=[one.organisation_id]) if own else ""),
        where=_("in our directory") if own else _("in the registry: %(source)s") % {"source": one.source},
        code=one.credit_code,
        likely=_("resemblance %(score)s %%") % {"score": round(one.score * 100)} if likely else "",
        reasons=tuple(say(reason) for reason in one.reasons) if likely else (),
        take_url="" if own or not viewer.may("add") else with_query(reverse("add-organisation"), **taking),
    )
