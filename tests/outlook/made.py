"""Projects that go their way by known rates, month by month: a region whose truth we know."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from duijie.outlook.chances import EDGES, Numbers, Stay
from duijie.outlook.simulate import Going

NEVER = 10_000


@dataclass(frozen=True, slots=True)
class Lived:
    """The month in which a project entered each step it reached; ``left`` in its last one, or ``NEVER``."""

    entered: tuple[int, ...]
    left: int
    output: float


def lived(rates: Numbers, begins: int, random: np.random.Generator, output: float) -> Lived:
    """One project's life from its first step on. ``rates`` by step, stretch and way."""
    entered, month = [begins], begins
    while len(entered) <= rates.shape[0]:
        age = 0
        while True:
            on, off = rates[len(entered) - 1, np.searchsorted(EDGES, age, side="right") - 1]
            if random.random() < 1 - np.exp(-(on + off)):
                break
            age += 1
            if age > 240:
                return Lived(tuple(entered), NEVER, output)
        month += age + 1
        if random.random() >= on / (on + off):
            return Lived(tuple(entered), month, output)
        entered.append(month)
    return Lived(tuple(entered), NEVER, output)


def as_known(lives: Sequence[Lived], today: int, last: int) -> tuple[list[Stay], list[Going]]:
    """The stays and the projects on their way as they are known in a month; ``last`` is the step of production."""
    stays, going = [], []
    for life in lives:
        entered = [month for month in life.entered if month <= today]
        if not entered:
            continue
        left = life.left <= today and len(entered) == len(life.entered)
        for step, since in enumerate(entered[:last]):
            more = step + 1 < len(entered)
            until = entered[step + 1] if more else life.left if left else today
            # A stay of k whole months ended at some time in the last of them.
            stays.append(
                Stay(
                    step,
                    until - since - 0.5 if more or left else until - since,
                    "on" if more else "left" if left else "",
                )
            )
        if not left and len(entered) <= last:
            going.append(Going(len(entered) - 1, today - entered[-1], life.output))
    return stays, going


def produced(life: Lived, month: int, last: int) -> bool:
    """Whether a project had begun to produce by a month."""
    return len(life.entered) > last and life.entered[last] <= month
