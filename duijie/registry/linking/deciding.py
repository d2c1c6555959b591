"""What becomes of a row of the list: linked, for the clerk, or none. A pure function of its candidates.

A row is linked with one enterprise or not at all. A person's judgement goes before every weight.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from duijie.kernel.words import Words
from duijie.registry.linking.model import Model


class Decision(StrEnum):
    """``QUEUE``: for the clerk. ``UNREADABLE``: the row names nobody."""

    LINKED = "linked"
    QUEUE = "queue"
    NONE = "none"
    UNREADABLE = "unreadable"


DECISIONS: Final[Mapping[str, Words]] = {
    "linked": Words("已关联", "linked"),
    "queue": Words("待人工判定", "for the clerk"),
    "none": Words("未找到", "none found"),
    "unreadable": Words("无法识别", "names nobody"),
}
WHY: Final[Mapping[str, Words]] = {
    "alone": Words("只有这一家足够相似", "it alone is alike enough"),
    "judged": Words("依据人工判定", "by a person's judgement"),
    "unsure": Words("曾判为说不准", "a person was unsure"),
    "namesakes": Words("同名不止一家，地点等不足以区分", "several bear the name, and nothing stated tells them apart"),
    "several": Words("不止一家相似，难分先后", "several are alike, none clearly more"),
    "middling": Words("相似但不足以自动关联", "alike, but not enough to link unseen"),
    "crowd": Words("名称过于常见，请补充地点或代码", "too common a name: state its place or code"),
    "nobody": Words("没有足够相似的", "nobody is alike enough"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Candidate:
    """A row of the registry that may be meant. ``enterprise``: who it is, whatever the source; ``where``: province,
    city and county as far as stated; ``judged``: a person's word, empty where nobody gave one."""

    place: int
    weight: float
    enterprise: str
    bare: str
    judged: str = ""
    where: tuple[str, ...] = ("", "", "")

    @property
    def coded(self) -> bool:
        """Whether a code says who it is."""
        return self.enterprise.startswith("code ")


@dataclass(frozen=True, slots=True)
class Decided:
    """``chosen``: the link's place; ``shown``: candidates worth showing, the best first; ``why``: a key of :data:`WHY`."""

    decision: Decision
    why: str
    chosen: int | None = None
    shown: tuple[int, ...] = ()


def decide(candidates: Sequence[Candidate], model: Model, *, link: float, crowded: bool = False) -> Decided:
    """Decide for one row. ``candidates``: the best first; ``link``: the least weight of a link, in bits."""
    said_same = [one for one in candidates if one.judged == "same"]
    if said_same:
        return Decided(Decision.LINKED, "judged", said_same[0].place, (said_same[0].place,))
    rest = _one_each([one for one in candidates if one.judged != "different"])
    look = min(model.look, link)
    worth = [one for one in rest if one.weight >= look or one.judged == "unsure"]
    shown = tuple(one.place for one in worth)
    if not worth:
        return Decided(Decision.QUEUE, "crowd") if crowded else Decided(Decision.NONE, "nobody")
    best = worth[0]
    if any(one.judged == "unsure" for one in worth):
        return Decided(Decision.QUEUE, "unsure", None, shown)
    if best.weight < link:
        return Decided(Decision.QUEUE, "middling", None, shown)
    if len(rest) > 1 and best.weight - rest[1].weight < model.lead:
        why = "namesakes" if rest[1].bare == best.bare else "several"
        return Decided(Decision.QUEUE, why, None, shown)
    return Decided(Decision.LINKED, "alone", best.place, (best.place, *shown[1:2]))


def _one_each(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The best row of every enterprise, the best first."""
    kept: list[Candidate] = []
    known: list[Candidate] = []
    for one in candidates:
        same = [at for at, other in enumerate(known) if _one(one, other)]
        if len(same) == 1:
            known[same[0]] = _both(known[same[0]], one)
        else:
            kept.append(one)
            known.append(one)
    return kept


def _one(a: Candidate, b: Candidate) -> bool:
    """Whether two rows are of one enterprise: by code, else by name and places that do not contradict."""
    if a.coded and b.coded:
        return a.enterprise == b.enterprise
    return a.bare == b.bare and all(x == y for x, y in zip(a.where, b.where, strict=True) if x and y)


def _both(a: Candidate, b: Candidate) -> Candidate:
    """One enterprise with all that two rows state of it."""
    where = tuple(x or y for x, y in zip(a.where, b.where, strict=True))
    return replace(a, enterprise=a.enterprise if a.coded else b.enterprise, where=where)
