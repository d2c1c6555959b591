"""Audit rows in words, in the language of the page."""

from __future__ import annotations

from duijie.accounts.types import AuditInfo
from duijie.acts.wording import act_of, joined, particulars
from duijie.credit.rules import splits
from duijie.web.saying import say


def told(row: AuditInfo) -> tuple[str, str]:
    """What was done, and its particulars."""
    return say(act_of(row)), say(joined(particulars(row)))


def rule_name(code: str) -> str:
    """The name of a rule of sharing; the code itself where there is none."""
    return next((say(row.name) for row in splits() if row.code == code), code)
