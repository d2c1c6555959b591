"""The scoreboard as one page that needs nothing else: tables, changes, each miss and each excess."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from bench.outcome import Compared, Line, Outcome
from bench.tables import Table, full_table, groups

STYLE = """
:root { color-scheme: light dark; --line: light-dark(#d5d9de, #3a4048); --soft: light-dark(#f4f6f8, #20242a);
  --mark: light-dark(#ffe9a8, #6a5310); --accent: light-dark(#0b5cad, #7db8f5); }
body { font: 17px/1.55 system-ui, "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; margin: 2rem auto;
  max-width: 76rem; padding: 0 1.2rem; background: light-dark(#fff, #16191d); color: light-dark(#1a1d21, #e6e8eb); }
h1 { font-size: 1.7rem; } h2 { margin-top: 2.5rem; } nav a, summary { color: var(--accent); }
.wide { overflow-x: auto; } table { border-collapse: collapse; margin: 1rem 0; }
caption { text-align: left; font-weight: 600; padding: .3rem 0; }
th, td { padding: .3rem .7rem; border-bottom: 1px solid var(--line); text-align: right; }
td { font-variant-numeric: tabular-nums; } thead th { background: var(--soft); }
th:first-child { text-align: left; } tbody th { font-weight: 400; }
.line { border-left: 4px solid var(--line); margin: .8rem 0; padding: .1rem .9rem; }
.line p { margin: .2rem 0; } .said { font-weight: 600; } .from, .near { font-size: .9rem; opacity: .8; }
mark { background: var(--mark); color: inherit; padding: .1em 0; } summary { cursor: pointer; }
"""
HEADINGS = {"missed": "Missed", "excess": "Found in excess"}


def as_html(outcomes: Sequence[Outcome], tables: Sequence[Table], change: Compared) -> str:
    """A whole document; every text of a corpus is escaped."""
    parts = ["<h1>How well documents are read</h1>", "<nav>"]
    parts += [
        f'<a href="#{verdict}">{title}: {len(_of(outcomes, verdict))}</a> · '
        for verdict, title in HEADINGS.items()
    ]
    parts += ['<a href="#changes">Changes</a></nav>']
    parts += [f"<div class=wide>{table.as_html()}</div>" for table in tables]
    for name, ours in groups(outcomes).items():
        table = full_table(f"{name}, {len(ours)} documents", ours)
        parts.append(
            f"<details><summary>All figures: {escape(name)}</summary>"
            f"<div class=wide>{table.as_html()}</div></details>"
        )
    parts.append('<h2 id="changes">Changes since the recorded run</h2>')
    parts += [f"<p>{escape(_summary(change))}</p>"]
    for title, lines in _changed(change):
        parts += [f"<h3>{title}: {len(lines)}</h3>", *map(_block, lines)]
    for verdict, title in HEADINGS.items():
        some = _of(outcomes, verdict)
        parts.append(f'<h2 id="{verdict}">{title}: {len(some)}</h2>')
        for kind in sorted({line.values["kind"] for line in some}):
            alike = [line for line in some if line.values["kind"] == kind]
            parts.append(f"<details open><summary>{escape(kind)}: {len(alike)}</summary>")
            parts += [*map(_block, alike), "</details>"]
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>How well documents are read</title><style>{STYLE}</style></head><body>"
        + "\n".join(parts)
        + "</body></html>\n"
    )


def as_markdown(outcomes: Sequence[Outcome], tables: Sequence[Table], change: Compared) -> str:
    """The same page in Markdown; quotes stand in bold."""
    parts = ["# How well documents are read", *(table.as_markdown() for table in tables)]
    parts += ["## Changes since the recorded run", _summary(change)]
    for title, lines in _changed(change):
        parts += [f"### {title}: {len(lines)}", "\n".join(map(_item, lines))]
    for verdict, title in HEADINGS.items():
        some = _of(outcomes, verdict)
        parts += [f"## {title}: {len(some)}", "\n".join(map(_item, some))]
    return "\n\n".join(part for part in parts if part) + "\n"


def _of(outcomes: Sequence[Outcome], verdict: str) -> list[Line]:
    return [line for one in outcomes for line in one.lines if line.verdict == verdict]


def _changed(change: Compared) -> list[tuple[str, tuple[Line, ...]]]:
    return [
        ("Newly hit", change.newly_hit),
        ("Newly missed", change.newly_missed),
        ("New excess", change.new_excess),
    ]


def _summary(change: Compared) -> str:
    if not change.recorded_on:
        return "No run was recorded before this one."
    left = f" Not compared: {', '.join(change.beyond)}." if change.beyond else ""
    return f"Recorded on {change.recorded_on}. {change.gone} found in excess then are gone.{left}"


def _block(line: Line) -> str:
    near = f"<p class=near>found here instead: {escape(line.near)}</p>" if line.near else ""
    return (
        f"<div class=line><p class=said>{escape(line.said)}</p>"
        f'<p lang="zh">{escape(line.before)}<mark>{escape(line.quote)}</mark>{escape(line.after)}</p>'
        f"{near}<p class=from>{escape(line.corpus)} / {escape(line.document)}</p></div>"
    )


def _item(line: Line) -> str:
    sentence = f"{line.before}**{line.quote}**{line.after}".replace("\n", " ")
    near = f" (found here instead: {line.near})" if line.near else ""
    return f"- {line.corpus}/{line.document} `{line.said}`{near} {sentence}"
