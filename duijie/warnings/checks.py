"""One function a rule. Each asks the database a fixed number of times and yields what it finds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, Final

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from duijie.funds.models import Check as ReceiptCheck
from duijie.funds.models import Receipt
from duijie.funds.queries import HOLDS
from duijie.funds.rules import receipt_kinds
from duijie.kernel.words import Words
from duijie.pipeline.models import Amount, Evidence, Project, Sheet, StageRow
from duijie.pipeline.rules import SIZED_BY, best, load
from duijie.warnings.types import Check, Scope, Warned, WarningRule

# A merged duplicate's rows belong to the project that it was merged into.
HOME: Final = Coalesce("project__merged_into_id", "project_id")


def signed_silent(rule: WarningRule, scope: Scope) -> Iterator[Warned]:
    """Signed longer ago than the limit, and no company registered since."""
    months = scope.today.year * 12 + scope.today.month - 1 - int(rule.limit)
    year, month = divmod(months, 12)
    day = min(scope.today.day, 28)
    limit = scope.today.replace(year=year, month=month + 1, day=day)
    silent = scope.projects.filter(stage="signed", status="active", stage_since__lt=limit)
    rows = dict(
        StageRow.objects.filter(project__in=silent, stage="signed")
        .order_by("pk")
        .values_list("project_id", "pk")
    )
    for pk, since in silent.order_by("pk").values_list("pk", "stage_since"):
        reason = Words(f"{since} 签约，至今没有注册", f"signed on {since} and no company registered since")
        yield Warned(rule, reason, (pk,), (f"stage:{rows[pk]}",))


def received_above_agreed(rule: WarningRule, scope: Scope) -> Iterator[Warned]:
    """More received, in yuan, than the contract's total investment."""
    counted = [code for code, kind in receipt_kinds().items() if kind.counts]
    receipts = _receipts(scope).filter(currency="CNY", kind__in=counted).annotate(home=HOME)
    # As reported, most projects are far from their total: only what lies above it, or was verified at more than it was
    # reported, is added up exactly.
    told = receipts.annotate(agreed=Coalesce("project__merged_into__rank", "project__rank")).order_by()
    reported = told.values("home", "agreed").annotate(total=Sum("number"))
    more = ReceiptCheck.objects.filter(basis="verified", number__gt=F("receipt__number"))
    suspects = {
        *reported.filter(total__gt=F("agreed") * rule.limit).values_list("home", flat=True),
        *receipts.filter(pk__in=more.values("receipt_id")).values_list("home", flat=True),
    }
    agreed = dict(scope.projects.filter(pk__in=suspects, rank__gte=0).values_list("pk", "rank"))
    verified = ReceiptCheck.objects.filter(receipt=OuterRef("pk"), basis="verified").order_by("-pk")
    totals = dict(
        receipts.filter(Q(project_id__in=agreed) | Q(project__merged_into_id__in=agreed))
        .annotate(counts=Coalesce(Subquery(verified.values("number")[:1]), "number"))
        .order_by()
        .values("home")
        .annotate(total=Sum("counts"))
        .values_list("home", "total")
    )
    above = {
        home: (total, agreed[home])
        for home, total in totals.items()
        if home in agreed and total > agreed[home] * rule.limit
    }
    rows: dict[int, list[int]] = defaultdict(list)
    of_these = Q(project_id__in=above) | Q(project__merged_into_id__in=above)
    for pk, home in (
        _receipts(scope).filter(of_these).annotate(home=HOME).order_by("pk").values_list("pk", "home")
    ):
        rows[home].append(pk)
    for home, (total, limit) in sorted(above.items()):
        reason = Words(
            f"到位 {_plain(total)} 元，合同总投资 {_plain(limit)} 元",
            f"received {_plain(total)} yuan, agreed {_plain(limit)} yuan",
        )
        yield Warned(rule, reason, (home,), tuple(f"receipt:{pk}" for pk in rows[home]))


def received_without_evidence(rule: WarningRule, scope: Scope) -> Iterator[Warned]:
    """Receipts that no evidence in force proves."""
    bare = _receipts(scope).filter(Q(evidence=None) | Q(evidence__taken_back_at__isnull=False))
    found: dict[int, list[int]] = defaultdict(list)
    for pk, project in bare.order_by("pk").values_list("pk", "project_id"):
        found[project].append(pk)
    for project, rows in sorted(found.items()):
        if len(rows) > rule.limit:
            reason = Words(f"{len(rows)} 笔到位资金没有凭证", f"{len(rows)} receipts without evidence")
            yield Warned(rule, reason, (project,), tuple(f"receipt:{pk}" for pk in rows))


def started_without_permit(rule: WarningRule, scope: Scope) -> Iterator[Warned]:
    """Works begun, outside rented space, without a permit in force."""
    stages = list(load().stages)
    begun = stages[stages.index("started") :]
    permit = Evidence.objects.filter(project=OuterRef("pk"), kind__in=rule.kinds, taken_back_at=None)
    rented = Sheet.objects.filter(project=OuterRef("pk"), columns__land_way="lease")
    bare = (
        scope.projects.filter(stage__in=begun)
        .exclude(status="merged")
        .exclude(Exists(rented))
        .exclude(Exists(permit))
    )
    found = list(bare.order_by("pk").values_list("pk", flat=True))
    steps = StageRow.objects.filter(project__in=found, stage__in=begun).order_by("-pk")
    rows = {project: (pk, day) for pk, project, day in steps.values_list("pk", "project_id", "effective_on")}
    for project in found:
        pk, day = rows[project]
        reason = Words(f"{day} 已开工，没有施工许可证", f"works begun by {day} without a construction permit")
        yield Warned(rule, reason, (project,), (f"stage:{pk}",))


def amount_jump(rule: WarningRule, scope: Scope) -> Iterator[Warned]:
    """A contract many times the intention."""
    corrected = Amount.objects.filter(corrects__isnull=False).values("corrects")
    stated = Amount.objects.filter(kind=SIZED_BY).exclude(pk__in=corrected)
    lower = stated.filter(
        project=OuterRef("project"), phase="intention", number__lt=OuterRef("number") / rule.limit
    )
    jumped = stated.filter(scope.rows(), phase="contract").exclude(project__status="merged")
    suspects = jumped.filter(Exists(lower))
    by_project: dict[int, list[Amount]] = defaultdict(list)
    for row in stated.filter(project__in=list(suspects.values_list("project_id", flat=True))).order_by("pk"):
        by_project[row.project_id].append(row)
    for project, rows in sorted(by_project.items()):
        intended = best(rows, SIZED_BY, phase="intention", increases=False)
        agreed = best(rows, SIZED_BY, phase="contract", increases=False)
        if intended and agreed and intended[1] == agreed[1] and agreed[0] > intended[0] * rule.limit:
            reason = Words(
                f"意向 {_plain(intended[0])}，合同 {_plain(agreed[0])}，超过 {rule.limit} 倍",
                f"intention {_plain(intended[0])}, contract {_plain(agreed[0])}: more than {rule.limit} times",
            )
            yield Warned(rule, reason, (project,), tuple(f"amount:{row.pk}" for row in rows))


def same_investor_and_site(rule: WarningRule, scope: Scope) -> Iterator[Warned]:
    """Several projects of one investor at one site: perhaps one project, signed again."""
    if scope.only is None:
        several = _shared(Project.objects.filter(investor_plain__gt=""), "investor_plain", rule)
    else:
        several = set(scope.projects.values_list("investor_plain", flat=True)) - {""}
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    named = scope.everywhere.filter(investor_plain__in=several).exclude(status="merged").exclude(site="")
    for pk, investor, site in named.order_by("pk").values_list("pk", "investor_plain", "site"):
        groups[investor, site].append(pk)
    for (investor, site), ids in groups.items():
        if len(ids) <= rule.limit or (scope.only is not None and scope.only not in ids):
            continue
        reason = Words(
            f"{investor} 在“{site}”有 {len(ids)} 个项目", f"{len(ids)} projects of {investor} at “{site}”"
        )
        yield Warned(rule, reason, tuple(ids), tuple(f"project:{pk}" for pk in ids))


def same_evidence(rule: WarningRule, scope: Scope) -> Iterator[Warned]:
    """The very same file proves something of several projects."""
    if scope.only is None:
        several = _shared(Evidence.objects.filter(sha256__gt=""), "sha256", rule)
    else:
        own = Evidence.objects.filter(project_id__in=scope.parts, kind__in=rule.kinds, taken_back_at=None)
        several = set(own.values_list("sha256", flat=True)) - {""}
    rows = Evidence.objects.filter(
        scope.rows_seen, sha256__in=several, kind__in=rule.kinds, taken_back_at=None
    )
    groups: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for pk, home, title, sha256 in (
        rows.annotate(home=HOME).order_by("pk").values_list("pk", "home", "title", "sha256")
    ):
        groups[sha256].append((pk, home, title))
    for held in groups.values():
        ids = tuple(dict.fromkeys(home for _, home, _ in held))
        if len(ids) <= rule.limit:
            continue
        reason = Words(
            f"“{held[0][2]}”同一文件用于 {len(ids)} 个项目",
            f"the file “{held[0][2]}” is on {len(ids)} projects",
        )
        yield Warned(rule, reason, ids, tuple(f"evidence:{pk}" for pk, _, _ in held))


CHECKS: Final[Mapping[str, Check]] = {
    check.__name__: check
    for check in (
        signed_silent, received_above_agreed, received_without_evidence, started_without_permit, amount_jump,
        same_investor_and_site, same_evidence,
    )
}  # fmt: skip


def _shared(rows: QuerySet[Any], column: str, rule: WarningRule) -> set[str]:
    """What more rows bear than the limit, whoever reads them: told from the index of the column alone."""
    several = rows.order_by().values(column).annotate(n=Count("*")).filter(n__gt=int(rule.limit))
    return set(several.values_list(column, flat=True))


def _receipts(scope: Scope) -> QuerySet[Receipt]:
    return Receipt.objects.filter(scope.rows(), HOLDS)


def _plain(number: Decimal) -> str:
    return f"{number.normalize():,f}"
