"""Loads the demo case the way a person would: receive, read, review, post."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files
from typing import Any

from django.db import transaction

from duijie.accounts.operations import add_user, set_region
from duijie.accounts.queries import DEMO_PASSWORD, DEMO_USER, own_region
from duijie.accounts.types import Actor
from duijie.demo.governing import govern
from duijie.demo.innovation import carry
from duijie.demo.parks import lay_out
from duijie.demo.public import publish
from duijie.directory.operations import date_name, describe
from duijie.directory.queries import organisations_of, profile
from duijie.directory.types import Source
from duijie.documents.queries import listing
from duijie.evidence import queries as evidence
from duijie.evidence.operations import take_in
from duijie.industry.links.shipped import shipped
from duijie.industry.operations import lay_down
from duijie.judgements.operations import merge
from duijie.ledger.operations import post
from duijie.review.operations import accept


class RegionTaken(ValueError):
    """This installation serves a real region already; the demo case would mix with its books."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"This installation keeps the books of {name}. Load the demo case into another folder: "
            "set DUIJIE_HOME to an empty one."
        )


@dataclass(frozen=True, slots=True)
class DemoLoaded:
    """What loading added; nothing the second time."""

    documents: int
    new_documents: int
    entries: int


@transaction.atomic
def load_demo(*, at: datetime) -> DemoLoaded:
    """Load the demo case: its user, its region, its documents, their review and their entries.

    Loading again adds nothing and leaves what a person has decided since as it is. Raises
    :class:`RegionTaken` where the installation serves a region of its own.
    """
    case = tomllib.loads(files("duijie.demo").joinpath("cases.toml").read_text("utf-8"))
    region = own_region()
    if region.name and not region.is_demo:
        raise RegionTaken(region.name)
    by = add_user(username=DEMO_USER, password=DEMO_PASSWORD, display_name="演示用户", role="administrator")
    if not region.name:
        set_region(**case["region"], is_demo=True, by=by, at=at)
    new = entries = 0
    for document in case["document"]:
        added, posted = _load(document, by, at)
        new += added
        entries += posted
    if new:
        _describe(case, by, at)
    lay_out(case, by=by, at=at)
    lay_down(chains=shipped(), by=by, at=at)
    carry(case, by=by, at=at)
    govern(case, by=by, at=at)
    publish(case, by=by, at=at)
    return DemoLoaded(len(case["document"]), new, entries)


def _load(document: dict[str, str], by: Actor, at: datetime) -> tuple[bool, int]:
    data = files("duijie.demo").joinpath("documents", document["file"]).read_bytes()
    taken = take_in(data=data, name=document["file"], by=by, at=at, why=document["why"])
    if not taken.new_document or document["review"] != "accept":
        return taken.new_document, 0
    for statement in evidence.of_document(document_id=taken.document_id, viewer=by):
        accept(statement_id=statement.id, by=by, at=at)
    return True, post(document_id=taken.document_id, by=by, at=at).added


def _describe(case: dict[str, Any], by: Actor, at: datetime) -> None:
    """What the documents tell of their organisations, and which of their names are one."""
    documents = {one.name: one.id for one in listing(viewer=by)}
    numbers = organisations_of(
        names=[
            *(one["name"] for one in case["organisation"]),
            *(n for one in case["same"] for n in one["names"]),
        ]
    )
    for one in case["organisation"]:
        source = Source(documents[one["document"]])
        describe(organisation_id=numbers[one["name"]], values=one["values"], by=by, at=at, source=source)
    for one in case["same"]:
        first, second = (numbers[name] for name in one["names"])
        merge(organisation_id=first, other_id=second, reason=one["reason"], by=by, at=at)
        if "short" in one:
            names = {name.text: name.id for name in profile(organisation_id=first, viewer=by).names}
            date_name(name_id=names[one["short"]], kind="short", since=None, until=None, by=by, at=at)
