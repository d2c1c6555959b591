# ruff: noqa: PLC0415 -- what a command needs is imported when it runs: starting must be quick, and Django set up first
"""``duijie run``, ``demo``, ``migrate``: the installation brought up."""

from __future__ import annotations

import errno
import os
import socket
from typing import TYPE_CHECKING, Annotated

import typer

from duijie.cli.errors import WrongUse
from duijie.cli.printing import FormatOption, show_one
from duijie.cli.progress import tracked
from duijie.cli.session import migrate as bring_up_to_date
from duijie.cli.session import now
from duijie.cli.words import say
from duijie.kernel.words import Words

if TYPE_CHECKING:
    from duijie.demo.operations import DemoLoaded

LOCAL = ("127.0.0.1", "localhost", "::1")
# Pages wait for the database and little else; eight threads keep an office busy without crowding SQLite.
THREADS = 8


class CannotListen(WrongUse):
    """The server cannot listen there; says what to do."""


def run(
    host: Annotated[str, typer.Option(help="The address to listen on; 0.0.0.0 for all.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535)] = 8000,
    demo: Annotated[bool, typer.Option("--demo", help="Load the demo case first.")] = False,
) -> None:
    """Serve the pages; the database is brought up to date first (启动服务)."""
    ask_for(host, port)
    bring_up_to_date()
    if demo:
        _load_demo()
    from duijie.accounts.queries import demo_sign_in

    shown = f"[{host}]" if ":" in host else host
    typer.echo(say(Words(f"地址 http://{shown}:{port}/", f"Open http://{shown}:{port}/")))
    _tell_sign_in(demo_sign_in())
    if host not in LOCAL and not os.environ.get("DUIJIE_HOSTS"):
        note = Words(
            "其他机器要访问，请在 DUIJIE_HOSTS 中写明本机的名称或地址",
            "For other machines to reach it, name this one in DUIJIE_HOSTS",
        )
        typer.echo(say(note), err=True)
    typer.echo(say(Words("按 Ctrl+C 停止", "Ctrl+C stops it")))
    _serve(host, port)


def demo(
    form: FormatOption = None,
    large: Annotated[
        bool, typer.Option("--large", help="Add a generated year of a county, with planted frauds.")
    ] = False,
    year: Annotated[int | None, typer.Option(help="Of --large: which year; by default the last.")] = None,
    size: Annotated[int, typer.Option(help="Of --large: how many honest projects.", min=1, max=5_000)] = 200,
) -> None:
    """Load the demo case (载入演示数据). Loading it again adds nothing."""
    bring_up_to_date()
    done = _load_demo()
    from duijie.accounts.queries import demo_sign_in

    signs_in = demo_sign_in()
    user, password = signs_in or ("", "")
    record = {
        "documents": done.documents,
        "new_documents": done.new_documents,
        "entries": done.entries,
        "user": user,
        "password": password,
    }
    lines = Words(
        f"演示数据：文件 {done.documents} 份（新 {done.new_documents}），新增台账条目 {done.entries} 条",
        f"Demo case: {done.documents} documents ({done.new_documents} new), {done.entries} entries added",
    )
    told = [say(lines)]
    if large:
        added, words = _load_large(year or now().year - 1, size)
        record |= added
        told.append(say(words))
    show_one(record, form, [*told, *_sign_in_lines(signs_in)])


def _load_large(year: int, size: int) -> tuple[dict[str, object], Words]:
    """What the generated year added and what was planted in it, by rule."""
    from collections import Counter

    from duijie.accounts.operations import local_operator
    from duijie.demo.large import is_loaded, load_year

    if is_loaded():
        words = Words("生成的一年已载入，未作改动", "A generated year was loaded before; nothing was added")
        return {"projects": 0, "leads": 0, "planted": {}}, words
    what = say(Words("生成项目", "making projects"))
    done = load_year(year=year, size=size, by=local_operator(), through=lambda places: tracked(places, what))
    planted = dict(Counter(one.rule for one in done.planted))
    words = Words(
        f"{year} 年：项目 {done.projects} 个，未结线索 {done.leads} 条，埋设问题 {len(done.planted)} 处；"
        f"查看：duijie warnings --as-of {year}-12-31",
        f"{year}: {done.projects} projects, {done.leads} open leads, {len(done.planted)} frauds planted; "
        f"see duijie warnings --as-of {year}-12-31",
    )
    return {"year": year, "projects": done.projects, "leads": done.leads, "planted": planted}, words


def migrate(form: FormatOption = None) -> None:
    """Bring the database up to date (更新数据库)."""
    applied = bring_up_to_date()
    words = Words(f"应用了 {applied} 个迁移", f"{applied} migrations applied")
    if not applied:
        words = Words("数据库已是最新", "The database is up to date")
    show_one({"applied": applied}, form, [say(words)])


def ask_for(host: str, port: int) -> None:
    """Raise :class:`CannotListen` where nothing can listen on ``host`` and ``port``."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        socket.create_server((host, port), family=family).close()
    except OSError as refused:
        if refused.errno == errno.EADDRINUSE:
            reason = "something listens there already"
            remedy = (
                f"Stop it, or choose another port, for example --port {port + 1 if port < 65535 else 8000}"
            )
        elif refused.errno == errno.EACCES:
            reason, remedy = (
                "ports below 1024 need special rights",
                "Choose a higher port, for example --port 8000",
            )
        else:
            reason = "this machine has no such address"
            remedy = "Give one of its own, for example --host 127.0.0.1"
        raise CannotListen(f"cannot listen on {host}:{port}: {reason}. {remedy}.") from refused


def _serve(host: str, port: int) -> None:
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    Granian(
        "config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=min(THREADS, 2 * (os.cpu_count() or 1) + 1),
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        websockets=False,
    ).serve()


def _load_demo() -> DemoLoaded:
    from duijie.demo.operations import load_demo

    return load_demo(at=now())


def _tell_sign_in(signs_in: tuple[str, str] | None) -> None:
    for line in _sign_in_lines(signs_in):
        typer.echo(line)


def _sign_in_lines(signs_in: tuple[str, str] | None) -> list[str]:
    if signs_in is None:
        return []
    user, password = signs_in
    return [say(Words(f"演示账号 {user}，密码 {password}", f"Demo sign-in: {user}, password {password}"))]
