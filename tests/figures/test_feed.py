"""Figures and entries as tables for other programs, and the notebook that reads them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest
from pytest_django import DjangoDbBlocker

from duijie.accounts.models import AuditRow, User
from duijie.accounts.queries import actor_of
from duijie.accounts.types import Actor
from duijie.demo.operations import load_demo
from duijie.figures.feed.columns import COLUMNS
from duijie.figures.feed.operations import NoSuchFeed, _csv, write_feed
from duijie.figures.feed.rows import TooManyDays, month_ends
from duijie.figures.registry import compute_all
from duijie.ledger.queries import each, entries
from tests.api.calling import program
from tests.cast import EVENING, MORNING, NOON
from tests.kept import for_a_module

pytestmark = pytest.mark.django_db
CLOSED = date(2015, 9, 24)
NOTEBOOK = Path(__file__).parents[2] / "examples" / "figures.ipynb"


def loaded() -> Actor:
    load_demo(at=MORNING)
    return actor_of(User.objects.get(username="demo"))


@pytest.fixture(scope="module")
def demo(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Callable[[], Actor]]:
    with for_a_module(django_db_blocker, loaded) as held:
        yield held


@pytest.fixture
def visitor(demo: Callable[[], Actor], db: None) -> Actor:
    return demo()


def written(by: Actor, kind: str, form: str, *days: date) -> tuple[bytes, str]:
    file = io.BytesIO()
    sent = write_feed(kind=kind, form=form, days=days or (CLOSED,), known_at=EVENING, to=file, by=by, at=NOON)
    return file.getvalue(), sent.tag


def test_both_forms_say_what_the_figures_say(visitor: Actor) -> None:
    parquet, tag = written(visitor, "figures", "parquet")
    table = pl.read_parquet(parquet)
    rows = list(csv.DictReader(io.StringIO(written(visitor, "figures", "csv")[0].decode("utf-8-sig"))))
    values = {one.code: one for one in compute_all(as_of=CLOSED, known_at=EVENING, viewer=visitor)}
    assert table.columns == list(rows[0]) == [one.name for one in COLUMNS["figures"]]
    assert len(table) == len(rows) == len(values)
    for row, printed in zip(table.iter_rows(named=True), rows, strict=True):
        value = values[f"{row['code']}[{row['scope']}]" if row["scope"] else row["code"]]
        number = value.quantity and round(value.quantity.number, 6)
        assert row["number"] == number
        assert (Decimal(printed["number"]) if printed["number"] else None) == number
        assert (row["as_of"], row["version"]) == (CLOSED, value.definition.version)
    assert written(visitor, "figures", "parquet")[1] == tag


def test_entries_come_share_by_share_as_they_do_by_measure(visitor: Actor) -> None:
    shares = list(each(as_of=CLOSED, known_at=EVENING, viewer=visitor, share=7))
    measures = {one.measure for one in shares}
    whole = entries(measures=measures, as_of=CLOSED, known_at=EVENING, viewer=visitor)
    assert shares == sorted(whole, key=lambda one: one.id)
    assert len(pl.read_parquet(written(visitor, "entries", "parquet")[0])) == len(shares) > 7


def test_what_went_out_is_recorded(visitor: Actor) -> None:
    written(visitor, "entries", "csv")
    row = AuditRow.objects.latest("pk")
    assert (row.operation, row.subject, row.detail["form"]) == ("export", "feed:entries", "csv")
    with pytest.raises(NoSuchFeed, match="parquet"):
        written(visitor, "figures", "xlsx")


def test_a_series_ends_each_month_and_on_the_day() -> None:
    assert month_ends(date(2015, 7, 15), CLOSED) == (date(2015, 7, 31), date(2015, 8, 31), CLOSED)
    assert month_ends(date(2015, 9, 1), date(2015, 9, 30)) == (date(2015, 9, 30),)
    with pytest.raises(TooManyDays):
        month_ends(date(1900, 1, 1), CLOSED)


def test_programs_get_a_table_once(visitor: Actor) -> None:
    client = program("demo", "read")
    answer = client.get("/api/feed/figures.parquet", {"as_of": "2015-09-24", "since": "2015-08-01"})
    assert set(pl.read_parquet(answer.getvalue())["as_of"]) == {date(2015, 8, 31), CLOSED}
    again = client.get(
        "/api/feed/figures.parquet", {"as_of": "2015-09-24", "since": "2015-08-01"},
        headers={"If-None-Match": answer["ETag"]},
    )  # fmt: skip
    assert (again.status_code, again.content) == (304, b"")


def test_the_notebook_runs(visitor: Actor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "figures.parquet").write_bytes(
        written(visitor, "figures", "parquet", *month_ends(date(2015, 7, 1), CLOSED))[0]
    )
    monkeypatch.chdir(tmp_path)
    notebook = json.loads(NOTEBOOK.read_text("utf-8"))
    names: dict[str, object] = {}
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            exec(compile("".join(cell["source"]), str(NOTEBOOK), "exec"), names)
    assert "70" in str(names["chart"]) or "73" in str(names["chart"])
    assert all(not cell.get("outputs") for cell in notebook["cells"])


def test_no_cell_of_separated_text_starts_a_formula() -> None:
    to = io.BytesIO()
    _csv((COLUMNS["entries"][0],), iter([("=1+1",), ("@x",), ("-3",), ("恒远",)]), to)
    assert to.getvalue().decode("utf-8-sig").split()[1:] == ["'=1+1", "'@x", "-3", "恒远"]
