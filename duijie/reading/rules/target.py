"""Rules for the kind ``target``: something that is still to be reached.

What is measured is found in ``tally_facts``, for tallies and targets alike; here each takes its own.
"""

from __future__ import annotations

from collections.abc import Iterator

from duijie.reading.kinds import Target
from duijie.reading.prepared import Prepared
from duijie.reading.rules.tally_facts import facts
from duijie.reading.statement import Found

# A count or a sum has a figure: any document with one is looked at.
TRIGGERS: tuple[str, ...] = tuple("0123456789０１２３４５６７８９一二两三四五六七八九十百千万亿")


def find(prepared: Prepared) -> Iterator[Found]:
    """Everything measurable that the text says is still to be reached."""
    for fact in facts(prepared):
        if fact.ahead:
            said = Target(fact.measure, fact.quantity, subject=fact.subject, by=fact.when)
            yield Found(said, fact.span, f"target_{fact.rule}")
