"""What the desk reads and writes as age: a hand-over, and the suggestions that go back into its one-use slot.

A slot is a vault like any other: its bytes have the same header and one of the same sizes.
"""

from waymark.planner.sizes import LARGEST, SMALLEST
from waymark.records.refusal import Refused
from waymark.sealing.age import seal_age, unseal_age
from waymark.sealing.keys import PublicKey, SecretKey
from waymark.sealing.notes import JSON, Note, read_note, write_note
from waymark.sealing.padding import padded_length

TOO_LONG = "This is too long to send back in one piece. Please make it shorter."


def seal_for_slot(public: PublicKey, note: Note) -> bytes:
    """A note filled up with spaces to a size of the ladder, sealed to a return key. Refuses a longer one."""
    text = write_note(note)
    size = max(SMALLEST, padded_length(len(text) - 1))
    if size > LARGEST:
        raise Refused(TOO_LONG)
    return seal_age(public, text.ljust(size))


def unseal_hand_over(secret: SecretKey, file: bytes) -> dict[str, JSON]:
    """What a browser handed over, with the team's secret. `DoesNotUnseal` for anything else."""
    return read_note(unseal_age(secret, file).rstrip(b" "))
