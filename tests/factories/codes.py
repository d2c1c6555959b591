"""Credit codes that nobody holds: division 999999 does not exist, the check digits fit."""

from __future__ import annotations

from duijie.codes.credit import check_letter, organisation_check


def made_code(number: int) -> str:
    """A valid code of its own for each number."""
    inner = f"{number:08d}"
    first = f"91999999{inner}{organisation_check(inner)}"
    return first + check_letter(first)
