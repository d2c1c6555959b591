"""One organisation's page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from duijie.accounts.types import Actor
from duijie.directory.queries import profile, touches
from duijie.directory.rules import FIELDS, HONOURS, KINDS, LEVELS, NAME_KINDS, TIES, TIES_BACK, relations
from duijie.directory.types import (
    ContactInfo,
    DetailInfo,
    HonourInfo,
    OrganisationName,
    Profile,
    Source,
    TieInfo,
    Touch,
)
from duijie.documents.queries import infos
from duijie.documents.types import DocumentInfo
from duijie.evidence.queries import by_ids
from duijie.evidence.types import StoredStatement
from duijie.judgements.queries import judgements_of
from duijie.judgements.rules import ASIDE
from duijie.judgements.types import JudgementInfo
from duijie.kernel.words import Words
from duijie.web.acts.record import history_table
from duijie.web.compose.codes import detail_shown, place_shown
from duijie.web.compose.links import to_characters, with_query
from duijie.web.engagement.cells import to
from duijie.web.pages.organisation import (
    ContactRow,
    EventRow,
    HonourRow,
    JudgementRow,
    Known,
    NameRow,
    OrganisationPage,
    TieRow,
)
from duijie.web.pages.parts import Link
from duijie.web.saying import day, moment, say
from duijie.web.words import ANSWERS, known

SHOWN = 60
"""Events on the page before somebody asks for all."""


def organisation_page(
    organisation_id: int, *, viewer: Actor, today: date, all_events: bool = False
) -> OrganisationPage:
    """Everything about one organisation; raises :class:`duijie.directory.types.NoSuchOrganisation`."""
    one = profile(organisation_id=organisation_id, viewer=viewer)
    edit = _Edits(one.id, viewer)
    sources = _Sources(one, viewer)
    events = _events(touches(organisation_id=one.id, viewer=viewer), alone=len(one.names) == 1)
    hidden = 0 if all_events else max(0, len(events) - SHOWN)
    here = reverse("organisation", args=[one.id])
    return OrganisationPage(
        title=one.title,
        facts=tuple(_facts(one)),
        known=tuple(_known(one, sources)),
        names=tuple(_name(name, edit) for name in one.names),
        honours=tuple(_honour(row, sources, edit, today) for row in one.honours),
        contacts=tuple(_contact(row, edit) for row in one.contacts or ()),
        hidden_contacts=one.contacts is None,
        ties=tuple(_tie(row, edit) for row in one.belongs_to),
        members=tuple(_tie(row, edit, TIES_BACK) for row in one.members),
        judgements=tuple(
            _judgement(row, viewer) for row in judgements_of(organisation_id=one.id, viewer=viewer)
        ),
        events=tuple(events[: len(events) - hidden]),
        earlier=_("%(count)s earlier ones are not shown") % {"count": hidden} if hidden else "",
        earlier_url=with_query(here, events="all") + "#events" if hidden else "",
        describe_url=edit.to("describe"),
        merge_url=edit.to("merge-with") if viewer.may("review") else "",
        add_name_url=edit.to("add-name") if viewer.may("review") else "",
        add_honour_url=edit.to("add-attribute", "honour"),
        add_contact_url=edit.to("add-attribute", "contact") if one.contacts is not None else "",
        add_tie_url=edit.to("add-attribute", "tie"),
        here=here,
        history=history_table([f"organisation:{name.home_id}" for name in one.names], viewer=viewer),
    )


class _Edits:
    """Addresses of the forms; empty for a viewer who may not change anything."""

    def __init__(self, organisation_id: int, viewer: Actor) -> None:
        self._id, self._may = organisation_id, viewer.may("add")

    def to(self, name: str, *which: object) -> str:
        return reverse(name, args=[self._id, *which]) if self._may else ""


class _Sources:
    """Where each value comes from: words and an address, both empty where it is not said."""

    def __init__(self, one: Profile, viewer: Actor) -> None:
        given = [*(row.source for row in one.details), *(row.source for row in one.honours)]
        self._documents: dict[int, DocumentInfo] = infos(
            document_ids={source.document_id for source in given if source.document_id}, viewer=viewer
        )
        self._statements: dict[str, StoredStatement] = by_ids(
            statement_ids={source.statement_id for source in given if source.statement_id}, viewer=viewer
        )

    def of(self, source: Source) -> tuple[str, str]:
        statement = self._statements.get(source.statement_id or "")
        if statement is not None:
            return statement.document_name, to_characters(statement.document_id, statement.place)
        document = self._documents.get(source.document_id or 0)
        if document is not None:
            return document.title or document.name, reverse("document", args=[document.id])
        return source.words, ""


def days(since: date | None, until: date | None) -> str:
    """``2010年1月1日 – 2015年3月2日``, one of them open, or empty."""
    return f"{day(since)} – {day(until)}".strip() if since or until else ""


def _facts(one: Profile) -> Iterable[str]:
    kind, division, status = (one.value(field) for field in ("kind", "division", "status"))
    yield say(KINDS[kind.value]) if kind else ""
    if division:
        yield place_shown(division.value)
    if status:
        yield detail_shown("status", status.value)


def _known(one: Profile, sources: _Sources) -> Iterable[Known]:
    home = {name.home_id: name.text for name in one.names}
    shown: set[str] = set()
    for field in FIELDS:
        for detail in (row for row in one.details if row.field == field):
            source, url = sources.of(detail.source)
            yield Known(
                label=say(FIELDS[field]),
                value=detail_shown(field, detail.value),
                note=_note(detail, home, first=field not in shown),
                source=source,
                source_url=url,
            )
            shown.add(field)


def _note(detail: DetailInfo, home: dict[int, str], *, first: bool) -> str:
    if detail.by_name:
        return _("told by the name")
    notes = []
    if detail.aside:
        notes.append(_("set aside when the two were made one"))
    elif not first:
        notes.append(_("an earlier value under another name"))
    if (detail.aside or not first) and detail.home_id in home:
        notes.append(home[detail.home_id])
    if detail.raw != detail.value and detail.raw.replace(" ", "").upper() != detail.value:
        notes.append(_("given as “%(raw)s”") % {"raw": detail.raw})
    return " · ".join(notes)


def _name(name: OrganisationName, edit: _Edits) -> NameRow:
    return NameRow(
        text=name.text,
        kind=say(NAME_KINDS[name.kind]),
        days=days(name.since, name.until),
        edit_url=edit.to("date-name", name.id),
    )


def _honour(row: HonourInfo, sources: _Sources, edit: _Edits, today: date) -> HonourRow:
    expired = row.expires_on is not None and row.expires_on < today
    source, url = sources.of(row.source)
    return HonourRow(
        title=row.title or say(HONOURS[row.code]),
        level=say(LEVELS[row.level]) if row.level else "",
        awarded_on=day(row.awarded_on),
        expires_on=day(row.expires_on),
        light="yellow" if expired else "green",
        state=_("expired") if expired else _("in force"),
        source=source,
        source_url=url,
        edit_url=edit.to("change-attribute", "honour", row.id),
    )


def _contact(row: ContactInfo, edit: _Edits) -> ContactRow:
    agreed = _("agreed on %(day)s") % {"day": day(row.consent_on)} if row.consent_on else _("agreed")
    return ContactRow(
        person=row.person,
        post=row.post,
        phone=row.phone,
        email=row.email,
        consent=agreed if row.consent else _("has not agreed yet"),
        home_town=place_shown(row.home_town) if row.home_town else "",
        edit_url=edit.to("change-attribute", "contact", row.id),
    )


def _tie(row: TieInfo, edit: _Edits, words: Mapping[str, Words] = TIES) -> TieRow:
    return TieRow(
        label=say(words[row.kind]),
        other=Link(row.other, reverse("organisation", args=[row.other_id])),
        days=days(row.since, row.until),
        edit_url=edit.to("change-attribute", "tie", row.id),
    )


def _judgement(row: JudgementInfo, viewer: Actor) -> JudgementRow:
    aside = ""
    if row.set_aside:
        aside = f"{row.set_aside}: {say(ASIDE[row.set_aside_as])}"
    undo = row.in_force and viewer.may("review")
    return JudgementRow(
        pair=f"{row.left} / {row.right}",
        verdict=_("taken back") if row.verdict == "open" else known(ANSWERS, row.verdict),
        reason=" · ".join(part for part in (row.reason, aside) if part),
        decided=_("%(who)s, %(when)s") % {"who": row.by, "when": moment(row.at)},
        undo_url=reverse("judge-names", args=[row.proposal_id]) if undo else "",
    )


def _events(found: Sequence[Touch], *, alone: bool) -> list[EventRow]:
    """One row for all that rests on the same statement; the latest day first, undated last."""
    groups: dict[object, list[Touch]] = {}
    for place, touch in enumerate(found):
        groups.setdefault((touch.statement_id, touch.name_id) if touch.statement_id else place, []).append(
            touch
        )
    order = list(relations())
    rows = []
    for group in groups.values():
        group.sort(key=lambda touch: order.index(touch.relation))
        first = group[0]
        rows.append((first.on, _event(group, alone=alone)))
    rows.sort(key=lambda row: (row[0] is not None, row[0] or date.min), reverse=True)
    return [row for _, row in rows]


def _event(group: Sequence[Touch], *, alone: bool) -> EventRow:
    first = group[0]
    marks = dict.fromkeys(
        say(touch.words if first.statement_id else relations()[touch.relation].words) for touch in group
    )
    url = ""
    if first.document_id and first.place:
        url = to_characters(first.document_id, first.place)
    elif first.document_id:
        url = reverse("document", args=[first.document_id])
    elif first.thing:
        url = to(first.thing)
    return EventRow(
        day=day(first.on) or _("undated"),
        words="" if first.quote else say(first.words),
        marks=tuple(marks),
        under=first.name if first.quote and not alone else "",
        quote=first.quote,
        document=first.document or (_("Open") if first.thing else ""),
        url=url,
    )
