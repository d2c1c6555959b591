"""The ledger's entries that follow from platforms, people, contracts and partnerships. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal

from duijie.innovation.rules import ENDED, MODES, load, province_of, split_names
from duijie.kernel.quantity import Quantity
from duijie.ledger.rules import PART
from duijie.ledger.types import NOWHERE, Draft, EntryInfo, Kept, Within


def running(entries: Iterable[EntryInfo], host: Callable[[EntryInfo], str]) -> list[EntryInfo]:
    """Entries of outposts, in which an enterprise counts one less only from the day on which its last one ended."""
    entries = list(entries)
    of_key = {
        entry.key: host(entry) for entry in entries if entry.shape == "item" and entry.quantity.number > 0
    }
    ends = [entry for entry in entries if entry.shape == "item" and entry.quantity.number < 0]
    last = {of_key.get(entry.key.removesuffix(ENDED), ""): entry for entry in ends}
    over = Counter(of_key.get(entry.key.removesuffix(ENDED), "") for entry in ends)
    every = Counter(of_key.values())
    gone = [entry for name, entry in last.items() if over[name] == every[name]]
    return [*(entry for entry in entries if entry not in ends), *gone]


def platform_entries(
    *, platform_id: int, key: str, kind: str, host: str, name: str, partners: str, park: str, told_on: date,
    ended_on: date | None, source: str, belongs: Within = NOWHERE,
) -> list[Kept]:  # fmt: skip
    """The entries that follow from a platform: itself, from the end on one less, and its host's outpost."""
    row = load().kinds[kind]
    label = " ".join(filter(None, [host, name or row.name.zh]))
    evidence = f"创新平台 {platform_id}" + (f"：{source}" if source else "")
    named = split_names(partners)
    data = {
        "type": kind, "host": host, "partner": named[0] if named else None, "partners": named,
        "platform": platform_id,
    }  # fmt: skip
    measures = {"platforms": (kind, label)}
    if row.outpost and host:
        measures["enterprises.with_outpost"] = (park, host)
    found = []
    for measure, (scope, words) in measures.items():
        one = Quantity.exactly(1, "count", "1个")
        found.append(
            Kept(
                Draft("item", measure, words, one, key=key, scope=scope, data=data, belongs=belongs),
                told_on,
                evidence,
            )
        )
        if ended_on is not None:
            less = Quantity.exactly(-1, "count")
            over = Draft(
                "item",
                measure,
                f"{words}（终止）",
                less,
                key=key + ENDED,
                scope=scope,
                data={"platform": platform_id},
                belongs=belongs,
            )
            found.append(Kept(over, ended_on, evidence))
    return found


def talent_entries(
    *, talent_id: int, category: str, mode: str, host: str, begins_on: date, belongs: Within = NOWHERE
) -> list[Kept]:
    """The entry that follows from somebody brought in. It does not name them."""
    label = f"{host} {load().categories[category].zh}（{MODES[mode].zh}）"
    draft = Draft(
        "item", "people.recruited", label, Quantity.exactly(1, "count", "1名"), key=f"talent:{talent_id}", scope=mode,
        data={"mode": mode, "category": category}, belongs=belongs,
    )  # fmt: skip
    return [Kept(draft, begins_on, f"引进人才 {talent_id}")]


def contract_entries(
    *, contract_id: int, key: str, kind: str, flow: str, amount: Decimal, other_region: str, registered_on: date | None,
    number: str, belongs: Within = NOWHERE,
) -> list[Kept]:  # fmt: skip
    """The entry that follows from a registered contract that crosses the region's edge. It names neither side."""
    if registered_on is None or flow not in ("absorbed", "exported"):
        return []
    draft = Draft(
        "item", f"technology.{flow}", f"{load().technology[kind].zh}合同 {number}".strip(),
        Quantity.exactly(amount, "CNY"), key=key, scope=province_of(other_region),
        data={"kind": kind, "region": other_region}, belongs=belongs,
    )  # fmt: skip
    return [Kept(draft, registered_on, f"技术合同 {contract_id} {number}".strip())]


def dealing_key(what: str, number: int, project: str) -> str:
    """A contract's or a partnership's key in the ledger: a part of its project, with which it is confidential."""
    return f"{project}{PART}{what}:{number}" if project else f"{what}:{number}"


def partnership_entries(
    *, partnership_id: int, key: str, kind: str, firm: str, institution: str, signed_on: date,
    belongs: Within = NOWHERE,
) -> list[Kept]:  # fmt: skip
    """The entry that follows from a partnership; it makes the institution one that the region works with."""
    draft = Draft(
        "item", "partnerships", f"{firm}、{institution}", Quantity.exactly(1, "count", "1项"),
        key=key, data={"kind": kind, "parties": [firm, institution]}, belongs=belongs,
    )  # fmt: skip
    return [Kept(draft, signed_on, f"产学研合作 {partnership_id}")]
