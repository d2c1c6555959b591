"""What a draft says of the region laid beside the figures: the same comparison by interval as for documents received."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from duijie.accounts.queries import own_region
from duijie.accounts.types import Actor
from duijie.figures.reconcile import Verdict, compare
from duijie.figures.registry import catalogue, compute, find_value
from duijie.figures.types import FigureValue
from duijie.figures.wording import fits, shown
from duijie.kernel.words import Words
from duijie.ledger import queries as ledger
from duijie.ledger.rules import NoEntry, scope_of
from duijie.proofing.check import Finding, Proofed, finding, in_order
from duijie.proofing.numbers import Doubt
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
    """Tallies that the figures as of the day contradict; places in the text as given."""
    whole = own_region().words_for_whole
    known = ledger.knowledge(known_at=known_at, viewer=viewer)
    computed: dict[str, list[FigureValue]] = {}
    for one in reading.statements:
        said = one.said
        if not isinstance(said, Tally) or said.measure not in catalogue():
            continue
        try:
            scope = scope_of(said, 0, whole)
        except NoEntry:
            continue
        if said.measure not in computed:
            computed[said.measure] = compute(
                said.measure, as_of=as_of, known_at=known_at, viewer=viewer, known=known
            )
        figure = find_value(computed[said.measure], scope)
        if figure is None or figure.quantity is None or figure.quantity.unit != said.quantity.unit:
            continue
        verdict, reason = compare(said.quantity, figure.quantity, figure.definition.counter)
        if verdict in _RULES:
            yield Doubt(_RULES[verdict], one.place, reason)
        elif figure.quantity.is_exact and not fits(said.quantity, figure.quantity.number):
            ours = shown(figure.quantity, figure.definition.counter)
            words = said.quantity.words
            yield Doubt(
                "hedge_wrong", one.place,
                Words(f"台账正好是 {ours.zh}，不能写成“{words}”", f"the ledger has {ours.en} exactly: it cannot be printed as “{words}”"),
            )  # fmt: skip
