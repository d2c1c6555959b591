"""Tasks from the words of a policy to sign-off: parts, proof, a second and a third person, slips, sight."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from duijie.accounts.operations import add_user
from duijie.accounts.types import Actor
from duijie.figures.registry import compute
from duijie.governance import queries as governance
from duijie.governance.models import Slip
from duijie.governance.overseeing import operations as overseeing
from duijie.governance.tasks import operations, queries
from duijie.governance.tasks.rules import LIGHTS
from duijie.governance.tasks.types import Filters
from duijie.governance.types import CannotDo, NoSuchGovernance, NotYourGovernance
from duijie.kernel.quantity import Quantity
from duijie.rulebook.columns import WrongFields
from tests.cast import (
    bureau,
    he_the_clerk,
    lin_the_reviewer,
    mei_the_second_reviewer,
    shen_the_auditor,
    yunhe_county,
    zhou_the_clerk,
)
from tests.factories.governance import POLICY, opinion, task
from tests.factories.projects import opened

pytestmark = pytest.mark.django_db
AT = datetime(2024, 7, 1, 4, 0, tzinfo=UTC)
TODAY = AT.date()


@pytest.fixture
def lin() -> Actor:
    yunhe_county()
    return lin_the_reviewer()


@pytest.fixture
def unit() -> int:
    return bureau()


def reported(number: int, who: Actor, percent: int = 100, proof: str = "验收单", **more: Any) -> int:
    return operations.report(
        task_id=number, on=TODAY, percent=Decimal(percent), text="进展", proof=proof, by=who, at=AT, **more
    )


def finished(number: int, doer: Actor, office: Actor) -> None:
    overseeing.check(report_id=reported(number, doer), accept=True, by=office, at=AT)
    overseeing.sign_off(task_id=number, by=office, at=AT)


def test_a_task_is_signed_off_by_another_and_only_with_a_proof_that_was_accepted(
    lin: Actor, unit: int
) -> None:
    number, zhou, mei = task(lin, AT, unit), zhou_the_clerk(unit), mei_the_second_reviewer()

    def refused(why: str, who: Actor = lin) -> None:
        with pytest.raises(CannotDo, match=why):
            overseeing.sign_off(task_id=number, by=who, at=AT)

    refused("a proof that somebody else accepted")
    bare = reported(number, zhou, proof="")
    overseeing.check(report_id=bare, accept=True, by=lin, at=AT)
    refused("a proof that somebody else accepted")
    half = reported(number, zhou, percent=50)
    overseeing.check(report_id=half, accept=True, by=lin, at=AT)
    refused("100 %")
    whole = reported(number, mei)
    with pytest.raises(CannotDo, match="their own report"):
        overseeing.check(report_id=whole, accept=True, by=mei, at=AT)
    refused("a proof that somebody else accepted")
    overseeing.check(report_id=whole, accept=True, by=lin, at=AT)
    refused("who reported on it", mei)
    inside = add_user(
        username="inside", password="correct-horse", display_name="内审", role="reviewer", unit_id=unit
    )
    refused("another unit does", inside)
    overseeing.sign_off(task_id=number, by=lin, at=AT)
    line = queries.get(task_id=number, viewer=lin, as_of=TODAY).line
    assert (line.state, line.light, line.closed_on) == ("signed_off", "done", TODAY)
    assert queries.get(task_id=number, viewer=lin, as_of=date(2024, 6, 1)).line.state == "open", (
        "as of a day before"
    )
    with pytest.raises(CannotDo, match="not open"):
        reported(number, zhou)


def test_a_report_that_was_returned_counts_for_nothing(lin: Actor, unit: int) -> None:
    number, zhou = task(lin, AT, unit), zhou_the_clerk(unit)
    made = reported(number, zhou, percent=90)
    assert queries.get(task_id=number, viewer=lin, as_of=TODAY).line.done == 90
    with pytest.raises(WrongFields):
        overseeing.check(report_id=made, accept=False, by=lin, at=AT)
    overseeing.check(report_id=made, accept=False, why="没有依据", by=lin, at=AT)
    assert queries.get(task_id=number, viewer=lin, as_of=TODAY).line.done == 0
    with pytest.raises(CannotDo, match="checked already"):
        overseeing.check(report_id=made, accept=True, by=lin, at=AT)


def test_a_whole_stands_where_its_parts_stand_and_opens_again_with_one_of_them(lin: Actor, unit: int) -> None:
    whole = task(lin, AT, unit)
    zhou = zhou_the_clerk(unit)
    parts = [task(zhou, AT, unit, above_id=whole, title=f"之{n}", weight=Decimal(n)) for n in (1, 3)]
    with pytest.raises(CannotDo, match="parts"):
        reported(whole, zhou)
    finished(parts[0], zhou, lin)
    info = queries.get(task_id=whole, viewer=lin, as_of=TODAY)
    assert info.line.done == 25
    assert [one.id for one in info.below] == parts
    assert info.lacks is not None and "still open" in info.lacks.en
    overseeing.drop(task_id=parts[1], reason="并入另一项", by=lin, at=AT)
    assert queries.get(task_id=whole, viewer=lin, as_of=TODAY).line.done == 100
    overseeing.drop(task_id=whole, reason="重复", by=lin, at=AT)
    with pytest.raises(CannotDo, match="above is dropped"):
        overseeing.reopen(task_id=parts[0], reason="材料有误", by=lin, at=AT)
    overseeing.reopen(task_id=whole, reason="误撤", by=lin, at=AT)
    overseeing.reopen(task_id=parts[0], reason="材料有误", by=lin, at=AT)
    assert [one.act for one in queries.get(task_id=parts[0], viewer=lin, as_of=TODAY).marks] == [
        "signed_off",
        "reopened",
    ]


def test_who_is_to_do_it_does_not_move_its_day_or_choose_its_lights(lin: Actor, unit: int) -> None:
    number, zhou = task(lin, AT, unit), zhou_the_clerk(unit)
    operations.edit(task_id=number, values={"leader": "分管副局长"}, by=zhou, at=AT)
    for values in ({"due_on": date(2025, 1, 1)}, {"scheme": "wuhan"}, {"weight": Decimal(2)}):
        with pytest.raises(WrongFields, match="office that reviews"):
            operations.edit(task_id=number, values=values, by=zhou, at=AT)
    operations.edit(task_id=number, values={"due_on": date(2025, 1, 1)}, by=lin, at=AT)
    he = he_the_clerk(bureau("财政局"))
    for act in (
        lambda: operations.edit(task_id=number, values={"leader": "x"}, by=he, at=AT),
        lambda: reported(number, he),
    ):
        with pytest.raises(NotYourGovernance):
            act()
    operations.edit(task_id=number, values={}, helping=[bureau("财政局")], by=lin, at=AT)
    reported(number, he, percent=10)
    with pytest.raises(NotYourGovernance):
        task(he, AT, unit)


def test_words_of_a_policy_become_a_task_once(lin: Actor, unit: int) -> None:
    policy = opinion(lin, AT, unit)
    first = POLICY.index("由县招商局")
    span = (first, first + 24)
    number = task(lin, AT, unit, policy_id=policy, span=span)
    assert queries.get(task_id=number, viewer=lin, as_of=TODAY).words == POLICY[span[0] : span[1]]
    assert governance.policy(policy_id=policy, viewer=lin, today=TODAY).taken == ((*span, number),)
    with pytest.raises(CannotDo, match="already"):
        task(lin, AT, unit, policy_id=policy, span=span)
    with pytest.raises(CannotDo, match="no such stretch"):
        task(lin, AT, unit, policy_id=policy, span=(0, 10_000))


def test_a_quota_of_output_stands_among_the_figures_until_the_task_is_dropped(lin: Actor, unit: int) -> None:
    def listed() -> list[int]:
        found = compute(
            "output.quota", as_of=date(2030, 1, 1), known_at=datetime(2031, 1, 1, tzinfo=UTC), viewer=lin
        )
        return [int(one.quantity.number) for one in found if one.quantity]

    number = task(lin, AT, unit, quantity=Quantity.exactly(10**10, "CNY"), measure="output")
    assert listed() == [10**10]
    operations.report(task_id=number, on=TODAY, number=Decimal(4 * 10**9), text="进展", by=lin, at=AT)
    assert queries.get(task_id=number, viewer=lin, as_of=TODAY).line.done == 40
    overseeing.drop(task_id=number, reason="改由园区承担", by=lin, at=AT)
    assert listed() == []
    with pytest.raises(WrongFields, match="measure's unit"):
        task(lin, AT, unit, quantity=Quantity.exactly(3, "count"), measure="output")


def test_slips_are_numbered_by_kind_and_year_and_answered_once(lin: Actor, unit: int) -> None:
    number, zhou = task(lin, AT, unit), zhou_the_clerk(unit)
    made = [
        overseeing.hand_out(task_id=number, kind=kind, text="请抓紧", by=lin, at=AT)
        for kind in ("urge", "urge", "supervise", "remind")
    ]
    told = {one.id: one for one in queries.slips(viewer=lin, today=TODAY)}
    assert [told[one].number for one in made] == [
        "催办〔2024〕1号",
        "催办〔2024〕2号",
        "督办〔2024〕1号",
        "提醒〔2024〕1号",
    ]
    assert [told[one].days for one in made] == [5, 5, 3, None]
    assert [one.id for one in queries.slips(viewer=lin, today=TODAY, waiting=True)] == [
        made[2],
        made[0],
        made[1],
    ]
    with pytest.raises(NotYourGovernance):
        overseeing.answer(slip_id=made[0], text="已办", by=he_the_clerk(bureau("财政局")), at=AT)
    overseeing.answer(slip_id=made[0], text="已办", by=zhou, at=AT)
    with pytest.raises(CannotDo, match="answered already"):
        overseeing.answer(slip_id=made[0], text="又办", by=zhou, at=AT)
    with pytest.raises(WrongFields, match="no part"):
        overseeing.hand_out(task_id=number, kind="urge", text="请", unit_id=bureau("财政局"), by=lin, at=AT)
    assert Slip.objects.count() == 4


def test_a_task_of_a_confidential_project_is_only_counted_for_others(lin: Actor, unit: int) -> None:
    project = opened(lin, unit, AT, confidential=True)
    whole = task(lin, AT, unit)
    inside = zhou_the_clerk(unit)
    number = task(inside, AT, unit, above_id=whole, title="保密项目落地", project_id=project)
    reported(number, inside, percent=60)
    shen = shen_the_auditor()
    assert [one.id for one in queries.tasks(viewer=shen, as_of=TODAY).lines] == [whole, number]
    he = he_the_clerk(bureau("财政局"))
    found = queries.tasks(viewer=he, as_of=TODAY)
    assert ([one.id for one in found.lines], found.hidden) == ([whole], 1)
    with pytest.raises(NoSuchGovernance):
        queries.get(task_id=number, viewer=he, as_of=TODAY)
    info = queries.get(task_id=whole, viewer=he, as_of=TODAY)
    assert (int(info.line.done), len(info.below)) == (60, 0), "the sum is the same for everybody"


def test_the_wall_puts_the_unit_with_most_red_first(lin: Actor, unit: int) -> None:
    other = bureau("财政局")
    whole = task(lin, AT, unit, due_on=date(2024, 12, 31), title="总任务")
    task(lin, AT, unit, above_id=whole, due_on=date(2025, 12, 31), title="慢慢来")
    late = task(lin, AT, other, title="逾期")
    rows, hidden = queries.wall(viewer=lin, as_of=TODAY, room=6)
    assert [one.unit for one in rows] == ["财政局", "招商局"]
    assert (rows[0].tasks[0].id, dict(rows[0].counts)["red"], hidden) == (late, 1, 0)
    assert whole not in {one.id for row in rows for one in row.tasks}, "a whole is shown by its parts"
    red = queries.tasks(viewer=lin, as_of=TODAY, filters=Filters(light="red", unit_ids=(other,)))
    assert [one.id for one in red.lines] == [late]


def test_lists_pages_and_the_wall_say_the_same_on_every_day(lin: Actor, unit: int) -> None:
    other = bureau("财政局")
    whole = task(lin, AT, unit, title="总任务", due_on=date(2024, 12, 31))
    parts = [
        task(lin, AT, unit, above_id=whole, title=f"之{n}", due_on=date(2024, 7 + n, 1)) for n in range(3)
    ]
    alone = task(lin, AT, other, title="单项", begins_on=date(2024, 8, 1), due_on=date(2024, 9, 1))
    operations.edit(task_id=parts[1], values={}, helping=[other], by=lin, at=AT)
    finished(parts[0], zhou_the_clerk(unit), lin)
    for day in (date(2024, 6, 1), TODAY, date(2024, 8, 20), date(2025, 1, 1)):
        every = queries.tasks(viewer=lin, as_of=day)
        assert [one.id for one in every.lines] == [alone, whole, *parts]
        pages = [queries.tasks(viewer=lin, as_of=day, offset=at, limit=2).lines for at in (0, 2, 4)]
        assert tuple(one for page in pages for one in page) == every.lines
        for light in LIGHTS:
            found = queries.tasks(viewer=lin, as_of=day, filters=Filters(light=light))
            assert found.lines == tuple(one for one in every.lines if one.light == light)
        for state in ("open", "signed_off"):
            found = queries.tasks(viewer=lin, as_of=day, filters=Filters(state=state))
            assert found.lines == tuple(one for one in every.lines if one.state == state)
        rows, _hidden = queries.wall(viewer=lin, as_of=day, room=5)
        leaves = [one for one in every.lines if one.id != whole]
        assert {one.id: one for row in rows for one in row.tasks} == {one.id: one for one in leaves}
        for row in rows:
            assert dict(row.counts) == {
                code: sum(one.light == code for one in leaves if one.unit_id == row.unit_id)
                for code in LIGHTS
            }
    helped = queries.tasks(viewer=lin, as_of=TODAY, filters=Filters(unit_ids=(other,), helps=True))
    assert [one.id for one in helped.lines] == [parts[1]]


def test_what_was_worked_out_before_does_not_outlive_a_write(lin: Actor, unit: int) -> None:
    whole = task(lin, AT, unit, title="总任务", due_on=date(2024, 12, 31))
    parts = [task(lin, AT, unit, above_id=whole, title=f"之{n}", due_on=date(2024, 12, 31)) for n in range(2)]
    zhou = zhou_the_clerk(unit)

    def told() -> list[str]:
        every = Filters(unit_ids=(unit,))
        fresh = queries.tasks(viewer=lin, as_of=TODAY, filters=every).lines
        lit = [
            one
            for code in LIGHTS
            for one in queries.tasks(
                viewer=lin, as_of=TODAY, filters=Filters(unit_ids=(unit,), light=code)
            ).lines
        ]
        assert {one.id: one for one in lit} == {one.id: one for one in fresh if one.light}
        return [
            f"{one.light} {one.planned:.0f} {one.done:.0f} {one.unchecked}"
            for one in sorted(fresh, key=lambda one: one.id)
        ]

    assert told() == ["red 50 0 0"] * 3
    number = reported(parts[0], zhou, percent=50)
    assert told() == ["yellow 50 25 0", "green 50 50 1", "red 50 0 0"]
    overseeing.check(report_id=number, accept=False, why="没有台账", by=lin, at=AT)
    assert told() == ["red 50 0 0"] * 3
    operations.edit(task_id=parts[1], values={"due_on": date(2024, 7, 2)}, by=lin, at=AT)
    assert told()[2] == "red 99 0 0"
    overseeing.drop(task_id=parts[1], reason="合并", by=lin, at=AT)
    assert told() == ["red 50 0 0", "red 50 0 0", " 99 0 0"]
    finished(parts[0], zhou, lin)
    assert told()[:2] == ["green 50 100 0", "done 50 100 0"]


def test_milestones_set_the_schedule_and_never_sum_to_more_than_the_whole(lin: Actor, unit: int) -> None:
    number = task(lin, AT, unit, due_on=date(2024, 12, 31))
    with pytest.raises(WrongFields, match="more than 100"):
        operations.set_steps(
            task_id=number, steps=[("一", TODAY, Decimal(60)), ("二", TODAY, Decimal(50))], by=lin, at=AT
        )
    operations.set_steps(
        task_id=number,
        steps=[("签约", date(2024, 6, 1), Decimal(40)), ("开工", date(2024, 9, 1), Decimal(60))],
        by=lin,
        at=AT,
    )
    info = queries.get(task_id=number, viewer=lin, as_of=TODAY)
    assert (int(info.line.planned), info.line.light) == (40, "red")
    reported(number, lin, percent=40, steps_done=[info.steps[0].id])
    info = queries.get(task_id=number, viewer=lin, as_of=TODAY)
    assert [one.light for one in info.steps] == ["done", ""]
    assert info.line.light == "green"
