"""Rules for the kind ``policy``: a titled document 《…》 that is issued, drafted, revised or passed.

What decides is the last verb before the title in its sentence (出台 or 根据), then one right after it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from duijie.kernel.span import Span
from duijie.reading.kinds import Policy
from duijie.reading.parties import actors_before
from duijie.reading.prepared import Prepared
from duijie.reading.statement import Found
from duijie.reading.vocabulary import any_of, words

TRIGGERS: tuple[str, ...] = ("《",)

TITLE = re.compile(
    r"《(?P<title>[^《》\n]{2,80}(?:《[^《》\n]{1,60}》[^《》\n]{0,40})?)》(?P<draft>（(?:试行|暂行|草案|修订|[^（）\n]{0,6}稿|20\d\d[—-]20\d\d年)）)?"
)
VERB = re.compile(
    f"(?P<issued>{any_of(words('policy', 'issued'))})|(?P<cited>{any_of(words('policy', 'cited'))})"
)
# 《平湾县招商引资奖励办法》已经县政府常务会议审议通过。
AFTER = re.compile(rf"[^。；;《》\n]{{0,24}}?{any_of(words('policy', 'issued_after'))}")
NO_POLICY = re.compile(any_of(words("policy", "no_policy")) + r"(?:（[^（）]*）)?$")
# A place that speaks for its government: 泰和县印发, 县里出台.
PLACE_ISSUER = re.compile(
    r"([一-鿿]{1,8}?[省市县区镇乡])(?=先后|近日|日前|还|又|也|正式|研究|联合|印发|出台|制定|发布|起草)"
)
JOINED = re.compile(r"[、和及与，]|以及|并|《|》|（|）")


def find(prepared: Prepared) -> Iterator[Found]:
    """Every policy that the text asserts."""
    for sentence in prepared.sentences:
        issued: tuple[bool, str | None, int] = (False, None, sentence.span.start)
        behind = sentence.span.start
        for match in TITLE.finditer(prepared.text, sentence.span.start, sentence.span.end):
            issued = _standing(prepared, sentence.span, behind, match.start(), issued)
            behind = match.end()
            title = match.group("title") + (match.group("draft") or "")
            if NO_POLICY.search(title):
                continue
            # 近日，平湾县政府印发《平湾县招商引资奖励办法》《平湾县项目评审办法》。
            if issued[0]:
                yield Found(
                    Policy(title, issued[1]), Span(issued[2], match.end()), "policy.issued_before_title"
                )
            # 《平湾县招商引资奖励办法》已于日前印发。
            elif not _cited(prepared, behind, sentence.span, match.start()) and (
                after := AFTER.match(prepared.text, match.end(), sentence.span.end)
            ):
                yield Found(
                    Policy(title, _issuer(prepared, sentence.span, match.start())),
                    Span(match.start(), after.end()),
                    "policy.issued_after_title",
                )


def _standing(
    prepared: Prepared, sentence: Span, behind: int, at: int, before: tuple[bool, str | None, int]
) -> tuple[bool, str | None, int]:
    """Whether a title at ``at`` is issued, by whom, and where that is said; joined titles share it."""
    between = prepared.text[behind:at]
    last = None
    for match in VERB.finditer(between):
        last = match
    if last is None:
        joined = not JOINED.sub("", between) and behind > sentence.start
        return before if joined else (False, None, at)
    if last.group("cited") or _negated(between, last.start()):
        return False, None, at
    verb = behind + last.start()
    return True, _issuer(prepared, sentence, verb), verb


def _negated(between: str, verb: int) -> bool:
    return between[max(0, verb - 2) : verb].endswith(("未", "没有", "尚未", "抓紧"))


def _cited(prepared: Prepared, behind: int, sentence: Span, at: int) -> bool:
    clause = prepared.text[max(sentence.start, at - 30) : at]
    verbs = list(VERB.finditer(clause))
    return bool(verbs and verbs[-1].group("cited"))


def _issuer(prepared: Prepared, sentence: Span, verb: int) -> str | None:
    """The organisation or place whose act it is."""
    actors = [
        one
        for one in actors_before(prepared, sentence, verb)
        if one.kind in ("government", "place", "park", "association", "other", "university")
    ]
    if actors:
        return actors[0].name
    comma = max(prepared.text.rfind("，", sentence.start, verb) + 1, sentence.start)
    for start in (comma, sentence.start):
        match = PLACE_ISSUER.match(prepared.text, start, verb + 2)
        if match is not None and match.group(1)[0] not in "我全各":
            return match.group(1)
    return None
