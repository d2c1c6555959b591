"""Reads of decisions and facts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from duijie.accounts.types import Actor
from duijie.directory.models import Mention
from duijie.directory.rules import leads_here
from duijie.directory.types import Touch
from duijie.documents.queries import infos, visible
from duijie.evidence import queries as evidence
from duijie.evidence.models import Statement
from duijie.kernel.span import Span
from duijie.kernel.words import Words
from duijie.naming.plain import plain
from duijie.reading.kinds import Tally, from_values, names_in
from duijie.review.models import Decision, Fact
from duijie.review.rules import Heard, contradictions
from duijie.review.types import DecisionInfo, FactInfo, Progress, Reviewed

_LATEST = Decision.objects.filter(statement=OuterRef("pk")).order_by("-at", "-pk")


def of_document(*, document_id: int, viewer: Actor) -> list[Reviewed]:
    """Every statement of a document with the decision in force, in the order of places.

    Raises :class:`duijie.documents.types.NoSuchDocument`.
    """
    statements = evidence.of_document(document_id=document_id, viewer=viewer)
    decisions = _in_force(statement.id for statement in statements)
    facts = {
        fact.statement_id: fact.values
        for fact in Fact.objects.filter(statement__document_id=document_id, retired_by=None)
    }
    return [Reviewed(one, decisions.get(one.id), facts.get(one.id, one.values)) for one in statements]


def get(*, statement_id: str, viewer: Actor) -> Reviewed:
    """One statement with the decision in force; raises :class:`duijie.evidence.types.NoSuchStatement`."""
    statement = evidence.get(statement_id=statement_id, viewer=viewer)
    fact = Fact.objects.filter(statement_id=statement_id, retired_by=None).first()
    return Reviewed(
        statement, _in_force([statement_id]).get(statement_id), fact.values if fact else statement.values
    )


def facts_of(*, document_id: int, viewer: Actor) -> list[FactInfo]:
    """The facts in force that rest on a document, in the order of places."""
    return _facts(Fact.objects.filter(statement__document_id=document_id, retired_by=None), viewer)


def facts_by_ids(*, fact_ids: Iterable[int], viewer: Actor) -> dict[int, FactInfo]:
    """Facts by number, in force or not; those that are not visible are left out."""
    return {fact.id: fact for fact in _facts(Fact.objects.filter(pk__in=set(fact_ids)), viewer)}


def documents_of_facts(*, viewer: Actor) -> dict[int, int]:
    """The document that each visible fact rests on, by the fact's number."""
    rows = Fact.objects.filter(statement__document__in=visible(viewer=viewer))
    return dict(rows.values_list("pk", "statement__document_id"))


def conflicts(*, document_id: int, viewer: Actor, whole: frozenset[str]) -> list[tuple[FactInfo, FactInfo]]:
    """Pairs of accepted tallies of a document that cannot both be true."""
    facts = {f.statement_id: f for f in facts_of(document_id=document_id, viewer=viewer) if f.kind == "tally"}
    heard = [
        Heard(key, fact.document_id, fact.said) for key, fact in facts.items() if isinstance(fact.said, Tally)
    ]
    return [(facts[a.statement_id], facts[b.statement_id]) for a, b in contradictions(heard, whole=whole)]


def progress(*, document_ids: Iterable[int], viewer: Actor) -> dict[int, Progress]:
    """How far the review of each document has come."""
    rows = (
        Statement.objects.filter(document__in=visible(viewer=viewer), document_id__in=set(document_ids))
        .annotate(word=Subquery(_LATEST.values("verdict")[:1]))
        .values("document_id")
        .annotate(
            accepted=Count("pk", filter=Q(word__in=("accepted", "corrected"))),
            rejected=Count("pk", filter=Q(word="rejected")),
            all=Count("pk"),
        )
    )
    return {
        row["document_id"]: Progress(
            row["all"] - row["accepted"] - row["rejected"], row["accepted"], row["rejected"]
        )
        for row in rows
    }


def waiting(*, viewer: Actor) -> int:
    """How many statements wait for a decision, over all documents."""
    rows = Statement.objects.filter(document__in=visible(viewer=viewer)).annotate(
        word=Subquery(_LATEST.values("verdict")[:1])
    )
    return rows.filter(Q(word=None) | Q(word="withdrawn")).count()


def rejected_ids(*, viewer: Actor) -> frozenset[str]:
    """Statements that a person has rejected."""
    rows = Statement.objects.filter(document__in=visible(viewer=viewer)).annotate(
        word=Subquery(_LATEST.values("verdict")[:1])
    )
    return frozenset(rows.filter(word="rejected").values_list("pk", flat=True))


def facts_naming(*, names: Mapping[int, str], viewer: Actor) -> list[tuple[int, FactInfo]]:
    """Facts in force that name one of ``names`` (number to text), each with the name's number."""
    pairs: dict[str, set[int]] = {}
    for name, statement in Mention.objects.filter(name_id__in=names).values_list("name_id", "statement_id"):
        pairs.setdefault(statement, set()).add(name)
    folded = {number: plain(text) for number, text in names.items()}
    found = []
    for fact in _facts(Fact.objects.filter(statement_id__in=pairs, retired_by=None), viewer):
        said = {plain(name) for name in names_in(from_values(fact.kind, fact.values))}
        found += [(name, fact) for name in sorted(pairs[fact.statement_id]) if folded[name] in said]
    return found


def _touching(*, names: Mapping[int, str], viewer: Actor) -> list[Touch]:
    facts = facts_naming(names=names, viewer=viewer)
    known = infos(document_ids={fact.document_id for _, fact in facts}, viewer=viewer)
    return [
        Touch(
            "review.Fact.values", name, names[name], fact.document_date, Words("采纳为事实", "accepted as a fact"),
            fact.statement_id, fact.document_id, known[fact.document_id].title, fact.place, fact.quote,
        )
        for name, fact in facts
    ]  # fmt: skip


def _in_force(statement_ids: Iterable[str]) -> dict[str, DecisionInfo]:
    found: dict[str, DecisionInfo] = {}
    rows = (
        Decision.objects.filter(statement_id__in=list(statement_ids))
        .select_related("by")
        .order_by("at", "pk")
    )
    for row in rows:
        if row.verdict == "withdrawn":
            found.pop(row.statement_id, None)
        else:
            found[row.statement_id] = DecisionInfo(row.verdict, row.reason, str(row.by), row.at)
    return found


def _facts(rows: QuerySet[Fact], viewer: Actor) -> list[FactInfo]:
    rows = (
        rows.filter(statement__document__in=visible(viewer=viewer))
        .select_related("statement__document")
        .defer("statement__document__text", "statement__document__blocks")
        .order_by("statement__start", "statement__end", "pk")
    )
    return [
        FactInfo(
            id=row.pk,
            kind=row.kind,
            values=row.values,
            statement_id=row.statement_id,
            quote=row.statement.quote,
            place=Span(row.statement.start, row.statement.end),
            document_id=row.statement.document_id,
            document_date=row.statement.document.dated_on,
        )
        for row in rows
    ]


leads_here("review.Fact.values", "事实", "facts", _touching)
