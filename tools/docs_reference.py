# ruff: noqa: PLC0415 -- each page imports what it documents; one of them needs Django set up first
"""Writes ``docs/reference/{commands,settings,statements,figures,api}.md`` from the code.

    python tools/docs_reference.py            # write
    python tools/docs_reference.py --check    # exit status 1 where a page is not what the code says

Commands come from the program itself, settings from the calls to ``config.env``, statements from the kinds'
dataclasses, figures from the catalogue, the interface from its OpenAPI description.
"""

from __future__ import annotations

import ast
import inspect
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import MISSING, fields
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "reference"
sys.path.insert(0, str(ROOT))

# What a setting is for. A variable that is missing here, or here and nowhere else, stops the writing.
MEANINGS = {
    "DATABASE_URL": "Where the records are: empty for the embedded SQLite database inside `DUIJIE_HOME`, or `postgresql://user:password@host:5432/name`.",
    "DUIJIE_DEBUG": "Show details of errors in the browser. Never on a machine that others reach.",
    "DUIJIE_HOME": "The folder that holds everything an installation owns: database, documents, key.",
    "DUIJIE_HOSTS": "Names and addresses under which people reach the pages.",
    "DUIJIE_HTTPS": "The pages are served over HTTPS only; cookies are then sent over nothing else.",
    "DUIJIE_MAX_MEGABYTES": "The largest file that is taken in or read, in megabytes.",
    "DUIJIE_ORIGINS": "Origins that may send forms, with their scheme, where a proxy stands in front.",
    "DUIJIE_READER_ADDRESS": "Where a second reader, a language model, is asked (`http://127.0.0.1:11434/v1`). Empty: nothing is sent anywhere.",
    "DUIJIE_READER_KEY": "Its key, where the server wants one.",
    "DUIJIE_READER_MODEL": "The model asked there; needed with an address.",
    "DUIJIE_READER_TIMEOUT": "Seconds for one stretch of a document.",
    "DUIJIE_SECRET_KEY": "The key that signs sessions. Without it one is made and kept in `DUIJIE_HOME`.",
    "DUIJIE_SESSION_HOURS": "Hours after which people sign in again.",
    "DUIJIE_TIME_ZONE": "The time zone of days and moments that are shown or typed.",
}
VALUES = {
    "text": "text",
    "flag": "`1` or `0`",
    "whole": "a whole number",
    "words": "a list separated by commas",
    "folder": "a folder",
    "address": "an address",
    "database": "an address",
}


def commands() -> str:
    """Every command with its arguments and options."""
    import typer.main

    from duijie.cli.main import app

    group: Any = typer.main.get_command(app)
    lines = [_head("Commands", "the program itself"), _help(group), "", *_parameters(group)]
    for name, command in _commands(group):
        usage = " ".join(["duijie", name, *_usage(command)])
        lines += [
            "",
            f"## duijie {name}",
            "",
            "```",
            usage,
            "```",
            "",
            _help(command),
            "",
            *_parameters(command),
        ]
    return "\n".join(lines).rstrip() + "\n"


def _commands(group: Any) -> Iterator[tuple[str, Any]]:
    """The commands with their names; those of a group below it."""
    for name, command in group.commands.items():
        yield name, command
        for inner, below in _commands(command) if hasattr(command, "commands") else ():
            yield f"{name} {inner}", below


def _help(command: Any) -> str:
    paragraphs = inspect.cleandoc(command.help or "").split("\n\n")
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in paragraphs)


def _usage(command: Any) -> Iterator[str]:
    for one in command.params:
        if one.param_type_name == "argument":
            yield (one.metavar or one.name.upper()).strip("[]") if one.required else f"[{_metavar(one)}]"
    yield "[options]"


def _metavar(parameter: Any) -> str:
    return str(parameter.metavar or parameter.name.upper()).strip("[]")


def _parameters(command: Any) -> list[str]:
    rows = []
    for one in command.params:
        if one.param_type_name == "argument":
            name = f"`{_metavar(one)}`"
        else:
            name = ", ".join(f"`{word}`" for word in (*one.opts, *one.secondary_opts))
            if not one.is_flag:
                name += f" {_values(one)}"
        default = one.default
        shown = f"`{default}`" if default not in (None, "", False) and not callable(default) else ""
        rows.append(f"| {name} | {one.help or ''} | {shown} |")
    rows.append("| `-h`, `--help` | Show this message and exit. |  |")
    return ["| | | default |", "|---|---|---|", *rows]


def _values(option: Any) -> str:
    import typer

    if option.min is not None and option.max is not None:
        return f"`{option.min}–{option.max}`"
    if option.min is not None:
        return "`NUMBER`"
    shown = option.display_type(typer.Context(typer.main.get_command(typer.Typer(callback=lambda: None))))
    words = {"str": "TEXT", "list[str]": "TEXT", "int": "NUMBER"}.get(shown.strip("<>"), shown.strip("<>"))
    return f"`{words}`".replace("|", "\\|")


def settings() -> str:
    """Every environment variable that the settings read."""
    found = dict(_variables())
    strange = set(found) ^ set(MEANINGS)
    if strange:
        sys.exit(f"docs_reference: MEANINGS and config/ differ in {', '.join(sorted(strange))}")
    rows = [
        f"| `{name}` | {MEANINGS[name]} | {VALUES[reader]} | {default} |"
        for name, (reader, default) in sorted(found.items())
    ]
    return "\n".join(
        [
            _head("Settings", "`config/settings.py`"),
            "All of them are environment variables, and none of them is needed. A wrong value stops the start with",
            "a line that says what would be right.",
            "",
            "| variable | meaning | value | default |",
            "|---|---|---|---|",
            *rows,
            "",
        ]
    )


def _variables() -> Iterator[tuple[str, tuple[str, str]]]:
    tree = ast.parse((ROOT / "config" / "settings.py").read_text("utf-8"))
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        called = isinstance(node.func.value, ast.Name) and node.func.value.id == "env"
        if called and node.func.attr in VALUES:
            name = ast.literal_eval(node.args[0])
            default = node.args[1] if len(node.args) > 1 else None
            yield name, (node.func.attr, _default(node.func.attr, default))


def _default(reader: str, node: ast.expr | None) -> str:
    if reader == "folder":
        return "`var` beside the program"
    if isinstance(node, ast.Constant) and node.value != "":
        return f"`{node.value}`"
    return "`0`" if reader == "flag" else ""


def statements() -> str:
    """Every kind of statement with its fields and codes."""
    from duijie.reading import kinds

    lines = [
        _head("Statements", "`duijie/reading/kinds.py`"),
        "`duijie read FILE --format jsonl` prints one statement a line. Every statement has:",
        "",
        "| field | meaning |",
        "|---|---|",
        "| `kind` | one of the kinds below |",
        "| `quote` | the words of the repaired text that say it |",
        "| `start`, `end` | where it stands in the original text, in code points, half-open |",
        "| `rule` | the name of the rule that found it |",
        "",
        "A quantity is an object with `number` in base units, `unit`, `sense`, `low`, `high` and `words`; an open",
        "end of its interval is `null`. A field that the text does not state is `null`, a list empty.",
    ]
    for name, shape in kinds.KINDS.items():
        lines += [
            "",
            f"## {name}",
            "",
            _flow(shape.__doc__),
            "",
            "| field | value | needed |",
            "|---|---|---|",
        ]
        for field in fields(shape):
            needed = "yes" if field.default is MISSING else ""
            lines.append(f"| `{field.name}` | {_value(kinds, name, field.name)} | {needed} |")
    return "\n".join(lines) + "\n"


def _value(kinds: Any, kind: str, field: str) -> str:
    if field in kinds.QUANTITIES:
        return "a quantity"
    if field in kinds.LISTS:
        return "a list of names"
    codes = kinds.CODES.get((kind, field))
    return " ".join(f"`{code}`" for code in codes) if codes else "text"


def figures() -> str:
    """Every figure with its published definition."""
    with tempfile.TemporaryDirectory() as home:
        # The catalogue needs Django's models, the models need settings; nothing is read from the database.
        os.environ.setdefault("DUIJIE_HOME", home)
        os.environ.setdefault("DUIJIE_SECRET_KEY", "unused")
        from duijie.cli.session import start

        start()
        from duijie.figures.registry import GROUPS, catalogue

        lines = [
            _head("Figures", "the docstrings in `duijie/figures/measures/`"),
            "A figure's definition is published with it. `duijie figures --trace CODE` shows what one rests on.",
        ]
        for group, name in GROUPS.items():
            lines += ["", f"## {name.en} · {name.zh}"]
            for code, one in catalogue().items():
                if one.group == group:
                    window = {"stock": "all that holds on the day", "year": "since New Year's Day"}[
                        one.window
                    ]
                    lines += ["", f"### `{code}`", "", f"{one.name.en} · {one.name.zh}", "", one.text.en, "",
                              one.text.zh, "",
                              f"Unit `{one.unit}` · counted: {window} · version {one.version}, in force from "
                              f"{one.effective_from}."]  # fmt: skip
    return "\n".join(lines) + "\n"


def feed() -> str:
    """The data dictionary of the tables that other programs read."""
    from duijie.figures.feed.columns import COLUMNS

    lines = [
        _head("Feed", "`duijie/figures/feed/columns.py`"),
        "The columns of `duijie feed` and of `/api/feed/figures.csv|parquet`, `/api/feed/entries.csv|parquet`. Numbers are",
        "decimals with six places, moments are in UTC. In Parquet each column carries its meaning as metadata.",
    ]
    for table, columns in COLUMNS.items():
        lines += ["", f"## `{table}`", "", "| column | type | meaning | 含义 |", "|---|---|---|---|"]
        lines += [f"| `{one.name}` | {one.kind} | {one.meaning.en} | {one.meaning.zh} |" for one in columns]
    return "\n".join(lines) + "\n"


def api() -> str:
    """The programming interface, out of its description."""
    with tempfile.TemporaryDirectory() as home:
        os.environ.setdefault("DUIJIE_HOME", home)
        from duijie.cli.session import start

        start()
        from duijie.api.entry import api as interface
        from tools.api_reference import api_reference

        return f"{_head('The programming interface', 'the description of `duijie/api`')}\n{api_reference(interface.get_openapi_schema())}"


def _head(title: str, source: str) -> str:
    return f"# {title}\n\n<!-- Written by tools/docs_reference.py from {source}; do not edit. -->\n"


def _flow(text: str | None) -> str:
    return " ".join((text or "").split())


PAGES: dict[str, Callable[[], str]] = {
    "feed": feed,
    "commands": commands,
    "settings": settings,
    "statements": statements,
    "figures": figures,
    "api": api,
}


def main() -> None:
    """Write the pages, or say which are stale."""
    stale = []
    for name, write in PAGES.items():
        path = FOLDER / f"{name}.md"
        text = write()
        if path.exists() and path.read_text("utf-8") == text:
            continue
        stale.append(f"{path.relative_to(ROOT)}")
        if "--check" not in sys.argv:
            FOLDER.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    if "--check" in sys.argv and stale:
        sys.exit(f"docs_reference: stale: {', '.join(stale)}. Run python tools/docs_reference.py.")
    print(f"docs_reference: {', '.join(stale) or 'nothing'} {'written' if stale else 'to do'}")


if __name__ == "__main__":
    main()
