"""What the pages of this folder are given: tables whose cells are ready to print, forms, and each page's own parts.

It is long because all pages of the folder are described here.
"""

from __future__ import annotations

from dataclasses import dataclass

from duijie.web.pages.parts import Choice, Field, Link, Meanwhile


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell. ``label`` repeats its column's heading for narrow screens; ``light`` is a colour, ``mark`` a tag.

    ``acts`` are what may be done about it, ``source`` what the value rests on.
    """

    text: str
    label: str = ""
    note: str = ""
    url: str = ""
    number: bool = False
    light: str = ""
    mark: str = ""
    source: Link | None = None
    acts: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Head:
    """A column's heading."""

    label: str
    number: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row. ``gone``: it holds no longer; ``value`` is a plain decimal for the chart, empty where there is none.

    ``anchor`` is what a link to this very row names.
    """

    cells: tuple[Cell, ...]
    gone: bool = False
    value: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class ActForm:
    """A form for one act, opened in the section ``slot``. ``lacking`` lists what a gate still wants.

    ``version`` of what it showed goes back with it; ``meanwhile`` is what others changed since.
    """

    slot: str
    heading: str
    about: str
    fields: tuple[Field, ...]
    url: str
    back: str
    save_label: str
    upload: bool = False
    problem: str = ""
    lacking: tuple[Link, ...] = ()
    version: str = ""
    meanwhile: Meanwhile | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A titled table. ``acts`` open forms, ``empty`` says what to do where there is no row, ``chart`` draws it."""

    id: str
    title: str
    heads: tuple[Head, ...]
    rows: tuple[Row, ...]
    acts: tuple[Link, ...] = ()
    about: str = ""
    empty: str = ""
    chart: bool = False
    opened: ActForm | None = None


@dataclass(frozen=True, slots=True)
class Narrowing:
    """A list of choices that narrows another list."""

    name: str
    label: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Saved:
    """Filters under a name. ``drop_url`` is empty for those of others."""

    name: str
    url: str
    about: str
    drop_url: str
    current: bool


@dataclass(frozen=True, slots=True)
class ListRow:
    """A project in the list: its number, its own link and the cells of the columns chosen."""

    id: str
    name: Link
    confidential: bool
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class ProjectsPage:
    """The list. ``narrowed``: nothing fits, rather than nothing is there. ``here`` is this list's query.

    ``next`` and ``first`` lead to the further and to the first page, empty where there is none. ``bulk`` are acts
    on several projects at once, empty for those who may not.
    """

    text: str
    narrowings: tuple[Narrowing, ...]
    more: tuple[Field, ...]
    lacking: bool
    columns: tuple[Choice, ...]
    saved: tuple[Saved, ...]
    may_share: bool
    here: str
    heads: tuple[Head, ...]
    rows: tuple[ListRow, ...]
    count: str
    hidden: str
    narrowed: bool
    next: str
    first: str
    bulk: tuple[Choice, ...]
    board_url: str
    open_url: str
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an act does to one project: ``change`` or, where it is refused, ``refused``."""

    id: str
    name: Link
    change: str
    refused: str


@dataclass(frozen=True, slots=True)
class BulkPage:
    """One act on several projects: first its fields, then what it would change, then it is carried out.

    ``back`` is the list to come back to, ``query`` the query of its address.
    """

    act: str
    heading: str
    fields: tuple[Field, ...]
    outcomes: tuple[Outcome, ...]
    previewed: bool
    changing: str
    refusing: str
    may_carry_out: bool
    back: str
    query: str


@dataclass(frozen=True, slots=True)
class Card:
    """A project on the board. ``moves``: stages it may enter, as ``number:stage``; ``lacking``: why the last was refused."""

    id: str
    name: Link
    investor: str
    investment: str
    since: str
    status: str
    waits: str
    moves: tuple[Choice, ...]
    back_url: str
    problem: str = ""
    lacking: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """A stage of the board. ``more`` leads to the list of those that are not shown."""

    stage: str
    name: str
    count: str
    investment: str
    current: bool
    tab_url: str
    cards: tuple[Card, ...]
    more: Link | None


@dataclass(frozen=True, slots=True)
class BoardPage:
    """Projects by stage. ``narrowings`` are those of the list that make sense here."""

    narrowings: tuple[Narrowing, ...]
    columns: tuple[Column, ...]
    list_url: str
    any: bool


@dataclass(frozen=True, slots=True)
class Step:
    """A stage on a project's way: ``done``, ``now``, ``ahead`` or ``passed`` over, and since when."""

    name: str
    state: str
    since: str


@dataclass(frozen=True, slots=True)
class MissingRow:
    """What the next stage wants; ``fill`` opens the form for it in place, ``None`` for those who may not."""

    message: str
    must: bool
    fill: Link | None


@dataclass(frozen=True, slots=True)
class Known:
    """A column of the ledger sheet with its value, empty where nothing is said."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Group:
    """Columns that are read together."""

    title: str
    known: tuple[Known, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """A step that waits. ``urls`` of approving and refusing are empty for the one who asked and for others."""

    what: str
    by: str
    reason: str
    hint: str
    approve: Link | None
    refuse: Link | None


@dataclass(frozen=True, slots=True)
class OneProject:
    """A part of one project's page. ``parts`` lead to the others; their head is the same.

    ``warned_url`` gives its :class:`WarnedPart`, which is fetched once the page stands.
    """

    title: str
    code: str
    facts: tuple[str, ...]
    organisation: Link | None
    confidential: str
    steps: tuple[Step, ...]
    status: str
    lights: tuple[Cell, ...]
    warned_url: str
    acts: tuple[Link, ...]
    opened: ActForm | None
    decision: Decision | None
    parts: tuple[Choice, ...]
    next_stage: str
    missing: tuple[MissingRow, ...]
    complete: str
    groups: tuple[Group, ...]
    edit: Link | None
    sections: tuple[Section, ...]
    fit: Link | None = None


@dataclass(frozen=True, slots=True)
class WarnedPart:
    """What early warning says of a project: a light each for the head of its page, and the table."""

    lights: tuple[Cell, ...]
    section: Section


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Something registered that may be the same; another unit's has no link."""

    label: str
    url: str
    reason: str


@dataclass(frozen=True, slots=True)
class FormPage:
    """A page with one form. ``duplicates`` are told before anything is written; ``looked``: none were found."""

    heading: str
    back: Link
    form: ActForm
    duplicates: tuple[Duplicate, ...] = ()
    looked: str = ""


@dataclass(frozen=True, slots=True)
class Empty:
    """What stands where nothing is: that it is so, and what to do next."""

    title: str
    hint: str


@dataclass(frozen=True, slots=True)
class TablePage:
    """A page of tables: leads, warnings, what waits. ``tabs`` narrow it, ``act`` is its one button.

    ``empty`` is there where no table is.
    """

    title: str
    about: str
    tabs: tuple[Choice, ...]
    act: Link | None
    sections: tuple[Section, ...]
    empty: Empty | None
    next: str = ""


@dataclass(frozen=True, slots=True)
class OneLead:
    """One lead: what was registered, how it stands, its clocks and acts."""

    title: str
    facts: tuple[str, ...]
    project: Link | None
    lights: tuple[Cell, ...]
    acts: tuple[Link, ...]
    opened: ActForm | None
    groups: tuple[Group, ...]
    intact: str
    duplicates: tuple[Duplicate, ...]
    sections: tuple[Section, ...]
