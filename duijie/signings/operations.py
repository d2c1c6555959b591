"""The only writer of signings.

What counts of one is worked out when it is read. The ledger has its entries from the project's own record, so
nothing is written there twice.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from duijie.accounts.operations import log
from duijie.accounts.types import Actor
from duijie.directory.queries import homes_named
from duijie.engagement import operations as engagement
from duijie.engagement.models import Event
from duijie.engagement.types import NoSuchEvent
from duijie.journal import differences, image
from duijie.kernel.words import Words
from duijie.naming.parts import parse_name
from duijie.pipeline import operations as pipeline
from duijie.pipeline import queries as projects
from duijie.pipeline.models import Amount
from duijie.pipeline.rules import SIZED_BY, key_of
from duijie.pipeline.rules import load as pipeline_rules
from duijie.rulebook.columns import WrongFields
from duijie.signings.models import Party, Signing
from duijie.signings.queries import HOLDS, agreed, get
from duijie.signings.rules import kinds
from duijie.signings.types import NoSuchSigning, Signed

AHEAD = Words("还没有到那一天", "that day lies ahead")


@transaction.atomic
def sign(
    *,
    project_id: int,
    kind: str,
    signed_on: date,
    by: Actor,
    at: datetime,
    event_id: int | None = None,
    number: Decimal | None = None,
    parties: Iterable[str] = (),
    evidence_id: int | None = None,
    increase_id: int | None = None,
    note: str = "",
    enter_stage: bool = False,
) -> Signed:
    """Record that something was signed for a project. A formal signing that repeats an earlier one is kept and told.

    ``number`` in yuan is what was announced; for a formal contract it is the agreed one where nothing is given.
    ``enter_stage`` moves the project to the stage that the kind agrees with, by its gates and its second person.
    An increase is stated as an agreed amount of the project, unless ``increase_id`` names the one that it is.
    Raises :class:`WrongFields` and what moving a project raises.
    """
    project = projects.to_write(project_id=project_id, by=by)
    _check(kind, signed_on, number, at)
    event = None
    if event_id is not None:
        event = Event.objects.filter(pk=event_id).first()
        if event is None:
            raise NoSuchEvent(event_id)
    row = kinds()[kind]
    if row.counts == "increment":
        increase_id = _increase(project_id, increase_id, number, signed_on, evidence_id, by, at)
    request = None
    if enter_stage and row.stage and _before(project.stage, row.stage):
        request = pipeline.move(
            project_id=project_id, stage=row.stage, effective_on=signed_on, reason=note, by=by, at=at
        )
    if number is None and row.counts == "once":
        number = agreed(project_ids=[project_id]).get(project_id)
    signing = Signing.objects.create(
        event=event, project_id=project_id, kind=kind, signed_on=signed_on, number=number,
        evidence_id=evidence_id, increase_id=increase_id,
        note=note.strip()[:300], at=at, by_id=by.user_id,
    )  # fmt: skip
    _name_parties(signing, parties)
    log(
        by=by,
        at=at,
        operation="sign",
        subject=key_of(project_id),
        signing=signing.pk,
        kind=kind,
        event=event_id,
    )
    if event_id is not None:
        engagement.follow(event_id=event_id, after=kind, day=signed_on, project_id=project_id, by=by, at=at)
    now = get(signing_id=signing.pk, viewer=by, today=timezone.localdate(at))
    return Signed(signing.pk, now.standing, now.reasons, request)


@transaction.atomic
def correct(
    *,
    signing_id: int,
    reason: str,
    by: Actor,
    at: datetime,
    number: Decimal | None = None,
    signed_on: date | None = None,
    void: bool = False,
) -> int:
    """Say that a signing was recorded wrongly: by another amount or day, or that it was none; the further row's number.

    An increase that it gave rise to stays on the project and is corrected there.
    """
    held = Signing.objects.select_for_update(of=("self",)).filter(HOLDS, pk=signing_id).first()
    if held is None or not projects.visible(viewer=by).filter(pk=held.project_id).exists():
        raise NoSuchSigning(signing_id)
    projects.to_write(project_id=held.project_id, by=by)
    if not reason.strip():
        raise WrongFields({"reason": Words("请写明理由", "say why")})
    _check(held.kind, signed_on or held.signed_on, number, at)
    row = Signing.objects.create(
        event_id=held.event_id, project_id=held.project_id, kind=held.kind, signed_on=signed_on or held.signed_on,
        number=held.number if number is None else number, evidence_id=held.evidence_id,
        increase_id=held.increase_id, note=reason.strip()[:300], void=void, corrects=held, at=at, by_id=by.user_id,
    )  # fmt: skip
    _name_parties(row, held.parties.order_by("pk").values_list("name", flat=True))
    changed = {
        field: pair
        for field, pair in differences(image(held), row).items()
        if field not in ("corrects", "note")
    }
    log(
        by=by, at=at, operation="correct_signing", subject=key_of(held.project_id), signing=held.pk, void=void,
        changed=changed, reason=reason.strip()[:300],
    )  # fmt: skip
    return row.pk


def _name_parties(signing: Signing, names: Iterable[str]) -> None:
    found = [name.strip()[:200] for name in names if name.strip()]
    homes = homes_named(names=found)
    for name in found:
        Party.objects.create(
            signing=signing, name=name, plain=parse_name(name).plain[:200], organisation_id=homes.get(name)
        )


def _check(kind: str, day: date, number: Decimal | None, at: datetime) -> None:
    faults = {}
    if kind not in kinds():
        codes = ", ".join(kinds())
        faults["kind"] = Words(f"请从中选择：{codes}", f"choose one of: {codes}")
    if day > timezone.localdate(at):
        faults["signed_on"] = AHEAD
    if number is not None and number < 0:
        faults["number"] = Words("要写不小于零的数字", "write a number that is not negative")
    if faults:
        raise WrongFields(faults)


def _increase(
    project_id: int,
    increase_id: int | None,
    number: Decimal | None,
    day: date,
    evidence_id: int | None,
    by: Actor,
    at: datetime,
) -> int:
    """The agreed increase behind a signing: the one named, or a new one."""
    if increase_id is not None:
        kept = Amount.objects.filter(
            pk=increase_id, project_id=project_id, kind=SIZED_BY, change="increased", corrected_by=None
        )
        if not kept.exists():
            raise WrongFields({"increase": Words("没有这条增资记录", "this project has no such increase")})
        return increase_id
    if not number:
        raise WrongFields({"number": Words("增资要写明金额", "an increase says by how much")})
    return pipeline.state_amount(
        project_id=project_id, kind=SIZED_BY, number=number, phase="contract", change="increased",
        effective_on=day, evidence_id=evidence_id, by=by, at=at,
    )  # fmt: skip


def _before(stage: str, target: str) -> bool:
    rules = pipeline_rules()
    return rules.place(stage) < rules.place(target)
