"""``--reader``: a model beside the rules or in their place."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from duijie.cli.words import REFUSED
from duijie.reading.answers import REASONS
from duijie.reading.instructions import SAMPLE, sample_answer
from tests.cli.running import Ran, duijie
from tests.reading.endpoint.server import ModelServer, fails, says

GOOD = says({"statements": sample_answer()})
MODEL = "model:tester"


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with ModelServer() as running:
        yield running


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    path = tmp_path / "sample.txt"
    path.write_text(SAMPLE, "utf-8")
    return path


def asking(server: ModelServer, *args: object, lang: str = "en") -> Ran:
    settings = {
        "DUIJIE_READER_ADDRESS": server.address,
        "DUIJIE_READER_MODEL": "tester",
        "DUIJIE_READER_TIMEOUT": "5",
    }
    return duijie("--lang", lang, *args, env=settings)


def test_the_model_reads_alone(server: ModelServer, sample: Path) -> None:
    server.script.append(GOOD)
    ran = asking(server, "read", sample, "--reader", "model")
    assert (ran.status, ran.err) == (0, "")
    assert [row["quote"] for row in ran.rows] == [one["quote"] for one in sample_answer()]
    assert {row["rule"] for row in ran.rows} == {MODEL}


def test_both_read_and_every_statement_tells_who_found_it(server: ModelServer, sample: Path) -> None:
    server.script.append(GOOD)
    both = asking(server, "read", sample, "--reader", "both").rows
    by_rules = duijie("read", sample).rows
    assert {row["rule"].split(":")[0] for row in both} & {"both", "model"}
    assert {row["quote"] for row in by_rules} <= {row["quote"] for row in both}


def test_several_processes_ask_too(server: ModelServer, tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    folder.mkdir()
    for number in range(3):
        (folder / f"{number}.txt").write_text(SAMPLE, "utf-8")
    server.script += [GOOD] * 3
    ran = asking(server, "read", folder, "--reader", "model", "-j", 2)
    assert ran.status == 0
    assert [row["document"] for row in ran.rows] == [
        str(folder / f"{number}.txt") for number in range(3) for _ in sample_answer()
    ]


@pytest.mark.parametrize(
    ("lang", "line"),
    [
        ("en", "3 answers refused: 2 name not in the text, 1 no statement\n"),
        ("zh", "模型的回答有 3 条未采用：名称不在原文 2，格式不对 1\n"),
    ],
)
@pytest.mark.django_db
def test_refused_answers_are_counted_on_standard_error(
    server: ModelServer, sample: Path, lang: str, line: str
) -> None:
    first, second = sample_answer()
    wrong = [first, {**second, "name": "风机项目"}, {"kind": "rumour"}, {**second, "name": "电机项目"}]
    server.script += [says({"statements": wrong})] * 2
    for command in ("read", "add"):
        ran = asking(server, command, sample, "--reader", "model", lang=lang)
        assert (ran.status, ran.err) == (0, line)
        assert len(ran.rows) == 1


@pytest.mark.parametrize("command", ["read", "add"])
@pytest.mark.parametrize("choice", ["model", "both"])
@pytest.mark.django_db
def test_a_model_that_is_not_set_is_wrong_use_and_says_what_to_set(
    command: str, choice: str, sample: Path
) -> None:
    ran = duijie(command, sample, "--reader", choice, env={"DUIJIE_READER_ADDRESS": None})
    assert (ran.status, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert "DUIJIE_READER_ADDRESS and DUIJIE_READER_MODEL" in ran.err
    half = duijie(command, sample, "--reader", choice, env={"DUIJIE_READER_ADDRESS": "http://127.0.0.1:9/v1"})
    assert half.status == 2 and "DUIJIE_READER_MODEL" in half.err


@pytest.mark.parametrize(
    "setting",
    [{"DUIJIE_READER_ADDRESS": "nowhere"}, {"DUIJIE_READER_TIMEOUT": "soon"}, {"DUIJIE_READER_KEY": "a b"}],
)
def test_a_setting_that_cannot_be_used_is_wrong_use(setting: dict[str, str], sample: Path) -> None:
    given = {"DUIJIE_READER_ADDRESS": "http://127.0.0.1:9/v1", "DUIJIE_READER_MODEL": "tester", **setting}
    ran = duijie("read", sample, "--reader", "model", env=given)
    assert (ran.status, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert next(iter(setting)).rsplit("_", 1)[0] in ran.err


@pytest.mark.parametrize("command", ["read", "add"])
@pytest.mark.django_db
def test_a_model_that_does_not_answer_ends_it_with_nothing_kept(
    command: str, server: ModelServer, sample: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.txt"
    other.write_text(SAMPLE + "又一份。", "utf-8")
    server.script += [GOOD, fails(401, "no")]
    ran = asking(server, command, sample, other, "--reader", "model")
    assert (ran.status, ran.out, ran.err.count("\n")) == (1, "", 1)
    assert server.address in ran.err
    assert duijie("documents").rows == []


@pytest.mark.django_db
def test_a_document_that_is_here_is_read_by_a_reader_that_has_not(server: ModelServer, sample: Path) -> None:
    by_rules = duijie("add", sample).rows[0]
    server.script.append(GOOD)
    again = asking(server, "add", sample, "--reader", "model").rows[0]
    assert (again["document"], again["new"]) == (by_rules["document"], False)
    assert again["statements"] > 0
    assert len(server.asked) == 1


def test_every_reason_to_refuse_has_its_words() -> None:
    assert set(REFUSED) == set(REASONS)
