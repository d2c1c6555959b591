"""What a draft says of the region laid beside the figures: the same comparison as for documents received.

Each number is compared with the figure of the period that it names, and of the park or unit that it is said of.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date, datetime

from duijie.accounts.types import Actor
from duijie.figures.types import FigureValue
from duijie.figures.verdicts import Beside, Verdict
from duijie.figures.wording import fits, shown
from duijie.kernel.span import Span
from duijie.kernel.words import Words
from duijie.proofing.check import Finding, Proofed, finding, in_order
from duijie.proofing.numbers import CLAUSE, Doubt
from duijie.reading.kinds import Tally
from duijie.reading.statement import Reading

_RULES = {Verdict.SHORT: "short", Verdict.CONTRADICTED: "against"}


def with_figures(
    proofed: Proofed, reading: Reading, *, as_of: date, known_at: datetime, viewer: Actor
) -> Proofed:
    """The same draft with what the ledger does not bear out, as of a day; what it does not know is passed over."""
    found: list[Finding] = [
        finding(one.rule, one.span, one.reason, proofed.source)
        for one in unborne(reading, as_of=as_of, known_at=known_at, viewer=viewer)
    ]
    return Proofed(proofed.source, in_order([*proofed.findings, *found]))


def unborne(reading: Reading, *, as_of: date, known_at: datetime, viewer: Actor) -> Iterator[Doubt]:
    """Tallies that the figures contradict; places in the text as given. ``as_of`` is the day of the draft."""
    beside = Beside(viewer, known_at)
    for one in reading.statements:
        if not isinstance(one.said, Tally):
            continue
        tally = _of_its_place(one.said, reading.repaired.text, one.span, beside.places)
        judged = beside.judge(tally, day=as_of)
        figure, said = judged.figure, tally.quantity
        if judged.verdict in _RULES:
            yield Doubt(_RULES[judged.verdict], one.place, _of(tally, judged.reason, figure, as_of))
        elif (
            judged.alike
            and figure is not None
            and figure.quantity is not None
            and figure.quantity.unit == said.unit
            and figure.quantity.is_exact
            and not fits(said, figure.quantity.number)
        ):
            ours = shown(figure.quantity, figure.definition.counter)
            reason = Words(
                f"台账正好是 {ours.zh}，不能写成“{said.words}”",
                f"the ledger has {ours.en} exactly: it cannot be printed as “{said.words}”",
            )
            yield Doubt("hedge_wrong", one.place, _of(tally, reason, figure, as_of))


def _of_its_place(said: Tally, text: str, span: Span, places: Collection[str]) -> Tally:
    """The number said of the park or unit that its clause names last before it, where the reading names none."""
    if said.subject in places:
        return said
    number = text.find(said.quantity.words, span.start, span.end)
    clause = CLAUSE.split(text[: number if number >= 0 else span.end])[-1]
    named = [(clause.rfind(name) + len(name), len(name), name) for name in places if name in clause]
    return replace(said, subject=max(named)[2]) if named else said


def _of(said: Tally, reason: Words, figure: FigureValue | None, as_of: date) -> Words:
    """The reason with the place that the figure is narrowed to, and its day where that is not the draft's."""
    zh, en = "", ""
    if figure is not None and figure.within:
        zh, en = f"{said.subject}，", f"{said.subject}: "
    if figure is not None and figure.as_of != as_of:
        zh, en = f"{zh}截至{figure.as_of}，", f"{en}as of {figure.as_of} "
    return Words(zh + reason.zh, en + reason.en)
