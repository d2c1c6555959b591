"""Rows of a table and the lines that they read as."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duijie.text.formats.pieces import Pieces, clean
from duijie.text.formats.table import Cell, add_table

CASES = tomllib.loads((Path(__file__).parents[2] / "cases" / "formats" / "tables.toml").read_text("utf-8"))[
    "case"
]


def grid_of(rows: str) -> list[list[Cell | None]]:
    grid: list[list[Cell | None]] = []
    for number, line in enumerate(rows.strip("\n").split("\n"), 1):
        row: list[Cell | None] = []
        for column, text in enumerate(one.strip() for one in line.split("|")):
            if text == "<":
                row.append(row[-1])
            elif text == "^":
                row.append(grid[-1][column])
            else:
                row.append(Cell(text, f"{number}.{column + 1}") if text else None)
        grid.append(row)
    return grid


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_table_reads_as(case: dict[str, str]) -> None:
    grid = grid_of(case["rows"])
    pieces = Pieces("table")
    add_table(pieces, grid, [f"row {number}" for number in range(1, len(grid) + 1)])
    assert pieces.source("xlsx", "utf-8", []).text.split("\n") == case["lines"].strip("\n").split("\n")


@given(st.lists(st.lists(st.none() | st.text(max_size=12), min_size=1, max_size=5), min_size=1, max_size=8))
def test_every_cell_is_found_at_its_place(table: list[list[str | None]]) -> None:
    grid = [
        [
            Cell(clean(text), f"{row}.{column}") if text and clean(text) else None
            for column, text in enumerate(texts)
        ]
        for row, texts in enumerate(table)
    ]
    pieces = Pieces("table")
    pieces.add("head", "paragraph", "top")
    add_table(pieces, grid, [str(row) for row in range(len(grid))])
    source = pieces.source("xlsx", "utf-8", [])
    said = {block.where: block.span.of(source.text) for block in source.blocks}
    for cell in (cell for row in grid for cell in row if cell is not None):
        words = " ".join(clean(cell.text).replace("\t", " ").split())
        assert " ".join(said[cell.where].split()).startswith(words.rstrip(":："))
