"""Organisations with their details."""

from __future__ import annotations

from datetime import date
from typing import Final

from duijie.accounts.types import Actor
from duijie.directory import queries as directory
from duijie.directory.rules import CODED
from duijie.directory.types import Filters
from duijie.exchange.kinds import organisations
from duijie.exchange.lists.out import AT_ONCE, List, Rows, of_fields
from duijie.kernel.words import Words
from duijie.naming.plain import plain


def _organisations(filters: Filters | None, viewer: Actor, today: date) -> Rows:
    offset = 0
    while True:
        page = directory.listing(filters=filters or Filters(), viewer=viewer, offset=offset, limit=AT_ONCE)
        held = directory.details_by_name(names=[plain(row.title)[:200] for row in page.rows])
        for row in page.rows:
            _, _, details = held[plain(row.title)[:200]]
            told = {
                field: CODED[field][value].zh if field in CODED and value in CODED[field] else value
                for field, value in details.items()
            }
            yield [
                row.title if field.target == "name" else told.get(field.target)
                for field in organisations.fields()
            ]
        offset += len(page.rows)
        if len(page.rows) < AT_ONCE:
            return


ORGANISATIONS: Final = List(
    "organisations", Words("组织名录", "Organisations"), *of_fields(organisations.fields), _organisations
)
