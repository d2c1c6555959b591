"""What a ranking was is kept; what came of it is said beside it, counted, and told the next time."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from duijie.accounts.models import AuditRow
from duijie.accounts.types import Actor
from duijie.judgements.operations import add_organisation, find_duplicates, judge
from duijie.judgements.queries import proposals
from duijie.leads.queries import get as lead_of
from duijie.matching import rules
from duijie.matching.lists import operations, queries
from duijie.matching.lists.types import ListedRow, NoSuchShortlist, NothingSaid
from duijie.matching.queries import prospects
from duijie.rulebook import table
from tests.cast import MORNING, bureau
from tests.cli.running import duijie
from tests.matching.test_prospects import TODAY, tubes

pytestmark = pytest.mark.django_db


@pytest.fixture
def chain(lin: Actor) -> int:
    return tubes(lin)[1]


def kept(lin: Actor, chain: int, limit: int = 50) -> tuple[int, tuple[ListedRow, ...]]:
    number = operations.save(name="七月", chain_id=chain, limit=limit, by=lin, at=MORNING)
    return number, queries.shortlist(list_id=number, viewer=lin, today=TODAY)[1]


def test_a_list_stays_as_it_was_when_the_weights_change(lin: Actor, chain: int, tmp_path: Path) -> None:
    now = prospects(viewer=lin, today=timezone.localdate(MORNING), chain_id=chain).rows
    number, rows = kept(lin, chain)
    assert [(one.name, float(one.points), one.parts) for one in rows] == [
        (one.name, one.points, one.parts) for one in now
    ]
    version = queries.lists(viewer=lin)[0].weights
    (tmp_path / "rules").mkdir()
    shipped = Path(rules.__file__).with_name("tables") / "prospect_weights.toml"
    (tmp_path / "rules" / "prospect_weights.toml").write_text(
        shipped.read_text("utf-8").replace("weight = 30", "weight = 10"), "utf-8"
    )
    _forget()
    try:
        _other, again = kept(lin, chain)
        assert queries.shortlist(list_id=number, viewer=lin, today=TODAY)[1] == rows
        assert {one.points for one in again} != {one.points for one in rows}
        assert queries.lists(viewer=lin)[0].weights != version
    finally:
        (tmp_path / "rules" / "prospect_weights.toml").unlink()
        _forget()


def _forget() -> None:
    table.cache_clear()
    rules.load.cache_clear()


def test_feedback_is_counted_by_chain_and_rank_and_told_again(lin: Actor, chain: int) -> None:
    _number, rows = kept(lin, chain)
    operations.remark(listed_id=rows[0].id, said="contacted", text="张总接的电话", by=lin, at=MORNING)
    assert queries.ratings(viewer=lin) == []
    operations.remark(listed_id=rows[0].id, said="wrong", reason="too_far", by=lin, at=MORNING)
    operations.remark(listed_id=rows[2].id, said="wrong", reason="gone", by=lin, at=MORNING)
    operations.remark(listed_id=rows[2].id, said="right", by=lin, at=MORNING)
    found = queries.ratings(viewer=lin, k=2)[0]
    assert (found.rated, found.right, found.rated_of_first, found.right_of_first) == (2, 1, 1, 0)
    again = queries.looked_at(rows=prospects(viewer=lin, today=TODAY, chain_id=chain).rows, viewer=lin)
    assert {rank: (one.said, one.why.en) for rank, one in again.items()} == {1: ("wrong", "will not come here"), 3: ("right", "")}  # fmt: skip
    line = queries.lists(viewer=lin)[0]
    assert (line.rows, line.contacted, line.right, line.wrong, line.leads) == (3, 1, 1, 1, 0)


@pytest.mark.parametrize(("said", "reason"), [("wrong", ""), ("right", "gone"), ("wrong", "other"), ("maybe", ""), ("wrong", "x")])  # fmt: skip
def test_feedback_that_says_nothing_is_refused(lin: Actor, chain: int, said: str, reason: str) -> None:
    with pytest.raises(NothingSaid):
        operations.remark(listed_id=kept(lin, chain)[1][0].id, said=said, reason=reason, by=lin, at=MORNING)


def test_what_was_said_of_a_name_is_told_of_the_name_that_was_judged_the_same(lin: Actor, chain: int) -> None:
    _number, rows = kept(lin, chain)
    one = next(row for row in rows if row.name == "示例铭沐胶管有限公司")
    operations.remark(listed_id=one.id, said="wrong", reason="not_this", by=lin, at=MORNING)
    found = [row for row in prospects(viewer=lin, today=TODAY, chain_id=chain).rows if row.name == one.name]
    renamed = [_renamed(found[0], "铭沐新材料集团有限公司")]
    values = {"listed_code": "600000"}
    assert queries.looked_at(rows=renamed, viewer=lin) == {}
    for name in (one.name, renamed[0].name):
        add_organisation(name=name, values=values, by=lin, at=MORNING)
    find_duplicates(by=lin, at=MORNING)
    judge(proposal_id=proposals(viewer=lin, judged="open")[0].id, verdict="same", by=lin, at=MORNING)
    assert [each.said for each in queries.looked_at(rows=renamed, viewer=lin).values()] == ["wrong"]


def _renamed(one, name):  # type: ignore[no-untyped-def]
    from dataclasses import replace

    return replace(one, name=name, credit_code="")


def test_a_row_becomes_one_lead_and_knows_it(lin: Actor, chain: int) -> None:
    _number, rows = kept(lin, chain)
    unit = bureau()
    operations.assign(listed_id=rows[0].id, unit_id=unit, due_on=MORNING.date(), by=lin, at=MORNING)
    late = queries.listed(listed_id=rows[0].id, viewer=lin, today=MORNING.date() + timedelta(days=1))
    assert (late.late, late.due_on) == (True, MORNING.date())
    made = operations.take_up(listed_id=rows[0].id, contact="陈经理", by=lin, at=MORNING)
    lead = lead_of(lead_id=made.lead_id, viewer=lin, today=TODAY)
    assert (lead.line.investor, lead.line.claim) == (rows[0].name, "applied")
    assert queries.listed(listed_id=rows[0].id, viewer=lin, today=TODAY).lead_id == made.lead_id
    with pytest.raises(NothingSaid):
        operations.take_up(listed_id=rows[0].id, contact="陈经理", by=lin, at=MORNING)
    acts = set(AuditRow.objects.filter(subject__startswith="shortlist:").values_list("operation", flat=True))
    assert acts == {"save_prospects", "assign_prospect", "take_up_prospect"}


def test_what_cannot_be_given_or_found_is_told(lin: Actor, chain: int) -> None:
    row = kept(lin, chain)[1][0].id
    with pytest.raises(NothingSaid):
        operations.assign(listed_id=row, by=lin, at=MORNING)
    with pytest.raises(NothingSaid):
        operations.assign(listed_id=row, unit_id=bureau(), due_on=date(2020, 1, 1), by=lin, at=MORNING)
    with pytest.raises(NothingSaid):
        operations.assign(listed_id=row, username="nobody", by=lin, at=MORNING)
    with pytest.raises(NoSuchShortlist):
        operations.remark(listed_id=0, said="right", by=lin, at=MORNING)


def test_the_pages_lead_from_a_ranking_to_a_lead(lin: Actor, chain: int, client: Client) -> None:
    client.force_login(_user(lin))
    unit = bureau()
    answer = client.post("/prospects/lists/new/", {"name": "七月", "chain": chain, "limit": "2"})
    where = answer["Location"]
    row = queries.shortlist(list_id=queries.lists(viewer=lin)[0].id, viewer=lin, today=TODAY)[1][0]
    assert row.name in client.get(where).content.decode()
    act = f"/prospects/rows/{row.id}/do"
    assert client.post(f"{act}/say/", {"said": "wrong"}).status_code == 422
    assert client.post(f"{act}/say/", {"said": "wrong", "reason": "too_small"}).status_code == 302
    assert client.post(f"{act}/assign/", {"unit": unit, "due_on": ""}).status_code == 302
    assert client.post(f"{act}/lead/", {"contact": "陈经理", "unit": unit}).status_code == 302
    for page in (where, f"/prospects/rows/{row.id}/", f"/prospects/?chain={chain}"):
        assert "实力不足" in client.get(page).content.decode()
    assert "评价 1 家" in client.get("/prospects/lists/").content.decode()
    assert client.get(f"{where}sheet/").content.startswith(b"PK")
    assert client.get("/prospects/lists/999/").status_code == 404


def _user(actor: Actor) -> object:
    from django.contrib.auth import get_user_model

    return get_user_model().objects.get(pk=actor.user_id)


def test_ranks_of_a_list_are_given_to_a_person_all_or_some(lin: Actor, chain: int) -> None:
    number, _rows = kept(lin, chain)
    duijie("assign", str(number), "--to", "lin", "--rank", "2", "--due-on", "2124-08-01")
    given = [
        (one.person, one.due_on) for one in queries.shortlist(list_id=number, viewer=lin, today=TODAY)[1]
    ]
    assert given == [("", None), (rows_by(lin), date(2124, 8, 1)), ("", None)]
    assert duijie("assign", str(number), "--to", "lin").status == 0
    assert {one.person for one in queries.shortlist(list_id=number, viewer=lin, today=TODAY)[1]} == {
        rows_by(lin)
    }
    refused = duijie("assign", str(number), "--to", "lin", "--rank", "9")
    assert refused.status == 1
    assert "1–3" in refused.err or "1 to 3" in refused.err, refused.err
    assert duijie("assign", "999", "--to", "lin").status == 1


def rows_by(actor: Actor) -> str:
    return str(_user(actor))
