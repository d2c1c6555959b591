"""One agreement: parties, clauses of both sides, what is missing, papers, reviews, history."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from duijie.accounts.queries import own_units
from duijie.accounts.types import Actor
from duijie.agreements import queries
from duijie.agreements.rules import ACTS, LIGHTS, SIDES, STATES, STEP_STATES, load
from duijie.agreements.types import AgreementInfo, ClauseInfo, PartyInfo, StepInfo
from duijie.kernel.quantity import Quantity
from duijie.kernel.span import Span
from duijie.pipeline import queries as projects
from duijie.pipeline.rules import load as pipeline_rules
from duijie.web.acts.record import history_table
from duijie.web.agreements.lists import left_in_words
from duijie.web.agreements.pages import (
    AgreementDetail,
    ClauseRow,
    Fact,
    HistoryLine,
    MissingRow,
    PaperRow,
    PartyRow,
    ReviewRow,
    Side,
    StepRow,
)
from duijie.web.compose.links import to_characters, with_query
from duijie.web.pages.parts import Amount, Link
from duijie.web.saying import amount, day, say

COUNTERS: Final = {"jobs": "人"}


def agreement_page(agreement_id: int, *, viewer: Actor, today: date) -> AgreementDetail:
    """The whole page. Raises :class:`duijie.agreements.types.NoSuchAgreement`."""
    info = queries.get(agreement_id=agreement_id, viewer=viewer, today=today)
    return _Composing(info, viewer, today).page()


class _Composing:
    """One agreement for one viewer on one day."""

    def __init__(self, info: AgreementInfo, viewer: Actor, today: date) -> None:
        self.info, self.viewer, self.today = info, viewer, today
        keeps = viewer.may("review") or info.unit_id in own_units(viewer=viewer)
        self.writes = viewer.may("add") and keeps
        self.projects = projects.lines(project_ids=info.project_ids, viewer=viewer)
        self.papers = {one.id: one for one in info.papers}

    def page(self) -> AgreementDetail:
        info = self.info
        return AgreementDetail(
            title=info.line.title,
            state=say(STATES[info.line.state]),
            facts=tuple(self._facts()),
            acts=tuple(self._acts()),
            missing=tuple(MissingRow("red" if one.must else "yellow", say(one.message)) for one in info.missing),
            sides=tuple(self._side(code) for code in SIDES),
            papers=tuple(
                PaperRow(
                    say(load().papers[one.kind]), one.title,
                    reverse("document", args=[one.document_id]) if one.document_id else "",
                    day(one.dated_on), one.sha256[:12],
                )
                for one in info.papers
            ),
            reviews=tuple(
                ReviewRow(
                    say(one.conclusion_name), "green" if one.passes else "red",
                    " · ".join(filter(None, [one.unit, day(one.reviewed_on), one.of, _("until %(day)s") % {"day": day(one.until)} if one.until else ""])),
                    one.note,
                )
                for one in info.reviews
            ),
            history=tuple(
                HistoryLine(day(timezone.localdate(one.at)), one.by, say(one.what), one.why) for one in reversed(info.history)
            ),
            record=history_table([f"agreement:{info.line.id}"], viewer=self.viewer),
        )  # fmt: skip

    def _facts(self) -> list[Fact]:
        info, line = self.info, self.info.line
        facts = [Fact(_("Kind"), say(load().kinds[line.kind].name)), Fact(_("Kept by"), line.unit)]
        if line.number:
            facts.append(Fact(_("Number"), line.number))
        facts.append(Fact(_("Signed on"), day(line.signed_on) or _("not yet")))
        if info.valid_from or line.valid_until:
            ends = f"{day(info.valid_from) or '…'} – {day(line.valid_until) or '…'}"
            left = f" · {left_in_words(line.expires_in)}" if line.expires_in is not None else ""
            facts.append(Fact(_("Valid"), ends + left))
        for one in self.projects.values():
            facts.append(Fact(_("Project"), one.name, reverse("project", args=[one.id])))
        if info.amends_id:
            facts.append(
                Fact(_("Supplements"), str(info.amends_id), reverse("agreement", args=[info.amends_id]))
            )
        for number in info.supplement_ids:
            facts.append(Fact(_("Supplement"), str(number), reverse("agreement", args=[number])))
        if line.confidential:
            facts.append(Fact(_("Confidential"), _("seen by its unit and those above")))
        return facts

    def _acts(self) -> list[Link]:
        if not self.writes:
            return []
        state = self.info.line.state
        wanted = [
            ("clause", _("Add a clause")), ("party", _("Add a party")), ("paper", _("Attach a paper")),
            ("term", _("Set the term")),
        ]  # fmt: skip
        if self.viewer.may("review"):
            wanted.append(("review", _("Record a review")))
        if state == "draft":
            wanted.insert(0, ("sign", _("Mark as signed")))
        wanted.append(("state", _("Change the state")))
        wanted.append(("head", _("Change the head")))
        return [Link(label, self._url(code)) for code, label in wanted]

    def _url(self, code: str, **asked: object) -> str:
        given = {name: str(value) for name, value in asked.items()}
        return with_query(reverse("agreement-act", args=[self.info.line.id, code]), **given)

    def _side(self, code: str) -> Side:
        headings = {"ours": _("What our side promises"), "theirs": _("What the other side promises")}
        return Side(
            code,
            headings[code],
            tuple(self._party(one) for one in self.info.parties if one.side == code),
            tuple(self._clause(one) for one in self.info.clauses if one.side == code),
        )

    def _party(self, one: PartyInfo) -> PartyRow:
        url = reverse("organisation", args=[one.organisation_id]) if one.organisation_id else ""
        remove = Link(_("Take back"), self._url("take-back-party", number=one.id)) if self.writes else None
        return PartyRow(one.name, url, say(load().roles[one.role].name), remove)

    def _clause(self, one: ClauseInfo) -> ClauseRow:
        source = None
        paper = self.papers.get(one.paper_id or 0)
        if paper is not None:
            label = " · ".join(filter(None, [paper.title, one.place]))
            url = reverse("document", args=[paper.document_id]) if paper.document_id else ""
            if one.document_id and one.start is not None and one.end is not None:
                url = to_characters(one.document_id, Span(one.start, one.end))
            source = Link(label, url)
        project = self.projects.get(one.project_id or 0) if len(self.projects) > 1 else None
        evidence = pipeline_rules().evidence
        about = [_("seen to by %(who)s") % {"who": one.owner}] if one.owner else []
        if one.proof_kind in evidence:
            about.append(_("proved by %(what)s") % {"what": say(evidence[one.proof_kind])})
        return ClauseRow(
            anchor=f"clause-{one.id}",
            kind=say(one.kind_name),
            text=one.text,
            source=source,
            about=" · ".join(about),
            project=Link(project.name, reverse("project", args=[project.id])) if project else None,
            steps=tuple(self._step(one, step) for step in one.steps),
            remove=Link(_("Take back"), self._url("take-back-clause", number=one.id))
            if self.writes
            else None,
        )

    def _step(self, clause: ClauseInfo, one: StepInfo) -> StepRow:
        notes = [
            " · ".join(
                filter(None, [
                    say(ACTS[mark.act]), day(mark.on), mark.text,
                    self.papers[mark.paper_id].title if mark.paper_id in self.papers else "",
                    " / ".join(filter(None, [mark.by, mark.approved_by])),
                ])
            )
            for mark in one.marks
        ]  # fmt: skip
        if one.waiting:
            told = _("%(who)s asks for a waiver: %(why)s") % {
                "who": one.waiting.by,
                "why": one.waiting.reason,
            }
            notes.append(f"{told} · {day(timezone.localdate(one.waiting.at))}")
        return StepRow(
            due=day(one.due_on) or _("no day"),
            number=_amount(one.number, one.unit, clause.kind),
            achieved=_amount(one.achieved, one.unit, clause.kind) if one.promise_id else None,
            state=say(STEP_STATES[one.state]),
            light=LIGHTS[one.state],
            late=left_in_words(-one.late) if one.late else "",
            notes=tuple(notes),
            acts=tuple(self._step_acts(one)),
        )

    def _step_acts(self, one: StepInfo) -> list[Link]:
        if not self.writes or self.info.line.state == "draft":
            return []
        closed = bool(one.marks) and one.marks[-1].act in ("met", "waived", "broken")
        wanted: list[tuple[str, str]] = []
        if not closed:
            wanted += [("met", _("Met")), ("partly", _("Partly"))]
            wanted += (
                [("decide", _("Decide the waiver"))] if one.waiting else [("waiver", _("Ask for a waiver"))]
            )
            wanted += [("broken", _("Broken"))] if self.viewer.may("review") else []
        elif self.viewer.may("review"):
            wanted = [("reopened", _("Open again"))]
        return [Link(label, reverse("step-act", args=[one.id, code])) for code, label in wanted]


def _amount(number: Decimal | None, unit: str, kind: str) -> Amount | None:
    if number is None or not unit:
        return None
    if unit == "CNY/m2":
        return Amount(f"{number:,.0f}", _("yuan a m²"), f"{number:,} CNY/m²")
    return amount(Quantity.exactly(number, unit), COUNTERS.get(kind, ""))
