"""What is known of an organisation: set, sourced, guarded, hidden from those who may not see it, found again."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db.models import JSONField

from duijie.accounts.models import AuditRow
from duijie.accounts.operations import add_user
from duijie.accounts.types import Actor, NotAllowed
from duijie.directory import queries
from duijie.directory.models import Detail
from duijie.directory.operations import amend, date_name, describe, record, remove
from duijie.directory.rules import relations
from duijie.directory.types import (
    ChangedMeanwhile,
    Filters,
    NameTaken,
    NoSuchAttribute,
    NoSuchOrganisation,
    Source,
    WrongDetails,
)
from duijie.evidence.operations import take_in
from duijie.evidence.queries import of_document
from duijie.judgements.operations import (
    add_name,
    add_organisation,
    find_duplicates,
    judge,
    merge,
    note_names,
)
from duijie.judgements.queries import judgements_of, merge_preview, proposals
from duijie.judgements.types import MergeRefused
from duijie.ledger.operations import post
from duijie.reading.kinds import Agreement
from duijie.review.operations import accept, reject
from tests.cast import (
    MORNING,
    NOON,
    guo_the_guest,
    lin_the_reviewer,
    wen_the_administrator,
    yunhe_county,
    zhou_the_clerk,
)
from tests.factories.codes import made_code
from tests.factories.reader import ToldReader

pytestmark = pytest.mark.django_db
SEED, FARM = "青禾种业有限公司", "云州农学院"


@pytest.fixture
def lin() -> Actor:
    return lin_the_reviewer()


@pytest.fixture
def seed(lin: Actor) -> int:
    return add_organisation(
        name=SEED, values={"credit_code": made_code(1), "division": "131127"}, by=lin, at=MORNING
    )


def values(organisation_id: int, viewer: Actor) -> dict[str, str]:
    found = queries.profile(organisation_id=organisation_id, viewer=viewer)
    return {one.field: one.value for one in reversed(found.details) if not one.by_name}


def test_details_are_kept_clean_and_raw_with_their_source(seed: int, lin: Actor) -> None:
    describe(
        organisation_id=seed, values={"industry": " a0111 ", "division": "131127"}, by=lin, at=NOON,
        source=Source(words="营业执照"),
    )  # fmt: skip
    found = queries.profile(organisation_id=seed, viewer=lin)
    industry, division = found.value("industry"), found.value("division")
    assert industry and division
    assert (industry.value, industry.raw, industry.source.words) == ("A0111", "a0111", "营业执照")
    assert division.source == Source(), "what did not change keeps its source"
    kind = found.value("kind")
    assert kind and kind.value == "enterprise" and kind.by_name


def test_a_change_leaves_the_old_value_and_an_audit_row_with_both(seed: int, lin: Actor) -> None:
    describe(organisation_id=seed, values={"division": "131182"}, by=lin, at=NOON)
    describe(organisation_id=seed, values={"division": ""}, by=lin, at=NOON)
    assert "division" not in values(seed, lin)
    assert Detail.objects.filter(field="division").count() == 2
    told = [row.detail for row in AuditRow.objects.filter(operation="describe").order_by("pk")]
    assert [(one["old"], one["new"]) for one in told[1:]] == [
        ({"division": "131127"}, {"division": "131182"}),
        ({"division": "131182"}, {"division": ""}),
    ]


def test_every_fault_is_told_at_once_and_nothing_is_kept(seed: int, lin: Actor) -> None:
    with pytest.raises(WrongDetails) as refused:
        describe(
            organisation_id=seed, values={"credit_code": "91X", "division": "1", "township": "城关镇", "colour": "red"},
            by=lin, at=NOON,
        )  # fmt: skip
    assert set(refused.value.faults) == {"credit_code", "division", "colour"}
    assert "township" not in values(seed, lin)


def test_a_credit_code_has_one_home(seed: int, lin: Actor) -> None:
    with pytest.raises(WrongDetails, match="is the code of"):
        add_organisation(name="别家有限公司", values={"credit_code": made_code(1)}, by=lin, at=NOON)
    assert queries.organisations_of(names=["别家有限公司"]) == {}, "refused as a whole"


def test_a_known_name_is_not_added_again(seed: int, lin: Actor) -> None:
    with pytest.raises(NameTaken) as refused:
        add_organisation(name="青禾種業有限公司", values={}, by=lin, at=NOON)
    assert refused.value.organisation_id == seed


def test_nobody_overwrites_unseen(seed: int, lin: Actor) -> None:
    opened = queries.profile(organisation_id=seed, viewer=lin).version
    zhou = zhou_the_clerk()
    describe(organisation_id=seed, values={"industry": "A0111"}, by=zhou, at=NOON, expected=opened)
    record(
        kind="contact",
        organisation_id=seed,
        values={"person": "沈联", "phone": "0318-1234567"},
        by=zhou,
        at=NOON,
    )
    with pytest.raises(ChangedMeanwhile) as refused:
        describe(organisation_id=seed, values={"industry": "A0112"}, by=lin, at=NOON, expected=opened)
    assert [(one.by, one.told) for one in refused.value.changes] == [
        ("周办", (("industry", "", "A0111"),)), ("周办", ())
    ], "a contact is named, not told"  # fmt: skip
    assert values(seed, lin)["industry"] == "A0111"
    describe(
        organisation_id=seed, values={"industry": "A0112"}, by=lin, at=NOON, expected=refused.value.version
    )
    assert values(seed, lin)["industry"] == "A0112"


def test_a_merge_and_its_undo_count_as_changes(seed: int, lin: Actor) -> None:
    other = add_organisation(name="青禾", values={}, by=lin, at=MORNING)
    opened = queries.profile(organisation_id=seed, viewer=lin).version
    pair = merge(organisation_id=seed, other_id=other, reason="简称", by=lin, at=NOON)
    with pytest.raises(ChangedMeanwhile):
        describe(organisation_id=seed, values={"township": "x"}, by=lin, at=NOON, expected=opened)
    judge(proposal_id=pair, verdict="open", by=lin, at=NOON)
    with pytest.raises(ChangedMeanwhile):
        describe(organisation_id=seed, values={"township": "x"}, by=lin, at=NOON, expected=opened)


@pytest.mark.parametrize(
    ("kind", "given", "faults"),
    [
        ("honour", {}, {"code"}),
        ("honour", {"code": "other"}, {"title"}),
        (
            "honour",
            {"code": "high_tech", "awarded_on": date(2024, 1, 2), "expires_on": date(2024, 1, 1)},
            {"expires_on"},
        ),
        ("honour", {"code": "best", "level": "moon"}, {"code", "level"}),
        ("contact", {"phone": "ask", "email": "me"}, {"person", "phone", "email"}),
        ("contact", {"person": "沈", "consent_on": date(2024, 1, 1)}, {"consent"}),
        ("tie", {"kind": "parent"}, {"to"}),
    ],
)
def test_a_wrong_attribute_is_refused(
    seed: int, lin: Actor, kind: str, given: dict[str, Any], faults: set[str]
) -> None:
    with pytest.raises(WrongDetails) as refused:
        record(kind=kind, organisation_id=seed, values=given, by=lin, at=NOON)
    assert set(refused.value.faults) == faults


def test_honours_are_recorded_changed_and_taken_away(seed: int, lin: Actor) -> None:
    number = record(
        kind="honour", organisation_id=seed, by=lin, at=NOON, source=Source(words="公示名单"),
        values={"code": "high_tech", "level": "national", "awarded_on": date(2022, 11, 1)},
    )  # fmt: skip
    assert [row.id for row in queries.listing(filters=Filters(honour="high_tech"), viewer=lin).rows] == [seed]
    amend(kind="honour", number=number, by=lin, at=NOON, values={"code": "gazelle", "level": "provincial"})
    (now,) = queries.profile(organisation_id=seed, viewer=lin).honours
    assert (now.code, now.level, now.awarded_on, now.source.words) == (
        "gazelle",
        "provincial",
        None,
        "公示名单",
    )
    assert queries.listing(filters=Filters(honour="high_tech"), viewer=lin).rows == ()
    remove(kind="honour", number=number, by=lin, at=NOON)
    assert queries.profile(organisation_id=seed, viewer=lin).honours == ()
    with pytest.raises(NoSuchAttribute):
        remove(kind="honour", number=number, by=lin, at=NOON)
    assert [row.operation for row in AuditRow.objects.filter(operation__endswith="honour").order_by("pk")] == [
        "record_honour", "amend_honour", "remove_honour"
    ]  # fmt: skip


def test_people_are_shown_only_to_those_who_may_see_them(seed: int, lin: Actor) -> None:
    record(kind="contact", organisation_id=seed, values={"person": "沈联", "consent": True}, by=lin, at=NOON)
    auditor = add_user(username="shen", password="correct-horse", display_name="审计", role="auditor")
    assert queries.profile(organisation_id=seed, viewer=auditor).contacts is None
    contacts = queries.profile(organisation_id=seed, viewer=lin).contacts
    assert contacts and contacts[0].person == "沈联"
    with pytest.raises(NotAllowed):
        record(kind="contact", organisation_id=seed, values={"person": "x"}, by=auditor, at=NOON)
    program = Actor(lin.user_id, lin.name, lin.role, only=frozenset({"see", "add"}))
    assert queries.profile(organisation_id=seed, viewer=program).contacts is None


def test_guests_see_nothing(seed: int) -> None:
    guo = guo_the_guest()
    assert queries.listing(filters=Filters(), viewer=guo).rows == ()
    assert queries.own_candidates(name=SEED, viewer=guo) == []
    with pytest.raises(NoSuchOrganisation):
        queries.profile(organisation_id=seed, viewer=guo)


def test_nobody_belongs_to_itself(seed: int, lin: Actor) -> None:
    group = add_organisation(name="禾集团", values={}, by=lin, at=MORNING)
    since = {"kind": "group", "since": date(2020, 1, 1)}
    record(kind="tie", organisation_id=seed, values={"to": group, **since}, by=lin, at=NOON)
    assert [one.other for one in queries.profile(organisation_id=seed, viewer=lin).belongs_to] == ["禾集团"]
    assert [one.other for one in queries.profile(organisation_id=group, viewer=lin).members] == [SEED]
    for above in (seed, group):
        with pytest.raises(WrongDetails):
            record(kind="tie", organisation_id=group, values={"to": above, "kind": "parent"}, by=lin, at=NOON)


def test_a_former_name_is_added_dated_and_untied_again(seed: int, lin: Actor) -> None:
    number = add_name(
        organisation_id=seed, name="青禾种子站", kind="former", until=date(2015, 3, 1), by=lin, at=NOON,
        reason="2015年改制",
    )  # fmt: skip
    found = queries.profile(organisation_id=seed, viewer=lin)
    assert [(one.text, one.kind, one.until) for one in found.names][1] == (
        "青禾种子站",
        "former",
        date(2015, 3, 1),
    )
    date_name(name_id=number, kind="former", since=date(1999, 1, 1), until=date(2015, 3, 1), by=lin, at=NOON)
    (word,) = judgements_of(organisation_id=seed, viewer=lin)
    assert (word.verdict, word.reason, word.in_force) == ("same", "2015年改制", True)
    judge(proposal_id=word.proposal_id, verdict="open", by=lin, at=NOON + timedelta(minutes=1))
    assert [one.text for one in queries.profile(organisation_id=seed, viewer=lin).names] == [SEED]
    assert [one.verdict for one in judgements_of(organisation_id=seed, viewer=lin)] == ["open", "same"]


def test_two_credit_codes_are_one_only_with_a_reason(seed: int, lin: Actor) -> None:
    other = add_organisation(
        name="青禾种业云州分公司", values={"credit_code": made_code(2)}, by=lin, at=MORNING
    )
    assert merge_preview(organisation_id=seed, other_id=other, viewer=lin).codes == tuple(
        sorted((made_code(1), made_code(2)))
    )
    common = {"organisation_id": seed, "other_id": other, "by": lin, "at": NOON}
    for given in (
        {"reason": "分公司"},
        {"reason": "分公司", "set_aside": made_code(3), "set_aside_as": "branch"},
        {"reason": "", "set_aside": made_code(2), "set_aside_as": "branch"},
        {"reason": "分公司", "set_aside": made_code(2), "set_aside_as": "cousin"},
    ):
        with pytest.raises(MergeRefused):
            merge(**common, **given)  # type: ignore[arg-type]
    pair = merge(**common, reason="分公司", set_aside=made_code(2), set_aside_as="branch")  # type: ignore[arg-type]
    found = queries.profile(organisation_id=other, viewer=lin)
    assert [(one.value, one.aside) for one in found.details if one.field == "credit_code"] == [
        (made_code(1), False), (made_code(2), True)
    ]  # fmt: skip
    assert [row.code for row in queries.listing(filters=Filters(search=made_code(2)), viewer=lin).rows] == [
        made_code(1)
    ]
    judge(proposal_id=pair, verdict="open", by=lin, at=NOON)
    assert not Detail.objects.filter(aside=True).exists()


BULLETIN = f"云禾县对接简报\n{SEED}与{FARM}签订战略合作协议。\n青禾种业与{FARM}商定合作。\n"


@pytest.fixture
def bulletin(lin: Actor) -> int:
    """A document that names a company in full and for short, accepted and posted."""
    yunhe_county()
    reader = ToldReader(
        {
            f"{SEED}与{FARM}签订战略合作协议": Agreement((SEED, FARM), "strategic"),
            f"青禾种业与{FARM}商定合作": Agreement(("青禾种业", FARM), "cooperation"),
        }
    )
    taken = take_in(
        data=BULLETIN.encode(), name="b.txt", by=lin, at=MORNING, dated_on=date(2024, 6, 1), reader=reader
    )
    for one in of_document(document_id=taken.document_id, viewer=lin):
        accept(statement_id=one.id, by=lin, at=MORNING)
    post(document_id=taken.document_id, by=lin, at=MORNING)
    return taken.document_id


def test_everything_that_leads_to_an_organisation_is_gathered_in_time_order(
    bulletin: int, lin: Actor
) -> None:
    full = queries.organisations_of(names=[SEED])[SEED]
    short = queries.organisations_of(names=["青禾种业"])["青禾种业"]
    merge(organisation_id=full, other_id=short, reason="简称", by=lin, at=NOON)
    record(
        kind="honour", organisation_id=full, by=lin, at=NOON,
        values={"code": "high_tech", "awarded_on": date(2022, 1, 1)},
    )  # fmt: skip
    found = queries.touches(organisation_id=full, viewer=lin)
    assert [one.relation for one in found if one.on == date(2022, 1, 1)] == ["directory.Honour.home"]
    assert found[0].on == date(2022, 1, 1)
    by_name = {(one.name, one.relation) for one in found if one.statement_id}
    assert by_name == {
        (name, relation)
        for name in (SEED, "青禾种业")
        for relation in ("directory.Mention.name", "review.Fact.values", "ledger.Entry.data")
    }
    assert all(one.quote and one.place and one.document_id == bulletin for one in found if one.statement_id)
    assert queries.touches(organisation_id=full, viewer=guo_the_guest()) == []


def test_a_rejected_statement_is_still_said_but_no_fact(bulletin: int, lin: Actor) -> None:
    statement = of_document(document_id=bulletin, viewer=lin)[0]
    reject(statement_id=statement.id, reason="误读", by=lin, at=NOON)
    post(document_id=bulletin, by=lin, at=NOON)
    found = queries.touches(organisation_id=queries.organisations_of(names=[SEED])[SEED], viewer=lin)
    assert [one.relation for one in found] == ["directory.Mention.name"]


def test_the_preview_counts_what_leads_to_either_side(bulletin: int, lin: Actor) -> None:
    numbers = queries.organisations_of(names=[SEED, FARM])
    found = merge_preview(organisation_id=numbers[SEED], other_id=numbers[FARM], viewer=lin)
    counts = {one.words.en: (one.left, one.right) for one in found.leading}
    assert counts == {"names": (1, 1), "statements": (1, 2), "facts": (1, 2), "ledger entries": (1, 2)}
    assert found.obstacles == () and found.title == SEED


def test_a_relation_that_nobody_declared_stops_every_merge(
    bulletin: int, lin: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers = queries.organisations_of(names=[SEED, FARM])
    monkeypatch.delitem(relations(), "directory.Honour.home")
    assert queries.unknown_relations() == ["directory.Honour.home"]
    with pytest.raises(MergeRefused, match=r"directory\.Honour\.home"):
        merge(organisation_id=numbers[SEED], other_id=numbers[FARM], reason="x", by=lin, at=NOON)


# JSON columns that hold no organisation's name. A new one must be put here or declared as a relation.
NO_NAMES = {
    "accounts.AuditRow.detail", "accounts.AuditPersonal.detail", "returns.Return.fields", "returns.Return.stages",
    "returns.Return.statuses", "returns.Answer.values", "returns.Answer.changed",
    "accounts.Region.aliases", "accounts.Token.scopes", "documents.Document.blocks",
    "documents.Document.remarks", "evidence.Rendition.alignment", "evidence.Rendition.notes",
    "evidence.Rendition.found", "evidence.Statement.values", "judgements.Proposal.reasons",
    "engagement.Campaign.quotas", "pipeline.Sheet.columns", "replay.Sent.headers", "vetting.ScoreSheet.points", "vetting.ScoreSheet.vetoes",
    "parks.Quota.quantity", "yields.Score.left_out", "yields.Score.parts",
    "assessment.Run.untold", "briefings.Briefing.frozen", "briefings.Briefing.given", "governance.Task.quantity",
    "industry.Version.links", "matching.Listed.parts",
    "portal.Copy.facts", "portal.Notice.facts", "disputes.Answer.left", "disputes.Answer.right",
    "disputes.Answer.seen",
}  # fmt: skip


def test_every_reference_to_an_organisation_is_declared() -> None:
    assert queries.unknown_relations() == []
    # What an import holds are cells of sheets and its own account of what it wrote.
    columns = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        if model.__module__.startswith("duijie.") and model._meta.app_label != "exchange"
        for field in model._meta.get_fields()
        if isinstance(field, JSONField)
    }
    # A statement's values lead here through the mentions that are noted when it is accepted.
    assert columns - set(relations()) - NO_NAMES == set()
    for field, relation in relations().items():
        model, _, column = field.rpartition(".")
        assert apps.get_model(model)._meta.get_field(column).is_relation or relation.touches


def test_a_look_for_duplicates_finds_shared_numbers_and_adds_nothing_twice(lin: Actor) -> None:
    one = add_organisation(name="甲河机械有限公司", values={"listed_code": "600000"}, by=lin, at=MORNING)
    two = add_organisation(name="庚山制药股份有限公司", values={"listed_code": "600000"}, by=lin, at=MORNING)
    note_names(names=["西伯力公司", "西伯力特种橡胶有限公司"], by=lin, at=MORNING)
    before = {(p.left, p.right) for p in proposals(viewer=lin)}
    first = find_duplicates(by=lin, at=NOON)
    assert (first.names, first.new, first.left_out) == (4, 1, 0)
    new = [p for p in proposals(viewer=lin) if (p.left, p.right) not in before]
    assert [(p.left_organisation, p.right_organisation, p.reasons[0]) for p in new] == [
        (one, two, "证券代码相同")
    ]
    assert find_duplicates(by=lin, at=NOON).new == 0
    parts = [find_duplicates(by=lin, at=NOON, share=share, shares=3) for share in range(3)]
    assert sum(part.new for part in parts) == 0
    assert sum(part.pairs for part in parts) >= first.pairs
    with pytest.raises(NotAllowed):
        find_duplicates(by=zhou_the_clerk(), at=NOON)


def test_a_number_that_many_share_proposes_nothing(lin: Actor) -> None:
    for sign in "甲乙丙丁戊己":
        home = add_organisation(name=f"{sign}山{sign}水制药厂", values={}, by=lin, at=MORNING)
        record(
            kind="contact",
            organisation_id=home,
            values={"person": "总机", "phone": "0318-0000000"},
            by=lin,
            at=MORNING,
        )
    assert not [p for p in proposals(viewer=lin) if "电话" in "".join(p.reasons)]
    find_duplicates(by=lin, at=NOON)
    assert not [p for p in proposals(viewer=lin) if "电话" in "".join(p.reasons)]


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("青禾", {SEED, "青禾农机厂"}),
        ("qhzy", {SEED}),
        ("nongji", {"青禾农机厂"}),
        (made_code(1)[:9], {SEED}),
        ("没有", set()),
    ],
)
def test_a_search_finds_by_characters_pinyin_initials_and_code(
    seed: int, lin: Actor, search: str, found: set[str]
) -> None:
    note_names(names=["青禾农机厂", FARM], by=lin, at=MORNING)
    rows = queries.listing(filters=Filters(search=search), viewer=lin)
    assert {row.title for row in rows.rows} == found and rows.total == len(found)


def test_filters_narrow_the_list(seed: int, lin: Actor) -> None:
    note_names(names=[FARM, "青禾农机厂"], by=lin, at=MORNING)
    describe(organisation_id=seed, values={"industry": "C2913", "status": "operating"}, by=lin, at=NOON)
    for filters, titles in (
        (Filters(kind="university"), {FARM}),
        (Filters(form="works"), {"青禾农机厂"}),
        (Filters(division="13"), {SEED}),
        (Filters(division="1312"), set()),
        (Filters(industry="C29"), {SEED}),
        (Filters(status="operating", kind="enterprise"), {SEED}),
        (Filters(), {SEED, FARM, "青禾农机厂"}),
    ):
        assert {row.title for row in queries.listing(filters=filters, viewer=lin).rows} == titles


def test_a_name_finds_its_own_organisation_with_reasons(seed: int, lin: Actor) -> None:
    note_names(names=[FARM, "青禾农机厂"], by=lin, at=MORNING)
    short = add_organisation(name="青禾种业", values={}, by=lin, at=MORNING)
    merge(organisation_id=seed, other_id=short, reason="简称", by=lin, at=NOON)
    first, *rest = queries.own_candidates(name="青禾种业公司", viewer=lin)
    assert (first.organisation_id, first.title, first.credit_code) == (seed, SEED, made_code(1))
    assert first.score > 0.5 and all(why.zh and why.en for why in first.reasons)
    assert seed not in {one.organisation_id for one in rest}, "one candidate an organisation"
    assert len(queries.own_candidates(name="青禾种业公司", viewer=lin, limit=1)) == 1
    assert queries.own_candidates(name="", viewer=lin) == []


def test_clerks_describe_and_reviewers_judge(seed: int, lin: Actor) -> None:
    zhou = zhou_the_clerk()
    describe(organisation_id=seed, values={"township": "城关镇"}, by=zhou, at=NOON)
    other = add_organisation(name="青禾", values={}, by=zhou, at=NOON)
    with pytest.raises(NotAllowed):
        merge(organisation_id=seed, other_id=other, reason="简称", by=zhou, at=NOON)
    with pytest.raises(NotAllowed):
        add_name(organisation_id=seed, name="禾", kind="short", by=zhou, at=NOON)
    with pytest.raises(NotAllowed):
        describe(organisation_id=seed, values={}, by=guo_the_guest(), at=NOON)
    assert wen_the_administrator().may("see_people")
