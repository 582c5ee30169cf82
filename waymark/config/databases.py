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

# How long a write waits for one that holds it up, in seconds. Who writes from a phone is told soon that it
# was not saved, with their text still there; the desk and the worker can wait for a long job or a copy.
PATIENCE: Final = 10
VISITORS_PATIENCE: Final = 4
# What a connection needs (`host` may name a socket folder), and nothing that changes how statements are read.
URL_OPTIONS: Final = frozenset({"host", "sslmode", "sslrootcert", "sslcert", "sslkey", "connect_timeout"})


def sqlite_database(path: Path, *, patience: int = PATIENCE, forgets: bool = False) -> Database:
    """A file in WAL. `forgets` overwrites deleted rows with zeroes, as the keys store must."""
    pragmas = ["journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "temp_store=MEMORY"]
    if forgets:
        pragmas.append("secure_delete=ON")
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "timeout": patience,
            "transaction_mode": "IMMEDIATE",
            "init_command": ";".join(f"PRAGMA {pragma}" for pragma in pragmas),
        },
    }


def postgres_database(setting: Setting, url: str, *, patience: int = PATIENCE) -> Database:
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
        "OPTIONS": {**options, "options": f"-c lock_timeout={patience * 1000}"},
    }


def databases(env: Environment, data_dir: Path, *, patience: int = PATIENCE) -> dict[str, Database]:
    """Both databases, whose writes wait `patience` seconds for one another.

    One on PostgreSQL and the other on SQLite is refused: their backups would not match.
    """
    main, keys = env.text(DATABASE_URL), env.text(KEYS_DATABASE_URL)
    if main is None and keys is None:
        return {
            "default": sqlite_database(data_dir / "waymark.sqlite3", patience=patience),
            "keys": sqlite_database(data_dir / "keys.sqlite3", patience=patience, forgets=True),
        }
    if main is None or keys is None:
        raise ImproperlyConfigured(f"Set both {DATABASE_URL.name} and {KEYS_DATABASE_URL.name}, or neither.")
    if main == keys:
        raise ImproperlyConfigured("The keys store must be a database of its own.")
    return {
        "default": postgres_database(DATABASE_URL, main, patience=patience),
        "keys": postgres_database(KEYS_DATABASE_URL, keys, patience=patience),
    }
