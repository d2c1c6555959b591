"""What the pages of imports show: ready values only."""

from __future__ import annotations

from dataclasses import dataclass

from duijie.web.pages.parts import Field, Link


@dataclass(frozen=True, slots=True)
class ImportLine:
    """An import in the list. ``light`` goes with the state; ``told`` are its rows by what they are."""

    name: Link
    kind: str
    state: str
    light: str
    when: str
    who: str
    told: str


@dataclass(frozen=True, slots=True)
class ImportsPage:
    """The form that takes a file, and what was imported before. ``fields`` is empty for who may not add."""

    fields: tuple[Field, ...]
    problem: str
    limit: str
    rows: tuple[ImportLine, ...]
    next: str


@dataclass(frozen=True, slots=True)
class Working:
    """How far an act is; ``total`` is 0 where it cannot be told."""

    label: str
    told: str
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Part:
    """The rows of one state, with how many there are."""

    label: str
    number: str
    url: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Change:
    """A field that a row says otherwise."""

    field: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class RowLine:
    """A row. ``as_new_url`` says that it is new after all."""

    number: str
    where: str
    name: Link
    state: str
    light: str
    changes: tuple[Change, ...]
    reasons: tuple[str, ...]
    as_new_url: str


@dataclass(frozen=True, slots=True)
class Acts:
    """Where what may be done leads; empty where it may not be done now."""

    apply: str = ""
    columns: str = ""
    again: str = ""
    refused: str = ""
    undo: str = ""
    discard: str = ""
    file: str = ""


@dataclass(frozen=True, slots=True)
class ImportPage:
    """One import. ``told`` says what applying did or would do; ``working`` hides all that could be done meanwhile."""

    title: str
    about: str
    state: str
    light: str
    problem: str
    remarks: tuple[str, ...]
    working: Working | None
    told: str
    acts: Acts
    parts: tuple[Part, ...]
    rows: tuple[RowLine, ...]
    first: str
    next: str


@dataclass(frozen=True, slots=True)
class ColumnRow:
    """A column: samples of its cells, which field it fills and why it was taken for that."""

    label: str
    samples: tuple[str, ...]
    field: Field
    unit: Field | None
    why: tuple[str, ...]
    by: str


@dataclass(frozen=True, slots=True)
class TableForm:
    """The columns of a table of the file."""

    heading: str
    about: str
    columns: tuple[ColumnRow, ...]


@dataclass(frozen=True, slots=True)
class ColumnsPage:
    """The columns, and what no cell says. ``lacking`` are fields that must be and that nothing fills."""

    title: str
    back: Link
    problem: str
    lacking: tuple[str, ...]
    tables: tuple[TableForm, ...]
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class UndoPage:
    """What undoing takes away."""

    title: str
    back: Link
    told: str
    problem: str


@dataclass(frozen=True, slots=True)
class TemplateRow:
    """A template. ``drop_url`` is empty where it is a shipped one."""

    name: Link
    kind: str
    own: str
    fill_url: str
    drop_url: str


@dataclass(frozen=True, slots=True)
class TemplatesPage:
    """Templates, and the form that takes another. ``narrowed`` says which list they will be filled with."""

    narrowed: str
    rows: tuple[TemplateRow, ...]
    fields: tuple[Field, ...]
    problem: str
