"""What words over a table, or its sheet's name, say once of all of its rows: the year, the park."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from duijie.exchange.sheets.fields import Field
from duijie.exchange.sheets.labels import squeezed
from duijie.exchange.sheets.layout import Table

_YEAR: Final = re.compile(
    r"(?<!\d)((?:19|20)\d\d)年(?!度?(?:第?[\d一二三四]|[上下]半年|前))|^((?:19|20)\d\d)$"
)
"""A whole year: not one of which a month, a quarter or a half is meant."""
_PARK: Final = re.compile(
    r"([^\d\s年,，。:：、;；()（）]{2,16}?(?:开发区|高新区|示范区|集聚区|(?<![入进驻出全各本个])园区?))"
)


def year_above(table: Table) -> str:
    """The one year that is told over a table; empty for none, or several."""
    return _only(_YEAR, table)


def park_above(table: Table) -> str:
    """The one park that is named over a table; empty for none, or several."""
    return _only(_PARK, table)


_FINDERS: Final[Mapping[str, Callable[[Table], str]]] = {"year": year_above, "park": park_above}
"""By what a lexicon calls a field's ``above``."""


def said_above(table: Table, fields: Sequence[Field]) -> dict[str, str]:
    """By target, what is said of every row that does not say it itself."""
    found = {field.target: _FINDERS[field.above](table) for field in fields if field.above}
    return {target: words for target, words in found.items() if words}


def _only(pattern: re.Pattern[str], table: Table) -> str:
    """The words nearest to being a title count first."""
    for words in (table.title, table.sheet, *table.above):
        told = {next(filter(None, one.groups())) for one in pattern.finditer(squeezed(words))}
        if told:
            return told.pop() if len(told) == 1 else ""
    return ""
