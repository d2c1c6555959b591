"""Schemes in force, checked against each other and the catalogue of figures, and kept as data with a run."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from types import UnionType
from typing import Any, Final, TypeVar, Union, get_args, get_origin, get_type_hints

from duijie.assessment.scoring.scheme import KINDS, Group, Item, Scheme
from duijie.assessment.types import NoSuchScheme
from duijie.figures.registry import catalogue
from duijie.kernel.words import Words
from duijie.rulebook import WrongTable, in_force, known, table

FILE: Final = "assessment_schemes.toml"
WEIGHED: Final = frozenset({"proportional", "rate", "peers"})
"""Kinds whose weights are parts of a whole."""
SINGLE: Final = frozenset({"bands", "efficacy"})
ALL: Final = Group("all", Words("全部单位", "all units"))
Value = TypeVar("Value")


@cache
def schemes() -> tuple[Scheme, ...]:
    """The table. Raises :class:`duijie.rulebook.WrongTable` where an item cannot be worked out."""
    rows = table("duijie.assessment", "assessment_schemes", Scheme)
    for number, row in enumerate(rows, 1):
        _checked(row, number)
    return rows


def on(day: date) -> tuple[Scheme, ...]:
    """The schemes in force on a day."""
    return in_force(schemes(), day)


def scheme(code: str, day: date) -> Scheme:
    """The scheme of this code on a day. Raises :class:`NoSuchScheme`."""
    found = [row for row in on(day) if row.code == code]
    if not found:
        raise NoSuchScheme(code, day, [row.code for row in on(day)])
    return found[-1]


def groups_of(one: Scheme) -> tuple[Group, ...]:
    """Its groups; one of all units where it has none."""
    return one.groups or (ALL,)


def _checked(row: Scheme, number: int) -> None:
    inputs = {one.code: one for one in row.inputs}
    _once_each(number, "input", [one.code for one in row.inputs])
    _once_each(number, "item", [one.code for one in row.items])
    for one in row.inputs:
        known(FILE, number, f"take of {one.code}", one.take, ("amount", "count"))
        if one.figure:
            known(FILE, number, f"figure of {one.code}", one.figure, _adding())
        if one.per <= 0:
            raise WrongTable(FILE, number, f"per of {one.code} is {one.per}", "Write a number above zero.")
    for item in row.items:
        known(FILE, number, f"kind of {item.code}", item.kind, KINDS)
        for term in item.terms:
            for code in filter(None, (term.actual, term.target)):
                known(FILE, number, f"input of {item.code}", code, inputs)
        wrong = _wrong(item)
        if wrong:
            raise WrongTable(
                FILE,
                number,
                f"item {item.code}: {wrong}",
                "Mend the item; the head of the shipped file says how.",
            )


def _adding() -> list[str]:
    """The figures that are sums of what projects are: no rates."""
    return [code for code, one in catalogue().items() if one.unit != "percent"]


def _wrong(item: Item) -> str:
    if not item.terms or (item.kind in SINGLE and len(item.terms) > 1):
        return f"{item.kind} takes {'one term' if item.kind in SINGLE else 'a term or more'}"
    if item.kind in WEIGHED and sum(term.weight for term in item.terms) != 1:
        return "the weights do not sum to 1"
    if (item.kind == "bands") != bool(item.bands):
        return "bands belong to what is scored by bands"
    if item.once and not (item.kind == "count" or item.each):
        return "once holds for single things alone: for count, and bands of each"
    if item.each and item.kind != "bands":
        return "each belongs to bands"
    if item.most is not None and item.least is not None and item.most < item.least:
        return "its most lies below its least"
    return ""


def _once_each(number: int, what: str, codes: Iterable[str]) -> None:
    codes = list(codes)
    for code in codes:
        if codes.count(code) > 1:
            raise WrongTable(
                FILE, number, f"the {what} {code!r} stands twice", "Give one of them another code."
            )


def kept(value: Any) -> str:
    """A frozen value as text to be kept with a run; the same value gives the same text."""
    return json.dumps(_data(value), ensure_ascii=False, sort_keys=True)


def again(text: str, shape: type[Value]) -> Value:
    """What :func:`kept` made a text of."""
    value: Value = _value(json.loads(text), shape)
    return value


def _data(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _data(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): _data(one) for key, one in value.items()}
    if isinstance(value, tuple | list):
        return [_data(one) for one in value]
    return f"{value}" if isinstance(value, Decimal | date) else value


def _value(data: Any, kind: Any) -> Any:
    if get_origin(kind) in (Union, UnionType):
        if data is None:
            return None
        kind = next(one for one in get_args(kind) if one is not type(None))
    if get_origin(kind) is tuple:
        return tuple(_value(one, get_args(kind)[0]) for one in data)
    if get_origin(kind) is dict:
        return {key: _value(one, get_args(kind)[1]) for key, one in data.items()}
    if is_dataclass(kind) and isinstance(kind, type):
        hints = get_type_hints(kind)
        return kind(**{field.name: _value(data[field.name], hints[field.name]) for field in fields(kind)})
    if kind is Decimal:
        return Decimal(data)
    return date.fromisoformat(data) if kind is date else data
