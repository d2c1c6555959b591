"""The fan on a park's page: what its projects may yield by year, against its quota of output."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from duijie.accounts.types import Actor
from duijie.outlook.queries import YEARS, outlook
from duijie.outlook.records import Recorded, recorded
from duijie.outlook.simulate import QUANTILES, Year
from duijie.outlook.types import NoProjectThere, Outlook
from duijie.parks.queries import park_line
from duijie.standing import until_written
from duijie.web.compose.links import with_query
from duijie.web.outlook.compose import fan_year, percent
from duijie.web.parks.pages import Drawing, FanPart
from duijie.web.projects.tables import yuan
from duijie.web.saying import day

FURTHEST: Final = 10
"""Years that a quota may lie ahead and still be drawn."""
LEFT, RIGHT, TOP, BOTTOM = 12, 348, 12, 158
"""The edges of the plot within the drawing of 360 by 180."""
_LOW, _QUARTER, _MIDDLE, _UPPER, _HIGH = (QUANTILES.index(share) for share in (0.1, 0.25, 0.5, 0.75, 0.9))


def fan_part(park_id: int, *, viewer: Actor, today: date, outlook_url: str) -> FanPart:
    """The fan of one park. Raises :class:`duijie.parks.types.NoSuchPark`."""
    line = park_line(park_id=park_id, viewer=viewer)
    kept = recorded(park=line.name, viewer=viewer, as_of=today)
    heading = _("Outlook against the quota")
    ahead = kept.due_on.year - today.year + 1 if kept.due_on else YEARS
    years = min(max(ahead, YEARS), FURTHEST)
    try:
        found = until_written(
            ("fan of a park", viewer, line.name, kept.quota, kept.base, today, years),
            lambda: outlook(
                viewer=viewer,
                as_of=today,
                park=line.name,
                quota=kept.quota,
                base=kept.base or Decimal(0),
                years=years,
            ),
        )
    except NoProjectThere:
        empty = _("No project bears the name of this park yet. Write it into the projects' field “Park”.")
        return FanPart(heading, "", None, "", (), "", "", empty)
    url = with_query(outlook_url, park=line.name)
    about = ngettext(
        "From %(count)s project on its way that promises an output.",
        "From %(count)s projects on their way that promise an output.",
        len(found.projects),
    ) % {"count": f"{len(found.projects):,}"}  # fmt: skip
    if not found.projects and not found.base:
        empty = _("No project on its way here promises an output, so there is nothing to draw yet.")
        return FanPart(heading, "", None, "", (), url, "", empty)
    return FanPart(
        heading,
        " ".join(filter(None, [about, _base(kept)])),
        drawn(found.years, found.quota),
        yuan(found.quota) if found.quota else "",
        tuple(map(fan_year, found.years)),
        url,
        _reached(found, kept, today),
        "",
    )


def drawn(years: Iterable[Year], quota: Decimal | None) -> Drawing:
    """Bands, the middle and the quota's line as points of the drawing; amounts from 0 to a little above the highest."""
    rows = list(years)
    top = 1.1 * max([float(quota or 0), *(one.quantiles[_HIGH] for one in rows)], default=1.0) or 1.0
    step = (RIGHT - LEFT - 40) / max(len(rows) - 1, 1)
    across = [LEFT + 20 + step * at for at in range(len(rows))]

    def height(amount: float) -> float:
        return BOTTOM - (BOTTOM - TOP) * amount / top

    def line(quantile: int) -> list[str]:
        return [f"{x:.1f},{height(one.quantiles[quantile]):.1f}" for x, one in zip(across, rows, strict=True)]

    return Drawing(
        wide=" ".join([*line(_LOW), *reversed(line(_HIGH))]),
        narrow=" ".join([*line(_QUARTER), *reversed(line(_UPPER))]),
        middle=" ".join(line(_MIDDLE)),
        quota=f"{height(float(quota)):.1f}" if quota else "",
        years=tuple((f"{x:.1f}", str(one.year)) for x, one in zip(across, rows, strict=True)),
    )


def _reached(found: Outlook, kept: Recorded, today: date) -> str:
    """The chance to reach the quota in the year when it is due, or in the last one drawn."""
    if kept.due_on is None or found.quota is None:
        return ""
    if kept.due_on < today:
        return _("The quota %(quota)s was due by %(day)s, which is past. Set the next one.") % {
            "quota": yuan(found.quota), "day": day(kept.due_on),
        }  # fmt: skip
    last = next((one for one in found.years if one.year == kept.due_on.year), found.years[-1])
    if last.chance is None:
        return ""
    words = _("Quota %(quota)s by %(day)s: in %(year)s reached with a chance of %(chance)s.")
    return words % {
        "quota": yuan(found.quota), "day": day(kept.due_on), "year": last.year, "chance": percent(last.chance)
    }  # fmt: skip


def _base(kept: Recorded) -> str:
    if kept.base is None:
        return _("Enterprises in residence have told no year yet: it starts from nothing.")
    return _("On top of %(amount)s that its enterprises told of %(year)s.") % {
        "amount": yuan(kept.base), "year": kept.year,
    }  # fmt: skip
