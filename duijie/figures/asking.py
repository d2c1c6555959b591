"""What a measure's function is given: one computation, and how entries add up to its value."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Final

from duijie.accounts.types import Actor
from duijie.figures.adding import NOTHING, add_up, percent
from duijie.figures.shares import Shares
from duijie.figures.types import Definition, FigureValue, Window
from duijie.kernel.quantity import Quantity
from duijie.kernel.words import Words
from duijie.ledger import queries as ledger
from duijie.ledger.columns.chosen import Chosen, flags
from duijie.ledger.columns.shelf import SHAPES, Shelf
from duijie.ledger.types import EntryInfo, Knowledge

THERE: Final = Words("已到", "come to it")
NOT_YET: Final = Words("未到", "not yet")
EVERYWHERE: Final = Words("全区域", "whole region")


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
