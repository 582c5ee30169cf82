"""Recovery by any two of three holders, and by none of them alone.

The recovery secret is stored only as three nested envelopes, one for each pair of holders. A holder keeps a
printed sheet: 21 words of the list (20 hold 32 random bytes, one checks them), or as many four-digit numbers.
"""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from itertools import combinations
from secrets import token_bytes
from uuid import UUID

from waymark.sealing.envelopes import Sealed, seal_to, unseal_to
from waymark.sealing.errors import DoesNotUnseal, NotTheseWords, WordsFault
from waymark.sealing.hashing import H
from waymark.sealing.keys import PublicKey, Secret, SecretKey
from waymark.sealing.labels import Field, Kind
from waymark.sealing.places import Place
from waymark.sealing.reading import Indices, as_numbers, read_indices
from waymark.sealing.wordlist import WORDS

SHEET_BYTES = 32
SHEET_WORDS = 20
HOLDERS = 3
_PAIRS = tuple(
    zip((Field.FIRST_PAIR, Field.SECOND_PAIR, Field.THIRD_PAIR), combinations(range(HOLDERS), 2), strict=True)
)


@dataclass(frozen=True, repr=False)
class Sheet(Secret):
    """What one holder of recovery keeps on paper: 32 random bytes."""

    raw: bytes

    @property
    def secret(self) -> SecretKey:
        """The holder's secret half: H(the 32 bytes, "waymark-sheet", "", 32)."""
        return SecretKey(H(self.raw, "waymark-sheet", b"", 32))

    @property
    def indices(self) -> Indices:
        """The bytes as a number in base 7,358, highest place first, then the checking word."""
        rest, places = int.from_bytes(self.raw, "big"), []
        for _ in range(SHEET_WORDS):
            rest, place = divmod(rest, len(WORDS))
            places.append(place)
        return (*reversed(places), _check(self.raw))

    @property
    def spelled(self) -> list[str]:
        return [WORDS[index] for index in self.indices]

    @property
    def digits(self) -> list[str]:
        return as_numbers(self.indices)


@dataclass(frozen=True)
class RecoveryEnvelopes:
    """The three nested envelopes around one recovery secret, and its public half."""

    record: UUID
    epoch: int
    public: PublicKey
    pairs: tuple[Sealed[bytes], Sealed[bytes], Sealed[bytes]]


def draw_sheet(random: Callable[[int], bytes] = token_bytes) -> Sheet:
    """A fresh sheet for one holder."""
    return Sheet(random(SHEET_BYTES))


def read_sheet(text: str) -> Sheet:
    """The sheet that somebody typed; `NotTheseWords` names words off the list and catches slips."""
    for indices in read_indices(text, SHEET_WORDS + 1):
        number = 0
        for index in indices[:-1]:
            number = number * len(WORDS) + index
        if number.bit_length() <= SHEET_BYTES * 8:
            raw = number.to_bytes(SHEET_BYTES, "big")
            if _check(raw) == indices[-1]:
                return Sheet(raw)
    raise NotTheseWords(WordsFault.SLIP)


def seal_recovery(
    holders: tuple[PublicKey, PublicKey, PublicKey], record: UUID, epoch: int, secret: SecretKey
) -> RecoveryEnvelopes:
    """To(A, To(B, secret)) for the pairs AB, AC, BC. Three different holders, or `ValueError`."""
    if len(set(holders)) != HOLDERS:
        raise ValueError("recovery has three different holders")
    first, second, third = (
        seal_to(holders[a], place, seal_to(holders[b], place, secret.raw).raw)
        for (a, b), place in (
            (pair, Place(Kind.RECOVERY, record, field, epoch=epoch)) for field, pair in _PAIRS
        )
    )
    return RecoveryEnvelopes(record, epoch, secret.public, (first, second, third))


def rebuild(one: Sheet, other: Sheet, envelopes: RecoveryEnvelopes) -> SecretKey:
    """The recovery secret from two different sheets; `DoesNotUnseal` if they are not two of the three."""
    for (field, _), sealed in zip(_PAIRS, envelopes.pairs, strict=True):
        place = Place(Kind.RECOVERY, envelopes.record, field, epoch=envelopes.epoch)
        for outer, inner in ((one, other), (other, one)):
            try:
                secret = SecretKey(
                    unseal_to(inner.secret, place, Sealed(unseal_to(outer.secret, place, sealed)))
                )
            except DoesNotUnseal:
                continue
            if secret.public == envelopes.public:
                return secret
    raise DoesNotUnseal


def _check(raw: bytes) -> int:
    return int.from_bytes(sha256(b"waymark-sheet-v1" + raw).digest()[:4], "big") % len(WORDS)
