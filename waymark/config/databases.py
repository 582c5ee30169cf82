"""Where rows are kept: the main database and the keys store, on SQLite or on PostgreSQL.

SQLite runs in WAL with synchronous=FULL, so what was acknowledged survives a power cut. Two of them, since
a destroyed key must not come back out of the main one's backups.
"""

from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from waymark.config.env import DATABASE_URL, KEYS_DATABASE_URL, Environment, Setting

Database = dict[str, Any]

BUSY_SECONDS: Final = 10
# What a connection needs (`host` may name a socket folder), and nothing that changes how statements are read.
URL_OPTIONS: Final = frozenset({"host", "sslmode", "sslrootcert", "sslcert", "sslkey", "connect_timeout"})


def sqlite_database(path: Path, *, forgets: bool = False) -> Database:
    """A file in WAL. `forgets` overwrites deleted rows with zeroes, as the keys store must."""
    pragmas = ["journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "temp_store=MEMORY"]
    if forgets:
        pragmas.append("secure_delete=ON")
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "timeout": BUSY_SECONDS,
            "transaction_mode": "IMMEDIATE",
            "init_command": ";".join(f"PRAGMA {pragma}" for pragma in pragmas),
        },
    }


def postgres_database(setting: Setting, url: str) -> Database:
    """Read a PostgreSQL address. Refuses what it does not understand, without showing the address."""
    parts = urlsplit(url)
    options = dict(parse_qsl(parts.query, strict_parsing=True)) if parts.query else {}
    name = unquote(parts.path.removeprefix("/"))
    if parts.scheme not in {"postgresql", "postgres"} or not name or "/" in name:
        raise ImproperlyConfigured(f"{setting.name} must look like {setting.holds}.")
    if unknown := sorted(options.keys() - URL_OPTIONS):
        raise ImproperlyConfigured(f"{setting.name} has options that are not known: {', '.join(unknown)}.")
    try:
        port = parts.port
    except ValueError as wrong:
        raise ImproperlyConfigured(f"{setting.name} has a port that is not a number.") from wrong
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", unquote(parts.hostname or "")),
        "PORT": str(port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "DISABLE_SERVER_SIDE_CURSORS": True,
        "OPTIONS": options,
    }


def databases(env: Environment, data_dir: Path) -> dict[str, Database]:
    """Both databases. One on PostgreSQL and the other on SQLite is refused: their backups would not match."""
    main, keys = env.text(DATABASE_URL), env.text(KEYS_DATABASE_URL)
    if main is None and keys is None:
        return {
            "default": sqlite_database(data_dir / "waymark.sqlite3"),
            "keys": sqlite_database(data_dir / "keys.sqlite3", forgets=True),
        }
    if main is None or keys is None:
        raise ImproperlyConfigured(f"Set both {DATABASE_URL.name} and {KEYS_DATABASE_URL.name}, or neither.")
    if main == keys:
        raise ImproperlyConfigured("The keys store must be a database of its own.")
    return {
        "default": postgres_database(DATABASE_URL, main),
        "keys": postgres_database(KEYS_DATABASE_URL, keys),
    }
