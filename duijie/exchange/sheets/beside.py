"""Tables whose labels stand beside their values: a form a record, or a table turned on its side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from duijie.exchange.sheets.fields import naming_labels
from duijie.exchange.sheets.labels import caption_unit, is_unit, plain_label, unit_in
from duijie.exchange.sheets.layout import (
    Column,
    Grid,
    Line,
    Table,
    is_label,
    looks_like_label,
    sounds_like_label,
    title_in,
    words_above,
)
from duijie.exchange.sheets.values import words_of
from duijie.exchange.sheets.workbook import Sheet, Value


def labels_beside_values(grid: Grid) -> bool:
    """Whether labels have values, not labels, to their right, and stand in many rows: a form or a turned table.

    Words such as 签约 are labels and values both: a row of labels, one of which names the rows, heads a list.
    """
    labels = followed = 0
    rows = set()
    for row in range(min(grid.height, 60)):
        cells = grid.distinct(row)
        if _heads_a_list(grid, row) or _sounds_like_head(cells):
            return False
        for place, (_, text) in enumerate(cells):
            if not is_label(text):
                continue
            labels += 1
            rows.add(row)
            followed += place + 1 < len(cells) and is_label(cells[place + 1][1])
    return labels >= 3 and len(rows) >= 3 and followed <= 0.25 * labels and labels <= 3 * len(rows)


def _sounds_like_head(cells: Sequence[tuple[int, str]]) -> bool:
    """Whether six fields or more hold no numbers and sound, more than half of them, like labels, one like a name's.

    In a row of a form every other field is a value.
    """
    told = [plain_label(text) for _, text in cells]
    return (
        len(cells) >= 6
        and sum(is_label(text) for _, text in cells) >= 3
        and sum(sounds_like_label(text) for _, text in cells) >= 0.6 * len(cells)
        and all(looks_like_label(text) for _, text in cells)
        and any(one.endswith(name) for one in told for name in naming_labels() if len(name) > 3)
    )


def _heads_a_list(grid: Grid, row: int) -> bool:
    """Whether three labels or more stand without a gap, one of which names what a row is of."""
    run: list[str] = []
    before = -1
    for column, text in (*grid.distinct(row), (-9, "")):
        touching = before >= 0 and all(
            grid.home(row, one) == grid.home(row, before) for one in range(before, column)
        )
        if not is_label(text) or not touching:
            if len(run) > 2 and not naming_labels().isdisjoint(run):
                return True
            run = []
        if is_label(text):
            run.append(plain_label(text))
        before = column
    return False


def beside(sheet: Sheet, grid: Grid) -> list[Table]:
    """The forms of a sheet, each a table of one row, or the one turned table."""
    labelled = [row for row in range(grid.height) if any(is_label(text) for _, text in grid.distinct(row))]
    columns: dict[int, int] = {}
    wide = 0
    for row in labelled:
        cells = grid.distinct(row)
        wide = max(wide, sum(not is_unit(text) for _, text in cells))
        for column, text in cells:
            if is_label(text):
                columns[column] = columns.get(column, 0) + 1
    main = max(columns, key=lambda one: columns[one])
    if wide > 2 and not any(
        number >= 0.5 * columns[main] for column, number in columns.items() if column != main
    ):
        return _turned(sheet, grid, main, labelled)
    return list(_forms(sheet, grid, labelled))


def _forms(sheet: Sheet, grid: Grid, labelled: list[int]) -> Iterator[Table]:
    """A form ends where its first label comes again."""
    above = words_above(grid, range(labelled[0]))
    title = title_in(grid, range(labelled[0]))
    heads: list[Column] = []
    places: list[tuple[int, int]] = []

    def form() -> Table:
        values: tuple[Value, ...] = tuple(sheet.at(*place) for place in places)
        top = places[0][0] + 1
        return Table(
            sheet.name, title, caption_unit(title), tuple(heads), (Line(top, values),), (), top, "form", tuple(places), above,
        )  # fmt: skip

    for row in labelled:
        for storeys, place, unit in _pairs(grid, row):
            if heads and plain_label(storeys[-1]) == plain_label(heads[0].storeys[-1]):
                yield form()
                heads, places = [], []
            heads.append(Column(len(heads), storeys, unit))
            places.append(place)
    if heads:
        yield form()


def _pairs(grid: Grid, row: int) -> Iterator[tuple[tuple[str, ...], tuple[int, int], str]]:
    """The labels of a row with the field of their value and its unit.

    A label right beside a label is its value where it heads none itself: ``当前阶段 | 签约``. Where it heads one, the
    first stands over it: ``投资方 | 名称 | 恒远公司``.
    """
    cells = grid.distinct(row)
    over: tuple[str, ...] = ()
    place = 0
    while place + 1 < len(cells):
        (column, text), (nearby, said) = cells[place], cells[place + 1]
        if not is_label(text):
            over, place = (), place + 1
            continue
        touching = all(grid.home(row, one) == grid.home(row, column) for one in range(column, nearby))
        if is_label(said) and not (touching and (place + 2 == len(cells) or is_label(cells[place + 2][1]))):
            over, place = ((text,) if touching else ()), place + 1
            continue
        unit, step = unit_in(text), 2
        if place + 2 < len(cells) and is_unit(cells[place + 2][1]):
            unit, step = unit or unit_in(f"({cells[place + 2][1]})"), 3
        yield (*over, text), grid.home(row, nearby), unit
        over, place = (), place + step


def _turned(sheet: Sheet, grid: Grid, main: int, labelled: list[int]) -> list[Table]:
    rows = [row for row in range(labelled[0], grid.height) if grid.text(row, main)]
    units = {row: unit_in(grid.text(row, main)) for row in rows}
    lines = []
    for column in range(main + 1, max(len(sheet.rows[row]) for row in rows)):
        values = tuple(sheet.at(*grid.home(row, column)) for row in rows)
        told = [words_of(value) for value in values if value is not None]
        if told and all(is_unit(text) for text in told):
            for row, value in zip(rows, values, strict=True):
                units[row] = units[row] or unit_in(f"({words_of(value)})")
        elif told:
            lines.append(Line(column + 1, values))
    heads = tuple(Column(row, (grid.text(row, main),), units[row]) for row in rows)
    title = title_in(grid, range(labelled[0]))
    return [
        Table(
            sheet.name, title, caption_unit(title), heads, tuple(lines), (), rows[0] + 1, "turned",
            above=words_above(grid, range(labelled[0])),
        )
    ]  # fmt: skip
