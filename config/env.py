"""Typed reading of environment variables. A wrong value stops the start and says what would be right."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import unquote, urlsplit


class WrongSetting(SystemExit):
    """A setting that cannot be used; ends the process with one line on standard error."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name}: {reason}")


def text(name: str, default: str = "") -> str:
    """The variable as it is."""
    return os.environ.get(name, default)


def flag(name: str, *, default: bool = False) -> bool:
    """``1 true yes on`` or ``0 false no off``, in any case."""
    value = os.environ.get(name, "").strip().lower()
    if not value:
        return default
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    raise WrongSetting(name, f"{value!r} is neither on (1, true, yes) nor off (0, false, no)")


def whole(name: str, default: int, *, least: int = 0) -> int:
    """A whole number not below ``least``."""
    value = os.environ.get(name, "").strip()
    if not value:
        return default
    if not value.isdigit() or int(value) < least:
        raise WrongSetting(name, f"{value!r} is not a whole number of at least {least}")
    return int(value)


def words(name: str, default: str = "") -> list[str]:
    """A list separated by commas."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def address(name: str, default: str = "") -> str:
    """An address of a server, ``http://host:port/path`` or ``https://…``; empty where it is unset."""
    value = os.environ.get(name, default).strip()
    try:
        parts = urlsplit(value)
        usable = parts.scheme in {"http", "https"} and parts.hostname and parts.username is None
        usable = usable and (parts.port or 1) and value.isprintable() and " " not in value
    except ValueError:
        usable = False
    if value and not usable:
        raise WrongSetting(name, "must look like http://127.0.0.1:11434/v1, without user and password")
    return value


def folder(name: str, default: Path) -> Path:
    """A directory, made if it is missing."""
    path = Path(os.environ.get(name) or default).expanduser().resolve()
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as refused:
        raise WrongSetting(name, f"the folder {path} cannot be made ({refused.strerror})") from refused
    return path


def database(name: str, home: Path) -> dict[str, object]:
    """A Django database from ``postgresql://user:password@host:port/name``; SQLite in ``home`` if unset."""
    url = os.environ.get(name, "").strip()
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": home / "duijie.sqlite3",
            # A connection that lasts can tell whether another one has written since.
            "CONN_MAX_AGE": 60,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
            },
        }
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise WrongSetting(name, "must look like postgresql://user:password@host:5432/name")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_HEALTH_CHECKS": True,
        "CONN_MAX_AGE": 60,
        # Disks of today read anywhere at nearly one price: what is counted is then counted along an index.
        "OPTIONS": {"options": "-c random_page_cost=1.1"},
    }
