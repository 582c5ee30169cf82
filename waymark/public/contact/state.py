"""What one person has said so far. Between pages it travels only in their own page, sealed in one
hidden field.

The server keeps nothing until they send. The seed inside makes their words, so sending twice is sending once.
"""

from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from secrets import token_bytes

from waymark.contact.terms import Sender
from waymark.documents.held import HeldFile
from waymark.intake.terms import Age
from waymark.public.contact.answers import Answer, Answers
from waymark.public.tokens import seal_field, unseal_field
from waymark.sealing.labels import Field
from waymark.sealing.notes import JSON

LIVES = timedelta(hours=12)
"""Until a form has to be looked at once more before it is sent."""
SEED_BYTES = 32
FORM_BYTES = 16


@dataclass(frozen=True, slots=True, repr=False)
class State:
    """Everything said so far, and the seed. `fresh` is false when the form had lain open too long."""

    seed: bytes
    sender: Sender
    age: Age = Age.ADULT
    answers: Answers = field(default_factory=dict)
    files: tuple[HeldFile, ...] = ()
    form: bytes = b""
    """A mark that stays the same when the seed does not: it joins at the desk what this form sends."""
    fresh: bool = True
    due: date | None = None
    """Set once it is sent: the day by which we answer. Then nothing that they said travels any more."""

    def __repr__(self) -> str:
        return "State(redacted)"

    @property
    def child(self) -> bool:
        return self.age is not Age.ADULT

    def with_answers(self, more: Mapping[str, Answer]) -> "State":
        return replace(self, answers={**self.answers, **more})


def begin(sender: Sender, age: Age) -> State:
    return State(seed=token_bytes(SEED_BYTES), sender=sender, age=age, form=token_bytes(FORM_BYTES))


def seal_state(state: State) -> str:
    """The hidden field's text."""
    note: dict[str, JSON] = {
        "seed": b64encode(state.seed).decode("ascii"),
        "sender": state.sender.value,
        "age": state.age.value,
        "answers": {name: _plain(answer) for name, answer in state.answers.items()},
        "files": [each.to_note() for each in state.files],
        "form": b64encode(state.form).decode("ascii"),
        "due": state.due.isoformat() if state.due else "",
    }
    return seal_field(note, field=Field.ANSWERS, lives=LIVES)


def unseal_state(text: str) -> State | None:
    """What the hidden field carried; None when it is not ours or its key is gone.

    Old but readable is kept, not fresh.
    """
    token = unseal_field(text, field=Field.ANSWERS)
    return None if token is None else _state(token.note, fresh=not token.expired)


def _plain(answer: Answer) -> JSON:
    return answer if isinstance(answer, str) else [*answer]


def _state(note: Mapping[str, JSON], *, fresh: bool) -> State:
    answers, files = note.get("answers"), note.get("files")
    assert isinstance(answers, dict)
    assert isinstance(files, list)
    seed = b64decode(str(note["seed"])) if fresh or note["due"] else token_bytes(SEED_BYTES)
    return State(
        seed=seed,
        sender=Sender(str(note["sender"])),
        age=Age(str(note["age"])),
        answers={
            name: [str(x) for x in said] if isinstance(said, list) else str(said)
            for name, said in answers.items()
        },
        files=tuple(HeldFile.from_note(each) for each in files),
        form=b64decode(str(note.get("form", ""))),
        fresh=fresh,
        due=date.fromisoformat(str(note["due"])) if note["due"] else None,
    )
