"""A found statement counts as the gold one where the fields that matter agree."""

from __future__ import annotations

import importlib.util
import json
import tomllib
from collections import Counter
from copy import deepcopy
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.gold import corpora, load
from bench.matching import differing, matches, pair, quantities, same_quantity

CASES = tomllib.loads(
    (Path(__file__).resolve().parents[1] / "cases" / "bench" / "matching.toml").read_text("utf-8")
)["case"]
SCORER = Path(__file__).resolve().parents[2].parent / "shared" / "tools" / "score_reading.py"


@pytest.fixture(scope="module")
def scorer() -> ModuleType:
    if not SCORER.exists():
        pytest.skip("the scorer that ours must agree with (../shared/tools) is not beside this checkout")
    spec = importlib.util.spec_from_file_location("score_reading", SCORER)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_the_fields_that_differ_are_named(case: dict[str, Any]) -> None:
    assert differing(case["gold"], case["found"]) == case["differing"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_the_shared_scorer_judges_each_case_alike(case: dict[str, Any], scorer: ModuleType) -> None:
    assert scorer.match(case["gold"], case["found"]) == (not case["differing"])


def changed(values: dict[str, Any], step: int) -> dict[str, Any]:
    """A neighbour of a statement: one small change of a sort that reading gets wrong, chosen by ``step``."""
    other = deepcopy(values)
    for field in ("quantity", "investment"):
        if isinstance(other.get(field), dict):
            if step == 0:
                other[field]["number"] *= 1.004
            elif step == 1:
                other[field]["number"] *= 1.006
            elif step == 2:
                other[field]["sense"] = "about"
    for field in ("name", "title", "host"):
        if other.get(field):
            other[field] = {
                3: other[field][2:], 4: f"“{other[field]}”", 5: other[field] + "有限公司", 6: None
            }.get(step, other[field])  # fmt: skip
    if step == 7 and other.get("parties"):
        other["parties"] = other["parties"][:1]
    if step == 8:
        other |= {key: None for key in ("stage", "date", "type") if key in other}
    return other


def test_the_shared_scorer_judges_gold_and_its_neighbours_alike(scorer: ModuleType) -> None:
    judged: Counter[bool] = Counter()
    for name, path in corpora().items():
        for document in load(name, path):
            said = [dict(one) for one in document.statements]
            for i, gold in enumerate(said):
                for found in [changed(gold, step) for step in range(9)] + said[i : i + 3]:
                    verdict = matches(gold, found)
                    assert verdict == scorer.match(gold, found), (gold, found)
                    judged[verdict] += 1
    assert judged[True] > 1000
    assert judged[False] > 1000


def test_whole_documents_are_counted_alike(scorer: ModuleType) -> None:
    for name, path in corpora().items():
        for document in load(name, path):
            gold = [dict(one) for one in document.statements]
            found = [changed(one, i % 9) for i, one in enumerate(reversed(gold)) if i % 7]
            hits, missed, excess = scorer.pair_up(gold, found, scorer.match)
            ours = pair(gold, found, matches)
            assert len(ours.hits) == hits
            assert [gold[i] for i in ours.missed] == missed
            assert [found[j] for j in ours.excess] == excess
            amounts = quantities(gold), quantities(found)
            assert amounts == (scorer.quantities(gold), scorer.quantities(found))
            assert (
                len(pair(*amounts, same_quantity).hits) == scorer.pair_up(*amounts, scorer.same_quantity)[0]
            )


SAID = st.fixed_dictionaries({"kind": st.just("body"), "name": st.sampled_from(["专班", "办公室", "工作组"])})


@given(gold=st.lists(SAID, max_size=6), found=st.lists(SAID, max_size=6))
def test_pairing_uses_everything_at_most_once(gold: list[Any], found: list[Any]) -> None:
    pairing = pair(gold, found, matches)
    assert sorted([i for i, _ in pairing.hits] + list(pairing.missed)) == list(range(len(gold)))
    assert sorted([j for _, j in pairing.hits] + list(pairing.excess)) == list(range(len(found)))
    names = Counter(one["name"] for one in gold) & Counter(one["name"] for one in found)
    assert len(pairing.hits) == names.total()


def test_every_gold_statement_matches_itself() -> None:
    for name, path in corpora().items():
        for document in load(name, path):
            for one in document.statements:
                assert matches(one, one), json.dumps(one, ensure_ascii=False)
