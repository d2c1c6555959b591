"""What may be done with an agreement, and the form of each act."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from django.utils.translation import gettext as _

from duijie.accounts.queries import units
from duijie.accounts.types import Actor
from duijie.agreements import operations
from duijie.agreements.queries import to_write
from duijie.agreements.rules import FOLLOWS, SIDES, STATES, load
from duijie.agreements.types import AgreementInfo
from duijie.pipeline import queries as projects
from duijie.pipeline.rules import load as pipeline_rules
from duijie.web.agreements.asking import Act, Typed, asked, chosen, documents
from duijie.web.pages.parts import Field
from duijie.web.saying import say


def _names(table: Mapping[str, Any]) -> dict[str, str]:
    return {code: say(getattr(row, "name", row)) for code, row in table.items()}


def unit_names() -> dict[str, str]:
    """Units by number, to choose from."""
    return {str(one.id): one.name for one in units().values()}


def reason(typed: Typed, *, needed: bool = True) -> Field:
    """The field for why."""
    return asked(typed, "reason", _("Why"), needed=needed)


def on_day(typed: Typed, name: str, label: str) -> Field:
    """The field for a day that is needed; it begins with today."""
    return asked(typed, name, label, "date", value=typed.today.isoformat(), needed=True)


def _head_fields(info: AgreementInfo | None, typed: Typed, viewer: Actor) -> Iterable[Field]:
    line = info.line if info else None
    if info is None:
        kinds = {code: words for code, words in _names(load().kinds).items() if code != "supplement"}
        yield chosen(typed, "kind", _("Kind"), kinds, needed=True)
        yield chosen(
            typed,
            "unit",
            _("Kept by"),
            unit_names(),
            value=str(viewer.unit_id or ""),
            empty=_("choose"),
            needed=True,
        )
    yield asked(typed, "title", _("Title"), value=line.title if line else "", needed=True)
    yield asked(typed, "number", _("Number"), value=line.number if line else "")
    if info is None:
        yield asked(typed, "project", _("Project's number"), hint=_("Where it is about a project."))
    hidden = "yes" if line and line.confidential else ""
    yield chosen(typed, "confidential", _("Confidential"), {"yes": _("yes")}, value=hidden, empty=_("no"))
    if info is None:
        yield asked(typed, "valid_from", _("Valid from"), "date")
        yield asked(typed, "valid_until", _("Valid until"), "date")


def draw_up(typed: Typed, by: Actor, at: datetime) -> int:
    """Begin an agreement; its number."""
    kind, title = typed.text("kind", needed=True), typed.text("title", needed=True)
    unit, project = typed.id("unit", needed=True), typed.id("project")
    since, until = typed.day("valid_from"), typed.day("valid_until")
    typed.check()
    return operations.draw_up(
        kind=kind, title=title, unit_id=unit or 0, number=typed.text("number"),
        confidential=typed.text("confidential") == "yes", valid_from=since, valid_until=until,
        project_ids=[project] if project else [], by=by, at=at,
    )  # fmt: skip


def _hold(info: AgreementInfo, by: Actor) -> object:
    return to_write(agreement_id=info.line.id, by=by)


def _edit(info: AgreementInfo, typed: Typed, by: Actor, at: datetime) -> None:
    title, number = typed.text("title", needed=True), typed.text("number")
    typed.check()
    operations.edit(
        agreement_id=info.line.id, title=title, number=number,
        confidential=typed.text("confidential") == "yes", by=by, at=at,
    )  # fmt: skip


def _party_fields(_info: AgreementInfo, typed: Typed, _viewer: Actor) -> Iterable[Field]:
    yield asked(typed, "name", _("Name as printed"), needed=True)
    yield chosen(typed, "role", _("Role"), _names(load().roles), needed=True)
    yield chosen(
        typed,
        "side",
        _("Side"),
        {code: say(words) for code, words in SIDES.items()},
        empty=_("as the role says"),
    )


def _party(info: AgreementInfo, typed: Typed, by: Actor, at: datetime) -> None:
    name, role = typed.text("name", needed=True), typed.text("role", needed=True)
    typed.check()
    operations.add_party(
        agreement_id=info.line.id, name=name, role=role, side=typed.text("side"), by=by, at=at
    )


def _paper_fields(_info: AgreementInfo, typed: Typed, viewer: Actor) -> Iterable[Field]:
    yield chosen(typed, "kind", _("Kind"), _names(load().papers), needed=True)
    yield asked(typed, "title", _("Title"), needed=True)
    yield documents(typed, viewer, label=_("Received as document"))
    yield asked(typed, "dated_on", _("Dated"), "date")


def _paper(info: AgreementInfo, typed: Typed, by: Actor, at: datetime) -> None:
    kind, title = typed.text("kind", needed=True), typed.text("title", needed=True)
    document, dated = typed.id("document"), typed.day("dated_on")
    typed.check()
    operations.attach(
        agreement_id=info.line.id, kind=kind, title=title, document_id=document, dated_on=dated, by=by, at=at
    )


def papers_of(info: AgreementInfo, *kinds: str) -> dict[str, str]:
    """Papers of an agreement by number, to choose from; only of some kinds where those are given."""
    return {str(one.id): one.title for one in info.papers if not kinds or one.kind in kinds}


def _clause_fields(info: AgreementInfo, typed: Typed, viewer: Actor) -> Iterable[Field]:
    yield chosen(typed, "kind", _("Kind"), _names(load().clauses), needed=True)
    yield chosen(
        typed,
        "side",
        _("Whose promise"),
        {code: say(words) for code, words in SIDES.items()},
        empty=_("as the kind says"),
    )
    yield asked(typed, "text", _("Words as printed"), "lines", needed=True)
    yield chosen(typed, "paper", _("Stands in"), papers_of(info), empty=_("not said"))
    yield asked(typed, "place", _("Place"), hint=_("Such as Article 3."))
    yield chosen(typed, "owner_unit", _("Unit that sees to it"), unit_names(), empty=_("none"))
    yield asked(typed, "owner", _("Person or organisation"))
    yield asked(typed, "due", _("Due on"), "date")
    yield asked(typed, "number", _("Quantity"), hint=_("In yuan, people or m²; also as 120m."))
    yield asked(typed, "due_2", _("Second step due on"), "date")
    yield asked(typed, "number_2", _("Its quantity"))
    yield chosen(typed, "proof", _("Proved by"), _names(pipeline_rules().evidence), empty=_("not said"))
    if len(info.project_ids) > 1:
        lines = projects.lines(project_ids=info.project_ids, viewer=viewer)
        yield chosen(
            typed, "project", _("Project"), {str(k): v.name for k, v in lines.items()}, empty=_("none")
        )


def _clause(info: AgreementInfo, typed: Typed, by: Actor, at: datetime) -> None:
    kind, text = typed.text("kind", needed=True), typed.text("text", needed=True)
    steps = [(typed.day("due"), typed.number("number")), (typed.day("due_2"), typed.number("number_2"))]
    paper, unit, project = typed.id("paper"), typed.id("owner_unit"), typed.id("project")
    typed.check()
    operations.add_clause(
        agreement_id=info.line.id, kind=kind, side=typed.text("side"), text=text,
        steps=[steps[0], *(one for one in steps[1:] if one != (None, None))], paper_id=paper,
        place=typed.text("place"), owner_unit_id=unit, owner=typed.text("owner"), proof_kind=typed.text("proof"),
        project_id=project, by=by, at=at,
    )  # fmt: skip


def _term_fields(info: AgreementInfo, typed: Typed, _viewer: Actor) -> Iterable[Field]:
    yield asked(typed, "valid_from", _("Valid from"), "date", value=str(info.valid_from or ""))
    yield asked(typed, "valid_until", _("Valid until"), "date", value=str(info.line.valid_until or ""))
    yield reason(typed, needed=bool(info.valid_from or info.line.valid_until))


def _term(info: AgreementInfo, typed: Typed, by: Actor, at: datetime) -> None:
    since, until = typed.day("valid_from"), typed.day("valid_until")
    typed.check()
    operations.set_term(
        agreement_id=info.line.id,
        valid_from=since,
        valid_until=until,
        reason=typed.text("reason"),
        by=by,
        at=at,
    )


def _sign_fields(_info: AgreementInfo, typed: Typed, viewer: Actor) -> Iterable[Field]:
    yield on_day(typed, "signed_on", _("Signed on"))
    if viewer.may("review"):
        yield asked(
            typed, "taken_over", _("Taken over from"),
            hint=_("Only for an older record, such as a ledger of 2015: then nothing is asked for."),
        )  # fmt: skip


def _sign(info: AgreementInfo, typed: Typed, by: Actor, at: datetime) -> None:
    day, taken_over = typed.on("signed_on"), typed.text("taken_over")
    typed.check()
    operations.sign(agreement_id=info.line.id, signed_on=day, taken_over=taken_over, by=by, at=at)


def _state_fields(info: AgreementInfo, typed: Typed, _viewer: Actor) -> Iterable[Field]:
    possible = {code: say(STATES[code]) for code, before in FOLLOWS.items() if info.line.state in before}
    yield chosen(typed, "state", _("State"), possible, needed=True)
    yield on_day(typed, "on", _("Since"))
    yield reason(typed)


def _state(info: AgreementInfo, typed: Typed, by: Actor, at: datetime) -> None:
    state, day, why = typed.text("state", needed=True), typed.on("on"), typed.text("reason", needed=True)
    typed.check()
    operations.set_state(agreement_id=info.line.id, state=state, effective_on=day, reason=why, by=by, at=at)


def _review_fields(info: AgreementInfo, typed: Typed, _viewer: Actor) -> Iterable[Field]:
    yield chosen(
        typed, "of", _("What was reviewed"), papers_of(info, "policy"), empty=_("the agreement itself")
    )
    yield chosen(typed, "unit", _("Reviewing unit"), unit_names(), empty=_("choose"), needed=True)
    yield on_day(typed, "reviewed_on", _("Reviewed on"))
    yield chosen(typed, "conclusion", _("Conclusion"), _names(load().conclusions), needed=True)
    yield asked(typed, "until", _("Exception holds until"), "date")
    yield chosen(
        typed, "paper", _("The review's paper"), papers_of(info, "review"), empty=_("choose"), needed=True,
        hint=_("Attach it as a paper of this kind first."),
    )  # fmt: skip
    yield asked(typed, "note", _("Note"))


def _review(info: AgreementInfo, typed: Typed, by: Actor, at: datetime) -> None:
    unit, paper = typed.id("unit", needed=True), typed.id("paper", needed=True)
    day, conclusion = typed.on("reviewed_on"), typed.text("conclusion", needed=True)
    until, of = typed.day("until"), typed.id("of")
    typed.check()
    assert unit is not None and paper is not None
    operations.review(
        agreement_id=info.line.id, unit_id=unit, reviewed_on=day, conclusion=conclusion, paper_id=paper, of_id=of,
        until=until, note=typed.text("note"), by=by, at=at,
    )  # fmt: skip


def _take_back_fields(_info: Any, typed: Typed, _viewer: Actor) -> Iterable[Field]:
    yield asked(typed, "number", _("Row"), needed=True)
    yield reason(typed)


def _taking_back(what: str) -> Act:
    def run(_info: AgreementInfo, typed: Typed, by: Actor, at: datetime) -> None:
        number, reason = typed.id("number", needed=True), typed.text("reason", needed=True)
        typed.check()
        operations.take_back(what=what, number=number or 0, reason=reason, by=by, at=at)

    return Act(
        lambda: _("Take back what was typed wrongly"), _take_back_fields, run, lambda: _("Take back"),
        lambda _info: _("It stays in the history, and counts no more."),
    )  # fmt: skip


ACTS: Final[Mapping[str, Act]] = {
    "head": Act(lambda: _("Change the head"), _head_fields, _edit, hold=_hold),
    "party": Act(lambda: _("Add a party"), _party_fields, _party),
    "paper": Act(
        lambda: _("Attach a paper"), _paper_fields, _paper,
        about=lambda _info: _("A file is received under Documents first; its hash then stands with the paper."),
    ),
    "clause": Act(
        lambda: _("Add a clause"), _clause_fields, _clause,
        about=lambda _info: _("A number that the other side promises of a project by a day is kept once, with the project's promises."),
    ),
    "term": Act(lambda: _("Set the term"), _term_fields, _term),
    "sign": Act(lambda: _("Mark as signed"), _sign_fields, _sign, lambda: _("Mark as signed")),
    "state": Act(lambda: _("Change the state"), _state_fields, _state),
    "review": Act(lambda: _("Record a fair-competition review"), _review_fields, _review, right="review"),
    "take-back-party": _taking_back("party"),
    "take-back-clause": _taking_back("clause"),
}  # fmt: skip
DRAWING_UP: Final = Act(
    lambda: _("Draw up an agreement"), _head_fields, lambda *_given: None,
    about=lambda _info: _("It begins as a draft; parties, papers and clauses are added afterwards."),
)  # fmt: skip
