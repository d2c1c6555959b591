"""What may be said of a pair, and which names hang together. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from duijie.kernel.words import Words

VERDICTS: Final = ("same", "different", "unsure", "open")
ASIDE: Final[Mapping[str, Words]] = {
    "former": Words("原代码", "a former code"),
    "branch": Words("分支机构代码", "a branch's code"),
}
"""Why one of two credit codes does not speak for the group."""

SHARED: Final[Mapping[str, Words]] = {
    "old_number": Words("旧注册号相同", "the same old registration number"),
    "listed_code": Words("证券代码相同", "the same listed code"),
    "phone": Words("联系电话相同", "the same telephone number"),
    "email": Words("邮箱相同", "the same e-mail address"),
}
"""Numbers that two records of one organisation often share. The reason does not tell the number itself."""

MOST_SHARING: Final = 5
"""A number that more organisations share (a switchboard, an agency) says nothing of any two of them."""


def together(ids: Iterable[int], same: Iterable[tuple[int, int]]) -> list[frozenset[int]]:
    """The groups that ``ids`` fall into where the pairs of ``same`` are one; the order of the pairs is all the same."""
    root = {one: one for one in ids}

    def find(one: int) -> int:
        while root[one] != one:
            root[one] = root[root[one]]
            one = root[one]
        return one

    for left, right in same:
        low, high = sorted((find(left), find(right)))
        root[high] = low
    groups: dict[int, set[int]] = {}
    for one in root:
        groups.setdefault(find(one), set()).add(one)
    return [frozenset(group) for _, group in sorted(groups.items())]


def groups_with_codes(
    ids: Iterable[int], ties: Sequence[tuple[int, int, str]]
) -> dict[frozenset[int], frozenset[str]]:
    """The groups of ``ids``, each with the codes that its own pairs set aside: who has left it speaks for itself again."""
    return {
        group: frozenset(code for left, _right, code in ties if code and left in group)
        for group in together(ids, [(left, right) for left, right, _code in ties])
    }
