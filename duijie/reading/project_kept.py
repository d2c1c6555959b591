"""Projects of one document, each kept once: what is told of one again is added to it."""

from __future__ import annotations

from dataclasses import replace

from duijie.reading.kinds import Project
from duijie.reading.project_stage import ORDER
from duijie.reading.statement import Found

# How many projects back, of those whose names end alike, one may be told again.
RECENT = 200


class Kept:
    """The projects told so far; one told again adds what is new to it."""

    def __init__(self) -> None:
        self.found: list[Found] = []
        self._by_ending: dict[str, list[int]] = {}

    def add(self, found: Found) -> None:
        """Adds a project, or what it says anew of one told before."""
        said = found.said
        assert isinstance(said, Project)
        # Names of one project end alike, see `_same`.
        alike = self._by_ending.setdefault(said.name[-6:], [])
        for at in alike[-RECENT:]:
            known = self.found[at].said
            assert isinstance(known, Project)
            if _same(known, said):
                self.found[at] = replace(self.found[at], said=_together(known, said))
                return
        alike.append(len(self.found))
        self.found.append(found)


def _together(known: Project, said: Project) -> Project:
    stage = max((one for one in (known.stage, said.stage) if one), key=ORDER.index, default=None)
    return replace(
        known,
        name=max(known.name, said.name, key=len),
        parties=known.parties or said.parties,
        investment=known.investment or said.investment,
        stage=stage,
        mode=known.mode or said.mode,
        site=known.site or said.site,
        capacity=known.capacity or said.capacity,
    )


def _same(known: Project, said: Project) -> bool:
    """One project told twice: one name ends the other, and neither parties nor sums speak against it."""
    short, long = sorted((known.name, said.name), key=len)
    if short != long and not (long.endswith(short) and len(short) >= 6):
        return False
    if known.parties and said.parties and not set(known.parties) & set(said.parties):
        return False
    a, b = known.investment, said.investment
    return a is None or b is None or a.number == b.number
