"""What holds for the program as a whole: help, version, languages, the reference, errors."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import typer.main
from hypothesis import given
from hypothesis import strategies as st

from duijie import __version__
from duijie.cli.errors import explained
from duijie.cli.main import app, common_first
from duijie.cli.printing import Column, as_csv, text_of
from tests.cli.running import duijie

COMMANDS = list(typer.main.get_command(app).commands)  # type: ignore[attr-defined]
ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(command: str) -> None:
    ran = duijie(command, "--help")
    assert ran.status == 0 and f"duijie {command}" in ran.out.replace("root", "duijie")


def test_the_bare_program_prints_its_commands() -> None:
    ran = duijie()
    assert ran.status == 0 and all(command in ran.out for command in COMMANDS)


def test_the_version_is_the_package_s() -> None:
    assert duijie("--version").out == f"duijie {__version__}\n"


@pytest.mark.parametrize(
    "args",
    [["frobnicate"], ["read"], ["post"], ["post", "one"], ["figures", "--format", "xml"], ["--lang", "fr"]],
)
def test_wrong_use_is_status_2_and_prints_nothing_on_standard_output(args: list[str]) -> None:
    ran = duijie(*args)
    assert (ran.status, ran.out) == (2, "") and ran.err


def test_the_reference_is_in_step() -> None:
    done = subprocess.run(
        [sys.executable, "tools/docs_reference.py", "--check"],
        cwd=ROOT, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def test_a_defect_is_not_explained_away() -> None:
    assert explained(KeyError("x")) is None
    assert explained(ValueError("x")) is None
    assert explained(AssertionError()) is None


@given(st.lists(st.sampled_from(["--lang", "--lang=en", "zh", "figures", "--", "-f", "json"])))
def test_moving_the_language_forward_loses_no_argument(args: list[str]) -> None:
    moved = common_first(args)
    assert sorted(moved) == sorted(args)
    if "--" in args:
        assert moved[moved.index("--") :] == args[args.index("--") :] or "--lang" in args


@given(st.text(max_size=20))
def test_no_cell_of_csv_starts_a_formula(text: str) -> None:
    cell = as_csv([{"name": text}], [Column("name")]).removeprefix("name\n").lstrip('"')
    assert not cell.startswith(("=", "+", "-", "@"))
    assert text_of(text) == text
