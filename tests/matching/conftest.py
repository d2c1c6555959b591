"""A county with a registry of a handful of invented enterprises."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from duijie.accounts.operations import set_region
from duijie.accounts.types import Actor
from duijie.industry.placing.registered import home
from duijie.registry.importing import Asked, import_file
from tests.cast import MORNING, lin_the_reviewer, wen_the_administrator

ROWS = """企业名称,经营状态,注册资本(万元),经营范围,行政区划代码
示例云瀚橡胶制品厂,存续,100,橡胶软管制造,131121
示例云瀚橡胶制品厂青岛分厂,存续,,橡胶软管制造,370200
示例铭沐胶管有限公司,存续,90000,生产：胶管、输送带,440100
示例朗泽胶管制造有限公司,注销,90000,生产：胶管,131102
示例昀澈商贸有限公司,存续,500,销售胶管,131102
示例岚霁胶管厂,存续,1000,胶管制造,131127
示例晟禾轮胎厂,存续,800,轮胎制造,120000
示例帆腾酒店有限公司,存续,800,住宿、餐饮,131102
"""


@pytest.fixture
def lin(settings: object, tmp_path: Path) -> Actor:
    """The reviewer of Jing county, whose registry has a handful of invented rows."""
    settings.DUIJIE_HOME = tmp_path  # type: ignore[attr-defined]
    set_region(name="景县", aliases=[], closed_on=None, by=wen_the_administrator(), at=MORNING)
    file = tmp_path / "rows.csv"
    file.write_text(ROWS, "utf-8")
    import_file(home(), file, asked=Asked("样本", as_of=date(2024, 1, 1)), at=MORNING)
    return lin_the_reviewer()
