"""What this service says about itself: name, phone, hours, area, statements; read from `service.toml` in the
data folder.

No process starts where one that people rely on is absent. Nothing here is ever guessed.
"""

import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from django.core.exceptions import ImproperlyConfigured

from waymark.clocks.hours import NotHours, Week, read_week
from waymark.clocks.saying import Length
from waymark.config.exits import fault_in
from waymark.config.statements import PHONE, TABLES, NotStated, Said, lacking, read_statements, this_day

REQUIRED: Final = ("name", "phone", "hours", "area")
NATIONS: Final = ("ENG", "SCT", "WLS", "NIR")
NEUTRAL_EXITS: Final = ("https://www.bbc.co.uk/weather",)
NEUTRAL_SITE_NAME: Final = "Information"
# Longer than any language's name, so that it can never be taken for one.
_ENTRY: Final = re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?<=....)")
KNOWN: Final = frozenset(
    {
        *REQUIRED,
        *TABLES,
        "nation",
        "exits",
        "site_name",
        "attachments",
        "languages",
        "packs",
        "show_drafts",
        "entry_path",
        "entry_title",
        "demonstration",
    }
)


Plain = str | bool | int | date | list[str]
Facts = dict[str, Plain | dict[str, Plain]]


@dataclass(frozen=True)
class Service:
    """The facts of one service. `hours` are wall-clock times in the UK; `nation` picks the bank holidays.

    `packs` are the folders of wording that it shows, each laid over the one before it. `show_drafts` shows
    translations that no translator has checked, with a notice. `entry_path` and `entry_title` are a plainly
    named first page for search engines, where the service wants one. `statements` are what only it
    can say, by slot.
    """

    name: str
    phone: str
    hours: Week
    hours_lines: tuple[str, ...]
    area: str
    nation: str
    statements: Mapping[str, Said]
    exits: tuple[str, ...] = NEUTRAL_EXITS
    site_name: str = NEUTRAL_SITE_NAME
    attachments: bool = False
    languages: tuple[str, ...] = ("en-gb",)
    packs: tuple[str, ...] = ("england-and-wales",)
    show_drafts: bool = False
    entry_path: str = ""
    entry_title: str = ""
    demonstration: bool = False

    @property
    def years_kept(self) -> int:
        """For how many years a closed case is kept."""
        return _count(self.statements["kept"])

    @property
    def weeks_kept(self) -> int:
        """For how many weeks a message without a mailbox is kept once it was dealt with."""
        return _count(self.statements["kept-message"])

    @property
    def exit(self) -> str:
        """Where "leave this site" goes: the first. The others stand by for when that stops answering."""
        return self.exits[0]


def _count(said: Said) -> int:
    assert isinstance(said, Length), "a length of time is stated as one"
    return said.count


def read_service(path: Path) -> Service:
    """Read the facts; raises ImproperlyConfigured with one sentence that names what is wrong."""
    try:
        raw = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError as absent:
        raise ImproperlyConfigured(
            f"{path} is missing. `waymark init` asks for the service's {', '.join((*REQUIRED, *TABLES))}."
        ) from absent
    except tomllib.TOMLDecodeError as wrong:
        raise ImproperlyConfigured(f"{path} cannot be read: {wrong}") from wrong
    except UnicodeDecodeError as wrong:
        raise ImproperlyConfigured(f"{path} cannot be read: save it as UTF-8.") from wrong
    except OSError as wrong:
        raise ImproperlyConfigured(f"{path} cannot be read: {wrong.strerror}.") from wrong
    if missing := [key for key in REQUIRED if not raw.get(key)]:
        raise ImproperlyConfigured(f"{path} does not say the service's {', '.join(missing)}.")
    if unknown := sorted(raw.keys() - KNOWN):
        raise ImproperlyConfigured(f"{path} has names that are not known: {', '.join(unknown)}.")
    if lines := lacking(raw, this_day()):
        raise ImproperlyConfigured(
            f"{path} does not say what only the service can say. "
            f"Add these lines at its end, filled in:\n\n{lines}"
        )
    return _service(path, raw)


def _service(path: Path, raw: dict[str, Any]) -> Service:
    try:
        statements = read_statements(raw, this_day())
    except NotStated as wrong:
        raise ImproperlyConfigured(f"{path}: {wrong}.") from wrong
    lines = _texts(path, "hours", raw["hours"])
    try:
        hours = read_week(lines)
    except NotHours as wrong:
        raise ImproperlyConfigured(f"{path}: {wrong}") from wrong
    nation = _text(path, "nation", raw.get("nation", "ENG"))
    if nation not in NATIONS:
        raise ImproperlyConfigured(f"{path}: nation must be one of {', '.join(NATIONS)}.")
    exits = _texts(path, "exits", raw.get("exits", list(NEUTRAL_EXITS)))
    for target in exits:
        if fault := fault_in(target):
            raise ImproperlyConfigured(f"{path}: the exit {target!r} {fault}.")
    entry_path, entry_title = raw.get("entry_path", ""), raw.get("entry_title", "")
    if bool(entry_path) != bool(entry_title):
        raise ImproperlyConfigured(f"{path}: entry_path and entry_title go together.")
    if entry_path and not _ENTRY.fullmatch(_text(path, "entry_path", entry_path)):
        raise ImproperlyConfigured(
            f"{path}: entry_path must be small letters, digits and hyphens, at least 4."
        )
    return Service(
        name=_text(path, "name", raw["name"]),
        phone=_phone(path, raw["phone"]),
        hours=hours,
        hours_lines=lines,
        area=_text(path, "area", raw["area"]),
        nation=nation,
        statements=statements,
        exits=exits,
        site_name=_text(path, "site_name", raw.get("site_name", NEUTRAL_SITE_NAME)),
        attachments=_truth(path, "attachments", raw.get("attachments", False)),
        languages=_texts(path, "languages", raw.get("languages", ["en-gb"])),
        packs=_texts(path, "packs", raw.get("packs", ["england-and-wales"])),
        show_drafts=_truth(path, "show_drafts", raw.get("show_drafts", False)),
        entry_path=entry_path,
        entry_title=_text(path, "entry_title", entry_title) if entry_title else "",
        demonstration=_truth(path, "demonstration", raw.get("demonstration", False)),
    )


def _text(path: Path, key: str, value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ImproperlyConfigured(f"{path}: {key} must be text.")
    return value.strip()


def _phone(path: Path, value: object) -> str:
    """Pages dial it: words, or a second number behind it, would be dialled as well."""
    number = _text(path, "phone", value)
    if not PHONE.fullmatch(number):
        raise ImproperlyConfigured(f"{path}: the phone {number!r} is not one number that can be dialled.")
    return number


def _texts(path: Path, key: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not value:
        raise ImproperlyConfigured(f"{path}: {key} must be a list of texts.")
    return tuple(_text(path, key, item) for item in value)


def _truth(path: Path, key: str, value: object) -> bool:
    if not isinstance(value, bool):
        raise ImproperlyConfigured(f"{path}: {key} must be true or false.")
    return value


def write_service(path: Path, facts: Facts) -> None:
    """Write `service.toml` and read it back, so a file that would be refused is never left behind."""
    draft = path.with_suffix(".draft")
    # Tables come last: a plain line after one would belong to it.
    plain = {key: value for key, value in facts.items() if not isinstance(value, dict)}
    tables = {key: value for key, value in facts.items() if isinstance(value, dict)}
    text = _lines(plain) + "".join(f"\n[{name}]\n{_lines(table)}" for name, table in tables.items())
    draft.write_text(text, "utf-8")
    try:
        read_service(draft)
    except ImproperlyConfigured:
        draft.unlink()
        raise
    draft.replace(path)


def _lines(facts: Mapping[str, Plain]) -> str:
    return "".join(f"{key} = {_toml(value)}\n" for key, value in facts.items())


def _toml(value: Plain) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return "[" + ", ".join(_toml(item) for item in value) + "]"
    # JSON's text is TOML's text, but for the one control character that JSON leaves bare.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
