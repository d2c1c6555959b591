"""A proposal carried out: each line becomes reservations by the operation of :mod:`duijie.capacity`, all or nothing a project."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from duijie.accounts.types import Actor
from duijie.capacity.operations import reserve
from duijie.capacity.types import NotEnough, Want, WrongReservation
from duijie.kernel.words import Words
from duijie.pipeline.types import NoSuchProject, NotYours


@dataclass(frozen=True, slots=True)
class Carried:
    """What became of a line: the reservations made, or why there are none."""

    project_id: int
    reservations: tuple[int, ...]
    why: Words | None


def carry_out(
    *, lines: Iterable[tuple[int, tuple[Want, ...]]], until: date, by: Actor, at: datetime, note: str = ""
) -> tuple[Carried, ...]:
    """Reserve for each project what was proposed to it, in an act of its own.

    What somebody else was promised in the meantime is refused for that project alone, with the reason.
    """
    by.must("add")
    told = []
    for project_id, wants in lines:
        try:
            made = reserve(project_id=project_id, wants=wants, until=until, by=by, at=at, note=note)
        except NotEnough as short:
            told.append(Carried(project_id, (), _joined(one.why for one in short.lacks)))
        except WrongReservation as wrong:
            told.append(Carried(project_id, (), wrong.words))
        except (NotYours, NoSuchProject) as foreign:
            told.append(Carried(project_id, (), Words("不归本单位管理，请联系其负责单位", str(foreign))))
        else:
            told.append(Carried(project_id, tuple(made), None))
    return tuple(told)


def _joined(words: Iterable[Words]) -> Words:
    every = list(words)
    return Words("；".join(one.zh for one in every), "; ".join(one.en for one in every))
