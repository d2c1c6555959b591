"""Where the dots of the cloud of industries lie, and which of them bear their names without covering each other."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Final

from duijie.industry.nearby import InPlace
from duijie.web.industry.pages import Cloud, Dot

WIDE, TALL, LEFT, EDGE, BELOW = 900, 420, 68, 12, 30
_LEAST, _MOST = 3, 14
_LETTER, _ROW = 14, 17
_STEPS: Final = 5


def clouded(
    industries: Sequence[InPlace], *, named: Collection[str], look: Callable[[InPlace], str],
    about: Callable[[InPlace], str], legend: tuple[tuple[str, str], ...],
) -> Cloud | None:  # fmt: skip
    """The cloud; ``named``: codes of the industries that bear their names, the first first. ``None`` for nothing to draw."""
    some = [one for one in industries if one.stand.complexity is not None]
    if not some:
        return None
    dense = [one.stand.density for one in some]
    low, high = min(dense), max(dense)
    hard = max(abs(one.stand.complexity or 0) for one in some) or 1.0
    right, bottom = WIDE - EDGE, TALL - BELOW

    def x(density: float) -> int:
        return round(LEFT + _MOST + (right - LEFT - 2 * _MOST) * (density - low) / ((high - low) or 1))

    def y(complexity: float) -> int:
        return round(EDGE + _MOST + (bottom - EDGE - 2 * _MOST) * (hard - complexity) / (2 * hard))

    places = {one.stand.industry: (x(one.stand.density), y(one.stand.complexity or 0)) for one in some}
    labels = _labels(
        [(code, *places[code]) for code in named if code in places],
        {one.stand.industry: one.name for one in some},
    )
    dots = tuple(
        Dot(
            *places[one.stand.industry], min(_MOST, round(_LEAST + one.stand.enterprises**0.4)), look(one), about(one),
            *labels.get(one.stand.industry, ("", False)),
        )
        # Small ones are drawn last: a large one would hide them.
        for one in sorted(some, key=lambda one: -one.stand.enterprises)
    )  # fmt: skip
    across = tuple(
        (x(value), f"{value:.0%}")
        for value in (low + (high - low) * step / (_STEPS - 1) for step in range(_STEPS))
    )
    up = tuple(
        (y(value), f"{value:+.1f}" if value else "0") for value in (-hard, -hard / 2, 0, hard / 2, hard)
    )
    return Cloud(WIDE, TALL, LEFT, bottom, dots, across, up, legend)


def _labels(wanted: Sequence[tuple[str, int, int]], names: dict[str, str]) -> dict[str, tuple[str, bool]]:
    """Labels that do not cover each other, those that come first going before; turned where the edge is near."""
    taken: list[tuple[int, int, int]] = []
    found = {}
    for code, x, y in wanted:
        length = len(names[code]) * _LETTER + 10
        turned = x + length > WIDE - EDGE
        start = x - length if turned else x
        if all(
            abs(y - other) >= _ROW or start >= end or start + length <= begin for begin, end, other in taken
        ):
            taken.append((start, start + length, y))
            found[code] = (names[code], turned)
    return found
