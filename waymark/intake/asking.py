"""What an arrival holds, as frozen values that travel only inside envelopes: who (identity) and what
(content).

They are two envelopes because the first look unseals only the identity, and stops there for a reader
who must not go on.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from waymark.contact.terms import Sender
from waymark.contact.wishes import Wishes
from waymark.documents.held import HeldFile
from waymark.intake.terms import Age, ArrivalKind, Help
from waymark.sealing.hashing import H
from waymark.sealing.keys import PublicKey
from waymark.sealing.notes import JSON

WRONG_SHAPE = "An arrival holds a value of the wrong shape"


@dataclass(frozen=True, slots=True, repr=False)
class Identity:
    """Who wrote, as far as they said, and whom they do not want to read it."""

    call_me: str = ""
    phone: str = ""
    email: str = ""
    letter: str = ""
    organisation: str = ""
    role: str = ""
    not_read: str = ""

    def __repr__(self) -> str:
        return "Identity(redacted)"

    def to_note(self) -> dict[str, JSON]:
        return {name: value for name in self.__slots__ if (value := getattr(self, name))}

    @classmethod
    def from_note(cls, note: Mapping[str, JSON]) -> "Identity":
        """Raises ValueError on anything that is not one of our texts."""
        texts = {name: value for name, value in note.items() if isinstance(value, str)}
        if set(note) - set(cls.__slots__) or len(texts) != len(note):
            raise ValueError(WRONG_SHAPE)
        return cls(**texts)


@dataclass(frozen=True, slots=True, repr=False)
class Content:
    """What they wrote, what they wish, and where an answer goes.

    `replaced` names the wishes that a holder changed from their mailbox: only these count in `wishes`.
    """

    kind: ArrivalKind
    at: datetime
    wishes: Wishes | None = None
    replaced: tuple[str, ...] = ()
    message: str = ""
    age: Age = Age.ADULT
    today: bool = False
    page_language: str = "en"
    help: tuple[Help, ...] = ()
    files: tuple[HeldFile, ...] = ()
    answer_to: PublicKey | None = field(default=None)
    form: bytes = b""
    """What everything that is sent from one form shares."""

    def __repr__(self) -> str:
        return f"Content({self.kind.value}, redacted)"

    @property
    def sender(self) -> Sender | None:
        return self.wishes.sender if self.wishes else None

    def to_note(self) -> dict[str, JSON]:
        return {
            "kind": self.kind.value,
            "at": self.at.isoformat(),
            "wishes": self.wishes.to_note() if self.wishes else None,
            "replaced": list(self.replaced),
            "message": self.message,
            "age": self.age.value,
            "today": self.today,
            "page_language": self.page_language,
            "help": [each.value for each in self.help],
            "files": [each.to_note() for each in self.files],
            "answer_to": self.answer_to.raw.hex() if self.answer_to else "",
            "form": self.form.hex(),
        }

    @classmethod
    def from_note(cls, note: Mapping[str, JSON]) -> "Content":
        """Raises ValueError on anything that is not one of our values."""
        wishes = note.get("wishes")
        if not isinstance(wishes, dict | None):
            raise ValueError(WRONG_SHAPE)
        answer_to = _text(note, "answer_to")
        return cls(
            kind=ArrivalKind(_text(note, "kind")),
            at=datetime.fromisoformat(_text(note, "at")),
            wishes=Wishes.from_note(wishes) if wishes else None,
            replaced=tuple(str(each) for each in _list(note, "replaced")),
            message=_text(note, "message"),
            age=Age(_text(note, "age")),
            today=note.get("today") is True,
            page_language=_text(note, "page_language"),
            help=tuple(Help(str(each)) for each in _list(note, "help")),
            files=tuple(HeldFile.from_note(each) for each in _list(note, "files")),
            answer_to=PublicKey(bytes.fromhex(answer_to)) if answer_to else None,
            form=bytes.fromhex(_text(note, "form")) if "form" in note else b"",
        )


@dataclass(frozen=True, slots=True, repr=False)
class Heading:
    """As much of a content as a list says: nobody's words, and no way to reach anybody."""

    kind: ArrivalKind
    sender: Sender | None
    age: Age
    today: bool
    at: datetime
    form: bytes = b""

    def __repr__(self) -> str:
        return "Heading(redacted)"

    @classmethod
    def from_note(cls, note: Mapping[str, JSON]) -> "Heading":
        """Raises ValueError as `Content.from_note`."""
        wishes = note.get("wishes")
        if not isinstance(wishes, dict | None):
            raise ValueError(WRONG_SHAPE)
        return cls(
            kind=ArrivalKind(_text(note, "kind")),
            sender=Sender(_text(wishes, "sender")) if wishes else None,
            age=Age(_text(note, "age")),
            today=note.get("today") is True,
            at=datetime.fromisoformat(_text(note, "at")),
            form=bytes.fromhex(_text(note, "form")) if "form" in note else b"",
        )


def _text(note: Mapping[str, JSON], name: str) -> str:
    found = note.get(name)
    if not isinstance(found, str):
        raise ValueError(WRONG_SHAPE)
    return found


def _list(note: Mapping[str, JSON], name: str) -> list[JSON]:
    found = note.get(name)
    if not isinstance(found, list):
        raise ValueError(WRONG_SHAPE)
    return found


@dataclass(frozen=True, slots=True, repr=False)
class Asking:
    """A whole request for help, as the public face hands it over: not yet sealed, never stored like this.

    `seed` makes the six words and the id of the arrival, so that sending twice is sending once.
    """

    seed: bytes
    identity: Identity
    content: Content
    wants_mailbox: bool = True

    def __repr__(self) -> str:
        return "Asking(redacted)"


def arrival_id(seed: bytes) -> UUID:
    """The id of the arrival that this seed makes: as random as the seed, and the same each time."""
    return UUID(bytes=H(seed, "waymark-arrival", b"", 16), version=4)
