"""Where the bulk registry keeps what: folders, the manifest of an import, and which import is in force.

::

    sources/<source>/current                     names the generation that is read
    sources/<source>/<generation>/manifest.json  the file, its mapping, the state of every part
    sources/<source>/<generation>/part-00000.parquet …
    sources/<source>/<generation>/refused.csv

A generation is one file read in one way; its name comes from the file's content and the mapping. Rewriting
``current`` is the only act that changes what readers see, so a source is replaced at once or not at all.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from duijie.text.formats.source import CannotRead

SCHEMA: Final = 1
"""Raised whenever columns or cleaning change, so that the same file is read anew."""
MOST_LABEL: Final = 80


class WrongSource(CannotRead):
    """A source's label that cannot name a folder; says what can."""


class UnknownSource(LookupError):
    """No source of that label was imported; says which were."""


@dataclass(frozen=True, slots=True)
class Part:
    """A finished part: so many rows of the file from ``first_row`` on, and what became of them."""

    file: str
    first_row: int
    rows: int
    taken: int
    refused: int
    duplicates: int
    counts: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Mapped:
    """A column of the file that fills a column of ours, and why."""

    target: str
    column: str
    unit: str = ""
    zh: str = ""
    en: str = ""


@dataclass(frozen=True, slots=True)
class Manifest:
    """One import: from which file, read how, which parts are done, and whether all are.

    ``as_of``: the day the data are of, ``None`` where nobody said. ``unused``: columns that fill none of ours.
    """

    source: str
    generation: str
    file: str
    bytes: int
    sha256: str
    form: str
    sheet: str
    head_row: int
    as_of: date | None
    imported_at: datetime
    mapping: tuple[Mapped, ...]
    unused: tuple[str, ...]
    parts: tuple[Part, ...] = ()
    complete: bool = False
    indexed: bool = False
    remarks: tuple[str, ...] = ()
    schema: int = SCHEMA

    @property
    def rows(self) -> int:
        """Rows of the file."""
        return sum(part.rows for part in self.parts)

    @property
    def taken(self) -> int:
        """Rows that are in the registry."""
        return sum(part.taken for part in self.parts)

    @property
    def refused(self) -> int:
        """Rows that are not, duplicates apart."""
        return sum(part.refused for part in self.parts)

    @property
    def duplicates(self) -> int:
        """Rows that say again what an earlier row of the file says."""
        return sum(part.duplicates for part in self.parts)

    @property
    def counts(self) -> dict[str, int]:
        """How often each reason and each remark on a cell occurred, by its code."""
        total: dict[str, int] = {}
        for part in self.parts:
            for code, number in part.counts.items():
                total[code] = total.get(code, 0) + number
        return dict(sorted(total.items()))

    def with_part(self, part: Part) -> Manifest:
        """The manifest with one part more."""
        return replace(self, parts=(*self.parts, part))

    def as_json(self) -> str:
        """As it is stored."""
        plain = asdict(self)
        plain["as_of"] = self.as_of.isoformat() if self.as_of else None
        plain["imported_at"] = self.imported_at.isoformat()
        return json.dumps(plain, ensure_ascii=False, indent=1) + "\n"

    @classmethod
    def of_json(cls, text: str) -> Manifest:
        """The inverse of :meth:`as_json`."""
        plain: dict[str, Any] = json.loads(text)
        plain["as_of"] = date.fromisoformat(plain["as_of"]) if plain["as_of"] else None
        plain["imported_at"] = datetime.fromisoformat(plain["imported_at"])
        plain["mapping"] = tuple(Mapped(**one) for one in plain["mapping"])
        plain["parts"] = tuple(Part(**one) for one in plain["parts"])
        for key in ("unused", "remarks"):
            plain[key] = tuple(plain[key])
        return cls(**plain)


@dataclass(frozen=True, slots=True)
class Registry:
    """The bulk registry under ``folder`` (``DUIJIE_HOME/registry``). The folder need not be there yet."""

    folder: Path

    @property
    def names(self) -> Path:
        """Where the index of names lies."""
        return self.folder / "names"

    def sources(self) -> list[Manifest]:
        """What is in the registry, one manifest a source, in the order of their labels."""
        home = self.folder / "sources"
        # Systems leave files of their own; an import that was never finished has no `current`.
        labels = sorted(one.parent.name for one in home.glob("[!.]*/current"))
        found = (self.current(label) for label in labels)
        return [manifest for manifest in found if manifest]

    def current(self, source: str) -> Manifest | None:
        """The import in force, ``None`` where the source has none."""
        try:
            generation = (self.home(source) / "current").read_text("utf-8").strip()
        except FileNotFoundError:
            return None
        return self.manifest(source, generation)

    def source(self, source: str) -> Manifest:
        """The same; raises :class:`UnknownSource`."""
        found = self.current(source)
        if found is None:
            known = "、".join(one.source for one in self.sources())
            remedy = f"There are: {known}" if known else "Import one with `duijie directory import FILE`"
            raise UnknownSource(f"{source}: the registry has no such source. {remedy}.")
        return found

    def parts(self, source: str) -> list[Path]:
        """The part files of the import in force, in the order of the rows; none for an unknown source."""
        found = self.current(source)
        return self.parts_of(found) if found else []

    def parts_of(self, manifest: Manifest) -> list[Path]:
        """The part files of an import."""
        home = self.home(manifest.source) / manifest.generation
        return [home / part.file for part in manifest.parts]

    def refused(self, manifest: Manifest) -> Path:
        """The file of the rows that were not taken."""
        return self.home(manifest.source) / manifest.generation / "refused.csv"

    def home(self, source: str) -> Path:
        """The folder of a source; raises :class:`WrongSource` where the label cannot name one."""
        return self.folder / "sources" / checked(source)

    def manifest(self, source: str, generation: str) -> Manifest | None:
        """The manifest of one generation, finished or not."""
        try:
            text = (self.home(source) / generation / "manifest.json").read_text("utf-8")
        except FileNotFoundError:
            return None
        return Manifest.of_json(text)

    def save(self, manifest: Manifest) -> None:
        """Store a manifest."""
        write(self.home(manifest.source) / manifest.generation / "manifest.json", manifest.as_json())

    def put_in_force(self, manifest: Manifest) -> None:
        """From now on readers see this import; what other imports of the source left is removed."""
        home = self.home(manifest.source)
        write(home / "current", manifest.generation + "\n")
        self.clear(manifest.source, keep=(manifest.generation,))

    def clear(self, source: str, *, keep: Sequence[str]) -> None:
        """Remove what imports of ``source`` left, but for the generations in ``keep``."""
        for one in self.home(source).iterdir():
            if one.is_dir() and one.name not in keep:
                shutil.rmtree(one)

    def forget(self, source: str) -> Manifest:
        """Take a source out; returns what it was. Raises :class:`UnknownSource`."""
        found = self.source(source)
        home = self.home(source)
        # First unseen, then removed: an interruption leaves nothing that is read by half.
        (home / "current").unlink()
        shutil.rmtree(home)
        return found


def checked(label: str) -> str:
    """``label`` if it can name a folder; raises :class:`WrongSource`."""
    bad = set('/\\:*?"<>|') & set(label) or not label.isprintable() or label != label.strip()
    if bad or not label or label.startswith(".") or len(label) > MOST_LABEL:
        reason = (
            f'cannot name a source: a label has 1 to {MOST_LABEL} characters, none of / \\ : * ? " < > |, '
            "no blank at an end and no full stop in front"
        )
        raise WrongSource(repr(label), reason, "Give another with --source")
    return label


def write(path: Path, text: str) -> None:
    """Write a small file so that readers see the old or the new one, never half of it."""
    fresh = path.with_name(f"{path.name}.new")
    with fresh.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
