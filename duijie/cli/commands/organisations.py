# ruff: noqa: PLC0415 -- what a command needs is imported when it runs: starting must be quick, and Django set up first
"""``duijie organisations``, ``organisation``, ``directory duplicates``: who is known, and who may be known twice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from duijie.cli.errors import WrongUse
from duijie.cli.printing import Column, Format, FormatOption, chosen, show, show_one
from duijie.cli.progress import tracked
from duijie.cli.session import now, operator
from duijie.cli.words import label, say

if TYPE_CHECKING:
    from duijie.accounts.types import Actor
    from duijie.directory.types import Profile
    from duijie.judgements.types import MergePreview

NAMES_AT_ONCE = 20_000
"""Names that one share of a look for duplicates is made for, so that memory stays bounded."""

ORGANISATION = Annotated[int, typer.Argument(help="An organisation's number.", metavar="ORGANISATION")]


def organisations(
    form: FormatOption = None,
    search: Annotated[str, typer.Option(help="Characters, pinyin, initials or a code.")] = "",
    kind: Annotated[str, typer.Option(help="enterprise, university, institute, association, government …")] = "",
    division: Annotated[str, typer.Option(help="How the division's code begins: 13, 1311, 131127.")] = "",
    industry: Annotated[str, typer.Option(help="How the industry's code begins: C, C29, C2913.")] = "",
    legal_form: Annotated[str, typer.Option("--legal-form", help="limited, shares, cooperative …")] = "",
    honour: Annotated[str, typer.Option(help="high_tech, little_giant, specialised …")] = "",
    status: Annotated[str, typer.Option(help="operating, closed, revoked …")] = "",
    limit: Annotated[int, typer.Option(min=1, max=1000)] = 50,
) -> None:  # fmt: skip
    """List organisations, or search them (组织名录)."""
    by = operator()
    from duijie.directory.queries import listing
    from duijie.directory.rules import FORMS, HONOURS, KINDS, STATUSES
    from duijie.directory.types import Filters

    for option, value, table in (
        ("--kind", kind, KINDS), ("--legal-form", legal_form, FORMS), ("--honour", honour, HONOURS),
        ("--status", status, STATUSES),
    ):  # fmt: skip
        if value and value not in table:
            raise WrongUse(f"{option} may be one of {', '.join(table)}, not {value!r}.")
    filters = Filters(search, kind, division, industry, legal_form, honour, status)
    people = chosen(form) is Format.TABLE
    rows = [
        {
            "id": one.id,
            "name": one.title,
            "kind": KINDS[one.kind] if people else one.kind,
            "credit_code": one.code,
            "division": one.division,
            "industry": one.industry,
            "honours": [HONOURS[code] for code in one.honours] if people else list(one.honours),
            "status": STATUSES.get(one.status, "") if people else one.status,
            "names": one.names,
        }
        for one in listing(filters=filters, viewer=by, limit=limit).rows
    ]
    show(
        rows,
        (Column("id", number=True), Column("name", wide=True), Column("kind"), Column("credit_code"),
         Column("division"), Column("industry"), Column("honours", wide=True), Column("status"),
         Column("names", number=True)),
        form,
    )  # fmt: skip


def organisation(
    number: ORGANISATION,
    form: FormatOption = None,
    same_as: Annotated[
        int | None, typer.Option(help="Show what would move if this one were the same.", metavar="OTHER")
    ] = None,
    merge: Annotated[bool, typer.Option("--merge", help="With --same-as: say that the two are one.")] = False,
    reason: Annotated[str, typer.Option(help="Why they are one; needed where both have a credit code.")] = "",
    former_code: Annotated[str, typer.Option(help="Of two credit codes, the one that was replaced.")] = "",
    branch_code: Annotated[str, typer.Option(help="Of two credit codes, the one of a branch.")] = "",
) -> None:
    """One organisation: names, details, honours, what touches it (一个组织的全部情况).

    Contacts are not printed. With --same-as, what making two one would do; `duijie names --open` takes a merge
    back.
    """
    by = operator()
    if same_as is None:
        if merge or former_code or branch_code:
            raise WrongUse("--merge needs --same-as with the other organisation's number.")
        _show_profile(number, by, form)
        return
    if former_code and branch_code:
        raise WrongUse(
            "A code is either a former one or a branch's. Give one of --former-code, --branch-code."
        )
    from duijie.judgements.operations import merge as make_one
    from duijie.judgements.queries import merge_preview

    preview = merge_preview(organisation_id=number, other_id=same_as, viewer=by)
    pair = None
    if merge:
        pair = make_one(
            organisation_id=number, other_id=same_as, reason=reason, by=by, at=now(),
            set_aside=former_code or branch_code,
            set_aside_as="former" if former_code else "branch" if branch_code else "",
        )  # fmt: skip
    record = _preview(preview, pair)
    lines = [f"{key}: {value}" for key, value in record.items() if not isinstance(value, list)]
    lines += [f"{say(one['what'])}: {one['left']} + {one['right']}" for one in record["leading"]]
    lines += [say(one) for one in record["obstacles"]]
    show_one(record, form, lines)


def duplicates(form: FormatOption = None) -> None:
    """Look through all names and numbers for organisations that may be known twice (查找重复).

    New pairs wait for a judgement under `duijie names`. Looking again adds nothing.
    """
    by = operator()
    from duijie.directory.queries import listing
    from duijie.directory.types import Filters
    from duijie.judgements.operations import find_duplicates

    total = listing(filters=Filters(), viewer=by, limit=1).total
    shares = 1 + total // NAMES_AT_ONCE
    at = now()
    done = [
        find_duplicates(by=by, at=at, share=share, shares=shares)
        for share in tracked(list(range(shares)), "duplicates")
    ]
    record = {
        "names": done[-1].names,
        "new": sum(one.new for one in done),
        "left_out": sum(one.left_out for one in done),
    }
    show_one(record, form, [f"{label('names')} {record['names']} · {label('new')} {record['new']}"])


def _show_profile(number: int, by: Actor, form: Format | None) -> None:
    from duijie.directory.queries import profile, touches
    from duijie.directory.rules import FIELDS, HONOURS, NAME_KINDS

    one = profile(organisation_id=number, viewer=by)
    events = touches(organisation_id=one.id, viewer=by)
    record = {
        **_record(one),
        "events": [
            {"on": touch.on, "what": touch.words, "name": touch.name, "quote": touch.quote, "document": touch.document_id}
            for touch in events
        ],
    }  # fmt: skip
    lines = [f"{one.title} ({one.id})"]
    lines += [f"  {name.text} · {say(NAME_KINDS[name.kind])}" for name in one.names]
    lines += [f"{say(FIELDS[row.field])}: {row.value}" for row in one.details]
    lines += [f"{row.title or say(HONOURS[row.code])} {row.awarded_on or ''}" for row in one.honours]
    lines += [f"{touch.on or '–'} {say(touch.words)} {touch.quote}" for touch in events]
    show_one(record, form, lines)


def _record(one: Profile) -> dict[str, Any]:
    return {
        "id": one.id,
        "name": one.title,
        "names": [
            {"name": name.text, "kind": name.kind, "since": name.since, "until": name.until} for name in one.names
        ],
        "details": [
            {"field": row.field, "value": row.value, "raw": row.raw, "document": row.source.document_id,
             "source": row.source.words, "told_by_name": row.by_name, "set_aside": row.aside}
            for row in one.details
        ],
        "honours": [
            {"code": row.code, "title": row.title, "level": row.level, "awarded_on": row.awarded_on,
             "expires_on": row.expires_on, "document": row.source.document_id, "source": row.source.words}
            for row in one.honours
        ],
        "belongs_to": [
            {"id": row.other_id, "name": row.other, "kind": row.kind, "since": row.since, "until": row.until}
            for row in one.belongs_to
        ],
    }  # fmt: skip


def _preview(found: MergePreview, pair: int | None) -> dict[str, Any]:
    return {
        "left": found.left.title,
        "right": found.right.title,
        "together": found.title,
        "merged": pair is not None,
        "proposal": pair,
        "fields": [
            {"field": row.field, "left": row.left, "right": row.right, "together": row.merged}
            for row in found.fields
        ],
        "leading": [{"what": row.words, "left": row.left, "right": row.right} for row in found.leading],
        "credit_codes": list(found.codes),
        "said_different": [f"{row.left} / {row.right}" for row in found.contrary],
        "obstacles": list(found.obstacles),
    }
