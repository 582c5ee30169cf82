"""Somebody in a case as a reader sees them: frozen, for one request, inside envelopes before and after."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from waymark.cases.people.terms import Part
from waymark.contact.wishes import Wishes
from waymark.intake.asking import Identity
from waymark.intake.terms import Age, Help
from waymark.sealing.keys import PublicKey
from waymark.sealing.notes import JSON


@dataclass(frozen=True, slots=True, repr=False)
class About:
    """Who somebody is, and the mailbox that they write through. `answer_to` came sealed with their words."""

    part: Part
    identity: Identity = field(default_factory=Identity)
    age: Age = Age.ADULT
    help: tuple[Help, ...] = ()
    mailbox: UUID | None = None
    answer_to: PublicKey | None = None

    def __repr__(self) -> str:
        return f"About({self.part.value}, redacted)"

    def to_note(self) -> dict[str, JSON]:
        return {
            "part": self.part.value,
            "identity": self.identity.to_note(),
            "age": self.age.value,
            "help": [each.value for each in self.help],
            "mailbox": str(self.mailbox) if self.mailbox else "",
            "answer_to": self.answer_to.raw.hex() if self.answer_to else "",
        }

    @classmethod
    def from_note(cls, note: Mapping[str, JSON]) -> "About":
        """Raises ValueError or KeyError on anything that is not one of ours."""
        identity, helps = note["identity"], note["help"]
        if not isinstance(identity, dict) or not isinstance(helps, list):
            raise ValueError("A person's note has another shape")
        mailbox, answer_to = str(note["mailbox"]), str(note["answer_to"])
        return cls(
            part=Part(str(note["part"])),
            identity=Identity.from_note(identity),
            age=Age(str(note["age"])),
            help=tuple(Help(str(each)) for each in helps),
            mailbox=UUID(mailbox) if mailbox else None,
            answer_to=PublicKey(bytes.fromhex(answer_to)) if answer_to else None,
        )


@dataclass(frozen=True, slots=True, repr=False)
class Known:
    """A person of a case with the wishes that hold now."""

    id: UUID
    about: About
    wishes: Wishes
    doubtful: bool = False
    """The stored wishes are not the newest ever written: then nothing is known to be safe."""

    def __repr__(self) -> str:
        return f"Known({self.about.part.value}, redacted)"

    @property
    def call_me(self) -> str:
        return self.about.identity.call_me
