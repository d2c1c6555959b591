"""Whatever is imported, undoing it restores every table; and whatever is exported comes in again as nothing new."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from duijie.exchange import operations, queries
from duijie.exchange.applying import operations as applying
from duijie.exchange.lists import Wanted
from duijie.exchange.lists import operations as outgoing
from duijie.exchange.types import Asked
from duijie.pipeline import operations as pipeline
from tests.cast import MORNING, NOON, bureau, lin_the_reviewer, mei_the_second_reviewer, wen_the_administrator
from tests.factories.books import everything, sheet_of
from tests.factories.projects import advance, opened

pytestmark = pytest.mark.django_db
FEW = settings(
    max_examples=6,
    phases=[Phase.generate],
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    database=None,
)
HEAD = (
    "项目编号", "项目名称", "投资方", "总投资（亿元）", "固定资产投资（万元）", "当前阶段", "签约日期", "开工时间", "责任单位", "用地（亩）", "保密",
    "建设性质", "备注",
)  # fmt: skip
NAMES = ["轴承项目", "阀门项目", "饲料项目", "玻璃深加工项目", "线缆项目", "模具项目"]
maybe = lambda some: st.one_of(st.none(), some)  # noqa: E731
DAYS = st.dates(date(2022, 1, 1), date(2024, 6, 1))
row = st.tuples(
    maybe(st.sampled_from(["K-1", "K-2", "K-3", "已有"])),
    st.sampled_from(NAMES),
    maybe(st.sampled_from(["恒远轴承有限公司", "晋中阀业有限公司", "牧丰饲料有限公司"])),
    maybe(st.one_of(st.integers(1, 90), st.sampled_from(["约3亿", "3-5亿", "1.5亿美元", "待定"]))),
    maybe(st.integers(100, 90_000)),
    maybe(st.sampled_from(["储备", "在谈", "签约", "开工", "投产", "胡说"])),
    maybe(st.one_of(DAYS, st.sampled_from(["2024年3月", "2023.5.1"]))),
    maybe(DAYS),
    maybe(st.sampled_from(["招商局", "龙泉镇", "没有的镇"])),
    maybe(st.sampled_from([10, 22.5, "约60"])),
    maybe(st.sampled_from(["是", "否"])),
    maybe(st.sampled_from(["新建", "扩建", "迁建"])),
    maybe(st.text("甲乙丙\n =+-@,", max_size=8)),
)


@pytest.fixture
def county(db: None) -> None:
    """Two units, a project on its way, one with a contract, one that is confidential."""
    lin, mei = lin_the_reviewer(), mei_the_second_reviewer()
    one, two = bureau("招商局"), bureau("龙泉镇")
    first = opened(lin, one, MORNING, name="轴承项目", remarks="原有")
    advance(first, "started", lin, mei, MORNING, day=date(2024, 5, 1))
    pipeline.open_project(
        name="阀门项目", unit_id=two, by=lin, at=MORNING, code="已有",
        columns={"investor": "晋中阀业有限公司", "confidential": True, "land_need": "10000"},
    )  # fmt: skip
    opened(lin, two, MORNING, name="饲料项目", investor="牧丰饲料有限公司", content="一\n二")


@contextmanager
def afresh() -> Iterator[None]:
    """Every example begins with the county as it was."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@FEW
@given(st.lists(st.lists(row, min_size=1, max_size=8), min_size=1, max_size=3))
def test_undoing_imports_one_after_the_other_restores_every_table(
    county: None,
    sheets: list[list[tuple[Any, ...]]],
) -> None:
    with afresh():
        lin = lin_the_reviewer()
        done, before = [], everything()
        for place, rows in enumerate(sheets):
            at = NOON + timedelta(hours=place)
            number = operations.prepare(
                data=sheet_of(HEAD, rows), name="台账.xlsx", by=lin, at=at,
                asked=Asked(kind="projects", fixed={"unit": "招商局"}),
            )  # fmt: skip
            assert everything() == before
            applying.apply(import_id=number, by=lin, at=at)
            done.append((number, before))
            counts = queries.get(import_id=number, viewer=lin).counts
            assert sum(counts.values()) == len(rows)
            after = everything()
            assert (after == before) == (not counts["new"] and not counts["changed"])
            before = after
        for number, before in reversed(done):
            applying.undo(import_id=number, by=lin, at=NOON + timedelta(days=1))
            assert everything() == before


EXPORTED = st.tuples(
    st.sampled_from(
        ["轴承", "阀门", "=HYPERLINK(1)", "+1", "-项目", "@名", "约3亿项目", "签约", "100", "2024-01-02"]
    ),
    # PostgreSQL keeps no NUL; forms and the interface refuse it before it comes to a record.
    st.one_of(st.none(), st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=30)),
    st.one_of(st.none(), st.decimals(0, 10**15, places=2)),
    st.sampled_from(["CNY", "USD", "JPY"]),
    st.one_of(st.none(), st.decimals(0, 10**8, places=2)),
    st.booleans(),
    st.sampled_from(["", "new", "moved"]),
)


@FEW
@given(st.lists(EXPORTED, min_size=1, max_size=6))
def test_what_goes_out_comes_in_again_as_nothing_new(county: None, projects: list[tuple[Any, ...]]) -> None:
    with afresh():
        wen = wen_the_administrator()
        for place, (name, words, amount, currency, land, veiled, nature) in enumerate(projects):
            pk = opened(
                wen, bureau("招商局"), MORNING, name=f"{name}{place}", remarks=words, content=words,
                land_need=land, bond=land, confidential=veiled, nature=nature or None, site=(words or "")[:60],
                contract_date="2024-02-29", industry="3451",
            )  # fmt: skip
            if amount is not None:
                pipeline.state_amount(
                    project_id=pk, kind="total_investment", number=amount, currency=currency,
                    effective_on=date(2024, 6, 1), by=wen, at=MORNING,
                )  # fmt: skip
        data = outgoing.export(wanted=Wanted("projects"), by=wen, at=NOON)
        before = everything()
        number = operations.prepare(data=data, name="台账.xlsx", by=wen, at=NOON)
        found = queries.rows(import_id=number, viewer=wen).rows
        assert len(found) == len(projects) + 3
        assert [(row.state, row.changes, row.reasons) for row in found] == [("same", (), ())] * len(found)
        applying.apply(import_id=number, by=wen, at=NOON)
        assert everything() == before
