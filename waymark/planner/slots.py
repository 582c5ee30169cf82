"""What the desk reads and writes as age: a hand-over, and the suggestions that go back into its one-use slot.

A slot is a vault like any other: its bytes have the same header and one of the same sizes.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from waymark.planner.sizes import LARGEST, LOCATOR_BYTES, SMALLEST, TOKEN_BYTES
from waymark.records.refusal import Refused
from waymark.sealing.age import seal_age, unseal_age
from waymark.sealing.keys import PublicKey, Secret, SecretKey
from waymark.sealing.notes import JSON, Note, read_note, write_note
from waymark.sealing.padding import padded_length

PASSED, NOT_READ = "passed", "not_read"
TOO_LONG = "This is too long to send back in one piece. Please make it shorter."


@dataclass(frozen=True, repr=False)
class Slot(Secret):
    """Where suggestions go, and the key that only the person's sealed plan opens."""

    locator: bytes
    token: bytes
    public: PublicKey


def slot_of(note: Mapping[str, JSON]) -> Slot | None:
    """The slot that a hand-over carried; None when whoever made it gave none, or a wrong one."""
    back = note.get("back")
    if not isinstance(back, dict):
        return None
    try:
        locator, token, public = (bytes.fromhex(str(back[name])) for name in ("locator", "token", "public"))
    except (KeyError, ValueError):
        return None
    if (len(locator), len(token), len(public)) != (LOCATOR_BYTES, TOKEN_BYTES, 32):
        return None
    return Slot(locator, token, PublicKey(public))


def seal_padded(public: PublicKey, note: Note) -> bytes:
    """A note filled up with spaces to a size of the ladder, sealed to a public key. Refuses a longer one."""
    text = write_note(note)
    size = max(SMALLEST, padded_length(len(text) - 1))
    if size > LARGEST:
        raise Refused(TOO_LONG)
    return seal_age(public, text.ljust(size))


def unseal_hand_over(secret: SecretKey, file: bytes) -> dict[str, JSON]:
    """What a browser handed over, with the team's secret. `DoesNotUnseal` for anything else.

    Anything may stand in it: what is not of the known shape is left out here, so that it goes no further.
    """
    found = read_note(unseal_age(secret, file).rstrip(b" "))
    known: dict[str, JSON] = {
        "part": {"said": [[part, list(map(list, lines))] for part, lines in said_in(found)]}
    }
    note, back, passed = found.get("note"), found.get("back"), passed_on(found)
    if isinstance(note, str):
        known["note"] = note
    if kept_from(found):
        known[NOT_READ] = kept_from(found)
    if isinstance(back, dict) and slot_of(found) is not None:
        known["back"] = {name: str(back[name]) for name in ("locator", "token", "public")}
    if passed is not None:
        known[PASSED] = {"by": passed[0], "text": passed[1]}
    return known


def said_in(note: Mapping[str, JSON]) -> list[tuple[str, list[tuple[str, str]]]]:
    """The parts in words: each a heading, and lines of a label and somebody's words."""
    part = note.get("part")
    said = part.get("said") if isinstance(part, dict) else None
    found = []
    for each in said if isinstance(said, list) else []:
        match each:
            case [str(heading), list(lines)]:
                found.append((heading, [(a, b) for line in lines for a, b in _pair(line)]))
    return found


def kept_from(note: Mapping[str, JSON]) -> str:
    """Whom the person named as somebody here who must not read it, in their words."""
    said = note.get(NOT_READ)
    return said if isinstance(said, str) else ""


def passed_on(note: Mapping[str, JSON]) -> tuple[str, str] | None:
    """Who passed it on, and their sentence."""
    match note.get(PASSED):
        case {"by": str(by), "text": str(text)}:
            return by, text
        case _:
            return None


def _pair(line: JSON) -> list[tuple[str, str]]:
    match line:
        case [str(label), str(text)]:
            return [(label, text)]
        case _:
            return []
