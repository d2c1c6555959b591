"""The names that are worth comparing with one: an index in memory over all that the directory keeps."""

from __future__ import annotations

from threading import Lock

from django.db.models import QuerySet

from duijie.directory.models import Name
from duijie.naming.nearby import Nearby
from duijie.naming.parts import parse_name


class NearbyNames:
    """The characters of all names in memory, kept in step: names are only ever added."""

    # Another process may commit a lower number after a higher one; so many are looked at again.
    OVERLAP = 100

    def __init__(self) -> None:
        self._lock = Lock()
        self._begin_anew()

    def closest(self, name: str) -> QuerySet[Name]:
        """The rows of those names."""
        with self._lock:
            self._catch_up()
            ids = [self._ids[at] for at in self._index.closest(parse_name(name))]
        return Name.objects.filter(pk__in=ids)

    def _begin_anew(self) -> None:
        self._index = Nearby()
        self._ids: list[int] = []
        self._place_of: dict[int, int] = {}

    def _catch_up(self) -> None:
        last = max(self._ids[-self.OVERLAP :], default=0)
        recent = Name.objects.filter(pk__gt=last - self.OVERLAP).order_by("pk").values_list("pk", "plain")
        rows = dict(recent.iterator())
        if last and rows.get(last) != self._index.names[self._place_of[last]]:
            # Another database than before: a restored backup, or a change that was rolled back.
            self._begin_anew()
            rows = dict(Name.objects.order_by("pk").values_list("pk", "plain").iterator())
        for pk, plain in rows.items():
            if pk not in self._place_of:
                self._place_of[pk] = len(self._ids)
                self._ids.append(pk)
                self._index.add([plain])


NEARBY = NearbyNames()
