"""Two people edit one record on pages: whoever saves second is shown what changed meanwhile, and loses nothing.

A form carries the version of what it showed. What only one of the two changed merges by itself; where both changed a
field, the form comes again with both values to choose from.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from duijie.kernel.merging import WrongVersion, changed, merge, version
from duijie.web.pages.parts import Clash, Field, Meanwhile

VERSION: Final = "version"
ASKED: Final = "asked"
"""Names the fields that were to be chosen, one a value."""
TAKE: Final = "take-"


@dataclass(frozen=True, slots=True)
class Settled:
    """What to save where ``meanwhile`` asks nothing. ``theirs`` are labels of fields that others changed and that stay."""

    typed: dict[str, str]
    meanwhile: Meanwhile | None
    theirs: tuple[str, ...]

    @property
    def asks(self) -> bool:
        """Whether somebody must choose first."""
        return self.meanwhile is not None


def opened(fields: Iterable[Field]) -> str:
    """The version of what a form shows."""
    return version(_values(fields))


def settle(typed: Mapping[str, str], now: Iterable[Field]) -> Settled:
    """Merge what was typed with what the form would show ``now``.

    A form that carries no version is taken as it is; one whose fields are no longer these (another role, another
    program) is asked about every field that differs.
    """
    fields = {field.name: field for field in now if field.kind != "file"}
    held = _values(fields.values())
    given = dict(typed)
    mine = {name: _plain(value) for name, value in given.items() if name in held}
    chosen = {name: given.get(TAKE + name, "") for name in given.get(ASKED, "").split() if name in held}
    for name, side in chosen.items():
        if side == "theirs":
            mine[name] = held[name]
    since = given.get(VERSION, "") or version(held)
    try:
        merged = merge(since, mine, held)
        both, theirs = {one.field for one in merged.both}, merged.theirs
    except WrongVersion:
        both, theirs = {name for name, value in mine.items() if value != held[name]}, ()
        both -= {name for name, side in chosen.items() if side == "mine"}
    both |= {name for name, side in chosen.items() if not side and mine.get(name) != held[name]}
    ready = {**given, **{name: held[name] for name in theirs if name in mine}}
    ready |= {name: held[name] for name, side in chosen.items() if side == "theirs"}
    labels = tuple(fields[name].label for name in theirs)
    if not both:
        return Settled(ready, None, labels)
    clashes = tuple(
        Clash(name, field.label, _shown(field, mine[name]), _shown(field, held[name]))
        for name, field in fields.items()
        if name in both
    )
    return Settled(ready, Meanwhile(clashes, " ".join(sorted(both)), labels), labels)


def changed_since(typed: Mapping[str, str], now: Iterable[Field]) -> bool:
    """Whether others changed anything of what the form showed: for an act that takes the whole away."""
    try:
        return bool(typed.get(VERSION)) and bool(changed(typed[VERSION], _values(now)))
    except WrongVersion:
        return True


def say_what_stays(request: HttpRequest, settled: Settled) -> None:
    """Tell, after saving, which changes of others were kept beside one's own."""
    if settled.theirs:
        told = _("Saved. Changed by others meanwhile, and kept: %(fields)s")
        messages.success(request, told % {"fields": _(", ").join(settled.theirs)})


def _values(fields: Iterable[Field]) -> dict[str, str]:
    return {field.name: _plain(field.value) for field in fields if field.kind != "file"}


def _plain(value: str) -> str:
    """A text as it is compared: browsers send other ends of lines than they were given."""
    return value.replace("\r\n", "\n").strip()


def _shown(field: Field, value: str) -> str:
    return next((choice.label for choice in field.choices if choice.value == value), value)
