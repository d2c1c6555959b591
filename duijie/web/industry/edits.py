"""Forms of chains: a new one, a link, links from a sheet, the parks in which a chain is to grow."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from duijie.exchange.sheets.workbook import read_workbook
from duijie.industry import operations, queries
from duijie.industry.links.graph import KINDS, Link, WrongChain
from duijie.industry.links.sheet import links_of, parted
from duijie.industry.types import ChangedMeanwhile, NoSuchChain
from duijie.kernel.words import Words
from duijie.parks.queries import lines as parks
from duijie.text.formats.source import CannotRead
from duijie.web.pages.organisations import FormPage
from duijie.web.pages.parts import Choice, Field
from duijie.web.pages.parts import Link as Lead
from duijie.web.saying import refusal, say
from duijie.web.views.answers import page, viewer

Given = dict[str, str]


@require_http_methods(["GET", "HEAD", "POST"])
@page
def chain_add(request: HttpRequest) -> HttpResponse:
    """A new chain with its first link."""

    def save(given: Given) -> str:
        name = Words(given.get("zh", ""), given.get("en", ""))
        first = {"code": "first", "name": {"zh": given.get("first", "")}, "codes": parted(given.get("codes", "")), "words": parted(given.get("words", ""))}  # fmt: skip
        number = operations.begin(
            code=given.get("code", ""), name=name, links=[first], by=viewer(request), at=timezone.now()
        )
        return reverse("chain", args=[number])

    given = request.POST.dict()
    fields = (
        _text(given, "zh", _("Name (Chinese)"), needed=True), _text(given, "en", _("Name (English)")),
        _text(given, "code", _("Code"), needed=True, hint=_("small letters, digits, hyphens")),
        _text(given, "first", _("Its first link"), needed=True), *_signs(given),
    )  # fmt: skip
    back = Lead(_("Chain maps"), reverse("chains"))
    return _answer(request, _("Begin a chain"), back, fields, save)


@require_http_methods(["GET", "HEAD", "POST"])
@page
def link_add(request: HttpRequest, chain_id: int) -> HttpResponse:
    """A further link."""
    return _link(request, chain_id, "")


@require_http_methods(["GET", "HEAD", "POST"])
@page
def link_edit(request: HttpRequest, chain_id: int, code: str) -> HttpResponse:
    """A link changed, or left out."""
    return _link(request, chain_id, code)


@require_http_methods(["GET", "HEAD", "POST"])
@page
def chain_import(request: HttpRequest, chain_id: int) -> HttpResponse:
    """All links anew, from a sheet."""
    info = queries.chain(chain_id=chain_id, viewer=viewer(request))

    def save(given: Given) -> str:
        file = request.FILES.get("file")
        if file is None:
            raise WrongChain("", Words("请选择文件", "choose a file"))
        if (file.size or 0) > settings.DUIJIE_MAX_BYTES:
            raise WrongChain(file.name or "", Words("文件太大", "the file is too large"))
        sheet = read_workbook(file.read(), file.name or "").sheets[0]
        operations.save_links(
            chain_id=chain_id, links=links_of(sheet.rows), expected=_expected(given), note=file.name or "",
            by=viewer(request), at=timezone.now(),
        )  # fmt: skip
        return reverse("chain", args=[chain_id])

    hint = _("Columns 环节, 代码, 行业代码, 词, 除外, 上游, 类别, 关键; lists parted by 、. The links of the sheet replace those there are, as a further version.")  # fmt: skip
    fields = (
        Field(
            "file",
            _("Sheet (xlsx, ods, csv)"),
            "file",
            required=True,
            hint=hint,
            accept=".xlsx,.xls,.ods,.csv,.tsv",
        ),
    )
    back = Lead(say(info.line.name), reverse("chain", args=[chain_id]))
    return _answer(request, _("Import links"), back, fields, save, version=info.line.version)


@require_http_methods(["GET", "HEAD", "POST"])
@page
def chain_back(request: HttpRequest, chain_id: int, number: int) -> HttpResponse:
    """An earlier version in force again, as a further one."""
    info = queries.chain(chain_id=chain_id, viewer=viewer(request), version=number)

    def save(given: Given) -> str:
        operations.bring_back(
            chain_id=chain_id, number=number, expected=_expected(given), by=viewer(request), at=timezone.now(),
            note=given.get("note", ""),
        )  # fmt: skip
        return reverse("chain", args=[chain_id])

    fields = (_text(request.POST.dict(), "note", _("Why it changes")),)
    back = Lead(say(info.line.name), f"{reverse('chain', args=[chain_id])}?version={number}")
    about = _("Version %(number)s has %(links)s links. It becomes a further version; the others stay.") % {
        "number": number, "links": len(info.graph.links),
    }  # fmt: skip
    return _answer(
        request, _("Bring a version back"), back, fields, save, version=info.line.version, about=about
    )


@require_http_methods(["GET", "HEAD", "POST"])
@page
def chain_seat(request: HttpRequest, chain_id: int) -> HttpResponse:
    """In which park a chain is to grow."""
    who = viewer(request)
    info = queries.chain(chain_id=chain_id, viewer=who)

    def save(given: Given) -> str:
        number = given.get("park", "")
        if not number.isdigit():
            raise WrongChain("", Words("请选择园区", "choose a park"))
        operations.seat(
            chain_id=chain_id,
            park_id=int(number),
            there=given.get("there") != "no",
            by=who,
            at=timezone.now(),
        )
        return reverse("chain", args=[chain_id])

    given = request.POST.dict()
    choices = tuple(
        Choice(str(one.id), one.name, given.get("park") == str(one.id)) for one in parks(viewer=who)
    )
    there = (Choice("yes", _("is to grow there")), Choice("no", _("no longer")))
    fields = (Field("park", _("Park"), "choice", given.get("park", ""), choices, required=True), Field("there", _("The chain"), "choice", "yes", there))  # fmt: skip
    back = Lead(say(info.line.name), reverse("chain", args=[chain_id]))
    about = _("Now in: %(parks)s") % {
        "parks": "、".join(name for _n, name in info.line.parks) or _("none yet")
    }
    return _answer(request, _("Parks of the chain"), back, fields, save, about=about)


def _link(request: HttpRequest, chain_id: int, old: str) -> HttpResponse:
    who = viewer(request)
    info = queries.chain(chain_id=chain_id, viewer=who)
    now = info.graph.by_code.get(old)
    if old and now is None:
        raise NoSuchChain("link", old)

    def save(given: Given) -> str:
        common = {"chain_id": chain_id, "expected": _expected(given), "by": who, "at": timezone.now(), "note": given.get("note", "")}  # fmt: skip
        if old and given.get("remove"):
            operations.remove_link(code=old, **common)  # type: ignore[arg-type]
            return reverse("chain", args=[chain_id])
        zh = given.get("zh", "").strip()
        lists = {
            name: tuple(parted(given.get(name, ""))) for name in ("codes", "words", "unless", "upstream")
        }
        link = Link(
            given.get("code", "").strip(), Words(zh, given.get("en", "").strip() or zh),
            kind=given.get("kind", "make"), key=given.get("key") == "yes", **lists,
        )  # fmt: skip
        operations.save_link(link=link, old=old, **common)  # type: ignore[arg-type]
        return reverse("chain-link", args=[chain_id, link.code])

    held = {} if now is None else {
        "code": now.code, "zh": now.name.zh, "en": now.name.en, "kind": now.kind, "key": "yes" if now.key else "no",
        **{name: "、".join(getattr(now, name)) for name in ("codes", "words", "unless", "upstream")},
    }  # fmt: skip
    given = held | request.POST.dict()
    kinds = tuple(
        Choice(code, say(words), given.get("kind", "make") == code) for code, words in KINDS.items()
    )
    keys = (
        Choice("no", _("no"), given.get("key") != "yes"),
        Choice("yes", _("yes"), given.get("key") == "yes"),
    )
    others = "、".join(f"{one.code} {say(one.name)}" for one in info.graph.links if one.code != old)
    fields = (
        _text(given, "zh", _("Name (Chinese)"), needed=True), _text(given, "en", _("Name (English)")),
        _text(given, "code", _("Code"), needed=True, hint=_("small letters, digits, hyphens")),
        *_signs(given),
        _text(given, "unless", _("Unless"), hint=_("Where one of these stands beside a word, it means something else.")),
        _text(given, "upstream", _("Upstream"), hint=_("Codes of links: %(links)s") % {"links": others}),
        Field("kind", _("Kind"), "choice", given.get("kind", "make"), kinds),
        Field("key", _("Key link"), "choice", given.get("key", "no"), keys),
        _text(given, "note", _("Why it changes")),
    )  # fmt: skip
    back = Lead(say(info.line.name), reverse("chain", args=[chain_id]))
    return _answer(
        request, _("Change the link") if old else _("Add a link"), back, fields, save, version=info.line.version,
        remove=_("Leave this link out") if old else "",
    )  # fmt: skip


def _signs(given: Given) -> tuple[Field, Field]:
    return (
        _text(given, "codes", _("Industry codes"), hint=_("GB/T 4754, such as 2912、2913, also the beginning of one.")),
        Field("words", _("Words"), "lines", given.get("words", ""), hint=_("What names and scopes of business call it, parted by 、.")),
    )  # fmt: skip


def _text(given: Given, name: str, label: str, *, needed: bool = False, hint: str = "") -> Field:
    return Field(name, label, "text", given.get(name, ""), required=needed, hint=hint)


def _expected(given: Given) -> int:
    typed = given.get("version", "")
    return int(typed) if typed.isascii() and typed.isdigit() else -1


def _answer(
    request: HttpRequest, heading: str, back: Lead, fields: tuple[Field, ...], save: Callable[[Given], str], *,
    version: int | None = None, about: str = "", remove: str = "",
) -> HttpResponse:  # fmt: skip
    """The form; on a POST what it asks is done, or it is shown again with the reason and what was typed."""
    viewer(request).must("review")
    problem, status = "", 200
    if request.method == "POST":
        try:
            return redirect(save(request.POST.dict()))
        except (WrongChain, ChangedMeanwhile, CannotRead) as refused:
            problem, status = refusal(refused), 422
    ready = FormPage(
        heading=heading, about=about, back=back, fields=fields, version="" if version is None else str(version),
        save_label=_("Save"), remove_label=remove, problem=problem,
    )  # fmt: skip
    return render(request, "pages/organisation_form.html", {"page": ready}, status=status)
