"""The shape of the tree, asserted: sizes, names, writers, and no address or path of a machine in the files."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
TRACKED = [
    ROOT / line
    for line in subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout.splitlines()
    if (ROOT / line).is_file()
]  # fmt: skip
PRODUCT = [p for p in TRACKED if p.suffix == ".py" and p.is_relative_to(ROOT / "duijie")]
MODULES = [p for p in PRODUCT if "migrations" not in p.parts]
DB_PACKAGES = [p.parent for p in MODULES if p.name == "models.py"]
KNOWN_NAMES = {
    "__init__.py", "apps.py", "models.py", "types.py", "rules.py", "queries.py", "operations.py", "admin.py"
}  # fmt: skip


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


@cache
def source(path: Path) -> str:
    return path.read_text("utf-8")


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(source(path))


def statements(node: ast.AST) -> Iterator[ast.AST]:
    """All statements below ``node``; what they are made of, which is nine nodes in ten, holds none."""
    for part in ("body", "orelse", "finalbody", "handlers", "cases"):
        for one in getattr(node, part, ()):
            yield one
            yield from statements(one)


def test_a_module_is_small_or_says_why() -> None:
    long = {named(path): path for path in MODULES if source(path).count("\n") > 300}
    assert [name for name, path in long.items() if source(path).count("\n") > 500] == [], "split them"
    assert [
        name for name, path in long.items() if not re.search(r"\blong\b", ast.get_docstring(tree(path)) or "")
    ] == [], "over 300 lines: say in the module's docstring why it is long"


def test_no_module_hides_an_import_inside_a_function_to_dodge_a_cycle() -> None:
    hidden = []
    for path in MODULES:
        if path.is_relative_to(ROOT / "duijie" / "cli"):
            continue  # the command line starts fast because it imports what a command needs, when it needs it
        if not re.search(r"^[ \t]+from duijie", source(path), re.MULTILINE):
            continue
        for function in ast.walk(tree(path)):
            if isinstance(function, ast.FunctionDef):
                for node in ast.walk(function):
                    module = getattr(node, "module", None) if isinstance(node, ast.ImportFrom) else None
                    if (module or "").startswith("duijie"):
                        hidden.append(f"{named(path)}: {function.name} imports {module}")
    assert hidden == []


def test_a_database_package_has_the_same_few_modules() -> None:
    found = {named(package): {p.name for p in package.glob("*.py")} - KNOWN_NAMES for package in DB_PACKAGES}
    assert {name: others for name, others in found.items() if others} == {}


def test_only_operations_write() -> None:
    calls = (
        "objects.create(",
        "bulk_create(",
        "get_or_create(",
        "update_or_create(",
        ".objects.filter().update(",
    )
    assert [
        f"{named(path)}: {call} belongs into operations.py"
        for path in MODULES
        if path.name not in {"operations.py", "models.py"}
        for call in calls
        if call in source(path)
    ] == []


def test_names_say_what_they_hold() -> None:
    vague = {"utils", "helpers", "common", "services", "signals"}
    assert [
        named(path) for path in MODULES if vague & set(path.relative_to(ROOT).with_suffix("").parts)
    ] == []


def test_no_package_address_and_no_path_of_a_machine_is_tracked() -> None:
    # Put together here, so that this file does not hold what it looks for.
    words = ["index" + "-url", "extra" + "-index", "find" + "-links", '"resol' + 'ved":', "^registry" + " *="]
    address = re.compile("|".join(words), re.MULTILINE)
    for path in TRACKED:
        if path.suffix in {".png", ".gz", ".bin", ".mo"}:
            continue
        text = path.read_text("utf-8", errors="replace")
        assert not address.search(text), f"{named(path)} names a package address"
        assert str(ROOT) + "/" not in text, f"{named(path)} holds a path of this machine"


def test_every_folder_of_tests_is_a_package() -> None:
    bare = {path.parent for path in (ROOT / "tests").rglob("test_*.py")}
    assert [folder for folder in sorted(bare) if not (folder / "__init__.py").exists()] == []


@pytest.mark.parametrize(
    ("folder", "lists"), [("duijie", ("base",)), ("config", ("base",)), ("tests", ("dev",))]
)
def test_what_is_imported_is_pinned(folder: str, lists: tuple[str, ...]) -> None:
    pinned = set().union(*map(pins, lists))
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
    for name, wanted in extras.items():
        pinned |= pins(name) & {plain_name(re.split(r"[\[<>=~]", one)[0]) for one in wanted}
    own = {"duijie", "config", "tests", "bench", "tools", "translations", *sys.stdlib_module_names}
    where = packages_distributions()
    lacking = {
        (named(path), module)
        for path in TRACKED
        if path.suffix == ".py" and path.is_relative_to(ROOT / folder)
        for module in imported(path) - own
        # What is not installed here, as an extra may be, is taken to be distributed under its own name.
        if not pinned & {plain_name(one) for one in where.get(module, [module])}
    }
    assert lacking == set()


def pins(name: str) -> set[str]:
    """What a list of ``requirements`` pins."""
    text = (ROOT / "requirements" / f"{name}.txt").read_text("utf-8")
    return {plain_name(one) for one in re.findall(r"^([\w.-]+)==", text, re.MULTILINE)}


def plain_name(distribution: str) -> str:
    return re.sub(r"[-_.]+", "-", distribution).lower()


def imported(path: Path) -> set[str]:
    found: set[str] = set()
    for node in statements(tree(path)):
        if isinstance(node, ast.Import):
            found |= {one.name.partition(".")[0] for one in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.partition(".")[0])
    return found
