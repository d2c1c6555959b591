"""The only writer of users, units, the region and audit rows."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from duijie.accounts.models import AuditPersonal, AuditRow, Region, SavedFilter, Token, Unit, User
from duijie.accounts.queries import actor_of
from duijie.accounts.rules import ROLES, SCOPES
from duijie.accounts.types import (
    Actor,
    NameMissing,
    NoSuchFilter,
    NoSuchScope,
    NoSuchToken,
    NoSuchUnit,
    NoSuchUser,
    WrongPerson,
)  # fmt: skip
from duijie.journal import differences, image
from duijie.journal.inserting import alike, insert
from duijie.kernel.ids import digest

SAID_OF_USERS = frozenset({"username", "display_name", "role", "unit", "is_active"})
"""What the audit row of a user tells; never the password, nor its digest."""
LOCAL = "local"
"""The name of this machine's operator, who cannot sign in over the web."""


def log(
    *,
    by: Actor,
    at: datetime,
    operation: str,
    subject: str,
    personal: Mapping[str, Any] | None = None,
    **detail: Any,
) -> int:
    """Write one audit row and return its number; call it inside the operation's transaction.

    ``personal`` is what of the detail tells of people; it is kept apart, for those who may see people.
    ``changed`` holds fields with their old and new value (:func:`duijie.journal.differences`).
    """
    row = AuditRow.objects.create(
        at=at, by_id=by.user_id, unit_id=by.unit_id, via=by.via[:80], operation=operation, subject=subject,
        detail=detail,
    )  # fmt: skip
    if personal:
        AuditPersonal.objects.create(row=row, detail=dict(personal))
    return row.pk


def log_many(
    *, by: Actor, at: datetime, operation: str, details: Iterable[tuple[str, dict[str, Any]]]
) -> None:
    """Write an audit row for each subject and its detail, inside the operation's transaction."""
    row = AuditRow(at=at, by_id=by.user_id, unit_id=by.unit_id, via=by.via[:80], operation=operation)
    insert([alike(row, subject=subject, detail=detail) for subject, detail in details])


def local_operator() -> Actor:
    """The person at this machine's command line: an administrator who cannot sign in over the web."""
    user, made = User.objects.get_or_create(
        username=LOCAL, defaults={"display_name": "本机操作员", "role": "administrator"}
    )
    if made:
        user.set_unusable_password()
        user.save(update_fields=["password"])
    return actor_of(user)


@transaction.atomic
def add_user(
    *, username: str, password: str, display_name: str, role: str, unit_id: int | None = None
) -> Actor:
    """Make a user, or bring an existing one's name and role up to date; the password is set either way.

    Without ``unit_id`` an existing user stays in the unit that they belong to.
    """
    held = {"display_name": display_name, "role": role}
    user, _ = User.objects.update_or_create(
        username=username, defaults=held if unit_id is None else {**held, "unit_id": unit_id}
    )
    user.set_password(password)
    user.save(update_fields=["password"])
    return actor_of(user)


@transaction.atomic
def save_user(
    *,
    username: str,
    display_name: str,
    role: str,
    unit_id: int | None,
    by: Actor,
    at: datetime,
    user_id: int | None = None,
    active: bool = True,
    password: str = "",
) -> int:
    """Add a user, or change one; the number. An empty ``password`` leaves the old one.

    Users stay, for what they did names them: one who leaves may no longer sign in. Raises :class:`WrongPerson`,
    :class:`NoSuchUser`, :class:`NoSuchUnit`.
    """
    by.must("settle")
    row = User() if user_id is None else User.objects.select_for_update().filter(pk=user_id).first()
    if row is None:
        raise NoSuchUser(str(user_id))
    before = image(row)
    name = username.strip()
    if not name or User.objects.filter(username=name).exclude(pk=row.pk).exists():
        raise WrongPerson("登录名为空或已有人使用", "the name to sign in with is empty or taken")
    if role not in ROLES:
        raise WrongPerson("没有这个角色", f"there is no such role; there are {', '.join(ROLES)}")
    if unit_id is not None and not Unit.objects.filter(pk=unit_id).exists():
        raise NoSuchUnit(unit_id)
    if user_id is None and not password:
        raise WrongPerson("新用户要有初始密码", "a new user needs a password to begin with")
    leaves = row.role == "administrator" and row.is_active and not (role == "administrator" and active)
    others = (
        User.objects.filter(role="administrator", is_active=True).exclude(pk=row.pk).exclude(username=LOCAL)
    )
    if user_id is not None and leaves and not others.exists():
        raise WrongPerson("至少要留一名可登录的管理员", "one administrator who may sign in has to remain")
    row.username, row.display_name, row.role = name[:150], display_name.strip()[:60], role
    row.unit_id, row.is_active = unit_id, active
    if password:
        try:
            validate_password(password, row)
        except ValidationError as weak:
            raise WrongPerson("密码太弱：至少十个字符，不要常用词", " ".join(weak.messages)) from weak
        row.set_password(password)
    row.save()
    changed = {field: pair for field, pair in differences(before, row).items() if field in SAID_OF_USERS}
    log(
        by=by, at=at, operation="add_user" if user_id is None else "change_user", subject=f"user:{row.pk}",
        changed=changed,
    )  # fmt: skip
    if password and user_id is not None:
        log(by=by, at=at, operation="set_password", subject=f"user:{row.pk}")
    return row.pk


@transaction.atomic
def change_unit(*, unit_id: int, name: str, parent_id: int | None, by: Actor, at: datetime) -> None:
    """Rename a unit or put it below another one. Raises :class:`WrongPerson`, :class:`NoSuchUnit`."""
    by.must("settle")
    # All units are locked: two moves at once could put each below the other.
    rows = {row.pk: row for row in Unit.objects.select_for_update()}
    if unit_id not in rows or (parent_id is not None and parent_id not in rows):
        raise NoSuchUnit(unit_id if unit_id not in rows else parent_id)
    row, name, above = rows[unit_id], name.strip()[:100], parent_id
    if not name or any(one.name == name and one.pk != unit_id for one in rows.values()):
        raise WrongPerson("名称为空或已有同名单位", "the name is empty or another unit has it")
    while above is not None:
        if above == unit_id:
            raise WrongPerson(
                "不能放在自己或下级之下", "a unit does not lie below itself or what lies below it"
            )
        above = rows[above].parent_id
    before = image(row)
    row.name, row.parent_id = name, parent_id
    if changed := differences(before, row):
        row.save()
        log(by=by, at=at, operation="change_unit", subject=f"unit:{unit_id}", changed=changed)


@transaction.atomic
def add_unit(*, name: str, by: Actor, at: datetime, parent_id: int | None = None) -> int:
    """Add a unit below ``parent_id``, or find the one of this name; its number."""
    by.must("settle")
    row, made = Unit.objects.get_or_create(name=name, defaults={"parent_id": parent_id})
    if made:
        log(by=by, at=at, operation="add_unit", subject=f"unit:{row.pk}", name=name, parent=parent_id)
    return row.pk


@transaction.atomic
def set_region(
    *,
    name: str,
    aliases: Iterable[str],
    closed_on: date | None,
    by: Actor,
    at: datetime,
    is_demo: bool = False,
) -> None:
    """Say which region this installation serves, and up to which day its books are kept."""
    by.must("settle")
    held = Region.objects.first()
    before = image(held) if held else {}
    Region.objects.exclude(name=name).delete()
    row, _ = Region.objects.update_or_create(
        name=name, defaults={"aliases": list(aliases), "closed_on": closed_on, "is_demo": is_demo}
    )
    log(by=by, at=at, operation="set_region", subject=f"region:{name}", changed=differences(before, row))


@transaction.atomic
def issue_token(
    *,
    username: str,
    label: str,
    scopes: Iterable[str],
    expires_at: datetime | None,
    by: Actor,
    at: datetime,
) -> tuple[int, str]:
    """Let a program act for ``username``: the token's number and its text, which is told only here.

    People issue tokens for themselves, administrators for anybody. Raises :class:`NoSuchUser`,
    :class:`NoSuchScope`, and refuses one for somebody else.
    """
    wanted = sorted(set(scopes))
    for scope in wanted:
        if scope not in SCOPES:
            raise NoSuchScope(scope, ", ".join(SCOPES))
    user = User.objects.filter(username=username, is_active=True).first()
    if user is None:
        raise NoSuchUser(username)
    if user.pk != by.user_id:
        by.must("settle")
    text = secrets.token_urlsafe(32)
    row = Token.objects.create(
        user=user,
        label=label,
        digest=digest(text.encode()),
        scopes=wanted,
        created_at=at,
        expires_at=expires_at,
    )
    log(by=by, at=at, operation="issue_token", subject=f"token:{row.pk}", label=label, scopes=wanted)
    return row.pk, text


@transaction.atomic
def withdraw_token(*, token_id: int, by: Actor, at: datetime) -> None:
    """Make a token useless from now on. Withdrawing it again changes nothing. Raises :class:`NoSuchToken`."""
    row = Token.objects.select_for_update().filter(pk=token_id).first()
    if row is None or (row.user_id != by.user_id and not by.may("settle")):
        raise NoSuchToken(token_id)
    if row.withdrawn_at is None:
        row.withdrawn_at = at
        row.save(update_fields=["withdrawn_at"])
        log(by=by, at=at, operation="withdraw_token", subject=f"token:{row.pk}", label=row.label)


@transaction.atomic
def save_filter(*, place: str, name: str, asked: str, shared: bool, by: Actor, at: datetime) -> int:
    """Keep a list's filters under a name, in place of one's own of that name; its number.

    Shared ones show to all of one's unit. Raises :class:`NameMissing`.
    """
    by.must("see")
    if not name.strip():
        raise NameMissing(
            "请给筛选条件起个名字，以便再找到。", "Give the filter a name, by which it is found again."
        )
    held = {"asked": asked[:2000], "unit_id": by.unit_id if shared else None, "at": at}
    row, _ = SavedFilter.objects.update_or_create(
        user_id=by.user_id, place=place, name=name.strip()[:60], defaults=held
    )
    log(by=by, at=at, operation="save_filter", subject=f"filter:{row.pk}", name=row.name, shared=shared)
    return row.pk


@transaction.atomic
def drop_filter(*, filter_id: int, by: Actor, at: datetime) -> None:
    """Take one's own filter away. Raises :class:`NoSuchFilter`."""
    row = SavedFilter.objects.filter(pk=filter_id, user_id=by.user_id).first()
    if row is None:
        raise NoSuchFilter(filter_id)
    log(by=by, at=at, operation="drop_filter", subject=f"filter:{row.pk}", name=row.name, asked=row.asked)
    row.delete()
