"""Every setting that the environment may hold, in one table, read with its type; a wrong one stops us.

`docs/settings.md` is printed from this table. A value is never shown in an error: it may be a secret.
"""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

OURS: Final = "WAYMARK_"
HOUSE: Final = Path(__file__).resolve().parent.parent.parent
TRUE: Final = frozenset({"1", "true", "yes", "on"})
_HOST: Final = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*")
FALSE: Final = frozenset({"0", "false", "no", "off"})
MOST_DIGITS: Final = 9


@dataclass(frozen=True)
class Setting:
    """One name in the environment: what it holds, what stands in when it is absent, and what it decides."""

    name: str
    holds: str
    otherwise: str
    decides: str


DATA: Final = Setting(
    "WAYMARK_DATA",
    "a folder",
    "`var/` in the house",
    "Where the databases, the keys folder, `service.toml` and the sealed files are kept (mode 0700).",
)
PUBLIC_ORIGIN: Final = Setting(
    "WAYMARK_PUBLIC_ORIGIN",
    "an https address without a path",
    "required, except in a demonstration",
    "The one address that the public face answers to.",
)
DESK_ORIGIN: Final = Setting(
    "WAYMARK_DESK_ORIGIN",
    "an https address without a path",
    "required, except in a demonstration",
    "The one address that the desk answers to; a host of its own, because ports do not separate cookies.",
)
API_ORIGIN: Final = Setting(
    "WAYMARK_API_ORIGIN",
    "an https address without a path",
    "required where the api face runs, except in a demonstration",
    "The one address at which other systems read the directory's feed.",
)
TLS_IN_FRONT: Final = Setting(
    "WAYMARK_TLS_IN_FRONT",
    "yes or no",
    "no",
    "A front server ends TLS and sets `X-Forwarded-Proto` itself, overwriting what a client sent.",
)
DATABASE_URL: Final = Setting(
    "DATABASE_URL",
    "`postgresql://user:password@host:port/name`",
    "SQLite in the data folder",
    "The main database.",
)
KEYS_DATABASE_URL: Final = Setting(
    "KEYS_DATABASE_URL",
    "`postgresql://user:password@host:port/name`",
    "SQLite in the data folder",
    "The keys store: a database of its own with backups of its own, kept seven days at most. "
    "Required with `DATABASE_URL`.",
)
HAND_OVER_DAYS: Final = Setting(
    "WAYMARK_HAND_OVER_DAYS",
    "a number from 7 to 92",
    "30",
    "How many days parts of a plan that somebody handed over wait for a team to take them. Then they are "
    "destroyed. People read the number before they hand anything over.",
)
SETTINGS: Final = (
    DATA,
    PUBLIC_ORIGIN,
    DESK_ORIGIN,
    API_ORIGIN,
    TLS_IN_FRONT,
    DATABASE_URL,
    KEYS_DATABASE_URL,
    HAND_OVER_DAYS,
)


@dataclass(frozen=True)
class Origin:
    """The host alone, as ALLOWED_HOSTS wants it, and the whole address."""

    host: str
    address: str


class Environment:
    """The environment read through the table above; nothing else in the house looks for a setting there."""

    def __init__(self, values: Mapping[str, str] | None = None) -> None:
        self._values = os.environ if values is None else values

    def check_names(self) -> None:
        """A name like ours that is none of ours is a slip, whose value would be missed without a word."""
        known = {setting.name for setting in SETTINGS}
        if strange := sorted(name for name in self._values if name.startswith(OURS) and name not in known):
            raise ImproperlyConfigured(f"No setting is called {', '.join(strange)}: see docs/settings.md.")

    def text(self, setting: Setting) -> str | None:
        """The value without surrounding space, or None where it is absent or empty."""
        return self._values.get(setting.name, "").strip() or None

    def required(self, setting: Setting) -> str:
        value = self.text(setting)
        if value is None:
            raise ImproperlyConfigured(f"{setting.name} is not set. {setting.decides}")
        return value

    def truth(self, setting: Setting) -> bool:
        """True or False; absent is False."""
        value = (self.text(setting) or "no").lower()
        if value not in TRUE | FALSE:
            raise ImproperlyConfigured(f"{setting.name} must be yes or no.")
        return value in TRUE

    def number(self, setting: Setting, within: range, otherwise: int) -> int:
        """A whole number that lies in `within`."""
        value = self.text(setting)
        if value is None:
            return otherwise
        if not (value.isascii() and value.isdecimal() and len(value) <= MOST_DIGITS and int(value) in within):
            raise ImproperlyConfigured(f"{setting.name} must be {setting.holds}.")
        return int(value)

    def folder(self, setting: Setting, otherwise: Path) -> Path:
        value = self.text(setting)
        return Path(value).expanduser().resolve() if value else otherwise

    def origin(self, setting: Setting, *, loopback: str | None) -> Origin:
        """An address of ours. With `loopback`, a demonstration: plain http on that host and no other."""
        raw = self.text(setting) or (f"http://{loopback}" if loopback else self.required(setting))
        try:
            parts = urlsplit(raw.lower())
            host, port = parts.hostname or "", parts.port
        except ValueError as wrong:
            raise ImproperlyConfigured(f"{setting.name} is not an address.") from wrong
        if (
            not _HOST.fullmatch(host)
            or parts.path.strip("/")
            or parts.query
            or parts.fragment
            or parts.username
        ):
            raise ImproperlyConfigured(
                f"{setting.name} must be {setting.holds}, such as https://help.example.org."
            )
        if loopback and (parts.scheme, host) != ("http", loopback):
            raise ImproperlyConfigured(
                f"A demonstration answers on http://{loopback} only: see {setting.name}."
            )
        if not loopback and parts.scheme != "https":
            raise ImproperlyConfigured(f"{setting.name} must begin with https.")
        return Origin(host, f"{parts.scheme}://{host}" + (f":{port}" if port else ""))


def settings_page() -> str:
    """The text of `docs/settings.md`."""
    rows = [f"| `{s.name}` | {s.holds} | {s.otherwise} | {s.decides} |" for s in SETTINGS]
    return "\n".join(
        [
            "# Settings",
            "",
            "Printed from `waymark/config/env.py`. A wrong value stops the process at once,",
            f"and so does a name that begins with `{OURS}` and is none of these.",
            "",
            "| name | holds | when absent | decides |",
            "|---|---|---|---|",
            *rows,
            "",
        ]
    )
