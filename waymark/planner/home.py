"""A home as the person listed it: rooms, what joins them, ways out, and what is known of each.

Every answer is yes, no or not known (None). Pure: the same shape as the planner's script reads.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

Known = bool | None
FACTS = ("risk", "phone", "signal", "lock", "seen", "them")
"""What is asked of a room: low or high risk; a phone that works; signal; a lock on the inside; whether
somebody outside could see or hear; whether the one who causes harm is usually there."""


class Risk(StrEnum):
    LOW = "low"
    HIGH = "high"
    UNKNOWN = "unknown"


class Key(StrEnum):
    """Who holds the key of something that is locked."""

    MINE = "mine"
    THEIRS = "theirs"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Room:
    id: str
    risk: Risk = Risk.UNKNOWN
    phone: Known = None
    signal: Known = None
    lock: Known = None
    seen: Known = None
    them: Known = None

    @property
    def unknown_facts(self) -> tuple[str, ...]:
        """Which of the facts nobody has said yet."""
        return tuple(name for name in FACTS if getattr(self, name) in {None, Risk.UNKNOWN})


@dataclass(frozen=True)
class Link:
    """What joins two rooms: a door, or an opening without one."""

    id: str
    between: tuple[str, str]
    is_door: bool = True
    locked: Known = None
    key: Key = Key.UNKNOWN

    @property
    def is_shut(self) -> bool:
        """Locked, and the key is with somebody else."""
        return self.locked is True and self.key is Key.THEIRS

    @property
    def is_unsure(self) -> bool:
        return self.locked is None or (self.locked and self.key is Key.UNKNOWN)


@dataclass(frozen=True)
class Way:
    """A way out of the home: a door to the outside, or a window that can really be used."""

    id: str
    room: str
    is_door: bool = True
    usable: Known = None
    locked: Known = None
    key: Key = Key.UNKNOWN

    @property
    def is_shut(self) -> bool:
        return self.usable is False or (self.locked is True and self.key is Key.THEIRS)

    @property
    def is_unsure(self) -> bool:
        return self.usable is None or self.locked is None or (self.locked and self.key is Key.UNKNOWN)


@dataclass(frozen=True)
class Home:
    """`order`: for a room, the person's own order of ways out; it wins over any other."""

    rooms: tuple[Room, ...]
    links: tuple[Link, ...] = ()
    ways: tuple[Way, ...] = ()
    order: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def read_home(data: Mapping[str, Any]) -> Home:
    """A home from the shape that the script and the vectors use. KeyError or ValueError for another shape."""
    rooms = tuple(
        Room(each["id"], Risk(each.get("risk", "unknown")), **{name: each.get(name) for name in FACTS[1:]})
        for each in data["rooms"]
    )
    links = tuple(
        Link(each["id"], (each["between"][0], each["between"][1]), each["door"], *_lock(each))
        for each in data.get("links", ())
    )
    ways = tuple(
        Way(each["id"], each["room"], each["door"], each.get("usable"), *_lock(each))
        for each in data.get("ways", ())
    )
    order = {room: tuple(ids) for room, ids in data.get("order", {}).items()}
    return Home(rooms, links, ways, order)


def _lock(each: Mapping[str, Any]) -> tuple[Known, Key]:
    return each.get("locked"), Key(each.get("key", "unknown"))
