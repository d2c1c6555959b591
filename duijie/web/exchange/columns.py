"""Which column fills which field: shown with reasons and samples, corrected, and read back from the form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext as _

from duijie.accounts.queries import units
from duijie.exchange.kinds import KINDS, fields_of
from duijie.exchange.opening import fixed_values
from duijie.exchange.sheets.fields import Field as Target
from duijie.exchange.types import Asked, ImportInfo, WrongChoice
from duijie.kernel.typed import typed_day
from duijie.kernel.words import Words
from duijie.rulebook.columns import WrongValue
from duijie.web.compose.codes import choices
from duijie.web.exchange.imports import rows_told
from duijie.web.exchange.pages import ColumnRow, ColumnsPage, TableForm
from duijie.web.pages.parts import Choice, Field, Link
from duijie.web.saying import refusal, say

MONEY: Final = (
    "元",
    "千元",
    "万元",
    "百万元",
    "亿元",
    "美元",
    "万美元",
    "亿美元",
    "欧元",
    "万欧元",
    "港元",
    "万港元",
    "日元",
    "万日元",
)
MEASURES: Final = {
    "m2": ("平方米", "亩", "公顷", "平方公里", "万平方米"), "t": ("吨", "万吨", "吨标煤", "吨标准煤"), "kVA": ("千伏安", "万千伏安"),
    "kWh": ("千瓦时", "万千瓦时", "度", "万度"), "emission": ("吨", "千克"), "m3": ("立方米", "万立方米"),
}  # fmt: skip
BY: Final[Mapping[str, Words]] = {
    "guess": Words("", ""),
    "memory": Words("按上次的对应", "as the last time"),
    "person": Words("已改定", "as corrected"),
}


class Mistyped(ValueError):
    """The form cannot be read as it stands; says why."""


def columns_page(info: ImportInfo, given: Mapping[str, str], *, problem: str = "") -> ColumnsPage:
    """The form; ``given`` is what was typed where it is shown again."""
    fields = fields_of()[info.kind]
    return ColumnsPage(
        title=info.name,
        back=Link(info.name, reverse("import", args=[info.id])),
        problem=problem,
        lacking=tuple(map(say, info.remarks)) if info.state == "unmapped" else (),
        tables=tuple(_table(place, table, fields, given) for place, table in enumerate(info.tables)),
        fields=tuple(_beside(info, fields, given)),
    )


def asked_of(info: ImportInfo, given: Mapping[str, str]) -> Asked:
    """What the form says. Raises :class:`Mistyped`."""
    kind = given.get("kind", "")
    if kind != info.kind:
        # Another kind has other fields: what was said of the old ones does not hold.
        return Asked(kind if kind in KINDS else "", as_of=_day(given) or info.as_of)
    mapping = {label: (target, unit) for label, (target, unit) in info.mapping.items()}
    known = {field.target for field in fields_of()[info.kind]}
    for place, table in enumerate(info.tables):
        chosen: dict[str, str] = {}
        for column in table["columns"]:
            name = f"{place}-{column['number']}"
            target = given.get(f"field-{name}", column["target"])
            unit = given.get(f"unit-{name}", column["unit"])
            if target and target not in known:
                raise Mistyped(_("There is no field “%(field)s”.") % {"field": target})
            if target and target in chosen:
                raise Mistyped(
                    _("“%(one)s” and “%(other)s” cannot both fill “%(field)s”.")
                    % {"one": chosen[target], "other": column["label"], "field": _name(info.kind, target)}
                )
            if target:
                chosen[target] = column["label"]
            if (target, unit) != (column["target"], column["unit"]):
                mapping[column["label"]] = (target, unit)
    fixed = {
        field.target: words
        for field in fields_of()[info.kind]
        if (words := given.get(f"fixed-{field.target}", "").strip())
    }
    try:
        fixed_values(info.kind, fixed)
    except (WrongChoice, WrongValue) as wrong:
        raise Mistyped(refusal(wrong)) from wrong
    return Asked(info.kind, mapping, fixed, info.as_new, _day(given) or info.as_of)


def _day(given: Mapping[str, str]) -> Any:
    words = given.get("as_of", "").strip()
    day = typed_day(words)
    if words and day is None:
        raise Mistyped(_("Write the day as 2015-09-24."))
    return day


def _name(kind: str, target: str) -> str:
    return next((say(field.name) for field in fields_of()[kind] if field.target == target), target)


def _table(
    place: int, table: Mapping[str, Any], fields: tuple[Target, ...], given: Mapping[str, str]
) -> TableForm:
    told = [table["title"], rows_told(table["rows"])]
    if table["remembered"]:
        told.append(_("with the columns of an earlier file"))
    dropped = len(table["dropped"])
    if dropped:
        told.append(_("%(count)s lines are no rows (totals, notes, headings)") % {"count": f"{dropped:,}"})
    return TableForm(
        heading=table["sheet"] or _("The table"),
        about=" · ".join(filter(None, told)),
        columns=tuple(_column(place, one, fields, given) for one in table["columns"]),
    )


def _column(
    place: int, column: Mapping[str, Any], fields: tuple[Target, ...], given: Mapping[str, str]
) -> ColumnRow:
    name = f"{place}-{column['number']}"
    target = given.get(f"field-{name}", column["target"])
    guesses = {one["target"]: one for one in column["guesses"]}
    likely = [field for code in guesses for field in fields if field.target == code]
    others = [field for field in fields if field.target not in guesses]
    listed = [Choice("", _("nothing"), not target)]
    listed += [Choice(one.target, say(one.name), one.target == target) for one in (*likely, *others)]
    guess = guesses.get(column["target"])
    chosen = next((one for one in fields if one.target == target), None)
    label = column["label"] or _("headings between the rows, or the sheet's name")
    return ColumnRow(
        label=label,
        samples=tuple(column.get("samples", ())),
        field=Field(f"field-{name}", _("Fills"), "choice", target, tuple(listed)),
        unit=_unit(f"unit-{name}", chosen, given.get(f"unit-{name}", column["unit"])),
        why=tuple(say(Words(*one)) for one in guess["reasons"]) if guess else (),
        by=say(BY[column["by"]]),
    )


def _unit(name: str, field: Target | None, unit: str) -> Field | None:
    known = MONEY if field and field.holds == "money" else MEASURES.get(field.unit, ()) if field else ()
    if not known:
        return None
    listed = [*known, *([unit] if unit and unit not in known else [])]
    options = (Choice("", _("in the cells"), not unit), *(Choice(one, one, one == unit) for one in listed))
    return Field(name, _("Unit"), "choice", unit, options)


def _beside(info: ImportInfo, fields: tuple[Target, ...], given: Mapping[str, str]) -> list[Field]:
    """What no cell says: the kind, the day, and fields that are often the same for all rows."""
    kinds = {code: kind.name for code, kind in KINDS.items()}
    day = info.as_of.isoformat() if info.as_of else ""
    found = [
        Field("kind", _("What it holds"), "choice", choices=choices(kinds, given.get("kind", info.kind))),
        Field("as_of", _("As of"), "date", given.get("as_of", day), hint=_("The day of what has none.")),
    ]
    filled = {column["target"] for table in info.tables for column in table["columns"]}
    for field in fields:
        if not field.repeats and not (field.must and field.target not in filled):
            continue
        name = f"fixed-{field.target}"
        value = given.get(name, info.fixed.get(field.target, ""))
        listed: dict[str, str] = {}
        if field.target == "unit":
            listed = {unit.name: unit.name for unit in units().values()}
        elif field.holds == "choice":
            listed = {words: words for words in _first_words(field)}
        if listed:
            if value and value not in listed:
                listed[value] = value
            options = [Choice("", _("as the cells say"), not value)]
            options += [Choice(code, words, code == value) for code, words in listed.items()]
            found.append(Field(name, say(field.name), "choice", value, tuple(options)))
        else:
            found.append(Field(name, say(field.name), "text", value))
    return found


def _first_words(field: Target) -> list[str]:
    """Of each choice the word that its table uses."""
    first: dict[str, str] = {}
    for words, code in field.choices.items():
        first.setdefault(code, words)
    return list(first.values())
