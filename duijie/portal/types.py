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
    "figure": Words("数据发布", "figures"),
}
STATES: Final[Mapping[str, Words]] = {
    "draft": Words("待审批", "awaiting approval"),
    "public": Words("已发布", "public"),
    "differs": Words("已发布，有未审批的修改", "public, with changes awaiting approval"),
    "stale": Words("已发布，记录有变", "public, but the record says otherwise"),
    "withdrawn": Words("已撤下", "withdrawn"),
}
ACTS: Final[Mapping[str, Words]] = {
    "draft": Words("起草", "drafted"),
    "edit": Words("修改", "changed"),
    "restate": Words("重取数字", "took the figure anew"),
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
    facts: Mapping[str, str]
    reads: int = 0
    topic: str = ""


@dataclass(frozen=True, slots=True)
class StepInfo:
    """What was done with a notice."""

    act: str
    by: str
    at: datetime
    note: str


@dataclass(frozen=True, slots=True)
class NoticeInfo:
    """A notice as the office sees it.

    ``changed`` holds the fields in which the public copy says something else, with both texts: public, then written.
    ``facts`` are what its ``record`` says now; ``stale`` where the public copy tells otherwise: code, public, now. A
    record that may not be shown any more has no facts and is ``hidden``.
    """

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
    record: str
    facts: Mapping[str, str]
    stale: tuple[tuple[str, str, str], ...]
    hidden: bool
    may: frozenset[str]
    steps: tuple[StepInfo, ...]
    reads: int = 0
    topic: str = ""


ENQUIRY_STATES: Final[Mapping[str, Words]] = {
    "open": Words("待回复", "awaiting a reply"),
    "answered": Words("已回复", "answered"),
    "lead": Words("已转线索", "became a lead"),
    "closed": Words("已关闭", "closed"),
}
CLOSED: Final[Mapping[str, Words]] = {
    "spam": Words("垃圾信息", "spam"),
    "elsewhere": Words("不属本办职责，已告知", "not ours; told where to go"),
    "repeated": Words("重复来信", "asked before"),
    "settled": Words("已办结", "settled"),
}


class NoSuchEnquiry(Told, LookupError):
    """No enquiry has this number, or the viewer does not see it."""

    def __init__(self, number: object) -> None:
        super().__init__(
            f"没有您可见的来信 {number}。来信页列有全部。",
            f"There is no enquiry {number} for you. The page of enquiries lists them.",
        )


class WrongReply(Told, ValueError):
    """An enquiry cannot be answered or closed so."""


class TooMany(Told, ValueError):
    """More was sent from one address within the hour than a person writes."""

    def __init__(self) -> None:
        super().__init__(
            "本小时内提交过多，请一小时后再试。",
            "Too much was sent within this hour. Try again in an hour.",
        )


@dataclass(frozen=True, slots=True)
class AskedInfo:
    """What the public wrote, for those who answer."""

    name: str
    organisation: str
    reach: str
    text: str


@dataclass(frozen=True, slots=True)
class ReplyInfo:
    """What was done with an enquiry. ``text`` is empty for those who do not answer."""

    act: str
    reason: str
    text: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class EnquiryInfo:
    """An enquiry. ``asked`` is None for a viewer who does not answer it; ``late``: days past due without a reply."""

    id: int
    at: datetime
    about: str
    notice_id: int | None
    due_on: date
    state: str
    late: int
    lead_id: int | None
    asked: AskedInfo | None
    replies: tuple[ReplyInfo, ...]
    may: frozenset[str]
