"""Who acts and who looks, as small values that every package understands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from duijie.accounts.rules import ACTS, MAY, ROLES
from duijie.kernel.words import Told


class NotAllowed(Told, PermissionError):
    """An act that the actor's role does not carry; says which act and which roles may."""

    def __init__(self, who: str, act: str) -> None:
        roles = ", ".join(role for role, acts in MAY.items() if act in acts)
        able = "、".join(ROLES[role] for role, acts in MAY.items() if act in acts)
        super().__init__(
            f"{who}在此无权{ACTS[act][0].zh if act in ACTS else act}。请找以下角色的人员：{able}。",
            f"{who} may not {act} here. Ask someone with one of the roles: {roles}.",
        )


@dataclass(frozen=True, slots=True)
class Actor:
    """A user as operations (``by=``) and queries (``viewer=``) see one."""

    user_id: int
    name: str
    role: str
    unit_id: int | None = None
    only: frozenset[str] | None = None
    """Acts that a program's token leaves of those of the role; ``None`` for a person."""
    below: frozenset[int] | None = None
    """The unit and all below it, where whoever asks has looked them up for the whole request."""
    via: str = field(default="", compare=False)
    """From where they act, for the record of acts: ``page 10.0.0.7``, ``api token:3``, ``command``, ``import:12 …``."""

    def may(self, act: str) -> bool:
        """Whether the role carries ``act`` (a word of the table in ``rules.py``), and the token, if it is one."""
        return self.carries(act) and (self.only is None or act in self.only)

    def carries(self, act: str) -> bool:
        """Whether the role carries ``act``, whatever a token leaves of it: what decides how far somebody sees."""
        return act in MAY.get(self.role, frozenset())

    def must(self, act: str) -> None:
        """Raise :class:`NotAllowed` unless the role carries ``act``."""
        if not self.may(act):
            raise NotAllowed(self.name, act)


class NoSuchToken(Told, LookupError):
    """No token has this number."""

    def __init__(self, token_id: object) -> None:
        super().__init__(
            f"没有令牌 {token_id}。“访问令牌”页列有全部令牌。",
            f"There is no token {token_id}. `duijie tokens` lists those that there are.",
        )


class NoSuchUser(Told, LookupError):
    """Nobody signs in under this name."""

    def __init__(self, username: str) -> None:
        super().__init__(
            f"没有用户“{username}”。请核对登录名。",
            f"There is no user {username!r}. Check the spelling of the name to sign in with.",
        )


class WrongPerson(Told, ValueError):
    """A user or a unit that cannot be as asked: the reason in both languages."""


@dataclass(frozen=True, slots=True)
class Person:
    """A user as administrators see one."""

    id: int
    username: str
    name: str
    role: str
    unit_id: int | None
    unit: str
    active: bool
    last_login: datetime | None


class NoSuchUnit(Told, LookupError):
    """No unit has this name or number."""

    def __init__(self, unit: object) -> None:
        super().__init__(
            f"没有单位“{unit}”。单位由管理员添加。",
            f"There is no unit {unit!r}. An administrator adds units.",
        )


@dataclass(frozen=True, slots=True)
class UnitInfo:
    """A department, township or park committee; ``parent_id`` is the unit above it."""

    id: int
    name: str
    parent_id: int | None


class NoSuchFilter(Told, LookupError):
    """The person has saved no filter of this number."""

    def __init__(self, filter_id: object) -> None:
        super().__init__(
            f"您没有存过筛选条件 {filter_id}。只有存的人才能删除。",
            f"You have saved no filter {filter_id}. Only who saved one takes it away.",
        )


class NameMissing(Told, ValueError):
    """A filter is saved under a name."""


@dataclass(frozen=True, slots=True)
class SavedFilter:
    """Filters of a list under a name. ``asked`` is the query of its address; ``mine`` is false for a shared one."""

    id: int
    name: str
    asked: str
    shared: bool
    mine: bool
    by: str


@dataclass(frozen=True, slots=True)
class AuditInfo:
    """Who did what to which record, when, from where; ``detail`` as the operation told it.

    ``kept_back`` says that it holds more, of people, that the viewer's role does not show.
    """

    at: datetime
    by: str
    operation: str
    subject: str
    detail: Mapping[str, Any]
    id: int = 0
    unit: str = ""
    via: str = ""
    kept_back: bool = False


@dataclass(frozen=True, slots=True)
class ActInfo:
    """An act without its values: which fields it changed, and whether it made the record."""

    id: int
    at: datetime
    by_id: int
    operation: str
    subject: str
    fields: tuple[str, ...]
    new: bool


class NoSuchScope(Told, ValueError):
    """A scope that the table of scopes does not have."""

    def __init__(self, scope: str, known: object) -> None:
        super().__init__(
            f"没有“{scope}”这一权限范围，可选：{known}。", f"{scope!r} is no scope. Give one of: {known}."
        )


@dataclass(frozen=True, slots=True)
class Token:
    """A token as people see it; its text is shown once, when it is issued, and never again."""

    id: int
    label: str
    username: str
    scopes: tuple[str, ...]
    created_at: datetime
    expires_at: datetime | None
    withdrawn_at: datetime | None


@dataclass(frozen=True, slots=True)
class Region:
    """The region that this installation serves.

    ``closed_on`` is the day up to which the books are kept; figures are shown as of it, or as of today where
    it is ``None``. ``aliases`` are words by which documents call the region as a whole (全县, 我市).
    """

    name: str
    aliases: tuple[str, ...] = ()
    closed_on: date | None = None
    is_demo: bool = False
    words_for_whole: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class Walk:
    """How far a program has walked a list, the newest first: behind the row ``before``, and only what was touched since."""

    before: int | None = None
    updated_since: datetime | None = None
