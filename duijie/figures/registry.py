"""The catalogue: each measure is a function in ``measures/`` whose docstring is its published definition.

A docstring's first paragraph is the Chinese definition, the second the English one.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cache

from duijie.accounts.types import Actor
from duijie.figures.adding import NOTHING, add_up, part_of, percent
from duijie.figures.narrowing import narrowed
from duijie.figures.shares import Shares
from duijie.figures.types import Definition, FigureValue, NoSuchFigure, Window
from duijie.kernel.quantity import Quantity
from duijie.kernel.words import Words
from duijie.ledger import queries as ledger
from duijie.ledger.columns.chosen import Chosen, flags
from duijie.ledger.columns.shelf import SHAPES, Shelf
from duijie.ledger.types import EntryInfo, Knowledge, Within

THERE = Words("已到", "come to it")
NOT_YET = Words("未到", "not yet")
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
EVERYWHERE = Words("全区域", "whole region")
# The scope under which a figure lists what no part is told of.
UNTOLD = "-"


@dataclass(frozen=True, slots=True)
class Ask:
    """One computation: which measure, as of which day, as known at which moment, for whom."""

    definition: Definition
    as_of: date
    known_at: datetime
    viewer: Actor
    known: Knowledge | None = None
    read: dict[str, Shelf | None] = field(default_factory=dict)
    """The columns that were read, by measure; ``None`` where the entries were read as values."""

    def entries(self, measure: str) -> Chosen:
        """The ledger's entries that the measure's window lets in."""
        return self._chosen(measure, self._since)

    def stock(self, measure: str) -> Chosen:
        """The entries of a measure up to the day, whatever the window."""
        return self._chosen(measure, None)

    def told(self, *measures: str) -> list[EntryInfo]:
        """The entries of :meth:`entries` as values, for what counts by their data; of several measures at once."""
        self.read.update(dict.fromkeys(measures))
        return ledger.entries(
            measures=measures, as_of=self.as_of, known_at=self.known_at, viewer=self.viewer, since=self._since,
            known=self.known,
        )  # fmt: skip

    @property
    def _since(self) -> date | None:
        return self.as_of.replace(month=1, day=1) if self.definition.window is Window.YEAR else None

    def _chosen(self, measure: str, since: date | None) -> Chosen:
        found = ledger.chosen(
            measure=measure, as_of=self.as_of, known_at=self.known_at, viewer=self.viewer, since=since,
            known=self.known,
        )  # fmt: skip
        self.read[measure] = found.shelf
        return found

    def added(
        self,
        entries: Chosen,
        *,
        scope: str = "",
        scope_name: Words = EVERYWHERE,
        gaps: tuple[Words, ...] = (),
    ) -> FigureValue:
        """The entries of this figure's unit added up, each thing once."""
        unit = entries.column("unit") == entries.names["unit"].code(self.definition.unit)
        mine = entries.narrow(unit & (entries.column("shape") != SHAPES.index("quota")))
        quantity, contributions, found = add_up(mine)
        return self.value(quantity, contributions, scope=scope, scope_name=scope_name, gaps=found + gaps)

    def not_yet(self, measure: str, *later: str) -> Chosen:
        """The entries of a measure without the items that have come to one of the later ones by the day."""
        entries = self.entries(measure)
        for one in later:
            entries = entries.narrow(~entries.among(self.stock(one).shaped("item").key))
        return entries

    def counting(self, unit: str = "count", counter: str = "个") -> Ask:
        """The same question about what a rate divides, which is told in another unit."""
        return replace(self, definition=replace(self.definition, unit=unit, counter=counter))

    def rate(
        self, top: FigureValue, bottom: FigureValue, *, gaps: tuple[Words, ...] = ()
    ) -> list[FigureValue]:
        """``top`` in percent of ``bottom``; nothing is told where ``bottom`` is not, or is zero.

        The contributions are those of ``bottom``; both values stand beside the rate under ``over``.
        """
        quantity = None
        if bottom.quantity is not None and bottom.quantity.number:
            quantity = percent(top.quantity, bottom.quantity)
        found = self.value(quantity, bottom.contributions, gaps=(*bottom.gaps, *gaps))
        return [replace(found, over=(top, bottom))]

    def silent(self, amounts: Chosen, what: str) -> tuple[Words, ...]:
        """The gaps of amounts of what was signed, ``what`` in Chinese: named projects that state none, other currencies."""
        named = self.entries("projects.signed").shaped("item")
        untold = len(set(named.key[~named.among(amounts.shaped("item").key)].tolist()))
        foreign = int((amounts.column("unit") != amounts.names["unit"].code("CNY")).sum())
        gaps = []
        if untold:
            gaps.append(
                Words(f"{untold} 个已列名项目未写明{what}", f"{untold} named projects state no amount")
            )
        if foreign:
            gaps.append(
                Words(f"{foreign} 笔外币金额未计入", f"{foreign} amounts in other currencies are left out")
            )
        return tuple(gaps)

    def reached(self, *later: str, of: str = "projects.signed") -> list[FigureValue]:
        """How many in a hundred of the named projects ``of`` the window, those signed, have come to a later stage by the day.

        Totals say nothing of what became of each, so who is not named is a gap and in neither number.
        """
        entries = self.entries(of)
        signed = entries.shaped("item")
        told = [self.stock(one).shaped("item") for one in later]
        counts = self.counting()
        named = counts.added(signed)
        whole = named if signed is entries else counts.added(entries)
        gaps: tuple[Words, ...] = ()
        if whole.quantity is not None and (named.quantity is None or whole.quantity != named.quantity):
            gaps = (
                Words(
                    "只报合计、未列名的项目不在比率内",
                    "projects of which only a total is told are left out",
                ),
            )
        if not any(map(len, told)):
            # Not a word on any project's later way is not the same as none of them having gone it.
            return [
                self.value(
                    None,
                    NOTHING,
                    gaps=(Words("没有任何项目后续阶段的记录", "no later stage of any project is told"),),
                )
            ]
        # A receipt is a part of its project.
        there = flags((), len(signed.names["key"]))
        for one in told:
            there[one.wholes()] = True
        (found,) = self.rate(counts.added(signed.narrow(there[signed.key])), named, gaps=gaps)
        lines = found.contributions
        marked = lines.marked(there[lines.column("key")], THERE, NOT_YET)
        return [replace(found, contributions=marked)]

    def value(
        self,
        quantity: Quantity | None,
        contributions: Shares,
        *,
        scope: str = "",
        scope_name: Words = EVERYWHERE,
        gaps: tuple[Words, ...] = (),
    ) -> FigureValue:
        """A value of this figure."""
        return FigureValue(
            self.definition, scope, scope_name, quantity, self.as_of, self.known_at, contributions, gaps
        )


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
