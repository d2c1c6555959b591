"""Reads of saved lists, and what the ratings say of the ranking."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from duijie.accounts.types import Actor
from duijie.directory.models import Name
from duijie.directory.queries import organisations_of
from duijie.kernel.words import Words
from duijie.leads.queries import visible
from duijie.matching.lists.types import ListedRow, ListLine, Looked, NoSuchShortlist, Rated, Remarked
from duijie.matching.models import Listed, Remark, Shortlist
from duijie.matching.rules import load
from duijie.matching.types import Part, Prospect
from duijie.naming.parts import parse_name

FIRST = 10
"""The k of precision at k."""


def lists(*, viewer: Actor, limit: int = 200) -> list[ListLine]:
    """Saved lists, the latest first."""
    viewer.must("see")
    return [_line(row) for row in _counted(Shortlist.objects.order_by("-pk"))[:limit]]


def shortlist(*, list_id: int, viewer: Actor, today: date) -> tuple[ListLine, tuple[ListedRow, ...]]:
    """A list and its rows as they were ranked. Raises :class:`NoSuchShortlist`."""
    viewer.must("see")
    row = _counted(Shortlist.objects.filter(pk=list_id)).first()
    if row is None:
        raise NoSuchShortlist(list_id)
    return _line(row), _rows(Listed.objects.filter(shortlist=row).order_by("rank"), viewer, today)


def listed(*, listed_id: int, viewer: Actor, today: date) -> ListedRow:
    """One row of a list. Raises :class:`NoSuchShortlist`."""
    viewer.must("see")
    found = _rows(Listed.objects.filter(pk=listed_id), viewer, today)
    if not found:
        raise NoSuchShortlist(listed_id)
    return found[0]


def ratings(*, viewer: Actor, k: int = FIRST) -> list[Rated]:
    """Right among the rated, by chain and version of the weights; of all ranks and of the first ``k``.

    A row that nobody rated counts in neither number: it is no sign of being wrong.
    """
    viewer.must("see")
    first = Q(rank__lte=k)
    right = Q(verdict="right")
    rows = (
        Listed.objects.exclude(verdict="")
        .values("chain_id", "chain__name_zh", "chain__name_en", "shortlist__weights")
        .annotate(
            rated=Count("pk"), right=Count("pk", filter=right), rated_of_first=Count("pk", filter=first),
            right_of_first=Count("pk", filter=first & right),
        )
        .order_by("chain_id", "shortlist__weights")
    )  # fmt: skip
    return [
        Rated(
            Words(one["chain__name_zh"], one["chain__name_en"]), one["shortlist__weights"], one["rated"], one["right"],
            k, one["rated_of_first"], one["right_of_first"],
        )
        for one in rows
    ]  # fmt: skip


def looked_at(*, rows: Iterable[Prospect], viewer: Actor) -> dict[int, Looked]:
    """What was last said of each prospect, by its rank: by credit code, by name, or by a name judged to be the same."""
    viewer.must("see")
    rows = list(rows)
    plain = {one.rank: parse_name(one.name).plain for one in rows}
    heads = organisations_of(names=[one.name for one in rows])
    same = defaultdict(set)
    for name, head in Name.objects.filter(organisation_id__in=set(heads.values())).values_list("plain", "organisation_id"):  # fmt: skip
        same[head].add(name)
    names = {one.rank: {plain[one.rank], *same.get(heads.get(one.name, 0), ())} for one in rows}
    codes = {one.credit_code for one in rows} - {""}
    remarks = (
        Remark.objects.filter(Q(listed__plain__in=set().union(*names.values())) | Q(listed__credit_code__in=codes))
        .select_related("listed__shortlist", "by")
        .order_by("-pk")
    )  # fmt: skip
    by_name: dict[str, Remark] = {}
    by_code: dict[str, Remark] = {}
    for remark in remarks:
        by_name.setdefault(remark.listed.plain, remark)
        if remark.listed.credit_code:
            by_code.setdefault(remark.listed.credit_code, remark)
    found = {}
    for one in rows:
        said = [by_name[name] for name in names[one.rank] if name in by_name]
        said += [by_code[one.credit_code]] if one.credit_code in by_code else []
        if said:
            last = max(said, key=lambda remark: remark.pk)
            listed_on = last.listed.shortlist
            found[one.rank] = Looked(
                listed_on.pk, listed_on.name, last.said, _why(last), str(last.by), timezone.localdate(last.at)
            )
    return found


def _counted(rows: QuerySet[Shortlist]) -> QuerySet[Shortlist]:
    return rows.select_related("by").annotate(
        on_it=Count("rows"), contacted=Count("rows", filter=Q(rows__contacted_on__isnull=False)),
        right=Count("rows", filter=Q(rows__verdict="right")), wrong=Count("rows", filter=Q(rows__verdict="wrong")),
        taken=Count("rows", filter=Q(rows__lead__isnull=False)),
    )  # fmt: skip


def _line(row: Shortlist) -> ListLine:
    counts = [getattr(row, name) for name in ("on_it", "contacted", "right", "wrong", "taken")]
    return ListLine(row.pk, row.name, row.target, row.place, row.weights, row.at, str(row.by), *counts)


def _rows(rows: QuerySet[Listed], viewer: Actor, today: date) -> tuple[ListedRow, ...]:
    found = list(rows.select_related("chain", "unit", "person"))
    remarks: dict[int, list[Remarked]] = defaultdict(list)
    for one in Remark.objects.filter(listed__in=found).select_related("by").order_by("pk"):
        remarks[one.listed_id].append(Remarked(one.said, one.reason, _why(one), str(one.by), one.at))
    leads = {one.lead_id for one in found if one.lead_id}
    seen = set(visible(viewer=viewer).filter(pk__in=leads).values_list("pk", flat=True)) if leads else set()
    return tuple(
        ListedRow(
            one.pk, one.shortlist_id, one.rank, one.points, one.name, one.credit_code, one.about, one.chain_id,
            Words(one.chain.name_zh, one.chain.name_en), one.link, Words(one.link_zh, one.link_en),
            tuple(map(_part, one.parts)), one.source, one.row, one.as_of, str(one.unit or ""), str(one.person or ""),
            one.due_on, bool(one.due_on and one.due_on < today and not one.contacted_on and not one.lead_id),
            one.verdict, one.contacted_on, one.lead_id is not None, one.lead_id if one.lead_id in seen else None,
            tuple(remarks[one.pk]),
        )
        for one in found
    )  # fmt: skip


def _why(row: Remark) -> Words:
    name = next((one.name for one in load().reasons if one.code == row.reason), Words(row.reason, row.reason))
    zh, en = ([part for part in (text, row.text) if part] for text in (name.zh, name.en))
    return Words("：".join(zh), ": ".join(en))


def _part(one: Mapping[str, object]) -> Part:
    name, reason = one["name"], one["reason"]
    return Part(one["code"], Words(*name), one["value"], one["points"], one["most"], Words(*reason))  # type: ignore[misc,arg-type]
