"""Claims of made documents beside each other: time at 1,250, 2,500 and 5,000, and how it grows; then against all pairs.

Ten claims a document, a third of the documents on the same days; own time of the process, medians of three. The peer
compares every two claims of one topic, which is what the sweep spares; it runs on the smallest number alone.
"""

from __future__ import annotations

import os
import random
import statistics
import time
from collections import defaultdict
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations
from typing import Any

SIZES = (1250, 2500, 5000)
MEASURES = ("projects.signed", "projects.intent", "enterprises.partnered", "funds.received", "jobs")
PERIODS = ("今年以来", "1—6月", "2023年", "今年一季度", "截至6月底", None)


def made(count: int) -> list[Any]:
    """Claims of ``count`` documents as the reader would give them, as values."""
    from duijie.figures.conflicts import said_of  # noqa: PLC0415 -- settings first
    from duijie.kernel.quantity import Quantity, Sense  # noqa: PLC0415
    from duijie.reading.kinds import Tally  # noqa: PLC0415

    chance = random.Random(5)
    claims = []
    for document in range(count):
        day = date(2024, 7, 1) + timedelta(days=0 if document % 3 else document % 90)
        for place in range(10):
            number = Decimal(chance.randint(1, 60) * 10)
            hedged = chance.random() < 0.4
            quantity = Quantity(
                number, "count", Sense.MORE if hedged else Sense.EXACT, number + hedged, number + 9 * hedged,
                f"{number}{'多' if hedged else ''}个",
            )  # fmt: skip
            subject = chance.choice((None, "甲园区", "乙园区", "丙镇"))
            tally = Tally(chance.choice(MEASURES), quantity, subject, chance.choice(PERIODS))
            claims.append(
                said_of(
                    tally, statement_id=f"{document}.{place}", document_id=document, day=day, start=place * 40,
                    quote=f"{subject or ''}{tally.period or ''}{tally.measure}{quantity.words}", whole=frozenset(),
                )
            )  # fmt: skip
    return claims


def pairs(claims: list[Any]) -> int:
    """The peer: how many pairs of one topic do not meet."""
    groups = defaultdict(list)
    for one in claims:
        if one.wide is not None:
            groups[one.wide].append(one)
    return sum(
        not a.quantity.meets(b.quantity) for group in groups.values() for a, b in combinations(group, 2)
    )


def own(run: Callable[[], object], rounds: int = 3) -> float:
    """Median milliseconds of the process's own time."""
    times = []
    for _ in range(rounds):
        begin = time.process_time()
        run()
        times.append(time.process_time() - begin)
    return statistics.median(times) * 1000


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import django  # noqa: PLC0415

    django.setup()
    from duijie.figures.conflicts import conflicts  # noqa: PLC0415

    print(f"{'documents':>10} {'claims':>8} {'contradictions':>15} {'as values':>10} {'swept':>9}")
    for size in SIZES:
        claims = made(size)
        making = own(lambda size=size: made(size), rounds=1)
        swept = own(lambda claims=claims: conflicts(claims))
        print(
            f"{size:>10,} {len(claims):>8,} {len(conflicts(claims)):>15,} {making:>7.0f} ms {swept:>6.0f} ms"
        )
    claims = made(SIZES[0])
    peer, swept = own(lambda: pairs(claims), rounds=1), own(lambda: conflicts(claims))
    print(f"all pairs at {SIZES[0]:,}: {peer:.0f} ms, {peer / swept:.1f} times as long as swept")


if __name__ == "__main__":
    main()
