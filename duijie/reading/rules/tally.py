"""Rules for the kind ``tally``: a count or amount said of a whole.

What is measured is found in ``tally_facts``, for tallies and targets alike; here each takes its own.
"""

from __future__ import annotations

from collections.abc import Iterator

from duijie.reading.kinds import Tally
from duijie.reading.prepared import Prepared
from duijie.reading.rules.tally_facts import facts
from duijie.reading.statement import Found

# A count or a sum has a figure: any document with one is looked at.
TRIGGERS: tuple[str, ...] = tuple("0123456789０１２３４５６７８９一二两三四五六七八九十百千万亿")


def find(prepared: Prepared) -> Iterator[Found]:
    """Every tally that the text asserts."""
    for fact in facts(prepared):
        if not fact.ahead:
            said = Tally(fact.measure, fact.quantity, subject=fact.subject, period=fact.when)
            yield Found(said, fact.span, fact.rule)
