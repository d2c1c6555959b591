"""A small register beside our own organisations."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_django import Settings

from tests.factories.register import register_of

ROWS = (
    "企业名称,统一社会信用代码,省份,城市,成立日期",
    "河北青禾瓷业股份有限公司,,河北,衡水,1998-05-01",
    "衡水宏远橡胶有限公司,91131100108276121N,河北,衡水,1996-03-02",
    "廊坊宏远橡胶有限公司,,河北,廊坊,1999-01-09",
    "=廊坊市远拓新材料有限公司,,河北,廊坊,1997-01-09",
)


@pytest.fixture
def register(settings: Settings, tmp_path: Path) -> None:
    """The rows above, imported and indexed."""
    settings.DUIJIE_HOME = tmp_path
    register_of(ROWS, home=tmp_path)
