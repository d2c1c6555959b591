"""The page of ties with a region."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from duijie.accounts.types import Actor
from duijie.codes.divisions import find_places, path_of
from duijie.figures.types import FigureValue
from duijie.kernel.typed import typed_day
from duijie.kernel.words import Words
from duijie.matching.rules import load
from duijie.relations.regional import Regional, figures_from, ties_with
from duijie.relations.rules import kinds
from duijie.relations.types import Node
from duijie.web.compose.links import to_figure
from duijie.web.network.pages import RegionPage
from duijie.web.network.rows import days, end, record, source
from duijie.web.pages.parts import Choice, Field, Link
from duijie.web.projects.pages import Cell, Row, Section
from duijie.web.projects.tables import section
from duijie.web.saying import amount, day, say

SILENT: Final = 20
"""Of those whose place is not known so many are named."""
SHOWN: Final = 500
"""Ties told one by one, the latest first."""


def region_page(asked: Mapping[str, str], *, viewer: Actor, today: date, now: datetime) -> RegionPage:
    """The page; a region that nobody knows is told beside its field."""
    areas = load().areas
    typed, area = asked.get("places", "").strip(), asked.get("area", "")
    chosen = next((one for one in areas if one.code == area), areas[0])
    day_typed = asked.get("as_of", "")
    as_of = typed_day(day_typed) or today
    codes, unknown = _codes(typed, as_of) if typed else (list(chosen.provinces), "")
    fields = (
        Field("area", _("Region"), "choice", chosen.code, tuple(Choice(one.code, say(one.name), one == chosen) for one in areas)),
        Field("places", _("Or these places"), "text", typed, hint=_("Provinces, cities or counties, such as 北京、天津."), error=unknown),
        Field("as_of", _("As of"), "date", day_typed, error=_("Write the day as 2015-09-24.") if day_typed and typed_day(day_typed) is None else ""),
    )  # fmt: skip
    if unknown:
        return RegionPage(fields, "", (), (), ())
    found = ties_with(divisions=codes, viewer=viewer, as_of=as_of)
    heading = "、".join(_name(code) for code in codes) if typed else say(chosen.name)
    sources = list(dict.fromkeys(code[:2] for code in codes if len(code) == 2))
    figures = figures_from(sources=sources, viewer=viewer, as_of=as_of, known_at=now) if sources else {}
    notes = [_("As of %(day)s. Where somebody is, the directory tells, else the sheet of their project, else the name; meetings alone are not counted.") % {"day": day(as_of)}]  # fmt: skip
    if found.ended:
        notes.append(ngettext("%(count)s more tie has ended.", "%(count)s more ties have ended.", found.ended) % {"count": f"{found.ended:,}"})  # fmt: skip
    return RegionPage(
        fields, heading, _facts(found), tuple(notes),
        (_ties(found), _outposts(found), _years(found), _figures(figures, sources, as_of), _silent(found)),
    )  # fmt: skip


def _codes(typed: str, today: date) -> tuple[list[str], str]:
    """The beginnings of the codes of the places typed, or what is wrong with them."""
    codes = []
    for name in filter(None, typed.replace("，", "、").replace(",", "、").split("、")):
        word = name.strip()
        found = [word.ljust(6, "0")] if word.isdecimal() and len(word) in (2, 4, 6) and path_of(word.ljust(6, "0")) else [one.code for one in find_places(word, today)]  # fmt: skip
        if len(found) != 1:
            return [], _("“%(name)s” is no one place. Write its full name or its code.") % {"name": word}
        stem = found[0]
        codes.append(stem[:2] if stem.endswith("0000") else stem[:4] if stem.endswith("00") else stem)
    return codes, ""


def _name(code: str) -> str:
    return "".join(one.name for one in path_of(code.ljust(6, "0"))[-1:])


def _facts(found: Regional) -> tuple[Link, ...]:
    """The numbers, each leading to the rows that it counts."""
    names = {code: say(kind.name) for code, kind in kinds().items()}
    return (
        Link(_("Local organisations tied there: %(count)s") % {"count": f"{len(found.ours):,}"}, "#ties"),
        Link(_("Organisations there: %(count)s") % {"count": f"{len(found.theirs):,}"}, "#ties"),
        Link(_("Outposts there: %(count)s") % {"count": f"{len(found.outposts):,}"}, "#outposts"),
        *(Link(f"{names[code]}: {number:,}", f"#tie-{code}") for code, number in found.by_kind.items()),
    )


def _ties(found: Regional) -> Section:
    heads = (
        (Words("本地一方", "Ours"), False), (Words("关系", "Tie"), False), (Words("该区域一方", "Theirs"), False),
        (Words("起止", "Days"), False), (Words("记录", "Record"), False),
    )  # fmt: skip
    there = {one.key for one in found.theirs}
    seen: set[str] = set()
    rows = []
    for tied in found.ties[:SHOWN]:
        ours, theirs = (tied.other, tied.one) if tied.one.key in there else (tied.one, tied.other)
        rests = record(tied.record)
        anchor = "" if tied.kind in seen else f"tie-{tied.kind}"
        seen.add(tied.kind)
        cells = (
            _who(ours), Cell(say(tied.name)), _who(theirs), Cell(days(tied)),
            Cell(rests.label, url=rests.url, source=source(tied.record)),
        )  # fmt: skip
        rows.append(Row(cells, anchor=anchor))
    about = _("The latest %(shown)s of %(count)s.") % {"shown": SHOWN, "count": f"{len(found.ties):,}"} if len(found.ties) > SHOWN else ""  # fmt: skip
    return section(
        "ties", Words("关系清单", "Ties one by one"), heads, rows, about=about,
        empty=Words("没有与这些地方的投资、协议、平台或会员关系。请在组织信息中写明对方的行政区划，或登记协议、平台、项目。", "No investment, agreement, platform or membership ties us there. Say in the directory in which division an organisation stands, or record an agreement, a platform, a project."),
    )  # fmt: skip


def _outposts(found: Regional) -> Section:
    heads = (
        (Words("飞地", "Outpost"), False), (Words("设立企业", "Of whom"), False), (Words("地点", "Place"), False),
        (Words("自", "Since"), False),
    )  # fmt: skip
    rows = (
        Row(
            (
                Cell(one.name or one.host, url=reverse("platform", args=[one.id])), Cell(one.host), Cell(one.place),
                Cell(day(one.approved_on)),
            )
        )
        for one in found.outposts
    )  # fmt: skip
    return section(
        "outposts", Words("设在该区域的飞地", "Outposts there"), heads, rows,
        empty=Words("没有登记设在这些地方的飞地。", "No outpost is recorded there."),
    )  # fmt: skip


def _years(found: Regional) -> Section:
    heads = (
        (Words("起始年份", "Began in"), False),
        (Words("关系", "Ties"), True),
        (Words("累计", "In all"), True),
    )
    rows, total = [], 0
    for year, number in found.by_year.items():
        total += number
        rows.append(Row((Cell(str(year)), Cell(f"{number:,}"), Cell(f"{total:,}")), value=str(number)))
    return section(
        "years", Words("逐年新增", "Over time"), heads, rows,
        about=_("Ties that last to this day, by the year in which they began or are known since."),
        empty=Words("没有可按年份统计的关系。", "There is no tie with a day."),
    )  # fmt: skip


def _figures(figures: Mapping[str, Mapping[str, FigureValue]], sources: list[str], as_of: date) -> Section:
    heads = ((Words("指标", "Figure"), False), *((Words.both(_name(code)), True) for code in sources))
    rows = []
    for values in figures.values():
        definition = next(iter(values.values())).definition
        cells = [Cell(say(definition.name))]
        for code in sources:
            value = values.get(code)
            if value is None or value.quantity is None:
                cells.append(Cell(""))
                continue
            shown = amount(value.quantity, definition.counter)
            url = to_figure(definition.code, {"source": code, "as_of": as_of.isoformat()})
            cells.append(Cell(f"{shown.number} {shown.unit}".strip(), url=url))
        rows.append(Row(tuple(cells)))
    return section(
        "figures", Words("来自该区域的项目与资金", "Projects and money from there"), heads, rows,
        about=_("By the home of the investor. Each number leads to the entries that it adds up."),
        empty=Words("没有写明来源地的台账条目。在项目台账填写“投资方所在地”后，按来源地统计的数字显示在这里。", "No entry of the ledger tells that it came from there. Fill in where an investor comes from on the project's sheet."),
    )  # fmt: skip


def _silent(found: Regional) -> Section:
    number = len(found.undivided)
    about = ngettext(
        "%(count)s is tied to us and may be in the region: describe them, and they are counted.",
        "%(count)s are tied to us and may be in the region: describe them, and they are counted.",
        number,
    ) % {"count": f"{number:,}"}  # fmt: skip
    return section(
        "silent", Words("未写明所在地的", "Of whom it is not said where they are"), ((Words("组织", "Organisation"), False),),
        (Row((_who(one),)) for one in found.undivided[:SILENT]),
        about=about if number else "",
        empty=Words("有关系的组织都写明了所在地。", "Of all that are tied to us the place is known."),
    )  # fmt: skip


def _who(node: Node) -> Cell:
    shown = end(node)
    return Cell(node.name, url=shown.url or shown.around_url)
