"""The explorer: those around somebody as a picture's columns, and the table of the same ties by pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Self
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from duijie.accounts.types import Actor
from duijie.relations.explorer import Around, around
from duijie.relations.rules import FAMILIES, kinds
from duijie.web.compose.paging import PAGE, page_number
from duijie.web.network.compose import WRONG, day_of
from duijie.web.network.pages import Family, NetworkPage
from duijie.web.network.rows import end, tie
from duijie.web.pages.parts import Choice, Field, Link, Paging
from duijie.web.saying import day, refusal, say

SIZES: Final = (100, 300, 1_000, 5_000)
"""How many the explorer may begin with."""
OPENED: Final = 200
"""So many may be opened in one picture: each is a word of its address."""
COMPACT: Final[dict[str, Any]] = {"separators": (",", ":"), "ensure_ascii": False}


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address of the explorer says: around whom, the way to whom, who is opened, which families are hidden."""

    of: str
    to: str
    family: str
    typed_day: str
    as_of: date
    wrong_day: str
    size: int
    also: tuple[str, ...]
    hidden: frozenset[str]
    page: int

    @classmethod
    def of_address(cls, given: QueryDict, *, today: date) -> Self:
        """The address read; what it does not say, or says wrongly, stands as on the first visit."""
        first = {name: str(given[name]) for name in given}
        of, to, family, size = (first.get(name, "").strip() for name in ("of", "to", "family", "size"))
        as_of, wrong = day_of(first, today)
        return cls(
            of, to, family if family in FAMILIES else "", first.get("as_of", ""), as_of, wrong,
            int(size) if size in map(str, SIZES) else SIZES[1], tuple(given.getlist("also")[:OPENED]),
            frozenset(given.getlist("hide")) & FAMILIES.keys(), page_number(first),
        )  # fmt: skip

    def address(self, *, page: int = 1) -> str:
        """The address that says this."""
        said = [("of", self.of), ("to", self.to), ("family", self.family), ("as_of", self.typed_day)]
        said += [("size", str(self.size)), *(("also", key) for key in self.also)]
        said += [*(("hide", code) for code in sorted(self.hidden)), ("page", str(page) if page > 1 else "")]
        return f"{reverse('network')}?{urlencode([(name, value) for name, value in said if value])}"

    def found(self, viewer: Actor) -> Around:
        """Whom and what it asks for. Raises those of :data:`~duijie.web.network.compose.WRONG`."""
        only = [code for code, kind in kinds().items() if kind.family == self.family] if self.family else []
        return around(
            source=self.of, target=self.to, also=self.also, viewer=viewer, as_of=self.as_of, only=only, most=self.size
        )  # fmt: skip


def picture(asked: Asked, *, viewer: Actor) -> dict[str, Any]:
    """What the picture is drawn from, by columns; the first node is the middle. ``open`` leads to whom was opened last."""
    try:
        found = asked.found(viewer)
    except WRONG as wrong:
        return {"problem": refusal(wrong)}
    families = list(FAMILIES)
    look = [families.index(kind.family) for kind in kinds().values()]
    last = next((node for node in found.nodes if asked.also and node.key == asked.also[-1]), None)
    return {
        "center": next(place for place, node in enumerate(found.nodes) if node == found.center),
        "key": [node.key for node in found.nodes],
        "name": [node.name for node in found.nodes],
        "where": {place: node.where for place, node in enumerate(found.nodes) if node.where},
        "families": families,
        "one": found.one.tolist(),
        "other": found.other.tolist(),
        "look": [look[kind] for kind in found.kind.tolist()],
        "way": int(found.on_way.sum()),
        "open": end(last).url if last else "",
    }


def network_page(asked: Asked, *, viewer: Actor) -> NetworkPage:
    """Those around somebody, with the way to somebody else where one is asked for."""
    problem, found = "", None
    try:
        found = asked.found(viewer)
    except WRONG as wrong:
        problem = refusal(wrong)
    return NetworkPage(
        fields=(
            Field("of", _("Around"), "text", asked.of, hint=_("An organisation, a unit or a person; left empty: your unit.")),
            Field("to", _("Show the way to"), "text", asked.to),
            Field("family", _("Kinds of ties"), "choice", asked.family, (
                Choice("", _("all"), not asked.family),
                *(Choice(code, say(name), code == asked.family) for code, name in FAMILIES.items()),
            )),
            Field("as_of", _("As of"), "date", asked.typed_day, error=asked.wrong_day),
            Field("size", _("At most"), "choice", str(asked.size), tuple(Choice(str(one), f"{one:,}", one == asked.size) for one in SIZES)),
        ),
        problem=problem,
        heading="" if found is None else str(found.center),
        here=asked.address(),
        families=tuple(Family(code, say(name)) for code, name in FAMILIES.items()),
        acts=(Link(_("Introductions"), reverse("introductions")),),
        empty=_("Nothing ties them as of this day.") if found is not None and not len(found) else "",
        hint=_("Take another day or all kinds of ties; or record a visit, an agreement, a membership or a guest.") if found is not None and not len(found) else "",
        **_table(found, asked),
    )  # fmt: skip


def _table(found: Around | None, asked: Asked) -> dict[str, Any]:
    """A page of the ties whose family is not hidden, and in words how many there are."""
    if found is None:
        return {"about": "", "rows": (), "paging": None}
    shown = found.of_other_families(asked.hidden)
    ready, total = shown.tolist(), f"{len(shown):,}"
    first = (asked.page - 1) * PAGE
    part = ready[first : first + PAGE]
    rows = tuple(
        tie(tied, on_way=bool(found.on_way[place]))
        for place, tied in zip(part, found.told(part), strict=True)
    )
    more = ngettext("%(count)s further one is not shown.", "%(count)s further ones are not shown.", found.left_out) % {"count": f"{found.left_out:,}"} if found.left_out else ""  # fmt: skip
    about = ngettext("%(count)s tie as of %(day)s.", "%(count)s ties as of %(day)s.", len(shown)) % {"count": total, "day": day(asked.as_of)}  # fmt: skip
    last = first + len(part)
    paging = None
    if len(ready) > PAGE:
        paging = Paging(
            shown=_("ties %(first)s–%(last)s of %(total)s") % {"first": first + 1, "last": last, "total": total},
            previous=asked.address(page=asked.page - 1) if asked.page > 1 else "",
            next=asked.address(page=asked.page + 1) if last < len(ready) else "",
        )  # fmt: skip
    return {"about": " ".join(filter(None, (about, more))), "rows": rows, "paging": paging}
