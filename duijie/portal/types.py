"""Notices and their public copies as other packages see them, and what can go wrong with them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from duijie.kernel.words import Told, Words

KINDS: Final[Mapping[str, Words]] = {
    "news": Words("新闻动态", "news"),
    "site": Words("园区与用地", "parks and sites"),
    "project": Words("合作项目", "projects seeking partners"),
    "policy": Words("惠企政策", "policies"),
}
STATES: Final[Mapping[str, Words]] = {
    "draft": Words("待审批", "awaiting approval"),
    "public": Words("已发布", "public"),
    "differs": Words("已发布，有未审批的修改", "public, with changes awaiting approval"),
    "withdrawn": Words("已撤下", "withdrawn"),
}
ACTS: Final[Mapping[str, Words]] = {
    "draft": Words("起草", "drafted"),
    "edit": Words("修改", "changed"),
    "approve": Words("审批发布", "approved and published"),
    "withdraw": Words("撤下", "withdrawn"),
}


class NoSuchNotice(Told, LookupError):
    """No notice has this number, or the viewer may not see it."""

    def __init__(self, number: object) -> None:
        super().__init__(
            f"没有您可见的公开内容 {number}。公开内容页列有全部。",
            f"There is no notice {number} for you. The page of public notices lists them.",
        )


class WrongNotice(Told, ValueError):
    """A notice cannot be published or withdrawn so."""


@dataclass(frozen=True, slots=True)
class Public:
    """What anybody may read of a notice: its approved copy, and nothing else."""

    id: int
    kind: str
    title: str
    source: str
    dated: date
    body: str
    published_at: datetime


@dataclass(frozen=True, slots=True)
class StepInfo:
    """What was done with a notice."""

    act: str
    by: str
    at: datetime
    note: str


@dataclass(frozen=True, slots=True)
class NoticeInfo:
    """A notice as the office sees it. ``changed`` holds the fields in which the public copy says something else, with both texts: public, then written."""

    id: int
    kind: str
    title: str
    source: str
    dated: date
    body: str
    unit: str
    by: str
    changed_at: datetime
    state: str
    changed: tuple[tuple[str, str, str], ...]
    may: frozenset[str]
    steps: tuple[StepInfo, ...]
