"""Making two organisations one: which other, what would move, what is in the way."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from duijie.accounts.types import Actor
from duijie.directory.queries import listing, own_candidates, profile
from duijie.directory.rules import FIELDS
from duijie.directory.types import Filters, Profile
from duijie.judgements.queries import merge_preview
from duijie.judgements.rules import ASIDE
from duijie.judgements.types import MergePreview
from duijie.web.compose.codes import choices, detail_shown, place_shown
from duijie.web.pages.organisations import Candidate, ChooseOtherPage, Compared, MergePage
from duijie.web.pages.parts import Choice, Field, Link
from duijie.web.saying import moment, say

MOST = 20


def choose_other_page(organisation_id: int, search: str, *, viewer: Actor) -> ChooseOtherPage:
    """Likely others, or what ``search`` finds."""
    one = profile(organisation_id=organisation_id, viewer=viewer)
    found = _searched(one, search, viewer) if search else _likely(one, viewer)
    return ChooseOtherPage(
        organisation=Link(one.title, reverse("organisation", args=[one.id])),
        search=search,
        candidates=tuple(found),
    )


def merge_page(
    organisation_id: int, other_id: int, *, viewer: Actor, typed: dict[str, str], problem: str = ""
) -> MergePage:
    """What would move; ``typed`` and ``problem`` come back from a merge that was refused."""
    found = merge_preview(organisation_id=organisation_id, other_id=other_id, viewer=viewer)
    left, right = found.left, found.right
    younger = max(left, right, key=lambda side: side.id)
    return MergePage(
        left=_link(left),
        right=_link(right),
        merged_title=found.title,
        names=tuple(name.text for name in younger.names),
        values=tuple(
            Compared(
                say(FIELDS[row.field]),
                *(
                    detail_shown(row.field, text) if text else "–"
                    for text in (row.left, row.right, row.merged)
                ),
            )
            for row in found.fields
        ),
        leading=tuple(
            Compared(say(row.words), str(row.left), str(row.right), str(row.left + row.right))
            for row in found.leading
        ),
        warnings=tuple(_warnings(found)),
        obstacles=tuple(say(words) for words in found.obstacles),
        may_merge=viewer.may("review") and not found.obstacles,
        fields=tuple(_fields(found, typed)),
        problem=problem,
    )


def _searched(one: Profile, search: str, viewer: Actor) -> Iterable[Candidate]:
    for row in listing(filters=Filters(search=search), viewer=viewer, limit=MOST).rows:
        if row.id != one.id:
            about = " · ".join(part for part in (place_shown(row.division), row.code) if part)
            yield Candidate(Link(row.title, reverse("merge", args=[one.id, row.id])), about, ())


def _likely(one: Profile, viewer: Actor) -> Iterable[Candidate]:
    seen = {one.id}
    for name in one.names:
        for found in own_candidates(name=name.text, viewer=viewer, limit=MOST):
            if found.organisation_id not in seen:
                seen.add(found.organisation_id)
                link = Link(found.title, reverse("merge", args=[one.id, found.organisation_id]))
                about = _("resemblance %(score)s %%") % {"score": round(found.score * 100)}
                yield Candidate(link, about, tuple(say(why) for why in found.reasons))


def _link(side: Profile) -> Link:
    return Link(side.title, reverse("organisation", args=[side.id]))


def _warnings(found: MergePreview) -> Iterable[str]:
    for word in found.contrary:
        yield _("%(who)s said on %(when)s that “%(left)s” and “%(right)s” are different.") % {
            "who": word.by, "when": moment(word.at), "left": word.left, "right": word.right
        }  # fmt: skip
    if found.codes:
        yield _("Both have a credit code of their own: %(codes)s. Say below which one is a former code or a branch's, and why.") % {"codes": ", ".join(found.codes)}  # fmt: skip


def _fields(found: MergePreview, typed: dict[str, str]) -> Iterable[Field]:
    yield Field("reason", _("Reason"), "text", typed.get("reason", ""), required=bool(found.codes))
    if found.codes:
        chosen = typed.get("set_aside", "")
        yield Field(
            "set_aside", _("Code that does not speak for the whole"), "choice", chosen,
            tuple(Choice(code, code, code == chosen) for code in found.codes), required=True,
        )  # fmt: skip
        yield Field(
            "set_aside_as", _("It is"), "choice", typed.get("set_aside_as", ""),
            choices(ASIDE, typed.get("set_aside_as", ""))[1:], required=True,
        )  # fmt: skip
