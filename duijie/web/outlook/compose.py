"""The outlook's page: the fan with its table, the projects it is drawn from, and what was learned of their way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from duijie.accounts.types import Actor
from duijie.kernel.typed import typed_amount, typed_day
from duijie.kernel.words import Words
from duijie.outlook.queries import outlook
from duijie.outlook.records import Recorded, choosable, recorded
from duijie.outlook.simulate import QUANTILES, Year
from duijie.outlook.types import Contribution, Outlook, StepSeen
from duijie.web.outlook.pages import FanYear, OutlookPage
from duijie.web.pages.parts import Choice, Field
from duijie.web.projects.pages import Cell, Row, Section
from duijie.web.projects.tables import section, yuan
from duijie.web.saying import day, say

SHOWN: Final = 50
"""Projects told one by one, those that weigh most first."""
_FAN: Final = tuple(QUANTILES.index(share) for share in (0.1, 0.25, 0.5, 0.75, 0.9))


def outlook_page(asked: Mapping[str, str], *, viewer: Actor, today: date) -> OutlookPage:
    """The page; what was typed wrongly says so beside its field, and the rest is drawn without it."""
    quota, base = (typed_amount(asked[name]) if asked.get(name) else None for name in ("quota", "base"))
    typed = asked.get("as_of", "")
    as_of = typed_day(typed) or today
    wrong_day = _("Write the day as 2015-09-24.") if typed and typed_day(typed) is None else ""
    names = choosable(viewer=viewer)
    park = asked.get("park", "") if asked.get("park") in names else ""
    # What nobody typed is taken from the park's records.
    kept = recorded(park=park, viewer=viewer, as_of=as_of) if park else Recorded()
    quota = kept.quota if quota is None and not asked.get("quota") else quota
    base = kept.base if base is None and not asked.get("base") else base
    found = outlook(viewer=viewer, as_of=as_of, park=park, quota=quota, base=base or Decimal(0))
    return OutlookPage(
        fields=(
            Field(
                "park", say(Words("园区", "Park")), "choice", park,
                (Choice("", _("all of the region"), not park), *(Choice(name, name, name == park) for name in names)),
            ),
            _amount_field("quota", Words("年产值任务", "Quota of a year"), asked, quota, _due(kept)),
            _amount_field("base", Words("现有年产值", "Produced already a year"), asked, base, _told_of(kept)),
            Field("as_of", say(Words("截至", "As of")), "date", as_of.isoformat(), error=wrong_day),
        ),
        as_of=day(as_of),
        about=ngettext(
            "From %(count)s project on its way that promises an output.",
            "From %(count)s projects on their way that promise an output.",
            len(found.projects),
        ) % {"count": f"{len(found.projects):,}"},
        silent=_silent(found.silent),
        years=tuple(map(fan_year, found.years)),
        quota=f"{quota:f}" if quota else "",
        quota_shown=yuan(quota) if quota else "",
        sections=(_projects(found), _steps(found)),
        drawn=_("Drawn %(draws)s times; the same question gives the same answer. An outlook, no promise: the chances rest on this region's own projects and, where those are few, on the assumptions of outlook_steps.toml.")
        % {"draws": f"{found.draws:,}"},
    )  # fmt: skip


def _amount_field(
    name: str, label: Words, asked: Mapping[str, str], amount: Decimal | None, kept: str = ""
) -> Field:
    typed = asked.get(name, "")
    error = _("Write an amount, such as 100亿 or 5000万.") if typed and amount is None else ""
    return Field(name, say(label), "text", typed, hint=kept or _("such as 100亿"), error=error)


def _due(kept: Recorded) -> str:
    if kept.quota is None:
        return ""
    return _("left empty: %(amount)s by %(day)s, the park's quota") % {
        "amount": yuan(kept.quota), "day": day(kept.due_on),
    }  # fmt: skip


def _told_of(kept: Recorded) -> str:
    if kept.base is None:
        return ""
    return _("left empty: %(amount)s, told by its enterprises of %(year)s") % {
        "amount": yuan(kept.base), "year": kept.year,
    }  # fmt: skip


def _silent(number: int) -> str:
    if not number:
        return ""
    return ngettext(
        "%(count)s more promises none and is left out.",
        "%(count)s more promise none and are left out.",
        number,
    ) % {"count": f"{number:,}"}


def fan_year(one: Year) -> FanYear:
    """A year's row of the fan's table."""
    values = [one.quantiles[at] for at in _FAN]
    low, quarter, middle, three_quarters, high = (yuan(Decimal(round(value))) for value in values)
    chance = "" if one.chance is None else percent(one.chance)
    return FanYear(
        str(one.year), low, quarter, middle, three_quarters, high, chance, " ".join(f"{value:.0f}" for value in values)
    )  # fmt: skip


def percent(chance: float) -> str:
    """A chance as it is read. Nothing that was drawn is told as certain."""
    if chance < 0.01:
        return "< 1%"
    return "> 99%" if chance > 0.99 else f"{chance:.0%}"


def _projects(found: Outlook) -> Section:
    def row(one: Contribution) -> Row:
        return Row(
            (
                Cell(one.name, url=reverse("project", args=[one.project_id])),
                Cell(say(one.step), note=day(one.since)),
                Cell(yuan(one.output)),
                Cell(percent(one.chance)),
            )
        )

    heads = (
        (Words("项目", "Project"), False), (Words("所在环节", "Step"), False),
        (Words("承诺达产年产值", "Promised output of a full year"), True),
        (Words("期内投产的可能", "Chance to produce by the last year"), True),
    )  # fmt: skip
    about = ""
    if len(found.projects) > SHOWN:
        about = _("The %(shown)s that weigh most of %(count)s.") % {
            "shown": SHOWN, "count": f"{len(found.projects):,}"
        }  # fmt: skip
    return section(
        "projects", Words("据以推算的项目", "Projects it is drawn from"), heads,
        map(row, found.projects[:SHOWN]), about=about,
        empty=Words("没有承诺产值的在途项目。请在项目“资金与承诺”中登记产值承诺。", "No project on its way promises an output. Record the promise under “Money and promises” of a project."),
    )  # fmt: skip


def _steps(found: Outlook) -> Section:
    def rows(steps: Iterable[StepSeen]) -> Iterable[Row]:
        for one in steps:
            yield Row(
                (
                    Cell(say(one.name)),
                    Cell(f"{one.standing:,}"),
                    Cell(f"{one.ended:,}", note=_("%(count)s go on") % {"count": f"{one.lasting:,}"}),
                    Cell(f"{one.months:.0f}"),
                    Cell(percent(one.goes_on)),
                    Cell(percent(one.produces)),
                )
            )

    heads = (
        (Words("环节", "Step"), False), (Words("在此环节", "Stand here"), True),
        (Words("本地已结束的经历", "Stays that ended here"), True), (Words("平均月数", "Months on average"), True),
        (Words("进入下一环节", "Go on"), True), (Words("期内投产", "Produce by the last year"), True),
    )  # fmt: skip
    return section("steps", Words("从本地经历学到的", "Learned from this region"), heads, rows(found.steps))
