"""A second look at a composed briefing before it goes out: its wording, its sums, its sources, and what the drafter wrote."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from duijie.accounts.types import Actor
from duijie.briefings.composing.values import outsider
from duijie.briefings.types import Composed, Part, Used
from duijie.figures.wording import fits
from duijie.kernel.quantity import Quantity
from duijie.kernel.span import Span
from duijie.kernel.words import Words
from duijie.proofing.against import unborne
from duijie.proofing.check import contradicted, doubts
from duijie.proofing.lexicon import rules
from duijie.reading.engine import read
from duijie.reading.quantities import find_quantities

WRONG: Final = "wrong"
ASK: Final = "ask"
NOTE: Final = "note"
SEVERITIES: Final = {
    WRONG: Words("有误", "wrong"),
    ASK: Words("请核实", "please check"),
    NOTE: Words("说明", "note"),
}
HEADS: Final = {
    "left_out": (NOTE, Words("台账没有记录，未写", "left out: no record in the ledger")),
    "gaps": (NOTE, Words("口径说明", "what the figure leaves open")),
    "unsourced": (WRONG, Words("没有依据", "rests on nothing")),
    "reread": (WRONG, Words("写法与准数不符", "wording and exact number disagree")),
    "bases": (ASK, Words("一句之中混用口径", "bases mixed in one sentence")),
    "given": (WRONG, Words("位次没有出处", "a rank without its source")),
}


@dataclass(frozen=True, slots=True)
class Remark:
    """What was found. ``part`` is the place of the part in the briefing, ``span`` the words in it; ``None`` for the whole."""

    code: str
    severity: str
    name: Words
    words: str
    reason: Words
    part: int | None = None
    span: Span | None = None


def check(composed: Composed, *, by: Actor) -> list[Remark]:
    """All remarks, the wrong ones first. Wordings and sums are those of the Chinese text only."""
    found = [*_sources(composed), *_bases(composed)]
    if composed.language == "zh":
        found += [*_reread(composed), *_proofed(composed, by)]
    for row, _colon, name in (one.partition(": ") for one in composed.left_out):
        found.append(_remark("left_out", name, Words(f"提纲的“{row}”一段", f"row {row} of the outline")))
    found += [_remark("gaps", one.name, Words(gap, gap)) for one in composed.figures for gap in one.gaps]
    return sorted(found, key=lambda one: list(SEVERITIES).index(one.severity))


def stands(remarks: list[Remark]) -> bool:
    """Whether nothing in it is wrong."""
    return not any(one.severity == WRONG for one in remarks)


def _sources(composed: Composed) -> Iterator[Remark]:
    for used in composed.figures:
        if not used.code and not used.definition:
            yield _remark(
                "given", used.value, Words(f"{used.name}：请写明出处", f"{used.name}: say where it stands")
            )
        bare = [line for line in used.lines if not line.places and not line.evidence]
        if bare:
            ids = "、".join(str(line.entry_id) for line in bare[:5])
            yield _remark(
                "unsourced", f"{used.name} {used.value}",
                Words(f"台账条目 {ids} 没有文件也没有依据", f"entries {ids} name neither document nor evidence"),
            )  # fmt: skip


def _bases(composed: Composed) -> Iterator[Remark]:
    """Reported, verified and statistical numbers are kept apart: one sentence holds one of them."""
    for place, part in enumerate(composed.parts):
        for said in _sentences(part):
            bases = {line.basis for number in said for line in composed.figures[number - 1].lines}
            if len(bases) > 1:
                listed = "、".join(sorted(bases))
                yield _remark(
                    "bases",
                    part.text[:40],
                    Words(f"这一句用了 {listed}", f"this sentence uses {listed}"),
                    place,
                )


def _sentences(part: Part) -> Iterator[list[int]]:
    numbers: list[int] = []
    for piece in part.pieces:
        if piece.number:
            numbers.append(piece.number)
        if any(stop in piece.text for stop in "。！？"):
            yield numbers
            numbers = []
    yield numbers


def _reread(composed: Composed) -> Iterator[Remark]:
    """Each printed number is read again, and its exact value must be one that these words allow."""
    for place, part in enumerate(composed.parts):
        for piece in part.pieces:
            used = composed.figures[piece.number - 1] if piece.number else None
            exact = _exact(used) if used else None
            measured = next(iter(find_quantities(piece.text)), None) if exact else None
            if exact is None or measured is None or measured.span != Span(0, len(piece.text)):
                continue
            if measured.quantity.unit == exact.unit and not _told(measured.quantity, exact.number):
                yield _remark(
                    "reread",
                    piece.text,
                    Words(f"准数是 {exact.number:f}", f"exactly it is {exact.number:f}"),
                    place,
                )


def _told(printed: Quantity, exact: Decimal) -> bool:
    """Exact amounts are printed to two places of 万 or 亿: half of the last of them may be lost."""
    if not printed.is_exact:
        return fits(printed, exact)
    step = next((Decimal(size) for size in (10**8, 10**4) if exact >= size), Decimal(1))
    return abs(printed.number - exact) <= (step / 200 if printed.unit != "count" else 0)


def _exact(used: Used) -> Quantity | None:
    quantity = Quantity.from_json(used.quantity) if used.quantity else None
    return quantity if quantity is not None and quantity.is_exact else None


def _proofed(composed: Composed, by: Actor) -> Iterator[Remark]:
    """The text against itself, and what the drafter wrote against the figures."""
    texts = [part.text for part in composed.parts]
    starts = [sum(len(text) + 1 for text in texts[:place]) for place in range(len(texts))]
    whole = "\n".join(texts)
    reading = read(whole, dated_on=date.fromisoformat(composed.as_of))
    moment = datetime.fromisoformat(composed.known_at)
    day = date.fromisoformat(composed.as_of)
    by_hand = list(unborne(reading, as_of=day, known_at=moment, viewer=outsider(by)))
    for one in [*doubts(whole), *contradicted(reading, frozenset()), *by_hand]:
        place = max(at for at, start in enumerate(starts) if start <= one.span.start)
        # A number that a slot put there is the figure itself, whatever a reader takes its sentence for.
        if one in by_hand and any(piece.number for piece in composed.parts[place].pieces):
            continue
        rule = rules()[one.rule]
        span = Span(one.span.start - starts[place], max(one.span.start, one.span.end) - starts[place])
        yield Remark(rule.code, rule.severity, rule.name, one.span.of(whole), one.reason, place, span)


def _remark(code: str, words: str, reason: Words, part: int | None = None) -> Remark:
    severity, name = HEADS[code]
    return Remark(code, severity, name, words, reason, part)
