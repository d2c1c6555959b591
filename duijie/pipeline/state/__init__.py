"""What follows from a project's rows, and columns set on one: worked out on the objects; nothing is saved here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import Any, Final

from duijie.codes.credit import WrongCode, read_credit_code
from duijie.directory.queries import homes_named
from duijie.ledger.types import Kept, Within
from duijie.naming.parts import parse_name
from duijie.pipeline.models import Amount, Project, StageRow, StatusRow
from duijie.pipeline.queries import OWN_COLUMNS, holding
from duijie.pipeline.rules import band_of, load, size, source_of, standing
from duijie.pipeline.state.counted import besides, entries_of
from duijie.rulebook.columns import WrongValue

UNIT_COLUMNS: Final = {
    "unit": "unit_id", "first_report_unit": "first_report_unit_id", "landing_unit": "landing_unit_id"
}  # fmt: skip


def put(
    project: Project,
    columns: Mapping[str, Any],
    sheet: dict[str, Any],
    homes: Mapping[str, int] | None = None,
) -> None:
    """Set columns on a project and its sheet, each checked by what the table says of it; nothing is saved.

    ``homes`` are those of investors' names where they were looked up beforehand.
    """
    table = load().columns
    for code, value in columns.items():
        if code in UNIT_COLUMNS:
            setattr(project, UNIT_COLUMNS[code], value)
            continue
        column = table.get(code)
        if column is None or (column.home != "sheet" and code not in OWN_COLUMNS):
            raise WrongValue(
                f"“{code}”不能填写，它由其他记录得出。",
                f"{code!r} is no column that can be filled in; it is derived or kept in rows.",
            )
        kept = column.kept(value)
        if code not in OWN_COLUMNS:
            sheet.pop(code, None)
            sheet.update({} if kept is None else {code: kept})
            continue
        longest = _longest(code)
        if longest and len(kept or "") > longest:
            raise WrongValue(
                f"{code}：{len(kept)} 字，最多 {longest} 字。",
                f"{code}: {len(kept)} characters; {longest} are the most.",
            )
        setattr(project, code, "" if kept is None else kept)
    if not project.name.strip():
        raise WrongValue("项目要有名称。", "A project needs a name.")
    if "unit" in columns and not project.unit_id:
        raise WrongValue("请选择项目的主管单位。", "A project is kept by a unit. Say by which.")
    if project.credit_code and "credit_code" in columns:
        credit = read_credit_code(project.credit_code)
        if isinstance(credit, WrongCode):
            raise WrongValue(
                f"{project.credit_code}：{credit.reason.zh}。请照营业执照填写。",
                f"{project.credit_code}: {credit.reason.en}. Copy the code from the licence.",
            )
        project.credit_code = str(credit)
    if "investor" in columns:
        plain = parse_name(project.investor).plain
        project.investor_plain = plain[:200]
        project.organisation_id = (homes_named(names=[project.investor]) if homes is None else homes).get(
            project.investor
        )


@cache
def _longest(code: str) -> int | None:
    """How many characters a column of the project holds."""
    return getattr(Project._meta.get_field(code), "max_length", None)


def held_in(project: Project, sheet: Mapping[str, Any], code: str) -> Any:
    """What a project and its sheet hold in a column; a unit by its number."""
    if code in UNIT_COLUMNS:
        return getattr(project, UNIT_COLUMNS[code])
    return getattr(project, code) if code in OWN_COLUMNS else sheet.get(code)


def derive(
    project: Project,
    steps: Iterable[StageRow],
    status: StatusRow,
    amounts: Sequence[Amount],
    former: Iterable[str],
    sheet: Mapping[str, Any],
) -> tuple[list[str], list[Kept]]:
    """Work out what lists need from a project's rows, on the object; the ledger's keys and what it is to say."""
    rules = load()
    stages = standing(steps, rules.place)
    stated = holding(amounts)
    project.stage, project.stage_since = stages[-1].stage, stages[-1].effective_on
    project.status, project.status_since = status.status, status.effective_on
    project.merged_into_id = status.into_id
    project.investment = size(stated)
    project.rank = Decimal(-1) if project.investment is None else project.investment
    project.band = band_of(project.investment, rules.bands)
    words = [project.name, project.investor, project.code, project.credit_code, *former]
    project.search = " ".join(filter(None, words)).lower()[:500]
    since = {row.stage: row.effective_on for row in stages}
    project.signed_on, project.started_on = since.get("signed"), since.get("started")
    belongs = _belongs(project.unit_id, project.park, project.source, project.band, project.investor, sheet)
    corrected = [row.pk for row in amounts if row.change == "increased" and row not in stated]
    keys, kept = entries_of(
        project.pk, project.name, stages, stated, rules, corrected=corrected, belongs=belongs
    )
    more, further = besides(
        project.pk, project.name, kept, stated, industry=project.industry, land_on=sheet.get("land_on") or "",
        belongs=belongs,
    )  # fmt: skip
    return keys + more, kept + further


def belongings(*, projects: Iterable[int]) -> dict[int, Within]:
    """By project, what entries of its own and of its parts belong to."""
    columns = ("pk", "unit_id", "park", "source", "band", "investor", "sheet__columns")
    rows = Project.objects.filter(pk__in=list(projects)).values_list(*columns)
    return {
        number: _belongs(unit, park, origin, band, investor, sheet or {})
        for number, unit, park, origin, band, investor, sheet in rows
    }


def _belongs(unit: int, park: str, origin: str, band: str, investor: str, sheet: Mapping[str, Any]) -> Within:
    source = source_of(origin=origin, home=sheet.get("home") or "", investor=investor)
    return Within(unit, park or None, source, band or None, sheet.get("chain") or None)
