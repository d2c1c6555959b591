"""What a search can be narrowed to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Filters:
    """Every field that is set must fit; a row that does not state it does not fit.

    ``place``: a province, city or county by name (衡水 finds 衡水市), or a division's code or its beginning (1311).
    ``industry``: how its text or code begins. ``form``: a class of legal forms of the name (``limited``, ``shares``,
    ``company``, ``works``, ``cooperative``, ``partnership``, ``sole``). ``status``: how it begins. ``since`` and
    ``until``: the first and the last day of registration.
    """

    place: str = ""
    industry: str = ""
    form: str = ""
    status: str = ""
    since: date | None = None
    until: date | None = None

    def texts(self) -> list[tuple[tuple[str, ...], str]]:
        """The columns of which one must begin with the text beside them."""
        place = ("division",) if self.place.isdigit() else ("province", "city", "county")
        wanted = (
            (place, self.place), (("industry",), self.industry), (("form",), self.form), (("status",), self.status)
        )  # fmt: skip
        return [(columns, text) for columns, text in wanted if text]

    def __bool__(self) -> bool:
        return bool(self.texts() or self.since or self.until)
