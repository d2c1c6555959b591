"""Who ties lead to, numbered as they are met: organisations by their group, units, people, parks, bodies, mere names."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from functools import cached_property

from django.utils import timezone

from duijie.accounts.queries import own_region, units
from duijie.accounts.types import Actor
from duijie.directory.models import Listing, Name
from duijie.industry.placing.places import place_named
from duijie.naming.plain import plain as folded

REGION = "region"
_GOVERNMENTS = ("", "政府", "人民政府", "委", "县委", "市委", "区委")


class Nodes:
    """Numbers for those that ties lead to. One under several names, or named as our region is, has one number."""

    def __init__(self, viewer: Actor) -> None:
        self.viewer = viewer
        self.keys: list[str] = []
        self._zone = timezone.get_current_timezone()
        self._number: dict[str, int] = {}
        self._labels: dict[str, str] = {}
        rows = list(Name.objects.values_list("home_id", "organisation_id", "plain"))
        self._heads = {home: head for home, head, _plain in rows}
        self._plain = {plain: head for _home, head, plain in rows}
        region = own_region()
        own = {name for name in (region.name, *region.aliases) if name}
        self._ours = {plain_of(f"{name}{end}") for name in own for end in _GOVERNMENTS}
        self._our_heads = {head for plain, head in self._plain.items() if plain in self._ours}
        self.units = units()
        self._unit_named = {plain_of(one.name): one.id for one in self.units.values()}
        self.region_name = region.name

    def region(self) -> int:
        """Our own region; an organisation of its name is the same."""
        return self._numbered(REGION, self.region_name)

    def organisation(self, home: int | None, name: str = "") -> int | None:
        """The organisation that a name brought along, else that the name bears now, else a unit of it, else the name."""
        plain = plain_of(name) if name else ""
        if plain in self._ours:
            return self.region()
        head = self._heads.get(home or 0) or self._plain.get(plain)
        if head is not None:
            return self.region() if head in self._our_heads else self._numbered(f"organisation:{head}", "")
        if plain in self._unit_named:
            return self.unit(self._unit_named[plain])
        return self._numbered(f"name:{plain}", name.strip()) if plain else None

    @cached_property
    def division(self) -> str:
        """The division that is ours as the directory begins its codes, empty where the region's name is of none."""
        place = place_named(self.region_name, today=timezone.localdate())
        return place.division if place else ""

    def day(self, moment: datetime) -> date:
        """The day of a moment here, as ``timezone.localdate`` says; that looks the zone up for each of a million rows."""
        return moment.astimezone(self._zone).date()

    def named(self, name: str) -> int | None:
        """Whoever bears a name that no record resolved."""
        return self.organisation(None, name)

    def unit(self, number: int | None) -> int | None:
        """A unit of ours; an organisation of the same name is the same."""
        if number is None or number not in self.units:
            return None
        name = self.units[number].name
        plain = plain_of(name)
        if plain in self._ours or plain in self._plain:
            return self.named(name)
        return self._numbered(f"unit:{number}", name)

    def person(self, at: int | None, name: str) -> int | None:
        """Somebody by name at a place; nobody for a viewer who may not see people.

        Two of one name are the same only at the same place: names say no more.
        """
        name = name.strip()
        if at is None or not name or not self.viewer.may("see_people"):
            return None
        return self._numbered(f"person:{self.keys[at]}:{name}", name)

    def other(self, kind: str, number: int, name: str) -> int:
        """A park or a body."""
        return self._numbered(f"{kind}:{number}", name)

    def labels(self) -> list[str]:
        """What each is called, by number."""
        heads = [int(key.partition(":")[2]) for key in self.keys if key.startswith("organisation:")]
        titles: dict[int, str] = {}
        for part in _parts(heads):
            titles |= dict(Listing.objects.filter(pk__in=part).values_list("pk", "title"))
        return [
            self._labels[key] or titles.get(int(key.partition(":")[2] or 0), key) if key.startswith("organisation:") else self._labels[key]
            for key in self.keys
        ]  # fmt: skip

    def _numbered(self, key: str, label: str) -> int:
        number = self._number.get(key)
        if number is None:
            number = self._number[key] = len(self.keys)
            self.keys.append(key)
            self._labels[key] = label
        return number


def plain_of(name: str) -> str:
    """The folded name that equality is tested on."""
    return folded(name)


def _parts(numbers: list[int], size: int = 5_000) -> Iterable[list[int]]:
    return (numbers[start : start + size] for start in range(0, len(numbers), size))
