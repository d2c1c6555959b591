"""What every paper prints round the text: number, day, signature, the list of those who get it, the trace in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from duijie.briefings.composing.compose import day_words
from duijie.briefings.types import Composed, Issued, Line, Used
from duijie.kernel.words import Words

TRACE: Final = Words("附：数字依据", "Annex: where the numbers come from")
ABOUT: Final = Words(
    "正文每个数字都可在此查到口径和依据；编号为台账条目号。保密项目只计数，不列名。",
    "Every number of the text stands here with its definition and what it rests on; numbers in brackets are entries of "
    "the ledger. Confidential projects are counted and not named.",
)
HEADS: Final = (
    Words("号", "No."), Words("指标", "Figure"), Words("数值", "Value"), Words("来自", "Made up of"),
)  # fmt: skip
BASES: Final = {
    "reported": Words("填报数", "reported"),
    "verified": Words("核实数", "verified"),
    "statistical": Words("统计数", "statistical"),
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """A composed briefing with what its state adds: its numbers once issued, who signed it off."""

    composed: Composed
    issued: Issued | None = None
    signed_by: str = ""

    def say(self, words: Words) -> str:
        """In the language of the text."""
        return words.in_language(self.composed.language)

    @property
    def number_line(self) -> str:
        """第1期（总第1期）, or that it is a draft."""
        if self.issued is None:
            return self.say(Words("（草稿，未编号）", "(draft, not numbered)"))
        one = self.issued
        return self.say(
            Words(f"第{one.number}期（总第{one.total}期）", f"No. {one.number} (total {one.total})")
        )

    @property
    def day(self) -> str:
        """The day printed: that of the issue, else the day of the figures."""
        day = self.issued.on if self.issued else date.fromisoformat(self.composed.as_of)
        return day_words(day, self.composed.language)

    @property
    def signature(self) -> str:
        """签发：…, empty before it is signed."""
        return (
            self.say(Words(f"签发：{self.signed_by}", f"Signed off: {self.signed_by}"))
            if self.signed_by
            else ""
        )

    @property
    def receivers(self) -> tuple[tuple[str, str], ...]:
        """报, 送, 发 with those who get it; a line without anybody is left out."""
        colon = self.say(Words("；", "; "))
        rows = (
            (Words("报：", "Reported to: "), self.composed.report), (Words("送：", "Sent to: "), self.composed.send),
            (Words("发：", "Issued to: "), self.composed.issue),
        )  # fmt: skip
        return tuple((self.say(label), colon.join(names)) for label, names in rows if names)

    @property
    def copies(self) -> str:
        """共印60份; empty where the outline says nothing."""
        count = self.composed.copies
        return self.say(Words(f"共印{count}份", f"{count} copies")) if count else ""


def figure_words(used: Used, composed: Composed) -> str:
    """The figure's name with code and version, and with its day where that is not the briefing's."""
    language = composed.language
    if not used.code:
        return used.name
    told = Words(
        f"{used.name}（{used.code}，第{used.version}版）",
        f"{used.name} ({used.code}, version {used.version})",
    )
    if used.as_of == composed.as_of:
        return told.in_language(language)
    return f"{told.in_language(language)} {day_words(date.fromisoformat(used.as_of), language)}"


def source_lines(used: Used, language: str) -> Iterator[str]:
    """What a figure is made up of, a line each: amount, entry, day, basis, and the words of the document."""
    say = Words.in_language
    if not used.code:
        yield say(
            Words(
                f"填报，出处：{used.definition or '未写明'}",
                f"typed; source: {used.definition or 'not said'}",
            ),
            language,
        )
    before = ""
    for line in used.lines:
        head, sources = _line(line, language)
        same = sources and sources == before
        yield head + (say(Words("：同上", ": the same"), language) if same else sources)
        before = sources
    if used.more:
        yield say(
            Words(
                f"另有 {used.more} 条，见系统中该指标的溯源", f"{used.more} more: see the trace of the figure"
            ),
            language,
        )
    for gap in used.gaps:
        yield say(Words(f"口径：{gap}", f"note: {gap}"), language)


def _line(line: Line, language: str) -> tuple[str, str]:
    """The entry, and the words that it rests on."""
    basis = BASES[line.basis].in_language(language) if line.basis in BASES else line.basis
    sources = [f"《{place.document}》“{place.quote}”" for place in line.places[:2]]
    if line.evidence:
        sources.append(line.evidence)
    colon = "：" if language == "zh" else ": "
    head = f"{line.amount} {line.label}〔{line.entry_id}〕{line.effective_on} {basis}"
    return head, colon + "；".join(sources) if sources else ""
