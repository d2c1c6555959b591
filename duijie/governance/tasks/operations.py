"""The only writer of tasks, milestones and reports; marks, verdicts and slips: ``overseeing``.

Whoever leads or helps reports. What was reported stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from django.db import IntegrityError, transaction
from django.utils import timezone

from duijie.accounts.operations import log
from duijie.accounts.queries import own_units, units
from duijie.accounts.types import Actor, NoSuchUnit
from duijie.documents import queries as documents
from duijie.governance.models import Milestone, Policy, Report, Task, TaskUnit
from duijie.governance.queries import text_of
from duijie.governance.rules import load
from duijie.governance.tasks.queries import visible
from duijie.governance.tasks.rules import schemes
from duijie.governance.types import CannotDo, NoSuchGovernance, NotYourGovernance
from duijie.journal import differences, image
from duijie.kernel.quantity import Quantity
from duijie.kernel.words import Words
from duijie.ledger import operations as ledger
from duijie.ledger.types import Draft, Kept, Within
from duijie.pipeline import queries as projects
from duijie.pipeline.types import NoSuchProject
from duijie.rulebook.columns import WrongFields

EMPTY: Final = Words("必填", "fill this in")
AHEAD: Final = Words("还没有到那一天", "that day lies ahead")
LONGEST_PATH: Final = 190


@transaction.atomic
def give(
    *, title: str, unit_id: int, begins_on: date, due_on: date, by: Actor, at: datetime, above_id: int | None = None,
    helping: Iterable[int] = (), leader: str = "", about: str = "", weight: Decimal = Decimal(1),
    quantity: Quantity | None = None, measure: str = "", entry_id: int | None = None, scheme: str = "own",
    body_id: int | None = None, policy_id: int | None = None, resolution_id: int | None = None,
    chain_id: int | None = None, project_id: int | None = None, document_id: int | None = None,
    span: tuple[int, int] | None = None,
) -> int:  # fmt: skip
    """Give a unit a task; its number. A part (``above_id``) may be given by who leads the whole, else the office gives.

    ``span`` is where the policy's or the document's words say so; a stretch becomes a task once. ``entry_id`` is the
    ledger's, where a document printed the quota. Raises :class:`WrongFields`, :class:`NotYourGovernance`.
    """
    by.must("add")
    above = None if above_id is None else held(above_id, by)
    if above is not None and above.state != "open":
        raise CannotDo("上级任务已经结束", "the task above is closed")
    if not by.may("review") and (above is None or above.unit_id not in own_units(viewer=by)):
        raise NotYourGovernance(by.name, title)
    faults = _faults(title, unit_id, begins_on, due_on, weight, quantity, measure, scheme)
    if faults:
        raise WrongFields(faults)
    if project_id is not None and not projects.visible(viewer=by).filter(pk=project_id).exists():
        raise NoSuchProject(project_id)
    if span is not None:
        _within(span, policy_id, document_id, by)
    row = Task(
        above=above, title=title.strip()[:200], unit_id=unit_id, leader=leader.strip()[:60], about=about.strip()[:1000],
        begins_on=begins_on, due_on=due_on, weight=weight, quantity=quantity.as_json() if quantity else None,
        number=quantity.number if quantity else None, measure=measure, entry=entry_id, scheme=scheme, body_id=body_id,
        policy_id=policy_id, resolution_id=resolution_id, chain_id=chain_id, project_id=project_id,
        document_id=document_id, start=span[0] if span else None, end=span[1] if span else None, at=at,
        by_id=by.user_id,
    )  # fmt: skip
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as twice:
        raise CannotDo("这段文字已立为任务", "these words are a task already") from twice
    row.path = f"{above.path if above else '/'}{row.pk}/"
    if len(row.path) > LONGEST_PATH:
        raise CannotDo("任务层级太深", "the tree of tasks is too deep")
    row.save(update_fields=["path"])
    for other in dict.fromkeys(helping):
        if other != unit_id:
            TaskUnit.objects.create(task=row, unit_id=other, at=at, by_id=by.user_id)
    keep_quota(row, by, at)
    log(by=by, at=at, operation="give_task", subject=f"task:{row.pk}", title=row.title, due_on=str(due_on))
    return row.pk


@transaction.atomic
def edit(
    *, task_id: int, values: Mapping[str, Any], by: Actor, at: datetime, helping: Iterable[int] | None = None
) -> None:
    """Change title, leader, days, weight or scheme of an open task; the old values stay in the audit row.

    Only the office that reviews moves a day or the scheme: who is to do it does not set its own light.
    """
    row = _written(task_id, by)
    before = image(row)
    allowed = {"title", "about", "leader", "weight", "begins_on", "due_on", "scheme", "unit_id"}
    if unknown := values.keys() - allowed:
        raise WrongFields({code: Words("没有这一项", "there is no such field") for code in unknown})
    for code, value in values.items():
        setattr(row, code, value.strip() if isinstance(value, str) else value)
    strict = {"begins_on", "due_on", "scheme", "unit_id", "weight"} & differences(before, row).keys()
    if strict and not by.may("review"):
        raise WrongFields(
            {code: Words("由督查的办公室改", "the office that reviews changes this") for code in strict}
        )
    quantity = Quantity.from_json(row.quantity) if row.quantity else None
    faults = _faults(
        row.title, row.unit_id, row.begins_on, row.due_on, row.weight, quantity, row.measure, row.scheme
    )
    if faults:
        raise WrongFields(faults)
    row.save()
    if helping is not None:
        wanted = set(helping) - {row.unit_id}
        row.helping.exclude(unit_id__in=wanted).delete()
        for other in wanted - set(row.helping.values_list("unit_id", flat=True)):
            TaskUnit.objects.create(task=row, unit_id=other, at=at, by_id=by.user_id)
    keep_quota(row, by, at)
    log(by=by, at=at, operation="edit_task", subject=f"task:{task_id}", changed=differences(before, row))


@transaction.atomic
def set_steps(*, task_id: int, steps: Sequence[tuple[str, date, Decimal]], by: Actor, at: datetime) -> None:
    """Lay down a task's milestones, title, day and share, in place of those that are not done. Shares sum to 100 at most."""
    row = _written(task_id, by)
    done = list(row.milestones.exclude(done_on=None))
    if sum((one.share for one in done), Decimal(0)) + sum((share for _, _, share in steps), Decimal(0)) > 100:
        raise WrongFields({"steps": Words("各节点占比合计超过 100%", "the shares sum to more than 100 %")})
    before = [f"{one.due_on} {one.title}" for one in row.milestones.order_by("due_on", "pk")]
    row.milestones.filter(done_on=None).delete()
    for title, due, share in steps:
        if not title.strip() or share < 0:
            raise WrongFields(
                {"steps": Words("每个节点要有名称和占比", "a milestone has a title and a share")}
            )
        Milestone.objects.create(
            task=row, title=title.strip()[:200], due_on=due, share=share, at=at, by_id=by.user_id
        )
    after = [f"{one.due_on} {one.title}" for one in row.milestones.order_by("due_on", "pk")]
    log(by=by, at=at, operation="set_steps", subject=f"task:{task_id}", changed={"steps": [before, after]})


@transaction.atomic
def report(
    *, task_id: int, on: date, text: str, by: Actor, at: datetime, percent: Decimal | None = None,
    number: Decimal | None = None, reason: str = "", likely_late: bool = False, serious: bool = False,
    document_id: int | None = None, proof: str = "", steps_done: Iterable[int] = (),
) -> int:  # fmt: skip
    """Say how far a task is, in percent, or by the number that it is held against; the report's number.

    ``proof`` names a paper that is not among the documents. Raises :class:`WrongFields`.
    """
    by.must("add")
    row = held(task_id, by)
    mine = own_units(viewer=by)
    if not by.may("review") and not ({row.unit_id, *row.helping.values_list("unit_id", flat=True)} & mine):
        raise NotYourGovernance(by.name, row.title)
    if row.state != "open":
        raise CannotDo("任务不在办理中", "the task is not open")
    if row.below.filter(state="open").exists():
        raise CannotDo(
            "有下级任务的，进展由下级任务汇总",
            "a task with parts stands where its parts stand; report on those",
        )
    faults: dict[str, Words] = {}
    if on > timezone.localdate(at):
        faults["on"] = AHEAD
    if not text.strip():
        faults["text"] = EMPTY
    if row.number is not None and number is None:
        faults["number"] = EMPTY
    if row.number is None and (percent is None or not 0 <= percent <= 100):
        faults["percent"] = Words("写 0 到 100", "write 0 to 100")
    if number is not None and number < 0:
        faults["number"] = Words("不能小于零", "must not be negative")
    if faults:
        raise WrongFields(faults)
    if document_id is not None:
        documents.get(document_id=document_id, viewer=by)
    made = Report.objects.create(
        task=row, on=on, percent=percent if row.number is None else None, number=number if row.number is not None else None,
        text=text.strip()[:1000], reason=reason.strip()[:500], likely_late=likely_late, serious=serious,
        document_id=document_id, proof=proof.strip()[:200], at=at, by_id=by.user_id,
    )  # fmt: skip
    row.milestones.filter(pk__in=list(steps_done), done_on=None).update(done_on=on)
    log(by=by, at=at, operation="report_progress", subject=f"task:{task_id}", report=made.pk, on=str(on))
    return made.pk


def held(task_id: int, by: Actor) -> Task:
    """A task, held until the operation ends. Raises :class:`NoSuchGovernance`."""
    row = visible(viewer=by).select_for_update(of=("self",)).filter(pk=task_id).first()
    if row is None:
        raise NoSuchGovernance("task", task_id)
    return row


def _written(task_id: int, by: Actor) -> Task:
    by.must("add")
    row = held(task_id, by)
    if not (by.may("review") or row.unit_id in own_units(viewer=by)):
        raise NotYourGovernance(by.name, row.title)
    if row.state != "open":
        raise CannotDo("任务不在办理中", "the task is not open")
    return row


def keep_quota(row: Task, by: Actor, at: datetime) -> None:
    """Keep the quota of a task among the ledger's quotas, unless a document's entry stands for it."""
    rule = load().measures.get(row.measure)
    if rule is None or not rule.quota:
        return
    key = f"task:{row.pk}"
    wanted = []
    if row.entry is None and row.quantity and row.state != "dropped":
        draft = Draft(
            "quota", rule.quota, row.title, Quantity.from_json(row.quantity), key=key, by_when=str(row.due_on),
            data={"task": row.pk, "unit": row.unit_id},
            belongs=Within(unit=row.unit_id),
        )  # fmt: skip
        wanted = [Kept(draft, row.begins_on, key)]
    ledger.settle(keys=[key], wanted=wanted, by=by, at=at)


def _within(span: tuple[int, int], policy_id: int | None, document_id: int | None, by: Actor) -> None:
    if document_id is not None:
        text = documents.original_text(document_id=document_id, viewer=by)
    else:
        held = Policy.objects.select_related("document").filter(pk=policy_id or 0).first()
        if held is None:
            raise NoSuchGovernance("policy", policy_id)
        text = text_of(held)
    if not 0 <= span[0] < span[1] <= len(text):
        raise CannotDo("文中没有这一段", "the text has no such stretch")


def _faults(
    title: str, unit_id: int, begins_on: date, due_on: date, weight: Decimal, quantity: Quantity | None, measure: str,
    scheme: str,
) -> dict[str, Words]:  # fmt: skip
    faults: dict[str, Words] = {}
    if not title.strip():
        faults["title"] = EMPTY
    if due_on < begins_on:
        faults["due_on"] = Words("应不早于开始日期", "must not lie before the first day")
    if not 0 < weight <= 1000:
        faults["weight"] = Words("权重要大于 0，不超过 1000", "a weight lies above 0 and is 1000 at most")
    if scheme not in schemes():
        faults["scheme"] = Words("没有这种亮灯办法", "there is no such scheme of lights")
    rule = load().measures.get(measure)
    if measure and rule is None:
        faults["measure"] = Words("没有这种指标", "there is no such measure")
    if quantity is not None and (quantity.number <= 0 or (rule is not None and quantity.unit != rule.unit)):
        faults["number"] = Words(
            "要写大于零的数，单位与指标一致", "write a number above nothing, in the measure's unit"
        )
    if unit_id not in units():
        raise NoSuchUnit(unit_id)
    return faults
