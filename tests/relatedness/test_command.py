"""``duijie related``: from a file taken in to the industries beside one."""

import json

import pytest
from django.test import override_settings

from tests.cli.running import duijie
from tests.registry.made import HEADS, as_csv, code, row


def enterprises():
    trades = {"131127": ["2911", "2921"], "130102": ["2911", "2921", "5430"], "110105": ["5430", "6621"]}
    pairs = [(division, trade) for division, some in trades.items() for trade in some]
    return [
        [*row(number, 统一社会信用代码=code(number, division)), trade]
        for number, (division, trade) in enumerate(pairs, 1)
    ]


@pytest.fixture
def home(tmp_path):
    with override_settings(DUIJIE_HOME=tmp_path / "home"):
        yield tmp_path / "home"


def test_industries_beside_one_come_with_what_a_city_has(home, tmp_path):
    path = tmp_path / "名录.csv"
    path.write_text(as_csv(enterprises(), heads=[*HEADS, "行业代码"]), "utf-8")
    duijie("directory", "import", path)
    nearest, *_ = duijie("related", "C2911", "--city", "衡水").rows
    assert (nearest["industry"], nearest["name"], nearest["proximity"]) == ("292", "塑料制品业", 1.0)
    assert nearest["enterprises"] == 1 and nearest["advantage"] > 1
    (kept,) = (home / "registry" / "relatedness").iterdir()
    # Another source makes the counts anew, and the old ones go.
    duijie("directory", "import", path, "--source", "又一份")
    found = json.loads(duijie("related", "橡胶制品业", "--format", "json").out)
    assert (found[0]["industry"], found[0]["enterprises"]) == ("292", 4)
    assert [one.name for one in (home / "registry" / "relatedness").iterdir()] != [kept.name]


def test_an_empty_registry_says_what_to_do(home):
    refused = duijie("related", "291")
    assert refused.status == 1 and "duijie directory import" in refused.err
