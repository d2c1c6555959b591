"""A slot becomes pieces of text: the number by its style, the words by its case."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

from duijie.briefings.composing.values import Figures
from duijie.briefings.rules import Slot, variants_of
from duijie.briefings.types import Piece
from duijie.figures.change import AGAINST
from duijie.figures.types import FigureValue
from duijie.figures.wording import shown, styled
from duijie.kernel.quantity import Quantity
from duijie.ledger.queries import VEILED

Given = Mapping[str, Mapping[str, str]]
NOT_COMPARED = "–"
TENTH = Decimal("0.1")


class Silent(Exception):
    """The ledger has no record of what a slot tells."""

    def __init__(self, slot: Slot) -> None:
        super().__init__(slot.figure)
        self.slot = slot


def pieces_of(slot: Slot, figures: Figures, given: Given, language: str) -> list[Piece]:
    """What stands in the slot's place. Raises :class:`Silent`."""
    if slot.show in ("place", "words"):
        return _typed(slot, figures, given, language)
    if slot.show in ("leader", "leader_value", "leader_share"):
        return _leader(slot, figures, language)
    value = figures.value(slot.figure)
    if value is None or value.quantity is None:
        # A slot that has words for it may stay unknown without the row being left out.
        if slot.show == "value" and "unknown" not in variants_of(slot):
            raise Silent(slot)
        return _filled(slot, "unknown", "", 0, language)
    match slot.show:
        case "value":
            text = styled(value.quantity, value.definition.counter, slot.style).in_language(language)
            case = "some" if value.quantity.number else "none"
            return _filled(slot, case, text, figures.use(value), language)
        case "share":
            return _share(slot, value, figures, language)
        case "names":
            return _names(slot, value, figures, language)
    change = figures.change(slot.figure, slot.against)
    text = ""
    number = figures.use(value)
    if change.way in ("rose", "fell", "new"):
        assert change.difference is not None
        figures.use(change.before) if change.before else None
        if slot.show == "growth" and change.growth is not None:
            text = percent(abs(change.growth))
        elif slot.show == "difference" or change.way == "new":
            gone = Quantity.exactly(abs(change.difference), value.quantity.unit)
            text = shown(gone, value.definition.counter).in_language(language)
    return _filled(slot, change.way, text, number, language)


def percent(value: Decimal) -> str:
    """``12.5%``, to one place, halves away from zero, no trailing zero."""
    rounded = value.quantize(TENTH, ROUND_HALF_UP)
    return f"{rounded:,.1f}".removesuffix(".0") + "%"


def change_cell(figure: str, against: str, figures: Figures) -> str:
    """``+12.5%`` for a table; a dash where nothing is to be compared."""
    change = figures.change(figure, against)
    if change.growth is None:
        return NOT_COMPARED
    if change.before is not None:
        figures.use(change.before)
    sign = {"rose": "+", "fell": "−"}.get(change.way, "")
    return sign + percent(abs(change.growth))


def against_words(against: str, language: str) -> str:
    """同比 or 环比."""
    return AGAINST[against].in_language(language)


def _filled(slot: Slot, case: str, text: str, number: int, language: str) -> list[Piece]:
    """The words of the case with the number in its place; the number alone where the table has no words for it."""
    words = variants_of(slot).get(case)
    if words is None:
        return [Piece(text, number)] if text else []
    before, mark, behind = words.in_language(language).partition("{}")
    if not mark:
        return [Piece(before, number if case in ("flat", "first") else 0)] if before else []
    return [one for one in (Piece(before), Piece(text, number), Piece(behind)) if one.text]


def _share(slot: Slot, part: FigureValue, figures: Figures, language: str) -> list[Piece]:
    whole = figures.value(slot.of or slot.figure)
    if (
        whole is None or whole.quantity is None or part.quantity is None or not whole.quantity.number
        or not (whole.quantity.is_exact and part.quantity.is_exact) or whole.quantity.unit != part.quantity.unit
    ):  # fmt: skip
        return _filled(slot, "unknown", "", 0, language)
    number = figures.use(part)
    figures.use(whole)
    return _filled(
        slot, "some", percent(part.quantity.number / whole.quantity.number * 100), number, language
    )


def _leader(slot: Slot, figures: Figures, language: str) -> list[Piece]:
    """The part with most, with all that have as many; no leader where a part is no exact number or all are alike."""
    parts = figures.parts(slot.figure)
    exact = [one for one in parts if one.quantity is not None and one.quantity.is_exact]
    if len(exact) < 2 or len(exact) < len(parts):
        raise Silent(slot)
    top = exact[0].quantity
    first = [
        one
        for one in exact
        if one.quantity is not None and top is not None and one.quantity.number == top.number
    ]
    if len(first) == len(exact) or top is None:
        raise Silent(slot)
    if slot.show == "leader_share":
        return _share(slot, first[0], figures, language)
    if slot.show == "leader":
        joint = "、" if language == "zh" else ", "
        return [
            Piece(joint.join(one.scope_name.in_language(language) for one in first), figures.use(first[0]))
        ]
    return [Piece(shown(top, first[0].definition.counter).in_language(language), figures.use(first[0]))]


def _names(slot: Slot, value: FigureValue, figures: Figures, language: str) -> list[Piece]:
    """Labels of the first entries that stand for one thing each; confidential ones have none to show."""
    telling = (
        one.label for one in value.contributions if one.amount.is_exact and one.amount.number == 1 and one.label != VEILED
    )  # fmt: skip
    named: dict[str, None] = {}
    while len(named) < slot.most and (label := next(telling, None)) is not None:
        named[label] = None
    if not named:
        raise Silent(slot)
    return [Piece(("、" if language == "zh" else "; ").join(named), figures.use(value))]


def _typed(slot: Slot, figures: Figures, given: Given, language: str) -> list[Piece]:
    typed = given.get(slot.name, {})
    text = typed.get("text", "").strip()
    if not text:
        return _filled(slot, "unknown", "", 0, language)
    question = slot.ask.in_language(language) if slot.ask else slot.name
    number = figures.given(slot.name, question, text, typed.get("source", "").strip())
    if slot.show == "words":
        return [Piece(text, number)]
    return _filled(slot, "first" if text == "1" else "placed", text, number, language)
