"""A person's wishes for safe contact, as one frozen value that travels only inside an envelope.

Everything unsaid is the safest reading: channels unknown, no voicemail, only the person may answer,
number withheld.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from uuid import UUID

from waymark.contact.terms import (
    CallDrops,
    Channel,
    Day,
    Interpreter,
    MayAnswer,
    Part,
    Preferred,
    Safe,
    Sender,
    Voicemail,
)
from waymark.sealing.notes import JSON

REPLACEABLE = frozenset(
    {
        *("our_word", "their_word", "cover_story", "may_answer", "answerers"),
        *("any_time", "days", "parts", "times_note"),
    }
)
"""What a mailbox holder may replace without being shown it."""
WRONG_SHAPE = "Wishes hold a value of the wrong shape"


@dataclass(frozen=True, slots=True, repr=False)
class Way:
    """One channel: its number or address, and whether the person said it is safe."""

    value: str = ""
    safe: Safe = Safe.UNKNOWN

    def __repr__(self) -> str:
        return f"Way({self.safe.value})"


@dataclass(frozen=True, slots=True, repr=False)
class Wishes:
    """How it is safe to reach whoever wrote: the person, or the friend or professional who wrote about
    them.
    """

    sender: Sender
    phone: Way = Way()
    text: Way = Way()
    email: Way = Way()
    letter: Way = Way()
    mailbox: Way = Way()
    voicemail: Voicemail = Voicemail.NONE
    may_answer: MayAnswer = MayAnswer.ONLY_ME
    answerers: str = ""
    cover_story: str = ""
    withhold_number: bool = True
    call_drops: CallDrops = CallDrops.WAIT
    any_time: bool = False
    days: tuple[Day, ...] = ()
    parts: tuple[Part, ...] = ()
    times_note: str = ""
    our_word: str = ""
    their_word: str = ""
    interpreter: Interpreter = Interpreter.NONE
    language: str = ""
    dialect: str = ""
    preferred: Preferred = Preferred.NONE
    harder: str = ""
    watches: tuple[UUID, ...] = ()

    def __repr__(self) -> str:
        return f"Wishes({self.sender.value}, redacted)"

    def way(self, channel: Channel) -> Way:
        found = getattr(self, channel.value)
        assert isinstance(found, Way)
        return found

    def with_replaced(self, newer: "Wishes", names: Iterable[str]) -> "Wishes":
        """These wishes with the named ones taken from `newer`.

        Raises ValueError on a name that is none of ours.
        """
        wanted = set(names)
        if not wanted <= REPLACEABLE:
            raise ValueError(WRONG_SHAPE)
        return replace(self, **{name: getattr(newer, name) for name in wanted})

    def to_note(self) -> dict[str, JSON]:
        """The plain mapping that goes into an envelope. Unsaid and empty things are left out."""
        note: dict[str, JSON] = {}
        for each in fields(self):
            value = getattr(self, each.name)
            if value != each.default:
                note[each.name] = _plain(value)
        return note

    @classmethod
    def from_note(cls, note: Mapping[str, object]) -> "Wishes":
        """The wishes in an unsealed note. Raises ValueError on any value that is not one of ours."""
        unknown = set(note) - {each.name for each in fields(cls)}
        if unknown or "sender" not in note:
            raise ValueError(WRONG_SHAPE)
        return cls(**{name: _typed(name, value) for name, value in note.items()})  # type: ignore[arg-type]  # _typed gives each field its own type


_ENUMS: dict[str, type[StrEnum]] = {
    "sender": Sender,
    "voicemail": Voicemail,
    "may_answer": MayAnswer,
    "call_drops": CallDrops,
    "interpreter": Interpreter,
    "preferred": Preferred,
}
_MANY: dict[str, type[StrEnum]] = {"days": Day, "parts": Part}
_TRUTHS = frozenset({"withhold_number", "any_time"})
_CHANNELS = frozenset(channel.value for channel in Channel)


def _plain(value: object) -> JSON:
    if isinstance(value, Way):
        return {"value": value.value, "safe": value.safe.value}
    if isinstance(value, tuple):
        return [str(each) for each in value]
    if isinstance(value, bool):
        return value
    return str(value)


def _typed(name: str, value: object) -> object:
    if name in _CHANNELS:
        return _way(value)
    if name in _ENUMS and isinstance(value, str):
        return _ENUMS[name](value)
    if name in _MANY and isinstance(value, list):
        return tuple(_MANY[name](each) for each in value)
    if name == "watches" and isinstance(value, list):
        return tuple(UUID(each) for each in value)
    if name in _TRUTHS and isinstance(value, bool):
        return value
    if isinstance(value, str) and name not in _MANY and name not in {"watches", *_TRUTHS}:
        return value
    raise ValueError(WRONG_SHAPE)


def _way(value: object) -> Way:
    if not isinstance(value, dict) or set(value) != {"value", "safe"} or not isinstance(value["value"], str):
        raise ValueError(WRONG_SHAPE)
    return Way(value=value["value"], safe=Safe(value["safe"]))
