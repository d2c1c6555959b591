"""An outline filled in: rows in order, those without a record left out, headings numbered afterwards."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Final

from duijie.accounts.queries import own_region
from duijie.accounts.types import Actor
from duijie.briefings.composing.slots import (
    NOT_COMPARED,
    Given,
    Silent,
    against_words,
    change_cell,
    pieces_of,
)
from duijie.briefings.composing.values import Figures, name_of
from duijie.briefings.rules import MARK, Block, Outline, code_of
from duijie.briefings.types import Bar, Composed, Part, Piece
from duijie.figures.registry import catalogue
from duijie.figures.types import FigureValue
from duijie.figures.wording import shown
from duijie.kernel.words import Words

LANGUAGES: Final = ("zh", "en")
FLOWING: Final = ("paragraph", "sentence", "clause")
_DIGITS: Final = "〇一二三四五六七八九十"


def compose(
    outline: Outline,
    *,
    as_of: date,
    known_at: datetime,
    by: Actor,
    language: str = "zh",
    given: Given | None = None,
) -> Composed:
    """The briefing of a day, as known at a moment, in one language."""
    return Composer(
        outline, as_of=as_of, known_at=known_at, by=by, language=language, given=given or {}
    ).composed()


def title_of(
    outline: Outline, *, as_of: date, known_at: datetime, by: Actor, given: Given, language: str = "zh"
) -> str:
    """The title alone, which asks for few figures or none."""
    return Composer(outline, as_of=as_of, known_at=known_at, by=by, language=language, given=given).title()


class Composer:
    """Fills in one outline."""

    def __init__(
        self, outline: Outline, *, as_of: date, known_at: datetime, by: Actor, language: str, given: Given
    ) -> None:
        self._outline, self._language, self._given = outline, language, given
        self._figures = Figures(as_of=as_of, known_at=known_at, by=by)
        self._left_out: list[str] = []
        self._fixed = {
            "region": own_region().name, "year": str(as_of.year), "day": day_words(as_of, language),
        }  # fmt: skip

    def title(self) -> str:
        """The title."""
        return "".join(piece.text for piece in self._text(self._outline.masthead.title, self._outline.head))

    def composed(self) -> Composed:
        """All of it."""
        head, say, title = self._outline.masthead, self._say, self.title()
        parts = tuple(_numbered(_with_content(list(self._parts())), self._language))
        return Composed(
            self._language, self._outline.code, self._plain(head.series), self._plain(head.office), title,
            tuple(map(say, head.report)), tuple(map(say, head.send)), tuple(map(say, head.issue)), head.copies,
            self._figures.as_of.isoformat(), self._figures.known_at.isoformat(), parts,
            self._figures.used(self._language), tuple(self._left_out),
        )  # fmt: skip

    def _parts(self) -> Iterator[Part]:
        """Rows as parts; sentences and clauses flow into the paragraph before them."""
        held: list[Piece] = []
        code = ""
        for block in self._outline.blocks:
            if held and block.kind not in ("sentence", "clause"):
                yield Part("paragraph", code, tuple(self._closed(held)))
                held = []
            if block.kind in FLOWING:
                said = self._said(block)
                code = code if held else block.code
                held = self._flowed(held, said, clause=block.kind == "clause") if said else held
            else:
                yield from self._other(block)
        if held:
            yield Part("paragraph", code, tuple(self._closed(held)))

    def _flowed(self, held: list[Piece], said: list[Piece], *, clause: bool) -> list[Piece]:
        """Row after row with the stops that are missing: a clause follows a comma, a sentence a full stop."""
        if held and clause and not _ended(held):
            return _joined([*held, Piece("，" if self._language == "zh" else "; "), *said])
        if held:
            held = self._closed(held)
        if self._language != "zh":
            said = [Piece(said[0].text[:1].upper() + said[0].text[1:], said[0].number), *said[1:]]
            said = [Piece(" "), *said] if held else said
        return _joined([*held, *said])

    def _closed(self, held: list[Piece]) -> list[Piece]:
        return held if _ended(held) else _joined([*held, Piece("。" if self._language == "zh" else ".")])

    def _other(self, block: Block) -> Iterator[Part]:
        match block.kind:
            case "heading":
                yield Part("heading", block.code, tuple(self._said(block)), level=block.level)
            case "open":
                text = self._given.get(block.code, {}).get("text", "")
                for line in filter(None, map(str.strip, text.splitlines())):
                    yield Part("paragraph", block.code, (Piece(line),))
            case "table":
                rows = list(self._by_part(block) if block.by_part else self._by_figure(block))
                if rows:
                    heads = self._heads(block)
                    if block.against and all(row[-1].text == NOT_COMPARED for row in rows):
                        heads, rows = heads[:-1], [row[:-1] for row in rows]
                    yield Part("table", block.code, tuple(self._said(block)), heads=heads, rows=tuple(rows))
            case "chart":
                bars = tuple(self._bars(block))
                if len(bars) > 1:
                    yield Part("chart", block.code, tuple(self._said(block)), bars=bars)

    def _said(self, block: Block) -> list[Piece]:
        """The words of a row, or what it says instead where the ledger is silent."""
        if block.text is None:
            return []
        try:
            return self._text(block.text, block)
        except Silent as silent:
            name = catalogue()[code_of(silent.slot.figure)[0]].name
            self._left_out.append(f"{block.code}: {self._say(name)}")
            first = block.slots[0] == silent.slot
            return self._text(block.silent, block) if block.silent and first else []

    def _text(self, words: Words, block: Block) -> list[Piece]:
        slots = {slot.name: slot for slot in block.slots}
        pieces: list[Piece] = []
        for place, text in enumerate(MARK.split(self._say(words))):
            if place % 2 == 0:
                pieces += [Piece(text)] if text else []
            elif text in slots:
                pieces += pieces_of(slots[text], self._figures, self._given, self._language)
            else:
                pieces.append(Piece(self._fixed[text]))
        return _joined(pieces)

    def _plain(self, words: Words) -> str:
        return MARK.sub(lambda mark: self._fixed[mark[1]], self._say(words))

    def _say(self, words: Words) -> str:
        return words.in_language(self._language)

    def _heads(self, block: Block) -> tuple[str, ...]:
        if block.by_part:
            names = [self._say(catalogue()[code].name) for code in block.figures]
            return (self._say(Words("单位", "Part")), *names)
        heads = [Words("指标", "Figure"), Words("数值", "Value")]
        change = (against_words(block.against, self._language),) if block.against else ()
        return (*map(self._say, heads), *change)

    def _by_figure(self, block: Block) -> Iterator[tuple[Piece, ...]]:
        for figure in block.figures:
            value = self._figures.value(figure)
            if value is None or value.quantity is None:
                continue
            number = self._figures.use(value)
            text = self._say(shown(value.quantity, value.definition.counter))
            change = (Piece(change_cell(figure, block.against, self._figures)),) if block.against else ()
            yield (Piece(name_of(value, self._language)), Piece(text, number), *change)

    def _by_part(self, block: Block) -> Iterator[tuple[Piece, ...]]:
        columns = [{one.scope: one for one in self._figures.parts(code)} for code in block.figures]
        names = {scope: one.scope_name for column in columns for scope, one in column.items()}
        for scope, name in names.items():
            cells = [self._cell(column.get(scope)) for column in columns]
            yield (Piece(self._say(name)), *cells)
        if names:
            wholes = [self._cell(self._figures.value(code)) for code in block.figures]
            yield (Piece(self._say(Words("合计", "Total"))), *wholes)

    def _cell(self, value: FigureValue | None) -> Piece:
        if value is None or value.quantity is None:
            return Piece("–")
        return Piece(self._say(shown(value.quantity, value.definition.counter)), self._figures.use(value))

    def _bars(self, block: Block) -> Iterator[Bar]:
        values = (
            self._figures.parts(block.figures[0])
            if block.by_part
            else [one for code in block.figures if (one := self._figures.value(code)) is not None]
        )
        longest = max((one.quantity.number for one in values if one.quantity), default=0)
        for one in values:
            if one.quantity is None or not longest:
                continue
            self._figures.use(one)
            label = one.scope_name if block.by_part else one.definition.name
            value = self._say(shown(one.quantity, one.definition.counter))
            yield Bar(self._say(label), value, float(one.quantity.number / longest))


def day_words(day: date, language: str) -> str:
    """``2015年9月24日``, ``24 September 2015``."""
    return f"{day.year}年{day.month}月{day.day}日" if language == "zh" else f"{day.day} {day:%B %Y}"


def plain_text(composed: Composed) -> str:
    """The words of the text part by part, a line each, without tables and charts."""
    return "\n".join(part.text for part in composed.parts)


def _ended(pieces: list[Piece]) -> bool:
    return pieces[-1].text.rstrip().endswith(("。", "！", "？", "：", ".", "!", "?", ":"))


def _joined(pieces: list[Piece]) -> list[Piece]:
    """Plain words that follow each other as one piece."""
    found: list[Piece] = []
    for piece in pieces:
        if found and not found[-1].number and not piece.number:
            found[-1] = Piece(found[-1].text + piece.text)
        else:
            found.append(piece)
    return found


def _with_content(parts: list[Part]) -> Iterator[Part]:
    """The parts without headings under which nothing stands."""
    for place, part in enumerate(parts):
        if part.kind == "heading":
            following = parts[place + 1] if place + 1 < len(parts) else None
            if following is None or (following.kind == "heading" and following.level <= part.level):
                continue
            if following.kind == "heading" and not _leads_to_text(parts[place + 1 :], part.level):
                continue
        yield part


def _leads_to_text(parts: list[Part], level: int) -> bool:
    for part in parts:
        if part.kind != "heading":
            return True
        if part.level <= level:
            return False
    return False


def _numbered(parts: Iterator[Part], language: str) -> Iterator[Part]:
    counts: dict[int, int] = {}
    for part in parts:
        if part.kind != "heading":
            yield part
            continue
        counts = {level: count for level, count in counts.items() if level <= part.level}
        counts[part.level] = counts.get(part.level, 0) + 1
        mark = heading_mark(part.level, counts, language)
        yield Part(
            "heading", part.code, (Piece(mark + part.pieces[0].text), *part.pieces[1:]), level=part.level
        )


def heading_mark(level: int, counts: Mapping[int, int], language: str) -> str:
    """一、 and （一） in Chinese, 1. and 1.1 in English."""
    number = counts[level]
    if language != "zh":
        return ".".join(str(counts[one]) for one in sorted(counts) if one <= level) + (
            ". " if level == 1 else " "
        )
    spoken = _DIGITS[number] if number <= 10 else f"十{_DIGITS[number - 10]}" if number < 20 else str(number)
    return f"{spoken}、" if level == 1 else f"（{spoken}）"
