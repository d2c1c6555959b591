"""A unit's form as a sheet, and the sheet that comes back, known by its code wherever it stands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final

from duijie.accounts.types import Actor
from duijie.exchange.sheets.fields import Field
from duijie.exchange.sheets.workbook import Value, read_workbook
from duijie.exchange.sheets.writing import Out, OutColumn, write_workbook
from duijie.returns.queries import MARK, form, held, mark_of
from duijie.returns.rules import shown
from duijie.returns.types import Form, WrongReturn

CODE, NAME, REASON = "项目编号", "项目名称", "变动原因"
_WAN: Final = Decimal(10_000)


def sheet_of(*, asked_id: int, viewer: Actor) -> bytes:
    """The pre-filled form as an xlsx file."""
    told = form(asked_id=asked_id, viewer=viewer)
    columns = [
        OutColumn(CODE, width=18), OutColumn(NAME, width=30),
        *(OutColumn(head_of(one), one.holds) for one in told.fields), OutColumn(REASON, width=30),
    ]  # fmt: skip
    title = f"{told.title} {told.unit} 表号 {told.mark}"
    return write_workbook([Out(told.unit, columns, _rows(told), title)])


def sheet_back(
    *, data: bytes, name: str, viewer: Actor
) -> tuple[int, dict[int, dict[str, Any]], dict[int, str]]:
    """What a sheet says: whose it is, the cells by project and field, and the reasons.

    Raises :class:`WrongReturn`, :class:`duijie.returns.types.NoSuchReturn`,
    :class:`duijie.text.formats.source.CannotRead`.
    """
    for sheet in read_workbook(data, name).sheets:
        found = next(
            (mark for row in sheet.rows[:20] for cell in row if (mark := MARK.search(str(cell or "")))), None
        )
        if found is None:
            continue
        asked = held(asked_id=int(found[1]), viewer=viewer)
        if mark_of(asked) != found[0]:
            raise WrongReturn(
                f"表号 {found[0]} 有误，请重新下载表格",
                f"the code {found[0]} is not right; download the sheet anew",
            )
        told = form(asked_id=asked.pk, viewer=viewer)
        return asked.pk, *_said(sheet.rows, told)
    raise WrongReturn(
        "表里没有表号，请用下载的表格填写", "the sheet bears no code; fill in the one that was downloaded"
    )


def head_of(field: Field) -> str:
    """The head of a field's column, with the unit that its numbers are in."""
    return f"{field.name.zh}（万元）" if field.holds == "money" else field.name.zh


def _rows(told: Form) -> list[list[Any]]:
    return [
        [row.code, row.name, *(_cell(one, row.values[one.target]) for one in told.fields), ""]
        for row in told.rows
    ]


def _cell(field: Field, value: Any) -> Any:
    if value is None:
        return None
    if field.holds == "money":
        return Decimal(value[0]) / _WAN if value[1] == "CNY" else shown(field, value).zh
    if field.holds == "number":
        return Decimal(str(value))
    return date.fromisoformat(value) if field.holds == "day" else shown(field, value).zh


def _said(rows: Sequence[Sequence[Value]], told: Form) -> tuple[dict[int, dict[str, Any]], dict[int, str]]:
    heads = {head_of(one): one.target for one in told.fields}
    places: dict[str, int] = {}
    numbers = {row.code: row.project_id for row in told.rows}
    said: dict[int, dict[str, Any]] = {}
    reasons: dict[int, str] = {}
    unknown = []
    for row in rows:
        words = [str(cell or "").strip() for cell in row]
        if not places:
            places = {word: place for place, word in enumerate(words)} if CODE in words else {}
            continue
        code = words[places[CODE]] if places[CODE] < len(words) else ""
        if not code:
            continue
        if code not in numbers:
            unknown.append(code)
            continue
        said[numbers[code]] = {
            target: row[places[head]]
            for head, target in heads.items()
            if head in places and places[head] < len(row)
        }
        if REASON in places and places[REASON] < len(words) and words[places[REASON]]:
            reasons[numbers[code]] = words[places[REASON]]
    if not places:
        raise WrongReturn(f"找不到“{CODE}”这一列", f"no column is headed {CODE}")
    if unknown:
        listed = "、".join(unknown[:5])
        raise WrongReturn(
            f"这些编号不在这张表的项目之内：{listed}", f"these codes are none of this return's: {listed}"
        )
    return said, reasons
