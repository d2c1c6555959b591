"""What an outlook tells."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from duijie.kernel.words import Told, Words
from duijie.outlook.simulate import Year


class NoProjectThere(Told, LookupError):
    """No project that the viewer reads bears this park's name."""

    def __init__(self, park: str) -> None:
        super().__init__(
            f"没有项目写明园区“{park}”。项目列表里可看到园区的写法。",
            f"No project bears the park {park!r}. `duijie projects` shows how parks are written.",
        )


@dataclass(frozen=True, slots=True)
class StepSeen:
    """A step: projects that stand there, stays of this region that ended or last, and what follows from them.

    ``months`` a stay lasts on average, ``goes_on`` the chance to go on in the end, ``produces`` to produce from its
    entry within the years of the outlook.
    """

    code: str
    name: Words
    standing: int
    ended: int
    lasting: int
    months: float
    goes_on: float
    produces: float


@dataclass(frozen=True, slots=True)
class Contribution:
    """A project on its way: its step, its promised output of a full year in yuan, its chance to produce in time."""

    project_id: int
    name: str
    step: Words
    since: date
    output: Decimal
    chance: float


@dataclass(frozen=True, slots=True)
class Outlook:
    """Output by year in yuan, what it was drawn from, and what it leaves out.

    ``silent``: projects on their way that promise no output; ``base``: what is produced already and goes on.
    """

    as_of: date
    park: str
    base: Decimal
    quota: Decimal | None
    years: tuple[Year, ...]
    steps: tuple[StepSeen, ...]
    projects: tuple[Contribution, ...]
    silent: int
    draws: int
    seed: int
