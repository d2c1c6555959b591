"""Tables of scores, as text, Markdown and HTML. The first column is words, all others are figures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from bench.outcome import QUANTITIES, Outcome, Score, all_kinds, total

SCRIPTS = {"hans": "simplified", "hant": "traditional", "garbled": "garbled"}
ALL = "all"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under ``heads``; every cell is printed already."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def as_text(self) -> str:
        widths = [max(len(row[i]) for row in (self.heads, *self.rows)) for i in range(len(self.heads))]
        lines = [
            "  ".join(
                cell.rjust(width) if i else cell.ljust(width)
                for i, (cell, width) in enumerate(zip(row, widths, strict=True))
            ).rstrip()
            for row in (self.heads, *self.rows)
        ]
        return "\n".join([self.title, *lines])

    def as_markdown(self) -> str:
        """A pipe table; its title stands above it."""
        rule = ["---", *["---:"] * (len(self.heads) - 1)]
        lines = ["| " + " | ".join(row) + " |" for row in (self.heads, rule, *self.rows)]
        return "\n".join([f"**{self.title}**", "", *lines])

    def as_html(self) -> str:
        heads = "".join(f"<th scope=col>{escape(head)}</th>" for head in self.heads)
        rows = "".join(
            f"<tr><th scope=row>{escape(row[0])}</th>"
            + "".join(f"<td>{escape(cell)}</td>" for cell in row[1:])
            + "</tr>"
            for row in self.rows
        )
        return (
            f"<table><caption>{escape(self.title)}</caption>"
            f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
        )


def share(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def figures(score: Score) -> tuple[str, ...]:
    return (
        str(score.gold),
        str(score.found),
        str(score.hits),
        *map(share, (score.precision, score.recall, score.f1)),
    )


def groups(outcomes: Iterable[Outcome]) -> dict[str, list[Outcome]]:
    """The documents of each corpus, of each script, and all of them."""
    several = list(outcomes)
    parted: dict[str, list[Outcome]] = {}
    for one in several:
        parted.setdefault(one.document.corpus, []).append(one)
    for script, label in SCRIPTS.items():
        written = [one for one in several if one.document.script == script]
        if written:
            parted[label] = written
    return parted | {ALL: several}


def overall_table(outcomes: Sequence[Outcome]) -> Table:
    """A row for each corpus and script, all kinds together, and how many quantities are right."""
    rows = []
    for name, ours in groups(outcomes).items():
        scores = total(ours)
        amounts = scores.get(QUANTITIES, Score())
        rows.append((name, str(len(ours)), *figures(all_kinds(scores)), share(amounts.f1)))
    heads = ("corpus or script", "docs", "gold", "found", "hits", "P", "R", "F1", "quantities F1")
    return Table("All kinds together", heads, tuple(rows))


def kinds_table(outcomes: Sequence[Outcome]) -> Table:
    """A row for each kind: all corpora, then F1 in each corpus and script."""
    parted = groups(outcomes)
    scores = {name: total(ours) for name, ours in parted.items()}
    parts = [name for name in parted if name != ALL]
    rows = [
        (kind, *figures(score), *(share(scores[name].get(kind, Score()).f1) for name in parts))
        for kind, score in sorted(scores[ALL].items(), key=lambda item: (item[0] == QUANTITIES, item[0]))
    ]
    heads = ("kind", "gold", "found", "hits", "P", "R", "F1", *(f"F1 {name}" for name in parts))
    return Table("By kind, all corpora, and F1 in each", heads, tuple(rows))


def full_table(title: str, outcomes: Sequence[Outcome]) -> Table:
    """A row for each kind of one group, with all its figures."""
    scores = total(outcomes)
    order = sorted(scores.items(), key=lambda item: (item[0] == QUANTITIES, item[0]))
    rows = [(kind, *figures(score)) for kind, score in order]
    rows.append(("(all kinds)", *figures(all_kinds(scores))))
    return Table(title, ("kind", "gold", "found", "hits", "P", "R", "F1"), tuple(rows))
