"""``rates.fit``: how many of the projects signed are of industries that lead where they stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

import numpy as np

from duijie.figures.asking import Ask
from duijie.figures.registry import measure
from duijie.figures.types import FigureValue, Window
from duijie.kernel.words import Words
from duijie.ledger.columns.chosen import Chosen
from duijie.ledger.columns.shelf import Column, unscaled
from duijie.ledger.rules import INDUSTRY, PARK_INDUSTRIES
from duijie.parks.queries import inside_out
from duijie.parks.rules import closest

LEADS = Words("主导产业", "leads there")
OTHER = Words("其他产业", "does not lead there")


@measure(
    "rates.fit",
    zh="产业契合度",
    en="Fit with leading industries",
    group="projects",
    counter="%",
    unit="percent",
    window=Window.YEAR,
)
def compute(ask: Ask) -> list[FigureValue]:
    """当年签约的项目中，属所在园区（含上级园区）主导产业的占百分之几；产业按国标代码比对，小类随其中类、大类。主导产业以截至当日的名录为准。未写明行业或园区、或园区没有产业名录的项目，不在分子分母内，计入缺项。

    Of the projects signed in the year, how many in a hundred are of an industry that leads in their park, or in the one it lies in; codes of GB/T 4754 are compared, a class follows its group and division. The lists of the day hold. Projects that tell no industry or park, or whose park has no list, are in neither number and are a gap.
    """
    signed = ask.entries("projects.signed")
    told = ask.entries(INDUSTRY).shaped("item")
    told = told.narrow(told.among(signed.shaped("item").key))
    standing = _standing(told, _lists(ask.stock(PARK_INDUSTRIES)))
    counts = ask.counting()
    known, fits = told.narrow(standing >= 0), told.narrow(standing == 1)
    whole, named = counts.added(signed), counts.added(known)
    gaps: tuple[Words, ...] = ()
    if whole.quantity is not None and whole.quantity != named.quantity:
        untold = int(whole.quantity.number - (named.quantity.number if named.quantity else 0))
        gaps = (
            Words(
                f"{untold} 个签约项目未写明行业或园区，或园区没有产业名录",
                f"{untold} projects signed tell no industry or park, or their park has no list",
            ),
        )
    (found,) = ask.rate(counts.added(fits), named, gaps=gaps)
    lines = found.contributions
    leads = np.isin(lines.column("key"), fits.key)
    return [replace(found, contributions=lines.marked(leads, LEADS, OTHER))]


def _lists(entries: Chosen) -> dict[int, dict[str, int]]:
    """By park the last word on each industry: 1 it leads, 0 something else, -1 nothing any more."""
    found: dict[int, dict[str, int]] = defaultdict(dict)
    keys, codes = entries.names.texts("key"), entries.names.texts("scope")
    rows = (entries.key, entries.column("scope"), entries.column("number"))
    for key, code, number in zip(*(one.tolist() for one in rows), strict=True):
        found[int(keys[key].partition(":")[2].partition("#")[0])][codes[code]] = int(unscaled(number))
    return found


def _standing(projects: Chosen, lists: dict[int, dict[str, int]]) -> Column:
    """By project: 1 its industry leads, 0 it does not, -1 nobody knows."""
    if not len(projects) or not lists:
        return np.full(len(projects), -1)
    parks, codes = projects.names.texts("park"), projects.names.texts("scope")
    # A park and an industry as one number, so that each pair is looked up once.
    pairs = projects.column("park").astype(np.int64) * len(codes) + projects.column("scope")
    different, number = np.unique(pairs, return_inverse=True)
    ways = inside_out()
    found = []
    for pair in different.tolist():
        park, code = divmod(pair, len(codes))
        found.append(_stands(codes[code], [lists.get(one, {}) for one in ways.get(parks[park], ())]))
    return np.array(found, np.int64)[number]


def _stands(code: str, lists: Iterable[Mapping[str, int]]) -> int:
    # From the outermost in, so that a park's own word stands behind that of what it lies in.
    listed = [(industry, number) for one in lists for industry, number in one.items() if number >= 0]
    return (closest(code, listed) or 0) if listed else -1
