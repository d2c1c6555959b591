"""The only writer of briefings: drafted by one person, signed off by another, numbered when issued, never changed after."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from duijie.accounts.operations import log
from duijie.accounts.types import Actor
from duijie.briefings.composing.checking import WRONG, check
from duijie.briefings.composing.compose import LANGUAGES, title_of
from duijie.briefings.models import Briefing, Series, Step
from duijie.briefings.queries import held, open_acts, text_of, writers
from duijie.briefings.rules import outline
from duijie.briefings.types import Composed, Issued, WrongBriefing
from duijie.kernel.ids import content_id
from duijie.kernel.words import Words

Given = Mapping[str, Mapping[str, str]]
LONGEST = 5000
A_NUMBER = Words("要写正整数", "write a whole number above zero")


@transaction.atomic
def draft(*, outline_code: str, as_of: date, by: Actor, at: datetime, given: Given | None = None) -> int:
    """Begin a briefing as of a day, as known now; its number.

    Raises :class:`duijie.briefings.types.NoSuchOutline`, :class:`WrongBriefing`.
    """
    by.must("add")
    typed = _checked(outline_code, given or {})
    title = title_of(outline(outline_code), as_of=as_of, known_at=at, by=by, given=typed)
    row = Briefing.objects.create(
        outline=outline_code, title=title[:200], as_of=as_of, known_at=at, given=typed, unit_id=by.unit_id,
        changed_at=at, by_id=by.user_id,
    )  # fmt: skip
    _step(row, "draft", by, at)
    return row.pk


@transaction.atomic
def edit(*, briefing_id: int, given: Given, as_of: date | None = None, by: Actor, at: datetime) -> None:
    """Change what the drafter writes, or the day; the figures are then as known now.

    Raises :class:`duijie.briefings.types.NoSuchBriefing`, :class:`WrongBriefing`.
    """
    row = _open_for(briefing_id, "edit", by)
    row.given = _checked(row.outline, given)
    row.as_of = as_of or row.as_of
    _renewed(row, by, at)
    _step(row, "edit", by, at)


@transaction.atomic
def refresh(*, briefing_id: int, by: Actor, at: datetime) -> None:
    """Take the figures of a draft as they are known now. Raises as :func:`edit` does."""
    row = _open_for(briefing_id, "refresh", by)
    _renewed(row, by, at)
    _step(row, "refresh", by, at)


@transaction.atomic
def sign(*, briefing_id: int, by: Actor, at: datetime, note: str = "") -> None:
    """Sign a draft off and freeze it: its text in both languages with the entries that its figures added up.

    By a reviewer who wrote none of it, and only where nothing in it is wrong. Raises :class:`WrongBriefing`.
    """
    by.must("review")
    row = _locked(briefing_id, by)
    if row.state == "draft" and by.user_id in writers(row):
        raise WrongBriefing(
            "起草、修改过的人不能签批，请另一人签批", "who wrote it does not sign it off; ask another person"
        )
    _must_be_open(row, "sign", by)
    texts = {language: text_of(row, by, language) for language in LANGUAGES}
    wrong = [one for one in check(texts["zh"], by=by) if one.severity == WRONG]
    if wrong:
        first = wrong[0]
        raise WrongBriefing(
            f"还有 {len(wrong)} 处有误，先改正：“{first.words}”，{first.reason.zh}",
            f"{len(wrong)} places are wrong; mend them first: “{first.words}”, {first.reason.en}",
        )
    row.frozen = {language: text.as_json() for language, text in texts.items()}
    row.digest = digest_of(texts["zh"])
    row.state, row.changed_at = "signed", at
    row.save()
    _step(row, "sign", by, at, note)


@transaction.atomic
def send_back(*, briefing_id: int, note: str, by: Actor, at: datetime) -> None:
    """Open a signed briefing again, with the reason; what was frozen is let go. Raises :class:`WrongBriefing`."""
    by.must("review")
    row = _open_for(briefing_id, "return", by)
    _reason(note)
    row.frozen, row.digest, row.state, row.changed_at = None, "", "draft", at
    row.save()
    _step(row, "return", by, at, note)


@transaction.atomic
def issue(
    *,
    briefing_id: int,
    on: date,
    by: Actor,
    at: datetime,
    number: int | None = None,
    total: int | None = None,
) -> Issued:
    """Give a signed briefing its numbers and the day printed on it; nothing of it changes any more.

    Numbers follow the last ones of the series; an office that has issued before gives those of its first issue here.
    Raises :class:`WrongBriefing`.
    """
    by.must("review")
    row = _open_for(briefing_id, "issue", by)
    name = text_of(row, by, "zh").series
    Series.objects.get_or_create(name=name)
    # Two who issue at once must not get one number: the second waits here for the first.
    series = Series.objects.select_for_update().get(name=name)
    last = series.number if series.year == on.year else 0
    given = Issued(number or last + 1, total or series.total + 1, on)
    if on.year < series.year:
        raise WrongBriefing("日期早于上一期", "the day is before that of the last issue")
    if given.number <= last or given.total <= series.total or given.total < given.number:
        raise WrongBriefing(
            f"期号已用到第{last}期、总第{series.total}期，新号要更大，总期号不小于期号",
            f"numbers run to {last} and {series.total} in all; the next are larger, the total no less than the number",
        )
    series.year, series.number, series.total = on.year, given.number, given.total
    series.save()
    row.series, row.year, row.number, row.total, row.issued_on = (
        series,
        on.year,
        given.number,
        given.total,
        on,
    )
    row.state, row.changed_at = "issued", at
    row.save()
    _step(row, "issue", by, at)
    return given


@transaction.atomic
def drop(*, briefing_id: int, note: str, by: Actor, at: datetime) -> None:
    """Drop a draft, with the reason. Raises :class:`WrongBriefing`."""
    row = _open_for(briefing_id, "drop", by)
    _reason(note)
    row.state, row.changed_at = "dropped", at
    row.save()
    _step(row, "drop", by, at, note)


def digest_of(text: Composed) -> str:
    """What a signature stands for."""
    return content_id(text.as_json())


def _checked(outline_code: str, given: Given) -> dict[str, dict[str, str]]:
    """What was typed, without blanks. Raises :class:`WrongBriefing` for what the outline does not ask."""
    asked = {name: (question, kind) for name, question, kind in outline(outline_code).asked}
    found = {}
    for name, typed in given.items():
        if name not in asked:
            raise WrongBriefing(f"提纲没有“{name}”这一项", f"the outline asks for no {name!r}")
        question, kind = asked[name]
        text, source = (str(typed.get(key, "")).strip() for key in ("text", "source"))
        if len(text) > LONGEST or len(source) > 300:
            raise WrongBriefing(f"“{question.zh}”太长", f"“{question.en}” is too long")
        if kind == "place" and text and not (text.isdecimal() and 0 < int(text) < 1000):
            raise WrongBriefing(f"“{question.zh}”要写数字", f"“{question.en}” takes a number")
        if kind == "place" and text and not source:
            raise WrongBriefing(f"“{question.zh}”要写明出处", f"“{question.en}”: say where it stands")
        if text:
            found[name] = {"text": text, "source": source} if source else {"text": text}
    return found


def _renewed(row: Briefing, by: Actor, at: datetime) -> None:
    row.known_at = row.changed_at = at
    row.version += 1
    row.title = title_of(outline(row.outline), as_of=row.as_of, known_at=at, by=by, given=row.given)[:200]
    row.save()


def hold(*, briefing_id: int, by: Actor) -> None:
    """Keep a briefing from being changed until the transaction ends."""
    _locked(briefing_id, by)


def _locked(briefing_id: int, by: Actor) -> Briefing:
    """The row, held until the act is through, so that nobody edits what another signs."""
    held(briefing_id=briefing_id, viewer=by)
    return Briefing.objects.select_for_update().get(pk=briefing_id)


def _open_for(briefing_id: int, act: str, by: Actor) -> Briefing:
    row = _locked(briefing_id, by)
    _must_be_open(row, act, by)
    return row


def _must_be_open(row: Briefing, act: str, by: Actor) -> None:
    by.must("review" if act in ("sign", "return", "issue") else "add")
    if act not in open_acts(row, by):
        raise WrongBriefing(
            "这份简报现在不能这样办理，或由另一单位起草",
            "this cannot be done with the briefing as it stands, or another unit drafts it",
        )


def _reason(note: str) -> None:
    if not note.strip():
        raise WrongBriefing("请写明原因", "say why")


def _step(row: Briefing, act: str, by: Actor, at: datetime, note: str = "") -> None:
    note = note.strip()[:300]
    Step.objects.create(briefing=row, act=act, version=row.version, note=note, at=at, by_id=by.user_id)
    detail: dict[str, Any] = {"reason": note} if note else {}
    if row.total:
        detail |= {"number": str(row.number), "total": str(row.total)}
    log(by=by, at=at, operation=f"briefing_{act}", subject=f"briefing:{row.pk}", name=row.title, **detail)
