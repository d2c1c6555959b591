"""Workbooks that an office styled as it likes and that are filled with a list: shipped ones, and the office's own.

An own one lies in ``DUIJIE_HOME/templates/KIND/NAME.xlsx`` and stands before a shipped one of its name.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import xlsxwriter
from django.conf import settings

from duijie.exchange.kinds import fields_of
from duijie.exchange.lists import LISTS
from duijie.exchange.lists.out import List
from duijie.exchange.sheets.filling import heads_of
from duijie.exchange.types import WrongChoice

NAME: Final = re.compile(r"[\w（）()·-][\w（）()· -]{0,59}")
"""What a template may be called: it becomes the name of a file."""
_MONTHLY: Final = (
    "name", "investor", "unit", "content", "total_investment", "stage", "contract_date", "stage_on.started", "site",
    "covering_leader", "remarks",
)  # fmt: skip
SHIPPED: Final[Mapping[tuple[str, str], tuple[str, ...]]] = {
    ("projects", "台账"): (),
    ("projects", "月报表"): _MONTHLY,
    ("receipts", "月报表"): (),
    ("events", "活动台账"): (),
    ("tenants", "企业年度数据"): (),
}
"""Kind and name of what is shipped, with the codes of its columns; none for all."""


@dataclass(frozen=True, slots=True)
class Template:
    """A template of a list. ``own``: it is the office's."""

    kind: str
    name: str
    own: bool


def templates(kind: str = "") -> list[Template]:
    """All templates, or those of one list, by list and name."""
    found = {key: Template(*key, own=False) for key in SHIPPED}
    for path in sorted(folder().glob("*/*.xlsx")):
        key = (path.parent.name, path.stem)
        if key[0] in LISTS and NAME.fullmatch(key[1]):
            found[key] = Template(*key, own=True)
    return sorted(
        (one for one in found.values() if kind in ("", one.kind)),
        key=lambda one: (list(LISTS).index(one.kind), one.name),
    )


def template(kind: str, name: str) -> bytes:
    """The workbook. Raises :class:`WrongChoice`."""
    path = file_of(kind, name)
    if path.is_file():
        return path.read_bytes()
    if (kind, name) not in SHIPPED:
        names = ", ".join(one.name for one in templates(kind))
        raise WrongChoice(
            f"{kind} 没有模板“{name}”；现有：{names or '无'}。",
            f"There is no template {name!r} of {kind}; there are {names or 'none'}.",
        )
    return _made(LISTS[kind], name, SHIPPED[kind, name])


def file_of(kind: str, name: str) -> Path:
    """Where an own template lies. Raises :class:`WrongChoice` for a name that cannot be a file's."""
    if kind not in LISTS:
        raise WrongChoice(
            f"没有清单“{kind}”；可选：{'、'.join(LISTS)}。",
            f"There is no list {kind!r}; there are {', '.join(LISTS)}.",
        )
    if not NAME.fullmatch(name):
        raise WrongChoice(
            f"“{name}”不能作模板名：请用汉字、字母和数字，最多 60 个。",
            f"{name!r} cannot name a template: use letters, characters and digits, 60 at most.",
        )
    return folder() / kind / f"{name}.xlsx"


def folder() -> Path:
    """Where the office's own templates lie."""
    return Path(settings.DUIJIE_HOME) / "templates"


def heads(kind: str) -> dict[str, str]:
    """Code of a list's column by every word that may name it: what heads it, and the words that are read."""
    chosen = LISTS[kind]
    told = [(code, (column.head,)) for code, column in zip(chosen.codes(), chosen.columns(), strict=True)]
    words = [(field.target, field.words) for field in fields_of().get(kind, ())]
    return heads_of([*told, *words])


def _made(chosen: List, name: str, codes: tuple[str, ...]) -> bytes:
    """A plain template: a title, heads, the model row, a line of sums, ready to print."""
    columns = dict(zip(chosen.codes(), chosen.columns(), strict=True))
    shown = codes or tuple(columns)
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet(name)
        line: dict[str, Any] = {"border": 1, "valign": "vcenter"}
        title = book.add_format({"bold": True, "font_size": 18, "align": "center", "valign": "vcenter"})
        head = book.add_format(
            {**line, "bold": True, "align": "center", "text_wrap": True, "bg_color": "#EEF2F7"}
        )
        text = book.add_format({**line, "text_wrap": True})
        number = book.add_format({**line, "num_format": "#,##0.##"})
        day = book.add_format({**line, "num_format": "yyyy-mm-dd", "align": "center"})
        formats = {"money": number, "number": number, "day": day}
        last = len(shown)
        sheet.merge_range(
            0, 0, 0, last, "{{region}}" + chosen.title.zh + ("" if name == "台账" else f"（{name}）"), title
        )
        sheet.write_string(1, 0, "截至{{day}}，共{{count}}条")
        sheet.set_row(0, 32)
        sheet.write_string(2, 0, "序号", head)
        sheet.write_string(3, 0, "{{#}}", text)
        sheet.write_string(4, 0, "合计", head)
        sheet.set_column(0, 0, 6)
        for place, code in enumerate(shown, 1):
            column = columns[code]
            sheet.write_string(2, place, column.head, head)
            sheet.write_string(3, place, "{{" + code + "}}", formats.get(column.holds, text))
            if column.holds == "money":
                letter = xlsxwriter.utility.xl_col_to_name(place)
                sheet.write_formula(4, place, f"=SUM({letter}4:{letter}4)", number)
            else:
                sheet.write_blank(4, place, None, text)
            sheet.set_column(place, place, 12 if column.holds in ("day", "number", "money") else 18)
        sheet.freeze_panes(3, 2)
        sheet.repeat_rows(2, 2)
        sheet.print_area(0, 0, 4, last)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&C&P / &N")
    return buffer.getvalue()
