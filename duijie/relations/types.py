"""Ties and ways as pages and programs see them, and what can go wrong when one asks for them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from duijie.kernel.words import Told, Words


class NoSuchEnd(Told, LookupError):
    """Nobody of this name is known, or no record ties them to anybody."""

    def __init__(self, text: str, *, known: bool = False) -> None:
        if known:
            super().__init__(
                f"没有记录把“{text}”与任何一方联系起来。登记一次拜访、协议或会员关系后再查。",
                f"No record ties “{text}” to anybody. Record a visit, an agreement or a membership, then ask again.",
            )
        else:
            super().__init__(
                f"没有名为“{text}”的组织、单位或人。请写全称，或先到组织列表查找。",
                f"There is no organisation, unit or person called “{text}”. Write the full name, or look in the list of organisations.",
            )


class SeveralEnds(Told, ValueError):
    """``text`` fits several; ``names`` tells which."""

    def __init__(self, text: str, names: Iterable[str]) -> None:
        self.text, self.names = text, tuple(names)
        super().__init__(
            f"“{text}”不止一个，请写全：{'；'.join(self.names)}。",
            f"“{text}” fits several; write one of: {'; '.join(self.names)}.",
        )


class SameEnds(Told, ValueError):
    """Both ends are one."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"两端都是“{name}”。请写两个不同的名称。", f"Both ends are “{name}”. Name two different ones."
        )


class ShutDoor(Told, ValueError):
    """The one sought is marked as not to be approached."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(
            f"“{name}”已标记为不宜接触：{reason}。先与标记的人核实，再解除标记。",
            f"“{name}” is marked as not to be approached: {reason}. Ask who marked it, then take the mark off.",
        )


class WrongDoor(Told, ValueError):
    """A mark that cannot be made; says why."""


class NoSuchDoor(Told, LookupError):
    """No mark of this number stands."""

    def __init__(self, number: object) -> None:
        super().__init__(
            f"没有这条“不宜请托”标记（{number}），或已解除。请刷新页面。",
            f"There is no such mark ({number}), or it was taken off. Reload the page.",
        )


@dataclass(frozen=True, slots=True)
class Node:
    """Somebody ties lead to. ``key`` is stable (``organisation:7``); ``kind`` its first word; ``where`` a person's place."""

    key: str
    kind: str
    name: str
    where: str = ""

    @property
    def organisation_id(self) -> int | None:
        """The organisation's number, where it is one."""
        kind, _mark, number = self.key.partition(":")
        return int(number) if kind == "organisation" else None

    def __str__(self) -> str:
        return f"{self.name}（{self.where}）" if self.where else self.name


@dataclass(frozen=True, slots=True)
class Record:
    """What a tie comes of: in words, the record to open (``project:7``), and the document whose words tell it."""

    words: Words
    thing: str = ""
    document_id: int | None = None
    document: str = ""
    statement_id: str = ""


@dataclass(frozen=True, slots=True)
class Tied:
    """A tie as of a day. ``stated``: the first day is the record's own, else only known since then; ``None``: always.

    ``warmth``, 0 to 1, is the kind's strength less what an end has cost it; it orders and is no chance.
    """

    one: Node
    other: Node
    kind: str
    name: Words
    since: date | None
    until: date | None
    stated: bool
    warmth: float
    record: Record


@dataclass(frozen=True, slots=True)
class Step:
    """From one to the next: the warmest tie between them, and how many more there are."""

    start: Node
    end: Node
    tied: Tied
    more: int


@dataclass(frozen=True, slots=True)
class Way:
    """One way from us to them. ``warmth`` is the product of its ties' and of what each step takes."""

    steps: tuple[Step, ...]
    warmth: float


@dataclass(frozen=True, slots=True)
class Introduced:
    """Ways from ``source`` to ``target`` as of a day, the best first; none where there is none in so many steps."""

    source: Node
    target: Node
    as_of: date
    ways: tuple[Way, ...]
    longest: int


@dataclass(frozen=True, slots=True)
class Broker:
    """Somebody tied to us, the warmest tie, and how many others they open the best door to."""

    node: Node
    doors: int
    tied: Tied


@dataclass(frozen=True, slots=True)
class DoorInfo:
    """A mark that somebody is not to be asked."""

    id: int
    organisation_id: int
    person: str
    reason: str
    since: date
    until: date | None
    by: str
