"""What may be answered, what an answer was given to, and what makes the matter open again. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from duijie.figures.beside import Contradiction
from duijie.figures.reconcile import Claim
from duijie.figures.verdicts import VERDICT_NAMES, Verdict
from duijie.figures.wording import shown
from duijie.kernel.ids import content_id
from duijie.kernel.words import Words

OPEN: Final = "open"
OF_CLAIMS: Final[Mapping[str, Words]] = {
    "explained": Words("可以解释", "explained"),
    "ours": Words("以台账为准", "our records are right"),
    "theirs": Words("以材料为准", "the document is right"),
    "correcting": Words("将予更正", "will be corrected"),
}
OF_CONTRADICTIONS: Final[Mapping[str, Words]] = {
    "explained": OF_CLAIMS["explained"],
    "first": Words("以前一说法为准", "the first is right"),
    "second": Words("以后一说法为准", "the second is right"),
    "correcting": OF_CLAIMS["correcting"],
}
TAKEN_BACK: Final = Words("撤回判定", "taken back")
CODES: Final[Mapping[str, Words]] = {**OF_CLAIMS, **OF_CONTRADICTIONS, OPEN: TAKEN_BACK}
TURNED: Final = {"first": "second", "second": "first"}
"""An answer seen from the other side."""


def key_of(one: Contradiction | Claim) -> str:
    """The name of a matter: of a claim its statement, of a contradiction both sides' first."""
    if isinstance(one, Claim):
        return one.statement.id
    return content_id(one.left.id, one.right.id)


def sides_of(one: Contradiction | Claim) -> tuple[list[str], list[str]]:
    """The statements on both sides; a claim stands alone."""
    if isinstance(one, Claim):
        return [one.statement.id], []
    return (
        [each.id for each in (one.left, *one.left_again)],
        [each.id for each in (one.right, *one.right_again)],
    )


def seen(claims: Iterable[Claim]) -> dict[str, Any]:
    """What each of these claims stood beside: verdict, figure, and the entries it rests on, folded to a mark."""
    return {one.statement.id: _beside(one) for one in claims}


def _beside(one: Claim) -> dict[str, Any]:
    figure = one.figure
    told = {"verdict": one.verdict.value, "rejected": one.rejected, "zh": "", "en": "", "entries": ""}
    if figure is not None and figure.quantity is not None:
        words = shown(figure.quantity, figure.definition.counter)
        # What an entry adds counts too: one item more may take from a total what it adds itself.
        entries, amounts = (figure.contributions.column(name).tolist() for name in ("id", "number"))
        lines = sorted(zip(entries, map(str, amounts), strict=True))
        told |= {"zh": words.zh, "en": words.en, "entries": content_id(lines)}
    return told


def reopened(
    then: Mapping[str, Any], now: Mapping[str, Any], fresh: Iterable[tuple[str, str]]
) -> tuple[Words, ...]:
    """Why a matter is open again; empty where nothing touches what was judged.

    ``then`` and ``now`` as :func:`seen` gives them; ``fresh``: document and quote of statements that came since.
    """
    found = [
        Words(f"新材料《{document}》又说“{quote}”", f"a further document, {document}, says “{quote}”")
        for document, quote in fresh
    ]
    for statement, before in then.items():
        after = now.get(statement)
        if after is not None and after != before:
            found.append(_difference(before, after))
    return tuple(dict.fromkeys(found))


def _difference(before: Mapping[str, Any], after: Mapping[str, Any]) -> Words:
    if before["rejected"] != after["rejected"]:
        return (
            Words("该说法已在审核中被否决", "the statement was rejected in review")
            if after["rejected"]
            else Words("对该说法的否决已撤回", "the rejection of the statement was taken back")
        )
    if (before["zh"], before["en"]) != (after["zh"], after["en"]):
        old = Words(before["zh"] or "无记录", before["en"] or "nothing")
        new = Words(after["zh"] or "无记录", after["en"] or "nothing")
        return Words(
            f"台账由 {old.zh} 变为 {new.zh}", f"the ledger had {old.en} when judged and has {new.en} now"
        )
    if before["verdict"] != after["verdict"]:
        old, new = (VERDICT_NAMES[Verdict(one["verdict"])] for one in (before, after))
        return Words(
            f"核对结果由“{old.zh}”变为“{new.zh}”", f"it was {old.en} when judged and is {new.en} now"
        )
    return Words(
        "台账合计未变，但所依据的条目有变", "the ledger adds up to the same, but out of other entries"
    )
