"""Charts taken out as files; who took them out is recorded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, Final

from django.db import transaction

from duijie.accounts.operations import log
from duijie.accounts.types import Actor
from duijie.dashboards.types import BY, Chart, Dashboard, NoSuchDashboard, Series
from duijie.exchange.sheets.writing import Out, OutColumn, write_separated, write_workbook
from duijie.figures.wording import MONEY

FORMS: Final = ("xlsx", "csv")


@transaction.atomic
def take_out(
    *, board: Dashboard, code: str, form: str, language: str, by: Actor, at: datetime
) -> tuple[str, bytes]:
    """A chart's table as a file, with its title: amounts in full, in the unit that the head names.

    Raises :class:`NoSuchDashboard` for a chart or a form that there is not.
    """
    by.must("see")
    chart = next((one for one in board.charts if one.code == code), None)
    if chart is None or form not in FORMS:
        raise NoSuchDashboard(board.place.kind, f"{code}.{form}")
    out = sheet(chart, language)
    data = write_workbook([out]) if form == "xlsx" else write_separated(out)
    log(
        by=by, at=at, operation="export", subject=f"dashboard:{board.place.kind}", rows=len(chart.rows), form=form,
        narrowed={"number": board.place.number, "chart": code, "as_of": board.as_of.isoformat()},
    )  # fmt: skip
    return chart.title.in_language(language), data


def sheet(chart: Chart, language: str) -> Out:
    """The very rows that the page shows. A hedged number goes out as the number that was printed."""
    heads = [OutColumn(BY[chart.by].in_language(language))]
    heads += [OutColumn(_head(one, language), "number") for one in chart.series]

    def rows() -> Iterator[Sequence[Any]]:
        for row in chart.rows:
            yield [row.name.in_language(language), *(one.number if one else None for one in row.cells)]

    return Out(chart.title.in_language(language), heads, rows())


def _head(one: Series, language: str) -> str:
    name, english = one.name.in_language(language), language.startswith("en")
    unit = MONEY[one.unit][english] if one.unit in MONEY else ("" if english else one.counter)
    return f"{name}（{unit}）" if unit and not english else f"{name} ({unit})" if unit else name
