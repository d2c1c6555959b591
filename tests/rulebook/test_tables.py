"""Tables of rules: every shipped one loads; a wrong one stops with file, row and remedy; an office's own holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from duijie import rulebook
from duijie.credit import rules as credit
from duijie.engagement import rules as engagement
from duijie.followup import rules as followup
from duijie.funds import rules as funds
from duijie.kernel.words import Words
from duijie.leads import rules as leads
from duijie.pipeline import rules as pipeline
from duijie.rulebook import WrongTable, in_force, rows_of, table
from duijie.signings import rules as signings
from duijie.vetting import rules as vetting
from duijie.visits import rules as visits
from duijie.warnings import find as warnings

LOADERS: list[Any] = [
    pipeline.load, leads.load, followup.load, funds.receipt_kinds, funds.promise_kinds, vetting.scorecards,
    credit.splits, warnings.rules, engagement.load, signings.kinds, visits.load,
]  # fmt: skip


@dataclass(frozen=True)
class Row:
    code: str
    name: Words
    least: Decimal
    parts: tuple[int, ...] = ()
    effective_from: date = date(2000, 1, 1)
    effective_until: date | None = None


GOOD = '[[row]]\ncode = "a"\nname = { zh = "甲", en = "first" }\nleast = 1.5\nparts = [1, 2]\n'


def test_a_table_becomes_rows() -> None:
    assert rows_of(GOOD, "x.toml", Row) == (Row("a", Words("甲", "first"), Decimal("1.5"), (1, 2)),)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[[row]\n", "x.toml: this is no TOML"),
        ("", "a list of"),
        (GOOD + "colour = 3\n", r"row 1: there is no field 'colour'. The fields are code"),
        (GOOD.replace("least = 1.5\n", ""), "row 1: least is missing. Add a line"),
        (GOOD.replace("1.5", '"much"'), "row 1: least is 'much'. Write a number"),
        (GOOD.replace("[1, 2]", "[1, true]"), "row 1: parts is True. Write a whole number"),
        (GOOD.replace('en = "first"', 'de = "erste"'), "no field name.'de'"),
        (GOOD + GOOD, "row 2: the code 'a' stands in row 1 too"),
        (GOOD.replace('{ zh = "甲", en = "first" }', '"甲"'), "name. is '甲'. Write it as"),
    ],
)
def test_a_wrong_table_names_file_row_and_remedy(text: str, says: str) -> None:
    with pytest.raises(WrongTable, match=says):
        rows_of(text, "x.toml", Row)


def test_rows_hold_between_their_days() -> None:
    rows = [
        Row("old", Words("", ""), Decimal(1), effective_until=date(2024, 1, 1)),
        Row("new", Words("", ""), Decimal(2), effective_from=date(2024, 1, 1)),
    ]
    assert [row.code for row in in_force(rows, date(2023, 12, 31))] == ["old"]
    assert [row.code for row in in_force(rows, date(2024, 1, 1))] == ["new"]


@pytest.fixture
def own() -> Iterator[Callable[[str, str], None]]:
    """Puts an office's own table in place, and takes it away again."""
    folder = Path(settings.DUIJIE_HOME) / "rules"
    folder.mkdir(exist_ok=True)

    def forget() -> None:
        rulebook.table.cache_clear()
        for loader in LOADERS:
            loader.cache_clear()

    def put(name: str, text: str) -> None:
        (folder / f"{name}.toml").write_text(text, "utf-8")
        forget()

    yield put
    for path in folder.glob("*.toml"):
        path.unlink()
    forget()


@pytest.mark.parametrize("loader", LOADERS, ids=lambda one: f"{one.__module__}.{one.__name__}")
def test_every_shipped_table_loads(loader: Callable[[], object]) -> None:
    assert loader()


def test_an_offices_own_file_takes_the_place_of_the_shipped_one(own: Callable[[str, str], None]) -> None:
    own("protection", '[[row]]\ncode = "ours"\nleast = 0\ndays = 90\nrenewals = 0\nrenewal_days = 0\n'
        "effective_from = 2024-01-01\n")  # fmt: skip
    (row,) = leads.load().protection
    assert (row.code, row.days) == ("ours", 90)


@pytest.mark.parametrize(
    ("name", "change", "loader", "says"),
    [
        ("gates", ('stage = "talks"', 'stage = "chatting"'), pipeline.load, "gates.toml, row 1: stage 'chatting'"),
        ("gates", ("field:investor", "field:mood"), pipeline.load, "row 1: wants field 'mood'"),
        ("gates", ("evidence:visit_record", "evidence:rumour"), pipeline.load, "row 2: wants evidence"),
        ("size_bands", ("least = 50000000", "least = 7000000000"), pipeline.load, "the bands do not rise"),
        ("clocks", ('ends = "answered"', 'ends = "shouted"'), leads.load, "clocks.toml, row 1: ends 'shouted'"),
        ("scorecards", ("points = 17", "points = 18"), vetting.scorecards, "do not sum to 100"),
        ("splits", ("percent = 30", "percent = 31"), credit.splits, "the shares do not sum to 100"),
        ("warnings", ("amount_jump", "amount_leap"), warnings.rules, "code 'amount_leap' is not known"),
    ],
)  # fmt: skip
def test_tables_that_do_not_fit_together_are_refused(
    own: Callable[[str, str], None],
    name: str,
    change: tuple[str, str],
    loader: Callable[[], object],
    says: str,
) -> None:
    (path,) = Path("duijie").glob(f"*/tables/{name}.toml")
    text = path.read_text("utf-8")
    assert change[0] in text
    own(name, text.replace(change[0], change[1], 1))
    with pytest.raises(WrongTable, match=says):
        loader()


def test_a_table_is_read_once() -> None:
    assert table("duijie.pipeline", "stages", pipeline.Stage) is table(
        "duijie.pipeline", "stages", pipeline.Stage
    )
