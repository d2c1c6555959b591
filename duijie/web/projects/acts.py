"""An act on a project or a lead as the pages know it: what it asks, what it does, who may, and where it opens."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, TypeVar

from duijie.accounts.queries import units
from duijie.accounts.types import Actor
from duijie.kernel.words import Words
from duijie.web.compose.meanwhile import opened as version_of
from duijie.web.pages.parts import Choice, Field, Link, Meanwhile
from duijie.web.projects.forms import Asked, Typed, fields, typed
from duijie.web.projects.pages import ActForm
from duijie.web.saying import say

Info = TypeVar("Info")


@dataclass(frozen=True, slots=True)
class Given(Generic[Info]):
    """What an act is about, who carries it out and when; ``asked`` is the query of the address."""

    info: Info
    by: Actor
    at: datetime
    today: date
    asked: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Act(Generic[Info]):
    """An act. ``slot`` is the section that its form opens in, ``right`` what the role must carry.

    ``needs`` are numbers that the address must name. ``asks`` lists the fields, ``do`` calls the one operation; the operation decides whether it may be.
    ``hold`` marks an act that edits what its form shows: it keeps others from changing that until it is saved.
    """

    code: str
    slot: str
    heading: Words
    button: Words
    asks: Callable[[Given[Info]], tuple[Asked, ...]]
    do: Callable[[Given[Info], Typed], object]
    right: str = "add"
    about: Words | None = None
    upload: bool = False
    needs: tuple[str, ...] = ()
    hold: Callable[[Given[Info]], object] | None = None


def opened(
    act: Act[Info],
    given: Given[Info],
    *,
    url: str,
    back: str,
    data: Mapping[str, Any] | None = None,
    faults: Mapping[str, str] | None = None,
    problem: str = "",
    lacking: tuple[Link, ...] = (),
    meanwhile: Meanwhile | None = None,
) -> ActForm:
    """The form of an act, as it begins or as it was typed."""
    return ActForm(
        slot=act.slot,
        heading=say(act.heading),
        about=say(act.about) if act.about else "",
        fields=fields(act.asks(given), given.asked if data is None else data, faults or {}),
        url=url,
        back=back,
        save_label=say(act.button),
        upload=act.upload,
        problem=problem,
        lacking=lacking,
        version=version_of(held(act, given)) if act.hold else "",
        meanwhile=meanwhile,
    )


def held(act: Act[Info], given: Given[Info]) -> tuple[Field, ...]:
    """The fields of an act with what the record holds, whatever was typed or asked for."""
    return fields(act.asks(given), {}, {})


def values_of(act: Act[Info], given: Given[Info], data: Mapping[str, Any]) -> tuple[Typed, dict[str, str]]:
    """What was typed into an act's form, and what of it could not be taken."""
    return typed(act.asks(given), data, given.today)


def from_words(table: Mapping[str, Words], *, empty: bool = False) -> tuple[Choice, ...]:
    """The rows of a table to choose from."""
    listed = tuple(Choice(code, say(name)) for code, name in table.items())
    return (Choice("", ""), *listed) if empty else listed


def unit_choices(*, empty: bool = False, only: Iterable[int] | None = None) -> tuple[Choice, ...]:
    """The units to choose from, each under the one above it."""
    every = units()
    wanted = set(every) if only is None else set(only)
    listed: list[Choice] = [Choice("", "")] if empty else []

    def below(parent: int | None, depth: int) -> None:
        for one in every.values():
            if one.parent_id == parent:
                if one.id in wanted:
                    listed.append(Choice(str(one.id), "\u3000" * depth + one.name))
                below(one.id, depth + 1)

    below(None, 0)
    return tuple(listed)


def day_of(given: Given[Any]) -> str:
    """Today as a form begins with it."""
    return given.today.isoformat()
