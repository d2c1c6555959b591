"""The list of imports, and one of them with its rows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from duijie.accounts.types import Actor
from duijie.exchange import queries
from duijie.exchange.apart import Standing, standing
from duijie.exchange.kinds import KINDS
from duijie.exchange.types import STATES, ImportInfo, RowInfo
from duijie.kernel.words import Words
from duijie.web.compose.codes import choices
from duijie.web.compose.links import with_query
from duijie.web.exchange.pages import (
    Acts,
    Change,
    ImportLine,
    ImportPage,
    ImportsPage,
    Part,
    RowLine,
    UndoPage,
    Working,
)
from duijie.web.pages.parts import Field, Link
from duijie.web.saying import moment, say

PAGE: Final = 50
FORMATS: Final = ".xlsx,.xlsm,.xlsb,.xls,.ods,.csv,.txt,.tsv"
STATE_NAMES: Final[Mapping[str, Words]] = {
    "received": Words("已收到", "received"),
    "unmapped": Words("缺必填的列", "a column is missing"),
    "previewed": Words("待执行", "to be applied"),
    "applied": Words("已执行", "applied"),
    "undone": Words("已撤销", "undone"),
}
STATE_LIGHTS: Final = {"unmapped": "red", "previewed": "yellow", "applied": "green"}
ROW_NAMES: Final[Mapping[str, Words]] = {
    "new": Words("新增", "new"),
    "changed": Words("更改", "changed"),
    "same": Words("无变化", "the same"),
    "duplicate": Words("疑似重复", "duplicate"),
    "refused": Words("未取", "refused"),
}
ROW_LIGHTS: Final = {"new": "green", "changed": "green", "duplicate": "yellow", "refused": "red"}
RECORDS: Final = {"projects": "project", "organisations": "organisation", "events": "event"}
STEPS: Final[Mapping[str, Words]] = {
    "read": Words("正在读表", "reading the sheet"),
    "compare": Words("正在逐行比对", "comparing row by row"),
    "apply": Words("正在写入", "writing"),
    "journal": Words("正在记下撤销所需", "noting what undoing needs"),
    "check": Words("正在查有无妨碍", "looking for what stands in the way"),
    "undo": Words("正在恢复", "putting back"),
}
WORKING: Final[Mapping[str, Words]] = {
    "compare": Words("正在读取并比对", "Reading and comparing"),
    "apply": Words("正在执行导入", "Applying the import"),
    "undo": Words("正在撤销导入", "Undoing the import"),
}


def imports_page(asked: Mapping[str, str], *, viewer: Actor, problem: str = "") -> ImportsPage:
    """The list, with the form above it for who may add."""
    before = asked.get("before", "")
    found = queries.listing(viewer=viewer, before=int(before) if before.isdigit() else None, limit=PAGE + 1)
    more = len(found) > PAGE
    kinds = {code: kind.name for code, kind in KINDS.items()}
    fields = (
        Field("file", _("Spreadsheet"), "file", required=True, accept=FORMATS, hint=_("xlsx, xls, ods or csv, in whatever shape it is.")),
        Field("kind", _("What it holds"), "choice", choices=choices(kinds, asked.get("kind", ""), empty=_("see by its columns"))),
        Field("as_of", _("As of"), "date", asked.get("as_of", ""), hint=_("The day of what has none; today where it is left out.")),
    )  # fmt: skip
    return ImportsPage(
        fields=fields if viewer.may("add") else (),
        problem=problem,
        limit=f"{settings.DUIJIE_MAX_BYTES // 1024 // 1024} MB",
        rows=tuple(_line(one) for one in found[:PAGE]),
        next=with_query(reverse("imports"), before=str(found[PAGE - 1].id)) if more else "",
    )


def import_page(import_id: int, asked: Mapping[str, str], *, viewer: Actor) -> ImportPage:
    """One import. Raises :class:`duijie.exchange.types.NoSuchImport`."""
    info = queries.get(import_id=import_id, viewer=viewer)
    now = standing(import_id)
    working = now is not None and not now.ended
    state = asked.get("state", "") if asked.get("state") in STATES else ""
    after = int(asked["after"]) if asked.get("after", "").isdigit() else 0
    here = reverse("import", args=[import_id])
    ready = info.state in ("previewed", "applied", "undone") and not (working and info.state == "previewed")
    page = None
    if ready:
        page = queries.rows(
            import_id=import_id, viewer=viewer, states=(state,) if state else (), after=after, limit=PAGE
        )
    return ImportPage(
        title=info.name,
        about=_about(info),
        state=say(STATE_NAMES[info.state]),
        light=STATE_LIGHTS.get(info.state, ""),
        problem=say(Words(now.zh, now.en)) if now is not None and now.ended else "",
        remarks=tuple(map(say, info.remarks)),
        working=_working(now) if now is not None and working else None,
        told=_told(info),
        acts=Acts() if working else acts_of(info, viewer),
        parts=tuple(_parts(info, state, here)) if ready else (),
        rows=tuple(_row(info, one, viewer) for one in page.rows) if page else (),
        first=with_query(here, state=state) if after else "",
        next=with_query(here, state=state, after=str(page.next)) if page and page.next else "",
    )


def acts_of(info: ImportInfo, viewer: Actor) -> Acts:
    """What may be done with an import as it stands."""

    def to(name: str) -> str:
        return reverse(name, args=[info.id])

    writes = viewer.may("add")
    open_ = writes and info.state in ("received", "unmapped", "previewed")
    effect = info.counts.get("new", 0) + info.counts.get("changed", 0)
    return Acts(
        apply=to("import-apply") if open_ and info.state == "previewed" and effect else "",
        columns=to("import-columns") if open_ and info.tables else "",
        again=to("import-again") if open_ else "",
        refused=to("import-refused") if info.counts.get("refused") or info.counts.get("duplicate") else "",
        undo=to("import-undo") if writes and info.state == "applied" else "",
        discard=to("import-discard") if open_ else "",
        file=to("import-file"),
    )


def undo_page(info: ImportInfo, *, problem: str = "") -> UndoPage:
    """What is asked before an import is undone."""
    return UndoPage(
        title=info.name,
        back=Link(info.name, reverse("import", args=[info.id])),
        told=_told(info),
        problem=problem,
    )


def _line(info: ImportInfo) -> ImportLine:
    return ImportLine(
        name=Link(info.name, reverse("import", args=[info.id])),
        kind=say(KINDS[info.kind].name) if info.kind in KINDS else "",
        state=say(STATE_NAMES[info.state]),
        light=STATE_LIGHTS.get(info.state, ""),
        when=moment(info.at),
        who=info.by,
        told=" · ".join(
            f"{say(ROW_NAMES[one])} {info.counts[one]:,}" for one in STATES if info.counts.get(one)
        ),
    )


def _about(info: ImportInfo) -> str:
    told = [say(KINDS[info.kind].name)] if info.kind in KINDS else []
    told += [f"{info.by} · {moment(info.at)}"]
    if info.applied_at:
        told.append(_("applied %(when)s") % {"when": moment(info.applied_at)})
    if info.undone_at:
        told.append(_("undone %(when)s by %(who)s") % {"when": moment(info.undone_at), "who": info.undone_by})
    return " · ".join(told)


def _told(info: ImportInfo) -> str:
    """What an import does, or did, in one sentence."""
    counts = {"new": f"{info.counts.get('new', 0):,}", "changed": f"{info.counts.get('changed', 0):,}"}
    match info.state:
        case "previewed" if info.counts.get("new") or info.counts.get("changed"):
            return (
                _("Applying it adds %(new)s records and changes %(changed)s, all of it or nothing.") % counts
            )
        case "previewed" if not info.counts.get("same"):
            return _(
                "No row can be taken as it is; each says why below. Often a unit is to be chosen beside the columns."
            )
        case "previewed":
            return _("It says nothing new: there is nothing to apply.")
        case "applied":
            return _("%(new)s records were added and %(changed)s changed.") % counts
        case "undone":
            return _("All is as it was before the import.")
    return ""


def _working(now: Standing) -> Working:
    told = say(STEPS[now.what]) if now.what in STEPS else ""
    if now.total:
        told += f" · {now.done:,} / {now.total:,}"
    return Working(say(WORKING[now.act]), told.strip(" ·"), now.done, now.total)


def _parts(info: ImportInfo, state: str, here: str) -> list[Part]:
    every = sum(info.counts.values())
    found = [Part(_("all"), f"{every:,}", here, not state)]
    for code in ("new", "changed", "duplicate", "refused", "same"):
        number = info.counts.get(code, 0)
        found.append(Part(say(ROW_NAMES[code]), f"{number:,}", with_query(here, state=code), state == code))
    return found


def _row(info: ImportInfo, one: RowInfo, viewer: Actor) -> RowLine:
    url = ""
    if one.record_id is not None and info.kind in RECORDS and info.state != "undone":
        url = reverse(RECORDS[info.kind], args=[one.record_id])
    offer = info.state == "previewed" and one.state == "duplicate" and viewer.may("add")
    return RowLine(
        number=f"{one.number:,}",
        where=one.where,
        name=Link(one.label or _("no name"), url),
        state=say(ROW_NAMES[one.state]),
        light=ROW_LIGHTS.get(one.state, ""),
        changes=tuple(Change(say(field), old, new) for field, old, new in one.changes),
        reasons=tuple(map(say, one.reasons)),
        as_new_url=reverse("import-as-new", args=[info.id, one.number]) if offer else "",
    )


def rows_told(number: int) -> str:
    """``3 rows``."""
    return ngettext("%(count)s row", "%(count)s rows", number) % {"count": f"{number:,}"}
