"""From a file to rows of one kind: the mapping guessed, remembered or said, and every row read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from duijie.accounts.queries import units
from duijie.exchange.kinds import KINDS, field_named, fields_of
from duijie.exchange.models import Remembered
from duijie.exchange.sheets.mapping import HEADING, fingerprint, with_choices
from duijie.exchange.sheets.reading import Found, Opened, open_tables
from duijie.exchange.sheets.records import Record, records
from duijie.exchange.sheets.values import read
from duijie.exchange.sheets.workbook import Workbook, read_workbook
from duijie.exchange.types import NOTHING_ASKED, Asked, NothingToImport, TableInfo, WrongChoice
from duijie.kernel.words import Words
from duijie.naming.plain import plain
from duijie.rulebook.columns import WrongValue

_MOST: Final = 10
"""Tables and sheets that are told of where none was recognised."""


@dataclass(frozen=True, slots=True)
class Looked:
    """A file as it was understood, before any row is compared."""

    workbook: Workbook
    opened: Opened
    remembered: tuple[bool, ...]

    @property
    def remarks(self) -> tuple[Words, ...]:
        """What was odd, and what was passed over."""
        fields = {one.target: one.name for one in fields_of()[self.opened.kind]}
        said = dict.fromkeys(
            (one.table.sheet, target, f"{words}年" if target == "year" else words)
            for one in self.opened.found
            for target, words in one.said.items()
        )
        told = (
            Words(
                f"“{sheet}”的标题、表名或列名写着{fields[target].zh}“{words}”：没有另写的行按它记",
                f"the title, the name or the heads of “{sheet}” say {fields[target].en} “{words}”: "
                "rows that do not say it are taken for it",
            )
            for sheet, target, words in said
        )
        doubts = (
            column.doubt for one in self.opened.found for column in one.mapped if column.doubt is not None
        )
        return (
            *(Words(one, one) for one in self.workbook.remarks),
            *self.workbook.told,
            *self.opened.passed_over,
            *told,
            *dict.fromkeys(doubts),
        )

    @property
    def tables(self) -> tuple[TableInfo, ...]:
        """The tables with their mappings."""
        return tuple(
            TableInfo(
                one.table.sheet, one.table.title, one.table.unit, one.table.head_row, one.table.shape,
                len(one.table.lines), len(one.table.dropped), fingerprint(self.opened.kind, one.table), one.mapped,
                remembered,
            )
            for one, remembered in zip(self.opened.found, self.remembered, strict=True)
        )  # fmt: skip


def look(*, data: bytes, name: str, asked: Asked = NOTHING_ASKED) -> Looked:
    """Read a file and map its columns. Raises ``CannotRead``, :class:`NothingToImport`, :class:`WrongChoice`."""
    if asked.kind and asked.kind not in KINDS:
        raise WrongChoice(
            f"没有类别“{asked.kind}”；可选：{'、'.join(KINDS)}。",
            f"There is no kind {asked.kind!r}; there are {', '.join(KINDS)}.",
        )
    workbook = read_workbook(data, name)
    opened = open_tables(workbook, fields_of(), kind=asked.kind)
    if not opened.found:
        en = "; ".join(one.en for one in opened.passed_over[:_MOST]) or "its sheets are empty"
        zh = "；".join(one.zh for one in opened.passed_over[:_MOST]) or "工作表都是空的"
        raise NothingToImport(
            f"{name}：没有认出表格（{zh}）。有没有写列名的一行？",
            f"{name}: no table was recognised ({en}). Is there a row with the columns' names?",
        )
    _checked(asked, opened)
    found, remembered = [], []
    for one in opened.found:
        memory = Remembered.objects.filter(fingerprint=fingerprint(opened.kind, one.table)).first()
        mapped = one.mapped
        if memory is not None:
            told_before = {label: (target, unit) for label, (target, unit) in memory.mapping.items()}
            mapped = with_choices(mapped, told_before, by="memory")
        if asked.mapping:
            mapped = with_choices(mapped, asked.mapping, by="person")
        found.append(replace(one, mapped=mapped))
        remembered.append(memory is not None)
    return Looked(workbook, replace(opened, found=tuple(found)), tuple(remembered))


def missing(looked: Looked, asked: Asked) -> tuple[Words, ...]:
    """The fields that must be and that neither a column nor a fixed word fills, by table."""
    kind = looked.opened.kind
    found = []
    for one in looked.opened.found:
        filled = {column.target for column in one.mapped} | set(asked.fixed) | set(one.said)
        found += [
            Words(f"“{one.table.sheet}”没有列填“{field.name.zh}”", f"“{one.table.sheet}”: no column fills {field.name.en}")
            for field in fields_of()[kind]
            if field.must and field.target not in filled
        ]  # fmt: skip
    return tuple(found)


def rows_of(looked: Looked, asked: Asked) -> Iterator[tuple[int, Record]]:
    """The rows of all tables with the table's number; fixed words fill what no cell says."""
    fields = fields_of()[looked.opened.kind]
    fixed = fixed_values(looked.opened.kind, asked.fixed)
    for number, one in enumerate(looked.opened.found):
        said = {**one.said, **fixed}
        for record in records(one.table, one.mapped, fields):
            if not said:
                yield number, record
                continue
            cells = (*record.cells, *one.said.values())
            yield number, replace(record, values={**said, **record.values}, cells=cells)


def heads_behind(found: Found, kind: str) -> list[str]:
    """The heads of what stands behind a row's own cells: what is said between the rows and above them."""
    named = {field.target: field.words[0] for field in fields_of()[kind]}
    return [
        *(named[one.target] for one in found.mapped if one.number == HEADING and one.target),
        *(named[target] for target in found.said),
    ]


def fixed_values(kind: str, fixed: Mapping[str, str]) -> dict[str, Any]:
    """The values of fixed words. Raises :class:`WrongChoice`, :class:`WrongValue`."""
    values = {}
    for target, words in fixed.items():
        field = field_named(kind, target)
        if field is None:
            raise _no_field(target, kind)
        answer = read(field, words)
        if answer.value is None:
            left = answer.left or Words("没有写", "nothing is said")
            raise WrongValue(f"{target}：{left.zh}。", f"{target}: {left.en}.")
        values[target] = answer.value
    return values


def _checked(asked: Asked, opened: Opened) -> None:
    labels = {column.label for one in opened.found for column in one.mapped}
    known = {field.target for field in fields_of()[opened.kind]}
    for label, (target, _) in asked.mapping.items():
        if label not in labels:
            raise WrongChoice(
                f"没有列“{label}”；有这些列：{'、'.join(sorted(labels))}。",
                f"There is no column {label!r}; there are {', '.join(sorted(labels))}.",
            )
        if target and target not in known:
            raise _no_field(target, opened.kind)
    unit = asked.fixed.get("unit", "")
    names = [one.name for one in units().values()]
    if unit and "unit" in known and plain(unit) not in map(plain, names):
        raise WrongChoice(
            f"没有单位“{unit}”；现有：{'、'.join(names[:30])}。",
            f"There is no unit {unit!r}; there are {', '.join(names[:30])}.",
        )


def _no_field(target: str, kind: str) -> WrongChoice:
    listed = _targets(kind)
    return WrongChoice(
        f"没有字段“{target}”；可选：{listed}。", f"There is no field {target!r}; there are {listed}."
    )


def _targets(kind: str) -> str:
    fields: Sequence[Any] = fields_of()[kind]
    return ", ".join(field.target for field in fields)
