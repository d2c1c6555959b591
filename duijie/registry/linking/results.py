"""The answers as a table beside the list's own columns, and the queue as a sheet that a clerk fills in.

A workbook has both and a page on what it is; CSV and Parquet have the answers, the queue stands beside them as a
workbook. A file appears whole or not at all, and none is written over. No cell starts a formula.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import polars as pl
import xlsxwriter

from duijie.kernel.words import Words
from duijie.registry.linking.deciding import DECISIONS, WHY, Decision
from duijie.registry.linking.judgements import COLUMNS, QUEUE_SHEET
from duijie.registry.linking.link import Answer, Linked, Pair
from duijie.registry.linking.listing import Listing
from duijie.registry.refusals import safe
from duijie.text.formats.source import CannotRead

FORMS: Final = (".xlsx", ".csv", ".parquet")
MOST_LINES: Final = 1_048_575
"""Rows below the head that a sheet can have."""
OURS: Final[Mapping[str, tuple[str, int]]] = {
    "row": ("行 row", 7), "decision": ("结果 decision", 16), "score": ("相似 score", 9),
    "name": ("登记名称 registered name", 36), "code": ("代码 code", 21), "place": ("地点 place", 14),
    "source": ("来源 source", 18), "source_row": ("来源行 source row", 10),
    "why_zh": ("为何", 26), "why_en": ("why", 26), "reason_zh": ("依据", 60), "reason_en": ("reasons", 60),
    "second": ("其次 runner-up", 36), "also": ("同一家的其他行 same in rows", 14),
}  # fmt: skip
"""The columns that are added to the list's, with their widths in characters."""
_QUEUE: Final[Mapping[str, tuple[str, int]]] = {
    "judgement": (COLUMNS["judgement"], 16), "why": (COLUMNS["why"], 20), "row": (COLUMNS["row"], 7),
    "name": (COLUMNS["name"], 36), "candidate": (COLUMNS["candidate"], 36), "score": ("相似 score", 9),
    "stated": ("名单所载 stated", 30), "code": (COLUMNS["code"], 21), "place": ("候选地点 place", 14),
    "address": ("候选住所 address", 36), "asked_zh": ("为何待判", 24), "asked_en": ("why asked", 24),
    "reason_zh": ("依据", 60), "reason_en": ("reasons", 60), "source": ("来源 source", 16), "pair": (COLUMNS["pair"], 36),
}  # fmt: skip
_FEW: Final = 5
"""Candidates of a row that the clerk is shown at most."""


class CannotWrite(CannotRead):
    """Results that cannot be written there; says why and where they can."""


def check_target(path: Path, *, listed: Path, replace: bool) -> None:
    """Raises :class:`CannotWrite` before anything is done."""
    if path.suffix.lower() not in FORMS:
        raise CannotWrite(
            str(path), "results are not written in that form", f"End its name in {', '.join(FORMS)}"
        )
    for one in (path, *queue_file(path)):
        if one.resolve() == listed.resolve():
            raise CannotWrite(str(one), "it is the list itself", "Name another with --out")
        if one.exists() and not replace:
            raise CannotWrite(
                str(one),
                "there is such a file, perhaps with a clerk's judgements",
                "Read them back with --judged; then name another with --out or add --replace",
            )
    if not path.resolve().parent.is_dir():
        raise CannotWrite(
            str(path), "its folder does not exist", "Make the folder, or name another with --out"
        )


def queue_file(path: Path) -> tuple[Path, ...]:
    """Where the queue stands if not in the results themselves."""
    return () if path.suffix.lower() == ".xlsx" else (path.with_name(f"{path.stem}-queue.xlsx"),)


def write_results(path: Path, listing: Listing, linked: Linked) -> tuple[Path, ...]:
    """Write the answers and the queue; the files that were written."""
    if path.suffix.lower() == ".xlsx" and len(linked.answers) > MOST_LINES:
        raise CannotWrite(str(path), f"a sheet holds {MOST_LINES:,} rows", "End its name in .csv or .parquet")
    heads = [*(head for head, _ in OURS.values())]
    heads = [*_own_heads(listing, heads), *heads]
    fresh = path.with_name(f"{path.name}.new")
    rows = _rows(listing, linked)
    match path.suffix.lower():
        case ".xlsx":
            _workbook(
                fresh,
                [("结果 results", heads, _widths(listing), rows, False), _queue_sheet(listing, linked)],
                linked,
            )
        case ".csv":
            with fresh.open("w", encoding="utf-8-sig", newline="") as file:
                writer = csv.writer(file, lineterminator="\n")
                writer.writerow([safe(head) for head in heads])
                writer.writerows([_cell(value) for value in row] for row in rows)
        case _:
            schema = {head: _KINDS.get(head, pl.String) for head in heads}
            pl.DataFrame(list(rows), schema=schema, orient="row").write_parquet(fresh)
    fresh.replace(path)
    beside = queue_file(path)
    for one in beside:
        new = one.with_name(f"{one.name}.new")
        _workbook(new, [_queue_sheet(listing, linked)], linked)
        new.replace(one)
    return (path, *beside)


_KINDS: Final = {OURS["row"][0]: pl.Int64, OURS["score"][0]: pl.Float64, OURS["source_row"][0]: pl.Int64}
_Sheet = tuple[str, Sequence[str], Sequence[int], Iterator[list[Any]], bool]


def _own_heads(listing: Listing, ours: Sequence[str]) -> list[str]:
    """The list's heads; one that is ours too (results linked again) is marked as the list's."""
    return [f"{head} (名单 list)" if head in ours else head for head in listing.heads]


def _widths(listing: Listing) -> list[int]:
    return [
        *(max(8, min(2 * len(head) + 2, 30)) for head in listing.heads),
        *(width for _, width in OURS.values()),
    ]


def _rows(listing: Listing, linked: Linked) -> Iterator[list[Any]]:
    own = listing.given.drop("row").iter_rows()
    for given, answer in zip(own, linked.answers, strict=True):
        found = answer.link or (answer.pairs[0] if answer.pairs else None)
        second = answer.pairs[1] if len(answer.pairs) > 1 else None
        why = answer.refused or WHY[answer.why]
        yield [*given, answer.row, _both(DECISIONS[answer.decision]), *_found(found), why.zh, why.en,
               found.reason.zh if found else "", found.reason.en if found else "",
               f"{second.name} ({second.score:.2f})" if second else "",
               ", ".join(map(str, answer.also[:20]))]  # fmt: skip


def _found(found: Pair | None) -> list[Any]:
    if not found:
        return [None, "", "", "", "", None]
    return [round(found.score, 4), found.name, found.code, found.place, found.source, found.row]


def _queue_sheet(listing: Listing, linked: Linked) -> _Sheet:
    heads = [head for head, _ in _QUEUE.values()]
    return QUEUE_SHEET, heads, [width for _, width in _QUEUE.values()], _queue_rows(listing, linked), True


def _queue_rows(listing: Listing, linked: Linked) -> Iterator[list[Any]]:
    """One row a candidate, those of one row of the list together."""
    rows = listing.rows
    at = {row: place for place, row in enumerate(rows["row"])}
    for answer in linked.answers:
        if answer.decision is not Decision.QUEUE:
            continue
        one = rows.row(at[answer.row], named=True)
        stated = " ".join(
            filter(None, (one[key] for key in ("credit_code", "province", "city", "county", "address")))
        )
        asked = WHY[answer.why]
        for pair in answer.pairs[:_FEW] or (None,):
            yield ["", "", answer.row, one["name"], *_candidate(pair, stated), asked.zh, asked.en,
                   pair.reason.zh if pair else "", pair.reason.en if pair else "", pair.source if pair else "",
                   pair.key if pair else ""]  # fmt: skip


def _candidate(pair: Pair | None, stated: str) -> list[Any]:
    if not pair:
        return ["", None, stated, "", "", ""]
    return [pair.name, round(pair.score, 4), stated, pair.code, pair.place, pair.address]


def _workbook(path: Path, sheets: Sequence[_Sheet], linked: Linked) -> None:
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(path, options) as book:
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#E8EEF4"})
        field = book.add_format({"bg_color": "#FFF7DB"})
        for name, heads, widths, rows, asked in sheets:
            sheet = book.add_worksheet(name)
            for column, width in enumerate(widths):
                sheet.set_column(column, column, width, field if asked and column < 2 else None)
            sheet.freeze_panes(1, 0)
            sheet.write_row(0, 0, [safe(head) for head in heads], bold)
            last = 0
            for last, row in enumerate(rows, 1):
                for column, value in enumerate(row):
                    if value not in ("", None):
                        sheet.write(last, column, _cell(value))
            sheet.autofilter(0, 0, max(last, 1), len(heads) - 1)
            if asked and last:
                choice = {
                    "validate": "list",
                    "source": ["same 同", "different 不同", "unsure 不确定"],
                    "ignore_blank": True,
                }
                sheet.data_validation(1, 0, last, 0, choice)
        about = book.add_worksheet("说明 about")
        about.set_column(0, 0, 60)
        about.set_column(1, 1, 60)
        for line, words in enumerate(_about(linked)):
            about.write_row(line, 0, [words.zh, words.en])


def _about(linked: Linked) -> list[Words]:
    counts = linked.counts
    lines = [
        Words(f"{DECISIONS[key].zh}：{counts[key]:,} 行", f"{DECISIONS[key].en}: {counts[key]:,} rows")
        for key in counts
    ]
    lines += [
        Words(f"对照：{source}，{rows:,} 行", f"against {source}: {rows:,} rows")
        for source, rows in linked.against.items()
    ]
    return [*lines,
            Words("相似：两者是同一家的概率，0 到 1。", "score: the probability that both are one enterprise, 0 to 1."),
            Words("依据：各项比较的结论和权重（正为支持，负为反对，单位比特）。", "reasons: each comparison's answer and weight in bits, above 0 for and below 0 against."),
            Words("待判：在“判定”列写 same（同）、different（不同）或 unsure（不确定），再用 duijie directory link --judged 文件 读回。",
                  "queue: write same, different or unsure in the column judgement, then read it back with duijie directory link --judged FILE.")]  # fmt: skip


def _cell(value: Any) -> Any:
    return safe(value) if isinstance(value, str) else value


def _both(words: Words) -> str:
    return f"{words.zh} {words.en}"


def counted(answers: Sequence[Answer]) -> dict[str, int]:
    """How many rows each reason of the queue holds."""
    found: dict[str, int] = {}
    for one in answers:
        if one.decision is Decision.QUEUE:
            found[one.why] = found.get(one.why, 0) + 1
    return found
