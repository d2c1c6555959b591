"""Reads of briefings: who sees which, the text of one, and whether an issue still reproduces."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from duijie.accounts.queries import own_region, own_units
from duijie.accounts.types import Actor
from duijie.briefings.composing.checking import Remark, check
from duijie.briefings.composing.compose import compose
from duijie.briefings.models import Briefing
from duijie.briefings.papers.sheet import Sheet
from duijie.briefings.rules import MARK, outline
from duijie.briefings.types import (
    BriefingInfo,
    BriefingLine,
    Composed,
    Issued,
    NoSuchBriefing,
    StepInfo,
    Used,
)
from duijie.kernel.words import Words

WROTE = ("draft", "edit")


def visible(*, viewer: Actor) -> QuerySet[Briefing]:
    """The one place that says who sees which: issues are for all, drafts for who reviews and the unit that writes."""
    if not viewer.may("see"):
        return Briefing.objects.none()
    if viewer.may("review") or viewer.may("acts"):
        return Briefing.objects.all()
    mine = Q(unit__in=own_units(viewer=viewer)) | Q(by_id=viewer.user_id) if viewer.may("add") else Q()
    return Briefing.objects.filter(Q(state="issued") | mine if mine else Q(state="issued"))


def listing(
    *, viewer: Actor, state: str = "", outline_code: str = "", offset: int = 0, limit: int = 50
) -> tuple[list[BriefingLine], int]:
    """Briefings, what was changed last first, and how many there are. Dropped ones only where asked for."""
    rows = visible(viewer=viewer)
    rows = rows.filter(state=state) if state else rows.exclude(state="dropped")
    if outline_code:
        rows = rows.filter(outline=outline_code)
    count = rows.count()
    rows = rows.defer("frozen", "given").select_related("unit", "by", "series").order_by("-changed_at", "-pk")
    return [_line(row) for row in rows[offset : offset + limit]], count


def get(*, briefing_id: int, viewer: Actor) -> BriefingInfo:
    """One briefing. Raises :class:`NoSuchBriefing`."""
    row = held(briefing_id=briefing_id, viewer=viewer)
    steps = tuple(
        StepInfo(one.act, str(one.by), one.by_id, one.at, one.note)
        for one in row.steps.select_related("by").order_by("pk")
    )
    return BriefingInfo(_line(row), row.known_at, row.given, steps, row.version, open_acts(row, viewer))


def composed(*, briefing_id: int, viewer: Actor, language: str = "zh") -> Composed:
    """Its text: the frozen one, or for a draft as its outline, day and moment give it. Raises :class:`NoSuchBriefing`."""
    return text_of(held(briefing_id=briefing_id, viewer=viewer), viewer, language)


def sheet(*, briefing_id: int, viewer: Actor, language: str = "zh") -> Sheet:
    """The briefing with its numbers and who signed it off, ready for paper. Raises :class:`NoSuchBriefing`."""
    row = held(briefing_id=briefing_id, viewer=viewer)
    signed = row.steps.filter(act="sign").select_related("by").last() if row.frozen is not None else None
    return Sheet(text_of(row, viewer, language), _line(row).issued, str(signed.by) if signed else "")


def remarks(*, briefing_id: int, viewer: Actor) -> list[Remark]:
    """What a second look at the Chinese text finds. Raises :class:`NoSuchBriefing`."""
    return check(composed(briefing_id=briefing_id, viewer=viewer), by=viewer)


def differences(*, briefing_id: int, viewer: Actor) -> list[Words]:
    """What a figure of an issue gives otherwise when it is computed again as of its day, as known at its moment.

    Empty where all of them give the same numbers out of the same entries. Raises :class:`NoSuchBriefing`.
    """
    row = held(briefing_id=briefing_id, viewer=viewer)
    if row.frozen is None:
        return []
    before = {_key(one): one for one in text_of(row, viewer, "zh").figures}
    now = {
        _key(one): one
        for one in compose(outline(row.outline), as_of=row.as_of, known_at=row.known_at, by=viewer, given=row.given).figures
    }  # fmt: skip
    found = []
    for key, one in before.items():
        other = now.get(key)
        if other is None:
            found.append(Words(f"{one.name}：提纲中已没有", f"{one.name}: the outline has it no more"))
        elif (one.quantity, sorted(one.entries)) != (other.quantity, sorted(other.entries)):
            found.append(
                Words(
                    f"{one.name}：当时 {one.value}，现在 {other.value}",
                    f"{one.name}: was {one.value}, is {other.value}",
                )
            )
    return found


def held(*, briefing_id: int, viewer: Actor) -> Briefing:
    """The row, for those who see it. Raises :class:`NoSuchBriefing`."""
    row = visible(viewer=viewer).select_related("unit", "by", "series").filter(pk=briefing_id).first()
    if row is None:
        raise NoSuchBriefing(briefing_id)
    return row


def text_of(row: Briefing, by: Actor, language: str) -> Composed:
    """The text of a row."""
    if row.frozen is not None:
        return Composed.from_json(row.frozen[language])
    return compose(
        outline(row.outline),
        as_of=row.as_of,
        known_at=row.known_at,
        by=by,
        language=language,
        given=row.given,
    )


def writers(row: Briefing) -> frozenset[int]:
    """Who drafted it or changed its words: none of them signs it off."""
    return frozenset(row.steps.filter(act__in=WROTE).values_list("by_id", flat=True))


def open_acts(row: Briefing, viewer: Actor) -> frozenset[str]:
    """What the viewer may do with it now."""
    acts: set[str] = set()
    writes = viewer.may("review") or (
        viewer.may("add") and (row.by_id == viewer.user_id or row.unit_id in own_units(viewer=viewer))
    )
    if row.state == "draft" and writes:
        acts |= {"edit", "refresh", "drop"}
    if viewer.may("review"):
        if row.state == "draft" and viewer.user_id not in writers(row):
            acts.add("sign")
        if row.state == "signed":
            acts |= {"issue", "return"}
    return frozenset(acts)


def series_of(*, outline_code: str) -> str:
    """The name under which issues of an outline are numbered, in Chinese."""
    return MARK.sub(lambda _mark: own_region().name, outline(outline_code).masthead.series.zh)


def last_numbers(*, series: str) -> tuple[int, int, int]:
    """Year, number in it and total that the series gave last; zeros before the first."""
    row = Briefing.objects.filter(series__name=series).order_by("-total").first()
    return (0, 0, 0) if row is None else (row.year or 0, row.number or 0, row.total or 0)


def _key(used: Used) -> tuple[str, str, str]:
    return used.code, used.as_of, "" if used.code else used.name


def _line(row: Briefing) -> BriefingLine:
    issued = None
    if row.issued_on is not None and row.number is not None and row.total is not None:
        issued = Issued(row.number, row.total, row.issued_on)
    return BriefingLine(
        row.pk, row.outline, row.title, row.series.name if row.series else "", row.state, row.as_of,
        str(row.unit) if row.unit else "", str(row.by), row.changed_at, issued,
    )  # fmt: skip
