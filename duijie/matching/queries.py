"""Prospects: the registry's enterprises on the links of chains, ranked for a park, a chain or a link.

Everything is worked out in whole columns; only the rows that are shown are read again, for the reasons.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

import numpy as np

from duijie.accounts.types import Actor
from duijie.codes.divisions import path_of
from duijie.industry.links.graph import Link
from duijie.industry.placing.placer import Placed
from duijie.industry.placing.places import Place, local_of, own_place, park_place
from duijie.industry.placing.registered import UNKNOWN_DAY, on_chain, placed_on, registered
from duijie.industry.queries import chain, chains_in, map_of
from duijie.industry.types import ChainInfo, ChainMap, LinkState, Local, NoSuchChain
from duijie.kernel.words import Words
from duijie.matching import factors
from duijie.matching.facts import facts_of
from duijie.matching.ranking import HERE, Asked, Ranking, Ranks, in_memory
from duijie.matching.rules import Factor, Rules, load
from duijie.matching.slots import filled
from duijie.matching.types import LeftOut, NothingToMatch, Part, Prospect, Prospects
from duijie.parks.queries import industries_of
from duijie.parks.rules import load as parks_rules

_HERE: Final = Words("已在本地", "in this county already")
_REFUSED: Final = Words("环节属园区禁止的产业", "on a link that the park keeps out")


def prospects(
    *,
    viewer: Actor,
    today: date,
    park_id: int | None = None,
    chain_id: int | None = None,
    link: str = "",
    limit: int = 50,
    ranks: Ranks = in_memory,
) -> Prospects:
    """The first ``limit`` prospects for the chains of a park, for one chain, or for one link of it.

    ``ranks``: what works the ranking out, see :mod:`duijie.matching.anywhere`; the answer is the same. Raises :class:`NothingToMatch`, :class:`~duijie.industry.types.NoSuchChain`, :class:`~duijie.parks.types.NoSuchPark`.
    """
    viewer.must("see")
    park = park_place(park_id=park_id, viewer=viewer) if park_id is not None else None
    place = own_place(today=today) or park
    infos = _chains(viewer, park_id, chain_id, link)
    maps = [map_of(info=one, place=place, viewer=viewer, today=today) for one in infos] if place else []
    asked, refused = _asked(infos, maps, link, _refused(park_id), place, viewer, today)
    best = ranks(asked, limit)
    why = {one.code: one.name for one in asked.rules.filters} | {HERE: _HERE}
    left_out = [LeftOut("refused", _REFUSED, refused)] if refused else []
    left_out += [LeftOut(code, why[code], number) for code, number in best.left_out.items()]
    name = "、".join(one.line.name.zh for one in infos)
    return Prospects(
        target=park.name if park else name, place=place.name if place else "", rows=_shown(best, asked),
        ranked=best.ranked, registered=len(asked.rows), left_out=tuple(left_out),
        without=tuple(one.name for one in asked.rules.factors if one not in asked.used),
    )  # fmt: skip


def _chains(viewer: Actor, park_id: int | None, chain_id: int | None, link: str) -> list[ChainInfo]:
    if chain_id is not None:
        infos = [chain(chain_id=chain_id, viewer=viewer)]
    else:
        infos = chains_in(park_id=park_id, viewer=viewer) if park_id is not None else []
    if not infos:
        raise NothingToMatch(
            Words("这个园区还没有产业链。请在产业链页面把一条链设到园区。", "No chain is seated in this park. Seat one on the chain's page.")
        )  # fmt: skip
    if link and all(link not in one.graph.by_code for one in infos):
        raise NoSuchChain("link", link)
    return infos


def _refused(park_id: int | None) -> tuple[str, ...]:
    if park_id is None:
        return ()
    standings = parks_rules().standings
    listed = industries_of(park_ids=[park_id])[park_id]
    return tuple(one.code for one in listed if one.standing in standings and standings[one.standing].refuses)


def _asked(
    infos: Sequence[ChainInfo], maps: Sequence[ChainMap], only: str, refused: Sequence[str], place: Place | None,
    viewer: Actor, today: date,
) -> tuple[Asked, int]:  # fmt: skip
    """The question, and how many places on links were kept out because the park refuses them."""
    rows = registered()
    links: list[Link] = []
    home: list[int] = []
    states: list[LinkState | None] = []
    row, number, score = [], [], []
    kept_out = 0
    for chain_number, info in enumerate(infos):
        pairs = on_chain(info.graph, rows)
        wanted = np.array([not only or one.code == only for one in info.graph.links], bool)
        banned = np.array([_banned(one, refused) for one in info.graph.links], bool)
        kept_out += int((wanted & banned)[pairs.link].sum())
        chosen = np.flatnonzero((wanted & ~banned)[pairs.link])
        row.append(pairs.row[chosen])
        number.append(pairs.link[chosen].astype(np.int32) + len(links))
        score.append(pairs.score[chosen])
        for one in info.graph.links:
            home.append(chain_number)
            links.append(one)
            states.append(maps[chain_number].states[one.code] if maps else None)
    asked = Asked(
        rows, tuple(infos), tuple(links), tuple(home), tuple(states), np.concatenate(row), np.concatenate(number),
        np.concatenate(score), place.division if place else "", today, viewer, load(),
    )  # fmt: skip
    return asked, kept_out


def _banned(link: Link, refused: Sequence[str]) -> bool:
    """Whether all that a link makes falls under industries that a park refuses."""
    return bool(link.codes) and all(any(code.startswith(one) for one in refused) for code in link.codes)


def _shown(best: Ranking, asked: Asked) -> tuple[Prospect, ...]:
    rows, rules = asked.rows, asked.rules
    near = factors.nearness(asked.candidates(best.place, best.link), rules).tolist()
    branches = facts_of(rows).branches[best.place].tolist()
    found = []
    for number, (place, at) in enumerate(zip(best.place.tolist(), best.link.tolist(), strict=True)):
        info, link, state = asked.infos[asked.home[at]], asked.links[at], asked.states[at]
        strength = state.strength if state else ""
        source, who = rows.sources[rows.source[place]], local_of(rows, place)
        placed = placed_on(info.graph, rows, place, link.code)
        parts = []
        for factor in asked.used:
            value = float(best.values[factor.code][number])
            known = not np.isnan(value)
            most = float(factor.weight) * asked.scale
            counted = value if known else float(factor.unknown)
            reason = _reason(factor, value, link, strength, who, placed, near[number], branches[number], source.as_of, rules) if known else Words("不详", "not known")  # fmt: skip
            parts.append(Part(factor.code, factor.name, round(value, 4) if known else None, round(most * counted, 2), round(most, 2), reason))  # fmt: skip
        code = int(rows.division[place])
        day = int(rows.day[place])
        found.append(
            Prospect(
                rank=number + 1, points=round(float(best.points[number]), 2), name=who.name, credit_code=who.credit_code,
                division=f"{code:06}" if code else "", place="".join(one.name for one in path_of(f"{code:06}")) if code else "",
                registered_on=None if day == UNKNOWN_DAY else date(1970, 1, 1) + timedelta(days=day),
                capital=who.capital, chain_id=info.line.id, chain=info.line.name, link=link.code, link_name=link.name,
                parts=tuple(parts), not_known=tuple(one.name for one in parts if one.value is None),
                source=source.source, row=int(rows.row[place]), as_of=source.as_of,
            )
        )  # fmt: skip
    return tuple(found)


def _reason(
    factor: Factor, value: float, link: Link, strength: str, who: Local, placed: Placed, near: int, branches: int,
    as_of: date | None, rules: Rules,
) -> Words:  # fmt: skip
    match factor.code:
        case "chain_fit":
            reasons = [sign.reason for sign in placed.signs]
            return Words("；".join(one.zh for one in reasons), "; ".join(one.en for one in reasons))
        case "gap":
            state = rules.values["gap", strength].name
            return Words(f"{state.zh}，关键环节", f"{state.en}, a key link") if link.key else state
        case "ability":
            amount = (who.capital or Decimal(0)) / 10_000
            return Words(f"注册资本{amount:,.0f}万元", f"registered capital {amount / 100:,.1f} m yuan")
        case "expansion":
            return Words(f"外地分支机构{branches}个", f"branches in other cities: {branches}")
        case "distance":
            return factors.told_nearness(near, rules)
        case "risk":
            fits = value == 1
            return Words("信用代码通过校验", "its credit code is right") if fits else Words("没有可校验的信用代码", "no credit code that can be checked")  # fmt: skip
        case "freshness":
            return Words(f"来源截至{as_of}", f"source as of {as_of}")
        case code:
            return filled()[code].reason(value)
