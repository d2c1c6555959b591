"""Tables on a page, found by their rules: which fields the lines cut, and which are merged."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_NEAR = 3.0
"""Points by which lines that meet may miss each other."""
MOST_LINES = 1_500
"""Lines on a page from which on it is a drawing, not a table."""


@dataclass(frozen=True, slots=True)
class Line:
    """A rule at height (or, if ``upright``, at distance) ``at`` from ``start`` to ``end``."""

    upright: bool
    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Grid:
    """The heights and distances of a table's rules, and for each field the number of the cell that covers it."""

    xs: list[float]
    ys: list[float]
    cells: list[list[int]]

    def cell_at(self, x: float, y: float) -> int | None:
        """The cell under a point; ``None`` beside the table."""
        row, column = _between(self.ys, y), _between(self.xs, x)
        return None if row is None or column is None else self.cells[row][column]


def _between(marks: Sequence[float], value: float) -> int | None:
    return next((at for at in range(len(marks) - 1) if marks[at] <= value < marks[at + 1]), None)


def grids_of(lines: Iterable[Line]) -> list[Grid]:
    """Tables of two fields or more, from the top down."""
    every = [line for line in lines if line.end - line.start > _NEAR]
    if len(every) > MOST_LINES:
        return []
    found = [grid for part in _connected(every) if (grid := _grid(part)) is not None]
    return sorted(found, key=lambda grid: grid.ys[0])


def _connected(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines grouped by whether they meet, directly or through others."""
    groups: list[list[Line]] = []
    for line in lines:
        touching = [group for group in groups if any(_meet(line, other) for other in group)]
        merged = [line]
        for group in touching:
            merged += group
            groups.remove(group)
        groups.append(merged)
    return groups


def _meet(one: Line, other: Line) -> bool:
    if one.upright == other.upright:
        beside = abs(one.at - other.at) <= _NEAR
        return beside and one.start <= other.end + _NEAR and other.start <= one.end + _NEAR
    return (
        one.start - _NEAR <= other.at <= one.end + _NEAR
        and other.start - _NEAR <= one.at <= other.end + _NEAR
    )


def _grid(lines: Sequence[Line]) -> Grid | None:
    xs = _marks(line.at for line in lines if line.upright)
    ys = _marks(line.at for line in lines if not line.upright)
    if len(xs) < 2 or len(ys) < 2 or len(xs) + len(ys) < 5 or len(xs) > 100:
        return None
    rows, columns = len(ys) - 1, len(xs) - 1
    cells = [[row * columns + column for column in range(columns)] for row in range(rows)]
    for row in range(rows):
        for column in range(columns):
            x, y = (xs[column] + xs[column + 1]) / 2, (ys[row] + ys[row + 1]) / 2
            if column and not _is_ruled(lines, True, xs[column], y):
                _merge(cells, cells[row][column], cells[row][column - 1])
            if row and not _is_ruled(lines, False, ys[row], x):
                _merge(cells, cells[row][column], cells[row - 1][column])
    if len({cell for row_cells in cells for cell in row_cells}) < 2:
        return None
    return Grid(xs, ys, cells)


def _marks(values: Iterable[float]) -> list[float]:
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _NEAR:
            found.append(value)
    return found


def _is_ruled(lines: Sequence[Line], upright: bool, at: float, across: float) -> bool:
    return any(
        line.upright == upright and abs(line.at - at) <= _NEAR and line.start - 1 <= across <= line.end + 1
        for line in lines
    )


def _merge(cells: list[list[int]], one: int, other: int) -> None:
    if one != other:
        for row in cells:
            row[:] = [other if cell == one else cell for cell in row]
