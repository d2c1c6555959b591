"""What a notice's record says, in words: labels, units, names of codes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from duijie.kernel.words import Words
from duijie.parks.rules import load
from duijie.portal.rules import topics
from duijie.web.compose.codes import industry_shown
from duijie.web.saying import day, say

LABELS: Final = {
    "value": gettext_lazy("Figure"),
    "as_of": gettext_lazy("As of"),
    "definition": gettext_lazy("Definition"),
    "gaps": gettext_lazy("Not in it"),
    "park": gettext_lazy("Park"),
    "building": gettext_lazy("Building"),
    "number": gettext_lazy("Number"),
    "floor": gettext_lazy("Floor"),
    "area": gettext_lazy("Area"),
    "use": gettext_lazy("Use"),
    "height": gettext_lazy("Height"),
    "load": gettext_lazy("Floor load"),
    "power": gettext_lazy("Power"),
    "rent": gettext_lazy("Rent"),
    "industry": gettext_lazy("Industry"),
    "open": gettext_lazy("Still to be had"),
}
UNITS: Final = {
    "height": Words("米", "m"),
    "load": Words("吨/平方米", "t/m²"),
    "power": Words("千伏安", "kVA"),
    "rent": Words("元/平方米·月", "yuan/m² a month"),
}
MU: Final = Decimal(10_000) / 15
"""Square metres."""
# Ground is sold by the mu, floor let by the square metre.
GROUND: Final = frozenset({"use"})


def topic_name(code: str) -> str:
    """What a part of a section is called; its code where the table does not have it any more, nothing for none."""
    return say(topics()[code].name) if code in topics() else code


def rows(said: Mapping[str, str]) -> Iterable[tuple[str, str]]:
    """Label and text of each fact, in the order of :data:`LABELS`."""
    ground = not GROUND.isdisjoint(said)
    for code, label in LABELS.items():
        if code in said:
            yield str(label), text(code, in_language(code, said), ground=ground)


def in_language(code: str, said: Mapping[str, str]) -> str:
    """What a fact says, in the language of the page where it was kept in both."""
    chinese = said.get(code, "")
    return say(Words(chinese, said.get(f"{code}_en", chinese)))


def text(code: str, value: str, *, ground: bool) -> str:
    """One fact; a dash where nothing is said, but for what is no longer to be had."""
    if code == "as_of":
        return day(date.fromisoformat(value))
    if code == "open":
        return _("yes") if value else _("no")
    if not value:
        return "–"
    if code == "area":
        number = Decimal(value)
        if ground:
            return say(Words(f"{_plain(number / MU)} 亩", f"{_plain(number / MU)} mu"))
        return say(Words(f"{_plain(number)} 平方米", f"{_plain(number)} m²"))
    if code == "use":
        uses = load().uses
        return say(uses[value]) if value in uses else value
    if code == "industry":
        return industry_shown(value)
    return f"{value} {say(UNITS[code])}" if code in UNITS else value


def _plain(number: Decimal) -> str:
    shown = f"{number:,.2f}"
    return shown.rstrip("0").rstrip(".")
