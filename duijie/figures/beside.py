"""What documents claim, laid beside each other: pairs of statements that cannot both be true."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from duijie.accounts.queries import own_region
from duijie.accounts.types import Actor
from duijie.evidence import queries as evidence
from duijie.evidence.types import StoredStatement
from duijie.figures.conflicts import Conflict, conflicts, said_of
from duijie.kernel.words import Words
from duijie.reading.kinds import Tally

CLAIMS = ("tally", "target")


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two statements about the same thing that cannot both be true, of one document or of two.

    ``left_again`` and ``right_again`` are further statements that give the same interval.
    """

    left: StoredStatement
    right: StoredStatement
    reason: Words
    left_again: tuple[StoredStatement, ...] = ()
    right_again: tuple[StoredStatement, ...] = ()

    @property
    def documents(self) -> frozenset[int]:
        """All that take part."""
        every = (self.left, self.right, *self.left_again, *self.right_again)
        return frozenset(one.document_id for one in every)


def contradictions(*, viewer: Actor, documents: Collection[int] | None = None) -> tuple[Contradiction, ...]:
    """Pairs of statements that cannot both be true, among these documents or all.

    Raises :class:`duijie.documents.types.NoSuchDocument`.
    """
    return tuple(among(claimed(viewer, documents), own_region().words_for_whole))


def claimed(viewer: Actor, documents: Collection[int] | None) -> list[StoredStatement]:
    """The tallies and quotas of these documents, or of all, in the order of documents and places."""
    if documents is None:
        return evidence.of_kinds(kinds=CLAIMS, viewer=viewer)
    said = (
        one
        for number in dict.fromkeys(documents)
        for one in evidence.of_document(document_id=number, viewer=viewer)
    )
    return [one for one in said if one.kind in CLAIMS]


def among(statements: Iterable[StoredStatement], whole: frozenset[str]) -> list[Contradiction]:
    """Pairs of these statements that cannot both be true. ``whole``: words for the region as a whole."""
    by_id = {one.id: one for one in statements if one.kind == "tally"}
    heard = [
        said_of(
            said, statement_id=one.id, document_id=one.document_id, day=one.document_date,
            start=one.place.start, quote=one.quote, whole=whole,
        )
        for one in by_id.values()
        if isinstance(said := one.said, Tally)
    ]  # fmt: skip
    return [_contradiction(one, by_id) for one in conflicts(heard)]


def _contradiction(one: Conflict, by_id: dict[str, StoredStatement]) -> Contradiction:
    a, b = one.left[0].quantity.words, one.right[0].quantity.words
    reason = Words(
        f"同一件事，一处说“{a}”，一处说“{b}”，没有一个数能同时符合",
        f"one place says “{a}”, another “{b}”: no number fits both",
    )
    if one.fell:
        reason = Words(
            f"从同一天算起的累计数，先说“{a}”，后来说“{b}”，累计不应减少",
            f"both count from the same day on; first “{a}”, later “{b}”: such a number does not fall",
        )
    left, right = ([by_id[each.statement_id] for each in side] for side in (one.left, one.right))
    return Contradiction(left[0], right[0], reason, tuple(left[1:]), tuple(right[1:]))
