"""What must hold after any sequence of operations: columns repeat the rows, entries repeat the rows, the log stays."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from duijie.accounts.types import Actor
from duijie.figures.registry import compute
from duijie.funds import operations as funds
from duijie.funds import queries as funds_queries
from duijie.funds.models import Receipt
from duijie.ledger.models import Entry, Identity
from duijie.ledger.rules import MEASURE_OF_STAGE
from duijie.pipeline import operations, queries
from duijie.pipeline.models import Amount, Project, StageRow, StatusRow
from duijie.pipeline.rules import band_of, best, load, size, standing
from tests.cast import bureau, lin_the_reviewer, mei_the_second_reviewer, wen_the_administrator
from tests.factories.projects import advance, opened

pytestmark = pytest.mark.django_db
AT = datetime(2024, 7, 1, 4, 0, tzinfo=UTC)
DAY = date(2024, 5, 6)
STAGES = list(load().stages)
FEW = settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], database=None
)

step = st.sampled_from(STAGES[2:])
amount = st.integers(1, 900_000_000)
act = st.one_of(
    st.tuples(st.just("to"), step, amount),
    st.tuples(st.just("amount"), st.sampled_from(["intention", "contract"]), amount),
    st.tuples(st.just("verified"), st.just("contract"), amount),
    st.tuples(st.just("increase"), st.just("contract"), amount),
    st.tuples(st.just("correct"), st.integers(0, 9), amount),
    st.tuples(st.just("merge"), st.none(), st.none()),
    st.tuples(st.just("undo"), st.none(), st.none()),
    st.tuples(st.just("pause"), st.none(), st.none()),
    st.tuples(st.just("resume"), st.none(), st.none()),
)


class Life:
    """A project, its twin, and the two people who move it about."""

    def __init__(self) -> None:
        self.lin, self.mei = lin_the_reviewer(), mei_the_second_reviewer()
        unit = bureau()
        self.twin = opened(self.lin, unit, AT, name="同一项目")
        self.pk = opened(self.lin, unit, AT)

    @property
    def row(self) -> Project:
        return Project.objects.get(pk=self.pk)

    def do(self, verb: str, what: Any, number: Any) -> None:
        """The act, where it makes sense as things stand; else nothing."""
        row, common = self.row, {"project_id": self.pk, "by": self.lin, "at": AT}
        money = {**common, "kind": "total_investment", "effective_on": DAY}
        match verb:
            case "to" if row.status == "active" and what != row.stage:
                if load().place(what) > load().place(row.stage):
                    advance(self.pk, what, self.lin, self.mei, AT, day=DAY, amount=number)
                else:
                    operations.move(**common, stage=what, effective_on=DAY, reason="退回")
                    operations.decide_move(project_id=self.pk, approve=True, by=self.mei, at=AT)
            case "amount":
                operations.state_amount(**money, phase=what, number=Decimal(number))
            case "verified":
                operations.state_amount(**money, phase=what, number=Decimal(number), basis="verified")
            case "increase":
                operations.state_amount(**money, phase=what, number=Decimal(number), change="increased")
            case "correct":
                rows = list(Amount.objects.filter(project=self.pk, corrected_by=None).order_by("pk"))
                if rows:
                    old = rows[what % len(rows)]
                    operations.state_amount(
                        **money, phase=old.phase, number=Decimal(number), basis=old.basis, change=old.change,
                        corrects=old.pk,
                    )  # fmt: skip
            case "merge" if row.status != "merged":
                operations.merge(**common, into_id=self.twin, reason="重复")
            case "undo" if row.status == "merged":
                operations.undo_merge(**common)
            case "pause" if row.status == "active":
                operations.set_status(
                    **common, status="paused", effective_on=DAY, reason_code="paused-land", review_on=DAY
                )
            case "resume" if row.status == "paused":
                operations.set_status(**common, status="active", effective_on=DAY)


@FEW
@given(acts=st.lists(act, min_size=1, max_size=6))
def test_columns_and_entries_repeat_the_rows(acts: list[tuple[str, Any, Any]]) -> None:
    life = Life()
    log: list[int] = []
    for one in acts:
        life.do(*one)
        rows = list(StageRow.objects.filter(project=life.pk).order_by("pk"))
        assert [row.pk for row in rows][: len(log)] == log, "no row of the log goes away"
        log = [row.pk for row in rows]
        held = standing(rows, load().place)
        status = StatusRow.objects.filter(project=life.pk).order_by("pk").last()
        assert status is not None
        amounts = list(Amount.objects.filter(project=life.pk, corrected_by=None).order_by("pk"))
        row = life.row
        assert (row.stage, row.stage_since) == (held[-1].stage, held[-1].effective_on)
        assert [load().place(one.stage) for one in held] == sorted({load().place(one.stage) for one in held})
        assert (row.status, row.merged_into_id) == (status.status, status.into_id)
        assert row.investment == size(amounts) and row.band == band_of(row.investment, load().bands)
        assert row.rank == (-1 if row.investment is None else row.investment)
        since = {one.stage: one.effective_on for one in held}
        assert (row.signed_on, row.started_on) == (since.get("signed"), since.get("started"))
        info = queries.get(project_id=life.pk, viewer=life.lin, today=AT.date())
        goes_on = row.status in ("active", "paused")
        assert row.lacking == (sum(one.must for one in info.missing) if goes_on else 0)

        live = Entry.objects.filter(key__startswith=f"project:{life.pk}", corrected_by=None).exclude(
            shape="void"
        )
        live = [entry for entry in live if entry.key.partition("#")[0] == f"project:{life.pk}"]
        counted = {MEASURE_OF_STAGE[one.stage] for one in held if one.stage in MEASURE_OF_STAGE}
        assert {entry.measure for entry in live if not entry.measure.endswith(".investment")} == counted
        signed = [entry.number for entry in live if entry.measure == "projects.signed.investment"]
        if "projects.signed" in counted:
            total = best(amounts, "total_investment", phase="contract")
            assert total is not None and sum(signed) == total[0]
        else:
            assert signed == []
        words = Identity.objects.filter(key=f"project:{life.pk}", taken_back_at=None)
        assert words.exists() == (row.status == "merged")


@FEW
@given(first=st.integers(1, 10**9), others=st.lists(st.integers(1, 10**9), max_size=4), data=st.data())
def test_money_received_and_corrected_sums_to_its_entries_and_to_the_figure(
    first: int, others: list[int], data: st.DataObject
) -> None:
    lin, mei = lin_the_reviewer(), mei_the_second_reviewer()
    project = opened(lin, bureau(), AT)
    before = _figure(lin)
    for number in [first, *others]:
        funds.receive(
            project_id=project,
            received_on=DAY,
            payer="恒远",
            kind="works",
            number=Decimal(number),
            by=lin,
            at=AT,
        )
    for _ in range(data.draw(st.integers(0, 4))):
        live = list(Receipt.objects.filter(project=project, corrected_by=None, void=False).order_by("pk"))
        if not live:
            break
        old = data.draw(st.sampled_from(live))
        match data.draw(st.sampled_from(["correct", "verify", "out"])):
            case "correct":
                number = Decimal(data.draw(st.integers(1, 10**9)))
                funds.correct(receipt_id=old.pk, number=number, reason="录错", by=lin, at=AT)
            case "verify":
                funds.verify(
                    receipt_id=old.pk, number=Decimal(data.draw(st.integers(0, 10**9))), by=mei, at=AT
                )
            case "out":
                funds.take_out(receipt_id=old.pk, reason="误报", by=lin, at=AT)
    rows = funds_queries.receipts(project_id=project, viewer=lin)
    total = sum((row.counted for row in rows if row.holds), Decimal(0))
    received = funds_queries.received(project_ids=[project], viewer=lin, today=date(2024, 6, 30))
    assert received[project].total == total if rows else project not in received
    assert _figure(lin) - before == total


def _figure(by: Actor) -> Decimal:
    value = compute("funds.received", as_of=date(2024, 6, 30), known_at=AT + timedelta(days=1), viewer=by)[0]
    assert sum(line.amount.number for line in value.contributions) == (
        value.quantity.number if value.quantity else 0
    )
    return value.quantity.number if value.quantity else Decimal(0)


@FEW
@given(passed=step, again=step)
def test_merging_and_undoing_restores_everything(passed: str, again: str) -> None:
    life = Life()
    advance(life.pk, passed, life.lin, life.mei, AT, day=DAY)
    advance(life.twin, again, life.lin, life.mei, AT, day=DAY)
    admin = wen_the_administrator()
    codes = ("projects.talks", "projects.signed", "projects.signed.investment", "projects.started")

    def seen() -> list[Any]:
        found = [
            compute(code, as_of=date(2024, 6, 30), known_at=AT + timedelta(days=1), viewer=admin)[0]
            for code in codes
        ]
        rows = Project.objects.filter(pk__in=[life.pk, life.twin]).order_by("pk").values()
        return [list(rows), [(value.quantity, value.contributions) for value in found]]

    before = seen()
    operations.merge(project_id=life.pk, into_id=life.twin, reason="重复", by=life.lin, at=AT)
    assert seen() != before
    operations.undo_merge(project_id=life.pk, by=life.lin, at=AT)
    assert seen() == before
