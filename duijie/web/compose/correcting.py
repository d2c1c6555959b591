"""The form that corrects a statement: a kind's fields out, and what a person typed back in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, fields
from typing import Any

from django.utils.translation import gettext as _

from duijie.kernel.quantity import Quantity
from duijie.reading.kinds import CODES, KINDS, LISTS, QUANTITIES
from duijie.reading.quantities import find_quantities
from duijie.web.pages.parts import Choice, Field
from duijie.web.words import FIELDS, code_label, known


class WrongQuantity(ValueError):
    """Words that are not one quantity. ``field`` is where they were typed."""

    def __init__(self, field: str, words: str) -> None:
        super().__init__(
            _("“%(words)s” was not understood. Write it as documents do: 92亿元, 20多家, 350亩.")
            % {"words": words}
        )
        self.field = field


def correction_fields(
    kind: str, values: Mapping[str, Any], *, wrong: Mapping[str, str] | None = None
) -> tuple[Field, ...]:
    """The kind's fields with ``values`` in them; ``wrong`` are errors by field."""
    wrong = wrong or {}
    return tuple(
        _field(kind, field.name, values.get(field.name), field.default is MISSING, wrong.get(field.name, ""))
        for field in fields(KINDS[kind])
    )


def _field(kind: str, name: str, value: Any, required: bool, error: str) -> Field:
    label = known(FIELDS, name)
    codes = CODES.get((kind, name))
    if codes is not None:
        choices = [Choice(code, code_label(kind, name, code), chosen=code == value) for code in codes]
        if not required:
            choices.insert(0, Choice("", _("not stated"), chosen=not value))
        return Field(name, label, "choice", choices=tuple(choices), required=required, error=error)
    if name in LISTS:
        return Field(
            name,
            label,
            "lines",
            value="\n".join(value or ()),
            required=required,
            error=error,
            hint=_("One a line."),
        )
    text = (value.get("words", "") if isinstance(value, Mapping) else value) or ""
    hint = _("As documents write it: 92亿元, 20多家.") if name in QUANTITIES else ""
    return Field(name, label, "text", value=str(text), required=required, error=error, hint=hint)


def typed_values(kind: str, typed: Mapping[str, str], before: Mapping[str, Any]) -> dict[str, Any]:
    """What was typed as the values of a statement.

    A quantity whose words were not touched keeps the value it had ``before``. Raises :class:`WrongQuantity`.
    """
    values: dict[str, Any] = {}
    for field in fields(KINDS[kind]):
        text = typed.get(field.name, "").strip()
        if not text:
            values[field.name] = None
        elif field.name in LISTS:
            values[field.name] = [line.strip() for line in text.splitlines() if line.strip()]
        elif field.name in QUANTITIES:
            values[field.name] = _quantity(field.name, text, before.get(field.name))
        else:
            values[field.name] = text
    return values


def _quantity(name: str, words: str, before: Any) -> Any:
    if isinstance(before, Mapping) and before.get("words") == words:
        return before
    found = list(find_quantities(words))
    if len(found) != 1 or found[0].span.of(words) != words:
        raise WrongQuantity(name, words)
    quantity: Quantity = found[0].quantity
    return quantity.as_json()
