"""The only writer of pairs and judgements; what follows from them is handed to the directory.

A merge is a judgement: the word ``same`` on a pair of names. Nothing is moved by hand, so taking the word back
undoes it, whatever was judged before and after.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.db import transaction

from duijie.accounts.operations import log
from duijie.accounts.types import Actor
from duijie.directory import operations as directory
from duijie.directory.models import Name
from duijie.directory.queries import names_near
from duijie.directory.types import NOWHERE, NameTaken, NoSuchOrganisation, Source, WrongDetails
from duijie.judgements.models import Judgement, Proposal
from duijie.judgements.queries import hanging_together, obstacles, sharing_numbers, two_codes
from duijie.judgements.rules import ASIDE, VERDICTS, groups_with_codes
from duijie.judgements.types import MergeRefused, NoSuchProposal, Scanned
from duijie.kernel.words import Words
from duijie.naming.blocking import blocked_pairs, may_be_abbreviation
from duijie.naming.compare import Proposal as Found
from duijie.naming.compare import compare, propose
from duijie.naming.parts import parse_name
from duijie.naming.plain import plain
from duijie.naming.policy import Verdict

MOST_NEW = 20_000
"""One look for duplicates proposes at most so many pairs, the likeliest; the next look goes on."""


@transaction.atomic
def note_names(*, names: Iterable[str], by: Actor, at: datetime, statement_id: str = "") -> int:
    """Keep names that were not known, and propose pairs that may be one; how many names were new.

    Names that differ only in width, script or spaces are one name. Noting a name again adds nothing but the
    statement that says it.
    """
    added = directory.enter_names(names=names, by=by, at=at, statement_id=statement_id)
    _propose_for(added, at)
    return len(added)


@transaction.atomic
def add_organisation(
    *, name: str, values: Mapping[str, str], by: Actor, at: datetime, source: Source = NOWHERE
) -> int:
    """A new organisation with its details; its number. Raises NameTaken and WrongDetails of the directory."""
    number = directory.enter_organisation(name=name, by=by, at=at)
    home = Name.objects.get(pk=number).home_id
    directory.describe(organisation_id=home, values=values, by=by, at=at, source=source)
    _propose_for([number], at)
    return home


@transaction.atomic
def add_name(
    *,
    organisation_id: int,
    name: str,
    kind: str,
    by: Actor,
    at: datetime,
    since: date | None = None,
    until: date | None = None,
    expected: int | None = None,
    reason: str = "",
) -> int:
    """Give an organisation a further name; the name's number.

    The name gets a home of its own and the word *same*, so that it can be taken away like any other. Raises
    as :func:`duijie.directory.operations.date_name`, and :class:`NameTaken` where another one bears it.
    """
    by.must("review")
    key = plain(name)[:200]
    known = Name.objects.filter(plain=key).first()
    if known is not None:
        raise NameTaken(known.text, known.organisation_id)
    if not key:
        raise WrongDetails({"name": Words("请写名称", "write the name")})
    head = Name.objects.filter(home_id=organisation_id).first()
    if head is None:
        raise NoSuchOrganisation(organisation_id)
    added = directory.enter_names(names=[name], by=by, at=at)[0]
    directory.must_be_at(organisation_id=organisation_id, expected=expected)
    directory.date_name(name_id=added, kind=kind, since=since, until=until, by=by, at=at)
    pair = _pair(head.pk, added, at)
    _say(pair, "same", by, at, reason=reason)
    return added


@transaction.atomic
def judge(
    *,
    proposal_id: int,
    verdict: str,
    by: Actor,
    at: datetime,
    reason: str = "",
    set_aside: str = "",
    set_aside_as: str = "",
) -> None:
    """Say whether the two names of a proposal are one; ``open`` takes an earlier word back.

    ``set_aside`` is needed, with a reason, where both sides have a credit code of their own: the code that
    does not speak for the whole, as ``former`` or ``branch``. Raises :class:`NoSuchProposal`,
    :class:`MergeRefused`, and ``ValueError`` for a verdict that is not in ``VERDICTS``.
    """
    by.must("review")
    if verdict not in VERDICTS:
        raise ValueError(f"{verdict!r} is no verdict; say one of {', '.join(VERDICTS)}")
    pair = Proposal.objects.select_related("left", "right").filter(pk=proposal_id).first()
    if pair is None:
        raise NoSuchProposal(proposal_id)
    one, other = pair.left.organisation_id, pair.right.organisation_id
    if verdict == "same" and one != other:
        _must_be_free(one, other, reason, set_aside, set_aside_as)
    _say(pair, verdict, by, at, reason=reason, set_aside=set_aside, set_aside_as=set_aside_as)


@transaction.atomic
def merge(
    *,
    organisation_id: int,
    other_id: int,
    reason: str,
    by: Actor,
    at: datetime,
    set_aside: str = "",
    set_aside_as: str = "",
) -> int:
    """Say that two organisations are one; the number of the pair, by which :func:`judge` takes it back.

    Look at :func:`duijie.judgements.queries.merge_preview` first. Raises as :func:`judge`.
    """
    by.must("review")
    heads = {name.home_id: name for name in Name.objects.filter(home_id__in=(organisation_id, other_id))}
    for number in (organisation_id, other_id):
        if number not in heads:
            raise NoSuchOrganisation(number)
    one, other = heads[organisation_id], heads[other_id]
    _must_be_free(one.organisation_id, other.organisation_id, reason, set_aside, set_aside_as)
    pair = _pair(one.pk, other.pk, at)
    _say(pair, "same", by, at, reason=reason, set_aside=set_aside, set_aside_as=set_aside_as)
    return pair.pk


@transaction.atomic
def find_duplicates(*, by: Actor, at: datetime, share: int = 0, shares: int = 1) -> Scanned:
    """Look through all names and numbers for pairs that may be one, and put the new ones in the queue.

    Looking again adds nothing. ``share`` of ``shares`` looks at a part of the keys, so that a large directory
    is gone through in bounded memory; all shares together find what one look finds.
    """
    by.must("review")
    rows = list(Name.objects.order_by("pk"))
    parts = [parse_name(row.text) for row in rows]
    found: dict[tuple[int, int], Found] = {}
    pairs = {(rows[i].pk, rows[j].pk) for i, j in blocked_pairs(parts, share=(share, shares))}
    for place, row in enumerate(rows):
        if place % shares == share and may_be_abbreviation(parts[place]):
            pairs |= {_ordered(row.pk, near) for near, _ in names_near(name=row.text) if near != row.pk}
    group_of = {row.pk: row.organisation_id for row in rows}
    text_of = {row.pk: row.text for row in rows}
    for left, right in pairs:
        if group_of[left] != group_of[right]:
            compared = compare(text_of[left], text_of[right])
            if compared.verdict is not Verdict.DIFFERENT:
                found[left, right] = compared
    shared = {
        pair: why for pair, why in (sharing_numbers() if share == 0 else {}).items()
        if group_of[pair[0]] != group_of[pair[1]]
    }  # fmt: skip
    for left, right in shared:
        found.setdefault((left, right), compare(text_of[left], text_of[right]))
    new, left_out = _keep(found, shared, at)
    if new:
        log(by=by, at=at, operation="find_duplicates", subject="directory", names=len(rows), new=new)
    return Scanned(len(rows), len(found), new, left_out)


def _propose_for(name_ids: Iterable[int], at: datetime) -> None:
    """Pairs of new names, with each other and with the known names near them."""
    new = {row.text: row.pk for row in Name.objects.filter(pk__in=list(name_ids))}
    if not new:
        return
    near = {text: pk for name in new for pk, text in names_near(name=name)}
    numbers = near | new
    found = propose(new, known=[text for text in near if text not in new])
    _keep({_ordered(numbers[one.left], numbers[one.right]): one for one in found}, {}, at)


def _keep(
    found: Mapping[tuple[int, int], Found], shared: Mapping[tuple[int, int], Words], at: datetime
) -> tuple[int, int]:
    """Store pairs that are not known, the likeliest first; how many, and how many are left for later."""
    known = set(
        Proposal.objects.filter(left__in={left for left, _ in found}).values_list("left_id", "right_id")
    )
    fresh = [pair for pair in found if pair not in known]
    fresh.sort(key=lambda pair: (pair not in shared, -found[pair].score, pair))
    Proposal.objects.bulk_create(
        [
            Proposal(
                left_id=left,
                right_id=right,
                verdict=str(
                    Verdict.UNSURE
                    if found[left, right].verdict is Verdict.DIFFERENT
                    else found[left, right].verdict
                ),
                score=max(found[left, right].score, 0.5 if (left, right) in shared else 0),
                reasons=[
                    *([[why.zh, why.en]] if (why := shared.get((left, right))) else []),
                    *([reason.reason, reason.reason_en] for reason in found[left, right].reasons),
                ],
                made_at=at,
            )
            for left, right in fresh[:MOST_NEW]
        ],
        ignore_conflicts=True,
    )
    return min(len(fresh), MOST_NEW), max(0, len(fresh) - MOST_NEW)


def _must_be_free(one: int, other: int, reason: str, set_aside: str, set_aside_as: str) -> None:
    """Raise :class:`MergeRefused` unless the two groups may be made one."""
    found = list(obstacles(one, other))
    codes = two_codes(one, other)
    if codes and set_aside not in codes:
        found.append(
            Words(
                f"双方的统一社会信用代码不同（{'、'.join(codes)}）。确为同一家的，请指明哪一个是原代码或分支机构代码，并写明理由。",
                f"The two have different credit codes ({', '.join(codes)}). If they are one, say which code is a former one or a branch's, and why.",
            )
        )
    elif codes and (set_aside_as not in ASIDE or not reason.strip()):
        found.append(
            Words(
                "请写明这一代码是原代码还是分支机构代码，以及理由。",
                "Say whether that code is a former one or a branch's, and why.",
            )
        )
    if found:
        raise MergeRefused(tuple(found))


def _say(
    pair: Proposal,
    verdict: str,
    by: Actor,
    at: datetime,
    *,
    reason: str = "",
    set_aside: str = "",
    set_aside_as: str = "",
) -> None:
    Judgement.objects.create(
        proposal=pair,
        verdict=verdict,
        reason=reason.strip()[:300],
        set_aside=set_aside if verdict == "same" else "",
        set_aside_as=set_aside_as if verdict == "same" and set_aside else "",
        by_id=by.user_id,
        at=at,
    )
    log(
        by=by, at=at, operation="judge", subject=f"proposal:{pair.pk}", verdict=verdict, pair=str(pair),
        reason=reason, set_aside=set_aside,
    )  # fmt: skip
    groups = groups_with_codes(*hanging_together({pair.left_id, pair.right_id}))
    directory.regroup(groups=groups, by=by, at=at)


def _pair(one: int, other: int, at: datetime) -> Proposal:
    """The pair of two names, made with its reasons where nobody proposed it."""
    left, right = _ordered(one, other)
    texts = dict(Name.objects.filter(pk__in=(one, other)).values_list("pk", "text"))
    compared = compare(texts[left], texts[right])
    pair, _ = Proposal.objects.get_or_create(
        left_id=left,
        right_id=right,
        defaults={
            "verdict": "person",
            "score": 1.0,
            "reasons": [[one.reason, one.reason_en] for one in compared.reasons],
            "made_at": at,
        },
    )
    return pair


def _ordered(one: int, other: int) -> tuple[int, int]:
    return (one, other) if one < other else (other, one)
