"""A model's answer taken apart: the statements in it, each of the right shape, and the words for what is refused.

Shape only; whether the text bears a statement out is for :mod:`duijie.reading.proof`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from duijie.reading.kinds import KINDS, LISTS, QUANTITIES, Said, WrongValues, from_values

REASONS = {
    "declined": "the model declined to read this stretch",
    "malformed": "no statement of a known kind with the fields of that kind",
    "too_many": "more statements than a stretch of text can hold",
    "quote_absent": "the quote does not stand in the text, or not where it is said to",
    "quote_ambiguous": "the quote stands in several places that do not mean the same",
    "name_absent": "a name does not stand where it would have to",
    "number_absent": "a number's words do not stand in the quote",
    "number_cut": "a number's words leave out a hedge or unit that is printed with it, or hold no number",
    "number_differs": "a number is not the one that its words say",
    "unit_unfit": "money where a count belongs, or a count where money belongs",
    "date_absent": "a date cannot be told from what is printed in the paragraph",
    "repeated": "the same statement was given already",
}

LONGEST_QUOTE = 400
FENCE = re.compile(r"```(?:json)?\s*\n(.*?)```", re.DOTALL | re.IGNORECASE)
THOUGHTS = re.compile(r"^\s*<think>.*?</think>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Refusal:
    """What a model said and the text does not bear out. ``reason_code`` is a key of :data:`REASONS`.

    ``raw`` is the statement as given, as JSON, cut at 500 characters.
    """

    reason_code: str
    reason: str
    raw: str


class NoStatements(ValueError):
    """A model's answer without a list of statements in it."""


class Unproven(ValueError):
    """A statement that the text does not bear out; whoever examines makes it a :class:`Refusal`."""

    def __init__(self, code: str, what: str) -> None:
        super().__init__(_short(f"{REASONS[code]}: {what}", 300))
        self.code = code


def statements_in(content: str) -> list[Any]:
    """The items of ``{"statements": […]}``, also inside a ```` ```json ```` fence or behind thoughts.

    Raises :class:`NoStatements` where there is no such JSON.
    """
    bare = THOUGHTS.sub("", content)
    fenced = FENCE.search(bare)
    try:
        data = json.loads(fenced.group(1) if fenced else bare)
    except (ValueError, RecursionError) as wrong:
        raise NoStatements("the model's answer is no JSON") from wrong
    items = data.get("statements") if isinstance(data, dict) else data
    if not isinstance(items, list):
        raise NoStatements("the model's answer has no list of statements")
    return items


def shaped(item: Any) -> tuple[str, int | None, Said]:
    """Quote, start and meaning of one item; raises :class:`Unproven` for a wrong shape."""
    if not isinstance(item, dict):
        raise Unproven("malformed", "a statement must be an object")
    values = dict(item)
    kind, quote, start = (values.pop(name, None) for name in ("kind", "quote", "start"))
    if not isinstance(kind, str) or kind not in KINDS:
        raise Unproven("malformed", f"unknown kind {_scalar(kind)}")
    if not isinstance(quote, str) or not 0 < len(quote.strip()) <= LONGEST_QUOTE:
        raise Unproven("malformed", f"a quote must be a text of 1 to {LONGEST_QUOTE} characters")
    if start is not None and (isinstance(start, bool) or not isinstance(start, int)):
        raise Unproven("malformed", f"start must be a whole number, not {_scalar(start)}")
    for name, value in values.items():
        if name in QUANTITIES and isinstance(value, Mapping):
            _numbers(name, value)
        elif not (value is None or isinstance(value, str) or (name in LISTS and isinstance(value, list))):
            raise Unproven("malformed", f"{kind}.{name} cannot be {_scalar(value)}")
    try:
        said = from_values(kind, values)
    except WrongValues as wrong:
        raise Unproven("malformed", str(wrong)) from wrong
    lead = len(quote) - len(quote.lstrip())
    return quote.strip(), None if start is None else start + lead, said


def _numbers(name: str, quantity: Mapping[str, Any]) -> None:
    """A quantity's figures must be plain JSON numbers; text that looks like one is not compared with any."""
    for part in ("unit", "sense", "words"):
        if not isinstance(quantity.get(part, ""), str):
            raise Unproven("malformed", f"{name}.{part} must be text, not {_scalar(quantity[part])}")
    for end in ("number", "low", "high"):
        value = quantity.get(end)
        if isinstance(value, bool) or not (
            isinstance(value, int | float) or (value is None and end != "number")
        ):
            raise Unproven("malformed", f"{name}.{end} must be a number, not {_scalar(value)}")
        if value is not None and not abs(value) < 1e30:
            raise Unproven("malformed", f"{name}.{end} is out of bounds")


def check_unit(said: Said) -> None:
    """A measure of money holds no count, and a measure of counts no money."""
    measure: str = getattr(said, "measure", "")
    unit: str = getattr(getattr(said, "quantity", None), "unit", "")
    counted = unit in {"count", "percent", "m2", "t"}
    if measure.endswith(".investment"):
        fit = not counted
    elif measure.startswith(("projects", "enterprises", "people")):
        fit = unit == "count"
    else:
        return
    if not fit:
        raise Unproven("unit_unfit", f"{measure} in {unit}")


def raw(item: Any) -> str:
    """An item as JSON for a person to look at, cut at 500 characters."""
    try:
        written = json.dumps(item, ensure_ascii=False)
    except RecursionError:
        written = "nested too deeply to be shown"
    return _short(written.encode("utf-8", "replace").decode("utf-8"), 500)


def _short(words: str, most: int) -> str:
    return words if len(words) <= most else words[: most - 1] + "…"


def _scalar(value: Any) -> str:
    """A value for a message; of lists and objects only what they are, since they nest as deep as they like."""
    return (
        repr(value) if value is None or isinstance(value, str | int | float) else f"a {type(value).__name__}"
    )
