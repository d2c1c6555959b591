"""The pages' names for kinds, fields, codes and states. English here; the catalogue has the Chinese."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

Label = str | Promise

KINDS: Final[Mapping[str, Label]] = {
    "tally": _("Numbers claimed"),
    "target": _("Quotas and goals"),
    "project": _("Projects"),
    "agreement": _("Agreements"),
    "platform": _("R&D platforms"),
    "event": _("Events"),
    "campaign": _("Campaigns"),
    "body": _("Bodies set up"),
    "policy": _("Policies"),
    "park": _("Parks"),
}
FIELDS: Final[Mapping[str, Label]] = {
    "measure": _("Measure"),
    "quantity": _("Quantity"),
    "subject": _("Of what"),
    "period": _("Period"),
    "by": _("To be reached by"),
    "name": _("Name"),
    "parties": _("Parties"),
    "investment": _("Investment"),
    "stage": _("Stage"),
    "mode": _("Mode"),
    "site": _("Site"),
    "capacity": _("Capacity"),
    "type": _("Type"),
    "host": _("Host"),
    "partner": _("Partner"),
    "date": _("Date"),
    "place": _("Place"),
    "channels": _("Through"),
    "head": _("Head"),
    "members": _("Members"),
    "title": _("Title"),
    "issuer": _("Issued by"),
    "status": _("Status"),
    "parent": _("Part of"),
}
STATES: Final[Mapping[str, Label]] = {
    "open": pgettext_lazy("statement", "waiting"),
    "accepted": pgettext_lazy("statement", "accepted"),
    "corrected": pgettext_lazy("statement", "accepted, corrected"),
    "rejected": pgettext_lazy("statement", "rejected"),
}
FOUND_BY: Final[Mapping[str, Label]] = {
    "rules": pgettext_lazy("found by", "rules"),
    "model": pgettext_lazy("found by", "model"),
    "both": pgettext_lazy("found by", "both"),
}
ANSWERS: Final[Mapping[str, Label]] = {
    "open": pgettext_lazy("pair of names", "waiting"),
    "same": pgettext_lazy("pair of names", "the same"),
    "different": pgettext_lazy("pair of names", "different"),
    "unsure": pgettext_lazy("pair of names", "unsure"),
}
BASES: Final[Mapping[str, Label]] = {
    "reported": _("reported"),
    "verified": _("verified"),
    "statistical": _("statistical"),
}
REPAIRS: Final[Mapping[str, Label]] = {
    "line_ends": _("Line ends"),
    "invisible": _("Invisible characters removed"),
    "pinyin": _("Pinyin in brackets removed"),
    "lost_bytes": _("Lost bytes restored"),
    "simplified": _("Traditional characters"),
    "width": _("Full and half width"),
    "doubled": _("Doubled punctuation"),
    "page_frame": _("Page frame set aside"),
    "spaces": _("Spaces"),
}
CODES: Final[Mapping[str, Mapping[str, Label]]] = {
    "measure": {
        "projects.signed": _("Projects signed"),
        "projects.signed.investment": _("Investment signed"),
        "projects.intent": _("Projects of intent"),
        "projects.intent.investment": _("Investment of intent"),
        "projects.talks": _("Projects in talks"),
        "projects.talks.investment": _("Investment in talks"),
        "projects.reserve": _("Projects in reserve"),
        "projects.reserve.investment": _("Investment in reserve"),
        "projects.started": _("Projects started"),
        "projects.started.investment": _("Investment started"),
        "projects.building": _("Projects under construction"),
        "projects.building.investment": _("Investment under construction"),
        "projects.producing": _("Projects in production"),
        "projects.producing.investment": _("Investment in production"),
        "projects.settled": _("Projects settled"),
        "projects.settled.investment": _("Investment settled"),
        "projects": _("Projects, stage not said"),
        "projects.investment": _("Investment, stage not said"),
        "funds.received": _("Funds received"),
        "funds.received.growth": _("Growth of funds received"),
        "enterprises.settled": _("Enterprises settled"),
        "enterprises.partnered": _("Enterprises partnered"),
        "enterprises.attending": _("Enterprises attending"),
        "enterprises.with_outpost": _("Enterprises with R&D elsewhere"),
        "enterprises.recruiting": _("Enterprises recruiting"),
        "people.attending": _("People attending"),
        "people.recruited": _("People recruited"),
        "platforms": _("R&D platforms"),
        "agreements": _("Agreements"),
        "institutions.partnered": _("Institutions partnered"),
        "jobs": _("Jobs"),
        "output": _("Output"),
        "revenue": _("Revenue"),
        "tax": _("Tax"),
        "land": _("Land"),
        "floor": _("Floor space"),
        "parks": _("Parks"),
        "trips": _("Trips out"),
        "visits": _("Visits received"),
    },
    "stage": {
        "lead": _("lead"),
        "talks": _("in talks"),
        "intent": _("intent"),
        "signed": _("signed"),
        "started": _("started"),
        "building": _("under construction"),
        "completed": _("completed"),
        "producing": _("in production"),
    },
    "mode": {
        "joint_venture": _("joint venture"),
        "cooperation": _("cooperation"),
        "sole": _("sole investor"),
    },
    "agreement.type": {
        "strategic": _("strategic cooperation"),
        "framework": _("framework"),
        "cooperation": _("cooperation"),
        "intent": _("intent"),
        "investment": _("investment contract"),
        "technology": _("technology contract"),
    },
    "platform.type": {
        "academician": _("academician workstation"),
        "postdoctoral": _("postdoctoral station"),
        "foreign_expert": _("foreign experts' station"),
        "institute": _("institute"),
        "laboratory": _("joint laboratory"),
        "engineering_centre": _("engineering centre"),
        "outpost": _("R&D outpost"),
        "other": _("other"),
    },
    "event.type": {
        "roadshow": _("promotion meeting"),
        "signing": _("signing ceremony"),
        "seminar": _("seminar"),
        "fair": _("fair"),
        "groundbreaking": _("groundbreaking"),
        "visit": _("visit"),
        "other": _("other"),
    },
    "status": {"planned": _("planned"), "built": _("built")},
}


def code_label(kind: str, field: str, code: str) -> str:
    """The name of a code in a kind's field; the code itself where it is not in the tables."""
    table = CODES.get(f"{kind}.{field}") or CODES.get(field, {})
    return str(table.get(code, code))


def known(table: Mapping[str, Label], key: str) -> str:
    """The label of ``key``; ``key`` itself where the table does not know it."""
    return str(table.get(key, key))
