"""The catalogue: each measure is a function in ``measures/`` whose docstring is its published definition.

A docstring's first paragraph is the Chinese definition, the second the English one.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import cache

from duijie.accounts.types import Actor
from duijie.figures.adding import part_of
from duijie.figures.asking import Ask
from duijie.figures.narrowing import narrowed
from duijie.figures.types import Definition, FigureValue, NoSuchFigure, Window
from duijie.kernel.words import Words
from duijie.ledger import queries as ledger
from duijie.ledger.columns.shelf import Shelf
from duijie.ledger.types import Knowledge, Within

STAGES = (
    "signed",
    "registered",
    "talks",
    "intent",
    "started",
    "building",
    "completed",
    "producing",
    "settled",
    "reserve",
)
"""In this order a bulletin tells of projects."""
# The scope under which a figure lists what no part is told of.
UNTOLD = "-"


Compute = Callable[[Ask], list[FigureValue]]
_MEASURES: dict[str, tuple[Definition, Compute]] = {}


def measure(
    code: str,
    *,
    zh: str,
    en: str,
    group: str,
    counter: str,
    unit: str = "count",
    window: Window,
    version: str = "1",
    effective_from: date = date(2015, 1, 1),
) -> Callable[[Compute], Compute]:
    """Enter a function into the catalogue under ``code``."""

    def enter(compute: Compute) -> Compute:
        paragraphs = inspect.cleandoc(compute.__doc__ or "").split("\n\n")
        if len(paragraphs) != 2:
            raise TypeError(f"{code}: the docstring must be the Chinese and the English definition")
        chinese, english = (" ".join(p.split()) for p in paragraphs)
        definition = Definition(
            code, Words(zh, en), Words(chinese.replace(" ", ""), english), group, unit, counter, window,
            version, effective_from,
        )  # fmt: skip
        _MEASURES[code] = (definition, compute)
        return compute

    return enter


@cache
def _load() -> None:
    package = importlib.import_module("duijie.figures.measures")
    for module in pkgutil.iter_modules(package.__path__, package.__name__ + "."):
        importlib.import_module(module.name)


def catalogue() -> Mapping[str, Definition]:
    """All definitions by code, in the order of their groups; within one as projects go, then by code."""
    _load()
    order = {group: place for place, group in enumerate(GROUPS)}
    ranked = sorted(_MEASURES.items(), key=lambda pair: (order[pair[1][0].group], _place(pair[0]), pair[0]))
    return {code: definition for code, (definition, _) in ranked}


def _place(code: str) -> tuple[int, int]:
    subject, _, stage = code.removesuffix(".investment").partition(".")
    if subject == "projects":
        return 0, STAGES.index(stage) if stage in STAGES else len(STAGES)
    return (1, 0) if subject == "funds" else (2, 0) if subject == "rates" else (3, 0)


def compute(
    code: str, *, as_of: date, known_at: datetime, viewer: Actor, known: Knowledge | None = None,
    within: Within | None = None, read: dict[str, Shelf | None] | None = None,
) -> list[FigureValue]:  # fmt: skip
    """A measure's values: the whole first, then by scope; narrowed to ``within``. ``known``: of that moment, where it
    was looked up for several. ``read`` is filled with the columns that were read. Raises :class:`NoSuchFigure`."""
    _load()
    if code not in _MEASURES:
        raise NoSuchFigure(code, list(catalogue()))
    definition, function = _MEASURES[code]
    known = known or ledger.knowledge(known_at=known_at, viewer=viewer)
    values = function(Ask(definition, as_of, known_at, viewer, known, {} if read is None else read))
    return narrowed(values, within) if within else values


def part_value(whole: FigureValue, scope: str, name: Words) -> FigureValue | None:
    """What one part contributes to a figure, as a value of its own; ``None`` where no entry speaks of it."""
    quantity, contributions = part_of(whole.contributions, scope)
    if quantity is None:
        return None
    return replace(
        whole, scope=scope or UNTOLD, scope_name=name, quantity=quantity, contributions=contributions, gaps=()
    )


def find_value(values: Sequence[FigureValue], scope: str) -> FigureValue | None:
    """The value of a scope: one that the measure gives, else the part of that name within the whole."""
    given = next((value for value in values if value.scope == scope), None)
    if given is not None or not scope or not values or values[0].scope:
        return given
    return part_value(values[0], scope, Words(scope, scope))


def compute_all(
    *, as_of: date, known_at: datetime, viewer: Actor, known: Knowledge | None = None,
    within: Within | None = None,
) -> list[FigureValue]:  # fmt: skip
    """Every measure's values, in the order of the catalogue; narrowed to ``within``."""
    known = known or ledger.knowledge(known_at=known_at, viewer=viewer)
    values = [
        value
        for code in catalogue()
        for value in compute(code, as_of=as_of, known_at=known_at, viewer=viewer, known=known)
    ]
    return narrowed(values, within) if within else values


GROUPS: Mapping[str, Words] = {
    "projects": Words("签约与项目", "Signings and projects"),
    "docking": Words("对接与合作", "Docking and partners"),
    "innovation": Words("科技与人才", "Science and talent"),
    "parks": Words("园区与任务", "Parks and quotas"),
    "governance": Words("组织与活动", "Governance and events"),
}
