"""A statement with what may be done to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from duijie.accounts.types import Actor
from duijie.evidence.types import Finders
from duijie.reading.kinds import CODES
from duijie.review.types import Progress, Reviewed
from duijie.web.compose.correcting import correction_fields
from duijie.web.compose.mentions import names_said
from duijie.web.pages.document import Progress as ProgressShown
from duijie.web.pages.document import Proposal, Value
from duijie.web.pages.parts import Field
from duijie.web.saying import moment
from duijie.web.words import FIELDS, FOUND_BY, KINDS, STATES, code_label, known

# The fields that tell what a statement is about; the rest stand below as values.
TITLES = {
    "tally": ("measure", "quantity"),
    "target": ("measure", "quantity"),
    "agreement": ("type",),
    "platform": ("type",),
    "policy": ("title",),
}


@dataclass(frozen=True, slots=True)
class Opened:
    """A form standing open in one proposal: ``correct`` or ``reject``, with what was typed and what is wrong.

    ``values`` is ``None`` where nothing was typed yet.
    """

    statement_id: str
    form: str
    values: Mapping[str, Any] | None = None
    wrong: Mapping[str, str] = field(default_factory=dict)
    problem: str = ""


def state_of(reviewed: Reviewed) -> str:
    """``open``, ``accepted``, ``corrected`` or ``rejected``."""
    return reviewed.decision.verdict if reviewed.decision else "open"


def proposal(reviewed: Reviewed, *, viewer: Actor, found: Finders, opened: Opened | None = None) -> Proposal:
    """The statement as the list shows it; ``opened`` counts only where it names this statement."""
    statement, decision = reviewed.statement, reviewed.decision
    mine = opened if opened is not None and opened.statement_id == statement.id else None
    may = viewer.may("review")
    waits = decision is None

    def act(name: str, offered: bool) -> str:
        return reverse("decide", args=[statement.id, name]) if may and offered else ""

    shown = [(name, _text(statement.kind, name, value)) for name, value in reviewed.values.items() if value]
    title_fields = TITLES.get(statement.kind, ("name",))
    title = " · ".join(text for name, text in shown if name in title_fields)
    decided = ""
    if decision is not None:
        decided = _("%(who)s, %(when)s") % {"who": decision.by, "when": moment(decision.at)}
        decided = f"{decided} · {decision.reason}" if decision.reason else decided
    return Proposal(
        id=statement.id,
        kind_label=known(KINDS, statement.kind),
        title=title or known(KINDS, statement.kind),
        values=tuple(Value(known(FIELDS, name), text) for name, text in shown if name not in title_fields),
        quote=statement.quote,
        rule=statement.rule,
        state=state_of(reviewed),
        state_label=known(STATES, state_of(reviewed)),
        decided=decided,
        url=reverse("statement", args=[statement.id]),
        accept_url=act("accept", waits),
        correct_url=act("correct", True),
        reject_url=act("reject", waits),
        withdraw_url=act("withdraw", not waits),
        form=mine.form if mine and may else "",
        fields=_fields(reviewed, mine) if mine and may else (),
        problem=mine.problem if mine else "",
        found_by=_found_by(statement.id, found),
        who_url=reverse("mentions", args=[statement.id]) if names_said(reviewed) else "",
    )


def _found_by(statement_id: str, found: Finders) -> str:
    """Nothing where only the rules have read the document: then there is nothing to tell apart."""
    sides = found.by_statement.get(statement_id)
    if not sides or "model" not in found.sides:
        return ""
    return known(FOUND_BY, "both" if len(sides) > 1 else next(iter(sides)))


def _fields(reviewed: Reviewed, opened: Opened) -> tuple[Field, ...]:
    if opened.form == "reject":
        typed = (opened.values or {}).get("reason", "")
        return (
            Field(
                "reason", _("Why does it not hold?"), "text", value=typed, required=True,
                error=opened.wrong.get("reason", ""),
            ),
        )  # fmt: skip
    values = reviewed.values if opened.values is None else opened.values
    return correction_fields(reviewed.statement.kind, values, wrong=opened.wrong)


def _text(kind: str, name: str, value: Any) -> str:
    if isinstance(value, Mapping):
        return str(value.get("words") or value.get("number", ""))
    if isinstance(value, list | tuple):
        return "、".join(value)
    return code_label(kind, name, value) if (kind, name) in CODES else str(value)


def progress_shown(state: Progress | None) -> ProgressShown:
    """How far the review is, in words."""
    done, total = (state.accepted + state.rejected, state.all) if state else (0, 0)
    return ProgressShown(done, total, _("%(done)s of %(total)s decided") % {"done": done, "total": total})
