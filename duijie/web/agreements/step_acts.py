"""What may be said of a promise that falls due, and the form of each word."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from django.utils.translation import gettext as _

from duijie.accounts.types import Actor
from duijie.agreements.fulfilment import operations as fulfilment
from duijie.agreements.types import AgreementInfo
from duijie.web.agreements.acts import on_day, papers_of, reason
from duijie.web.agreements.asking import Act, Typed, asked, chosen
from duijie.web.pages.parts import Field


def _marking(code: str) -> Act:
    """The form of a mark; ``met`` asks for the paper that proves it."""

    def fields(subject: tuple[AgreementInfo, int], typed: Typed, _viewer: Actor) -> Iterable[Field]:
        yield on_day(typed, "on", _("On"))
        if code == "met":
            yield chosen(
                typed, "paper", _("Proof"), papers_of(subject[0], "proof", "other"), empty=_("choose"), needed=True,
                hint=_("Attach it to the agreement as a proof first."),
            )  # fmt: skip
        yield asked(typed, "text", _("What and why"), needed=code != "met")

    def run(subject: tuple[AgreementInfo, int], typed: Typed, by: Actor, at: datetime) -> None:
        day, text = typed.on("on"), typed.text("text", needed=code != "met")
        paper = typed.id("paper", needed=code == "met")
        typed.check()
        fulfilment.mark(step_id=subject[1], act=code, on=day, text=text, paper_id=paper, by=by, at=at)

    headings = {
        "met": lambda: _("Say that it was met"), "partly": lambda: _("Say that it was partly met"),
        "broken": lambda: _("Say that it was broken"), "reopened": lambda: _("Open it again"),
    }  # fmt: skip
    return Act(headings[code], fields, run, right="review" if code in ("broken", "reopened") else "add")


def _ask_waiver(subject: tuple[AgreementInfo, int], typed: Typed, by: Actor, at: datetime) -> None:
    why = typed.text("reason", needed=True)
    typed.check()
    fulfilment.ask_waiver(step_id=subject[1], reason=why, by=by, at=at)


def _decide_fields(_subject: Any, typed: Typed, _viewer: Actor) -> Iterable[Field]:
    yield chosen(typed, "verdict", _("Word"), {"approved": _("approve"), "refused": _("refuse")}, needed=True)
    yield asked(typed, "reason", _("Why"), hint=_("A refusal needs it."))


def _decide(subject: tuple[AgreementInfo, int], typed: Typed, by: Actor, at: datetime) -> None:
    fulfilment.decide_waiver(
        step_id=subject[1],
        approve=typed.text("verdict") == "approved",
        reason=typed.text("reason"),
        by=by,
        at=at,
    )


STEP_ACTS: Final[Mapping[str, Act]] = {
    **{code: _marking(code) for code in ("met", "partly", "broken", "reopened")},
    "waiver": Act(
        lambda: _("Ask for a waiver"), lambda _subject, typed, _viewer: [reason(typed)], _ask_waiver,
        about=lambda _subject: _("Another person approves or refuses it."),
    ),
    "decide": Act(lambda: _("Decide the waiver"), _decide_fields, _decide, right="review"),
}  # fmt: skip
