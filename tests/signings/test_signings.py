"""Signings at events: what is caught at entry, what counts, who reads what, and what came of an event."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from duijie.accounts.types import Actor
from duijie.directory.queries import touches
from duijie.engagement import operations as engagement
from duijie.engagement import queries as events
from duijie.figures.registry import compute
from duijie.funds.operations import receive
from duijie.judgements.operations import add_organisation
from duijie.leads import operations as leads
from duijie.ledger.operations import identify
from duijie.pipeline import operations as pipeline
from duijie.pipeline import queries as projects
from duijie.pipeline.types import GateClosed, NotYours
from duijie.rulebook.columns import WrongFields
from duijie.signings import queries
from duijie.signings.operations import correct, sign
from duijie.signings.types import NoSuchSigning
from tests.cast import (
    EVENING,
    MORNING,
    NOON,
    bureau,
    guo_the_guest,
    he_the_clerk,
    lin_the_reviewer,
    mei_the_second_reviewer,
    wen_the_administrator,
    yunhe_county,
    zhou_the_clerk,
)
from tests.factories.events import FAIR_DAY, chamber, drive, fair
from tests.factories.projects import SAMPLES, advance, opened, supply

pytestmark = pytest.mark.django_db
TODAY = date(2024, 7, 1)
LATER = date(2024, 6, 18)
CONTRACT = 200_000_000


@pytest.fixture
def lin() -> Actor:
    yunhe_county()
    return lin_the_reviewer()


def contract(lin: Actor, unit: int, day: date = FAIR_DAY, **columns: object) -> int:
    """A project that stands signed."""
    project = opened(lin, unit, MORNING, **columns)  # type: ignore[arg-type]
    advance(project, "signed", lin, mei_the_second_reviewer(), MORNING, day=day)
    return project


def told(event: int, viewer: Actor) -> dict[str, tuple[int, int, int]]:
    """Announced, counted and signed-again amounts of an event, by kind."""
    sums = queries.of_event(event_id=event, viewer=viewer, today=TODAY).sums
    for one in sums:
        assert one.announced_number == one.counted_number + one.again_number + one.rest_number
    return {
        one.kind: (int(one.announced_number), int(one.counted_number), int(one.again_number)) for one in sums
    }


def test_the_first_signing_counts_and_one_at_another_fair_is_caught_kept_and_shown(lin: Actor) -> None:
    unit = bureau()
    project, first, other = contract(lin, unit), fair(lin, unit, MORNING), fair(lin, unit, MORNING, day=LATER)
    counted = sign(project_id=project, kind="formal", signed_on=FAIR_DAY, event_id=first, by=lin, at=NOON)
    assert (counted.standing, counted.reasons) == ("counted", ())
    again = sign(
        project_id=project,
        kind="formal",
        signed_on=LATER,
        event_id=other,
        number=Decimal(5 * CONTRACT),
        by=lin,
        at=NOON,
    )
    assert again.standing == "again" and str(counted.signing_id) in again.reasons[0].en
    assert told(first, lin) == {"formal": (CONTRACT, CONTRACT, 0)}
    assert told(other, lin) == {"formal": (5 * CONTRACT, 0, 5 * CONTRACT)}
    assert queries.signed_again(today=TODAY) == {again.signing_id: (counted.signing_id, project)}
    figure = compute("projects.signed.investment", as_of=date(2024, 6, 30), known_at=EVENING, viewer=lin)[0]
    assert figure.quantity is not None and figure.quantity.number == CONTRACT, "the ledger is written once"
    correct(signing_id=counted.signing_id, reason="没有签", void=True, by=lin, at=EVENING)
    assert told(other, lin)["formal"][1] == CONTRACT, "what is left counts, with no more than the contract"
    with pytest.raises(NoSuchSigning):
        correct(signing_id=counted.signing_id, reason="没有签", void=True, by=lin, at=EVENING)


def test_an_inflated_announcement_counts_with_the_contract_and_intents_do_not_count(lin: Actor) -> None:
    unit = bureau()
    project, event = contract(lin, unit), fair(lin, unit, MORNING)
    done = sign(
        project_id=project,
        kind="formal",
        signed_on=FAIR_DAY,
        event_id=event,
        number=Decimal(3 * CONTRACT),
        by=lin,
        at=NOON,
    )
    assert done.standing == "counted" and "600,000,000" in done.reasons[0].en
    sign(
        project_id=project,
        kind="intent",
        signed_on=FAIR_DAY,
        event_id=event,
        number=Decimal(7),
        by=lin,
        at=NOON,
    )
    assert told(event, lin) == {"intent": (7, 0, 0), "formal": (3 * CONTRACT, CONTRACT, 0)}
    steps = [one.step for one in events.follow_ups(viewer=lin, today=TODAY, event_id=event) if one.project_id]
    assert steps == ["intent30", "formal90"]


def test_same_investor_and_site_a_merge_and_an_identity_make_one_project_of_two(lin: Actor) -> None:
    unit = bureau()
    first, twin, far = (
        contract(lin, unit, name=name, site=site)
        for name, site in (("甲", "东1"), ("乙", "东1"), ("丙", "西9"))
    )
    fairs = [fair(lin, unit, MORNING, day=day) for day in (FAIR_DAY, LATER, date(2024, 6, 20))]
    for project, event, day in zip(
        (first, twin, far), fairs, (FAIR_DAY, LATER, date(2024, 6, 20)), strict=True
    ):
        done = sign(project_id=project, kind="formal", signed_on=day, event_id=event, by=lin, at=NOON)
        assert done.standing == ("again" if project == twin else "counted")
    identify(
        key=projects.key(project_id=far),
        thing=projects.key(project_id=first),
        reason="同一项目",
        by=lin,
        at=NOON,
    )
    assert told(fairs[2], lin)["formal"][1:] == (0, CONTRACT)
    assert len(queries.signed_again(today=TODAY)) == 2
    identify(
        key=projects.key(project_id=twin), thing=projects.key(project_id=twin), reason="二期", by=lin, at=NOON
    )
    assert told(fairs[1], lin)["formal"][1:] == (CONTRACT, 0), "a person said that it is a project of its own"
    third = contract(lin, unit, name="丁", site="北3")
    sign(project_id=third, kind="formal", signed_on=LATER, event_id=fairs[1], by=lin, at=NOON)
    pipeline.merge(project_id=third, into_id=first, reason="重复", by=lin, at=NOON)
    assert told(fairs[1], lin)["formal"][1:] == (CONTRACT, CONTRACT)
    pipeline.undo_merge(project_id=third, by=lin, at=NOON)
    assert told(fairs[1], lin)["formal"][1:] == (2 * CONTRACT, 0)


def test_signing_enters_the_stage_by_its_gates_and_counts_once_a_second_person_approved(lin: Actor) -> None:
    unit = bureau()
    project, event = opened(lin, unit, MORNING), fair(lin, unit, MORNING)
    with pytest.raises(GateClosed):
        sign(
            project_id=project,
            kind="formal",
            signed_on=FAIR_DAY,
            event_id=event,
            enter_stage=True,
            by=lin,
            at=NOON,
        )
    assert queries.of_event(event_id=event, viewer=lin, today=TODAY).lines == ()
    for stage in ("talks", "vetting", "signed"):
        supply(project, stage, lin, NOON, day=FAIR_DAY)
    done = sign(
        project_id=project,
        kind="formal",
        signed_on=FAIR_DAY,
        event_id=event,
        enter_stage=True,
        by=lin,
        at=NOON,
    )
    assert done.standing == "pending" and done.request_id is not None
    assert told(event, lin) == {"formal": (CONTRACT, 0, 0)}
    pipeline.decide_move(project_id=project, approve=True, by=mei_the_second_reviewer(), at=NOON)
    assert told(event, lin) == {"formal": (CONTRACT, CONTRACT, 0)}


def test_an_increase_counts_by_itself_once_and_reaches_the_ledger_once(lin: Actor) -> None:
    unit = bureau()
    project, event, other = contract(lin, unit), fair(lin, unit, MORNING), fair(lin, unit, MORNING, day=LATER)
    sign(project_id=project, kind="formal", signed_on=FAIR_DAY, event_id=event, by=lin, at=NOON)
    more = {"project_id": project, "kind": "increase", "event_id": other, "by": lin, "at": NOON}
    done = sign(signed_on=LATER, number=Decimal(50), **more)  # type: ignore[arg-type]
    assert done.standing == "counted" and told(other, lin) == {"increase": (50, 50, 0)}
    amount = projects.get(project_id=project, viewer=lin, today=TODAY).amounts[-1]
    assert (amount.change, amount.number) == ("increased", 50)
    again = sign(signed_on=LATER, number=Decimal(50), increase_id=amount.id, **more)  # type: ignore[arg-type]
    assert again.standing == "again" and told(other, lin) == {"increase": (100, 50, 50)}
    figure = compute("projects.signed.investment", as_of=date(2024, 6, 30), known_at=EVENING, viewer=lin)[0]
    assert figure.quantity is not None and figure.quantity.number == CONTRACT + 50
    with pytest.raises(WrongFields, match="by how much"):
        sign(signed_on=LATER, **more)  # type: ignore[arg-type]


def test_a_signing_elsewhere_is_told_without_telling_whose(lin: Actor) -> None:
    mine, other = bureau("东园"), bureau("西园")
    zhou, he = zhou_the_clerk(mine), he_the_clerk(other)
    secret = contract(lin, mine, site="东1")
    pipeline.edit_project(project_id=secret, columns={"confidential": True}, by=zhou, at=MORNING)
    open_one = contract(lin, other, site="东1", name="另名项目")
    event = fair(lin, mine, MORNING)
    first = sign(project_id=secret, kind="formal", signed_on=FAIR_DAY, event_id=event, by=zhou, at=NOON)
    assert first.standing == "counted"
    again = sign(project_id=open_one, kind="formal", signed_on=LATER, event_id=event, by=he, at=NOON)
    assert again.standing == "again" and again.reasons[0] == queries.ELSEWHERE
    seen = queries.of_event(event_id=event, viewer=he, today=TODAY)
    assert ([one.project_id for one in seen.lines], seen.hidden) == ([open_one], 1)
    assert seen.lines[0].first_id is None and seen.sums[0].announced == 2
    with pytest.raises(NoSuchSigning):
        queries.get(signing_id=first.signing_id, viewer=he, today=TODAY)
    with pytest.raises(NotYours):
        sign(project_id=open_one, kind="intent", signed_on=LATER, by=zhou, at=NOON)


def test_what_came_of_an_event_runs_by_record_from_invitation_to_money(lin: Actor) -> None:
    unit = bureau()
    campaign, channel = drive(lin, unit, MORNING), chamber(lin, unit, MORNING)
    event = fair(lin, unit, MORNING, campaign_id=campaign)
    for name, state in (("恒远轴承有限公司", "attended"), ("青禾种业", "declined")):
        engagement.save_guest(
            event_id=event, values={"name": name, "state": state}, channel_id=channel, by=lin, at=MORNING
        )
    lead = leads.register(
        name="轴承基地", investor=SAMPLES["investor"], contact="赵", unit_id=unit, by=lin, at=MORNING
    ).lead_id
    say = {"touched_on": FAIR_DAY, "said_by": "投资方", "by": lin, "at": NOON}
    word = engagement.say_origin(lead_id=lead, event_id=event, **say)  # type: ignore[arg-type]
    project = leads.convert(lead_id=lead, by=lin, at=NOON)
    engagement.say_origin(project_id=project, channel_id=channel, **{**say, "touched_on": LATER})  # type: ignore[arg-type]
    advance(project, "signed", lin, mei_the_second_reviewer(), NOON, day=TODAY)
    receive(
        project_id=project, received_on=TODAY, payer="恒远", kind="works", number=Decimal(7), by=lin, at=NOON
    )

    def steps(**of: int) -> list[tuple[str, int, int | None, Decimal | None]]:
        return [(one.code, one.count, one.first, one.number) for one in queries.came_of(viewer=lin, **of)]

    way = [
        ("invited", 2, None, None), ("attended", 1, None, None), ("leads", 1, None, None), ("projects", 1, 1, None),
        ("signed", 1, 1, Decimal(CONTRACT)), ("received", 1, 1, Decimal(7)),
    ]  # fmt: skip
    assert steps(event_id=event) == steps(campaign_id=campaign) == way
    by_channel = steps(channel_id=channel)
    assert by_channel[2:4] == [("leads", 0, None, None), ("projects", 1, 0, None)], (
        "a touch, though not the first"
    )
    for step, count, _, _ in way:
        listed, hidden = queries.came(step=step, event_id=event, viewer=lin)
        assert len(listed) == count and hidden == 0
    assert [one.source for one in events.origins_of(project_id=project, viewer=lin)] == ["event", "channel"]
    pipeline.edit_project(project_id=project, columns={"confidential": True}, by=lin, at=NOON)
    he = he_the_clerk(bureau("西园"))
    assert queries.came(step="received", event_id=event, viewer=he) == ([], 1)
    assert queries.came(step="leads", event_id=event, viewer=he) == ([], 1)
    assert events.origins_of(project_id=project, viewer=he) == []
    assert all(one.count == 0 for one in queries.came_of(event_id=event, viewer=guo_the_guest()))
    engagement.take_back_origin(origin_id=word, reason="记错了", by=lin, at=EVENING)
    assert steps(event_id=event)[2:4] == [("leads", 0, None, None), ("projects", 0, 0, None)]
    assert wen_the_administrator().may("see")


def test_an_origin_is_of_one_thing_by_somebodys_word(lin: Actor) -> None:
    unit = bureau()
    project, event = opened(lin, unit, MORNING), fair(lin, unit, MORNING)
    say = {"by": lin, "at": NOON}
    with pytest.raises(WrongFields, match="one source"):
        engagement.say_origin(project_id=project, touched_on=FAIR_DAY, said_by="我", **say)  # type: ignore[arg-type]
    with pytest.raises(WrongFields) as wrong:
        engagement.say_origin(
            project_id=project,
            event_id=event,
            touched_on=date(2024, 9, 1),
            said_by=" ",
            **say,  # type: ignore[arg-type]
        )
    assert set(wrong.value.faults) == {"said_by", "touched_on"}


def test_a_party_leads_to_what_it_signed_and_a_correction_keeps_it(lin: Actor) -> None:
    unit = bureau()
    project, event = opened(lin, unit, MORNING), fair(lin, unit, MORNING)
    home = add_organisation(name="恒远轴承有限公司", values={}, by=lin, at=MORNING)
    done = sign(
        project_id=project, kind="intent", signed_on=FAIR_DAY, event_id=event, number=Decimal(7),
        parties=["恒远轴承有限公司", " ", "云禾县"], by=lin, at=NOON,
    )  # fmt: skip
    correct(signing_id=done.signing_id, number=Decimal(8), reason="笔误", by=lin, at=NOON)
    (line,) = queries.of_event(event_id=event, viewer=lin, today=TODAY).lines
    assert (line.number, line.parties) == (8, ("恒远轴承有限公司", "云禾县"))
    found = [one for one in touches(organisation_id=home, viewer=lin) if one.relation.startswith("signings")]
    assert [(one.on, one.thing) for one in found] == [(FAIR_DAY, f"event:{event}")]
    pipeline.edit_project(project_id=project, columns={"confidential": True}, by=lin, at=NOON)
    he = he_the_clerk(bureau("西园"))
    assert not [
        one for one in touches(organisation_id=home, viewer=he) if one.relation.startswith("signings")
    ]
