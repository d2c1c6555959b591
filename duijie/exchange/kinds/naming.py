"""Names of organisations as they come: which are known, and what the others may mean."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from duijie.accounts.types import Actor
from duijie.directory.queries import homes_named
from duijie.kernel.words import Words
from duijie.resolving.candidates import Found, resolve

MOST: Final = 300
"""Names of one import that are looked for beyond their exact spelling; a search costs milliseconds, not micro-."""


class Candidates:
    """Looks names up as an import brings them; each is looked for once."""

    def __init__(self, *, viewer: Actor) -> None:
        self.viewer = viewer
        self.known: dict[str, int | None] = {}
        self.found: dict[str, tuple[Found, ...]] = {}

    def learn(self, names: Iterable[str]) -> None:
        """Look up which of these names are those of organisations that are kept."""
        fresh = {name for name in names if name not in self.known}
        homes = homes_named(names=fresh) if fresh else {}
        self.known.update({name: homes.get(name) for name in fresh})

    def near(self, name: str) -> tuple[Found, ...]:
        """What a name that is not known may mean, own organisations and registry; empty once :data:`MOST` were asked."""
        if name not in self.found:
            if len(self.found) >= MOST:
                return ()
            self.found[name] = tuple(resolve(name=name, viewer=self.viewer, limit=3))
        return self.found[name]

    def told(self, name: str) -> tuple[Words, ...]:
        """A remark where a name is not that of an organisation that is kept but like one."""
        if not name or self.known.get(name) is not None:
            return ()
        found = self.near(name)
        if not found:
            return ()
        listed = "、".join(one.name for one in found)
        if found[0].verdict == "same" and len(found) == 1:
            return (Words(f"“{name}”即“{listed}”", f"“{name}” is “{listed}”"),)
        return (Words(f"“{name}”可能是：{listed}", f"“{name}” may be: {listed}"),)
